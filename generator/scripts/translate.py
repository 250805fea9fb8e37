"""A script -> what it says, as data. The one function of this package that others need."""

from __future__ import annotations

from functools import lru_cache

from . import syntax
from .model import Program, Untranslated
from .statements import Statements


@lru_cache(maxsize=4096)
def translate(source: str) -> Program:
    """The statements of a script; what has no translation is kept in its place as text.

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
    return Program(Statements().script(syntax.parts(root)))


def _whole(source: str, cause: str, assertions: int) -> Untranslated:
    return Untranslated(source, cause, (1, 1), assertions)
