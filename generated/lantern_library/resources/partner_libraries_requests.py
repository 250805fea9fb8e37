"""Requests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from ..models.partner_libraries_requests import InterlibraryRequest
from ..models.shared import CatalogueErrorBody

_CREATE_INTERLIBRARY: Operation[InterlibraryRequest] = Operation(
    "POST",
    "/partners/{partnerId}/requests",
    returns={201: InterlibraryRequest},
    default=CatalogueErrorBody,
    headers={"Accept": "application/json"},
)


class PartnerLibrariesRequests:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create_interlibrary(
        self,
        partner_id: Id,
        *,
        isbn: str | Omit = OMIT,
        volumes: int | None | Omit = OMIT,
        needed_by: dt.date | str | Omit = OMIT,
        insured: bool | Omit = OMIT,
        remarks: Mapping[str, str] | Omit = OMIT,
        options: Options | None = None,
    ) -> InterlibraryRequest:
        """Asks a partner library for a title.

        Args:
            partner_id: The partner library.
        """
        return self._transport.send(
            _CREATE_INTERLIBRARY,
            path={"partnerId": partner_id},
            json={
                "isbn": isbn,
                "volumes": volumes,
                "needed_by": needed_by,
                "insured": insured,
                "remarks": remarks,
            },
            options=options,
        )
