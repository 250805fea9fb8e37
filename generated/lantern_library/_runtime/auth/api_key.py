"""API keys in a header or in the query."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass

from .base import Draft, Place


@dataclass(frozen=True, slots=True)
class ApiKeyAuth:
    """A key, by the name of its setting, and where it is sent."""

    value: str
    _: KW_ONLY
    name: str
    """The name of the header or the query parameter."""
    place: Place = "header"
    prefix: str = ""

    def apply(self, draft: Draft) -> None:
        """Set the header, or the query parameter."""
        draft.put(self.name, self.prefix + draft.require(self.value), self.place)
