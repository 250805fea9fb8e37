"""Each saved example of Requests, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize(
    "example", examples("partner_libraries.requests.create_interlibrary"), ids=str
)
def test_create_interlibrary(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.partner_libraries.requests.create_interlibrary(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
