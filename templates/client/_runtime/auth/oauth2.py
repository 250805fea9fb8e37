"""OAuth 2.0: access tokens that are fetched, kept, and renewed in time (RFC 6749).

A grant says how a token is asked for; a token source of your own takes its place.
"""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeAlias
from urllib.parse import quote

import httpx2

from ..errors import MissingSetting
from .base import Draft, Place, Turns, is_repeatable, put_header, with_query
from .tokens import Grant, GrantRequests, Token, Values

if TYPE_CHECKING:
    from ..private import Credentials

TokenSource: TypeAlias = Callable[[Token | None], Token | str]
"""Gives a token; it gets the one that has expired or was refused, None at first."""
AsyncTokenSource: TypeAlias = Callable[[Token | None], Awaitable[Token | str]]
"""The same for an asynchronous client."""

Authorize: TypeAlias = Callable[[str], str]
"""Takes the address where the user consents; returns the one that the browser ends at."""
AsyncAuthorize: TypeAlias = Callable[[str], Awaitable[str]]
"""The same for an asynchronous client."""

_Step: TypeAlias = httpx2.Request | Callable[[], Any]
"""What has to be done for a token: a request to send, or a function to call."""


class _Store:
    """The tokens of a client, by the credentials they were got with.

    Calls wait for one another here, so that one token serves all of them.
    """

    def __init__(self) -> None:
        self.tokens: dict[Values | None, Token] = {}
        self.turns = Turns()


@dataclass(frozen=True, slots=True)
class OAuth2Auth:
    """A token that is fetched when it is first needed.

    All that has a place in a request is given by the name of its setting. Where
    `access_token` has a value, this token is sent and nothing is fetched.
    """

    grant: Grant
    _: KW_ONLY
    access_token: str
    token_url: str
    client_id: str | None = None
    client_secret: str | None = None
    scope: str | None = None
    username: str | None = None
    password: str | None = None
    refresh_token: str | None = None
    authorization_url: str | None = None
    redirect_uri: str | None = None
    pkce: Literal["S256", "plain"] | None = None
    """How the code is protected on its way through the browser (RFC 7636)."""
    client_place: Literal["header", "body"] = "header"
    """Where the client's own credentials are sent (RFC 6749, section 2.3.1)."""
    place: Place = "header"
    prefix: str = "Bearer"
    extra: Mapping[str, str] = field(default_factory=dict)
    """What the server of the tokens wants beside the standard, such as an audience."""
    authorization_extra: Mapping[str, str] = field(default_factory=dict)
    """The same for the address where the user consents."""
    source: TokenSource | AsyncTokenSource | None = None
    """Gives the tokens in the place of the grant."""
    authorize: Authorize | AsyncAuthorize | None = None
    """Leads the user through the browser, for authorization codes."""
    _store: _Store = field(default_factory=_Store, init=False, repr=False)

    def apply(self, draft: Draft) -> httpx2.Auth | None:
        """Set the token that was given, or return the flow that fetches one."""
        if token := draft.get(self.access_token):
            if self.place == "query":
                draft.put("access_token", token, "query")
            else:
                draft.put("Authorization", f"{self.prefix} {token}".strip())
            return None
        values = self._values(draft) if self.source is None else None
        return _Flow(self, values, draft.credentials)

    def _values(self, draft: Draft) -> Values:
        """What the grant needs, from the settings."""
        names = {
            name: getattr(self, name)
            for name in Values.__dataclass_fields__
            if getattr(self, name) is not None
        }
        if (
            self.grant == "authorization_code"
            and self.authorize is None
            and not draft.get(self.refresh_token)
        ):
            given = [self.access_token, self.refresh_token, "authorize"]
            ways = " or ".join(f"Client({name}=...)" for name in given if name)
            raise MissingSetting(
                f"{draft.operation} needs the consent of a user: give {ways}"
            )
        required = {"token_url", *_REQUIRED[self.grant]}
        values = {}
        for name, setting in names.items():
            if name in required:
                draft.settings.require(setting, draft.operation)
            read = draft.get if name in _SECRET else draft.plain
            values[name] = read(setting)
        return Values(**values)


_REQUIRED: Mapping[Grant, frozenset[str]] = {
    "client_credentials": frozenset({"client_id", "client_secret"}),
    "password": frozenset({"username", "password"}),
    "refresh_token": frozenset({"refresh_token"}),
    "authorization_code": frozenset({"client_id"}),
}


_SECRET = frozenset(
    {"client_id", "client_secret", "password", "refresh_token", "username"}
)


class _Flow(httpx2.Auth):
    """Sends a request with a token: one that is kept, or one that is got before.

    A token that is refused is renewed once.
    """

    def __init__(
        self, auth: OAuth2Auth, values: Values | None, credentials: Credentials
    ) -> None:
        self._auth = auth
        self._values = values
        self._credentials = credentials
        self._store = auth._store

    def sync_auth_flow(
        self, request: httpx2.Request
    ) -> Generator[httpx2.Request, httpx2.Response, None]:
        """Get the token, holding the lock of threads, and send the request."""
        refused: Token | None = None
        while True:
            with self._store.turns.threads:
                steps, answer = self._steps(request, refused), None
                while True:
                    try:
                        step = steps.send(answer)
                    except StopIteration as done:
                        token = done.value
                        break
                    if isinstance(step, httpx2.Request):
                        answer = yield step
                        answer.read()
                    else:
                        answer = step()
            response = yield self._with_token(request, token)
            if refused is not None or not self._may_renew(response, token):
                return
            refused = token

    async def async_auth_flow(
        self, request: httpx2.Request
    ) -> AsyncGenerator[httpx2.Request, httpx2.Response]:
        """Get the token, holding the lock of tasks, and send the request."""
        refused: Token | None = None
        while True:
            async with self._store.turns.tasks:
                steps, answer = self._steps(request, refused), None
                while True:
                    try:
                        step = steps.send(answer)
                    except StopIteration as done:
                        token = done.value
                        break
                    if isinstance(step, httpx2.Request):
                        answer = yield step
                        await answer.aread()
                    else:
                        answer = step()
                        if inspect.isawaitable(answer):
                            answer = await answer
            response = yield self._with_token(request, token)
            if refused is not None or not self._may_renew(response, token):
                return
            refused = token

    def _steps(
        self, request: httpx2.Request, refused: Token | None
    ) -> Generator[_Step, Any, Token]:
        """What has to be done for a token that can be sent: nothing, where one is kept."""
        old = self._store.tokens.get(self._values)
        if old is not None and old is not refused and not old.is_expiring:
            return old
        if self._auth.source is not None:
            source = self._auth.source
            given = yield lambda: source(old)
            token = Token(given) if isinstance(given, str) else given
        else:
            assert self._values is not None  # noqa: S101  # no source, so a grant
            requests = GrantRequests(
                self._auth.grant,
                self._values,
                pkce=self._auth.pkce,
                client_place=self._auth.client_place,
                extra=self._auth.extra,
                authorization_extra=self._auth.authorization_extra,
                like=request,
            )
            token = yield from requests.steps(old, self._auth.authorize)
        self._store.tokens[self._values] = token
        return token

    def _may_renew(self, response: httpx2.Response, token: Token) -> bool:
        if response.status_code != 401:
            return False
        if not is_repeatable(response.request):
            return False
        # Nobody is sent through the browser a second time.
        needs_user = self._auth.source is None and self._auth.authorize is not None
        return not needs_user or token.refresh_token is not None

    def _with_token(self, request: httpx2.Request, token: Token) -> httpx2.Request:
        text = token.access_token
        self._credentials.secrets.add(text)
        if self._auth.place == "query":
            parts = [
                request.url.query.decode("ascii"),
                f"access_token={quote(text, safe='')}",
            ]
            query = "&".join(part for part in parts if part)
            return with_query(request, query, ("access_token",))
        put_header(request, "Authorization", f"{self._auth.prefix} {text}".strip())
        return request
