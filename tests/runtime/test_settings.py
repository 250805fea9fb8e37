"""Settings, and the ways to authenticate that use them."""

from importlib import import_module
from typing import Any

import httpx2
import pytest

runtime = import_module("client_runtime")
ApiKeyAuth = import_module("client_runtime.auth.api_key").ApiKeyAuth
BasicAuth = import_module("client_runtime.auth.basic").BasicAuth
BearerAuth = import_module("client_runtime.auth.bearer").BearerAuth
Draft = import_module("client_runtime.auth.base").Draft
Settings = runtime.Settings


@pytest.mark.parametrize(
    ("source", "variable", "value"),
    [
        (("given", "SHOP_KEY", "default"), "environment", "given"),
        (("", "SHOP_KEY", "default"), "environment", ""),
        ((None, "SHOP_KEY", "default"), "environment", "environment"),
        ((None, "SHOP_KEY", "default"), "", "default"),
        ((None, "SHOP_KEY", "default"), None, "default"),
        ((None, "SHOP_KEY", None), None, None),
        ((None, "SHOP_KEY"), None, None),
    ],
)
def test_where_a_value_comes_from(
    source: Any, variable: str | None, value: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SHOP_KEY", raising=False)
    if variable is not None:
        monkeypatch.setenv("SHOP_KEY", variable)
    settings = Settings(key=source)
    monkeypatch.setenv("SHOP_KEY", "too late")
    assert settings.get("key") == value


def test_what_is_missing_is_said() -> None:
    settings = Settings(secret_id=(None, "SHOP_SECRET_ID"))
    with pytest.raises(runtime.MissingSetting) as caught:
        settings.require("secret_id", "PUT /links/{id}/")
    assert str(caught.value) == (
        "PUT /links/{id}/ needs secret_id: give Client(secret_id=...) or set SHOP_SECRET_ID"
    )


def test_settings_can_be_changed() -> None:
    settings = Settings(a=("1", "SHOP_A"), self=("2", "SHOP_SELF"))
    settings.update(a="3", self=None)
    assert (settings.require("a", ""), settings.require("self", "")) == ("3", "2")


def test_names_that_are_no_settings() -> None:
    settings = Settings(a=("1", "SHOP_A"))
    with pytest.raises(TypeError, match="'b'"):
        settings.get("b")
    with pytest.raises(TypeError, match="'b'"):
        settings.update(a="2", b="3")
    assert settings.get("a") == "1"


def test_a_repr_shows_no_values() -> None:
    settings = Settings(key=("hush", "SHOP_KEY"), other=(None, "SHOP_OTHER"))
    assert repr(settings) == "<Settings: key>"
    assert repr(Settings()) == "<Settings: none given>"


KEY = [("a", "1"), ("key", "old")]


@pytest.mark.parametrize(
    ("auth", "headers", "query"),
    [
        (BasicAuth("name", "empty"), {"authorization": "Basic ZsO8OnM6"}, KEY),
        (BearerAuth("name"), {"authorization": "Bearer fü:s"}, KEY),
        (ApiKeyAuth("name", name="X-Key", prefix="Token "), {"x-key": "Token fü:s"}, KEY),
        (ApiKeyAuth("name", name="key", place="query"), {}, [("a", "1"), ("key", "fü:s")]),
    ],
)
def test_ways_to_authenticate(auth: Any, headers: object, query: object) -> None:
    settings = Settings(name=("fü:s", "SHOP_NAME"), empty=("", "SHOP_EMPTY"))
    if isinstance(auth, BasicAuth):
        settings.update(name="fü", empty="s:")
        headers = {"authorization": "Basic ZsO8OnM6"}
    sent_headers, sent_query = httpx2.Headers(encoding="utf-8"), list(KEY)
    auth.apply(Draft(settings, "GET /", sent_headers, sent_query))
    assert dict(sent_headers) == headers
    assert sent_query == query
    assert "fü" not in repr(auth)


@pytest.mark.parametrize(
    ("auth", "missing"),
    [
        (BasicAuth("name", "missing"), "missing"),
        (BasicAuth("missing", "name"), "missing"),
        (BearerAuth("missing"), "missing"),
        (ApiKeyAuth("missing", name="X-Key"), "missing"),
    ],
)
def test_missing_credentials(auth: Any, missing: str) -> None:
    settings = Settings(name=("a", "SHOP_NAME"), missing=(None, "SHOP_MISSING"))
    with pytest.raises(runtime.MissingSetting, match="SHOP_MISSING"):
        auth.apply(Draft(settings, "GET /", {}, []))
