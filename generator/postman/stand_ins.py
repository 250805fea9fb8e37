"""What stands for the secrets of a collection: `redacted-access-token`, and how it stays so.

A secret is known again by the places where it stands, since nothing that is derived from it
may be written down. The lock holds a few places of each.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from .secret_names import words_of
from .secret_patterns import NUMBER_STAND_IN, STAND_IN
from .secret_places import Location

KIND = "secret"
"""The kind of the entries of the lock that name stand-ins."""

PREFIX = "redacted-"
NAMELESS = "secret"
_LONGEST = 40
_LONGEST_NAME_BEFORE_QUALIFIER = 18
_FIRST_NUMBER = 900_000_000
_NUMBERS = 100_000
_MOST_PLACES = 3
"""Of a secret, in the lock: one item or folder may go without all of them going."""
_WHOLE_NUMBER = re.compile(rf"(?<![\d.]){NUMBER_STAND_IN.pattern}(?![\d.])")

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a secret was found; the least of its places gives it its name."""

    rank: int
    name: str
    location: Location
    offset: int


@dataclass(frozen=True, slots=True)
class StandIn:
    """What stands for a secret, and where; no word of the secret itself."""

    text: str
    is_number: bool
    place: Place
    places: frozenset[str]
    """All of its places, as the lock has them."""


def slug(name: str) -> str:
    """A name in lower kebab case, in ASCII: `X-ApiKey` gives `x-api-key`."""
    if not name.isascii():
        from anyascii import anyascii  # noqa: PLC0415  (few collections need its tables)

        name = anyascii(name[:200])
    return "-".join(words_of(name[:200]))


def name_secrets(
    places: Mapping[Key, Place],
    numbers: frozenset[Key],
    taken: Iterable[str],
    pinned: Mapping[Key, str],
) -> dict[Key, str]:
    """A stand-in for each secret, by its place, but for those that have theirs.

    The only secret of a name has just that name. Of several, each gets the name of its item,
    where that does not do also that of the folder or example, and where even that does not,
    its position among those that are left. `numbers` are those that must stay numbers.
    """
    given = dict(pinned)
    used = {*taken, *given.values()}
    new = sorted((place, repr(key), key) for key, place in places.items() if key not in given)
    index = 0
    for _, _, key in new:
        if key in numbers:
            while index < _NUMBERS - 1 and str(_FIRST_NUMBER + index) in used:
                index += 1
            given[key] = str(_FIRST_NUMBER + index)
            used.add(given[key])
    waiting = [(slug(p.name) or NAMELESS, p, key) for p, _, key in new if key not in numbers]
    waiting.sort(key=lambda entry: entry[:2])
    # First those that a name alone tells apart, so that no other takes it from them.
    for depth in range(4):
        wanted: defaultdict[str, list[tuple[str, Place, Key]]] = defaultdict(list)
        for entry in waiting:
            titles = entry[1].location[-depth:] if depth else ()
            wanted[_stand_in(entry[0], slug(" ".join(titles)))].append(entry)
        waiting = []
        for text, entries in sorted(wanted.items()):
            at_top = [entry for entry in entries if not entry[1].location]
            chosen = entries if len(entries) == 1 else at_top if len(at_top) == 1 else []
            if chosen and text not in used:
                given[chosen[0][2]] = text
                used.add(text)
                waiting.extend(entry for entry in entries if entry is not chosen[0])
            else:
                waiting.extend(entries)
    positions: Counter[str] = Counter()
    for name, place, key in sorted(waiting, key=lambda entry: entry[:2]):
        qualifier = slug(" ".join(place.location[-1:]))
        text = ""
        while not text or text in used:
            positions[name + qualifier] += 1
            text = _stand_in(name, qualifier, str(positions[name + qualifier]))
        given[key] = text
        used.add(text)
    return given


def _stand_in(name: str, qualifier: str = "", position: str = "") -> str:
    room = _LONGEST - len(PREFIX) - (len(position) + 1 if position else 0)
    if qualifier:
        name = name[:_LONGEST_NAME_BEFORE_QUALIFIER].strip("-")
        name = f"{name}-{qualifier}"
    name = name[:room].strip("-")
    return PREFIX + (f"{name}-{position}" if position else name)


# --- in the lock ------------------------------------------------------------------------


def place_identity(location: Location, name: str, index: int) -> str:
    """A place as the lock has it; `index` tells several secrets of one place apart."""
    parts: list[str | int] = [*location, name, *([index] if index else [])]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def read_identity(identity: str) -> tuple[Location, str] | None:
    """The place that an entry of the lock speaks of."""
    try:
        parts = [part for part in json.loads(identity) if isinstance(part, str)]
    except (TypeError, ValueError, RecursionError):
        return None
    return (tuple(parts[:-1]), parts[-1]) if parts and parts[-1] else None


def pinned_stand_ins(names: Mapping[tuple[str, str], str]) -> dict[str, str]:
    """The stand-ins of a lock by place; nothing that could not be one comes out of it."""
    found = {}
    for (kind, identity), name in names.items():
        text = name.replace("_", "-") if name.startswith(PREFIX[:-1]) else name.removeprefix("n")
        if kind == KIND and (STAND_IN.fullmatch(text) or NUMBER_STAND_IN.fullmatch(text)):
            found[identity] = text
    return found


def entries_of(
    stand_ins: Iterable[StandIn], pinned: Mapping[str, str]
) -> Iterator[tuple[str, str, str]]:
    """The entries of the lock: of each stand-in the places it has there, and a few more."""
    for one in stand_ins:
        name = f"n{one.text}" if one.is_number else one.text.replace("-", "_")
        known = sorted(place for place in one.places if pinned.get(place) == one.text)
        for place in (*known, *_spread(one.places.difference(known)))[:_MOST_PLACES]:
            yield KIND, place, name


def _spread(places: Iterable[str]) -> list[str]:
    """The places sorted so that those of different folders come first."""
    by_folder: dict[str, list[str]] = {}
    for place in sorted(places):
        by_folder.setdefault(place.partition('",')[0], []).append(place)
    ranked = [(rank, place) for each in by_folder.values() for rank, place in enumerate(each)]
    return [place for _, place in sorted(ranked)]


def known_again(stand_ins: Iterable[StandIn], pinned: Mapping[str, str]) -> dict[str, str]:
    """The stand-ins that the lock has for secrets, by what stands for them now.

    A secret is the one that had most of its places.
    """
    votes: Counter[tuple[str, str]] = Counter()
    for one in stand_ins:
        for place in one.places & pinned.keys():
            if pinned[place].isdigit() == one.is_number:
                votes[pinned[place], one.text] += 1
    given: dict[str, str] = {}
    for (text, now), _ in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if now not in given and text not in given.values():
            given[now] = text
    return given


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A text with other stand-ins in it."""

    def name(found: re.Match[str]) -> str:
        # What follows a stand-in may read as part of it.
        whole, rest = found[0], ""
        while whole not in names and "-" in whole:
            whole, dash, last = whole.rpartition("-")
            rest = dash + last + rest
        return names.get(whole, whole) + rest

    if PREFIX in text:
        text = STAND_IN.sub(name, text)
    return _WHOLE_NUMBER.sub(lambda found: names.get(found[0], found[0]), text)
