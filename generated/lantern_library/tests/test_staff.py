"""Each saved example of Staff, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("staff.invite_colleague"), ids=str)
def test_invite_colleague(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.staff.invite_colleague(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("staff.list"), ids=str)
def test_list(replay: Replay, example: Example) -> None:
    outcome = replay(example, lambda client: client.staff.list(**example.arguments))
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("staff.search_audit_log"), ids=str)
def test_search_audit_log(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.staff.search_audit_log(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("staff.set_roles"), ids=str)
def test_set_roles(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.staff.set_roles(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
