"""A structural checker for PureBasic programs that call Chilkat.

There is no free compiler to run them with. What is checked: blocks and quotes, that every
call is one of Chilkat's with as many arguments as it takes, that its module is included,
that variables (which have no case) are declared before use, once, and hold values of one
type, and that every object is disposed of exactly once on every path.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

# Arguments without the object itself; the type of what comes back: i, s, or o for objects.
METHODS = {
    "Http": {
        "LastErrorText": (0, "s"),
        "LastHeader": (0, "s"),
        "LastMethodSuccess": (0, "i"),
        "LastStatus": (0, "i"),
        "PBinaryBd": (6, "o"),
        "PTextSb": (7, "o"),
        "PostJson3": (3, "o"),
        "PostUrlEncoded": (2, "o"),
        "QuickGetSb": (2, "i"),
        "QuickRequest": (2, "o"),
        "QuickRequestParams": (3, "o"),
        "SetRequestHeader": (2, "i"),
        "SynchronousRequest": (4, "o"),
    },
    "HttpResponse": {
        "BodyStr": (0, "s"),
        "GetBodySb": (1, "i"),
        "Header": (0, "s"),
        "StatusCode": (0, "i"),
    },
    "HttpRequest": {
        "AddFileForUpload2": (3, "i"),
        "AddHeader": (2, "i"),
        "AddParam": (2, "i"),
        "AddStringForUpload2": (5, "i"),
    },
    "JsonObject": {
        "BoolOf": (1, "i"),
        "Emit": (0, "s"),
        "EmitSb": (1, "i"),
        "IntOf": (1, "i"),
        "LoadSb": (1, "i"),
        "SizeOfArray": (1, "i"),
        "StringOf": (1, "s"),
        "UpdateBool": (2, "i"),
        "UpdateInt": (2, "i"),
        "UpdateNewArray": (1, "i"),
        "UpdateNewObject": (1, "i"),
        "UpdateNull": (1, "i"),
        "UpdateNumber": (2, "i"),
        "UpdateString": (2, "i"),
    },
    "JsonArray": {
        "ArrayAt": (1, "o"),
        "BoolAt": (1, "i"),
        "Emit": (0, "s"),
        "IntAt": (1, "i"),
        "LoadSb": (1, "i"),
        "ObjectAt": (1, "o"),
        "Size": (0, "i"),
        "StringAt": (1, "s"),
    },
    "StringBuilder": {"Append": (1, "i"), "GetAsString": (0, "s")},
    "Xml": {
        "AddAttribute": (2, "i"),
        "GetXmlSb": (1, "i"),
        "UpdateAttrAt": (4, "i"),
        "UpdateChildContent": (2, "i"),
    },
    "BinData": {"LoadFile": (1, "i")},
}
PROPERTIES = {
    "Http": {"AuthToken", "BasicAuth", "Login", "Password"},
    "HttpRequest": {"ContentType", "HttpVerb", "Path"},
    "JsonArray": {"EmitCompact"},
    "JsonObject": {"EmitCompact", "I", "J", "K"},
    "Xml": {"Content", "Tag"},
}
_STRING = re.compile(r'"[^"]*"')
_CALL = re.compile(r"Ck(\w+)::(ck|setCk)(\w+)\(([^()]*)\)")
_DECLARATION = re.compile(r"([A-Za-z_]\w*)\.([is])(?: = (.*))?")
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*) = (.*)")
_ADDITION = re.compile(r"([A-Za-z_]\w*) \+ 1")
_NAME = re.compile(r"(?<![\w:.])([A-Za-z_]\w*)(?![\w(:])")
_WORDS = frozenset({"And", "Debug", "If", "Or", "ProcedureReturn", "While"})


@dataclass(slots=True)
class _State:
    """What is known at a place: variables with their types, and objects that are alive."""

    types: dict[str, str] = field(default_factory=dict)
    alive: dict[str, str] = field(default_factory=dict)
    last: str = ""
    """The object that the last call gave, which is none where the call failed."""


def problems(source: str) -> list[str]:
    """Everything wrong with a program, each with its line."""
    checker = _Checker(source)
    return list(checker.run())


class _Checker:
    def __init__(self, source: str) -> None:
        self._lines = [
            (number, line.strip())
            for number, line in enumerate(source.split("\n"), 1)
            if line.strip() and not line.strip().startswith(";")
        ]
        self._at = 0
        self._found: list[str] = []
        self._included: set[str] = set()

    def run(self) -> Iterator[str]:
        while self._at < len(self._lines) and self._line.startswith("IncludeFile "):
            match = re.fullmatch(r'IncludeFile "Ck(\w+)\.pb"', self._line)
            if match is None:
                self._problem("an include of no module")
            else:
                self._included.add(match[1])
            self._at += 1
        if self._at >= len(self._lines) or self._line != "Procedure ChilkatExample()":
            self._problem("no procedure")
            yield from self._found
            return
        self._at += 1
        state = _State()
        if not self._block(state, "EndProcedure"):
            self._problem("the procedure does not return")
        self._at += 1
        if self._at != len(self._lines):
            self._problem("more after the procedure")
        yield from self._found

    @property
    def _line(self) -> str:
        return self._lines[self._at][1] if self._at < len(self._lines) else ""

    def _problem(self, what: str) -> None:
        number = self._lines[min(self._at, len(self._lines) - 1)][0] if self._lines else 0
        self._found.append(f"line {number}: {what}")

    def _block(self, state: _State, end: str) -> bool:
        """Go through statements up to the end of a block; whether they return."""
        returned = False
        while self._at < len(self._lines):
            line = self._line
            if line == end:
                return returned
            if line in {"EndIf", "Wend", "EndProcedure"}:
                self._problem(f"{line} where {end} is wanted")
                return returned
            if returned:
                self._problem("unreachable")
            if line.startswith("If "):
                self._if(state, line)
            elif line.startswith("While "):
                self._while(state, line)
            elif line == "ProcedureReturn":
                returned = True
                for name in state.alive:
                    self._problem(f"{name} is never disposed of")
            else:
                self._statement(state, line)
            self._at += 1
        self._problem(f"no {end}")
        return returned

    def _if(self, state: _State, line: str) -> None:
        inner = _State(dict(state.types), dict(state.alive))
        created = re.fullmatch(r"If (\w+)\.i = 0", line)
        if created is not None:
            inner.alive.pop(created[1].lower(), None)
        else:
            self._expression(state, re.sub(r" (=|>=) \d+$", "", line.removeprefix("If ")))
            if "ckLastMethodSuccess" in line:
                inner.alive.pop(state.last, None)
        self._at += 1
        before = dict(inner.alive)
        if not self._block(inner, "EndIf") and inner.alive != before:
            self._problem("what is alive after the If depends on it")

    def _while(self, state: _State, line: str) -> None:
        match = re.fullmatch(r"While (\w+) < (\w+)", line)
        if match is None:
            self._problem("a loop of another kind")
        self._names(state, line)
        before = dict(state.alive)
        self._at += 1
        self._block(state, "Wend")
        if state.alive != before:
            self._problem("a loop leaves objects behind")

    def _statement(self, state: _State, line: str) -> None:
        if line.count('"') % 2:
            self._problem("an open quote")
            return
        if line.startswith("Debug "):
            self._expression(state, line.removeprefix("Debug "))
        elif (match := _DECLARATION.fullmatch(line)) is not None:
            name = match[1].lower()
            if name in state.types:
                self._problem(f"{match[1]} is declared twice")
            value = match[3]
            if value is not None:
                self._assign(state, name, match[2], value)
            state.types[name] = match[2]
        elif (match := _ASSIGNMENT.fullmatch(line)) is not None:
            name = match[1].lower()
            if name not in state.types:
                self._problem(f"{match[1]} is not declared")
            self._assign(state, name, state.types.get(name, "i"), match[2])
        elif (match := re.fullmatch(r"Ck(\w+)::ckDispose\((\w+)\)", line)) is not None:
            self._dispose(state, match[1], match[2])
        else:
            self._expression(state, line)

    def _assign(self, state: _State, name: str, kind: str, value: str) -> None:
        if re.fullmatch(r"\d+", value):
            given, module = "i", ""
        elif (match := re.fullmatch(r"Ck(\w+)::ckCreate\(\)", value)) is not None:
            given, module = "o", match[1]
            self._module(module)
        elif (match := _ADDITION.fullmatch(value)) is not None:
            self._names(state, value)
            given, module = "i", ""
        else:
            given = self._expression(state, value)
            module = {"ArrayAt": "JsonArray", "ObjectAt": "JsonObject"}.get(
                re.sub(r".*::ck(\w+)\(.*", r"\1", value), "HttpResponse"
            )
        if given == "o":
            if name in state.alive:
                self._problem(f"{name} is lost, and was not disposed of")
            state.alive[name] = module
            state.last = name
            self._module(module)
        if kind != ("i" if given == "o" else given):
            self._problem(f"{name} is .{kind} and gets .{given}")

    def _dispose(self, state: _State, module: str, name: str) -> None:
        self._module(module)
        if state.alive.get(name.lower()) != module:
            self._problem(f"{name} is disposed of, and is no {module} that is alive")
        state.alive.pop(name.lower(), None)

    def _module(self, module: str) -> None:
        if module not in self._included:
            self._problem(f"Ck{module}.pb is not included")

    def _names(self, state: _State, text: str) -> None:
        for name in _NAME.findall(text):
            if name not in _WORDS and name.lower() not in state.types:
                self._problem(f"{name} is used before it is declared")

    def _expression(self, state: _State, text: str) -> str:
        """Check calls and names in an expression; its type."""
        if text.count('"') % 2:
            self._problem("an open quote")
            return "i"
        plain = _STRING.sub("@", text)
        plain = re.sub(r"Chr\(\d+\)", "@", plain)
        plain = re.sub(r"@(?: \+ @)+", "@", plain)
        kind = "s" if plain == "@" else "i"
        match = _CALL.search(plain)
        if match is not None:
            kind = self._call(state, *match.groups())
            rest = plain.replace(match[0], "1")
            if not re.fullmatch(r"1|@ \+ 1|@ \+ Str\(1\)", rest):
                self._problem(f"cannot read {rest!r}")
        elif not re.fullmatch(r"@|[\w.]+|@ \+ Str\(\w+\)|@ \+ \w+", plain):
            self._problem(f"cannot read {plain!r}")
        self._names(state, re.sub(r"Str\((\w+)\)", r"\1", _CALL.sub("", plain)))
        return kind

    def _call(self, state: _State, module: str, prefix: str, name: str, inside: str) -> str:
        self._module(module)
        arguments = [part.strip() for part in inside.split(",")]
        for argument in arguments:
            if not re.fullmatch(r"@|-?\d+|\w+", argument):
                self._problem(f"cannot read the argument {argument!r}")
        self._names(state, inside)
        target = arguments[0].lower()
        if state.alive.get(target) != module:
            self._problem(f"{target} is no {module} that is alive")
        if prefix == "setCk":
            if name not in PROPERTIES.get(module, ()) or len(arguments) != 2:
                self._problem(f"Ck{module} has no property {name} to set")
            return "i"
        count, kind = METHODS.get(module, {}).get(name, (-1, "i"))
        if count != len(arguments) - 1:
            self._problem(f"Ck{module} has no {name} with {len(arguments) - 1} arguments")
        return kind
