"""The types of an OpenAPI document beside those that postgen infers, leaf by leaf.

A leaf is a place that has no places below it: a scalar with its format, a list or an object
of nothing known, a record that comes back. What the collection holds at the place decides
whether it could have been known: the converter writes `<string>` for a password, an integer
for a number, one branch of several, nothing for an empty list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .roundtrip_causes import cause_of, is_drawn
from .roundtrip_saved import Saved, key_of, requests_of

Json = Any

RIGHT = "right"
WRONG = "wrong"

_METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
_DEEPEST = 40
_IGNORED = frozenset({"accept", "authorization", "content-type"})
"""Headers that are no parameters (OpenAPI, Parameter Object)."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One place, and how it came out."""

    place: str
    wanted: str
    found: str
    cause: str
    """`right`, `wrong`, or why the collection does not say it."""


@dataclass(frozen=True, slots=True)
class _Context:
    """The document and the schemas of postgen, for references into them."""

    document: Json
    models: Mapping[str, Json]
    is_text: bool = False
    """Whether values are sent as text: parameters and fields of forms."""
    is_request: bool = False

    def wanted(self, schema: Json) -> tuple[Json, str]:
        """A schema of the document without references, and the name of the last of them."""
        name = ""
        while isinstance(schema, dict) and "$ref" in schema:
            name = schema["$ref"]
            target = self.document
            for step in name.removeprefix("#/").split("/"):
                target = target[step.replace("~1", "/").replace("~0", "~")]
            schema = target
        schema = schema if isinstance(schema, dict) else {}
        if "allOf" in schema:
            schema = self._merged(schema)
        for several in ("oneOf", "anyOf"):
            # The converter takes the first branch.
            branches = [b for b in schema.get(several, ()) if b != {"type": "null"}]
            if branches:
                first, inner = self.wanted(branches[0])
                rest = {key: value for key, value in schema.items() if key != several}
                return {**rest, **first, "x-branches": len(branches)}, name or inner
        return schema, name

    def _merged(self, schema: Json) -> Json:
        made = {key: value for key, value in schema.items() if key != "allOf"}
        for part in schema["allOf"]:
            inner, _ = self.wanted(part)
            properties = {**made.get("properties", {}), **inner.get("properties", {})}
            made = {**inner, **made}
            if properties:
                made["properties"] = properties
        return made

    def found(self, schema: Json) -> Json:
        """A schema of postgen without references."""
        while isinstance(schema, dict) and "$ref" in schema:
            schema = self.models[schema["$ref"].removeprefix("#/$defs/")]
        return schema or {}


def compare(document: Json, inferred: Json, collection: Json) -> Iterator[Leaf]:
    """All leaves of the operations of a document, with what postgen makes of them."""
    requests = requests_of(collection)
    operations = {key_of(op["method"], op["path"]): op for op in inferred["operations"]}
    context = _Context(document, inferred["$defs"])
    for path, entries in document["paths"].items():
        entry, _ = context.wanted(entries)
        for method in _METHODS:
            if method not in entry:
                continue
            place = f"{method.upper()} {path}"
            key = key_of(method, path)
            if key not in operations or key not in requests:
                yield Leaf(place, "operation", "nothing", WRONG)
                continue
            saved = Saved(requests[key])
            shared = entry.get("parameters", ())
            yield from _operation(place, entry[method], shared, operations[key], saved, context)


# --- operations -------------------------------------------------------------------------


def _operation(
    place: str,
    entry: Json,
    shared: Sequence[Json],
    found: Json,
    saved: Saved,
    context: _Context,
) -> Iterator[Leaf]:
    texts = replace(context, is_text=True, is_request=True)
    by_place = {(p["in"], p["name"].lower()): p for p in found["parameters"]}
    parameters = {}
    for parameter in (*shared, *entry.get("parameters", ())):
        plain, _ = context.wanted(parameter)
        parameters[plain["in"], plain["name"]] = plain
    names = list(found["parameters"])
    in_path = iter([p for p in names if p["in"] == "path"])
    for (where, name), parameter in parameters.items():
        here = f"{place} {where} {name}"
        schema = parameter.get("schema") or {}
        if where == "header" and name.lower() in _IGNORED:
            continue
        made = next(in_path, None) if where == "path" else by_place.get((where, name.lower()))
        values = saved.entries(where, name)
        if made is None or not values:
            yield Leaf(here, "parameter", "nothing", WRONG if values else _unsaid(where))
            continue
        yield from _walk(here, schema, made["schema"], list(values), texts, ())
        is_required = parameter.get("required", False)
        if is_required != made["required"]:
            yield Leaf(here, f"required {is_required}", str(made["required"]), WRONG)
    yield from _request(place, entry, found, saved, context)
    for status, answer in entry.get("responses", {}).items():
        plain, _ = context.wanted(answer)
        schema = _json_schema(plain.get("content", {}))
        if schema is None:
            continue
        code = re.sub("(?i)xx$", "00", str(status))
        made = found["responses"].get(code) or found["responses"].get("default") or {}
        values = saved.answers(code)
        if values:
            here = f"{place} {status}"
            yield from _walk(here, schema, made.get("schema", {}), values, context, ())


def _unsaid(where: str) -> str:
    if where == "cookie":
        return "a parameter in a cookie"
    return "a parameter that is written otherwise, or not at all"


def _json_schema(content: Json) -> Json | None:
    for kind, entry in content.items():
        # The converter takes the first kind of content that it can write.
        plain = kind.partition(";")[0]
        is_json = plain.endswith(("/json", "+json"))
        return entry.get("schema") if is_json else None
    return None


def _request(
    place: str, entry: Json, found: Json, saved: Saved, context: _Context
) -> Iterator[Leaf]:
    plain, _ = context.wanted(entry.get("requestBody") or {})
    content = plain.get("content", {})
    inside = replace(context, is_request=True)
    made = found.get("request", {}).get("schema", {})
    kind = next(iter(content), "")
    schema = _json_schema(content)
    if schema is not None and (values := saved.body()):
        yield from _walk(f"{place} body", schema, made, values, inside, ())
    elif kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        form, _ = context.wanted(content[kind].get("schema") or {})
        fields = made.get("properties", {})
        for name, each in form.get("properties", {}).items():
            values = saved.fields(name)
            if values and name in fields:
                texts = replace(inside, is_text=True)
                yield from _walk(f"{place} form {name}", each, fields[name], values, texts, ())


# --- places -----------------------------------------------------------------------------


def _walk(
    place: str,
    schema: Json,
    made: Json,
    values: Sequence[Json],
    context: _Context,
    stack: tuple[str, ...],
) -> Iterator[Leaf]:
    wanted, name = context.wanted(schema)
    found = context.found(made)
    marked = [value for value in values if _marker(value)]
    if marked and len(marked) == len(values):
        yield _at_marker(place, wanted, made, found, marked[0], context)
        return
    values = [value for value in values if not _marker(value)]
    if name in stack or len(stack) > _DEEPEST:
        return
    stack = (*stack, name) if name else stack
    kind, nullable = _kind(wanted)
    if kind == "object":
        yield from _object(place, wanted, found, values, context, stack)
        return
    if kind == "array" and not (context.is_text and _one_text(values)):
        items = wanted.get("items")
        inner = [item for value in values for item in (value if _is_list(value) else [value])]
        branch = _branch(found, "array", context)
        if branch is None and not any(_is_list(value) for value in values) and not context.is_text:
            yield Leaf(place, "array", _shown(found), "null drawn, or one branch of several")
        elif branch is None and not context.is_text:
            yield Leaf(place, "array", _shown(found), WRONG)
        elif items and inner:
            below = branch.get("items", {}) if branch is not None else found
            yield from _walk(f"{place}[]", items, below, inner, context, stack)
        return
    yield _scalar(place, wanted, kind, nullable, found, values, context)


def _is_list(value: Json) -> bool:
    return isinstance(value, list)


def _one_text(values: Sequence[Json]) -> bool:
    return any("," in str(value) for value in values)


def _object(
    place: str,
    wanted: Json,
    found: Json,
    values: Sequence[Json],
    context: _Context,
    stack: tuple[str, ...],
) -> Iterator[Leaf]:
    objects = [value for value in values if isinstance(value, dict)]
    branch = _branch(found, "object", context)
    if not objects:
        cause = "null drawn, or one branch of several"
        yield Leaf(place, "object", _shown(found), RIGHT if branch or not found else cause)
        return
    if branch is None:
        yield Leaf(place, "object", _shown(found), WRONG if any(objects) else RIGHT)
        return
    properties = wanted.get("properties") or {}
    for name, schema in properties.items():
        inner = [value[name] for value in objects if name in value]
        here = f"{place}.{name}"
        if not inner:
            yield Leaf(here, "property", "nothing", "a property that the converter leaves out")
            continue
        made = branch.get("properties", {}).get(name, branch.get("additionalProperties"))
        if made is None:
            yield Leaf(here, "property", "nothing", WRONG)
            continue
        yield from _walk(here, schema, made, inner, context, stack)
    more = wanted.get("additionalProperties")
    if more and not properties:
        inner = [value for each in objects for value in each.values()]
        here = f"{place}{{}}"
        if not inner:
            return
        if "additionalProperties" not in branch:
            is_told = all(re.fullmatch(r"key_\d+", key) for each in objects for key in each)
            cause = WRONG if is_told else "a map whose example has other keys"
            yield Leaf(here, "map", _shown(branch), cause)
        elif isinstance(more, dict) and more and all(is_drawn(value) for value in inner):
            cause = "a value that is drawn of any type where the document says none"
            yield Leaf(here, "value", _shown(branch), cause)
        elif isinstance(more, dict) and more:
            yield from _walk(here, more, branch["additionalProperties"], inner, context, stack)


def _marker(value: Json) -> str:
    """The text of what the converter writes where it gives up."""
    text = value.get("value") if isinstance(value, dict) and len(value) == 1 else value
    found = isinstance(text, str) and text.startswith(("<Circular", "<Error"))
    return str(text) if found else ""


def _at_marker(
    place: str, wanted: Json, made: Json, found: Json, marked: Json, context: _Context
) -> Leaf:
    if _marker(marked).startswith("<Circular"):
        names = set(wanted.get("properties", ()))
        refs = [part for part in (made, *made.get("anyOf", ())) if "$ref" in part]
        keys = [set(context.found(ref).get("properties", ())) for ref in refs]
        is_right = any(known <= names or names <= known for known in keys)
        return Leaf(place, "recursion", _shown(made), RIGHT if is_right else WRONG)
    return Leaf(place, "anything", _shown(found), "nested too deeply for the converter")


def _branch(found: Json, kind: str, context: _Context) -> Json | None:
    """The part of a schema of postgen that is an array or an object."""
    for each in found.get("anyOf", (found,)):
        part = context.found(each)
        types = part.get("type", ())
        if kind == types or kind in (types if isinstance(types, list) else ()):
            return part if isinstance(types, str) else {"type": kind}
    return None


# --- scalars ----------------------------------------------------------------------------


def _kind(schema: Json) -> tuple[str, bool]:
    """The type of a schema, and whether null is one; empty where it says none."""
    types = schema.get("type")
    nullable = bool(schema.get("nullable"))
    if isinstance(types, list):
        nullable = nullable or "null" in types
        rest = [one for one in types if one != "null"]
        types = rest[0] if len(rest) == 1 else ""
    if not types:
        types = "object" if schema.get("properties") else "array" if "items" in schema else ""
    return types, nullable


def _scalar(
    place: str,
    wanted: Json,
    kind: str,
    nullable: bool,
    found: Json,
    values: Sequence[Json],
    context: _Context,
) -> Leaf:
    text_format = wanted.get("format") if kind == "string" else None
    text_format = {"url": "uri", "base64": "byte"}.get(text_format or "", text_format)
    shown = f"{kind or 'anything'}{f' ({text_format})' if text_format else ''}"
    shown += " or null" if nullable else ""
    made = _types(found)
    right_type = made - {("null", None)} == {(kind, text_format)}
    if right_type and nullable == (("null", None) in made):
        return Leaf(place, shown, _shown(found), RIGHT)
    cause = cause_of(
        kind, text_format, nullable, right_type, values, wanted, is_text=context.is_text
    )
    return Leaf(place, shown, _shown(found), cause or WRONG)


def _types(found: Json) -> set[tuple[str, str | None]]:
    parts = found.get("anyOf", (found,))
    made = set()
    for part in parts:
        types = part.get("type", ())
        for one in types if isinstance(types, list) else (types,) if types else ():
            made.add((one, part.get("format")))
    return made


def _shown(schema: Json) -> str:
    return json.dumps(schema)[:100] if schema else "anything"
