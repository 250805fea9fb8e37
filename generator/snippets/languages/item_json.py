"""The item itself: its JSON, laid out anew."""

from __future__ import annotations

from collections.abc import Mapping

from ..language import Language, Subject


def _show(subject: Subject) -> Mapping[str, object]:
    return {"text": subject.item_json()}


LANGUAGE = Language("item-json", "Item", "json", _show, rank=90)
