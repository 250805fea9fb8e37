"""Template packs: a folder that looks like its output.

A file that ends in `.j2` is a template whose path, less that ending, is where its output
goes; one that starts with an underscore is private. A name in brackets repeats it: the
template `resources/[resource].py.j2` is rendered for each resource, with a variable of
that name. What renders to nothing gives no file. All other files are copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files as package_files
from pathlib import Path
from typing import Protocol

from ..diagnostics import InputError

TEMPLATE = ".j2"
_PART = re.compile(r"\[(\w+)\]")


class Named(Protocol):
    """A value that a template is repeated for."""

    @property
    def name(self) -> str:
        """What stands in its path for the name in brackets."""
        ...


@dataclass(frozen=True, slots=True)
class Pack:
    """The files of a pack by path; those of a user's folder take the place of ours."""

    templates: Mapping[str, str]
    verbatim: Mapping[str, bytes]

    def files(self) -> dict[str, bytes]:
        """All files as they are on disk."""
        return {
            **{path: text.encode() for path, text in self.templates.items()},
            **self.verbatim,
        }


def load_pack(name: str, overrides: Path | None = None) -> Pack:
    """The pack of that name, with templates of a folder in the place of its own.

    Raises InputError where the folder is none.
    """
    found = _read(_packs() / name)
    if overrides is not None:
        if not overrides.is_dir():
            raise InputError("is no folder", str(overrides), "bad-templates")
        found |= _read(overrides)
    return Pack(
        {path: content.decode() for path, content in found.items() if path.endswith(TEMPLATE)},
        {path: content for path, content in found.items() if not path.endswith(TEMPLATE)},
    )


def _packs() -> Path:
    """The folder of packs: in an installed wheel, else beside the source."""
    installed = Path(str(package_files("generator"))) / "_templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def render(
    pack: Pack, context: Mapping[str, object], repeats: Mapping[str, Sequence[Named]]
) -> dict[str, str]:
    """The files that the templates of a pack give, unformatted.

    `context` is what every template sees; `repeats` are the values for names in brackets.
    """
    # Imported here: --help needs no templates.
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415

    environment = Environment(
        # Not escaped: what a template prints is Python, and was made safe as Python.
        autoescape=False,  # noqa: S701
        keep_trailing_newline=True,
        loader=DictLoader(dict(pack.templates)),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["cell"] = _cell
    rendered: dict[str, str] = {}
    for path in pack.templates:
        if path.rpartition("/")[2].startswith("_") and not path.endswith(".py.j2"):
            continue
        template = environment.get_template(path)
        for target, more in _targets(path.removesuffix(TEMPLATE), repeats):
            text = template.render({**context, **more})
            if text.strip():
                rendered[target] = text
    return rendered


def _targets(
    path: str, repeats: Mapping[str, Sequence[Named]]
) -> Iterable[tuple[str, dict[str, object]]]:
    found = _PART.search(path)
    if found is None:
        yield path, {}
        return
    for value in repeats[found[1]]:
        yield path.replace(found[0], value.name), {found[1]: value}


def _cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
