"""Lists that come in pages, where the collection shows how one follows another.

It takes two things: a parameter of the query that says which page (its name), and an answer
that is a list or an envelope around one. What is not clear stays a plain operation: an
iterator that is missing costs a loop, a wrong one loses data.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..inference.merge import is_nullable, merge
from ..inference.types import (
    NULL,
    STRING,
    UNKNOWN,
    Array,
    Boolean,
    Field,
    Integer,
    Map,
    Null,
    Record,
    Ref,
    String,
    Type,
    Union,
    Unknown,
    alternatives,
    record,
)
from ..memo import NO_MEMO, Memo
from ..postman import lenient_json
from ..postman.secret_names import words_in
from .model import Model, Operation, Outcome, Paging, Parameter
from .outcomes import header

# Compared in lower case, without anything but letters and digits.
_PAGE = frozenset({"page", "pageno", "pagenum", "pagenumber"})
_OFFSET = frozenset({"offset", "skip", "startat", "startindex"})
_START = frozenset({"start"})
"""Offsets where a limit stands beside them; else rather times or texts."""
_CURSOR = words_in(
    """after continuation continuationtoken cursor marker nextcursor nextpagetoken nexttoken
    pageafter pagecursor pagetoken"""
)
_LIMIT = words_in(
    """count first itemsperpage limit maxresults num pagelimit pagesize perpage rows size top"""
)
_ITEMS = words_in(
    """content data documents elements entries hits items list objects records resources results
    rows values"""
)
_WRAPPERS = words_in("data embedded response result")
_ABOUT = words_in("cursor cursors links meta metadata page paging pagination")
"""Members of an envelope that say where in the list it is."""
_NEXT_CURSOR = words_in("continuationtoken nextcursor nextmarker nextpagetoken nexttoken")
_NEXT = words_in("after next")
_NEXT_LINK = words_in("next nexthref nextlink nextpageurl nexturl odatanextlink")
_MORE = words_in("hasmore hasnext hasnextpage moreavailable")
_TOTAL = words_in(
    "itemstotal total totalcount totalitems totalnumberofresults totalrecords totalresults"
)
_ADDRESS = re.compile(r"(https?://|/|\?)\S*$|<ur[il](,null)?>$")
_NEXT_IN_HEADER = re.compile(r"""rel\s*=\s*"?next\b""", re.IGNORECASE)

Keys = tuple[str, ...]
_Kind = Literal["page", "offset", "cursor"]


def find_pages(
    operations: Iterable[Operation], models: Sequence[Model], memo: Memo = NO_MEMO
) -> tuple[Operation, ...]:
    """The operations, those whose answers are pages with how to get the next one."""
    records = {model.name: model.record for model in models}
    made = list(operations)
    taken = {operation.id for operation in made}
    return tuple(
        memo.replaced(operation, paging=memo.same(("pages", operation.id), paging))
        if f"{operation.id.rpartition('.')[0]}.iter_{operation.name}".lstrip(".") not in taken
        and (paging := _paging(operation, records)) is not None
        else operation
        for operation in made
    )


def let_pages_end(operations: Iterable[Operation], models: Iterable[Model]) -> tuple[Model, ...]:
    """The models, with what leads to the next page null or missing where there is none.

    Examples mostly show a first page, and a walk always ends with a last one.
    """
    made = {model.name: model for model in models}
    for operation in operations:
        paging, outcome = operation.paging, _only_answer(operation)
        if paging is None or paging.next is None or outcome is None:
            continue
        steps = _steps(outcome.type, _up_to_next(paging.next), made)
        for name, key in reversed(steps):
            is_address = paging.by == "link" and key == paging.next[-1]
            made[name] = _with_end(made[name], key, is_text=is_address)
            if len(made[name].record.fields) > 1:
                break  # What says more than that is there on the last page too.
    return tuple(made.values())


def _up_to_next(keys: Keys) -> Keys:
    """The keys up to an object that is about the next page: `_links.next` of that with `.href`."""
    about = (at for at, key in enumerate(keys, 1) if _plain(key) in _NEXT | _NEXT_LINK)
    return keys[: next(about, len(keys))]


def _steps(type_: Type, keys: Keys, models: Mapping[str, Model]) -> list[tuple[str, str]]:
    """The models on the way to a place of an answer, each with the field that leads on."""
    steps: list[tuple[str, str]] = []
    for key in keys:
        named = _named_model(type_)
        steps.append((named, key))
        (type_,) = (each.type for each in models[named].record.fields if each.name == key)
    return steps


def _named_model(type_: Type) -> str:
    """The model that an envelope is, null or not."""
    members = alternatives(type_)
    return next(member.name for member in members if isinstance(member, Ref))


def _with_end(model: Model, key: str, *, is_text: bool) -> Model:
    """The model with a field that may be null or missing, or null alone where examples show it.

    It is a text where nothing else is known.
    """
    (led,) = (each for each in model.record.fields if each.name == key)
    # Of what only null was seen nothing is known.
    required = led.required and (led.type == UNKNOWN or is_nullable(led.type))
    known = STRING if is_text and led.type == UNKNOWN else led.type
    ended = Field(key, known if known == UNKNOWN else merge(known, NULL), required)
    fields = [ended if each.name == key else each for each in model.record.in_order()]
    return replace(model, record=record(fields))


def _paging(operation: Operation, records: Mapping[str, Record]) -> Paging | None:
    outcome = _only_answer(operation)
    if operation.method != "GET" or outcome is None:
        return None
    parameter = _page_parameter(operation.query)
    if parameter is None:
        return None
    answer = _Answer(outcome.type, records)
    items = answer.items()
    if items is None:
        return None
    kind, query = parameter
    found = Paging(
        by=kind,
        parameter=query.name,
        items=items,
        more=answer.place(_MORE, Boolean),
        total=answer.place(_TOTAL, Integer),
        start=_start(kind, query),
    )
    link = answer.next_link(operation, may_be_null=kind != "cursor")
    if any(_has_next_link(sample) for sample in _link_headers(operation)):
        return replace(found, by="header", more=None, total=None)
    if kind == "cursor":
        cursor = answer.next_cursor(link)
        if cursor is not None:
            return replace(found, next=cursor, total=None)
        return replace(found, by="link", next=link, more=None, total=None) if link else None
    if link is not None:
        return replace(found, by="link", next=link, more=None, total=None)
    return found


def describe_pages(operation: Operation) -> str:
    """What an iterator rests on, for `inspect`."""
    paging = operation.paging
    if paging is None:
        return ""
    items = ".".join(paging.items)
    what = f"the items are in `{items}`" if items else "the answer is the list"
    following = {
        "page": f"`{paging.parameter}` counts pages from {paging.start}",
        "offset": f"`{paging.parameter}` counts items from {paging.start}",
        "cursor": f"`{paging.parameter}` takes what `{'.'.join(paging.next or ())}` has",
        "link": f"`{'.'.join(paging.next or ())}` is the address of the next page",
        "header": "the header Link has the address of the next page",
    }[paging.by]
    return f"answers pages: {what}, {following}"


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _only_answer(operation: Operation) -> Outcome | None:
    """The answer of a success, where there is one kind of it."""
    successes = [o for o in operation.outcomes if 200 <= o.status < 300 and o.kind != "empty"]
    if len(successes) != 1 or successes[0].kind != "json":
        return None
    return successes[0]


def _page_parameter(query: Sequence[Parameter]) -> tuple[_Kind, Parameter] | None:
    """The parameter that says which page, and whether it is a number, an offset or a cursor."""
    has_limit = any(_plain(one.name) in _LIMIT for one in query)
    found: list[tuple[_Kind, Parameter]] = []
    for one in query:
        name = _plain(one.name)
        if name in _CURSOR:
            found.append(("cursor", one))
        elif name in _PAGE:
            found.append(("page", one))
        elif name in _OFFSET or (name in _START and has_limit):
            found.append(("offset", one))
    # Two of them are no clear case.
    return found[0] if len(found) == 1 and not found[0][1].repeated else None


def _start(kind: str, parameter: Parameter) -> int:
    """The number of the first page: 0 where the collection asks for that one."""
    first = 1 if kind == "page" or _plain(parameter.name) == "startindex" else 0
    asked = parameter.default[0] if parameter.default else None
    return 0 if kind == "page" and asked == "0" else first


@dataclass(frozen=True, slots=True)
class _Answer:
    """The type of an answer, with models where they are named."""

    whole: Type
    records: Mapping[str, Record]

    def items(self) -> Keys | None:
        """Where the list is: the keys on the way, none where the answer is the list."""
        top = self._bare(self.whole)
        if isinstance(top, Array):
            return () if self._is_record(top.items) else None
        return self._items_of(top, deep=True) if isinstance(top, Record) else None

    def _items_of(self, envelope: Record, *, deep: bool) -> Keys | None:
        if any(_plain(field.name) == "id" for field in envelope.fields):
            return None  # A thing that has lists, and no list of things.
        lists = [
            (field.name, bare)
            for field in envelope.in_order()
            if isinstance(bare := self._bare(field.type), Array)
        ]
        of_records = [name for name, array in lists if self._is_record(array.items)]
        known = [name for name, _ in lists if _plain(name) in _ITEMS]
        for names in (of_records, known):
            if len(names) == 1:
                return (names[0],)
        if deep and not lists:
            for field in envelope.in_order():
                inner = self._bare(field.type)
                if _plain(field.name) in _WRAPPERS and isinstance(inner, Record):
                    keys = self._items_of(inner, deep=False)
                    return (field.name, *keys) if keys else None
        return None

    def place(self, names: frozenset[str], kind: type[Type]) -> Keys | None:
        """The member of one of these names and this kind, beside the list or about it."""
        return next(
            (
                keys
                for keys, type_ in self._beside()
                if _plain(keys[-1]) in names and isinstance(type_, kind)
            ),
            None,
        )

    def next_cursor(self, link: Keys | None) -> Keys | None:
        """The member that has the cursor of the next page."""
        for keys, type_ in self._beside():
            name = _plain(keys[-1])
            is_cursor = name in _NEXT_CURSOR or (name in _NEXT and len(keys) > 1)
            if is_cursor and keys != link and isinstance(type_, String | Integer | Null | Unknown):
                return keys
        return None

    def next_link(self, operation: Operation, *, may_be_null: bool) -> Keys | None:
        """The member that has the address of the next page, as the examples show.

        Where all of them show the last page it is null.
        """
        for keys, type_ in self._beside():
            named = keys[:-1] if _plain(keys[-1]) == "href" else keys
            if not named or _plain(named[-1]) not in _NEXT_LINK:
                continue
            texts = [text for text in _texts(operation, keys) if text]
            is_link = all(_ADDRESS.match(text) for text in texts) and (texts or may_be_null)
            if is_link and isinstance(type_, String | Null | Unknown):
                return keys
        return None

    def _beside(self) -> Iterator[tuple[Keys, Type]]:
        """The members of the envelope, those about the list and those of these."""
        top = self._bare(self.whole)
        if not isinstance(top, Record):
            return
        stack: list[tuple[Keys, Record]] = [((), top)]
        for keys, envelope in stack:
            for field in envelope.in_order():
                inner, path = self._bare(field.type), (*keys, field.name)
                if isinstance(inner, Record):
                    if len(keys) < 3 and (keys or _plain(field.name) in _ABOUT | _WRAPPERS):
                        stack.append((path, inner))
                else:
                    yield path, inner

    def _bare(self, type_: Type) -> Type:
        """A type without null, a model as its record."""
        if isinstance(type_, Union):
            rest = [one for one in type_.members if one != Null()]
            type_ = rest[0] if len(rest) == 1 else type_
        if isinstance(type_, Ref):
            return self.records.get(type_.name, type_)
        return type_

    def _is_record(self, type_: Type) -> bool:
        return isinstance(self._bare(type_), Record | Map)


def _texts(operation: Operation, keys: Keys) -> Iterator[str]:
    """What the examples have at a place of their answers."""
    for sample in operation.samples:
        if sample.example is None or not sample.example.body:
            continue
        try:
            value = lenient_json.loads_answer(sample.example.body)
        except ValueError:
            continue
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, str):
            yield value


def _link_headers(operation: Operation) -> Iterator[str]:
    for sample in operation.samples:
        if sample.example is not None:
            yield header(sample.example, "link")


def _has_next_link(text: str) -> bool:
    return bool(_NEXT_IN_HEADER.search(text))
