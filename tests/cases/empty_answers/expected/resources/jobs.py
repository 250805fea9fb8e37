"""Jobs."""

from __future__ import annotations

from pydantic import JsonValue

from .._runtime import Id, Operation, Options, Transport
from ..models.jobs import Job

_DELETE: Operation[None] = Operation(
    "DELETE",
    "/jobs/{id}",
    returns={204: None},
    auth=(),
)
_HEAD: Operation[None] = Operation(
    "HEAD",
    "/jobs/{id}",
    returns={200: None},
    auth=(),
)
_NO_EXAMPLES: Operation[JsonValue] = Operation("GET", "/jobs/unknown", auth=())
_START: Operation[Job | None] = Operation(
    "POST",
    "/jobs",
    returns={201: Job, 202: None},
    auth=(),
)
_TOUCH: Operation[Job | None] = Operation(
    "POST",
    "/jobs/{id}/touch",
    returns={200: Job | None},
    auth=(),
)


class Jobs:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def delete(self, id: Id, *, options: Options | None = None) -> None:
        """Delete job."""
        return self._transport.send(_DELETE, path={"id": id}, options=options)

    def head(self, id: Id, *, options: Options | None = None) -> None:
        """Head of job."""
        return self._transport.send(_HEAD, path={"id": id}, options=options)

    def no_examples(self, *, options: Options | None = None) -> JsonValue:
        """No examples."""
        return self._transport.send(_NO_EXAMPLES, options=options)

    def start(self, *, options: Options | None = None) -> Job | None:
        """Start job."""
        return self._transport.send(_START, options=options)

    def touch(self, id: Id, *, options: Options | None = None) -> Job | None:
        """Touch job."""
        return self._transport.send(_TOUCH, path={"id": id}, options=options)
