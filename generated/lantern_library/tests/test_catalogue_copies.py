"""Each saved example of Copies, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("catalogue.copies.add"), ids=str)
def test_add(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.copies.add(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.copies.list_of_title"), ids=str)
def test_list_of_title(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.catalogue.copies.list_of_title(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.copies.update"), ids=str)
def test_update(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.copies.update(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.copies.withdraw"), ids=str)
def test_withdraw(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.copies.withdraw(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
