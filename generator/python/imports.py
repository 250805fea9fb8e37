"""Import statements for the names that a module needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .package import Imports

_STANDARD = {
    "AsyncIterator": "collections.abc",
    "Callable": "collections.abc",
    "Iterator": "collections.abc",
    "Literal": "typing",
    "Mapping": "collections.abc",
    "Sequence": "collections.abc",
    "TYPE_CHECKING": "typing",
    "TypedDict": "typing",
    "UUID": "uuid",
    "cached_property": "functools",
}
_PYDANTIC = frozenset({"Field", "JsonValue"})
_RUNTIME = frozenset(
    {
        "AsyncTransport",
        "Attempt",
        "Dynamic",
        "FileInput",
        "Id",
        "JsonInput",
        "Mismatch",
        "OMIT",
        "Omit",
        "Operation",
        "Options",
        "Pages",
        "Scalar",
        "Transport",
    }
)


def import_lines(
    needs: Iterable[str],
    modules: Mapping[str, str],
    *,
    here: str = "",
    up: str = "..",
) -> Imports:
    """The statements that bring the names needed.

    `modules` tells the module of each model, `here` is the module being written where it
    is one of `models`, `up` is the way from the folder of the module to the package.
    """
    wanted = set(needs)
    standard: dict[str, set[str]] = {}
    own: dict[str, set[str]] = {}
    for name in wanted:
        if name in _STANDARD:
            standard.setdefault(_STANDARD[name], set()).add(name)
        elif name in _RUNTIME:
            own.setdefault(f"{up}_runtime", set()).add(name)
        elif name == "Model":
            own.setdefault(f"{up}_runtime.models", set()).add(name)
        elif name in modules and modules[name] != here:
            path = f".{modules[name]}" if here else f"{up}models.{modules[name]}"
            own.setdefault(path, set()).add(name)
    lines = ["import builtins"] if "builtins" in wanted else []
    lines += ["import datetime as dt"] if "dt" in wanted else []
    third = sorted(wanted & _PYDANTIC)
    return Imports(
        standard=(*lines, *_from(standard)),
        third_party=(f"from pydantic import {', '.join(third)}",) if third else (),
        own=_from(own),
    )


def _from(groups: Mapping[str, set[str]]) -> tuple[str, ...]:
    return tuple(
        f"from {module} import {', '.join(_sorted(names))}"
        for module, names in sorted(groups.items(), key=lambda pair: _module_key(pair[0]))
    )


def _module_key(module: str) -> tuple[int, str]:
    """Relative imports as isort has them: from farther up first."""
    dots = len(module) - len(module.lstrip("."))
    return -dots, module


def _sorted(names: set[str]) -> list[str]:
    """Constants, classes, functions: the order of isort within one statement."""
    return sorted(names, key=lambda name: (not name.isupper() or len(name) == 1, name))
