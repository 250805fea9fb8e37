"""The operations of the client itself."""

from __future__ import annotations

from .._runtime import Operation
from ..models.root import HealthCheckResult, LogInResult, SearchIsDown, TooManyAttempts
from ..models.shared import UnauthorizedErrorBody

_HEALTH_CHECK: Operation[HealthCheckResult] = Operation(
    "GET",
    "/health",
    returns={200: HealthCheckResult},
    raises={503: SearchIsDown},
    auth=(),
)
_LOG_IN: Operation[LogInResult] = Operation(
    "POST",
    "/login",
    returns={200: LogInResult},
    raises={401: UnauthorizedErrorBody, 429: TooManyAttempts},
    auth=(),
    server="auth_url",
)
