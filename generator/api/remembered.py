"""What records of the same keys taught each other, kept in the lock.

One example has null where another of the same record has a text: then the field takes both.
When the other one changes, what was learned of it stays, or one answer of an API would
change the models and arguments of others.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from ..inference.formats import is_format
from ..inference.merge import is_nullable, without_null
from ..inference.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    String,
    Type,
)
from .identity import Names
from .model_pins import keys_digest

KIND = "learned"
"""The kind of the entries of the lock that say what a field was found to hold elsewhere."""

BODIES = "sent"
"""Instead of a status: what is sent."""

_CODES: dict[str, Type] = {
    "null": NULL,
    "boolean": BOOLEAN,
    "integer": INTEGER,
    "number": NUMBER,
    "string": STRING,
}
_NAMES = {type_: code for code, type_ in _CODES.items()}
_FORMAT = "string_"
_OR = "_or_"

Keys = frozenset[str]
Where = int | str | None
"""The status of an error, None of any success, `BODIES` of a request."""


class Remembered:
    """What fields were found to hold elsewhere: by the lock, and in this run."""

    def __init__(self, pinned: Names) -> None:
        self._pinned = {
            identity: types
            for (kind, identity), code in pinned.items()
            if kind == KIND and (types := _types(code))
        }
        self._keys = {identity.split('"')[1] for identity in self._pinned if '"' in identity}
        """The digests of keys of which anything is pinned."""
        self._found: dict[str, set[Type]] = {}
        self._digests: dict[Keys, str] = {}

    def of(self, keys: Keys, where: Where, field: str) -> frozenset[Type]:
        """What the lock has of a field of the records with these keys, as long as there are any."""
        known = self.pinned(keys, where, field)
        if known:
            self._found.setdefault(self._identity(keys, where, field), set()).update(known)
        return known

    def pinned(self, keys: Keys, where: Where, field: str) -> frozenset[Type]:
        """The same, without keeping it."""
        if not self.knows(keys):
            return frozenset()
        return self._pinned.get(self._identity(keys, where, field), frozenset())

    def knows(self, keys: Keys) -> bool:
        """Whether the lock has anything of the records with these keys."""
        return bool(self._keys) and self._digest(keys) in self._keys

    def note(self, keys: Keys, where: Where, field: str, own: Type, whole: Type) -> None:
        """Keep what made `whole` of a field that is `own` by its own samples.

        Records are left out: what one is depends on yet others.
        """
        new: set[Type] = {NULL} if is_nullable(whole) and not is_nullable(own) else set()
        said = without_null(whole)
        if said != without_null(own) and _has_code(said):
            new.add(said)
        if new:
            self._found.setdefault(self._identity(keys, where, field), set()).update(new)

    def entries(self) -> Iterator[tuple[str, str, str]]:
        """The entries of the lock: kind, identity, name."""
        for identity, types in self._found.items():
            yield KIND, identity, _OR.join(sorted(map(_code, types)))

    def _digest(self, keys: Keys) -> str:
        if keys not in self._digests:
            self._digests[keys] = keys_digest(sorted(keys))
        return self._digests[keys]

    def _identity(self, keys: Keys, where: Where, field: str) -> str:
        digest = self._digest(keys)
        parts = [digest, field] if where is None else [digest, where, field]
        return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def _has_code(type_: Type) -> bool:
    if isinstance(type_, String) and type_.format is not None:
        return is_format(type_.format)
    return type_ in _NAMES


def _code(type_: Type) -> str:
    if isinstance(type_, String) and type_.format is not None:
        return _FORMAT + type_.format.replace("-", "_")
    return _NAMES[type_]


def _types(code: str) -> frozenset[Type]:
    """The types of an entry; none where it makes no sense."""
    found: set[Type] = set()
    for each in code.split(_OR):
        format_ = each.removeprefix(_FORMAT).replace("_", "-")
        if each in _CODES:
            found.add(_CODES[each])
        elif each.startswith(_FORMAT) and is_format(format_):
            found.add(String(format_))
        else:
            return frozenset()
    return frozenset(found)
