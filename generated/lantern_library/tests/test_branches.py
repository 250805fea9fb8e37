"""Each saved example of Branches, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("branches.clear_cache"), ids=str)
def test_clear_cache(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.branches.clear_cache(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("branches.get"), ids=str)
def test_get(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.branches.get(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("branches.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.branches.list(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("branches.set_opening_hours"), ids=str)
def test_set_opening_hours(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.branches.set_opening_hours(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
