"""Which lines of a generated client belong to what: read off the files, not the generator.

Every file is cut into parts, each with an owner: an operation, a model, an error, a
resource, the imports, the client. An update may change the parts of what it is about;
`foreign` counts the changed lines of all other parts. docs/compatibility.md says what
belongs to an update in words.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import json
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.output.lock import LOCK_NAME

Owner = tuple[str, str]
"""Kind and name: an operation, its replay or its entry in the lock, a model, an error, a
resource or its attribute, the imports, the client, a file."""

_WORD = re.compile(r"[^\W\d]\w*")
_ROW = re.compile(r"\| `([\w.]+)\(")
_SETTING = re.compile(r"[A-Za-z0-9]+(?:_[A-Za-z0-9]+)*")
_AUTH = re.compile(r"\s*(auth=\{(\},)?|\},)")
"""What is around the authentication of a client."""
_RAISES = re.compile(r"\b(\d{3}): ")


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


def cut(texts: Mapping[str, str], named: Named) -> Output:
    """The files with their parts."""
    replays: dict[str, str] = {}
    # Tests and the list of scripts first: they say which operations other files are of.
    first = ("tests/test_", "tests/scripts.json")
    paths = sorted(texts, key=lambda path: (not path.startswith(first), path))
    return Output(texts, {path: _cut(path, texts[path], named, replays) for path in paths}, named)


def _cut(path: str, text: str, named: Named, replays: dict[str, str]) -> Parts:
    parts = Parts()
    if path == LOCK_NAME:
        _cut_lock(text, named, parts)
    elif path == "API.md":
        for line in text.splitlines(keepends=True):
            found = _ROW.match(line)
            parts.add(("operation", named.calls[found[1]]) if found else ("file", path), line)
    elif path.startswith("tests/examples/"):
        name = path.removeprefix("tests/examples/").removesuffix(".json")
        parts.add(("replay", replays.get(name, name)), text)
    elif path == "tests/order.json":
        for name, number in json.loads(text):
            parts.add(("replay", replays.get(name, name)), f"{name} {number}\n")
    elif path == "tests/variables.json":
        for key, value in json.loads(text).items():
            parts.add(("variable", key), f"{key} {json.dumps(value)}\n")
    elif path == "tests/scripts.json":
        _cut_scripts(json.loads(text), replays, parts)
    elif path == "tests/client.json":
        for key, value in json.loads(text).items():
            parts.add(("client", key), f"{key} {json.dumps(value)}\n")
    elif path.startswith("_runtime/") or not path.endswith(".py"):
        parts.add(("file", path), text)
    else:
        _cut_python(path, text, named, parts, replays)
    return parts


def _cut_scripts(scripts: Mapping[str, Any], replays: Mapping[str, str], parts: Parts) -> None:
    for item in scripts["items"]:
        name = item["item"][0]
        parts.add(("replay", replays.get(name, name)), f"{json.dumps(item)}\n")
        for test in (*item.get("before", ()), *item.get("tests", ())):
            # A folder's script is of several: then of none of them.
            replays[f"script {test}"] = name if f"script {test}" not in replays else ""
    for kind in sorted({*scripts} - {"items"}):
        for key, value in scripts[kind].items():
            parts.add(("variable", key), f"{key} {json.dumps(value)}\n")


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
                parts.add(("client", "settings"), line)
            case "name", "model" | "input":
                parts.add(("model", name.rpartition(".")[2]), line)
            case "shape", _:
                parts.add(("model", value.rstrip("\n")), line)
            case _:
                parts.add(("file", LOCK_NAME), line)


def _cut_python(path: str, text: str, named: Named, parts: Parts, replays: dict[str, str]) -> None:
    lines = text.splitlines(keepends=True)
    folder, _, stem = path.removesuffix(".py").rpartition("/")
    module = "" if path in {"client.py", "resources/root.py"} else stem
    rest: Owner = ("client", path) if not folder else ("resource", stem)
    done = 0

    def take(node: ast.AST, owner: Owner) -> None:
        nonlocal done
        end = getattr(node, "end_lineno", 0)
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
                    take(inner, _member(inner, module, named, rest))
            case ast.FunctionDef(name=name) if folder == "tests/scripts":
                operation = replays.get(f"script {stem}.{name}")
                take(node, ("replay", operation) if operation else rest)
            case ast.FunctionDef() if folder == "tests":
                take(node, _tested(node, named, replays) or rest)
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


def _tested(node: ast.FunctionDef, named: Named, replays: dict[str, str]) -> Owner | None:
    """The operation that a test calls; noted as that of its examples."""
    operation, examples = "", ""
    for inner in ast.walk(node):
        match inner:
            case ast.Call(func=ast.Name(id="examples"), args=[ast.Constant(value=str() as name)]):
                examples = name
            case ast.Call(func=ast.Attribute() as called):
                chain = ast.unparse(called)
                operation = named.calls.get(chain.removeprefix("client."), operation)
    if not operation:
        return None
    replays[examples] = operation
    return "replay", operation


# --- what belongs to an update ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may change in an update."""

    before: frozenset[str]
    """Ids of the operations it is about, as they were."""
    after: frozenset[str]
    code: bool
    models: bool
    titles: frozenset[str] = frozenset()
    """Identities, in the lock, of folders that it is about."""
    resources: frozenset[str] = frozenset()
    """Modules of these."""


def models_of(output: Output, operations: frozenset[str]) -> frozenset[str]:
    """The models that operations use, and what these consist of."""
    fields: dict[str, set[str]] = {}
    waiting: set[str] = set()
    for path, parts in output.parts.items():
        for (kind, name), text in parts.text.items():
            if kind == "model" and path.startswith("models/"):
                fields.setdefault(name, set()).update(_WORD.findall(text))
            elif kind == "operation" and name in operations and path.endswith(".py"):
                waiting.update(_WORD.findall(text))
    found: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in fields and name not in found:
            found.add(name)
            waiting |= fields[name]
    return frozenset(found)


def statuses_of(output: Output, operations: frozenset[str]) -> frozenset[str]:
    """The error statuses that operations have."""
    return frozenset(
        status
        for path, parts in output.parts.items()
        if path.startswith("resources/")
        for (kind, name), text in parts.text.items()
        if kind == "operation" and name in operations
        for status in _RAISES.findall(text.partition("raises=")[2])
    )


@dataclass(slots=True)
class Counted:
    """Changed lines of an update."""

    own: int = 0
    foreign: int = 0
    places: list[str] = field(default_factory=list)
    """Of the foreign ones: file, owner and the first line."""


def count(before: Output, after: Output, allowed: Allowed) -> Counted:
    """The changed lines between two outputs, those that belong to the update apart."""
    counted = Counted()
    free = _free(before, after, allowed)
    settings = _settings(before) ^ _settings(after) if allowed.models else frozenset[str]()
    # Beside a method `list` that type has to be called `builtins.list`.
    about = allowed.before ^ allowed.after
    hides = any(hasattr(builtins, name.rpartition(".")[2]) for name in about)
    paths = sorted({*before.texts, *after.texts})
    changed = {path for path in paths if before.texts.get(path) != after.texts.get(path)}
    for path in paths:
        if path not in changed:
            continue
        old, new = (side.parts.get(path, Parts()) for side in (before, after))
        for owner in dict.fromkeys([*old.text, *new.text]):
            lines = _changed(old.text.get(owner, ""), new.text.get(owner, ""))
            if not lines:
                continue
            kind, name = owner
            if kind == "digest":
                belongs = name in changed
            elif path == "tests/order.json" and not (allowed.before or allowed.after):
                belongs = True
            elif kind == "variable":
                # One that only the requests of the update use.
                belongs = allowed.models and (owner in old.text) != (owner in new.text)
            elif path in before.texts and path in after.texts:
                belongs = free(owner) or _is_of_settings(owner, lines, settings)
                if hides and kind == "operation":
                    belongs |= _plain(old.text.get(owner, "")) == _plain(new.text.get(owner, ""))
                if kind == "imports":
                    belongs = _imports(path, before, after, free, settings, hides=hides)
            else:
                belongs = free(owner) or _frames(
                    Path(path).stem, owner, (*old.text, *new.text), free, settings
                )
            _note(counted, path, owner, lines, belongs)
        # One file says in which order the collection has its requests.
        moved = [] if path in {"tests/order.json", "tests/scripts.json"} else _moved(old, new, free)
        if moved:
            _note(counted, path, ("order", path), moved, belongs=False)
    return counted


def _note(counted: Counted, path: str, owner: Owner, lines: list[str], belongs: bool) -> None:
    if belongs:
        counted.own += len(lines)
    else:
        counted.foreign += len(lines)
        counted.places.append(f"{path} [{' '.join(owner)}] {lines[0].rstrip()}")


def _free(before: Output, after: Output, allowed: Allowed) -> Callable[[Owner], bool]:
    operations = allowed.before | allowed.after
    models: frozenset[str] = frozenset()
    statuses: frozenset[str] = frozenset()
    if allowed.models:
        models = models_of(before, allowed.before) | models_of(after, allowed.after)
        statuses = statuses_of(before, allowed.before) | statuses_of(after, allowed.after)
    # A resource comes and goes with the last of its operations.
    resources, titles = set(allowed.resources), set(allowed.titles)
    for here, there in ((before, after), (after, before)):
        for module, inside in here.named.resources.items():
            if module not in there.named.resources and inside <= operations:
                resources.add(module)
        for folders, modules in here.named.titles.items():
            if folders not in there.named.titles and resources.issuperset(modules):
                titles.add(lock_title(folders))

    def free(owner: Owner) -> bool:
        kind, name = owner
        match kind:
            case "free":
                return True
            case "operation":
                return name in operations and allowed.code
            case "replay" | "entry":
                return name in operations
            case "model":
                return name in models
            case "error":
                return name in statuses
            case "resource":
                return name.removeprefix("test_") in resources
            case "child":
                return name in resources
            case "title":
                return name in titles
            case _:
                return False

    return free


def _changed(old: str, new: str) -> list[str]:
    if old == new:
        return []
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    # Blank lines are layout: black puts them, and they go with what they stand between.
    return [
        line
        for line in lines
        if line[:1] in "+-" and line[:3] not in {"+++", "---"} and line[1:].strip()
    ]


def _settings(output: Output) -> frozenset[str]:
    """The arguments of the client that are pinned, with what else is called after them."""
    lines = output.parts[LOCK_NAME].text.get(("client", "settings"), "").splitlines()
    return frozenset(line.split(" ")[2] for line in lines)


def _is_of_settings(owner: Owner, lines: list[str], settings: frozenset[str]) -> bool:
    """Whether lines are of settings that only the operations of the update use."""
    if owner[0] != "client" or not settings:
        return False
    if owner[1] == "authenticate":
        return True
    return all(
        _AUTH.fullmatch(line[1:]) or settings & {word.lower() for word in _SETTING.findall(line)}
        for line in lines
    )


def _frames(
    stem: str,
    owner: Owner,
    owners: tuple[Owner, ...],
    free: Callable[[Owner], bool],
    settings: frozenset[str],
) -> bool:
    """Whether this is what holds together a file that comes or goes for what is in it."""
    if owner[0] not in {"imports", "resource", "file"}:
        return False
    if owner[1].startswith("_runtime/auth/"):
        return bool(settings)
    if free(("resource", stem)):
        return True
    inside = [each for each in owners if each[0] in {"operation", "model", "replay"}]
    return bool(inside) and all(map(free, inside))


def _imports(
    path: str,
    before: Output,
    after: Output,
    free: Callable[[Owner], bool],
    settings: frozenset[str],
    *,
    hides: bool,
) -> bool:
    """Whether imports come or go for what belongs to the update."""
    used: set[str] = set()
    names = []
    for side in (before, after):
        parts = side.parts.get(path, Parts()).text
        names.append(_imported(parts.get(("imports", path), "")))
        for owner, text in parts.items():
            if owner[0] != "imports" and free(owner):
                used |= set(_WORD.findall(text))
    differing = {name.rpartition(" ")[2] for name in names[0] ^ names[1]}
    if settings and path == "client.py":
        differing = {name for name in differing if not name.endswith("Auth")}
    # The block for imports of types comes and goes with them.
    return differing - {"TYPE_CHECKING", *(["builtins"] if hides else [])} <= used


def _plain(text: str) -> str:
    """A method less what a neighbour called like a type makes of its annotations."""
    return re.sub(r"builtins\.|\s|,(?=\s*[)\]])", "", text)


def _imported(text: str) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {f"{alias.name} {alias.asname or alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{'.' * node.level}{node.module} {alias.name}" for alias in node.names}
    return found


def _moved(old: Parts, new: Parts, free: Callable[[Owner], bool]) -> list[str]:
    """What stands in another order than before, of that which does not belong."""
    both = [owner for owner in old.text if owner in new.text and not free(owner)]
    now = [owner for owner in new.text if owner in old.text and not free(owner)]
    if both == now:
        return []
    blocks = difflib.SequenceMatcher(None, both, now, autojunk=False).get_matching_blocks()
    kept = {both[block.a + step] for block in blocks for step in range(block.size)}
    return [line for o in both if o not in kept for line in new.text[o].splitlines()]


def lock_title(folders: tuple[str, ...]) -> str:
    """The identity of a resource in the lock."""
    return json.dumps(list(folders), ensure_ascii=False, separators=(",", ":"))


def identity_path(identity: str) -> tuple[str, ...]:
    """Folders and title of an operation's identity in the lock."""
    _, _, folders, title = json.loads(identity)
    return (*folders, title)
