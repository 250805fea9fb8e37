"""The things that stand on the shelves.

A title has any number of copies, each with a barcode.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.catalogue_copies import Copy
from ..models.shared import CatalogueReplacementCostInput, CopyErrorBody

_ADD: Operation[Copy] = Operation(
    "POST",
    "/titles/{titleId}/copies",
    returns={201: Copy},
    raises={409: CopyErrorBody},
)
_LIST_OF_TITLE: Operation[list[Copy]] = Operation(
    "GET", "/titles/{titleId}/copies", returns={200: list[Copy]}
)
_UPDATE: Operation[Copy] = Operation(
    "PATCH", "/titles/{titleId}/copies/{copyId}", returns={200: Copy}
)
_WITHDRAW: Operation[None] = Operation(
    "DELETE",
    "/titles/{titleId}/copies/{copyId}",
    returns={204: None},
    raises={409: CopyErrorBody},
)


class CatalogueCopies:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def add(
        self,
        title_id: Id,
        *,
        barcode: str | Omit = OMIT,
        branch: str | Omit = OMIT,
        condition: str | Omit = OMIT,
        price: CatalogueReplacementCostInput | Model | Omit = OMIT,
        acquired_on: dt.date | str | Omit = OMIT,
        options: Options | None = None,
    ) -> Copy:
        """Adds a copy of a title and prints its label at the branch.

        Args:
            title_id: The id of the title.
        """
        return self._transport.send(
            _ADD,
            path={"titleId": title_id},
            json={
                "barcode": barcode,
                "branch": branch,
                "condition": condition,
                "price": price,
                "acquired_on": acquired_on,
            },
            options=options,
        )

    def list_of_title(
        self, title_id: Id, *, options: Options | None = None
    ) -> list[Copy]:
        """Lists all copies of a title, in all branches.

        Args:
            title_id: The id of the title.
        """
        return self._transport.send(
            _LIST_OF_TITLE, path={"titleId": title_id}, options=options
        )

    def update(
        self,
        title_id: Id,
        copy_id: Id,
        *,
        condition: str | Omit = OMIT,
        notes: str | None | Omit = OMIT,
        branch: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Copy:
        """Changes the fields that are sent and leaves the others as they are. `null` clears a note.

        Args:
            title_id: The id of the title.
            copy_id: The id of the copy.
        """
        return self._transport.send(
            _UPDATE,
            path={"titleId": title_id, "copyId": copy_id},
            json={"condition": condition, "notes": notes, "branch": branch},
            options=options,
        )

    def withdraw(
        self,
        title_id: Id,
        copy_id: Id,
        *,
        reason: Literal["damaged", "lost", "sold"] | Omit = "damaged",
        options: Options | None = None,
    ) -> None:
        """Takes a copy out of the library for good.

        Args:
            title_id: The id of the title.
            copy_id: The id of the copy.
            reason: Why it leaves the library.
        """
        return self._transport.send(
            _WITHDRAW,
            path={"titleId": title_id, "copyId": copy_id},
            query={"reason": reason},
            options=options,
        )
