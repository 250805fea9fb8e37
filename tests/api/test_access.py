"""Where the API is and how to authenticate: settings and schemes of a client."""

from __future__ import annotations

from typing import Any

import pytest

from generator.api.model import AuthScheme, Setting
from tests.helpers.collections import Json, collection, folder, item
from tests.helpers.packages import api, describe, operations

PING = item("Ping", path="/ping")


def auth(kind: str, values: dict[str, str] | None = None) -> Json:
    values = values or {}
    return {"type": kind, kind: [{"key": key, "value": value} for key, value in values.items()]}


def headed(name: str, value: str) -> Json:
    return item("Ping", path="/ping", headers={name: value})


@pytest.mark.parametrize(
    ("block", "scheme"),
    [
        (
            auth("basic", {"username": "{{secretId}}", "password": "{{secretPassword}}"}),
            AuthScheme("default", "basic", ("secret_id", "secret_password")),
        ),
        (
            auth("basic", {"username": "jane", "password": "correct horse battery"}),
            AuthScheme("default", "basic", ("username", "password")),
        ),
        (auth("basic"), AuthScheme("default", "basic", ("username", "password"))),
        (auth("bearer", {"token": "{{jwt}}"}), AuthScheme("default", "bearer", ("jwt",))),
        (auth("bearer", {"token": ""}), AuthScheme("default", "bearer", ("token",))),
        (
            auth("apikey", {"key": "X-Key", "value": "{{key}}", "in": "header"}),
            AuthScheme("default", "api_key", ("key",), "X-Key"),
        ),
        (
            auth("apikey", {"key": "api_key", "value": "", "in": "query"}),
            AuthScheme("default", "api_key", ("api_key",), "api_key", "query"),
        ),
        (auth("apikey"), AuthScheme("default", "api_key", ("api_key",), "X-API-Key")),
        (auth("oauth2"), AuthScheme("default", "bearer", ("access_token",))),
        (
            auth("oauth2", {"accessToken": "{{t}}", "addTokenTo": "queryParams"}),
            AuthScheme("default", "api_key", ("t",), "access_token", "query"),
        ),
    ],
)
def test_schemes(block: Json, scheme: AuthScheme) -> None:
    found = api(collection(PING, auth=block))
    assert found.auth == (scheme,)
    assert [operation.auth for operation in found.operations()] == [("default",)]
    settings = [setting.name for setting in found.settings if not setting.is_server]
    assert sorted(settings) == sorted(scheme.settings)


@pytest.mark.parametrize(
    ("header", "value", "kind", "settings", "key", "prefix"),
    [
        ("Authorization", "Bearer {{token}}", "bearer", ("token",), "", ""),
        ("Authorization", "Basic <credentials>", "basic", ("username", "password"), "", ""),
        ("Authorization", "Token {{t}}", "api_key", ("t",), "Authorization", "Token "),
        ("Authorization", "{{jwt}}", "api_key", ("jwt",), "Authorization", ""),
        ("X-Api-Key", "{{key}}", "api_key", ("key",), "X-Api-Key", ""),
        ("X-Api-Key", "0123456789abcdef0123456789abcdef", "api_key", ("api_key",), "X-Api-Key", ""),
    ],
)
def test_headers_that_authenticate(
    header: str, value: str, kind: str, settings: tuple[str, ...], key: str, prefix: str
) -> None:
    found = api(collection(headed(header, value)))
    (scheme,) = found.auth
    assert (scheme.kind, scheme.settings, scheme.key, scheme.prefix) == (
        kind,
        settings,
        key,
        prefix,
    )
    (operation,) = found.operations()
    assert operation.auth == (scheme.name,)
    assert operation.headers == ()


def test_the_nearest_block_counts() -> None:
    found = operations(
        collection(
            item("Own", auth=auth("apikey", {"key": "K", "value": "{{own}}"}), path="/a"),
            item("None", auth={"type": "noauth"}, path="/b"),
            item("Collection's", path="/c"),
            folder(
                "Inner", item("Folder's", path="/d"), auth=auth("bearer", {"token": "{{inner}}"})
            ),
            auth=auth("bearer", {"token": "{{outer}}"}),
        )
    )
    assert {name: one.auth for name, one in found.items()} == {
        "collections": ("default",),
        "inner.folders": ("bearer",),
        "none": (),
        "own": ("api_key",),
    }


def test_unsupported_kinds_are_reported() -> None:
    found, diagnostics = describe(collection(PING, auth=auth("hawk", {"authId": "x"})))
    assert found.auth == ()
    assert [(d.code, d.level) for d in diagnostics if d.code != "redacted"] == [
        ("unsupported-auth", "warning")
    ]


@pytest.mark.parametrize(
    ("address", "variables", "default"),
    [
        ("{{baseUrl}}/a", {"baseUrl": "https://api.test/v1"}, "https://api.test/v1"),
        ("{{baseUrl}}/a", {"baseUrl": "https://api.test/"}, "https://api.test"),
        ("{{baseUrl}}/a", {"baseUrl": "api.test:8080"}, "http://api.test:8080"),
        (
            "{{baseUrl}}/a",
            {"baseUrl": "{{host}}/v1", "host": "https://api.test"},
            "https://api.test/v1",
        ),
        ("{{baseUrl}}/a", {"baseUrl": "{{host}}/v1"}, None),
        ("{{baseUrl}}/a", {}, None),
        ("{{baseUrl}}/a", {"baseUrl": "not an address!"}, None),
        ("https://{{host}}/a", {"host": "api.test"}, "https://api.test"),
        ("https://api.test/a", {}, "https://api.test"),
        ("api.test/a", {}, "http://api.test"),
        ("https://jane:pa55word@api.test/a", {}, "https://api.test"),
        ("/a", {}, None),
    ],
)
def test_base_url(address: str, variables: dict[str, str], default: str | None) -> None:
    made: Any = item("A")
    made["request"]["url"] = address
    defined = [{"key": key, "value": value} for key, value in variables.items()]
    found = api(collection(made, variable=defined))
    (setting,) = found.settings
    assert (setting.name, setting.is_server, setting.default) == ("base_url", True, default)


def test_several_servers() -> None:
    found = api(
        collection(
            item("A", path="/a"),
            item("B", path="/b"),
            item("C", path="{{authUrl}}/c"),
            item("D", path="https://other.test/d"),
            variable=[{"key": "authUrl", "value": "https://auth.test"}],
        )
    )
    assert found.settings == (
        Setting("base_url", "{{baseUrl}}", None, is_server=True),
        Setting("auth_url", "{{authUrl}}", "https://auth.test", is_server=True),
    )
    assert {one.name: one.server for one in found.operations()} == {
        "a": "base_url",
        "b": "base_url",
        "c": "auth_url",
        "d": "https://other.test",
    }


def test_settings_that_would_be_arguments_of_the_client() -> None:
    found = api(
        collection(
            PING, auth=auth("basic", {"username": "{{timeout}}", "password": "{{base_url}}"})
        )
    )
    names = [setting.name for setting in found.settings]
    assert len(set(names)) == 3
    assert not {"timeout"} & set(names)
