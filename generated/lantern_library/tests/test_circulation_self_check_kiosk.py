"""Each saved example of Self-check kiosk, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize(
    "example", examples("circulation.self_check_kiosk.check_out_copy"), ids=str
)
def test_check_out_copy(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.circulation.self_check_kiosk.check_out_copy(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("circulation.self_check_kiosk.print_receipt"), ids=str
)
def test_print_receipt(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.circulation.self_check_kiosk.print_receipt(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("circulation.self_check_kiosk.report_state_of_kiosk"), ids=str
)
def test_report_state_of_kiosk(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.circulation.self_check_kiosk.report_state_of_kiosk(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
