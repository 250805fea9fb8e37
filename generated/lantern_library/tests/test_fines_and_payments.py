"""Each saved example of Fines and payments, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("fines_and_payments.get_receipt"), ids=str)
def test_get_receipt(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.fines_and_payments.get_receipt(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("fines_and_payments.list_fines"), ids=str)
def test_list_fines(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.fines_and_payments.list_fines(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("fines_and_payments.pay_fines"), ids=str)
def test_pay_fines(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.fines_and_payments.pay_fines(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
