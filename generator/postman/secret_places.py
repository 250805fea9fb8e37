"""All texts of a collection, each with what its place says about secrets.

`rebuild` makes the same collection again, each text passed through a function that is told
where the text stands. The redaction uses it twice: to look, and to replace.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from operator import is_
from typing import Any, TypeVar, cast

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
from .secret_names import Strength, is_structural, strength_of

T = TypeVar("T")
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


Make = Callable[[T, Kind, Location], T]
Edit = Callable[[str, Spot], str | None]
"""What becomes of a text; None where it stays wherever else the same is known of its place."""

_REFERENCE = re.compile(r"\{\{([^{}]*)\}\}")
_COOKIES = frozenset({"cookie", "set-cookie"})


@dataclass(frozen=True, slots=True)
class Notes:
    """What is known on a walk, and on the next one through the same collection."""

    texts: set[str] = field(default_factory=set)
    """Those that stay as they are, wherever nothing in their place says otherwise."""
    parts: dict[tuple[int, Kind], tuple[object, object]] = field(default_factory=dict)
    """Parts that become the same in all locations, by their identity, and what they become."""
    references: set[str] = field(default_factory=set)
    """Variables that stand in the place of a secret."""

    def copy(self) -> Notes:
        """The same, to be added to without these being changed."""
        return Notes({*self.texts}, {**self.parts}, {*self.references})


@dataclass(slots=True)
class _Rebuilder:
    """One walk through a collection."""

    edit: Edit
    anywhere: bool
    """Whether a text becomes the same in all locations."""
    key_names: frozenset[str]
    """Headers and parameters that authentication blocks name as those that carry the key."""
    notes: Notes
    located: int = 0
    """Texts that may become something else in another location."""

    def collection(self, collection: Collection) -> Collection:
        return _changed(
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
            new: tuple[Folder | Item, ...] = tuple(
                next(inner) if isinstance(child, Folder) else self.item(child, location)
                for child in folder.children
            )
            new = _kept(folder.children, new)
            if parent < 0:
                return new
            done[parent].append(
                _changed(
                    folder,
                    name=self.text(folder.name, location),
                    children=new,
                    description=self.text(folder.description, location),
                    auth=self.auth(folder.auth, location),
                    scripts=self.scripts(folder.scripts, location),
                )
            )
        return ()

    def item(self, item: Item, folder: Location) -> Item:
        return self.once(self._item, item, Kind.TEXT, folder)

    def _item(self, item: Item, kind: Kind, folder: Location) -> Item:
        location = (*folder, item.name)
        behaviour = tuple((key, self.plain(value, kind, location)) for key, value in item.behaviour)
        return _changed(
            item,
            name=self.plain(item.name, kind, location),
            request=self.request(item.request, location),
            examples=_kept(
                item.examples, tuple(self.example(each, location) for each in item.examples)
            ),
            scripts=self.scripts(item.scripts, location),
            behaviour=item.behaviour if behaviour == item.behaviour else behaviour,
        )

    def example(self, example: Example, item: Location) -> Example:
        location = (*item, example.name)
        request = example.request
        return _changed(
            example,
            name=self.text(example.name, location),
            reason=self.text(example.reason, location),
            request=None if request is None else self.request(request, location),
            headers=self.parameters(example.headers, Kind.HEADER, location),
            body=None if example.body is None else self.plain(example.body, Kind.BODY, location),
        )

    def once(self, make: Make[T], part: T, kind: Kind, location: Location) -> T:
        """A part that may stand in several places, made anew at those only that ask for it."""
        key = id(part), kind
        if key in self.notes.parts:
            return cast(T, self.notes.parts[key][1])
        located = self.located
        made = make(part, kind, location)
        if self.located == located:
            self.notes.parts[key] = part, made
        return made

    def request(self, request: Request, location: Location) -> Request:
        return self.once(self._request, request, Kind.TEXT, location)

    def _request(self, request: Request, kind: Kind, location: Location) -> Request:
        body = request.body
        return _changed(
            request,
            url=self.once(self._url, request.url, Kind.ADDRESS, location),
            headers=self.parameters(request.headers, Kind.HEADER, location),
            body=None if body is None else self.once(self._body, body, Kind.BODY, location),
            auth=self.auth(request.auth, location),
            description=self.plain(request.description, kind, location),
        )

    def _url(self, url: Url, kind: Kind, location: Location) -> Url:
        return _changed(
            url,
            raw=self.plain(url.raw, kind, location),
            server=self.plain(url.server, kind, location),
            path=_kept(url.path, tuple(self.plain(part, kind, location) for part in url.path)),
            query=self.parameters(url.query, kind, location),
            variables=self.parameters(url.variables, kind, location),
            fragment=url.fragment and self.plain(url.fragment, kind, location),
        )

    def _body(self, body: Body, kind: Kind, location: Location) -> Body:
        return _changed(
            body,
            raw=self.plain(body.raw, kind, location),
            fields=self.parameters(body.fields, kind, location),
            graphql=body.graphql and self.graphql(body.graphql, kind, location),
            file=body.file and self.text(body.file, location),
        )

    def graphql(self, graphql: GraphQL, kind: Kind, location: Location) -> GraphQL:
        operation = graphql.operation_name
        return _changed(
            graphql,
            query=self.plain(graphql.query, kind, location),
            variables=self.plain(graphql.variables, kind, location),
            operation_name=operation and self.text(operation, location),
        )

    def parameters(
        self, pairs: tuple[KeyValue, ...], kind: Kind, location: Location
    ) -> tuple[KeyValue, ...]:
        return self.once(self._parameters, pairs, kind, location) if pairs else pairs

    def _parameters(
        self, pairs: tuple[KeyValue, ...], kind: Kind, location: Location
    ) -> tuple[KeyValue, ...]:
        new = tuple(self.once(self._parameter, pair, kind, location) for pair in pairs)
        return _kept(pairs, new)

    def _parameter(self, pair: KeyValue, kind: Kind, location: Location) -> KeyValue:
        name = pair.key.strip()
        is_cookie = kind is Kind.HEADER and name.lower() in _COOKIES
        strength = strength_of(name, is_parameter=True)
        if is_cookie or name.lower() in self.key_names:
            strength = Strength.STRONG
        value = pair.value
        if value is not None and (is_cookie or strength is not Strength.NONE):
            value = self.value(value, Spot(kind, location, name, strength, is_cookie))
        elif value is not None:
            value = self.plain(value, kind, location)
        return _changed(
            pair,
            key=self.plain(pair.key, kind, location),
            value=value,
            description=self.text(pair.description, location),
            files=_kept(pair.files, tuple(self.text(path, location) for path in pair.files)),
            content_type=pair.content_type and self.text(pair.content_type, location),
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
        new = tuple(sorted(parameters))
        return auth if new == auth.parameters else Auth(auth.type, new)

    def scripts(self, scripts: tuple[Script, ...], location: Location) -> tuple[Script, ...]:
        new = tuple(
            _changed(script, source=self.plain(script.source, Kind.SCRIPT, location))
            for script in scripts
        )
        return _kept(scripts, new)

    def variables(self, variables: tuple[Variable, ...]) -> tuple[Variable, ...]:
        self._follow_references(variables)
        return _kept(variables, tuple(self.variable(variable) for variable in variables))

    def variable(self, variable: Variable) -> Variable:
        spot = Spot(Kind.VARIABLE, (), variable.key, self._strength(variable))
        return _changed(
            variable,
            key=self.plain(variable.key, Kind.VARIABLE, ()),
            value=self.value(variable.value, spot),
            description=self.text(variable.description, ()),
        )

    def _strength(self, variable: Variable) -> Strength:
        if variable.type == "secret" or variable.key in self.notes.references:
            return Strength.STRONG
        return strength_of(variable.key, is_parameter=True)

    def _follow_references(self, variables: tuple[Variable, ...]) -> None:
        """What a variable that stands for a secret is put together from, is secret too."""
        values: dict[str, list[str]] = {}
        for variable in variables:
            values.setdefault(variable.key, []).append(variable.value)
        pending = [each.key for each in variables if self._strength(each) is Strength.STRONG]
        while pending:
            for value in values.pop(pending.pop(), ()):
                inner = _REFERENCE.findall(value)
                self.notes.references.update(inner)
                pending.extend(inner)

    def value(self, text: str, spot: Spot) -> str:
        if not text:
            return text
        if spot.strength is Strength.STRONG and not spot.is_cookie and "{{" in text:
            self.notes.references.update(_REFERENCE.findall(text))
            self.located += not self.anywhere  # the next walk has to find them too
        new = self.edit(text, spot)
        if new is None:
            if spot.says_nothing:
                self.notes.texts.add(text)
            return text
        self.located += not self.anywhere
        return new

    def plain(self, text: str, kind: Kind, location: Location) -> str:
        # Most texts stand in many places.
        if not text or text in self.notes.texts:
            return text
        return self.value(text, Spot(kind, location))

    def text(self, text: str, location: Location) -> str:
        return self.plain(text, Kind.TEXT, location)


DEEPEST = 3
"""Names kept of the way to a place; more would make deep trees cost their depth squared."""


def rebuild(
    collection: Collection, edit: Edit, *, anywhere: bool = False, notes: Notes | None = None
) -> Collection:
    """The collection with each of its texts as `edit` gives it back.

    What does not change stays the same object; what is one object and changes stays one too,
    if `anywhere`: where a text stands, but for what is known of its place, has no influence.
    `notes` are those of an earlier walk through this collection, and are added to.
    """
    walk = _Rebuilder(edit, anywhere, key_names(collection), notes or Notes())
    return walk.collection(collection)


def _changed(part: T, **values: object) -> T:
    """A part with other values in some fields; itself where they are those that it has."""
    for name, value in values.items():
        if getattr(part, name) is not value:
            return cast(T, replace(cast(Any, part), **values))
    return part


def _kept(parts: tuple[T, ...], new: tuple[T, ...]) -> tuple[T, ...]:
    """The new parts; the old tuple where they are all the same."""
    return parts if all(map(is_, parts, new)) else new


def key_names(collection: Collection) -> frozenset[str]:
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
