"""Each saved example of Members, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("members.get"), ids=str)
def test_get(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.members.get(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("members.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.members.list(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("members.register"), ids=str)
def test_register(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.members.register(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("members.send_documents"), ids=str)
def test_send_documents(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.members.send_documents(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("members.update"), ids=str)
def test_update(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.members.update(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer
