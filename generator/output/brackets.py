"""An expression on one line, or over several with its brackets opened, as black would.

Whatever needs a choice that is not plain raises `Odd`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .plain import WIDTH
from .syntax import CLOSING, PRIORITIES, Group, Item, Odd, Row, made_of, read

STEP = 4


def fits(text: str, indent: int) -> bool:
    """Whether a text stands on one line. Raises Odd where it might be wider than it is long."""
    length = indent + len(text)
    if text.isascii() or length > WIDTH:
        return length <= WIDTH
    # Chinese characters take two columns, accents none; black has a table.
    if length * 2 - indent > WIDTH:
        raise Odd("wide characters")
    return True


def lines_of(item: Item, indent: int, tail: str = "", *, is_inside: bool = False) -> list[str]:
    """An item on one line, or with its last brackets opened.

    `is_inside`: it stands in brackets, where black has no other choice.
    """
    pad = " " * indent
    if item.is_flat and fits(item.flat + tail, indent):
        return [f"{pad}{item.flat}{tail}"]
    item = read(item)
    *before, last = item.parts
    if item.annotation and item.annotation.has_delimiter and item.is_flat:
        return _parameter(item, item.annotation, indent, tail)
    if is_inside and not item.annotation and item.is_flat:
        if " if " in item.parts:
            raise Odd("a condition, around which black puts parentheses")
        if item.has_delimiter:
            return _operands(item, indent, tail)
        if not any(isinstance(part, Group) for part in item.parts):
            return [f"{pad}{item.flat}{tail}"]  # too long, and nowhere to be split
    if isinstance(last, str) or item.has_delimiter:
        raise Odd("too long, and no brackets at its end")
    head = made_of(before)
    is_only = is_inside and not any(isinstance(part, Group) for part in before)
    if not head.is_flat or not (fits(head.flat + last.opening, indent) or is_only):
        raise Odd("too long in front of the brackets")
    return [
        f"{pad}{head.flat}{last.opening}",
        *opened(last, indent + STEP),
        f"{pad}{CLOSING[last.opening]}{tail}",
    ]


def _parameter(item: Item, annotation: Item, indent: int, tail: str) -> list[str]:
    """A parameter whose union is put into parentheses, unless its default can be opened."""
    name, default = str(item.parts[0]), item.parts[1 + len(annotation.parts) :]
    pad = " " * indent
    if any(isinstance(part, Group) for part in default):
        return _default_opened(made_of(item.parts[:-1]), default, indent, tail)
    if any(_is_operator(part) for part in default[1:]):
        raise Odd("a default that may be split")
    if any(_is_operator(part) and part != " | " for part in annotation.parts):
        raise Odd("an annotation that is no union")
    closing = f"){made_of(default).flat}{tail}"
    if not fits(closing, indent) or not fits(f"{name}(", indent):
        raise Odd("a long name")
    return [f"{pad}{name}(", *in_parentheses(annotation, indent + STEP), f"{pad}{closing}"]


def in_optional_parentheses(head: str, item: Item, indent: int, tail: str = "") -> list[str]:
    """What has operators, or is one word, in parentheses that black adds."""
    if not fits(f"{head}(", indent):
        raise Odd("too long in front of parentheses")
    pad = " " * indent
    return [f"{pad}{head}(", *in_parentheses(item, indent + STEP), f"{pad}){tail}"]


def in_parentheses(item: Item, indent: int) -> list[str]:
    """An expression for which there are parentheses, without them.

    Raises Odd where black may do without: see its `can_omit_invisible_parens`.
    """
    operators = _top_operators(item)
    first, last = item.parts[0], item.parts[-1]
    has_open_ends = isinstance(first, str) and (
        isinstance(last, str) or (last.opening == "[" and not last.is_atom)
    )
    is_word = len(item.parts) == 1 and isinstance(first, str)
    if not is_word and (not operators or (len(operators) == 1 and not has_open_ends)):
        raise Odd("what may do without parentheses")
    if item.is_flat and fits(item.flat, indent):
        return [" " * indent + item.flat]
    return _operands(item, indent)


def _operands(item: Item, indent: int, tail: str = "") -> list[str]:
    """Operands one below the other, each behind its operator."""
    operators = _top_operators(item)
    if not operators or not item.is_flat:
        raise Odd("nowhere to be split")
    operands: list[list[str | Group]] = [[]]
    for number, part in enumerate(item.parts):
        if number in operators:
            operands.append([str(part)[1:]])
        else:
            operands[-1].append(part)
    made = [made_of(parts, has_delimiter=_has_delimiter(parts)) for parts in operands]
    return [
        *(line for one in made[:-1] for line in lines_of(one, indent, is_inside=True)),
        *lines_of(made[-1], indent, tail, is_inside=True),
    ]


def _top_operators(item: Item) -> list[int]:
    """Where in an expression those operators are that bind the least."""
    has_lambda = any(isinstance(part, str) and part.startswith("lambda ") for part in item.parts)
    if has_lambda or item.parts.count(" if ") > 1:
        raise Odd("a function or a condition in an expression")
    priorities = {
        number: PRIORITIES[part.strip(" ")]
        for number, part in enumerate(item.parts)
        if isinstance(part, str) and part[0] == " "
    }
    top = max(priorities.values(), default=0)
    return [number for number, priority in priorities.items() if priority == top]


def _has_delimiter(parts: Sequence[str | Group]) -> bool:
    pairs = pairwise(parts)
    return any(_is_operator(part) for part in parts) or any(
        isinstance(one, Group) and isinstance(two, str) and two[0] == "." for one, two in pairs
    )


def _is_operator(part: str | Group) -> bool:
    return isinstance(part, str) and (part[0] == " " or part == "not ")


def _default_opened(
    head: Item, default: Sequence[str | Group], indent: int, tail: str
) -> list[str]:
    """A parameter whose default is split: a literal or a call."""
    *before, last = default
    if not isinstance(last, Group) or not last.items or len(before) > 2:
        raise Odd("a default of another kind")
    if any(isinstance(part, Group) for part in before) or not fits(
        head.flat + last.opening, indent
    ):
        raise Odd("a long union in front of brackets")
    pad = " " * indent
    return [
        f"{pad}{head.flat}{last.opening}",
        *opened(last, indent + STEP),
        f"{pad}{CLOSING[last.opening]}{tail}",
    ]


def opened(group: Group, indent: int, *, in_def: bool = False) -> list[str]:
    """What stands in brackets, between the line that opens and the one that closes them."""
    if not group.items:
        raise Odd("nothing to gain")
    if in_def and len(group.items) == 1:
        return lines_of(group.items[0], indent, ",", is_inside=True)
    is_spread = group.has_comma or (group.is_atom and len(group.items) > 1)
    if not is_spread and all(item.is_flat for item in group.items):
        inner = ", ".join(item.flat for item in group.items)
        if fits(inner, indent):
            return [" " * indent + inner]
    if group.opening == "[" and len(group.items) == 1 and not group.items[0].has_delimiter:
        raise Odd("a long subscript")
    if len(group.items) == 1 and not group.has_comma:
        return lines_of(group.items[0], indent, is_inside=True)
    if group.rows:
        return [line for row in group.rows for line in _row(row, indent)]
    return _spread(group.items, indent)


def _row(row: Row, indent: int) -> list[str]:
    lines = row.spread.get(indent)
    if lines is None:
        lines = row.spread[indent] = _spread(row.items, indent)
    return lines


def _spread(items: Iterable[Item], indent: int) -> list[str]:
    """Items one below the other."""
    return [line for item in items for line in lines_of(item, indent, ",", is_inside=True)]
