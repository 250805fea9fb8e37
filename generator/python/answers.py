"""The saved answers as replays give them.

Most are saved more than once, errors above all: what is the same is read and written once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, eq=False)
class _Content:
    """What an answer says beside its status."""

    members: Json
    """`headers`, and `json` or `text`, as they stand in a file; none where it has no body."""
    json: object = None
    """The value of its JSON."""


class Answers:
    """The saved answers of an API, and what its client decodes them into."""

    def __init__(self, models: Iterable[Model]) -> None:
        self._members = members_of(models)
        self._contents: dict[tuple[str, str | None, str | None], _Content] = {}
        self._types: dict[tuple[_Content, str, Type], Written] = {}

    def of(self, sample: Sample, example: Example, status: int, operation: Operation) -> Json:
        """The `response` of an operation's sample, and its `types` where they are declared."""
        response: Json = {"status": _replayed(status, operation)}
        if operation.method == "HEAD" or status in _BODILESS:
            return {"response": response}
        content = self._content(example)
        made: Json = {"response": response | content.members}
        outcome = next((one for one in operation.outcomes if one.status == status), None)
        if content.members and outcome is not None and not sample.misfits:
            types = self._types_of(content, outcome)
            if types.value:
                made["types"] = types
        return made

    def _content(self, example: Example) -> _Content:
        """What an example says; one value for all that say the same."""
        kind = header(example, "content-type")
        key = kind, example.language, example.body
        if key not in self._contents:
            self._contents[key] = _content(example, kind.partition(";")[0].strip())
        return self._contents[key]

    def _types_of(self, content: _Content, outcome: Outcome) -> Written:
        """What an answer is decoded into, by the paths in it."""
        key = content, outcome.kind, outcome.type
        if key not in self._types:
            self._types[key] = written(types_of(outcome, content.json, self._members), IN_EXAMPLE)
        return self._types[key]


def _replayed(status: int, operation: Operation) -> int:
    """The status that an example is replayed with: for `default` one not spoken for."""
    if status != DEFAULT_STATUS:
        return status
    taken = {outcome.status for outcome in operation.outcomes}
    return next(number for number in range(500, 1000) if number not in taken)


def _content(example: Example, content_type: str) -> _Content:
    kind, value = read_answer(example)
    if kind == "empty":
        return _Content({})
    if kind == "json":
        json = _json(value, example.body or "")
        headers = [["Content-Type", content_type or "application/json"]]
        return _Content({"headers": headers, "json": json}, json.value)
    return _Content({"headers": [["Content-Type", content_type or "text/plain"]], "text": value})


def _json(value: object, body: str) -> Written:
    """The JSON of a body, with values for what is a placeholder or a variable in it."""
    made = written(lenient_json.plain(value) if "{{" in body else value, IN_EXAMPLE + 1)
    # Mostly there is none, and a text is sooner looked through than a value.
    return written(fill(made.value), IN_EXAMPLE + 1) if has_placeholders(made.text) else made
