"""How tokens of OAuth 2.0 are asked for, without any input and output."""

from __future__ import annotations

import hashlib
import json
import secrets
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Generator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from typing import Any, Literal, TypeAlias
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import httpx2

from ..errors import TokenError, shown
from ..private import CREDENTIALS, Credentials, masked
from . import fresh
from .base import ONE_SERVER

# A token that lives no longer than this is renewed before it is sent.
RENEWED_BEFORE = 30.0

# The fields of a request for a token that no message may show.
_SECRET = frozenset(
    {"client_secret", "code", "code_verifier", "password", "refresh_token"}
)

Grant: TypeAlias = Literal[
    "client_credentials", "password", "refresh_token", "authorization_code"
]


@dataclass(frozen=True, slots=True)
class Token:
    """An access token, and what else came with it."""

    access_token: str = field(repr=False)
    _: KW_ONLY
    expires_at: float | None = None
    """Seconds since 1970; None where nothing says when."""
    refresh_token: str | None = field(default=None, repr=False)

    @property
    def is_expiring(self) -> bool:
        """Whether it has to be renewed before it is sent."""
        at = self.expires_at
        return at is not None and at - fresh.now() < RENEWED_BEFORE


@dataclass(frozen=True, slots=True)
class Values:
    """What a token is asked for with; an empty text is one that is not there."""

    token_url: str
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    scope: str = ""
    username: str = ""
    password: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    authorization_url: str = ""
    redirect_uri: str = ""


@dataclass(frozen=True, slots=True)
class GrantRequests:
    """The requests of a grant (RFC 6749, section 4)."""

    grant: Grant
    values: Values
    _: KW_ONLY
    pkce: Literal["S256", "plain"] | None
    client_place: Literal["header", "body"]
    extra: Mapping[str, str]
    authorization_extra: Mapping[str, str]
    like: httpx2.Request
    """The request that needs the token: its time limits and user agent are kept."""

    def steps(
        self, old: Token | None, authorize: Callable[[str], Any] | None
    ) -> Generator[httpx2.Request | Callable[[], Any], Any, Token]:
        """What has to be done for a token; the answer of each step is sent back.

        A refresh token is tried first. Raises TokenError.
        """
        refresh_token = (old and old.refresh_token) or self.values.refresh_token
        if refresh_token:
            fields = {"grant_type": "refresh_token", "refresh_token": refresh_token}
            response = yield self._request(fields)
            can_start_anew = self.grant in {"client_credentials", "password"} or (
                self.grant == "authorization_code" and authorize is not None
            )
            if response.is_success or not can_start_anew:
                return self._token(response, refresh_token)
        if self.grant == "authorization_code":
            verifier = secrets.token_urlsafe(48)
            state = secrets.token_urlsafe(16)
            address = self._authorization(state, verifier)
            assert authorize is not None  # noqa: S101  # apply() has seen to it
            landed = yield lambda: authorize(address)
            fields = {
                "grant_type": "authorization_code",
                "code": authorization_code(landed, state),
            }
            if self.values.redirect_uri:
                fields["redirect_uri"] = self.values.redirect_uri
            if self.pkce is not None:
                fields["code_verifier"] = verifier
        else:
            fields = {"grant_type": self.grant}
            if self.grant == "password":
                fields["username"] = self.values.username
                fields["password"] = self.values.password
            if self.values.scope:
                fields["scope"] = self.values.scope
        response = yield self._request(fields)
        return self._token(response)

    def _request(self, fields: dict[str, str]) -> httpx2.Request:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        if agent := self.like.headers.get("User-Agent"):
            headers["User-Agent"] = agent
        client_id, client_secret = self.values.client_id, self.values.client_secret
        if client_id and client_secret and self.client_place == "header":
            # Not percent-encoded, as few servers decode it and Postman sends it so.
            pair = b64encode(f"{client_id}:{client_secret}".encode()).decode("ascii")
            headers["Authorization"] = f"Basic {pair}"
        elif client_id:
            fields = fields | {"client_id": client_id}
            if client_secret:
                fields["client_secret"] = client_secret
        return httpx2.Request(
            "POST",
            self.values.token_url,
            headers=headers,
            content=urlencode(fields | dict(self.extra)),
            extensions={
                "timeout": self.like.extensions.get("timeout", {}),
                CREDENTIALS: Credentials(
                    headers={"authorization"},
                    secrets={
                        client_secret,
                        *(fields[name] for name in _SECRET & set(fields)),
                    },
                ),
                ONE_SERVER: True,
            },
        )

    def _authorization(self, state: str, verifier: str) -> str:
        """The address where the user consents (RFC 6749, section 4.1.1)."""
        fields = {
            "response_type": "code",
            "client_id": self.values.client_id,
            "redirect_uri": self.values.redirect_uri,
            "scope": self.values.scope,
            "state": state,
            **self.authorization_extra,
        }
        if self.pkce is not None:
            fields["code_challenge"] = code_challenge(verifier, self.pkce)
            fields["code_challenge_method"] = self.pkce
        query = urlencode({name: value for name, value in fields.items() if value})
        url = self.values.authorization_url
        return f"{url}{'&' if '?' in url else '?'}{query}"

    def _token(self, response: httpx2.Response, refresh_token: str = "") -> Token:
        """The token of an answer (RFC 6749, section 5)."""
        fields = _fields(response)
        access_token = fields.get("access_token")
        if response.is_error or not isinstance(access_token, str) or not access_token:
            raise TokenError(self._problem(response, fields))
        try:
            lifetime = float(fields["expires_in"])
        except (KeyError, TypeError, ValueError):
            lifetime = None
        return Token(
            access_token,
            expires_at=None if lifetime is None else fresh.now() + lifetime,
            # A server that gives no new one means the old one (section 6).
            refresh_token=fields.get("refresh_token") or refresh_token or None,
        )

    def _problem(self, response: httpx2.Response, fields: Mapping[str, Any]) -> str:
        said = [fields.get("error"), fields.get("error_description")]
        text = ": ".join(shown(one, 200) for one in said if isinstance(one, str))
        text = masked(text, response.request)
        url = response.request.url.copy_with(query=None, fragment=None, userinfo=b"")
        return (
            f"no token from {url} ({response.status_code}): {text or 'no access_token'}"
        )


def code_challenge(verifier: str, method: Literal["S256", "plain"]) -> str:
    """What the server checks the verifier against (RFC 7636, section 4.2)."""
    if method == "plain":
        return verifier
    digest = hashlib.sha256(verifier.encode("ascii")).digest()
    return urlsafe_b64encode(digest).decode("ascii").rstrip("=")


def authorization_code(landed: str, state: str) -> str:
    """The code in the address that the browser ended at (RFC 6749, section 4.1.2)."""
    query = {
        name: values[-1] for name, values in parse_qs(urlsplit(landed).query).items()
    }
    if "error" in query:
        raise TokenError(f"the user was sent back with: {shown(query['error'], 200)}")
    if "code" not in query:
        raise TokenError("the address that the browser ended at has no code")
    if query.get("state") != state:
        raise TokenError("the address that the browser ended at is for another request")
    return query["code"]


def _fields(response: httpx2.Response) -> dict[str, Any]:
    """The members of an answer: JSON, or a form as some servers send."""
    try:
        found = json.loads(response.content)
    except ValueError:
        return dict(parse_qsl(response.text))
    return found if isinstance(found, dict) else {}
