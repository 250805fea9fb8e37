"""Lists of titles that members keep for themselves or share."""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.members_reading_lists import ReadingList, ReadingListListInput

_CREATE: Operation[ReadingList] = Operation(
    "POST", "/members/{memberId}/lists", returns={201: ReadingList}
)
_LIST: Operation[list[ReadingList]] = Operation(
    "GET", "/members/{memberId}/lists", returns={200: list[ReadingList]}
)


class MembersReadingLists:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
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
        return self._transport.send(
            _CREATE,
            path={"memberId": member_id},
            json={"name": name, "public": public, "list": list},
            options=options,
        )

    def list(
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
        return self._transport.send(
            _LIST,
            path={"memberId": member_id},
            query={"public": public},
            options=options,
        )
