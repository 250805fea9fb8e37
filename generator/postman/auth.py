"""Authentication blocks: `{type, <type>: parameters}`."""

from __future__ import annotations

from .collection import Auth
from .shapes import Spot, kind, text_of

_EDITOR_STATE = frozenset({"saveHelperData", "showPassword"})
"""Parameters that are about Postman's window; older versions don't have them."""


def read_auth(node: object, spot: Spot) -> Auth | None:
    """The block of a collection, a folder or a request; None inherits.

    The parameters are a list of `{key, value}` in v2.1 and a map in v2.0, and either is
    taken anywhere. Without a type a block says nothing (postman-collection, item.js).
    """
    match node:
        case None:
            return None
        case dict() if isinstance(name := node.get("type"), str) and name:
            return Auth(name.lower(), _parameters(node.get(name), spot))
        case dict():
            return None
        case _:
            spot.notice(f"`auth` is {kind(node)}: read as none")
            return None


def _parameters(node: object, spot: Spot) -> tuple[tuple[str, str], ...]:
    match node:
        case dict():
            pairs = node
        case list():
            entries = [entry for entry in node if isinstance(entry, dict)]
            pairs = {text_of(entry.get("key")): entry.get("value") for entry in entries}
        case None:
            pairs = {}
        case _:
            spot.notice(f"the parameters of `auth` are {kind(node)}: read as none")
            pairs = {}
    return tuple(
        (key, text_of(value))
        for key, value in sorted(pairs.items())
        if key and value is not None and key not in _EDITOR_STATE
    )
