"""What scripts assert as Python conditions, in the form of syntax trees."""

from __future__ import annotations

import ast

from ..scripts.model import Answer, Check, Expression, ListOf, Literal, is_whole
from .script_trees import call, constant
from .script_values import Values, is_scalar

_WORDS = {
    "info": "info",
    "success": "success",
    "redirection": "redirection",
    "clientError": "client error",
    "serverError": "server error",
    "error": "error",
    "ok": "ok",
    "accepted": "accepted",
    "withoutContent": "without content",
    "badRequest": "bad request",
    "unauthorised": "unauthorised",
    "unauthorized": "unauthorized",
    "forbidden": "forbidden",
    "notFound": "not found",
    "notAcceptable": "not acceptable",
    "rateLimited": "rate limited",
}
_COMPARED = {"above": ast.Gt(), "least": ast.GtE(), "below": ast.Lt(), "most": ast.LtE()}


class Checks(Values):
    """Makes the conditions of one script, and the values in them."""

    _owner = ""
    """The name of the answer that is checked; empty for that of the item."""

    def _answer(self, *parts: str) -> ast.expr:
        return self.answer(*parts, of=self._owner)

    def check(self, check: Check) -> ast.expr:
        """The condition that a check asserts."""
        subject, given = check.subject, check.arguments
        self._owner = subject.of if isinstance(subject, Answer) else ""
        is_not = check.negated
        match check.kind:
            case "equal" if is_scalar(given[0]):
                return self._compared(subject, ast.NotEq() if is_not else ast.Eq(), given[0])
            case "eql":
                return self._compared(subject, ast.NotEq() if is_not else ast.Eq(), given[0])
            case "include" if is_scalar(given[0]) and "deep" not in check.flags:
                operator = ast.NotIn() if is_not else ast.In()
                return ast.Compare(self.read(given[0]), [operator], [self.value(subject)])
            case "type":
                found = call(self.helper("kind"), self.read(subject))
                wanted = given[0].value if isinstance(given[0], Literal) else ""
                return ast.Compare(
                    found,
                    [ast.NotEq() if is_not else ast.Eq()],
                    [constant(str(wanted).lower())],
                )
            case "one_of" if isinstance(given[0], ListOf) and not check.flags:
                if all(is_scalar(item) for item in given[0].items):
                    operator = ast.NotIn() if is_not else ast.In()
                    return ast.Compare(self.value(subject), [operator], [self.read(given[0])])
            case "length" if is_scalar(given[0]) and not isinstance(_value(given[0]), str):
                found = call(self.helper("length"), self.read(subject))
                return ast.Compare(
                    found, [ast.NotEq() if is_not else ast.Eq()], [self.read(given[0])]
                )
            case "status" if isinstance(given[0], Literal) and not is_not:
                is_reason = isinstance(given[0].value, str)
                part = Answer("reason" if is_reason else "status", self._owner)
                return self._compared(part, ast.Eq(), given[0])
            case "body" if not given:
                made: ast.expr = self._answer("text")
                return ast.UnaryOp(ast.Not(), made) if is_not else made
            case "json_body" if is_not and len(given) == 2:
                return call(self._answer("lacks_json"), *(self.read(each) for each in given))
            case "header" if is_not and len(given) == 2:
                # There must be none, and then its value is read, which fails.
                return constant(False)
            case kind if kind.startswith("answer_") and kind.removeprefix("answer_") in _WORDS:
                word = constant(_WORDS[kind.removeprefix("answer_")])
                return call(self._answer("is_no" if is_not else "is_a"), word)
        made = self._plain(check)
        return ast.UnaryOp(ast.Not(), made) if is_not else made

    def _plain(self, check: Check) -> ast.expr:
        """The condition of a check that is negated as a whole."""
        subject, given = check.subject, [self.read(each) for each in check.arguments]
        match check.kind:
            case "equal":
                return call(self.helper("same"), self.read(subject), *given)
            case "true" | "false" | "null":
                wanted = {"true": True, "false": False, "null": None}[check.kind]
                return call(self.helper("same"), self.read(subject), constant(wanted))
            case "undefined":
                return call(
                    self.helper("same"),
                    self.read(subject),
                    self.helper("UNDEFINED"),
                )
            case "ok":
                return self.condition(subject)
            case "exist":
                return call(self.helper("exists"), self.read(subject))
            case "nan":
                return call(self.helper("not_a_number"), self.read(subject))
            case "empty" | "finite":
                return call(self.helper(check.kind), self.read(subject))
            case "loosely_equal":
                return call(self.helper("loosely"), self.read(subject), *given)
            case "above" | "least" | "below" | "most":
                return ast.Compare(
                    self._number(subject),
                    [_COMPARED[check.kind]],
                    [self._number(check.arguments[0])],
                )
            case "within":
                low, high = (self._number(each) for each in check.arguments)
                return ast.Compare(low, [ast.LtE(), ast.LtE()], [self._number(subject), high])
            case "close":
                return call(self.helper("close"), self.read(subject), *given)
            case "include":
                return self._function("includes", check, "deep")
            case "property" if is_whole(subject):
                return call(self._answer("has"), *given)
            case "property":
                return self._function("has", check, "deep", "nested", "own")
            case "own_property":
                is_deep = "deep" in check.flags
                return call(
                    self.helper("has"),
                    self.read(subject),
                    *given,
                    deep=is_deep,
                    own=True,
                )
            case "length":
                # chai compares the length loosely: "2" is 2.
                found = call(self.helper("length"), self.read(subject))
                return call(self.helper("loosely"), found, *given)
            case "match":
                return call(self.helper("matches"), self.read(subject), *given)
            case "string":
                return call(self.helper("contains_text"), self.read(subject), *given)
            case "keys":
                function = "keys_include" if "include" in check.flags else "keys_are"
                if "any" in check.flags:
                    function = "keys_any"
                return call(self.helper(function), self.read(subject), *given)
            case "members":
                return self._function("members", check, "include", "deep", "ordered")
            case "one_of":
                return self._function("one_of", check, "include", "deep")
            case "satisfy":
                return call(self.helper("truth"), _applied(given[0], self.read(subject)))
            case "schema" | "schema_in_any_format":
                data = self._answer("json") if is_whole(subject) else self.read(subject)
                is_lenient = check.kind != "schema"
                return call(self.helper("valid"), data, *given, any_format=is_lenient)
            case "fail":
                return constant(False)
            case "answer_json":
                return self._answer("is_json")
            case "answer_withBody":
                return self._answer("text")
            case "status":
                return call(self._answer("has_status"), *given)
            case "status_code":
                number = call(self.helper("to_number"), *given)
                return ast.Compare(self._answer("status"), [ast.Eq()], [number])
            case "status_reason":
                text = call(self.helper("text"), *given)
                return ast.Compare(self._answer("reason"), [ast.Eq()], [text])
            case "status_class":
                return call(self.helper("same"), self._answer("status_class"), *given)
            case "header":
                return call(self._answer("has_header"), *given)
            case "body":
                return call(self._answer("has_body"), *given)
            case "json_body":
                return call(self._answer("has_json"), *given) if given else self._answer("is_json")
        raise AssertionError(check.kind)

    def _compared(self, left: Expression, operator: ast.cmpop, right: Expression) -> ast.expr:
        return ast.Compare(self.value(left), [operator], [self.read(right)])

    def _number(self, expression: Expression) -> ast.expr:
        if isinstance(expression, Literal) and type(expression.value) in {int, float}:
            return constant(expression.value)
        return call(self.helper("number"), self.read(expression))

    def _function(self, function: str, check: Check, *flags: str) -> ast.expr:
        given = [self.read(each) for each in check.arguments]
        named = {flag: True for flag in flags if flag in check.flags}
        return call(self.helper(function), self.read(check.subject), *given, **named)


def _value(expression: Expression) -> object:
    return expression.value if isinstance(expression, Literal) else None


def _applied(function: ast.expr, argument: ast.expr) -> ast.expr:
    return ast.Call(function, [argument], [])
