"""Environment and globals files: values for the variables that a collection names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..diagnostics import InputError
from .collection import Collection, Variable
from .document import decode, parse
from .shapes import is_disabled, kind, text_of

_CODE = "not-an-environment"


@dataclass(frozen=True, slots=True)
class Environment:
    """The variables of one file."""

    name: str
    variables: tuple[Variable, ...]
    is_globals: bool = False


def read_environment(data: bytes) -> Environment:
    """The variables in a file that Postman exported, or in one of v3's YAML files.

    Raises InputError where it holds none.
    """
    text = decode(data)
    is_json = text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}
    root = parse(text)[0] if is_json else _read_yaml(text)
    if isinstance(root, dict) and isinstance(root.get("environment"), dict):
        root = root["environment"]  # as Postman's API answers
    if not isinstance(root, dict):
        raise InputError(f"the file holds {kind(root)}, not a Postman environment", code=_CODE)
    values = root.get("values")
    if isinstance(values, dict) and not is_json:
        values = [{"key": key, "value": value} for key, value in values.items()]
    if not isinstance(values, list):
        instead = "a collection" if "item" in root or "info" in root else "no environment"
        raise InputError(f"this is {instead}: an environment has `values`", code=_CODE)
    return Environment(
        text_of(root.get("name")),
        tuple(_variable(value) for value in values if isinstance(value, dict)),
        # In YAML only the name tells, which Postman gives.
        root.get("_postman_variable_scope") == "globals"
        or (not is_json and text_of(root.get("name")).lower() == "globals"),
    )


def _read_yaml(text: str) -> object:
    # Most files are JSON.
    from .yaml_text import load_yaml  # noqa: PLC0415

    return load_yaml(text)


def _variable(node: Mapping[str, object]) -> Variable:
    return Variable(
        key=text_of(node.get("key")),
        value=text_of(node.get("value")),
        type="secret" if node.get("secret") is True else text_of(node.get("type")).lower(),
        disabled=is_disabled(node),
        description=text_of(node.get("description")),
    )


def with_environments(collection: Collection, files: Iterable[Environment]) -> Collection:
    """The collection with the variables of environments among its own.

    The order is Postman's: an environment goes before the collection, and that before
    globals; of several files of a kind the later one wins.
    """
    known = list(files)
    before = [v for one in known if one.is_globals for v in one.variables]
    after = [v for one in known if not one.is_globals for v in one.variables]
    return replace(collection, variables=(*before, *collection.variables, *after))
