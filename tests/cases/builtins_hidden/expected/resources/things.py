"""Things."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Mapping

from .._runtime import OMIT, Omit, Operation, Options, Transport
from ..models.things import Thing

_DICT: Operation[dict[str, Thing]] = Operation(
    "GET",
    "/things/dict",
    returns={200: dict[str, Thing]},
    auth=(),
)
_DT: Operation[dt.datetime] = Operation(
    "GET",
    "/things/dt",
    returns={200: dt.datetime},
    auth=(),
)
_LIST: Operation[list[Thing]] = Operation(
    "GET",
    "/things",
    returns={200: list[Thing]},
    auth=(),
)
_STR: Operation[str] = Operation(
    "POST",
    "/things/str",
    returns={200: str},
    auth=(),
    content_type="text/plain",
)


class Things:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def dict(
        self, *, options: Options | None = None
    ) -> builtins.dict[builtins.str, Thing]:
        """Dict."""
        return self._transport.send(_DICT, options=options)

    def dt_(self, *, options: Options | None = None) -> dt.datetime:
        """Dt."""
        return self._transport.send(_DT, options=options)

    def list(self, *, options: Options | None = None) -> builtins.list[Thing]:
        """List."""
        return self._transport.send(_LIST, options=options)

    def str(
        self,
        *,
        int: int | Omit = OMIT,
        list: builtins.list[builtins.str] | Omit = OMIT,
        str: Mapping[builtins.str, float] | Omit = OMIT,
        options: Options | None = None,
    ) -> builtins.str:
        """Str."""
        return self._transport.send(
            _STR, json={"int": int, "list": list, "str": str}, options=options
        )
