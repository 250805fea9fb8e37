"""Which lines of a generated client belong to what: read off the files, not the generator.

Every file is cut into parts, each with an owner: an operation, a model, an error, a script,
a resource, the imports, the client. An update may change the parts of what it is about;
`churn_belongs` counts the changed lines of all other parts.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.output.lock import LOCK_NAME

Owner = tuple[str, str]
"""Kind and name: an operation, its replay or its entry in the lock, a model, an error, a
script, a setting or a scheme of authentication, a resource or its attribute, the imports, the
client, a file."""

SCRIPTS = "tests/scripts.json"
WITH_SCRIPTS: Owner = ("scripts", "all")
"""What a client has in its tests as soon as one script says something."""
_WITH_SCRIPTS = re.compile(
    r"tests/(postman/.*|scripted\.py|test_scripts\.py|test_live\.py|scripts/__init__\.py)"
)
EXAMPLES = "tests/examples/"
_WORD = re.compile(r"[^\W\d]\w*")
_ROW = re.compile(r"\| `([\w.]+)\(")


@dataclass(frozen=True, slots=True)
class Named:
    """What operations are called in the files, from the Api and the Package."""

    methods: Mapping[tuple[str, str], str]
    """(module, method or constant) -> operation id; the client's own have no module."""
    calls: Mapping[str, str]
    """`links.update` -> operation id."""
    identities: Mapping[str, str]
    """The identity in the lock -> operation id."""
    resources: Mapping[str, frozenset[str]]
    """Module -> ids of all operations in the resource and below it."""
    titles: Mapping[tuple[str, ...], Collection[str]]
    """Titles of folders -> modules of the resources that they are."""


@dataclass(slots=True)
class Parts:
    """The parts of one file, in order."""

    text: dict[Owner, str] = field(default_factory=dict)

    def add(self, owner: Owner, text: str) -> None:
        """Note a part; an owner may have several."""
        self.text[owner] = self.text.get(owner, "") + text


@dataclass(frozen=True, slots=True)
class Output:
    """The files of a run, cut into parts."""

    texts: Mapping[str, str]
    parts: Mapping[str, Parts]
    named: Named
    played: Mapping[str, frozenset[str]]
    """Script, `links.update` -> ids of the operations for whose items it is played."""


def cut(texts: Mapping[str, str], named: Named) -> Output:
    """The files with their parts."""
    replays = {
        path.removeprefix(EXAMPLES).removesuffix(".json"): named.calls[json.loads(text)["call"]]
        for path, text in texts.items()
        if path.startswith(EXAMPLES)
    }
    played: dict[str, set[str]] = {}
    for item in json.loads(texts.get(SCRIPTS, '{"items": []}'))["items"]:
        for script in (*item.get("before", ()), *item.get("tests", ())):
            played.setdefault(script, set()).add(replays[item["item"][0]])
    parts = {path: _cut(path, text, named, replays) for path, text in sorted(texts.items())}
    _add_loaded(parts, played)
    frozen = {script: frozenset(operations) for script, operations in played.items()}
    return Output(texts, parts, named, frozen)


def _add_loaded(parts: Mapping[str, Parts], played: dict[str, set[str]]) -> None:
    """For whose items functions of libraries are played: those of the scripts that call them."""
    words = {
        name: set(_WORD.findall(text))
        for file in parts.values()
        for (kind, name), text in file.text.items()
        if kind == "script"
    }
    loaded = [name for name in words if name.startswith("_loaded.")]
    for _ in loaded:  # one may call another
        for name in loaded:
            called = name.partition(".")[2]
            callers = [each for each, used in words.items() if called in used and each != name]
            played.setdefault(name, set()).update(*(played.get(each, ()) for each in callers))


def _cut(path: str, text: str, named: Named, replays: Mapping[str, str]) -> Parts:
    parts = Parts()
    if path == LOCK_NAME:
        _cut_lock(text, named, parts)
    elif path == "API.md":
        for line in text.splitlines(keepends=True):
            found = _ROW.match(line)
            operation = named.calls.get(found[1]) if found else None
            parts.add(("operation", operation) if operation else ("file", path), line)
    elif path.startswith(EXAMPLES):
        name = path.removeprefix(EXAMPLES).removesuffix(".json")
        parts.add(("replay", replays[name]), text)
    elif path == "tests/order.json":
        for name, number in json.loads(text):
            parts.add(("replay", replays[name]), f"{name} {number}\n")
    elif path == "tests/variables.json":
        _cut_table("variable", json.loads(text), parts)
    elif path == SCRIPTS:
        scripts = json.loads(text)
        for item in scripts["items"]:
            parts.add(("replay", replays[item["item"][0]]), f"{json.dumps(item)}\n")
        _cut_table("kept", scripts["variables"], parts)
        _cut_table("setting", scripts["credentials"], parts)
    elif path == "tests/client.json":
        _cut_table("setting", json.loads(text), parts)
    elif path == "__init__.py":
        _cut_exports(text, parts)
    elif _WITH_SCRIPTS.fullmatch(path):
        parts.add(WITH_SCRIPTS, text)
    elif path.startswith("_runtime/") or not path.endswith(".py"):
        parts.add(("file", path), text)
    else:
        _cut_python(path, text, named, parts)
    return parts


def _cut_table(kind: str, table: Mapping[str, Any], parts: Parts) -> None:
    for key, value in table.items():
        parts.add((kind, key), f"{key} {json.dumps(value)}\n")


def _cut_lock(text: str, named: Named, parts: Parts) -> None:
    for line in text.splitlines(keepends=True):
        word, _, rest = line.partition(" ")
        kind, _, value = rest.partition(" ")
        name, _, identity = value.partition(" ")
        identity = identity.rstrip("\n")
        match word, kind:
            case "input", _:
                parts.add(("free", "the digest of the input"), line)
            case "file", _:
                parts.add(("digest", value.rstrip("\n")), line)
            case "name", "operation":
                parts.add(("entry", named.identities[identity]), line)
            case "name", "resource":
                parts.add(("title", identity), line)
            case "name", "setting":
                parts.add(("setting", name), line)
            case "name", "scheme":
                parts.add(("scheme", name), line)
            case "name", "server":
                parts.add(("server", identity), line)
            case "name", "secret":
                parts.add(("secret", name), line)
            case "name", "model" | "input":
                parts.add(("model", name.rpartition(".")[2]), line)
            case "name", "learned":
                parts.add(("learned", json.loads(identity)[0]), line)
            case "shape", _:
                parts.add(("model", value.rstrip("\n")), line)
            case _:
                parts.add(("file", LOCK_NAME), line)


def _cut_exports(text: str, parts: Parts) -> None:
    for node in ast.parse(text).body:
        match node:
            case ast.ImportFrom(names=[ast.alias(name=name)]):
                parts.add(("export", name), f"{ast.unparse(node)}\n")
            case ast.Assign(value=ast.List(elts=names)):
                for each in names:
                    parts.add(("export", ast.literal_eval(each)), f"{ast.unparse(each)}\n")
            case _:
                parts.add(("file", "__init__.py"), f"{ast.unparse(node)}\n")


def module_of(path: str) -> str:
    """The module of the resource that a file is of; empty for the client's own."""
    folder, _, stem = path.removesuffix(".py").rpartition("/")
    if path in {"client.py", "resources/root.py"}:
        return ""
    return stem.removeprefix("test_") if folder == "tests" else stem


def _cut_python(path: str, text: str, named: Named, parts: Parts) -> None:
    lines = text.splitlines(keepends=True)
    folder = path.rpartition("/")[0]
    module = module_of(path)
    rest: Owner = ("resource", module) if folder else ("client", path)
    done = 0

    def take(node: ast.stmt | ast.expr, owner: Owner) -> None:
        nonlocal done
        end = node.end_lineno or 0
        # A comment that ends a block is no node.
        while end < len(lines) and _is_comment(lines[end], node.col_offset):
            end += 1
        parts.add(owner, "".join(lines[done:end]))
        done = end

    for node in ast.parse(text).body:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.If():
                take(node, ("imports", path))
            case ast.ClassDef(name=name) if folder == "models":
                take(node, ("model", name))
            case ast.ClassDef(name=name) if path == "errors.py":
                take(node, ("error", _status(node)))
            case ast.AnnAssign(value=ast.Dict(keys=keys)) if path == "errors.py":
                for key in keys:
                    if isinstance(key, ast.Constant):
                        take(key, ("error", str(key.value)))
                take(node, rest)
            case ast.ClassDef():
                for inner in node.body:
                    if path == "client.py" and isinstance(inner, ast.FunctionDef):
                        done = _cut_access(inner, lines, done, parts)
                    take(inner, _member(inner, module, named, rest))
            case ast.FunctionDef(name=name) if folder == "tests/scripts":
                take(node, ("script", f"{module}.{name}"))
            case ast.FunctionDef() if folder == "tests":
                take(node, _tested(node, named) or rest)
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                operation = named.methods.get((module, name))
                take(
                    node,
                    ("model", name)
                    if folder == "models"
                    else ("operation", operation)
                    if operation
                    else rest,
                )
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=ast.Name(id=name)))):
                take(node, ("model", name) if folder == "models" else rest)
            case _:
                take(node, rest)
    parts.add(rest, "".join(lines[done:]))


def _is_comment(line: str, column: int) -> bool:
    bare = line.lstrip()
    return bare.startswith("#") and len(line) - len(bare) > column


def _cut_access(node: ast.FunctionDef, lines: list[str], done: int, parts: Parts) -> int:
    """The settings and schemes out of the constructor of a client; the line it got to."""
    for inner in ast.walk(node):
        match inner:
            case ast.Call(func=ast.Name(id="Settings"), keywords=keywords):
                found = [("setting", str(each.arg), each.value) for each in keywords]
            case ast.keyword(arg="auth", value=ast.Dict(keys=keys, values=values)):
                found = [
                    ("scheme", str(key.value), value)
                    for key, value in zip(keys, values, strict=True)
                    if isinstance(key, ast.Constant)
                ]
            case _:
                continue
        for kind, name, value in found:
            parts.add((kind, name), f"{ast.unparse(value)}\n")
        parts.add(("client", "client.py"), "".join(lines[done : inner.lineno - 1]))
        done = inner.end_lineno or done
    return done


def _status(node: ast.ClassDef) -> str:
    return (ast.get_docstring(node) or "").partition(" ")[0]


def _member(node: ast.AST, module: str, named: Named, rest: Owner) -> Owner:
    name = getattr(node, "name", "")
    if operation := named.methods.get((module, name)):
        return "operation", operation
    for inner in getattr(node, "body", ()):
        if isinstance(inner, ast.ImportFrom) and inner.module:
            return "child", inner.module.rpartition(".")[2]
    if name == "authenticate":
        return "client", name
    return rest


def _tested(node: ast.FunctionDef, named: Named) -> Owner | None:
    """The operation that a test calls."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Attribute):
            chain = ast.unparse(inner.func)
            if operation := named.calls.get(chain.removeprefix("client.")):
                return "replay", operation
    return None


def owned(output: Output, kind: str) -> Iterator[tuple[str, str, str]]:
    """The parts of one kind: file, name and text."""
    for path, parts in output.parts.items():
        for (each, name), text in parts.text.items():
            if each == kind:
                yield path, name, text


def lock_title(folders: tuple[str, ...]) -> str:
    """The identity of a resource in the lock."""
    return json.dumps(list(folders), ensure_ascii=False, separators=(",", ":"))


def secret_place(line: str) -> tuple[str, ...]:
    """The titles of where a secret stands, from its line in the lock."""
    parts = json.loads(line.split(" ", 3)[3])
    texts = [part for part in parts if isinstance(part, str)]
    return tuple(texts[:-1])


def identity_path(identity: str) -> tuple[str, ...]:
    """Folders and title of an operation's identity in the lock."""
    _, _, folders, title, *_ = json.loads(identity)
    return (*folders, title)
