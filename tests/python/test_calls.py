"""Packages of the cases, imported and called: what goes out, and what comes back."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx2
import pytest

from tests.helpers.packages import imported


class Server:
    """Gives one answer to everything, and keeps what came."""

    def __init__(self, status: int = 200, body: object = None, **more: Any) -> None:
        self.requests: list[httpx2.Request] = []
        content = {} if body is None else {"json": body}
        self.answers(status, **content, **more)

    def answers(self, status: int, **content: Any) -> None:
        self._answer = status, content

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        status, content = self._answer
        return httpx2.Response(status, **content)

    @property
    def sent(self) -> httpx2.Request:
        return self.requests[-1]

    @property
    def json(self) -> Any:
        return json.loads(self.sent.content)

    @property
    def target(self) -> str:
        return self.sent.url.raw_path.decode()


@pytest.fixture
def client(case_packages: Path) -> Iterator[Callable[..., Any]]:
    """A client of a case that talks to a server."""
    with ExitStack() as stack:

        def make(case: str, server: Server, **settings: Any) -> Any:
            package = stack.enter_context(imported(case_packages / f"case_{case}"))
            http_client = stack.enter_context(httpx2.Client(transport=httpx2.MockTransport(server)))
            settings = {"base_url": "https://api.test", "max_retries": 0, **settings}
            return package.Client(http_client=http_client, strict=True, **settings)

        yield make


def test_defaults_are_sent_unless_told_otherwise(client: Callable[..., Any]) -> None:
    server = Server(body=[])
    acme = client("defaults", server)
    acme.reports.list("a/b", "eu", blank="x")
    assert server.target == (
        "/a%2Fb/reports/eu?api-version=2021&deep=true&ratio=0.5&code=007&flag&blank=x&tag=a&tag=b"
    )
    assert server.sent.headers["X-Version"] == "2"
    assert server.sent.headers["Accept"] == "application/json"
    assert "X-Trace" not in server.sent.headers
    acme.reports.list(1, "us", api_version=2022, deep=False, flag=1, tag=["c"], debug=5)
    assert server.target == (
        "/1/reports/us?api-version=2022&deep=false&ratio=0.5&code=007&flag=1&tag=c&debug=5"
    )


def test_what_is_left_out_is_not_sent_and_none_is_null(client: Callable[..., Any]) -> None:
    server = Server(body={"class": "x", "from": 1, "None": None, "self": "y"})
    acme = client("keywords", server)
    found = acme.class_.import_("c", "s", "o", from_=1, none=None)
    assert server.target == "/class/c/s/o"
    assert server.json == {"from": 1, "None": None}
    assert (found.class_, found.from_, found.none, found.self) == ("x", 1, None, "y")
    acme.class_.global_.del_()
    assert (server.sent.method, server.target) == ("DELETE", "/g")


def test_a_model_that_was_received_can_be_passed_back(client: Callable[..., Any]) -> None:
    server = Server(201, {"id": 1, "address": {"city": "Oslo", "zip": "0150"}})
    acme = client("envelopes", server)
    user = acme.users.create(address={"city": "Oslo"})
    assert server.json == {"address": {"city": "Oslo"}}
    acme.users.create(address=user.address)
    assert server.json == {"address": {"city": "Oslo", "zip": "0150"}}


def test_values_have_their_types(client: Callable[..., Any]) -> None:
    server = Server(
        body={
            "createdAt": "2024-01-31T12:00:00Z",
            "userID": 1,
            "first-name": "Ada",
            "@type": "user",
            "a b": True,
            "": 0,
            "été": "x",
            "_links": [1],
            "$ref": "x",
            "9lives": 9,
        }
    )
    user = client("aliases", server).users.get(UUID(int=1))
    assert server.target == f"/users/{UUID(int=1)}"
    assert user.created_at == dt.datetime(2024, 1, 31, 12, tzinfo=dt.UTC)
    assert (user.user_id, user.first_name, user.a_b, user.ete) == (1, "Ada", True, "x")


def test_maps(client: Callable[..., Any]) -> None:
    body = {"by_day": {"2025-01-01": 7}, "by_id": {"x": {"n": 1}}, "extra": {}}
    server = Server(body=body)
    acme = client("maps", server)
    found = acme.stats.get()
    assert found.by_day == {"2025-01-01": 7}
    assert found.by_id["x"].n == 1
    acme.stats.set_limits(limits={"a": {"max": 1}, "b": found.by_id["x"]})
    assert server.json == {"limits": {"a": {"max": 1}, "b": {"n": 1}}}


@pytest.mark.parametrize(
    ("status", "body", "expected"),
    [(201, {"id": 1}, 1), (202, None, None)],
)
def test_statuses_have_answers_of_their_own(
    client: Callable[..., Any], status: int, body: object, expected: int | None
) -> None:
    found = client("empty_answers", Server(status, body)).jobs.start()
    assert getattr(found, "id", None) == expected


@pytest.mark.parametrize(
    ("status", "body", "error", "model", "attribute"),
    [
        (404, {"reason": "gone"}, "NotFoundError", "NotFound", "reason"),
        (503, {"code": 7, "message": "no"}, "ServerError", "UnexpectedError", "message"),
    ],
)
def test_errors(
    client: Callable[..., Any], status: int, body: Any, error: str, model: str, attribute: str
) -> None:
    acme = client("default_error", Server(status, body))
    with pytest.raises(Exception, match=str(status)) as raised:
        acme.pets.get(1)
    caught: Any = raised.value
    assert type(caught).__name__ == error
    assert type(caught.body).__name__ == model
    assert getattr(caught.body, attribute) == body[attribute]


@pytest.mark.parametrize(
    ("operation", "sent"),
    [
        ("own_key", {"x-key": "K"}),
        ("basic", {"authorization": "Basic dTpw"}),
        ("spelled_out", {"authorization": "Token L"}),
        ("inherited", {"authorization": "Bearer A"}),
        ("public", {}),
    ],
)
def test_authentication(client: Callable[..., Any], operation: str, sent: dict[str, str]) -> None:
    server = Server(body={})
    secrets = {"api_key": "K", "user": "u", "password": "p", "legacy_token": "L"}
    acme = client("auth_kinds", server, **secrets)
    acme.authenticate(**{"access_token": "A"})  # noqa: PIE804
    getattr(acme, operation)()
    headers = {name: server.sent.headers.get(name) for name in ("x-key", "authorization")}
    assert {name: value for name, value in headers.items() if value} == sent
    acme.key_in_query()
    assert server.target == "/b?key=K"


def test_a_credential_that_is_missing_is_said_at_the_call(client: Callable[..., Any]) -> None:
    acme = client("auth_kinds", Server(body={}))
    acme.public()
    with pytest.raises(Exception, match=r"access_token.*CASE_AUTH_KINDS_ACCESS_TOKEN"):
        acme.inherited()


def test_forms(client: Callable[..., Any]) -> None:
    server = Server(body={"expires_in": 5})
    client("forms", server).login.get_token(grant_type="x", scope=["a b", "c"])
    assert server.sent.content == b"grant_type=x&scope=a%20b&scope=c"
    assert server.sent.headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_uploads(client: Callable[..., Any], tmp_path: Path) -> None:
    server = Server(201, {"size": 1})
    acme = client("multipart", server)
    (tmp_path / "a.png").write_bytes(b"PNG")
    acme.files.upload(1, file=tmp_path / "a.png", pages=[b"one", b"two"], public=True)
    content = server.sent.content
    assert b'name="file"; filename="a.png"' in content
    assert content.count(b'name="pages"') == 2
    assert b"note" not in content
    server.answers(204)
    acme.files.replace(1, body=tmp_path / "a.png")
    assert (server.sent.read(), server.sent.headers["Content-Type"]) == (b"PNG", "image/png")


def test_graphql(client: Callable[..., Any]) -> None:
    server = Server(body={"data": {"users": [{"id": 1, "name": "Ada"}]}})
    acme = client("graphql", server)
    found = acme.graphql.find_users(filter={"name": "Ada"})
    assert found.data.users[0].name == "Ada"
    assert server.json["operationName"] == "Find"
    assert server.json["variables"] == {"filter": {"name": "Ada"}}
    assert server.json["query"].startswith("query Find($first: Int")
    server.answers(200, json={"data": {"ping": True}})
    acme.graphql.ping()
    assert server.json["query"] == '{ ping(text: """a"b""") }'


def test_text_and_binary(client: Callable[..., Any]) -> None:
    server = Server(content=b"\x00\xff")
    exports = client("text_and_binary", server).exports
    assert exports.get_pdf() == b"\x00\xff"
    server.answers(200, text="a,b")
    assert exports.get_csv() == "a,b"
    assert exports.send_xml(body="<ü/>") == "a,b"
    assert (server.sent.content, server.sent.headers["Content-Type"]) == (
        "<ü/>".encode(),
        "application/xml",
    )


def test_several_servers(client: Callable[..., Any]) -> None:
    server = Server(body={})
    acme = client("several_servers", server, base_url=None)
    acme.users.list()
    acme.log_in(user="x")
    acme.users.avatar()
    assert [str(request.url) for request in server.requests] == [
        "https://eu.acme.test/v1/users",
        "https://auth.acme.test/login",
        "https://cdn.acme.test/avatar.png",
    ]


def test_unions(client: Callable[..., Any]) -> None:
    server = Server(body={"value": "x", "list": [1, "a", None], "object": {"a": 1}})
    values = client("unions", server).values
    found = values.get(1)
    assert (found.value, found.list_, found.object.a) == ("x", [1, "a", None], 1)
    server.answers(201, json=[1, 2])
    assert values.get(1) == [1, 2]


def test_the_asynchronous_twin(case_packages: Path) -> None:
    server = Server(body=[{"id": 1}])

    async def main(package: Any) -> Any:
        transport = httpx2.MockTransport(server)
        async with (
            httpx2.AsyncClient(transport=transport) as http_client,
            package.AsyncClient(base_url="https://api.test", http_client=http_client) as acme,
        ):
            return await acme.admin.users.list()

    with imported(case_packages / "case_nested_folders") as package:
        (user,) = asyncio.run(main(package))
    assert (user.id, server.target) == (1, "/admin/users")


def test_without_async_and_tests(case_packages: Path) -> None:
    folder = case_packages / "case_without_async_and_tests"
    assert not (folder / "aio").exists()
    assert not (folder / "tests").exists()
    with imported(folder) as package:
        assert not hasattr(package, "AsyncClient")


# --- pages, raw answers and streams ---------------------------------------------------------


def orders(request: httpx2.Request) -> httpx2.Response:
    """Three orders on two pages."""
    page = int(request.url.params.get("page", 1))
    rows = [{"id": id_, "createdAt": "2026-01-02"} for id_ in ((1, 2) if page == 1 else (3,))]
    following = f"{request.url.copy_set_param('page', 2)}" if page == 1 else None
    body = {"results": rows, "next": following, "count": 3}
    return httpx2.Response(200, json=body, headers={"X-Total": "3"})


def test_pages_of_a_list(case_packages: Path) -> None:
    with imported(case_packages / "case_pagination") as package:
        transport = httpx2.MockTransport(orders)
        with httpx2.Client(transport=transport) as http_client:
            client = package.Client(http_client=http_client, base_url="https://api.test")
            found = list(client.orders.iter_list(status="open"))
            assert [(order.id, order.created_at) for order in found] == [
                (id_, dt.date(2026, 1, 2)) for id_ in (1, 2, 3)
            ]
            response = client.raw(client.orders.list, status="open")
            assert response.headers["X-Total"] == "3"
            assert response.value.results[1].id == 2
            with client.stream(client.orders.list) as streamed:
                assert json.loads(streamed.read())["count"] == 3

        async def main() -> list[int]:
            async with httpx2.AsyncClient(transport=transport) as http_client:
                client = package.AsyncClient(http_client=http_client, base_url="https://api.test")
                assert (await client.raw(client.orders.list)).value.count == 3
                return [order.id async for order in client.orders.iter_list()]

        assert asyncio.run(main()) == [1, 2, 3]


@pytest.mark.parametrize("last", [{}, {"meta": {}}, {"meta": {"nextCursor": None}}])
def test_a_last_page_is_as_declared(client: Callable[..., Any], last: dict[str, Any]) -> None:
    acme = client("pagination", Server(body={"data": [{"type": "made", "at": "x"}], **last}))
    assert [event.type for event in acme.events.iter_list()] == ["made"]


USES = """
from collections.abc import AsyncIterator, Iterator
from typing import assert_type

from case_pagination import AsyncClient, Client, Response
from case_pagination.models.orders import Order, OrderList


def use(client: Client) -> None:
    assert_type(client.orders.iter_list(page=2), Iterator[Order])
    assert_type(client.raw(client.orders.list, status="a"), Response[OrderList])
    with client.stream(client.orders.list, status="a") as response:
        assert_type(response.iter_bytes(), Iterator[bytes])
    client.raw(client.orders.list, state="a")  # error
    client.stream(client.orders.list, "a")  # error


async def use_async(client: AsyncClient) -> None:
    assert_type(client.orders.iter_list(page=2), AsyncIterator[Order])
    assert_type(await client.raw(client.orders.list), Response[OrderList])
    async with client.stream(client.orders.list) as response:
        await response.save("file")
    await client.raw(client.orders.list, state="a")  # error
"""


def test_their_types(case_packages: Path) -> None:
    (case_packages / "uses_of_pagination.py").write_text(USES)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "uses_of_pagination.py"],
        cwd=case_packages,
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = [n for n, line in enumerate(USES.split("\n"), 1) if line.endswith("# error")]
    found = sorted(
        {int(line.split(":")[1]) for line in done.stdout.splitlines() if "error" in line}
    )
    assert found == wrong, done.stdout + done.stderr
