"""GraphQL."""

from __future__ import annotations

from .._runtime import OMIT, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.graphql import FilterInput, GraphqlEnvelope, UserEnvelope

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
            _PING, json={"query": _PING_DOCUMENT, "variables": {}}, options=options
        )
