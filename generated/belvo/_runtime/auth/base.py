"""What every way to authenticate can do."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Protocol

from ..settings import Settings


class Auth(Protocol):
    """Adds credentials to a request.

    It holds the names of settings and looks their values up at each call, so that they
    can be given or changed later, and no repr shows them.
    """

    def apply(
        self,
        settings: Settings,
        for_what: str,
        headers: MutableMapping[str, str],
        query: list[tuple[str, str | None]],
    ) -> None:
        """Add to the headers or the query; `for_what` is the operation, for messages."""
