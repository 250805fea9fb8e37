"""What is counted of a collection: its requests, what became of them, and the package."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.api.model import Api
from generator.diagnostics import Diagnostic, InputError, place
from generator.inference.types import Array, Map, Null, Record, Type, Union, Unknown
from generator.output.lock import EMPTY
from generator.pipeline import Options, describe, read


@dataclass(frozen=True, slots=True)
class Asked:
    """What a plain walk over the JSON finds, without the generator's readers."""

    requests: int = 0
    saved: int = 0
    """Saved examples."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What the generator makes of a collection."""

    operations: int = 0
    duplicates: int = 0
    """Items that are no operation of their own, and named in a diagnostic."""
    leaves: int = 0
    """Scalars, and whatever has no parts, in the types of the answers."""
    typed: int = 0
    """Those of them that are better than `JsonValue`."""
    levels: Mapping[str, int] | None = None
    """Diagnostics by level."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a generated package consists of."""

    files: int = 0
    lines: int = 0
    """Of Python."""
    replayed: int = 0
    """Saved examples that the package's tests replay."""


def asked(data: bytes) -> Asked | None:
    """Count requests and saved examples; None for what is no JSON object."""
    try:
        root = json.loads(data, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(root, dict):
        return None
    inner = root.get("collection")
    if isinstance(inner, dict) and not _children(root):
        root = inner
    requests = root.get("requests")
    nodes = _dicts(requests) if isinstance(requests, list) else list(_requests(root))
    saved = sum(len(_dicts(n.get("response"))) or len(_dicts(n.get("responses"))) for n in nodes)
    return Asked(len(nodes), saved)


def _dicts(value: object) -> list[dict[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _children(node: Mapping[str, object]) -> list[dict[str, object]]:
    return _dicts(node.get("item")) or _dicts(node.get("items"))


def _requests(root: dict[str, object]) -> Iterator[dict[str, object]]:
    stack = [root]
    while stack:
        node = stack.pop()
        if children := _children(node):
            stack.extend(children)
        elif node.get("request"):
            yield node


def understood(data: bytes) -> Understood:
    """Count what the generator makes of a collection; nothing of one that it refuses."""
    try:
        api, diagnostics = describe(read(data), EMPTY, Options())
    except InputError:
        return Understood()
    leaves = Counter(_answer_leaves(api))
    return Understood(
        operations=sum(1 for _ in api.operations()),
        duplicates=_duplicates(api, diagnostics),
        leaves=leaves.total(),
        typed=leaves[True],
        levels=Counter(str(one.level) for one in diagnostics),
    )


def _duplicates(api: Api, diagnostics: tuple[Diagnostic, ...]) -> int:
    named = {one.where for one in diagnostics if one.code == "duplicate-item"}
    return sum(
        len({id(sample.item) for sample in operation.samples}) - 1
        for operation in api.operations()
        if place(*operation.source) in named
    )


def _answer_leaves(api: Api) -> Iterator[bool]:
    """For each leaf of the answers whether it has a type; a shared model counts once."""
    for operation in api.operations():
        for outcome in operation.outcomes:
            if outcome.is_guess:
                continue
            if outcome.kind == "json":
                yield from _leaves(outcome.type)
            elif outcome.kind != "empty":
                yield outcome.kind != "unknown"
    for model in api.models:
        if model.role == "answer":
            yield from _leaves(model.record)


def _leaves(type_: Type) -> Iterator[bool]:
    match type_:
        case Array(items):
            yield from _leaves(items)
        case Map(values):
            yield from _leaves(values)
        case Union(members):
            for member in members:
                if not isinstance(member, Null):
                    yield from _leaves(member)
        case Record(fields) if fields:
            for field in fields:
                yield from _leaves(field.type)
        case _:
            # An empty record, like an empty list, holds values of which nothing is known.
            yield not isinstance(type_, Unknown | Null | Record)


def written(package: Path) -> Written:
    """Count the files of a package, and the answers in its tests."""
    files = [path for path in package.rglob("*") if path.is_file()]
    lines = sum(path.read_bytes().count(b"\n") for path in files if path.suffix == ".py")
    replayed = 0
    for path in (package / "tests" / "examples").glob("*.json"):
        examples = json.loads(path.read_bytes())["examples"]
        replayed += sum("response" in example for example in examples)
    return Written(len(files), lines, replayed)
