"""The scripts of the collection, played on saved answers and on those of a real server."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, MutableMapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from os import environ
from pathlib import Path
from typing import Any, cast

import httpx2

from .._runtime import APIStatusError
from . import live
from .postman.request import Asked, Request
from .postman.script import (
    NOT_ANSWERED,
    Answer,
    Function,
    Report,
    Scope,
    Variables,
    run,
)
from .postman.values import Value, wrap

_HERE = Path(__file__).parent
BEFORE = "before the request: "


@dataclass(frozen=True, slots=True)
class Scripted:
    """The scripts of an item."""

    title: str
    item: tuple[str, int]
    """Its file of examples, and which of the requests there it is."""
    before: tuple[str, ...]
    """Functions that are played before its request is sent."""
    tests: tuple[str, ...]
    """Functions that are played on its answer."""
    answer: dict[str, Any] = field(default_factory=dict)
    """The saved answer, and what was found when the client was generated."""
    name: str | None = None
    """The name of the item, where a script asks for it."""

    def __str__(self) -> str:
        return self.title

    @property
    def contradicted(self) -> dict[str, str]:
        """The tests that the saved answer does not meet, and why."""
        return cast(dict[str, str], self.answer.get("contradicted", {}))

    @property
    def undecided(self) -> dict[str, str]:
        """The tests that need more than the saved answer, and what."""
        return cast(dict[str, str], self.answer.get("undecided", {}))

    def play(self) -> Report:
        """Play the scripts on the saved answer."""
        file = self.item[0]
        examples = json.loads((_HERE / "examples" / f"{file}.json").read_bytes())
        response = examples["examples"][self.answer["example"]]["response"]
        text = self.answer.get("text", response.get("text", ""))
        if "json" in response and "text" not in self.answer:
            text = json.dumps(response["json"], ensure_ascii=False)
        headers = self.answer.get("headers", response.get("headers", []))
        answer = Answer(
            response["status"],
            wrap(text),
            tuple((name, value) for name, value in headers),
            self.answer.get("reason", ""),
        )
        asked = self.answer.get("request", {})
        query = asked.get("query")
        request = Request(
            asked.get("method"),
            entries=None if query is None else tuple((k, v) for k, v in query),
            item=asked.get("name"),
        )
        variables = Variables.offline(collection())
        return run(functions(self.tests), answer, variables, request)


class _Texts(MutableMapping[str, str]):
    """Postman's variables as texts, as they are put into requests."""

    def __init__(self, variables: Variables) -> None:
        self._variables = variables

    def _known(self) -> dict[str, str]:
        scopes = self._variables.local, *self._variables.local.outer
        return {
            name: str(wrap(value))
            for scope in reversed(scopes)
            for name, value in scope.entries.items()
            if name not in scope.unknown
        }

    def __getitem__(self, name: str) -> str:
        return self._known()[name]

    def __setitem__(self, name: str, value: str) -> None:
        self._variables.environment[name] = value

    def __delitem__(self, name: str) -> None:
        self._variables.environment.unset(name)

    def __iter__(self) -> Iterator[str]:
        return iter(self._known())

    def __len__(self) -> int:
        return len(self._known())


class Player(live.Player):
    """Plays items with their scripts: what one of them keeps is there for the next."""

    def __init__(self) -> None:
        known = live.variables()
        given = {
            name: environ[variable]
            for name, variable in _index()["environment"].items()
            if environ.get(variable)
        }
        self.scope = Variables(collection=Scope({**collection(), **known, **given}))
        self._scripts = {each.item: each for each in scripted()}
        self._failed_before: list[str] = []
        super().__init__(_Texts(self.scope))

    def before(self, item: live.Item) -> None:
        """Play what comes before the request, which may set variables for it.

        What fails in it is told by `verify`; the request is sent all the same.
        """
        self._failed_before = []
        found = self._scripts.get(item.place)
        if found is not None and found.before:
            nothing = Answer(0, Value(""))
            request = Request(item=found.name)
            report = run(
                functions(found.before), nothing, self.scope, request, self._send
            )
            self._failed_before = [f"{BEFORE}{cause}" for cause in report.errors]

    def _authenticate(self) -> None:
        """Give the client the credentials that scripts kept, such as a token after a login."""
        texts = self.variables
        given = {
            argument: texts[name]
            for argument, name in _index()["credentials"].items()
            if texts.get(name)
        }
        # A client without credentials has no such method.
        authenticate = getattr(self.client, "authenticate", None)
        if given and authenticate is not None:
            authenticate(**given)

    def verify(self, item: live.Item) -> Report:
        """Send the request of an item and play its scripts on the answer.

        Where these assert something, an error status is an answer like any other.
        """
        self._authenticate()
        found = self._scripts.get(item.place)
        tests = functions(found.tests) if found is not None else []
        error: APIStatusError | None = None
        try:
            exchanges = self.play(item).exchanges
        except APIStatusError as raised:
            exchanges, error = tuple(self.exchanges), raised
        last = exchanges[-1]
        answer = answered(last, cookies(last.request, self._http_client.cookies))
        name = None if found is None else found.name
        request = requested(exchanges[0].request, name)
        report = run(tests, answer, self.scope, request, self._send)
        if error is not None and not (report.results or report.errors or report.open):
            raise error
        report.errors[:0] = self._failed_before
        return report

    def _send(self, asked: Asked) -> tuple[Value, Answer]:
        """Send a request of a script, and give the error or the answer."""
        client = self._http_client
        auth = (asked.username, asked.password) if asked.username is not None else None
        try:
            response = client.request(
                asked.method,
                asked.url,  # Postman puts no variables in
                headers=list(asked.headers),
                content=asked.content,
                auth=auth,
            )
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            return Value({"message": str(error)}), NOT_ANSWERED
        return wrap(None), answered(response, cookies(response.request, client.cookies))


def cookies(
    request: httpx2.Request, known: httpx2.Cookies
) -> tuple[tuple[str, str], ...]:
    """The cookies that would be sent to the address of a request."""
    asking = httpx2.Request("GET", request.url)
    known.set_cookie_header(asking)
    pairs = (
        pair.partition("=") for pair in asking.headers.get("Cookie", "").split("; ")
    )
    return tuple((name, value) for name, _, value in pairs if name)


def requested(request: httpx2.Request, name: str | None) -> Request:
    """A request that was sent as scripts see it."""
    try:
        content = request.content.decode("utf-8", "replace")
    except httpx2.RequestNotRead:
        content = None  # an upload
    kind = request.headers.get("Content-Type", "")
    if kind.startswith(("multipart/", "application/x-www-form-urlencoded")):
        content = None  # Postman has its fields, and no text
    return Request(
        request.method,
        str(request.url),
        pairs=tuple(request.headers.multi_items()),
        content=content,
        item=name,
    )


def answered(
    response: httpx2.Response, jar: tuple[tuple[str, str], ...] | None = None
) -> Answer:
    """An answer of a server as scripts see it; `jar` are the cookies for its address."""
    text = response.content.decode(response.encoding or "utf-8", "replace")
    return Answer(
        response.status_code,
        wrap(text),
        tuple(response.headers.multi_items()),
        response.reason_phrase,
        response.elapsed.total_seconds() * 1000,
        jar,
    )


@cache
def _index() -> dict[str, Any]:
    return cast(dict[str, Any], json.loads((_HERE / "scripts.json").read_bytes()))


def collection() -> dict[str, str]:
    """The variables of the collection."""
    return dict(_index()["variables"])


def scripted() -> list[Scripted]:
    """All items that have scripts, in the order of the collection."""
    found = {
        (entry["item"][0], entry["item"][1]): Scripted(
            entry["title"],
            (entry["item"][0], entry["item"][1]),
            tuple(entry.get("before", ())),
            tuple(entry.get("tests", ())),
            entry.get("answer", {}),
            entry.get("name"),
        )
        for entry in _index()["items"]
    }
    order = json.loads((_HERE / "order.json").read_bytes())
    return [found[name, index] for name, index in order if (name, index) in found]


def saved() -> list[Scripted]:
    """The items whose scripts have a saved answer to be played on."""
    return [each for each in scripted() if each.answer and "" not in each.undecided]


def contradictions() -> list[tuple[Scripted, str]]:
    """The tests that saved answers do not meet."""
    return [(each, name) for each in saved() for name in each.contradicted]


def open_tests() -> list[tuple[Scripted, str]]:
    """The tests that need more than saved answers: they are left to the live tests."""
    return [(each, name) for each in scripted() for name in each.undecided]


def functions(names: Iterable[str]) -> list[Function]:
    """The functions of `tests/scripts` by name: module, dot, function."""
    found = []
    for name in names:
        module, _, function = name.rpartition(".")
        loaded = import_module(f"{__package__}.scripts.{module}")
        found.append(cast(Function, getattr(loaded, function)))
    return found
