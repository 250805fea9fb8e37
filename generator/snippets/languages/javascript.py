"""JavaScript with fetch, as browsers and Node.js have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .. import json_text
from ..language import Language, Subject
from ..names import Dialect, Names
from ..printing import quoted
from ..request import (
    Exchange,
    FileBody,
    FormBody,
    Key,
    Login,
    MultipartBody,
    TextBody,
    Token,
)
from ..shape import Leaf, Many, Record, flattened, shape_of

_OWN = "response answer form fetch openAsBlob item console JSON Error debugger arguments let await"
_DIALECT = Dialect(reserved=frozenset(_OWN.split()))
_LARGEST_INTEGER = 2**53 - 1
_FILES = 'import { openAsBlob } from "node:fs";'
_NO_BODY = frozenset({"GET", "HEAD"})


def _show(subject: Subject) -> Mapping[str, object]:
    asked = subject.filled
    return {
        "imports": [_FILES] if _sends_files(asked) else [],
        "setup": list(_setup(asked)),
        "url": _text(asked.url),
        "options": list(_options(asked)),
        "reading": list(_reading(asked.example)),
        "is_json": _value(asked.example) is not None,
    }


def _sends_files(asked: Exchange) -> bool:
    match asked.body:
        case FileBody():
            return True
        case MultipartBody(parts):
            return any(part.is_file for part in parts)
        case _:
            return False


def _setup(asked: Exchange) -> Iterator[str]:
    if not isinstance(asked.body, MultipartBody):
        return
    yield "const form = new FormData();"
    for part in asked.body.parts:
        name, value = _text(part.name), part.value or "path/to/file"
        if part.is_file:
            file_name = value.replace("\\", "/").rpartition("/")[2]
            yield f"form.append({name}, await openAsBlob({_text(value)}), {_text(file_name)});"
        else:
            yield f"form.append({name}, {_text(part.value)});"


def _options(asked: Exchange) -> Iterator[str]:
    yield f"method: {_text(asked.method)},"
    headers = list(_headers(asked))
    if headers:
        yield "headers: {"
        yield from (f"  {_text(key)}: {value}," for key, value in headers)
        yield "},"
    if asked.body is not None and asked.method in _NO_BODY:
        yield f"// fetch sends no body with {asked.method}"
    elif asked.body is not None:
        yield from f"body: {_body(asked)},".split("\n")


def _headers(asked: Exchange) -> Iterator[tuple[str, str]]:
    match asked.auth:
        case Login(name, password):
            yield "Authorization", f'"Basic " + btoa({_text(f"{name}:{password}")})'
        case Token(token):
            yield "Authorization", _text(f"Bearer {token}")
        case Key(name, value):
            yield name, _text(value)
    is_own = isinstance(asked.body, MultipartBody)
    for key, value in asked.headers:
        if not (is_own and key.lower() == "content-type"):
            yield key, _text(value)
    if asked.content_type is None and isinstance(asked.body, TextBody | FileBody):
        yield "Content-Type", _text(asked.body.content_type)


def _body(asked: Exchange) -> str:
    match asked.body:
        case TextBody(text, is_json=True) if _is_literal(json_text.parse(text)):
            lines = json_text.layout(text)
            return f"JSON.stringify({lines})"
        case TextBody(text):
            return _text(text)
        case FormBody(pairs):
            rows = "".join(f"  [{_text(key)}, {_text(value)}],\n" for key, value in pairs)
            return f"new URLSearchParams([\n{rows}])"
        case FileBody(path):
            return f"await openAsBlob({_text(path or 'path/to/file')})"
        case _:
            return "form"


def _is_literal(value: object) -> bool:
    """Whether JSON means the same as JavaScript, and is sent as it is written."""
    match value:
        case json_text.Number(text) if value.is_integer:
            return len(text) < 18 and abs(int(text)) <= _LARGEST_INTEGER
        case dict():
            return "__proto__" not in value and all(map(_is_literal, value.values()))
        case list():
            return all(map(_is_literal, value))
        case _:
            return True


# --- the answer -------------------------------------------------------------------------


def _value(example: str | None) -> object | None:
    try:
        value = json_text.parse(example or "")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _reading(example: str | None) -> Iterator[str]:
    value = _value(example)
    if value is None:
        return
    names = Names(_DIALECT, as_published=False)
    node = shape_of([value])
    if isinstance(node, Record):
        yield from _scope(node, "answer", (), names, 0)
    elif isinstance(node, Many):
        yield from _loop(node, "answer", (), names, 0)


def _scope(
    record: Record, root: str, outer: tuple[str, ...], names: Names, depth: int
) -> Iterator[str]:
    leaves, lists = flattened(record)
    seen: set[str] = set()
    for keys, leaf in leaves:
        name = names.name(outer, keys, leaf.kind)
        while name in seen:
            name += "_"
        seen.add(name)
        yield f"const {name} = {root}{_path(keys)};"
    for keys, many in lists:
        yield from _loop(many, f"{root}{_path(keys)}", (*outer, *keys), names, depth)


def _loop(many: Many, path: str, outer: tuple[str, ...], names: Names, depth: int) -> Iterator[str]:
    item = f"item{depth + 1}" if depth else "item"
    yield f"for (const {item} of {path} ?? []) {{"
    match many.element:
        case Leaf():
            yield f"  console.log({item});"
        case Record() as record:
            yield from (f"  {line}" for line in _scope(record, item, outer, names, depth + 1))
        case Many() as inner:
            yield from (f"  {line}" for line in _loop(inner, item, outer, names, depth + 1))
    yield "}"


def _path(keys: tuple[str, ...]) -> str:
    steps = [
        f".{key}" if key.isidentifier() and key.isascii() else f"[{_text(key)}]" for key in keys
    ]
    # An object in the answer may be missing, or null.
    return steps[0] + "".join(f"?{'' if step[0] == '.' else '.'}{step}" for step in steps[1:])


def _text(text: str) -> str:
    return quoted(text)


LANGUAGE = Language("javascript", "JavaScript", "javascript", _show, rank=20)
