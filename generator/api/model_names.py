"""What models are called: after the resource, the operation, the field or the answer.

- An answer is what its operation is about: `Link` for links, `Title` for `get_title`. Of
  several shapes the one of most operations is; the others are a `LinkList`, around them,
  or the operation's own: `AddTitleResult`.
- A record in a field is its parent's name and the field's: `BalanceAccount`; under one
  field name in several parents it is that name alone: `Address`.
- A shape seen only in error answers is called after the title of its examples, where it
  has one, else `ErrorDetail` (in a list) or `ErrorBody`.
- A record in a request is called after its field: `AccountInput`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..inference.types import Array, Record, Type
from .model import Operation
from .model_pins import ModelPins, Role, ShapeDigests, pinned_names
from .naming import (
    PLAIN_VERBS,
    digest,
    pascal,
    singular,
    tell_apart,
    title_words,
    without_articles,
    words,
)
from .outcomes import DEFAULT_STATUS, is_error
from .statuses import REASONS

Name = tuple[str, ...]

_QUALIFIERS = frozenset({"by", "for", "from", "in", "on", "to", "with"})
_LOOSE_WORDS = frozenset({"all", "by", "id", "one", "existing", "single", "specific"})
_WRAPPERS = frozenset({"data", "payload", "response", "result"})
_CONTENTS = _WRAPPERS | {
    *("content", "elements", "entries", "hits", "items", "list", "objects", "records"),
    *("results", "rows", "value", "values"),
}
"""Fields that an envelope keeps its contents in."""
_PLAIN_FIELDS = _CONTENTS | {"attributes", "entry", "item"}
"""Fields whose names alone say nothing."""
_MOST_TITLE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Use:
    """One place where a record stands."""

    operation: Operation
    status: int | None
    """None in a request."""
    titles: tuple[str, ...]
    """Of the examples that have it."""
    place: str
    """The identity of the place: operation, status and path as JSON text."""
    parent: Record | None = None
    field: str = ""
    in_list: bool = False

    def inside(self, parent: Record | None, field: str) -> Use:
        """The place of a field of the record that stands here."""
        place = f"{self.place}.{_quoted(field)}"
        return Use(
            operation=self.operation,
            titles=self.titles,
            status=self.status,
            place=place,
            parent=parent,
            field=field,
        )

    def element(self) -> Use:
        """The place of an element of the list or map that stands here."""
        return replace(self, in_list=True, place=f"{self.place}[]")

    @property
    def is_error(self) -> bool:
        """Whether the answer is one that is raised."""
        return self.status is not None and is_error(self.status)

    @property
    def is_root(self) -> bool:
        """Whether it is the whole answer or request, or an element of it."""
        return not self.field


@lru_cache(maxsize=10_000)
def _quoted(key: str) -> str:
    """A key as JSON: it may hold anything, and a place is one line of the lock."""
    return json.dumps(key, ensure_ascii=False)


def name_models(
    shapes: Mapping[Record, Sequence[Use]],
    role: Role,
    pins: ModelPins,
    taken: frozenset[str],
    digests: ShapeDigests,
) -> dict[Record, str]:
    """A name for each shape; `pins` are those of the lock, `taken` are names of something else."""
    places = {shape: [use.place for use in uses] for shape, uses in shapes.items()}
    names = pinned_names(places, pins, taken, digests)
    waiting = [shape for shape in shapes if shape not in names]
    namer = _Namer(shapes if waiting else {})
    while waiting:
        ready = [shape for shape in waiting if namer.is_ready(shape, names)] or waiting
        candidates = {
            shape: namer.input(shape, names) if role == "input" else namer.answer(shape, names)
            for shape in ready
        }
        names.update(tell_apart(candidates, taken=taken | set(names.values())))
        waiting = [shape for shape in waiting if shape not in names]
    return names


class _Namer:
    """The candidates of shapes, from what all of them together say."""

    def __init__(self, shapes: Mapping[Record, Sequence[Use]]) -> None:
        self._shapes = {
            shape: sorted(uses, key=lambda use: use.place) for shape, uses in shapes.items()
        }
        self._answers = {
            shape
            for shape, uses in shapes.items()
            if any(use.is_root and not use.is_error for use in uses)
        }
        self._entities = self._choose_entities()
        self._common_error = self._choose_common_error()

    def is_ready(self, shape: Record, names: Mapping[Record, str]) -> bool:
        """Whether the parents that it may be called after have their names."""
        parents = [use.parent for use in self._shapes[shape]]
        return all(parent is None or parent in names for parent in parents)

    def answer(self, shape: Record, names: Mapping[Record, str]) -> Sequence[str]:
        """Names for a shape of answers, the last one its own."""
        uses = self._shapes[shape]
        if all(use.is_error for use in uses):
            found = self._error_names(shape, uses) if self._is_root(shape) else []
        else:
            found = []
        if not found:
            found = [*self._entity_names(shape, uses), *self._field_names(uses, names)]
        return _with_own(found, uses)

    def input(self, shape: Record, names: Mapping[Record, str]) -> Sequence[str]:
        """Names for a shape of requests, the last one its own."""
        uses = self._shapes[shape]
        use = uses[0]
        noun = _resource_noun(use.operation.resource)
        action = _action(use.operation)
        found: list[Name] = []
        if use.field:
            field = _field_words(use)
            if (
                len({(u.field, u.in_list) for u in uses}) == 1
                and use.field.lower() not in _PLAIN_FIELDS
            ):
                found.append((*field, "input"))
            if use.parent is not None and use.parent in names:
                found.append((*words(names[use.parent].removesuffix("Input")), *field, "input"))
            found.append((*noun, *field, "input"))
            found.append((*action, *field, "input"))
        else:
            found = [(*noun, "input"), (*action, "input")]
        return _with_own([pascal(name) for name in found], uses)

    # --- what the shapes say together ---------------------------------------------------

    def _is_root(self, shape: Record) -> bool:
        return any(use.is_root for use in self._shapes[shape])

    def _choose_entities(self) -> dict[Record, list[tuple[tuple[str, ...], Name]]]:
        """The resources and nouns of each shape that is what operations are about."""
        sure: dict[tuple[tuple[str, ...], Name], Counter[Record]] = {}
        likely: dict[tuple[tuple[str, ...], Name], Counter[Record]] = {}
        for shape, uses in self._shapes.items():
            for use in uses:
                if use.status is None or use.is_error or not self._is_entity_use(shape, use):
                    continue
                noun, is_sure = _subject(use.operation)
                if noun:
                    votes = sure if is_sure else likely
                    key = (use.operation.resource, noun)
                    # An answer about one thing says more than the short form in a list.
                    is_one = use.operation.method == "GET" and not use.in_list
                    weight = 4 if is_one else 2 if use.in_list else 3
                    votes.setdefault(key, Counter())[shape] += weight
        chosen: dict[Record, list[tuple[tuple[str, ...], Name]]] = {}
        for key in sorted(
            {*sure, *likely}, key=lambda key: (key[1] != _resource_noun(key[0]), key)
        ):
            best = _only_best(sure.get(key, Counter())) or _only_best(likely.get(key, Counter()))
            if best is not None:
                chosen.setdefault(best, []).append(key)
        return chosen

    def _is_entity_use(self, shape: Record, use: Use) -> bool:
        """Whether a shape is an answer here, or what the envelope of an answer holds."""
        if use.is_root:
            return use.in_list or _content(shape, use.operation) is None
        parent = use.parent
        if parent is None or parent not in self._answers:
            return False
        return _content(parent, use.operation) == use.field

    def _choose_common_error(self) -> Record | None:
        """The error body without a title of its own that stands in most places."""
        counts: Counter[Record] = Counter()
        for shape, uses in self._shapes.items():
            roots = [use for use in uses if use.is_root]
            if roots and all(use.is_error for use in uses) and not _only_title(roots):
                counts[shape] = len(roots)
        return _only_best(counts)

    # --- names by kind of place ---------------------------------------------------------

    def _entity_names(self, shape: Record, uses: Sequence[Use]) -> list[str]:
        found: list[Name] = []
        for resource, noun in self._entities.get(shape, ()):
            found.append(noun)
            found.append((*_resource_noun(resource), *noun))
        for use in uses:
            noun, is_sure = _subject(use.operation)
            if use.in_list and noun and is_sure and self._is_entity_use(shape, use):
                found.append((*noun, "list", "item"))
        for use in [use for use in uses if use.is_root and not use.is_error][:1]:
            operation = use.operation
            noun, _ = _subject(operation)
            if not use.in_list and _content(shape, operation) is not None and noun:
                found.append((*noun, "list" if _holds_list(shape) else "envelope"))
            kind = "item" if use.in_list else "result"
            action = _action(operation)
            found.append((*action, kind))
            found.append((*_resource_noun(operation.resource), *action, kind))
            found.append((*_resource_noun(operation.resource), *action, *_reason(use.status)))
        return [pascal(name) for name in found]

    def _field_names(self, uses: Sequence[Use], names: Mapping[Record, str]) -> list[str]:
        """After the field alone under several parents, else after the parent too."""
        inner = [use for use in uses if use.parent is not None]
        if not inner:
            return []
        fields = Counter(_field_words(use) or ("value",) for use in inner)
        often = sorted(fields, key=lambda field: (-fields[field], field))
        found: list[Name] = []
        if len({use.parent for use in inner}) > 1:
            found.extend(field for field in often if "_".join(field) not in _PLAIN_FIELDS)
        parents = {names[use.parent] for use in inner if use.parent and use.parent in names}
        shortest = sorted(parents, key=lambda name: (len(name), name))[:2]
        field = often[0]
        for parent in shortest:
            # The users in a User are no UserUser.
            is_same = parent.endswith(pascal(field))
            found.append((parent, "item") if is_same else (parent, *field))
        found.append((*_action(inner[0].operation), *often[0]))
        return [pascal(name) for name in found]

    def _error_names(self, shape: Record, uses: Sequence[Use]) -> list[str]:
        roots = [use for use in uses if use.is_root]
        title = _only_title(roots)
        plain = ("error", "detail") if any(use.in_list for use in roots) else ("error", "body")
        use = roots[0]
        noun, action = _resource_noun(use.operation.resource), _action(use.operation)
        reasons = {_reason(root.status) for root in roots}
        found: list[Name] = []
        if title:
            found.append(title)
        elif shape == self._common_error:
            found.append(plain)
        if len(reasons) == 1 and not title:
            found.append((*_reason(use.status), *plain))
        kind = title or plain
        found.append((*noun, *kind))
        found.append((*action, *kind))
        found.append((*noun, *action, *_reason(use.status), *kind))
        return [pascal(name) for name in found]


def _only_title(uses: Sequence[Use]) -> Name:
    """The words of the one title that all examples of an answer have, less its status."""
    titles = {title for use in uses for title in use.titles}
    named = {tuple(w for w in words(title) if not w.isdigit()) for title in titles}
    title = without_articles(named.pop()) if len(named) == 1 else ()
    # A longer one is a sentence.
    return title if len(title) <= _MOST_TITLE_WORDS else ()


def _only_best(counts: Counter[Record]) -> Record | None:
    best = counts.most_common(2)
    if not best or (len(best) == 2 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def _content(shape: Record, operation: Operation) -> str | None:
    """The field that an envelope is around, where a record is one.

    A list of records in the answer to a GET of many, called items or the like or what the
    operation is about; or one record called data or the like beside scalars.
    """
    lists = [f.name for f in shape.fields if _holds(f.type, Array)]
    records = [f.name for f in shape.fields if isinstance(f.type, Record) and f.type.fields]
    is_many = operation.method == "GET" and "{" not in operation.path.rpartition("/")[2]
    if len(lists) == 1 and is_many:
        called = singular(words(lists[0]))
        nouns = (_subject(operation)[0], _resource_noun(operation.resource))
        if lists[0].lower() in _CONTENTS or called in nouns:
            return lists[0]
    if len(records) == 1 and not lists and records[0].lower() in _WRAPPERS:
        return records[0]
    return None


def _holds_list(shape: Record) -> bool:
    return any(_holds(field.type, Array) for field in shape.fields)


def _holds(type_: Type, kind: type[Array]) -> bool:
    return isinstance(type_, kind) and isinstance(type_.items, Record) and bool(type_.items.fields)


def _resource_noun(resource: tuple[str, ...]) -> Name:
    """What a resource is a collection of."""
    return singular(tuple(resource[-1].split("_"))) if resource else ()


def _told(name: str, title: str) -> tuple[str, ...]:
    """The words of an operation: of its title where that begins like its name."""
    found = without_articles(title_words(title))
    named = tuple(name.split("_"))
    return found if found[:1] == named[:1] else named


def _subject(operation: Operation) -> tuple[Name, bool]:
    """What an operation is about, and whether its answer surely is that.

    To get, add or replace a title is about a title; to list, about what its resource is a
    collection of; to resume is likely about the same; to check out a copy is about a loan
    for all we know: nothing.
    """
    return _subject_of(operation.resource, operation.name, operation.title)


@lru_cache(maxsize=10_000)
def _subject_of(resource: tuple[str, ...], name: str, title: str) -> tuple[Name, bool]:
    verb, *rest = _told(name, title)
    noun = _resource_noun(resource)
    thing = singular(_object(rest, noun))
    if verb in PLAIN_VERBS:
        return thing or noun, True
    return (noun, False) if not rest or thing == noun else ((), False)


def _object(parts: Sequence[str], noun: Name) -> Name:
    """What the words after a verb are about: `availability of title` is title, availability.

    `copies of title` is copy where that is the noun of the resource.
    """
    cut = next((i for i, part in enumerate(parts) if part in _QUALIFIERS), len(parts))
    found = [part for part in parts[:cut] if part not in _LOOSE_WORDS]
    if "of" not in found:
        return tuple(found)
    middle = found.index("of")
    head, owner = tuple(found[:middle]), singular(found[middle + 1 :])
    return head if not head or singular(head) == noun else (*owner, *head)


def _action(operation: Operation) -> Name:
    """What an operation does, with its object: `register` in members is register, member."""
    action = tuple(operation.name.split("_"))
    is_bare = len(action) == 1 or set(action[1:]) <= _LOOSE_WORDS
    return (action[0], *_resource_noun(operation.resource)) if is_bare else action


def _reason(status: int | None) -> Name:
    if status is None:
        return ()
    if status == DEFAULT_STATUS:
        return ("default",)
    return words(REASONS.get(status, f"status {status}"))


def _field_words(use: Use) -> Name:
    found = words(use.field)
    return singular(found) if use.in_list else found


def _with_own(found: Sequence[str], uses: Sequence[Use]) -> tuple[str, ...]:
    """The names with, at the end, one that no other shape has."""
    shortest = found[-1] if found else "Value"
    return (*dict.fromkeys(found), f"{shortest}{digest(uses[0].place).title()}")
