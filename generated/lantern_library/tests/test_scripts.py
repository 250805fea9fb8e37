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
    report = item.play()
    failures = report.failures | ({"": report.error} if report.error else {})
    unexpected = {
        name: cause for name, cause in failures.items() if name not in item.contradicted
    }
    assert not unexpected


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
    report = item.play()
    assert name not in report.failures
    assert name or not report.error
