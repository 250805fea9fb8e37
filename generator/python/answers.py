"""The saved answers as replays give them.

Most are saved more than once, errors above all: what is the same is read and written once.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..api.model import Model, Operation, Outcome, Sample
from ..api.outcomes import DEFAULT_STATUS, header, read_answer
from ..inference.observe import fill, has_placeholders
from ..inference.types import Type
from ..postman import lenient_json
from ..postman.collection import Example
from .expected import Json
from .json_files import IN_EXAMPLE, Written, written
from .typed import members_of, types_of

_BODILESS = frozenset({204, 304})


class Answers:
    """The saved answers of an API, and what its client decodes them into."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._members = members_of(models)
        self._made: dict[tuple[int, str, str | None, str | None], Written[Json]] = {}
        self._types: dict[tuple[Written[Json], str, Type], Written[dict[str, str]]] = {}

    def of(self, sample: Sample, example: Example, status: int, operation: Operation) -> Json:
        """The `response` of an operation's sample, and its `types` where they are declared."""
        replayed = _replayed(status, operation)
        if operation.method == "HEAD" or status in _BODILESS:
            return {"response": written({"status": replayed}, IN_EXAMPLE)}
        kind = header(example, "content-type")
        key = replayed, kind, example.language, example.body
        if key not in self._made:
            self._made[key] = _response(example, replayed, kind.partition(";")[0].strip())
        made: Json = {"response": self._made[key]}
        outcome = next((one for one in operation.outcomes if one.status == status), None)
        if outcome is not None and not sample.misfits:
            types = self._types_of(self._made[key], outcome)
            if types.value:
                made["types"] = types
        return made

    def _types_of(self, response: Written[Json], outcome: Outcome) -> Written[dict[str, str]]:
        """What a response is decoded into, by the paths in it."""
        key = response, outcome.kind, outcome.type
        if key not in self._types:
            has_body = "headers" in response.value
            value = response.value.get("json")
            found = types_of(outcome, value, self._members) if has_body else {}
            self._types[key] = written(found, IN_EXAMPLE)
        return self._types[key]


def _replayed(status: int, operation: Operation) -> int:
    """The status that an example is replayed with: for `default` one not spoken for."""
    if status != DEFAULT_STATUS:
        return status
    taken = {outcome.status for outcome in operation.outcomes}
    return next(number for number in range(500, 1000) if number not in taken)


def _response(example: Example, status: int, content_type: str) -> Written[Json]:
    """An answer with this status and type, with values for placeholders in its JSON."""
    kind, value = read_answer(example)
    response: Json = {"status": status}
    if kind == "json":
        response["headers"] = [["Content-Type", content_type or "application/json"]]
        response["json"] = lenient_json.plain(value) if "{{" in (example.body or "") else value
    elif kind != "empty":
        response["headers"] = [["Content-Type", content_type or "text/plain"]]
        response["text"] = value
    made = written(response, IN_EXAMPLE)
    # A text is sooner looked through than a value, and mostly there is nothing to fill in.
    if kind != "json" or not has_placeholders(made.text):
        return made
    return written({**response, "json": fill(response["json"])}, IN_EXAMPLE)
