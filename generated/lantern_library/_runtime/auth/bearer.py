"""Bearer tokens: RFC 6750."""

from __future__ import annotations

from dataclasses import dataclass

from .base import Draft


@dataclass(frozen=True, slots=True)
class BearerAuth:
    """A token, by the name of its setting."""

    token: str

    def apply(self, draft: Draft) -> None:
        """Set the Authorization header."""
        draft.put("Authorization", f"Bearer {draft.require(self.token)}")
