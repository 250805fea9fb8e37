"""People with a library card.

Members see themselves; staff see everybody at their branch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from .._runtime import (
    OMIT,
    FileInput,
    Id,
    JsonInput,
    Omit,
    Operation,
    Options,
    Pages,
    Transport,
)
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
from ..models.shared import (
    AddTitleErrorBody,
    CatalogueErrorBody,
    ErrorBody,
    UnprocessableEntityErrorBody,
)

if TYPE_CHECKING:
    from .members_reading_lists import MembersReadingLists

_GET: Operation[Member] = Operation(
    "GET",
    "/members/{id}",
    returns={200: Member},
    raises={404: ErrorBody},
)
_LIST: Operation[MemberList] = Operation(
    "GET",
    "/members",
    returns={200: MemberList},
    raises={401: ErrorBody, 403: CatalogueErrorBody},
    pages=Pages("link", items="results", next="next"),
)
_REGISTER: Operation[RegisterMemberResult] = Operation(
    "POST",
    "/members",
    returns={201: RegisterMemberResult},
    raises={409: AddTitleErrorBody, 422: UnprocessableEntityErrorBody},
)
_SEND_DOCUMENTS: Operation[SendDocumentsResult] = Operation(
    "POST",
    "/members/{id}/documents",
    returns={202: SendDocumentsResult},
    raises={415: CatalogueErrorBody},
)
_UPDATE: Operation[UpdateMemberResult] = Operation(
    "PATCH", "/members/{id}", returns={200: UpdateMemberResult}
)


class Members:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @cached_property
    def reading_lists(self) -> MembersReadingLists:
        from .members_reading_lists import MembersReadingLists

        return MembersReadingLists(self._transport)

    def get(self, id: Id, *, options: Options | None = None) -> Member:
        """Returns one member.

        Args:
            id: The id of the member.
        """
        return self._transport.send(_GET, path={"id": id}, options=options)

    def list(
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
        return self._transport.send(
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
    ) -> Iterator[Member]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST,
            query={"status": status, "home_branch": home_branch, "page": page},
            options=options,
        )

    def register(
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
        """Registers a new member and returns the card number.

        Members under 16 need no e-mail address.
        """
        return self._transport.send(
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

    def send_documents(
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

        They are deleted as soon as a librarian has seen them.

        Args:
            id: The id of the member.
            document_type: What the pictures show.
            front: The front side.
            back: The back side, where there is one.
        """
        return self._transport.send(
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

    def update(
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
        return self._transport.send(
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
