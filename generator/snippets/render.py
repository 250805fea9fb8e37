"""A snippet as text: a language's values through its template."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..diagnostics import place
from ..output.render import TEMPLATE, environment, load_pack
from .book import Entry
from .language import Language, Subject

if TYPE_CHECKING:
    from jinja2 import Environment

PACK = "snippets"


class Renderer:
    """Prints subjects in any language; it reads the templates once."""

    def __init__(self, overrides: Path | None = None) -> None:
        self._overrides = overrides

    @cached_property
    def _environment(self) -> Environment:
        return environment(load_pack(PACK, self._overrides))

    def render_all(self, language: Language, book: Sequence[Entry]) -> Iterator[str]:
        """The snippets of several items, each after its titles; of one, just that."""
        for number, entry in enumerate(book):
            title = f"==> {place(*entry.titles)} <==\n" if len(book) > 1 else ""
            yield ("\n" if number else "") + title + self.render(language, entry.subject)

    def render(self, language: Language, subject: Subject) -> str:
        """The snippet, with one line end at its end."""
        template = self._environment.get_template(f"{language.name}{TEMPLATE}")
        return template.render(language.show(subject)).strip("\n") + "\n"
