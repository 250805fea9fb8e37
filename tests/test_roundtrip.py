"""A converted document gives its types back; `make roundtrip` does it with many, afresh."""

from __future__ import annotations

import json
import random
from collections import Counter
from pathlib import Path
from typing import Any
from uuid import UUID

from generator.api.schema import api_schema
from generator.output.lock import LOCK_NAME
from tests.helpers.packages import api, files, run
from tests.tools.roundtrip_compare import RIGHT, WRONG, Leaf, compare

FOLDER = Path(__file__).parent / "cases" / "openapi_harbour"


def leaves() -> list[Leaf]:
    document: Any = json.loads((FOLDER / "openapi.json").read_bytes())
    collection: Any = json.loads((FOLDER / "input.json").read_bytes())
    inferred = json.loads(json.dumps(api_schema(api(collection))))
    return list(compare(document, inferred, collection))


def test_the_types_are_those_of_the_document() -> None:
    found = leaves()
    assert [leaf for leaf in found if leaf.cause == WRONG] == []
    causes = Counter(leaf.cause for leaf in found)
    assert causes.pop(RIGHT) > 150
    assert set(causes) == {"null, which is not written"}


def drawn(node: Any, draw: random.Random) -> Any:
    """A converted collection with random values in the place of placeholders."""
    if isinstance(node, dict):
        return {key: drawn(value, draw) for key, value in node.items()}
    if isinstance(node, list):
        return [drawn(value, draw) for value in node]
    if isinstance(node, str) and node[:1] in {"{", "["} and "<" in node:
        return json.dumps(drawn_json(json.loads(node), draw))
    made = value_of(node, draw)
    return made if isinstance(made, str) else json.dumps(made)


def drawn_json(node: Any, draw: random.Random) -> Any:
    if isinstance(node, dict):
        return {key: drawn_json(value, draw) for key, value in node.items()}
    if isinstance(node, list):
        return [drawn_json(value, draw) for value in node]
    return value_of(node, draw)


def value_of(text: Any, draw: random.Random) -> Any:
    day = f"{draw.randrange(1950, 2050)}-0{draw.randrange(1, 9)}-1{draw.randrange(9)}"
    number = draw.randrange(10**4)
    made = {
        "<integer>": number,
        "<long>": number,
        "<number>": number + 0.5 / (1 + draw.randrange(9)),
        "<float>": number + 0.25,
        "<double>": number + 0.75,
        "<boolean>": draw.random() < 0.5,
        "<string>": draw.choice(["string", "lorem ipsum", "ad"]),
        "<date>": day,
        "<dateTime>": f"{day}T0{draw.randrange(9)}:00:00.{draw.randrange(100, 1000)}Z",
        "<uuid>": str(UUID(int=draw.getrandbits(128), version=4)),
        "<email>": f"a{number}@b{number}.cd",
        "<uri>": f"https://a{number}.example/b",
        "<ipv4>": f"10.0.{draw.randrange(255)}.{draw.randrange(255)}",
    }
    return made.get(text, text)


def test_random_values_decide_nothing() -> None:
    collection: Any = json.loads((FOLDER / "input.json").read_bytes())
    seeds = [random.Random(seed) for seed in (1, 2)]  # noqa: S311
    one, two = (files(run(drawn(collection, seed))) for seed in seeds)
    kept = [path for path in one if not path.startswith("tests/") and path != LOCK_NAME]
    assert {path: one[path] for path in kept} == {path: two.get(path) for path in kept}
