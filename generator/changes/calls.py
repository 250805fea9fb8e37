"""Two versions of an operation: what differs for those who call it, and for the server."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from .model import Change
from .surface import OMIT, Argument, Call
from .types import Classes, fits, parse, without
from .wording import (
    argument_narrowed,
    argument_widened,
    code,
    given,
    listed,
    needed,
    result_narrowed,
    result_widened,
    sent,
)

_FIRST_ERROR = 400
_UNNAMED = re.compile(r"\{[^{}]*\}")
_KNOWN = {
    "server": ("server-changed", "goes to {after}, was {before}"),
    "headers": ("header-changed", "sends the headers {after}, was {before}"),
    "content_type": ("content-type-changed", "sends its body as {after}, was {before}"),
    "is_guess": ("certainty-changed", ""),
    "pages": ("pages-changed", "goes through its pages by {after}, was by {before}"),
}
"""What an operation declares, less its authentication: the kind of its change, and the words."""


def compare_calls(before: Call, after: Call, classes: Classes) -> Iterator[Change]:
    """All differences between two versions of an operation."""
    if before == after:
        return
    for change in _all(before, after, classes):
        yield _of(after, change)


def _of(call: Call, change: Change) -> Change:
    return replace(change, resource=call.resource, operations=(call.id,))


def _all(before: Call, after: Call, classes: Classes) -> Iterator[Change]:
    yield from _arguments(before, after, classes)
    yield from _result(before, after, classes)
    paths = [_UNNAMED.sub("{}", one.request) for one in (before, after)]
    if paths[0] == paths[1] and before.path != after.path and not _renames(before, after):
        text = f"the path of {code(after.id)} has other names for its parameters"
        yield Change("spelling-changed", after.id, text, before.request, after.request)
    elif paths[0] != paths[1]:
        text = f"{code(after.id)} sends {code(after.request)}, was {code(before.request)}"
        yield Change("request-changed", after.id, text, before.request, after.request)
    yield from _declared(before, after)
    yield from _sent(before, after)
    if before.docstring != after.docstring:
        text = f"the text of {code(after.id)} changed"
        yield Change("text-changed", after.id, text, before.docstring, after.docstring)


def _renames(before: Call, after: Call) -> bool:
    return [one.name for one in before.arguments] != [one.name for one in after.arguments]


# --- arguments ------------------------------------------------------------------------------


def show(argument: Argument) -> str:
    """An argument as its line in the signature."""
    default = f" = {argument.default}" if argument.default is not None else ""
    return f"{argument.name}: {argument.annotation}{default}"


def pair_arguments(before: Call, after: Call) -> list[tuple[Argument | None, Argument | None]]:
    """The arguments of two versions, each beside what became of it.

    A name is the same argument; so is what is sent under the same key, and a parameter at
    the same place of the path. All others are gone, or new.
    """
    old = {one.name: one for one in before.arguments}
    new = {one.name: one for one in after.arguments}
    gone = [one for one in before.arguments if one.name not in new]
    come = [one for one in after.arguments if one.name not in old]
    pairs: list[tuple[Argument | None, Argument | None]] = [
        (old[one.name], one) for one in after.arguments if one.name in old
    ]
    for one in list(gone):
        match = next((other for other in come if _same(one, other, before, after)), None)
        if match is not None:
            gone.remove(one)
            come.remove(match)
            pairs.append((one, match))
    return [*((one, None) for one in gone), *pairs, *((None, one) for one in come)]


def _same(one: Argument, other: Argument, before: Call, after: Call) -> bool:
    if one.wire[0] != other.wire[0] or not one.wire[0]:
        return False
    if one.wire[0] == "path":
        return _position(one, before) == _position(other, after)
    return one.wire == other.wire


def _position(argument: Argument, call: Call) -> tuple[str, ...]:
    """What stands before a parameter in the path, parameters aside."""
    head, found, _ = call.path.partition(f"{{{argument.wire[1]}}}")
    return tuple("" if "{" in part else part for part in head.split("/")) if found else ("?",)


def _arguments(before: Call, after: Call, classes: Classes) -> Iterator[Change]:
    pairs = pair_arguments(before, after)
    for old, new in pairs:
        if old is None and new is not None:
            yield _added(after, new)
        elif new is None and old is not None:
            text = f"{given(after.id, old)} is no longer accepted"
            where = f"{after.id}({old.name})"
            yield Change("argument-removed", where, text, show(old), key=old.wire)
        elif old is not None and new is not None:
            yield from _argument(after.id, old, new, classes)
    yield from _order(before, after, [(old, new) for old, new in pairs if old and new])


def _added(call: Call, new: Argument) -> Change:
    where, line = f"{call.id}({new.name})", show(new)
    if new.default is None:
        text = needed(call.id, new)
        return Change("argument-added-required", where, text, after=line, key=new.wire)
    text = f"{given(call.id, new)} can be given"
    if new.default != OMIT:
        # The server sees it from every call, also from those that know nothing of it.
        text = f"calls of {code(call.id)} send {code(f'{new.name}={new.default}')} from now on"
        return Change("default-added", where, text, after=line, key=new.wire)
    return Change("argument-added", where, text, after=line, key=new.wire)


def _argument(call: str, old: Argument, new: Argument, classes: Classes) -> Iterator[Change]:
    where, what = f"{call}({new.name})", given(call, new)
    lines = show(old), show(new)
    if old.name != new.name:
        text = f"{given(call, old)} is {what} now"
        yield Change(
            "argument-renamed", f"{call}({old.name})", text, *lines, key=new.wire, also=(where,)
        )
    if old.default is not None and new.default is None:
        text = needed(call, new)
        yield Change("argument-required", where, text, *lines, key=new.wire)
    elif old.default is None and new.default is not None:
        text = f"{what} may be left out" + _then(new.default)
        yield Change("argument-optional", where, text, *lines, key=new.wire)
    elif old.default != new.default and new.default is not None and old.default is not None:
        text = (
            f"calls of {code(call)} without {code(new.name)} send {sent(new.default)}, "
            f"was {sent(old.default)}"
        )
        yield Change("default-changed", where, text, *lines, key=new.wire)
    if old.is_positional and not new.is_positional:
        text = f"{code(new.name)} of {code(call)} must be given by name"
        yield Change("argument-keyword-only", where, text, *lines, key=new.wire)
    elif new.is_positional and not old.is_positional:
        text = f"{code(new.name)} of {code(call)} may be given without its name"
        yield Change("argument-positional", where, text, *lines, key=new.wire)
    yield from _type(where, what, old, new, classes)
    if old.wire != new.wire and (old.wire[0], new.wire[0]) != ("path", "path"):
        text = f"{what} is sent as {_wire(new)}, was {_wire(old)}"
        yield Change(
            "argument-sent-elsewhere",
            where,
            text,
            _wire(old),
            _wire(new),
            key=new.wire,
            key_before=old.wire,
        )


def _then(default: str) -> str:
    return "" if default == OMIT else f": then {code(default)} is sent"


def _wire(argument: Argument) -> str:
    place, key = argument.wire
    return f"{place} {code(key)}" if key else place or "nothing"


def _type(
    where: str, what: str, old: Argument, new: Argument, classes: Classes
) -> Iterator[Change]:
    before, after = (without(parse(one.annotation), "Omit") for one in (old, new))
    if before == after:
        return
    texts = _less_omit(old.annotation), _less_omit(new.annotation)
    lines = show(old), show(new)
    if not fits(before, after, classes):
        text = argument_narrowed(what, *texts, classes)
        yield Change("argument-narrowed", where, text, *lines, key=new.wire)
    elif not fits(after, before, classes):
        text = argument_widened(what, *texts, classes)
        yield Change("argument-widened", where, text, *lines, key=new.wire)
    else:
        text = f"{what} is the same type in other words"
        yield Change("spelling-changed", where, text, *lines, key=new.wire)


def _less_omit(annotation: str) -> str:
    return annotation.removesuffix(" | Omit")


def _order(
    before: Call, after: Call, pairs: Sequence[tuple[Argument, Argument]]
) -> Iterator[Change]:
    """Whether those that are given without names are in another order, or the others are."""
    renamed = {old.name: new.name for old, new in pairs}
    for kind_, is_positional in (("arguments-reordered", True), ("order-changed", False)):
        kind = kind_
        group = {
            new.name
            for old, new in pairs
            if _both_positional(old, new) is is_positional and new.wire[0]
        }
        was = [renamed[one.name] for one in before.arguments if renamed.get(one.name) in group]
        now = [one.name for one in after.arguments if one.name in group]
        if was == now:
            continue
        lines = ", ".join(was), ", ".join(now)
        if is_positional:
            types = {one.name: one.annotation for one in after.arguments}
            # A type checker sees it only where the types differ.
            if [types[name] for name in was] == [types[name] for name in now]:
                kind = "arguments-swapped"
            text = f"{code(after.id)} takes {code(lines[1])} in this order, was {code(lines[0])}"
        else:
            text = f"the order of the arguments of {code(after.id)} changed"
        yield Change(kind, after.id, text, *lines)


def _both_positional(old: Argument, new: Argument) -> bool:
    return old.is_positional and new.is_positional


# --- what comes back, and what is sent --------------------------------------------------------


def _result(before: Call, after: Call, classes: Classes) -> Iterator[Change]:
    old, new = parse(before.returns), parse(after.returns)
    what, texts = f"the result of {code(after.id)}", (before.returns, after.returns)
    differs = old != new
    if differs and after.returns == "None":
        # It would fit where a JSON value was; but a type checker lets nobody use it.
        text = f"{code(after.id)} returns nothing: code that uses its result no longer type-checks"
        yield Change("result-removed", after.id, text, *texts)
    elif differs and not fits(new, old, classes):
        yield Change("result-widened", after.id, result_widened(what, *texts, classes), *texts)
    elif differs and not fits(old, new, classes):
        yield Change("result-narrowed", after.id, result_narrowed(what, *texts, classes), *texts)
    elif before.returns != after.returns:
        text = f"{what} is the same type in other words"
        yield Change("spelling-changed", after.id, text, *texts)
    yield from _statuses(before, after, differs=differs)


def _statuses(before: Call, after: Call, *, differs: bool) -> Iterator[Change]:
    """What each status is answered with, as far as the type of the result does not say it."""
    old, new = (_below(call.answers, _FIRST_ERROR) for call in (before, after))
    if old != new and not differs:
        lines = _outcomes(old), _outcomes(new)
        statuses = listed([str(status) for status in new]) if new else "no known status"
        if old.items() <= new.items():
            text = f"{code(after.id)} can answer {statuses}"
            yield Change("status-added", after.id, text, *lines)
        else:
            was = listed([str(status) for status in old])
            text = f"{code(after.id)} answers {statuses}, was {was}"
            yield Change("answer-changed", after.id, text, *lines)
    for status in sorted({*before.answers, *after.answers} - {*old, *new}):
        was, now = before.answers.get(status, ""), after.answers.get(status, "")
        if was == now:
            continue
        shown = str(status) if status else "errors of other statuses"
        lines = _outcome(status, was), _outcome(status, now)
        if not was:
            text = f"{code(after.id)} can raise {shown} ({code(now)})"
            yield Change("status-added", after.id, text, *lines)
        else:
            text = f"the body of {shown} from {code(after.id)} is read as "
            text += f"{code(now)}, was {code(was)}" if now else f"any JSON, was {code(was)}"
            yield Change("answer-changed", after.id, text, *lines)


def _below(answers: Mapping[int, str], status: int) -> dict[int, str]:
    return {one: type_ for one, type_ in sorted(answers.items()) if 0 < one < status}


def _outcomes(answers: Mapping[int, str]) -> str:
    return ", ".join(_outcome(status, type_) for status, type_ in answers.items())


def _outcome(status: int, type_: str) -> str:
    return f"{status or 'default'}: {type_}" if type_ else ""


def _declared(before: Call, after: Call) -> Iterator[Change]:
    for name in sorted({*before.declared, *after.declared} - {"auth"}):
        old, new = before.declared.get(name, ""), after.declared.get(name, "")
        # Where pages come or go, so does the method that goes through them.
        if old == new or (name == "pages" and not (old and new)):
            continue
        kind, words = _KNOWN.get(
            name, ("operation-changed", f"declares {name}={{after}}, was {{before}}")
        )
        if kind == "certainty-changed":
            words = "answers as no example shows: a guess" if new else "is no guess any more"
        said = words.format(before=code(old or "the usual"), after=code(new or "the usual"))
        yield Change(kind, after.id, f"{code(after.id)} {said}", old, new)


def _sent(before: Call, after: Call) -> Iterator[Change]:
    yield from _constants(before, after)
    if before.document != after.document:
        text = f"{code(after.id)} sends another GraphQL document"
        yield Change("document-changed", after.id, text, before.document, after.document)
    old, new = (sorted({*call.sends} - {"path", "query", "headers"}) for call in (before, after))
    if old != new:
        shown = ", ".join(old) or "no body", ", ".join(new) or "no body"
        text = f"{code(after.id)} sends {_body(new)}, was {_body(old)}"
        yield Change("body-changed", after.id, text, *shown)


def _constants(before: Call, after: Call) -> Iterator[Change]:
    for place in sorted({*before.constants, *after.constants}):
        old, new = before.constants.get(place, ""), after.constants.get(place, "")
        if old != new:
            said = code(new) if new else "nothing"
            was = code(old) if old else "nothing"
            text = f"{code(after.id)} sends {said} as {code(place[1])}, was {was}"
            yield Change("body-changed", after.id, text, old, new, key=place)


def _body(names: Sequence[str]) -> str:
    return f"its body as {' and '.join(names)}" if names else "no body"
