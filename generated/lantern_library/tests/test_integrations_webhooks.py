"""Each saved example of Webhooks, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("integrations.webhooks.create"), ids=str)
def test_create(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.integrations.webhooks.create(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("integrations.webhooks.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.integrations.webhooks.list(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("integrations.webhooks.send_test_event"), ids=str
)
def test_send_test_event(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.integrations.webhooks.send_test_event(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
