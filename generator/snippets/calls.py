"""Calls of the generated client: the one that an item stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..api.model import Api, Operation
from ..postman.collection import Located
from ..python.examples import Calls, Examples
from ..python.identifiers import class_members
from ..python.signatures import body_keys, signature


@dataclass(frozen=True, slots=True)
class ClientCall:
    """A call of the generated client."""

    package: str
    method: str
    """From the client: `links.update`."""
    positional: tuple[object, ...]
    keywords: tuple[tuple[str, object], ...]
    environment: tuple[str, ...] = ()
    """The variables from which the client takes the credentials that the call needs."""


class ClientCalls:
    """The calls of all items of a collection, by the names that the generated package has."""

    def __init__(self, api: Api, package: str, scope: Mapping[str, str]) -> None:
        self._api = api
        self._package = package
        self._examples = Examples(api, scope)

    @cached_property
    def _operations(self) -> dict[int, Operation]:
        return {
            id(sample.item.item): operation
            for operation in self._api.operations()
            for sample in operation.samples
        }

    def of(self, located: Located) -> ClientCall | None:
        """The call of an item of the collection that the API was built from."""
        operation = self._operations.get(id(located.item))
        if operation is None:
            return None
        arguments = self._arguments(operation, located)
        named = signature(operation)
        path = [named.argument("path", p.name) for p in operation.path_parameters if not p.default]
        return ClientCall(
            self._package,
            ".".join((*map(class_members, operation.resource), class_members(operation.name))),
            tuple(arguments[name] for name in path if name in arguments),
            tuple((name, value) for name, value in arguments.items() if name not in path),
            tuple(
                f"{self._package}_{setting}".upper()
                for scheme in self._api.auth
                if scheme.name in operation.auth
                for setting in scheme.settings
            ),
        )

    def _arguments(self, operation: Operation, located: Located) -> dict[str, object]:
        """What the item's own request gives for the arguments, as in the generated tests."""
        request = located.item.request
        arguments = dict(Calls(operation, self._examples).of(request, request).arguments)
        for argument, names in _files(operation, located).items():
            waiting = iter(names)
            if argument in arguments:
                arguments[argument] = _with_names(arguments[argument], waiting)
        return arguments


def _files(operation: Operation, located: Located) -> dict[str, list[str]]:
    """The names of the item's own files, by the argument that takes them."""
    body = located.item.request.body
    if body is None:
        return {}
    named = signature(operation)
    if body.mode == "file":
        return {named.argument("body"): [body.file]} if body.file else {}
    keys = body_keys(operation) if body.mode == "formdata" else []
    return {
        named.argument("body", key): [
            path
            for entry in body.fields
            if entry.key == key and entry.is_file and not entry.disabled
            for path in entry.files or ("",)
        ]
        for key in keys
    }


def _with_names(value: object, names: Iterator[str]) -> object:
    """Arguments whose files have the names of the item's, where it names one."""
    if isinstance(value, list):
        return [_with_names(one, names) for one in value]
    if isinstance(value, dict) and "$file" in value:
        return {**value, "$file": next(names, "") or value["$file"]}
    return value
