"""Models of the client itself."""

from uuid import UUID

from pydantic import JsonValue

from .._runtime.models import Model


class Database(Model):
    status: str
    latency_ms: float


class HealthCheckResultChecksSearch(Model):
    status: str
    latency_ms: int


class HealthCheckResultChecks(Model):
    database: Database
    search: HealthCheckResultChecksSearch


class HealthCheckResult(Model):
    status: str
    version: str
    checks: HealthCheckResultChecks


class LogInResultMember(Model):
    id: UUID
    card_number: str


class LogInResult(Model):
    access_token: str
    token_type: str
    expires_in: int
    member: LogInResultMember | None


class SearchIsDownChecksSearch(Model):
    status: str
    latency_ms: JsonValue


class SearchIsDownChecks(Model):
    database: Database
    search: SearchIsDownChecksSearch


class SearchIsDown(Model):
    status: str
    version: str
    checks: SearchIsDownChecks


class TooManyAttempts(Model):
    error: str
