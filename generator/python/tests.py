"""The generated tests: one module a resource, one test an operation, data beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..api.model import Api, Operation, Resource
from ..api.naming import digest
from .examples import client_settings, examples_of
from .identifiers import class_members, file_name, module_names
from .literals import escape

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


@dataclass(frozen=True, slots=True)
class Suite:
    """A test module."""

    name: str
    title: str
    tests: tuple[Replay, ...]


@dataclass(frozen=True, slots=True)
class Tests:
    """All that is in the folder `tests` beside the replayer."""

    settings: str
    """The JSON of `client.json`."""
    suites: tuple[Suite, ...]

    @property
    def replays(self) -> tuple[Replay, ...]:
        """The tests of all suites."""
        return tuple(test for suite in self.suites for test in suite.tests)


def build_tests(api: Api, scope: Mapping[str, str]) -> Tests:
    """The tests of an API's client; `scope` are the variables of the collection."""
    resources = [resource for resource in api.root.walk() if resource.operations]
    modules = {(): "client", **module_names(r.path for r in resources if r.path)}
    return Tests(
        client_settings(api),
        tuple(_suite(resource, modules[resource.path], api, scope) for resource in resources),
    )


def _suite(resource: Resource, module: str, api: Api, scope: Mapping[str, str]) -> Suite:
    return Suite(
        module,
        escape(" ".join(resource.title.split())[:200]),
        tuple(
            Replay(
                _file(operation),
                operation.name,
                ".".join(class_members(part) for part in (*operation.resource, operation.name)),
                examples_of(operation, api, scope),
            )
            for operation in resource.operations
        ),
    )


def _file(operation: Operation) -> str:
    first, dot, rest = operation.id.partition(".")
    name = f"{file_name(first)}{dot}{rest}"
    return name if len(name) <= _LONGEST_ID else f"{name[:_LONGEST_ID]}_{digest(name)}"
