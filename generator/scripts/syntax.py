"""JavaScript as a syntax tree (tree-sitter), within bounds that hostile text cannot exceed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import tree_sitter_javascript
from tree_sitter import Language, Node, Parser

LONGEST = 400_000
"""Bytes of a script; the longest seen in the wild, a bundled library, has 300,000."""
DEEPEST = 120
"""Levels of a tree: the translation is recursive."""

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]{1,6}\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r\n|[\s\S])")


class BadScriptError(Exception):
    """A script that is no JavaScript, or exceeds the bounds; its text says which."""


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_javascript.language()))


def parse(source: str) -> Node:
    """The tree of a script. Raises BadScriptError where there is none."""
    # Lone surrogates, which JSON can hold, are no UTF-8.
    data = source.encode(errors="replace")
    if len(data) > LONGEST:
        raise BadScriptError(f"longer than {LONGEST} bytes")
    root = _parser().parse(data).root_node
    if root.has_error:
        raise BadScriptError("not valid JavaScript")
    return root


def is_too_deep(node: Node) -> bool:
    """Whether a tree is nested deeper than a recursive translation may follow."""
    cursor = node.walk()
    depth = 0
    while True:
        if cursor.goto_first_child():
            depth += 1
            if depth > DEEPEST:
                return True
            continue
        while not cursor.goto_next_sibling():
            if depth == 0 or not cursor.goto_parent():
                return False
            depth -= 1


def text(node: Node) -> str:
    """The source of a node."""
    return (node.text or b"").decode(errors="replace")


def place(node: Node) -> tuple[int, int]:
    """Line and column of a node."""
    return node.start_point[0] + 1, node.start_point[1] + 1


def parts(node: Node) -> list[Node]:
    """The named children of a node, comments left out."""
    return [child for child in node.named_children if child.type != "comment"]


def child(node: Node, name: str) -> Node | None:
    """The child in a field, without the parentheses around it."""
    found = node.child_by_field_name(name)
    return None if found is None else bare(found)


def bare(node: Node) -> Node:
    """A node without the parentheses around it."""
    while node.type == "parenthesized_expression" and len(inside := parts(node)) == 1:
        node = inside[0]
    return node


def arguments(call: Node) -> list[Node] | None:
    """The arguments of a call; None where it has none of the usual kind, or spreads."""
    found = call.child_by_field_name("arguments")
    if found is None or found.type != "arguments":
        return None
    given = parts(found)
    return None if any(node.type == "spread_element" for node in given) else given


def string_value(node: Node) -> str:
    """The value of a string literal."""
    return unescape(text(node)[1:-1])


def unescape(written: str) -> str:
    """The text that JavaScript's escapes stand for."""

    def value(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "ux" and len(code) > 1:
            number = int(code.strip("ux{}"), 16)
            return chr(number) if number < 0x110000 else "\N{REPLACEMENT CHARACTER}"
        return "" if code == "\r\n" else _ESCAPES.get(code, code)

    found = _ESCAPE.sub(value, written)
    # Two escapes of surrogates are one character.
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def number_value(node: Node) -> int | float | None:
    """The value of a number literal; None for what is no JSON number, as BigInt."""
    written = text(node)
    try:
        value = ast.literal_eval(written)
    except (ValueError, SyntaxError):
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or "_" in written:
        return None
    return value if abs(value) <= 2**53 else float(value)


def functions_of(node: Node) -> tuple[list[Node], Node] | None:
    """Parameters and body of a function; None where it is none, or no plain one."""
    if node.type not in {"arrow_function", "function_expression", "function_declaration"}:
        return None
    if any(part.type == "async" for part in node.children):
        return None
    body = node.child_by_field_name("body")
    single = node.child_by_field_name("parameter")
    listed = node.child_by_field_name("parameters")
    if body is None:
        return None
    given = [single] if single is not None else parts(listed) if listed is not None else []
    return given, body if body.type == "statement_block" else bare(body)


def _is_assertion(node: Node) -> bool:
    if node.type == "call_expression":
        function = node.child_by_field_name("function")
        if function is None:
            return False
        called = re.sub(r"\s+", "", text(function))
        return bool(re.fullmatch(r"((pm|chai)\.)?expect(\.fail)?|(chai\.)?assert(\.\w+)?", called))
    if node.type == "member_expression":
        return re.sub(r"\s+", "", text(node)) == "pm.response.to"
    if node.type == "assignment_expression":
        left = node.child_by_field_name("left")
        if left is None:
            return False
        return bool(re.match(r"tests\s*[.\[]", text(left)))
    return False


def count_assertions(node: Node) -> int:
    """How many statements in a tree assert something, in any of the known ways."""
    found = 0
    stack = [node]
    while stack:
        top = stack.pop()
        found += _is_assertion(top)
        stack.extend(top.named_children)
    return found


_SETS = re.compile(
    r"(?:pm\.(?:environment|globals|variables|collectionVariables)\.set"
    r"|postman\.set(?:Environment|Global)Variable)\(\s*([\"'])([^\"'\n]{1,200})\1"
)


def variables_set(node: Node) -> tuple[str, ...]:
    """The names of Postman's variables that a tree sets, as far as they are written out."""
    return tuple(sorted({match[2] for match in _SETS.finditer(text(node))}))


def assigned(node: Node) -> set[str]:
    """The names that a tree declares or gives values."""
    found = set()
    stack = [node]
    while stack:
        top = stack.pop()
        target = None
        match top.type:
            case "assignment_expression" | "augmented_assignment_expression":
                target = top.child_by_field_name("left")
            case "update_expression":
                target = top.child_by_field_name("argument")
            case "variable_declarator" | "function_declaration":
                target = top.child_by_field_name("name")
        while target is not None and target.type in {"member_expression", "subscript_expression"}:
            target = target.child_by_field_name("object")
        if target is not None:
            found |= {
                text(each) for each in [target, *target.named_children] if "identifier" in each.type
            }
        stack.extend(top.named_children)
    return found


def declared(function: Node) -> set[str]:
    """The names that a function declares, its parameters among them."""
    found = functions_of(function)
    given = found[0] if found is not None else []
    names = {text(each) for each in given if each.type == "identifier"}
    every = frozenset[str]()
    for each in _own(function, every):
        target = each.child_by_field_name("name") if each.type == "variable_declarator" else None
        if target is not None:
            names |= identifiers(target) | {text(target)}
    return names


_FUNCTIONS = frozenset({"arrow_function", "function_expression", "function_declaration"})
_LOOPS = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})


def _own(node: Node, left_out: frozenset[str]) -> Iterator[Node]:
    """A node and all in it, less what is inside nodes of some kinds."""
    stack = [node]
    while stack:
        top = stack.pop()
        yield top
        stack.extend(each for each in top.named_children if each.type not in left_out)


def returns(node: Node) -> bool:
    """Whether a function's body returns somewhere, functions inside it left out."""
    return any(each.type == "return_statement" for each in _own(node, _FUNCTIONS))


def gives_value(function: Node) -> bool:
    """Whether a function returns a value."""
    found = functions_of(function)
    if found is None:
        return False
    body = found[1]
    if body.type != "statement_block":
        return not count_assertions(body)
    return any(each.type == "return_statement" and parts(each) for each in _own(body, _FUNCTIONS))


def breaks(node: Node) -> bool:
    """Whether a statement ends the switch around it."""
    if node.type in _LOOPS or node.type == "switch_statement":
        return False
    inside = _own(node, _FUNCTIONS | _LOOPS | {"switch_statement"})
    return any(each.type == "break_statement" for each in inside)


def identifiers(node: Node) -> set[str]:
    """All names in a tree that are no properties."""
    every = frozenset[str]()
    return {text(each) for each in _own(node, every) if each.type == "identifier"}
