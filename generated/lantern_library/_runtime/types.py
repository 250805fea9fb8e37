"""What a caller may pass: scalars and JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias
from uuid import UUID

if TYPE_CHECKING:
    from .files import FileInput
    from .models import Model
    from .omit import Omit

Id: TypeAlias = str | int | UUID
"""A parameter of a path."""

Scalar: TypeAlias = (
    str | int | float | bool | UUID | dt.datetime | dt.date | dt.time | Decimal
)
"""A value of a query parameter, a header or a form field."""


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
