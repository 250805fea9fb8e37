"""Verdicts side by side."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from generator.scripts.libraries import libraries_of
from generator.scripts.model import Literal, NamedTest, Untranslated
from generator.scripts.program import Program
from generator.scripts.translate import translate

from .breaks import BREAKS
from .rewrite import Json


@dataclass
class Tally:
    agreed: Counter[str] = field(default_factory=Counter)
    differing: list[str] = field(default_factory=list)
    undecided: int = 0
    partial: int = 0
    """Verdicts of tests that are translated in part."""


def compare(found: Json, ours: list[list[Any]], theirs: list[list[Any]], tally: Tally) -> None:
    every = ["\n".join(e["script"]["exec"]) for item in found["item"] for e in item["event"]]
    libraries = libraries_of(every, {each["key"]: each["value"] for each in found["variable"]})
    for way, name in enumerate(BREAKS):
        for number, item in enumerate(found["item"]):
            programs = [
                translate("\n".join(event["script"]["exec"]), libraries)
                for event in item["event"]
                if event["listen"] == "test"
            ]
            where = f"{found['info']['name']} / {item['name']} / {name}"
            row = theirs[way][number] if number < len(theirs[way]) else None
            if row is None:
                tally.differing.append(f"{where}: newman has no such item")
                continue
            _compare(where, programs, ours[way][number], row, tally)


def _compare(where: str, programs: list[Program], ours: Any, theirs: Any, tally: Tally) -> None:
    untranslated = [each for program in programs for each in program.untranslated]
    partial = {
        test.name.value
        for program in programs
        for test in program.walk()
        if isinstance(test, NamedTest)
        and isinstance(test.name, Literal)
        and any(isinstance(each, Untranslated) for each in Program(test.body).walk())
    }
    left: dict[str, list[str]] = {}
    for name, outcome in theirs["results"]:
        left.setdefault(name, []).append(outcome)
    for name, outcome, cause in ours["results"]:
        others = left.get(name, [])
        other = others.pop(0) if others else "none"
        if outcome == "undecided":
            tally.undecided += 1
        elif name in partial:
            tally.partial += 1
        elif other == "none" and untranslated:
            tally.partial += 1  # what is not translated may have ended the script
        elif other == outcome:
            tally.agreed[outcome] += 1
        else:
            tally.differing.append(f"{where} / {name!r}: {outcome} ({cause}), newman: {other}")
    not_sent = any(name.startswith("after ") for name, _, _ in ours["results"])
    if untranslated or ours["open"] or not_sent:
        return
    missed = [name for name, outcomes in left.items() if outcomes]
    if missed:
        tally.differing.append(f"{where}: only newman has {missed} ({ours['errors']})")
    if bool(ours["errors"]) != bool(theirs["errors"]):
        tally.differing.append(f"{where}: errors {ours['errors']}, newman: {theirs['errors']}")
