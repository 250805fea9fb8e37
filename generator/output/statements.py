"""One statement laid out as black would, for the few kinds that clients are made of.

black's rules (its `linegen.py` and `brackets.py`) are followed; whatever needs a choice that
is not plain raises `Odd` and is left to black itself. tests/output/test_layout.py holds the
two together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .syntax import CLOSING, KEYWORDS, Group, Item, Odd, Parser, Row, Rows, made_of

WIDTH = 88
STEP = 4
_IMPORT = re.compile(r"from ([.\w]+) import (\w+(?: as \w+)?(?:, \w+(?: as \w+)?)*)")
_PLAIN_IMPORT = re.compile(r"import \w+(?:\.\w+)*(?: as \w+)?")


def fits(text: str, indent: int) -> bool:
    """Whether a text stands on one line. Raises Odd where it might be wider than it is long."""
    length = indent + len(text)
    if text.isascii() or length > WIDTH:
        return length <= WIDTH
    # Chinese characters take two columns, accents none; black has a table.
    if length * 2 - indent > WIDTH:
        raise Odd("wide characters")
    return True


def _lines(item: Item, indent: int, tail: str = "", *, is_inside: bool = False) -> list[str]:
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
        *_opened(last, indent + STEP),
        f"{pad}{CLOSING[last.opening]}{tail}",
    ]


def _parameter(item: Item, annotation: Item, indent: int, tail: str) -> list[str]:
    """A parameter whose union is put into parentheses, unless its default can be opened."""
    name, default = str(item.parts[0]), item.parts[1 + len(annotation.parts) :]
    pad = " " * indent
    if any(isinstance(part, Group) for part in default):
        return _default_opened(made_of(item.parts[:-1]), default, indent, tail)
    closing = f"){made_of(default).flat}{tail}"
    if not fits(closing, indent) or not fits(f"{name}(", indent):
        raise Odd("a long name")
    return [f"{pad}{name}(", *_in_parentheses(annotation, indent + STEP), f"{pad}{closing}"]


def _in_parentheses(annotation: Item, indent: int) -> list[str]:
    """A union, or a name, for which there are parentheses."""
    first, last = annotation.parts[0], annotation.parts[-1]
    if isinstance(first, Group) or (isinstance(last, Group) and last.opening != "["):
        raise Odd("a union that may do without parentheses")
    is_plain = len(annotation.parts) == 1 or " | " in annotation.parts
    if is_plain and fits(annotation.flat, indent):
        return [" " * indent + annotation.flat]
    return _union(annotation, indent)


def _union(item: Item, indent: int, tail: str = "") -> list[str]:
    """Operands one below the other, each behind its bar."""
    operands: list[list[str | Group]] = [[]]
    for part in item.parts:
        if part == " | ":
            operands.append(["| "])
            continue
        is_chain = isinstance(part, str) and part[0] == "." and isinstance(operands[-1][-1], Group)
        if part == " == " or is_chain:
            raise Odd("delimiters of another kind")
        operands[-1].append(part)
    if len(operands) == 1:
        raise Odd("no union")
    made = [made_of(operand) for operand in operands]
    return [
        *(line for one in made[:-1] for line in _lines(one, indent, is_inside=True)),
        *_lines(made[-1], indent, tail, is_inside=True),
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
        *_opened(last, indent + STEP),
        f"{pad}{CLOSING[last.opening]}{tail}",
    ]


def _opened(group: Group, indent: int, *, in_def: bool = False) -> list[str]:
    """What stands in brackets, between the line that opens and the one that closes them."""
    if not group.items:
        raise Odd("nothing to gain")
    if in_def and len(group.items) == 1:
        return _lines(group.items[0], indent, ",", is_inside=True)
    is_spread = group.has_comma or (group.is_atom and len(group.items) > 1)
    if not is_spread and all(item.is_flat for item in group.items):
        inner = ", ".join(item.flat for item in group.items)
        if fits(inner, indent):
            return [" " * indent + inner]
    if group.opening == "[" and len(group.items) == 1 and not group.items[0].has_delimiter:
        raise Odd("a long subscript")
    if len(group.items) == 1 and not group.has_comma:
        return _lines(group.items[0], indent, is_inside=True)
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
    return [line for item in items for line in _lines(item, indent, ",", is_inside=True)]


def lay_out(found: list[str], indent: int, lines: Sequence[str], rows: Rows) -> list[str]:
    """A statement in black's lines; its tokens are as `Parser` wants them.

    Raises Odd for what black has to do.
    """
    first = found[0]
    parser = Parser(found, lines, rows)
    if first == "@":
        parser.take()
        laid_out = _lines(_prefixed("@", parser.expression()), indent)
    elif first in {"def", "async"}:
        laid_out = _def(parser, indent)
    elif first == "class":
        laid_out = _class(parser, indent)
    elif first in {"return", "assert"}:
        laid_out = _return(parser, indent)
    elif found == ["pass"]:
        return [f"{' ' * indent}pass"]
    else:
        laid_out = _assignment(parser, indent)
    if parser.next:
        raise Odd("more than a statement")
    return laid_out


def import_lines(text: str, indent: int) -> list[str]:
    """An import in black's lines. Raises Odd for one of another form."""
    pad = " " * indent
    if _PLAIN_IMPORT.fullmatch(text) and fits(text, indent):
        return [pad + text]
    found = _IMPORT.fullmatch(text)
    if not found:
        raise Odd(text)
    if fits(text, indent):
        return [pad + text]
    names = [f"{pad}    {name}," for name in found[2].split(", ")]
    if not all(fits(name, 0) for name in names):
        raise Odd(text)
    return [f"{pad}from {found[1]} import (", *names, f"{pad})"]


def _prefixed(text: str, item: Item) -> Item:
    return made_of([text, *item.parts], has_delimiter=item.has_delimiter)


def _return(parser: Parser, indent: int) -> list[str]:
    word = f"{parser.take()} "
    if word == "return " and not parser.next:
        return [f"{' ' * indent}return"]
    if parser.next == "await":
        return _lines(_awaited(parser, word), indent)
    if parser.next == "(":
        raise Odd("parentheses that black may remove")
    return _lines(_prefixed(word, parser.expression()), indent)


def _assignment(parser: Parser, indent: int) -> list[str]:
    if parser.next == "await":
        return _lines(_awaited(parser, ""), indent)
    if not parser.next.isidentifier():
        raise Odd("a statement of another kind")
    target = parser.expression()
    annotation = None
    if parser.next == ":":
        parser.take()
        annotation = parser.expression()
        target = made_of([*target.parts, ": ", *annotation.parts])
    if parser.next == "=":
        parser.take()
        return _assigned(target, annotation, parser.expression(), indent)
    if annotation is None:
        return _lines(target, indent)
    if target.is_flat and fits(target.flat, indent):
        return [" " * indent + target.flat]
    return _annotation_opened(target, annotation, None, indent)


def _assigned(target: Item, annotation: Item | None, value: Item, indent: int) -> list[str]:
    """An assignment (black's `_prefer_split_rhs_oop_over_rhs` and what calls it)."""
    pad = " " * indent
    left = f"{target.flat} = "
    if not target.is_flat or target.has_delimiter:
        raise Odd("an odd target")
    if value.is_flat and fits(left + value.flat, indent):
        return [f"{pad}{left}{value.flat}"]
    last = value.parts[-1]
    if isinstance(last, Group) and not value.has_delimiter:
        head = made_of(value.parts[:-1])
        if any(isinstance(part, Group) for part in head.parts):
            raise Odd("brackets in a row")
        if fits(f"{left}{head.flat}{last.opening}", indent):
            return _lines(made_of([left, *value.parts]), indent)
    if annotation is None or value.has_delimiter:
        raise Odd("a long target")
    if not annotation.has_delimiter and not isinstance(annotation.parts[-1], Group):
        raise Odd("a long name")
    if fits(f"{left}(", indent):
        return [f"{pad}{left}(", *_lines(value, indent + STEP), f"{pad})"]
    return _annotation_opened(target, annotation, value, indent)


def _annotation_opened(
    target: Item, annotation: Item, value: Item | None, indent: int
) -> list[str]:
    """A declaration whose annotation is too long: a union, or a subscript."""
    pad = " " * indent
    name = made_of(target.parts[: -len(annotation.parts)])
    *before, last = annotation.parts
    if annotation.has_delimiter or (isinstance(last, str) and not before and not value):
        opening, closing = f"{name.flat}(", ")"
        inner = _in_parentheses(annotation, indent + STEP)
    elif isinstance(last, Group) and not any(isinstance(part, Group) for part in before):
        opening, closing = f"{name.flat}{made_of(before).flat}[", "]"
        inner = _opened(last, indent + STEP)
    else:
        raise Odd("a long annotation")
    if not name.is_flat or not fits(opening, indent):
        raise Odd("a long name")
    return [f"{pad}{opening}", *inner, *_closed(closing, value, indent)]


def _closed(closing: str, value: Item | None, indent: int) -> list[str]:
    """The end of a declaration whose annotation was opened."""
    pad = " " * indent
    if value is None:
        return [f"{pad}{closing}"]
    if value.is_flat and fits(f"{closing} = {value.flat}", indent):
        return [f"{pad}{closing} = {value.flat}"]
    *before, last = value.parts
    if not isinstance(last, Group) or any(isinstance(part, Group) for part in before):
        raise Odd("a value that cannot be opened")
    head = f"{closing} = {made_of(before).flat}{last.opening}"
    if not fits(head, indent):
        raise Odd("a long value")
    return [f"{pad}{head}", *_opened(last, indent + STEP), f"{pad}{CLOSING[last.opening]}"]


def _awaited(parser: Parser, before: str) -> Item:
    parser.take()
    if not parser.next.isidentifier():
        raise Odd("await of something odd")
    return _prefixed(f"{before}await ", parser.expression())


def _def(parser: Parser, indent: int) -> list[str]:
    head = ""
    if parser.next == "async":
        head = f"{parser.take()} "
    if parser.take() != "def":
        raise Odd("no function")
    name = parser.take()
    if not name.isidentifier() or name in KEYWORDS or parser.next != "(":
        raise Odd("no name of a function")
    parameters = parser.group(is_atom=False, in_def=True)
    head += f"def {name}"
    tail = ":"
    if parser.next == "->":
        parser.take()
        if parser.next in CLOSING:
            raise Odd("parentheses that black may remove")
        returns = parser.expression()
        if not returns.is_flat:
            raise Odd("an odd return type")
        tail = f" -> {returns.flat}:"
        if returns.flat[0] == '"':
            raise Odd("a return type in quotes")
    if parser.take() != ":":
        raise Odd("no colon")
    pad = " " * indent
    whole = made_of([head, parameters])
    if whole.is_flat and fits(whole.flat + tail, indent):
        return [f"{pad}{whole.flat}{tail}"]
    if not fits(f"){tail}", indent) or not fits(f"{head}(", indent):
        raise Odd("a long return type")
    return [
        f"{pad}{head}(",
        *_opened(parameters, indent + STEP, in_def=True),
        f"{pad}){tail}",
    ]


def _class(parser: Parser, indent: int) -> list[str]:
    parser.take()
    name = parser.take()
    if not name.isidentifier() or name in KEYWORDS:
        raise Odd("no name of a class")
    whole = made_of([f"class {name}"])
    if parser.next == "(":
        whole = made_of([*whole.parts, parser.group(is_atom=False)])
        if not whole.is_flat or whole.flat.endswith("()"):
            raise Odd("odd bases")
    if parser.take() != ":":
        raise Odd("a class of another form")
    return _lines(whole, indent, ":")
