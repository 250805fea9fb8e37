"""Each saved example of Events, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("events.create"), ids=str)
def test_create(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.events.create(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("events.get"), ids=str)
def test_get(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.events.get(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("events.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.events.list(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer
