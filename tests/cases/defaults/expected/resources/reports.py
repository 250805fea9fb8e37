"""Reports."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from uuid import UUID

from pydantic import JsonValue

from .._runtime import OMIT, Id, Omit, Operation, Options, Scalar, Transport

_LIST: Operation[list[JsonValue]] = Operation(
    "GET",
    "/{tenant}/reports/{region}",
    returns={200: list[JsonValue]},
    auth=(),
    headers={"Accept": "application/json"},
)


class Reports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        tenant: Id,
        region: Id,
        *,
        api_version: int | Omit = 2021,
        deep: bool | Omit = True,
        ratio: float | Omit = 0.5,
        code: str | Omit = "007",
        flag: Scalar | None | Omit = None,
        blank: Scalar | Omit = OMIT,
        tag: Sequence[str] | Omit = ("a", "b"),
        debug: int | Omit = OMIT,
        x_version: int | Omit = 2,
        x_trace: UUID | str | Omit = OMIT,
        options: Options | None = None,
    ) -> builtins.list[JsonValue]:
        """List reports."""
        return self._transport.send(
            _LIST,
            path={"tenant": tenant, "region": region},
            query={
                "api-version": api_version,
                "deep": deep,
                "ratio": ratio,
                "code": code,
                "flag": flag,
                "blank": blank,
                "tag": tag,
                "debug": debug,
            },
            headers={"X-Version": x_version, "X-Trace": x_trace},
            options=options,
        )
