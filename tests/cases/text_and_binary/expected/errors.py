"""What a call can raise: one class for each status, under APIStatusError."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ._runtime import APIConnectionError as APIConnectionError
from ._runtime import APIError as APIError
from ._runtime import APIStatusError as APIStatusError
from ._runtime import APITimeoutError as APITimeoutError
from ._runtime import MissingLibrary as MissingLibrary
from ._runtime import MissingSetting as MissingSetting
from ._runtime import ResponseMismatch as ResponseMismatch
from ._runtime import ResponseTooLarge as ResponseTooLarge
from ._runtime import TokenError as TokenError

if TYPE_CHECKING:
    from .models.exports import ErrorBody


class BadRequestError(APIStatusError):
    """400 Bad Request"""


class UnauthorizedError(APIStatusError):
    """401 Unauthorized"""


class ForbiddenError(APIStatusError):
    """403 Forbidden"""


class NotFoundError(APIStatusError):
    """404 Not Found"""

    body: ErrorBody


class ConflictError(APIStatusError):
    """409 Conflict"""


class UnprocessableEntityError(APIStatusError):
    """422 Unprocessable Entity"""


class TooManyRequestsError(APIStatusError):
    """429 Too Many Requests"""


class InternalServerError(APIStatusError):
    """500 Internal Server Error"""

    body: str


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
