"""What the scripts of the collection assert, played on the answers saved with it.

A saved answer need not be the one that a script was written for. Where the two were found to
contradict each other when the client was generated, the test is expected to fail, and says
why; what needs another answer first is left to the live tests.
"""

from __future__ import annotations

import pytest

from . import scripted


@pytest.mark.parametrize("item", scripted.saved(), ids=str)
def test_saved_answer(item: scripted.Scripted) -> None:
    failures = item.play().failures
    assert not {name: failures[name] for name in failures.keys() - item.contradicted}


@pytest.mark.parametrize(
    ("item", "name"),
    [
        pytest.param(
            item,
            name,
            id=f"{item}: {name or 'the whole script'}",
            marks=pytest.mark.xfail(strict=True, reason=item.contradicted[name]),
        )
        for item, name in scripted.contradictions()
    ],
)
def test_contradicted(item: scripted.Scripted, name: str) -> None:
    assert name not in item.play().failures


@pytest.mark.parametrize(
    ("item", "name"),
    [
        pytest.param(
            item,
            name,
            id=f"{item}: {name or 'the whole script'}",
            marks=pytest.mark.skip(reason=f"only live: {item.undecided[name]}"),
        )
        for item, name in scripted.open_tests()
    ],
)
def test_not_saved(item: scripted.Scripted, name: str) -> None:
    assert name not in item.play().undecided
