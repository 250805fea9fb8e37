"""Authentication that takes several requests: OAuth 2, digest and NTLM."""

from __future__ import annotations

import asyncio
import socket
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest

runtime = import_module("client_runtime")
digest = import_module("client_runtime.auth.digest")
fresh = import_module("client_runtime.auth.fresh")
ntlm = import_module("client_runtime.auth.ntlm")
oauth2 = import_module("client_runtime.auth.oauth2")
tokens = import_module("client_runtime.auth.tokens")
unsupported = import_module("client_runtime.auth.unsupported")

GET = runtime.Operation("GET", "/things", returns={200: str})
VALUES = {
    "base_url": "https://api.test",
    "token_url": "https://login.test/token",
    "authorization_url": "https://login.test/authorize?tenant=a",
    "redirect_uri": "http://127.0.0.1:8400/done",
    "client_id": "me",
    "client_secret": "hush-hush",
    "username": "jane",
    "password": "pa55 word",
    "scope": "read",
}

Play = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def play(request: pytest.FixtureRequest) -> Play:
    """Makes calls with a fresh client of either kind; gives what the last one returned."""

    def run(
        auth: object,
        handler: Callable[[httpx2.Request], httpx2.Response],
        *operations: object,
        **values: str | None,
    ) -> Any:
        known = dict.fromkeys(("access_token", "refresh_token"), (None, "X"))
        settings = runtime.Settings(
            **known | {name: (value, "X") for name, value in (VALUES | values).items()}
        )
        parts: dict[str, Any] = {
            "auth": {"default": auth},
            "errors": {},
            "timeout": 5,
            "max_retries": 0,
        }
        transport = httpx2.MockTransport(handler)
        if request.param == "sync":
            with httpx2.Client(transport=transport) as http_client:
                client = runtime.Transport(settings, http_client=http_client, **parts)
                return [client.send(operation) for operation in operations][-1]

        async def run_async() -> Any:
            async with httpx2.AsyncClient(transport=transport) as http_client:
                client = runtime.AsyncTransport(settings, http_client=http_client, **parts)
                return [await client.send(operation) for operation in operations][-1]

        return asyncio.run(run_async())

    return run


class Login:
    """A server of tokens and an API that wants them."""

    def __init__(self, lifetime: float | None = 3600, refresh_token: str | None = None) -> None:
        self.asked: list[dict[str, str]] = []
        self.authorizations: list[str | None] = []
        self.sent: list[str | None] = []
        self.refused: set[str] = set()
        self.answer: httpx2.Response | None = None
        self._lifetime = lifetime
        self._refresh_token = refresh_token
        self._lock = threading.Lock()

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "login.test":
            return self._token(request)
        with self._lock:
            self.sent.append(request.headers.get("Authorization"))
            if self.sent[-1] in self.refused:
                return httpx2.Response(401, text="expired")
        return httpx2.Response(200, text="fine", headers={"Content-Type": "text/plain"})

    def _token(self, request: httpx2.Request) -> httpx2.Response:
        with self._lock:
            fields = parse_qs(request.content.decode())
            self.asked.append({name: value for name, (value,) in fields.items()})
            self.authorizations.append(request.headers.get("Authorization"))
            if self.answer is not None:
                return self.answer
            made = {"access_token": f"token-{len(self.asked)}", "token_type": "Bearer"}
            if self._lifetime is not None:
                made["expires_in"] = self._lifetime  # type: ignore[assignment]
            if self._refresh_token:
                made["refresh_token"] = f"{self._refresh_token}-{len(self.asked)}"
        return httpx2.Response(200, json=made)


def auth_of(grant: str, **more: Any) -> Any:
    names = ("access_token", "token_url", "client_id", "client_secret", "scope")
    return oauth2.OAuth2Auth(grant, **{name: name for name in names} | more)


# --- OAuth 2 ----------------------------------------------------------------------------


def test_client_credentials(play: Play) -> None:
    login = Login()
    auth = auth_of("client_credentials", extra={"audience": "https://api.test"})
    assert play(auth, login, GET, GET) == "fine"
    assert login.asked == [
        {"grant_type": "client_credentials", "scope": "read", "audience": "https://api.test"}
    ]
    assert login.authorizations == [f"Basic {b64encode(b'me:hush-hush').decode()}"]
    assert login.sent == ["Bearer token-1"] * 2


def test_credentials_in_the_body(play: Play) -> None:
    login = Login()
    auth = auth_of("password", client_place="body", username="username", password="password")
    play(auth, login, GET)
    assert login.authorizations == [None]
    assert login.asked == [
        {
            "grant_type": "password",
            "username": "jane",
            "password": "pa55 word",
            "scope": "read",
            "client_id": "me",
            "client_secret": "hush-hush",
        }
    ]


def test_a_token_that_is_given_is_sent(play: Play) -> None:
    login = Login()
    play(auth_of("client_credentials", prefix="Token"), login, GET, access_token="mine")
    assert (login.asked, login.sent) == ([], ["Token mine"])


def test_a_token_in_the_query(play: Play) -> None:
    seen = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "login.test":
            return httpx2.Response(200, json={"access_token": "a+b/c"})
        seen.append((request.url.query.decode(), str(request.url), repr(request)))
        return httpx2.Response(200)

    play(auth_of("client_credentials", place="query"), handler, GET)
    assert seen[0][0] == "access_token=a%2Bb%2Fc"
    assert "a%2Bb" not in f"{seen[0][1:]}"


def test_a_token_is_renewed_before_it_expires(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    times = iter([0.0, 1.0, 3571.0, 3571.0, 3572.0])
    monkeypatch.setattr(fresh, "now", lambda: next(times))
    login = Login(lifetime=3600)
    play(auth_of("client_credentials"), login, GET, GET, GET)
    assert login.sent == ["Bearer token-1", "Bearer token-1", "Bearer token-2"]


def test_a_token_without_an_end_is_kept(play: Play) -> None:
    login = Login(lifetime=None)
    play(auth_of("client_credentials"), login, GET, GET)
    assert len(login.asked) == 1


def test_a_refused_token_is_renewed_once(play: Play) -> None:
    login = Login()
    login.refused = {"Bearer token-1"}
    assert play(auth_of("client_credentials"), login, GET) == "fine"
    assert login.sent == ["Bearer token-1", "Bearer token-2"]
    hopeless = Login()
    hopeless.refused = {"Bearer token-1", "Bearer token-2"}
    with pytest.raises(runtime.APIStatusError, match="401"):
        play(auth_of("client_credentials"), hopeless, GET)
    assert len(hopeless.sent) == 2


def test_refresh_tokens(play: Play) -> None:
    login = Login(refresh_token="next")
    login.refused = {"Bearer token-1"}
    auth = auth_of("refresh_token", refresh_token="refresh_token")
    play(auth, login, GET, refresh_token="first")
    assert [asked["refresh_token"] for asked in login.asked] == ["first", "next-1"]
    assert {asked["grant_type"] for asked in login.asked} == {"refresh_token"}


def test_a_refresh_token_that_is_no_longer_good(play: Play) -> None:
    login = Login(refresh_token="next", lifetime=1)

    def handler(request: httpx2.Request) -> httpx2.Response:
        if b"refresh_token=next" in request.content:
            return httpx2.Response(400, json={"error": "invalid_grant"})
        return login(request)

    play(auth_of("password", username="username", password="password"), handler, GET, GET)
    assert [asked["grant_type"] for asked in login.asked] == ["password", "password"]


@pytest.mark.parametrize("pkce", ["S256", "plain", None])
def test_authorization_codes(play: Play, request: Any, pkce: str | None) -> None:
    login = Login()
    asked: list[dict[str, str]] = []

    def authorize(address: str) -> Any:
        query = {name: value for name, (value,) in parse_qs(urlsplit(address).query).items()}
        asked.append(query)
        landed = f"{query['redirect_uri']}?code=c%2F1&state={query['state']}"
        if "async" not in request.node.name:
            return landed

        async def later() -> str:
            return landed

        return later()

    auth = auth_of(
        "authorization_code",
        client_secret=None,
        authorization_url="authorization_url",
        redirect_uri="redirect_uri",
        pkce=pkce,
        authorization_extra={"prompt": "consent"},
        authorize=authorize,
    )
    assert play(auth, login, GET, GET) == "fine"
    (query,) = asked
    assert query["prompt"] == "consent"
    assert (query["tenant"], query["response_type"], query["client_id"]) == ("a", "code", "me")
    (fields,) = login.asked
    assert (fields["code"], fields["client_id"]) == ("c/1", "me")
    assert fields["redirect_uri"] == VALUES["redirect_uri"]
    verifier = fields.get("code_verifier")
    if pkce is None:
        assert (verifier, "code_challenge" in query) == (None, False)
    else:
        assert verifier is not None
        assert 43 <= len(verifier) <= 128
        assert query["code_challenge"] == tokens.code_challenge(verifier, pkce)
        assert query["code_challenge_method"] == pkce


def test_the_challenge_of_the_standard() -> None:
    """RFC 7636, appendix B."""
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    assert tokens.code_challenge(verifier, "S256") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


@pytest.mark.parametrize(
    ("landed", "message"),
    [
        ("http://x/?code=1&state=other", "another request"),
        ("http://x/?error=access_denied&state=s", "access_denied"),
        ("http://x/", "no code"),
    ],
)
def test_what_the_browser_may_come_back_with(landed: str, message: str) -> None:
    with pytest.raises(runtime.TokenError, match=message):
        tokens.authorization_code(landed, "s")


def test_in_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    browser = import_module("client_runtime.auth.browser")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    redirect = f"http://127.0.0.1:{port}/done"
    threads: list[threading.Thread] = []

    def visit(address: str) -> None:
        assert address.startswith("https://login.test/authorize?")
        with httpx2.Client() as client:
            assert client.get(f"http://127.0.0.1:{port}/favicon.ico").status_code == 404
            assert "close this window" in client.get(f"{redirect}?code=1&state=s").text

    def opened(address: str) -> None:
        threads.append(threading.Thread(target=visit, args=(address,)))
        threads[0].start()

    monkeypatch.setattr("webbrowser.open", opened)
    query = urlencode({"redirect_uri": redirect})
    assert (
        browser.in_browser(f"https://login.test/authorize?{query}") == f"{redirect}?code=1&state=s"
    )
    threads[0].join()
    with pytest.raises(runtime.TokenError, match="redirect URI such as"):
        browser.in_browser("https://login.test/?redirect_uri=https%3A%2F%2Fother.test%2F")
    monkeypatch.setattr(browser, "_PATIENCE", 0.01)
    monkeypatch.setattr("webbrowser.open", lambda _: None)
    with pytest.raises(runtime.TokenError, match="in time"):
        browser.in_browser(f"https://login.test/authorize?{query}")


def test_a_user_is_needed(play: Play) -> None:
    auth = auth_of("authorization_code", refresh_token="refresh_token")
    with pytest.raises(runtime.MissingSetting, match=r"Client\(authorize=\.\.\.\)"):
        play(auth, Login(), GET)
    login = Login()
    play(auth, login, GET, refresh_token="kept")
    assert login.asked[0]["refresh_token"] == "kept"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            partial(
                httpx2.Response, 401, json={"error": "invalid_client", "error_description": "No."}
            ),
            r"https://login.test/token \(401\): invalid_client: No\.",
        ),
        (partial(httpx2.Response, 200, json={"token": "x"}), "no access_token"),
        (partial(httpx2.Response, 200, json=["x"]), "no access_token"),
        (partial(httpx2.Response, 200, text="<html>"), "no access_token"),
        (partial(httpx2.Response, 302, headers={"Location": "https://other.test/"}), r"\(302\)"),
        (partial(httpx2.Response, 400, json={"error": "hush-hush is wrong"}), r": \*\*\* is wrong"),
    ],
)
def test_no_token(play: Play, answer: Callable[[], httpx2.Response], message: str) -> None:
    login = Login()
    login.answer = answer()
    with pytest.raises(runtime.TokenError, match=message) as caught:
        play(auth_of("client_credentials"), login, GET)
    assert "hush" not in str(caught.value)
    assert login.sent == []


def test_a_server_of_tokens_that_is_away(play: Play) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        raise httpx2.ConnectError(f"no way to hush-hush {request.url}", request=request)

    with pytest.raises(runtime.APIConnectionError) as caught:
        play(auth_of("client_credentials"), handler, GET)
    assert str(caught.value).startswith("POST https://login.test/token: ConnectError no way to ***")
    assert caught.value.request.headers["Authorization"] == "***"
    assert "hush" not in str(caught.value.__cause__)


def test_no_more_is_masked_than_secrets(play: Play) -> None:
    def handler(request: httpx2.Request) -> httpx2.Response:
        if request.url.host == "login.test":
            return httpx2.Response(200, json={"access_token": "a-token"})
        return httpx2.Response(403, text="a-token may read, and no more")

    with pytest.raises(runtime.ClientError, match=r"\*\*\* may read, and no more"):
        play(auth_of("client_credentials"), handler, GET)


def test_a_token_in_a_form(play: Play) -> None:
    login = Login()
    login.answer = httpx2.Response(200, text="access_token=abc&scope=x")
    play(auth_of("client_credentials"), login, GET)
    assert login.sent == ["Bearer abc"]


def test_missing_credentials(play: Play) -> None:
    with pytest.raises(runtime.MissingSetting, match="needs client_secret"):
        play(auth_of("client_credentials"), Login(), GET, client_secret=None)


@pytest.mark.parametrize("kind", [str, "token"])
def test_a_token_source(play: Play, request: Any, kind: Any) -> None:
    given: list[Any] = []

    def source(old: Any) -> Any:
        given.append(old)
        text = f"own-{len(given)}"
        token = text if kind is str else tokens.Token(text)
        if "async" not in request.node.name:
            return token

        async def later() -> Any:
            return token

        return later()

    login = Login()
    login.refused = {"Bearer own-1"}
    # No setting is needed.
    play(
        auth_of("client_credentials", source=source),
        login,
        GET,
        **dict.fromkeys(("token_url", "client_id", "client_secret")),
    )
    assert login.sent == ["Bearer own-1", "Bearer own-2"]
    assert [old and old.access_token for old in given] == [None, "own-1"]
    assert "own" not in repr(given)


def test_many_threads_share_one_token() -> None:
    login = Login()
    settings = runtime.Settings(
        access_token=(None, "X"), **{name: (value, "X") for name, value in VALUES.items()}
    )
    with httpx2.Client(transport=httpx2.MockTransport(login)) as http_client:
        client = runtime.Transport(
            settings,
            auth={"default": auth_of("client_credentials")},
            errors={},
            timeout=5,
            max_retries=0,
            http_client=http_client,
        )
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _: client.send(GET), range(64)))
        assert len(login.asked) == 1
        login.refused = {"Bearer token-1"}
        with ThreadPoolExecutor(16) as pool:
            list(pool.map(lambda _: client.send(GET), range(64)))
    assert len(login.asked) == 2


def test_many_tasks_share_one_token() -> None:
    login = Login()
    settings = runtime.Settings(
        access_token=(None, "X"), **{name: (value, "X") for name, value in VALUES.items()}
    )

    async def main() -> None:
        async with httpx2.AsyncClient(transport=httpx2.MockTransport(login)) as http_client:
            client = runtime.AsyncTransport(
                settings,
                auth={"default": auth_of("client_credentials")},
                errors={},
                timeout=5,
                max_retries=0,
                http_client=http_client,
            )
            await asyncio.gather(*(client.send(GET) for _ in range(64)))
            assert len(login.asked) == 1
            login.refused = {"Bearer token-1"}
            await asyncio.gather(*(client.send(GET) for _ in range(64)))

    asyncio.run(main())
    assert len(login.asked) == 2


# --- digest -----------------------------------------------------------------------------


class Guard:
    """A server that asks for digests, with a new nonce after every two requests."""

    def __init__(self) -> None:
        self.sent: list[str | None] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.sent.append(request.headers.get("Authorization"))
        nonce = f"n{len(self.sent) // 3}"
        if f'nonce="{nonce}"' in (self.sent[-1] or ""):
            return httpx2.Response(200, text="fine", headers={"Content-Type": "text/plain"})
        asked = ['Basic realm="x"', f'Digest realm="a, b", nonce="{nonce}", qop="auth"']
        return httpx2.Response(401, headers=[("WWW-Authenticate", one) for one in asked])


def test_digest(play: Play) -> None:
    guard = Guard()
    auth = digest.DigestAuth("username", "password")
    assert play(auth, guard, GET, GET, GET) == "fine"
    assert guard.sent[0] is None
    assert 'realm="a, b"' in str(guard.sent[1])
    # The next is answered beforehand, then there is a new nonce.
    counts = [str(sent).partition("nc=")[2][:8] for sent in guard.sent[1:]]
    assert counts[0] == "00000001"
    assert guard.sent.count(None) == 1


def test_a_digest_that_is_refused(play: Play) -> None:
    def handler(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(401, headers={"WWW-Authenticate": 'Digest realm="a", nonce="1"'})

    with pytest.raises(runtime.APIStatusError, match="401"):
        play(digest.DigestAuth("username", "password"), handler, GET)


# --- NTLM -------------------------------------------------------------------------------


def test_ntlm(play: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spnego = pytest.importorskip("spnego")
    users = tmp_path / "users"
    users.write_text("CORP:jane:pa55 word\n")
    monkeypatch.setenv("NTLM_USER_FILE", str(users))
    servers: list[Any] = []
    sent: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        name, _, text = request.headers.get("Authorization", "").partition(" ")
        sent.append(name)
        if not text:
            return httpx2.Response(401, headers={"WWW-Authenticate": "Negotiate, NTLM"})
        if b64decode(text)[8] == 1:
            servers.append(spnego.server(protocol="ntlm"))
        try:
            answer = servers[-1].step(b64decode(text))
        except spnego.exceptions.SpnegoError:
            return httpx2.Response(401)
        if servers[-1].complete:
            assert servers[-1].client_principal == "CORP\\jane"
            return httpx2.Response(200, text="fine", headers={"Content-Type": "text/plain"})
        value = f"{name} {b64encode(answer).decode()}"
        return httpx2.Response(401, headers={"WWW-Authenticate": value})

    auth = ntlm.NtlmAuth("username", "password", domain="domain")
    assert play(auth, handler, GET, GET, domain="CORP") == "fine"
    assert sent == ["", "NTLM", "NTLM"] * 2
    with pytest.raises(runtime.APIStatusError, match="401"):
        play(auth, handler, GET, domain="CORP", password="wrong")


# --- what cannot be done ----------------------------------------------------------------


def test_a_library_that_is_missing_is_named(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(import_module("sys").modules, "spnego", None)
    with pytest.raises(
        runtime.MissingLibrary, match="NTLM needs a library: pip install 'pyspnego'"
    ):
        play(ntlm.NtlmAuth("username", "password"), Login(), GET)


def test_what_is_not_supported_says_so(play: Play) -> None:
    auth = unsupported.UnsupportedAuth("azure")
    with pytest.raises(runtime.MissingSetting, match="'azure', which is not supported"):
        play(auth, Login(), GET)
