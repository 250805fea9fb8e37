"""What a script sees: the answer, the variables, the tests that it names.

Scripts of the collection are functions in `tests/scripts`; `run` plays one or several of
them on an answer and says of each test whether it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any, Literal, Self, TypeAlias

from .checks import exists, same
from .formats import as_json, parse
from .functions import deep_equal, get_path, has_path
from .request import Asked, Request, asked
from .schemas import Schemas
from .values import (
    MISSING,
    UNDEFINED,
    ScriptError,
    Undecided,
    Value,
    plain,
    text_of,
    wrap,
)

_CLASSES = {
    "info": 1,
    "success": 2,
    "redirection": 3,
    "client error": 4,
    "server error": 5,
}
_NAMED = {
    "ok": (200, "OK"),
    "accepted": (202, "ACCEPTED"),
    "without content": (204, "NO CONTENT"),
    "bad request": (400, "BAD REQUEST"),
    "unauthorised": (401, "UNAUTHORISED"),
    "unauthorized": (401, "UNAUTHORIZED"),
    "forbidden": (403, "FORBIDDEN"),
    "not found": (404, "NOT FOUND"),
    "not acceptable": (406, "ACCEPTABLE"),
    "rate limited": (429, "TOO MANY REQUESTS"),
}
"""Status and reason of chai-postman's words, its misprint included."""
_OWN = {
    *(
        "id",
        "_details",
        "status",
        "code",
        "headers",
        "stream",
        "cookies",
        "responseTime",
    ),
    *(
        "responseSize",
        "to",
        "constructor",
        "update",
        "toJSON",
        "reason",
        "details",
        "text",
    ),
    *(
        "json",
        "jsonp",
        "contentInfo",
        "mime",
        "dataURI",
        "size",
        "encoding",
        "describe",
    ),
    *("toObjectResolved", "findSubstitutions", "hasOwnProperty", "toString", "valueOf"),
}
"""What an answer has as properties in Postman."""
_MOST_SENT = 200
"""Requests of one script, those that are sent for their answers among them."""
_UNKNOWN = Request()
_TOKEN = re.compile(r"\{\{([^{}]*?)\}\}")
_MOST_PASSES = 19


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as scripts see it."""

    code: int
    text: Value
    pairs: tuple[tuple[str, str], ...] = ()
    """The headers."""
    phrase: str = ""
    """The reason as it was sent; by default the usual one."""
    milliseconds: float | None = None
    """How long it took; None where that is not known."""
    jar: tuple[tuple[str, str], ...] | None = None
    """The cookies for its address; None where that is not known."""

    @property
    def status(self) -> Value:
        """The status code."""
        return wrap(self.code)

    @property
    def reason(self) -> Value:
        """The reason phrase: `OK`."""
        return wrap(self.phrase or usual_reason(self.code))

    @property
    def time(self) -> Value:
        """How long it took, in milliseconds."""
        if self.milliseconds is None:
            raise Undecided("how long the answer took")
        return wrap(self.milliseconds)

    @property
    def size(self) -> Value:
        """Bytes of the body."""
        return wrap(len(str(self.text).encode()))

    @property
    def json(self) -> Value:
        """The body as JSON. Raises where it is none."""
        return parse(self.text)

    @property
    def is_json(self) -> bool:
        """Whether the body is JSON."""
        try:
            return self.json is not None
        except ScriptError:
            return False

    @property
    def headers(self) -> Value:
        """The headers as an object, their names as they were sent."""
        return Value(dict(self.pairs))

    @property
    def status_class(self) -> int:
        """The first digit of the status."""
        return self.code // 100

    @property
    def cookies(self) -> Value:
        """The cookies as an object."""
        if self.jar is None:
            raise Undecided("the cookies")
        return Value(dict(self.jar))

    def cookie(self, name: object) -> Value:
        """A cookie; undefined where there is none."""
        return self.cookies[name]

    def has_cookie(self, name: object) -> bool:
        """Whether there is a cookie."""
        return exists(self.cookies[name])

    def cookie_entry(self, name: object) -> Value:
        """A cookie as an object; undefined where there is none."""
        value = self.cookies[name]
        return Value({"name": name, "value": value}) if exists(value) else UNDEFINED

    def header(self, name: object) -> Value:
        """A header, whatever the case of its name; undefined where there is none."""
        return self._header(name)[1]

    def header_entry(self, name: object) -> Value:
        """A header as an object; undefined where there is none."""
        key, value = self._header(name)
        return Value({"key": key, "value": value}) if exists(value) else UNDEFINED

    def _header(self, name: object) -> tuple[str, Value]:
        wanted = text_of(plain(name)).lower()
        found = [pair for pair in self.pairs if pair[0].lower() == wanted]
        return (found[-1][0], wrap(found[-1][1])) if found else ("", UNDEFINED)

    def has_header(self, name: object, *expected: object) -> bool:
        """Whether there is a header, and whether it is the expected value."""
        value = self.header(name)
        is_there = value.data is not UNDEFINED.data
        return is_there and (not expected or same(value, expected[0]))

    def is_a(self, word: str) -> bool:
        """Whether the answer is `ok`, `not found`, `success` …; by status and reason."""
        if word in _CLASSES:
            return self.status_class == _CLASSES[word]
        if word == "error":
            return self.status_class in (4, 5)
        code, reason = _NAMED[word]
        return self.code == code and str(self.reason).upper() == reason

    def is_no(self, word: str) -> bool:
        """The opposite; for words of one status neither it nor the reason may be so."""
        if word not in _NAMED:
            return not self.is_a(word)
        code, reason = _NAMED[word]
        return self.code != code and str(self.reason).upper() != reason

    def has(self, name: object, *expected: object) -> bool:
        """Whether Postman's answer has a property; no field of the body is one."""
        wanted = text_of(plain(name))
        if not expected or wanted not in _OWN:
            return wanted in _OWN
        match wanted:
            case "code":
                return same(self.status, expected[0])
            case "status":
                return same(self.reason, expected[0])
            case "responseTime":
                return same(self.time, expected[0])
        raise Undecided(f"the value of {wanted} in an answer")

    def has_status(self, expected: object) -> bool:
        """Whether a number is the status, or a text the reason."""
        wanted = plain(expected)
        if isinstance(wanted, int | float) and not isinstance(wanted, bool):
            return same(self.status, wanted)
        return same(self.reason, wanted)

    def has_body(self, expected: object) -> bool:
        """Whether the body is a text or an object, or a pattern is found in it."""
        if isinstance(expected, re.Pattern):
            return expected.search(str(self.text)) is not None
        wanted = plain(expected)
        if isinstance(wanted, dict):
            return self.is_json and deep_equal(self.json, wanted)
        return deep_equal(self.text, wanted)

    def has_json(self, path: object, *expected: object) -> bool:
        """Whether the JSON has a path such as `items[0].id`, and the expected value there."""
        if not isinstance(plain(path), str):
            return True  # chai-postman looks at paths that are text only
        data = self.json if self.is_json else UNDEFINED
        if not has_path(data, path):
            return False
        return not expected or deep_equal(get_path(data, path), expected[0])

    def lacks_json(self, path: object, expected: object) -> bool:
        """Whether the JSON has neither a path nor, there, a value."""
        if not isinstance(plain(path), str):
            return True
        data = self.json if self.is_json else UNDEFINED
        there = get_path(data, path)
        return not has_path(data, path) and not deep_equal(there, expected)


def usual_reason(status: int) -> str:
    """The reason phrase of a status."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


@dataclass(slots=True)
class Scope:
    """The variables of one of Postman's scopes."""

    entries: dict[str, Any] = field(default_factory=dict)
    is_complete: bool = True
    """Whether a variable that is not here has no value: none that others would give."""
    unknown: set[str] = field(default_factory=set)
    """Variables that something changed which has no translation."""
    outer: tuple[Scope, ...] = ()
    """Scopes that are looked at where a name is not in this one, the nearest first."""

    def _find(self, key: object) -> object:
        name = text_of(plain(key))
        for scope in (self, *self.outer):
            if name in scope.unknown:
                raise Undecided(f"the variable {name}")
            if name in scope.entries:
                return scope.entries[name]
        if not all(scope.is_complete for scope in (self, *self.outer)):
            raise Undecided(f"the variable {name}")
        return MISSING

    def __getitem__(self, key: object) -> Value:
        found = self._find(key)
        return UNDEFINED if found is MISSING else wrap(found)

    def __setitem__(self, key: object, value: object) -> None:
        name = text_of(plain(key))
        self.unknown.discard(name)
        self.entries[name] = plain(value)

    def has(self, key: object) -> bool:
        """Whether a variable has a value."""
        return self._find(key) is not MISSING

    def unset(self, key: object) -> None:
        """Remove a variable."""
        name = text_of(plain(key))
        self.unknown.discard(name)
        self.entries.pop(name, None)

    def settle(self) -> None:
        """Keep what JSON can hold: that is how one script hands variables to the next."""
        self.entries = {name: as_json(value) for name, value in self.entries.items()}

    def clear(self) -> None:
        """Remove all variables."""
        self.entries.clear()
        self.unknown.clear()


@dataclass(slots=True)
class Variables:
    """Postman's variables, all scopes."""

    globals: Scope = field(default_factory=Scope)
    collection: Scope = field(default_factory=Scope)
    environment: Scope = field(default_factory=Scope)
    local: Scope = field(default_factory=Scope)

    def __post_init__(self) -> None:
        self.local.outer = (self.environment, self.collection, self.globals)

    @classmethod
    def offline(cls, collection: dict[str, Any]) -> Self:
        """What is known without sending anything: the collection's own variables."""
        others = (Scope(is_complete=False) for _ in range(2))
        return cls(next(others), Scope(collection), next(others))

    def fill(self, text: object) -> Value:
        """A text with values for its `{{variables}}`; unknown ones stay."""
        whole = text_of(plain(text))
        for _ in range(_MOST_PASSES):
            replaced = _TOKEN.sub(self._filled, whole)
            if replaced == whole:
                break
            whole = replaced
        return wrap(whole)

    def _filled(self, match: re.Match[str]) -> str:
        return str(self.local[match[1]]) if self.local.has(match[1]) else match[0]


Outcome: TypeAlias = Literal["passed", "failed", "undecided", "skipped"]


@dataclass(frozen=True, slots=True)
class Result:
    """What one test gave."""

    name: str
    outcome: Outcome
    cause: str = ""
    """Why it failed, or cannot be decided here."""


@dataclass(slots=True)
class Report:
    """What scripts gave."""

    results: list[Result] = field(default_factory=list)
    """Their tests, in the order in which they ended."""
    errors: list[str] = field(default_factory=list)
    """Why scripts ended early, outside of their tests."""
    open: list[str] = field(default_factory=list)
    """Why scripts were left early: what could not be decided, outside of their tests."""

    @property
    def failures(self) -> dict[str, str]:
        """The tests that failed, and why; under no name the scripts themselves."""
        found = {"": self.errors[0]} if self.errors else {}
        return found | self._causes("failed")

    @property
    def undecided(self) -> dict[str, str]:
        """The tests that cannot be decided here, and why; under no name whole scripts."""
        found = {"": self.open[0]} if self.open else {}
        return found | self._causes("undecided")

    def _causes(self, outcome: Outcome) -> dict[str, str]:
        # Of tests with one name the first counts.
        found = [each for each in self.results if each.outcome == outcome]
        return {each.name: each.cause for each in reversed(found)}


class Unknown(Value):
    """A value that is not known here."""

    __slots__ = ("_what",)

    def __init__(self, what: str) -> None:
        self._what = what

    @property
    def data(self) -> Any:
        """Raises Undecided."""
        raise Undecided(self._what)


class Unanswered(Answer):
    """What a request would be answered that is not sent."""

    def __getattribute__(self, name: str) -> Any:
        raise Undecided(f"what {object.__getattribute__(self, 'phrase')} is answered")


class NotAnswered(Answer):
    """What a script gets instead of an answer, where its request failed."""

    def __getattribute__(self, name: str) -> Any:
        if name == "status":
            return UNDEFINED
        raise Undecided(f"the {name} of an answer that did not come")


NOT_ANSWERED = NotAnswered(0, UNDEFINED)
Answered: TypeAlias = Callable[[Value, Answer], None]
Sender: TypeAlias = Callable[[Asked], tuple[Value, Answer]]
"""Sends a request of a script: the error, null where there is none, and the answer."""


class Script:
    """A run of one script: what its function is called with."""

    def __init__(
        self,
        answer: Answer,
        variables: Variables,
        request: Request = _UNKNOWN,
        sender: Sender | None = None,
    ) -> None:
        self.answer = answer
        self.request = request
        self._sender = sender
        self._sent: list[tuple[Asked | None, Answered, list[str]]] = []
        self.environment = variables.environment
        self.collection = variables.collection
        self.globals = variables.globals
        self.variables = variables.local
        self.fill = variables.fill
        self.schemas = Schemas()
        self.tests: dict[object, object] = _Named()
        self.report = Report()

    @contextmanager
    def test(self, name: object) -> Iterator[None]:
        """A test: what fails in it is reported, and the script goes on."""
        title = text_of(plain(name))
        try:
            yield
        except Undecided as error:
            self._add(title, "undecided", str(error))
        except NameError as error:
            self._add(title, "undecided", _left_open(error))
        except Exception as error:
            self._add(title, "failed", _said(error))
        else:
            self._add(title, "passed")

    def skip(self, name: object) -> None:
        """A test that the script leaves out."""
        self._add(text_of(plain(name)), "skipped")

    def _add(self, name: str, outcome: Outcome, cause: str = "") -> None:
        self.report.results.append(Result(name, outcome, cause))

    def end(self) -> None:
        """The old tests count when the script has ended, however it did."""
        for name, value in self.tests.items():
            if Value(value):
                self._add(str(name), "passed")
            else:
                self._add(str(name), "failed", f"{plain(value)!r} is not true")

    def send(
        self,
        request: Callable[[], object],
        answered: Answered,
        sets: Iterable[str] = (),
    ) -> None:
        """A request of the script: when the script has ended, `answered` gets its answer.

        `sets` are variables that `answered` may set.
        """
        wanted: Asked | None
        try:
            wanted = asked(request())
        except Undecided:
            if self._sender is not None:
                raise
            wanted = None
        self._sent.append((wanted, answered, list(sets)))

    def hear(self) -> None:
        """Send what was to be sent, and give each answer to its function.

        What fails there outside of a test is not told, as in Postman.
        """
        for _ in range(_MOST_SENT):
            if not self._sent:
                return
            wanted, answered, sets = self._sent.pop(0)
            if self._sender is not None and wanted is not None:
                with suppress(Exception):
                    answered(*self._sender(wanted))
                continue
            title = str(wanted) if wanted else "a request of the script"
            try:
                with suppress(Exception):
                    error = Unknown(f"whether {title} is answered")
                    answered(error, Unanswered(0, UNDEFINED, phrase=title))
            except Undecided as open_:
                self._add(f"after {title}", "undecided", str(open_))
            self.unknown(*sets)

    def unknown(self, *names: str) -> None:
        """Variables that code may have changed here which has no translation."""
        for scope in (self.environment, self.globals, self.collection, self.variables):
            scope.unknown.update(names)


class _Named(dict[object, object]):
    """The old tests: a value by name, and the last one counts."""

    def __setitem__(self, key: object, value: object) -> None:
        super().__setitem__(text_of(plain(key)), value)


def _left_open(error: NameError) -> str:
    # JavaScript keeps a name that no script declares from one script to the next.
    return f"{error.name}, which an earlier script may have set"


def _said(error: Exception) -> str:
    return f"{error}" if isinstance(error, AssertionError) else f"{error!r}"


Function: TypeAlias = Callable[[Script], None]


def run(
    functions: Iterable[Function],
    answer: Answer,
    variables: Variables,
    request: Request = _UNKNOWN,
    sender: Sender | None = None,
) -> Report:
    """Play scripts on an answer, one after the other, and put together what they say.

    What they send themselves goes through `sender`; without one it is not sent.
    """
    whole = Report()
    for function in functions:
        script = Script(answer, variables, request, sender)
        for play in (partial(function, script), script.hear):
            try:
                play()
            except Undecided as error:
                whole.open.append(str(error))
            except NameError as error:
                whole.open.append(_left_open(error))
            except Exception as error:
                whole.errors.append(_said(error))
        script.end()
        for scope in (variables.local, *variables.local.outer):
            scope.settle()
        whole.results += script.report.results
    return whole
