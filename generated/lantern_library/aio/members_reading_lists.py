"""Reading lists, asynchronous."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from .._runtime.models import Model
from ..models.members_reading_lists import ReadingList, ReadingListListInput
from ..resources.members_reading_lists import _CREATE, _LIST


class AsyncMembersReadingLists:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(
        self,
        member_id: Id,
        *,
        name: str | Omit = OMIT,
        public: bool | Omit = OMIT,
        list: Sequence[ReadingListListInput | Model] | Omit = OMIT,
        options: Options | None = None,
    ) -> ReadingList:
        """Creates a reading list, with or without titles.

        Args:
            member_id: The id of the member.
        """
        return await self._transport.send(
            _CREATE,
            path={"memberId": member_id},
            json={"name": name, "public": public, "list": list},
            options=options,
        )

    async def list(
        self,
        member_id: Id,
        *,
        public: bool | Omit = False,
        options: Options | None = None,
    ) -> builtins.list[ReadingList]:
        """Lists the reading lists of a member, newest first.

        Args:
            member_id: The id of the member.
            public: Only lists that are shared, or only those that are not.
        """
        return await self._transport.send(
            _LIST,
            path={"memberId": member_id},
            query={"public": public},
            options=options,
        )
