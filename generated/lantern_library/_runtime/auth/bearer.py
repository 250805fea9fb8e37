"""Bearer tokens: RFC 6750."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass

from ..settings import Settings


@dataclass(frozen=True, slots=True)
class BearerAuth:
    """A token, by the name of its setting."""

    token: str

    def apply(
        self,
        settings: Settings,
        for_what: str,
        headers: MutableMapping[str, str],
        query: list[tuple[str, str | None]],  # noqa: ARG002
    ) -> None:
        """Set the Authorization header."""
        headers["Authorization"] = f"Bearer {settings.require(self.token, for_what)}"
