"""Updates of a collection at random: some node of its JSON is left out, altered or doubled."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from .collections import Json

_IN_BODIES = 0.6
"""How often it is a node of some JSON body: most of what a collection says is in there."""
_VALUES: tuple[Any, ...] = ("", "other", "x-y z", "/a/:b", None, 7, 1.5, True, [], {}, {"a": 1})


def mutate(collection: Json, random: Random) -> Json:
    """A collection that differs in one place."""
    made = copy.deepcopy(collection)
    places = list(_places(made["item"]))
    places.extend(_places(made.get("variable", [])))
    places.extend(_places(made.get("auth", {})))
    bodies = [(parent, key) for parent, key in places if _is_body(parent, key)]
    if bodies and random.random() < _IN_BODIES:
        parent, key = random.choice(bodies)
        body = [json.loads(parent[key])]
        random.choice(_MUTATIONS)(*random.choice(list(_places(body))), random)
        parent[key] = json.dumps(body[0]) if body else ""
    elif places:
        random.choice(_MUTATIONS)(*random.choice(places), random)
    return made


def _is_body(parent: Any, key: Any) -> bool:
    """Whether a place is the JSON text of a request or an answer."""
    if key not in {"raw", "body"} or not isinstance(parent[key], str):
        return False
    try:
        json.loads(parent[key])
    except ValueError:
        return False
    return True


def _places(node: Any) -> Iterator[tuple[Any, Any]]:
    """Every place below a node: what holds it, and its key or index there."""
    pairs = node.items() if isinstance(node, dict) else enumerate(node)
    for key, inner in pairs:
        yield node, key
        if isinstance(inner, dict | list):
            yield from _places(inner)


def _delete(parent: Any, key: Any, random: Random) -> None:
    del parent[key]


def _replace(parent: Any, key: Any, random: Random) -> None:
    parent[key] = random.choice(_VALUES)


def _edit(parent: Any, key: Any, random: Random) -> None:
    """Texts are altered in the middle, so that most of what they say stays."""
    value = parent[key]
    if not isinstance(value, str) or not value:
        return
    at = random.randrange(len(value))
    parent[key] = value[:at] + random.choice(("x", "7", "", " ", '"', ",", "}")) + value[at + 1 :]


def _double(parent: Any, key: Any, random: Random) -> None:
    if isinstance(parent, list):
        parent.insert(random.randrange(len(parent) + 1), copy.deepcopy(parent[key]))


def _shuffle(parent: Any, key: Any, random: Random) -> None:
    if isinstance(parent, list):
        random.shuffle(parent)


_MUTATIONS: tuple[Callable[[Any, Any, Random], None], ...] = (
    _delete,
    _replace,
    _edit,
    _edit,
    _double,
    _shuffle,
)
