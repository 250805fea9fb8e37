"""Each item of the collection, sent once to a real server: POSTGEN_LIVE=1 pytest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from . import live, scripted
from .mismatches import tell


@pytest.fixture(scope="module")
def player() -> Iterator[scripted.Player]:
    with scripted.Player() as player:
        yield player


@pytest.fixture(autouse=True)
def mismatches(
    player: scripted.Player, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Answers that are not of the declared types are told when all items were sent."""
    player.mismatches.clear()
    yield
    tell(request.config, player.mismatches)


OFF = pytest.param(
    None, id="off", marks=pytest.mark.skip("POSTGEN_LIVE=1 sends to a real server")
)


@pytest.mark.parametrize("item", live.items() if live.IS_ON else [OFF], ids=str)
def test_item(player: scripted.Player, item: live.Item) -> None:
    player.before(item)
    if names := player.missing(item):
        pytest.skip(f"set {', '.join(names)}")
    report = player.verify(item)  # what the script asserts decides
    assert not report.failures
    if live.IS_STRICT:
        assert player.mismatches == []
    if report.undecided:
        pytest.skip(f"not decided: {report.undecided}")
