"""Partner libraries, asynchronous."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .._runtime import OMIT, AsyncTransport, Omit, Options
from ..models.partner_libraries import PartnerLibraryList
from ..resources.partner_libraries import _LIST

if TYPE_CHECKING:
    from .partner_libraries_requests import AsyncPartnerLibrariesRequests


class AsyncPartnerLibraries:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @cached_property
    def requests(self) -> AsyncPartnerLibrariesRequests:
        from .partner_libraries_requests import AsyncPartnerLibrariesRequests

        return AsyncPartnerLibrariesRequests(self._transport)

    async def list(
        self,
        *,
        region: str,
        kind: Literal["public", "university", "national"] | Omit = "university",
        limit: int | Omit = OMIT,
        options: Options | None = None,
    ) -> PartnerLibraryList:
        """Lists the libraries that we lend to and borrow from.

        Args:
            region: The region to look in.
            limit: How many to return.
        """
        return await self._transport.send(
            _LIST,
            query={"region": region, "kind": kind, "limit": limit},
            options=options,
        )
