"""Sentences about types, as a caller would say them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .surface import OMIT, Argument
from .types import Choice, Classes, Type, either, fits, members, parse

CODE = re.compile(r"`([^`]*)`")
"""Code in a sentence."""
_MOST_NAMED = 3
_LONGEST_SHOWN = 120
_OF_EVERY_CALL = "Options | None"
"""The type of the argument that all methods have."""


def code(source: str) -> str:
    """Python in a sentence."""
    source = source.replace("`", "\u02cb")  # it would end the code: text looks for the next one
    short = source if len(source) <= _LONGEST_SHOWN else source[: _LONGEST_SHOWN - 1] + "…"
    return f"`{short}`"


def listed(things: Sequence[str], *, most: int = _MOST_NAMED) -> str:
    """Things in a sentence, the first of them where they are many."""
    if len(things) > most + 1:
        return f"{', '.join(things[:most])} and {len(things) - most} more"
    return " and ".join([", ".join(things[:-1]), things[-1]]) if len(things) > 1 else things[0]


def source(type_: Type) -> str:
    """A type as Python."""
    parts: list[str] = []
    choices: list[str] = []
    for one in members(type_):
        if isinstance(one, Choice):
            choices.append(one.source)
        else:
            inner = ", ".join(map(source, one.arguments))
            parts.append(f"{one.name}[{inner}]" if inner else one.name)
    if choices:
        parts.insert(0, f"Literal[{', '.join(choices)}]")
    return " | ".join(parts)


def unfit(types: Type, target: Type, classes: Classes) -> str:
    """Those members of a type that do not fit another, as Python; empty for all, none or many."""
    found = members(types)
    odd = [one for one in found if not fits(one, target, classes)]
    return source(either(odd)) if 0 < len(odd) < len(found) and len(odd) <= _MOST_NAMED else ""


def result_widened(what: str, before: str, after: str, classes: Classes) -> str:
    """What it means that a result has a type that does not fit the one before."""
    old, new = parse(before), parse(after)
    extra = unfit(new, old, classes)
    said = f"can be {code(extra)} now" if extra else f"is {code(after)} now"
    if before == "Any":
        return f"{what} {said}: it was untyped, and code that uses it otherwise fails"
    return f"{what} {said}: code that uses it as {code(before)} no longer type-checks"


def result_narrowed(what: str, before: str, after: str, classes: Classes) -> str:
    """What it means that a result is closer known."""
    lost = unfit(parse(before), parse(after), classes)
    return (
        f"{what} is never {code(lost)}" if lost else f"{what} is {code(after)}, was {code(before)}"
    )


def argument_narrowed(what: str, before: str, after: str, classes: Classes) -> str:
    """What it means that an argument does not take all that it took."""
    lost = unfit(parse(before), parse(after), classes)
    if lost:
        return f"{what} no longer takes {code(lost)}"
    return f"{what} takes {code(after)} now: {code(before)} no longer type-checks"


def argument_widened(what: str, before: str, after: str, classes: Classes) -> str:
    """What it means that an argument takes more."""
    more = unfit(parse(after), parse(before), classes)
    if more:
        return f"{what} takes {code(more)} too"
    return f"{what} takes {code(after)}, not only {code(before)}"


def given(call: str, argument: Argument) -> str:
    """A call that gives one argument, as Python."""
    return code(f"{call}({_give(argument)})")


def needed(call: str, argument: Argument) -> str:
    """That an argument must be given, and what happens without it."""
    return f"{code(call)} needs {code(_give(argument))}: calls without it no longer type-check"


def signature(call: str, arguments: Iterable[Argument]) -> str:
    """A call at a glance: what must be given, and that there is more."""
    return f"{call}({', '.join(_give(one) for one in arguments if one.default is None)})"


def at_a_glance(call: str, arguments: Sequence[Argument]) -> str:
    """A call with all of its own that can be given, as API.md has it."""
    names = [one.name for one in arguments if one.is_positional]
    keywords = [
        one for one in arguments if not one.is_positional and one.annotation != _OF_EVERY_CALL
    ]
    if keywords:
        names += ["*", *map(_shown, keywords)]
    return f"{call}({', '.join(names)})"


def _shown(argument: Argument) -> str:
    is_said = argument.default not in {None, OMIT}
    return f"{argument.name}={argument.default}" if is_said else argument.name


def done_by(verb: str, ids: Sequence[str]) -> str:
    """Who sends, returns or raises something: `returned by links.get`."""
    return f"{verb} by {listed([code(id_) for id_ in ids])}"


def _give(argument: Argument) -> str:
    return argument.name if argument.is_positional else f"{argument.name}=..."


def sent(default: str) -> str:
    """What a default sends."""
    return "nothing" if default == OMIT else code(default)
