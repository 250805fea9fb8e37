"""Copies, asynchronous."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from .._runtime.models import Model
from ..models.catalogue_copies import Copy
from ..models.shared import CatalogueReplacementCostInput
from ..resources.catalogue_copies import _ADD, _LIST_OF_TITLE, _UPDATE, _WITHDRAW


class AsyncCatalogueCopies:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def add(
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
        return await self._transport.send(
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

    async def list_of_title(
        self, title_id: Id, *, options: Options | None = None
    ) -> list[Copy]:
        """Lists all copies of a title, in all branches.

        Args:
            title_id: The id of the title.
        """
        return await self._transport.send(
            _LIST_OF_TITLE, path={"titleId": title_id}, options=options
        )

    async def update(
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
        return await self._transport.send(
            _UPDATE,
            path={"titleId": title_id, "copyId": copy_id},
            json={"condition": condition, "notes": notes, "branch": branch},
            options=options,
        )

    async def withdraw(
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
        return await self._transport.send(
            _WITHDRAW,
            path={"titleId": title_id, "copyId": copy_id},
            query={"reason": reason},
            options=options,
        )
