"""Calls through a real server on the loopback interface, and through a mock."""

import asyncio
import gzip
import inspect
import io
import json
import logging
import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx2
import pytest

LINK = {
    "id": "f0e4c2f7-6c22-4a3e-a4c0-2f8a2a7a2c11",
    "createdAt": "2022-02-09T08:45:50Z",
    "account": None,
}
SECRETS = {
    "secret_id": "hush-id",
    "secret_password": "hush-pw",
    "api_key": "hush-key",
    "token": "t",
}

Play = Callable[..., Any]


@pytest.fixture(params=["sync", "async"])
def play(request: pytest.FixtureRequest, shop: ModuleType) -> Play:
    """Makes one call with a fresh client of either kind."""

    def run(call: Callable[[Any], Any], **settings: Any) -> Any:
        handler = settings.pop("handler", None)
        transport = httpx2.MockTransport(handler) if handler else None
        settings = SECRETS | settings
        if request.param == "sync":
            http_client = httpx2.Client(transport=transport) if transport else None
            with shop.Client(http_client=http_client, **settings) as client:
                return call(client)

        async def run_async() -> Any:
            http_client = httpx2.AsyncClient(transport=transport) if transport else None
            async with shop.AsyncClient(http_client=http_client, **settings) as client:
                return await call(client)

        return asyncio.run(run_async())

    return run


def test_a_call(api: Any, play: Play, shop: ModuleType) -> None:
    api.answer(200, json.dumps(LINK), Content_Type="application/json")
    link = play(
        lambda client: client.links.update(
            "a/b", account={"holder": "Zoë"}, meta=None, api_version="2"
        ),
        base_url=f"{api.address}/v2/?tenant=x",
    )
    assert type(link).__name__ == "Link"
    assert str(link.id) == LINK["id"]
    ((method, target, headers, content),) = api.requests
    assert (method, target) == ("PUT", "/v2/links/a%2Fb/?tenant=x")
    assert json.loads(content) == {"account": {"holder": "Zoë"}, "meta": None}
    assert headers["content-type"] == "application/json"
    assert headers["authorization"] == "Basic aHVzaC1pZDpodXNoLXB3"
    assert headers["x-version"] == "2"


def test_what_one_call_changes(api: Any, play: Play, shop: ModuleType) -> None:
    api.answer(200, "[]")
    options = shop.Options(
        timeout=5,
        headers={"authorization": "Mine", "X-More": "1"},
        query={"page": 2, "b": [1, True]},
    )
    assert (
        play(lambda client: client.links.list(page=1, options=options), base_url=api.address) == []
    )
    ((_, target, headers, content),) = api.requests
    assert target == "/links/?page=2&b=1&b=true"
    assert (headers["authorization"], headers["x-more"], content) == ("Mine", "1", b"")
    assert "content-type" not in headers


def test_what_an_http_client_has_is_sent_too(shop: ModuleType) -> None:
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(200, json=[])

    http_client = httpx2.Client(
        transport=httpx2.MockTransport(answer),
        headers={"X-Team": "a", "Cache-Control": "max-age=5"},
        cookies={"session": "1"},
        params={"page": "1", "trace": "a b"},
    )
    client = shop.Client(http_client=http_client, **SECRETS)
    client.links.list(page=2)
    (request,) = sent
    assert request.url.raw_path.endswith(b"/links/?page=2&trace=a%20b")
    assert request.headers["X-Team"] == "a"
    assert request.headers["Cache-Control"] == "no-cache"
    assert request.headers["Cookie"] == "session=1"


@pytest.mark.parametrize("is_path", [True, False])
def test_files(api: Any, play: Play, tmp_path: Path, is_path: bool) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(b"a,b\n" * 50_000)
    api.answer(200, b"done")

    def file() -> Any:
        return path if is_path else io.BytesIO(path.read_bytes())

    value = play(lambda client: client.links.raw(content=file()), base_url=api.address)
    assert value == b"done"
    assert play(lambda client: client.links.upload(file=file()), base_url=api.address) == "done"
    (_, _, raw_headers, raw), (_, target, headers, form) = api.requests
    assert raw == path.read_bytes()
    assert raw_headers["content-type"] == "text/csv"
    assert raw_headers["authorization"] == "Bearer t"
    assert target == "/files?key=hush-key"
    assert headers["content-type"].startswith("multipart/form-data; boundary=")
    assert path.read_bytes() in form


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("text/x", "text/x"),
        ("multipart/form-data; boundary=abc", "multipart/form-data; boundary=abc"),
    ],
)
def test_a_given_content_type_wins(
    api: Any, play: Play, shop: ModuleType, given: str, sent: str
) -> None:
    api.answer(200, b"x")
    options = shop.Options(headers={"content-type": given})
    if given.startswith("text"):
        play(lambda client: client.links.raw(content="a", options=options), base_url=api.address)
    else:
        play(lambda client: client.links.upload(file=b"a", options=options), base_url=api.address)
        assert b"--abc\r\n" in api.requests[0][3]
    assert api.requests[0][2]["content-type"] == sent


def test_a_multipart_form_always_has_a_boundary(api: Any, play: Play, shop: ModuleType) -> None:
    api.answer(200, b"x")
    options = shop.Options(headers={"Content-Type": "multipart/form-data"})
    play(lambda client: client.links.upload(file=b"a", options=options), base_url=api.address)
    assert "boundary=" in api.requests[0][2]["content-type"]


@pytest.mark.parametrize("content", ['{"a": 1,}', b'{"a": 1,}'])
def test_a_body_as_it_is_sent(api: Any, play: Play, shop: ModuleType, content: str | bytes) -> None:
    api.answer(200, "{}")
    options = shop.Options(content=content)
    play(lambda client: client.links.update(1, account={}, options=options), base_url=api.address)
    ((_, _, headers, sent),) = api.requests
    assert (headers["content-type"], sent) == ("application/json", b'{"a": 1,}')
    assert "1" not in repr(options)


def test_errors_by_status(api: Any, play: Play, shop: ModuleType) -> None:
    api.answer(404, '[{"code": "no_link"}]')
    with pytest.raises(shop.errors.NotFoundError) as caught:
        play(lambda client: client.links.update(1), base_url=api.address)
    assert caught.value.body[0].code == "no_link"
    api.answers.clear()
    api.answer(418, "no coffee")
    with pytest.raises(shop.errors.APIStatusError) as other:
        play(lambda client: client.links.update(1), base_url=api.address)
    assert type(other.value) is shop.errors.ClientError
    assert (other.value.status_code, other.value.body) == (418, "no coffee")


@pytest.mark.parametrize("status", [103, 200, 299, 302, 399])
def test_statuses_below_400_return(play: Play, status: int) -> None:
    value = play(
        lambda client: client.links.list(),
        handler=lambda _: httpx2.Response(status, text="[]"),
    )
    assert value == []


def test_tries_again(api: Any, play: Play) -> None:
    api.answer(503, b"", Retry_After="0")
    api.answer(429, b"", Retry_After="0")
    api.answer(200, "[]")
    assert play(lambda client: client.links.list(), base_url=api.address, max_retries=2) == []
    assert len(api.requests) == 3


@pytest.mark.parametrize(
    ("call", "settings", "retries", "tries"),
    [
        ("list", {"max_retries": 1}, None, 2),
        ("list", {"max_retries": 5}, 0, 1),
        ("list", {"max_retries": 0}, 2, 3),
        ("register", {"max_retries": 2}, None, 1),
    ],
)
def test_gives_up(
    api: Any,
    play: Play,
    shop: ModuleType,
    call: str,
    settings: dict[str, Any],
    retries: int | None,
    tries: int,
) -> None:
    api.answer(503, b"", Retry_After="0")
    options = shop.Options(max_retries=retries)
    arguments: dict[str, Any] = {"body": {}} if call == "register" else {}
    with pytest.raises(shop.errors.APIStatusError):
        play(
            lambda client: getattr(client.links, call)(options=options, **arguments),
            base_url=api.address,
            **settings,
        )
    assert len(api.requests) == tries


def test_connection_errors(play: Play, shop: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shop._runtime.retry.FIRST_DELAY", 0.0)
    tried = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        tried.append(request)
        raise httpx2.ConnectTimeout("slow") if len(tried) < 3 else httpx2.ReadError("broken")

    with pytest.raises(shop.errors.APIConnectionError) as caught:
        play(lambda client: client.links.log_in(user="a"), handler=handler)
    assert len(tried) == 3
    assert isinstance(caught.value.__cause__, httpx2.ReadError)
    tried.clear()
    with pytest.raises(shop.errors.APITimeoutError):
        play(lambda client: client.links.log_in(user="a"), handler=handler, max_retries=0)


def test_a_body_that_can_be_read_once_is_sent_once(play: Play, shop: ModuleType) -> None:
    tried = []

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    def handler(request: httpx2.Request) -> httpx2.Response:
        tried.append(request.content)
        raise httpx2.ConnectError("refused")

    with pytest.raises(shop.errors.APIConnectionError):
        play(lambda client: client.links.raw(content=Pipe(b"abc")), handler=handler)
    assert tried == [b"abc"]


@pytest.mark.parametrize("other_host", [True, False])
def test_redirects_do_not_carry_credentials_away(api: Any, play: Play, other_host: bool) -> None:
    server = api.address.replace("127.0.0.1", "localhost") if other_host else api.address
    api.answer(307, b"", Location=f"{server}/moved")
    api.answer(201, json.dumps(LINK))
    link = play(lambda client: client.links.register(body={"a": 1}), base_url=api.address)
    assert link.account is None
    (_, _, first, _), (_, target, second, content) = api.requests
    assert first["x-api-key"] == "hush-key"
    assert (target, content) == ("/moved", b'{"a":1}')
    assert ("x-api-key" in second) is not other_host


LONG = b'{"id": "' + b"x" * 100_000 + b'"}'


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_an_answer_that_is_too_large_is_not_read(
    api: Any, play: Play, shop: ModuleType, encoding: str
) -> None:
    body = gzip.compress(LONG) if encoding == "gzip" else LONG
    api.answer(200, body, Content_Type="application/json", Content_Encoding=encoding)
    for most in (1000, len(LONG) - 1):
        with pytest.raises(shop.errors.ResponseTooLarge, match=f"more than {most} bytes"):
            play(
                lambda client: client.links.raw(content=b"x"),
                base_url=api.address,
                max_response_bytes=most,
            )
    assert len(api.requests) == 2
    whole = play(
        lambda client: client.links.raw(content=b"x"),
        base_url=api.address,
        max_response_bytes=len(LONG),
    )
    assert whole == LONG


def test_a_redirect_that_is_too_large_is_not_read(api: Any, play: Play, shop: ModuleType) -> None:
    api.answer(307, LONG, Location=f"{api.address}/moved")
    with pytest.raises(shop.errors.ResponseTooLarge):
        play(
            lambda client: client.links.raw(content=b"x"),
            base_url=api.address,
            max_response_bytes=1000,
        )
    assert [target for _, target, _, _ in api.requests] == ["/raw"]


def test_missing_settings(play: Play, shop: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SECRET_ID", "SECRET_PASSWORD", "BASE_URL"):
        monkeypatch.delenv(f"LINKS_{name}", raising=False)
    sent: list[str] = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(str(request.url))
        return httpx2.Response(204)

    runtime = import_module("shop._runtime")
    with pytest.raises(runtime.MissingSetting, match="LINKS_SECRET_ID"):
        play(lambda client: client.links.list(), handler=handler, secret_id=None)
    assert (
        play(lambda client: client.links.log_in(user="a"), handler=handler, secret_id=None) is None
    )
    assert sent == ["https://links.test/v2/login"]


def test_credentials_can_be_given_later(shop: ModuleType) -> None:
    sent = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.headers["Authorization"])
        return httpx2.Response(200, text="[]")

    with httpx2.Client(transport=httpx2.MockTransport(handler)) as http_client:
        client = shop.Client(http_client=http_client, secret_id=SECRETS["secret_id"])
        client.update_settings(secret_password=SECRETS["secret_password"])
        client.links.list()
    assert sent == ["Basic aHVzaC1pZDpodXNoLXB3"]


def test_operations_that_say_their_server_and_authentication(shop: ModuleType) -> None:
    runtime = import_module("shop._runtime")
    urls = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        urls.append(str(request.url))
        return httpx2.Response(200)

    with httpx2.Client(transport=httpx2.MockTransport(handler)) as http_client:
        transport = runtime.Transport(
            runtime.Settings(other_url=("other.test", "OTHER_URL")),
            auth={},
            errors={},
            timeout=1,
            max_retries=0,
            http_client=http_client,
        )
        transport.send(runtime.Operation("GET", "/a", server="https://own.test/x"))
        transport.send(runtime.Operation("GET", "/a", server="other_url"))
        with pytest.raises(KeyError, match="GET /a needs the authentication 'admin'"):
            transport.send(runtime.Operation("GET", "/a", server="other_url", auth=("admin",)))
        with pytest.raises(TypeError, match="base_url"):
            transport.send(runtime.Operation("GET", "/a"))
    assert urls == ["https://own.test/x/a", "http://other.test/a"]


@pytest.mark.parametrize(
    ("arguments", "accepted"), [({}, "text/csv"), ({"headers": {"accept": "text/x"}}, "text/x")]
)
def test_headers_of_the_operation(
    shop: ModuleType, arguments: dict[str, Any], accepted: str
) -> None:
    runtime = import_module("shop._runtime")
    operation = runtime.Operation("GET", "/a", headers={"Accept": "text/csv"}, auth=())
    sent = []

    def handler(request: httpx2.Request) -> httpx2.Response:
        sent.append(request.headers["Accept"])
        return httpx2.Response(200)

    with httpx2.Client(transport=httpx2.MockTransport(handler)) as http_client:
        client = shop.Client(http_client=http_client)
        client._transport.send(operation, **arguments)
    assert sent == [accepted]


MISFIT = [LINK | {"account": {"holder": 1}}, LINK | {"account": {"holder": 2}}]


def test_misfits_are_reported(play: Play) -> None:
    seen: list[Any] = []
    value = play(
        lambda client: client.links.list(),
        handler=lambda _: httpx2.Response(200, json=MISFIT),
        on_mismatch=seen.append,
    )
    assert [link.account.holder for link in value] == [1, 2]
    assert [mismatch.path for mismatch in seen] == ["$[0].account.holder", "$[1].account.holder"]


def test_misfits_are_logged_once_a_place(
    shop: ModuleType, caplog: pytest.LogCaptureFixture
) -> None:
    handler = httpx2.MockTransport(lambda _: httpx2.Response(200, json=MISFIT))
    with caplog.at_level(logging.WARNING), httpx2.Client(transport=handler) as http_client:
        client = shop.Client(http_client=http_client, **SECRETS)
        client.links.list()
        client.links.list()
    assert [(record.name, record.getMessage()) for record in caplog.records] == [
        ("shop", "GET /links/ answered 200: $[0].account.holder should be str and is integer")
    ]


@pytest.mark.parametrize("status", [200, 404])
def test_a_strict_client_raises(play: Play, shop: ModuleType, status: int) -> None:
    with pytest.raises(shop.errors.ResponseMismatch) as caught:
        play(
            lambda client: client.links.update(1),
            handler=lambda _: httpx2.Response(status, json=[{"x": 1}]),
            strict=True,
        )
    expected = shop.errors.NotFoundError if status == 404 else type(None)
    assert isinstance(caught.value.__cause__, expected)
    assert len(caught.value.mismatches) == 1


def test_a_closed_client_says_so(shop: ModuleType) -> None:
    client = shop.Client(**SECRETS)
    client.close()
    client.close()
    with pytest.raises(RuntimeError, match="closed"):
        client.links.list()


def test_close_closes_only_its_own_connections(api: Any, shop: ModuleType) -> None:
    api.answer(200, "[]")
    with httpx2.Client() as http_client:
        with shop.Client(http_client=http_client, base_url=api.address, **SECRETS) as client:
            client.links.list()
        assert not http_client.is_closed
    with shop.Client(base_url=api.address, **SECRETS) as client:
        client.links.list()
        own = client._transport._client
    assert own.is_closed

    async def main() -> None:
        async with httpx2.AsyncClient() as http_client:
            async with shop.AsyncClient(
                http_client=http_client, base_url=api.address, **SECRETS
            ) as client:
                await client.links.list()
            assert not http_client.is_closed
            with pytest.raises(RuntimeError, match="closed"):
                await client.links.list()

    asyncio.run(main())


def test_secrets_are_in_no_repr_and_no_message(shop: ModuleType) -> None:
    handler = httpx2.MockTransport(lambda _: httpx2.Response(500, text="oops"))
    with httpx2.Client(transport=handler) as http_client:
        client = shop.Client(http_client=http_client, **SECRETS)
        errors = []
        for call in (
            client.links.list,
            lambda: client.links.upload(file=b"a"),
            lambda: client.links.register(body={}),
        ):
            with pytest.raises(shop.errors.APIStatusError) as caught:
                call()
            errors.append(caught.value)
    transport = client._transport
    shown = [client, transport, transport.settings, transport._setup, *errors]
    texts = " ".join(f"{each!r} {each!s}" for each in shown)
    assert "hush" not in texts


def test_certificates_are_verified() -> None:
    """httpx2 verifies by default, and no client that the runtime makes says otherwise."""
    assert inspect.signature(httpx2.Client).parameters["verify"].default is True
    assert inspect.signature(httpx2.AsyncClient).parameters["verify"].default is True
    runtime = Path(__file__).parents[2] / "templates" / "client"
    for path in runtime.rglob("*.py*"):
        if path.suffix in {".py", ".j2"}:
            assert not re.search(r"verify\s*=|CERT_NONE|check_hostname", path.read_text()), path
