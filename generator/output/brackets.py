"""An expression on one line, or over several with its brackets opened, as black would.

Whatever needs a choice that is not plain raises `Odd`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .syntax import CLOSING, Group, Item, Odd, Row, made_of

WIDTH = 88
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
    *before, last = item.parts
    if item.annotation and item.annotation.has_delimiter and item.is_flat:
        return _parameter(item, item.annotation, indent, tail)
    if is_inside and not item.annotation and item.is_flat:
        if item.has_delimiter:
            return _union(item, indent, tail)
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
    closing = f"){made_of(default).flat}{tail}"
    if not fits(closing, indent) or not fits(f"{name}(", indent):
        raise Odd("a long name")
    return [f"{pad}{name}(", *in_parentheses(annotation, indent + STEP), f"{pad}{closing}"]


def in_parentheses(annotation: Item, indent: int) -> list[str]:
    """A union, or a name, for which there are parentheses."""
    first, last = annotation.parts[0], annotation.parts[-1]
    if isinstance(first, Group) or (isinstance(last, Group) and last.opening != "["):
        raise Odd("a union that may do without parentheses")
    if len(annotation.parts) == 1 and fits(annotation.flat, indent):
        return [" " * indent + annotation.flat]
    lines = _union(annotation, indent)
    return [" " * indent + annotation.flat] if fits(annotation.flat, indent) else lines


def _is_operator(part: str | Group) -> bool:
    return isinstance(part, str) and (part[0] == " " or part == "not ")


def _union(item: Item, indent: int, tail: str = "") -> list[str]:
    """Operands one below the other, each behind its bar."""
    operands: list[list[str | Group]] = [[]]
    for part in item.parts:
        if part == " | ":
            operands.append(["| "])
            continue
        is_chain = isinstance(part, str) and part[0] == "." and isinstance(operands[-1][-1], Group)
        if is_chain or _is_operator(part):
            raise Odd("delimiters of another kind")
        operands[-1].append(part)
    if len(operands) == 1:
        raise Odd("no union")
    made = [made_of(operand) for operand in operands]
    return [
        *(line for one in made[:-1] for line in lines_of(one, indent, is_inside=True)),
        *lines_of(made[-1], indent, tail, is_inside=True),
    ]


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
