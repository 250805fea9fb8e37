"""What an update changes beyond itself: `make churn`.

    python -m tests.tools.churn DIR [--only SUBSTRING] [--kind NAME] [--jobs 2] [--show]

Each collection of a folder is generated, updated in every way of `churn_kinds`, generated
again with the lock of the first time, and compared. Counted are the changed lines that do
not belong to the update (`churn_belongs` says which do): there should be none. Formatting is
left out where the text before it is the same, since then so is the text after it.
"""

from __future__ import annotations

import argparse
import copy
import functools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from pathlib import Path

from generator import pipeline
from generator.api.model import Api
from generator.diagnostics import InputError, printable
from generator.output.lock import EMPTY, LOCK_NAME, Lock, parse
from generator.output.style import format_all
from generator.pipeline import Options
from generator.postman.recognise import is_v1, unwrapped
from generator.postman.shapes import Spot
from generator.postman.v1 import as_v2
from generator.python.build import build_package

from .churn_belongs import Allowed, count
from .churn_kinds import KINDS, Change, Draw, Json
from .churn_lines import Named, Output, cut, identity_path, lock_title


@dataclass(slots=True)
class Tally:
    """What was counted of one kind."""

    collections: int = 0
    own: int = 0
    foreign: int = 0
    touched: int = 0
    """Collections with foreign lines."""
    places: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Update every collection of a folder and print the table; 0 where nothing is foreign."""
    parser = argparse.ArgumentParser(description="Count what an update changes beyond itself.")
    of_collections(parser)
    parser.add_argument("--kind", default="", metavar="NAME")
    parser.add_argument("--show", action="store_true", help="name the foreign lines")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"churn: skipped, there is no folder {options.folder}")
        return 0
    paths = collections_of(options)
    kinds = [kind.__name__ for kind in KINDS if options.kind in kind.__name__]
    tallies = {kind: Tally() for kind in kinds}
    seen = 0
    with ProcessPoolExecutor(options.jobs) as pool:
        running = [pool.submit(examine, path, kinds) for path in paths]
        for done in as_completed(running):
            found = done.result()
            seen += found is not None
            for kind, tally in (found or {}).items():
                add(tallies[kind], tally)
    show(tallies, seen, details=options.show)
    return 1 if any(tally.foreign for tally in tallies.values()) else 0


def of_collections(parser: argparse.ArgumentParser) -> None:
    """The arguments that say which collections of a folder, and how many at once."""
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the file's name")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--part", default="1/1", metavar="N/M", help="every Mth collection only")


def collections_of(options: argparse.Namespace) -> list[Path]:
    """The collections that these arguments choose, the large ones first."""
    part, parts = map(int, options.part.split("/"))
    paths = sorted(options.folder.glob("*.json"), key=lambda path: (-path.stat().st_size, path))
    return [path for path in paths[part - 1 :: parts] if options.only in path.name]


def add(total: Tally, more: Tally) -> None:
    """Add what was counted of a collection to the sum."""
    total.collections += more.collections
    total.own += more.own
    total.foreign += more.foreign
    total.touched += more.touched
    total.places += more.places


def examine(path: Path, kinds: Sequence[str]) -> dict[str, Tally] | None:
    """One file updated in all ways; None where it holds no collection."""
    try:
        root = read(path.read_bytes())
        pipeline.read(json.dumps(root).encode())
    except (InputError, ValueError, RecursionError):
        return None
    return dict(updates(root, kinds, printable(path.stem)))


def read(data: bytes) -> Json:
    """A collection as v2 JSON. Raises ValueError where it is none."""
    loaded = json.loads(data, strict=False)
    if not isinstance(loaded, dict):
        raise ValueError("no collection")
    root = unwrapped(loaded)
    if is_v1(root):
        root = as_v2(root, Spot())
    if "item" not in root:
        raise ValueError("no items")
    return copy.deepcopy(dict(root))


def updates(root: Json, kinds: Sequence[str], name: str) -> Iterator[tuple[str, Tally]]:
    """What the kinds of updates of a collection change."""
    for kind, before, after, allowed in outputs(root, kinds, name):
        counted = count(before, after, allowed)
        places = [f"{name}: {place}" for place in counted.places]
        yield kind, Tally(1, counted.own, counted.foreign, int(counted.foreign > 0), places)


def outputs(
    root: Json, kinds: Sequence[str], name: str
) -> Iterator[tuple[str, Output, Output, Allowed]]:
    """The output before and after each kind of update, and what of it may change."""
    before, lock, paths = generate(root, EMPTY)
    known = frozenset(path for path in paths.values() if list(paths.values()).count(path) == 1)
    for kind in KINDS:
        if kind.__name__ not in kinds:
            continue
        updated = copy.deepcopy(root)
        change = kind(Draw(updated, known, f"{kind.__name__} {name}"))
        if change is None:
            continue
        after, _, paths_after = generate(updated, lock)
        allowed = allow(change, paths, paths_after, before, after)
        yield (kind.__name__, *formatted(before, after), allowed)


def generate(root: Json, lock: Lock) -> tuple[Output, Lock, Mapping[str, tuple[str, ...]]]:
    """The unformatted files of a collection, the new lock, and the titles of operations."""
    source = pipeline.read(json.dumps(root).encode())
    format_all, pipeline.format_all = pipeline.format_all, dict
    try:
        result = pipeline.run(source, lock, Options(name="client"))
    finally:
        pipeline.format_all = format_all
    texts = {path: content.decode() for path, content in result.files.items()}
    named = names(result.api)
    output = cut(texts, named)
    paths = {operation.id: operation.source for operation in result.api.operations()}
    return output, parse(texts[LOCK_NAME])[0], paths


def names(api: Api) -> Named:
    """What the operations are called in the files."""
    package = build_package(api, "client")
    methods: dict[tuple[str, str], str] = {}
    calls: dict[str, str] = {}
    inside: dict[str, set[str]] = {}
    titles: dict[tuple[str, ...], set[str]] = {}
    rows = iter(package.rows)
    modules = {module.path: module for module in package.resources}
    for resource in api.root.walk():
        module = modules[resource.path].name if resource.path else ""
        made = modules[resource.path].methods if resource.path else package.methods
        inside.setdefault(module, set())
        for operation, method in zip(resource.operations, made, strict=True):
            iteration = [method.iteration.name] if method.iteration else []
            for name in (method.name, method.operation.name, method.document_name, *iteration):
                methods[module, name] = operation.id
            for _ in (method, *iteration):
                calls[next(rows).call.strip("`").partition("(")[0]] = operation.id
            for depth in range(1, len(resource.path) + 1):
                name = modules[resource.path[:depth]].name
                inside.setdefault(name, set()).add(operation.id)
                titles.setdefault(operation.folders[:depth], set()).add(name)
    given = {}
    by_name = {(op.source, op.name): op.id for op in api.operations()}
    for kind, identity, name in api.names:
        if kind == "operation":
            given[identity] = by_name.get((identity_path(identity), name), name)
    resources = {name: frozenset(ids) for name, ids in inside.items()}
    return Named(methods, calls, given, resources, titles)


def allow(
    change: Change,
    before: Mapping[str, tuple[str, ...]],
    after: Mapping[str, tuple[str, ...]],
    old: Output,
    new: Output,
) -> Allowed:
    """What may change in an update, in the words of the output."""
    titles = frozenset(
        lock_title(folder)
        for side in (old, new)
        for folder in (*side.named.titles, *change.folders)
        if any(folder[: len(one)] == one for one in change.folders)
    )
    here = frozenset(id_ for id_, path in before.items() if path in change.before)
    there = frozenset(id_ for id_, path in after.items() if path in change.after)
    if len(there) < len(change.after):
        raise AssertionError("an update is about an item that is no operation")
    modules = frozenset(
        module
        for side in (old, new)
        for folder in change.folders
        for module in side.named.titles.get(folder, ())
    )
    return Allowed(here, there, change.code, change.models, titles, modules)


@functools.lru_cache(maxsize=4096)
def _formatted(text: str) -> str:
    return format_all({"shapes.py": text})["shapes.py"]


def formatted(before: Output, after: Output) -> tuple[Output, Output]:
    """Both outputs with those Python files formatted that differ."""
    texts: tuple[dict[str, str], dict[str, str]] = dict(before.texts), dict(after.texts)
    for path in {*before.texts, *after.texts}:
        if path.endswith(".py") and before.texts.get(path) != after.texts.get(path):
            for side in texts:
                if path in side:
                    side[path] = _formatted(side[path])
    return cut(texts[0], before.named), cut(texts[1], after.named)


def show(tallies: Mapping[str, Tally], seen: int, *, details: bool) -> None:
    """Print the table by kind and the closing line."""
    print(f"{'update':<18}{'collections':>12}{'own lines':>12}{'other lines':>13}{'in':>6}")
    for kind, tally in tallies.items():
        print(
            f"{kind.replace('_', ' '):<18}{tally.collections:>12}{tally.own:>12}"
            f"{tally.foreign:>13}{tally.touched:>6}"
        )
        if details:
            for place in tally.places:
                print(f"    {place}")
    foreign = sum(tally.foreign for tally in tallies.values())
    done = sum(tally.collections for tally in tallies.values())
    print(
        f"churn: {foreign} changed lines outside what an update is about, in {done} updates "
        f"of {len(tallies)} kinds, {seen} collections"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
