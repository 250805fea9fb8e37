"""Each saved example of Links, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("links.update"), ids=str)
def test_update(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.links.update(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer
