"""A program that uses everything a client has.

What a type checker says of it after an update is what breaking has to mean.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from generator.changes.model import Change
from generator.changes.surface import Argument, Call, Surface

_INPUT = re.compile(r"Sequence\[(\w+) \| Model\]|(\w+) \| Model\b")
"""An argument that is an object, or a list of them."""
_HEAD = """\
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from pydantic import JsonValue

from {runtime} import Dynamic, FileInput, Id, JsonInput, Omit, Options, Scalar
from {runtime}.models import Model
from {package} import Client, errors
"""


def everything(surface: Surface, package: str, runtime: str) -> list[tuple[str, str]]:
    """The program as its lines, each with the place of the client that it depends on."""
    lines = [("", line) for line in _HEAD.format(package=package, runtime=runtime).splitlines()]
    lines.extend((name, f"from {package} import {name} as _{name}") for name in surface.exports)
    for shape in surface.shapes.values():
        module = f"{package}.models.{shape.module}"
        lines.append((shape.name, f"from {module} import {shape.name}"))
    for group in surface.groups.values():
        module = f"{package}.resources.{group.module}"
        # Under another name: that of a model may be the same.
        name = f"Class_{group.path.replace('.', '_')}"
        lines.append((group.path, f"from {module} import {group.class_name} as {name}"))
    lines.extend((f"Client({name})", f'Client({name}="")') for name in surface.settings)
    for number, call in enumerate(surface.calls.values()):
        required = [one for one in call.arguments if one.default is None]
        lines.append((call.id, _caller(call, required, f"least_{number}", by_name=False)))
        lines.append((call.id, _caller(call, call.arguments, f"most_{number}", by_name=True)))
        lines.extend((call.id, line) for line in _written_out(call, surface, f"out_{number}"))
    lines.extend(_shapes(surface))
    for error in surface.errors.values():
        place = f"errors.{error.name}"
        body = error.body or "Any"
        # What is untyped is used as something: as a text, which no model is.
        used = "str(error.body[0])" if body == "Any" else "error.body"
        returned = "str" if body == "Any" else body
        lines.append((place, f"def {error.name}(error: {place}) -> {returned}: return {used}"))
    return lines


def _shapes(surface: Surface) -> Iterator[tuple[str, str]]:
    for shape in surface.shapes.values():
        for number, one in enumerate(shape.attributes):
            function = f"{shape.name}_{number}"
            place = f"{shape.name}.{one.name}"
            if shape.is_input:
                given = f"def {function}(value: {_own(one.annotation)}) -> {shape.name}: "
                yield place, f"{given}return {{{one.name!r}: value}}"
            elif not one.name.startswith("_"):
                read = f"def {function}(model: {shape.name}) -> {one.annotation}: "
                yield place, f"{read}return model.{one.name}"


def _written_out(call: Call, surface: Surface, name: str) -> Iterator[str]:
    """Functions that pass an object of all its keys, written out: it may have no others."""
    for at, one in enumerate(call.arguments):
        found = _INPUT.match(one.annotation)
        shape = surface.shapes.get(found[1] or found[2]) if found else None
        if found is None or shape is None or not shape.is_input:
            continue
        keys = [(f"k{number}", key) for number, key in enumerate(shape.attributes)]
        required = [
            (f"a{n}", x) for n, x in enumerate(call.arguments) if not x.default and x != one
        ]
        declared = [f"{own}: {_own(key.annotation)}" for own, key in keys]
        declared += [f"{own}: {other.annotation}" for own, other in required]
        written = "{" + ", ".join(f"{key.name!r}: {own}" for own, key in keys) + "}"
        passed = [f"{other.name}={own}" for own, other in required]
        passed.append(f"{one.name}={f'[{written}]' if found[1] else written}")
        yield (
            f"def {name}_{at}(client: Client, {', '.join(declared)}) -> None: "
            f"client.{call.id}({', '.join(passed)})"
        )


def _own(annotation: str) -> str:
    return re.sub(r"^(?:Not)?Required\[(.*)\]$", r"\1", annotation)


def _caller(call: Call, arguments: Iterable[Argument], name: str, *, by_name: bool) -> str:
    """A function that passes on arguments of the types that the call takes."""
    renamed = {one.name: f"a{number}" for number, one in enumerate(arguments)}
    declared = ", ".join(f"{renamed[one.name]}: {one.annotation}" for one in arguments)
    passed = ", ".join(
        renamed[one.name]
        if one.is_positional and not by_name
        else f"{one.name}={renamed[one.name]}"
        for one in arguments
    )
    return (
        f"def {name}(client: Client, {declared}) -> {call.returns}: "
        f"return client.{call.id}({passed})"
    )


def disagreements(
    program: Sequence[tuple[str, str]],
    errors: Iterable[tuple[int, str]],
    breaking: Iterable[Change],
) -> Iterator[str]:
    """Where a type checker and the report differ about a program of `everything`.

    `errors` are those of the checker, by line and with their words.
    """
    found = {}
    for line, said in errors:
        # Through something that is gone, and was told, everything is Any.
        if "Returning Any" not in said:
            found[program[line - 1][0]] = said
    told: set[str] = set()
    for change in breaking:
        places = {_owner(place) for place in (change.where, *change.also)}
        told |= places
        if change.kind.startswith("key-"):
            told |= set(change.operations)  # where the object is written out
        if not any(_is_of(place, places) for place in found):
            yield f"told and not seen: {change.kind} {change.where}"
    for place, said in found.items():
        if not _is_of(place, told):
            yield f"seen and not told: {place}: {said}"


def _owner(place: str) -> str:
    """What a place belongs to, as far as the program tells it apart."""
    return place if place.startswith("Client(") else place.partition("(")[0]


def _is_of(place: str, owners: set[str]) -> bool:
    """Whether a place is one of these, or a field of one."""
    return bool({place, place.rpartition(".")[0]} & owners)
