"""From the code of a client to its surface: one reader for what is generated and what is on disk.

It reads the syntax and runs nothing. That the layout (black) is no part of the syntax lets
code that was just rendered be compared with files that were written long ago.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeGuard

from ..diagnostics import InputError
from ..memo import NO_MEMO, Memo
from .source import source_of
from .surface import ROOT, Argument, Attribute, Call, ErrorShape, Fallback, Group, Shape, Surface

CLIENT = "client.py"
_UNTOUCHED = frozenset({"authenticate", "close", "aclose"})
"""Methods that every client has: their arguments are the client's own."""

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef


def read(files: Mapping[str, str], memo: Memo = NO_MEMO, same: Container[str] = ()) -> Surface:
    """The surface of a client from its files by path; InputError where they are no client.

    The runtime, the tests and the asynchronous twins say nothing that is not elsewhere. `memo`
    has what was read of another client, that has most files in common. `same`
    are files that the other side has word for word: of resources among them only the name is
    read, since their methods are most of a client.
    """
    passed_over = {
        path
        for path, text in files.items()
        if path in same and path.startswith("resources/") and not leads_on(path, text)
    }
    modules = {
        path: _parse(path, text, memo)
        for path, text in files.items()
        if _is_read(path) and path not in passed_over
    }
    if CLIENT not in modules:
        raise InputError("is no client that postgen wrote: there is no client.py")
    client = _class(modules[CLIENT], "Client")
    if client is None:
        raise InputError("declares no Client", CLIENT)
    resources = _Resources(modules, passed_over, memo)
    resources.walk(client, "", ROOT)
    constructor = next((one for one in _functions(client) if one.name == "__init__"), None)
    if constructor is None:
        raise InputError("declares no constructor of Client", CLIENT)
    settings, schemes = _settings(constructor)
    return Surface(
        exports=_exports(modules.get("__init__.py")),
        docstring=_docstring(client),
        client=_arguments(constructor),
        settings=settings,
        schemes=schemes,
        calls=resources.calls,
        groups=resources.groups,
        shapes={shape.name: shape for shape in _shapes(modules, memo)},
        errors={error.name: error for error in _errors(modules.get("errors.py"))},
        code={path: files[path] for path in files if is_code(path)},
    )


def is_code(path: str) -> bool:
    """Whether a file holds what is generated, and is no test."""
    return path.endswith(".py") and path.partition("/")[0] not in {"_runtime", "tests"}


def _is_read(path: str) -> bool:
    return is_code(path) and not path.startswith("aio/")


def leads_on(path: str, text: str) -> bool:
    """Whether a file is the client's own, or a resource that has others below it."""
    return path in {CLIENT, f"resources/{ROOT}.py"} or "cached_property" in text


def _parse(path: str, text: str, memo: Memo) -> ast.Module:
    try:
        return memo.of(ast.parse, (text,), lambda: ast.parse(text))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        line = getattr(error, "lineno", None)
        raise InputError(
            f"is not the Python that postgen wrote{f' (line {line})' if line else ''}; "
            "generate writes it again",
            path,
        ) from error


def _docstring(node: ast.Module | ast.ClassDef | Function) -> str:
    text = inspect.cleandoc(ast.get_docstring(node, clean=False) or "")
    return "\n".join(line.rstrip() for line in text.split("\n"))


def _class(module: ast.Module | None, name: str) -> ast.ClassDef | None:
    body = module.body if module else []
    return next(
        (node for node in body if isinstance(node, ast.ClassDef) and node.name == name), None
    )


def _functions(node: ast.ClassDef) -> Iterator[Function]:
    for one in node.body:
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef):
            yield one


def _exports(module: ast.Module | None) -> tuple[str, ...]:
    for node in module.body if module else []:
        if isinstance(node, ast.Assign) and source_of(node.targets[0]) == "__all__":
            values = node.value.elts if isinstance(node.value, ast.List | ast.Tuple) else ()
            return tuple(sorted(map(_text, values)))
    return ()


# --- resources and their methods ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Resources:
    """The resources of a client and their methods, as they are come to."""

    modules: Mapping[str, ast.Module]
    passed_over: Container[str]
    memo: Memo
    groups: dict[str, Group] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)

    def walk(self, node: ast.ClassDef, path: str, module: str) -> None:
        """Read the class of a resource, declared in a module, and of all below it."""
        declaring = self.modules.get(f"resources/{module}.py")
        constants = _constants(declaring)
        operations: dict[str, str] = {}
        for function in _functions(node):
            name = f"{path}.{function.name}" if path else function.name
            if function.name.startswith("__") or (not path and function.name in _UNTOUCHED):
                continue
            if any("property" in source_of(one) for one in function.decorator_list):
                self._enter(name, *_child(function))
                continue
            operation, self.calls[name] = self._call(name, function, declaring, constants)
            # The method that goes through the pages of an operation follows that which calls it.
            pages_of = operations.setdefault(operation, name) if operation else name
            if pages_of != name:
                self.calls[name] = replace(self.calls[name], pages_of=pages_of)

    def _call(
        self,
        name: str,
        function: Function,
        declaring: ast.Module | None,
        constants: Mapping[str, ast.expr],
    ) -> tuple[str, Call]:
        # All constants are of the module that declares them.
        key = name, function, declaring
        return self.memo.of(_call, key, lambda: _call(name, function, constants))

    def _enter(self, name: str, class_name: str, module: str) -> None:
        path = f"resources/{module}.py"
        if path in self.passed_over:
            self.groups[name] = Group(name, class_name, module, "")
            return
        source = self.modules.get(path)
        found = _class(source, class_name)
        if found is None or source is None:
            raise InputError(f"{path} has no class {class_name}; generate writes it")
        self.groups[name] = Group(name, class_name, module, _docstring(source))
        self.walk(found, name, module)


def _child(function: Function) -> tuple[str, str]:
    """The class that a property gives, and its module."""
    name = source_of(function.returns) if function.returns else ""
    for node in ast.walk(function):
        if isinstance(node, ast.ImportFrom):
            return name, (node.module or "").rpartition(".")[2]
    return name, ""


def _constants(module: ast.Module | None) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in module.body if module else []:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
    return found


def _call(id_: str, function: Function, constants: Mapping[str, ast.expr]) -> tuple[str, Call]:
    """A method, and the name of the operation that it hands to the transport."""
    made = Call(
        id=id_,
        arguments=_arguments(function),
        returns=_type(function.returns),
        docstring=_docstring(function),
    )
    sent = next((node for node in ast.walk(function) if _is_send(node)), None)
    if not isinstance(sent, ast.Call) or not sent.args:
        return "", made
    operation = source_of(sent.args[0])
    made = _declared(made, constants.get(operation))
    sends = {one.arg: one.value for one in sent.keywords if one.arg and one.arg != "options"}
    wires: dict[str, tuple[str, str]] = {}
    constants_sent: dict[tuple[str, str], str] = {}
    for place, carried in sends.items():
        for where, sent_value in _sent(place, "", carried):
            if isinstance(sent_value, ast.Name):
                wires[sent_value.id] = where
            else:
                constants_sent[where] = source_of(sent_value)
    documents = [
        str(value.value)
        for node in ast.walk(sent)
        if isinstance(node, ast.Name)
        and node.id.endswith("_DOCUMENT")
        and isinstance(value := constants.get(node.id), ast.Constant)
    ]
    return operation, replace(
        made,
        arguments=tuple(replace(one, wire=wires.get(one.name, ("", ""))) for one in made.arguments),
        sends={place: source_of(value) for place, value in sends.items()},
        constants=constants_sent,
        document="\n".join(documents),
    )


def _is_send(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and source_of(node.func.value) == "self._transport"
    )


def _sent(place: str, key: str, value: ast.expr) -> Iterator[tuple[tuple[str, str], ast.expr]]:
    """The values that are sent, each with its place and key."""
    if isinstance(value, ast.Dict):
        for inner, item in zip(value.keys, value.values, strict=True):
            yield from _sent(place, _text(inner) if inner else "", item)
    else:
        yield (place, key), value


def _declared(call: Call, declared: ast.expr | None) -> Call:
    """The call with what its `Operation(...)` says."""
    if not isinstance(declared, ast.Call):
        return call
    method, path = [*map(_text, declared.args), "", ""][:2]
    answers: dict[int, str] = {}
    rest: dict[str, str] = {}
    for one in declared.keywords:
        if one.arg in {"returns", "raises"} and isinstance(one.value, ast.Dict):
            for status, type_ in zip(one.value.keys, one.value.values, strict=True):
                if isinstance(status, ast.Constant) and isinstance(status.value, int):
                    answers[status.value] = source_of(type_)
        elif one.arg == "default":
            answers[0] = source_of(one.value)
        elif one.arg:
            rest[one.arg] = source_of(one.value)
    return replace(call, method=method, path=path, answers=answers, declared=rest)


def _text(node: ast.expr) -> str:
    return str(node.value) if isinstance(node, ast.Constant) else source_of(node)


class _Builtins(ast.NodeTransformer):
    """`builtins.list` is `list`: how a class spells it is no difference."""

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        is_builtin = isinstance(node.value, ast.Name) and node.value.id == "builtins"
        return ast.Name(node.attr) if is_builtin else node


def _type(node: ast.expr | None) -> str:
    if node is None:
        return "Any"
    text = source_of(node)
    return source_of(_Builtins().visit(node)) if "builtins" in text else text


def _arguments(function: Function) -> tuple[Argument, ...]:
    made = []
    positional = function.args.args[1:]
    before: list[ast.expr | None] = [None] * (len(positional) - len(function.args.defaults))
    defaults: list[ast.expr | None] = [*before, *function.args.defaults]
    keywords = zip(function.args.kwonlyargs, function.args.kw_defaults, strict=True)
    pairs = zip(positional, defaults[-len(positional) :] if positional else [], strict=True)
    for is_positional, group in ((True, pairs), (False, keywords)):
        for one, default in group:
            annotation = _type(one.annotation)
            text = source_of(default) if default is not None else None
            made.append(Argument(one.arg, annotation, text, is_positional))
    return tuple(made)


# --- the client, models, errors -------------------------------------------------------------


def _settings(constructor: Function) -> tuple[dict[str, Fallback], dict[str, str]]:
    settings: dict[str, Fallback] = {}
    schemes: dict[str, str] = {}
    for node in ast.walk(constructor):
        if not isinstance(node, ast.Call):
            continue
        if source_of(node.func) == "Settings":
            for one in node.keywords:
                if one.arg and isinstance(one.value, ast.Tuple):
                    _, variable, *default = map(source_of, one.value.elts)
                    settings[one.arg] = Fallback(variable, default[0] if default else None)
        for one in node.keywords:
            if one.arg == "auth" and isinstance(one.value, ast.Dict):
                for key, value in zip(one.value.keys, one.value.values, strict=True):
                    schemes[_text(key) if key else ""] = source_of(value)
    return settings, schemes


def _shapes(modules: Mapping[str, ast.Module], memo: Memo) -> Iterator[Shape]:
    for path, module in modules.items():
        folder, _, name = path.rpartition("/")
        if folder != "models":
            continue
        yield from memo.call(_shapes_of, name.removesuffix(".py"), module)


def _shapes_of(stem: str, module: ast.Module) -> tuple[Shape, ...]:
    return tuple(_classes(stem, module))


def _classes(stem: str, module: ast.Module) -> Iterator[Shape]:
    for node in module.body:
        if isinstance(node, ast.ClassDef):
            bases = {source_of(base) for base in node.bases}
            yield Shape(node.name, stem, "TypedDict" in bases, tuple(_attributes(node)))
        elif isinstance(node, ast.Assign) and _is_typed_dict(node.value):
            yield _functional(node.value, stem)


def _attributes(node: ast.ClassDef) -> Iterator[Attribute]:
    for one in node.body:
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            name = one.target.id
            value = source_of(one.value) if one.value else None
            yield Attribute(name, _annotation(one.annotation), value, _alias(one.value) or name)


def _annotation(node: ast.expr) -> str:
    """An annotation; quotes around it only say that a class comes later."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        with suppress(SyntaxError, ValueError):
            return source_of(ast.parse(node.value, mode="eval").body)
    return source_of(node)


def _alias(value: ast.expr | None) -> str:
    for one in value.keywords if isinstance(value, ast.Call) else ():
        if one.arg == "alias":
            return _text(one.value)
    return ""


def _is_typed_dict(node: ast.expr) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and source_of(node.func) == "TypedDict" and len(node.args) > 1


def _functional(node: ast.Call, module: str) -> Shape:
    """`TypedDict("Name", {...})`."""
    name, fields, *_ = node.args
    pairs = zip(fields.keys, fields.values, strict=True) if isinstance(fields, ast.Dict) else ()
    attributes = [
        Attribute(_text(key), _annotation(value), None, _text(key)) for key, value in pairs if key
    ]
    return Shape(_text(name), module, is_input=True, attributes=tuple(attributes))


def _errors(module: ast.Module | None) -> Iterator[ErrorShape]:
    for node in module.body if module else []:
        if isinstance(node, ast.ClassDef):
            text = _docstring(node)
            body = next((one.annotation for one in _attributes(node) if one.name == "body"), "")
            status = text.partition(" ")[0]
            yield ErrorShape(node.name, int(status) if status.isdigit() else 0, body, text)
