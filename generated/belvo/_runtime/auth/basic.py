"""Basic authentication: RFC 7617."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass

from .base import Draft


@dataclass(frozen=True, slots=True)
class BasicAuth:
    """User name and password, by the names of their settings."""

    username: str
    password: str

    def apply(self, draft: Draft) -> None:
        """Set the Authorization header."""
        username = draft.require(self.username)
        password = draft.require(self.password)
        pair = b64encode(f"{username}:{password}".encode()).decode("ascii")
        draft.put("Authorization", f"Basic {pair}")
