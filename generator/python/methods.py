"""Operations as methods: signature, docstring, and the one call into the runtime."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..api.model import Model, Operation, Outcome, Parameter
from ..api.outcomes import DEFAULT_STATUS, is_error
from ..api.requests import is_made_up
from ..inference.types import Record
from ..postman.variables import is_fresh
from .annotations import (
    Annotation,
    alternatives,
    answer,
    chosen,
    default_value,
    given,
    of,
    taking_dynamic,
    text_value,
)
from .identifiers import ANNOTATION_NAMES, class_members
from .literals import block, docstring, docstring_lines, escape, literal
from .package import Argument, Declaration, Method, Row
from .paging import declared, iteration
from .rows import rows_of
from .signatures import Signature, body_keys, has_whole_body, signature

_OMIT = "OMIT"
_DYNAMIC = "Dynamic"
_STRING_OR_NAME = re.compile(r"""'(?:\\.|[^'\\])*+(?:'|\Z)|"(?:\\.|[^"\\])*+(?:"|\Z)|\w+""")


@dataclass(frozen=True, slots=True)
class MethodWithNeeds:
    """A method, and the names that its module must import."""

    method: Method
    needs: frozenset[str]
    declaration_needs: frozenset[str]
    """Those that its `Operation` constant needs."""
    rows: tuple[Row, ...]
    """Of API.md: the method's, and that of the one that goes through its pages."""


def build_method(
    operation: Operation, members: Iterable[str], models: Mapping[str, Model]
) -> MethodWithNeeds:
    """The method of an operation, in a class with these members."""
    named = signature(operation)
    hidden = ANNOTATION_NAMES & set(members)
    positional, keywords, needs = _arguments(operation, named, hidden)
    returns = _returns(operation)
    declaration, declaration_needs = _declaration(operation, returns)
    pages = None
    if (paged := declared(operation, models)) is not None:
        source, item = paged
        declaration = replace(declaration, arguments=(*declaration.arguments, f"pages={source}"))
        declaration_needs |= {"Pages"}
        needs |= {"Iterator", *item.needs}
        shown = replace(item, text=_visible(item.text, hidden))
        pages = iteration(operation, class_members(operation.name), shown)
    sends = _sends(operation, named, declaration.name)
    described = docstring_lines(operation.description) or (_summary(operation),)
    documented = _documented(operation, named)
    body = operation.body
    method = Method(
        name=class_members(operation.name),
        positional=tuple(positional),
        keywords=tuple(keywords),
        returns=_visible(returns.text, hidden),
        docstring=docstring([*described, *_guessed(operation), *documented]),
        short_docstring=docstring([described[0], *documented]),
        operation=declaration,
        sends=tuple(sends),
        iteration=pages,
        document=block(body.document) if body is not None and body.kind == "graphql" else None,
    )
    used = frozenset(needs) | returns.needs | ({"builtins"} if _uses_builtins(method) else set())
    return MethodWithNeeds(method, used, declaration_needs, rows_of(operation, method))


# --- arguments --------------------------------------------------------------------------


def _arguments(
    operation: Operation, named: Signature, hidden: frozenset[str]
) -> tuple[list[Argument], list[Argument], set[str]]:
    positional: list[Argument] = []
    keywords: list[Argument] = []
    needs: set[str] = set()

    def add(name: str, annotation: Annotation, default: str | None, *, first: bool = False) -> None:
        # Not in a text: `Dynamic` may be a value of the collection too.
        if default is not None and any(
            token[0] == _DYNAMIC for token in _STRING_OR_NAME.finditer(default)
        ):
            annotation = taking_dynamic(annotation)
            needs.add(_DYNAMIC)
        if default is not None and not first:
            annotation = annotation.or_("Omit")
        if default == _OMIT:
            needs.add(_OMIT)
        needs.update(annotation.needs)
        target = positional if first and default is None else keywords
        target.append(Argument(name, _visible(annotation.text, hidden), default))

    for parameter in operation.path_parameters:
        default = _default_source(parameter) if parameter.default else None
        name = named.argument("path", parameter.name)
        add(name, text_value(parameter, "path"), default, first=True)
    for name, annotation, default in _body_arguments(operation, named):
        add(name, annotation, default)
    for place, parameters in (("query", operation.query), ("header", operation.headers)):
        for parameter in parameters:
            name = named.argument(place, parameter.name)
            add(name, text_value(parameter, place), _default(parameter))
    return positional, keywords, needs


def _default(parameter: Parameter) -> str | None:
    if parameter.default is not None:
        return _default_source(parameter)
    return None if parameter.required else _OMIT


def _default_source(parameter: Parameter) -> str:
    texts = parameter.default or ()
    if not is_made_up(texts):
        return literal(default_value(parameter))
    made = [literal(t) if t is None or not is_fresh(t) else _dynamic(t) for t in texts]
    return f"({', '.join(made)}{',' * (len(made) == 1)})" if parameter.repeated else made[0]


def _dynamic(text: str, *, is_json: bool = False) -> str:
    """The source of a value that is another one at each call."""
    return f"{_DYNAMIC}({literal(text)}{', is_json=True' if is_json else ''})"


def _body_arguments(
    operation: Operation, named: Signature
) -> Iterable[tuple[str, Annotation, str | None]]:
    body = operation.body
    if body is None:
        return
    if body.kind in {"json", "graphql"} and isinstance(body.type, Record):
        choices = {detail.key: detail.choices for detail in body.details}
        made_up = {one.key: _dynamic(one.text, is_json=one.is_json) for one in body.made_up}
        for field in body.type.in_order():
            annotation = chosen(given(field.type), choices.get(field.name, ()))
            yield (
                named.argument("body", field.name),
                annotation,
                made_up.get(field.name, None if field.required else _OMIT),
            )
    elif body.kind in {"json", "graphql"}:
        yield named.argument("body"), given(body.type), None
    elif body.kind == "text":
        yield named.argument("body"), of("str | bytes"), None
    elif body.kind == "binary":
        yield named.argument("body"), of("FileInput"), None
    for parameter in body.fields:
        yield (
            named.argument("body", parameter.name),
            text_value(parameter, "body"),
            _default(parameter),
        )


def _visible(annotation: str, hidden: frozenset[str]) -> str:
    """An annotation in a class whose members hide builtins: those are spelled out."""
    if not hidden:
        return annotation
    return _STRING_OR_NAME.sub(
        lambda m: f"builtins.{m[0]}" if m[0] in hidden and m[0] != "dt" else m[0], annotation
    )


def _uses_builtins(method: Method) -> bool:
    texts = [argument.annotation for argument in (*method.positional, *method.keywords)]
    item = method.iteration.item if method.iteration else ""
    return any("builtins." in text for text in (*texts, method.returns, item))


# --- what comes back --------------------------------------------------------------------


def _of_outcome(outcome: Outcome) -> Annotation:
    match outcome.kind:
        case "json":
            return answer(outcome.type)
        case "text":
            return of("str")
        case "binary":
            return of("bytes")
        case "empty":
            return of("None")
        case "unknown":
            return of("JsonValue")


def _returns(operation: Operation) -> Annotation:
    """The type of all answers that are no errors; of none, that of any JSON."""
    made = [_of_outcome(outcome) for outcome in operation.outcomes if not is_error(outcome.status)]
    if not made:
        return of("None") if operation.method == "HEAD" else of("JsonValue")
    merged, *others = sorted(made, key=lambda one: one.text == "None")
    if any("JsonValue" in alternatives(one.text) for one in made):
        return of("JsonValue") if len({one.text for one in made}) == 1 else _union(made)
    for other in others:
        merged = replace(merged.or_(other.text), needs=merged.needs | other.needs)
    return merged


def _union(made: Sequence[Annotation]) -> Annotation:
    """A union with JsonValue, which covers all but models and bytes."""
    merged = of("JsonValue")
    for one in made:
        merged = Annotation(merged.text, merged.needs | one.needs)
        for part in alternatives(one.text):
            if part not in {"JsonValue", "None", "str", "int", "float", "bool"}:
                merged = merged.or_(part)
    return merged


def _declaration(operation: Operation, returns: Annotation) -> tuple[Declaration, frozenset[str]]:
    arguments = [literal(operation.method), literal(operation.path)]
    needs = returns.needs | {"Operation"}
    for keyword, raised in (("returns", False), ("raises", True)):
        pairs = []
        for outcome in operation.outcomes:
            if is_error(outcome.status) == raised and outcome.status != DEFAULT_STATUS:
                annotation = _of_outcome(outcome)
                needs |= annotation.needs
                pairs.append(f"{outcome.status}: {annotation.text}")
        if pairs:
            arguments.append(f"{keyword}={{{', '.join(pairs)}}}")
    for outcome in operation.outcomes:
        if outcome.status == DEFAULT_STATUS:
            annotation = _of_outcome(outcome)
            needs |= annotation.needs
            arguments.append(f"default={annotation.text}")
    if operation.auth != ("default",):
        arguments.append(f"auth={literal(operation.auth)}")
    if operation.server != "base_url":
        arguments.append(f"server={literal(operation.server)}")
    if operation.constant_headers:
        pairs = [f"{literal(key)}: {literal(value)}" for key, value in operation.constant_headers]
        arguments.append(f"headers={{{', '.join(pairs)}}}")
    if operation.body is not None and operation.body.content_type:
        arguments.append(f"content_type={literal(operation.body.content_type)}")
    behaviour = operation.behaviour
    if behaviour.redirects is not None:
        arguments.append(f"redirects={behaviour.redirects}")
    if behaviour.keeps_method:
        arguments.append("keeps_method=True")
    if behaviour.without_cookies:
        arguments.append("has_cookies=False")
    if behaviour.without_headers:
        arguments.append(f"without={literal(behaviour.without_headers)}")
    if any(outcome.is_guess for outcome in operation.outcomes):
        arguments.append("is_guess=True")
    name = f"_{operation.name.upper()}"
    return Declaration(name, returns.text, tuple(arguments)), needs


# --- the call ---------------------------------------------------------------------------


def _sends(operation: Operation, named: Signature, constant: str) -> Iterable[tuple[str, str]]:
    if operation.path_parameters:
        yield "path", _pairs("path", [p.name for p in operation.path_parameters], named)
    if operation.query:
        yield "query", _pairs("query", [p.name for p in operation.query], named)
    if operation.headers:
        yield "headers", _pairs("header", [p.name for p in operation.headers], named)
    body = operation.body
    if body is None:
        return
    keys = _pairs("body", body_keys(operation), named)
    if has_whole_body(operation):
        keys = named.argument("body")
    match body.kind:
        case "json":
            yield "json", keys
        case "graphql":
            name = (
                f'"operationName": {literal(body.operation_name)}, ' if body.operation_name else ""
            )
            values = f', "variables": {keys}' if keys != "{}" else ""
            yield "json", f'{{{name}"query": {constant}_DOCUMENT{values}}}'
        case "form" | "multipart":
            yield str(body.kind), keys
        case "text" | "binary":
            yield "content", keys


def _pairs(place: str, keys: Sequence[str], named: Signature) -> str:
    pairs = [f"{literal(key)}: {named.argument(place, key)}" for key in keys]
    return f"{{{', '.join(pairs)}}}"


# --- words ------------------------------------------------------------------------------


def _guessed(operation: Operation) -> list[str]:
    """Where the answer is taken from, if no example shows it."""
    told = [
        f"its type is taken from `{outcome.source}`"
        if outcome.source
        else "it is what the collection's tests assert"
        for outcome in operation.outcomes
        if outcome.is_guess
    ]
    return ["", *(f"No example shows the answer: {one}." for one in told)] if told else []


def _summary(operation: Operation) -> str:
    """What the operation does, where nothing describes it."""
    title = escape(" ".join(operation.title.split())[:200])
    if not title:
        return escape(f"{operation.method} {operation.path}")
    return title if title.endswith((".", "!", "?")) else f"{title}."


def _new(text: str) -> str:
    """What to say of a value that is another one at each call."""
    return f"A new one at each call, unless it is given: {escape(text)}."


def _documented(operation: Operation, named: Signature) -> list[str]:
    """The `Args:` section: arguments that have a description, or a new value each time."""
    keys = body_keys(operation)
    lines = [
        f"    {named.argument('body', one.key)}: {_new(one.text)}"
        for one in (operation.body.made_up if operation.body else ())
        if one.key in keys
    ]
    places = (
        ("path", operation.path_parameters),
        ("body", operation.body.fields if operation.body else ()),
        ("query", operation.query),
        ("header", operation.headers),
    )
    for place, parameters in places:
        for parameter in parameters:
            new = [_new(text) for text in parameter.default or () if text and is_fresh(text)]
            first, *more = (*docstring_lines(parameter.description), *new) or ("",)
            if first:
                lines.append(f"    {named.argument(place, parameter.name)}: {first}")
                lines.extend(f"        {line}" if line else "" for line in more)
    return ["", "Args:", *lines] if lines else []
