"""A collection as a flat one that asks a mock on loopback, with an answer for each item.

Scripts stay as they are, those of folders and of the collection on each item they are for;
only `setNextRequest` is taken out of them, so that both sides go through the items in order.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from generator.postman.collection import Collection, Located, walk
from generator.scripts.facts import ELEMENT, Facts, facts_of
from generator.scripts.translate import translate
from tests.tools.scripts import libraries_in

Json = dict[str, Any]
_NEXT = re.compile(r"\b(?:postman|pm\.execution)\.setNextRequest\s*\(")
_SCHEMA = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"


def flat(collection: Collection, most: int) -> Json | None:
    """The flat collection; None where no script of the collection asserts anything."""
    items = []
    libraries = libraries_in(collection)
    for located in walk(collection):
        events = list(_events(collection, located))
        tests = ["\n".join(e["script"]["exec"]) for e in events if e["listen"] == "test"]
        if not any(translate(source, libraries).assertions for source in tests):
            continue
        number = len(items)
        items.append(
            {
                "name": f"item {number}",
                "event": events,
                "request": {"method": "GET", "url": f"{{{{baseUrl}}}}/{{{{broken}}}}/{number}"},
                "response": [_answer(located, tests)],
            }
        )
        if len(items) == most:
            break
    if not items:
        return None
    known = {variable.key: variable.value for variable in collection.variables if variable.key}
    known |= {"baseUrl": "http://127.0.0.1:1"}
    return {
        "info": {"name": "Verdicts", "schema": _SCHEMA},
        "item": items,
        "variable": [{"key": key, "value": value} for key, value in known.items()],
    }


def _events(collection: Collection, located: Located) -> Iterable[Json]:
    scripts = list(collection.scripts)
    for folder in located.folders:
        scripts.extend(folder.scripts)
    scripts.extend(located.item.scripts)
    for script in scripts:
        source = _NEXT.sub("console.log(", script.source)
        if source.strip():
            yield {"listen": script.listen, "script": {"exec": source.split("\n")}}


def _answer(located: Located, tests: list[str]) -> Json:
    """The saved answer that scripts speak of, else one that is made up as they want it."""
    facts = [facts_of(translate(source)) for source in tests]
    wanted = [status for each in facts for status in each.statuses]
    for example in located.item.examples:
        status = example.status or 0
        if example.body and (status in wanted if wanted else 200 <= status < 300):
            return {
                "name": "saved",
                "code": status,
                "header": [{"key": e.key, "value": e.value or ""} for e in example.headers],
                "body": example.body,
            }
    return {
        "name": "made up",
        "code": wanted[0] if wanted else 200,
        "header": [{"key": "Content-Type", "value": "application/json"}],
        "body": json.dumps(_made_up(facts)),
    }


def _made_up(facts: Iterable[Facts]) -> Any:
    """JSON of which the facts hold, as far as they agree."""
    root: list[Any] = [{}]
    for each in facts:
        for fact in each.facts:
            holder: Any = root
            key: Any = 0
            for step in fact.path:
                wanted: Any = [] if step is ELEMENT else {}
                if not isinstance(holder[key], type(wanted)):
                    holder[key] = wanted
                holder, key = holder[key], 0 if step is ELEMENT else step
                if isinstance(holder, list):
                    holder += [] if holder else [None]
                else:
                    holder.setdefault(key, None)
            holder[key] = _value(fact.kind, fact.value, holder[key])
    return root[0]


def _value(kind: str, value: Any, before: Any) -> Any:
    if kind == "equals":
        return value
    if kind == "type":
        made: Any = {
            "string": "text",
            "number": 1,
            "boolean": True,
            "object": {"id": 1},
            "array": [{"id": 1}],
            "null": None,
        }[value]
        return before if before is not None and type(before) is type(made) else made
    return "text" if before is None else before
