"""Packages made from collections: their files, and the package itself, imported."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from generator import pipeline
from generator.api.model import Api, Operation
from generator.diagnostics import Diagnostic
from generator.output.lock import EMPTY, LOCK_NAME, Lock, parse
from generator.pipeline import Options, Result

from .collections import collection as one_of

DEFAULTS = Options()


def run(collection: Mapping[str, Any], lock: Lock = EMPTY, options: Options = DEFAULTS) -> Result:
    """All files of a collection."""
    return run_bytes(json.dumps(collection).encode(), lock, options)


def run_bytes(data: bytes, lock: Lock = EMPTY, options: Options = DEFAULTS) -> Result:
    return pipeline.run(pipeline.read(data), lock, options)


def files(result: Result) -> dict[str, str]:
    """The texts of a run, less the line of the lock that is the digest of the input."""
    texts = {path: content.decode() for path, content in result.files.items()}
    lines = texts[LOCK_NAME].splitlines(keepends=True)
    texts[LOCK_NAME] = "".join(line for line in lines if not line.startswith("input "))
    return texts


def lock_of(result: Result) -> Lock:
    return parse(result.files[LOCK_NAME])[0]


def describe(
    collection: Mapping[str, Any], lock: Lock = EMPTY, options: Options = DEFAULTS
) -> tuple[Api, tuple[Diagnostic, ...]]:
    """The API of a collection, without its files."""
    return pipeline.describe(pipeline.read(json.dumps(collection).encode()), lock, options)


def api(collection: Mapping[str, Any], lock: Lock = EMPTY) -> Api:
    return describe(collection, lock)[0]


def operations(collection: Mapping[str, Any]) -> dict[str, Operation]:
    """The operations of a collection by id."""
    return {operation.id: operation for operation in api(collection).operations()}


def operation(item: Mapping[str, Any], **more: Any) -> Operation:
    """The operation that a single item becomes, in a collection with `more` keys."""
    (found,) = operations(one_of(dict(item), **more)).values()
    return found


def write(result: Result, folder: Path) -> Path:
    """The files in a folder, without any of the care that `write_tree` takes."""
    for path, content in result.files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def run_tests(folder: Path, package: str) -> subprocess.CompletedProcess[str]:
    """The tests of a package that was written into the folder."""
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", package]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@contextmanager
def imported(folder: Path) -> Iterator[ModuleType]:
    """A package on disk, imported for a while."""
    importlib.invalidate_caches()
    sys.path.insert(0, str(folder.parent))
    try:
        yield importlib.import_module(folder.name)
    finally:
        sys.path.remove(str(folder.parent))
        for name in [name for name in sys.modules if name.partition(".")[0] == folder.name]:
            del sys.modules[name]


@contextmanager
def unformatted() -> Iterator[None]:
    """Runs inside leave black out, which makes them ten times as fast.

    What is the same before formatting is the same afterwards.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline, "format_all", dict)
        yield
