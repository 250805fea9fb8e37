"""Staff, asynchronous."""

from __future__ import annotations

import builtins
import datetime as dt
from uuid import UUID

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from ..models.staff import AuditLog, Staff
from ..resources.staff import _INVITE_COLLEAGUE, _LIST, _SEARCH_AUDIT_LOG, _SET_ROLES


class AsyncStaffResource:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def invite_colleague(
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
        return await self._transport.send(
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

    async def list(self, *, options: Options | None = None) -> builtins.list[Staff]:
        """Lists the accounts of all staff."""
        return await self._transport.send(_LIST, options=options)

    async def search_audit_log(
        self,
        *,
        actor: UUID | str | Omit = OMIT,
        actions: builtins.list[str] | Omit = OMIT,
        from_: dt.datetime | str | Omit = OMIT,
        options: Options | None = None,
    ) -> builtins.list[AuditLog]:
        """Returns who did what."""
        return await self._transport.send(
            _SEARCH_AUDIT_LOG,
            json={"actor": actor, "actions": actions, "from": from_},
            options=options,
        )

    async def set_roles(
        self,
        id: Id,
        *,
        body: builtins.list[str],
        options: Options | None = None,
    ) -> Staff:
        """Replaces the roles.

        Args:
            id: The id of the account.
        """
        return await self._transport.send(
            _SET_ROLES,
            path={"id": id},
            json=body,
            options=options,
        )
