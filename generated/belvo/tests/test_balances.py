"""Each saved example of Balances, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("balances.resume"), ids=str)
def test_resume(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.balances.resume(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
