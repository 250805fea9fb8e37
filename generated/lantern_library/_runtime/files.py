"""Files that a caller may pass."""

from __future__ import annotations

import os
from dataclasses import KW_ONLY, dataclass, field
from typing import IO, TypeAlias


@dataclass(frozen=True, slots=True)
class File:
    """A file to upload, where its name or content type has to be said.

    A text without a name is an ordinary form field that has a content type.
    """

    content: str | bytes | IO[bytes] | os.PathLike[str] = field(repr=False)
    _: KW_ONLY
    name: str | None = None
    content_type: str | None = None


FileInput: TypeAlias = os.PathLike[str] | bytes | IO[bytes] | File
"""A file to upload: a path, the bytes, an open binary file, or a File."""
