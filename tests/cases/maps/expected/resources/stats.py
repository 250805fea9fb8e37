"""Stats."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from .._runtime import OMIT, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.stats import LimitInput, Stat

_GET: Operation[Stat] = Operation(
    "GET",
    "/stats",
    returns={200: Stat},
    auth=(),
)
_SET_LIMITS: Operation[JsonValue] = Operation(
    "PUT",
    "/stats/limits",
    auth=(),
    content_type="text/plain",
)


class Stats:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, *, options: Options | None = None) -> Stat:
        """Get stats."""
        return self._transport.send(_GET, options=options)

    def set_limits(
        self,
        *,
        limits: Mapping[str, LimitInput | Model] | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """Set limits."""
        return self._transport.send(
            _SET_LIMITS, json={"limits": limits}, options=options
        )
