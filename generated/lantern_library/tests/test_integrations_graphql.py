"""Each saved example of GraphQL, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize(
    "example", examples("integrations.graphql.member_statistics"), ids=str
)
def test_member_statistics(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.integrations.graphql.member_statistics(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("integrations.graphql.title_summaries"), ids=str
)
def test_title_summaries(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.integrations.graphql.title_summaries(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
