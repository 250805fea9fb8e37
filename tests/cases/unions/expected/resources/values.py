"""Values."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import JsonValue

from .._runtime import OMIT, Id, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.values import Value, ValueItemInput

_GET: Operation[Value | list[int]] = Operation(
    "GET",
    "/values/{id}",
    returns={200: Value, 201: list[int]},
    auth=(),
)
_SET: Operation[JsonValue] = Operation(
    "PUT",
    "/values/{id}",
    auth=(),
    content_type="text/plain",
)


class Values:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, id: Id, *, options: Options | None = None) -> Value | list[int]:
        """Get value."""
        return self._transport.send(_GET, path={"id": id}, options=options)

    def set(
        self,
        id: Id,
        *,
        value: str | None | Omit = OMIT,
        items: Sequence[ValueItemInput | Model | int] | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """Set value."""
        return self._transport.send(
            _SET,
            path={"id": id},
            json={"value": value, "items": items},
            options=options,
        )
