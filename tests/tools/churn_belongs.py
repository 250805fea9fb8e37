"""Which changed lines belong to an update: docs/updates.md says it in words.

A part of the output belongs for what it is, or because nothing but the operations of the
update needs it: a setting, a scheme of authentication, a script, a file.
"""

from __future__ import annotations

import ast
import builtins
import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import chain

from generator.api.model_pins import keys_digest
from generator.api.settings import address

from .churn_lines import (
    EXAMPLES,
    SCRIPTS,
    Output,
    Owner,
    Parts,
    identity_path,
    lock_title,
    module_of,
    owned,
    secret_place,
)

_WORD = re.compile(r"[^\W\d]\w*")
_FIRST = re.compile(r"[+-]\s*([^\W\d]\w*)\s*[:=]")
"""What a line of a signature, a call or the list of arguments in a docstring is about."""
_RAISES = re.compile(r"\b(\d{3}): ")
_AUTH = re.compile(r"\bauth=\(([^)]*)\)")
_SERVER = re.compile(r"""\bserver=(['"])(.*?)\1""")
_TEXT = re.compile(r"""(['"])(.*?)\1""")
_USED = {
    "replay": re.compile(r"\{\{([^{}]+)\}\}|\{([^{}]+)\}|:([\w-]+)"),
    "script": re.compile(r"""'([^'\n]+)'|"([^"\n]+)"|\{\{([^{}]+)\}\}"""),
}
"""What may be the name of a variable in a request, and in a script."""
_SHAPE = re.compile(r"[0-9a-f]+-([0-9a-f]+)-[0-9a-f]+ ")
_METHOD = re.compile(r"^    (async )?def ", re.MULTILINE)
_OAUTH = {"Token": "OAuth2Auth", "in_browser": "authorization_code"}
"""What a client exports for a scheme of authentication, by what is in its source."""
_RUNTIME_AUTH = "_runtime/auth/"
_AUTH_IMPORT = re.compile(r"from \._runtime\.auth\.(\w+) import (.+)")
_BESIDE = re.compile(r"from \.(?:(\w+) import| import (\w+)$)", re.MULTILINE)


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
    settings = frozenset(
        name
        for side in (before, after)
        for _, name, _ in owned(side, "setting")
        if free(("setting", name))
    )
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
            elif path in before.texts and path in after.texts:
                belongs = free(owner)
                if kind == "client":
                    belongs = _is_of_settings(owner, lines, old, new, settings)
                if hides and kind == "operation":
                    belongs |= _plain(old.text.get(owner, "")) == _plain(new.text.get(owner, ""))
                if kind == "imports":
                    belongs = _imports(path, before, after, free, hides=hides)
            elif path.startswith(_RUNTIME_AUTH):
                side = before if path in before.texts else after
                belongs = allowed.models and _is_of_schemes(path, side, free)
            else:
                belongs = free(owner) or _frames(path, owner, (*old.text, *new.text), free)
            _note(counted, path, owner, lines, belongs)
        # One file says in which order the collection has its requests.
        moved = [] if path in {"tests/order.json", SCRIPTS} else _moved(old, new, free)
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

    uses = (_Uses(before), _Uses(after))
    with_scripts = (SCRIPTS in before.texts) != (SCRIPTS in after.texts) and all(
        name in operations
        for side in (before, after)
        for path, name, _ in owned(side, "replay")
        if path == SCRIPTS
    )

    # What is pinned of a place has the last three of its folders.
    items = {
        (*path[:-1][-3:], path[-1])
        for side in (before, after)
        for identity, operation in side.named.identities.items()
        if operation in operations
        for path in (identity_path(identity),)
    }

    digests = {
        digest
        for side, own in ((before, allowed.before), (after, allowed.after))
        for digest in _keys_of(side, own, models)
    }

    def stands_there(secret: str) -> bool:
        places = [
            secret_place(line)
            for side in (before, after)
            for _, name, text in owned(side, "secret")
            if name == secret
            for line in text.splitlines()
        ]
        return any(place[: len(item)] == item for place in places for item in items) or any(
            lock_title(place) in titles for place in places
        )

    def only_theirs(kind: str, name: str) -> bool:
        users = frozenset[str]().union(*(side.of(kind, name) for side in uses))
        return bool(users) and users <= operations

    @cache
    def needed(kind: str) -> frozenset[str]:
        user = "script" if kind == "kept" else "replay"
        return frozenset[str]().union(
            *(_needed_variables(side, kind, user, free) for side in (before, after))
        )

    def free(owner: Owner) -> bool:
        kind, name = owner
        match kind:
            case "free":
                return True
            case "operation":
                return name in operations and allowed.code
            case "replay" | "entry":
                return name in operations
            case "script":
                return only_theirs(kind, name)
            case "scripts":
                return with_scripts
            case "learned":
                return allowed.models and name in digests
            case "secret":
                return stands_there(name)
            case "setting" | "scheme" | "server" | "export":
                return allowed.models and only_theirs(kind, name)
            case "variable" | "kept":
                return allowed.models and name not in needed(kind)
            case "model":
                return name in models
            case "error":
                return name in statuses
            case "resource":
                return name in resources
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


def _keys_of(output: Output, operations: frozenset[str], models: frozenset[str]) -> Iterator[str]:
    """Digests, as the lock has them, of the keys of models and of what operations send."""
    for _, name, text in owned(output, "model"):
        if name in models and (shape := _SHAPE.match(text.rpartition("shape ")[2])):
            yield shape[1]
    for path, operation, text in owned(output, "operation"):
        if operation in operations and path.startswith("resources/"):
            methods = _METHOD.search(text)
            whole = "class Resource:\n" + text[methods.start() :] if methods else ""
            for node in ast.walk(ast.parse(whole)):
                if isinstance(node, ast.Dict):
                    keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
                    yield keys_digest(sorted(map(str, keys)))


class _Uses:
    """Which operations use what of the client."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._schemes: dict[str, set[str]] = {}
        self._servers: dict[str, set[str]] = {}
        for path, operation, text in owned(output, "operation"):
            if path.startswith("resources/") and "Operation(" in text:
                given = _AUTH.search(text)
                schemes = [name for _, name in _TEXT.findall(given[1])] if given else ["default"]
                for scheme in schemes:
                    self._schemes.setdefault(scheme, set()).add(operation)
                server = _SERVER.search(text)
                self._servers.setdefault(server[2] if server else "base_url", set()).add(operation)

    def of(self, kind: str, name: str) -> frozenset[str]:
        """The operations that use a script, a scheme, a setting, or an address as it is."""
        match kind:
            case "script":
                return self._output.played.get(name, frozenset())
            case "scheme":
                return frozenset(self._schemes.get(name, ()))
            case "export":
                return self._exported(name)
            case "server":
                return frozenset(self._servers.get(address(name) or "", ()))
        quoted = re.compile(rf"""['"{{]{re.escape(name)}['"}}]""")
        schemes = [each for each, text in self._made.items() if quoted.search(text)]
        found = chain(self._servers.get(name, ()), *(self._schemes.get(s, ()) for s in schemes))
        return frozenset(found)

    def _exported(self, name: str) -> frozenset[str]:
        """Of what a caller imports: by name, or for schemes of OAuth 2."""
        word = re.compile(rf"\b{re.escape(name)}\b")
        found = {o for _, o, text in owned(self._output, "operation") if word.search(text)}
        for scheme, text in self._made.items():
            if _OAUTH.get(name, name) in text:
                found |= self._schemes.get(scheme, set())
        return frozenset(found)

    @cached_property
    def _made(self) -> Mapping[str, str]:
        return {n: text for path, n, text in owned(self._output, "scheme") if path == "client.py"}


def _sent(examples: str) -> str:
    """What a file of examples says of requests, which have variables; answers have none."""
    file = json.loads(examples)
    return json.dumps([file["requests"], [one["arguments"] for one in file["examples"]]])


def _needed_variables(
    output: Output, kind: str, user: str, free: Callable[[Owner], bool]
) -> frozenset[str]:
    """The variables of a kind that replays or scripts use which do not belong to the update."""
    values = {name: text.partition(" ")[2] for _, name, text in owned(output, kind)}

    def names(text: str, how: str) -> set[str]:
        return {name for found in _USED[how].findall(text) for name in found} & values.keys()

    used: set[str] = set()
    waiting = {
        each
        for path, name, text in owned(output, user)
        if not free((user, name)) and (user == "script" or path.startswith(EXAMPLES))
        for each in names(text if user == "script" else _sent(text), user)
    }
    while waiting:
        used |= waiting
        waiting = {more for each in waiting for more in names(values[each], "replay")} - used
    return frozenset(used)


def _is_of_settings(
    owner: Owner, lines: list[str], old: Parts, new: Parts, settings: frozenset[str]
) -> bool:
    """Whether lines of the client are of settings that only the operations of the update use."""
    if owner[1] == "authenticate" and (owner in old.text) != (owner in new.text):
        whole = ast.parse("class Client:\n" + (old.text.get(owner) or new.text[owner]))
        return settings.issuperset(
            argument.arg
            for node in ast.walk(whole)
            if isinstance(node, ast.FunctionDef)
            for argument in node.args.kwonlyargs
        )
    firsts = [_FIRST.match(line) for line in lines]
    return all(first is not None and first[1] in settings for first in firsts)


def _is_of_schemes(path: str, side: Output, free: Callable[[Owner], bool]) -> bool:
    """Whether none but the schemes of the update need a module of the runtime."""
    modules = {
        name.strip(" ()"): found[1]
        for line in side.texts["client.py"].splitlines()
        if (found := _AUTH_IMPORT.match(line))
        for name in found[2].split(",")
    }
    needed: dict[bool, set[str]] = {True: set(), False: set()}
    for file, name, text in owned(side, "scheme"):
        if file == "client.py":
            waiting = {modules[word] for word in _WORD.findall(text) if word in modules}
            found_all = needed[free(("scheme", name))]
            while waiting:
                module = waiting.pop()
                if module not in found_all:
                    found_all.add(module)
                    code = side.texts[f"{_RUNTIME_AUTH}{module}.py"]
                    waiting |= {one or other for one, other in _BESIDE.findall(code)}
    stem = path.removeprefix(_RUNTIME_AUTH).removesuffix(".py")
    return stem in needed[True] and stem not in needed[False]


def _frames(
    path: str, owner: Owner, owners: tuple[Owner, ...], free: Callable[[Owner], bool]
) -> bool:
    """Whether this is what holds together a file that comes or goes for what is in it."""
    if owner[0] not in {"imports", "resource", "file"}:
        return False
    if free(("resource", module_of(path))):
        return True
    inside = [each for each in owners if each[0] in {"operation", "model", "replay", "script"}]
    return bool(inside) and all(map(free, inside))


def _imports(
    path: str,
    before: Output,
    after: Output,
    free: Callable[[Owner], bool],
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
