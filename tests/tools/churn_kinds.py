"""Updates of a collection as people and exports make them, each at a place drawn at random.

A kind changes the JSON of a collection and says what it was about: the items before and
after by their titles, and which parts of the output may say so. It gives None where a
collection has no place for it.
"""

from __future__ import annotations

import copy
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
Path = tuple[str, ...]
"""Titles of folders, then the item's."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an update was about."""

    before: frozenset[Path] = frozenset()
    """The items as they were called; none for one that is new."""
    after: frozenset[Path] = frozenset()
    models: bool = False
    """Whether the types of the items' answers or requests are part of it."""
    code: bool = True
    """Whether their methods are; else only their examples, tests and lock entries."""
    folders: frozenset[Path] = frozenset()
    """Folders that have a new title or are new."""


@dataclass(frozen=True, slots=True)
class Place:
    """An item in the JSON of a collection."""

    path: Path
    node: Json
    siblings: list[Json]

    @property
    def request(self) -> Json:
        """The request, as an object."""
        found: Json = self.node["request"]
        return found

    def same(self, **more: Any) -> Change:
        """A change of this item that leaves its title as it is."""
        return Change(frozenset({self.path}), frozenset({self.path}), **more)


class Draw:
    """A collection to be changed, and the places in it; every draw is from one seed."""

    def __init__(self, root: Json, known: frozenset[Path], seed: str) -> None:
        self.root = root
        self._known = known
        self._random = random.Random(seed)  # noqa: S311  (no secret)

    def choose(self, among: Sequence[Any]) -> Any:
        """One of several; None of none."""
        return self._random.choice(among) if among else None

    def shuffle(self, values: list[Any]) -> bool:
        """Bring a list in another order; whether there is one."""
        before = list(values)
        self._random.shuffle(values)
        if values == before:
            values.reverse()
        return values != before

    def places(self) -> list[Place]:
        """The items whose titles tell them from all others."""
        found = list(_items(self.root, ()))
        often = Counter(place.path for place in found)
        return [one for one in found if one.path in self._known and often[one.path] == 1]

    def folders(self) -> list[tuple[Path, Json, list[Json]]]:
        """The folders that no other has the title of, with their siblings and themselves."""
        found = list(_folders(self.root, ()))
        often = Counter(path for path, _, _ in found)
        return [one for one in found if often[one[0]] == 1]

    def with_answer(self) -> list[tuple[Place, list[Json]]]:
        """The items with examples whose bodies are JSON objects, or lists of them, by status."""
        found: list[tuple[Place, list[Json]]] = []
        for place in self.places():
            by_status: dict[object, list[Json]] = {}
            for example in _dicts(place.node.get("response")):
                by_status.setdefault(example.get("code"), []).append(example)
            found.extend(
                (place, examples)
                for examples in by_status.values()
                if all(_objects(_body(example)) for example in examples)
            )
        return found


def _dicts(value: object) -> list[Json]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _items(node: Json, path: Path) -> Iterator[Place]:
    children = node.get("item")
    for child in _dicts(children):
        name = child.get("name")
        if not isinstance(name, str):
            continue
        if isinstance(child.get("item"), list):
            yield from _items(child, (*path, name))
        elif isinstance(child.get("request"), dict) and isinstance(children, list):
            yield Place((*path, name), child, children)


def all_paths(root: Json) -> frozenset[Path]:
    """The titles of all items, with those of their folders."""
    return frozenset(place.path for place in _items(root, ()))


def _folders(node: Json, path: Path) -> Iterator[tuple[Path, Json, list[Json]]]:
    children = node.get("item")
    for child in _dicts(children):
        if isinstance(child.get("item"), list) and isinstance(child.get("name"), str):
            own = (*path, child["name"])
            yield own, child, children if isinstance(children, list) else []
            yield from _folders(child, own)


def _body(example: Json) -> object:
    try:
        return json.loads(example.get("body") or "")
    except (ValueError, TypeError, RecursionError):
        return None


def _objects(value: object) -> list[Json]:
    """The outermost objects of an answer: itself, or those of its list."""
    if isinstance(value, list):
        return _dicts(value) if len(_dicts(value)) == len(value) else []
    return [value] if isinstance(value, dict) and value else []


def _lists(node: Json) -> Iterator[list[Json]]:
    children = node.get("item")
    if isinstance(children, list):
        yield children
        for child in _dicts(children):
            yield from _lists(child)


def _is_folder(node: object) -> bool:
    return isinstance(node, dict) and isinstance(node.get("item"), list)


# --- what an export does by itself ------------------------------------------------------


def _shuffle_those(draw: Draw, wanted: Callable[[object], bool]) -> Change | None:
    changed = False
    for children in _lists(draw.root):
        spots = [index for index, child in enumerate(children) if wanted(child)]
        moved = [children[index] for index in spots]
        changed |= len(moved) > 1 and draw.shuffle(moved)
        for index, child in zip(spots, moved, strict=True):
            children[index] = child
    return Change() if changed else None


def reorder_items(draw: Draw) -> Change | None:
    """The requests of every folder in another order."""
    return _shuffle_those(draw, lambda node: not _is_folder(node))


def reorder_folders(draw: Draw) -> Change | None:
    """The folders of every folder in another order."""
    return _shuffle_those(draw, _is_folder)


def shuffle_examples(draw: Draw) -> Change | None:
    """The saved examples of every request in another order."""
    lists = [place.node.get("response") for place in _items(draw.root, ())]
    moved = [draw.shuffle(each) for each in lists if isinstance(each, list) and len(each) > 1]
    return Change() if any(moved) else None


def new_ids(draw: Draw) -> Change | None:
    """Ids and what else an export writes down for itself."""
    number = 0
    stack: list[Json] = [draw.root]
    while stack:
        node = stack.pop()
        for key in ("id", "uid", "_postman_id"):
            number += 1
            node[key] = f"00000000-0000-4000-8000-{number:012}"
        node["_postman_isSubFolder"] = True
        for example in _dicts(node.get("response")):
            number += 1
            example |= {"id": f"0-{number}", "responseTime": number, "cookie": []}
        stack.extend(_dicts(node.get("item")))
    info = draw.root.get("info")
    if isinstance(info, dict):
        info |= {"_postman_id": "0-0", "_exporter_id": "12345", "updatedAt": "2031-01-01"}
    return Change()


# --- what people do to items and folders ------------------------------------------------


def rename_item(draw: Draw) -> Change | None:
    """One request has a new title."""
    place: Place | None = draw.choose(draw.places())
    if place is None:
        return None
    after = (*place.path[:-1], f"{place.path[-1]} anew")
    place.node["name"] = after[-1]
    return Change(frozenset({place.path}), frozenset({after}))


def rename_folder(draw: Draw) -> Change | None:
    """One folder has a new title."""
    found = draw.choose(draw.folders())
    if found is None:
        return None
    path, node, _ = found
    node["name"] = f"{path[-1]} anew"
    after = (*path[:-1], node["name"])
    moved = [place.path for place in inside(draw.root, after)]
    return Change(
        frozenset((*path, *each[len(path) :]) for each in moved),
        frozenset(moved),
        code=False,
        folders=frozenset({path, after}),
    )


def inside(root: Json, folder: Path) -> list[Place]:
    """The items below a folder."""
    return [place for place in _items(root, ()) if place.path[: len(folder)] == folder]


def _fresh(place: Place, title: str, segment: str) -> Json:
    """A request like that of a place at a path of its own."""
    node = copy.deepcopy(place.node)
    node["name"] = title
    url = node["request"].get("url")
    if isinstance(url, str) or not isinstance(url, dict):
        text = url if isinstance(url, str) else ""
        node["request"]["url"] = f"{text.partition('?')[0].rstrip('/')}/{segment}"
        return node
    path = url.get("path")
    url["path"] = [*path, segment] if isinstance(path, list) else [segment]
    raw = url.get("raw")
    if isinstance(raw, str):
        head, mark, query = raw.partition("?")
        url["raw"] = f"{head.rstrip('/')}/{segment}{mark}{query}"
    return node


def _answer(code: int, body: object, name: str) -> Json:
    header = [{"key": "Content-Type", "value": "application/json"}]
    return {"name": name, "code": code, "header": header, "body": json.dumps(body)}


_REPORT = {
    "report_number": 7,
    "churned": True,
    "title": "Monthly",
    "lines": [{"label": "a", "amount": 1.5}],
}


def add_item(draw: Draw) -> Change | None:
    """A request with answers of its own, beside another one."""
    place: Place | None = draw.choose(draw.places())
    if place is None:
        return None
    node = _fresh(place, "Make churn report", "churn-reports")
    node["response"] = [
        _answer(200, _REPORT, "Report"),
        _answer(404, {"churn_error": "none"}, "No report"),
    ]
    place.siblings.append(node)
    after = (*place.path[:-1], node["name"])
    return Change(after=frozenset({after}), models=True)


def duplicate_item(draw: Draw) -> Change | None:
    """A request copied with its examples, then given a title and a path of its own."""
    place: Place | None = draw.choose(draw.places())
    if place is None:
        return None
    node = _fresh(place, f"{place.path[-1]} copy", "churn-copy")
    place.siblings.insert(place.siblings.index(place.node) + 1, node)
    return Change(after=frozenset({(*place.path[:-1], node["name"])}), models=True)


def remove_item(draw: Draw) -> Change | None:
    """One request is gone."""
    place: Place | None = draw.choose(draw.places())
    if place is None or len(draw.places()) == 1:
        return None
    place.siblings.remove(place.node)
    return Change(before=frozenset({place.path}), models=True)


def remove_folder(draw: Draw) -> Change | None:
    """One folder is gone, with all that is in it."""
    folders = draw.folders()
    found = draw.choose(folders)
    if found is None:
        return None
    path, node, siblings = found
    gone = frozenset(place.path for place in inside(draw.root, path))
    if len(gone) == len(list(_items(draw.root, ()))):
        return None
    siblings.remove(node)
    return Change(before=gone, models=True, folders=frozenset({path}))


def add_folder(draw: Draw) -> Change | None:
    """A folder beside another one, with a request in it."""
    place: Place | None = draw.choose(draw.places())
    if place is None:
        return None
    node = _fresh(place, "Get churn audit", "churn-audits")
    node["response"] = [_answer(200, _REPORT, "Audit")]
    parent: Path = ()
    children = draw.root["item"]
    found = draw.choose([one for one in draw.folders() if len(one[0]) < 3])
    if found is not None:
        parent, children = found[0][:-1], found[2]
    children.append({"name": "Churn audits", "item": [node]})
    folder = (*parent, "Churn audits")
    return Change(
        after=frozenset({(*folder, node["name"])}), models=True, folders=frozenset({folder})
    )


def move_item(draw: Draw) -> Change | None:
    """One request stands in another folder."""
    place: Place | None = draw.choose(draw.places())
    if place is None:
        return None
    others = [
        (path, node)
        for path, node, _ in draw.folders()
        if path != place.path[:-1]
        and not any(child.get("name") == place.path[-1] for child in _dicts(node["item"]))
    ]
    found = draw.choose(others)
    if found is None:
        return None
    path, node = found
    place.siblings.remove(place.node)
    node["item"].append(place.node)
    after = (*path, place.path[-1])
    return Change(frozenset({place.path}), frozenset({after}), models=True)


# --- what people do to one request ------------------------------------------------------


def add_query(draw: Draw) -> Change | None:
    """A query parameter that may be sent."""
    place: Place | None = draw.choose(
        [p for p in draw.places() if isinstance(p.request.get("url"), dict)]
    )
    if place is None:
        return None
    url = place.request["url"]
    query = url.get("query")
    url["query"] = [
        *(query if isinstance(query, list) else ()),
        {"key": "churn_page", "value": "2", "disabled": True},
    ]
    return place.same()


def describe_item(draw: Draw) -> Change | None:
    """The description of a request says something else."""
    place: Place | None = draw.choose(draw.places())
    if place is None:
        return None
    place.request["description"] = "What it does is said in new words."
    return place.same()


def add_body_field(draw: Draw) -> Change | None:
    """A key of a request's JSON body is new."""
    places = []
    for place in draw.places():
        body = place.request.get("body")
        if isinstance(body, dict) and body.get("mode") == "raw":
            try:
                value = json.loads(body.get("raw") or "")
            except (ValueError, TypeError, RecursionError):
                continue
            if isinstance(value, dict):
                places.append((place, body, value))
    found = draw.choose(places)
    if found is None:
        return None
    place, body, value = found
    body["raw"] = json.dumps({**value, "churn_note": "more"})
    return place.same(models=True)


# --- what people do to saved examples ---------------------------------------------------


def _edit_answer(draw: Draw, edit: Callable[[Json, str], None], *, scalar: bool) -> Change | None:
    """The same edit at one field of the outermost objects of all examples of a status."""
    found = draw.choose(draw.with_answer())
    if found is None:
        return None
    place, examples = found
    bodies = [_body(example) for example in examples]
    keys = sorted(
        {
            key
            for body in bodies
            for one in _objects(body)
            for key, value in one.items()
            if not scalar or (isinstance(value, str | int) and not isinstance(value, bool))
        }
    )
    key = draw.choose(keys)
    if key is None:
        return None
    for body, example in zip(bodies, examples, strict=True):
        for one in _objects(body):
            edit(one, key)
        example["body"] = json.dumps(body)
    return place.same(models=True)


def add_field(draw: Draw) -> Change | None:
    """A field of an answer is new."""
    return _edit_answer(draw, lambda one, _: one.update(churn_flag=True), scalar=False)


def remove_field(draw: Draw) -> Change | None:
    """A field of an answer is gone."""
    return _edit_answer(draw, lambda one, key: one.pop(key, None) and None, scalar=False)


def retype_field(draw: Draw) -> Change | None:
    """A text of an answer is a number, or the other way round."""

    def edit(one: Json, key: str) -> None:
        if key in one:
            one[key] = "text" if isinstance(one[key], int) else 12

    return _edit_answer(draw, edit, scalar=True)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value > 1


def change_values(draw: Draw) -> Change | None:
    """Numbers in the saved answers of one request are others, of the same kind."""
    places = []
    for place, examples in draw.with_answer():
        bodies = [_body(example) for example in examples]
        numbers = [
            (one, key)
            for body in bodies
            for one in _objects(body)
            for key, value in one.items()
            if _is_number(value)
        ]
        if numbers:
            places.append((place, examples, bodies, numbers))
    found = draw.choose(places)
    if found is None:
        return None
    place, examples, bodies, numbers = found
    for one, key in numbers:
        one[key] += 1
    for body, example in zip(bodies, examples, strict=True):
        example["body"] = json.dumps(body)
    return place.same(code=False)


def add_status(draw: Draw) -> Change | None:
    """A saved example with a status that the request had none of."""
    place: Place | None = draw.choose(draw.places())
    if place is None:
        return None
    examples = place.node.get("response")
    code = next(
        code
        for code in (409, 418, 451, 507)
        if code not in {one.get("code") for one in _dicts(examples)}
    )
    more = _answer(code, {"churn_reason": "busy", "retry": 3}, "Busy")
    place.node["response"] = [*(examples if isinstance(examples, list) else ()), more]
    return place.same(models=True)


def remove_example(draw: Draw) -> Change | None:
    """One saved example is gone."""
    place: Place | None = draw.choose([p for p in draw.places() if _dicts(p.node.get("response"))])
    if place is None:
        return None
    place.node["response"].remove(draw.choose(_dicts(place.node["response"])))
    return place.same(models=True)


KINDS: tuple[Callable[[Draw], Change | None], ...] = (
    reorder_items,
    reorder_folders,
    shuffle_examples,
    new_ids,
    rename_item,
    rename_folder,
    add_item,
    duplicate_item,
    remove_item,
    move_item,
    add_folder,
    remove_folder,
    describe_item,
    add_query,
    add_body_field,
    add_field,
    remove_field,
    retype_field,
    change_values,
    add_status,
    remove_example,
)
"""All kinds, in the order of the table."""
