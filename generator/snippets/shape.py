"""The shape of an example: what there is to read in an answer, in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .json_text import Number


@dataclass(frozen=True, slots=True)
class Leaf:
    """A plain value. A number with a fraction is read as the text it is written as."""

    kind: Literal["string", "int", "bool"]


@dataclass(frozen=True, slots=True)
class Record:
    """An object: its members in the order in which they are first seen."""

    members: tuple[tuple[str, Node], ...]


@dataclass(frozen=True, slots=True)
class Many:
    """A list; what its elements have in common, None of an empty one."""

    element: Node | None


Node = Leaf | Record | Many


def shape_of(values: Sequence[object]) -> Node:
    """The shape that values in the same place have together.

    A list where one is a list, else an object with the members of all objects, else what
    the first that is not null is.
    """
    lists = [value for value in values if isinstance(value, list)]
    if lists:
        elements = [element for value in lists for element in value]
        return Many(shape_of(elements) if elements else None)
    objects = [value for value in values if isinstance(value, dict)]
    if objects:
        members: dict[str, list[object]] = {}
        for value in objects:
            for key, member in value.items():
                members.setdefault(key, []).append(member)
        return Record(tuple((key, shape_of(found)) for key, found in members.items()))
    match next((value for value in values if value is not None), None):
        case bool():
            return Leaf("bool")
        case Number(text=text) if text.lstrip("-").isdecimal():
            return Leaf("int")
        case _:
            return Leaf("string")


def flattened(
    record: Record, path: tuple[str, ...] = ()
) -> tuple[list[tuple[tuple[str, ...], Leaf]], list[tuple[tuple[str, ...], Many]]]:
    """The plain values of an object and the objects in it, and all its lists, with paths."""
    leaves: list[tuple[tuple[str, ...], Leaf]] = []
    lists: list[tuple[tuple[str, ...], Many]] = []
    for key, node in record.members:
        match node:
            case Leaf():
                leaves.append(((*path, key), node))
            case Many():
                lists.append(((*path, key), node))
            case Record():
                inner_leaves, inner_lists = flattened(node, (*path, key))
                leaves.extend(inner_leaves)
                lists.extend(inner_lists)
    return leaves, lists
