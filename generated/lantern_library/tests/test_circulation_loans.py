"""Each saved example of Loans, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize(
    "example", examples("circulation.loans.check_out_copy"), ids=str
)
def test_check_out_copy(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.circulation.loans.check_out_copy(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("circulation.loans.get"), ids=str)
def test_get(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.circulation.loans.get(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("circulation.loans.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.circulation.loans.list(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("circulation.loans.return_copy"), ids=str)
def test_return_copy(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.circulation.loans.return_copy(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
