"""Each saved example of Reports, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("reports.circulation_by_branch"), ids=str)
def test_circulation_by_branch(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.reports.circulation_by_branch(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("reports.circulation_by_day"), ids=str)
def test_circulation_by_day(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.reports.circulation_by_day(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("reports.count_overdue_loans"), ids=str)
def test_count_overdue_loans(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.reports.count_overdue_loans(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("reports.download"), ids=str)
def test_download(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.reports.download(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("reports.export_loans"), ids=str)
def test_export_loans(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.reports.export_loans(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("reports.get"), ids=str)
def test_get(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.reports.get(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("reports.start"), ids=str)
def test_start(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.reports.start(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer
