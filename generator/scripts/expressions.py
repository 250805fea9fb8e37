"""Expressions of JavaScript -> values of the small language."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from . import syntax
from .functions import BINARY, GLOBALS, LODASH, METHODS, TAKE_FUNCTIONS, UNARY
from .model import (
    Answer,
    Call,
    Expression,
    Function,
    Get,
    ListOf,
    Literal,
    Name,
    Operation,
    Pattern,
    RecordOf,
    Undefined,
    Variable,
    is_whole,
)
from .names import Names, UnknownError
from .parts import called, member
from .paths import LOADED, OLD_SCOPES, path_of, split_owner
from .patterns import python_pattern

_TAKE_PATTERNS = {"tests", "match", "replace", "split"}
_VALIDATORS = {"tv4": "tv4_validates", "ajv": "valid", "ajv+": "valid_in_any_format"}


class Expressions:
    """Translates the expressions of one script; `names` follows the statements."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.invoke: Callable[[str, list[Node]], Expression | None] = lambda _path, _given: None
        """The value of a call of a function of the script."""
        self.loaded: Callable[[str], Literal | None] = lambda _path: None
        """The value that a path has in a library."""
        self._kinds: dict[str, Callable[[Node], Expression]] = {
            "identifier": self._identifier,
            "undefined": lambda _: Undefined(),
            "string": lambda node: Literal(syntax.string_value(node)),
            "number": self._number,
            "true": lambda _: Literal(True),
            "false": lambda _: Literal(False),
            "null": lambda _: Literal(None),
            "template_string": self._template,
            "regex": self._regex,
            "array": self._array,
            "object": self._object,
            "member_expression": self._member,
            "subscript_expression": self._subscript,
            "call_expression": self._call,
            "unary_expression": self._unary,
            "binary_expression": self._binary,
            "ternary_expression": self._ternary,
            "arrow_function": self.function,
            "function_expression": self.function,
        }

    def read(self, node: Node | None) -> Expression:
        """The value of an expression. Raises UnknownError where it has no translation."""
        if node is None:
            raise UnknownError("an expression is missing")
        node = syntax.bare(node)
        kind = self._kinds.get(node.type)
        if kind is None:
            raise UnknownError(f"a {node.type.replace('_', ' ')}")
        return kind(node)

    def value(self, node: Node) -> Expression:
        """The value of an expression that is kept: not the answer itself."""
        found = self.read(node)
        if is_whole(found):
            raise UnknownError("the answer as a value")
        return found

    # --- names and literals -------------------------------------------------------------

    def _identifier(self, node: Node) -> Expression:
        name = syntax.text(node)
        if (found := self.names.find(name)) is not None and not found.alias:
            if found.routine is not None and not found.unknown:
                with self.names.within(found.routine.block):
                    return self.function(found.routine.node)
            if found.pattern is not None and not found.unknown:
                return found.pattern
            return Name(self.names.value(name))
        path = path_of(node, self.names)
        if path == "undefined":
            return Undefined()
        made = None if path is None else member(path)
        if made is None:
            raise UnknownError(f"`{name}` is not known")
        return made

    def _number(self, node: Node) -> Expression:
        value = syntax.number_value(node)
        if value is None:
            raise UnknownError("a number of another kind")
        return Literal(value)

    def _template(self, node: Node) -> Expression:
        pieces: list[Expression] = []
        written = ""
        end = node.start_byte + 1
        for part in [*node.named_children, None]:
            start = node.end_byte - 1 if part is None else part.start_byte
            if part is not None and part.type != "template_substitution":
                continue
            source = node.text or b""
            written = source[end - node.start_byte : start - node.start_byte].decode()
            if written:
                pieces.append(Literal(syntax.unescape(written)))
            if part is not None:
                inside = syntax.parts(part)
                pieces.append(self.read(inside[0] if len(inside) == 1 else None))
                end = part.end_byte
        if not pieces or not isinstance(pieces[0], Literal):
            pieces.insert(0, Literal(""))
        whole = pieces[0]
        for piece in pieces[1:]:
            whole = Operation("+", (whole, piece))
        return whole

    def _regex(self, node: Node) -> Expression:
        pattern = node.child_by_field_name("pattern")
        given = node.child_by_field_name("flags")
        flags = "" if given is None else syntax.text(given)
        found = python_pattern("" if pattern is None else syntax.text(pattern), flags)
        if found is None:
            raise UnknownError("a pattern of another kind")
        return Pattern(found, flags)

    def _array(self, node: Node) -> Expression:
        return ListOf(tuple(self.read(part) for part in syntax.parts(node)))

    def _object(self, node: Node) -> Expression:
        entries: list[tuple[Expression, Expression]] = []
        for part in syntax.parts(node):
            if part.type == "shorthand_property_identifier":
                name = syntax.text(part)
                entries.append((Literal(name), self._identifier(part)))
                continue
            key = part.child_by_field_name("key")
            if part.type != "pair" or key is None:
                raise UnknownError("an object with methods")
            entries.append((self._key(key), self.read(part.child_by_field_name("value"))))
        return RecordOf(tuple(entries))

    def _key(self, node: Node) -> Expression:
        match node.type:
            case "property_identifier":
                return Literal(syntax.text(node))
            case "string":
                return Literal(syntax.string_value(node))
            case "number":
                return Literal(syntax.text(node))
            case "computed_property_name":
                return self.read(syntax.parts(node)[0])
        raise UnknownError("a key of another kind")

    # --- access -------------------------------------------------------------------------

    def _member(self, node: Node) -> Expression:
        path = path_of(node, self.names)
        if path is not None:
            made = self.loaded(path) if path.startswith(LOADED) else member(path)
            if made is None:
                raise UnknownError(f"`{split_owner(path)[0]}`")
            return made
        name = node.child_by_field_name("property")
        if name is None or name.type != "property_identifier":
            raise UnknownError("a private property")
        return self._get(node, Literal(syntax.text(name)))

    def _subscript(self, node: Node) -> Expression:
        key = self.read(node.child_by_field_name("index"))
        path = path_of(node.child_by_field_name("object"), self.names)
        if path in OLD_SCOPES:
            return Variable(OLD_SCOPES[path], key)
        return self._get(node, key)

    def _get(self, node: Node, key: Expression) -> Expression:
        value = self.read(node.child_by_field_name("object"))
        if is_whole(value):
            raise UnknownError(f"`pm.response.{getattr(key, 'value', '')}`")
        if isinstance(value, Call) and value.function == "given":
            # What follows `a?.b` is not evaluated either where there is no `a`.
            subject, rest = value.arguments
            if isinstance(rest, Function):
                rest = Function(rest.parameters, Get(rest.result, key))
            return Call("given", (subject, rest))
        if node.child_by_field_name("optional_chain") is not None:
            return Call("given", (value, Function(("it",), Get(Name("it"), key))))
        return Get(value, key)

    # --- calls --------------------------------------------------------------------------

    def _call(self, node: Node) -> Expression:
        given = syntax.arguments(node)
        function = syntax.child(node, "function")
        if given is None or function is None:
            raise UnknownError("a call of another kind")
        if node.child_by_field_name("optional_chain") is not None:
            raise UnknownError("an optional call")
        path = path_of(function, self.names)
        if path is not None:
            return self._known_call(path, given)
        if function.type != "member_expression":
            raise UnknownError(f"`{syntax.text(function)[:40]}()`")
        name = syntax.text(function.child_by_field_name("property") or function)
        if name not in METHODS:
            raise UnknownError(f"`.{name[:40]}()`")
        subject = self.read(syntax.child(function, "object"))
        if function.child_by_field_name("optional_chain") is not None or (
            isinstance(subject, Call) and subject.function == "given"
        ):
            raise UnknownError("an optional call")
        return self._checked(METHODS[name], (subject,), given, f".{name}")

    def _known_call(self, path: str, given: list[Node]) -> Expression:
        if (made := self.invoke(path, given)) is not None:
            return made
        if (made := called(path, len(given), lambda: self.read(given[0]))) is not None:
            return made
        owner, _, method = path.rpartition(".")
        if owner in _VALIDATORS and method == "validate" and len(given) == 2:
            data, schema = given if owner == "tv4" else reversed(given)
            return Call(_VALIDATORS[owner], (self.read(data), self.read(schema)))
        if path in GLOBALS:
            made = self._checked(GLOBALS[path], (), given, path)
            match made:
                case Call("parse", (Answer("text", owner),)):
                    return Answer("json", owner)
            return made
        if owner == "lodash" and method in LODASH:
            read = self._checked(LODASH[method], (), given, f"_.{method}")
            if isinstance(read, Call) and read.function in TAKE_FUNCTIONS:
                # lodash takes the values of objects too, and nothing of what has none.
                items, function = read.arguments
                return Call(read.function, (Call("listed", (items,)), function))
            return read
        subject = member(owner) if owner and method in METHODS else None
        if subject is not None and not is_whole(subject):
            return self._checked(METHODS[method], (subject,), given, f".{method}")
        raise UnknownError(f"`{path[:60]}()`")

    def _checked(
        self,
        entry: tuple[str, int, int],
        subject: tuple[Expression, ...],
        given: list[Node],
        name: str,
    ) -> Expression:
        function, fewest, most = entry
        if not fewest <= len(given) <= most:
            raise UnknownError(f"`{name}()` with {len(given)} arguments")
        read = tuple(self.read(node) for node in given)
        takes_function = function in TAKE_FUNCTIONS
        functions = [isinstance(value, Function) for value in read]
        if any(functions) != takes_function:
            raise UnknownError(f"`{name}()` with such arguments")
        patterns = [isinstance(value, Pattern) for value in (*subject, *read)]
        if any(patterns) and function not in _TAKE_PATTERNS:
            raise UnknownError(f"`{name}()` with such arguments")
        if (function == "tests" and not patterns[0]) or (function == "match" and not patterns[1]):
            raise UnknownError(f"`{name}()` with such arguments")
        return Call(function, (*subject, *read))

    # --- operators ----------------------------------------------------------------------

    def _unary(self, node: Node) -> Expression:
        operator = syntax.text(node.child_by_field_name("operator") or node)
        argument = syntax.child(node, "argument")
        is_name = argument is not None and argument.type == "identifier"
        known = self.names.routine(syntax.text(argument)) if argument and is_name else None
        if operator == "typeof" and known is not None:
            return Literal("function")
        if operator not in UNARY:
            raise UnknownError(f"the operator {operator[:12]}")
        value = self.read(node.child_by_field_name("argument"))
        if operator == "-" and isinstance(value, Literal) and type(value.value) in {int, float}:
            return Literal(-value.value)  # type: ignore[operator]
        return Operation(operator, (value,))

    def _binary(self, node: Node) -> Expression:
        operator = syntax.text(node.child_by_field_name("operator") or node)
        if operator not in BINARY:
            raise UnknownError(f"the operator {operator[:12]}")
        left = self.read(node.child_by_field_name("left"))
        return Operation(operator, (left, self.read(node.child_by_field_name("right"))))

    def _ternary(self, node: Node) -> Expression:
        names = ("condition", "consequence", "alternative")
        return Operation("?:", tuple(self.read(node.child_by_field_name(name)) for name in names))

    # --- functions ----------------------------------------------------------------------

    def function(self, node: Node) -> Function:
        """A function that only computes: an expression, or guards that return."""
        found = syntax.functions_of(node)
        if found is None:
            raise UnknownError("a function of another kind")
        given, body = found
        if any(parameter.type != "identifier" for parameter in given):
            raise UnknownError("a function with such parameters")
        self.names.open(is_function=True)
        try:
            names = tuple(self.names.parameter(syntax.text(each)).name for each in given)
            if body.type == "statement_block":
                return Function(names, self._returned(syntax.parts(body)))
            return Function(names, self.read(body))
        finally:
            self.names.close()

    def _returned(self, statements: list[Node]) -> Expression:
        if not statements:
            return Undefined()
        first, rest = statements[0], statements[1:]
        if first.type == "return_statement":
            inside = syntax.parts(first)
            return self.read(inside[0]) if inside else Undefined()
        if first.type == "if_statement":
            then = _block(first.child_by_field_name("consequence"))
            otherwise = first.child_by_field_name("alternative")
            beside = _block(syntax.parts(otherwise)[0]) if otherwise is not None else []
            condition = self.read(first.child_by_field_name("condition"))
            if rest and not _returns(then):
                raise UnknownError("a function with statements")
            if rest and beside:
                raise UnknownError("a function with statements")
            return Operation(
                "?:", (condition, self._returned(then), self._returned(beside or rest))
            )
        if syntax.text(first).startswith("console."):
            return self._returned(rest)
        raise UnknownError("a function with statements")


def _block(node: Node | None) -> list[Node]:
    if node is None:
        return []
    return syntax.parts(node) if node.type == "statement_block" else [node]


def _returns(statements: list[Node]) -> bool:
    return bool(statements) and statements[-1].type == "return_statement"
