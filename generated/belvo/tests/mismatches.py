"""Tells at the end of a live run which answers are not of the declared types."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable

import pytest

from .._runtime import Mismatch

_TOLD = pytest.StashKey[dict[str, int]]()
_MOST_TOLD = 100
_ADVICE = """\
`postgen learn` makes the types fit what was answered: {record}.
With POSTGEN_LIVE=strict these items fail."""


def tell(config: pytest.Config, mismatches: Iterable[Mismatch]) -> None:
    """Keep where an answer was not of the declared types, for the end of the run."""
    told = config.stash.setdefault(_TOLD, {})
    # All items of a list are one place.
    for line in {re.sub(r"\[\d+\]", "[*]", str(mismatch)) for mismatch in mismatches}:
        told[line] = told.get(line, 0) + 1


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Tell which answers were not of the declared types."""
    told = config.stash.get(_TOLD, {})
    if not told:
        return
    terminalreporter.section("answers that are not of the declared types")
    for line in sorted(told)[:_MOST_TOLD]:
        times = f" ({told[line]} times)" if told[line] > 1 else ""
        terminalreporter.line(f"{line}{times}")
    if len(told) > _MOST_TOLD:
        terminalreporter.line(f"and {len(told) - _MOST_TOLD} more places")
    file = os.environ.get("POSTGEN_RECORD")
    record = f"give it {file}" if file else "record them with POSTGEN_RECORD=FILE"
    terminalreporter.line(_ADVICE.format(record=record))
