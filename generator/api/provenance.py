"""Whether a collection was converted from an OpenAPI document: then its values are made up.

openapi-to-postman (Postman's own import is the same code) writes a value for each parameter:
a placeholder, or one that it draws at random. Nothing marks a drawn value, but the converter
leaves other marks, on more than the parameters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..inference.observe import observe_placeholder
from ..postman.collection import KeyValue, Located
from .requests import describe

_SERVER = "{{baseUrl}}"
"""What the converter puts in the place of the document's servers."""
_NEARLY_ALL = 0.9
"""A person may have added some items."""
_SECURITY = "Added as a part of security scheme"
"""Begins the description of a credential in the requests saved with examples."""


def is_converted(items: Sequence[Located]) -> bool:
    """Whether the items come from an OpenAPI document.

    Most of them are sent to `{{baseUrl}}`, and nearly all of these have the converter's
    setting against the pruning of bodies. Older versions did not set it; they describe
    every variable of a path as required, or, where no path has one, left a mark on some
    other parameter.
    """
    sent = [one for one in items if one.item.request.url.server == _SERVER]
    if len(sent) * 2 <= len(items):
        return False
    unpruned = sum(dict(one.item.behaviour).get("disableBodyPruning") == "true" for one in sent)
    if unpruned >= _NEARLY_ALL * len(sent):
        return True
    in_paths = [entry for one in sent for entry in one.item.request.url.variables]
    if in_paths:
        return all(describe(entry.description)[1] for entry in in_paths)
    return any(_is_marked(entry) for one in sent for entry in _entries(one))


def _entries(one: Located) -> Iterable[KeyValue]:
    saved = (example.request for example in one.item.examples if example.request is not None)
    for request in (one.item.request, *saved):
        yield from request.url.query
        yield from request.headers
        yield from request.body.fields if request.body is not None else ()


def _is_marked(entry: KeyValue) -> bool:
    _, required, choices = describe(entry.description)
    is_told = required or bool(choices) or entry.description.startswith(_SECURITY)
    return is_told or (entry.value is not None and observe_placeholder(entry.value) is not None)
