"""Answers of operations that were never saved with one, from what the scripts assert.

`pm.expect(json.id).to.be.a("string")` says what its author has seen. It is less than an
example: only what somebody cared to test is known. Such an answer is a guess, as one from a
sibling is: it is marked, and a strict client does not insist on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from ..inference.merge import merge, merge_all, without_null
from ..inference.observe import DEEPEST, observe
from ..inference.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Map,
    Record,
    String,
    Type,
    Union,
    record,
)
from ..memo import NO_MEMO, Memo
from ..scripts.facts import Element, Fact, Facts, facts_of
from ..scripts.model import (
    Answer,
    Expression,
    ForEach,
    ForRange,
    If,
    Literal,
    NamedTest,
    Statement,
    Try,
)
from ..scripts.model import Operation as Operator
from ..scripts.program import Program
from ..scripts.translate import translate
from .model import Operation, Outcome
from .outcomes import is_error

_ASSUMED_STATUS = 200
_NO_CONTENT = 204
_TYPES: dict[str, Type] = {
    "string": STRING,
    "number": NUMBER,
    "integer": INTEGER,
    "boolean": BOOLEAN,
    "null": NULL,
    "array": Array(UNKNOWN),
    "object": Map(UNKNOWN),
}
_FORMATS = frozenset({"date", "date-time", "time", "uuid", "email", "uri", "ipv4", "ipv6"})


def assert_answers(operations: Sequence[Operation], memo: Memo = NO_MEMO) -> tuple[Operation, ...]:
    """The operations, with what scripts assert of the answers that nothing else shows."""
    made = []
    for operation in operations:
        is_open = all(is_error(one.status) for one in operation.outcomes)
        outcome = memo.call(asserted, operation) if is_open else None
        outcomes = (outcome, *operation.outcomes) if outcome else operation.outcomes
        made.append(memo.replaced(operation, outcomes=outcomes))
    return tuple(made)


def asserted(operation: Operation) -> Outcome | None:
    """The successful answer that the scripts of an operation speak of, whatever is saved."""
    items = {id(sample.item.item): sample.item.item for sample in operation.samples}.values()
    # Sorted, since items that are one operation stand in any order.
    sources = sorted({s.source for item in items for s in item.scripts if s.listen == "test"})
    return _outcome([translate(source) for source in sources])


def _outcome(programs: Iterable[Program]) -> Outcome | None:
    """The successful answer that scripts speak of; None where they say nothing of one."""
    certain, possible = [], []
    for program in programs:
        always = facts_of(Program(tuple(_of_success(program.statements, certain=True))))
        if always.statuses and not any(200 <= status < 300 for status in always.statuses):
            # A test of an error says nothing of a success.
            continue
        certain.append(always)
        possible.append(facts_of(Program(tuple(_of_success(program.statements, certain=False)))))
    statuses = {status for facts in certain for status in facts.statuses}
    successes = {status for status in statuses if 200 <= status < 300}
    status = successes.pop() if len(successes) == 1 else _ASSUMED_STATUS
    if statuses == {_NO_CONTENT}:
        return Outcome(_NO_CONTENT, "empty", is_asserted=True)
    type_ = _type_of(certain, possible)
    if type_ == UNKNOWN:
        return None
    return Outcome(status, "json", type_, is_asserted=True)


# --- which statements speak of a success ------------------------------------------------


def _of_success(statements: Iterable[Statement], *, certain: bool) -> Iterator[Statement]:
    """The statements that run for a successful answer; `certain` leaves out all that may not."""
    for statement in statements:
        match statement:
            case If(condition=condition, then=then, otherwise=otherwise):
                status = _status_of(condition)
                if status is not None:
                    yield from _of_success(otherwise if is_error(status) else then, certain=certain)
                elif not certain:
                    yield from _of_success((*then, *otherwise), certain=certain)
            case NamedTest(body=body) | ForEach(body=body) | ForRange(body=body):
                yield replace(statement, body=tuple(_of_success(body, certain=certain)))
            case Try(body=body) if not certain:
                yield from _of_success(body, certain=certain)
            case Try():
                pass
            case _:
                yield statement


def _status_of(condition: Expression) -> int | None:
    """The status that a condition compares with."""
    match condition:
        case Operator(
            operator="===" | "==",
            operands=(Answer(part="status", of=""), Literal(value=int(status))),
        ):
            return status
        case _:
            return None


# --- types ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Node:
    """What is asserted of one place."""

    type: Type = UNKNOWN
    is_certain: bool = False
    members: dict[str, _Node] = field(default_factory=dict)
    element: _Node | None = None


def _type_of(certain: Iterable[Facts], possible: Iterable[Facts]) -> Type:
    """The type of which all facts hold."""
    root = _Node()
    for several, is_certain in ((certain, True), (possible, False)):
        for facts in several:
            for fact in facts.facts:
                _note(fact, root, is_certain=is_certain)
    return _built(root)


def _note(fact: Fact, node: _Node, *, is_certain: bool) -> None:
    if len(fact.path) > DEEPEST:
        return
    node.is_certain |= is_certain
    for step in fact.path:
        if isinstance(step, Element):
            node.element = node.element or _Node()
            node = node.element
        else:
            node = node.members.setdefault(step, _Node())
        node.is_certain |= is_certain
    match fact.kind:
        case "type":
            node.type = merge(node.type, _TYPES.get(str(fact.value), UNKNOWN))
        case "equals":
            node.type = merge(node.type, _without_formats(observe(fact.value)))
        case "schema":
            node.type = merge(node.type, type_of_schema(fact.value))
        case "present":
            pass


def _built(node: _Node) -> Type:
    """The type of a place with all that is in it; unknown where that contradicts itself."""
    type_ = node.type
    if node.members:
        fields = [Field(key, _built(one), one.is_certain) for key, one in node.members.items()]
        # That it is an object is said by its members too.
        own = type_ if type_ != _TYPES["object"] else UNKNOWN
        type_ = merge(own, record(fields)) if not isinstance(own, Map) else own
    if node.element is not None:
        type_ = merge(type_, Array(_built(node.element)))
    if isinstance(without_null(type_), Union):
        return UNKNOWN
    return UNKNOWN if type_ == NULL else type_


def _without_formats(type_: Type) -> Type:
    """A type less the formats of its texts: one value that is expected shows none."""
    match type_:
        case String():
            return STRING
        case Array(items=items):
            return Array(_without_formats(items))
        case Map(values=values):
            return Map(_without_formats(values))
        case Union(members=members):
            return merge_all(map(_without_formats, members))
        case Record():
            fields = type_.in_order()
            return record([replace(one, type=_without_formats(one.type)) for one in fields])
        case _:
            return type_


def type_of_schema(schema: object, depth: int = 0) -> Type:
    """The type of which a JSON Schema speaks, as far as it is one of ours."""
    if not isinstance(schema, dict) or depth > DEEPEST:
        return UNKNOWN
    said = schema.get("type")
    names = said if isinstance(said, list) else [said]
    if said is None:
        names = ["object"] if "properties" in schema else ["array"] if "items" in schema else []
    return merge_all(_of_kind(str(name), schema, depth) for name in names)


def _of_kind(name: str, schema: dict[str, object], depth: int) -> Type:
    properties, items, text_format = (schema.get(k) for k in ("properties", "items", "format"))
    if name == "object" and isinstance(properties, dict) and properties:
        required = schema.get("required")
        needed = required if isinstance(required, list) else []
        return record(
            [
                Field(str(key), type_of_schema(inner, depth + 1), key in needed)
                for key, inner in properties.items()
            ]
        )
    if name == "array" and isinstance(items, dict):
        return Array(type_of_schema(items, depth + 1))
    if name == "string" and isinstance(text_format, str) and text_format in _FORMATS:
        return String(text_format)
    return _TYPES.get(name, UNKNOWN)
