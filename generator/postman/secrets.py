"""Takes the secrets out of a collection, before any later stage sees it.

Every secret becomes a stand-in that names what it replaces, `redacted-access-token`, the same
one wherever the secret stands. Three things make a text a secret:

- its place: authentication blocks, headers, parameters, JSON keys, variables (`secret_names`
  judges their names, `secret_places` walks through all of them);
- its look: tokens of well-known makers (`secret_looks`);
- that it was found as a secret elsewhere, provided that it is distinctive: `admin` as a user
  name is replaced in that place only, since it may stand anywhere for other reasons.

A secret number in JSON stays a number: one of 900000000 to 900099999.
"""

from __future__ import annotations

import base64
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from ..diagnostics import Diagnostic, Level
from ..memo import NO_MEMO, Memo
from .collection import Auth, Collection, Folder, Item
from .secret_looks import Found
from .secret_names import Strength, is_distinctive, is_harmless, looks_random
from .secret_patterns import (
    STAND_IN,
    credentials_in_basic,
    find_in_cookies,
    find_in_text,
    find_in_value,
    is_stand_in,
)
from .secret_places import DEEPEST, Kind, Location, Notes, Spot, key_names, rebuild
from .secret_values import SURROGATES, Everywhere, replaced
from .stand_ins import (
    NAMELESS,
    PREFIX,
    Place,
    StandIn,
    known_again,
    name_secrets,
    place_identity,
    read_identity,
    renamed,
    slug,
)

__all__ = ["Redaction", "is_stand_in", "redact", "redaction", "with_names"]


@dataclass(frozen=True, slots=True)
class Redaction:
    """A collection without its secrets."""

    collection: Collection
    diagnostics: tuple[Diagnostic, ...] = ()
    stand_ins: tuple[StandIn, ...] = ()
    taken: frozenset[str] = frozenset()
    """Stand-ins that the collection had already."""


def redact(
    collection: Collection, *, words_in_bodies_stay: bool = False
) -> tuple[Collection, tuple[Diagnostic, ...]]:
    """The same collection with a stand-in for every secret, and a notice for each kind of place.

    `words_in_bodies_stay`: a value in a body that only its key makes a secret, and that no
    machine made, is left as it is: `"token": "1234ab"`.

    Neither the order of items nor that of folders or examples has an influence on which
    stand-in a secret gets; redacting twice gives what redacting once does.
    """
    done = redaction(collection, words_in_bodies_stay=words_in_bodies_stay)
    return done.collection, done.diagnostics


def redaction(
    collection: Collection,
    *,
    words_in_bodies_stay: bool = False,
    known: frozenset[tuple[Location, str]] = frozenset(),
    memo: Memo = NO_MEMO,
) -> Redaction:
    """As `redact`, with what stands for the secrets; at `known` places is one for sure."""
    search = _Search(words_in_bodies_stay, known, cache=memo.tool("finds", dict))
    # What was found to hold nothing need not be looked at in the next run.
    notes = replace(memo.tool(("notes", key_names(collection)), Notes), references=set())
    rebuild(collection, search.edit, notes=notes)
    search.add_basic_credentials(collection)
    if not search.secrets:
        return Redaction(collection, taken=frozenset(search.taken))
    texts, stand_ins = _name(search)
    values = _distinctive(texts)
    everywhere = memo.of(Everywhere, (*sorted(values.items()),), lambda: Everywhere(values))
    replacement = _Replacement(search, texts, everywhere)
    notes = Notes() if any(map(everywhere.find, search.quiet())) else notes.copy()
    redacted = rebuild(collection, replacement.edit, anywhere=not known, notes=notes)
    diagnostics = tuple(
        Diagnostic(
            Level.NOTICE,
            "redacted",
            "",
            f"{count} secret values in {kind} are replaced by stand-ins"
            if count > 1
            else f"1 secret value in {kind} is replaced by a stand-in",
        )
        for kind, count in sorted(search.counts.items())
        if count
    )
    return Redaction(redacted, diagnostics, stand_ins, frozenset(search.taken))


def with_names(done: Redaction, pinned: Mapping[str, str]) -> Redaction:
    """With the stand-ins that a lock has, by place; the others make way.

    What the lock knows as a secret is one: a value may have been recognised by something
    that is gone.
    """
    places = {place for one in done.stand_ins for place in one.places}
    gone = (read_identity(place) for place in pinned.keys() - places)
    if known := frozenset(place for place in gone if place is not None):
        again = redaction(done.collection, known=known)
        done = replace(
            done, collection=again.collection, stand_ins=(*done.stand_ins, *again.stand_ins)
        )
    names = name_secrets(
        {one.text: one.place for one in done.stand_ins},
        frozenset(one.text for one in done.stand_ins if one.is_number),
        done.taken,
        known_again(done.stand_ins, pinned),
    )
    if all(now == name for now, name in names.items()):
        return done

    def edit(text: str, _: Spot) -> str | None:
        new = renamed(text, names)
        return None if new == text else new

    return replace(
        done,
        collection=rebuild(done.collection, edit, anywhere=True),
        stand_ins=tuple(replace(one, text=names[one.text]) for one in done.stand_ins),
    )


# ---- what to replace


@dataclass(frozen=True, slots=True, order=True)
class _Secret:
    """What is one secret: all finds of a distinctive value; else those under one name."""

    value: str
    name: str = ""
    """Empty for a distinctive value."""
    is_number: bool = False


_RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (Kind.VARIABLE, Kind.AUTH, Kind.ADDRESS, Kind.BODY, Kind.HEADER, Kind.SCRIPT, Kind.TEXT)
    )
}


def _secret(found: Found) -> _Secret:
    if found.is_number:
        return _Secret(found.value, slug(found.name), is_number=True)
    if is_distinctive(found.value):
        return _Secret(found.value)
    return _Secret(found.value, slug(found.name) or NAMELESS)


@dataclass(slots=True)
class _Search:
    """The first walk: every secret with the place that names it."""

    words_in_bodies_stay: bool = False
    known: frozenset[tuple[Location, str]] = frozenset()
    """Places that hold a secret, as far as is known."""
    secrets: dict[_Secret, Place] = field(default_factory=dict)
    places: dict[_Secret, dict[tuple[Location, str], int]] = field(default_factory=dict)
    """All places of each, with the first position there."""
    taken: set[str] = field(default_factory=set)
    """Stand-ins that the collection has already."""
    counts: Counter[Kind] = field(default_factory=Counter)
    cache: dict[tuple[str, str, Strength, bool, bool], tuple[Found, ...]] = field(
        default_factory=dict
    )

    def edit(self, text: str, spot: Spot) -> str | None:
        """Notes what is secret in a text, and leaves it as it is."""
        taken = STAND_IN.findall(text) if PREFIX in text else ()
        self.taken.update(taken)
        if not (finds := self.find(text, spot)):
            return text if taken else self.unless_located(text, spot)
        done = 0
        for found in sorted(finds, key=lambda found: (found.start, -found.end)):
            self._add(found, spot)
            self.counts[spot.kind] += found.start >= done
            done = max(done, found.end)
            if text[max(0, found.start - 8) : found.start].rstrip().lower().endswith("basic"):
                self._add_decoded(found, spot)
        return text

    def unless_located(self, text: str, spot: Spot) -> str | None:
        """A text without finds; None where there are none in any location."""
        return text if self.words_in_bodies_stay or (self.known and spot.name) else None

    def quiet(self) -> set[str]:
        """The texts in which no secret was found, in one place at least."""
        return {text for (text, *_), found in self.cache.items() if not found}

    def find(self, text: str, spot: Spot) -> tuple[Found, ...]:
        """The secrets of a text, which may overlap; what stands in many places is read once."""
        is_kept = self.words_in_bodies_stay and spot.kind is Kind.BODY
        if (spot.location, spot.name) in self.known:
            spot = replace(spot, strength=Strength.STRONG)
        key = (text, spot.name, spot.strength, spot.is_cookie, is_kept)
        if (cached := self.cache.get(key)) is not None:
            return cached
        found: list[Found] = []
        if spot.is_cookie:
            found.extend(find_in_cookies(text))
        elif spot.strength is not Strength.NONE:
            found.extend(find_in_value(text, spot.name, spot.strength))
        found.extend(find_in_text(text))
        if is_kept:
            found = [one for one in found if one.by_look or looks_random(one.value)]
        self.cache[key] = result = tuple(found)
        return result

    def add_basic_credentials(self, collection: Collection) -> None:
        """What `user:password` of each basic block looks like in a header."""
        literals = {v.key: v.value for v in collection.variables if not v.disabled}
        for auth, location in _auth_blocks(collection):
            if auth.type != "basic":
                continue
            user, password = (_resolved(auth.get(key), literals) for key in _BASIC)
            if password and not ("{{" in user + password or is_stand_in(user + password)):
                encoded = base64.b64encode(f"{user}:{password}".encode(errors=SURROGATES)).decode()
                found = Found(0, 0, encoded, "basic-credentials")
                self._add(found, Spot(Kind.AUTH, location))

    def _add(self, found: Found, spot: Spot) -> None:
        secret = _secret(found)
        rank = _RANKS[spot.kind] + (len(_RANKS) if found.by_look else 0)
        place = Place(rank, found.name, spot.location, found.start)
        least = self.secrets.get(secret)
        if least is None or place < least:
            self.secrets[secret] = place
        places = self.places.setdefault(secret, {})
        where = spot.location, found.name
        if found.start < places.get(where, sys.maxsize):
            places[where] = found.start

    def _add_decoded(self, found: Found, spot: Spot) -> None:
        for name, value in zip(_BASIC, credentials_in_basic(found.value) or (), strict=False):
            if is_distinctive(value) and not is_harmless(value, name):
                decoded = Found(found.start, found.end, value, name)
                self._add(decoded, spot)


_BASIC = ("username", "password")


def _resolved(value: str, literals: dict[str, str]) -> str:
    """The value of `{{name}}`, where the collection has one."""
    value = value.strip()
    if value.startswith("{{") and value.endswith("}}"):
        return literals.get(value[2:-2].strip(), value)
    return value


def _auth_blocks(collection: Collection) -> Iterator[tuple[Auth, Location]]:
    if collection.auth:
        yield collection.auth, ()
    stack: list[tuple[Folder | Item, Location]] = [(child, ()) for child in collection.children]
    while stack:
        node, around = stack.pop()
        location = (*around, node.name)
        if isinstance(node, Folder):
            stack.extend((child, location[-DEEPEST:]) for child in node.children)
        auth = node.auth if isinstance(node, Folder) else node.request.auth
        if auth:
            yield auth, location


# ---- what to replace it by


def _name(search: _Search) -> tuple[dict[_Secret, str], tuple[StandIn, ...]]:
    """A stand-in for each secret, and what of it may be known outside."""
    # A title may hold a secret itself.
    veil = Everywhere(_distinctive(dict.fromkeys(search.secrets, " ")))

    @cache
    def veiled(text: str) -> str:
        return veil.replace(text)

    places = {
        secret: replace(place, name=veiled(place.name), location=tuple(map(veiled, place.location)))
        for secret, place in search.secrets.items()
    }
    numbers = frozenset(secret for secret in places if secret.is_number)
    texts = name_secrets(places, numbers, search.taken, {})
    at: defaultdict[tuple[Location, str], list[tuple[int, _Secret]]] = defaultdict(list)
    for secret, offsets in search.places.items():
        for where, offset in offsets.items():
            at[where].append((offset, secret))
    identities: defaultdict[_Secret, set[str]] = defaultdict(set)
    for (location, name), found in at.items():
        where = tuple(map(veiled, location)), veiled(name)
        for index, (_, secret) in enumerate(sorted(found)):
            identities[secret].add(place_identity(*where, index))
    return texts, tuple(
        StandIn(text, secret.is_number, places[secret], frozenset(identities[secret]))
        for secret, text in texts.items()
    )


def _distinctive(stand_ins: dict[_Secret, str]) -> dict[str, str]:
    return {secret.value: text for secret, text in stand_ins.items() if not secret.name}


# ---- replacing


@dataclass(frozen=True, slots=True)
class _Replacement:
    """The second walk."""

    search: _Search
    stand_ins: dict[_Secret, str]
    everywhere: Everywhere

    def edit(self, text: str, spot: Spot) -> str | None:
        """A text with a stand-in for each secret in it."""
        # Start, then those found by place, then the longest: what overlaps goes with the first.
        finds, known = self.search.find(text, spot), self.everywhere.find(text)
        if not finds and not known:
            return self.search.unless_located(text, spot)
        spans = [(found.start, 0, -found.end, self.stand_ins[_secret(found)]) for found in finds]
        spans.extend((start, 1, -end, by) for start, end, by in known)
        return replaced(text, spans)
