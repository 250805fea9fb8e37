"""Each saved example of Integrations, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("integrations.get_service_token"), ids=str)
def test_get_service_token(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.integrations.get_service_token(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
