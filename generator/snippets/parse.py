"""The statements that read an answer, value by value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .model import (
    Announce,
    Assign,
    Blank,
    Comment,
    Declare,
    Dispose,
    Increment,
    Method,
    Object,
    Property,
    Put,
    Statement,
    Text,
    Value,
    ValueType,
    Variable,
    While,
    Whole,
    walk,
)
from .names import Dialect, Names
from .shape import Leaf, Many, Node, Record, flattened, shape_of

_LETTERS = "ijk"
"""The indexes that a Chilkat path can have: the properties I, J and K."""
_GETTERS = {"string": "StringOf", "int": "IntOf", "bool": "BoolOf"}
_AT = {"string": "StringAt", "int": "IntAt", "bool": "BoolAt"}
_PLAIN_NAMES = {"string": "strVal", "int": "intVal", "bool": "boolVal"}
_UNREACHABLE = re.compile(r"\.|\[\d*\]|\[[ijk]\]")


@dataclass(frozen=True, slots=True)
class Target:
    """The object that holds an answer, and what names there are beside it."""

    object: Object
    taken: set[str]
    dialect: Dialect
    as_published: bool


def parsing(value: object, target: Target) -> tuple[Statement, ...]:
    """The statements that read an answer like `value`."""
    node = shape_of([value])
    first_level = set(_first_level(node))
    reader = _Reader(
        Names(target.dialect, as_published=target.as_published, first_level=first_level)
    )
    if isinstance(node, Many):
        statements = _list_answer(node, target, reader)
    elif isinstance(node, Record):
        statements = tuple(reader.scope(node, target.object, (), "", 0))
    else:
        statements = ()
    return (*_declared(statements, target.taken), *statements)


def can_reach(key: str) -> bool:
    """Whether a Chilkat path can name a member with this key."""
    return bool(key) and not _UNREACHABLE.search(key)


def _first_level(node: Node | None) -> Iterator[str]:
    """The keys of the objects that are read member by member."""
    match node:
        case Record():
            leaves, lists = flattened(node)
            yield from (path[0] for path, _ in leaves if len(path) == 1)
            for _, many in lists:
                yield from _first_level(many.element)
        case Many():
            yield from _first_level(node.element)


def _declared(statements: tuple[Statement, ...], taken: set[str]) -> list[Statement]:
    """Declarations of the variables that only loops set."""
    outside = {one.variable.name for one in statements if isinstance(one, Assign)} | taken
    inside: dict[str, Variable | Object] = {}
    for one in walk(statements):
        if isinstance(one, Assign) and one.variable.name not in outside:
            inside.setdefault(one.variable.name, one.variable)
    declared: list[Statement] = [Declare(variable) for variable in inside.values()]
    return [*declared, Blank()] if declared else []


def _list_answer(node: Many, target: Target, reader: _Reader) -> tuple[Statement, ...]:
    """An answer that is a list itself, element by element."""
    name = "json" if target.as_published or "json" not in target.taken else "jsonItem"
    item = Object(name, "JsonObject")
    index, count = _counters(0)
    size = Property(target.object, "Size", "int")
    if not isinstance(node.element, Record):
        return tuple(_loop(index, count, size, reader.elements(node, target.object, 0)))
    body = (
        Assign(item, Method(target.object, "ObjectAt", (index,), "object")),
        *reader.scope(node.element, item, (), "", 1),
        Dispose(item),
        Blank(),
    )
    return (Announce(item), Blank(), *_loop(index, count, size, body))


def _counters(depth: int) -> tuple[Variable, Variable]:
    letter = _LETTERS[depth]
    return Variable(letter, "int"), Variable(f"count_{letter}", "int")


def _loop(
    index: Variable, count: Variable, size: Method | Property, body: tuple[Statement, ...]
) -> Iterator[Statement]:
    yield Assign(index, Whole(0))
    yield Assign(count, size)
    yield While(index, count, (*body, Increment(index)))


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads objects and lists; `names` are those given so far."""

    names: Names

    def scope(
        self, record: Record, root: Object, outer: tuple[str, ...], prefix: str, depth: int
    ) -> Iterator[Statement]:
        """The values of an object at `prefix` of `root`, then its lists.

        `outer` are the keys on the way to it, `depth` the number of loops around it.
        """
        leaves, lists = flattened(record)
        before = f"{prefix}." if prefix else ""
        for keys, leaf in leaves:
            if not all(map(can_reach, keys)):
                yield Comment((f"{'.'.join(keys)}: a key that no path of Chilkat can name",))
                continue
            variable = Variable(self.names.name(outer, keys, leaf.kind), leaf.kind)
            yield Assign(variable, _get(root, before + ".".join(keys), leaf.kind))
        for keys, many in lists:
            if not all(map(can_reach, keys)):
                yield Comment((f"{'.'.join(keys)}: a key that no path of Chilkat can name",))
                continue
            yield from self._many(many, root, (*outer, *keys), before + ".".join(keys), depth)

    def _many(
        self, many: Many, root: Object, outer: tuple[str, ...], path: str, depth: int
    ) -> Iterator[Statement]:
        """A list at a path of an object."""
        if depth == len(_LETTERS):
            yield Comment((f"{path}: more lists in lists than a path of Chilkat can follow",))
            return
        index, count = _counters(depth)
        element_path = f"{path}[{index.name}]"
        body: list[Statement] = [Put(root, index.name.upper(), index)]
        match many.element:
            case Leaf(kind):
                body.append(Assign(_plain(kind), _get(root, element_path, kind)))
            case Record():
                body.extend(self.scope(many.element, root, outer, element_path, depth + 1))
            case Many():
                body.extend(self._many(many.element, root, outer, element_path, depth + 1))
        size = Method(root, "SizeOfArray", (Text(path),), "int")
        yield Blank()
        yield from _loop(index, count, size, tuple(body))

    def elements(self, many: Many, holder: Object, depth: int) -> tuple[Statement, ...]:
        """The elements of a list in hand, which are no objects."""
        index = _counters(depth)[0]
        match many.element:
            case Leaf(kind):
                return (Assign(_plain(kind), Method(holder, _AT[kind], (index,), kind)),)
            case Many() if depth + 1 == len(_LETTERS):
                return (Comment(("More lists in lists than this example follows",)),)
            case Many() | Record() as inner:
                letter = index.name
                kind_name = "JsonArray" if isinstance(inner, Many) else "JsonObject"
                item = Object(
                    f"{'jarr' if isinstance(inner, Many) else 'json'}_{letter}", kind_name
                )
                at = "ArrayAt" if isinstance(inner, Many) else "ObjectAt"
                arguments: tuple[Value, ...] = (index,)
                head = Assign(item, Method(holder, at, arguments, "object"))
                if isinstance(inner, Record):
                    body = tuple(self.scope(inner, item, (), "", depth + 1))
                else:
                    inner_index, inner_count = _counters(depth + 1)
                    size = Property(item, "Size", "int")
                    inside = self.elements(inner, item, depth + 1)
                    body = tuple(_loop(inner_index, inner_count, size, inside))
                return (head, *body, Dispose(item), Blank())
            case None:
                return ()


def _plain(kind: ValueType) -> Variable:
    return Variable(_PLAIN_NAMES[kind], kind)


def _get(root: Object, path: str, kind: ValueType) -> Method:
    return Method(root, _GETTERS[kind], (Text(path),), kind)
