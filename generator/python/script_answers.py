"""Scripts played on the saved answers: which one, and what is found."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..api.model import Sample
from ..diagnostics import Diagnostic, Level
from ..scripts.facts import facts_of
from ..scripts.program import Program
from .script_code import Code
from .script_play import Library, play

Json = dict[str, Any]
Saved = tuple[int, Sample, Json]
"""A saved answer: its place in the file of examples, the sample, and as it stands there."""


def chosen_answer(examples: Sequence[Saved], programs: Iterable[Program]) -> Saved | None:
    """The saved answer that the scripts speak of: of the status they assert, else a success."""
    statuses = [status for program in programs for status in facts_of(program).statuses]
    fitting = [
        each
        for each in examples
        if (each[2]["status"] in statuses if statuses else 200 <= each[2]["status"] < 300)
    ]
    return fitting[0] if fitting else None


def played(
    chosen: Saved,
    codes: Sequence[Code],
    scope: Mapping[str, str],
    library: Library,
    *,
    asks: bool,
) -> Json:
    """The answer as it is played, and what it was found to contradict or to leave open."""
    number, sample, response = chosen
    example = sample.example
    entry: Json = {"example": number}
    headers = [
        [each.key, each.value or ""]
        for each in (example.headers if example else ())
        if not each.disabled and each.key
    ]
    if headers:
        entry["headers"] = headers
    if example and example.reason:
        entry["reason"] = example.reason
    if asks:
        entry["request"] = _request(sample)
    text = _text(response)
    report = _report(entry, response, text, codes, scope, library)
    raw = example.body if example and example.body is not None else text
    if raw != text:
        other = _report(entry, response, raw, codes, scope, library)
        if (other.failures, other.undecided) != (report.failures, report.undecided):
            entry["text"] = raw
            report = other
    contradicted, undecided = report.failures, report.undecided
    if contradicted:
        entry["contradicted"] = contradicted
    if undecided:
        entry["undecided"] = undecided
    return entry


def _text(response: Json) -> str:
    """The body of a replayed answer as text."""
    if "json" in response:
        return json.dumps(response["json"], ensure_ascii=False)
    return str(response.get("text", ""))


def _report(
    entry: Json,
    response: Json,
    text: str,
    codes: Sequence[Code],
    scope: Mapping[str, str],
    library: Library,
) -> Any:
    pairs: list[list[str]] = entry.get("headers") or response.get("headers") or []
    helpers = library.helpers
    answer = helpers["Answer"](
        response["status"],
        helpers["Value"](text),
        tuple((name, value) for name, value in pairs),
        entry.get("reason", ""),
    )
    variables = helpers["Variables"].offline(dict(scope))
    asked = entry.get("request", {})
    query = asked.get("query")
    request = helpers["Request"](
        asked.get("method"),
        entries=None if query is None else tuple((key, value) for key, value in query),
        item=asked.get("name"),
    )
    return play(codes, answer, request, variables, library)


def _request(sample: Sample) -> Json:
    """What is known of the request that was answered: no variable has a value here."""
    made: Json = {"method": sample.request.method, "name": sample.item.item.name}
    pairs = [(each.key, each.value or "") for each in sample.request.url.query if not each.disabled]
    if not any(sign in text for pair in pairs for text in pair for sign in ("{{", "%", "+")):
        made["query"] = [list(pair) for pair in pairs]
    return made


def contradictions(where: str, sample: Sample, entry: Json) -> Iterable[Diagnostic]:
    """A notice for each test that a saved answer does not meet."""
    for name, cause in entry.get("contradicted", {}).items():
        test = f"the test {name!r}" if name else "its script, which fails,"
        message = f"{test} contradicts the saved answer {sample.name!r}: {cause}"
        yield Diagnostic(Level.NOTICE, "script-contradicts", where, message[:300])
