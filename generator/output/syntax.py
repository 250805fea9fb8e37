"""Reads one statement of the few kinds that clients are made of, for `statements` to print.

Names, literals, calls, subscripts and unions; all else raises `Odd` and is left to black.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

_DEEPEST = 20
"""Brackets in brackets that are followed."""

_CODE_TOKEN = re.compile(
    r"""[ ]*(?:
    (?P<name>[^\W\d]\w*)
    |(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<number>(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?![\w.]))
    |(?P<open>[(\[{])
    |(?P<close>[)\]}])
    |(?P<other>\*\*|->|==|[,:=.*|@-])
    )""",
    re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?:N|[xuU][0-9a-fA-F]*[A-F])")
"""Escapes that black may write in another case."""
CLOSING = {"(": ")", "[": "]", "{": "}"}
# Operators and statements among the names, and two that black lays out in ways of their own.
KEYWORDS = frozenset(keyword.kwlist) | {"print", "exec"}
_CONSTANTS = frozenset({"False", "None", "True"})


class Odd(Exception):  # noqa: N818  (no error: it says who does the work)
    """What is left to black."""


Token = tuple[str, str]
"""Kind (a group of `_CODE_TOKEN`) and text."""


def tokens(line: str) -> list[Token]:
    """The tokens of a physical line. Raises Odd where there are others."""
    found: list[Token] = []
    at, end = 0, len(line)
    match = _CODE_TOKEN.match
    while at < end:
        one = match(line, at)
        if one is None or one.lastgroup is None:
            raise Odd(line)
        found.append((one.lastgroup, one[one.lastgroup]))
        at = one.end()
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

    @property
    def is_magic(self) -> bool:
        """Whether that comma makes black put each item on a line of its own."""
        is_one_tuple = self.opening == "(" and self.is_atom and len(self.items) == 1
        return self.has_comma and not is_one_tuple


@dataclass(slots=True)
class Item:
    """An expression between commas, in pieces of text and brackets."""

    parts: list[str | Group] = field(default_factory=list)
    has_delimiter: bool = False
    """Whether there is an operator outside brackets, where black might split."""
    is_flat: bool = True
    """Whether it may stand on one line."""
    flat: str = ""
    annotation: Item | None = None
    """Of a parameter."""


# --- reading -----------------------------------------------------------------------------


class Parser:
    """Reads the tokens of one statement."""

    def __init__(self, found: Sequence[Token]) -> None:
        self._tokens = [*found, ("end", "")]
        self._at = 0
        self._depth = 0

    @property
    def next(self) -> Token:
        """The token that comes; its kind is `end` behind the last."""
        return self._tokens[self._at]

    def take(self) -> Token:
        """Go on behind the token that comes, and return it."""
        self._at += 1
        return self._tokens[self._at - 1]

    def group(self, *, is_atom: bool, in_def: bool = False) -> Group:
        """A bracket pair with all that is in it."""
        opening = self.take()[1]
        closing = CLOSING[opening]
        self._depth += 1
        if self._depth > _DEEPEST:
            raise Odd("deep brackets")
        items: list[Item] = []
        has_comma = False
        while self.next[1] != closing or self.next[0] != "close":
            if items and not has_comma:
                raise Odd("no comma between items")
            items.append(self.item(opening, is_atom=is_atom, in_def=in_def))
            has_comma = self.next == ("other", ",")
            if has_comma:
                self.take()
        self.take()
        self._depth -= 1
        if opening == "(" and is_atom and len(items) == 1 and not has_comma:
            raise Odd("parentheses that black may remove")
        if opening == "[" and not is_atom and (has_comma or not items):
            raise Odd("a subscript with a trailing comma, or none")
        return Group(opening, is_atom, items, has_comma)

    def item(self, opening: str, *, is_atom: bool, in_def: bool) -> Item:
        """One expression in brackets, with its name or key."""
        head = ""
        kind, text = self.next
        if text in {"*", "**"} and kind == "other":
            if is_atom or opening == "[":
                raise Odd("unpacking in a literal")
            self.take()
            if in_def and text == "*" and self.next[1] in {",", ")"}:
                return made_of(["*"])
            head = text
        elif kind == "name" and opening == "(" and not is_atom:
            following = self._tokens[self._at + 1]
            if following == ("other", ":") and in_def:
                return self._parameter()
            if following == ("other", "="):
                if text in KEYWORDS:
                    raise Odd("a keyword as a name")
                self.take()
                self.take()
                head = f"{text}="
            elif text == "lambda" and not in_def:
                return self._lambda()
        made = self.expression(head)
        if opening == "{" and self.next == ("other", ":"):
            self.take()
            value = self.expression()
            if made.has_delimiter or not made.is_flat:
                raise Odd("an odd key")
            return made_of([f"{made.flat}: ", *value.parts], has_delimiter=value.has_delimiter)
        return made

    def _parameter(self) -> Item:
        name = self.take()[1]
        self.take()
        annotation = self.expression()
        parts: list[str | Group] = [f"{name}: ", *annotation.parts]
        has_delimiter = annotation.has_delimiter
        if self.next == ("other", "="):
            self.take()
            value = self.expression()
            parts += [" = ", *value.parts]
            has_delimiter |= value.has_delimiter
        made = made_of(parts, has_delimiter=has_delimiter)
        made.annotation = annotation
        return made

    def _lambda(self) -> Item:
        self.take()
        kind, name = self.take()
        if kind != "name" or self.take() != ("other", ":"):
            raise Odd("a lambda of another kind")
        body = self.expression()
        return made_of([f"lambda {name}: ", *body.parts], has_delimiter=body.has_delimiter)

    def expression(self, head: str = "") -> Item:
        """Operands with bars between them."""
        parts: list[str | Group] = [head] if head else []
        has_delimiter = False
        while True:
            has_delimiter |= self._operand(parts)
            if self.next not in {("other", "|"), ("other", "==")}:
                return made_of(parts, has_delimiter=has_delimiter)
            parts.append(f" {self.take()[1]} ")
            has_delimiter = True

    def _operand(self, parts: list[str | Group]) -> bool:
        """Add one operand; whether there is a delimiter in it."""
        kind, text = self.next
        has_delimiter = False
        if (kind, text) == ("other", "-"):
            self.take()
            if self.next[0] != "number":
                raise Odd("a minus that is no sign")
            parts.append("-" + self.take()[1])
        elif kind == "name":
            if text in KEYWORDS and text not in _CONSTANTS:
                raise Odd(f"the keyword {text}")
            parts.append(self.take()[1])
            has_delimiter = self._trailers(parts)
        elif kind == "string":
            parts.append(quoted(self.take()[1]))
        elif kind == "number":
            parts.append(self.take()[1])
        elif kind == "open":
            parts.append(self.group(is_atom=True))
        else:
            raise Odd(f"{text} where an operand is due")
        if self.next[0] in {"name", "string", "number", "open"}:
            raise Odd("two operands in a row")
        return has_delimiter

    def _trailers(self, parts: list[str | Group]) -> bool:
        """Attributes, calls and subscripts behind a name."""
        has_delimiter = False
        while True:
            kind, text = self.next
            if (kind, text) == ("other", "."):
                # black splits chains of calls at their dots.
                has_delimiter |= isinstance(parts[-1], Group)
                self.take()
                if self.next[0] != "name":
                    raise Odd("no name behind a dot")
                parts.append("." + self.take()[1])
            elif kind == "open" and text != "{":
                parts.append(self.group(is_atom=False))
            else:
                return has_delimiter


def made_of(parts: list[str | Group], *, has_delimiter: bool = False) -> Item:
    """An item of these parts, on one line where that may be."""
    texts: list[str] = []
    is_flat = True
    for part in parts:
        if isinstance(part, str):
            texts.append(part)
            continue
        is_flat &= not part.is_magic and all(item.is_flat for item in part.items)
        inner = ", ".join(item.flat for item in part.items)
        comma = "," if part.has_comma else ""
        texts.append(f"{part.opening}{inner}{comma}{CLOSING[part.opening]}")
    return Item(parts, has_delimiter, is_flat, "".join(texts))


def quoted(string: str) -> str:
    """A string with the quotes that black prefers."""
    if "\\" in string:
        if string[0] == "'" or "'" in string or _ESCAPE.search(string):
            raise Odd("a string with escapes")
        return string
    if string[0] == '"' or '"' in string:
        return string
    return f'"{string[1:-1]}"'
