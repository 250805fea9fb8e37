"""NTLM, which authenticates a connection: MS-NLMP and MS-NTHT.

Calls take turns, so that no other one gets between the messages on a connection.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import AsyncGenerator, Callable, Generator
from dataclasses import KW_ONLY, dataclass, field
from functools import partial
from typing import Any

import httpx2

from .base import Draft, Turns, is_repeatable, library, put_header


@dataclass(frozen=True, slots=True)
class NtlmAuth:
    r"""User name and password, by the names of their settings.

    The domain may also stand in the user name: `DOMAIN\jane`.
    """

    username: str
    password: str
    _: KW_ONLY
    domain: str | None = None
    _turns: Turns = field(default_factory=Turns, init=False, repr=False)

    def apply(self, draft: Draft) -> httpx2.Auth:
        """Return the flow that answers the challenge."""
        spnego = library("spnego", "pyspnego", "NTLM")
        username = draft.require(self.username)
        domain = draft.plain(self.domain)
        new_context = partial(
            spnego.client,
            f"{domain}\\{username}" if domain else username,
            draft.require(self.password),
            protocol="ntlm",
        )
        return _Flow(new_context, self._turns)


class _Flow(httpx2.Auth):
    """Three messages: what we can do, the server's challenge, and the answer to it."""

    def __init__(self, new_context: Callable[[], Any], turns: Turns) -> None:
        self._new_context = new_context
        self._turns = turns

    def sync_auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        with self._turns.threads:
            yield from self._messages(request)

    async def async_auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        async with self._turns.tasks:
            messages = self._messages(request)
            message = next(messages)
            while True:
                response = yield message
                try:
                    message = messages.send(response)
                except StopIteration:
                    return

    def _messages(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        response = yield request
        if response.status_code != 401 or not is_repeatable(request):
            return
        scheme = _scheme(response)
        if scheme is None:
            return
        context = self._new_context()
        put_header(request, "Authorization", f"{scheme} {_text(context.step())}")
        response = yield request
        challenge = _challenge(response, scheme)
        if response.status_code != 401 or challenge is None:
            return
        answer = context.step(challenge)
        put_header(request, "Authorization", f"{scheme} {_text(answer)}")
        yield request


def _scheme(response: httpx2.Response) -> str | None:
    """The name to answer with: both can carry the messages, NTLM is the plainer one."""
    offered = response.headers.get_list("WWW-Authenticate", split_commas=True)
    names = {one.strip().partition(" ")[0].lower() for one in offered}
    return next((name for name in ("NTLM", "Negotiate") if name.lower() in names), None)


def _challenge(response: httpx2.Response, scheme: str) -> bytes | None:
    for value in response.headers.get_list("WWW-Authenticate", split_commas=True):
        name, _, token = value.strip().partition(" ")
        if name.lower() == scheme.lower() and token:
            return b64decode(token)
    return None


def _text(token: bytes) -> str:
    return b64encode(token).decode("ascii")
