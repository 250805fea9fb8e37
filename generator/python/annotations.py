"""Types as Python annotations: what an answer is, and what a caller may pass."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from ..api.model import Parameter
from ..api.naming import words
from ..inference.merge import is_nullable, without_null
from ..inference.types import (
    STRING,
    Array,
    Boolean,
    Integer,
    Map,
    Null,
    Number,
    Record,
    Ref,
    String,
    Type,
    Union,
    Unknown,
)
from .literals import literal

_ANSWER_FORMATS = {"uuid": "UUID", "date": "dt.date", "date-time": "dt.datetime"}
_INPUT_FORMATS = {"uuid": "UUID | str", "date": "dt.date | str", "date-time": "dt.datetime | str"}
_INTEGER = re.compile(r"0|-?[1-9][0-9]{0,17}")
_NAME = re.compile(r"\w+")
_SCALAR = re.compile(r"\b(?:str|int|JsonValue|JsonInput)\b")
_ID_WORDS = frozenset({"guid", "id", "ids", "key", "uuid"})


@dataclass(frozen=True, slots=True)
class Annotation:
    """The source of an annotation, and the names that it needs."""

    text: str
    needs: frozenset[str] = frozenset()
    """`dt`, names of modules of the standard library, pydantic and the runtime, models."""

    def or_(self, other: str) -> Annotation:
        """This or another type by its source, which is not repeated."""
        if other in alternatives(self.text):
            return self
        return Annotation(f"{self.text} | {other}", self.needs | _needs(other))


_TOKEN = re.compile(r"""'(?:[^'\\]|\\.)*+(?:'|\Z)|"(?:[^"\\]|\\.)*+(?:"|\Z)|\[|\]| \| """)


def alternatives(text: str) -> list[str]:
    """The members of a union by its source: not of one in brackets, nor of a text in it."""
    found: list[str] = []
    depth = start = 0
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "]": -1}.get(token[0], 0)
        if token[0] == " | " and depth == 0:
            found.append(text[start : token.start()])
            start = token.end()
    return [*found, text[start:]]


_KNOWN = frozenset(
    {
        "Dynamic",
        "FileInput",
        "Id",
        "JsonInput",
        "JsonValue",
        "Mapping",
        "Model",
        "Omit",
        "Scalar",
        "Sequence",
        "UUID",
        "dt",
    }
)


def _needs(text: str) -> frozenset[str]:
    return _KNOWN.intersection((text,) if text.isidentifier() else _NAME.findall(text))


@cache
def of(text: str) -> Annotation:
    """An annotation by its source, which holds no text of a collection."""
    return Annotation(text, _needs(text))


def _scalar(type_: Boolean | Integer | Number) -> Annotation:
    """What is the same in an answer and in a request."""
    if isinstance(type_, Boolean):
        return of("bool")
    return of("int" if isinstance(type_, Integer) else "float")


def answer(type_: Type) -> Annotation:
    """What the client makes of a JSON value of this type."""
    match type_:
        case Unknown() | Null():
            return of("JsonValue")
        case Boolean() | Integer() | Number():
            return _scalar(type_)
        case String(format=name):
            return of(_ANSWER_FORMATS.get(name or "", "str"))
        case Array(items=items):
            return _wrap("list[{}]", answer(items))
        case Map(values=values):
            return _wrap("dict[str, {}]", answer(values))
        case Record():
            return of("dict[str, JsonValue]")
        case Ref(name=name):
            return Annotation(name, frozenset({name}))
        case Union(members=members):
            return _either(members, answer, "JsonValue")


def given(type_: Type) -> Annotation:
    """What a caller may pass where JSON of this type is sent."""
    match type_:
        case Unknown() | Null():
            return of("JsonInput")
        case Boolean() | Integer() | Number():
            return _scalar(type_)
        case String(format=name):
            return of(_INPUT_FORMATS.get(name or "", "str"))
        case Array(items=items):
            inner = given(items)
            return _wrap("list[{}]" if inner.text == "str" else "Sequence[{}]", inner)
        case Map(values=values):
            return _wrap("Mapping[str, {}]", given(values))
        case Record():
            return of("Mapping[str, JsonInput]")
        case Ref(name=name):
            return Annotation(f"{name} | Model", frozenset({name, "Model"}))
        case Union(members=members):
            return _either(members, given, "JsonInput")


def taking_dynamic(annotation: Annotation) -> Annotation:
    """An annotation of what may be a Dynamic, which is a text."""
    known = {"str", "Scalar", "Id", "JsonInput", "Sequence[str]", "Sequence[Scalar]"}
    return annotation if known & set(alternatives(annotation.text)) else annotation.or_("Dynamic")


def chosen(annotation: Annotation, choices: Iterable[str | int]) -> Annotation:
    """An annotation with `Literal` in the place of its scalar, where there are choices."""
    values = ", ".join(literal(choice) for choice in choices)
    if not values:
        return annotation
    source = f"Literal[{values}]"
    text, count = _SCALAR.subn(lambda _: source, annotation.text)
    return Annotation(text if count else source, annotation.needs | {"Literal"})


def _wrap(form: str, inner: Annotation) -> Annotation:
    text = form.format(inner.text)
    return Annotation(text, inner.needs | _needs(form.replace("{}", "_")))


def _either(
    members: Iterable[Type], print_: Callable[[Type], Annotation], anything: str
) -> Annotation:
    parts: dict[str, Annotation] = {}
    nullable = False
    for member in members:
        if isinstance(member, Null):
            nullable = True
            continue
        made = print_(member)
        parts[made.text] = made
    if not parts or anything in parts:
        return of(anything)
    texts = list(dict.fromkeys(text for part in parts for text in alternatives(part)))
    needs = frozenset[str]().union(*(part.needs for part in parts.values()))
    return Annotation(" | ".join([*texts, *(["None"] if nullable else [])]), needs)


def text_value(parameter: Parameter, place: str) -> Annotation:
    """What a caller may pass for a value that is sent as text, Omit aside."""
    if parameter.is_file:
        single = of("FileInput")
    elif parameter.choices:
        values = ", ".join(literal(choice) for choice in _allowed(parameter))
        single = Annotation(f"Literal[{values}]", frozenset({"Literal"}))
    elif place == "path":
        single = of("Id")
    elif isinstance(parameter.type, Unknown):
        single = of("str") if _texts(parameter) else of("Scalar")
    elif _is_id(parameter):
        single = of("Id")
    else:
        single = given(without_null(parameter.type))
    if parameter.repeated:
        single = Annotation(f"Sequence[{single.text}]", single.needs | {"Sequence"})
    if is_nullable(parameter.type) or (parameter.default and None in parameter.default):
        single = single.or_("None")
    return single


def _allowed(parameter: Parameter) -> list[str | int]:
    """The values to choose from; integers where all of them print as they are written."""
    texts = list(dict.fromkeys((*parameter.choices, *_texts(parameter))))
    if isinstance(parameter.type, Integer) and all(map(_INTEGER.fullmatch, texts)):
        return [int(text) for text in texts]
    return list(texts)


def _texts(parameter: Parameter) -> list[str]:
    return [text for text in parameter.default or () if text is not None]


def _is_id(parameter: Parameter) -> bool:
    """Whether a value is an id: text, number or UUID, whatever the one sample was."""
    found = words(parameter.name)
    known = isinstance(parameter.type, Integer) or parameter.type in (STRING, String("uuid"))
    return known and bool(found) and found[-1] in _ID_WORDS


def default_value(parameter: Parameter) -> object:
    """The value that prints as the text which the collection sends."""
    texts = parameter.default or ()
    values = [_typed(text, parameter) for text in texts]
    return tuple(values) if parameter.repeated else values[0]


def _typed(text: str | None, parameter: Parameter) -> object:
    if text is None or (parameter.choices and not isinstance(_allowed(parameter)[0], int)):
        return text
    match parameter.type:
        case Boolean() if text in {"true", "false"}:
            return text == "true"
        case Integer():
            return int(text)
        case Number():
            # An integer among numbers is sent without a fraction, as it stands.
            return float(text) if "." in text else int(text)
        case _:
            return text
