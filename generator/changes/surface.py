"""What callers see of a client, as values: signatures, shapes, settings, and what is sent.

Every source text in here is as `ast.unparse` prints it, so that layout never differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

ROOT = "root"
"""The module of the client's own operations and models."""
SHARED = "shared"
"""The module of models that several resources use."""
OMIT = "OMIT"
"""The default of an argument that is not sent unless it is given."""


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method."""

    name: str
    annotation: str
    default: str | None
    """None where it must be given."""
    is_positional: bool = False
    wire: tuple[str, str] = ("", "")
    """What carries it (path, query, headers, json, form ...), and its key there."""


@dataclass(frozen=True, slots=True)
class Call:
    """A method of the client or of a resource."""

    id: str
    """With its resource: `links.update`."""
    arguments: tuple[Argument, ...]
    returns: str
    docstring: str
    method: str = ""
    path: str = ""
    answers: Mapping[int, str] = field(default_factory=dict)
    """The types of the answers by status; 0 is any other error."""
    declared: Mapping[str, str] = field(default_factory=dict)
    """What else its operation says: auth, server, headers, content type."""
    sends: Mapping[str, str] = field(default_factory=dict)
    """What is handed to the transport, by what carries it."""
    constants: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What is sent whatever the arguments, by what carries it and its key there."""
    document: str = ""
    """A GraphQL document."""
    pages_of: str = ""
    """The id of the call whose pages it goes through, item by item."""

    @property
    def resource(self) -> str:
        """The id without the name."""
        return self.id.rpartition(".")[0]

    @property
    def request(self) -> str:
        """Method and path, where it sends a request."""
        return f"{self.method} {self.path}".strip()

    def argument(self, name: str) -> Argument | None:
        """The argument of that name."""
        return next((one for one in self.arguments if one.name == name), None)


@dataclass(frozen=True, slots=True)
class Attribute:
    """A field of a model, or a key of a TypedDict."""

    name: str
    annotation: str
    value: str | None = None
    key: str = ""
    """As it is on the wire."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A model of answers, or the TypedDict of an input."""

    name: str
    module: str
    is_input: bool
    attributes: tuple[Attribute, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A resource: an attribute of the client that has methods."""

    path: str
    """Attribute by attribute: `catalogue.copies`."""
    class_name: str
    module: str
    docstring: str


@dataclass(frozen=True, slots=True)
class Fallback:
    """Where a setting comes from if no argument gives it."""

    variable: str
    default: str | None


@dataclass(frozen=True, slots=True)
class ErrorShape:
    """The exception of a status."""

    name: str
    status: int
    body: str
    """Its annotation; empty where anything may come."""
    docstring: str


@dataclass(frozen=True, slots=True)
class Surface:
    """A client as its callers see it, made by `reading.read`."""

    exports: tuple[str, ...]
    docstring: str
    client: tuple[Argument, ...]
    """The arguments of the client."""
    settings: Mapping[str, Fallback]
    schemes: Mapping[str, str]
    """What each way to authenticate is made of, by name."""
    calls: Mapping[str, Call]
    groups: Mapping[str, Group]
    shapes: Mapping[str, Shape]
    errors: Mapping[str, ErrorShape]
    code: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)
    """The Python it was read from, by path."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the folders that its resources are, by path; they are in no code that is sure to be."""
