"""Each saved example of Partner libraries, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("partner_libraries.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.partner_libraries.list(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
