"""Holds, asynchronous."""

from __future__ import annotations

from uuid import UUID

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from ..models.circulation_holds import Hold
from ..resources.circulation_holds import _CANCEL, _CHANGE_PICK_UP_BRANCH, _PLACE


class AsyncCirculationHolds:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def cancel(self, id: Id, *, options: Options | None = None) -> None:
        """Gives up the place in the queue.

        Args:
            id: The id of the hold.
        """
        return await self._transport.send(_CANCEL, path={"id": id}, options=options)

    async def change_pick_up_branch(
        self,
        id: Id,
        *,
        pickup_branch: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Hold:
        """Moves a hold to another branch.

        Args:
            id: The id of the hold.
        """
        return await self._transport.send(
            _CHANGE_PICK_UP_BRANCH,
            path={"id": id},
            json={"pickup_branch": pickup_branch},
            options=options,
        )

    async def place(
        self,
        *,
        title_id: UUID | str | Omit = OMIT,
        member_id: UUID | str | Omit = OMIT,
        pickup_branch: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Hold:
        """Reserves a title for a member."""
        return await self._transport.send(
            _PLACE,
            json={
                "title_id": title_id,
                "member_id": member_id,
                "pickup_branch": pickup_branch,
            },
            options=options,
        )
