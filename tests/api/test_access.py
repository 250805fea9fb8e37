"""Where the API is and how to authenticate: settings and schemes of a client."""

from __future__ import annotations

from typing import Any

import pytest

from generator.api.model import AuthScheme, Setting
from tests.helpers.collections import Json, answer, collection, folder, item
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


OAUTH2 = {
    "grant_type": "client_credentials",
    "accessTokenUrl": "https://login.test/token",
    "clientId": "{{id}}",
    "clientSecret": "{{secret}}",
}


@pytest.mark.parametrize(
    ("block", "kind", "settings", "named", "flags"),
    [
        (auth("digest", {"username": "{{u}}"}), "digest", ("u", "password"), {}, {}),
        (
            auth("oauth1", {"consumerKey": "{{k}}", "signatureMethod": "HMAC-SHA512"}),
            "oauth1",
            ("k", "consumer_secret"),
            {"token": "token", "token_secret": "token_secret"},
            {"method": "HMAC-SHA512", "place": "request", "version": ""},
        ),
        (
            auth("awsv4", {"accessKey": "{{a}}", "secretKey": "{{s}}", "region": "eu-west-1"}),
            "aws",
            ("a", "s"),
            {"session_token": "session_token", "region": "region", "service": "service"},
            {},
        ),
        (
            auth("hawk", {"authId": "{{id}}", "authKey": "{{key}}", "algorithm": "sha1"}),
            "hawk",
            ("id", "key"),
            {},
            {"algorithm": "sha1"},
        ),
        (auth("ntlm"), "ntlm", ("username", "password"), {"domain": "domain"}, {}),
        (auth("jwt", {"algorithm": "ES256"}), "jwt", ("jwt_key",), {}, {"algorithm": "ES256"}),
        (
            auth("asap", {"kid": "k", "iss": "me", "aud": "you", "exp": "60"}),
            "asap",
            ("private_key",),
            {"key_id": "key_id", "issuer": "issuer", "audience": "audience"},
            {"lifetime": 60},
        ),
        (
            auth("edgegrid", {"headersToSign": "X-A,X-B"}),
            "edgegrid",
            ("client_token", "client_secret", "access_token"),
            {},
            {"headers_to_sign": ("X-A", "X-B")},
        ),
        (
            auth("oauth2", OAUTH2),
            "oauth2",
            (),
            {
                "access_token": "access_token",
                "token_url": "token_url",
                "client_id": "id",
                "client_secret": "secret",
                "scope": "scope",
            },
            {"grant": "client_credentials"},
        ),
    ],
)
def test_kinds_that_sign_or_ask(
    block: Json,
    kind: str,
    settings: tuple[str, ...],
    named: dict[str, str],
    flags: dict[str, object],
) -> None:
    (scheme,) = api(collection(PING, auth=block)).auth
    assert (scheme.kind, scheme.settings) == (kind, settings)
    assert dict(scheme.named) == named
    assert dict(scheme.flags) == flags
    # The forms of v2.0 and v2.1 say the same.
    as_map = {key: {e["key"]: e["value"] for e in v} for key, v in block.items() if key != "type"}
    assert api(collection(PING, auth={"type": block["type"], **as_map})).auth == (scheme,)


def test_what_is_no_secret_is_a_default() -> None:
    values = {"accessKey": "AKIA", "secretKey": "s", "region": "{{region}}", "service": "s3"}
    found = api(
        collection(PING, auth=auth("awsv4", values), variable=[{"key": "region", "value": "eu-1"}])
    )
    defaults = {setting.name: setting.default for setting in found.settings[1:]}
    assert defaults == {
        "access_key": None,
        "region": "eu-1",
        "secret_key": None,
        "service": "s3",
        "session_token": None,
    }


def test_schemes_of_one_kind_have_settings_of_their_own() -> None:
    password = OAUTH2 | {"grant_type": "password_credentials", "scope": "write"}
    found = api(
        collection(
            item("A", path="/a", auth=auth("oauth2", OAUTH2 | {"scope": "read"})),
            item("B", path="/b", auth=auth("oauth2", password)),
        )
    )
    assert {scheme.name: dict(scheme.named)["scope"] for scheme in found.auth} == {
        "client_credentials": "client_credentials_scope",
        "password": "password_scope",
    }


def test_claims_name_settings() -> None:
    payload = '{"sub": "{{userId}}", "iat": {{$timestamp}}}'
    found = api(collection(PING, auth=auth("jwt", {"secret": "{{key}}", "payload": payload})))
    assert found.auth[0].templates == (("claims", '{"sub": "{{user_id}}", "iat": {{$timestamp}}}'),)
    assert "user_id" in [setting.name for setting in found.settings]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "azure"},
        auth("oauth1", {"signatureMethod": "HMAC-MD5"}),
        auth("hawk", {"algorithm": "md5"}),
        auth("jwt", {"algorithm": "none"}),
        auth("jwt", {"payload": "no JSON"}),
        auth("jwt", {"payload": '{"x": "{{$randomInt}}"}'}),
        auth("apikey", {"key": "no header", "in": "header"}),
    ],
)
def test_unsupported_kinds_are_reported(block: Json) -> None:
    found, diagnostics = describe(collection(PING, auth=block))
    assert [(scheme.kind, scheme.key) for scheme in found.auth] == [("unsupported", block["type"])]
    assert [(d.code, d.level) for d in diagnostics if d.code != "redacted"] == [
        ("unsupported-auth", "warning")
    ]


def test_parameters_that_are_left_out_are_reported() -> None:
    own = [
        {"key": "audience", "value": "https://api.test", "send_as": "request_body"},
        {"key": "off", "value": "x", "enabled": False},
        {"key": "tenant", "value": "{{tenant}}"},
        {"key": "X-Tenant", "value": "a", "send_as": "request_header"},
    ]
    block = auth("oauth2", OAUTH2)
    block["oauth2"].append({"key": "tokenRequestParams", "value": own})
    found, diagnostics = describe(collection(PING, auth=block))
    assert dict(found.auth[0].flags)["extra"] == (("audience", "https://api.test"),)
    assert [
        d.message.partition("sends no ")[2] for d in diagnostics if d.code == "auth-parameter"
    ] == [
        "'tenant', which 1 request(s) have",
        "'X-Tenant', which 1 request(s) have",
    ]
    for kind, name in (("ntlm", "workstation"), ("edgegrid", "baseURL")):
        _, diagnostics = describe(collection(PING, auth=auth(kind, {name: "given"})))
        assert "auth-parameter" in [d.code for d in diagnostics]


def security(**entry: str) -> Json:
    return {**entry, "description": f"Added as a part of security scheme: {entry['value']}"}


@pytest.mark.parametrize(
    ("header", "query", "scheme"),
    [
        (
            {"key": "X-Tenant", "value": "<API Key>"},
            None,
            ("api_key", "X-Tenant", "header"),
        ),
        ({"key": "Authorization", "value": "Bearer <token>"}, None, ("bearer", "", "header")),
        ({"key": "Authorization", "value": "Basic <credentials>"}, None, ("basic", "", "header")),
        ({"key": "Authorization", "value": "Digest <credentials>"}, None, ("digest", "", "header")),
        (None, {"key": "key", "value": "<API Key>"}, ("api_key", "key", "query")),
    ],
)
def test_what_a_converter_adds_to_saved_requests(
    header: Json | None, query: Json | None, scheme: tuple[str, str, str]
) -> None:
    original: Json = {"method": "GET", "url": {"raw": "{{baseUrl}}/ping"}}
    original["header"] = [security(**header)] if header else []
    if query:
        original["url"]["query"] = [security(**query)]
    made = item("Ping", path="/ping", answers=[answer({"a": 1}, originalRequest=original)])
    found = api(collection(made))
    (one,) = found.auth
    assert (one.kind, one.key, one.place) == scheme
    (operation,) = found.operations()
    assert operation.auth == (one.name,)
    assert (operation.headers, operation.query) == ((), ())
    # A block that says otherwise counts.
    without = api(collection({**made, "request": {**made["request"], "auth": {"type": "noauth"}}}))
    assert without.auth == ()


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
    setting, *_ = found.settings
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


@pytest.mark.parametrize(
    ("address", "auth", "settings"),
    [
        ("https://jane:pa55word@api.test/a", None, ["base_url", "username", "password"]),
        ("https://{{who}}:{{pin}}@api.test/a", None, ["base_url", "pin", "who"]),
        ("https://jane:pa55word@api.test/a", "bearer", ["base_url", "token"]),
        ("https://{{who}}:{{pin}}@{{host}}/a", None, ["base_url"]),
    ],
)
def test_a_user_in_the_address(address: str, auth: str | None, settings: list[str]) -> None:
    made: Any = item("A")
    made["request"]["url"] = address
    if auth is not None:
        made["request"]["auth"] = {"type": auth, auth: []}
    found = api(collection(made))
    assert [setting.name for setting in found.settings] == settings
    (operation,) = found.operations()
    assert operation.server == "base_url"
