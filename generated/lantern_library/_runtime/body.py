"""From arguments to the body of a request: JSON, forms, multipart forms and files."""

from __future__ import annotations

import datetime as dt
import io
import json
import mimetypes
import os
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlencode
from uuid import UUID

import httpx2

from .dynamic import Dynamic
from .encode import is_several, moment_text, pairs, scalar_text
from .omit import OMIT
from .types import File

_CHUNK = 64 * 1024
_FORM = "application/x-www-form-urlencoded"

Part = tuple[str, tuple[str | None, str | bytes | IO[bytes], str | None]]
"""A part of a multipart form as httpx2 takes it: name, (file name, content, content type)."""


class FileStream:
    """An open file as a body, read in pieces and from where it stood, each time it is sent."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._start = file.tell() if file.seekable() else None
        self._is_read = False

    @property
    def length(self) -> int | None:
        """How many bytes there are, where the file can tell."""
        if self._start is None:
            return None
        end = self._file.seek(0, os.SEEK_END)
        self._file.seek(self._start)
        return end - self._start

    def __iter__(self) -> Iterator[bytes]:
        if self._start is not None:
            self._file.seek(self._start)
        elif self._is_read:
            # Better than to send the rest of it, which is nothing.
            raise httpx2.StreamConsumed
        self._is_read = True
        while chunk := self._file.read(_CHUNK):
            yield chunk


class AsyncFileStream:
    """The same for an asynchronous client, which takes no other kind."""

    def __init__(self, stream: FileStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._stream:
            yield chunk


@dataclass(frozen=True, slots=True)
class Body:
    """A body, ready to be sent."""

    content: bytes | FileStream | None = None
    parts: list[Part] = field(default_factory=list)
    """The parts of a multipart form."""
    content_type: str | None = None
    is_repeatable: bool = True
    """Whether it can be sent a second time."""


def json_body(value: object, content_type: str | None = None) -> Body:
    """A value as compact JSON in UTF-8."""
    text = json.dumps(
        plain(value), ensure_ascii=False, allow_nan=False, separators=(",", ":")
    )
    return Body(text.encode(), content_type=content_type or "application/json")


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
    return Body(text.encode(), content_type=content_type or _FORM)


def multipart_body(fields: Mapping[str, object], opened: ExitStack) -> Body:
    """A multipart form with its parts in the order given; paths are opened on `opened`."""
    parts: list[Part] = []
    for name, given in fields.items():
        values = (
            given if isinstance(given, Sequence) and is_several(given) else (given,)
        )
        parts += [(name, _part(value, opened)) for value in values if value is not OMIT]
    is_repeatable = all(
        isinstance(content, str | bytes) or content.seekable()
        for _, (_, content, _) in parts
    )
    return Body(parts=parts, is_repeatable=is_repeatable)


def _part(
    value: object, opened: ExitStack
) -> tuple[str | None, str | bytes | IO[bytes], str | None]:
    if value is None:
        return None, "", None
    file = _file(value)
    if file is None:
        return None, scalar_text(value), None
    if isinstance(file.content, str):
        return file.name, scalar_text(file.content), file.content_type
    return (
        file.name or _file_name(file.content),
        _open(file.content, opened),
        file.content_type,
    )


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
        return Body(content, content_type=content_type)
    stream = FileStream(content)
    return Body(
        stream, content_type=content_type, is_repeatable=stream.length is not None
    )


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
) -> bytes | IO[bytes]:
    if isinstance(content, os.PathLike):
        return opened.enter_context(Path(content).open("rb"))
    return content
