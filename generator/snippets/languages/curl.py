"""The curl command as the pages show it: to be read, without the line ends of a shell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..language import Language, Subject
from ..printing import visible
from ..request import Exchange, FileBody, FormBody, Key, Login, MultipartBody, TextBody, Token


def _show(subject: Subject) -> Mapping[str, object]:
    asked = subject.exchange
    options = [visible(option, keep="\n\t") for option in _options(asked)]
    return {"method": visible(asked.method), "options": options, "url": visible(asked.url)}


def _options(asked: Exchange) -> Iterator[str]:
    match asked.auth:
        case Login(name, password):
            yield f"-u '{name}:{password}'"
        case Token(token):
            yield f'-H "Authorization: Bearer {token}"'
        case Key(name, value):
            yield f'-H "{name}: {value}"'
    for key, value in asked.headers:
        yield f'-H "{key}: {value}"'
    match asked.body:
        case TextBody(text):
            yield f"-d '{text}'"
        case FormBody(pairs):
            for key, value in pairs:
                yield f"--data-urlencode '{key}={value}'"
        case MultipartBody(parts):
            for part in parts:
                path = f"@{part.value or 'path/to/file'}"
                yield f"-F '{part.name}={path if part.is_file else part.value}'"
        case FileBody(path):
            yield f"--data-binary '@{path or 'path/to/file'}'"


LANGUAGE = Language("curl", "curl", "bash", _show, rank=10, is_line_by_line=False)
