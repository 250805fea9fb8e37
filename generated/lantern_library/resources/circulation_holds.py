"""Reservations of titles.

The first free copy is kept at the branch where the member wants it.
"""

from __future__ import annotations

from uuid import UUID

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from ..models.circulation_holds import Hold
from ..models.shared import CopyErrorBody

_CANCEL: Operation[None] = Operation("DELETE", "/holds/{id}", returns={204: None})
_CHANGE_PICK_UP_BRANCH: Operation[Hold] = Operation(
    "PATCH", "/holds/{id}", returns={200: Hold}
)
_PLACE: Operation[Hold] = Operation(
    "POST",
    "/holds",
    returns={201: Hold},
    raises={409: CopyErrorBody},
)


class CirculationHolds:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def cancel(self, id: Id, *, options: Options | None = None) -> None:
        """Gives up the place in the queue.

        Args:
            id: The id of the hold.
        """
        return self._transport.send(_CANCEL, path={"id": id}, options=options)

    def change_pick_up_branch(
        self,
        id: Id,
        *,
        pickup_branch: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Hold:
        """Moves a hold to another branch.

        It loses nothing but time.

        Args:
            id: The id of the hold.
        """
        return self._transport.send(
            _CHANGE_PICK_UP_BRANCH,
            path={"id": id},
            json={"pickup_branch": pickup_branch},
            options=options,
        )

    def place(
        self,
        *,
        title_id: UUID | str | Omit = OMIT,
        member_id: UUID | str | Omit = OMIT,
        pickup_branch: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Hold:
        """Reserves a title for a member."""
        return self._transport.send(
            _PLACE,
            json={
                "title_id": title_id,
                "member_id": member_id,
                "pickup_branch": pickup_branch,
            },
            options=options,
        )
