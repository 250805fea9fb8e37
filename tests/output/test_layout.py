"""The law of `layout`: with the statements that it leaves to black, it gives what black gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from black import format_str
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from generator.output import style
from generator.output.holes import Hole
from generator.output.layout import Known, layout
from generator.output.style import format_all
from tests.tools.layout import MODE, check, unformatted

SAMPLES = sorted(Path("collections").glob("*.json"))


@pytest.mark.parametrize("collection", SAMPLES, ids=lambda path: path.name.partition(".")[0])
def test_samples(collection: Path) -> None:
    checked = check(collection)
    assert checked.files
    assert checked.different == ()


# --- input that nobody thought of --------------------------------------------------------

NAMES = st.one_of(
    st.sampled_from(["a", "it", "None", "X", "dt.date", "names", "str"]),
    st.integers(1, 90).map(lambda length: "n" * length),
    st.sampled_from(["ä", "日本語", "é" * 50, "語" * 40]),
)
IDENTIFIERS = st.integers(1, 60).map(lambda length: "n" * length)
STRINGS = st.one_of(
    st.text("ab '\"", max_size=8).map(repr),
    st.integers(0, 90).map(lambda length: f"'{'s' * length}'"),
    st.sampled_from([r"'\n'", r'"\u00E4"', r'"\d"', '"é"', "'語語'", r'"it\'s"', '"it\'s"']),
    st.sampled_from(['f"{a}"', "f'{a}'", "f'{a!r} \"b\"'", "f\"{a['b']}\"", "F'a'"]),
)
SIMPLE = st.one_of(
    NAMES, STRINGS, st.sampled_from(["1", "-1", "60.0", "0", "1e5", "()", "[]", "{}", "(1,)"])
)


OPERATORS = st.sampled_from(
    ["+", "-", "*", "/", "//", "%", "==", "!=", "<", ">=", "and", "or", "in", "not in", "is not"]
)


def joined(items: list[str], brackets: str, magic: str) -> str:
    comma = magic if items else ""
    return f"{brackets[0]}{', '.join(items)}{comma}{brackets[1]}"


def nested(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(inner, max_size=4)
    keywords = st.lists(st.tuples(NAMES, inner).map("=".join), max_size=4)
    pairs = st.lists(st.tuples(STRINGS, inner).map(": ".join), max_size=4)
    magic = st.sampled_from(["", "", "", ",", ", "])
    tail = st.sampled_from(["", "", "", ".b", ".c(d)", "[0]"])
    return st.one_of(
        st.builds(joined, items, st.sampled_from(["()", "[]"]), magic),
        st.builds(joined, pairs, st.just("{}"), magic),
        st.builds(
            lambda name, some, more, comma, end: (
                f"{name}{joined([*some, *more], '()', comma)}{end}"
            ),
            NAMES,
            items,
            keywords,
            magic,
            tail,
        ),
        st.builds(lambda name, some: f"{name}[{', '.join(some)}]", NAMES, st.lists(inner)),
        st.lists(inner, min_size=2, max_size=3).map(" | ".join),
        st.lists(inner, min_size=2, max_size=3).flatmap(
            lambda found: OPERATORS.map(lambda one: f" {one} ".join(found))
        ),
        st.builds("{} if {} else not {}".format, inner, inner, inner),
        st.builds(lambda name, body: f"f(a, lambda {name}: {body})", NAMES, inner),
    )


EXPRESSIONS = st.recursive(SIMPLE, nested, max_leaves=8)
TYPES = st.recursive(
    NAMES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" | ".join),
        st.lists(inner, min_size=1, max_size=2).map(lambda found: f"list[{', '.join(found)}]"),
        st.lists(STRINGS, min_size=1, max_size=6).map(lambda found: f"Literal[{', '.join(found)}]"),
    ),
    max_leaves=4,
)
PARAMETERS = st.lists(
    st.one_of(
        IDENTIFIERS,
        st.tuples(IDENTIFIERS, TYPES).map(": ".join),
        st.builds(
            lambda name, hint, value: f"{name}: {hint} = {value}", IDENTIFIERS, TYPES, SIMPLE
        ),
    ),
    max_size=5,
    unique_by=lambda parameter: parameter.partition(":")[0],
).map(lambda found: ["self", "*", *found] if found else ["self"])
BLANKS = st.sampled_from(["", "", "\n", "\n\n", "\n\n\n\n"])
COMMENTS = st.sampled_from(
    ["# why", "#   code", "#", "#why", "# type: x", "# é", "#!x", "# " + "c" * 70]
)
SIMPLE_STATEMENTS = st.one_of(
    st.builds(lambda name, value: f"{name} = {value}", NAMES, EXPRESSIONS),
    st.builds(lambda name, hint, value: f"{name}: {hint} = {value}", NAMES, TYPES, EXPRESSIONS),
    st.tuples(NAMES, TYPES).map(": ".join),
    EXPRESSIONS,
    st.tuples(EXPRESSIONS, EXPRESSIONS).map(lambda pair: f"assert {pair[0]} == {pair[1]}"),
    st.builds("{} {}".format, st.sampled_from(["assert", "raise", "assert not"]), EXPRESSIONS),
    st.builds("{} = {}  {}".format, NAMES, SIMPLE, COMMENTS),
    COMMENTS,
    st.lists(NAMES, min_size=1, max_size=4).map(lambda found: f"from .x import {', '.join(found)}"),
    st.sampled_from(["import httpx2", "import datetime as dt", "pass", "x = 1; y = 2"]),
    st.sampled_from(
        ['"""What it is."""', "x = '''a\n  b'''", 'T = """a\n  b\n"""', "# why", "..."]
    ),
)
DOCSTRINGS = st.one_of(
    st.just(""),
    st.lists(
        st.sampled_from(["What it is.", "", "  More.", "x" * 84, 'a "word"', "\\\\d", "\\", "é\t"]),
        min_size=1,
        max_size=4,
    ).map(lambda lines: '"""' + "\n    ".join(lines) + '"""'),
)


def indented(text: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in text.split("\n"))


def function(
    parameters: list[str], returns: str, magic: str, body: list[str], docstring: str, head: str
) -> str:
    arrow = f" -> {returns}" if returns else ""
    inside = "\n".join([docstring, *body, "return x(y)"]).strip("\n")
    return f"{head}def f{joined(parameters, '()', magic)}{arrow}:\n{indented(inside)}"


FUNCTIONS = st.builds(
    function,
    PARAMETERS,
    st.one_of(st.just(""), TYPES),
    st.sampled_from(["", "", ","]),
    st.lists(st.tuples(BLANKS, SIMPLE_STATEMENTS).map("".join), max_size=2),
    DOCSTRINGS,
    st.sampled_from(["", "", "async ", "@cached_property\n"]),
)


def block(head: str, docstring: str, body: list[str]) -> str:
    inside = "\n".join([docstring, *body]).strip("\n") or "pass"
    return f"{head}:\n{indented(inside)}"


BLOCKS = st.builds(
    block,
    st.one_of(
        st.sampled_from(["class A", "class A(Model)", "class A()", "if TYPE_CHECKING"]),
        IDENTIFIERS.map(lambda name: f"class A({name}, total=False)"),
    ),
    DOCSTRINGS,
    st.lists(
        st.one_of(SIMPLE_STATEMENTS, FUNCTIONS, st.tuples(BLANKS, FUNCTIONS).map("".join)),
        max_size=3,
    ),
)
MODULES = st.lists(
    st.tuples(BLANKS, st.one_of(SIMPLE_STATEMENTS, FUNCTIONS, BLOCKS)).map("".join),
    min_size=1,
    max_size=4,
).map(lambda parts: "\n".join(parts) + "\n")


@given(MODULES)
@settings(max_examples=100, deadline=None)
def test_anything(source: str) -> None:
    require_the_same(source)


def require_the_same(source: str) -> None:
    try:
        style._check("source", source)
        wanted = format_str(source, mode=MODE)
    except Exception:  # no Python, or nothing that black reads
        assume(False)
    assert format_all({"a.py": source}) == {"a.py": wanted}


@given(SIMPLE_STATEMENTS)
@settings(max_examples=100, deadline=None)
def test_a_statement(statement: str) -> None:
    require_the_same(f"{statement}\n")


# Blocks, comments and the blank lines between them, of statements that are plain.
PLAIN = st.sampled_from(
    [
        *("a = 1", "b(c)", "x = a if b else c", "pass", "assert not a", "y: int = 3", "raise E"),
        *("x = not a and b", "x = f'{a} b'", "import a.b", "from x import y", '"""text"""'),
        *("q(\n    a,\n    b,\n)", "# why", "# why", "#   code", "z = a  # why"),
    ]
)
HEADS = st.sampled_from(
    [
        *("if a:", "if not a.b(c):", "if x := y(z):", "if a:  # why", "with a(b) as c:", "try:"),
        *("for x in y(z):", "while a < b:", "def f(a):", "@d\ndef f(a):", "class A(B):"),
    ]
)
CLAUSES = {
    "if": st.sampled_from(["", "", "else:", "elif a in b:"]),
    "try": st.sampled_from(["except E:", "except E as e:", "finally:"]),
}


@st.composite
def blocks(draw: st.DrawFn, depth: int = 1) -> str:
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        lines.append(draw(BLANKS))
        if depth > 3 or draw(st.booleans()):
            lines.append(f"{draw(PLAIN)}\n")
            continue
        head = draw(HEADS)
        lines.append(f"{head}\n{indented(draw(blocks(depth + 1)))}")
        clause = draw(CLAUSES.get(head[:3].rstrip(" "), st.just("")))
        if clause:
            lines.append(f"{draw(BLANKS)}{clause}\n{indented(draw(blocks(depth + 1)))}")
    return "".join(lines)


@given(blocks())
@settings(max_examples=50, deadline=None)
def test_blocks(source: str) -> None:
    require_the_same(f"async def f():\n{indented(source)}\n{source}")


# Fields of models with names so long that the annotation, the value or both are split.
LONG = st.integers(20, 84).map(lambda length: "N" * length)
WIDE = st.integers(1, 70).map(lambda length: f'"{"s" * length}"')
LITERALS = st.lists(st.integers(1, 30).map(lambda length: f"'{'s' * length}'"), min_size=1).map(
    lambda found: f"Literal[{', '.join(found)}]"
)
ANNOTATIONS = st.recursive(
    st.one_of(LONG, NAMES, LITERALS),
    lambda inner: st.one_of(
        inner.map("list[{}]".format),
        st.builds("dict[{}, {}]".format, NAMES, inner),
        st.lists(inner, min_size=2, max_size=4).map(" | ".join),
    ),
    max_leaves=4,
)
VALUES = st.one_of(
    WIDE,
    WIDE.map("Field(alias={})".format),
    st.builds("Field(default={}, alias={})".format, SIMPLE, WIDE),
    st.builds("[{}, {}]".format, WIDE, WIDE),
    WIDE.map("f(g({}), x)".format),
    WIDE.map("a.b(c)({})".format),
    st.just("Field()"),
)


# Of parameters that may be left out: literals, which are opened before an annotation is.
DEFAULTS = st.one_of(
    st.lists(WIDE, min_size=2, max_size=5).map(lambda found: f"({', '.join(found)})"),
    st.lists(WIDE, max_size=3).map(lambda found: f"[{', '.join(found)}]"),
    st.lists(WIDE, max_size=2).map(lambda found: f"a.f({', '.join(found)})"),
)


ASSIGNED = st.one_of(st.just(""), st.one_of(SIMPLE, VALUES).map(" = {}".format))


@given(IDENTIFIERS, ANNOTATIONS, ASSIGNED)
@example("user_trading_accounts", f"list[{'N' * 60}]", ' = Field(alias="UserTradingAccounts")')
@settings(max_examples=100, deadline=None)
def test_a_field(name: str, annotation: str, assigned: str) -> None:
    require_the_same(
        f"class A({'N' * len(name)}, total=False):\n    {name}: {annotation}{assigned}\n"
    )


@given(IDENTIFIERS, ANNOTATIONS, st.one_of(ASSIGNED, DEFAULTS.map(" = {}".format)))
@example("rectype", "Sequence[str] | Omit", ' = ("provider", "package", "title", "resource", "x")')
@settings(max_examples=100, deadline=None)
def test_a_parameter(name: str, annotation: str, assigned: str) -> None:
    require_the_same(f"def f(self, *, {name}: {annotation}{assigned}):\n    pass\n")


# Lines that `plain` may know by their spelling, and others beside them: with more or fewer
# blanks, in other quotes, with an operator that needs none.
SIGNS = re.compile(r" *([,|:=\[\]()]) *")
ATOMS = st.sampled_from(
    [
        *("a", "a.b", "None", "x.y.Z", "...", "1", "-1", "0XF", "1.", "é", "not a", "await a"),
        *('"s"', "'s'", "'it\"s'", '"it\'s"', "b's'", "F'{a}'", r"'\n'", "'a' 'b'", "not(a)"),
        *("a[b]", "a[b, c]", "a[b,]", "a[b][c]", "a[b]in[c]", "a if b else c", "*a", "yield"),
        *("lambda: a", "(a)", "(a,)", "print", "a or b", "n" * 60, '"{}"'.format("s" * 70)),
        *("f('a', b)", "f(a,)", "f(**a)", "f(a)(b)", "f('a' 'b')", "f(b'a')", "f(x='a')", "f(.5)"),
        *("{1: a}", "{'a': b[c], 'd': 1}", "{a: b[c:d]}", "{'a': \"it's\"}", "{**a}", "{a}", "{}"),
        *("lambda x: f(**a)", "lambda x: a", "f(not a)", "f(1.)", "f(a[b, c])", "f(a[b,])"),
        *("f({})".format("n" * 70), "{{'a': {}}}".format("n" * 70), "f({0}, {0})".format("n" * 40)),
    ]
)
UNIONS = st.lists(
    st.one_of(ATOMS, st.lists(ATOMS, min_size=1, max_size=2).map(lambda of: f"a[{', '.join(of)}]")),
    min_size=1,
    max_size=3,
).map(" | ".join)
DECLARED = st.tuples(NAMES, UNIONS).map(": ".join)


@st.composite
def respaced(draw: st.DrawFn, lines: st.SearchStrategy[str]) -> str:
    """A line of these, as it is or with other blanks."""
    line = draw(lines)
    if draw(st.booleans()):
        return line
    forms = st.sampled_from(["{}", "{}", "{}", " {}", "{} ", " {} ", "  {}"])
    return SIGNS.sub(lambda found: draw(forms).format(found[1]), line) + draw(
        st.sampled_from(["", "", "", " ", ";", "  # why", ",", " \\\n"])
    )


@given(respaced(st.one_of(DECLARED, st.tuples(DECLARED, UNIONS).map(" = ".join))))
@example("x: a[b]in[c]")
@example("x: not[a]")
@example("else: a")
@example("x: list[\n    a\n]")
@example("print: a")
@example("x: a[b, ]")
@example(f"x: f({'n' * 40}, {'n' * 40})")
@settings(max_examples=100, deadline=None)
def test_a_plain_field(line: str) -> None:
    require_the_same(f"if a:\n    pass\n{line}\n")
    require_the_same(f"async def f():\n    a: b\n    {line}\n    c: d = e\n\n\n    g: h\ni: j\n")


BEGINNINGS = st.sampled_from(
    [
        *("f(", "a.b(", "x = f(", "x.y = f(", "return f(", "return await a.b(", "await f("),
        *("return not (", "return not(", "return(", "(", "assert(", "print(", "match(", "é("),
        *("return lambda: f(", "f(a)(", "f[a](", "else: f(", "@f(", "x = await f(", "x = yield("),
        *("x: a = f(", "x: a[b | c, d[e]] = f(", "x: not[a] = f(", "x = é("),
        *("n" * 84 + "(", f"x = {'n' * 84}("),
    ]
)


@st.composite
def calls(draw: st.DrawFn) -> str:
    """A statement whose brackets hold whole lines."""
    in_def = draw(st.booleans())
    named = ATOMS.map("x={}".format)
    one = st.one_of(DECLARED, ATOMS) if in_def else st.one_of(ATOMS, named, EXPRESSIONS)
    rows = draw(st.lists(respaced(one), min_size=1, max_size=4))
    rows = [f"    {row}{draw(st.sampled_from([',', ',', ',', ' ,']))}" for row in rows]
    rows[-1] = rows[-1].rstrip(" ,") + draw(st.sampled_from(["", ","]))
    inside = "\n".join(rows)
    if in_def:
        head = draw(respaced(st.sampled_from(["def f(", "async def f(", f"def {'n' * 83}("])))
        arrow = draw(respaced(st.one_of(st.just(""), UNIONS.map(" -> {}".format))))
        return f"{head.rstrip(' ')}\n{inside}\n){arrow}:\n    pass"
    head = draw(BEGINNINGS)
    tail = draw(st.sampled_from(["", "", "", " ", ".b", "  # why"]))
    more = "\ndef g():\n    pass" if head[0] == "@" else ""
    return f"{head}\n{inside}\n){tail}{more}"


@given(calls())
@example("def f(\n    a\n) -> a[b:\n    c]:\n    pass")
@settings(max_examples=200, deadline=None)
def test_plain_lines_in_brackets(statement: str) -> None:
    require_the_same(f"async def f():\n    pass\n{indented(statement)}")


# What may stand in parentheses that black adds: operators, names and texts that are long.
MIDDLE = st.integers(12, 32).map(lambda length: "n" * length)
OPERANDS = st.one_of(
    MIDDLE,
    MIDDLE.map("f({})".format),
    MIDDLE.map("a.b[{}]".format),
    MIDDLE.map('"{}"'.format),
    MIDDLE.map("not {}".format),
    MIDDLE.map("f({}).b".format),
)
LONG_EXPRESSIONS = st.lists(st.tuples(OPERANDS, OPERATORS), min_size=1, max_size=4).map(
    lambda found: (
        "".join(f"{operand} {operator} " for operand, operator in found[:-1]) + found[-1][0]
    )
)


TARGETS = st.sampled_from(
    [
        "x['{}'] = ",
        "x['a'][0]['{}'] = ",
        "x['{}']['a'] = ",
        "x['{}'].b = ",
        "x.{} = ",
        "x(a)[{}] = ",
    ]
)


@given(
    st.one_of(
        st.sampled_from(["x = {}", "x: int = {}", "return {}", "assert {}", "raise {}"]),
        st.sampled_from(["f({}, a)", "return f(x={})", "x = [{}]", "x = {{'k': {}}}", "x[{}]"]),
        st.sampled_from(["if {}: pass", "while {}: pass", "with {}: pass", "if x := {}: pass"]),
        st.builds("{}{{}}".format, st.builds(str.format, TARGETS, MIDDLE)),
    ),
    LONG_EXPRESSIONS,
)
@settings(max_examples=100, deadline=None)
def test_an_expression(form: str, expression: str) -> None:
    statement = form.format(expression).replace(": pass", ":\n    pass")
    require_the_same(f"def f():\n{indented(statement)}")


def test_most_is_laid_out_without_black() -> None:
    found = [
        chunk
        for text in unformatted(SAMPLES[-1].read_bytes()).values()
        for chunk in layout(text, Known()) or ()
    ]
    holes = [chunk for chunk in found if isinstance(chunk, Hole)]
    assert sum(len(hole.text) for hole in holes) * 20 < sum(
        len(chunk) for chunk in found if isinstance(chunk, str)
    )
