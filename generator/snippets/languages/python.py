"""Python with the generated client."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..language import Language, Subject
from ..printing import INDENT, quoted

_WIDTH = 88
_DEEPEST = 30
"""Levels of a value that is written as Python, which has a limit; deeper ones are JSON."""
_FIRST_LEVEL = 2
_JSON = "import json"
_PATH = "from pathlib import Path"
_FILE = "$file"


def _show(subject: Subject) -> Mapping[str, object]:
    call = subject.client_call()
    if call is None:
        return {"call": None}
    values = (*call.positional, *(value for _, value in call.keywords))
    arguments = [_value(value, _FIRST_LEVEL) for value in call.positional]
    arguments.extend(f"{name}={_value(value, _FIRST_LEVEL)}" for name, value in call.keywords)
    has_files = any(map(_has_file, values))
    imports = [_JSON] if any(map(_is_deep, values)) else []
    return {
        "call": call,
        "imports": [*imports, *([_PATH] if has_files else [])],
        "lines": list(_call(f"client.{call.method}", arguments)),
    }


def _call(function: str, arguments: list[str]) -> Iterator[str]:
    one = f"{function}({', '.join(arguments)})"
    if len(one) + len("    answer = ") <= _WIDTH and "\n" not in one:
        yield one
        return
    yield f"{function}("
    yield from (f"{INDENT * 2}{argument}," for argument in arguments)
    yield f"{INDENT})"


def _value(value: object, level: int) -> str:
    """A JSON value as Python; what is too wide for a line takes one a member."""
    if level == _FIRST_LEVEL and _is_deep(value):
        return f"json.loads({_text(json.dumps(value, ensure_ascii=False))})"
    flat = _flat(value)
    if len(flat) + 4 * level + 24 <= _WIDTH or not isinstance(value, dict | list) or not value:
        return flat
    inner = INDENT * (level + 1)
    if _FILE in value:
        return flat
    if isinstance(value, dict):
        rows = [f"{_text(key)}: {_value(member, level + 1)}" for key, member in value.items()]
    else:
        rows = [_value(element, level + 1) for element in value]
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    body = "".join(f"{inner}{row},\n" for row in rows)
    return f"{opening}\n{body}{INDENT * level}{closing}"


def _flat(value: object) -> str:
    match value:
        case {"$file": str(name)}:
            return f"Path({_text(name)})"
        case str():
            return _text(value)
        case dict():
            return "{" + ", ".join(f"{_text(k)}: {_flat(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flat, value)) + "]"
        case _:
            return repr(value)


def _text(text: str) -> str:
    return quoted(text, spelling="\\U{:08x}")


def _is_deep(value: object, room: int = _DEEPEST) -> bool:
    match value:
        case dict():
            return room == 0 or any(_is_deep(member, room - 1) for member in value.values())
        case list():
            return room == 0 or any(_is_deep(element, room - 1) for element in value)
        case _:
            return False


def _has_file(value: object) -> bool:
    match value:
        case {"$file": _}:
            return True
        case dict():
            return any(map(_has_file, value.values()))
        case list():
            return any(map(_has_file, value))
        case _:
            return False


LANGUAGE = Language("python", "Python", "python", _show, rank=0)
