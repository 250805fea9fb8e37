"""What the tests share."""

from __future__ import annotations

import pytest

from .._runtime import settings
from . import replay as player


@pytest.fixture
def replay(monkeypatch: pytest.MonkeyPatch) -> player.Replay:
    """Plays an example against the client, with nothing taken from the environment."""
    monkeypatch.setattr(settings, "environ", {})
    return player.play
