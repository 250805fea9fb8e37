"""Made-up secrets, planted into a collection wherever one can stand, and a search for them."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import quote

from click.testing import CliRunner

from generator.cli import main
from generator.cli.diff import FORMATS
from tests.helpers.collections import answer, collection, folder, item, raw
from tests.helpers.mutate import at, paths, put

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
_HEX = "0123456789abcdef"


class Mint:
    """Makes secrets up, each another one, in the forms of well-known makers."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311
        self.made: dict[str, str] = {}
        """Value -> where it was planted."""

    def _text(self, length: int, letters: str = _LETTERS) -> str:
        # A digit and a letter, always: by chance there would be none now and then.
        return "".join(self._random.choice(letters) for _ in range(length - 2)) + "7k"

    def _some(self, form: str) -> str:
        match form:
            case "github":
                return "ghp_" + self._text(36)
            case "aws":
                return "AKIA" + "".join(
                    self._random.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16)
                )
            case "slack":
                return f"xoxb-{self._text(12, '0123456789')[:-2]}11-{self._text(24)}"
            case "stripe":
                return "sk_live_" + self._text(24)
            case "jwt":
                head = base64.urlsafe_b64encode(b'{"alg":"HS256"}').decode().rstrip("=")
                return f"{head}.{self._text(40)}.{self._text(43)}"
            case "google":
                return "AIza" + self._text(35)
            case "gitlab":
                return "glpat-" + self._text(20)
            case "password":
                return f"{self._text(6)}-{self._text(9)}!"
            case _:
                return self._text(32)

    def look(self, where: str) -> str:
        """One that is known by its look alone."""
        forms = ("github", "aws", "slack", "stripe", "jwt", "google", "gitlab")
        return self._keep(self._some(forms[len(self.made) % len(forms)]), where)

    def place(self, where: str) -> str:
        """One that only its place gives away."""
        form = ("password", "random")[len(self.made) % 2]
        return self._keep(self._some(form), where)

    def _keep(self, value: str, where: str) -> str:
        self.made[value] = where
        return value

    def found_in(self, text: str) -> list[str]:
        """Where those were planted that a text holds, as they are, encoded or in base64."""
        return [
            where
            for value, where in self.made.items()
            if any(form in text for form in _forms(value))
        ]


def _forms(value: str) -> tuple[str, ...]:
    encoded = base64.b64encode(value.encode()).decode().rstrip("=")
    return value, quote(value, safe=""), json.dumps(value)[1:-1], encoded, value[:-2]


def by_place(mint: Mint) -> dict[str, Any]:
    """A collection with a secret at each of the places that hold them."""
    p = mint.place
    blocks: dict[str, Mapping[str, str]] = {
        "bearer": {"token": p("bearer")},
        "basic": {"username": "ada", "password": p("basic")},
        "apikey": {"key": "X-Key", "value": p("apikey"), "in": "header"},
        "digest": {"username": "ada", "password": p("digest"), "realm": "r"},
        "oauth1": {
            "consumerKey": p("oauth1 key"),
            "consumerSecret": p("oauth1 secret"),
            "token": p("oauth1 token"),
            "tokenSecret": p("oauth1 token secret"),
        },
        "oauth2": {
            "accessToken": p("oauth2"),
            "clientId": p("oauth2 client"),
            "clientSecret": p("oauth2 client secret"),
            "refreshToken": p("oauth2 refresh"),
        },
        "awsv4": {
            "accessKey": p("aws"),
            "secretKey": p("aws secret"),
            "sessionToken": p("aws session"),
        },
        "hawk": {"authId": p("hawk id"), "authKey": p("hawk key")},
        "ntlm": {"username": "ada", "password": p("ntlm")},
        "edgegrid": {
            "accessToken": p("edgegrid"),
            "clientToken": p("edge client"),
            "clientSecret": p("edge secret"),
        },
        "jwt": {"secret": p("jwt secret"), "algorithm": "HS256", "payload": "{}"},
        "akamai-of-the-future": {"sauce": p("unknown auth")},
    }
    authenticated = [
        item(
            f"With {kind}",
            path=f"/{kind}",
            auth={
                "type": kind,
                kind: [{"key": key, "value": value} for key, value in block.items()],
            },
        )
        for kind, block in blocks.items()
    ]
    object_form = item(
        "Old", path="/old", auth={"type": "bearer", "bearer": {"token": p("2.0 form")}}
    )
    basic = base64.b64encode(f"ada:{p('basic header')}".encode()).decode()
    headers = [
        ("Authorization", f"Bearer {p('header')}"),
        ("Proxy-Authorization", f"Basic {basic}"),
        ("Cookie", f"theme=dark; session={p('cookie')}; sid={p('cookie sid')}"),
        ("X-Api-Key", p("x-api-key")),
        ("X-Auth-Token", p("x-auth-token")),
        ("Api-Key", p("api-key")),
        ("X-Client-Secret", p("x-client-secret")),
    ]
    sent = [{"key": key, "value": value} for key, value in headers]
    got = [{"key": "Set-Cookie", "value": f"id={p('set-cookie')}; Path=/; HttpOnly"}]
    login = {"username": "ada", "password": p("body"), "nested": [{"client_secret": p("nested")}]}
    token = {"access_token": p("answer"), "refresh_token": p("answer refresh"), "expires_in": 3600}
    answered = {
        **answer(token, 200, "In"),
        "header": [*got, {"key": "Content-Type", "value": "application/json"}],
        "cookie": [{"name": "sid", "value": p("answer cookie"), "domain": "a.example"}],
        "originalRequest": {
            "method": "POST",
            "header": [{"key": "X-Api-Key", "value": p("original header")}],
            "url": {"raw": f"https://a.example/login?api_key={p('original query')}"},
            "body": raw(json.dumps({"password": p("original body")}), "json"),
        },
    }
    form = [{"key": "client_secret", "value": p("form"), "type": "text"}]
    graphql = {
        "query": "mutation($p: String!) { login(password: $p) { token } }",
        "variables": json.dumps({"password": p("graphql")}),
    }
    return collection(
        folder("Kinds", *authenticated, object_form),
        folder(
            "Places",
            item("Log in", "POST", "/login", body=login, headers=sent, answers=[answered]),
            item("Form", "POST", "/form", body={"mode": "urlencoded", "urlencoded": form}),
            item("Parts", "POST", "/parts", body={"mode": "formdata", "formdata": form}),
            item("Graph", "POST", "/graph", body={"mode": "graphql", "graphql": graphql}),
            item("Xml", "POST", "/xml", body=raw(f"<a><password>{p('xml')}</password></a>", "xml")),
            item("User", path=f"https://ada:{p('userinfo')}@files.example/x"),
            item("Query", path=f"/q?access_token={p('raw query')}&page=1"),
            item("Pairs", path="/p", query=[{"key": "api_key", "value": p("query")}]),
            item("Text", path="/t", headers=f"X-Api-Key: {p('headers as text')}\nAccept: */*"),  # type: ignore[arg-type]
            auth={"type": "bearer", "bearer": [{"key": "token", "value": p("folder")}]},
        ),
        variable=[
            {"key": "baseUrl", "value": "https://a.example"},
            {"key": "adminPassword", "value": p("variable by name")},
            {"key": "quiet", "value": p("variable by type"), "type": "secret"},
            {"key": "used", "value": p("variable by use")},
        ],
        auth={"type": "bearer", "bearer": [{"key": "token", "value": "{{used}}"}]},
        event=[
            {
                "listen": "test",
                "script": {
                    "exec": [
                        f'pm.environment.set("token", "{p("script set")}");',
                        f"const password = '{p('script constant')}';",
                        f'pm.expect(pm.response.json().access_token).to.eql("{p("assertion")}");',
                    ]
                },
            }
        ],
    )


def by_look(mint: Mint, base: Any) -> Any:
    """A collection with a secret in each of its texts, keys among them."""
    made = json.loads(json.dumps(base))
    for place in paths(made):
        if place[-1:] in {("schema",), ("_postman_id",), ("mode",), ("listen",), ("method",)}:
            continue
        node = at(made, place)
        if isinstance(node, str) and node and place[-1] not in {"type", "in", "raw"}:
            put(made, place, f"{node} {mint.look('.'.join(map(str, place)))} etc.")
    return made


def outputs(place: Path, value: Any, other: Any) -> dict[str, str]:
    """All that postgen prints and writes for a collection, by the command."""
    source, older = place / "acme.json", place / "older.json"
    source.write_text(json.dumps(value))
    older.write_text(json.dumps(other))
    out, site = place / "out", place / "site"
    from generator.snippets.languages import languages  # noqa: PLC0415

    commands = {
        "generate": ["generate", str(source), "-o", str(out)],
        "check": ["check", str(source), "-o", str(out)],
        "inspect": ["inspect", str(source)],
        "schema": ["schema", str(source)],
        "pages": ["pages", str(source), "-o", str(site)],
        **{
            f"diff {form} {'back' if back else ''}": [
                *("diff", "--format", form),
                *((str(source), str(older)) if back else (str(older), str(source))),
            ]
            for form in FORMATS
            for back in (False, True)
        },
        **{
            f"snippets {language.name}": ["snippets", str(source), "-l", language.name]
            for language in languages()
        },
    }
    said = {}
    for name, command in commands.items():
        done = CliRunner().invoke(main, command)
        if done.exit_code != 0:
            raise AssertionError(f"{name}: {done.output[-500:]}")
        said[name] = done.stdout + done.stderr
    for folder_ in (out, site):
        for path in folder_.rglob("*"):
            if path.is_file() and "assets" not in path.parts and "_runtime" not in path.parts:
                said[path.relative_to(place).as_posix()] = path.read_text()
                said[f"the name of {path.name}"] = path.name
    return said
