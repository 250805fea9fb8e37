"""The reader of the v2 formats: nested items, a folder being an item with items.

v2.0 and v2.1 differ in how they write addresses and authentication; both ways are read
anywhere, as Postman does.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from ..diagnostics import InputError
from .auth import read_auth
from .bodies import read_body
from .collection import (
    Collection,
    Example,
    Folder,
    Item,
    Request,
    Script,
    Variable,
)
from .explain import explain
from .fields import headers
from .shapes import (
    Spot,
    description_of,
    first,
    is_disabled,
    kind,
    text_of,
    text_or_none,
    title_of,
)
from .urls import read_url

_NO_MORE = object()


@dataclass(slots=True)
class _Open:
    """A folder, or the collection, whose children are being read."""

    nodes: Iterator[tuple[int, object]]
    spot: Spot
    behaviour: Mapping[str, str]
    folder: Folder
    children: list[Folder | Item] = field(default_factory=list)


def read_v2(root: Mapping[str, object], spot: Spot) -> Collection:
    """The collection of a v2.0 or v2.1 root; `InputError` where it is none.

    Without `info` the root is a folder saved on its own, which has its name itself.
    """
    info = root.get("info") if "info" in root else root
    items = root.get("item") if "item" in root else root.get("items", [])
    if not isinstance(info, dict) or not isinstance(items, list):
        raise InputError(f"the collection {explain(root, 'collection')}")
    return Collection(
        name=title_of(info),
        children=read_children(items, spot, _behaviour(root, {})),
        description=description_of(info) or description_of(root),
        auth=read_auth(root.get("auth"), spot),
        variables=_variables(first(root, "variable", "variables"), spot),
        scripts=_scripts(root, spot),
    )


def read_children(
    nodes: list[object], spot: Spot, behaviour: Mapping[str, str]
) -> tuple[Folder | Item, ...]:
    """The items and folders of a list, all levels; what is neither is left out.

    A stack of open folders and no recursion: folders may be nested hundreds deep.
    """
    stack = [_Open(iter(enumerate(nodes, 1)), spot, behaviour, Folder(""))]
    while True:
        top = stack[-1]
        number, node = next(top.nodes, (0, _NO_MORE))
        if node is _NO_MORE:
            stack.pop()
            if not stack:
                return tuple(top.children)
            stack[-1].children.append(replace(top.folder, children=tuple(top.children)))
        elif not isinstance(node, dict):
            inner = top.spot.below(f"item {number}")
            inner.warning(f"left out: it {explain(node, 'item')}", "bad-item")
        elif _is_folder(node):
            stack.append(_open_folder(node, top))
        elif item := _item(node, top.spot, top.behaviour):
            top.children.append(item)


def _item(node: Mapping[str, object], spot: Spot, behaviour: Mapping[str, str]) -> Item | None:
    inherited = tuple(behaviour.items())
    return spot.again(read_item, node, inherited, lambda here: read_item(node, here, behaviour))


def read_item(node: Mapping[str, object], spot: Spot, behaviour: Mapping[str, str]) -> Item | None:
    """A request with its examples and scripts; None, and a warning, where it has none."""
    name = title_of(node)
    here = spot.below(name)
    _note_own_variables(node, here)
    examples = _examples(first(node, "response", "responses"), here)
    request = _request(node.get("request"), here)
    if request is None:
        request = next((example.request for example in examples if example.request), None)
        if request is None or node.get("request") is not None:
            here.warning(f"left out: it {explain(node, 'item')}", "bad-item")
            return None
        here.notice("it has no request: that of its example is taken", "request-of-example")
    if not request.description:
        request = replace(request, description=description_of(node))
    return Item(
        name=name,
        request=request,
        examples=examples,
        scripts=_scripts(node, here),
        behaviour=tuple(sorted(_behaviour(node, behaviour).items())),
    )


def _is_folder(node: Mapping[str, object]) -> bool:
    return isinstance(node.get("item", node.get("items")), list) or (
        node.get("request") is None and ("item" in node or "items" in node)
    )


def _open_folder(node: Mapping[str, object], outer: _Open) -> _Open:
    name = title_of(node)
    spot = outer.spot.below(name)
    items = node.get("item", node.get("items"))
    if isinstance(items, dict):
        items = [items]
    if not isinstance(items, list):
        spot.notice(f"`item` is {kind(items)}: read as a folder without items")
        items = []
    _note_own_variables(node, spot)
    folder = Folder(
        name=name,
        description=description_of(node),
        auth=read_auth(node.get("auth"), spot),
        scripts=_scripts(node, spot),
    )
    behaviour = _behaviour(node, outer.behaviour)
    return _Open(iter(enumerate(items, 1)), spot, behaviour, folder)


def _request(node: object, spot: Spot) -> Request | None:
    """A request, which may be its address alone; None where it is neither."""
    match node:
        case str():
            return Request("GET", read_url(node, spot))
        case dict():
            return Request(
                method=_method(node.get("method"), spot),
                url=spot.once(read_url, node.get("url")),
                headers=spot.once(headers, node.get("header")),
                body=spot.once(read_body, node.get("body")),
                auth=read_auth(node.get("auth"), spot),
                description=description_of(node),
            )
        case _:
            return None


def _method(node: object, spot: Spot) -> str:
    """The method in upper case; GET where none is said, as Postman sends."""
    match node:
        case None:
            return "GET"
        case str():
            # The case of a variable's name matters.
            return (node if "{{" in node else node.upper()).strip() or "GET"
        case _:
            spot.notice(f"`method` is {kind(node)}: read as GET")
            return "GET"


def _examples(node: object, spot: Spot) -> tuple[Example, ...]:
    match node:
        case None:
            return ()
        case list():
            nodes = node
        case dict():
            nodes = [node]
        case _:
            spot.notice(f"`response` is {kind(node)}: read as none")
            return ()
    found = []
    for number, entry in enumerate(nodes, 1):
        if isinstance(entry, dict):
            found.append(_example(entry, spot))
        elif entry is not None:
            inner = spot.below(f"response {number}")
            inner.warning(f"left out: it {explain(entry, 'example')}", "bad-example")
    return tuple(found)


def _example(node: Mapping[str, object], outer: Spot) -> Example:
    status = _status(node.get("code"))
    spot = outer.below(f"response {node['code'] if status else title_of(node)}")
    return Example(
        name=title_of(node),
        status=status,
        reason=text_of(node.get("status")),
        request=spot.once(_request, first(node, "originalRequest", "request")),
        headers=spot.once(headers, first(node, "header", "headers")),
        body=text_or_none(node.get("body")),
        language=_language(node),
    )


def _language(node: Mapping[str, object]) -> str | None:
    language = node.get("_postman_previewlanguage")
    if language is None and isinstance(inner := node.get("_"), dict):
        language = inner.get("postman_previewlanguage")
    # With a capital it is what the converter from v1 writes where nothing was chosen.
    if not isinstance(language, str) or language in ("", "Text"):
        return None
    return language.lower()


def _status(code: object) -> int | None:
    """The number of a status, which some files have as text."""
    if isinstance(code, str) and len(code) == 3 and code.isascii() and code.isdigit():
        code = int(code)
    if isinstance(code, int | float) and not isinstance(code, bool) and 100 <= code <= 999:
        return int(code)
    return None


def _variables(node: object, spot: Spot) -> tuple[Variable, ...]:
    match node:
        case None:
            return ()
        case list():
            entries = [entry for entry in node if isinstance(entry, dict)]
        case dict():
            entries = [{"key": key, "value": value} for key, value in node.items()]
        case _:
            spot.notice(f"`variable` is {kind(node)}: read as none")
            return ()
    return tuple(
        Variable(
            # Old exports name a variable by `id` (transformer, handleVars).
            key=key,
            value=text_of(entry.get("value")),
            type="secret" if entry.get("secret") is True else text_of(entry.get("type")).lower(),
            disabled=is_disabled(entry),
            description=description_of(entry),
        )
        for entry in entries
        if (key := text_of(first(entry, "key", "id")))
    )


def _note_own_variables(node: Mapping[str, object], spot: Spot) -> None:
    """Postman shows no variables of folders and items; a few old files have them."""
    if first(node, "variable", "variables"):
        spot.notice("its own variables are passed over", "own-variables")


def _scripts(node: Mapping[str, object], spot: Spot) -> tuple[Script, ...]:
    """The scripts of an event list, those that run before the request first."""
    events = first(node, "event", "events")
    if events is not None and not isinstance(events, list):
        spot.notice(f"`event` is {kind(events)}: read as none")
        events = None
    found = []
    for event in events or []:
        if isinstance(event, dict) and not is_disabled(event):
            source = _source(event.get("script"))
            listen = event.get("listen")
            if source.strip() and listen in ("test", "prerequest"):
                found.append(Script(listen, source))
    return tuple(sorted(found, key=lambda script: script.listen))


def _source(script: object) -> str:
    if isinstance(script, dict):
        script = script.get("exec")
    if isinstance(script, list):
        return "\n".join(text_of(line) for line in script)
    return script if isinstance(script, str) else ""


def _behaviour(node: Mapping[str, object], inherited: Mapping[str, str]) -> Mapping[str, str]:
    """What `protocolProfileBehavior` says here and, where it is silent, further out."""
    own = node.get("protocolProfileBehavior")
    if not isinstance(own, dict) or not own:
        return inherited
    return {**inherited, **{key: json.dumps(value) for key, value in own.items()}}
