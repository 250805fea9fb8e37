"""Requests, asynchronous."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from ..models.partner_libraries_requests import InterlibraryRequest
from ..resources.partner_libraries_requests import _CREATE_INTERLIBRARY


class AsyncPartnerLibrariesRequests:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create_interlibrary(
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
        return await self._transport.send(
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
