"""From arguments to the body of a request: JSON, forms, multipart forms and files."""

from __future__ import annotations

import datetime as dt
import io
import json
import mimetypes
import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode
from uuid import UUID

from .dynamic import Dynamic
from .encode import is_several, moment_text, pairs, scalar_text
from .files import File
from .omit import OMIT
from .streams import FileStream, Multipart, Part, Stream

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Body:
    """A body, ready to be sent."""

    content: bytes | Stream | None = None
    content_type: str | None = None
    is_repeatable: bool = True
    """Whether it can be sent a second time."""

    @property
    def length(self) -> int | None:
        """How many bytes there are, where that is known."""
        if self.content is None or isinstance(self.content, bytes):
            return len(self.content or b"")
        return self.content.length


def json_body(value: object, content_type: str | None = None) -> Body:
    """A value as compact JSON in UTF-8."""
    text = json.dumps(
        plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return Body(text.encode(), content_type=content_type or JSON)


def plain(value: object) -> object:
    """A value as the JSON it is sent as: models by alias, without what was never set."""
    match value:
        case Enum() if value is not OMIT:
            return plain(value.value)
        case Dynamic():
            text = value.fresh()
            return json.loads(text) if value.is_json else text
        case None | str() | bool() | int() | float():
            return value
        case Mapping():
            return {
                scalar_text(key): plain(item)
                for key, item in value.items()
                if item is not OMIT
            }
        case dt.datetime() | dt.time():
            return moment_text(value)
        case UUID() | dt.date():
            return str(value)
        case Decimal():
            return _number(value)
    if hasattr(value, "model_dump"):
        return plain(
            value.model_dump(by_alias=True, exclude_unset=True, warnings=False)
        )
    if isinstance(value, Sequence) and is_several(value):
        return [plain(item) for item in value]
    raise TypeError(f"cannot send a value of type {type(value).__name__} as JSON")


def _number(value: Decimal) -> int | float:
    if value == value.to_integral_value():
        return int(value)
    number = float(value)
    if Decimal(str(number)) != value:
        raise ValueError(
            "a Decimal has more digits than a number in JSON can hold: send a str"
        )
    return number


def form_body(fields: Mapping[str, object], content_type: str | None = None) -> Body:
    """An urlencoded form; None is an empty field, and a form without fields is no body."""
    found = [(name, value or "") for name, value in pairs(fields)]
    if not found:
        return Body()
    text = urlencode(found, quote_via=quote)
    return Body(text.encode(), content_type=content_type or FORM)


def multipart_body(
    fields: Mapping[str, object], content_type: str | None, opened: ExitStack
) -> Body:
    """A multipart form with its parts in the order given; paths are opened on `opened`.

    A `content_type` with a boundary is kept. A form without parts is no body.
    """
    parts: list[Part] = []
    for name, given in fields.items():
        values = (
            given if isinstance(given, Sequence) and is_several(given) else (given,)
        )
        parts += [_part(name, value, opened) for value in values if value is not OMIT]
    if not parts:
        return Body()
    form = Multipart(parts, content_type)
    return Body(form, form.content_type, form.is_repeatable)


def _part(name: str, value: object, opened: ExitStack) -> Part:
    file = _file(value)
    if file is None:
        return Part(name, b"" if value is None else scalar_text(value).encode())
    if isinstance(file.content, str):
        return Part(
            name, scalar_text(file.content).encode(), file.name, file.content_type
        )
    file_name = _file_name(file.content) if file.name is None else file.name
    # No type for a file that was not chosen: forms send it without a name and content.
    content_type = file.content_type or (file_name and _guessed_type(file_name))
    content = _open(file.content, opened)
    return Part(name, content, file_name, content_type)


def content_body(value: object, content_type: str | None, opened: ExitStack) -> Body:
    """A text, bytes or a file as the whole body; a path is opened on `opened`."""
    file = File(scalar_text(value)) if isinstance(value, str) else _file(value)
    if file is None:
        raise TypeError(
            f"cannot send a value of type {type(value).__name__} as the body"
        )
    content_type = file.content_type or content_type
    if isinstance(file.content, str):
        return Body(file.content.encode(), content_type=content_type)
    content_type = content_type or _guessed_type(file.name or _file_name(file.content))
    content = _open(file.content, opened)
    if isinstance(content, bytes):
        return Body(content, content_type)
    return Body(content, content_type, content.is_repeatable)


def _file(value: object) -> File | None:
    """The file that a value is, or None where it is none."""
    if isinstance(value, io.TextIOBase):
        raise TypeError("open files in binary mode to send them")
    if isinstance(value, File):
        return value
    if isinstance(value, bytes | os.PathLike) or hasattr(value, "read"):
        return File(value)  # type: ignore[arg-type]  # an open file is known by its `read`
    return None


def _file_name(content: bytes | IO[bytes] | os.PathLike[str]) -> str:
    name = (
        content if isinstance(content, os.PathLike) else getattr(content, "name", None)
    )
    return Path(name).name if isinstance(name, str | os.PathLike) else "upload"


def _guessed_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def _open(
    content: bytes | IO[bytes] | os.PathLike[str], opened: ExitStack
) -> bytes | FileStream:
    if isinstance(content, bytes):
        return content
    if isinstance(content, os.PathLike):
        return FileStream(opened.enter_context(Path(content).open("rb")))
    return FileStream(content)
