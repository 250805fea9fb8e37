"""Bulk changes, run at night by a technical account.

Its token is set as a header of the request.
"""

from __future__ import annotations

from .._runtime import Operation, Options, Transport
from ..models.shared import CatalogueErrorBody

_RECORDS: Operation[str] = Operation(
    "POST",
    "/imports",
    returns={200: str},
    raises={400: CatalogueErrorBody},
    auth=("bearer",),
    content_type="application/xml",
)


class Imports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def records(self, *, body: str | bytes, options: Options | None = None) -> str:
        """Imports catalogue records in the exchange format."""
        return self._transport.send(_RECORDS, content=body, options=options)
