"""Orders, asynchronous."""

from __future__ import annotations

import builtins
from collections.abc import AsyncIterator

from .._runtime import OMIT, AsyncTransport, Omit, Options, Scalar
from ..models.orders import Order, OrderList
from ..resources.orders import _LIST, _SEARCH


class AsyncOrders:
    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def list(
        self,
        *,
        status: str | Omit = "open",
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> OrderList:
        """List orders."""
        return await self._transport.send(
            _LIST, query={"status": status, "page": page}, options=options
        )

    def iter_list(
        self,
        *,
        status: str | Omit = "open",
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> AsyncIterator[Order]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST, query={"status": status, "page": page}, options=options
        )

    async def search(
        self,
        *,
        q: Scalar | Omit = OMIT,
        offset: Scalar | Omit = OMIT,
        limit: int | Omit = 10,
        options: Options | None = None,
    ) -> builtins.list[Order]:
        """Search orders."""
        return await self._transport.send(
            _SEARCH, query={"q": q, "offset": offset, "limit": limit}, options=options
        )

    def iter_search(
        self,
        *,
        q: Scalar | Omit = OMIT,
        offset: Scalar | Omit = OMIT,
        limit: int | Omit = 10,
        options: Options | None = None,
    ) -> AsyncIterator[Order]:
        """Goes through all pages of `search`, item by item; each is got when needed."""
        return self._transport.iterate(
            _SEARCH, query={"q": q, "offset": offset, "limit": limit}, options=options
        )
