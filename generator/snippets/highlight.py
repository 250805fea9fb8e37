"""Code in colours: HTML with a class for each kind of token."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from html import escape
from typing import TYPE_CHECKING

from .language import Language

if TYPE_CHECKING:
    from pygments.lexer import Lexer

LONGEST = 400_000
"""Characters; a longer text is shown in one colour."""
_LONGEST_LINE = 2_000
_KNOWN_LINES = 50_000
_PUREBASIC_WORDS = (
    *("Debug", "Else", "EndIf", "EndProcedure", "If", "IncludeFile", "Procedure"),
    *("ProcedureReturn", "Wend", "While"),
)


class Highlighter:
    """Makes HTML of snippets.

    Most lines of most snippets are alike, so each is looked at once, where a language can be
    read line by line.
    """

    def __init__(self) -> None:
        self._line = lru_cache(_KNOWN_LINES)(self._coloured)

    def html(self, text: str, language: Language) -> str:
        """The text as HTML that is safe to put into an element."""
        if len(text) > LONGEST:
            return escape(text, quote=False)
        if language.is_line_by_line:
            return "\n".join(self._line(line, language.lexer) for line in text.split("\n"))
        return self._coloured(text, language.lexer)

    def _coloured(self, text: str, lexer: str) -> str:
        if not text.strip() or (len(text) > _LONGEST_LINE and "\n" not in text):
            return escape(text, quote=False)
        # Some lexers know a comment by the line end after it.
        tokens = self._lexers[lexer].get_tokens(text.removesuffix("\n") + "\n")
        html = "".join(self._spans(tokens))
        return html if text.endswith("\n") else html.removesuffix("\n")

    def _spans(self, tokens: Iterable[tuple[object, str]]) -> Iterable[str]:
        for kind, text in tokens:
            name = self._classes.get(kind, "")
            end = "\n" if text.endswith("\n") else ""
            safe = escape(text.removesuffix("\n"), quote=False)
            # White space and punctuation look the same without.
            yield (f'<span class="{name}">{safe}</span>' if name and text.strip() else safe) + end

    @cached_property
    def _classes(self) -> dict[object, str]:
        # Imported here and below: --help needs no colours.
        from pygments.token import STANDARD_TYPES  # noqa: PLC0415

        plain = {"", "n", "p", "w", "nx", "l", "ld"}
        return {kind: name for kind, name in STANDARD_TYPES.items() if name not in plain}

    @cached_property
    def _lexers(self) -> dict[str, Lexer]:
        return _Lexers()


class _Lexers(dict[str, "Lexer"]):
    """The lexers by name; PureBasic, which Pygments does not know, is ours."""

    def __missing__(self, name: str) -> Lexer:
        from pygments.lexers import get_lexer_by_name  # noqa: PLC0415

        lexer: Lexer = (
            _purebasic()
            if name == "purebasic"
            else get_lexer_by_name(name, stripnl=False, ensurenl=False)
        )
        self[name] = lexer
        return lexer


def _purebasic() -> Lexer:
    from pygments.lexer import RegexLexer, words  # noqa: PLC0415
    from pygments.token import Comment, Keyword, Name, Number, Operator, String, Text  # noqa: PLC0415

    class PureBasic(RegexLexer):
        name = "PureBasic"
        tokens = {  # noqa: RUF012  (as Pygments wants it)
            "root": [
                (r";.*", Comment.Single),
                (r'"[^"\n]*"', String.Double),
                (words(_PUREBASIC_WORDS, suffix=r"\b"), Keyword),
                (r"(Ck\w+)(?=::)", Name.Class),
                (r"(?<=::)\w+|\w+(?=\()", Name.Function),
                (r"\.[is]\b", Keyword.Type),
                (r"\d+", Number.Integer),
                (r"[-+=<>]+|::", Operator),
                (r"\w+", Name),
                (r".|\n", Text),
            ]
        }

    return PureBasic(stripnl=False, ensurenl=False)
