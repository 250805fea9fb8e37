"""From the collection to the API: grouping, naming, and putting the parts together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ..diagnostics import Diagnostic, Level, place
from ..inference.interning import interned, interner
from ..memo import NO_MEMO, Memo
from ..postman import variables
from ..postman.collection import Collection, Folder, Located, Request, walk
from .access import Access, survey
from .addresses import path_template
from .behaviour import not_done
from .completion import complete_bodies
from .identity import (
    DEEPEST_FOLDER,
    Identity,
    Names,
    by_server,
    identity_of,
    match_pins,
    name_operations,
    name_resources,
    resource_text,
)
from .judge import judge_all
from .model import Api, Model, Operation, Resource
from .model_pins import settled_keys
from .operations import Context, read_operation
from .outcomes import Bodies, has_odd_number
from .paging import describe_pages, find_pages, let_pages_end
from .provenance import is_converted
from .recursion import tie
from .remembered import Remembered
from .requests import (
    Scope,
    header_name,
)
from .settings import MAIN_SERVER, address
from .sharing import share
from .siblings import complete

NO_NAMES: Names = {}

_ORIGIN = ("origin", "collection")
"""The entry of the lock that says who made the collection: a converter, or people.

It decides about the defaults of all arguments, and a few items more or less may tip it.
"""


def build(
    collection: Collection,
    pinned: Names = NO_NAMES,
    *,
    follow_titles: bool = False,
    reserved: frozenset[str] = frozenset(),
    memo: Memo = NO_MEMO,
) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The API of a collection.

    `pinned` are the names of a lock by kind and identity; with `follow_titles` all that has
    a title is named anew. `reserved` are names that no model may take. `memo` has what the run
    before found out.
    """
    if follow_titles:
        pinned = {key: name for key, name in pinned.items() if key[0] == "setting"}
    located = _known(walk(collection), memo)
    access, more = survey(collection, located, pinned, anew=follow_titles)
    scope = variables.scope(collection.variables)
    groups, diagnostics = _group(located, access, scope, pinned, memo)
    names, renamed, renames = match_pins(groups, pinned)
    paths = name_resources({i.folders for i in groups}, pinned, renamed, names)
    by_resource: dict[tuple[str, ...], list[Identity]] = {}
    for identity in groups:
        by_resource.setdefault(paths[identity.folders[:DEEPEST_FOLDER]], []).append(identity)
    origin = pinned.get(_ORIGIN) or ("openapi" if is_converted(located) else "postman")
    bodies = memo.tool("bodies", lambda: Bodies(interner(memo)))
    context = Context(access, scope, bodies, with_defaults=origin != "openapi")
    # As texts, since equal mappings may differ in their order.
    context = memo.same(("context", repr(access), repr(scope)), context)
    operations: list[Operation] = []
    given: list[tuple[str, str, str]] = [*access.names, (*_ORIGIN, origin)]
    for resource, identities in by_resource.items():
        children = frozenset(path[-1] for path in paths.values() if path and path[:-1] == resource)
        parameters = {i: path_template(groups[i][0].item.request.url)[1] for i in identities}
        named = name_operations(parameters, resource, names, children)
        for identity, name in named.items():
            operation, said = read_operation(groups[identity], resource, name, context, memo)
            operations.append(operation)
            diagnostics.extend(said)
            given.append(("operation", identity.text(), name))
    given.extend(
        ("resource", resource_text(path), name[-1]) for path, name in paths.items() if path
    )
    operations.sort(key=lambda operation: (operation.resource, operation.name))
    remembered = Remembered(pinned)
    judged = judge_all(operations, settled_keys(pinned), remembered, memo)
    completed = complete(complete_bodies(judged, remembered, memo), memo)
    if any(sample.item.item.scripts for one in completed for sample in one.samples):
        # Most collections have no scripts, and their parser takes a while to load.
        from .asserted import assert_answers  # noqa: PLC0415

        completed = assert_answers(completed, memo)
    tied, recursive = tie(completed, memo)
    shared, models, model_names = share(tied, pinned, reserved, recursive, memo)
    paged = find_pages(shared, models, memo)
    title = collection.name.strip() or "API"
    api = Api(
        title=title,
        description=collection.description,
        root=_resources(paged, paths, collection),
        settings=access.settings,
        auth=access.schemes,
        items=tuple(located),
        models=tuple(_kept(model, memo) for model in let_pages_end(paged, models)),
        names=tuple(sorted((*given, *model_names, *remembered.entries()))),
    )
    notices = (
        *_odd_headers(located, scope),
        *_odd_numbers(located),
        *_left_to_callers(located, memo),
        *not_done(located),
        *_guesses(completed),
        *_pages(paged),
    )
    return api, (*_nothing(operations), *diagnostics, *more, *renames, *notices)


def _known(items: Iterable[Located], memo: Memo) -> list[Located]:
    """The items, as the objects that they were where they have not changed, wherever they stand."""
    found: list[Located] = []
    namesakes: Counter[tuple[tuple[str, ...], str]] = Counter()
    for one in items:
        title = one.folder_path, one.item.name
        found.append(memo.same(("item", title, namesakes[title]), one))
        namesakes[title] += 1
    return found


def _kept(model: Model, memo: Memo) -> Model:
    """A model as the object that it was in the run before, if it is the very same."""
    record = interned(model.record, memo)
    key = model.name, record, model.role, model.home, model.details
    return memo.of(_kept, key, lambda: model)


def _nothing(operations: Sequence[Operation]) -> Iterable[Diagnostic]:
    """A warning where nothing can be called: an export that went wrong looks just so."""
    if not operations:
        message = "has no requests: its client has no operations"
        yield Diagnostic(Level.WARNING, "no-operations", "", message)


def _pages(operations: Iterable[Operation]) -> Iterable[Diagnostic]:
    for operation in operations:
        if operation.paging is not None:
            where = place(*operation.source)
            yield Diagnostic(Level.NOTICE, "pages", where, describe_pages(operation))


def _guesses(operations: Iterable[Operation]) -> Iterable[Diagnostic]:
    for operation in operations:
        for outcome in operation.outcomes:
            if outcome.is_guess:
                said = (
                    f"its type is taken from {outcome.source}"
                    if outcome.source
                    else "it is what the scripts assert"
                )
                yield Diagnostic(
                    Level.NOTICE,
                    "guessed-answer",
                    place(*operation.source),
                    f"no example shows the answer: {said}",
                )


def _odd_headers(items: Iterable[Located], scope: Scope) -> Iterable[Diagnostic]:
    for one in items:
        for header in one.item.request.headers:
            if not header.disabled and header_name(header.key, scope) is None:
                yield Diagnostic(
                    Level.WARNING,
                    "bad-header",
                    place(*one.folder_path, one.item.name),
                    f"{header.key!r} is no name of a header: it is left out",
                )


def _odd_numbers(items: Iterable[Located]) -> Iterable[Diagnostic]:
    for one in items:
        for example in one.item.examples:
            if has_odd_number(example):
                yield Diagnostic(
                    Level.NOTICE,
                    "odd-number",
                    place(*one.folder_path, one.item.name, f"response {example.name}"),
                    "NaN and Infinity are no JSON: they are taken for numbers",
                )


def _left_to_callers(items: Iterable[Located], memo: Memo) -> Iterable[Diagnostic]:
    for one in items:
        found = memo.call(_variables_in, one.item.request)
        left = [n for n in sorted(found - variables.FRESH) if variables.is_dynamic(n)]
        if left:
            yield Diagnostic(
                Level.NOTICE,
                "example-variable",
                place(*one.folder_path, one.item.name),
                f"Postman makes up {', '.join(left)}: the client leaves that to its callers",
            )


def _variables_in(request: Request) -> frozenset[str]:
    return frozenset(variables.names(repr(request)))


def _group(
    items: Iterable[Located], access: Access, scope: Scope, pinned: Names, memo: Memo
) -> tuple[dict[Identity, list[Located]], list[Diagnostic]]:
    """The items by identity, sorted; those that are the same are one operation."""
    same: dict[Identity, list[Located]] = {}
    for one in items:
        identity = memo.call(identity_of, one)
        same.setdefault(identity, []).append(one)

    def address_of(server: str) -> str:
        # What is no address is sent to the main server.
        is_main = access.servers.get(server, MAIN_SERVER) == MAIN_SERVER
        resolved = variables.resolve(access.main_server if is_main else server, scope)
        return address(resolved) or resolved

    found = by_server(same, address_of, access.main_server, pinned)
    ordered = {identity: found[identity] for identity in sorted(found, key=Identity.in_order)}
    diagnostics = [
        Diagnostic(
            Level.NOTICE,
            "duplicate-item",
            place(*identity.folders, identity.title),
            f"{len(group)} items have this name, method and path: one operation with all "
            "their examples",
        )
        for identity, group in ordered.items()
        if len(group) > 1
    ]
    groups = {
        # The key is long: it is not made where there is nothing to sort.
        identity: sorted(group, key=_unordered) if len(group) > 1 else group
        for identity, group in ordered.items()
    }
    return groups, diagnostics


def _unordered(located: Located) -> tuple[str, list[str], str]:
    """A key to sort items by, which their examples' order does not change."""
    item = located.item
    return (
        repr((item.request, item.behaviour)),
        sorted(map(repr, item.examples)),
        repr(item.scripts),
    )


def _resources(
    operations: Sequence[Operation],
    paths: Mapping[tuple[str, ...], tuple[str, ...]],
    collection: Collection,
) -> Resource:
    """The tree of resources, each with its operations, by name."""
    # Of folders with the same title, whichever stands first, one describes the resource.
    described = sorted(_folders(collection), reverse=True)
    texts = {paths[titles]: text for titles, text in described if titles in paths}
    titles = {name: path for path, name in sorted(paths.items(), reverse=True)}
    by_path: dict[tuple[str, ...], list[Operation]] = {}
    for operation in operations:
        by_path.setdefault(operation.resource, []).append(operation)

    def make(path: tuple[str, ...]) -> Resource:
        below = sorted(other for other in titles if other and other[:-1] == path)
        return Resource(
            path,
            titles[path][-1] if path else collection.name,
            texts.get(path, ""),
            tuple(by_path.get(path, ())),
            tuple(make(child) for child in below),
        )

    return make(())


def _folders(collection: Collection) -> Iterable[tuple[tuple[str, ...], str]]:
    """Title paths of the folders that can be resources, with their descriptions."""
    stack: list[tuple[tuple[str, ...], Folder]] = [
        ((child.name,), child) for child in collection.children if isinstance(child, Folder)
    ]
    while stack:
        path, folder = stack.pop()
        if folder.description:
            yield path, folder.description
        if len(path) < DEEPEST_FOLDER:
            stack.extend(
                ((*path, child.name), child)
                for child in folder.children
                if isinstance(child, Folder)
            )
