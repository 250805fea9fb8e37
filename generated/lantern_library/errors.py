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
    from .models.fines_and_payments import Declined
    from .models.integrations_graphql import BadRequestErrorBody
    from .models.integrations_webhooks import WebhookErrorBody
    from .models.root import SearchIsDown, TooManyAttempts
    from .models.shared import (
        AddTitleErrorBody,
        CatalogueErrorBody,
        CopyErrorBody,
        ErrorBody,
        UnauthorizedErrorBody,
        UnprocessableEntityErrorBody,
    )


class BadRequestError(ClientError):
    """400 Bad Request"""

    body: BadRequestErrorBody | CatalogueErrorBody


class UnauthorizedError(ClientError):
    """401 Unauthorized"""

    body: ErrorBody | UnauthorizedErrorBody


class PaymentRequiredError(ClientError):
    """402 Payment Required"""

    body: Declined


class ForbiddenError(ClientError):
    """403 Forbidden"""

    body: CatalogueErrorBody


class NotFoundError(ClientError):
    """404 Not Found"""

    body: ErrorBody | str | None


class ConflictError(ClientError):
    """409 Conflict"""

    body: AddTitleErrorBody | CopyErrorBody


class PreconditionFailedError(ClientError):
    """412 Precondition Failed"""

    body: CatalogueErrorBody


class PayloadTooLargeError(ClientError):
    """413 Payload Too Large"""

    body: ErrorBody


class UnsupportedMediaTypeError(ClientError):
    """415 Unsupported Media Type"""

    body: CatalogueErrorBody


class UnprocessableEntityError(ClientError):
    """422 Unprocessable Entity"""

    body: UnprocessableEntityErrorBody | WebhookErrorBody


class PreconditionRequiredError(ClientError):
    """428 Precondition Required"""

    body: ErrorBody


class TooManyRequestsError(ClientError):
    """429 Too Many Requests"""

    body: ErrorBody | TooManyAttempts


class InternalServerError(ServerError):
    """500 Internal Server Error"""

    body: ErrorBody


class BadGatewayError(ServerError):
    """502 Bad Gateway"""

    body: WebhookErrorBody


class ServiceUnavailableError(ServerError):
    """503 Service Unavailable"""

    body: SearchIsDown


BY_STATUS: dict[int, type[APIStatusError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    413: PayloadTooLargeError,
    415: UnsupportedMediaTypeError,
    422: UnprocessableEntityError,
    428: PreconditionRequiredError,
    429: TooManyRequestsError,
    500: InternalServerError,
    502: BadGatewayError,
    503: ServiceUnavailableError,
}
"""The class that is raised for each status."""
