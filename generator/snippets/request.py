"""What an item sends and gets, settled: what every language starts from.

The rules are those of the pages that this follows: the address of the collection's variable
for a leading `{{variable}}`, else that of an example domain; other variables and `:names`
stay as they are written.
"""

from __future__ import annotations

import json
import mimetypes
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote

from ..api.bodies import is_pruned
from ..postman import variables
from ..postman.collection import Auth, Body, Item, KeyValue, Located, Request
from ..postman.secret_patterns import is_stand_in
from . import json_text

Pairs = tuple[tuple[str, str], ...]

UNKNOWN_SERVER = "https://domain.com"
_LEADING = re.compile(r"\{\{([^{}]*)\}\}")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_BEARER = re.compile(r"bearer\s+(.*)", re.IGNORECASE | re.DOTALL)
_CONTENT_TYPES = {
    "json": "application/json",
    "xml": "application/xml",
    "html": "text/html",
    "javascript": "application/javascript",
}


@dataclass(frozen=True, slots=True)
class Login:
    """A user name and a password: basic authentication."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class Token:
    """A bearer token."""

    token: str


@dataclass(frozen=True, slots=True)
class Key:
    """An API key in a header."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class OtherAuth:
    """Authentication that no language shows: its kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class TextBody:
    """A body that is one text."""

    text: str
    content_type: str
    is_json: bool = False
    is_xml: bool = False


@dataclass(frozen=True, slots=True)
class FormBody:
    """Pairs in the encoding of an HTML form."""

    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a multipart body."""

    name: str
    value: str
    """The text, or the path of the file."""
    content_type: str
    is_file: bool = False


@dataclass(frozen=True, slots=True)
class MultipartBody:
    """Parts, each with a name."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class FileBody:
    """A body that is a file."""

    path: str
    content_type: str


AnyBody = TextBody | FormBody | MultipartBody | FileBody


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and the example of its answer."""

    method: str
    url: str
    """With its query."""
    query: Pairs = ()
    """Of a GET request; what a client may add to `address`."""
    auth: Login | Token | Key | OtherAuth | None = None
    headers: Pairs = ()
    body: AnyBody | None = None
    example: str | None = None
    """The body of the first saved answer with a 2xx status."""

    @property
    def address(self) -> str:
        """The URL without its query."""
        return self.url.partition("?")[0]

    @property
    def content_type(self) -> str | None:
        """The Content-Type header, where the item has one."""
        for key, value in self.headers:
            if key.lower() == "content-type":
                return value
        return None


def exchange(located: Located, scope: Mapping[str, str]) -> Exchange:
    """The exchange of an item; `scope` are the variables of its collection."""
    item = located.item
    request = item.request
    headers = tuple(_headers(request))
    auth, headers = _auth(located.auth, headers)
    body = None if is_pruned(item) else _body(request.body, headers)
    made = Exchange(
        method=_one_line(request.method) or "GET",
        url=_url(request, scope),
        query=_query(request) if request.method == "GET" else (),
        auth=auth,
        headers=headers,
        body=body,
        example=_example(item),
    )
    if request.method == "GET":
        made = replace(made, url=_with_query(made.address, made.query))
    if located.auth is not None and _is_key_in_query(located.auth):
        pair = (located.auth.get("key") or "key", located.auth.get("value"))
        made = replace(
            made,
            query=(*made.query, pair) if request.method == "GET" else (),
            url=_with_query(made.url, (pair,)),
        )
    return made


def filled(asked: Exchange, located: Located, scope: Mapping[str, str]) -> Exchange:
    """The exchange with the values that its variables and `:names` have, credentials aside.

    Those without a value stay, for somebody to fill in, and so do secrets.
    """
    known = {name: value for name, value in scope.items() if value and not is_stand_in(value)}

    def value(text: str) -> str:
        return variables.resolve(text, known)

    def line(text: str) -> str:
        return _one_line(value(text))

    segments = {one.key: one.value for one in located.item.request.url.variables if one.value}
    path, mark, query = asked.url.partition("?")
    path = "/".join(
        segments.get(part[1:], part) if part.startswith(":") else part for part in path.split("/")
    )
    body: AnyBody | None = asked.body
    match body:
        case TextBody():
            body = replace(body, text=value(body.text))
        case FormBody(pairs):
            body = FormBody(tuple((value(key), value(text)) for key, text in pairs))
        case MultipartBody(parts):
            body = MultipartBody(tuple(replace(one, value=value(one.value)) for one in parts))
        case FileBody():
            body = replace(body, path=line(body.path))
    return replace(
        asked,
        url=line(f"{path}{mark}{query}"),
        query=tuple((line(key), line(text)) for key, text in asked.query),
        headers=tuple((line(key), line(text)) for key, text in asked.headers),
        body=body,
    )


def _with_query(url: str, pairs: Pairs) -> str:
    if not pairs:
        return url
    text = "&".join(f"{key}={value}" for key, value in pairs)
    return f"{url}{'&' if '?' in url else '?'}{text}"


def _one_line(text: str) -> str:
    """Text of a header or an address: no line ends, which would be a header of their own."""
    return " ".join(text.split()) if any(sign in text for sign in "\r\n\x00\v\f") else text.strip()


def _url(request: Request, scope: Mapping[str, str]) -> str:
    raw = _one_line(request.url.raw)
    if request.method == "GET":
        raw = raw.partition("#")[0]
    found = _LEADING.match(raw)
    if found is not None:
        value = _one_line(scope.get(found[1], ""))
        is_address = value.lower().startswith(("http://", "https://"))
        return (value if is_address else UNKNOWN_SERVER) + raw[found.end() :]
    if not raw:
        return UNKNOWN_SERVER
    # Postman sends an address without a scheme over plain HTTP.
    return raw if _SCHEME.match(raw) else f"http://{raw.lstrip('/')}"


def _query(request: Request) -> Pairs:
    return tuple(
        (_one_line(entry.key), _one_line(entry.value or ""))
        for entry in request.url.query
        if not entry.disabled and entry.key
    )


def _headers(request: Request) -> Iterator[tuple[str, str]]:
    for header in request.headers:
        key = _one_line(header.key)
        if key and not header.disabled:
            yield key, _one_line(header.value or "")


def _is_key_in_query(auth: Auth) -> bool:
    return auth.type == "apikey" and auth.get("in") == "query"


def _auth(
    auth: Auth | None, headers: Pairs
) -> tuple[Login | Token | Key | OtherAuth | None, Pairs]:
    """The authentication, and the headers without the one that says the same."""
    for pair in headers:
        token = _BEARER.fullmatch(pair[1]) if pair[0].lower() == "authorization" else None
        if token is not None:
            return Token(token[1]), tuple(other for other in headers if other is not pair)
    if auth is None:
        return None, headers
    match auth.type:
        case "noauth":
            return None, headers
        case "basic":
            name = _one_line(auth.get("username")) or "username"
            return Login(name, _one_line(auth.get("password")) or "password"), headers
        case "bearer" | "oauth2":
            return Token("<access_token>"), headers
        case "apikey":
            if _is_key_in_query(auth):
                return None, headers
            key = _one_line(auth.get("key")) or "X-API-Key"
            return Key(key, _one_line(auth.get("value"))), headers
        case kind:
            return OtherAuth(kind), headers


def _example(item: Item) -> str | None:
    for example in item.examples:
        if example.status is not None and 200 <= example.status < 300:
            return example.body
    return None


# --- bodies -----------------------------------------------------------------------------


def _body(body: Body | None, headers: Pairs) -> AnyBody | None:
    if body is None:
        return None
    match body.mode:
        case "raw":
            return _raw(body, headers) if body.raw else None
        case "urlencoded":
            pairs = tuple((e.key, e.value or "") for e in _fields(body))
            return FormBody(pairs) if pairs else None
        case "formdata":
            parts = tuple(part for entry in _fields(body) for part in _parts(entry))
            return MultipartBody(parts) if parts else None
        case "file":
            said = next((v for k, v in headers if k.lower() == "content-type"), "")
            return FileBody(body.file or "", said or "application/octet-stream")
        case "graphql":
            return _graphql(body)


def _fields(body: Body) -> Iterator[KeyValue]:
    return (entry for entry in body.fields if entry.key and not entry.disabled)


def _parts(entry: KeyValue) -> Iterator[Part]:
    key = _one_line(entry.key)
    if not entry.is_file:
        yield Part(key, entry.value or "", _one_line(entry.content_type or "") or "text/plain")
        return
    for path in entry.files or ("",):
        kind = _one_line(entry.content_type or "") or _kind_of(path)
        yield Part(key, _one_line(path), kind, is_file=True)


def _kind_of(path: str) -> str:
    """The content type of a file by its name, as the client has it, on any machine."""
    return mimetypes.MimeTypes().guess_type(path)[0] or "application/octet-stream"


def _raw(body: Body, headers: Pairs) -> TextBody:
    text = body.raw
    said = next((v for k, v in headers if k.lower() == "content-type"), "")
    try:
        json_text.parse(text)
        is_json = True
    except (ValueError, RecursionError):
        is_json = False
    is_xml = not is_json and (body.language == "xml" or text.lstrip().startswith("<"))
    looks = "json" if is_json else "xml" if body.language is None and is_xml else body.language
    implied = _CONTENT_TYPES.get(looks or "", "text/plain")
    return TextBody(text, said or implied, is_json, is_xml)


def _graphql(body: Body) -> TextBody | None:
    """A GraphQL body as the JSON that is sent for it."""
    said = body.graphql
    if said is None or not said.query:
        return None
    members = [f'"query": {json.dumps(said.query, ensure_ascii=False)}']
    if said.operation_name:
        name = json.dumps(said.operation_name, ensure_ascii=False)
        members.insert(0, f'"operationName": {name}')
    if said.variables.strip():
        try:
            json_text.parse(said.variables)
            members.append(f'"variables": {said.variables}')
        except (ValueError, RecursionError):
            members.append(f'"variables": {json.dumps(said.variables, ensure_ascii=False)}')
    return TextBody("{" + ", ".join(members) + "}", "application/json", is_json=True)


def sendable(url: str) -> str:
    """A URL in which what no URL can hold is percent-encoded."""
    return quote(url, safe="/:?#[]@!$&'()*+,;=-._~%{}|\\^`\"<>").translate(_UNSENDABLE)


_UNSENDABLE = {ord(sign): quote(sign) for sign in '|\\^`"<>'}
