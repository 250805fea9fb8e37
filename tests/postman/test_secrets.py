"""Secrets of a collection: which are found, what stands in their place, what stays."""

from __future__ import annotations

import base64
import json
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import Level
from generator.postman.collection import (
    Auth,
    Body,
    Collection,
    Example,
    Folder,
    GraphQL,
    Item,
    KeyValue,
    Request,
    Script,
    Url,
    Variable,
)
from generator.postman.secret_looks import may_have_looks
from generator.postman.secret_names import (
    Strength,
    is_distinctive,
    is_harmless,
    strength_of,
    words_in,
)
from generator.postman.secrets import is_stand_in, redact

# All made up, and put together here so that scanners of repositories do not take them for real.
MADE_UP = "Tr0ub4dor-made-up-7731"
MADE_UP_TOO = "n0t-th3-same-made-up-42"
JWT = ".".join(("eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJtYWRlLXVwIn0", "c2lnbmF0dXJlLW1hZGUtdXA"))
HEX = "0123456789abcdef0123456789abcdef"


def request(**fields: object) -> Request:
    url = fields.pop("url", "https://api.example.test/links")
    made = Request("GET", url if isinstance(url, Url) else Url(str(url)))
    return replace(made, **fields)  # type: ignore[arg-type]


def collection(*items: Folder | Item, **fields: object) -> Collection:
    return replace(Collection("Shop", items), **fields)  # type: ignore[arg-type]


def of_body(text: str, name: str = "Log in") -> Collection:
    return collection(Item(name, request(body=Body("raw", text, "json"))))


def body_of(redacted: Collection) -> str:
    item = redacted.children[0]
    assert isinstance(item, Item)
    assert item.request.body is not None
    return item.request.body.raw


def redacted_body(text: str) -> str:
    return body_of(redact(of_body(text))[0])


def stand_ins(value: object) -> set[str]:
    return set(re.findall(r"redacted-[a-z0-9-]+", repr(value)))


# ---- names


@pytest.mark.parametrize(
    "name",
    sorted(
        words_in(
            """password Password user_password userPassword PASSWORD passwd pwd passphrase
    new_password password_confirmation passwordConfirm password2 user[password] db.password
    secret clientSecret client_secret client-secret secretId secret_id secretPassword apiSecret
    token accessToken access_token ACCESS_TOKEN accesstoken id_token refreshToken X-Auth-Token
    tokenDev token_admin csrf_token deviceToken tokens
    apiKey api_key api-key apikey APIKey X-Api-Key x-functions-key Ocp-Apim-Subscription-Key
    accessKey access_key_id aws_access_key_id secretKey privateKey private_key consumerKey
    credential credentials jwt JWT_sandbox otp cvv sessionId JSESSIONID
    Authorization Proxy-Authorization authorizationCode auth_code Passwort contraseña"""
        )
    ),
)
def test_name_of_a_secret(name: str) -> None:
    assert strength_of(name) is Strength.STRONG


@pytest.mark.parametrize(
    "name",
    sorted(
        words_in(
            """tokenUrl token_url accessTokenUrl authUrl auth_url tokenType token_type token_expiry
    tokenExpiresIn expires_in passwordPolicy password_policy passwordLength password_reset_link
    authType auth_method authenticated authority author authors oauth oauthVersion secretName
    tokenId token_name tokenSymbol next_page_token nextPageToken pageToken $skiptoken max_tokens
    total_tokens prompt_tokens publicKey public_key idempotency_key Idempotency-Key primaryKey
    foreign_key sortKey keyboard monkey tokenize secretary compass bypass username user email id
    client_id has_password isPasswordRequired password_hint password_updated_at cvcResult
    redacted-access-token url description"""
        )
    ),
)
def test_name_of_no_secret(name: str) -> None:
    assert strength_of(name) is Strength.NONE


def test_weak_names_are_secret_as_parameters_only() -> None:
    assert strength_of("key") is Strength.NONE
    assert strength_of("key", is_parameter=True) is Strength.WEAK
    assert strength_of("signature") is Strength.WEAK


# ---- values


@pytest.mark.parametrize(
    "value",
    [
        "",
        "{{token}}",
        "{{ a }}",
        "<token>",
        "<Bearer Token>",
        "string",
        "password",
        "secret",
        "your-api-key",
        "YOUR_API_KEY",
        "xxxxxxxx",
        "****",
        "none",
        "{your token}",
        "${TOKEN}",
        "[your key here]",
        "$API_KEY",
        "This field is required.",
        "Token is invalid or expired",
    ],
)
def test_harmless_value(value: str) -> None:
    assert is_harmless(value, "token")
    assert redact(collection(variables=(Variable("token", value, "secret"),)))[1] == ()


@pytest.mark.parametrize("value", [MADE_UP, "hunter2", "$ecret123", "correct horse battery", JWT])
def test_value_that_is_a_secret(value: str) -> None:
    assert not is_harmless(value, "token")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (MADE_UP, True),
        (HEX, True),
        ("7c9e6679-7425-40de-944b-e07fc1f90ae7", True),
        ("Passw0rd!x", True),
        ("YWRhOlRyMHViNGRv", True),
        ("short1!", False),  # could be a part of anything
        ("production", False),  # a word
        ("my-client-secret", False),  # words
        ("sandbox-user1", False),  # words
        ("Administrator", False),
        ("ada@example.com", False),  # an address, which examples hold as such
        ("https://api.example.test/v1/a8b7c6d5", False),
        ("12345678", False),  # a number: its replacement would break the JSON it stands in
        ("2024-01-31T10:00:00Z", False),
        ("-12.5E10", False),
        ("3fa85f64-5717-4562-b3fc-2c963f66afa6", False),  # what Swagger writes for any UUID
        ("xxxx-xxxx-xxxx", False),
    ],
)
def test_distinctive_values(value: str, expected: bool) -> None:
    assert is_distinctive(value) is expected


# ---- places


def everywhere(secret: str) -> Collection:
    """A collection with a secret in every text that there is room for."""
    pair = KeyValue(f"k{secret}", secret, description=f"see {secret}", files=(f"/x/{secret}",))
    query = f"https://api.example.test/{secret}?q={secret}"
    url = Url(query, f"https://{secret}.test", (secret,), (pair,), (pair,), f"/{secret}")
    body = Body(
        "raw", f"a {secret} b", fields=(pair,), graphql=GraphQL(secret, secret), file=secret
    )
    auth = Auth("bearer", (("token", secret),))
    script = Script("test", f"pm.expect(x).to.eql('{secret}')")
    sent = Request("POST", url, (pair,), body, auth, f"about {secret}")
    example = Example(f"OK {secret}", 200, secret, sent, (pair,), f'{{"id": "{secret}"}}')
    item = Item(f"Item {secret}", sent, (example,), (script,), (("a", f'"{secret}"'),))
    folder = Folder(f"Folder {secret}", (item,), f"about {secret}", auth, (script,))
    variable = Variable(f"v{secret}", f"{secret}", description=secret)
    return Collection(f"C {secret}", (folder,), f"about {secret}", auth, (variable,), (script,))


@pytest.mark.parametrize(
    "secret", [MADE_UP, JWT, HEX, "a/b+c=d1e2f3g4", "half \ud800 a1b2c3d4", 'q"uo\\te1234']
)
def test_a_distinctive_secret_is_replaced_everywhere(secret: str) -> None:
    redacted, notices = redact(everywhere(secret))
    assert secret not in repr(redacted)
    assert json.dumps(secret)[1:-1] not in repr(redacted)
    assert stand_ins(redacted.auth) == {"redacted-token"}
    assert {(notice.level, notice.code) for notice in notices} == {(Level.NOTICE, "redacted")}
    assert secret not in repr(notices)


def test_escaped_occurrences_get_the_same_stand_in() -> None:
    value = 'a/b+"c"=d1e2f3g4'
    item = Item(
        "Get",
        request(
            url="https://api.example.test/a?next=a%2Fb%2B%22c%22%3Dd1e2f3g4",
            body=Body(
                "raw", json.dumps({"a": value}) + json.dumps({"b": value}).replace("/", "\\/")
            ),
        ),
    )
    redacted, _ = redact(collection(item, variables=(Variable("token", value),)))
    assert "d1e2f3g4" not in repr(redacted)
    assert stand_ins(redacted) == {"redacted-token"}


@pytest.mark.parametrize(
    ("auth", "secrets"),
    [
        (Auth("bearer", (("token", MADE_UP),)), {"redacted-token"}),
        (
            Auth("basic", (("password", MADE_UP), ("username", "ada"))),
            {"redacted-password", "redacted-username"},
        ),
        (
            Auth("apikey", (("in", "query"), ("key", "app"), ("value", "abc"))),
            {"redacted-api-key"},
        ),
        (Auth("apikey", (("key", "X-Api-Key"), ("value", MADE_UP))), {"redacted-x-api-key"}),
        (
            Auth("digest", (("algorithm", "MD5"), ("password", MADE_UP), ("realm", "shop"))),
            {"redacted-password"},
        ),
        (
            Auth(
                "oauth2",
                (
                    ("accessTokenUrl", "https://id.example.test/token"),
                    ("addTokenTo", "header"),
                    ("authUrl", "https://id.example.test/authorize"),
                    ("clientId", "shop-7f3a"),
                    ("clientSecret", MADE_UP),
                    ("client_authentication", "header"),
                    ("grant_type", "client_credentials"),
                    ("headerPrefix", "Bearer"),
                    ("redirect_uri", "https://shop.example.test/back"),
                    ("scope", "links:read links:write"),
                    ("tokenName", "my token"),
                ),
            ),
            {"redacted-client-id", "redacted-client-secret"},
        ),
        (
            Auth("awsv4", (("accessKey", "AKIA" + "MADEUPMADEUP0042"), ("region", "eu-west-1"))),
            {"redacted-access-key"},
        ),
        (Auth("quantum", (("entangled", MADE_UP),)), {"redacted-entangled"}),
        (Auth("bearer", (("token", "{{token}}"),)), set()),
        (Auth("bearer", (("token", "<token>"),)), set()),
    ],
)
def test_auth_blocks(auth: Auth, secrets: set[str]) -> None:
    redacted, _ = redact(collection(auth=auth))
    assert redacted.auth is not None
    assert redacted.auth.type == auth.type
    assert stand_ins(redacted.auth) == secrets
    kept = [pair for pair in redacted.auth.parameters if not is_stand_in(pair[1])]
    assert set(kept) <= set(auth.parameters)
    assert len(kept) == len(auth.parameters) - len(secrets)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Authorization", f"Bearer {JWT}", "Bearer redacted-authorization"),
        ("authorization", f"Token {MADE_UP}", "Token redacted-authorization"),
        ("Authorization", MADE_UP, "redacted-authorization"),
        ("Authorization", "Bearer {{token}}", "Bearer {{token}}"),
        ("Authorization", "Bearer <token>", "Bearer <token>"),
        ("Authorization", "Basic <credentials>", "Basic <credentials>"),
        ("Authorization", f"Bearer {{{{a}}}}{MADE_UP}", "Bearer {{a}}redacted-authorization"),
        ("Authorization", 'OAuth token="{{t}}", realm="x"', 'OAuth token="{{t}}", realm="x"'),
        ("Proxy-Authorization", f"Bearer {MADE_UP}", "Bearer redacted-proxy-authorization"),
        ("X-Api-Key", "abc", "redacted-x-api-key"),
        ("X-Auth-Token", "{{t}}", "{{t}}"),
        ("Cookie", f"lang=en; sid={MADE_UP}", "lang=en; sid=redacted-sid"),
        ("Set-Cookie", f"sid={MADE_UP}; Path=/; HttpOnly", "sid=redacted-sid; Path=/; HttpOnly"),
        ("X-Goog-Key", HEX, "redacted-x-goog-key"),
        ("X-Goog-Key", "links", "links"),
        ("X-Request-Id", HEX, HEX),
        ("Idempotency-Key", HEX, HEX),
        ("Content-Type", "application/json", "application/json"),
    ],
)
def test_headers(name: str, value: str, expected: str) -> None:
    item = Item("Get", request(headers=(KeyValue(name, value),)))
    redacted, _ = redact(collection(item))
    child = redacted.children[0]
    assert isinstance(child, Item)
    assert child.request.headers == (KeyValue(name, expected),)


def test_addresses() -> None:
    raw = f"https://ada:{MADE_UP}@api.example.test/links?api_key=abc&page=2#access_token={MADE_UP_TOO}"
    url = Url(
        raw,
        f"https://ada:{MADE_UP}@api.example.test",
        ("links",),
        (KeyValue("api_key", "abc"), KeyValue("page", "2")),
        fragment=f"access_token={MADE_UP_TOO}",
    )
    redacted, _ = redact(collection(Item("Get", request(url=url))))
    child = redacted.children[0]
    assert isinstance(child, Item)
    server = "https://redacted-username:redacted-password@api.example.test"
    assert child.request.url == Url(
        f"{server}/links?api_key=redacted-api-key&page=2#access_token=redacted-access-token",
        server,
        ("links",),
        (KeyValue("api_key", "redacted-api-key"), KeyValue("page", "2")),
        fragment="access_token=redacted-access-token",
    )


def test_variables() -> None:
    variables = (
        Variable("baseUrl", "https://api.example.test"),
        Variable("innocent", MADE_UP, "secret"),
        Variable("api_key", MADE_UP_TOO),
        Variable("tokenUrl", "https://id.example.test/token"),
        Variable("region", "eu-west-1"),
    )
    redacted, _ = redact(collection(variables=variables))
    assert [variable.value for variable in redacted.variables] == [
        "https://api.example.test",
        "redacted-innocent",
        "redacted-api-key",
        "https://id.example.test/token",
        "eu-west-1",
    ]


def test_a_variable_that_stands_for_a_secret_is_one() -> None:
    item = Item("Get", request(headers=(KeyValue("Authorization", "Bearer {{who}}"),)))
    variables = (
        Variable("who", "{{inner}}"),
        Variable("inner", "abc"),
        Variable("page", "abc"),
        Variable("half", "hunter2"),
        Variable("password", "{{half}}-{{half}}"),
    )
    expected = {
        "who": "{{inner}}",
        "inner": "redacted-inner",
        "page": "abc",
        "half": "redacted-half",
        "password": "{{half}}-{{half}}",
    }
    for order in (variables, variables[::-1]):
        redacted, _ = redact(collection(item, variables=order))
        assert {variable.key: variable.value for variable in redacted.variables} == expected


def test_a_parameter_named_by_an_apikey_block_is_secret() -> None:
    auth = Auth("apikey", (("in", "header"), ("key", "X-Shop"), ("value", "{{k}}")))
    item = Item("Get", request(headers=(KeyValue("x-shop", "abc"), KeyValue("x-other", "abc"))))
    redacted, _ = redact(collection(item, auth=auth))
    child = redacted.children[0]
    assert isinstance(child, Item)
    assert [header.value for header in child.request.headers] == ["redacted-x-shop", "abc"]


@pytest.mark.parametrize("as_variables", [False, True])
def test_basic_credentials_in_base64(as_variables: bool) -> None:
    encoded = base64.b64encode(f"ada:{MADE_UP}".encode()).decode()
    literal = (("password", MADE_UP), ("username", "ada"))
    auth = Auth(
        "basic", (("password", "{{p}}"), ("username", "{{u}}")) if as_variables else literal
    )
    variables = (Variable("p", MADE_UP), Variable("u", "ada")) if as_variables else ()
    script = Script("test", f"const sent = '{encoded}';")
    redacted, _ = redact(collection(auth=auth, variables=variables, scripts=(script,)))
    assert redacted.scripts[0].source == "const sent = 'redacted-basic-credentials';"


def test_the_password_in_a_basic_header_is_a_secret_everywhere() -> None:
    encoded = base64.b64encode(f"ada:{MADE_UP}".encode()).decode()
    item = Item("Get", request(headers=(KeyValue("Authorization", f"Basic {encoded}"),)))
    redacted, _ = redact(collection(item, description=f"Log in with {MADE_UP}"))
    assert redacted.description == "Log in with redacted-password"


# ---- texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"password": "abc", "user": "abc"}', '{"password": "redacted-password", "user": "abc"}'),
        ('{"password" : "a\\"b"}', '{"password" : "redacted-password"}'),
        ('{"pin_secret":{"token":"abc"}}', '{"pin_secret":{"token":"redacted-token"}}'),
        ('{"tokens": ["abc", "def"]}', None),
        ('{"token": {{token}}, "a": 1}', '{"token": {{token}}, "a": 1}'),
        ('{"token": "{{token}}"}', '{"token": "{{token}}"}'),
        ('{"token": "<string>"}', '{"token": "<string>"}'),
        ('{"password": "string"}', '{"password": "string"}'),
        ('{"password": null, "token": true}', '{"password": null, "token": true}'),
        ('{"password": ["This field is required."]}', None),
        (
            '{ // don\'t "ask"\n "apiKey": "abc", /* x */ }',
            '{ // don\'t "ask"\n "apiKey": "redacted-api-key", /* x */ }',
        ),
        ('{"token": "abc', '{"token": "redacted-token'),
        ('{"token": 12345678}', '{"token": 900000000}'),
        ('{"token": 123, "max_tokens": 4096}', '{"token": 123, "max_tokens": 4096}'),
        ('{"sent": "{\\"token\\": \\"abc\\"}"}', '{"sent": "{\\"token\\": \\"redacted-token\\"}"}'),
        ('[{"key": "token", "value": "abc"}]', '[{"key": "token", "value": "redacted-token"}]'),
        ('{"required": ["token", "email"]}', '{"required": ["token", "email"]}'),
        ("grant_type=password&password=abc", "grant_type=password&password=redacted-password"),
        ("<a><Password t='x'>abc</Password></a>", None),
        ('<login password="abc" user="abc"/>', '<login password="redacted-password" user="abc"/>'),
        ("pm.environment.set('token', 'abc')", "pm.environment.set('token', 'redacted-token')"),
        ("const apiKey = `abc`;", "const apiKey = `redacted-api-key`;"),
        ("var msg = {token: 'No token was found here'}", None),
        (f"API key: `{HEX}`", "API key: `redacted-api-key`"),
        (f"curl -u ada:{MADE_UP} x", "curl -u redacted-username:redacted-password x"),
        (f"commit {HEX}", f"commit {HEX}"),
        ("the token is passed in the Authorization header", None),
    ],
)
def test_texts(text: str, expected: str | None) -> None:
    cases = {
        '{"tokens": ["abc", "def"]}': '{"tokens": ["redacted-tokens-1", "redacted-tokens-2"]}',
        "<a><Password t='x'>abc</Password></a>": (
            "<a><Password t='x'>redacted-password</Password></a>"
        ),
    }
    if expected is None:
        expected = cases.get(text, text)
    found = redacted_body(text)
    assert re.sub(r"-log-in(?=-\d)", "", found) == expected


@pytest.mark.parametrize(
    ("secret", "name"),
    [
        (JWT, "json-web-token"),
        ("AKIA" + "MADEUPMADEUP0042", "aws-access-key"),
        ("ASIA" + "MADEUPMADEUP0042", "aws-access-key"),
        ("ghp_" + "madeUp0123456789madeUp0123456789abcd", "github-token"),
        ("github_pat_" + "11MADEUP0123456789_madeUp0123456789", "github-token"),
        ("glpat-" + "madeUp0123456789abcd", "gitlab-token"),
        ("xoxb-" + "123456789012-madeUp0123456789", "slack-token"),
        ("sk_live_" + "madeUp0123456789", "stripe-key"),
        ("rk_live_" + "madeUp0123456789", "stripe-key"),
        ("sk_test_" + "madeUp0123456789", "stripe-key"),
        ("AIza" + "SyMadeUp0123456789madeUp0123456789a", "google-api-key"),
        ("ya29." + "madeUp0123456789madeUp0123456789", "google-access-token"),
        ("SG." + "madeUp0123456789abcd." + "madeUp0123456789abcdefgh", "sendgrid-key"),
        ("SK" + HEX, "twilio-key"),
        ("AC" + HEX, "twilio-account"),
        ("sk-" + "proj-madeUp0123456789madeUp0123456789", "api-key"),
        ("sk-ant-" + "api03-madeUp0123456789madeUp0123456789", "api-key"),
        ("PMAK-" + "0123456789abcdef01234567-0123456789abcdef", "postman-api-key"),
        *((f"gh{kind}_" + "madeUp0123456789madeUp01", "github-token") for kind in "ousr"),
        *((f"xox{kind}-" + "madeUp0123456789", "slack-token") for kind in "aeoprs"),
        ("xapp-" + "madeUp0123456789madeUp01", "slack-token"),
        ("rk_test_" + "madeUp0123456789", "stripe-key"),
        ("whsec_" + "madeUp0123456789+madeUp01", "stripe-secret"),
        ("GOCSPX-" + "madeUp0123456789madeUp01", "google-client-secret"),
        ("npm_" + "madeUp0123456789madeUp0123456789", "npm-token"),
        ("shpat_" + HEX, "shopify-token"),
        ("dop_v1_" + HEX + HEX, "digitalocean-token"),
        ("hf_" + "madeUp0123456789madeUp0123456789", "hugging-face-token"),
    ],
)
@pytest.mark.parametrize(
    "text", ["see {} here", '{{"note": "{}"}}', "a=1%20{}&b", "line\\n{}\\nline", "({}).", "{}"]
)
def test_tokens_by_their_look(secret: str, name: str, text: str) -> None:
    assert redacted_body(text.format(secret)) == text.format(f"redacted-{name}")
    assert may_have_looks(["other\ntext", text.format(secret)])


@pytest.mark.parametrize("line_end", ["\n", "\\n", "\r\n"])
@pytest.mark.parametrize("kind", ["", "RSA ", "ENCRYPTED "])
def test_private_keys(line_end: str, kind: str) -> None:
    begin, end = f"-----BEGIN {kind}PRIVATE KEY-----", f"-----END {kind}PRIVATE KEY-----"
    key = line_end.join((begin, "bWFkZS11cC1tYWRlLXVwLW1hZGUtdXA=" * 2, end))
    assert redacted_body(f'{{"pem": "{key}"}}') == '{"pem": "redacted-private-key"}'
    assert may_have_looks(["other\ntext", key])
    assert "bWFkZS" not in redacted_body(key.removesuffix(end))
    assert redacted_body(f"{begin} goes here") == f"{begin} goes here"


@pytest.mark.parametrize(
    "text",
    [
        "sk-loading-indicator-with-a-long-name",
        "AKIAN is a name",
        "AIzawa",
        "SG.dev.example.test",
        "ACTION",
        "eyJ",
        "user@example.test",
        "https://api.example.test/a?x=a:b@c",
        "xoxb-dev",
    ],
)
def test_looks_alike_and_is_none(text: str) -> None:
    assert redacted_body(text) == text
    assert not may_have_looks([text, text])


# ---- replacing


def test_an_ordinary_value_is_replaced_at_its_place_only() -> None:
    auth = Auth("basic", (("password", "password1"), ("username", "admin")))
    text = '{"role": "admin", "type": "password1"}'
    redacted, _ = redact(replace(of_body(text), auth=auth))
    assert redacted.auth == Auth(
        "basic", (("password", "redacted-password"), ("username", "redacted-username"))
    )
    assert body_of(redacted) == text


def test_equal_ordinary_values_of_two_names_are_two_secrets() -> None:
    auth = Auth("basic", (("password", "admin"), ("username", "admin")))
    redacted, _ = redact(collection(auth=auth))
    assert stand_ins(redacted) == {"redacted-password", "redacted-username"}


def test_two_secrets_of_one_name_are_told_apart_by_their_places() -> None:
    def item(name: str, token: str) -> Item:
        return Item(name, request(headers=(KeyValue("X-Token", token),)))

    items = (item("Read links", MADE_UP), item("Drop links", MADE_UP_TOO))
    redacted, _ = redact(collection(*items, variables=(Variable("x-token", HEX),)))
    assert stand_ins(redacted.children[0]) == {"redacted-x-token-read-links"}
    assert stand_ins(redacted.children[1]) == {"redacted-x-token-drop-links"}
    assert stand_ins(redacted.variables) == {"redacted-x-token"}


def test_a_stand_in_takes_no_secret_from_a_title_or_key() -> None:
    pairs = [(f"With {text}", KeyValue(f"token {text}", text)) for text in (MADE_UP, MADE_UP_TOO)]
    items = [Item(title, request(headers=(pair,))) for title, pair in pairs]
    redacted, _ = redact(collection(*items))
    assert not re.search("tr0ub4dor|7731|th3", repr(redacted), re.IGNORECASE)
    assert len(stand_ins([child.request for child in redacted.children])) == 2  # type: ignore[union-attr]


def test_a_stand_in_of_the_collection_is_not_taken_again() -> None:
    text = json.dumps({"a": {"token": "redacted-token"}, "b": {"token": MADE_UP}})
    first, second = (part["token"] for part in json.loads(redacted_body(text)).values())
    assert first == "redacted-token"
    assert is_stand_in(second)
    assert second != first


def test_notices_count_and_do_not_tell() -> None:
    item = Item(
        "Get", request(headers=(KeyValue("X-Token", MADE_UP), KeyValue("X-Token", MADE_UP_TOO)))
    )
    _, notices = redact(collection(item, variables=(Variable("password", MADE_UP),)))
    assert [str(notice) for notice in notices] == [
        "2 secret values in headers are replaced by stand-ins",
        "1 secret value in variables is replaced by a stand-in",
    ]


def test_nothing_to_redact_changes_nothing() -> None:
    plain = of_body('{"name": "Ada", "id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}')
    assert redact(plain) == (plain, ())


def test_what_has_no_secret_stays_the_same_object_and_what_was_one_stays_one() -> None:
    plain = Folder("Plain", (Item("A", request()),))
    headers = (KeyValue("Authorization", f"Bearer {MADE_UP}"),)
    shared = request(headers=headers, url=Url("https://api.example.test", query=(KeyValue("a"),)))
    items = [
        Item(name, shared, (Example("Ok", 200, request=replace(shared), headers=headers),))
        for name in ("B", "C")
    ]
    redacted, notices = redact(collection(plain, *items))
    same, one, two = redacted.children
    assert same is plain
    assert isinstance(one, Item)
    assert isinstance(two, Item)
    assert one.request is two.request
    assert one.request.headers is two.examples[0].headers
    assert one.request.url is shared.url
    assert MADE_UP not in repr(redacted)
    # Each place of it counts, all the same.
    assert [str(notice) for notice in notices] == [
        "6 secret values in headers are replaced by stand-ins"
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("redacted-token", True),
        ("Bearer redacted-authorization", True),
        ("a%3Dredacted-token", True),
        ("900000001", True),
        ("redacted", False),
        ("unredacted-token", False),
        ("token", False),
        ("", False),
    ],
)
def test_is_stand_in(text: str, expected: bool) -> None:
    assert is_stand_in(text) is expected


def test_deep_folders_need_no_deep_stack() -> None:
    tree: Folder | Item = Item("Get", request(headers=(KeyValue("X-Token", MADE_UP),)))
    for _ in range(3000):
        tree = Folder("f", (tree,))
    redacted, notices = redact(collection(tree))
    node: Folder | Item = redacted.children[0]
    while isinstance(node, Folder):
        node = node.children[0]
    assert node.request.headers == (KeyValue("X-Token", "redacted-x-token"),)
    assert len(notices) == 1


# ---- laws

_secrets = st.text(st.sampled_from("abcdefXYZ0123456789-_/+"), min_size=10, max_size=40).filter(
    lambda text: is_distinctive(text) and not is_harmless(text)
)
_titles = st.sampled_from(["Get", "Put", "Log in", "Получить", "", "a/b"])
_keys = st.sampled_from(["token", "password", "api_key", "note", "Authorization"])


@st.composite
def _items(draw: st.DrawFn) -> Item:
    secret = draw(st.one_of(_secrets, st.sampled_from(["admin", "abc", "{{token}}", JWT, MADE_UP])))
    key = draw(_keys)
    body = json.dumps({draw(_keys): draw(st.one_of(_secrets, st.integers())), key: secret})
    header = KeyValue(draw(_keys), f"{draw(st.sampled_from(['', 'Bearer ', 'Basic ']))}{secret}")
    url = f"https://api.example.test/a?{key}={secret}"
    return Item(
        draw(_titles),
        request(url=url, headers=(header,), body=Body("raw", body), description=secret),
        (Example("OK", 200, headers=(header,), body=body),),
    )


_collections = st.lists(_items(), max_size=5).map(lambda items: collection(*items))


@given(_collections)
def test_redacting_twice_is_redacting_once(made: Collection) -> None:
    once, _ = redact(made)
    assert redact(once) == (once, ())


@given(_collections, st.randoms(use_true_random=False))
def test_order_has_no_influence(made: Collection, chance: random.Random) -> None:
    order = list(range(len(made.children)))
    chance.shuffle(order)
    shuffled = replace(made, children=tuple(made.children[index] for index in order))
    expected = redact(made)[0].children
    assert redact(shuffled)[0].children == tuple(expected[index] for index in order)


@given(_secrets, _collections)
def test_what_a_place_calls_secret_is_nowhere(secret: str, made: Collection) -> None:
    hidden = replace(made, auth=Auth("bearer", (("token", secret),)), description=f"x {secret} y")
    redacted, _ = redact(hidden)
    assert secret not in repr(redacted)


@given(st.dictionaries(_keys, st.one_of(_secrets, st.integers(), st.none(), st.booleans())))
def test_json_stays_the_same_but_for_its_secrets(value: dict[str, object]) -> None:
    redacted = json.loads(redacted_body(json.dumps(value, indent=1)))
    assert redacted.keys() == value.keys()
    for key, new in redacted.items():
        assert type(new) is type(value[key])
        assert new == value[key] or is_stand_in(str(new))


@pytest.mark.parametrize("slash", ["/", "\\/"])
def test_a_token_with_escaped_slashes(slash: str) -> None:
    hook = slash.join(("https:", "", "hooks.slack.com", "services", "T0Made0Up", "B0Made0Up", HEX))
    secret = f"whsec_{HEX[:9]}{slash}{HEX[9:]}"
    redacted = redacted_body(f'{{"to": "{hook}", "by": "{secret}"}}')
    assert HEX not in redacted
    assert HEX[9:] not in redacted
    assert len(stand_ins(redacted)) == 2
