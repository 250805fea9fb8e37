"""Bodies that are read while they are sent: files, and multipart forms."""

from __future__ import annotations

import os
import re
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

import httpx2

_CHUNK = 64 * 1024
_BOUNDARY = re.compile(r"""boundary=(?:"([^"]+)"|([^\s";]+))""", re.IGNORECASE)
# What would end a name early, escaped as browsers do (HTML, section 4.10.21.8).
_IN_NAMES = {ord('"'): "%22", ord("\r"): "%0D", ord("\n"): "%0A"}


class Stream(Protocol):
    """A body in pieces, from its beginning each time that it is sent."""

    @property
    def length(self) -> int | None:
        """How many bytes there are, where that is known."""

    @property
    def is_repeatable(self) -> bool:
        """Whether it can be sent a second time."""

    def __iter__(self) -> Iterator[bytes]: ...


class FileStream:
    """An open file, read from where it stood."""

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

    @property
    def is_repeatable(self) -> bool:
        """Whether the file can be read a second time."""
        return self._start is not None

    def __iter__(self) -> Iterator[bytes]:
        if self._start is not None:
            self._file.seek(self._start)
        elif self._is_read:
            # Better than to send the rest of it, which is nothing.
            raise httpx2.StreamConsumed
        self._is_read = True
        while chunk := self._file.read(_CHUNK):
            yield chunk


class SyncStream(httpx2.SyncByteStream):
    """A stream for a synchronous client, which takes no other kind."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        yield from self._stream


class AsyncStream(httpx2.AsyncByteStream):
    """The same for an asynchronous client."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for chunk in self._stream:
            yield chunk


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a multipart form."""

    name: str
    content: bytes | FileStream
    file_name: str | None = None
    """Of a file; empty where none was chosen."""
    content_type: str | None = None

    @property
    def head(self) -> bytes:
        """What stands before the content (RFC 7578, section 4.2)."""
        text = f'Content-Disposition: form-data; name="{_escaped(self.name)}"'
        if self.file_name is not None:
            text += f'; filename="{_escaped(self.file_name)}"'
        if self.content_type:
            text += f"\r\nContent-Type: {_checked(self.content_type)}"
        return f"{text}\r\n\r\n".encode()


class Multipart:
    """A multipart form (RFC 7578).

    httpx2 has it as well, but sends no file name that is empty, which is how a form says
    that no file was chosen, and sends files from their beginning.
    """

    def __init__(self, parts: Sequence[Part], content_type: str | None = None) -> None:
        """With the boundary that a content type has, else one of its own."""
        said = content_type or ""
        given = _BOUNDARY.search(said)
        boundary = (given[1] or given[2]) if given else os.urandom(16).hex()
        self.content_type = (
            said if given else f"multipart/form-data; boundary={boundary}"
        )
        self._heads = [f"--{boundary}\r\n".encode() + part.head for part in parts]
        self._contents = [part.content for part in parts]
        self._end = f"--{boundary}--\r\n".encode()

    @property
    def length(self) -> int | None:
        """How many bytes there are, where all files can tell."""
        total = len(self._end)
        for head, content in zip(self._heads, self._contents, strict=True):
            size = len(content) if isinstance(content, bytes) else content.length
            if size is None:
                return None
            total += len(head) + size + len(b"\r\n")
        return total

    @property
    def is_repeatable(self) -> bool:
        """Whether all files can be read a second time."""
        return all(
            isinstance(content, bytes) or content.is_repeatable
            for content in self._contents
        )

    def __iter__(self) -> Iterator[bytes]:
        for head, content in zip(self._heads, self._contents, strict=True):
            yield head
            yield from (content,) if isinstance(content, bytes) else content
            yield b"\r\n"
        yield self._end


def _escaped(name: str) -> str:
    return name.translate(_IN_NAMES)


def _checked(content_type: str) -> str:
    if not content_type.isprintable():
        raise ValueError("a content type must hold no control characters")
    return content_type
