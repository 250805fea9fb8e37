"""Interlibrary loans.

This folder was imported from the OpenAPI document that the partner libraries share.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .._runtime import OMIT, Omit, Operation, Options, Transport
from ..models.partner_libraries import PartnerLibraryList
from ..models.shared import CatalogueErrorBody

if TYPE_CHECKING:
    from .partner_libraries_requests import PartnerLibrariesRequests

_LIST: Operation[PartnerLibraryList] = Operation(
    "GET",
    "/partners",
    returns={200: PartnerLibraryList},
    default=CatalogueErrorBody,
    headers={"Accept": "application/json"},
)


class PartnerLibraries:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def requests(self) -> PartnerLibrariesRequests:
        from .partner_libraries_requests import PartnerLibrariesRequests

        return PartnerLibrariesRequests(self._transport)

    def list(
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
        return self._transport.send(
            _LIST,
            query={"region": region, "kind": kind, "limit": limit},
            options=options,
        )
