"""What a caller may pass: scalars, JSON and files."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from decimal import Decimal
from typing import IO, TYPE_CHECKING, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from .models import Model
    from .omit import Omit

Id: TypeAlias = str | int | UUID
"""A parameter of a path."""

Scalar: TypeAlias = (
    str | int | float | bool | UUID | dt.datetime | dt.date | dt.time | Decimal
)
"""A value of a query parameter, a header or a form field."""


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

if TYPE_CHECKING:
    # Members are `object`, and not JsonInput again: a TypedDict is no Mapping of JsonInput.
    JsonInput: TypeAlias = (
        Mapping[str, object] | Sequence[object] | Scalar | Model | None
    )
    """Anything that can be sent as JSON."""

    QueryValue: TypeAlias = Scalar | Sequence[Scalar | None] | Omit | None
    HeaderValue: TypeAlias = Scalar | Sequence[Scalar] | Omit | None
    PartValue: TypeAlias = (
        Scalar | FileInput | Sequence[Scalar | FileInput] | Omit | None
    )
else:
    JsonInput = Mapping[str, object] | Sequence[object] | Scalar | None
