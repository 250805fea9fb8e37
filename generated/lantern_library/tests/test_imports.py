"""Each saved example of Imports, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("imports.records"), ids=str)
def test_records(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.imports.records(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
