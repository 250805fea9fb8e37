"""The items of a collection, ready to be shown in any language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from ..api.model import Api
from ..postman import variables
from ..postman.collection import Collection, Located, walk
from .calls import ClientCall, ClientCalls
from .items import item_texts
from .language import Subject
from .request import exchange, filled


@dataclass(frozen=True, slots=True)
class Entry:
    """An item: where it is, and what a language needs of it."""

    located: Located
    subject: Subject

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of its folders, and its own."""
        return (*self.located.folder_path, self.located.item.name)


def entries(
    data: bytes,
    shown: Collection,
    original: Collection,
    client: Callable[[], tuple[Api, str]],
    *,
    as_published: bool = False,
) -> tuple[Entry, ...]:
    """The items of a collection, in its order.

    `data` is the file, `original` what was read from it and `shown` the same without
    secrets. `client` gives the API of `shown` and the name of the package that is
    generated from it; it is called for the first language that shows a call.
    """
    scope = variables.scope(shown.variables)

    @cache
    def calls() -> ClientCalls:
        return ClientCalls(*client(), scope)

    @cache
    def texts() -> list[Callable[[], str]]:
        return item_texts(data, shown, original)

    def entry(number: int, located: Located) -> Entry:
        def client_call() -> ClientCall | None:
            return calls().of(located)

        def item_json() -> str:
            return texts()[number]()

        asked = exchange(located, scope)
        subject = Subject(
            exchange=asked,
            filled=filled(asked, located, scope),
            item_json=item_json,
            client_call=client_call,
            as_published=as_published,
        )
        return Entry(located, subject)

    return tuple(entry(number, located) for number, located in enumerate(walk(shown)))


def find(book: Sequence[Entry], wanted: str) -> tuple[Entry, ...]:
    """The items that a path of titles names: `Folder/Name`, or its end where that is enough."""
    by_path = [entry for entry in book if "/".join(entry.titles) == wanted]
    ends = [entry for entry in book if "/".join(entry.titles).endswith(f"/{wanted}")]
    return tuple(by_path or ends)
