"""The parameters of an authentication block, and the scheme that they become."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..postman import variables
from ..postman.collection import Auth
from ..postman.secrets import is_stand_in
from .model import AuthKind, Flag, HeaderOrQuery
from .requests import Scope

VARIABLE = re.compile(r"\{\{([^{}]+)\}\}")

DYNAMIC_CLAIMS = frozenset({"$timestamp", "$isoTimestamp", "$guid", "$randomUUID"})
"""Dynamic variables that the runtime fills in, in the claims of a token."""


@dataclass(frozen=True, slots=True)
class Credential:
    """A part of a credential: the variable that holds it, else what it is called."""

    variable: str
    called: str
    default: str = ""
    """What the collection says, of what is no secret: a region, an address, a scope."""


@dataclass(frozen=True, slots=True)
class Scheme:
    """An authentication scheme before its settings have names."""

    kind: AuthKind
    credentials: tuple[Credential, ...]
    key: str = ""
    place: HeaderOrQuery = "header"
    prefix: str = ""
    named: tuple[tuple[str, Credential], ...] = ()
    """Further credentials, by the parameter of the scheme that they are."""
    flags: tuple[tuple[str, Flag], ...] = ()
    """Parameters that say how, and are the same for everybody."""
    templates: tuple[tuple[str, str], ...] = ()
    """Texts in which `{{variable}}` stands for a credential."""
    left_out: tuple[str, ...] = ()
    """Parameters of the block that the client does without."""

    @property
    def all_credentials(self) -> tuple[Credential, ...]:
        """Every part of a credential, those of the templates among them."""
        found = [
            Credential(name, name)
            for _, text in self.templates
            for name in VARIABLE.findall(text)
            if name not in DYNAMIC_CLAIMS
        ]
        named = (credential for _, credential in self.named)
        return tuple(dict.fromkeys((*self.credentials, *named, *found)))

    @property
    def label(self) -> str:
        """What tells it from others: its kind, of OAuth 2 the grant."""
        return str(dict(self.flags).get("grant", self.kind))

    @property
    def sets_authorization(self) -> bool:
        """Whether the header Authorization is what it sends."""
        return self.kind != "api_key" or self.key.lower() == "authorization"


def credential(text: str, called: str) -> Credential:
    """A secret, from what the collection has in its place."""
    found = VARIABLE.fullmatch(text.strip())
    return Credential(found[1].strip(), called) if found else Credential("", called)


class Block:
    """The parameters of an authentication block."""

    def __init__(self, auth: Auth, scope: Scope) -> None:
        self._values = dict(auth.parameters)
        self.scope = scope

    def text(self, name: str, default: str = "") -> str:
        """A parameter with its variables resolved, as far as they can be."""
        return variables.resolve(self._values.get(name, default), self.scope).strip()

    def has(self, name: str) -> bool:
        """Whether a parameter has a value of any kind."""
        return bool(self._values.get(name, "").strip())

    def is_on(self, name: str, default: bool = False) -> bool:
        """A parameter that is true or false, a boolean or its text."""
        value = self._values.get(name, "").strip().lower()
        return value == "true" if value else default

    def secret(self, name: str, called: str) -> Credential:
        """A part of a credential."""
        return credential(self._values.get(name, ""), called)

    def plain(self, name: str, called: str) -> Credential:
        """A part that is no secret: what the collection says is its default."""
        found = credential(self._values.get(name, ""), called)
        value = self.text(name)
        is_known = "{{" not in value and not is_stand_in(value)
        return Credential(found.variable, called, value if is_known else "")

    def optional(
        self, *names: tuple[str, str, str], is_secret: bool = False
    ) -> tuple[tuple[str, Credential], ...]:
        """(argument, parameter, called) of those that have a value."""
        read = self.secret if is_secret else self.plain
        return tuple(
            (argument, read(name, called)) for argument, name, called in names if self.has(name)
        )


def flags_of(**given: tuple[Flag, Flag]) -> tuple[tuple[str, Flag], ...]:
    """The flags that differ from the default of the runtime: name=(value, default)."""
    return tuple((name, value) for name, (value, default) in given.items() if value != default)
