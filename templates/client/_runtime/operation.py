"""What an operation of the API is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from .pages import Pages
T = TypeVar("T")

UNDECLARED: Any = object()
"""The type of an answer that nothing is known of."""


@dataclass(frozen=True, slots=True, eq=False)
class Operation(Generic[T]):
    """One operation, declared next to the method that calls it; T is what a call returns."""

    method: str
    path: str
    """With its parameters in braces: `/links/{id}`."""
    _: KW_ONLY
    returns: Mapping[int, Any] = field(default_factory=dict)
    """What the body of an answer is, by status below 400.

    None decodes nothing, `bytes` and `str` take it as it is, all else is JSON of that type.
    """
    raises: Mapping[int, Any] = field(default_factory=dict)
    """The same for the errors, by status from 400."""
    default: Any = UNDECLARED
    """The same for every other error."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Headers that are always sent, such as Accept; a caller's own win."""
    auth: tuple[str, ...] = ("default",)
    """Which of the client's ways to authenticate are used, all of them together."""
    server: str = "base_url"
    """The name of the setting that holds the address, or an address."""
    content_type: str | None = None
    """Of the request's body, where it is not the usual one."""
    redirects: int | None = None
    """How many redirects are followed at most, where the HTTP client does not decide it."""
    keeps_method: bool = False
    """Whether a redirect is followed with the same method and body, whatever its status."""
    has_cookies: bool = True
    """Whether the cookies that the HTTP client keeps are sent."""
    without: tuple[str, ...] = ()
    """Headers, in lower case, that are not sent unless they are given."""
    pages: Pages | None = None
    """How the pages of its answers follow one another, where they are pages."""
    is_guess: bool = False
    """Whether no example shows `returns`: a strict client does not insist on it."""

    @property
    def unwanted(self) -> tuple[str, ...]:
        """All headers, in lower case, that are not sent unless they are given."""
        return self.without if self.has_cookies else (*self.without, "cookie")

    def __str__(self) -> str:
        return f"{self.method} {self.path}"
