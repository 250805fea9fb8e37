"""Each saved example of Subjects, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("catalogue.subjects.get"), ids=str)
def test_get(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.subjects.get(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
