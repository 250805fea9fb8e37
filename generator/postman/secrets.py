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
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from anyascii import anyascii

from ..diagnostics import Diagnostic, Level
from .collection import Auth, Collection, Folder, Item
from .secret_looks import Found
from .secret_names import Strength, is_distinctive, is_harmless, looks_random, words_of
from .secret_patterns import (
    STAND_IN,
    credentials_in_basic,
    find_in_cookies,
    find_in_text,
    find_in_value,
    is_stand_in,
)
from .secret_places import Kind, Location, Spot, rebuild
from .secret_values import SURROGATES, Everywhere, replaced

__all__ = ["is_stand_in", "redact"]

_PREFIX = "redacted-"
_LONGEST_STAND_IN = 40
_LONGEST_NAME_BEFORE_QUALIFIER = 18
_NAMELESS = "secret"
_FIRST_NUMBER = 900_000_000
_NUMBERS = 100_000


def redact(
    collection: Collection, *, words_in_bodies_stay: bool = False
) -> tuple[Collection, tuple[Diagnostic, ...]]:
    """The same collection with a stand-in for every secret, and a notice for each kind of place.

    `words_in_bodies_stay`: a value in a body that only its key makes a secret, and that no
    machine made, is left as it is: `"token": "1234ab"`.

    Neither the order of items nor that of folders or examples has an influence on which
    stand-in a secret gets; redacting twice gives what redacting once does.
    """
    search = _Search(words_in_bodies_stay)
    rebuild(collection, search.edit, search.quiet)
    search.add_basic_credentials(collection)
    if not search.secrets:
        return collection, ()
    stand_ins = _name(search.secrets, search.taken)
    everywhere = Everywhere(_distinctive(stand_ins))
    replacement = _Replacement(search, stand_ins, everywhere)
    redacted = rebuild(collection, replacement.edit, replacement.quiet)
    return redacted, tuple(
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


# ---- what to replace


@dataclass(frozen=True, slots=True, order=True)
class _Secret:
    """What is one secret: all finds of a distinctive value; else those under one name."""

    value: str
    name: str = ""
    """Empty for a distinctive value."""
    is_number: bool = False


@dataclass(frozen=True, slots=True, order=True)
class _Place:
    """Where a secret was found; the least of its places gives it its name."""

    rank: int
    name: str
    location: Location
    offset: int


_RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (Kind.VARIABLE, Kind.AUTH, Kind.ADDRESS, Kind.BODY, Kind.HEADER, Kind.SCRIPT, Kind.TEXT)
    )
}


def _secret(found: Found) -> _Secret:
    if found.is_number:
        return _Secret(found.value, _slug(found.name), is_number=True)
    if is_distinctive(found.value):
        return _Secret(found.value)
    return _Secret(found.value, _slug(found.name) or _NAMELESS)


@dataclass(slots=True)
class _Search:
    """The first walk: every secret with the place that names it."""

    words_in_bodies_stay: bool = False
    secrets: dict[_Secret, _Place] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    """Stand-ins that the collection has already."""
    counts: Counter[Kind] = field(default_factory=Counter)
    quiet: set[str] = field(default_factory=set)
    """Texts without a secret, unless their place makes one of them."""
    _cache: dict[tuple[str, str, Strength, bool, bool], tuple[Found, ...]] = field(
        default_factory=dict
    )

    def edit(self, text: str, spot: Spot) -> str:
        """Notes what is secret in a text, and leaves it as it is."""
        if _PREFIX in text:
            self.taken.update(STAND_IN.findall(text))
        if not (finds := self.find(text, spot)):
            if spot.says_nothing and not self.words_in_bodies_stay:
                self.quiet.add(text)
            return text
        done = 0
        for found in sorted(finds, key=lambda found: (found.start, -found.end)):
            self._add(found, spot)
            self.counts[spot.kind] += found.start >= done
            done = max(done, found.end)
            if text[max(0, found.start - 8) : found.start].rstrip().lower().endswith("basic"):
                self._add_decoded(found, spot)
        return text

    def find(self, text: str, spot: Spot) -> tuple[Found, ...]:
        """The secrets of a text, which may overlap; what stands in many places is read once."""
        is_kept = self.words_in_bodies_stay and spot.kind is Kind.BODY
        key = (text, spot.name, spot.strength, spot.is_cookie, is_kept)
        if (cached := self._cache.get(key)) is not None:
            return cached
        found: list[Found] = []
        if spot.is_cookie:
            found.extend(find_in_cookies(text))
        elif spot.strength is not Strength.NONE:
            found.extend(find_in_value(text, spot.name, spot.strength))
        found.extend(find_in_text(text))
        if is_kept:
            found = [one for one in found if one.by_look or looks_random(one.value)]
        self._cache[key] = result = tuple(found)
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
        place = _Place(rank, found.name, spot.location, found.start)
        known = self.secrets.get(secret)
        if known is None or place < known:
            self.secrets[secret] = place

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
    stack: list[Folder | Item] = list(collection.children)
    while stack:
        node = stack.pop()
        if isinstance(node, Folder):
            stack.extend(node.children)
        auth = node.auth if isinstance(node, Folder) else node.request.auth
        if auth:
            yield auth, (node.name,)


# ---- what to replace it by


def _slug(name: str) -> str:
    """A name in lower kebab case, in ASCII: `X-ApiKey` gives `x-api-key`."""
    words = words_of(name[:200]) if name.isascii() else words_of(anyascii(name[:200]))
    return "-".join(words)


def _name(secrets: dict[_Secret, _Place], taken: set[str]) -> dict[_Secret, str]:
    """A stand-in for each secret, by its place.

    The only secret of a name has just that name. Of several, each gets the name of its item,
    where that does not do also that of the folder or example, and where even that does not,
    its position among those that are left.
    """
    # A title may hold a secret itself.
    veil = Everywhere(_distinctive(dict.fromkeys(secrets, " ")))

    @cache
    def slug(titles: Location) -> str:
        return _slug(veil.replace(" ".join(titles)))

    stand_ins: dict[_Secret, str] = {}
    numbers = sorted((secrets[s], s) for s in secrets if s.is_number)
    for index, (_, secret) in enumerate(numbers):
        stand_ins[secret] = str(_FIRST_NUMBER + index % _NUMBERS)
    named: defaultdict[str, list[tuple[_Place, _Secret]]] = defaultdict(list)
    for secret, place in secrets.items():
        if not secret.is_number:
            name = slug((place.name,)) or _NAMELESS
            named[name].append((place, secret))
    used = set(taken)
    waiting: list[tuple[str, _Place, _Secret]] = []
    for name, group in sorted(named.items()):
        waiting.extend((name, place, secret) for place, secret in group)
    # First those that a name alone tells apart, so that no other takes it from them.
    for depth in range(4):
        wanted: defaultdict[str, list[tuple[str, _Place, _Secret]]] = defaultdict(list)
        for entry in waiting:
            titles = entry[1].location[-depth:] if depth else ()
            qualifier = slug(titles)
            wanted[_stand_in(entry[0], qualifier)].append(entry)
        waiting = []
        for text, entries in sorted(wanted.items()):
            at_top = [entry for entry in entries if not entry[1].location]
            chosen = entries if len(entries) == 1 else at_top if len(at_top) == 1 else []
            if chosen and text not in used:
                stand_ins[chosen[0][2]] = text
                used.add(text)
                waiting.extend(entry for entry in entries if entry is not chosen[0])
            else:
                waiting.extend(entries)
    positions: Counter[str] = Counter()
    for name, place, secret in sorted(waiting):
        qualifier = slug(place.location[-1:])
        text = ""
        while not text or text in used:
            positions[name + qualifier] += 1
            text = _stand_in(name, qualifier, str(positions[name + qualifier]))
        stand_ins[secret] = text
        used.add(text)
    return stand_ins


def _stand_in(name: str, qualifier: str = "", position: str = "") -> str:
    room = _LONGEST_STAND_IN - len(_PREFIX) - (len(position) + 1 if position else 0)
    if qualifier:
        name = name[:_LONGEST_NAME_BEFORE_QUALIFIER].strip("-")
        name = f"{name}-{qualifier}"
    name = name[:room].strip("-")
    return _PREFIX + (f"{name}-{position}" if position else name)


def _distinctive(stand_ins: dict[_Secret, str]) -> dict[str, str]:
    return {secret.value: text for secret, text in stand_ins.items() if not secret.name}


# ---- replacing


@dataclass(frozen=True, slots=True)
class _Replacement:
    """The second walk."""

    search: _Search
    stand_ins: dict[_Secret, str]
    everywhere: Everywhere
    quiet: set[str] = field(default_factory=set)

    def edit(self, text: str, spot: Spot) -> str:
        """A text with a stand-in for each secret in it."""
        # Start, then those found by place, then the longest: what overlaps goes with the first.
        finds, known = self.search.find(text, spot), self.everywhere.find(text)
        if not finds and not known:
            if spot.says_nothing and not self.search.words_in_bodies_stay:
                self.quiet.add(text)
            return text
        spans = [(found.start, 0, -found.end, self.stand_ins[_secret(found)]) for found in finds]
        spans.extend((start, 1, -end, by) for start, end, by in known)
        return replaced(text, spans) if spans else text
