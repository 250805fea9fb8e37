"""How each kind of request is sent: the objects that it takes, and the call."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from . import json_text
from .json_text import Number
from .model import Blank, Comment, Method, Object, Put, Text, Truth, Value, Whole
from .parse import can_reach
from .request import (
    UNKNOWN_SERVER,
    Exchange,
    FileBody,
    FormBody,
    MultipartBody,
    Part,
    TextBody,
)
from .xml_text import Element, read_xml

if TYPE_CHECKING:
    from .build import Program

_HTTP = Object("http", "Http")
_JSON = Object("json", "JsonObject")
_QUERY = Object("queryParams", "JsonObject")
_REQUEST = Object("req", "HttpRequest")
_XML = Object("xml", "Xml")
_FILE = Object("bd", "BinData")
_BODY = Object("sbRequestBody", "StringBuilder")
_SERVER = re.compile(
    r"(?P<scheme>\w+)://(?P<host>\{\{[^{}]*\}\}|\[[^\]]*\]|[^/:?#]*)(?::(?P<port>\d+))?"
)
_FORM = "application/x-www-form-urlencoded"
_LARGEST_INT = 2**31 - 1
_MOST_DIGITS = 1_000
_NO = Truth(False)


class Sending:
    """A way to send a request; the plainest one, `QuickGetSb` or `QuickRequest`, by default."""

    is_direct = False
    """The answer is given as text, and there is no response object."""
    has_own_headers = False
    """Headers belong to the request object `request`."""
    is_typed = False
    """The call says the content type itself."""
    request = _REQUEST

    def __init__(self, exchange: Exchange) -> None:
        self.exchange = exchange
        self.is_direct = self.is_direct or (
            type(self) is Sending and exchange.method == "GET" and exchange.body is None
        )

    def make_body(self, program: Program) -> None:
        """The objects of the body, before the headers."""

    def make_text(self, program: Program) -> None:
        """What is made of them, after the headers."""

    def call(self, answer: Object | None) -> Method:
        """The call that sends; a direct one writes into `answer`."""
        url = Text(self.exchange.url)
        if answer is not None:
            return Method(_HTTP, "QuickGetSb", (url, answer), "bool")
        return Method(_HTTP, "QuickRequest", (Text(self.exchange.method), url), "object")


class _Query(Sending):
    """A GET request whose parameters are an object."""

    def make_body(self, program: Program) -> None:
        program.create(_QUERY)
        for key, value in self.exchange.query:
            if _is_int(value):
                program.do(_QUERY, "UpdateInt", Text(key), Whole(int(value)))
            else:
                program.do(_QUERY, "UpdateString", Text(key), Text(value))
        program.add(Blank())

    def call(self, answer: Object | None) -> Method:  # noqa: ARG002
        arguments = (Text("GET"), Text(self.exchange.address), _QUERY)
        return Method(_HTTP, "QuickRequestParams", arguments, "object")


class _Built(Sending):
    """A body that ends as text in a StringBuilder."""

    def __init__(self, exchange: Exchange, content_type: str) -> None:
        super().__init__(exchange)
        self._content_type = content_type

    def call(self, answer: Object | None) -> Method:  # noqa: ARG002
        said = (Text("utf-8"), Text(self._content_type), _NO, _NO)
        arguments = (Text(self.exchange.method), Text(self.exchange.url), _BODY, *said)
        return Method(_HTTP, "PTextSb", arguments, "object")


class _Json(_Built):
    """A JSON object, member by member."""

    def __init__(self, exchange: Exchange, text: str, value: dict[str, object]) -> None:
        super().__init__(exchange, "application/json")
        self._text = text
        self._value = value
        self._is_post = exchange.method == "POST"

    def make_body(self, program: Program) -> None:
        program.comment("The body of the request:")
        program.comment(*json_text.layout(self._text).split("\n"))
        program.create(_JSON)
        updates = list(updates_of(self._value, program.as_published))
        for method, path, value in updates:
            program.do(_JSON, method, Text(path), *([value] if value is not None else []))
        if updates:
            program.add(Blank())

    def make_text(self, program: Program) -> None:
        if not self._is_post:
            program.create(_BODY)
            program.do(_JSON, "EmitSb", _BODY)
            program.add(Blank())

    def call(self, answer: Object | None) -> Method:
        if not self._is_post:
            return super().call(answer)
        arguments = (Text(self.exchange.url), Text(self._content_type), _JSON)
        return Method(_HTTP, "PostJson3", arguments, "object")


class _Xml(_Built):
    """An XML document, element by element."""

    def __init__(self, exchange: Exchange, body: TextBody, root: Element) -> None:
        super().__init__(exchange, body.content_type)
        self._text = body.text
        self._root = root

    def make_body(self, program: Program) -> None:
        program.comment("The body of the request:")
        program.add(Comment((*self._text.strip().splitlines(), "")), Blank())
        program.create(_XML)
        program.add(Put(_XML, "Tag", Text(self._root.tag)))
        for key, value in self._root.attributes:
            program.do(_XML, "AddAttribute", Text(key), Text(value))
        if self._root.text:
            program.add(Put(_XML, "Content", Text(self._root.text)))
        for path, element in self._root.descendants():
            for key, value in element.attributes:
                program.do(_XML, "UpdateAttrAt", Text(path), Truth(True), Text(key), Text(value))
            if element.text or not (element.children or element.attributes):
                program.do(_XML, "UpdateChildContent", Text(path), Text(element.text))
        program.add(Blank())

    def make_text(self, program: Program) -> None:
        program.create(_BODY)
        program.do(_XML, "GetXmlSb", _BODY)
        program.add(Blank())


class _Text(_Built):
    """Any other text, line by line."""

    def __init__(self, exchange: Exchange, body: TextBody, note: str = "") -> None:
        super().__init__(exchange, body.content_type)
        self._text = body.text
        self._note = note

    def make_body(self, program: Program) -> None:
        if self._note:
            program.comment(self._note)
        program.create(_BODY)
        for line in self._text.splitlines(keepends=True):
            program.do(_BODY, "Append", Text(line))
        program.add(Blank())


class _Form(Sending):
    """Pairs in the encoding of an HTML form."""

    is_typed = True

    def __init__(self, exchange: Exchange, body: FormBody) -> None:
        super().__init__(exchange)
        self._pairs = body.pairs
        self._is_post = exchange.method == "POST"

    def make_body(self, program: Program) -> None:
        program.create(_REQUEST)
        if not self._is_post:
            _address(program, self.exchange, _FORM)
        for key, value in self._pairs:
            program.do(_REQUEST, "AddParam", Text(key), Text(value))
        program.add(Blank())

    def call(self, answer: Object | None) -> Method:  # noqa: ARG002
        if not self._is_post:
            return _synchronous(self.exchange)
        arguments = (Text(self.exchange.url), _REQUEST)
        return Method(_HTTP, "PostUrlEncoded", arguments, "object")


class _Multipart(Sending):
    """Parts, files among them."""

    is_typed = True
    has_own_headers = True

    def __init__(self, exchange: Exchange, body: MultipartBody) -> None:
        super().__init__(exchange)
        self._parts = body.parts

    def make_body(self, program: Program) -> None:
        program.create(_REQUEST)
        _address(program, self.exchange, "multipart/form-data")
        for part in self._parts:
            program.do(_REQUEST, *_part(part, program.as_published))
        program.add(Blank())

    def call(self, answer: Object | None) -> Method:  # noqa: ARG002
        return _synchronous(self.exchange)


class _File(Sending):
    """A file that is the whole body."""

    is_typed = True

    def __init__(self, exchange: Exchange, body: FileBody) -> None:
        super().__init__(exchange)
        self._file = body

    def make_body(self, program: Program) -> None:
        program.create(_FILE)
        program.do(_FILE, "LoadFile", Text(self._file.path or "path/to/file"))
        program.add(Blank())

    def call(self, answer: Object | None) -> Method:  # noqa: ARG002
        said = (_FILE, Text(self._file.content_type), _NO, _NO)
        arguments = (Text(self.exchange.method), Text(self.exchange.url), *said)
        return Method(_HTTP, "PBinaryBd", arguments, "object")


def sending(exchange: Exchange, *, as_published: bool) -> Sending:
    """The way to send an exchange."""
    match exchange.body:
        case FormBody() as form:
            return _Form(exchange, form)
        case MultipartBody() as multipart:
            return _Multipart(exchange, multipart)
        case FileBody() as file:
            return _File(exchange, file)
        case TextBody() as text:
            return _sending_text(exchange, text, as_published=as_published)
        case None:
            keys = [key for key, _ in exchange.query]
            is_plain = len(set(keys)) == len(keys) and all(map(can_reach, keys))
            if keys and (is_plain or as_published):
                return _Query(exchange)
            return Sending(exchange)


def _sending_text(exchange: Exchange, body: TextBody, *, as_published: bool) -> Sending:
    if body.is_json:
        value = json_text.parse(body.text)
        if isinstance(value, dict) and (as_published or _is_reachable(value)):
            return _Json(exchange, body.text, value)
        note = "" if not isinstance(value, dict) else "Some keys are none that a path can name."
        return _Text(exchange, body, note)
    root = read_xml(body.text) if body.is_xml else None
    return _Xml(exchange, body, root) if root is not None else _Text(exchange, body)


# --- JSON -------------------------------------------------------------------------------


def updates_of(
    value: object, as_published: bool, path: str = ""
) -> Iterator[tuple[str, str, Value | None]]:
    """The method, the path and the value for each leaf of a JSON value, in its order."""
    match value:
        case dict() if value:
            for key, member in value.items():
                yield from updates_of(member, as_published, f"{path}.{key}" if path else key)
        case list() if value:
            for number, element in enumerate(value):
                yield from updates_of(element, as_published, f"{path}[{number}]")
        case dict():
            if path:
                yield "UpdateNewObject", path, None
        case list():
            yield "UpdateNewArray", path, None
        case bool():
            yield "UpdateBool", path, Truth(value)
        case str():
            yield "UpdateString", path, Text(value)
        case Number(text) if _is_int(text) or (as_published and _is_short(value)):
            yield "UpdateInt", path, Whole(int(text))
        case Number(text):
            yield "UpdateNumber", path, Text(text)
        case _:
            yield "UpdateNull", path, None


def _is_short(number: Number) -> bool:
    """Whether a number is an integer that the original pages would show."""
    return number.is_integer and len(number.text) < _MOST_DIGITS


def _is_reachable(value: object) -> bool:
    match value:
        case dict():
            return all(can_reach(key) and _is_reachable(member) for key, member in value.items())
        case list():
            return all(map(_is_reachable, value))
        case _:
            return True


def _is_int(text: str) -> bool:
    """Whether a text is a whole number of 32 bits, as it would be printed."""
    digits = text.removeprefix("-")
    return (
        digits.isascii()
        and digits.isdigit()
        and len(digits) < 11
        and abs(int(text)) <= _LARGEST_INT
        and str(int(text)) == text
    )


# --- requests as objects ----------------------------------------------------------------


def _address(program: Program, exchange: Exchange, content_type: str) -> None:
    match = _SERVER.match(exchange.url)
    path = exchange.url[match.end() :] if match else "/"
    program.add(
        Put(_REQUEST, "HttpVerb", Text(exchange.method)),
        Put(_REQUEST, "Path", Text(path if path.startswith("/") else f"/{path}")),
        Put(_REQUEST, "ContentType", Text(content_type)),
    )


def _synchronous(exchange: Exchange) -> Method:
    match = _SERVER.match(exchange.url)
    is_secure = match is None or match["scheme"].lower() != "http"
    said = match["port"] if match is not None else None
    port = int(said or (443 if is_secure else 80))
    host = match["host"] if match is not None else UNKNOWN_SERVER.partition("//")[2]
    arguments = (Text(host), Whole(port), Truth(is_secure), _REQUEST)
    return Method(_HTTP, "SynchronousRequest", arguments, "object")


def _part(part: Part, as_published: bool) -> tuple[str, Text, *tuple[Text, ...]]:
    name = Text(part.name)
    if part.is_file:
        # The original has lost the name of the file.
        path = " path to file" if as_published else part.value or "path/to/file"
        return "AddFileForUpload2", name, Text(path), Text(part.content_type)
    texts = (Text(""), Text(part.value), Text("utf-8"), Text(part.content_type))
    return "AddStringForUpload2", name, *texts
