"""API keys in a header or in the query."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import KW_ONLY, dataclass
from typing import Literal

from ..settings import Settings


@dataclass(frozen=True, slots=True)
class ApiKeyAuth:
    """A key, by the name of its setting, and where it is sent."""

    value: str
    _: KW_ONLY
    name: str
    """The name of the header or the query parameter."""
    place: Literal["header", "query"] = "header"
    prefix: str = ""

    def apply(
        self,
        settings: Settings,
        for_what: str,
        headers: MutableMapping[str, str],
        query: list[tuple[str, str | None]],
    ) -> None:
        """Set the header, or the query parameter."""
        key = self.prefix + settings.require(self.value, for_what)
        if self.place == "header":
            headers[self.name] = key
        else:
            query[:] = [pair for pair in query if pair[0] != self.name]
            query.append((self.name, key))
