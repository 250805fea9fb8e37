"""Things, asynchronous."""

from __future__ import annotations

import builtins
import datetime as dt
from collections.abc import Mapping

from .._runtime import OMIT, AsyncTransport, Omit, Options
from ..models.things import Thing
from ..resources.things import _DICT, _DT, _LIST, _STR


class AsyncThings:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def dict(
        self, *, options: Options | None = None
    ) -> builtins.dict[builtins.str, Thing]:
        """Dict."""
        return await self._transport.send(_DICT, options=options)

    async def dt_(self, *, options: Options | None = None) -> dt.datetime:
        """Dt."""
        return await self._transport.send(_DT, options=options)

    async def list(self, *, options: Options | None = None) -> builtins.list[Thing]:
        """List."""
        return await self._transport.send(_LIST, options=options)

    async def str(
        self,
        *,
        int: int | Omit = OMIT,
        list: builtins.list[builtins.str] | Omit = OMIT,
        str: Mapping[builtins.str, float] | Omit = OMIT,
        options: Options | None = None,
    ) -> builtins.str:
        """Str."""
        return await self._transport.send(
            _STR, json={"int": int, "list": list, "str": str}, options=options
        )
