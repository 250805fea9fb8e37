"""What an operation answers: one outcome a status, from its saved examples."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..inference.interning import Interner
from ..inference.observe import Observer
from ..inference.types import NULL, STRING, Type
from ..postman import lenient_json
from ..postman.collection import Example
from .model import Outcome, OutcomeKind
from .statuses import STATUSES

DEFAULT_STATUS = 0
"""Stands for every error status that has no outcome of its own: OpenAPI's `default`."""

_BINARY = (
    "application/gzip",
    "application/octet-stream",
    "application/pdf",
    "application/vnd.ms-",
    "application/x-gzip",
    "application/x-tar",
    "application/x-zip",
    "application/zip",
    "audio/",
    "font/",
    "image/",
    "video/",
)
_ODD_NUMBERS = ("NaN", "Infinity")
_BODILESS = frozenset({204, 304})


def is_error(status: int) -> bool:
    """Whether an answer with this status is raised."""
    return status >= 400 or status == DEFAULT_STATUS


def status_of(example: Example, among: Sequence[Example]) -> int:
    """The status of an example; for one without a code what its reason or name says.

    An example that says nothing is the `default` answer (an error) where another one is
    a success, else the success.
    """
    if example.status is not None:
        return example.status
    for text in (example.reason, example.name):
        known = STATUSES.get(text.strip().lower())
        if known is not None:
            return known
    others = [one.status for one in among if one.status is not None]
    return DEFAULT_STATUS if any(200 <= status < 300 for status in others) else 200


def header(example: Example, name: str) -> str:
    """The value of a header of an answer; empty where it has none."""
    for entry in example.headers:
        if entry.key.strip().lower() == name and not entry.disabled:
            return (entry.value or "").strip()
    return ""


def read_answer(example: Example) -> tuple[OutcomeKind, object]:
    """The body of an answer by what it is, and its value: JSON as Python has it, or text."""
    kind = header(example, "content-type").lower()
    body = example.body
    is_json = "json" in kind or (not kind and example.language == "json")
    if kind.startswith(_BINARY) and "json" not in kind and "xml" not in kind:
        return "binary", body or ""
    if body is None or not body.strip():
        return "empty", None
    if is_json or body.lstrip()[:1] in {"{", "["}:
        try:
            return "json", lenient_json.shared_answer(body)
        except ValueError:
            return "text", body
    return "text", body


def has_odd_number(example: Example) -> bool:
    """Whether an answer would be JSON but for a number that JSON has not: NaN, Infinity."""
    body = example.body or ""
    if not any(number in body for number in _ODD_NUMBERS) or read_answer(example)[0] != "json":
        return False
    try:
        lenient_json.loads(body)
    except ValueError:
        return True
    return False


class Bodies:
    """The JSON texts of a run: of equal ones there is one type."""

    def __init__(self, types: Interner | None = None) -> None:
        self.observer = Observer(types)
        self._types: dict[str, Type] = {}

    def type_of(self, body: str) -> Type:
        """The type of the JSON text of an answer."""
        found = self._types.get(body)
        if found is None:
            found = self._types[body] = self.observer.observe(lenient_json.shared_answer(body))
        return found


def outcomes_of(examples: Sequence[Example], method: str, bodies: Bodies) -> tuple[Outcome, ...]:
    """The outcomes of an operation by status; the examples of one status are merged."""
    by_status: dict[int, list[Example]] = {}
    for example in examples:
        by_status.setdefault(status_of(example, examples), []).append(example)
    return tuple(
        _outcome(status, by_status[status], method, bodies) for status in sorted(by_status)
    )


def _outcome(status: int, examples: Sequence[Example], method: str, bodies: Bodies) -> Outcome:
    if method == "HEAD" or status in _BODILESS:
        return Outcome(status, "empty")
    kinds = [read_answer(example)[0] for example in examples]
    if "json" not in kinds:
        rest = {*kinds} - {"empty"}
        return Outcome(status, rest.pop() if len(rest) == 1 else "text" if rest else "empty")
    seen = [
        bodies.type_of(example.body)
        for example, kind in zip(examples, kinds, strict=True)
        if kind == "json" and example.body is not None
    ]
    if "empty" in kinds:
        seen.append(NULL)
    if "text" in kinds or "binary" in kinds:
        seen.append(STRING)
    return Outcome(status, "json", bodies.observer.merged(richest_first(seen)))


def richest_first(types: Iterable[Type]) -> list[Type]:
    """Types, each once, by what they are and not by where they stood.

    The fields of a model stand as its first sample has them: the richest is the first.
    """
    distinct = [*{id(type_): type_ for type_ in types}.values()]
    if len(distinct) < 2:
        return distinct  # their texts are long
    return sorted(distinct, key=lambda type_: (-len(text := repr(type_)), text))
