"""Which failures are tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib import import_module

import httpx2
import pytest

retry = import_module("client_runtime.retry")


def wait(method: str, failure: object, attempt: int = 0, retry_after: str | None = None) -> object:
    return retry.wait_before_retry(method, failure, attempt, retry_after, lambda: 1.0)


@pytest.mark.parametrize(
    ("method", "failure", "is_tried_again"),
    [
        ("GET", 200, False),
        ("GET", 404, False),
        ("GET", 500, False),
        ("GET", 429, True),
        ("HEAD", 502, True),
        ("OPTIONS", 503, True),
        ("TRACE", 504, True),
        ("PUT", 408, True),
        ("DELETE", 425, True),
        ("POST", 503, False),
        ("PATCH", 429, False),
        ("LINK", 503, False),
        ("GET", httpx2.ReadTimeout(""), True),
        ("GET", httpx2.RemoteProtocolError(""), True),
        ("GET", httpx2.UnsupportedProtocol(""), False),
        ("GET", httpx2.LocalProtocolError(""), False),
        ("GET", httpx2.DecodingError(""), False),
        ("GET", httpx2.TooManyRedirects(""), False),
        ("POST", httpx2.ReadTimeout(""), False),
        ("POST", httpx2.ConnectError(""), True),
        ("PATCH", httpx2.ConnectTimeout(""), True),
        ("POST", httpx2.PoolTimeout(""), True),
    ],
)
def test_what_is_tried_again(method: str, failure: object, is_tried_again: bool) -> None:
    assert (wait(method, failure) is not None) is is_tried_again


def test_delays_grow_to_a_limit() -> None:
    delays = [wait("GET", 503, attempt) for attempt in (0, 1, 2, 3, 4, 5, 10_000)]
    assert delays == [0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0]
    assert retry.wait_before_retry("GET", 503, 0, None, lambda: 0.0) == 0.25


@pytest.mark.parametrize(
    ("retry_after", "delay"),
    [
        ("0", 0.0),
        (" 7 ", 7.0),
        ("60", 60.0),
        ("61", None),
        ("9" * 5000, None),
        ("soon", 0.5),
        ("", 0.5),
        ("-1", 0.5),
        ("1.5", 0.5),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 2015 07:28:00 -0000", 0.0),
        ("Wed, 21 Oct 2999 07:28:00 GMT", None),
        ("Wed, 99 Oct 2015 07:28:00 GMT", 0.5),
    ],
)
def test_what_the_server_asks(retry_after: str, delay: float | None) -> None:
    assert wait("GET", 503, 0, retry_after) == delay


def test_a_date_that_comes() -> None:
    date = format_datetime(datetime.now(UTC) + timedelta(seconds=50), usegmt=True)
    delay = wait("GET", 503, 0, date)
    assert isinstance(delay, float)
    assert 0 < delay <= 50
