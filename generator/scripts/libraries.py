"""Functions that scripts keep as text in a variable and load with `eval`.

`pm.globals.set("utils", function utils() {…} + "; utils();")` in one script, and
`const utils = eval(globals.utils)` in others: the text is in the collection, so that it is
read like any script. What is set in more than one way is not known.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from tree_sitter import Node

from . import syntax
from .model import Literal
from .names import Binding, Block, Routine
from .paths import LOADED

SETTERS = frozenset(
    f"{scope}.set"
    for scope in ("pm.globals", "pm.environment", "pm.collectionVariables", "pm.variables")
) | {"postman.setGlobalVariable", "postman.setEnvironmentVariable"}
"""Calls that set a variable."""
_FUNCTIONS = frozenset({"function_expression", "arrow_function", "function_declaration"})
_LOADS = "eval("

Texts = tuple[tuple[str, str], ...]
"""Variables and the JavaScript that is in them."""


def libraries_of(sources: Iterable[str], variables: Mapping[str, str]) -> Texts:
    """The variables that scripts evaluate, as far as their text is in the collection."""
    sources = list(dict.fromkeys(sources))
    if not any(_LOADS in source for source in sources):
        return ()
    found: dict[str, str | None] = {}
    for source in sources:
        for name, text in _settings(source):
            found[name] = text if found.get(name, text) == text else None
    for name, value in variables.items():
        if name not in found and "function" in value:
            found[name] = value
    wanted = "\n".join(line for source in sources for line in source.split("\n") if _LOADS in line)
    return tuple(sorted((name, text) for name, text in found.items() if text and name in wanted))


def _settings(source: str) -> Iterable[tuple[str, str | None]]:
    """The variables that a script sets, with the text where that is written out."""
    if ".set" not in source:
        return
    try:
        waiting = [syntax.parse(source)]
    except syntax.BadScriptError:
        return
    while waiting:
        node = waiting.pop()
        waiting.extend(node.named_children)
        if node.type != "call_expression" or syntax.text(node.children[0]) not in SETTERS:
            continue
        given = syntax.arguments(node) or []
        if len(given) > 1 and given[0].type == "string":
            yield syntax.string_value(given[0]), _written(given[1])


def _written(node: Node) -> str | None:
    """The text that an expression is; a function is its own source."""
    node = syntax.bare(node)
    match node.type:
        case "string":
            return syntax.string_value(node)
        case "function_expression" | "arrow_function":
            return syntax.text(node)
        case "template_string" if not node.named_children:
            return syntax.unescape(syntax.text(node)[1:-1])
        case "binary_expression" if syntax.text(node.children[1]) == "+":
            left, right = (_written(node.children[place]) for place in (0, 2))
            return None if left is None or right is None else left + right
    return None


class Libraries:
    """The libraries of a collection, each read when it is loaded."""

    def __init__(self, texts: Texts) -> None:
        self._texts = dict(texts)
        self.send = any("sendRequest" in text for _, text in texts)
        """Whether one of them sends requests."""
        self._numbers = {name: number for number, (name, _) in enumerate(texts)}
        self._read: dict[str, _Library] = {}

    def alias(self, variable: str) -> str:
        """What a name that holds the library of a variable is an alias of; empty if unknown."""
        if self._library(variable) is None:
            return ""
        return f"{LOADED}{self._numbers[variable]}"

    def functions(self, variable: str) -> Mapping[str, Routine]:
        """The functions that a library leaves behind where it is only evaluated."""
        library = self._library(variable)
        return {} if library is None else library.functions

    def routine(self, path: str) -> Routine | None:
        """The function of a path such as `library:0.trim`."""
        number, _, name = path.removeprefix(LOADED).partition(".")
        library = self._library(self._variable(number))
        return None if library is None else library.members.get(name)

    def value(self, path: str) -> Literal | None:
        """The literal of a path such as `library:0.prefix`."""
        number, _, name = path.removeprefix(LOADED).partition(".")
        library = self._library(self._variable(number))
        return None if library is None else library.values.get(name)

    def names(self) -> list[str]:
        """All functions, as `Invoke` names them."""
        found: list[str] = []
        for variable in self._texts:
            library = self._library(variable)
            if library is not None:
                several = [*library.functions.values(), *library.members.values()]
                found.extend(routine.name for routine in several)
        return sorted(set(found))

    def _variable(self, number: str) -> str:
        return next((name for name, at in self._numbers.items() if str(at) == number), "")

    def _library(self, variable: str) -> _Library | None:
        if variable not in self._texts:
            return None
        if variable not in self._read:
            alias = f"{LOADED}{self._numbers[variable]}"
            self._read[variable] = _Library(variable, alias, self._texts[variable])
        return self._read[variable]


@lru_cache(maxsize=16)
def _statements(text: str) -> tuple[Node, ...]:
    """The statements of a library, which every script that loads it has to look at."""
    try:
        root = syntax.parse(text)
    except syntax.BadScriptError:
        return ()
    return () if syntax.is_too_deep(root) else tuple(syntax.parts(root))


class _Library:
    """One text: its functions, and the members of the object that it gives."""

    def __init__(self, variable: str, alias: str, text: str) -> None:
        self.functions: dict[str, Routine] = {}
        self.members: dict[str, Routine] = {}
        self.values: dict[str, Literal] = {}
        self._variable = variable
        self._alias = alias
        self._block = Block(is_function=True)
        nodes = _statements(text)
        self.functions = self._declared(nodes, self._block)
        last = next((node for node in reversed(nodes) if node.type == "expression_statement"), None)
        if last is not None:
            self._result(syntax.bare(syntax.parts(last)[0]))

    def _result(self, node: Node) -> None:
        """The object that the text is when it is evaluated."""
        if node.type == "object":
            self._object(node, self._block)
        if node.type != "call_expression" or syntax.arguments(node):
            return
        called = syntax.child(node, "function")
        if called is None:
            return
        made = self.functions.get(syntax.text(called))
        function = called if made is None else made.node
        found = syntax.functions_of(function)
        if found is None or found[0]:
            return
        block = Block(self._block, is_function=True)
        nodes = syntax.parts(found[1])
        self._declared(nodes, block)
        given = syntax.parts(nodes[-1]) if nodes and nodes[-1].type == "return_statement" else []
        if not given:
            return
        if given[0].type == "object":
            self._object(given[0], block)
        elif given[0].type == "identifier":
            self._members(nodes, syntax.text(given[0]), block)

    def _declared(self, nodes: Sequence[Node], block: Block) -> dict[str, Routine]:
        found = {}
        for node in nodes:
            name = node.child_by_field_name("name")
            if node.type == "function_declaration" and name is not None:
                found[syntax.text(name)] = self._routine(syntax.text(name), node, block)
                known = Binding(block=block, routine=found[syntax.text(name)])
                block.names[syntax.text(name)] = known
        return found

    def _members(self, nodes: list[Node], result: str, block: Block) -> None:
        """`let utils = {}; utils.trim = function …`."""
        block.names[result] = Binding(alias=self._alias, block=block)
        for node in nodes:
            for each in syntax.parts(node):
                target, value = (
                    ("name", "value") if each.type == "variable_declarator" else ("left", "right")
                )
                left, right = syntax.child(each, target), syntax.child(each, value)
                if left is None or right is None:
                    continue
                if syntax.text(left) == result and right.type == "object":
                    self._object(right, block)
                elif left.type == "member_expression":
                    owner = syntax.text(left.child_by_field_name("object") or left)
                    name = syntax.text(left.child_by_field_name("property") or left)
                    if owner == result:
                        self._member(name, right, block)

    def _object(self, node: Node, block: Block) -> None:
        for pair in syntax.parts(node):
            key, value = pair.child_by_field_name("key"), syntax.child(pair, "value")
            if pair.type == "pair" and key is not None and value is not None:
                self._member(syntax.text(key).strip("\"'"), value, block)

    def _member(self, name: str, value: Node, block: Block) -> None:
        self.members.pop(name, None)
        self.values.pop(name, None)
        if value.type in _FUNCTIONS:
            self.members[name] = self._routine(name, value, block)
        elif value.type == "string":
            self.values[name] = Literal(syntax.string_value(value))
        elif value.type == "number" and (number := syntax.number_value(value)) is not None:
            self.values[name] = Literal(number)

    def _routine(self, name: str, node: Node, block: Block) -> Routine:
        return Routine(node, block, f"{self._variable}.{name}", is_loaded=True)
