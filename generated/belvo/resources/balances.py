"""Balances."""

from __future__ import annotations

from uuid import UUID

from .._runtime import OMIT, Omit, Operation, Options, Transport
from ..models.balances import Balance
from ..models.shared import ErrorDetail, MfaTokenRequired

_RESUME: Operation[list[Balance]] = Operation(
    "PATCH",
    "/api/balances/",
    returns={200: list[Balance], 201: list[Balance]},
    raises={
        400: list[ErrorDetail],
        401: list[ErrorDetail],
        408: list[ErrorDetail],
        428: MfaTokenRequired,
        500: list[ErrorDetail],
    },
)


class Balances:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def resume(
        self,
        *,
        session: UUID | str | Omit = OMIT,
        token: str | Omit = OMIT,
        link: UUID | str | Omit = OMIT,
        save_data: bool | Omit = OMIT,
        options: Options | None = None,
    ) -> list[Balance]:
        """Used to resume a Balance retrieve session that was paused because an MFA token was required by the institution."""
        return self._transport.send(
            _RESUME,
            json={
                "session": session,
                "token": token,
                "link": link,
                "save_data": save_data,
            },
            options=options,
        )
