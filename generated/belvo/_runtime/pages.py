"""Lists that come in pages: which request gets the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import KW_ONLY, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import parse_qsl, urlsplit

from .omit import OMIT
from .options import Options
from .reply import Reply

if TYPE_CHECKING:
    from .operation import Operation
    from .types import QueryValue


@dataclass(frozen=True, slots=True)
class Pages:
    """How the pages of a list follow one another.

    `page` counts pages, `offset` items; `cursor` takes a text of the answer, `link` an
    address in it, and `header` the one in its header Link. Places in an answer are
    attributes with dots between them: `meta.next_cursor`.
    """

    by: Literal["page", "offset", "cursor", "link", "header"]
    parameter: str = ""
    """Of the query, of the first three."""
    _: KW_ONLY
    items: str = ""
    """The list; the answer itself where it is empty."""
    next: str = ""
    """The cursor or the address of the next page."""
    more: str = ""
    """Whether there is a next one."""
    total: str = ""
    """How many items all pages have."""
    start: int | None = None
    """The number of the first page, 1 by default, or of the first item, 0 by default."""


class Walk:
    """The way through the pages of one operation."""

    def __init__(
        self,
        operation: Operation[Any],
        query: Mapping[str, QueryValue],
        options: Options | None,
    ) -> None:
        if operation.pages is None:
            raise TypeError(f"{operation} has no pages")
        self._pages = operation.pages
        self._reply = Reply()
        self.options = replace(options or Options(), reply=self._reply)
        """The options of each call."""
        self.query: dict[str, QueryValue] | None = dict(query)
        """The query of the next page; None where there is none."""
        self._position = self._first(query)
        self._asked = {self._key()}
        self._last: list[Any] = []
        self._count = 0

    def _first(self, query: Mapping[str, QueryValue]) -> int:
        given = query.get(self._pages.parameter, OMIT)
        if self._pages.by not in {"page", "offset"} or given is OMIT or given is None:
            start = self._pages.start
            return (1 if self._pages.by == "page" else 0) if start is None else start
        return int(str(given))

    def _key(self) -> str:
        return repr(sorted((self.query or {}).items(), key=lambda pair: pair[0]))

    def items(self, value: object) -> list[Any]:
        """The items of a page; afterwards `query` is that of the next one."""
        found = at(value, self._pages.items)
        items = list(found) if isinstance(found, list) else []
        is_same = bool(items) and items == self._last
        self._last = items
        self._count += len(items)
        query = None if is_same else self._next(value, len(items))
        self.query = query
        # A server that says the same page again would go on for ever.
        if query is not None and self._key() in self._asked:
            self.query = None
        self._asked.add(self._key())
        return [] if is_same else items

    def _next(self, value: object, count: int) -> dict[str, QueryValue] | None:
        pages, query = self._pages, dict(self.query or {})
        if pages.more and at(value, pages.more) is False:
            return None
        if pages.by in {"page", "offset"}:
            total = at(value, pages.total) if pages.total else None
            if not count or (isinstance(total, int) and self._count >= total):
                return None
            self._position += 1 if pages.by == "page" else count
            query[pages.parameter] = self._position
            return query
        if pages.by == "header":
            following = self._reply.get().links.get("next", {}).get("url")
        else:
            following = at(value, pages.next)
        if following is None or following == "":
            return None
        if pages.by == "cursor":
            query[pages.parameter] = str(following)
            return query
        # Only the query of the address: a list is asked for where it was asked for before.
        named: dict[str, list[str]] = {}
        for name, text in parse_qsl(
            urlsplit(str(following)).query, keep_blank_values=True
        ):
            named.setdefault(name, []).append(text)
        if not named:
            return None
        return query | {
            name: texts[0] if len(texts) == 1 else texts
            for name, texts in named.items()
        }


def at(value: Any, place: str) -> Any:
    """What an answer has at a place; None where it has nothing there."""
    for name in place.split(".") if place else ():
        is_map = isinstance(value, Mapping)
        value = value.get(name) if is_map else getattr(value, name, None)
    return value
