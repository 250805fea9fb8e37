"""Chains of chai -> assertions: `pm.expect(x).to.be.an("array").that.is.not.empty`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from . import syntax
from .chains import (
    ANSWER_METHODS,
    ANSWER_PROPERTIES,
    DECIDING,
    FLAGS,
    METHODS,
    NUMBER_CHECKS,
    PROPERTIES,
    SILENT,
)
from .expressions import Expressions
from .model import (
    Answer,
    Assertion,
    Call,
    Check,
    Expression,
    Flag,
    Function,
    Get,
    ListOf,
    Literal,
    Pattern,
    RecordOf,
)
from .names import UnknownError
from .paths import path_of

_ANY: frozenset[Flag] = frozenset({"deep", "nested", "own", "ordered", "any", "include"})
_ALLOWED: dict[str, frozenset[Flag]] = {
    "include": frozenset({"deep", "include"}),
    "property": frozenset({"deep", "nested", "own", "include"}),
    "own_property": frozenset({"deep", "own", "include"}),
    "keys": frozenset({"any", "include"}),
    "members": frozenset({"include", "deep", "ordered"}),
    "one_of": frozenset({"include", "deep"}),
}
"""The flags that a check understands; those that it does not heed are all allowed."""
_PATH = re.compile(r"[A-Za-z_$][\w$-]*|\[\d+\]")
_ASSERTS = {
    "assert": "ok",
    "assert.ok": "ok",
    "assert.isOk": "ok",
    "assert.equal": "loosely_equal",
    "assert.strictEqual": "equal",
    "assert.deepEqual": "eql",
    "assert.isTrue": "true",
    "assert.isFalse": "false",
    "assert.isNull": "null",
    "assert.exists": "exist",
    "assert.property": "property",
    "assert.include": "include",
}


def read_assertion(node: Node, expressions: Expressions) -> Assertion | None:
    """The assertion that an expression is; None where it is no chain of any kind.

    Raises UnknownError where it is one that has no translation.
    """
    place = expressions.names.place(node)
    if node.type == "call_expression" and (path := path_of(node.children[0], expressions.names)):
        if path in _ASSERTS:
            return Assertion((_plain(_ASSERTS[path], node, expressions),), place)
        if path == "pm.expect.fail":
            return Assertion((Check("fail", Literal(None)),), place)
    links: list[tuple[str, list[Node] | None]] = []
    while True:
        node = syntax.bare(node)
        called = None
        member = node
        if node.type == "call_expression":
            called = syntax.arguments(node)
            member = syntax.child(node, "function") or node
            if path_of(member, expressions.names) == "pm.expect":
                if not called:
                    raise UnknownError("`pm.expect()` with such arguments")
                subject = expressions.read(called[0])
                break
            if called is None:
                return None
        if member.type != "member_expression":
            return None
        if node is member and (answer := _answer(node, expressions)) is not None:
            subject = answer
            break
        name = member.child_by_field_name("property")
        links.append((syntax.text(name or member), called))
        below = syntax.child(member, "object")
        if below is None:
            return None
        node = below
        if node.type == "identifier" and (answer := _answer(node, expressions)) is not None:
            subject = answer
            break
    links.reverse()
    is_answer = isinstance(subject, Answer) and subject.part == "all"
    if is_answer and links[:1] != [("to", None)] and links[:1] != [("not", None)]:
        return None
    return Assertion(_Chain(subject, expressions).read(links), place)


def _answer(node: Node, expressions: Expressions) -> Answer | None:
    """The answer that a path is; what another request was answered has no `to`."""
    return Answer("all") if path_of(node, expressions.names) == "pm.response" else None


def _plain(kind: str, node: Node, expressions: Expressions) -> Check:
    """`assert.equal(a, b)`."""
    given = syntax.arguments(node) or []
    wanted = 2 if kind in {"loosely_equal", "equal", "eql", "property", "include"} else 1
    if not wanted <= len(given) <= wanted + 1:
        raise UnknownError("an assertion with such arguments")
    values = [expressions.read(each) for each in given[:wanted]]
    return Check(kind, values[0], tuple(values[1:]))


class _Chain:
    """The reading of one chain, link by link."""

    def __init__(self, subject: Expression, expressions: Expressions) -> None:
        self._subject = subject
        self._expressions = expressions
        self._checks: list[Check] = []
        self._flags: set[Flag] = set()
        self._negated = False

    def read(self, links: list[tuple[str, list[Node] | None]]) -> tuple[Check, ...]:
        """The checks of the links."""
        for position, (name, given) in enumerate(links):
            is_last = position == len(links) - 1
            if given is None:
                self._word(name, is_last, links[position + 1 : position + 2])
            else:
                self._method(name, given)
        return tuple(self._checks)

    def _is_answer(self) -> bool:
        return isinstance(self._subject, Answer) and self._subject.part == "all"

    def _add(self, kind: str, *arguments: Expression) -> None:
        flags = frozenset(self._flags)
        self._checks.append(Check(kind, self._subject, arguments, self._negated, flags))

    def _word(self, name: str, is_last: bool, following: Sequence[tuple[str, object]]) -> None:
        if name == "not":
            self._negated = True
        elif name in SILENT:
            if name == "all":
                self._flags.discard("any")
        elif name in FLAGS:
            self._flags.add(FLAGS[name])
        elif self._is_answer() and name == "ok":
            self._add("answer_ok")
        elif self._is_answer() and name in ANSWER_PROPERTIES:
            self._add(f"answer_{name}")
        elif isinstance(self._subject, Answer) and self._is_answer() and name == "responseTime":
            self._subject = Answer("time", self._subject.of)
        elif name in PROPERTIES:
            self._add(PROPERTIES[name])
        elif (
            name in {"length", "lengthOf"}
            and following
            and following[0][0] in {*NUMBER_CHECKS, *SILENT, *METHODS}
        ):
            self._measure()
        elif is_last and (name in METHODS or (self._is_answer() and name in ANSWER_METHODS)):
            pass  # A method that is not called asserts nothing.
        elif name in {"a", "an"}:
            pass
        else:
            raise UnknownError(f"`.{name[:40]}` in a chain")

    def _measure(self) -> None:
        if self._negated:
            raise UnknownError("`.not.lengthOf` in a chain")
        self._subject = Call("length_of", (self._subject,))

    def _method(self, name: str, nodes: list[Node]) -> None:
        if name == "not":
            raise UnknownError("`.not()` in a chain")
        if name in PROPERTIES or (self._is_answer() and name in ANSWER_PROPERTIES):
            # Asserts, and then calls what is no function.
            self._word(name, False, [])
            self._checks.append(Check("fail", Literal(None)))
            return
        entry = ANSWER_METHODS.get(name) if self._is_answer() else None
        entry = entry or METHODS.get(name)
        if entry is None:
            raise UnknownError(f"`.{name[:40]}()` in a chain")
        kind, fewest, most = entry
        if not fewest <= len(nodes) <= most:
            raise UnknownError(f"`.{name}()` with {len(nodes)} arguments")
        values = tuple(self._expressions.read(node) for node in nodes[: DECIDING.get(kind, 1)])
        if any(isinstance(value, Function) for value in values) != (kind == "satisfy"):
            raise UnknownError(f"`.{name}()` with such arguments")
        is_pattern = bool(values) and isinstance(values[0], Pattern)
        if is_pattern != (kind == "match") and not (is_pattern and kind == "body"):
            raise UnknownError(f"`.{name}()` with such arguments")
        if kind == "type" and not isinstance(values[0], Literal):
            raise UnknownError(f"`.{name}()` with such arguments")
        if kind == "equal" and "deep" in self._flags:
            kind = "eql"
        if self._flags - _ALLOWED.get(kind, _ANY):
            raise UnknownError(f"`.{'.'.join(sorted(self._flags))}` before `.{name}()`")
        if kind == "schema" and len(nodes) > 1 and "unknownFormats" in syntax.text(nodes[1]):
            kind = "schema_in_any_format"
        if self._is_answer() and kind not in _OF_ANSWERS:
            raise UnknownError(f"`.{name}()` of the answer as a whole")
        if kind == "keys":
            values = _keys(values)
        self._add(kind, *values)
        if kind in {"property", "own_property"}:
            self._subject = self._property(values[0])

    def _property(self, key: Expression) -> Expression:
        """What a chain speaks of after `property`."""
        if "nested" not in self._flags:
            return Get(self._subject, key)
        if not isinstance(key, Literal) or not isinstance(key.value, str):
            raise UnknownError("a nested property whose path is not written out")
        found = self._subject
        for step in _PATH.findall(key.value):
            found = Get(found, Literal(int(step[1:-1]) if step[0] == "[" else step))
        return found


_OF_ANSWERS = frozenset(
    {kind for kind, _, _ in ANSWER_METHODS.values()}
    | {"property", "schema", "schema_in_any_format"}
)


def _keys(values: tuple[Expression, ...]) -> tuple[Expression, ...]:
    """The keys one by one; an array or an object of them counts as its own."""
    if len(values) != 1:
        return values
    match values[0]:
        case ListOf(items=items):
            return items
        case RecordOf(entries=entries):
            return tuple(key for key, _ in entries)
        case Literal():
            return values
        case _:
            return (Call("keys_of", values),)
