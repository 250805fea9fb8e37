"""Login."""

from __future__ import annotations

from collections.abc import Sequence

from .._runtime import OMIT, Omit, Operation, Options, Transport
from ..models.login import Token

_GET_TOKEN: Operation[Token] = Operation(
    "POST",
    "/token",
    returns={200: Token},
    auth=(),
)


class Login:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get_token(
        self,
        *,
        grant_type: str | Omit = OMIT,
        username: str | Omit = OMIT,
        scope: Sequence[str] | Omit = OMIT,
        class_: str | Omit = OMIT,
        options: Options | None = None,
    ) -> Token:
        """Get token."""
        return self._transport.send(
            _GET_TOKEN,
            form={
                "grant_type": grant_type,
                "username": username,
                "scope": scope,
                "class": class_,
            },
            options=options,
        )
