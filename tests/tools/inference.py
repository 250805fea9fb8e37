"""How well types fit what they were not inferred from: `make inference`.

    python tests/tools/inference.py DIR [--foreign 20]

For every operation and status with two or more different JSON examples, each is left out
of the collection once. Two figures count: how many of the examples left out fit the schema
that is inferred without them, and how many examples of other operations of the same
collection wrongly fit it. Shown are the threshold of `generator.api.evidence` as it moves,
the one that is used, GenSON, requiring only the keys of the outermost object, and requiring
none; then the same for each collection, with the threshold that the others would choose.
The last line compares saved answers with what the scripts of their operations assert.
Names are printed, values are not.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from genson import SchemaBuilder
from jsonschema import Draft202012Validator

from generator.api.asserted import asserted
from generator.api.build import build
from generator.api.contradictions import misfits
from generator.api.evidence import Answers, Evidence, answers, gather
from generator.api.judge import MOST_ABSENT, Judge
from generator.api.model import Outcome
from generator.api.outcomes import is_error
from generator.api.schema import outcome_schema
from generator.diagnostics import InputError, printable
from generator.inference.json_schema import Schema, json_schema
from generator.inference.merge import merge_all
from generator.inference.observe import fill, observe
from generator.pipeline import read
from generator.postman.lenient_json import plain

_THRESHOLDS = (-1.0, 0.0, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0)
"""Below 0 nothing is required, at 1 every key that all samples have."""
_MOST_ACCEPTED = 0.12
_FEWEST_CASES = 10
"""Collections with fewer cases are shown together."""


@dataclass(frozen=True, slots=True)
class Case:
    """One example, left out."""

    collection: str
    left_out: object
    foreign: tuple[object, ...]
    """Examples of other operations of the collection."""
    saved: Answers
    """What stays of the operation's own."""
    evidence: Evidence
    """Of the collection without the example."""


@dataclass(frozen=True, slots=True)
class Score:
    """Examples that fit, and that should not but do."""

    fitting: int = 0
    cases: int = 0
    accepted: int = 0
    foreign: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.fitting + other.fitting,
            self.cases + other.cases,
            self.accepted + other.accepted,
            self.foreign + other.foreign,
        )

    @property
    def fit(self) -> float:
        """The share of the examples left out that fit."""
        return self.fitting / max(self.cases, 1)

    @property
    def wrong(self) -> float:
        """The share of foreign examples that fit."""
        return self.accepted / max(self.foreign, 1)

    def __str__(self) -> str:
        return f"{self.fit:6.1%} at {self.wrong:5.1%}"


Scores = Mapping[str, Score]
"""By collection."""
Infer = Callable[[Case], Schema]


def main(arguments: Sequence[str]) -> int:
    """Measure a folder and print the tables."""
    parser = argparse.ArgumentParser(description="Leave one example out and validate it.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--foreign", type=int, default=20, help="foreign examples for each")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"inference: skipped, there is no folder {options.folder}")
        return 0
    cases = [
        case
        for path in sorted(options.folder.glob("*.json"))
        for case in cases_of(path, options.foreign)
    ]
    show(cases)
    show_asserted(options.folder)
    return 0


def cases_of(path: Path, foreign: int) -> Iterator[Case]:
    """The cases of one collection; none where it cannot be read."""
    try:
        api, _ = build(read(path.read_bytes()).collection)
    except InputError:
        return
    everything = [
        (operation.id, _different(saved))
        for operation in api.operations()
        for saved in answers(operation)
    ]
    for here, (operation_id, saved) in enumerate(everything):
        others = [each.values for other, each in everything if other != operation_id]
        for index, value in enumerate(saved.values if len(saved.values) > 1 else ()):
            rest = _typed(saved.status, saved.values[:index] + saved.values[index + 1 :])
            remaining = [each for _, each in everything]
            remaining[here] = rest
            drawn = random.Random(f"{operation_id} {saved.status} {index}")  # noqa: S311
            chosen = drawn.sample(others, min(foreign, len(others)))
            yield Case(
                collection=path.stem,
                left_out=value,
                foreign=tuple(drawn.choice(values) for values in chosen),
                saved=rest,
                evidence=gather(remaining),
            )


def _different(saved: Answers) -> Answers:
    values: list[object] = []
    for value in saved.values:
        filled = fill(plain(value))
        if filled not in values:
            values.append(filled)
    return _typed(saved.status, tuple(values))


def _typed(status: int, values: tuple[object, ...]) -> Answers:
    return Answers(status, merge_all(map(observe, values)), values)


# --- ways to infer ----------------------------------------------------------------------


def ours(most_absent: float) -> Infer:
    """What postgen infers with a threshold."""

    def infer(case: Case) -> Schema:
        blank = Outcome(case.saved.status, "json", case.saved.type)
        outcome = Judge(case.evidence, most_absent).outcome(blank, case.saved)
        schema = outcome_schema(outcome)["schema"]
        assert isinstance(schema, dict)
        return schema

    return infer


def genson(case: Case) -> Schema:
    """What GenSON infers."""
    builder = SchemaBuilder()
    for value in case.saved.values:
        builder.add_object(value)
    schema: Schema = builder.to_schema()
    return schema


def nothing_required(case: Case) -> Schema:
    """Our types, no key required."""
    stripped = _without_required(json_schema(case.saved.type))
    assert isinstance(stripped, dict)
    return stripped


def root_required(case: Case) -> Schema:
    """Our types, only keys of the outermost object required."""
    schema = json_schema(case.saved.type)
    required = {"required": schema["required"]} if "required" in schema else {}
    return {**nothing_required(case), **required}


def _without_required(schema: object) -> object:
    if isinstance(schema, list):
        return [_without_required(item) for item in schema]
    if isinstance(schema, dict):
        return {
            key: _without_required(value)
            for key, value in schema.items()
            if key != "required" or not isinstance(value, list)
        }
    return schema


def measure(cases: Iterable[Case], infer: Infer) -> Scores:
    """The scores of a way to infer, by collection."""
    scores: dict[str, Score] = defaultdict(Score)
    for case in cases:
        validator = Draft202012Validator(infer(case))
        scores[case.collection] += Score(
            int(validator.is_valid(case.left_out)),
            1,
            sum(map(validator.is_valid, case.foreign)),
            len(case.foreign),
        )
    return scores


# --- printing ---------------------------------------------------------------------------


def total(scores: Scores, *, but: str = "") -> Score:
    """The score of all collections, or of all but one."""
    return sum((score for name, score in scores.items() if name != but), Score())


def choose(curve: Mapping[float, Scores], *, but: str = "") -> float:
    """The threshold under which most fits, of those that accept few enough; the largest."""
    totals = {threshold: total(scores, but=but) for threshold, scores in curve.items()}
    allowed = {t: score for t, score in totals.items() if score.wrong <= _MOST_ACCEPTED}
    return max(allowed or totals, key=lambda t: (totals[t].fit, t))


def show(cases: Sequence[Case]) -> None:
    """Print all tables and the closing line."""
    curve = {threshold: measure(cases, ours(threshold)) for threshold in _THRESHOLDS}
    chosen = curve[MOST_ABSENT]
    peers = {
        "GenSON": measure(cases, genson),
        "root only": measure(cases, root_required),
        "none": measure(cases, nothing_required),
    }
    print(f"{'threshold':24} fits at wrongly accepted")
    for threshold, scores in curve.items():
        mark = "  <- used" if threshold == MOST_ABSENT else ""
        print(f"{threshold:<24} {total(scores)}{mark}")
    for name, scores in peers.items():
        print(f"{name:24} {total(scores)}")
    print(f"\n{'collection':44} cases  {'postgen':15}  {'GenSON':15}  chosen on the others")
    few = {name for name, score in chosen.items() if score.cases < _FEWEST_CASES}
    for name, score in chosen.items():
        if name not in few:
            elsewhere = choose(curve, but=name)
            print(
                f"{printable(name, 44):44} {score.cases:5}  {score}  {peers['GenSON'][name]}  "
                f"{curve[elsewhere][name]} ({elsewhere})"
            )
    rest = [total({name: each[name] for name in few}) for each in (chosen, peers["GenSON"])]
    print(f"{f'{len(few)} others':44} {rest[0].cases:5}  {rest[0]}  {rest[1]}")
    print(f"\n{len(cases)} cases: postgen {total(chosen)}, GenSON {total(peers['GenSON'])}")


def show_asserted(folder: Path) -> None:
    """Print how well saved answers fit what the scripts of their operations assert."""
    fitting = answered = guessed = unanswered = 0
    for path in sorted(folder.glob("*.json")):
        try:
            api, _ = build(read(path.read_bytes()).collection)
        except InputError:
            continue
        for operation in api.operations():
            successes = [one for one in operation.outcomes if not is_error(one.status)]
            unanswered += all(one.is_guess for one in successes)
            guessed += any(one.is_asserted for one in successes)
            outcome = asserted(operation)
            if outcome is None or outcome.kind != "json":
                continue
            for saved in answers(operation):
                for value in () if is_error(saved.status) else saved.values:
                    answered += 1
                    fitting += next(misfits(outcome.type, fill(value), {}), None) is None
    print(
        f"scripts: {fitting} of {answered} saved answers fit what the scripts of their "
        f"operations assert; {guessed} of {unanswered} operations without an answer have one so"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
