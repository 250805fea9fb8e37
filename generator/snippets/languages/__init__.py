"""The languages, one module each: what stands in this folder is found.

A module has a constant `LANGUAGE`; its template is `templates/snippets/<name>.j2`.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from ..language import Language


@cache
def languages() -> tuple[Language, ...]:
    """All languages, in the order in which they are shown."""
    found: list[Language] = [
        import_module(f"{__name__}.{module.name}").LANGUAGE for module in iter_modules(__path__)
    ]
    return tuple(sorted(found, key=lambda language: (language.rank, language.name)))
