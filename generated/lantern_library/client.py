"""Clients of Lantern Library."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from ._runtime import (
    OMIT,
    AsyncTransport,
    BaseAsyncClient,
    BaseClient,
    Settings,
    Transport,
)
from ._runtime.auth.api_key import ApiKeyAuth
from ._runtime.auth.basic import BasicAuth
from ._runtime.auth.bearer import BearerAuth
from .errors import BY_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx2

    from ._runtime import Attempt, Mismatch, Omit, Options
    from .aio.branches import AsyncBranches
    from .aio.catalogue import AsyncCatalogue
    from .aio.circulation import AsyncCirculation
    from .aio.events import AsyncEvents
    from .aio.fines_and_payments import AsyncFinesAndPayments
    from .aio.imports import AsyncImports
    from .aio.integrations import AsyncIntegrations
    from .aio.members import AsyncMembers
    from .aio.partner_libraries import AsyncPartnerLibraries
    from .aio.reports import AsyncReports
    from .aio.staff import AsyncStaffResource
    from .models.root import HealthCheckResult, LogInResult
    from .resources.branches import Branches
    from .resources.catalogue import Catalogue
    from .resources.circulation import Circulation
    from .resources.events import Events
    from .resources.fines_and_payments import FinesAndPayments
    from .resources.imports import Imports
    from .resources.integrations import Integrations
    from .resources.members import Members
    from .resources.partner_libraries import PartnerLibraries
    from .resources.reports import Reports
    from .resources.staff import StaffResource


class Client(BaseClient):
    """Lantern Library, synchronous.

    The API of a network of public libraries: catalogue, members, loans, holds, fines, events and reports.

    Start with **Log in**, which keeps the access token in a variable that the other requests use.
    Times are in UTC, dates are local to the branch, amounts of money are decimals.

    ## Errors

    Errors have a `code` for programs, a `message` for people and a `request_id` for our support.
    Validation errors (422) list the fields in `errors`.

    Args:
        base_url: Where the API is; https://api.library.example.com/v1 by default; else LANTERN_LIBRARY_BASE_URL.
        auth_url: Where authUrl is; https://auth.library.example.com by default; else LANTERN_LIBRARY_AUTH_URL.
        access_token: Access token of the authentication; else LANTERN_LIBRARY_ACCESS_TOKEN.
        admin_token: Admin token of the authentication; else LANTERN_LIBRARY_ADMIN_TOKEN.
        kiosk_key: Kiosk key of the authentication; else LANTERN_LIBRARY_KIOSK_KEY.
        staff_user: Staff user of the authentication; else LANTERN_LIBRARY_STAFF_USER.
        staff_password: Staff password of the authentication; else LANTERN_LIBRARY_STAFF_PASSWORD.
        timeout: Seconds to wait for an answer; None waits for ever.
        max_retries: How often a request that is safe to repeat is tried again.
        max_response_bytes: The longest answer that is read; by default any.
        strict: Raise ResponseMismatch where an answer does not fit its type.
        on_mismatch: Called where one does not and `strict` is off; a log line by default.
        on_request: Called with each request before it is sent.
        on_response: Called after it with what came of it, for logging and tracing.
        http_client: An httpx2 client of your own.
    """

    def __init__(
        self,
        *,
        base_url: str | None = None,
        auth_url: str | None = None,
        access_token: str | None = None,
        admin_token: str | None = None,
        kiosk_key: str | None = None,
        staff_user: str | None = None,
        staff_password: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        max_response_bytes: int | None = None,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] | None = None,
        on_request: Callable[[httpx2.Request], None] | None = None,
        on_response: Callable[[Attempt], None] | None = None,
        http_client: httpx2.Client | None = None,
    ) -> None:
        self._transport = Transport(
            Settings(
                base_url=(
                    base_url,
                    "LANTERN_LIBRARY_BASE_URL",
                    "https://api.library.example.com/v1",
                ),
                auth_url=(
                    auth_url,
                    "LANTERN_LIBRARY_AUTH_URL",
                    "https://auth.library.example.com",
                ),
                access_token=(access_token, "LANTERN_LIBRARY_ACCESS_TOKEN"),
                admin_token=(admin_token, "LANTERN_LIBRARY_ADMIN_TOKEN"),
                kiosk_key=(kiosk_key, "LANTERN_LIBRARY_KIOSK_KEY"),
                staff_user=(staff_user, "LANTERN_LIBRARY_STAFF_USER"),
                staff_password=(staff_password, "LANTERN_LIBRARY_STAFF_PASSWORD"),
            ),
            auth={
                "default": BearerAuth("access_token"),
                "basic": BasicAuth("staff_user", "staff_password"),
                "bearer": BearerAuth("admin_token"),
                "kiosk_key_in_header": ApiKeyAuth("kiosk_key", name="X-Kiosk-Key"),
                "kiosk_key_in_query": ApiKeyAuth(
                    "kiosk_key", name="kiosk_key", place="query"
                ),
            },
            errors=BY_STATUS,
            timeout=timeout,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            strict=strict,
            on_mismatch=on_mismatch,
            on_request=on_request,
            on_response=on_response,
            http_client=http_client,
        )

    @cached_property
    def branches(self) -> Branches:
        from .resources.branches import Branches

        return Branches(self._transport)

    @cached_property
    def catalogue(self) -> Catalogue:
        from .resources.catalogue import Catalogue

        return Catalogue(self._transport)

    @cached_property
    def circulation(self) -> Circulation:
        from .resources.circulation import Circulation

        return Circulation(self._transport)

    @cached_property
    def events(self) -> Events:
        from .resources.events import Events

        return Events(self._transport)

    @cached_property
    def fines_and_payments(self) -> FinesAndPayments:
        from .resources.fines_and_payments import FinesAndPayments

        return FinesAndPayments(self._transport)

    @cached_property
    def imports(self) -> Imports:
        from .resources.imports import Imports

        return Imports(self._transport)

    @cached_property
    def integrations(self) -> Integrations:
        from .resources.integrations import Integrations

        return Integrations(self._transport)

    @cached_property
    def members(self) -> Members:
        from .resources.members import Members

        return Members(self._transport)

    @cached_property
    def partner_libraries(self) -> PartnerLibraries:
        from .resources.partner_libraries import PartnerLibraries

        return PartnerLibraries(self._transport)

    @cached_property
    def reports(self) -> Reports:
        from .resources.reports import Reports

        return Reports(self._transport)

    @cached_property
    def staff(self) -> StaffResource:
        from .resources.staff import StaffResource

        return StaffResource(self._transport)

    def health_check(self, *, options: Options | None = None) -> HealthCheckResult:
        """Says whether the service and what it depends on are up."""
        from .resources.root import _HEALTH_CHECK

        return self._transport.send(_HEALTH_CHECK, options=options)

    def log_in(
        self,
        *,
        username: str | Omit = OMIT,
        password: str | Omit = OMIT,
        options: Options | None = None,
    ) -> LogInResult:
        """Returns an access token for a member or a member of staff.

        The script keeps it for the other requests.
        """
        from .resources.root import _LOG_IN

        return self._transport.send(
            _LOG_IN, json={"username": username, "password": password}, options=options
        )

    def authenticate(
        self,
        *,
        access_token: str | None = None,
        admin_token: str | None = None,
        kiosk_key: str | None = None,
        staff_user: str | None = None,
        staff_password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            access_token=access_token,
            admin_token=admin_token,
            kiosk_key=kiosk_key,
            staff_user=staff_user,
            staff_password=staff_password,
        )


class AsyncClient(BaseAsyncClient):
    """Lantern Library, asynchronous; arguments as for Client."""

    def __init__(
        self,
        *,
        base_url: str | None = None,
        auth_url: str | None = None,
        access_token: str | None = None,
        admin_token: str | None = None,
        kiosk_key: str | None = None,
        staff_user: str | None = None,
        staff_password: str | None = None,
        timeout: float | None = 60.0,
        max_retries: int = 2,
        max_response_bytes: int | None = None,
        strict: bool = False,
        on_mismatch: Callable[[Mismatch], None] | None = None,
        on_request: Callable[[httpx2.Request], None] | None = None,
        on_response: Callable[[Attempt], None] | None = None,
        http_client: httpx2.AsyncClient | None = None,
    ) -> None:
        self._transport = AsyncTransport(
            Settings(
                base_url=(
                    base_url,
                    "LANTERN_LIBRARY_BASE_URL",
                    "https://api.library.example.com/v1",
                ),
                auth_url=(
                    auth_url,
                    "LANTERN_LIBRARY_AUTH_URL",
                    "https://auth.library.example.com",
                ),
                access_token=(access_token, "LANTERN_LIBRARY_ACCESS_TOKEN"),
                admin_token=(admin_token, "LANTERN_LIBRARY_ADMIN_TOKEN"),
                kiosk_key=(kiosk_key, "LANTERN_LIBRARY_KIOSK_KEY"),
                staff_user=(staff_user, "LANTERN_LIBRARY_STAFF_USER"),
                staff_password=(staff_password, "LANTERN_LIBRARY_STAFF_PASSWORD"),
            ),
            auth={
                "default": BearerAuth("access_token"),
                "basic": BasicAuth("staff_user", "staff_password"),
                "bearer": BearerAuth("admin_token"),
                "kiosk_key_in_header": ApiKeyAuth("kiosk_key", name="X-Kiosk-Key"),
                "kiosk_key_in_query": ApiKeyAuth(
                    "kiosk_key", name="kiosk_key", place="query"
                ),
            },
            errors=BY_STATUS,
            timeout=timeout,
            max_retries=max_retries,
            max_response_bytes=max_response_bytes,
            strict=strict,
            on_mismatch=on_mismatch,
            on_request=on_request,
            on_response=on_response,
            http_client=http_client,
        )

    @cached_property
    def branches(self) -> AsyncBranches:
        from .aio.branches import AsyncBranches

        return AsyncBranches(self._transport)

    @cached_property
    def catalogue(self) -> AsyncCatalogue:
        from .aio.catalogue import AsyncCatalogue

        return AsyncCatalogue(self._transport)

    @cached_property
    def circulation(self) -> AsyncCirculation:
        from .aio.circulation import AsyncCirculation

        return AsyncCirculation(self._transport)

    @cached_property
    def events(self) -> AsyncEvents:
        from .aio.events import AsyncEvents

        return AsyncEvents(self._transport)

    @cached_property
    def fines_and_payments(self) -> AsyncFinesAndPayments:
        from .aio.fines_and_payments import AsyncFinesAndPayments

        return AsyncFinesAndPayments(self._transport)

    @cached_property
    def imports(self) -> AsyncImports:
        from .aio.imports import AsyncImports

        return AsyncImports(self._transport)

    @cached_property
    def integrations(self) -> AsyncIntegrations:
        from .aio.integrations import AsyncIntegrations

        return AsyncIntegrations(self._transport)

    @cached_property
    def members(self) -> AsyncMembers:
        from .aio.members import AsyncMembers

        return AsyncMembers(self._transport)

    @cached_property
    def partner_libraries(self) -> AsyncPartnerLibraries:
        from .aio.partner_libraries import AsyncPartnerLibraries

        return AsyncPartnerLibraries(self._transport)

    @cached_property
    def reports(self) -> AsyncReports:
        from .aio.reports import AsyncReports

        return AsyncReports(self._transport)

    @cached_property
    def staff(self) -> AsyncStaffResource:
        from .aio.staff import AsyncStaffResource

        return AsyncStaffResource(self._transport)

    async def health_check(
        self, *, options: Options | None = None
    ) -> HealthCheckResult:
        """Says whether the service and what it depends on are up."""
        from .resources.root import _HEALTH_CHECK

        return await self._transport.send(_HEALTH_CHECK, options=options)

    async def log_in(
        self,
        *,
        username: str | Omit = OMIT,
        password: str | Omit = OMIT,
        options: Options | None = None,
    ) -> LogInResult:
        """Returns an access token for a member or a member of staff."""
        from .resources.root import _LOG_IN

        return await self._transport.send(
            _LOG_IN, json={"username": username, "password": password}, options=options
        )

    def authenticate(
        self,
        *,
        access_token: str | None = None,
        admin_token: str | None = None,
        kiosk_key: str | None = None,
        staff_user: str | None = None,
        staff_password: str | None = None,
    ) -> None:
        """Set credentials later, such as after a login; what is left out stays."""
        self._transport.settings.update(
            access_token=access_token,
            admin_token=admin_token,
            kiosk_key=kiosk_key,
            staff_user=staff_user,
            staff_password=staff_password,
        )
