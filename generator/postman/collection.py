"""The first value of the pipeline: a collection as Postman said it, whatever its version.

All of it is made by the readers in this package. Texts are as they stand in the file,
`{{variables}}` included; nothing is resolved, decoded or named here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

BodyMode = Literal["raw", "urlencoded", "formdata", "file", "graphql"]


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a collection, a folder or an item."""

    key: str
    value: str
    type: str = ""
    """As written, in lower case; `secret` is the one that has a meaning."""
    disabled: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class KeyValue:
    """A header, a query parameter, a path variable or a form field."""

    key: str
    value: str | None = None
    """None where the file says null or nothing: `?key` and not `?key=`."""
    disabled: bool = False
    description: str = ""
    is_file: bool = False
    """A form field that uploads a file."""
    files: tuple[str, ...] = ()
    """The paths of the files, where the field uploads any."""
    content_type: str | None = None
    """The content type of a part of a multipart body, where it says one."""


@dataclass(frozen=True, slots=True)
class Url:
    """An address, taken apart: `{{baseUrl}}/links/:id?page=2`."""

    raw: str
    """The whole as text; put together from the parts where the file has only those."""
    server: str = ""
    """Scheme and authority as written: `{{baseUrl}}`, `https://api.example.com:8443`."""
    path: tuple[str, ...] = ()
    """Segments between slashes as written; a last one that is empty is a trailing slash."""
    query: tuple[KeyValue, ...] = ()
    variables: tuple[KeyValue, ...] = ()
    """Values and descriptions of the `:name` segments."""
    fragment: str | None = None


@dataclass(frozen=True, slots=True)
class GraphQL:
    """The body of a GraphQL request."""

    query: str
    variables: str = ""
    """JSON as text, as Postman keeps it; empty where there are none."""
    operation_name: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a request."""

    mode: BodyMode
    raw: str = ""
    """The text of a raw body."""
    language: str | None = None
    """What the text is said to be: json, xml, html, javascript, text."""
    fields: tuple[KeyValue, ...] = ()
    """The fields of an urlencoded or multipart body."""
    graphql: GraphQL | None = None
    file: str | None = None
    """The path of a file that is the whole body."""


@dataclass(frozen=True, slots=True)
class Auth:
    """An authentication block; `noauth` is one too, and stops inheritance."""

    type: str
    """In lower case: noauth, basic, bearer, apikey, digest, oauth2 ..."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Names and values, sorted by name."""

    def get(self, name: str, default: str = "") -> str:
        """The value of a parameter, or `default` where the block has none."""
        return dict(self.parameters).get(name, default)


@dataclass(frozen=True, slots=True)
class Script:
    """A script of an item, a folder or the collection."""

    listen: Literal["test", "prerequest"]
    source: str


@dataclass(frozen=True, slots=True)
class Request:
    """What an item sends, or what a saved example was the answer to."""

    method: str
    """In upper case."""
    url: Url
    headers: tuple[KeyValue, ...] = ()
    body: Body | None = None
    """None where there is none, or it is disabled."""
    auth: Auth | None = None
    """The request's own; None inherits."""
    description: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """A saved answer."""

    name: str
    status: int | None
    """None where the file gives no number: the `default` answer of an OpenAPI document."""
    reason: str = ""
    request: Request | None = None
    """The request that it answered, where it was saved with it."""
    headers: tuple[KeyValue, ...] = ()
    body: str | None = None
    language: str | None = None
    """What Postman showed it as: json, xml, html, text ..."""


@dataclass(frozen=True, slots=True)
class Item:
    """A request with its saved answers."""

    name: str
    request: Request
    examples: tuple[Example, ...] = ()
    scripts: tuple[Script, ...] = ()
    behaviour: tuple[tuple[str, str], ...] = ()
    """`protocolProfileBehavior`: names and JSON texts of the values, sorted by name."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A named group of items and folders."""

    name: str
    children: tuple[Folder | Item, ...] = ()
    description: str = ""
    auth: Auth | None = None
    scripts: tuple[Script, ...] = ()


@dataclass(frozen=True, slots=True)
class Collection:
    """All that a file says."""

    name: str
    children: tuple[Folder | Item, ...] = ()
    description: str = ""
    auth: Auth | None = None
    variables: tuple[Variable, ...] = ()
    scripts: tuple[Script, ...] = ()


@dataclass(frozen=True, slots=True)
class Located:
    """An item with what its folders say about it, as `walk` finds it."""

    item: Item
    folders: tuple[Folder, ...]
    """From the top, without what else is in them."""
    auth: Auth | None
    """The nearest authentication block: the request's own, a folder's, the collection's."""

    @property
    def folder_path(self) -> tuple[str, ...]:
        """The names of the folders, from the top."""
        return tuple(folder.name for folder in self.folders)


def walk(collection: Collection) -> Iterator[Located]:
    """All items in collection order, each with its folders and its effective auth.

    The nearest block wins (runtime's `extractAuth`): request, folders from the inside
    out, collection.
    """
    stack: list[tuple[Folder | Item, tuple[Folder, ...], Auth | None]] = [
        (child, (), collection.auth) for child in reversed(collection.children)
    ]
    while stack:
        node, folders, auth = stack.pop()
        if isinstance(node, Item):
            yield Located(node, folders, node.request.auth or auth)
        else:
            inner = node.auth or auth
            around = (*folders, replace(node, children=()))
            stack.extend((child, around, inner) for child in reversed(node.children))
