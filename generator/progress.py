"""What a run is at, for whoever waits for it: the stages say it, the command line may show it."""

from __future__ import annotations

_now = ""


def at(what: str, item: str = "") -> None:
    """Say what comes now, and of which item; it costs no more than keeping two texts."""
    global _now  # noqa: PLW0603  (one run at a time is shown, and nothing depends on it)
    _now = f"{what}: {item}" if item else what


def now() -> str:
    """What was said last."""
    return _now
