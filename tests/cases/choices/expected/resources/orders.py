"""Orders."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from typing import Literal

from .._runtime import OMIT, Omit, Operation, Options, Pages, Transport
from ..models.orders import Order

_LIST: Operation[list[Order]] = Operation(
    "GET",
    "/orders",
    returns={200: list[Order]},
    auth=(),
    pages=Pages("page", "page"),
)


class Orders:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        sort: Literal["asc", "desc"] | Omit = OMIT,
        status: Literal["open", "closed"] | Omit = "open",
        page: int,
        options: Options | None = None,
    ) -> builtins.list[Order]:
        """List orders.

        Args:
            sort: The order.
            status: Which.
            page: The page.
        """
        return self._transport.send(
            _LIST, query={"sort": sort, "status": status, "page": page}, options=options
        )

    def iter_list(
        self,
        *,
        sort: Literal["asc", "desc"] | Omit = OMIT,
        status: Literal["open", "closed"] | Omit = "open",
        page: int,
        options: Options | None = None,
    ) -> Iterator[Order]:
        """Goes through all pages of `list`, item by item; each is got when needed."""
        return self._transport.iterate(
            _LIST, query={"sort": sort, "status": status, "page": page}, options=options
        )
