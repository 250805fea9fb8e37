"""What is raised: messages without secrets, and errors that survive pickle."""

import pickle
from importlib import import_module
from typing import Any

import httpx2
import pytest

runtime = import_module("client_runtime")
errors = import_module("client_runtime.errors")

REQUEST = httpx2.Request("GET", "https://user:hush@host.test/a%20b?key=hush#hush")


def status_error(status: int, content: bytes) -> Any:
    response = httpx2.Response(status, content=content, request=REQUEST)
    return runtime.APIStatusError(response, {"a": 1})


@pytest.mark.parametrize(
    ("status", "content", "message"),
    [
        (404, b'{"code": 1}', '404 Not Found for GET https://host.test/a%20b: {"code": 1}'),
        (404, b"", "404 Not Found for GET https://host.test/a%20b"),
        (600, b"a\r\n\x1b[31mb\xff", "600 for GET https://host.test/a%20b: a �[31mb�"),
        (
            500,
            b"x" * 900,
            f"500 Internal Server Error for GET https://host.test/a%20b: {'x' * 199}…",
        ),
    ],
)
def test_messages(status: int, content: bytes, message: str) -> None:
    assert str(status_error(status, content)) == message


def test_what_a_status_error_holds() -> None:
    error = status_error(404, b"{}")
    assert (error.status_code, error.body, error.request) == (404, {"a": 1}, REQUEST)
    assert error.headers is error.response.headers


def test_the_tree() -> None:
    assert issubclass(runtime.APITimeoutError, runtime.APIConnectionError)
    for error in (
        runtime.APIConnectionError,
        runtime.APIStatusError,
        runtime.MissingSetting,
        runtime.ResponseMismatch,
    ):
        assert issubclass(error, runtime.APIError)


MISMATCHES = [runtime.Mismatch("GET /", 200, f"$[{at}]", "int", "string") for at in range(7)]


@pytest.mark.parametrize(
    "error",
    [
        status_error(404, b"gone"),
        runtime.APITimeoutError("GET https://host.test: ReadTimeout", REQUEST),
        runtime.ResponseMismatch(MISMATCHES, ["a"]),
        runtime.ResponseTooLarge(REQUEST, 10),
        runtime.MissingSetting("GET / needs a"),
    ],
)
def test_errors_survive_pickle(error: Exception) -> None:
    copy = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(copy) is type(error)
    assert str(copy) == str(error)
    assert vars(copy).keys() == vars(error).keys()


def test_a_mismatch_says_where() -> None:
    error = runtime.ResponseMismatch(MISMATCHES, ["a"])
    assert str(error).startswith("GET / answered 200: $[0] should be int and is string; ")
    assert str(error).endswith("; and 2 more")
    assert error.mismatches == tuple(MISMATCHES)
    assert error.value == ["a"]


def test_a_connection_error_hides_the_query() -> None:
    errors = import_module("client_runtime.errors")
    timeout = errors.connection_error(httpx2.ReadTimeout("slow"), REQUEST)
    assert str(timeout) == "GET https://host.test/a%20b: ReadTimeout slow"
    assert type(timeout) is runtime.APITimeoutError
    other = errors.connection_error(httpx2.ReadError(""), REQUEST)
    assert str(other) == "GET https://host.test/a%20b: ReadError"
    assert type(other) is runtime.APIConnectionError
    assert other.request is REQUEST
