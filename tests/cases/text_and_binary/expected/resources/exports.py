"""Exports."""

from __future__ import annotations

from .._runtime import Operation, Options, Transport
from ..models.exports import ErrorBody, Export, Ratio

_EITHER: Operation[Export | str] = Operation(
    "GET",
    "/e",
    returns={200: Export | str},
    auth=(),
)
_GET_CSV: Operation[str] = Operation(
    "GET",
    "/a.csv",
    returns={200: str},
    raises={404: ErrorBody},
    auth=(),
)
_GET_PDF: Operation[bytes] = Operation(
    "GET",
    "/a.pdf",
    returns={200: bytes},
    auth=(),
)
_GET_RATIOS: Operation[Ratio] = Operation(
    "GET",
    "/ratios",
    returns={200: Ratio},
    auth=(),
)
_SEND_XML: Operation[str] = Operation(
    "POST",
    "/x",
    returns={200: str},
    raises={500: str},
    auth=(),
    content_type="application/xml",
)


class Exports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def either(self, *, options: Options | None = None) -> Export | str:
        """Either."""
        return self._transport.send(_EITHER, options=options)

    def get_csv(self, *, options: Options | None = None) -> str:
        """Get CSV."""
        return self._transport.send(_GET_CSV, options=options)

    def get_pdf(self, *, options: Options | None = None) -> bytes:
        """Get PDF."""
        return self._transport.send(_GET_PDF, options=options)

    def get_ratios(self, *, options: Options | None = None) -> Ratio:
        """Get ratios."""
        return self._transport.send(_GET_RATIOS, options=options)

    def send_xml(self, *, body: str | bytes, options: Options | None = None) -> str:
        """Send XML."""
        return self._transport.send(_SEND_XML, content=body, options=options)
