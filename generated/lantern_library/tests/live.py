"""Sends the requests of the collection to a real server, each once, as Postman does.

What a collection leaves open is taken from the environment: address and credentials from
the variables that the client reads, all others from those in `variables.json`.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from inspect import signature
from operator import attrgetter
from os import environ
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx2

from .. import Client
from .._runtime import OMIT, File, Mismatch, Options
from .._runtime.dynamic import DYNAMIC, made_up
from .record import keep

_HERE = Path(__file__).parent
_TOKEN = re.compile(r"\{\{([^{}]*?)\}\}")
_MOST_PASSES = 19
"""Rounds of replacement, as in Postman."""

IS_STRICT = environ.get("POSTGEN_LIVE") == "strict"
"""Whether an item fails whose answer is not of the declared types."""
IS_ON = IS_STRICT or environ.get("POSTGEN_LIVE") == "1"


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the collection: what to call, and with what."""

    title: str
    call: str
    """The method from the client: `links.update`."""
    arguments: dict[str, Any]
    omitted: tuple[str, ...] = ()
    content: Any = None
    """The whole body, where no arguments say it."""
    place: tuple[str, int] = ("", 0)
    """Its file of examples, and which of the requests there it is."""

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True)
class Played:
    """What one item sent, and what came back."""

    value: object
    """What the call gave."""
    exchanges: tuple[httpx2.Response, ...]
    """The answers with their requests: one, or several where there were redirects."""


def items() -> list[Item]:
    """All items, in the order of the collection."""
    order = json.loads((_HERE / "order.json").read_bytes())
    return [_item(name, index) for name, index in order]


def _item(name: str, index: int) -> Item:
    file = json.loads((_HERE / "examples" / f"{name}.json").read_bytes())
    request = file["requests"][index]
    said = file["examples"][request["as"]] if "as" in request else request
    return Item(
        request["title"],
        file["call"],
        said["arguments"],
        tuple(said.get("omitted", ())),
        said.get("content"),
        (name, index),
    )


def variables() -> dict[str, str]:
    """The values of the collection's variables: from the environment, else its own."""
    known = json.loads((_HERE / "variables.json").read_bytes())
    values = {
        name: environ.get(each["environment"]) or each["value"]
        for name, each in known.items()
    }
    return {name: value for name, value in values.items() if value is not None}


@dataclass(slots=True)
class Player:
    """Plays items, one after the other, with one client."""

    variables: MutableMapping[str, str] = field(default_factory=variables)
    """What `{{name}}` stands for; an item may change it for the ones after it."""
    transport: httpx2.BaseTransport | None = None
    """What carries the requests; None is the network."""
    exchanges: list[httpx2.Response] = field(default_factory=list)
    """The answers to what was sent last, redirects among them."""
    mismatches: list[Mismatch] = field(default_factory=list)
    """Where the last answer was not of the declared types."""
    client: Client = field(init=False)
    _http_client: httpx2.Client = field(init=False)

    def __post_init__(self) -> None:
        self._http_client = httpx2.Client(
            transport=self.transport,
            follow_redirects=True,
            event_hooks={"response": [self.exchanges.append]},
        )
        self.client = Client(
            http_client=self._http_client,
            max_retries=0,
            on_mismatch=self.mismatches.append,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.client.close()
        self._http_client.close()

    def missing(self, item: Item) -> list[str]:
        """The environment variables that an item needs and that have no value.

        In the path an empty one is none: collections declare them so, to be filled in.
        """
        known = json.loads((_HERE / "variables.json").read_bytes())
        path = _positional(attrgetter(item.call)(self.client))
        names: list[str] = []
        for argument, value in (*item.arguments.items(), ("", item.content)):
            said = json.dumps(value, ensure_ascii=False)
            text = resolved(said, self.variables)
            is_blank = argument in path and text == '""'
            names += _TOKEN.findall(said if is_blank else text)
        return [
            known[name]["environment"] for name in dict.fromkeys(names) if name in known
        ]

    def play(self, item: Item) -> Played:
        """Send the request of an item. Raises what the client raises."""
        arguments = {
            name: _argument(value, self.variables)
            for name, value in item.arguments.items()
        }
        arguments |= dict.fromkeys(item.omitted, OMIT)
        if item.content is not None:
            content = _argument(item.content, self.variables)
            arguments["options"] = Options(content=content)
        self.exchanges.clear()
        self.mismatches.clear()
        try:
            value = attrgetter(item.call)(self.client)(**arguments)
        finally:
            if self.exchanges:
                keep(item.call, self.exchanges[-1])
        return Played(value, tuple(self.exchanges))


def _positional(method: Callable[..., object]) -> set[str]:
    """The arguments of a method that are part of the path: the others need their name."""
    found = signature(method).parameters.values()
    return {one.name for one in found if one.kind is one.POSITIONAL_OR_KEYWORD}


def _argument(value: Any, values: Mapping[str, str]) -> Any:
    """An argument as it is passed, with values for the variables."""
    match value:
        case str():
            return resolved(value, values)
        case list():
            return [_argument(item, values) for item in value]
        case {"$value": str(text), **rest} if not rest:
            return _json(resolved(text, values))
        case {"$file": str(path)}:
            return _file(resolved(path, values), value.get("type"))
        case {"$text": str(text)}:
            return File(resolved(text, values), content_type=value.get("type"))
        case dict():
            return {
                resolved(key, values): _argument(item, values)
                for key, item in value.items()
            }
        case _:
            return value


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _file(path: str, content_type: str | None) -> File:
    """The file where it can be read, else one that only has its name.

    One that was not chosen has neither name nor content, as in a form.
    """
    if not path:
        return File(b"", name="", content_type=content_type)
    name = re.split(r"[/\\]", path)[-1]
    found = Path(path)
    content = found.read_bytes() if found.is_file() else f"content of {name}".encode()
    return File(content, name=name or "upload", content_type=content_type)


def resolved(text: str, values: Mapping[str, str]) -> str:
    """A text with values for its variables; those that have none stay as they are."""
    for _ in range(_MOST_PASSES):
        replaced = _TOKEN.sub(lambda match: _value(match, values), text)
        if replaced == text:
            break
        text = replaced
    return text


def _value(match: re.Match[str], values: Mapping[str, str]) -> str:
    name = match[1]
    if name in values:
        return values[name]
    return _made_up(name) if name.startswith("$") else match[0]


def _made_up(name: str) -> str:
    """A value for one of Postman's dynamic variables, a new one each time."""
    match name:
        case _ if name in DYNAMIC:
            return made_up(name)
        case "$randomEmail" | "$randomExampleEmail":
            return f"someone{random.randint(0, 1000)}@example.com"
        case "$randomPhoneNumber" | "$randomPhoneNumberExt":
            return f"555-{random.randint(0, 9999):04}"
        case "$randomUrl":
            return "https://example.com"
        case "$randomPrice" | "$randomLatitude" | "$randomLongitude":
            return f"{random.uniform(0, 90):.2f}"
        case "$randomBankAccount" | "$randomCreditCardMask":
            return str(random.randint(10_000_000, 99_999_999))
        case _ if name.startswith("$random"):
            return f"{name.removeprefix('$random').lower()}{random.randint(0, 1000)}"
        case _:
            return f"{{{{{name}}}}}"
