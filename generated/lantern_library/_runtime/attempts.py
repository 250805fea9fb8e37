"""What is told of each request that is sent: to the log, and to hooks for tracing."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

import httpx2

from .errors import target


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request that was sent, and what came of it.

    A call makes several where it is tried again, redirected, or has to authenticate.
    """

    operation: str
    """Such as `PUT /api/links/{id}/`."""
    number: int
    """Of the requests of one call, from 1."""
    request: httpx2.Request = field(repr=False)
    response: httpx2.Response | None = field(repr=False)
    """None where no answer came."""
    error: BaseException | None = field(repr=False)
    """What httpx2 raised instead, or a cancellation."""
    seconds: float

    def __str__(self) -> str:
        if self.response is not None and self.error is None:
            outcome = str(self.response.status_code)
        else:
            outcome = type(self.error).__name__
        return f"{target(self.request)}: {outcome} in {self.seconds:.3f} s"


LOG = logging.getLogger((__package__ or "").rpartition(".")[0] or __package__)
"""The log of the client: named after its package."""


class Watch:
    """Watches one request being sent: a context around it."""

    def __init__(
        self,
        request: httpx2.Request,
        *,
        operation: object,
        number: int,
        on_request: Callable[[httpx2.Request], None] | None,
        on_response: Callable[[Attempt], None] | None,
    ) -> None:
        self._request = request
        self._operation = operation
        self._number = number
        self._on_request = on_request
        self._on_response = on_response
        self.response: httpx2.Response | None = None
        """To be set when the answer is there."""
        self._start = 0.0

    def __enter__(self) -> Self:
        if self._on_request is not None:
            self._on_request(self._request)
        self._start = time.perf_counter()
        return self

    def __exit__(
        self,
        _: type[BaseException] | None,
        error: BaseException | None,
        __: TracebackType | None,
    ) -> None:
        if self._on_response is None and not LOG.isEnabledFor(logging.DEBUG):
            return
        attempt = Attempt(
            str(self._operation),
            self._number,
            self._request,
            self.response,
            error,
            time.perf_counter() - self._start,
        )
        LOG.debug("%s", attempt)
        if self._on_response is not None:
            self._on_response(attempt)
