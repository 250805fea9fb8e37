"""The libraries of the network, with their opening hours."""

from __future__ import annotations

import builtins
from collections.abc import Mapping

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.branches import Branch, ClearCacheResult, OpeningHoursInput
from ..models.shared import ErrorBody

_CLEAR_CACHE: Operation[ClearCacheResult] = Operation(
    "PURGE", "/branches/{branchCode}", returns={200: ClearCacheResult}
)
_GET: Operation[Branch] = Operation(
    "GET",
    "/branches/{branchCode}",
    returns={200: Branch},
    raises={404: ErrorBody},
)
_LIST: Operation[list[Branch]] = Operation(
    "GET",
    "/branches",
    returns={200: list[Branch]},
    auth=(),
)
_SET_OPENING_HOURS: Operation[Branch] = Operation(
    "PUT", "/branches/{code}/hours", returns={200: Branch}
)


class Branches:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def clear_cache(
        self, branch_code: Id, *, options: Options | None = None
    ) -> ClearCacheResult:
        """Drops what the web cache holds of a branch page."""
        return self._transport.send(
            _CLEAR_CACHE, path={"branchCode": branch_code}, options=options
        )

    def get(self, branch_code: Id, *, options: Options | None = None) -> Branch:
        """Returns one branch."""
        return self._transport.send(
            _GET, path={"branchCode": branch_code}, options=options
        )

    def list(self, *, options: Options | None = None) -> builtins.list[Branch]:
        """Lists all branches.

        Needs no authentication.
        """
        return self._transport.send(_LIST, options=options)

    def set_opening_hours(
        self,
        code: Id,
        *,
        opening_hours: OpeningHoursInput | Model | Omit = OMIT,
        closures: Mapping[str, str] | Omit = OMIT,
        options: Options | None = None,
    ) -> Branch:
        """Replaces the opening hours and the closures, which are keyed by date."""
        return self._transport.send(
            _SET_OPENING_HOURS,
            path={"code": code},
            json={"opening_hours": opening_hours, "closures": closures},
            options=options,
        )
