"""From an exchange to the statements that carry it out with Chilkat's objects.

The order of the statements, their calls and arguments are those of the pages that this
follows; `as_published` also keeps what is known to be wrong with them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from . import json_text
from .model import (
    Announce,
    Assign,
    Blank,
    Comment,
    Create,
    Declare,
    Dispose,
    Do,
    Expression,
    If,
    Method,
    Object,
    Print,
    Property,
    Put,
    Return,
    Statement,
    Text,
    Truth,
    Value,
    ValueType,
    Variable,
    Whole,
)
from .names import Dialect
from .parse import Target, parsing
from .request import Exchange, Key, Login, OtherAuth, Token
from .send import Sending, sending

HTTP = Object("http", "Http")
RESPONSE = Object("resp", "HttpResponse")
SUCCESS = Variable("success", "int")
STATUS = Variable("respStatusCode", "int")
_ANSWER = Object("sbResponseBody", "StringBuilder")


@dataclass(slots=True)
class Program:
    """The statements so far, and the objects that they own."""

    as_published: bool
    statements: list[Statement] = field(default_factory=list)
    owned: list[Object] = field(default_factory=list)
    has_response: bool = False

    def add(self, *statements: Statement) -> None:
        """Statements, one after the other."""
        self.statements.extend(statements)

    def comment(self, *lines: str) -> None:
        """A comment with a blank line after it."""
        self.add(Comment(lines), Blank())

    def create(self, new: Object) -> Object:
        """A new object, owned from here on."""
        alive = (*((RESPONSE,) if self.has_response else ()), *self.owned)
        self.add(Create(new, () if self.as_published else alive), Blank())
        self.owned.append(new)
        return new

    def do(self, target: Object, method: str, *arguments: Value) -> None:
        """A method, called for its effect."""
        self.add(Do(Method(target, method, arguments)))

    def leave(self, *before: Statement) -> tuple[Statement, ...]:
        """The statements that end the program early."""
        return (*before, *(Dispose(one) for one in self.owned), Return())


def build(exchange: Exchange, dialect: Dialect, *, as_published: bool) -> tuple[Statement, ...]:
    """The program of an exchange, with names that the language can have."""
    program = Program(as_published)
    program.comment("Chilkat must be unlocked before this runs, once in a program.")
    program.create(HTTP)
    program.add(Declare(SUCCESS), Blank())
    plan = sending(exchange, as_published=as_published)
    _authenticate(program, exchange, plan)
    plan.make_body(program)
    _headers(program, exchange, plan)
    plan.make_text(program)
    _send(program, plan)
    _read(program, plan, exchange.example, dialect)
    program.add(Blank(), Blank(), *(Dispose(one) for one in program.owned))
    return tuple(program.statements)


# --- the request ------------------------------------------------------------------------


def _authenticate(program: Program, exchange: Exchange, plan: Sending) -> None:
    match exchange.auth:
        case Login(name, password):
            program.add(
                Put(HTTP, "BasicAuth", Truth(True)),
                Put(HTTP, "Login", Text(name)),
                Put(HTTP, "Password", Text(password)),
                Blank(),
            )
        case Token(token) if not plan.has_own_headers:
            program.add(
                Comment(("Sent as the header Authorization, after the word Bearer.",)),
                Put(HTTP, "AuthToken", Text(token)),
                Blank(),
            )
        case OtherAuth(kind):
            program.comment(f"Authentication of the kind {kind} is not part of this example.")


def _headers(program: Program, exchange: Exchange, plan: Sending) -> None:
    """The headers in one block, those of a multipart request on the request itself."""
    pairs = list(exchange.headers)
    if plan.has_own_headers and isinstance(exchange.auth, Token):
        pairs.append(("Authorization", f"Bearer {exchange.auth.token}"))
    if isinstance(exchange.auth, Key):
        pairs.append((exchange.auth.name, exchange.auth.value))
    target, method = (
        (plan.request, "AddHeader") if plan.has_own_headers else (HTTP, "SetRequestHeader")
    )
    sent = [pair for pair in pairs if not (plan.is_typed and pair[0].lower() == "content-type")]
    for key, value in sent:
        program.do(target, method, Text(key), Text(value))
    if sent:
        program.add(Blank())


def _send(program: Program, plan: Sending) -> None:
    failed = [Print("", Property(HTTP, "LastErrorText", "string"))]
    if plan.is_direct:
        program.create(_ANSWER)
        program.add(Assign(SUCCESS, plan.call(_ANSWER)))
        program.add(If(SUCCESS, "==", Truth(False), program.leave(*failed)), Blank())
        return
    program.add(Announce(RESPONSE), Assign(RESPONSE, plan.call(None)))
    worked = Property(HTTP, "LastMethodSuccess", "bool")
    program.add(If(worked, "==", Truth(False), program.leave(*failed)), Blank())
    program.has_response = True


# --- the answer -------------------------------------------------------------------------


def _read(program: Program, plan: Sending, example: str | None, dialect: Dialect) -> None:
    value = _value(example)
    if value is None or example is None:
        _read_text(program, plan)
        return
    if not plan.is_direct:
        program.create(_ANSWER)
        program.do(RESPONSE, "GetBodySb", _ANSWER)
        program.add(Blank())
    is_list = isinstance(value, list)
    answer = Object("jarrResp", "JsonArray") if is_list else Object("jResp", "JsonObject")
    program.create(answer)
    program.do(answer, "LoadSb", _ANSWER)
    program.add(Put(answer, "EmitCompact", Truth(False)), Blank())
    program.add(Print("Response Body:"), Print("", Method(answer, "Emit", (), "string")), Blank())
    program.add(Assign(STATUS, _of_answer(plan, "StatusCode", "LastStatus", "int")))
    program.add(Print("Response Status Code = ", STATUS))
    program.add(If(STATUS, ">=", Whole(400), _failed(program, plan)), Blank())
    if not plan.is_direct:
        program.add(Dispose(RESPONSE), Blank())
        program.has_response = False
    program.add(Comment(("An answer looks like this:",)), Blank())
    program.add(Comment(tuple(json_text.layout(example).split("\n"))), Blank())
    program.add(Comment(("What is in it, value by value:",)), Blank())
    taken = {one.name for one in program.owned}
    target = Target(answer, taken, dialect, program.as_published)
    program.add(*parsing(value, target))


def _failed(program: Program, plan: Sending) -> tuple[Statement, ...]:
    header: Expression = _of_answer(plan, "Header", "LastHeader", "string")
    said = (Print("Response Header:"), Print("", header), Print("Failed."))
    rest = () if plan.is_direct else (Dispose(RESPONSE), Blank())
    return program.leave(*said, *rest)


def _of_answer(plan: Sending, name: str, last: str, type_: ValueType) -> Property:
    """A property of the answer, which a direct call leaves on the client."""
    return Property(HTTP, last, type_) if plan.is_direct else Property(RESPONSE, name, type_)


def _value(example: str | None) -> object | None:
    """The object or list of an example; None where there is none to read."""
    try:
        value = json_text.parse(example or "")
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict | list) else None


def _read_text(program: Program, plan: Sending) -> None:
    """An answer of which no example says what is in it."""
    if plan.is_direct:
        program.add(Print("Response status code = ", Property(HTTP, "LastStatus", "int")))
        program.add(Print("", Method(_ANSWER, "GetAsString", (), "string")))
        return
    program.add(Print("", Property(RESPONSE, "StatusCode", "int")))
    program.add(Print("", Property(RESPONSE, "BodyStr", "string")))
    program.add(Dispose(RESPONSE))
    program.has_response = False
