"""Template packs: a folder that looks like its output.

A file that ends in `.j2` is a template whose path, less that ending, is where its output
goes; one that starts with an underscore is private. A name in brackets repeats it: the
template `resources/[resource].py.j2` is rendered for each resource, with a variable of
that name. What renders to nothing gives no file. All other files are copied as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ..diagnostics import Diagnostic, InputError, Level
from ..memo import NO_MEMO, Memo
from .paths import check_paths

if TYPE_CHECKING:
    from jinja2 import Environment, Template

TEMPLATE = ".j2"
_PART = re.compile(r"\[(\w+)\]")
_BAD = "bad-templates"


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
    own: frozenset[str] = frozenset()
    """The paths of those that come from the user's folder."""
    added: frozenset[str] = frozenset()
    """Those of a user's that take the place of none of ours."""

    def files(self) -> dict[str, bytes]:
        """All files as they are on disk."""
        return {
            **{path: text.encode() for path, text in self.templates.items()},
            **self.verbatim,
        }


def pack_folder(name: str) -> Path:
    """Where a pack of ours is."""
    return _packs() / name


def load_pack(name: str, overrides: Path | None = None) -> Pack:
    """The pack of that name, with templates of a folder in the place of its own.

    Raises InputError where the folder is none, or holds what cannot be a template.
    """
    found = _read(pack_folder(name))
    ours = frozenset(found)
    own: dict[str, bytes] = {}
    if overrides is not None:
        if not overrides.is_dir():
            raise InputError("is no folder", str(overrides), _BAD)
        own = _read(overrides)
        _check({**found, **own}, overrides)
    found |= own
    return Pack(
        {path: content.decode() for path, content in found.items() if path.endswith(TEMPLATE)},
        {path: content for path, content in found.items() if not path.endswith(TEMPLATE)},
        frozenset(own),
        frozenset(own) - ours,
    )


def added_templates(pack: Pack) -> Iterator[Diagnostic]:
    """A warning for each file of a user's pack that replaces none of ours: a slip, likely."""
    if not pack.added:
        return
    import difflib  # noqa: PLC0415  (only where there are templates of a user)

    ours = [path for path in pack.files() if path not in pack.added]
    for path in sorted(pack.added):
        if not path.rpartition("/")[2].startswith("_"):
            near = difflib.get_close_matches(path, ours, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            message = f"takes the place of none of our templates and adds a file{hint}"
            yield Diagnostic(Level.WARNING, "added-template", path, message)


def _check(found: Mapping[str, bytes], folder: Path) -> None:
    try:
        check_paths(path.removesuffix(TEMPLATE) for path in found)
    except ValueError as error:
        raise InputError(str(error), str(folder), _BAD) from None
    for path, content in found.items():
        if path.endswith(TEMPLATE):
            try:
                content.decode()
            except UnicodeDecodeError:
                raise InputError("is no UTF-8", str(folder / path), _BAD) from None


def _packs() -> Path:
    """The folder of packs: in an installed wheel, else beside the source."""
    installed = Path(__file__).parents[1] / "_templates"
    return installed if installed.is_dir() else Path(__file__).parents[2] / "templates"


def _read(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and "__pycache__" not in path.parts
    }


def render(
    pack: Pack,
    context: Mapping[str, object],
    repeats: Mapping[str, Sequence[Named]],
    wanted: Iterable[str],
    memo: Memo = NO_MEMO,
) -> dict[str, str]:
    """The files that the wanted templates of a pack give, by path, unformatted.

    `context` is what every template sees; `repeats` are the values for names in brackets. With
    a `memo` our own templates of these see nothing else, and are rendered once for each.
    """
    engine = environment(pack) if pack.own else _compiled(tuple(pack.templates.items()))
    engine.filters["cell"] = _cell
    rendered: dict[str, str] = {}
    for path in wanted:
        if path.rpartition("/")[2].startswith("_") and not path.endswith(".py.j2"):
            continue
        with _explained(pack, path):
            template = engine.get_template(path)
            for target, more in _targets(path.removesuffix(TEMPLATE), repeats):
                if more and memo.keeps and not pack.own:
                    text = memo.call(_rendered, template, *more.popitem())
                else:
                    text = template.render({**context, **more})
                if text and not text.isspace():
                    rendered[target] = text
    return rendered


def environment(pack: Pack, *, autoescape: bool = False) -> Environment:
    """Jinja with the templates of a pack; in its sandbox, where some of them are a user's."""
    # Imported here: --help needs no templates.
    from jinja2 import DictLoader, Environment, StrictUndefined  # noqa: PLC0415

    kind = Environment
    if pack.own:
        # Ours do nothing that the sandbox would forbid, which doubles the time of rendering.
        from jinja2.sandbox import ImmutableSandboxedEnvironment  # noqa: PLC0415

        kind = ImmutableSandboxedEnvironment
    return kind(
        # What templates print in Python and other languages was made safe for these.
        autoescape=autoescape,
        keep_trailing_newline=True,
        loader=DictLoader(dict(pack.templates)),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


@lru_cache(maxsize=4)
def _compiled(templates: tuple[tuple[str, str], ...]) -> Environment:
    """Jinja with templates of ours, compiled once where several clients are made with them."""
    return environment(Pack(dict(templates), {}, frozenset()))


def _rendered(template: Template, name: str, value: object) -> str:
    return template.render({name: value})


@contextmanager
def _explained(pack: Pack, path: str) -> Iterator[None]:
    """What goes wrong in a template of the user's, with its place; in ours it is our bug."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        if not pack.own:
            raise
        import traceback  # noqa: PLC0415  (only for mistakes)

        line = getattr(error, "lineno", None) or next(
            (
                frame.lineno
                for frame in reversed(traceback.extract_tb(error.__traceback__))
                if frame.filename == "<template>"
            ),
            None,
        )
        name = getattr(error, "name", None)
        where = name if isinstance(name, str) and name in pack.templates else path
        at = f"{where}, line {line}" if line else where
        said = str(error) or type(error).__name__
        raise InputError(f"cannot be rendered: {said}", f"template {at}", _BAD) from error


def _targets(
    path: str, repeats: Mapping[str, Sequence[Named]]
) -> Iterable[tuple[str, dict[str, object]]]:
    found = _PART.search(path)
    if found is None:
        yield path, {}
        return
    if found[1] not in repeats:
        raise InputError(f"has the name {found[0]}, not one of {', '.join(repeats)}", path, _BAD)
    for value in repeats[found[1]]:
        yield path.replace(found[0], value.name), {found[1]: value}


def _cell(text: str) -> str:
    """Text for a cell of a Markdown table."""
    return text.replace("|", "\\|").replace("\n", " ")
