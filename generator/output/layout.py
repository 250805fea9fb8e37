"""A module laid out as black would, statement by statement.

What `statements` knows is laid out here; a statement it does not know is a `Hole`, which
black fills. Where the module as a whole has something else (comments, blocks, strings over
several lines that are no docstrings) there is no layout, and the file is black's. The blank
lines follow black's `EmptyLineTracker`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from .brackets import STEP
from .holes import Chunk, Hole
from .plain import WIDTH, is_field
from .statements import COMMENT, import_lines, in_lines, lay_out
from .syntax import CLOSING, ROWS, Odd, Rows, tokens

_DOCSTRING = '"""'
_WORD = re.compile(r"\w*")
_KINDS = {
    "#": "comment",
    "@": "decorator",
    "from": "import",
    "import": "import",
    "def": "def",
    "async": "def",
    "class": "class",
    **dict.fromkeys(("if", "while", "for", "with", "try"), "block"),
    **dict.fromkeys(("elif", "else", "except", "finally"), "clause"),
}
_TEXT = re.compile(r'[A-Za-z_]\w* = """')
_CASED_ESCAPE = re.compile(r"\\(?:N|[xuU][0-9a-fA-F]*[A-F])")
_OTHER_BLANKS = "\t\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"
"""Tabs, and what ends lines for `str.splitlines` beside the line feed."""
_OPEN, _CLOSE = frozenset(CLOSING), frozenset(CLOSING.values())


@dataclass(frozen=True, slots=True)
class Known:
    """What was laid out before, since much of it comes again."""

    statements: dict[str, tuple[Chunk, str]] = field(default_factory=dict)
    """A statement's chunk and kind, by its line as it stands, or by its lines for a hole."""
    rows: Rows = field(default_factory=dict)

    @property
    def holes(self) -> Iterator[Hole]:
        """The statements that black has to lay out."""
        return (chunk for chunk, _ in self.statements.values() if isinstance(chunk, Hole))


@dataclass(slots=True)
class _Statement:
    """A statement, and what its neighbours need to know of it."""

    kind: str
    """`docstring`, `import`, `decorator`, `def`, `class`, `comment`, `block`, `clause` (a block
    that goes on, such as `else`) or `other`."""
    depth: int
    before: int
    """Blank lines in front of it, as written."""
    chunk: Chunk


@dataclass(slots=True)
class _Spacing:
    """How many blank lines stand in front of each statement."""

    previous: _Statement | None = None
    first: _Statement | None = None
    definitions: list[int] = field(default_factory=list)
    """The depths of the definitions that a statement may be in or behind."""
    after: int = 0

    def before(self, one: _Statement) -> int:
        """Blank lines in front of a statement, less those that its predecessor asked for."""
        count, after = self._count(one)
        count = max(0, count - self.after)
        previous = self.previous
        if (
            previous is not None
            and previous is self.first
            and previous.kind == "docstring"
            and one.kind not in {"class", "def"}
        ):
            count = 1
        count += self.after
        self.previous, self.after = one, after
        self.first = self.first or one
        return count

    def _count(self, one: _Statement) -> tuple[int, int]:
        before = min(one.before, 1 if one.depth else 2)
        is_behind_definition = False
        while self.definitions and self.definitions[-1] >= one.depth:
            self.definitions.pop()
            is_behind_definition = True
        if one.kind in {"def", "class"}:
            self.definitions.append(one.depth)
        previous = self.previous
        if previous is None:
            return 0, 0
        if one.kind == "docstring":
            return 0, int(previous.kind == "class")
        is_commented = previous.kind == "comment" and previous.depth == one.depth
        if is_commented and one.kind in {"def", "class", "decorator", "clause"}:
            raise Odd("a comment on a definition or in front of a clause")
        if one.kind == "clause" and not one.depth and is_behind_definition:
            raise Odd("a definition that depends on something")
        if one.kind in {"def", "class", "decorator"}:
            if previous.kind == "decorator":
                return 0, 0
            if previous.depth < one.depth and previous.kind in {"class", "def"}:
                return int(one.before > 0), 0
            return (1 if one.depth else 2), 0
        if is_behind_definition:
            before = 1 if one.depth else 2
        if previous.kind == "import" and one.kind != "import":
            if previous.depth == 0 == one.depth:
                return 1, 0
            if previous.depth == one.depth:
                return before or 1, 0
        return before, 0


def layout(source: str, known: Known) -> list[Chunk] | None:
    """A module in chunks whose concatenation is what black gives; None where black has to.

    `known` remembers statements from module to module.
    """
    if any(blank in source for blank in _OTHER_BLANKS) or (source and not source.strip()):
        return None
    lines = source.split("\n")
    spacing = _Spacing()
    chunks: list[Chunk] = []
    try:
        for statement in _statements(lines, known):
            blank = spacing.before(statement)
            if blank:
                chunks.append("\n" * blank)
            chunks.append(statement.chunk)
    except Odd:
        return None
    return chunks


def _statements(lines: list[str], known: Known) -> Iterator[_Statement]:
    at, end, before = 0, len(lines), 0
    opens, depth, kind = True, 0, ""
    while at < end:
        line = lines[at]
        bare = line.lstrip(" ")
        if not bare:
            before += 1
            at += 1
            continue
        indent = len(line) - len(bare)
        if indent % STEP or (opens and indent != depth * STEP) or indent > depth * STEP:
            raise Odd("odd indentation")
        depth = indent // STEP
        if bare.startswith(_DOCSTRING):
            if kind in {"block", "clause", "comment"}:
                raise Odd("a text in the place of a docstring")
            chunk, stop = _docstring(lines, at, indent, is_first=opens)
            kind = "docstring" if opens else "other"
        elif _DOCSTRING in bare and _TEXT.match(bare):
            chunk, stop = _text(lines, at)
            kind = "other"
        else:
            chunk, kind, stop = _statement(lines, at, indent, known)
        yield _Statement(kind, depth, before, chunk)
        if kind != "comment":
            opens = kind in {"def", "class", "block", "clause"}
            depth += opens
        at, before = stop, 0
    if opens and depth:
        raise Odd("a block without an end")


def _statement(lines: list[str], at: int, indent: int, known: Known) -> tuple[Chunk, str, int]:
    """A statement that begins in a line: laid out, of what kind, and where it ends.

    Fields that follow one another are one.
    """
    stop = at + 1
    text = lines[at]
    if text in known.statements:
        return *known.statements[text], stop
    chunk: Chunk
    if is_field(text, indent):
        while stop < len(lines) and is_field(lines[stop], indent):
            stop += 1
        return _ended(lines[at:stop]), "other", stop
    bare = text.strip(" ")
    kind = _kind(bare)
    if kind == "comment":
        chunk = f"{' ' * indent}{bare}\n"
    elif kind == "import":
        if "(" in bare:
            raise Odd("an import in parentheses")
        chunk = _ended(import_lines(bare, indent))
    elif bare[-1] in _OPEN and (spread := _spread(lines, at, indent, known)):
        chunk, stop = spread
    elif line := _line(text, indent, known):
        chunk = line
    else:
        found, stop = _whole(lines, at)
        try:
            chunk = _ended(lay_out(found, indent, (), known.rows))
        except Odd:
            if kind == "clause" or (kind == "block" and found[-1] != ":"):
                raise
            chunk = Hole(indent, "\n".join(lines[at:stop]).strip(" "), kind)
    if stop == at + 1 or isinstance(chunk, Hole):
        known.statements["\n".join(lines[at:stop])] = chunk, kind
    return chunk, kind, stop


def _line(text: str, indent: int, known: Known) -> Chunk | None:
    """A line that is a statement; None for one that is none, or that is not plain."""
    try:
        return _ended(lay_out(tokens(text), indent, (), known.rows))
    except Odd:
        return None


def _spread(lines: list[str], at: int, indent: int, known: Known) -> tuple[Chunk, int] | None:
    """A statement whose last brackets hold whole lines, and where it ends.

    None for one of another form, or one that is not plain.
    """
    stop = at + 1
    while stop < len(lines) and lines[stop][indent : indent + 1] not in _CLOSE:
        stop += 1
    if not at + 1 < stop < len(lines):
        return None
    head, inner, tail = lines[at], lines[at + 1 : stop], lines[stop]
    try:
        laid_out = in_lines(head, inner, tail, known.rows)
        if laid_out is None:
            found = [*tokens(head), ROWS, *tokens(tail)]
            laid_out = lay_out(found, indent, inner, known.rows)
    except Odd:
        return None
    return _ended(laid_out), stop + 1


def _whole(lines: list[str], at: int) -> tuple[list[str], int]:
    """The tokens of a statement, and where it ends."""
    found = tokens(lines[at])
    stop = at + 1
    open_brackets = _balance(found)
    while open_brackets > 0:
        if stop == len(lines):
            raise Odd("brackets without an end")
        more = tokens(lines[stop])
        open_brackets += _balance(more)
        found += more
        stop += 1
    return found, stop


def _balance(found: Sequence[str]) -> int:
    return sum(map(found.count, _OPEN)) - sum(map(found.count, _CLOSE))


def _kind(text: str) -> str:
    word = _WORD.match(text)
    kind = _KINDS.get((word and word[0]) or text[0], "other")
    # Docstrings in other quotes, `...`, which black moves up, and blocks of other kinds.
    is_other_block = text[-1] == ":" and kind == "other"
    if text[0] in "'\"." or is_other_block or (kind == "def" and "def " not in text[:10]):
        raise Odd(text)
    if kind == "comment" and not COMMENT.fullmatch(text):
        raise Odd(text)
    return kind


def _ended(lines: Iterable[str]) -> str:
    return "\n".join([*lines, ""])


# --- strings of several lines ------------------------------------------------------------


def _closing(lines: list[str], at: int, start: int) -> int:
    """The line in which a text of three quotes ends, which nothing may follow."""
    if _DOCSTRING in (rest := lines[at][start:]):
        if rest.rstrip(" ").find(_DOCSTRING) != len(rest.rstrip(" ")) - 3:
            raise Odd("something behind a text")
        return at
    for stop in range(at + 1, len(lines)):
        if _DOCSTRING in lines[stop]:
            line = lines[stop].rstrip(" ")
            if line.find(_DOCSTRING) != len(line) - 3:
                raise Odd("something behind a text")
            return stop
    raise Odd("a text without an end")


def _text(lines: list[str], at: int) -> tuple[Chunk, int]:
    """A text of several lines that is given a name: it stays as it is."""
    start = lines[at].index(_DOCSTRING) + 3
    stop = _closing(lines, at, start)
    whole = lines[at : stop + 1]
    if stop == at or any(_CASED_ESCAPE.search(line) for line in whole):
        raise Odd("a text of another form")
    return _ended([*whole[:-1], whole[-1].rstrip(" ")]), stop + 1


def _docstring(lines: list[str], at: int, indent: int, *, is_first: bool) -> tuple[Chunk, int]:
    """A docstring, indented as its block is (black's `visit_STRING`)."""
    stop = _closing(lines, at, indent + 3)
    whole = [lines[at][indent + 3 :], *lines[at + 1 : stop + 1]]
    whole[-1] = whole[-1].rstrip(" ")[:-3]
    if "\\" in "".join(whole) and any(map(_is_escaped, whole)):
        raise Odd("escapes that black may change")
    if not is_first:
        if stop != at:
            raise Odd("a text that is no docstring")
        return _ended([lines[at].rstrip(" ")]), stop + 1
    prefix = " " * indent
    text = _dedented(whole, prefix) if len(whole) > 1 else whole[0].strip()
    if not text or text[0] == '"' or text[-1] in '"\\':
        raise Odd("an odd docstring")
    last = text.rpartition("\n")[2]
    is_long = "\n" in text and len(last) + 3 > WIDTH
    if is_long and whole[-1].strip():
        text += f"\n{prefix}"
    return f"{prefix}{_DOCSTRING}{text}{_DOCSTRING}\n", stop + 1


def _is_escaped(line: str) -> bool:
    return bool(_CASED_ESCAPE.search(line)) or line.rstrip(" ").endswith("\\")


def _dedented(lines: list[str], prefix: str) -> str:
    """Black's `fix_multiline_docstring`."""
    first, *others = [line.rstrip() for line in lines]
    indents = [len(line) - len(line.lstrip()) for line in others if line]
    if not indents:
        return first.lstrip()
    indent = min(indents)
    *inner, last = [line[indent:] for line in others]
    trimmed = [prefix + line if line else "" for line in inner]
    return "\n".join([first.lstrip(), *trimmed, prefix + last])
