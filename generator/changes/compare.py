"""Two clients -> what changed for their callers, the consequences of one cause folded."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from .calls import compare_calls
from .client import compare_auth, compare_clients, compare_scheme_names
from .fold import fold
from .model import Change, rank
from .shapes import compare_errors, compare_shapes
from .surface import ROOT, SHARED, Call, Shape, Surface
from .types import Classes
from .usage import Uses, names_in, reached, renamed_in
from .wording import at_a_glance, code, listed, signature


def compare(before: Surface, after: Surface) -> tuple[Change, ...]:
    """All that changed, the worst first; nothing for two clients whose code is the same."""
    moved = _moved(before, after)
    renamed = _renamed_shapes(before, after, moved)
    old = _with_names(before, renamed)
    classes = _classes(old, after)
    uses = Uses(old, after)
    found = [
        *compare_clients(old, after),
        *compare_auth(old, after),
        *_operations(old, after, moved, classes),
        *_shapes(old, after, classes, renamed, uses),
        *_errors(old, after, classes),
    ]
    if not found:
        found.extend(compare_scheme_names(old, after))
    if not found:
        found.extend(_code(before, after))
    return tuple(sorted(fold(found, old, after, uses), key=rank))


def _classes(before: Surface, after: Surface) -> Classes:
    shapes = [*before.shapes.values(), *after.shapes.values()]
    return Classes(
        frozenset(shape.name for shape in shapes if not shape.is_input),
        {
            shape.name: frozenset((one.name, one.annotation) for one in shape.attributes)
            for shape in shapes
            if shape.is_input
        },
    )


# --- operations and resources -----------------------------------------------------------------


def _operations(
    before: Surface, after: Surface, moved: Mapping[str, str], classes: Classes
) -> Iterator[Change]:
    gone = {id_: call for id_, call in before.calls.items() if id_ not in after.calls}
    come = {id_: call for id_, call in after.calls.items() if id_ not in before.calls}
    for old, new in ((gone[one], come[other]) for one, other in moved.items()):
        text = f"{code(old.id)} is {code(new.id)} now"
        yield Change(
            "operation-moved", old.id, text, old.id, new.id, new.resource, (new.id,), also=(new.id,)
        )
        yield from compare_calls(replace(old, id=new.id), new, classes)
        del gone[old.id], come[new.id]
    yield from _gone(gone, before, after)
    yield from _come(come, before, after)
    for id_ in sorted({*before.calls} & {*after.calls}):
        yield from compare_calls(before.calls[id_], after.calls[id_], classes)


def _moved(before: Surface, after: Surface) -> dict[str, str]:
    """Operations that send what they sent under another name: each the only one that does."""
    gone = {id_: call for id_, call in before.calls.items() if id_ not in after.calls}
    come = {id_: call for id_, call in after.calls.items() if id_ not in before.calls}
    pairs = _same_request(_called(gone), _called(come))
    # Whatever goes through the pages of an operation moves with it.
    for old in gone.values():
        for new in come.values():
            if old.pages_of and pairs.get(old.pages_of) == new.pages_of:
                pairs[old.id] = new.id
    return pairs


def _called(calls: Mapping[str, Call]) -> list[Call]:
    return [call for call in calls.values() if not call.pages_of]


def _same_request(gone: Sequence[Call], come: Sequence[Call]) -> dict[str, str]:
    pairs = {}
    for old in gone:
        there = [one for one in gone if one.request == old.request]
        here = [one for one in come if one.request == old.request]
        if old.request and len(there) == 1 and len(here) == 1:
            pairs[old.id] = here[0].id
    return pairs


def _gone(gone: Mapping[str, Call], before: Surface, after: Surface) -> Iterator[Change]:
    """Operations that are no more; those of a resource that is no more are one change."""
    told: set[str] = set()
    for path in sorted(before.groups):
        inside = [id_ for id_ in gone if id_.startswith(f"{path}.")]
        if path in after.groups or any(path.startswith(f"{one}.") for one in told):
            continue
        told.add(path)
        names = listed([code(id_.removeprefix(f"{path}.")) for id_ in inside]) if inside else ""
        text = f"`client.{path}` is gone" + (f", with {names}" if names else "")
        below = [one for one in before.groups if one.startswith(f"{path}.")]
        also = (*below, *inside)
        yield Change(
            "resource-removed", path, text, _calls(inside, gone), "", path, tuple(inside), also
        )
    for id_, call in sorted(gone.items()):
        if not any(id_.startswith(f"{path}.") for path in told):
            text = f"{code(id_)} is gone: calls of it no longer type-check"
            line = _line(call)
            yield Change("operation-removed", id_, text, line, "", call.resource, (id_,))


def _come(come: Mapping[str, Call], before: Surface, after: Surface) -> Iterator[Change]:
    told: set[str] = set()
    for path in sorted(after.groups):
        inside = [id_ for id_ in come if id_.startswith(f"{path}.")]
        if path in before.groups or any(path.startswith(f"{one}.") for one in told):
            continue
        told.add(path)
        if len(inside) == 1:
            continue
        names = listed([code(id_.removeprefix(f"{path}.")) for id_ in inside]) if inside else ""
        text = f"`client.{path}` is new" + (f", with {names}" if names else "")
        yield Change("resource-added", path, text, "", _calls(inside, come), path, tuple(inside))
    for id_, call in sorted(come.items()):
        inside_new = [path for path in told if id_.startswith(f"{path}.")]
        if not inside_new or sum(one.startswith(f"{inside_new[0]}.") for one in come) == 1:
            text = f"{code(signature(id_, call.arguments))} returns {code(call.returns)}"
            yield Change("operation-added", id_, text, "", _line(call), call.resource, (id_,))


def _line(call: Call) -> str:
    return f"def {at_a_glance(call.id.rpartition('.')[2], call.arguments)} -> {call.returns}"


def _calls(ids: Iterable[str], calls: Mapping[str, Call]) -> str:
    return "\n".join(_line(calls[id_]) for id_ in ids)


# --- models and errors ------------------------------------------------------------------------


def _shapes(
    before: Surface,
    after: Surface,
    classes: Classes,
    renamed: Mapping[str, str],
    uses: Uses,
) -> Iterator[Change]:
    homes = {**_homes(before), **_homes(after)}
    for old_name, new_name in sorted(renamed.items()):
        yield _renamed(old_name, before.shapes[new_name], after.shapes[new_name], homes, uses.after)
    for name, shape in sorted(before.shapes.items()):
        if shape == after.shapes.get(name):
            continue
        using = uses.after.get(name, [])
        if name in after.shapes:
            done = _done(after.shapes[name], using, after)
            home = homes.get(after.shapes[name].module, SHARED)
            found = compare_shapes(shape, after.shapes[name], classes, home, done, using)
            told = "model-moved" if name in renamed.values() else ""
            yield from (change for change in found if change.kind != told)
        else:
            text = f"{code(name)} is gone: imports of it fail"
            yield Change("model-removed", name, text, name, "", homes.get(shape.module, SHARED))
    for name, shape in sorted(after.shapes.items()):
        if name not in before.shapes:
            text = f"{code(name)} is new"
            home, ids = homes.get(shape.module, SHARED), tuple(uses.after.get(name, ()))
            yield Change("model-added", name, text, "", name, home, ids)


def _renamed(
    name: str,
    before: Shape,
    after: Shape,
    homes: Mapping[str, str],
    used: Mapping[str, Sequence[str]],
) -> Change:
    """A shape under a new name, which may be in another module too."""
    is_moved = before.module != after.module
    lines = [
        f"models.{shape.module}.{called}" if is_moved else called
        for shape, called in ((before, name), (after, after.name))
    ]
    text = f"{code(lines[0])} is {code(lines[1])} now: imports of it fail"
    home, ids = homes.get(after.module, SHARED), tuple(used.get(after.name, ()))
    also = (after.name,)
    return Change("model-renamed", name, text, lines[0], lines[1], home, ids, also)


def _homes(surface: Surface) -> dict[str, str]:
    """The resource of each module of models; the client itself for its own."""
    return {ROOT: "", **{group.module: path for path, group in surface.groups.items()}}


def _done(shape: Shape, ids: Sequence[str], surface: Surface) -> str:
    """What operations do with a shape: send, return or raise it."""
    if not ids:
        return ""
    if shape.is_input:
        return "sent"
    results = [surface.calls[id_].returns for id_ in ids]
    return "returned" if shape.name in reached(results, surface) else "raised"


def _renamed_shapes(before: Surface, after: Surface, moved: Mapping[str, str]) -> dict[str, str]:
    """Shapes under a new name: where the old one stood, only the new one stands."""
    if before.shapes.keys() <= after.shapes.keys():
        return {}
    there, here = _slots(before, moved), _slots(after, {})
    gone = {name: slots for name, slots in there.items() if name not in after.shapes}
    come = {name: slots for name, slots in here.items() if name not in before.shapes}
    found: dict[str, str] = {}
    for name, slots in sorted(gone.items()):
        heirs = [
            other
            for other, others in sorted(come.items())
            if slots & others and before.shapes[name].is_input == after.shapes[other].is_input
        ]
        if len(heirs) == 1 and heirs[0] not in found.values():
            found[name] = heirs[0]
    return found


def _slots(surface: Surface, moved: Mapping[str, str]) -> dict[str, set[str]]:
    """The places that name a shape; those of operations that moved are under the new name."""
    found: dict[str, set[str]] = {name: set() for name in surface.shapes}

    def note(place: str, annotation: str) -> None:
        for name in names_in(annotation):
            if name in found:
                found[name].add(place)

    for call in surface.calls.values():
        id_ = moved.get(call.id, call.id)
        for argument in call.arguments:
            note(f"{id_}({argument.name})", argument.annotation)
        for status, type_ in call.answers.items():
            note(f"{id_} {status}", type_)
    for shape in surface.shapes.values():
        for one in shape.attributes:
            note(f"{shape.name}.{one.name}", one.annotation)
    return found


def _with_names(surface: Surface, renamed: Mapping[str, str]) -> Surface:
    """A client whose shapes have their new names, so that only what else differs differs."""
    if not renamed:
        return surface

    def new(text: str) -> str:
        return renamed_in(text, renamed)

    return replace(
        surface,
        calls={
            id_: replace(
                call,
                arguments=tuple(replace(a, annotation=new(a.annotation)) for a in call.arguments),
                returns=new(call.returns),
                answers={status: new(type_) for status, type_ in call.answers.items()},
            )
            for id_, call in surface.calls.items()
        },
        shapes={
            renamed.get(name, name): replace(
                shape,
                name=renamed.get(name, name),
                attributes=tuple(
                    replace(one, annotation=new(one.annotation)) for one in shape.attributes
                ),
            )
            for name, shape in surface.shapes.items()
        },
        errors={
            name: replace(error, body=new(error.body)) for name, error in surface.errors.items()
        },
    )


def _errors(before: Surface, after: Surface, classes: Classes) -> Iterator[Change]:
    for name, error in sorted(before.errors.items()):
        ids = _raisers(error.status, after)
        if name in after.errors:
            yield from compare_errors(error, after.errors[name], classes, ids)
        else:
            text = f"`errors.{name}` is gone: code that catches it no longer type-checks"
            body, key = f"body: {error.body or 'Any'}", ("error", str(error.status))
            yield Change("error-removed", f"errors.{name}", text, body, "", "errors", key=key)
    for name, error in sorted(after.errors.items()):
        if name not in before.errors:
            ids = _raisers(error.status, after)
            # The usual statuses have a class whether or not an operation is known to answer so.
            text = f"`errors.{name}` can be caught"
            body = f"body: {error.body}" if error.body else name
            yield Change(
                "error-added",
                f"errors.{name}",
                text,
                "",
                body,
                "errors",
                tuple(ids),
                key=("error", str(error.status)),
                done="raised" if ids else "",
            )


def _raisers(status: int, surface: Surface) -> list[str]:
    return sorted(id_ for id_, call in surface.calls.items() if status in call.answers)


# --- the rest ----------------------------------------------------------------------------------


def _code(before: Surface, after: Surface) -> Iterator[Change]:
    """What no rule has seen: whatever it is, it is not kept from the reader."""
    for path in sorted({*before.code, *after.code}):
        old, new = (_canonical(side.code.get(path, "")) for side in (before, after))
        if old != new:
            yield Change("code-changed", path, f"the code of {code(path)} changed", old, new)


def _canonical(text: str) -> str:
    """Code without its layout."""
    lines = ast.unparse(ast.parse(text)).split("\n")
    return "\n".join(line.strip() for line in lines if line.strip())
