"""The base of the models."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """An object of the API.

    What the API sends beyond the declared fields is kept: `model.model_extra`.
    """

    model_config = ConfigDict(
        extra="allow",
        validate_by_alias=True,
        validate_by_name=True,
        protected_namespaces=(),
        # A model is built at its first use, which keeps the import short.
        defer_build=True,
        # As `json.loads` does: to look each text up takes longer than to make it.
        cache_strings="keys",
    )
