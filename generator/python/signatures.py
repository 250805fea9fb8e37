"""The names of the arguments of an operation, by where they go."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..api.model import Operation
from ..inference.types import Record
from .identifiers import argument_names


@dataclass(frozen=True, slots=True)
class Signature:
    """The arguments of an operation by where they go, for methods and for tests alike."""

    names: Mapping[tuple[str, str], str]
    """The argument for a (place, key) pair; `body` and an empty key is the whole body."""

    def argument(self, place: str, key: str = "") -> str:
        """The name of one argument."""
        return self.names[place, key]


def body_keys(operation: Operation) -> list[str]:
    """The keys of the body that are arguments of their own."""
    body = operation.body
    if body is None:
        return []
    if body.kind in {"json", "graphql"}:
        return (
            [field.name for field in body.type.in_order()] if isinstance(body.type, Record) else []
        )
    return [field.name for field in body.fields]


def signature(operation: Operation) -> Signature:
    """The names of the arguments of an operation."""
    places = [
        *(("path", parameter.name) for parameter in operation.path_parameters),
        *(("body", key) for key in body_keys(operation)),
        *(("query", parameter.name) for parameter in operation.query),
        *(("header", parameter.name) for parameter in operation.headers),
    ]
    called = {place: name for place, name in _called(operation) if place in places}
    taken = [*called.values(), *(["body"] if has_whole_body(operation) else [])]
    rest = argument_names([place for place in places if place not in called], taken)
    return Signature({**rest, **called, ("body", ""): "body"})


def _called(operation: Operation) -> Iterable[tuple[tuple[str, str], str]]:
    """The arguments that have names from corrections, by place and key."""
    groups = (
        ("path", operation.path_parameters),
        ("query", operation.query),
        ("header", operation.headers),
        ("body", operation.body.fields if operation.body else ()),
    )
    for place, parameters in groups:
        yield from (((place, each.name), each.called) for each in parameters if each.called)
    for detail in operation.body.details if operation.body else ():
        if detail.called:
            yield ("body", detail.key), detail.called


def has_whole_body(operation: Operation) -> bool:
    """Whether the body is one argument: JSON that is no object, a text, a file.

    Of a GraphQL body, whether its variables are: an object whose keys are data.
    """
    body = operation.body
    if body is None or body.kind in {"form", "multipart"}:
        return False
    return body.kind in {"text", "binary"} or not isinstance(body.type, Record)
