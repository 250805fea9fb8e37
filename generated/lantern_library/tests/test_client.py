"""Each saved example of Lantern Library, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("health_check"), ids=str)
def test_health_check(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.health_check(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("log_in"), ids=str)
def test_log_in(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.log_in(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer
