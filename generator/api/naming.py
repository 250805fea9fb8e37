"""Words, and names that are told apart: the only place that names things.

Every text of a collection that becomes an identifier, a file name or a class name comes
through here. Names depend on what a thing is and where it is, never on its position.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

LONGEST_NAME = 60
"""Characters; a longer name keeps its first words and a digest of the whole."""
_MOST_WORDS = 12
_LONGEST_TITLE = 200
_DIGEST = 4

_WORD = re.compile(r"[A-Z]{2,}s(?![a-z])|[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
# Names that are one word, whatever their capitals say.
_ONE_WORD = re.compile(
    r"Git(?:Hub|Lab)|GraphQL|IPv[46]|iOS|JavaScript|LinkedIn|macOS|MySQL|O[Aa]uth|OpenAPI"
    r"|PayPal|PostgreSQL|WebSocket|WiFi|YouTube"
)
PLAIN_VERBS = frozenset(
    {
        *("add", "create", "delete", "edit", "fetch", "find", "get", "insert"),
        *("list", "load", "lookup", "modify", "new", "patch", "post", "put", "query", "read"),
        *("register", "remove", "replace", "retrieve", "save", "search", "show", "store"),
        *("update", "upsert", "view"),
    }
)
"""Verbs whose object is what the answer is: to get, list or update a link gives links."""
_APOSTROPHE = re.compile(r"(?<=[A-Za-z])['’](?=[a-z]\b)")
_ARTICLES = frozenset({"a", "an", "the"})
_UNCOUNTED = ("ss", "us", "is", "ics", "news", "series")
_PREPOSITIONS = frozenset({"of", "for", "from", "to", "in", "on", "at", "with", "by"})

Key = TypeVar("Key", bound=Hashable)


@lru_cache(maxsize=20_000)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case ASCII: `Get userIDs (v2)` is get, user, ids, v2.

    Letters of other scripts are transliterated; a text without any letter or digit has
    no words.
    """
    plain = text[:_LONGEST_TITLE]
    if not plain.isascii():
        from anyascii import anyascii  # noqa: PLC0415  (few collections need its tables)

        plain = anyascii(plain)
    plain = _APOSTROPHE.sub("", plain)
    plain = _ONE_WORD.sub(lambda match: f"{match[0].capitalize()}", plain)
    found: list[str] = []
    for chunk in re.split(r"[^A-Za-z0-9]+", plain):
        found.extend(_split(chunk))
    return tuple(found[:_MOST_WORDS])


def _split(chunk: str) -> list[str]:
    """The words of a run of letters and digits; digits stay with the word before them."""
    parts: list[str] = []
    for part in _WORD.findall(chunk):
        if parts and part.isdigit():
            parts[-1] += part
        else:
            parts.append(part.lower())
    return parts


def snake(parts: Sequence[str]) -> str:
    """Words as one name in lower case: `user_id`; never empty, never digit first."""
    name = "_".join(parts) or "unnamed"
    if name[0].isdigit():
        name = f"n{name}"
    return _shorten(name, "_")


def pascal(parts: Sequence[str]) -> str:
    """Words as a class name: `UserId`; never empty, never digit first."""
    name = "".join(part[:1].upper() + part[1:] for part in parts) or "Unnamed"
    if name[0].isdigit():
        name = f"N{name}"
    return _shorten(name, "")


def _shorten(name: str, joint: str) -> str:
    if len(name) <= LONGEST_NAME:
        return name
    cut = name[: LONGEST_NAME - _DIGEST - 1]
    if joint and joint in cut[LONGEST_NAME // 2 :]:
        cut = cut.rpartition(joint)[0]
    return cut.rstrip("_") + joint + digest(name)


@lru_cache(maxsize=20_000)
def digest(text: str) -> str:
    """A few letters that stand for a text: what tells things apart that no word does."""
    number = int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8])
    letters = []
    for _ in range(_DIGEST):
        number, rest = divmod(number, 26)
        letters.append(chr(ord("a") + rest))
    return "".join(letters)


def singular(parts: Sequence[str]) -> tuple[str, ...]:
    """The words with the last one in the singular: `bank accounts` is bank, account."""
    if not parts:
        return ()
    *before, last = parts
    return (*before, _singular_word(last))


def _singular_word(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(_UNCOUNTED):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def title_words(title: str) -> tuple[str, ...]:
    """The words of a title less the number that only orders it: `01. Log in` is log, in."""
    found = words(title)
    start = 0
    while start < len(found) - 1 and found[start].isdigit():
        start += 1
    return found[start:]


def without_articles(parts: Sequence[str]) -> tuple[str, ...]:
    """The words less a, an, the; all of them where nothing else is there."""
    return tuple(part for part in parts if part not in _ARTICLES) or tuple(parts)


def without_noun(title: Sequence[str], noun: Sequence[str]) -> tuple[str, ...]:
    """The words less articles and a noun in either number: `get a link` less `links` is get.

    All of them where nothing would be left, or where what looks like the noun is the verb:
    `follow a user` in `follows`, `search books` in `searches`.
    """
    one, many = singular(noun), tuple(noun)
    parts = without_articles(title)
    is_verb = len(title) > 1 and (title[1] in _ARTICLES or title[0] in PLAIN_VERBS)
    if is_verb and tuple(title[:1]) == one:
        return parts
    for form in (many, one, (*one[:-1], one[-1] + "s") if one else ()):
        if not form:
            continue
        for start in range(len(parts) - len(form) + 1):
            if tuple(parts[start : start + len(form)]) == form:
                rest = (*parts[:start], *parts[start + len(form) :])
                while rest and rest[-1] in _PREPOSITIONS:
                    rest = rest[:-1]
                return rest or tuple(parts)
    return tuple(parts)


def tell_apart(
    candidates: Mapping[Key, Iterable[str]],
    pinned: Mapping[Key, str] | None = None,
    taken: frozenset[str] = frozenset(),
) -> dict[Key, str]:
    """A name for each key, no two the same.

    Each key lists its names from the one it would like to the one that tells it apart
    from all; those that like the same one all take their next. What is pinned has its
    name already, unless it is taken. The result depends on no order. The last name of
    every list must be its own; ValueError otherwise.
    """
    given: dict[Key, str] = {}
    used = set(taken)
    for key, name in sorted((pinned or {}).items(), key=repr):
        # A lock may pin one name twice: two branches, each with an item of its own, merged.
        if name not in used:
            given[key] = name
            used.add(name)
    # Most are settled with the first: the others are not even made then.
    names = {key: iter(those) for key, those in candidates.items() if key not in given}
    waiting = {key: _next(those) for key, those in names.items()}
    while waiting:
        wanted = Counter(waiting.values())
        settled = {
            key: name for key, name in waiting.items() if wanted[name] == 1 and name not in used
        }
        given.update(settled)
        used.update(settled.values())
        waiting = {key: _next(names[key]) for key in waiting if key not in settled}
    return given


def _next(names: Iterator[str]) -> str:
    for name in names:
        return name
    raise ValueError("two things have no name that tells them apart")
