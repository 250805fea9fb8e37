"""A way to authenticate that this client has no code for."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import MissingSetting
from .base import Draft


@dataclass(frozen=True, slots=True)
class UnsupportedAuth:
    """Says so at the call, instead of sending it without credentials."""

    kind: str

    def apply(self, draft: Draft) -> None:
        """Raise, unless an http client of the caller's authenticates."""
        if not draft.is_authenticated:
            raise MissingSetting(
                f"{draft.operation} needs authentication of the kind {self.kind!r}, which is "
                "not supported: give Client(http_client=...) an auth of its own, or the header "
                "Authorization in options"
            )
