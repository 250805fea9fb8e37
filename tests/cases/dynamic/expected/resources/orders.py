"""Orders."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from pydantic import JsonValue

from .._runtime import OMIT, Dynamic, Id, Omit, Operation, Options, Scalar, Transport
from .._runtime.models import Model
from ..models.orders import LineInput, Order

_CHANGE: Operation[JsonValue] = Operation("PATCH", "/orders/{id}", auth=())
_CREATE: Operation[Order] = Operation(
    "POST",
    "/orders",
    returns={201: Order},
    auth=(),
)
_QUERY_DOCUMENT = """query Orders($key: ID!) { orders(key: $key) { id } }"""
_QUERY: Operation[JsonValue] = Operation("POST", "/graphql", auth=())
_SEND_FORM: Operation[JsonValue] = Operation("POST", "/forms", auth=())
_START_RUN: Operation[JsonValue] = Operation(
    "PUT", "/runs/{$guid}/parts/part-{$randomInt}/{step}", auth=()
)


class Orders:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def change(
        self,
        id: Id,
        *,
        reference: UUID | str | Omit = OMIT,
        count: int | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """Change an order."""
        return self._transport.send(
            _CHANGE,
            path={"id": id},
            json={"reference": reference, "count": count},
            options=options,
        )

    def create(
        self,
        *,
        id: UUID | str | Omit = Dynamic("{{$guid}}"),
        reference: str | Omit = Dynamic("order-{{$randomInt}}"),
        count: int | Dynamic | Omit = Dynamic("{{$randomInt}}", is_json=True),
        express: bool | Dynamic | Omit = Dynamic("{{$randomBoolean}}", is_json=True),
        at: dt.datetime | str | Omit = Dynamic("{{$isoTimestamp}}"),
        buyer: str | Omit = OMIT,
        lines: Sequence[LineInput | Model] | Omit = OMIT,
        idempotency_key: Id | Omit = Dynamic("{{$guid}}"),
        options: Options | None = None,
    ) -> Order:
        """Create an order.

        Args:
            id: A new one at each call, unless it is given: {{$guid}}.
            reference: A new one at each call, unless it is given: order-{{$randomInt}}.
            count: A new one at each call, unless it is given: {{$randomInt}}.
            express: A new one at each call, unless it is given: {{$randomBoolean}}.
            at: A new one at each call, unless it is given: {{$isoTimestamp}}.
            idempotency_key: Of this order.
                A new one at each call, unless it is given: {{$guid}}.
        """
        return self._transport.send(
            _CREATE,
            headers={"Idempotency-Key": idempotency_key},
            json={
                "id": id,
                "reference": reference,
                "count": count,
                "express": express,
                "at": at,
                "buyer": buyer,
                "lines": lines,
            },
            options=options,
        )

    def query(
        self,
        *,
        key: UUID | str | int | Omit = Dynamic("{{$guid}}"),
        first: int | Dynamic | Omit = Dynamic("{{$randomInt}}", is_json=True),
        options: Options | None = None,
    ) -> JsonValue:
        """Query.

        Args:
            key: A new one at each call, unless it is given: {{$guid}}.
            first: A new one at each call, unless it is given: {{$randomInt}}.
        """
        return self._transport.send(
            _QUERY,
            json={"query": _QUERY_DOCUMENT, "variables": {"key": key, "first": first}},
            options=options,
        )

    def send_form(
        self,
        *,
        id: Id | Omit = Dynamic("{{$guid}}"),
        at: int | Dynamic | Omit = Dynamic("{{$timestamp}}"),
        name: Scalar | Omit = OMIT,
        options: Options | None = None,
    ) -> JsonValue:
        """Send a form.

        Args:
            id: A new one at each call, unless it is given: {{$guid}}.
            at: A new one at each call, unless it is given: {{$timestamp}}.
        """
        return self._transport.send(
            _SEND_FORM, form={"id": id, "at": at, "name": name}, options=options
        )

    def start_run(
        self,
        *,
        guid: Id = Dynamic("{{$guid}}"),
        random_int: Id = Dynamic("{{$randomInt}}"),
        step: Id = Dynamic("{{$randomUUID}}"),
        tag: Sequence[str] | Omit = (Dynamic("{{$randomAlphaNumeric}}"), "b"),
        by: Scalar | Omit = OMIT,
        trace: str | Omit = Dynamic("run-{{$timestamp}}"),
        x_request_id: Id | Omit = Dynamic("{{$guid}}"),
        x_session_token: UUID | str | Omit = Dynamic("{{$guid}}"),
        user_agent: str | Omit = Dynamic("acme/{{$randomInt}}"),
        options: Options | None = None,
    ) -> JsonValue:
        """Start a run.

        Args:
            guid: A new one at each call, unless it is given: {{$guid}}.
            random_int: A new one at each call, unless it is given: {{$randomInt}}.
            step: A new one at each call, unless it is given: {{$randomUUID}}.
            tag: A new one at each call, unless it is given: {{$randomAlphaNumeric}}.
            trace: What to look for in the log.
                A new one at each call, unless it is given: run-{{$timestamp}}.
            x_request_id: A new one at each call, unless it is given: {{$guid}}.
            x_session_token: A new one at each call, unless it is given: {{$guid}}.
            user_agent: A new one at each call, unless it is given: acme/{{$randomInt}}.
        """
        return self._transport.send(
            _START_RUN,
            path={"$guid": guid, "$randomInt": random_int, "step": step},
            query={"tag": tag, "by": by, "trace": trace},
            headers={
                "X-Request-Id": x_request_id,
                "X-Session-Token": x_session_token,
                "User-Agent": user_agent,
            },
            options=options,
        )
