"""What one call changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .omit import OMIT, Omit

if TYPE_CHECKING:
    import httpx2

    from .files import FileInput
    from .reply import Reply
    from .types import Scalar


@dataclass(frozen=True, slots=True)
class Options:
    """Settings of a single call; what is left out stays as the client has it."""

    timeout: float | httpx2.Timeout | Omit | None = OMIT
    """Seconds to wait for an answer; None waits for ever."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Headers to add; they replace those of the same name."""
    query: Mapping[str, Scalar | Sequence[Scalar]] = field(
        default_factory=dict, repr=False
    )
    """Query parameters to add; they replace those of the same name."""
    content: str | FileInput | Omit = field(default=OMIT, repr=False)
    """The body as it is sent, in the place of the one that the arguments make."""
    max_retries: int | None = None
    """How often to try again."""
    reply: Reply | None = field(default=None, repr=False)
    """Set by `raw` and `stream`: where the answer is kept."""
