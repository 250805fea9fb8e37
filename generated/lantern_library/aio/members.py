"""Members, asynchronous."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .._runtime import OMIT, AsyncTransport, FileInput, Id, JsonInput, Omit, Options
from .._runtime.models import Model
from ..models.members import (
    Member,
    MemberList,
    NameInput,
    PreferencesInput,
    RegisterMemberAddressInput,
    RegisterMemberResult,
    SendDocumentsResult,
    UpdateMemberAddressInput,
    UpdateMemberResult,
)
from ..resources.members import _GET, _LIST, _REGISTER, _SEND_DOCUMENTS, _UPDATE

if TYPE_CHECKING:
    from .members_reading_lists import AsyncMembersReadingLists


class AsyncMembers:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    @cached_property
    def reading_lists(self) -> AsyncMembersReadingLists:
        from .members_reading_lists import AsyncMembersReadingLists

        return AsyncMembersReadingLists(self._transport)

    async def get(self, id: Id, *, options: Options | None = None) -> Member:
        """Returns one member.

        Args:
            id: The id of the member.
        """
        return await self._transport.send(_GET, path={"id": id}, options=options)

    async def list(
        self,
        *,
        status: Literal["active", "suspended", "expired"] | Omit = "active",
        home_branch: str | Omit = "CEN",
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> MemberList:
        """Lists the members that the caller may see.

        Args:
            home_branch: The code of a branch.
        """
        return await self._transport.send(
            _LIST,
            query={"status": status, "home_branch": home_branch, "page": page},
            options=options,
        )

    def iter_list(
        self,
        *,
        status: Literal["active", "suspended", "expired"] | Omit = "active",
        home_branch: str | Omit = "CEN",
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> AsyncIterator[Member]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST,
            query={"status": status, "home_branch": home_branch, "page": page},
            options=options,
        )

    async def register(
        self,
        *,
        name: NameInput | Model,
        email: str | None,
        phone: str | Omit = OMIT,
        date_of_birth: dt.date | str,
        type: str,
        home_branch: str,
        address: RegisterMemberAddressInput | Model,
        preferences: PreferencesInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> RegisterMemberResult:
        """Registers a new member and returns the card number."""
        return await self._transport.send(
            _REGISTER,
            json={
                "name": name,
                "email": email,
                "phone": phone,
                "date_of_birth": date_of_birth,
                "type": type,
                "home_branch": home_branch,
                "address": address,
                "preferences": preferences,
            },
            options=options,
        )

    async def send_documents(
        self,
        id: Id,
        *,
        document_type: Literal["identity", "proof_of_address"],
        front: FileInput,
        back: FileInput | Omit = OMIT,
        remarks: str | Omit = OMIT,
        expires_on: dt.date | str | Omit = OMIT,
        options: Options | None = None,
    ) -> SendDocumentsResult:
        """Attaches pictures of a document to a membership.

        Args:
            id: The id of the member.
            document_type: What the pictures show.
            front: The front side.
            back: The back side, where there is one.
        """
        return await self._transport.send(
            _SEND_DOCUMENTS,
            path={"id": id},
            multipart={
                "document_type": document_type,
                "front": front,
                "back": back,
                "remarks": remarks,
                "expires_on": expires_on,
            },
            options=options,
        )

    async def update(
        self,
        id: Id,
        *,
        email: str | Omit = OMIT,
        phone: JsonInput | Omit = OMIT,
        address: UpdateMemberAddressInput | Model | Omit = OMIT,
        home_branch: str | Omit = OMIT,
        options: Options | None = None,
    ) -> UpdateMemberResult:
        """Changes the fields that are sent and leaves the others as they are. `null` clears a field that may be empty.

        Args:
            id: The id of the member.
        """
        return await self._transport.send(
            _UPDATE,
            path={"id": id},
            json={
                "email": email,
                "phone": phone,
                "address": address,
                "home_branch": home_branch,
            },
            options=options,
        )
