"""The curl command as a shell takes it: it runs as it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from ..language import Language, Subject
from ..printing import HIDDEN, escaped
from ..request import (
    Exchange,
    FileBody,
    FormBody,
    Key,
    Login,
    MultipartBody,
    Part,
    TextBody,
    Token,
    sendable,
)

_GLOBS = frozenset("{}[]")


def _show(subject: Subject) -> Mapping[str, object]:
    asked = subject.filled
    url = sendable(asked.url)
    # curl would wait for the body that a HEAD request has none of.
    options = ["--head"] if asked.method == "HEAD" else [f"-X {_word(asked.method)}"]
    if _GLOBS & set(url):
        options.append("--globoff")
    options.extend(_options(asked))
    return {"options": options, "url": _quoted(url)}


def _options(asked: Exchange) -> Iterator[str]:
    match asked.auth:
        case Login(name, password):
            yield f"-u {_quoted(f'{name}:{password}')}"
        case Token(token):
            yield f"-H {_quoted(f'Authorization: Bearer {token}')}"
        case Key(name, value):
            yield _header(name, value)
    is_multipart = isinstance(asked.body, MultipartBody)
    for key, value in asked.headers:
        # The boundary of the parts is curl's to say.
        if not (is_multipart and key.lower() == "content-type"):
            yield _header(key, value)
    match asked.body:
        case TextBody(text, content_type):
            if asked.content_type is None:
                yield _header("Content-Type", content_type)
            yield f"--data-raw {_quoted(text)}"
        case FormBody(pairs):
            for key, value in pairs:
                yield f"--data-urlencode {_quoted(f'{_encoded(key)}={value}')}"
        case MultipartBody(parts):
            for part in parts:
                yield _part(part)
        case FileBody(path, content_type):
            if asked.content_type is None:
                yield _header("Content-Type", content_type)
            yield f"--data-binary {_quoted('@' + (path or 'path/to/file'))}"


def _header(key: str, value: str) -> str:
    # A header without a value is one that curl leaves out, but for a semicolon.
    return f"-H {_quoted(f'{key}: {value}' if value else f'{key};')}"


def _part(part: Part) -> str:
    if not part.is_file:
        return f"--form-string {_quoted(f'{part.name}={part.value}')}"
    path = (part.value or "path/to/file").replace("\\", "\\\\").replace('"', '\\"')
    said = f'{part.name}=@"{path}";type={part.content_type}'
    return f"-F {_quoted(said)}"


def _encoded(key: str) -> str:
    return quote(key, safe="")


def _word(text: str) -> str:
    return text if text.isascii() and text.isalpha() else _quoted(text)


def _quoted(text: str) -> str:
    """A text as one word of a shell."""
    text = text.replace("\x00", "")
    if HIDDEN.search(text.replace("\n", "").replace("\t", "")):
        return "$'" + escaped(text, "'", "\\U{:08x}") + "'"
    return "'" + text.replace("'", "'\\''") + "'"


LANGUAGE = Language("curl-sh", "Shell", "bash", _show, rank=11, is_line_by_line=False)
