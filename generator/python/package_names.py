"""What a package may be called. It knows of no collection: a `--name` is looked at in no time."""

from __future__ import annotations

import keyword

from .standard_modules import STANDARD_MODULES

WINDOWS_DEVICES = frozenset(
    {"aux", "con", "nul", "prn", *(f"{kind}{n}" for kind in ("com", "lpt") for n in range(1, 10))}
)
_OTHER_MODULES = frozenset({"generator", "httpx2", "postgen", "pydantic", "pytest", "tests"})


def package_name(name: str) -> str:
    """The package: no keyword, no Windows device, no module that Python or pytest need."""
    taken = name in STANDARD_MODULES or name in _OTHER_MODULES
    reserved = keyword.iskeyword(name) or name in WINDOWS_DEVICES or taken
    return f"{name}_client" if reserved else name


def is_package_name(name: str) -> bool:
    """Whether a package may have just this name."""
    return name.isidentifier() and name.isascii() and package_name(name) == name
