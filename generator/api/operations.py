"""What the items of one operation say of it: an operation with the types that they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, Level, place
from ..memo import NO_MEMO, Memo
from ..postman.collection import Example, Located, Request
from ..progress import at
from .access import Access, credential_keys, schemes_of
from .addresses import path_template
from .behaviour import behaviour_of
from .bodies import body_of, content_type, is_pruned
from .model import BodyKind, Operation, Sample
from .outcomes import Bodies, is_error, outcomes_of, status_of
from .requests import (
    Scope,
    constant,
    distinct,
    header_parameters,
    path_parameters,
    query_parameters,
)
from .settings import MAIN_SERVER

_BODIES: Mapping[BodyKind, str] = {
    "json": "JSON",
    "graphql": "GraphQL",
    "form": "an urlencoded form",
    "multipart": "a multipart form",
    "text": "text",
    "binary": "a file",
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the whole collection says to each of its operations."""

    access: Access
    scope: Scope
    bodies: Bodies
    with_defaults: bool
    """Whether what the items send is meant, and no converter made it up."""


def read_operation(
    items: Sequence[Located],
    resource: tuple[str, ...],
    name: str,
    context: Context,
    memo: Memo = NO_MEMO,
) -> tuple[Operation, tuple[Diagnostic, ...]]:
    """The operation that these items are, with the types that they alone show."""

    def read() -> tuple[Operation, tuple[Diagnostic, ...]]:
        said: list[Diagnostic] = []
        return _read(items, resource, name, context, said), tuple(said)

    return memo.of(read_operation, (*items, resource, name, context), read)


def _read(
    items: Sequence[Located],
    resource: tuple[str, ...],
    name: str,
    context: Context,
    diagnostics: list[Diagnostic],
) -> Operation:
    located, scope = items[0], context.scope
    item, request = located.item, located.item.request
    schemes = schemes_of(located, scope)
    at("understanding the requests", place(*located.folder_path, item.name))
    examples = [example for one in items for example in one.item.examples]
    # What was answered with an error may have been wrong in just what it says.
    saved = [
        example.request
        for example in examples
        if example.request is not None and not is_error(status_of(example, examples))
    ]
    others: list[Request] = [one.item.request for one in items[1:]]
    # The key is long: it is not made where there is nothing to sort.
    differ = any(one != saved[0] for one in saved)
    others.extend(sorted(saved, key=repr) if differ else saved)
    path, path_names = path_template(request.url)
    body, left_out = body_of(
        request, others, scope, context.bodies.observer, pruned=is_pruned(item)
    )
    if body is not None:
        diagnostics.extend(_other_bodies(items, body.kind, left_out))
    behaviour = behaviour_of(item)
    if "content-type" in behaviour.without_headers and content_type(request) is None:
        body = replace(body, content_type=None) if body is not None else None
    headers, constants = header_parameters(
        distinct([request.headers, *(other.headers for other in others)]),
        scope,
        credential_keys(schemes, "header"),
        with_defaults=context.with_defaults,
    )
    urls = distinct([request.url, *(other.url for other in others)])
    if body is None and (kind := constant(content_type(request) or "", scope)):
        constants = (*constants, ("Content-Type", kind))
    return Operation(
        resource=resource,
        name=name,
        title=item.name,
        description=request.description,
        method=request.method,
        path=path,
        server=_server(context.access.servers[one.item.request.url.server] for one in items),
        folders=located.folder_path,
        path_parameters=path_parameters(path_names, urls, scope),
        query=query_parameters(
            urls,
            scope,
            credential_keys(schemes, "query"),
            with_defaults=context.with_defaults,
        ),
        headers=headers,
        constant_headers=constants,
        body=body,
        outcomes=outcomes_of(examples, request.method, context.bodies),
        auth=context.access.names_of(schemes),
        behaviour=behaviour,
        samples=tuple(_samples(items)),
    )


def _server(found: Iterable[str]) -> str:
    """The server of items that are sent to one: what is a setting may be given another address."""
    return min(found, key=lambda server: (server != MAIN_SERVER, "://" in server, server))


def _other_bodies(
    items: Sequence[Located], kind: BodyKind, left_out: Sequence[tuple[Request, BodyKind]]
) -> Iterable[Diagnostic]:
    """What to say of requests whose bodies are not of the kind that the operation sends."""
    for request, other in dict.fromkeys(left_out):
        for one in items:
            saved = [f"response {e.name}" for e in one.item.examples if e.request == request]
            if saved or one.item.request == request:
                yield Diagnostic(
                    Level.WARNING,
                    "several-bodies",
                    place(*one.folder_path, one.item.name, *saved[:1]),
                    f"the request sends {_BODIES[other]}, and the method only "
                    f"{_BODIES[kind]}; save it as an item with a name of its own to have both",
                )
                break


def _samples(items: Sequence[Located]) -> Iterable[Sample]:
    for one in items:
        if not one.item.examples:
            yield Sample("request", one.item.request, None, one)
        for example in _in_order(one.item.examples):
            yield Sample(example.name, example.request or one.item.request, example, one)


def _in_order(examples: Sequence[Example]) -> list[Example]:
    """Examples sorted by their texts, bodies and all; these begin with the names."""
    is_told = len({example.name for example in examples}) == len(examples)
    return sorted(examples, key=(lambda example: repr(example.name)) if is_told else repr)
