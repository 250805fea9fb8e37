"""Accounts of people who work here.

These calls use the staff account, not an access token.
"""

from __future__ import annotations

import builtins
import datetime as dt
from uuid import UUID

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from ..models.shared import CatalogueErrorBody, ErrorBody
from ..models.staff import AuditLog, Staff

_INVITE_COLLEAGUE: Operation[Staff] = Operation(
    "POST",
    "/staff",
    returns={201: Staff},
    raises={403: CatalogueErrorBody},
    auth=("basic",),
)
_LIST: Operation[list[Staff]] = Operation(
    "GET",
    "/staff",
    returns={200: list[Staff]},
    raises={401: ErrorBody},
    auth=("basic",),
)
_SEARCH_AUDIT_LOG: Operation[list[AuditLog]] = Operation(
    "GET",
    "/staff/audit",
    returns={200: list[AuditLog]},
    auth=("basic",),
)
_SET_ROLES: Operation[Staff] = Operation(
    "PUT",
    "/staff/{id}/roles",
    returns={200: Staff},
    auth=("basic",),
)


class StaffResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def invite_colleague(
        self,
        *,
        username: str | Omit = OMIT,
        name: str | Omit = OMIT,
        email: str | Omit = OMIT,
        roles: builtins.list[str] | Omit = OMIT,
        branch: str | Omit = OMIT,
        notify: bool | Omit = True,
        options: Options | None = None,
    ) -> Staff:
        """Creates an account and sends the invitation by e-mail."""
        return self._transport.send(
            _INVITE_COLLEAGUE,
            query={"notify": notify},
            json={
                "username": username,
                "name": name,
                "email": email,
                "roles": roles,
                "branch": branch,
            },
            options=options,
        )

    def list(self, *, options: Options | None = None) -> builtins.list[Staff]:
        """Lists the accounts of all staff."""
        return self._transport.send(_LIST, options=options)

    def search_audit_log(
        self,
        *,
        actor: UUID | str | Omit = OMIT,
        actions: builtins.list[str] | Omit = OMIT,
        from_: dt.datetime | str | Omit = OMIT,
        options: Options | None = None,
    ) -> builtins.list[AuditLog]:
        """Returns who did what.

        The filter is sent as a body, although it is a GET.
        """
        return self._transport.send(
            _SEARCH_AUDIT_LOG,
            json={"actor": actor, "actions": actions, "from": from_},
            options=options,
        )

    def set_roles(
        self,
        id: Id,
        *,
        body: builtins.list[str],
        options: Options | None = None,
    ) -> Staff:
        """Replaces the roles.

        The request body is a list.

        Args:
            id: The id of the account.
        """
        return self._transport.send(
            _SET_ROLES,
            path={"id": id},
            json=body,
            options=options,
        )
