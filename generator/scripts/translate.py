"""A script -> what it says, as data. The one function of this package that others need."""

from __future__ import annotations

from functools import lru_cache

from . import syntax
from .libraries import Libraries, Texts
from .model import Untranslated
from .program import Program
from .statements import Statements


@lru_cache(maxsize=4096)
def translate(source: str, libraries: Texts = ()) -> Program:
    """The statements of a script; what has no translation is kept in its place as text.

    `libraries` are the texts that scripts evaluate, see `libraries_of`.

    A script that is no JavaScript is one such statement, since Postman runs none of it.
    """
    if not source.strip():
        return Program()
    try:
        root = syntax.parse(source)
    except syntax.BadScriptError as error:
        return Program((_whole(source, str(error), 0),))
    if syntax.is_too_deep(root):
        return Program((_whole(source, "nested too deeply", syntax.count_assertions(root)),))
    return Statements(Libraries(libraries)).program(syntax.parts(root))


def _whole(source: str, cause: str, assertions: int) -> Untranslated:
    return Untranslated(source, cause, (1, 1), assertions)
