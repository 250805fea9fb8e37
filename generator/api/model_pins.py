"""What the lock says of models: what they are called, where they live, what they looked like.

A model is found again by its shape, and only where nothing has that shape any more by its
place: when one of several operations answers with a new field, the others keep the model
and its name. It stays in the module where it was, whoever begins or ceases to use it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from ..inference.json_schema import Schema, json_schema
from ..inference.types import Record, Type
from .identity import Names

Role = Literal["answer", "input"]
Home = tuple[str, ...] | None
"""The path of a resource; None for what several share."""

KINDS: Mapping[Role, str] = {"answer": "model", "input": "input"}
"""What the entries of the lock are called that name models."""
SHAPE = "shape"
"""The kind of the entries that say what a model looked like, by its name."""

# No resource is called like these.
_SHARED = "_shared"
_CLIENT = "_client"
_DIGEST = 10


@dataclass(frozen=True, slots=True)
class ModelPins:
    """The models of a role that the lock knows."""

    places: Mapping[str, str]
    """Names by place."""
    shapes: Mapping[str, str]
    """Names by digest."""
    homes: Mapping[str, Home]
    """Homes by name."""


def model_pins(pinned: Names, role: Role) -> ModelPins:
    """The models of a role that the entries of a lock speak of."""
    places: dict[str, str] = {}
    homes: dict[str, Home] = {}
    for (kind, identity), entry in pinned.items():
        if kind == KINDS[role]:
            home, dot, name = entry.rpartition(".")
            places[identity] = name
            if dot:
                homes[name] = _home(home)
    names = set(places.values())
    shapes = {
        text.partition("-")[0]: name
        for (kind, name), text in pinned.items()
        if kind == SHAPE and name in names
    }
    return ModelPins(places, shapes, homes)


def _home(text: str) -> Home:
    if text == _SHARED:
        return None
    return () if text == _CLIENT else tuple(text.split("."))


def entry(name: str, home: Home) -> str:
    """The name of a model with its home, as the lock has it."""
    path = _SHARED if home is None else ".".join(home) or _CLIENT
    return f"{path}.{name}"


def shape_entry(shape: Record, digests: ShapeDigests) -> str:
    """What stands for a record in the lock.

    A digest of it, one of its keys alone, and which of these, sorted, are optional: the
    bits of a number.
    """
    keys = sorted(field.name for field in shape.fields)
    optional = {field.name for field in shape.fields if not field.required}
    mask = sum(1 << index for index, key in enumerate(keys) if key in optional)
    return f"{digests.of(shape)}-{keys_digest(keys)}-{mask:x}"


def keys_digest(keys: Sequence[str]) -> str:
    """A digest of the keys, sorted, of a record."""
    return hashlib.sha256(json.dumps(keys).encode()).hexdigest()[:_DIGEST]


def settled_keys(pinned: Names) -> Callable[[frozenset[str]], Sequence[frozenset[str]]]:
    """The optional keys of the models of a lock that have certain keys.

    Which of them must be there is judged by all that a collection has to say. With the
    lock that happens once, or an answer that is new might change the models of others.
    """
    answers = set(model_pins(pinned, "answer").places.values())
    known: dict[str, set[int]] = {}
    for (kind, name), text in pinned.items():
        if kind == SHAPE and name in answers:
            _, keys, mask = text.split("-")
            known.setdefault(keys, set()).add(int(mask, 16))

    @cache
    def settled(keys: frozenset[str]) -> Sequence[frozenset[str]]:
        ordered = sorted(keys)
        return [
            frozenset(key for index, key in enumerate(ordered) if mask >> index & 1)
            for mask in sorted(known.get(keys_digest(ordered), ()))
        ]

    return settled


class ShapeDigests:
    """Digests of records, each made once, as is the schema of each record in them."""

    def __init__(self) -> None:
        self._schemas: dict[Record, Schema] = {}
        self._digests: dict[Record, str] = {}

    def of(self, shape: Record) -> str:
        """The digest of a record, which the order of its keys does not change."""
        if shape not in self._digests:
            text = json.dumps(self._schema(shape), sort_keys=True)
            self._digests[shape] = hashlib.sha256(text.encode()).hexdigest()[:_DIGEST]
        return self._digests[shape]

    def _schema(self, type_: Type) -> Schema:
        if not isinstance(type_, Record):
            return json_schema(type_, self._schema)
        if type_ not in self._schemas:
            schema = json_schema(type_, self._schema)
            required = sorted(member.name for member in type_.fields if member.required)
            self._schemas[type_] = {**schema, "required": required} if required else schema
        return self._schemas[type_]


def pinned_names(
    places: Mapping[Record, Sequence[str]],
    pins: ModelPins,
    taken: frozenset[str],
    digests: ShapeDigests,
) -> dict[Record, str]:
    """The names that shapes, given with their places, have from the lock."""
    named: dict[Record, str] = {}
    if not pins.places:
        return named
    given: set[str] = set(taken)
    ordered = sorted(places.items(), key=lambda pair: min(pair[1]))
    for shape, _ in ordered:
        name = pins.shapes.get(digests.of(shape))
        if name is not None and name not in given:
            named[shape] = name
            given.add(name)
    for shape, its in ordered:
        found = sorted((place, pins.places[place]) for place in its if place in pins.places)
        if shape not in named and found and found[0][1] not in given:
            named[shape] = found[0][1]
            given.add(found[0][1])
    return named


def settle_homes(
    natural: Mapping[str, Home], pinned: Mapping[str, Home], inner: Mapping[str, set[str]]
) -> dict[str, Home]:
    """Where models live, by name: where they did, unless modules would import each other.

    `natural` are the homes without a lock, `inner` the models that the fields of each need.
    """
    homes = {name: pinned.get(name, home) for name, home in natural.items()}
    while knot := set(_in_circles(homes, inner)):
        moved = {name for name, home in homes.items() if home in knot and home != natural[name]}
        if moved:
            homes.update((name, natural[name]) for name in moved)
        else:
            homes.update((name, None) for name, home in homes.items() if home in knot)
    return homes


def _in_circles(homes: Mapping[str, Home], inner: Mapping[str, set[str]]) -> Iterator[Home]:
    """The homes whose modules would import themselves by way of others."""
    needs: dict[Home, set[Home]] = {}
    for name, home in homes.items():
        needs.setdefault(home, set()).update(homes[each] for each in inner[name])
    for home, others in needs.items():
        seen: set[Home] = set()
        waiting = [other for other in others if other != home]
        while waiting:
            other = waiting.pop()
            if other not in seen:
                seen.add(other)
                waiting.extend(needs[other])
        if home in seen:
            yield home
