"""Do the generated tests fail when they should? 200 mutants of generated clients.

`make mutants`. A mutant is a client with one thing wrong in its declarations: another path, a
lost header, two arguments swapped, another type. They are drawn evenly over the parts of
requests and answers, and over operations; the client's own tests are to catch them.
"""

from __future__ import annotations

import argparse
import ast
import io
import os
import random
import shutil
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("belvo", "lantern_library")
COUNT = 200
SEED = 20240131


@dataclass(frozen=True)
class Mutant:
    part: str
    package: str
    file: str
    source: str
    suite: str
    test: str
    change: str


@dataclass(frozen=True)
class Place:
    """An operation: its declaration and its method, in the module of a resource."""

    package: str
    trees: dict[str, ast.Module]
    """The modules of the method and of the declaration, by path."""
    declaration: ast.Call
    send: ast.Call
    method: ast.FunctionDef
    suite: str


Edit = tuple[str, Callable[[], None], Callable[[], None]]
"""What is changed, how, and how it is undone."""


def places(folder: Path) -> Iterator[Place]:
    """All operations of a package."""
    root = folder / "resources" / "root.py"
    for path in sorted([*(folder / "resources").glob("*.py"), folder / "client.py"]):
        tree = ast.parse(path.read_text())
        trees = {path.relative_to(folder).as_posix(): tree}
        if path.name == "client.py" and root.exists():
            trees[root.relative_to(folder).as_posix()] = ast.parse(root.read_text())
        declared = {
            node.target.id: node.value
            for each in trees.values()
            for node in each.body
            if isinstance(node, ast.AnnAssign)
            and isinstance(node.target, ast.Name)
            and isinstance(node.value, ast.Call)
        }
        for top in tree.body:
            if not isinstance(top, ast.ClassDef) or top.name.startswith("Async"):
                continue
            for method in top.body:
                if not isinstance(method, ast.FunctionDef):
                    continue
                for node in ast.walk(method):
                    is_send = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
                    if is_send and node.func.attr == "send" and isinstance(node.args[0], ast.Name):
                        found = declared[node.args[0].id]
                        yield Place(folder.name, trees, found, node, method, path.stem)


# --- what can be wrong in a request ---------------------------------------------------------


def _keyword(call: ast.Call, name: str) -> ast.keyword | None:
    return next((each for each in call.keywords if each.arg == name), None)


def _set(owner: object, name: str, value: object) -> tuple[Callable[[], None], Callable[[], None]]:
    before = getattr(owner, name)
    return lambda: setattr(owner, name, value), lambda: setattr(owner, name, before)


def method_(place: Place) -> Iterator[Edit]:
    verb = place.declaration.args[0]
    assert isinstance(verb, ast.Constant)
    other = {"GET": "DELETE", "POST": "PUT", "PUT": "POST"}.get(str(verb.value), "POST")
    yield f"{verb.value} is {other}", *_set(verb, "value", other)


def path_(place: Place) -> Iterator[Edit]:
    path = place.declaration.args[1]
    assert isinstance(path, ast.Constant)
    text = str(path.value)
    steps = [n for n, step in enumerate(text.split("/")) if step and "{" not in step]
    for n in steps:
        parts = text.split("/")
        parts[n] += "s"
        yield f"{text} is {'/'.join(parts)}", *_set(path, "value", "/".join(parts))
    other = text[:-1] if text.endswith("/") else f"{text}/"
    yield f"{text} is {other}", *_set(path, "value", other)


def _entries(place: Place, name: str) -> ast.Dict | None:
    found = _keyword(place.send, name)
    return found.value if found is not None and isinstance(found.value, ast.Dict) else None


def _dict_edits(name: str, entries: ast.Dict) -> Iterator[Edit]:
    for n, key in enumerate(entries.keys):
        said = ast.unparse(key) if key is not None else "**"
        less = [k for i, k in enumerate(entries.keys) if i != n]
        values = [v for i, v in enumerate(entries.values) if i != n]
        do, undo = _set(entries, "keys", less)
        do2, undo2 = _set(entries, "values", values)
        yield f"{name} without {said}", _both(do, do2), _both(undo, undo2)
        if isinstance(key, ast.Constant):
            yield f"{name} {said} misspelt", *_set(key, "value", f"{key.value}_")
    if len(entries.values) > 1:
        swapped = [entries.values[1], entries.values[0], *entries.values[2:]]
        yield f"{name}: two values swapped", *_set(entries, "values", swapped)


def _both(first: Callable[[], None], second: Callable[[], None]) -> Callable[[], None]:
    def both() -> None:
        first()
        second()

    return both


def _sent(name: str) -> Callable[[Place], Iterator[Edit]]:
    def edits(place: Place) -> Iterator[Edit]:
        entries = _entries(place, name)
        if entries is not None:
            yield from _dict_edits(name, entries)

    return edits


def headers_(place: Place) -> Iterator[Edit]:
    yield from _sent("headers")(place)
    constant = _keyword(place.declaration, "headers")
    if constant is not None and isinstance(constant.value, ast.Dict):
        yield from _dict_edits("constant headers", constant.value)


def body_(place: Place) -> Iterator[Edit]:
    for name in ("json", "form", "multipart"):
        yield from _sent(name)(place)
    whole = _keyword(place.send, "json") or _keyword(place.send, "body")
    if whole is not None and isinstance(whole.value, ast.Name):
        yield f"{whole.arg} is empty", *_set(whole, "value", ast.Dict([], []))


def auth_(place: Place) -> Iterator[Edit]:
    auth = _keyword(place.declaration, "auth")
    if auth is None:
        more = [*place.declaration.keywords, ast.keyword("auth", ast.Tuple([], ast.Load()))]
        yield "no authentication", *_set(place.declaration, "keywords", more)
    elif isinstance(auth.value, ast.Tuple):
        other = [] if auth.value.elts else [ast.Constant("default")]
        yield "another authentication", *_set(auth.value, "elts", other)


def server_(place: Place) -> Iterator[Edit]:
    server = _keyword(place.declaration, "server")
    wrong = ast.Constant("https://elsewhere.example.org")
    if server is None:
        more = [*place.declaration.keywords, ast.keyword("server", wrong)]
        yield "another server", *_set(place.declaration, "keywords", more)
    else:
        yield "the usual server", *_set(server, "value", ast.Constant("base_url"))


def content_type_(place: Place) -> Iterator[Edit]:
    found = _keyword(place.declaration, "content_type")
    if found is not None:
        yield "another content type", *_set(found, "value", ast.Constant("text/x-wrong"))


def default_(place: Place) -> Iterator[Edit]:
    given = place.method.args
    for argument, value in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        if argument.arg != "options" and isinstance(value, ast.Constant):
            defaults = [ast.Name("OMIT") if each is value else each for each in given.kw_defaults]
            yield f"{argument.arg} without its default", *_set(given, "kw_defaults", defaults)


def arguments_(place: Place) -> Iterator[Edit]:
    """Names of arguments that got into each other's place."""
    given = [a for a in place.method.args.kwonlyargs if a.arg != "options"]
    paths = [a for a in place.method.args.args if a.arg != "self"]
    for several in (given, paths):
        if len(several) > 1:
            first, second = several[0], several[1]
            do, undo = _set(first, "arg", second.arg)
            do2, undo2 = _set(second, "arg", first.arg)
            if several is paths:
                yield f"{first.arg} and {second.arg} swapped", _both(do, do2), _both(undo, undo2)
    entries = _entries(place, "path")
    if entries is not None:
        for n, value in enumerate(entries.values):
            wrong = [ast.Constant("wrong") if i == n else v for i, v in enumerate(entries.values)]
            yield f"path value {ast.unparse(value)} not used", *_set(entries, "values", wrong)


# --- what can be wrong in an answer ---------------------------------------------------------


def _outcomes(place: Place, name: str) -> ast.Dict | None:
    found = _keyword(place.declaration, name)
    if _keyword(place.declaration, "is_guess") is not None:
        return None  # no answer was saved that could tell
    return found.value if found is not None and isinstance(found.value, ast.Dict) else None


def _statuses(name: str, shift: int) -> Callable[[Place], Iterator[Edit]]:
    def edits(place: Place) -> Iterator[Edit]:
        entries = _outcomes(place, name)
        # With one success, any other is read like it: the client would behave the same.
        is_told = entries is not None and (name == "raises" or len(entries.keys) > 1)
        for key in entries.keys if entries is not None and is_told else ():
            if isinstance(key, ast.Constant):
                yield f"{name}: {key.value} is another", *_set(key, "value", key.value + shift)

    return edits


def _types(name: str) -> Callable[[Place], Iterator[Edit]]:
    def edits(place: Place) -> Iterator[Edit]:
        entries = _outcomes(place, name)
        for n, value in enumerate(entries.values if entries is not None else ()):
            assert entries is not None
            said = ast.unparse(value)
            for wrong in ("int", "list[str]", "dict", "None"):
                if wrong != said:
                    values = [*entries.values]
                    values[n] = ast.parse(wrong, mode="eval").body
                    yield f"{name}: {said} is {wrong}", *_set(entries, "values", values)

    return edits


REQUEST: dict[str, Callable[[Place], Iterator[Edit]]] = {
    "method": method_,
    "path": path_,
    "path value": arguments_,
    "query": _sent("query"),
    "header": headers_,
    "body": body_,
    "authentication": auth_,
    "server": server_,
    "content type": content_type_,
    "default": default_,
}
ANSWER: dict[str, Callable[[Place], Iterator[Edit]]] = {
    "status": _statuses("returns", 90),
    "type": _types("returns"),
    "error status": _statuses("raises", 70),
    "error type": _types("raises"),
}


def _models(place: Place, folder: Path) -> Iterator[tuple[str, ast.Module, ast.ClassDef]]:
    """The models that the answers of an operation are made of."""
    trees = {
        path.relative_to(folder).as_posix(): ast.parse(path.read_text())
        for path in sorted((folder / "models").glob("*.py"))
    }
    classes = {
        node.name: (file, tree, node)
        for file, tree in trees.items()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and ast.unparse(node.bases[0]) == "Model"
    }
    waiting = [n.id for n in ast.walk(place.declaration) if isinstance(n, ast.Name)]
    seen: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in classes and name not in seen:
            seen.add(name)
            yield classes[name]
            inside = [n for n in ast.walk(classes[name][2]) if isinstance(n, ast.Name)]
            waiting.extend(n.id for n in inside)


def _fields(node: ast.ClassDef) -> list[ast.AnnAssign]:
    return [each for each in node.body if isinstance(each, ast.AnnAssign)]


def field_lost(node: ast.ClassDef) -> Iterator[Edit]:
    for each in _fields(node):
        body = [other for other in node.body if other is not each] or [ast.Pass()]
        yield f"{node.name} without {ast.unparse(each.target)}", *_set(node, "body", body)


def field_type(node: ast.ClassDef) -> Iterator[Edit]:
    for each in _fields(node):
        said = ast.unparse(each.annotation)
        base = said.removesuffix(" | None")
        for wrong in ("int", "str", "bool"):
            if base not in {wrong, "JsonValue"}:
                annotation = ast.parse(wrong + said.removeprefix(base), mode="eval").body
                change = f"{node.name}.{ast.unparse(each.target)}: {said} is {wrong}"
                yield change, *_set(each, "annotation", annotation)


def field_alias(node: ast.ClassDef) -> Iterator[Edit]:
    for each in _fields(node):
        for inner in ast.walk(each):
            if isinstance(inner, ast.keyword) and inner.arg == "alias":
                assert isinstance(inner.value, ast.Constant)
                change = f"{node.name}.{ast.unparse(each.target)} with another alias"
                yield change, *_set(inner.value, "value", f"{inner.value.value}_")


def field_nullable(node: ast.ClassDef) -> Iterator[Edit]:
    for each in _fields(node):
        said = ast.unparse(each.annotation)
        if said.endswith(" | None") and each.value is None:
            annotation = ast.parse(said.removesuffix(" | None"), mode="eval").body
            change = f"{node.name}.{ast.unparse(each.target)}: never null"
            yield change, *_set(each, "annotation", annotation)


def field_required(node: ast.ClassDef) -> Iterator[Edit]:
    for each in _fields(node):
        if isinstance(each.value, ast.Constant) and each.value.value is None:
            change = f"{node.name}.{ast.unparse(each.target)}: never absent"
            yield change, *_set(each, "value", None)


MODEL: dict[str, Callable[[ast.ClassDef], Iterator[Edit]]] = {
    "field lost": field_lost,
    "field type": field_type,
    "field alias": field_alias,
    "field null": field_nullable,
    "field required": field_required,
}


def _mutants(place: Place, part: str, folder: Path) -> Iterator[Mutant]:
    def made(trees: dict[str, ast.Module], edit: Edit) -> Mutant:
        change, do, undo = edit
        before = {file: ast.unparse(tree) for file, tree in trees.items()}
        do()
        after = {file: ast.unparse(ast.fix_missing_locations(tree)) for file, tree in trees.items()}
        undo()
        ((file, source),) = ((file, after[file]) for file in trees if after[file] != before[file])
        title = f"{place.suite}.{place.method.name}: {change}"
        test = f"test_{place.method.name}"
        return Mutant(part, place.package, file, source, place.suite, test, title)

    if part in MODEL:
        for file, tree, node in _models(place, folder):
            for edit in MODEL[part](node):
                yield made({file: tree}, edit)
    else:
        for edit in {**REQUEST, **ANSWER}[part](place):
            yield made(place.trees, edit)


def drawn(count: int, seed: int) -> list[Mutant]:
    """Mutants, one part after the other, operations as seldom as can be."""
    chance = random.Random(seed)  # noqa: S311
    folders = [ROOT / "generated" / name for name in PACKAGES]
    found = [(place, folder) for folder in folders for place in places(folder)]
    used: Counter[str] = Counter()
    chosen: dict[str, Mutant] = {}
    parts = [*REQUEST, *ANSWER, *MODEL]
    options = {
        part: {
            f"{place.package}.{place.suite}.{place.method.name}": found_
            for place, folder in found
            if (found_ := list(_mutants(place, part, folder)))
        }
        for part in parts
    }
    while len(chosen) < count and any(options.values()):
        for part in parts:
            by_operation = options[part]
            if not by_operation or len(chosen) == count:
                continue
            fewest = min(used[name] for name in by_operation)
            name = chance.choice([n for n in sorted(by_operation) if used[n] == fewest])
            mutants = by_operation[name]
            mutant = mutants.pop(chance.randrange(len(mutants)))
            if not mutants:
                del by_operation[name]
            if mutant.source not in chosen:
                chosen[mutant.source] = mutant
                used[name] += 1
    return list(chosen.values())


# --- the tests ------------------------------------------------------------------------------


def is_caught(mutant: Mutant, scratch: Path) -> bool:
    """Whether the tests fail: those of the operation, else all."""
    folder = scratch / mutant.package
    if not folder.exists():
        shutil.copytree(ROOT / "generated" / mutant.package, folder)
    target = folder / mutant.file
    original = target.read_text()
    target.write_text(mutant.source)
    try:
        suite = folder / "tests" / f"test_{mutant.suite}.py"
        return _fails([f"{suite}::{mutant.test}"], scratch) or _fails([str(folder)], scratch)
    finally:
        target.write_text(original)


def _fails(arguments: list[str], scratch: Path) -> bool:
    """Whether pytest fails, run in a fork: the libraries are imported once."""
    child = os.fork()
    if child == 0:
        os.chdir(scratch)
        sys.dont_write_bytecode = True
        with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
            code = pytest.main(["-x", "-q", "-p", "no:cacheprovider", *arguments])
        os._exit(0 if code == 0 else 1 if code in {1, 2} else 3)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    if code == 3:
        raise SystemExit(f"pytest did not run: {arguments}")
    return code != 0


def main() -> int:
    import httpx2  # noqa: F401, PLC0415
    import pydantic  # noqa: F401, PLC0415

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    mutants = drawn(given.count, given.seed)
    caught: Counter[str] = Counter()
    drawn_: Counter[str] = Counter()
    survivors: dict[str, list[str]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        for mutant in mutants:
            drawn_[mutant.part] += 1
            if is_caught(mutant, Path(scratch)):
                caught[mutant.part] += 1
            else:
                survivors[mutant.part].append(mutant.change)
            if sys.stderr.isatty() or given.verbose:
                print(f"{sum(drawn_.values())}/{len(mutants)}", file=sys.stderr, flush=True)
                print(f"  {dict(survivors)}", file=sys.stderr, flush=True)
    for part, count in drawn_.items():
        print(f"  {caught[part]:3} / {count:3}  {part}")
    for part, changes in survivors.items():
        print(f"Survivors, {part}:")
        for change in changes:
            print(f"  {change}")
    total = sum(caught.values())
    print(
        f"mutants: {total} of {len(mutants)} caught ({total / len(mutants):.1%}), over "
        f"{len({(m.package, m.suite, m.test) for m in mutants})} operations (seed {given.seed})"
    )
    return 0 if total >= 0.95 * len(mutants) else 1


if __name__ == "__main__":
    sys.exit(main())
