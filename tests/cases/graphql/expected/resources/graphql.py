"""GraphQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from pydantic import JsonValue

from .._runtime import OMIT, Omit, Operation, Options, Transport
from .._runtime.models import Model
from ..models.graphql import (
    FilterInput,
    GraphqlEnvelope,
    RenameUserResult,
    UserEnvelope,
)

_COUNT_BY_DAY_DOCUMENT = """query Count($days: Days) { count(days: $days) }"""
_COUNT_BY_DAY: Operation[JsonValue] = Operation("POST", "/graphql", auth=())
_FIND_USER_DOCUMENT = (
    """query User($id: ID!, $first: Int) { user(id: $id, first: $first) { id } }"""
)
_FIND_USER: Operation[JsonValue] = Operation("POST", "/graphql", auth=())
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
_RENAME_USER_DOCUMENT = """# with what it is told
mutation Rename($id: ID!, $name: String!, $since: String, $tags: [String!]! = ["a)"], $role: Role!, $silent: Boolean) {
  rename(id: $id, name: $name, since: $since, tags: $tags, role: $role, silent: $silent) { id name }
}"""
_RENAME_USER: Operation[RenameUserResult] = Operation(
    "POST",
    "/graphql",
    returns={200: RenameUserResult},
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

    def find_user(
        self,
        *,
        id: str | int,
        first: int | None | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """Find user."""
        return self._transport.send(
            _FIND_USER,
            json={
                "query": _FIND_USER_DOCUMENT,
                "variables": {"id": id, "first": first},
            },
            options=options,
        )

    def find_users(
        self,
        *,
        first: int | None | Omit = OMIT,
        filter: FilterInput | Model | None | Omit = OMIT,
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

    def rename_user(
        self,
        *,
        id: str | int,
        name: str,
        since: dt.date | str | None | Omit = OMIT,
        tags: list[str] | Omit = OMIT,
        role: str,
        silent: bool | None | Omit = OMIT,
        options: Options | None = None,
    ) -> RenameUserResult:
        """Rename user."""
        return self._transport.send(
            _RENAME_USER,
            json={
                "query": _RENAME_USER_DOCUMENT,
                "variables": {
                    "id": id,
                    "name": name,
                    "since": since,
                    "tags": tags,
                    "role": role,
                    "silent": silent,
                },
            },
            options=options,
        )
