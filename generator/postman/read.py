"""Bytes -> Collection: finds out what the file holds and calls the reader for it."""

from __future__ import annotations

from collections.abc import Mapping

from ..diagnostics import Diagnostic, InputError
from ..memo import NO_MEMO, Memo
from .collection import Collection
from .document import decode, parse
from .explain import explain
from .recognise import (
    is_folder,
    is_item,
    is_v1,
    is_v2,
    mistaken,
    mistaken_text,
    unwrapped,
)
from .shapes import Spot, kind
from .v1 import as_v2
from .v2 import read_item, read_v2

_NOT_A_COLLECTION = "not-a-collection"


def read_collection(data: bytes, memo: Memo = NO_MEMO) -> tuple[Collection, tuple[Diagnostic, ...]]:
    """The collection in a file and what was odd about it.

    Taken are v2.1, v2.0 and v1, each also in the envelope of Postman's API, a single folder
    or item, and the text that a v3 folder comes as. `InputError` says what anything else is,
    and where it is broken.
    """
    text = decode(data)
    if instead := mistaken_text(text):
        raise InputError(instead, code=_NOT_A_COLLECTION)
    root, found = parse(text)
    if not isinstance(root, dict):
        message = f"the file holds {kind(root)}, not a Postman collection"
        raise InputError(message, code=_NOT_A_COLLECTION)
    spot = Spot(known=memo.tool("nodes", dict), memo=memo)
    collection = _read_folder(root, spot) if is_folder(root) else _read(unwrapped(root), spot)
    return collection, (*found, *spot.found)


def _read_folder(root: Mapping[str, object], spot: Spot) -> Collection:
    # Most collections are no folders, and need no YAML.
    from . import v3  # noqa: PLC0415

    return read_v2(v3.as_v2(root, spot), spot)


def _read(root: Mapping[str, object], spot: Spot) -> Collection:
    if is_v2(root):
        return read_v2(root, spot)
    if is_v1(root):
        return read_v2(as_v2(root, spot), spot)
    if is_item(root):
        item = read_item(root, spot, {})
        if item is None:
            raise InputError(f"the item {explain(root, 'item')}")
        return Collection(item.name, (item,))
    raise InputError(
        mistaken(root) or "this JSON is no Postman collection: it has neither `info` nor `item`",
        code=_NOT_A_COLLECTION,
    )
