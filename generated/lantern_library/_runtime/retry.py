"""Which failures are tried again, and after how long."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

# What can be sent twice without doing a thing twice (RFC 9110, section 9.2.2).
_REPEATABLE_METHODS = frozenset({"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"})
_PASSING_STATUSES = frozenset({408, 425, 429, 502, 503, 504})
# Raised before anything was sent, so that any method can be tried again.
_NOTHING_SENT = (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout)
# The request itself is at fault: it would fail again.
_HOPELESS = (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)

FIRST_DELAY = 0.5
LONGEST_DELAY = 8.0
LONGEST_RETRY_AFTER = 60.0


def wait_before_retry(
    method: str,
    failure: httpx2.RequestError | int,
    attempt: int,
    retry_after: str | None = None,
    chance: Callable[[], float] = random.random,
) -> float | None:
    """Seconds to wait before the next try; None where there should be none.

    `failure` is an exception or the status of an answer; `attempt` counts from 0.
    """
    if not _is_repeatable(method, failure):
        return None
    asked = None if retry_after is None else _seconds(retry_after)
    if asked is not None:
        # To try sooner than a server asks is useless: where it is too long, give up.
        return asked if asked <= LONGEST_RETRY_AFTER else None
    delay = min(FIRST_DELAY * 2.0 ** min(attempt, 16), LONGEST_DELAY)
    return delay * (0.5 + chance() / 2)


def _is_repeatable(method: str, failure: httpx2.RequestError | int) -> bool:
    if isinstance(failure, int):
        return method in _REPEATABLE_METHODS and failure in _PASSING_STATUSES
    if isinstance(failure, _NOTHING_SENT):
        return True
    return (
        method in _REPEATABLE_METHODS
        and isinstance(failure, httpx2.TransportError)
        and not isinstance(failure, _HOPELESS)
    )


def _seconds(retry_after: str) -> float | None:
    """What a Retry-After header asks: a number of seconds or a date (RFC 9110, 10.2.3)."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - datetime.now(UTC)).total_seconds())
