"""A script -> the source of a Python function that asserts the same."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..scripts.model import (
    AddSchema,
    Assertion,
    Define,
    Do,
    Expression,
    ForEach,
    ForRange,
    If,
    Leave,
    Let,
    Literal,
    NamedTest,
    Operation,
    Push,
    RemoveItem,
    Return,
    Send,
    SetItem,
    SetVariable,
    Statement,
    Try,
    UnsetVariable,
    Untranslated,
    Variable,
    Verdict,
)
from ..scripts.program import Program, inner
from .script_checks import Checks
from .script_trees import attribute, call, constant, name

MOST_LINES = 30
"""Lines of what is not translated that a comment shows; a library may have thousands."""
LONGEST_LINE = 160

_NO_PARAMETERS = ast.arguments([], [], None, [], [], None, [])
_MARK = "__not_translated__"
_NUMBER = re.compile(r"_\d+$")


@dataclass(frozen=True, slots=True)
class Code:
    """The body of a function for one script."""

    tree: tuple[ast.stmt, ...]
    comments: tuple[tuple[str, ...], ...]
    """The lines of the comments that stand at the marks in the tree."""
    helpers: frozenset[str]
    uses_patterns: bool
    loads: frozenset[str] = frozenset()
    """The functions of libraries that it calls, as scripts name them."""
    asks: bool = False
    """Whether it looks at the request."""

    @property
    def function(self) -> ast.FunctionDef:
        """The one function that a code of a library is."""
        (made,) = self.tree
        assert isinstance(made, ast.FunctionDef)  # noqa: S101
        return made

    @property
    def says_something(self) -> bool:
        """Whether there is anything in it: a statement, or a comment."""
        return any(not isinstance(each, ast.Pass) for each in self.tree)

    def source(self) -> str:
        """The lines of the body, not indented."""
        module = ast.Module(list(self.tree), [])
        lines: list[str] = []
        for line in ast.unparse(ast.fix_missing_locations(module)).split("\n"):
            bare = line.lstrip()
            if bare.startswith(_MARK):
                indent = line[: len(line) - len(bare)]
                place = int(bare.removeprefix(f"{_MARK}(").removesuffix(")"))
                lines.extend(f"{indent}# {each}".rstrip() for each in self.comments[place])
            else:
                lines.append(line)
        return "\n".join(lines)


def code_of(program: Program, loaded: Mapping[str, str]) -> Code:
    """The Python of a script; `loaded` are the functions of libraries by their names."""
    maker = _Maker(loaded)
    return maker.code(maker.block(program.statements))


def code_of_loaded(define: Define, loaded: Mapping[str, str]) -> Code:
    """The Python of a function of a library: one function, which takes the script first."""
    maker = _Maker(loaded)
    made = maker.define(define, loaded[define.name], (_parameter("script", "Script"),))
    code = maker.code([])
    if maker.values.uses_answer:
        made.body[:0] = code.tree
    return replace(code, tree=(_renumbered(made),), asks=_asks([made]))


def _asks(tree: Iterable[ast.stmt]) -> bool:
    """Whether statements look at the request."""
    return any(
        isinstance(node, ast.Attribute)
        and node.attr == "request"
        and isinstance(node.value, ast.Name)
        and node.value.id == "script"
        for statement in tree
        for node in ast.walk(statement)
    )


def _renumbered(made: ast.FunctionDef) -> ast.FunctionDef:
    """A function whose own names are told apart among themselves alone.

    What they were told apart from is in the script that was read first with the library:
    another order of the scripts must not change them.
    """
    nodes = [node for one in (made.args, *made.body) for node in ast.walk(one)]
    own: dict[str, str] = {}
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                own[name] = ""
            case ast.FunctionDef(name=name):
                own[name] = ""
    taken = {node.id for node in nodes if isinstance(node, ast.Name)} - own.keys()
    for name in own:
        base = _NUMBER.sub("", name)
        number = 1
        while (new := base if number == 1 else f"{base}_{number}") in taken:
            number += 1
        own[name] = new
        taken.add(new)
    for node in nodes:
        match node:
            case ast.Name(id=name) if name in own:
                node.id = own[name]
            case ast.arg(arg=name):
                node.arg = own[name]
            case ast.FunctionDef(name=name):
                node.name = own[name]
            case ast.Nonlocal(names=names):
                node.names = [own.get(name, name) for name in names]
    return made


class _Maker:
    def __init__(self, loaded: Mapping[str, str]) -> None:
        self.values = Checks(loaded)
        self.comments: list[tuple[str, ...]] = []

    def code(self, tree: list[ast.stmt]) -> Code:
        """What was made, with the answer given its name."""
        values = self.values
        if values.uses_answer:
            answer = attribute(name("script"), "answer")
            tree = [ast.Assign([ast.Name("answer", ast.Store())], answer), *tree]
        return Code(
            tuple(tree),
            tuple(self.comments),
            frozenset(values.helpers),
            values.uses_patterns,
            frozenset(values.loads),
            _asks(tree),
        )

    def block(self, statements: Sequence[Statement]) -> list[ast.stmt]:
        """The statements of a block; `pass` where none of them does anything."""
        made = [each for statement in statements for each in self._statement(statement)]
        if all(is_mark(each) for each in made):
            made.append(ast.Pass())
        return made

    def _statement(self, statement: Statement) -> Iterable[ast.stmt]:
        values = self.values
        match statement:
            case Assertion(checks=checks):
                return [ast.Assert(values.check(check), None) for check in checks]
            case Verdict(name=title, value=value):
                target = attribute(name("script"), "tests")
                return [_set_item(target, values.read(title), values.condition(value))]
            case NamedTest(name=title, body=body, skipped=skipped):
                return [self._test(values.read(title), body, skipped)]
            case Let(name=written, value=value):
                target = ast.Name(values.variable(written), ast.Store())
                return [ast.Assign([target], values.value(value))]
            case SetVariable():
                return [self._set_variable(statement)]
            case UnsetVariable(scope=scope, key=None):
                return [ast.Expr(call(attribute(name("script"), scope, "clear")))]
            case UnsetVariable(scope=scope, key=key) if key is not None:
                unset = attribute(name("script"), scope, "unset")
                return [ast.Expr(call(unset, values.read(key)))]
            case SetItem(target=target_, key=key, value=value):
                return [_set_item(values.value(target_), values.read(key), values.read(value))]
            case Push(target=target_, value=value):
                push = values.helper("push")
                return [ast.Expr(call(push, values.read(target_), values.read(value)))]
            case RemoveItem(target=target_, key=key):
                remove = values.helper("remove")
                return [ast.Expr(call(remove, values.read(target_), values.read(key)))]
            case Define():
                return [self.define(statement, values.variable(f"{statement.name}()"))]
            case Return(value=None):
                return [ast.Return(None)]
            case Return(value=value) if value is not None:
                return [ast.Return(values.value(value))]
            case Do(call=made):
                return [ast.Expr(values.read(made))]
            case Send():
                return [self._send(statement)]
            case AddSchema(address=address, schema=schema):
                add = attribute(name("script"), "schemas", "add")
                return [ast.Expr(call(add, values.read(address), values.read(schema)))]
            case If(condition=condition, then=(), otherwise=()) if _is_harmless(condition):
                return []
            case If(condition=condition, then=then, otherwise=otherwise):
                beside = self.block(otherwise) if otherwise else []
                return [ast.If(values.condition(condition), self.block(then), beside)]
            case ForEach():
                return [self._for_each(statement)]
            case ForRange(name=written, start=start, stop=stop, body=body):
                target = ast.Name(values.variable(written), ast.Store())
                count = call(values.helper("count"), values.read(start), values.read(stop))
                return [ast.For(target, count, self.block(body), [])]
            case Try(body=body, otherwise=otherwise):
                handler = ast.ExceptHandler(name("Exception"), None, self.block(otherwise))
                return [ast.Try(self.block(body), [handler], [], [])]
            case Leave(what=what):
                return [ast.Break() if what == "break" else ast.Continue()]
            case Untranslated():
                return self._untranslated(statement)
        raise AssertionError(statement)

    def define(
        self, statement: Define, called: str, first: tuple[ast.arg, ...] = ()
    ) -> ast.FunctionDef:
        """A function of the script."""
        names = [self.values.variable(each) for each in statement.parameters]
        kinds = ["Value"] * len(names)
        if statement.answered:
            kinds[-1] = "Answer"
        self.values.helpers |= set(kinds)
        taken = [*first, *map(_parameter, names, kinds)]
        body = self.block(statement.body)
        if statement.outer:
            body.insert(0, ast.Nonlocal([self.values.variable(each) for each in statement.outer]))
        gives = "Value" if _gives_value(statement) else "None"
        if gives == "Value":
            self.values.helper("Value")
        arguments = ast.arguments([], taken, None, [], [], None, [])
        made = ast.FunctionDef(called, arguments, body, [], ast.Constant(None))
        made.returns = name("Value") if gives == "Value" else ast.Constant(None)
        return made

    def _send(self, statement: Send) -> ast.stmt:
        given = [
            ast.Lambda(_NO_PARAMETERS, self.values.read(statement.request)),
            name(self.values.variable(f"{statement.answered}()")),
        ]
        if statement.variables:
            given.append(ast.List([constant(each) for each in statement.variables], ast.Load()))
        return ast.Expr(call(attribute(name("script"), "send"), *given))

    def _test(self, title: ast.expr, body: Sequence[Statement], skipped: bool) -> ast.stmt:
        if skipped:
            return ast.Expr(call(attribute(name("script"), "skip"), title))
        item = ast.withitem(call(attribute(name("script"), "test"), title))
        return ast.With([item], self.block(body))

    def _set_variable(self, statement: SetVariable) -> ast.stmt:
        value = self.values.read(statement.value)
        is_text = isinstance(statement.value, Literal) and isinstance(statement.value.value, str)
        if statement.as_text and not is_text:
            value = call(self.values.helper("as_kept"), value)
        scope = attribute(name("script"), statement.scope)
        return _set_item(scope, self.values.read(statement.key), value)

    def _for_each(self, loop: ForEach) -> ast.stmt:
        values = self.values
        found = values.value(loop.values)
        if loop.how != "of":
            found = call(values.helper("each" if loop.how == "method" else "all_of"), found)
        target: ast.expr = ast.Name(values.variable(loop.name), ast.Store())
        if loop.index is not None:
            found = call(values.helper("numbered"), found)
            index = ast.Name(values.variable(loop.index), ast.Store())
            target = ast.Tuple([index, target], ast.Store())
        return ast.For(target, found, self.block(loop.body), [])

    def _untranslated(self, statement: Untranslated) -> list[ast.stmt]:
        self.comments.append(tuple(_comment(statement)))
        made: list[ast.stmt] = [ast.Expr(call(name(_MARK), constant(len(self.comments) - 1)))]
        if statement.variables:
            known = map(constant, statement.variables)
            made.append(ast.Expr(call(attribute(name("script"), "unknown"), *known)))
        return made


def _parameter(identifier: str, kind: str) -> ast.arg:
    return ast.arg(identifier, name(kind))


def _gives_value(statement: Define) -> bool:
    """Whether a function returns a value somewhere."""
    waiting = list(statement.body)
    while waiting:
        each = waiting.pop()
        if isinstance(each, Return) and each.value is not None:
            return True
        if not isinstance(each, Define):
            waiting.extend(inner(each))
    return False


def _is_harmless(condition: Expression) -> bool:
    """Whether a condition surely does not fail: a guard around nothing is left out."""
    match condition:
        case Literal() | Variable(key=Literal()):
            return True
        case Operation(operands=operands):
            return all(map(_is_harmless, operands))
        case _:
            return False


def _set_item(target: ast.expr, key: ast.expr, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Subscript(target, key, ast.Store())], value)


def is_mark(statement: ast.stmt) -> bool:
    """Whether a statement only stands for a comment."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Name)
        and statement.value.func.id == _MARK
    )


def _comment(statement: Untranslated) -> list[str]:
    """What was not translated, line by line; nothing in it can end a comment."""
    lines = [_plain(line) for line in statement.source.split("\n")]
    shown = [f"Not translated ({_plain(' '.join(statement.cause.split()))}):"]
    shown += [f"  {line}" for line in lines[:MOST_LINES]]
    if len(lines) > MOST_LINES:
        shown.append(f"  … and {len(lines) - MOST_LINES} lines more")
    return shown


def _plain(line: str) -> str:
    whole = line.expandtabs(4).rstrip()
    cut = whole if len(whole) <= LONGEST_LINE else f"{whole[: LONGEST_LINE - 1]}…"
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in cut)
