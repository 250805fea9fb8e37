"""What is wrong with a node of an impossible kind, in words; jsonschema finds it."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from .shapes import kind

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_KINDS = {
    "null": "null",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a number",
    "string": "text",
    "array": "a list",
    "object": "an object",
}


def explain(node: Any, definition: Literal["collection", "v1", "item", "example"]) -> str:
    """Why a node is not what collection.schema.json says of its kind.

    The definitions there speak of one node and its fields, not of the nodes below, so
    that this costs the same in a large collection as in a small one. The sentence has
    no subject where the node itself is meant: "is a number, not an object".
    """
    problems = sorted(
        _validator(definition).iter_errors(node), key=lambda error: list(map(str, error.path))
    )
    if not problems:
        return "is nothing that can be read"
    problem = problems[0]
    expected: Any = problem.validator_value
    if problem.validator == "required":
        missing = next(name for name in expected if name not in node)
        return f"has no `{missing}`"
    names = [expected] if isinstance(expected, str) else expected
    wanted = " or ".join(_KINDS[name] for name in names)
    where = ".".join(map(str, problem.absolute_path))
    subject = f"has `{where}`, which is" if where else "is"
    return f"{subject} {kind(problem.instance)}, not {wanted}"


@cache
def _validator(definition: str) -> Validator:
    # Only a broken input needs it, and it is slow to import.
    from jsonschema import Draft202012Validator  # noqa: PLC0415

    schema = json.loads(files(__package__).joinpath("collection.schema.json").read_text("utf-8"))
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{definition}"})
