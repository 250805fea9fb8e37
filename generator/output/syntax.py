"""Reads one statement of the few kinds that clients are made of, for `statements` to print.

Names, literals, calls, subscripts and unions; all else raises `Odd` and is left to black.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from .plain import ARGUMENT, PARAMETER

_DEEPEST = 20
"""Brackets in brackets that are followed."""

_ONE = r"""
    f?"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"|f?'[^'\\\n]*+(?:\\.[^'\\\n]*+)*+'   # string
    |[^\W\d]\w*                                                    # name
    |(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![\w.])                      # number
    |\#.*
    |[()\[\]{}]|\*\*|->|:=|//|[=!<>]=|[,:=.*|@+/%<>&-]
"""
_CODE = re.compile(rf"\ *+({_ONE}|(?s:[^ \n].*))", re.VERBOSE)
"""A token, or all the rest where another one begins; blanks in front are faster read here."""
_ONE_TOKEN = re.compile(_ONE, re.VERBOSE)
_ESCAPE = re.compile(r"\\(?:N|[xuU][0-9a-fA-F]*[A-F])")
"""Escapes that black may write in another case."""
CLOSING = {"(": ")", "[": "]", "{": "}"}
# Operators and statements among the names, and two that black lays out in ways of their own.
KEYWORDS = frozenset(keyword.kwlist) | {"print", "exec"}
_NO_OPERANDS = KEYWORDS - {"False", "None", "True"}
PRIORITIES = {
    **dict.fromkeys(("if", "else"), 16),
    **dict.fromkeys(("and", "or"), 14),
    **dict.fromkeys(("==", "!=", "<", ">", "<=", ">=", "in", "not in", "is", "is not"), 10),
    **dict.fromkeys(("+", "-"), 5),
    **dict.fromkeys(("*", "/", "//", "%"), 4),
    "|": 9,
    "&": 7,
}
"""Operators, and how early black splits at them (`brackets.py`)."""
_QUOTES = frozenset({'"', "'", 'f"', "f'"})
_PLAIN = {"argument": ARGUMENT, "parameter": PARAMETER}
ROWS = "\n"
"""A token in the place of the lines between two brackets, which are read one by one."""


class Odd(Exception):  # noqa: N818  (no error: it says who does the work)
    """What is left to black."""


def tokens(text: str) -> list[str]:
    """The tokens of one or more lines. Raises Odd where there are others."""
    found: list[str] = _CODE.findall(text)
    if found and not _ONE_TOKEN.fullmatch(found[-1]):
        raise Odd(text)
    return found


@dataclass(slots=True)
class Group:
    """What stands in brackets."""

    opening: str
    is_atom: bool
    """A literal, and not the arguments of a call or a subscript."""
    items: list[Item]
    has_comma: bool
    """Whether a comma stands behind the last item."""
    rows: Sequence[Row] = ()
    """Where its lines were read one by one: those."""
    flat: str = field(init=False, default="")
    """All on one line; empty where that may not be."""

    def __post_init__(self) -> None:
        # A comma behind the last item makes black put each of them on a line of its own.
        is_one_tuple = self.opening == "(" and self.is_atom and len(self.items) == 1
        if self.has_comma and not is_one_tuple:
            return
        comma = "," if self.has_comma else ""
        inner = [item.flat for item in self.items]
        if all(inner):
            self.flat = f"{self.opening}{', '.join(inner)}{comma}{CLOSING[self.opening]}"


@dataclass(slots=True)
class Item:
    """An expression between commas, in pieces of text and brackets."""

    parts: list[str | Group] = field(default_factory=list)
    has_delimiter: bool = False
    """Whether there is an operator outside brackets, where black might split."""
    is_flat: bool = True
    """Whether it may stand on one line."""
    flat: str = ""
    """That line."""
    annotation: Item | None = None
    """Of a parameter."""
    unread: Literal["", "argument", "parameter"] = ""
    """What it is, where it is one part that was only looked at: `read` parts it."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of whole items."""

    items: list[Item]
    has_comma: bool
    """Whether a comma stands behind the last item."""
    spread: dict[int, list[str]] = field(default_factory=dict)
    """The items on lines of their own, by indentation, where that was asked for."""


Rows = dict[tuple[str, bool, bool], dict[str, Row]]
"""Lines that were read before, by what `Parser.items` has to know of their brackets."""


# --- reading -----------------------------------------------------------------------------


class Parser:
    """Reads the tokens of one statement.

    `lines` are those that `ROWS` stands for. Many are the same in many statements: `rows`
    remembers them.
    """

    def __init__(self, found: list[str], lines: Sequence[str], rows: Rows) -> None:
        self._tokens = [*found, "", ""]
        self._lines = lines
        self._rows = rows
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> str:
        """The token that comes; empty behind the last."""
        return self._tokens[self._at]

    def take(self) -> str:
        """Go on behind the token that comes, and return it."""
        self._at += 1
        return self._tokens[self._at - 1]

    def group(self, *, is_atom: bool, in_def: bool = False) -> Group:
        """A bracket pair with all that is in it."""
        opening = self.take()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Odd("deep brackets")
        if self.next == ROWS:
            self.take()
            group = group_of(self._lines, opening, self._rows, is_atom=is_atom, in_def=in_def)
        else:
            group = Group(opening, is_atom, *self.items(opening, is_atom, in_def))
        if self.take() != CLOSING[opening]:
            raise Odd("no comma between items")
        self._depth -= 1
        if opening == "(" and is_atom and len(group.items) == 1 and not group.has_comma:
            raise Odd("parentheses that black may remove")
        if opening == "[" and not is_atom and (group.has_comma or not group.items):
            raise Odd("a subscript with a trailing comma, or none")
        return group

    def items(self, opening: str, is_atom: bool, in_def: bool) -> tuple[list[Item], bool]:
        """Items with commas between them, and whether there is one behind the last."""
        closing = CLOSING[opening]
        items: list[Item] = []
        has_comma = True
        while has_comma and self.next and self.next != closing:
            items.append(self._item(opening, is_atom, in_def))
            has_comma = self.next == ","
            self._at += has_comma
        return items, has_comma and bool(items)

    def _item(self, opening: str, is_atom: bool, in_def: bool) -> Item:
        """One expression in brackets, with its name or key."""
        head = ""
        text, following = self.next, self._tokens[self._at + 1]
        if text in {"*", "**"}:
            if is_atom or opening == "[":
                raise Odd("unpacking in a literal")
            self.take()
            if in_def and text == "*" and following in {",", ")"}:
                return made_of(["*"])
            head = text
        elif opening == "(" and not is_atom:
            if following == ":" and in_def:
                return self._parameter()
            if following == "=":
                if text in KEYWORDS or not text.isidentifier():
                    raise Odd("no name of an argument")
                self._at += 2
                head = f"{text}="
            elif text == "lambda" and not in_def:
                return self._lambda()
        made = self.expression(head)
        if opening == "{" and self.next == ":":
            self.take()
            value = self.expression()
            if made.has_delimiter or not made.is_flat:
                raise Odd("an odd key")
            return made_of([f"{made.flat}: ", *value.parts], has_delimiter=value.has_delimiter)
        return made

    def _parameter(self) -> Item:
        name = self.take()
        self.take()
        if not name.isidentifier():
            raise Odd("no name of a parameter")
        annotation = self.expression()
        parts: list[str | Group] = [f"{name}: ", *annotation.parts]
        has_delimiter = annotation.has_delimiter
        if self.next == "=":
            self.take()
            value = self.expression()
            parts += [" = ", *value.parts]
            has_delimiter |= value.has_delimiter
        made = made_of(parts, has_delimiter=has_delimiter)
        made.annotation = annotation
        return made

    def _lambda(self) -> Item:
        self.take()
        name = self.take()
        if not name.isidentifier() or self.take() != ":":
            raise Odd("a lambda of another kind")
        body = self.expression()
        return made_of([f"lambda {name}: ", *body.parts], has_delimiter=body.has_delimiter)

    def named(self) -> str:
        """Go on behind a name with `:=`, and return the name; empty where there is none."""
        name = self.next
        if self._tokens[self._at + 1] != ":=" or not name.isidentifier():
            return ""
        self._at += 2
        return name

    def expression(self, head: str = "") -> Item:
        """Operands with operators between them."""
        parts: list[str | Group] = [head] if head else []
        has_delimiter = self._operand(parts)
        while operator := self._operator():
            if operator not in PRIORITIES:
                raise Odd(f"the operator {operator}")
            parts.append(f" {operator} ")
            self._operand(parts)
            has_delimiter = True
        return made_of(parts, has_delimiter=has_delimiter)

    def _operator(self) -> str:
        """Go on behind an operator, and return it; empty where there is none."""
        text = self.next
        if text == "not":
            text = f"{self.take()} {self.next}"
        elif text == "is" and self._tokens[self._at + 1] == "not":
            text = f"{self.take()} not"
        elif text not in PRIORITIES:
            return ""
        self._at += 1
        return text

    def _operand(self, parts: list[str | Group]) -> bool:
        """Add one operand; whether there is a delimiter in it."""
        text = self.next
        if text in CLOSING:
            parts.append(self.group(is_atom=True))
            return False
        self._at += 1
        if text.isidentifier():
            if text == "not":
                parts.append("not ")
                self._operand(parts)
                return True
            if text in _NO_OPERANDS:
                raise Odd(f"the keyword {text}")
            parts.append(text)
            return self._trailers(parts)
        if text == "-":
            if not self.next[:1].isdigit():
                raise Odd("a minus that is no sign")
            parts.append(f"-{self.take()}")
        elif text[:1] in _QUOTES or text[:2] in _QUOTES:
            parts.append(quoted(text))
        elif text[:1].isdigit():
            parts.append(text)
        else:
            raise Odd(f"{text} where an operand is due")
        return False

    def _trailers(self, parts: list[str | Group]) -> bool:
        """Attributes, calls and subscripts behind a name."""
        has_delimiter = False
        while True:
            text = self.next
            if text == ".":
                # black splits chains of calls at their dots.
                has_delimiter |= isinstance(parts[-1], Group)
                name = self._tokens[self._at + 1]
                if not name.isidentifier():
                    raise Odd("no name behind a dot")
                self._at += 2
                parts.append(f".{name}")
            elif text in {"(", "["}:
                parts.append(self.group(is_atom=False))
            else:
                return has_delimiter


def group_of(
    lines: Sequence[str], opening: str, rows: Rows, *, is_atom: bool, in_def: bool
) -> Group:
    """Brackets that hold whole lines."""
    known = rows.setdefault((opening, is_atom, in_def), {})
    found: list[Row] = []
    for line in lines:
        row = known.get(line)
        if row is None:
            row = known[line] = _row(line, opening, is_atom=is_atom, in_def=in_def)
        found.append(row)
    if not all(row.has_comma for row in found[:-1]):
        raise Odd("no comma between lines")
    items = [item for row in found for item in row.items]
    return Group(opening, is_atom, items, found[-1].has_comma, found)


def _row(line: str, opening: str, *, is_atom: bool, in_def: bool) -> Row:
    if opening == "(" and not is_atom:
        kind: Literal["argument", "parameter"] = "parameter" if in_def else "argument"
        if plain := _PLAIN[kind].fullmatch(line):
            text = plain[1].replace("'", '"')
            return Row([Item([text], flat=text, unread=kind)], bool(plain[2]))
    parser = Parser(tokens(line), (), {})
    row = Row(*parser.items(opening, is_atom, in_def))
    if parser.next or not row.items:
        raise Odd("a line of another kind")
    return row


def read(item: Item) -> Item:
    """An item in brackets with all its parts."""
    if not item.unread:
        return item
    parser = Parser(tokens(item.flat), (), {})
    return parser.items("(", is_atom=False, in_def=item.unread == "parameter")[0][0]


def made_of(parts: list[str | Group], *, has_delimiter: bool = False) -> Item:
    """An item of these parts, on one line where that may be."""
    if len(parts) == 1 and isinstance(parts[0], str):
        return Item(parts, has_delimiter, is_flat=True, flat=parts[0])
    texts: list[str] = []
    for part in parts:
        text = part if isinstance(part, str) else part.flat
        if not text:
            return Item(parts, has_delimiter, is_flat=False)
        texts.append(text)
    return Item(parts, has_delimiter, is_flat=True, flat="".join(texts))


def quoted(string: str) -> str:
    """A string with the quotes that black prefers."""
    if "\\" in string:
        if string[0] in "'f" or "'" in string or _ESCAPE.search(string):
            raise Odd("a string with escapes")
        return string
    if '"' in string:
        return string
    return string.replace("'", '"')
