"""One cause, one line: the consequences of a change are folded into it.

- What happens to several operations or models alike is told once, with their names.
- A model that is gone goes with what used it; a new one comes with what needs it.
- An error's class is told, not each operation that raises it.
- What goes through the pages of an operation is told with it.
- A request that changed because of a parameter in its path is told with the parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from .model import Change, Severity, is_worse
from .surface import Surface
from .usage import Uses, names_in, reached, renamed_in
from .wording import code, listed

_ALIKE = re.compile(
    r"argument-|default-|field-|key-|header-|server-|content-|certainty-|status-|answer-"
)
"""Kinds of which the same may happen in many places."""


def fold(changes: Sequence[Change], before: Surface, after: Surface, uses: Uses) -> list[Change]:
    """The changes, less those that another one tells."""
    kept = _with_pages(changes, before, after)
    kept = _with_path(kept)
    kept = _with_error(kept)
    kept = _with_texts(kept)
    kept = _with_body(kept)
    kept = _with_models(kept, before, after, uses)
    kept = [_explained(change, before, after) for change in kept]
    return _alike(kept)


def _with_pages(changes: Sequence[Change], before: Surface, after: Surface) -> list[Change]:
    """What goes through the pages of an operation, told with it where both change alike."""
    pages = {
        call.id: call.pages_of
        for surface in (before, after)
        for call in surface.calls.values()
        if call.pages_of
    }
    told = {(change.kind, change.where): number for number, change in enumerate(changes)}
    kept: dict[int, Change] = dict(enumerate(changes))
    for number, change in enumerate(changes):
        id_, bracket, argument = change.where.partition("(")
        base = told.get((change.kind, f"{pages.get(id_, '')}{bracket}{argument}"))
        if base is None or id_ not in pages:
            continue
        cause = kept[base]
        text = cause.text
        if change.kind in {"operation-added", "operation-removed", "operation-moved"}:
            text += f"; likewise {code(id_)}"
        also = (*cause.also, change.where, *change.also)
        kept[base] = replace(cause, text=text, also=also)
        del kept[number]
    return list(kept.values())


def _status(change: Change) -> str:
    return (change.after or change.before).partition(":")[0]


def _with_path(changes: Sequence[Change]) -> list[Change]:
    """Requests that differ in a parameter of their path, told with it."""
    requests = {change.where: change for change in changes if change.kind == "request-changed"}
    told: dict[str, Change] = {}
    kept: list[Change] = []
    for change in changes:
        id_ = change.operations[0] if change.operations else ""
        cause = requests.get(id_)
        is_path = change.key[0] == "path" and change.kind in {
            *("argument-added-required", "argument-removed"),
        }
        if is_path and cause is not None and id_ not in told:
            told[id_] = cause
            text = f"{change.text}; it sends {code(cause.after)}, was {code(cause.before)}"
            kept.append(replace(change, text=text))
        else:
            kept.append(change)
    return [one for one in kept if one.kind != "request-changed" or one.where not in told]


def _with_error(changes: Sequence[Change]) -> list[Change]:
    """What operations raise, told with the error's class where that changed no less."""
    errors = {change.key[1]: change for change in changes if change.key[0] == "error"}
    raised: dict[str, list[str]] = {}
    kept: list[Change] = []
    for change in changes:
        error = errors.get(_status(change)) if _is_raised(change) else None
        if error is not None and not is_worse(change, error):
            raised.setdefault(error.where, []).extend(change.operations)
        else:
            kept.append(change)
    return [
        _raised(change, sorted(raised[change.where])) if change.where in raised else change
        for change in kept
    ]


def _raised(change: Change, ids: Sequence[str]) -> Change:
    """The change of an error with the operations that changed what they raise."""
    if change.key[0] != "error":
        return change
    done = "" if change.kind == "error-removed" else "raised"
    return replace(change, operations=tuple(ids), done=done)


def _is_raised(change: Change) -> bool:
    return change.kind in {"status-added", "answer-changed"} and _status(change)[:1] not in "23"


def _with_texts(changes: Sequence[Change]) -> list[Change]:
    """Texts that differ only in what they say of arguments, told with these arguments."""
    about = {
        place
        for change in changes
        if change.kind.startswith(("argument-", "setting-", "address-", "variable-", "default-"))
        for place in (*change.operations, change.where.partition("(")[0])
    }

    def is_told(change: Change) -> bool:
        texts = [text.partition("Args:\n")[0].strip() for text in (change.before, change.after)]
        return change.kind == "text-changed" and change.where in about and texts[0] == texts[1]

    return [change for change in changes if not is_told(change)]


def _with_body(changes: Sequence[Change]) -> list[Change]:
    """Arguments that are sent in another kind of body, told with the body."""
    bodies = {change.where for change in changes if change.kind == "body-changed"}

    def is_told(change: Change) -> bool:
        keys = [text.partition(" ")[2] for text in (change.before, change.after)]
        return (
            change.kind == "argument-sent-elsewhere"
            and keys[0] == keys[1]
            and change.operations[0] in bodies
        )

    return [change for change in changes if not is_told(change)]


def _with_models(
    changes: Sequence[Change], before: Surface, after: Surface, uses: Uses
) -> list[Change]:
    """Models that are gone with what used them, and new ones with what needs them."""
    if not any(change.kind in {"model-removed", "model-added"} for change in changes):
        return [*changes]
    kept = [change for change in changes if change.kind not in {"model-removed", "model-added"}]
    going: dict[int, list[str]] = {}
    alone: list[Change] = []
    for change in changes:
        if change.kind == "model-removed":
            causes = [
                number
                for number, one in enumerate(kept)
                if one.severity is Severity.BREAKING
                and _takes(one, change.where, uses.before.get(change.where, ()), before)
            ]
            if causes:
                going.setdefault(causes[0], []).append(change.where)
            else:
                alone.append(change)
        elif change.kind == "model-added":
            ids = uses.after.get(change.where, ())
            if not any(_brings(one, change.where, ids, after) for one in kept):
                alone.append(change)
    for number, names in going.items():
        one = kept[number]
        verb = "goes" if len(names) == 1 else "go"
        text = f"{one.text}; {listed([code(name) for name in names])} {verb} with it"
        kept[number] = replace(one, text=text, also=(*one.also, *names))
    return [*kept, *alone]


def _takes(change: Change, model: str, ids: Iterable[str], before: Surface) -> bool:
    """Whether a change is why a model is gone."""
    if change.kind in {"operation-removed", "resource-removed"}:
        return bool({*change.operations} & {*ids})
    return model in reached([change.before], before)


def _brings(change: Change, model: str, ids: Iterable[str], after: Surface) -> bool:
    """Whether a change is why a model is there."""
    if change.kind in {"operation-added", "resource-added"}:
        return bool({*change.operations} & {*ids})
    return model in reached([change.after], after)


def _explained(change: Change, before: Surface, after: Surface) -> Change:
    """A result that is another model, with what the two differ in."""
    if change.kind not in {"result-widened", "field-widened"}:
        return change
    old = [name for name in names_in(change.before) if name in before.shapes]
    new = [name for name in names_in(change.after) if name in after.shapes]
    if len(old) != 1 or len(new) != 1 or old == new:
        return change
    inside = [
        one.name for one in after.shapes[new[0]].attributes if one.annotation == change.before
    ]
    if inside:
        text = f"{change.text} ({code(f'{new[0]}.{inside[0]}')} is {code(change.before)})"
        return replace(change, text=text)
    if renamed_in(change.before, {old[0]: new[0]}) != change.after:
        return change
    was, now = (
        {one.name: one.annotation for one in side.shapes[names[0]].attributes}
        for side, names in ((before, old), (after, new))
    )
    parts = []
    for words, names in (
        ("without", [name for name in was if name not in now]),
        ("with", [name for name in now if name not in was]),
        ("with other types of", [name for name in was if name in now and was[name] != now[name]]),
    ):
        if names:
            parts.append(f"{words} {listed([code(name) for name in names])}")
    if not parts:
        return change
    text = f"{change.text} ({code(new[0])} is {code(old[0])} {', '.join(parts)})"
    return replace(change, text=text)


def _alike(changes: Sequence[Change]) -> list[Change]:
    """What happens alike in several places, told once."""
    groups: dict[tuple[str, ...], list[Change]] = {}
    key: tuple[str, ...]
    for number, change in enumerate(changes):
        if change.kind == "model-moved":
            key = (change.kind, *(_module(line) for line in (change.before, change.after)))
        elif _ALIKE.match(change.kind):
            member = re.split(r"[(.]", change.where)[-1] if "(" in change.where else ""
            member = member or (change.where.rpartition(".")[2] if change.key[1] else "")
            key = (change.kind, member, change.before, change.after, *change.key)
        else:
            key = (str(number),)
        groups.setdefault(key, []).append(change)
    return [_told_once(group) for group in groups.values()]


def _module(line: str) -> str:
    return line.partition(" import ")[0]


def _told_once(group: Sequence[Change]) -> Change:
    """The change with the most operations, and where else the same happens."""
    first, *others = sorted(group, key=lambda change: (-len(change.operations), change.where))
    if not others:
        return first
    names = [code(where) for where in sorted(re.sub(r"\(.*\)$", "", one.where) for one in others)]
    ids = tuple(dict.fromkeys(id_ for one in group for id_ in one.operations))
    also = dict.fromkeys(where for one in others for where in (one.where, *one.also))
    text = f"{first.text}; likewise {listed(names)}"
    resource = first.resource if len({one.resource for one in group}) == 1 else ""
    return replace(first, text=text, operations=ids, also=(*first.also, *also), resource=resource)
