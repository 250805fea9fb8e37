"""The API that a collection describes: what `build` makes and every later stage reads.

Nothing here knows Python: names are words joined by underscores (operations, resources,
settings) or capitalised words (models), types are those of `inference.types`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..inference.types import UNKNOWN, Record, Type
from ..postman.collection import Example, Located, Request

Place = Literal["path", "query", "header"]
AuthKind = Literal[
    "api_key",
    "asap",
    "aws",
    "basic",
    "bearer",
    "digest",
    "edgegrid",
    "hawk",
    "jwt",
    "ntlm",
    "oauth1",
    "oauth2",
    "unsupported",
]
HeaderOrQuery = Literal["header", "query"]
Flag = str | int | bool | None | tuple[str | tuple[str, str], ...]
"""A parameter of an authentication scheme that is the same for everybody."""
BodyKind = Literal["json", "graphql", "form", "multipart", "text", "binary"]
OutcomeKind = Literal["json", "text", "binary", "empty", "unknown"]


@dataclass(frozen=True, slots=True)
class Setting:
    """A value that a client holds: where the API is, or a part of a credential."""

    name: str
    variable: str = ""
    """The variable of the collection that it replaces; empty where there is none."""
    default: str | None = None
    is_server: bool = False
    description: str = ""


@dataclass(frozen=True, slots=True)
class AuthScheme:
    """A way to authenticate, and the settings it takes its values from."""

    name: str
    """`default` is the collection's own."""
    kind: AuthKind
    settings: tuple[str, ...]
    """User name and password; token; key."""
    key: str = ""
    """The header or query parameter of an API key; what an unsupported one is called."""
    place: HeaderOrQuery = "header"
    prefix: str = ""
    """What stands before the value, blank included, such as `Token `."""
    named: tuple[tuple[str, str], ...] = ()
    """Further settings, by the parameter of the scheme that they are."""
    flags: tuple[tuple[str, Flag], ...] = ()
    """The parameters that are no settings."""
    templates: tuple[tuple[str, str], ...] = ()
    """Texts in which `{{name}}` stands for the value of a setting."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """A value in the path, the query or the headers of an operation, or a form field."""

    name: str
    """As it is on the wire."""
    type: Type
    required: bool = False
    default: tuple[str | None, ...] | None = None
    """What the collection sends, a text for each time the key occurs; None for nothing.

    A text with variables in it, `{{$guid}}`, is another one at each call.
    """
    repeated: bool = False
    choices: tuple[str, ...] = ()
    description: str = ""
    is_file: bool = False
    called: str = ""
    """The name that a correction gives its argument."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What a correction says of a field beside its type."""

    key: str
    called: str = ""
    """The name of its attribute or argument."""
    choices: tuple[str | int, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A member of a JSON body that is another one at each call, unless it is given."""

    key: str
    text: str
    """With the dynamic variables of Postman in it: `{{$guid}}`."""
    is_json: bool = False
    """Whether the text is the JSON of a value, such as a number, and no text in quotes."""


@dataclass(frozen=True, slots=True)
class Body:
    """What an operation sends beside its parameters."""

    kind: BodyKind
    content_type: str | None = None
    """Where the collection names one that the kind does not imply."""
    type: Type = UNKNOWN
    """Of a JSON body, or of the variables of a GraphQL one."""
    fields: tuple[Parameter, ...] = ()
    """Of a form or multipart body."""
    document: str = ""
    """The query of a GraphQL body."""
    operation_name: str | None = None
    """The operation of the document that is meant, where the body says so."""
    details: tuple[Detail, ...] = ()
    """Of the members of a JSON body."""
    made_up: tuple[MadeUp, ...] = ()
    """Of the members of a JSON body, or of the variables of a GraphQL one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation answers with one status."""

    status: int
    kind: OutcomeKind
    type: Type = UNKNOWN
    source: str = ""
    """The id of the operation that it was taken from, where no example shows it."""
    one_of: tuple[str, ...] = ()
    """Keys of which each sample has one at least, where it has none for certain."""
    is_asserted: bool = False
    """Whether no example shows it, but scripts of the collection assert it."""

    @property
    def is_guess(self) -> bool:
        """Whether no example shows it."""
        return bool(self.source) or self.is_asserted


@dataclass(frozen=True, slots=True)
class Paging:
    """How the pages of a list follow one another. Places in an answer are its keys."""

    by: Literal["page", "offset", "cursor", "link", "header"]
    parameter: str
    """Of the query: the number of a page, how many items come before it, or a cursor."""
    items: tuple[str, ...] = ()
    """The list; no keys where it is the answer itself."""
    next: tuple[str, ...] | None = None
    """The cursor, or the address, of the next page."""
    more: tuple[str, ...] | None = None
    """Whether there is one."""
    total: tuple[str, ...] | None = None
    """How many items there are on all pages."""
    start: int = 1
    """The number of the first page, or of the first item."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One replayable exchange: a request and, where it was saved, its answer."""

    name: str
    request: Request
    example: Example | None
    item: Located
    misfits: tuple[str, ...] = ()
    """JSON paths in its answer where corrections say otherwise; `[]` is each element."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """How an operation is sent, as far as that is not as usual."""

    redirects: int | None = None
    """How many are followed at most; None as many as usual."""
    keeps_method: bool = False
    """Whether what is redirected is sent with its method and body, whatever the status."""
    without_cookies: bool = False
    without_headers: tuple[str, ...] = ()
    """Headers, in lower case, that are not sent unless somebody gives them."""


AS_USUAL = Behaviour()


@dataclass(frozen=True, slots=True)
class Operation:
    """One item: what a caller can ask of the API."""

    resource: tuple[str, ...]
    name: str
    title: str
    description: str
    method: str
    path: str
    """The template: `/links/{id}/`; braces of the text itself are percent-encoded."""
    server: str
    """The name of a setting, or an address."""
    folders: tuple[str, ...]
    path_parameters: tuple[Parameter, ...] = ()
    query: tuple[Parameter, ...] = ()
    headers: tuple[Parameter, ...] = ()
    constant_headers: tuple[tuple[str, str], ...] = ()
    """Headers that no caller would choose, such as Accept."""
    body: Body | None = None
    outcomes: tuple[Outcome, ...] = ()
    auth: tuple[str, ...] = ()
    """Names of the schemes that it needs, all of them."""
    behaviour: Behaviour = AS_USUAL
    paging: Paging | None = None
    """Set where its answers are pages."""
    samples: tuple[Sample, ...] = field(default=(), compare=False)
    ignored: frozenset[str] = frozenset()
    """Keys that its requests send and the client does not, since a correction says so."""

    @property
    def id(self) -> str:
        """The name with its resource's: `links.update`."""
        return ".".join((*self.resource, self.name))

    @property
    def source(self) -> tuple[str, ...]:
        """The titles on the way to the item."""
        return (*self.folders, self.title)


@dataclass(frozen=True, slots=True)
class Resource:
    """A folder: a group of operations and of resources."""

    path: tuple[str, ...]
    """The names from the top; empty for the client itself."""
    title: str
    description: str = ""
    operations: tuple[Operation, ...] = ()
    children: tuple[Resource, ...] = ()

    def walk(self) -> Iterator[Resource]:
        """This resource and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Model:
    """A record that has a name."""

    name: str
    record: Record
    role: Literal["answer", "input"]
    home: tuple[str, ...] | None
    """The path of the resource that has it for itself; None where several share it."""
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True, slots=True)
class Api:
    """All that a client needs to know."""

    title: str
    description: str
    root: Resource
    settings: tuple[Setting, ...]
    auth: tuple[AuthScheme, ...]
    models: tuple[Model, ...]
    items: tuple[Located, ...] = field(default=(), compare=False)
    """Those that its operations are made of, in the order of the collection."""
    names: tuple[tuple[str, str, str], ...] = ()
    """Every name given, for the lock: kind, identity, name."""

    def operations(self) -> Iterator[Operation]:
        """All operations, resource by resource."""
        for resource in self.root.walk():
            yield from resource.operations
