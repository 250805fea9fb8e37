"""What a language is: how it is called, and what its template gets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from .calls import ClientCall
from .request import Exchange


@dataclass(frozen=True, slots=True)
class Subject:
    """What a snippet is about."""

    exchange: Exchange
    filled: Exchange
    """The same with the values that its variables have: what can be run as it stands."""
    item_json: Callable[[], str]
    """Gives the JSON of the item."""
    client_call: Callable[[], ClientCall | None]
    """Gives the call of the generated client; None where it has none."""
    as_published: bool = False


@dataclass(frozen=True, slots=True)
class Language:
    """A language, as its module in `languages` declares it."""

    name: str
    """On the command line and in addresses; its template is `<name>.j2`."""
    title: str
    lexer: str
    """The name under which Pygments knows it."""
    show: Callable[[Subject], Mapping[str, object]]
    """What the template sees."""
    rank: int = 50
    """Its place among the languages: lower ones come first."""
    is_line_by_line: bool = True
    """Whether each line can be coloured without those before it."""
