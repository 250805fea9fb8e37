"""All texts of a collection, each with what its place says about secrets.

`rebuild` makes the same collection again, each text passed through a function that is told
where the text stands. The redaction uses it twice: to look, and to replace.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .collection import (
    Auth,
    Body,
    Collection,
    Example,
    Folder,
    GraphQL,
    Item,
    KeyValue,
    Request,
    Script,
    Url,
    Variable,
)
from .secret_names import Strength, strength_of, words_in

Location = tuple[str, ...]
"""The names of the folders, of the item and of the example in which a text stands."""


class Kind(StrEnum):
    """The kinds of places, as diagnostics call them."""

    VARIABLE = "variables"
    AUTH = "authentication blocks"
    HEADER = "headers"
    ADDRESS = "addresses"
    BODY = "bodies"
    SCRIPT = "scripts"
    TEXT = "names and descriptions"


@dataclass(frozen=True, slots=True)
class Spot:
    """What is known of the place of a text."""

    kind: Kind
    location: Location
    name: str = ""
    """The key, parameter, header or variable whose value the text is."""
    strength: Strength = Strength.NONE
    """How surely the whole text is a secret by its place."""
    is_cookie: bool = False

    @property
    def says_nothing(self) -> bool:
        """Whether the place makes a text neither more nor less of a secret."""
        return self.strength is Strength.NONE and not self.is_cookie


Edit = Callable[[str, Spot], str]

_REFERENCE = re.compile(r"\{\{([^{}]*)\}\}")
_COOKIES = frozenset({"cookie", "set-cookie"})

# Parameters of authentication blocks that say how, not with what (postman-runtime's
# authorizers), in lower case without separators. All others are taken for secrets.
_STRUCTURAL = words_in(
    """in realm algorithm alg addtokento addauthdatato granttype scope scopes audience resource
    clientauthentication clientauth tokenname tokentype headerprefix queryparamkey signaturemethod
    version region service nonce noncecount clientnonce timestamp qop opaque kid iss aud sub exp
    time lifetime headerstosign maxbodysize challengealgorithm state usebrowser usepkce
    includepayload extradata app appid delegation payload header headers claims
    authrequestparams tokenrequestparams refreshrequestparams"""
)
_ADDRESS_ENDINGS = ("url", "uri", "endpoint", "host")


def is_structural(auth: Auth, name: str) -> bool:
    """Whether a parameter of an authentication block says how, not with what."""
    plain = re.sub(r"[\W_]", "", name.lower())
    if auth.type == "apikey" and plain == "key":
        return True
    return plain in _STRUCTURAL or plain.endswith(_ADDRESS_ENDINGS)


@dataclass(slots=True)
class _Rebuilder:
    """One walk through a collection."""

    edit: Edit
    key_names: frozenset[str]
    """Headers and parameters that authentication blocks name as those that carry the key."""
    quiet: Container[str]
    """Texts that `edit` leaves as they are, wherever nothing in their place says otherwise."""
    references: set[str] = field(default_factory=set)
    """Variables that stand in the place of a secret."""

    def collection(self, collection: Collection) -> Collection:
        return replace(
            collection,
            name=self.text(collection.name, ()),
            description=self.text(collection.description, ()),
            children=self.children(collection),
            auth=self.auth(collection.auth, ()),
            scripts=self.scripts(collection.scripts, ()),
            # Last: by then it is known which of them stand for secrets.
            variables=self.variables(collection.variables),
        )

    def children(self, collection: Collection) -> tuple[Folder | Item, ...]:
        """The tree, without recursion: folders may be nested deeper than Python's stack."""
        root = Folder("", collection.children)
        folders: list[tuple[Folder, Location, int]] = [(root, (), -1)]
        for index, (folder, location, _) in enumerate(folders):
            folders.extend(
                (child, (*location, child.name)[-DEEPEST:], index)
                for child in folder.children
                if isinstance(child, Folder)
            )
        done: list[list[Folder]] = [[] for _ in folders]
        # Folders stand behind the folder they are in, so that backwards the inner come first.
        for index in range(len(folders) - 1, -1, -1):
            folder, location, parent = folders[index]
            inner = iter(reversed(done[index]))
            new = tuple(
                next(inner) if isinstance(child, Folder) else self.item(child, location)
                for child in folder.children
            )
            if parent < 0:
                return new
            done[parent].append(
                Folder(
                    name=self.text(folder.name, location),
                    children=new,
                    description=self.text(folder.description, location),
                    auth=self.auth(folder.auth, location),
                    scripts=self.scripts(folder.scripts, location),
                )
            )
        return ()

    def item(self, item: Item, folder: Location) -> Item:
        location = (*folder, item.name)
        return Item(
            name=self.text(item.name, location),
            request=self.request(item.request, location),
            examples=tuple(self.example(example, location) for example in item.examples),
            scripts=self.scripts(item.scripts, location),
            behaviour=tuple((key, self.text(value, location)) for key, value in item.behaviour),
        )

    def example(self, example: Example, item: Location) -> Example:
        location = (*item, example.name)
        request = example.request
        return replace(
            example,
            name=self.text(example.name, location),
            reason=self.text(example.reason, location),
            request=None if request is None else self.request(request, location),
            headers=self.headers(example.headers, location),
            body=None if example.body is None else self.plain(example.body, Kind.BODY, location),
        )

    def request(self, request: Request, location: Location) -> Request:
        return replace(
            request,
            url=self.url(request.url, location),
            headers=self.headers(request.headers, location),
            body=None if request.body is None else self.body(request.body, location),
            auth=self.auth(request.auth, location),
            description=self.text(request.description, location),
        )

    def url(self, url: Url, location: Location) -> Url:
        return Url(
            raw=self.plain(url.raw, Kind.ADDRESS, location),
            server=self.plain(url.server, Kind.ADDRESS, location),
            path=tuple(self.plain(part, Kind.ADDRESS, location) for part in url.path),
            query=self.parameters(url.query, Kind.ADDRESS, location),
            variables=self.parameters(url.variables, Kind.ADDRESS, location),
            fragment=None
            if url.fragment is None
            else self.plain(url.fragment, Kind.ADDRESS, location),
        )

    def body(self, body: Body, location: Location) -> Body:
        graphql = body.graphql
        return replace(
            body,
            raw=self.plain(body.raw, Kind.BODY, location),
            fields=self.parameters(body.fields, Kind.BODY, location),
            graphql=graphql
            and GraphQL(
                self.plain(graphql.query, Kind.BODY, location),
                self.plain(graphql.variables, Kind.BODY, location),
                graphql.operation_name and self.text(graphql.operation_name, location),
            ),
            file=None if body.file is None else self.text(body.file, location),
        )

    def headers(self, headers: tuple[KeyValue, ...], location: Location) -> tuple[KeyValue, ...]:
        return self.parameters(headers, Kind.HEADER, location)

    def parameters(
        self, pairs: tuple[KeyValue, ...], kind: Kind, location: Location
    ) -> tuple[KeyValue, ...]:
        return tuple(self.parameter(pair, kind, location) for pair in pairs)

    def parameter(self, pair: KeyValue, kind: Kind, location: Location) -> KeyValue:
        name = pair.key.strip()
        is_cookie = kind is Kind.HEADER and name.lower() in _COOKIES
        strength = strength_of(name, is_parameter=True)
        if is_cookie or name.lower() in self.key_names:
            strength = Strength.STRONG
        key, value = self.plain(pair.key, kind, location), pair.value
        if value is not None and (is_cookie or strength is not Strength.NONE):
            value = self.value(value, Spot(kind, location, name, strength, is_cookie))
        elif value is not None:
            value = self.plain(value, kind, location)
        description = self.text(pair.description, location)
        if (key, value, description) == (pair.key, pair.value, pair.description) and not (
            pair.files or pair.content_type
        ):
            return pair
        return KeyValue(
            key,
            value,
            pair.disabled,
            description,
            pair.is_file,
            tuple(self.text(path, location) for path in pair.files),
            pair.content_type and self.text(pair.content_type, location),
        )

    def auth(self, auth: Auth | None, location: Location) -> Auth | None:
        if auth is None:
            return None
        key = auth.get("key").strip()
        parameters = []
        for name, value in auth.parameters:
            strength = Strength.NONE if is_structural(auth, name) else Strength.STRONG
            is_key = auth.type == "apikey" and name == "value"
            called = (key if strength_of(key, is_parameter=True) else "api key") if is_key else name
            spot = Spot(Kind.AUTH, location, called, strength)
            parameters.append((self.plain(name, Kind.AUTH, location), self.value(value, spot)))
        return Auth(auth.type, tuple(sorted(parameters)))

    def scripts(self, scripts: tuple[Script, ...], location: Location) -> tuple[Script, ...]:
        return tuple(
            Script(script.listen, self.plain(script.source, Kind.SCRIPT, location))
            for script in scripts
        )

    def variables(self, variables: tuple[Variable, ...]) -> tuple[Variable, ...]:
        self._follow_references(variables)
        return tuple(self.variable(variable) for variable in variables)

    def variable(self, variable: Variable) -> Variable:
        strength = strength_of(variable.key, is_parameter=True)
        if variable.type == "secret" or variable.key in self.references:
            strength = Strength.STRONG
        spot = Spot(Kind.VARIABLE, (), variable.key, strength)
        return replace(
            variable,
            key=self.plain(variable.key, Kind.VARIABLE, ()),
            value=self.value(variable.value, spot),
            description=self.text(variable.description, ()),
        )

    def _follow_references(self, variables: tuple[Variable, ...]) -> None:
        """What a variable that stands for a secret is put together from, is secret too."""
        values: dict[str, list[str]] = {}
        for variable in variables:
            values.setdefault(variable.key, []).append(variable.value)
        pending = list(self.references)
        while pending:
            for value in values.pop(pending.pop(), ()):
                inner = _REFERENCE.findall(value)
                self.references.update(inner)
                pending.extend(inner)

    def value(self, text: str, spot: Spot) -> str:
        if not text:
            return text
        if spot.strength is Strength.STRONG and not spot.is_cookie and "{{" in text:
            self.references.update(_REFERENCE.findall(text))
        return self.edit(text, spot)

    def plain(self, text: str, kind: Kind, location: Location) -> str:
        # Most texts stand in many places.
        if not text or text in self.quiet:
            return text
        return self.edit(text, Spot(kind, location))

    def text(self, text: str, location: Location) -> str:
        return self.plain(text, Kind.TEXT, location)


DEEPEST = 3
"""Names kept of the way to a place; more would make deep trees cost their depth squared."""


def rebuild(collection: Collection, edit: Edit, quiet: Container[str] = ()) -> Collection:
    """The collection with each of its texts as `edit` gives it back.

    It need not be asked for those that are in `quiet`, unless their place says something.
    """
    return _Rebuilder(edit, _key_names(collection), quiet).collection(collection)


def _key_names(collection: Collection) -> frozenset[str]:
    """The headers and parameters that carry a key, as the `apikey` blocks name them."""
    names: set[str] = set()
    stack: list[Folder | Item] = list(collection.children)
    blocks = [collection.auth]
    while stack:
        node = stack.pop()
        if isinstance(node, Folder):
            blocks.append(node.auth)
            stack.extend(node.children)
        else:
            blocks.append(node.request.auth)
    for block in blocks:
        if block is not None and block.type == "apikey":
            names.add(block.get("key").strip().lower())
    return frozenset(name for name in names if name and "{{" not in name)
