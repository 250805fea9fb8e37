"""The client package as values: what the templates print, with nothing left to decide.

Every text in here is Python source, or text that was escaped for where it is printed.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """An argument of a method."""

    name: str
    annotation: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Declaration:
    """An `Operation` constant: its name, its type and what it is made of."""

    name: str
    type: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Iteration:
    """A method that goes through the pages of another one."""

    name: str
    item: str
    """The type of what it yields."""
    docstring: str


@dataclass(frozen=True, slots=True)
class Method:
    """A method that calls an operation."""

    name: str
    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    returns: str
    docstring: str
    short_docstring: str
    """For the asynchronous twin: the summary and the arguments."""
    operation: Declaration
    sends: tuple[tuple[str, str], ...]
    """Keyword arguments of `send`."""
    iteration: Iteration | None = None
    document: str | None = None
    """The source of a GraphQL document, kept in a constant of its own."""

    @property
    def document_name(self) -> str:
        """The constant that holds the document."""
        return f"{self.operation.name}_DOCUMENT"


@dataclass(frozen=True, slots=True)
class Imports:
    """Import statements in the three blocks of a module, each sorted."""

    standard: tuple[str, ...] = ()
    third_party: tuple[str, ...] = ()
    own: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Child:
    """A resource as an attribute of the client or of another resource."""

    name: str
    class_name: str
    module: str


@dataclass(frozen=True, slots=True)
class ResourceModule:
    """A module of `resources` and its twin in `aio`."""

    name: str
    path: tuple[str, ...]
    """Attribute by attribute from the client."""
    class_name: str
    title: str
    docstring: str
    async_docstring: str
    imports: Imports
    async_imports: Imports
    methods: tuple[Method, ...]
    children: tuple[Child, ...]


@dataclass(frozen=True, slots=True)
class FieldCode:
    """A field of a model or of a TypedDict."""

    name: str
    annotation: str
    value: str | None = None
    """What stands after the equals sign."""


@dataclass(frozen=True, slots=True)
class ModelCode:
    """A model, or a TypedDict of an input."""

    name: str
    fields: tuple[FieldCode, ...]
    is_input: bool
    is_functional: bool = False
    """A TypedDict with keys that are no attributes."""


@dataclass(frozen=True, slots=True)
class ModelModule:
    """A module of `models`."""

    name: str
    docstring: str
    imports: Imports
    models: tuple[ModelCode, ...]


@dataclass(frozen=True, slots=True)
class SettingCode:
    """An argument of the client that may come from the environment."""

    name: str
    variable: str
    default: str | None
    doc: str
    is_server: bool


@dataclass(frozen=True, slots=True)
class ErrorCode:
    """The error of one status."""

    name: str
    status: int
    reason: str
    body: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of API.md: an operation at a glance."""

    call: str
    request: str
    answers: str
    errors: str


@dataclass(frozen=True, slots=True)
class AuthCode:
    """How a client authenticates."""

    schemes: tuple[tuple[str, str], ...]
    """Names of schemes and what makes them, as source."""
    imports: tuple[str, ...]
    modules: tuple[str, ...]
    """The modules of `_runtime/auth` that are in use."""
    fetches_tokens: bool
    """Whether there is a scheme whose tokens may come from a source of the caller's."""
    asks_user: bool
    """Whether there is one that needs the consent of a user."""


@dataclass(frozen=True, slots=True)
class Package:
    """All that is printed, tests aside."""

    name: str
    title: str
    docstring: str
    client_docstring: str
    settings: tuple[SettingCode, ...]
    auth: AuthCode
    children: tuple[Child, ...]
    methods: tuple[Method, ...]
    """Of the client itself."""
    client_imports: Imports
    client_makes_up: bool
    """Whether an operation of the client itself has a default that is new at each call."""
    makes_up: bool
    """Whether any operation has."""
    uses_omit: bool
    """Whether a method of the client has an argument that may be left out."""
    root_imports: Imports
    """Of the module that declares the client's own operations."""
    resources: tuple[ResourceModule, ...]
    models: tuple[ModelModule, ...]
    errors: tuple[ErrorCode, ...]
    error_imports: Imports
    rows: tuple[Row, ...]

    @property
    def credentials(self) -> tuple[SettingCode, ...]:
        """The settings that are no addresses."""
        return tuple(setting for setting in self.settings if not setting.is_server)
