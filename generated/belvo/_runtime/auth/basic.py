"""Basic authentication: RFC 7617."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import MutableMapping
from dataclasses import dataclass

from ..settings import Settings


@dataclass(frozen=True, slots=True)
class BasicAuth:
    """User name and password, by the names of their settings."""

    username: str
    password: str

    def apply(
        self,
        settings: Settings,
        for_what: str,
        headers: MutableMapping[str, str],
        query: list[tuple[str, str | None]],  # noqa: ARG002
    ) -> None:
        """Set the Authorization header."""
        username = settings.require(self.username, for_what)
        password = settings.require(self.password, for_what)
        pair = b64encode(f"{username}:{password}".encode()).decode("ascii")
        headers["Authorization"] = f"Basic {pair}"
