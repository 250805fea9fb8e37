"""Balances, asynchronous."""

from __future__ import annotations

from uuid import UUID

from .._runtime import OMIT, AsyncTransport, Omit, Options
from ..models.balances import Balance
from ..resources.balances import _RESUME


class AsyncBalances:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def resume(
        self,
        *,
        session: UUID | str | Omit = OMIT,
        token: str | Omit = OMIT,
        link: UUID | str | Omit = OMIT,
        save_data: bool | Omit = OMIT,
        options: Options | None = None,
    ) -> list[Balance]:
        """Used to resume a Balance retrieve session that was paused because an MFA token was required by the institution."""
        return await self._transport.send(
            _RESUME,
            json={
                "session": session,
                "token": token,
                "link": link,
                "save_data": save_data,
            },
            options=options,
        )
