"""GraphQL."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import JsonValue

from .._runtime import OMIT, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.graphql import FilterInput, GraphqlEnvelope, UserEnvelope

_COUNT_BY_DAY_DOCUMENT = """query Count($days: Days) { count(days: $days) }"""
_COUNT_BY_DAY: Operation[JsonValue] = Operation("POST", "/graphql", auth=())
_FIND_USERS_DOCUMENT = """query Find($first: Int, $filter: Filter) {
  users(first: $first, filter: $filter) { id name }
}"""
_FIND_USERS: Operation[UserEnvelope] = Operation(
    "POST",
    "/graphql",
    returns={200: UserEnvelope},
    auth=(),
)
_PING_DOCUMENT = """{ ping(text: \"\"\"a"b\"\"\") }"""
_PING: Operation[GraphqlEnvelope] = Operation(
    "POST",
    "/graphql",
    returns={200: GraphqlEnvelope},
    auth=(),
)


class GraphqlResource:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def count_by_day(
        self, *, body: Mapping[str, int], options: Options | None = None
    ) -> JsonValue:
        """Count by day."""
        return self._transport.send(
            _COUNT_BY_DAY,
            json={"query": _COUNT_BY_DAY_DOCUMENT, "variables": body},
            options=options,
        )

    def find_users(
        self,
        *,
        first: int | Omit = OMIT,
        filter: FilterInput | Model | Omit = OMIT,
        options: Options | None = None,
    ) -> UserEnvelope:
        """Find users."""
        return self._transport.send(
            _FIND_USERS,
            json={
                "operationName": "Find",
                "query": _FIND_USERS_DOCUMENT,
                "variables": {"first": first, "filter": filter},
            },
            options=options,
        )

    def ping(self, *, options: Options | None = None) -> GraphqlEnvelope:
        """Ping."""
        return self._transport.send(
            _PING, json={"query": _PING_DOCUMENT}, options=options
        )
