"""Imports, asynchronous."""

from __future__ import annotations

from .._runtime import AsyncTransport, Options
from ..resources.imports import _RECORDS


class AsyncImports:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def records(
        self, *, body: str | bytes, options: Options | None = None
    ) -> str:
        """Imports catalogue records in the exchange format."""
        return await self._transport.send(_RECORDS, content=body, options=options)
