"""Orders."""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from .._runtime import OMIT, Omit, Operation, Options, Pages, Scalar, Transport
from ..models.orders import Order, OrderList

_LIST: Operation[OrderList] = Operation(
    "GET",
    "/orders",
    returns={200: OrderList},
    auth=(),
    pages=Pages("link", items="results", next="next"),
)
_SEARCH: Operation[list[Order]] = Operation(
    "GET",
    "/orders/search",
    returns={200: list[Order]},
    auth=(),
    pages=Pages("offset", "offset"),
)


class Orders:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        status: str | Omit = "open",
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> OrderList:
        """List orders."""
        return self._transport.send(
            _LIST, query={"status": status, "page": page}, options=options
        )

    def iter_list(
        self,
        *,
        status: str | Omit = "open",
        page: int | Omit = 1,
        options: Options | None = None,
    ) -> Iterator[Order]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST, query={"status": status, "page": page}, options=options
        )

    def search(
        self,
        *,
        q: Scalar | Omit = OMIT,
        offset: Scalar | Omit = OMIT,
        limit: int | Omit = 10,
        options: Options | None = None,
    ) -> builtins.list[Order]:
        """Search orders."""
        return self._transport.send(
            _SEARCH, query={"q": q, "offset": offset, "limit": limit}, options=options
        )

    def iter_search(
        self,
        *,
        q: Scalar | Omit = OMIT,
        offset: Scalar | Omit = OMIT,
        limit: int | Omit = 10,
        options: Options | None = None,
    ) -> Iterator[Order]:
        """Goes through all pages of `search`, item by item; each is got when needed."""
        return self._transport.iterate(
            _SEARCH, query={"q": q, "offset": offset, "limit": limit}, options=options
        )
