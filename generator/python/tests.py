"""The generated tests: one module a resource, one test an operation, data beside them.

Only `order.json` knows the order of the collection: it names, item by item, a file of
examples and which of its requests the item is.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ..api.model import Api, Operation, Resource, Sample
from ..api.naming import digest
from ..diagnostics import place
from ..memo import NO_MEMO, Memo
from ..postman.collection import Script
from ..progress import at
from .examples import Calls, Examples, client_settings
from .expected import Json
from .identifiers import class_members, file_name, module_names
from .json_files import Written, dump
from .literals import escape
from .live import items_of, live_request, live_variables
from .reach import reach
from .script_model import ScriptedItem, ScriptModule, Scripts

_LONGEST_ID = 90


@dataclass(frozen=True, slots=True)
class Replay:
    """The test of one operation."""

    name: str
    """The name of its file of examples: `links.update`."""
    function: str
    call: str
    """The method from the client: `links.update`."""
    examples: str
    """The JSON of the file."""
    requests: tuple[Json, ...]
    """What the items of the operation send, for the live tests."""
    answers: tuple[tuple[int, Sample, Any], ...]
    """The saved answers: their numbers in the file, and as they stand there."""
    operation: Operation


@dataclass(frozen=True, slots=True)
class Suite:
    """A test module."""

    name: str
    title: str
    tests: tuple[Replay, ...]
    scripts: ScriptModule | None = None
    """What the scripts of its items assert; None where there are none."""


@dataclass(frozen=True, slots=True)
class Tests:
    """All that is in the folder `tests` beside the replayer."""

    settings: str
    """The JSON of `client.json`."""
    suites: tuple[Suite, ...]
    order: str
    """The JSON of `order.json`."""
    variables: str
    """The JSON of `variables.json`."""
    scripts: Scripts

    @property
    def replays(self) -> tuple[Replay, ...]:
        """The tests of all suites."""
        return tuple(test for suite in self.suites for test in suite.tests)


def build_tests(
    api: Api,
    scope: Mapping[str, str],
    package: str,
    scripts: tuple[Script, ...],
    helpers: Path,
    memo: Memo = NO_MEMO,
) -> Tests:
    """The tests of an API's client; `scope` are the variables of the collection.

    `scripts` are those of the collection itself, `helpers` is the folder of `tests/postman`.
    """
    resources = [resource for resource in api.root.walk() if resource.operations]
    modules = {(): "client", **module_names(r.path for r in resources if r.path)}
    shared, models = Examples(api, scope), reach(api, memo)
    basis = (shared.schemes, shared.scope, shared.settings)
    basis = memo.same(("basis", repr(basis)), basis)

    def replay(operation: Operation) -> Replay:
        key = (operation, *basis, *models.of(operation))
        return memo.of(_replay, key, lambda: _replay(operation, shared))

    suites = tuple(
        _suite(resource, modules[resource.path], map(replay, resource.operations))
        for resource in resources
    )
    replays = [replay for suite in suites for replay in suite.tests]
    places = {id(item): place for place, item in enumerate(api.items)}
    requests = [request for replay in replays for request in replay.requests]
    made = Scripts()
    if have_scripts(api, scripts):
        # Most collections have none, and their parser takes a while to load.
        from .scripts import build_scripts  # noqa: PLC0415

        made = build_scripts(api, _scripted(suites, places), scripts, scope, package, helpers)
    return Tests(
        client_settings(api),
        tuple(
            memo.same(("suite", suite.name), replace(suite, scripts=made.modules.get(suite.name)))
            for suite in suites
        ),
        _order(replays, places),
        dump(live_variables(api, requests, scope, package)),
        made,
    )


def have_scripts(api: Api, scripts: tuple[Script, ...]) -> bool:
    """Whether the collection itself, an item or a folder has a script."""
    places = (sample.item for one in api.operations() for sample in one.samples)
    return bool(scripts) or any(
        found.item.scripts or any(folder.scripts for folder in found.folders) for found in places
    )


def _scripted(suites: Iterable[Suite], places: Mapping[int, int]) -> list[ScriptedItem]:
    """All items in the order of the collection, with their saved answers.

    `places` are those of the items there, by what they are.
    """
    found = []
    for suite in suites:
        for replay in suite.tests:
            for number, located in enumerate(items_of(replay.operation)):
                answers = [a for a in replay.answers if a[1].item is located]
                item = ScriptedItem(
                    replay.name, number, suite.name, replay.operation, located, answers
                )
                found.append(item)
    return sorted(found, key=lambda item: places[id(item.located)])


def _order(replays: Iterable[Replay], places: Mapping[int, int]) -> str:
    """One line an item, in the order of the collection."""
    ordered = sorted(
        (places[id(item)], replay.name, index)
        for replay in replays
        for index, item in enumerate(items_of(replay.operation))
    )
    encode = json.JSONEncoder(ensure_ascii=False).encode
    lines = [encode([name, index]) for _, name, index in ordered]
    return "[\n  " + ",\n  ".join(lines) + "\n]\n" if lines else "[]\n"


def _suite(resource: Resource, module: str, tests: Iterable[Replay]) -> Suite:
    return Suite(module, escape(" ".join(resource.title.split())[:200]), tuple(tests))


def _replay(operation: Operation, shared: Examples) -> Replay:
    at("writing the tests", place(*operation.source))
    call = ".".join(class_members(part) for part in (*operation.resource, operation.name))
    calls = Calls(operation, shared)
    examples = shared.of(calls)
    items = items_of(operation)
    requests = [live_request(item, calls) for item in items]
    file = {
        "call": call,
        "requests": [_as_example(request, examples) for request in requests],
        "examples": examples,
    }
    return Replay(
        _file(operation),
        operation.name,
        call,
        dump(file),
        tuple(requests),
        tuple(
            (number, sample, response.value)
            for number, (sample, example) in enumerate(
                zip(operation.samples, examples, strict=True)
            )
            if isinstance(response := example.get("response"), Written)
        ),
        operation,
    )


def _as_example(request: Json, examples: Sequence[Json]) -> Json:
    """The request, with `as` and a number for the arguments of an example that has the same."""
    said = {key: value for key, value in request.items() if key != "title"}
    for index, example in enumerate(examples):
        if {key: example[key] for key in ("arguments", "omitted") if key in example} == said:
            return {"title": request["title"], "as": index}
    return request


def _file(operation: Operation) -> str:
    first, dot, rest = operation.id.partition(".")
    name = f"{file_name(first)}{dot}{rest}"
    return name if len(name) <= _LONGEST_ID else f"{name[:_LONGEST_ID]}_{digest(name)}"
