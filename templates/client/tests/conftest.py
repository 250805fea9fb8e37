"""What the tests share."""

from __future__ import annotations

import pytest

from .._runtime import dynamic, settings
from . import replay as player
from .mismatches import pytest_terminal_summary  # noqa: F401  # a hook


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> player.Replay:
    """Plays an example against the client: nothing of the environment, nothing made up."""
    monkeypatch.setattr(settings, "environ", {})
    monkeypatch.setattr(dynamic, "made_up", player.MADE_UP.__getitem__)
    return player.play
