"""Pets."""

from __future__ import annotations

from .._runtime import Id, Operation, Options, Transport
from ..models.pets import NotFound, Pet, UnexpectedError

_GET: Operation[Pet] = Operation(
    "GET",
    "/pets/{id}",
    returns={200: Pet},
    raises={404: NotFound},
    default=UnexpectedError,
    auth=(),
)


class Pets:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, id: Id, *, options: Options | None = None) -> Pet:
        """Get pet."""
        return self._transport.send(_GET, path={"id": id}, options=options)
