"""Each saved example of Holds, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("circulation.holds.cancel"), ids=str)
def test_cancel(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.circulation.holds.cancel(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("circulation.holds.change_pick_up_branch"), ids=str
)
def test_change_pick_up_branch(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.circulation.holds.change_pick_up_branch(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("circulation.holds.place"), ids=str)
def test_place(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.circulation.holds.place(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
