"""What a user knows better than the examples: corrections from the configuration.

They are applied to the finished API, so that operations and models are named as they would
be without them, and a correction finds its place by that name. One that finds none is
reported, with the nearest name there is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from ..config import Corrections, OperationCorrection, ValueCorrection
from ..diagnostics import Diagnostic, Level
from ..inference.merge import merge, merge_all, without_null
from ..inference.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Integer,
    Map,
    Record,
    Ref,
    String,
    Type,
    Union,
    Unknown,
    alternatives,
    record,
)
from .model import Api, Body, Detail, Model, Operation, Parameter, Resource
from .naming import pascal, singular, words

_TYPES: Mapping[str, Type] = {
    "any": UNKNOWN,
    "string": STRING,
    "integer": INTEGER,
    "number": NUMBER,
    "boolean": BOOLEAN,
    "object": Map(UNKNOWN),
}

_MOST_KNOWN = 8
"""Names that are told where none is near."""


def correct(api: Api, corrections: Corrections) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The API as a user says it is, and a warning for each correction that does not apply."""
    if corrections == Corrections():
        return api, ()
    pass_ = _Pass(api)
    for field in corrections.fields:
        pass_.field(field)
    for parameter in corrections.parameters:
        pass_.parameter(parameter)
    # Last, since a new name would hide an operation from the others.
    for operation in corrections.operations:
        pass_.operation(operation)
    return pass_.result(), tuple(pass_.diagnostics)


def type_named(name: str) -> Type:
    """The type that a correction names: `date`, `integer[]`."""
    plain = name.removesuffix("[]")
    type_ = _TYPES.get(plain, String(plain))
    return Array(type_) if plain != name else type_


class _Pass:
    """The API while it is corrected."""

    def __init__(self, api: Api) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._api = api
        self._models = {model.name: model for model in api.models}
        self._operations: dict[str, Operation | None] = {op.id: op for op in api.operations()}

    def result(self) -> Api:
        """The API with all corrections, less the models that nothing needs any more."""
        root = self._resource(self._api.root)
        used = _used(root, self._models)
        models = sorted(
            (model for name, model in self._models.items() if name in used),
            key=lambda model: model.name,
        )
        return replace(self._api, root=root, models=tuple(models))

    def _resource(self, resource: Resource) -> Resource:
        kept = [self._operations[operation.id] for operation in resource.operations]
        operations = [self._with_sources(one) for one in kept if one is not None]
        operations.sort(key=lambda operation: operation.name)
        children = tuple(self._resource(child) for child in resource.children)
        return replace(resource, operations=tuple(operations), children=children)

    def _with_sources(self, operation: Operation) -> Operation:
        """The operation with the corrected ids of those that its answers are taken from."""
        sources = [self._operations.get(outcome.source) for outcome in operation.outcomes]
        if not any(sources):
            return operation
        pairs = zip(operation.outcomes, sources, strict=True)
        outcomes = (replace(one, source=source.id) if source else one for one, source in pairs)
        return replace(operation, outcomes=tuple(outcomes))

    def _warn(self, code: str, table: str, place: str, message: str) -> None:
        where = f'{table}."{place}"'
        self.diagnostics.append(Diagnostic(Level.WARNING, code, where, message))

    def _unknown(self, table: str, place: str, name: str, known: Collection[str]) -> None:
        import difflib  # noqa: PLC0415  (only for mistakes)

        near = difflib.get_close_matches(name, known, 1)
        some = ", ".join(sorted(known)[:_MOST_KNOWN])
        hint = f"; did you mean {near[0]!r}?" if near else some and f"; known: {some}"
        message = f"the collection has no {name!r}{hint}"
        self._warn("unknown-correction", table, place, message)

    # --- operations ---------------------------------------------------------------------

    def operation(self, correction: OperationCorrection) -> None:
        """Ignore or rename an operation, or say what its requests must have."""
        table, place = "operations", correction.operation
        operation = self._operations.get(place)
        if operation is None:
            self._unknown(table, place, place, self._operations)
            return
        for key in correction.required:
            places = _places(operation)
            if key not in places:
                self._unknown(table, place, key, places)
                continue
            operation = places[key](ValueCorrection(key, required=True))
        if correction.name is not None:
            taken = [
                other
                for other in (*self._operations.values(), *self._children(operation))
                if other is not None
                and other is not self._operations[place]
                and (other if isinstance(other, str) else other.name) == correction.name
                and (isinstance(other, str) or other.resource == operation.resource)
            ]
            if taken:
                message = f"{correction.name!r} is the name of something else there"
                self._warn("bad-correction", table, place, message)
            else:
                operation = replace(operation, name=correction.name)
        self._operations[place] = None if correction.ignore else operation

    def _children(self, operation: Operation) -> list[str]:
        """The names of the resources in the one of an operation."""
        return [
            child.path[-1]
            for resource in self._api.root.walk()
            if resource.path == operation.resource
            for child in resource.children
        ]

    def parameter(self, correction: ValueCorrection) -> None:
        """Correct an argument: a parameter, or a member of the body."""
        table, place = "parameters", correction.place
        id_, colon, key = place.partition(":")
        operation = self._operations.get(id_)
        if operation is None:
            self._unknown(table, place, id_, self._operations)
            return
        places = _places(operation)
        if not colon or key not in places:
            self._unknown(table, place, key or id_, places or [f"{id_}:NAME"])
            return
        if correction.ignore and any(key == each.name for each in operation.path_parameters):
            self._warn("bad-correction", table, place, "a part of the path cannot be left out")
            return
        self._operations[id_] = places[key](correction)

    # --- fields -------------------------------------------------------------------------

    def field(self, correction: ValueCorrection) -> None:
        """Correct a field of a model."""
        table, place = "fields", correction.place
        name, dot, key = place.partition(".")
        model = self._models.get(name)
        if model is None:
            self._unknown(table, place, name, self._models)
            return
        if not dot or key not in model.record.order:
            self._unknown(table, place, key or name, model.record.order)
            return
        type_ = next(field.type for field in model.record.fields if field.name == key)
        if correction.map:
            mapped = self._as_map(type_, f"{name}{pascal(singular(words(key)))}")
            if mapped is None:
                self._warn("bad-correction", table, place, "is no object that could be a map")
            else:
                self._models[name] = model = _with_type(model, key, mapped)
        if correction.enum and not _is_enumerable(type_):
            self._warn("bad-correction", table, place, "is no text or number to choose from")
            correction = replace(correction, enum=())
        fields, details = _corrected(model.record, model.details, key, correction)
        self._models[name] = replace(model, record=fields, details=details)

    def _as_map(self, type_: Type, name: str) -> Type | None:
        """An object as a map to what its fields hold; None where it is none."""
        match type_:
            case Ref(name=model) if model in self._models:
                inside = self._models[model].record
            case Record():
                inside = type_
            case Map():
                return type_
            case Union(members=members):
                mapped = [self._as_map(member, name) for member in members]
                pairs = zip(members, mapped, strict=True)
                merged = merge_all(member if made is None else made for member, made in pairs)
                return merged if any(made is not None for made in mapped) else None
            case Array(items=items):
                inner = self._as_map(items, name)
                return None if inner is None else Array(inner)
            case _:
                return None
        return Map(self._as_one(merge_all(field.type for field in inside.fields), name))

    def _as_one(self, type_: Type, name: str) -> Type:
        """The values of a map: models of which there are several become one."""
        members = alternatives(type_)
        several = [self._models[m.name] for m in members if isinstance(m, Ref)]
        if len(several) < 2 or name in self._models:
            return type_
        merged = merge_all(model.record for model in several)
        if not isinstance(merged, Record):
            return type_
        self._models[name] = Model(name, merged, several[0].role, several[0].home)
        rest = [member for member in members if not isinstance(member, Ref)]
        return merge_all([Ref(name), *rest])


# --- arguments --------------------------------------------------------------------------


def _places(operation: Operation) -> dict[str, Callable[[ValueCorrection], Operation]]:
    """What corrects each argument, by its key as it is on the wire."""
    made: dict[str, Callable[[ValueCorrection], Operation]] = {}
    body = operation.body
    if body is not None:
        for parameter in body.fields:
            made[parameter.name] = _in_body(operation, body, parameter)
        if isinstance(body.type, Record):
            for key in body.type.order:
                made[key] = _in_json(operation, body, body.type, key)
    for group in ("headers", "query", "path_parameters"):
        for parameter in getattr(operation, group):
            made[parameter.name] = _in_group(operation, group, parameter)
    return made


def _in_group(
    operation: Operation, group: str, parameter: Parameter
) -> Callable[[ValueCorrection], Operation]:
    def apply(correction: ValueCorrection) -> Operation:
        ignored = operation.ignored | ({parameter.name} if correction.ignore else set())
        made = replace(operation, ignored=ignored)
        if group == "query":
            return replace(made, query=_replaced(made.query, parameter, correction))
        if group == "headers":
            return replace(made, headers=_replaced(made.headers, parameter, correction))
        changed = _replaced(made.path_parameters, parameter, correction)
        return replace(made, path_parameters=changed)

    return apply


def _in_body(
    operation: Operation, body: Body, parameter: Parameter
) -> Callable[[ValueCorrection], Operation]:
    def apply(correction: ValueCorrection) -> Operation:
        fields = _replaced(body.fields, parameter, correction)
        ignored = operation.ignored | ({parameter.name} if correction.ignore else set())
        return replace(operation, body=replace(body, fields=fields), ignored=ignored)

    return apply


def _in_json(
    operation: Operation, body: Body, members: Record, key: str
) -> Callable[[ValueCorrection], Operation]:
    def apply(correction: ValueCorrection) -> Operation:
        type_, details = _corrected(members, body.details, key, correction)
        ignored = operation.ignored | ({key} if correction.ignore else set())
        made = replace(body, type=type_, details=details)
        return replace(operation, body=made, ignored=ignored)

    return apply


def _replaced(
    parameters: Iterable[Parameter], changed: Parameter, correction: ValueCorrection
) -> tuple[Parameter, ...]:
    made = (_parameter(each, correction) if each == changed else each for each in parameters)
    return tuple(each for each in made if each is not None)


def _parameter(parameter: Parameter, correction: ValueCorrection) -> Parameter | None:
    if correction.ignore:
        return None
    type_, required = parameter.type, parameter.required
    default, repeated = parameter.default, parameter.repeated
    if correction.type is not None:
        repeated = correction.type.endswith("[]")
        type_ = type_named(correction.type.removesuffix("[]"))
    if correction.required is not None:
        required = correction.required
        default = None
    return replace(
        parameter,
        type=_nullable(type_, correction.nullable),
        required=required,
        default=default,
        repeated=repeated,
        choices=tuple(map(str, correction.enum)) or parameter.choices,
        called=correction.name or parameter.called,
    )


# --- members of objects -----------------------------------------------------------------


def _corrected(
    members: Record, details: tuple[Detail, ...], key: str, correction: ValueCorrection
) -> tuple[Record, tuple[Detail, ...]]:
    """A record with one corrected field, and what is said of its fields beside their types."""
    fields = []
    for field in members.in_order():
        if field.name != key:
            fields.append(field)
        elif not correction.ignore:
            type_ = field.type
            if correction.type is not None:
                # A field of which nothing is known was null wherever it was seen.
                is_open = isinstance(type_, Unknown) or type_ != without_null(type_)
                null = NULL if is_open else UNKNOWN
                type_ = merge(type_named(correction.type), null)
            type_ = _nullable(type_, correction.nullable)
            required = field.required if correction.required is None else correction.required
            fields.append(Field(key, type_, required))
    said = Detail(key, correction.name or "", correction.enum)
    if said != Detail(key):
        details = (*(each for each in details if each.key != key), said)
    return record(fields), details


def _with_type(model: Model, key: str, type_: Type) -> Model:
    fields = [
        replace(one, type=type_) if one.name == key else one for one in model.record.in_order()
    ]
    return replace(model, record=record(fields))


def _nullable(type_: Type, nullable: bool | None) -> Type:
    if nullable is None:
        return type_
    return merge(type_, NULL) if nullable else without_null(type_)


def _is_enumerable(type_: Type) -> bool:
    plain = without_null(type_)
    inner = without_null(plain.items) if isinstance(plain, Array) else plain
    return isinstance(inner, (Integer, String, Unknown))


# --- what is still needed ---------------------------------------------------------------


def _used(root: Resource, models: Mapping[str, Model]) -> set[str]:
    """The names of the models that the operations need, directly or not."""
    waiting: list[Type] = []
    for resource in root.walk():
        for operation in resource.operations:
            waiting.extend(outcome.type for outcome in operation.outcomes)
            if operation.body is not None:
                waiting.append(operation.body.type)
    used: set[str] = set()
    while waiting:
        match waiting.pop():
            case Ref(name=name) if name in models and name not in used:
                used.add(name)
                waiting.append(models[name].record)
            case Array(items=items):
                waiting.append(items)
            case Map(values=values):
                waiting.append(values)
            case Union(members=members):
                waiting.extend(members)
            case Record(fields=fields):
                waiting.extend(field.type for field in fields)
            case _:
                pass
    return used
