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
    from .models.pets import NotFound


class BadRequestError(ClientError):
    """400 Bad Request"""


class UnauthorizedError(ClientError):
    """401 Unauthorized"""


class ForbiddenError(ClientError):
    """403 Forbidden"""


class NotFoundError(ClientError):
    """404 Not Found"""

    body: NotFound


class ConflictError(ClientError):
    """409 Conflict"""


class UnprocessableEntityError(ClientError):
    """422 Unprocessable Entity"""


class TooManyRequestsError(ClientError):
    """429 Too Many Requests"""


class InternalServerError(ServerError):
    """500 Internal Server Error"""


BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    422: UnprocessableEntityError,
    429: TooManyRequestsError,
    500: InternalServerError,
}
"""The class that is raised for each status."""
