"""What the scripts of the collection assert, played on the answers saved with it.

A saved answer need not be the one that a script was written for. Where the two were found to
contradict each other when the client was generated, the test is expected to fail, and says
why; what needs another answer first is left to the live tests.
"""

from __future__ import annotations

import pytest

from . import scripted

SAVED = scripted.saved()
CONTRADICTED = [
    pytest.param(
        item,
        name,
        id=f"{item}: {name or 'the whole script'}",
        marks=pytest.mark.xfail(strict=True, reason=item.contradicted[name]),
    )
    for item, name in scripted.contradictions()
]
OPEN = [
    pytest.param(
        item,
        name,
        id=f"{item}: {name or 'the whole script'}",
        marks=pytest.mark.skip(reason=f"only live: {item.undecided[name]}"),
    )
    for item, name in scripted.open_tests()
]

# A test without parameters is an error where `empty_parameter_set_mark` says so.
if SAVED:

    @pytest.mark.parametrize("item", SAVED, ids=str)
    def test_saved_answer(item: scripted.Scripted) -> None:
        failures = item.play().failures
        assert not {
            name: failures[name] for name in failures.keys() - item.contradicted
        }


if CONTRADICTED:

    @pytest.mark.parametrize(("item", "name"), CONTRADICTED)
    def test_contradicted(item: scripted.Scripted, name: str) -> None:
        assert name not in item.play().failures


if OPEN:

    @pytest.mark.parametrize(("item", "name"), OPEN)
    def test_not_saved(item: scripted.Scripted, name: str) -> None:
        assert name not in item.play().undecided
