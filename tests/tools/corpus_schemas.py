"""The law of inference: each sample fits the schema that `postgen schema` prints for it."""

from __future__ import annotations

from dataclasses import dataclass, field

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from generator.api.build import build
from generator.api.contradictions import mark_contradictions
from generator.api.evidence import answers
from generator.api.schema import api_schema
from generator.diagnostics import printable
from generator.inference.observe import fill, observe
from generator.inference.types import UNKNOWN
from generator.pipeline import read
from generator.postman.lenient_json import plain

_LARGE = 50_000
"""Of the answers that are larger than this, in characters of text, each operation's first is
checked: jsonschema takes its time."""


@dataclass
class Held:
    """What jsonschema says of the samples of a collection."""

    checked: int = 0
    misfits: list[str] = field(default_factory=list)
    """Where a sample does not fit, and how; nothing of the sample itself."""


def held(data: bytes) -> Held:
    """Each sample of a collection against the schema of its operation and status."""
    found = Held()
    api, _ = build(read(data).collection)
    # Without corrections nothing can contradict one.
    found.misfits.extend(map(str, mark_contradictions(api)[1]))
    schema = api_schema(api)
    printed = {one["id"]: one["responses"] for one in schema["operations"]}
    for operation in api.operations():
        for saved in answers(operation):
            status = str(saved.status) if saved.status else "default"
            whole = {**printed[operation.id][status]["schema"], "$defs": schema["$defs"]}
            validator = Draft202012Validator(
                whole, format_checker=Draft202012Validator.FORMAT_CHECKER
            )
            large = 0
            for value in saved.values:
                large += len(repr(value)) > _LARGE
                if observe(value) == UNKNOWN or (large > 1 and len(repr(value)) > _LARGE):
                    continue
                found.checked += 1
                error = best_match(validator.iter_errors(fill(plain(value))))
                if error is not None:
                    way = printable(error.json_path)
                    found.misfits.append(f"{operation.id} {status} {way}: {error.validator}")
    return found
