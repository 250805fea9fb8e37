"""What a call can raise: one class for each status, under ClientError and ServerError."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime import APIConnectionError as APIConnectionError
from ._runtime import APIError as APIError
from ._runtime import APIStatusError as APIStatusError
from ._runtime import APITimeoutError as APITimeoutError
from ._runtime import ClientError as ClientError
from ._runtime import MissingLibrary as MissingLibrary
from ._runtime import MissingSetting as MissingSetting
from ._runtime import ResponseMismatch as ResponseMismatch
from ._runtime import ResponseTooLarge as ResponseTooLarge
from ._runtime import ServerError as ServerError
from ._runtime import TokenError as TokenError

if TYPE_CHECKING:
    from .models.shared import ErrorDetail, MfaTokenRequired


class BadRequestError(ClientError):
    """400 Bad Request"""

    body: list[ErrorDetail]


class UnauthorizedError(ClientError):
    """401 Unauthorized"""

    body: list[ErrorDetail]


class ForbiddenError(ClientError):
    """403 Forbidden"""


class NotFoundError(ClientError):
    """404 Not Found"""

    body: list[ErrorDetail]


class RequestTimeoutError(ClientError):
    """408 Request Timeout"""

    body: list[ErrorDetail]


class ConflictError(ClientError):
    """409 Conflict"""


class UnprocessableEntityError(ClientError):
    """422 Unprocessable Entity"""


class PreconditionRequiredError(ClientError):
    """428 Precondition Required"""

    body: MfaTokenRequired


class TooManyRequestsError(ClientError):
    """429 Too Many Requests"""


class InternalServerError(ServerError):
    """500 Internal Server Error"""

    body: list[ErrorDetail]


BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    408: RequestTimeoutError,
    409: ConflictError,
    422: UnprocessableEntityError,
    428: PreconditionRequiredError,
    429: TooManyRequestsError,
    500: InternalServerError,
}
"""The class that is raised for each status."""
