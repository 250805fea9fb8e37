"""One statement laid out as black would, for the few kinds that clients are made of.

black's rules (its `linegen.py` and `brackets.py`) are followed; whatever needs a choice that
is not plain raises `Odd` and is left to black itself. tests/output/test_layout.py holds the
two together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .brackets import STEP, fits, in_optional_parentheses, in_parentheses, lines_of, opened
from .plain import CLOSED, OPENED
from .syntax import CLOSING, KEYWORDS, Group, Item, Odd, Parser, Rows, group_of, made_of

_IMPORT = re.compile(r"from ([.\w]+) import (\w+(?: as \w+)?(?:, \w+(?: as \w+)?)*)")
_WORDS = frozenset({"pass", "break", "continue", "return", "raise", "yield"})
_EMPTY_HEADS = frozenset({"else", "try", "finally"})
_BLOCKS = _EMPTY_HEADS | {"if", "elif", "while", "for", "with", "except"}
COMMENT = re.compile(r"#(?!.*(?:fmt|yapf|type:|pylint|pragma))(?: .*)?(?<!\s)")
"""One that black leaves as it is."""
_PLAIN_IMPORT = re.compile(r"import \w+(?:\.\w+)*(?: as \w+)?")


def lay_out(found: list[str], indent: int, lines: Sequence[str], rows: Rows) -> list[str]:
    """A statement in black's lines; its tokens are as `Parser` wants them.

    Raises Odd for what black has to do.
    """
    first = found[0]
    if found[-1][0] == "#":
        return _with_comment(found[-1], lay_out(found[:-1], indent, lines, rows))
    parser = Parser(found, lines, rows)
    if first == "@":
        parser.take()
        laid_out = lines_of(_prefixed("@", parser.expression()), indent)
    elif first in {"def", "async"}:
        laid_out = _def(parser, indent)
    elif first == "class":
        laid_out = _class(parser, indent)
    elif first in _BLOCKS:
        laid_out = _block(parser, indent)
    elif len(found) == 1 and first in _WORDS:
        return [f"{' ' * indent}{first}"]
    elif first in {"return", "assert", "raise", "yield"}:
        laid_out = _return(parser, indent)
    else:
        laid_out = _assignment(parser, indent)
    if parser.next:
        raise Odd("more than a statement")
    return laid_out


def in_lines(head: str, lines: Sequence[str], tail: str, rows: Rows) -> list[str] | None:
    """A call or a function whose brackets hold whole lines; None for one of another form."""
    found = OPENED.fullmatch(head)
    if not found or found["name"] in KEYWORDS or not CLOSED.fullmatch(tail):
        return None
    start, end = head.lstrip(" "), tail.lstrip(" ")
    indent = len(head) - len(start)
    in_def = found["def"] is not None
    group = group_of(lines, "(", rows, is_atom=False, in_def=in_def)
    whole = f"{start}{group.flat[1:-1]}{end}"
    if group.flat and fits(whole, indent):
        return [" " * indent + whole]
    if not fits(start, indent) or not fits(end, indent):
        return None
    return [head, *opened(group, indent + STEP, in_def=in_def), " " * indent + end]


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


def _with_comment(comment: str, lines: list[str]) -> list[str]:
    """A statement of one line, with what is said of it behind."""
    if len(lines) > 1 or not COMMENT.fullmatch(comment) or not fits(f"{lines[0]}  {comment}", 0):
        raise Odd("a comment that black may move or change")
    return [f"{lines[0]}  {comment}"]


def _block(parser: Parser, indent: int) -> list[str]:
    """The head of a block."""
    word = parser.take()
    head, tail = word, ":"
    if word in _EMPTY_HEADS:
        item = Item()
    else:
        head += " "
        if word == "for":
            head += f"{parser.take()} {parser.take()} "
        elif name := parser.named():
            head += f"{name} := "
        if parser.next in CLOSING or (word == "for" and not head.endswith(" in ")):
            raise Odd("parentheses that black may remove, or several names")
        item = parser.expression()
        if parser.next == "as":
            parser.take()
            tail = f" as {parser.take()}:"
    if parser.take() != ":":
        raise Odd("a block of another kind")
    if item.is_flat and fits(f"{head}{item.flat}{tail}", indent):
        return [f"{' ' * indent}{head}{item.flat}{tail}"]
    if head != f"{word} " or tail != ":" or word not in {"if", "elif", "while", "with"}:
        raise Odd("a long head of a block")
    if not item.has_delimiter:
        return lines_of(_prefixed(head, item), indent, tail)
    if word == "with":
        raise Odd("a context of operators")
    return in_optional_parentheses(head, item, indent, tail)


def _return(parser: Parser, indent: int) -> list[str]:
    word = f"{parser.take()} "
    if parser.next == "await":
        return lines_of(_awaited(parser, word), indent)
    if parser.next == "(":
        raise Odd("parentheses that black may remove")
    item = parser.expression()
    whole = _prefixed(word, item)
    if not (whole.is_flat and fits(whole.flat, indent)):
        if word in {"raise ", "yield "}:
            raise Odd("a statement of many lines")
        if item.has_delimiter:
            return in_optional_parentheses(word, item, indent)
    return lines_of(whole, indent)


def _assignment(parser: Parser, indent: int) -> list[str]:
    if parser.next == "await":
        return lines_of(_awaited(parser, ""), indent)
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
        return lines_of(target, indent)
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
            return lines_of(made_of([left, *value.parts]), indent)
    is_atom = value.is_flat and len(value.parts) == 1 and isinstance(last, str)
    if value.has_delimiter or (annotation is None and is_atom):
        if any(isinstance(part, Group) for part in target.parts):
            raise Odd("brackets in a target, which black may open instead")
        return in_optional_parentheses(left, value, indent)
    if annotation is None:
        raise Odd("a long target")
    if not annotation.has_delimiter and not isinstance(annotation.parts[-1], Group):
        raise Odd("a long name")
    if fits(f"{left}(", indent):
        return [f"{pad}{left}(", *lines_of(value, indent + STEP), f"{pad})"]
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
        inner = in_parentheses(annotation, indent + STEP)
    elif not any(isinstance(part, Group) for part in before) and (
        isinstance(last, Group) and last.opening == "["
    ):
        opening, closing = f"{name.flat}{made_of(before).flat}[", "]"
        inner = opened(last, indent + STEP)
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
    return [f"{pad}{head}", *opened(last, indent + STEP), f"{pad}{CLOSING[last.opening]}"]


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
        *opened(parameters, indent + STEP, in_def=True),
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
    return lines_of(whole, indent, ":")
