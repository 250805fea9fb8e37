"""Names of the API as Python identifiers: the one place that knows what breaks in Python.

A name can be a keyword, hide a builtin that an annotation in the same scope needs, hide a
member of pydantic's BaseModel, or be another name's spelling after all.
"""

from __future__ import annotations

import keyword
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from ..api.naming import digest, pascal, snake, tell_apart, words
from ..api.statuses import REASONS
from .package_names import WINDOWS_DEVICES

ANNOTATION_NAMES = frozenset({"bool", "bytes", "dict", "dt", "float", "int", "list", "str"})
"""Names in lower case that annotations use: in the scope of a class, a member of that name
would be taken for the type."""

# The members of pydantic.BaseModel that are no dunders: a field of that name hides one, and
# pydantic warns. Written down, since the generator does not depend on pydantic.
_MODEL_MEMBERS = frozenset(
    {
        "construct",
        "copy",
        "dict",
        "from_orm",
        "json",
        "parse_file",
        "parse_obj",
        "parse_raw",
        "schema",
        "schema_json",
        "update_forward_refs",
        "validate",
    }
)
_NOT_FOR_FIELDS = _MODEL_MEMBERS | ANNOTATION_NAMES
# A key with these is no name that somebody gave a thing; what is left of it says too little.
_CODE = re.compile(r"[\x00-\x1f\"'\\{}=;`]")
_SIGNS = {
    "#": "hash",
    "$": "dollar",
    "%": "percent",
    "&": "and",
    "*": "star",
    "+": "plus",
    "-": "dash",
    ".": "dot",
    "/": "slash",
    ":": "colon",
    "@": "at",
}
_SIGN = re.compile(f"[{re.escape(''.join(_SIGNS))}]")
_REMEMBERED = 20_000
"""Keys whose identifiers are made once: most stand in many records and requests."""
_OWN_ARGUMENTS = frozenset({"options", "self"})


def identifier(name: str) -> str:
    """A name of lower-case words as it is, or with an underscore where it is a keyword."""
    return f"{name}_" if keyword.iskeyword(name) else name


@lru_cache(maxsize=_REMEMBERED)
def from_wire(wire: str) -> str:
    """The identifier of a key as it is on the wire: `createdAt` is created_at."""
    found = words(wire)
    if not found:
        return f"value_{digest(wire)}"
    name = identifier(snake(found))
    return f"{name}_{digest(wire)}" if _CODE.search(wire) else name


def argument_names(
    places: Sequence[tuple[str, str]], taken: Iterable[str] = ()
) -> dict[tuple[str, str], str]:
    """The arguments of a method for (place, key) pairs, as they are on the wire.

    Those in the path come first to their names; what clashes with one says its place:
    `body_id`.
    """
    reserved = _OWN_ARGUMENTS | set(taken)
    plain = {pair: from_wire(pair[1]) for pair in places}
    if len({*plain.values(), *reserved}) == len(plain) + len(reserved):
        return plain  # mostly there is nothing to tell apart
    candidates = {pair: _argument_candidates(*pair) for pair in places}
    path = {pair: names for pair, names in candidates.items() if pair[0] == "path"}
    given = tell_apart(path, taken=reserved)
    rest = {pair: names for pair, names in candidates.items() if pair[0] != "path"}
    spelled = Counter(pair[1] for pair in rest)
    exact = {
        pair: pair[1]
        for pair, names in rest.items()
        if names[0] == pair[1] and spelled[pair[1]] == 1
    }
    given.update(tell_apart(rest, exact, taken=reserved | set(given.values())))
    return given


def _argument_candidates(place: str, wire: str) -> tuple[str, ...]:
    plain = from_wire(wire)
    own_case = [wire] if wire.isascii() and wire.isidentifier() and _is_free(wire) else []
    placed = f"{place}_{plain.rstrip('_')}"
    last = f"{placed}_{digest(f'{place} {wire}')}"
    return tuple(dict.fromkeys((plain, *own_case, placed, last)))


def _is_free(name: str) -> bool:
    """Whether a wire's own spelling may be an argument: no keyword, no type, no constant."""
    return not (keyword.iskeyword(name) or name.startswith("_") or name[:1].isupper())


def field_names(wires: Sequence[str]) -> dict[str, str]:
    """The attributes of a model for the keys of an object."""
    plain = {wire: _unlike_members(from_wire(wire)) for wire in wires}
    if len(set(plain.values())) == len(plain):
        return plain  # mostly there is nothing to tell apart
    candidates = {wire: _field_candidates(wire) for wire in wires}
    # A key that is spelled like its attribute keeps it, whatever the others become.
    exact = {wire: wire for wire, names in candidates.items() if names[0] == wire}
    return tell_apart(candidates, exact)


def _field_candidates(wire: str) -> tuple[str, ...]:
    plain = _unlike_members(from_wire(wire))
    is_own = wire.isascii() and wire.isidentifier() and _is_free(wire)
    own_case = [wire] if is_own and _unlike_members(wire) == wire else []
    return tuple(dict.fromkeys((plain, *own_case, *_spelled(wire), f"{plain}_{digest(wire)}")))


def _unlike_members(name: str) -> str:
    """A name that hides neither a member of a model nor a type in its annotations."""
    is_taken = name in _NOT_FOR_FIELDS or name.startswith("model_")
    return f"{name}_" if is_taken else name


def _spelled(wire: str) -> Sequence[str]:
    """A key with the signs that tell it from another one spelled out: `a-b` is a_dash_b.

    An underscore in front goes to the end: `_id` is id_.
    """
    said = _SIGN.sub(lambda sign: f" {_SIGNS[sign[0]]} ", wire)
    is_led = wire.startswith("_")
    if (said == wire and not is_led) or not words(wire) or _CODE.search(wire):
        return ()
    name = snake(words(said))
    return [f"{name}_" if is_led else _unlike_members(name)]


def class_members(name: str) -> str:
    """A method or property: only `dt`, the module of dates, is taken in a class."""
    return f"{name}_" if name == "dt" or keyword.iskeyword(name) else name


def module_names(paths: Iterable[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    """The module of each resource: its path in one word, `admin_users`.

    Where that is another resource's too, the deeper one takes `admin__users`.
    """
    given: dict[tuple[str, ...], str] = {}
    for path in sorted(paths, key=lambda path: (len(path), path)):
        name = _module(("_").join(path))
        given[path] = _module("__".join(path)) if name in given.values() else name
    return given


def _module(name: str) -> str:
    reserved = keyword.iskeyword(name) or name in {"shared", "root"}
    is_test = name.startswith("test_") or name.endswith("_test")
    return f"{name}_" if reserved or is_test else file_name(name)


def file_name(name: str) -> str:
    """The stem of a file: no device of Windows, whatever its ending."""
    return f"{name}_" if name in WINDOWS_DEVICES else name


def is_plain_key(key: str) -> bool:
    """Whether a key of a TypedDict can be written as an attribute of its class."""
    return (
        key.isascii()
        and key.isidentifier()
        and not keyword.iskeyword(key)
        and not key.startswith("__")
        and key not in ANNOTATION_NAMES
        and not key[:1].isupper()
    )


def error_class(status: int) -> str:
    """The error of a status: 404 is NotFoundError."""
    reason = pascal(words(REASONS.get(status, f"status {status}")))
    return reason if reason.endswith("Error") else f"{reason}Error"


RESERVED_CLASSES = frozenset(
    {
        *("APIConnectionError", "APIError", "APIStatusError", "APITimeoutError"),
        *("ApiKeyAuth", "AsyncClient", "AsyncTransport", "BasicAuth", "BearerAuth", "Client"),
        *("False", "Field", "File", "FileInput", "Id", "JsonInput", "JsonValue", "Literal"),
        *("Mapping", "MissingSetting", "Mismatch", "Model", "None", "Omit", "Operation"),
        *("Options", "ResponseMismatch", "ResponseTooLarge", "Scalar", "Self", "Sequence"),
        *("Settings", "Transport", "True", "TypedDict", "UUID", "Callable", "Any", "OMIT"),
        *(error_class(status) for status in REASONS),
    }
)
"""Names of classes that every generated module may import or define."""
