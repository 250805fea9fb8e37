"""From the bytes of an answer to its value, without coercion."""

from __future__ import annotations

import json
from email.message import Message
from typing import Any

import httpx2
from pydantic import ValidationError

from .errors import Mismatch
from .fit import Fit, accepts, adapter
from .operation import UNDECLARED, Operation


def read(
    operation: Operation[Any], status: int, headers: httpx2.Headers, content: bytes
) -> tuple[Any, tuple[Mismatch, ...]]:
    """The value of an answer, and where it is not what the operation declares.

    An answer that fits is decoded by pydantic from its bytes. One that does not is decoded
    as far as it fits and left unchanged where it does not.
    """
    declared = _declared(operation, status, content)
    if declared is UNDECLARED:
        return _read_undeclared(headers, content), ()
    if declared is None:
        return None, ()
    if declared is bytes:
        return content, ()
    if declared is str and not (content and _is_json(headers)):
        return text(headers, content), ()
    if not content and operation.method == "HEAD":
        return None, ()
    try:
        return (
            adapter(declared).validate_json(
                content or b"null", strict=True, by_alias=True, by_name=False
            ),
            (),
        )
    except ValidationError:
        return _read_misfit(declared, Fit(str(operation), status), headers, content)


def _declared(operation: Operation[Any], status: int, content: bytes) -> Any:
    """The type of the body; a success that is not declared counts as the first that is."""
    if status >= 400:
        return operation.raises.get(status, operation.default)
    types = operation.returns
    if status in types:
        return types[status]
    successes = [code for code in types if 200 <= code < 300]
    if content and successes and 200 <= status < 300:
        declared = types[min(successes)]
        # That nothing comes back was only guessed.
        return UNDECLARED if declared is None and operation.is_guess else declared
    return UNDECLARED


def _read_misfit(
    declared: Any, fit: Fit, headers: httpx2.Headers, content: bytes
) -> tuple[Any, tuple[Mismatch, ...]]:
    if not content:
        fit.report("$", declared, "nothing")
        return None, tuple(fit.mismatches)
    try:
        value = json.loads(content)
    except ValueError:
        # What is no JSON counts as one string.
        value = text(headers, content)
        if not accepts(declared, value):
            fit.report("$", declared, "text that is no JSON")
        return value, tuple(fit.mismatches)
    except RecursionError:
        return _read_too_deep(declared, fit, headers, content)
    try:
        return fit.value(declared, value, "$"), tuple(fit.mismatches)
    except RecursionError:
        return _read_too_deep(declared, fit, headers, content)


def _read_too_deep(
    declared: Any, fit: Fit, headers: httpx2.Headers, content: bytes
) -> tuple[str, tuple[Mismatch, ...]]:
    fit.mismatches.clear()
    fit.report("$", declared, "JSON that is nested too deeply")
    return text(headers, content), tuple(fit.mismatches)


def _read_undeclared(headers: httpx2.Headers, content: bytes) -> Any:
    """JSON where it is JSON, else text, else the bytes; None where there is nothing."""
    if not content:
        return None
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        pass
    if _message(headers).get_content_maintype() == "text" or _is_json(headers):
        return text(headers, content)
    try:
        return content.decode(_charset(headers))
    except (LookupError, ValueError):
        return content


def text(headers: httpx2.Headers, content: bytes) -> str:
    """A body as text, in the charset that its content type names, else in UTF-8."""
    try:
        return content.decode(_charset(headers), errors="replace")
    except (LookupError, ValueError):
        return content.decode(errors="replace")


def _charset(headers: httpx2.Headers) -> str:
    return _message(headers).get_content_charset("utf-8")


def _is_json(headers: httpx2.Headers) -> bool:
    subtype = _message(headers).get_content_subtype()
    return subtype == "json" or subtype.endswith("+json")


def _message(headers: httpx2.Headers) -> Message:
    """The content type, for the parser of the standard library."""
    message = Message()
    message["Content-Type"] = headers.get("Content-Type", "")
    return message
