"""What a call can raise."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import httpx2

from .private import blank, mask_error, masked

_SHOWN_BODY = 200
_SHOWN_MISMATCHES = 5


class APIError(Exception):
    """What every error of this client is."""


class MissingSetting(APIError):  # noqa: N818
    """A call needs a credential or an address that the client was not given."""


class MissingLibrary(APIError):  # noqa: N818
    """A way to authenticate needs a library that is not installed."""


class TokenError(APIError):
    """No access token could be got: the server of the tokens refused, or made no sense."""


class APIConnectionError(APIError):
    """No answer came, or not all of it."""

    def __init__(self, message: str, request: httpx2.Request) -> None:
        super().__init__(masked(message, request))
        self.request = request
        blank(request)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (str(self), self.request)


class APITimeoutError(APIConnectionError):
    """The answer took too long."""


class ResponseTooLarge(APIConnectionError):  # noqa: N818
    """The answer is larger than the client takes; what came of it was let go."""

    def __init__(self, request: httpx2.Request, most: int) -> None:
        super().__init__(
            f"{target(request)}: the answer has more than {most} bytes "
            "(max_response_bytes)",
            request,
        )
        self.most = most

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.request, self.most)


class APIStatusError(APIError):
    """The answer has a status of 400 or more."""

    body: Any
    """The decoded body, as the operation declares it for this status."""

    def __init__(self, response: httpx2.Response, body: Any) -> None:
        reason = f"{response.status_code} {response.reason_phrase}".strip()
        text = shown(
            response.content[: _SHOWN_BODY * 4].decode(errors="replace"), _SHOWN_BODY
        )
        message = f"{reason} for {target(response.request)}"
        message += f": {text}" if text else ""
        super().__init__(masked(message, response.request))
        for one in (*response.history, response):
            blank(one.request)
        self.response = response
        self.body = body

    @property
    def status_code(self) -> int:
        """The status of the answer."""
        return self.response.status_code

    @property
    def headers(self) -> httpx2.Headers:
        """The headers of the answer."""
        return self.response.headers

    @property
    def request(self) -> httpx2.Request:
        """What was sent."""
        return self.response.request

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.response, self.body)


class ClientError(APIStatusError):
    """A status from 400 to 499: the request is at fault."""


class ServerError(APIStatusError):
    """A status from 500: the server is at fault, and may not be later."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One place where an answer is not what the operation declares."""

    operation: str
    """Such as `PUT /api/links/{id}/`."""
    status: int
    path: str
    """Where in the body, as a JSON path: `$[0].account.id`."""
    expected: str
    """The declared type."""
    found: str
    """The kind of value that came instead; never the value itself."""

    def __str__(self) -> str:
        return (
            f"{self.operation} answered {self.status}: "
            f"{self.path} should be {self.expected} and is {self.found}"
        )


class ResponseMismatch(APIError):  # noqa: N818
    """An answer that does not fit its declaration; raised by a strict client only."""

    def __init__(self, mismatches: Sequence[Mismatch], value: Any) -> None:
        first = "; ".join(str(mismatch) for mismatch in mismatches[:_SHOWN_MISMATCHES])
        more = len(mismatches) - _SHOWN_MISMATCHES
        super().__init__(first + (f"; and {more} more" if more > 0 else ""))
        self.mismatches = tuple(mismatches)
        self.value = value
        """The body, decoded as far as it fits."""

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.mismatches, self.value)


def target(request: httpx2.Request) -> str:
    """Method and address for a message: without query and user, which may hold secrets."""
    url = request.url.copy_with(query=None, fragment=None, userinfo=b"")
    return f"{request.method} {url}"


def shown(text: str, longest: int) -> str:
    """A text from outside as one short line without control characters."""
    line = " ".join(text[: longest * 2].split())
    line = "".join(sign if sign.isprintable() else "�" for sign in line)
    return line if len(line) <= longest else line[: longest - 1] + "…"


def connection_error(
    error: httpx2.RequestError, request: httpx2.Request
) -> APIConnectionError:
    """An error of httpx2 as the one of this client.

    It is about the request of a call, or about one that was needed for it.
    """
    mask_error(error, request)
    with suppress(RuntimeError):  # Which httpx2 raises where there is none.
        request = error.request
    mask_error(error, request)
    kind = (
        APITimeoutError
        if isinstance(error, httpx2.TimeoutException)
        else APIConnectionError
    )
    reason = f"{type(error).__name__} {shown(str(error), 200)}".strip()
    return kind(f"{target(request)}: {reason}", request)
