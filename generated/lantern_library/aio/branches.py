"""Branches, asynchronous."""

from __future__ import annotations

import builtins
from collections.abc import Mapping

from .._runtime import OMIT, AsyncTransport, Id, Omit, Options
from .._runtime.models import Model
from ..models.branches import Branch, ClearCacheResult, OpeningHoursInput
from ..resources.branches import _CLEAR_CACHE, _GET, _LIST, _SET_OPENING_HOURS


class AsyncBranches:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def clear_cache(
        self, branch_code: Id, *, options: Options | None = None
    ) -> ClearCacheResult:
        """Drops what the web cache holds of a branch page."""
        return await self._transport.send(
            _CLEAR_CACHE, path={"branchCode": branch_code}, options=options
        )

    async def get(self, branch_code: Id, *, options: Options | None = None) -> Branch:
        """Returns one branch."""
        return await self._transport.send(
            _GET, path={"branchCode": branch_code}, options=options
        )

    async def list(self, *, options: Options | None = None) -> builtins.list[Branch]:
        """Lists all branches."""
        return await self._transport.send(_LIST, options=options)

    async def set_opening_hours(
        self,
        code: Id,
        *,
        opening_hours: OpeningHoursInput | Model | Omit = OMIT,
        closures: Mapping[str, str] | Omit = OMIT,
        options: Options | None = None,
    ) -> Branch:
        """Replaces the opening hours and the closures, which are keyed by date."""
        return await self._transport.send(
            _SET_OPENING_HOURS,
            path={"code": code},
            json={"opening_hours": opening_hours, "closures": closures},
            options=options,
        )
