"""Against a server that behaves badly: over real connections, sync and async."""

from __future__ import annotations

import asyncio
import io
import logging
import pickle
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.wire import Wire, wire

runtime = import_module("client_runtime")
ApiKeyAuth = import_module("client_runtime.auth.api_key").ApiKeyAuth
BasicAuth = import_module("client_runtime.auth.basic").BasicAuth
BearerAuth = import_module("client_runtime.auth.bearer").BearerAuth

SECRET = "hush-0123456789"
AUTH = {
    "default": BearerAuth("secret"),
    "header": ApiKeyAuth("secret", name="X-Key"),
    "query": ApiKeyAuth("secret", name="key", place="query"),
    "basic": BasicAuth("secret", "secret"),
}


def operation(path: str, method: str = "GET", **more: Any) -> Any:
    return runtime.Operation(method, path, **{"returns": {200: str}, "auth": ("header",)} | more)


class Plain(runtime.BaseClient):  # type: ignore[name-defined,misc]
    """A client with one method, as a generated one would have it."""

    def __init__(self, transport: Any) -> None:
        self._transport = transport

    def call(self, operation: Any, *, options: Any = None, **parts: Any) -> Any:
        return self._transport.send(operation, options=options, **parts)


class Async(runtime.BaseAsyncClient):  # type: ignore[name-defined,misc]
    def __init__(self, transport: Any) -> None:
        self._transport = transport

    async def call(self, operation: Any, *, options: Any = None, **parts: Any) -> Any:
        return await self._transport.send(operation, options=options, **parts)


def setup(address: str, **more: Any) -> tuple[Any, dict[str, Any]]:
    settings = runtime.Settings(base_url=(address, "X"), secret=(SECRET, "Y"))
    given = {"auth": AUTH, "errors": {}, "timeout": 5, "max_retries": 0}
    return settings, given | more


@pytest.fixture(scope="module")
def server() -> Iterator[Wire]:
    with wire() as running:
        yield running


@pytest.fixture(autouse=True)
def _forget(server: Wire) -> None:
    server.seen.clear()


Play = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def play(request: pytest.FixtureRequest, server: Wire) -> Play:
    """Runs `use(client)` with a client of either kind; awaits what it gives."""

    def run(use: Callable[[Any], Any], **more: Any) -> Any:
        settings, given = setup(server.address(), **more)
        http_client = given.get("http_client")
        if request.param == "sync":
            with (
                http_client or nullcontext(),
                Plain(runtime.Transport(settings, **given)) as client,
            ):
                return use(client)

        async def run_async() -> Any:
            transport = runtime.AsyncTransport(settings, **given)
            async with http_client or nullcontext(), Async(transport) as client:
                return await use(client)

        return asyncio.run(run_async())

    run.kind = request.param  # type: ignore[attr-defined]
    return run


SHORT = httpx2.Timeout(30, read=0.1)


# --- answers that are none, or late -----------------------------------------------------


@pytest.mark.parametrize(
    ("path", "options", "error", "cause"),
    [
        ("/close", {}, "APIConnectionError", httpx2.RemoteProtocolError),
        ("/half", {}, "APIConnectionError", httpx2.RemoteProtocolError),
        ("/stall", {"timeout": SHORT}, "APITimeoutError", httpx2.ReadTimeout),
        ("/stall_in_body", {"timeout": SHORT}, "APITimeoutError", httpx2.ReadTimeout),
    ],
)
def test_no_answer(
    play: Play, path: str, options: dict[str, Any], error: str, cause: type[Exception]
) -> None:
    with pytest.raises(getattr(runtime, error)) as caught:
        play(lambda client: client.call(operation(path), options=runtime.Options(**options)))
    assert isinstance(caught.value.__cause__, cause)
    assert caught.value.request.headers["X-Key"] == "***"


def test_no_server(play: Play) -> None:
    closed = operation("/", server="http://127.0.0.1:9")
    with pytest.raises(runtime.APIConnectionError, match="ConnectError"):
        play(lambda client: client.call(closed))


@pytest.mark.parametrize(
    ("path", "method", "tries", "error"),
    [
        ("/busy", "GET", 3, "ServerError"),
        ("/limited", "DELETE", 3, "ClientError"),
        ("/limited", "POST", 1, "ClientError"),
        ("/close", "PUT", 3, "APIConnectionError"),
        ("/close", "POST", 1, "APIConnectionError"),
    ],
)
def test_what_is_tried_again(
    play: Play,
    server: Wire,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    method: str,
    tries: int,
    error: str,
) -> None:
    monkeypatch.setattr("client_runtime.retry.FIRST_DELAY", 0.0)
    with pytest.raises(getattr(runtime, error)):
        play(lambda client: client.call(operation(path, method)), max_retries=2)
    assert len(server.seen) == tries


@pytest.mark.parametrize(
    ("path", "value"),
    [("/truncated", '{"a": [1, 2'), ("/html", "<html>sorry</html>"), ("/untyped", {"a": 1})],
)
def test_answers_that_are_not_what_they_say(play: Play, path: str, value: object) -> None:
    seen: list[Any] = []
    wanted = operation(path, returns={200: dict[str, Any]})
    assert play(lambda client: client.call(wanted), on_mismatch=seen.append) == value
    assert len(seen) == (0 if path == "/untyped" else 1)
    if seen:
        with pytest.raises(runtime.ResponseMismatch):
            play(lambda client: client.call(wanted), strict=True)


@pytest.mark.parametrize("auth", ["default", "header", "query", "basic"])
@pytest.mark.parametrize("is_own", [True, False])
def test_credentials_do_not_follow_to_another_host(
    play: Play, server: Wire, auth: str, is_own: bool
) -> None:
    """Whether the http client is ours or one of the caller's that follows redirects."""
    kind = httpx2.Client if play.kind == "sync" else httpx2.AsyncClient  # type: ignore[attr-defined]
    http_client = None if is_own else kind(follow_redirects=True)
    moved = operation("/moved", "POST", auth=(auth,))
    assert play(lambda client: client.call(moved, json={}), http_client=http_client) == "2"
    first, second = server.seen
    assert SECRET in f"{first.target}{first.headers}" or auth == "basic"
    assert second.headers["host"].startswith("localhost")
    assert SECRET not in f"{second.target}{second.headers}"
    assert "authorization" not in second.headers


# --- connections, and many calls at once ------------------------------------------------


AGAIN = ("POST", "/found/2", 7, None)


@pytest.mark.parametrize(
    ("behaviour", "sent"),
    [
        ({}, [AGAIN, ("GET", "/found/1", 0, "seen=1"), ("GET", "/there", 0, "seen=0")]),
        (
            {"keeps_method": True, "has_cookies": False},
            [AGAIN, ("POST", "/found/1", 7, None), ("POST", "/there", 7, None)],
        ),
        ({"redirects": 0}, [AGAIN]),
        ({"redirects": 1}, [AGAIN, ("GET", "/found/1", 0, "seen=1"), "too many redirects"]),
    ],
)
def test_redirects_as_the_operation_says(
    play: Play, server: Wire, behaviour: dict[str, Any], sent: list[object]
) -> None:
    post = operation("/found/2", "POST", **behaviour)
    said: list[object] = []
    try:
        play(lambda client: client.call(post, json={"a": 1}))
    except runtime.APIConnectionError as error:
        said.append(str(error)[-18:])
    told = [(one.method, one.target, one.length, one.headers.get("cookie")) for one in server.seen]
    assert [*told, *said] == sent
    assert all(("content-type" in one.headers) == (one.length > 0) for one in server.seen)


@pytest.mark.parametrize("behaviour", [{}, {"has_cookies": False}])
def test_cookies_are_kept_and_sent_where_they_are_wanted(
    play: Play, server: Wire, behaviour: dict[str, Any]
) -> None:
    found, fine = operation("/found/1"), operation("/fine", **behaviour)
    if play.kind == "sync":  # type: ignore[attr-defined]

        def use(client: Any) -> None:
            client.call(found)
            client.call(fine)
    else:

        async def use(client: Any) -> None:  # type: ignore[misc]
            await client.call(found)
            await client.call(fine)

    play(use)
    assert server.seen[-1].headers.get("cookie") == (None if behaviour else "seen=0")


@pytest.mark.parametrize(
    ("parts", "given"),
    [
        ({"json": {"a": 1}}, {}),
        ({"form": {"a": 1}, "headers": {"Accept": "a/b"}}, {"accept": "a/b"}),
        ({"multipart": {"a": "1"}}, {}),
        ({"content": "text"}, {}),
    ],
)
def test_headers_that_are_not_wanted(
    play: Play, server: Wire, parts: dict[str, Any], given: dict[str, str]
) -> None:
    names = ("accept", "accept-encoding", "cache-control", "connection", "content-type")
    post = operation("/fine", "POST", without=(*names, "user-agent"))
    play(lambda client: client.call(post, **parts))
    assert given == {
        name: value
        for name, value in server.seen[0].headers.items()
        if name not in {"content-length", "host", "x-key"}
    }
    assert server.seen[0].length > 0


def test_connections_are_used_again(play: Play, server: Wire) -> None:
    if play.kind == "sync":  # type: ignore[attr-defined]

        def use(client: Any) -> None:
            for _ in range(5):
                client.call(operation("/a"))
    else:

        async def use(client: Any) -> None:  # type: ignore[misc]
            for _ in range(5):
                await client.call(operation("/a"))

    play(use)
    assert len({seen.connection for seen in server.seen}) == 1


def test_a_thousand_calls_at_once(server: Wire) -> None:
    limits: list[Any] = []
    settings, given = setup(
        server.address(),
        timeout=30.0,
        on_request=lambda request: limits.append(request.extensions["timeout"]),
    )

    async def main() -> list[Any]:
        async with Async(runtime.AsyncTransport(settings, **given)) as client:
            return await asyncio.gather(
                *(client.call(operation("/wait/0.01")) for _ in range(1000))
            )

    assert asyncio.run(main()) == ["0"] * 1000
    # To wait for a connection is no failure.
    assert limits[0] == {"connect": 30.0, "read": 30.0, "write": 30.0, "pool": None}
    assert len({seen.connection for seen in server.seen}) <= 100


def test_a_call_that_is_cancelled_gives_its_connection_back(server: Wire, tmp_path: Path) -> None:
    settings, given = setup(server.address())
    path = tmp_path / "file"
    path.write_bytes(b"a" * 100_000)
    limits = httpx2.Limits(max_connections=1)

    async def main() -> Any:
        async with httpx2.AsyncClient(limits=limits) as http_client:
            client = Async(runtime.AsyncTransport(settings, http_client=http_client, **given))
            for target in ("/stall", "/stall_in_body"):
                with pytest.raises(TimeoutError):
                    await asyncio.wait_for(client.call(operation(target, "PUT"), content=path), 0.1)
            return await client.call(operation("/fine"))

    assert asyncio.run(main()) == "0"


def test_a_closed_client_says_so(play: Play) -> None:
    if play.kind == "sync":  # type: ignore[attr-defined]

        def use(client: Any) -> None:
            client.call(operation("/a"))
            client.close()
            client.close()
            client.call(operation("/a"))
    else:

        async def use(client: Any) -> None:  # type: ignore[misc]
            await client.call(operation("/a"))
            await client.aclose()
            await client.aclose()
            await client.call(operation("/a"))

    with pytest.raises(RuntimeError, match="the client is closed"):
        play(use)


# --- bodies that are long ---------------------------------------------------------------

LONG = 24 * 1024 * 1024
MOST_MEMORY = 6 * 1024 * 1024


def _peak(run: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        run()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("kind", ["content", "multipart"])
def test_a_long_upload_needs_little_memory(
    play: Play, server: Wire, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "long"
    with path.open("wb") as file:
        file.truncate(LONG)
    part = {"content": path} if kind == "content" else {"multipart": {"file": path}}
    peak = _peak(lambda: play(lambda client: client.call(operation("/a", "POST"), **part)))
    assert server.seen[0].length >= LONG
    assert peak < MOST_MEMORY


def test_a_long_download_needs_little_memory(play: Play, tmp_path: Path) -> None:
    path = tmp_path / "long"
    download = operation(f"/bytes/{LONG}", returns={200: bytes})
    if play.kind == "sync":  # type: ignore[attr-defined]

        def use(client: Any) -> None:
            with client.stream(client.call, download) as response:
                assert response.headers["Content-Length"] == str(LONG)
                response.save(path)
    else:

        async def use(client: Any) -> None:  # type: ignore[misc]
            async with client.stream(client.call, download) as response:
                assert response.headers["Content-Length"] == str(LONG)
                await response.save(path)

    assert _peak(lambda: play(use)) < MOST_MEMORY
    assert path.stat().st_size == LONG


def test_a_signed_upload_needs_little_memory(server: Wire, tmp_path: Path) -> None:
    aws = import_module("client_runtime.auth.aws").AwsAuth("secret", "secret")
    path = tmp_path / "long"
    with path.open("wb") as file:
        file.truncate(LONG)
    settings, given = setup(server.address(), auth={"default": aws})
    put = operation("/a", "PUT", auth=("default",))

    async def main() -> None:
        async with Async(runtime.AsyncTransport(settings, **given)) as client:
            await client.call(put, content=path)

    assert _peak(lambda: asyncio.run(main())) < MOST_MEMORY
    assert server.seen[0].length == LONG
    assert "x-amz-content-sha256" in server.seen[0].headers


# --- raw answers and streams ------------------------------------------------------------


def test_raw(play: Play) -> None:
    response = play(lambda client: client.raw(client.call, operation("/a", "POST"), json=[1]))
    assert (response.value, response.status_code) == ("3", 200)
    assert response.headers["Content-Type"] == "text/plain"
    assert response.http.request.headers["X-Key"] == "***"
    assert SECRET not in repr(response)


def test_raw_of_what_is_no_call(server: Wire) -> None:
    settings, given = setup(server.address())
    with Plain(runtime.Transport(settings, **given)) as client:
        pages = operation("/a", pages=runtime.Pages("page", "page"))
        with pytest.raises(TypeError, match="takes a method that makes one call"):
            client.raw(client._transport.iterate, pages)


@pytest.mark.parametrize("name", ["raw", "stream"])
def test_a_value_in_the_place_of_the_call(play: Play, name: str) -> None:
    if play.kind == "sync":  # type: ignore[attr-defined]

        def use(client: Any) -> None:
            with getattr(client, name)(client.call(operation("/a"))):
                pass
    else:

        async def use(client: Any) -> None:  # type: ignore[misc]
            made = getattr(client, name)(client.call(operation("/a")))
            async with made if name == "stream" else nullcontext(await made):
                pass

    with pytest.raises(TypeError, match=rf"client.{name}\(client.links.get, id\), and not the "):
        play(use)


def test_raw_raises_as_usual(play: Play) -> None:
    options = runtime.Options(max_retries=0)
    with pytest.raises(runtime.ServerError):
        play(lambda client: client.raw(client.call, operation("/busy"), options=options))


@pytest.mark.parametrize(
    ("path", "read", "result"),
    [
        ("/bytes/40", "pieces", [16, 16, 8]),
        ("/untyped", "lines", ['{"a": 1}']),
        ("/untyped", "whole", b'{"a": 1}'),
        ("/half", "whole", "APIConnectionError"),
        ("/busy", "whole", "ServerError"),
    ],
)
def test_streams(play: Play, path: str, read: str, result: Any) -> None:
    wanted = operation(path)
    if play.kind == "sync":  # type: ignore[attr-defined]

        def use(client: Any) -> Any:
            with client.stream(client.call, wanted) as response:
                if read == "pieces":
                    return [len(piece) for piece in response.iter_bytes(16)]
                return list(response.iter_lines()) if read == "lines" else response.read()
    else:

        async def use(client: Any) -> Any:  # type: ignore[misc]
            async with client.stream(client.call, wanted) as response:
                if read == "pieces":
                    return [len(piece) async for piece in response.iter_bytes(16)]
                if read == "lines":
                    return [line async for line in response.iter_lines()]
                return await response.read()

    if isinstance(result, str):
        with pytest.raises(getattr(runtime, result)):
            play(use)
    else:
        assert play(use) == result


def test_a_stream_that_is_left_gives_its_connection_back(server: Wire) -> None:
    settings, given = setup(server.address())
    limits = httpx2.Limits(max_connections=1)
    with httpx2.Client(limits=limits) as http_client:
        client = Plain(runtime.Transport(settings, http_client=http_client, **given))
        for _ in range(2):
            with client.stream(client.call, operation("/bytes/10000000")) as response:
                next(response.iter_bytes())
        assert client.call(operation("/a")) == "0"


# --- hooks and the log ------------------------------------------------------------------


def test_hooks(play: Play, server: Wire, caplog: pytest.LogCaptureFixture) -> None:
    attempts: list[Any] = []

    def on_request(request: httpx2.Request) -> None:
        request.headers["traceparent"] = f"00-{len(attempts)}"

    with caplog.at_level(logging.DEBUG), pytest.raises(runtime.ServerError):
        play(
            lambda client: client.call(operation("/busy", auth=("query",))),
            max_retries=1,
            on_request=on_request,
            on_response=attempts.append,
        )
    assert [seen.headers["traceparent"] for seen in server.seen] == ["00-0", "00-1"]
    assert [attempt.number for attempt in attempts] == [1, 2]
    assert [attempt.response.status_code for attempt in attempts] == [503, 503]
    assert all(attempt.seconds >= 0 and attempt.error is None for attempt in attempts)
    mine = [one.getMessage() for one in caplog.records if one.name == "client_runtime"]
    assert len(mine) == 2
    assert mine[0].startswith(f"GET {server.address()}/busy: 503 in ")
    assert SECRET not in f"{caplog.text}{attempts}{[str(one) for one in attempts]}"


def test_a_hook_is_told_of_failures(play: Play) -> None:
    attempts: list[Any] = []
    with pytest.raises(runtime.APIConnectionError):
        play(lambda client: client.call(operation("/close")), on_response=attempts.append)
    assert isinstance(attempts[0].error, httpx2.RemoteProtocolError)
    assert attempts[0].response is None
    assert ": RemoteProtocolError in " in str(attempts[0])


# --- secrets ----------------------------------------------------------------------------


def echoing(request: httpx2.Request) -> httpx2.Response:
    """Says everything that it was told."""
    told = f"{request.url.query.decode()} {dict(request.headers)}"
    return httpx2.Response(400, text=f"bad key {told}")


FAILURES: list[Callable[[httpx2.Request], httpx2.Response]] = [
    echoing,
    lambda request: httpx2.Response(200, text=f"no JSON: {dict(request.headers)}"),
    lambda _: httpx2.Response(302, headers={"Location": "http://[bad"}),
    lambda _: httpx2.Response(302, headers={"Location": "/again"}),
]
FAILURES += [
    (
        lambda request, kind=kind: (_ for _ in ()).throw(
            kind(str(dict(request.headers)), request=request)
        )
    )
    for kind in (httpx2.ConnectError, httpx2.ReadTimeout, httpx2.LocalProtocolError)
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    secret=st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=6, max_size=24)
    | st.from_regex(r"[a-z]{6}[\x01-\x1f\u0100-\u0110][a-z]{6}", fullmatch=True),
    auth=st.sampled_from(sorted(AUTH)),
    failure=st.sampled_from(FAILURES),
)
def test_secrets_are_in_no_text(
    caplog: pytest.LogCaptureFixture,
    secret: str,
    auth: str,
    failure: Callable[[httpx2.Request], httpx2.Response],
) -> None:
    """Of errors, their causes, the log, and whatever else prints itself."""
    caplog.clear()
    planted = f"S3CR3T{secret}"
    told: list[Any] = []
    settings = runtime.Settings(base_url=("https://u:S3CR3T@api.test", "X"), secret=(planted, "Y"))
    with (
        caplog.at_level(logging.DEBUG),
        httpx2.Client(
            transport=httpx2.MockTransport(failure), follow_redirects=True
        ) as http_client,
    ):
        client = Plain(
            runtime.Transport(
                settings,
                auth=AUTH,
                errors={},
                timeout=1,
                max_retries=0,
                strict=True,
                on_response=told.append,
                http_client=http_client,
            )
        )
        wanted = operation("/a", returns={200: dict[str, int]}, auth=(auth,))
        try:
            client.call(wanted)
            pytest.fail("nothing was raised")
        except (runtime.APIError, httpx2.HTTPError, ValueError) as error:
            caught: BaseException | None = error
    texts = [caplog.text, repr(client), repr(client._transport), repr(settings), repr(told)]
    texts += [str(one) for one in told]
    request = getattr(caught, "request", None)
    texts += [repr(request), str(request and request.url), repr(request and request.headers)]
    # A body is what the server said: it is given as it is.
    data = {name: value for name, value in vars(caught).items() if name not in {"body", "value"}}
    texts.append(repr(data))
    while caught is not None:
        texts += [str(caught), repr(caught)]
        caught = caught.__cause__ or caught.__context__
    assert "S3CR3T" not in " ".join(texts)


def test_an_address_without_its_secrets_is_the_same_address() -> None:
    private = import_module("client_runtime.private")
    credentials = private.Credentials(query={"key"})
    plain = httpx2.URL("https://u:pw@api.test/a?k%65y=hush&b=1#end")
    request = httpx2.Request("GET", plain, extensions={private.CREDENTIALS: credentials})
    private.conceal(request)
    assert str(request.url) == "https://api.test/a?k%65y=***&b=1#end"
    assert request.url == plain
    assert plain == request.url
    assert request.url != httpx2.URL("https://api.test/a")
    assert hash(request.url) == hash(plain)
    assert request.url.raw_path == plain.raw_path
    again = pickle.loads(pickle.dumps(request))  # noqa: S301
    assert (str(again.url), again.url.raw_path) == (str(request.url), plain.raw_path)


def test_a_pipe_is_sent_once(play: Play, server: Wire) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    post = operation("/a", "POST")
    assert play(lambda client: client.call(post, content=Pipe(b"abc"))) == "3"
    assert server.seen[0].headers["transfer-encoding"] == "chunked"
