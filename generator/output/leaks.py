"""The last look at what is made and what is on disk: nothing in it looks like a secret.

The redaction works on a collection, before anything is made of it. This looks at the results,
and at trees that somebody has worked in since.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..diagnostics import InputError
from ..postman.secret_looks import find_by_look, may_have_looks


@dataclass(frozen=True, slots=True)
class Leak:
    """Something in a file that looks like a secret; never the secret itself."""

    path: str
    line: int
    kind: str
    """Such as `github-token`."""

    def __str__(self) -> str:
        return f"{self.path}, line {self.line}: looks like a secret ({self.kind})"


def find_leaks(files: Mapping[str, str | bytes]) -> Iterator[Leak]:
    """What looks like a secret in files, in the order of their paths."""
    texts = {
        path: content if isinstance(content, str) else content.decode(errors="replace")
        for path, content in sorted(files.items())
    }
    if not may_have_looks(texts.values()):
        return
    for path, text in texts.items():
        for found in find_by_look(text):
            yield Leak(path, text.count("\n", 0, found.start) + 1, found.name)


def refuse_leaks(files: Mapping[str, str | bytes]) -> None:
    """Raise InputError where something that is about to be written looks like a secret."""
    for leak in find_leaks(files):
        message = f"{leak}; nothing is written: take it out of the collection, and report it"
        raise InputError(message, "secrets", "leak")
