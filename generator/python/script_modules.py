"""What the modules of scripts import, and the names of what scripts load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..api.naming import digest, snake, tell_apart, words
from ..scripts.libraries import Libraries, Texts
from .identifiers import identifier
from .script_code import Code
from .script_trees import HELPERS


def loaded_names(libraries: Texts) -> dict[str, str]:
    """The names in Python of all functions in libraries."""
    candidates = {}
    for full in Libraries(libraries).names():
        plain, whole = snake(words(full.rpartition(".")[2])), snake(words(full))
        options = [plain, whole, f"{whole}_{digest(full)}"]
        candidates[full] = [o for o in map(identifier, options) if o.isidentifier()]
    return tell_apart(candidates, taken=frozenset({*HELPERS, "re", "script", "answer"}))


def imports_of(codes: Iterable[Code], loaded: Mapping[str, str]) -> tuple[str, ...]:
    """The imports of a module with such functions."""
    codes = list(codes)
    used: dict[str, set[str]] = {"script": {"Script"}}
    for code in codes:
        for helper in code.helpers:
            used.setdefault(HELPERS[helper], set()).add(helper)
    lines = ["import re", ""] if any(code.uses_patterns for code in codes) else []
    lines += [
        f"from ..postman.{module} import {', '.join(sorted(helpers))}"
        for module, helpers in sorted(used.items())
    ]
    names = sorted({loaded[each] for code in codes for each in code.loads if each in loaded})
    if names:
        lines.append(f"from ._loaded import {', '.join(names)}")
    return tuple(lines)
