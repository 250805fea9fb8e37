"""Each saved example of Catalogue, replayed offline: what is sent, and what comes back."""

import pytest

from .replay import Example, Replay, examples


@pytest.mark.parametrize("example", examples("catalogue.add_title"), ids=str)
def test_add_title(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.add_title(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("catalogue.browse_cafe_litteraire_shelf"), ids=str
)
def test_browse_cafe_litteraire_shelf(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.catalogue.browse_cafe_litteraire_shelf(
            **example.arguments
        ),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("catalogue.check_that_title_exists"), ids=str
)
def test_check_that_title_exists(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.catalogue.check_that_title_exists(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.download_cover"), ids=str)
def test_download_cover(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.download_cover(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize(
    "example", examples("catalogue.get_availability_of_title"), ids=str
)
def test_get_availability_of_title(replay: Replay, example: Example) -> None:
    outcome = replay(
        example,
        lambda client: client.catalogue.get_availability_of_title(**example.arguments),
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.get_title"), ids=str)
def test_get_title(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.get_title(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.replace_title"), ids=str)
def test_replace_title(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.replace_title(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.search_titles"), ids=str)
def test_search_titles(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.search_titles(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer


@pytest.mark.parametrize("example", examples("catalogue.upload_cover"), ids=str)
def test_upload_cover(replay: Replay, example: Example) -> None:
    outcome = replay(
        example, lambda client: client.catalogue.upload_cover(**example.arguments)
    )
    assert outcome.request == example.request
    assert outcome.answer == example.answer
