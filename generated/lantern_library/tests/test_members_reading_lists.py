"""Each saved example of Reading lists, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("members.reading_lists.create"), ids=str)
def test_create(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.members.reading_lists.create(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("members.reading_lists.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.members.reading_lists.list(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
