"""The request whose answer a script sees, and those that a script sends itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from .values import UNDEFINED, ScriptError, Undecided, Value, plain, text_of, wrap

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as scripts see it; what is None is not known here."""

    verb: str | None = None
    address: str | None = None
    entries: Pairs | None = None
    """The query, where the address is not known."""
    pairs: Pairs | None = None
    """The headers."""
    content: str | None = None
    item: str | None = None
    """The name of its item in the collection."""

    @property
    def method(self) -> Value:
        """GET, POST ..."""
        return _known(self.verb, "the method of the request")

    @property
    def url(self) -> Value:
        """The address with all of its parts."""
        return _known(self._plain_address(), "the address of the request")

    @property
    def path(self) -> Value:
        """The segments of the path."""
        whole = _known(self._plain_address(), "the path of the request")
        return wrap(urlsplit(str(whole)).path.removeprefix("/").split("/"))

    @property
    def query(self) -> Value:
        """The query: an object with its `members`."""
        members = [{"key": key, "value": value} for key, value in self._entries()]
        return wrap({"members": members})

    @property
    def headers(self) -> Value:
        """The headers as an object."""
        if self.pairs is None:
            raise Undecided("the headers of the request")
        return wrap(dict(self.pairs))

    @property
    def body(self) -> Value:
        """The body as text. Raises where there is none."""
        if self.content == "":
            raise ScriptError("cannot read 'raw' of undefined")
        return _known(self.content, "the body of the request")

    @property
    def name(self) -> Value:
        """The name of the item."""
        return _known(self.item, "the name of the item")

    def header(self, name: object) -> Value:
        """A header, whatever the case of its name; undefined where there is none."""
        if self.pairs is None:
            raise Undecided("the headers of the request")
        wanted = text_of(plain(name)).lower()
        found = [value for key, value in self.pairs if key.lower() == wanted]
        return wrap(found[-1]) if found else UNDEFINED

    def query_value(self, name: object) -> Value:
        """A parameter of the query; undefined where there is none."""
        found = [value for key, value in self._entries() if key == text_of(plain(name))]
        return wrap(found[-1]) if found else UNDEFINED

    def has_query(self, name: object) -> bool:
        """Whether there is such a parameter."""
        return any(key == text_of(plain(name)) for key, _ in self._entries())

    def _entries(self) -> Pairs:
        if self.entries is not None:
            return self.entries
        address = _known(self._plain_address(), "the query of the request")
        query = urlsplit(str(address)).query
        pairs = [entry.partition("=") for entry in query.split("&") if entry]
        return tuple((key, value) for key, _, value in pairs)

    def _plain_address(self) -> str | None:
        # How the collection writes what is encoded on the wire is not known here.
        address = self.address
        return None if address is None or "%" in address or "+" in address else address


def _known(value: str | None, what: str) -> Value:
    if value is None:
        raise Undecided(what)
    return wrap(value)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that a script sends, as it can be sent."""

    method: str
    url: str
    headers: Pairs = ()
    content: str | None = None
    username: str | None = None
    """For basic authentication."""
    password: str = ""

    def __str__(self) -> str:
        return f"{self.method} {self.url}"


def asked(request: object) -> Asked:
    """The request that a script describes: an address, or an object. Raises where it is none."""
    said = plain(request)
    if isinstance(said, str):
        return Asked("GET", _address(said))
    if not isinstance(said, dict):
        raise ScriptError(f"{said!r} is no request")
    headers = list(_headers(said.get("header")))
    content, kind = _body(said.get("body"))
    if kind and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", kind))
    username, password = _basic(said.get("auth"))
    return Asked(
        text_of(said.get("method") or "GET").upper(),
        _address(said.get("url")),
        tuple(headers),
        content,
        username,
        password,
    )


def _address(said: object) -> str:
    if isinstance(said, dict) and isinstance(said.get("raw"), str):
        said = said["raw"]
    if not isinstance(said, str) or not said:
        raise ScriptError(f"{said!r} is no address")
    return said if "://" in said else f"http://{said}"


def _headers(said: object) -> Iterable[tuple[str, str]]:
    """Headers as an object, as a list of objects or of lines, or as lines."""
    if isinstance(said, dict):
        for key, value in said.items():
            yield from (
                (key, text_of(each))
                for each in (value if isinstance(value, list) else [value])
            )
        return
    lines = said.split("\n") if isinstance(said, str) else said
    for line in lines if isinstance(lines, list) else ():
        if isinstance(line, dict):
            if not line.get("disabled"):
                yield text_of(line.get("key")), text_of(line.get("value"))
        elif isinstance(line, str) and ":" in line:
            name, _, value = line.partition(":")
            yield name.strip(), value.strip()


def _body(said: object) -> tuple[str | None, str]:
    """The text of a body, and its content type where the form says one."""
    if isinstance(said, str):
        return said, "text/plain"
    if not isinstance(said, dict):
        return None, ""
    match said.get("mode"):
        case "urlencoded":
            pairs = [_pair(entry) for entry in _entries_of(said.get("urlencoded"))]
            return "&".join(pairs), "application/x-www-form-urlencoded"
        case "formdata" | "file" | "graphql":
            raise Undecided("what a script sends as a form of files")
        case _:
            raw = said.get("raw")
            return (raw, "text/plain") if isinstance(raw, str) else (None, "")


def _entries_of(said: object) -> list[Any]:
    if isinstance(said, dict):
        return [{"key": key, "value": value} for key, value in said.items()]
    return said if isinstance(said, list) else []


def _pair(entry: Any) -> str:
    key, value = text_of(entry.get("key")), text_of(entry.get("value"))
    return "=".join(
        unquote(each).replace("&", "%26").replace(" ", "%20") for each in (key, value)
    )


def _basic(said: object) -> tuple[str | None, str]:
    if not isinstance(said, dict) or said.get("type") not in {"basic", None}:
        if isinstance(said, dict) and said.get("type") not in {"noauth", ""}:
            raise Undecided(f"a script that signs its request ({said.get('type')})")
        return None, ""
    found = {
        text_of(e.get("key")): text_of(e.get("value"))
        for e in _entries_of(said.get("basic"))
    }
    return found.get("username", ""), found.get("password", "")
