"""Signatures: those that the standards print, and those that newman made."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlencode

import httpx2
import pytest

from generator.python.auth import auth_code
from tests.helpers.collections import collection
from tests.helpers.packages import api

runtime = import_module("client_runtime")
base = import_module("client_runtime.auth.base")
fresh = import_module("client_runtime.auth.fresh")
private = import_module("client_runtime.private")
KINDS = {
    name: import_module(f"client_runtime.auth.{name}")
    for name in ("api_key", "aws", "bearer", "digest", "edgegrid", "hawk", "jwt", "oauth1")
}
NEWMAN = json.loads((Path(__file__).parent / "data" / "signed_by_newman.json").read_bytes())

Fix = Callable[[float, str], None]


@pytest.fixture
def fix(monkeypatch: pytest.MonkeyPatch) -> Fix:
    """Sets the time and the nonce of signatures."""

    def run(now: float, nonce: str) -> None:
        monkeypatch.setattr(fresh, "now", lambda: now)
        monkeypatch.setattr(fresh, "nonce", lambda: nonce)

    return run


def request(method: str, url: str, content: bytes | None = None, **headers: str) -> httpx2.Request:
    made = httpx2.Request(
        method, url, content=content, extensions={private.CREDENTIALS: private.Credentials()}
    )
    made.headers = httpx2.Headers({"Host": made.headers["Host"]})
    made.headers.update({name.replace("_", "-"): value for name, value in headers.items()})
    return made


def parameters(header: str) -> dict[str, str]:
    """The scheme and the parameters of an Authorization header."""
    scheme, _, rest = header.partition(" ")
    pairs = re.findall(r'([\w*]+)=("[^"]*"|[^,;\s]+)', rest)
    return {"": scheme, **{name: value.strip('"') for name, value in pairs}}


# --- digest: RFC 7616, section 3.9 ------------------------------------------------------

RFC_7616 = {
    "realm": "http-auth@example.org",
    "nonce": "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
    "opaque": "FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS",
    "qop": "auth, auth-int",
}


def challenge(**fields: str) -> Any:
    text = ", ".join(f'{name}="{value}"' for name, value in fields.items())
    return KINDS["digest"].challenge_of(httpx2.Headers({"WWW-Authenticate": f"Digest {text}"}))


@pytest.mark.parametrize(
    ("algorithm", "response"),
    [
        ("MD5", "8ca523f5e9506fed4657c9700eebdbec"),
        ("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"),
    ],
)
def test_digest(fix: Fix, algorithm: str, response: str) -> None:
    fix(0, "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ")
    asked = challenge(**RFC_7616, algorithm=algorithm)
    sent = request("GET", "http://www.example.org/dir/index.html")
    answer = parameters(asked.answer(sent, "Mufasa", "Circle of Life"))
    assert (answer["response"], answer["nc"]) == (response, "00000001")
    again = parameters(asked.answer(sent, "Mufasa", "Circle of Life"))
    assert again["nc"] == "00000002"


@pytest.mark.parametrize(("userhash", "name"), [("true", "username"), ("false", "username*")])
def test_digest_with_a_name_that_is_not_ascii(fix: Fix, userhash: str, name: str) -> None:
    """Section 3.9.2, as corrected by erratum 4897."""
    fix(0, "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v")
    asked = challenge(
        realm="api@example.org",
        nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK",
        algorithm="SHA-512-256",
        qop="auth",
        userhash=userhash,
    )
    sent = request("GET", "http://api.example.org/doe.json")
    answer = parameters(asked.answer(sent, "Jäsøn Doe", "Secret, or not?"))
    assert answer["response"] == "3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5"
    assert (
        answer[name]
        == {
            "username": "793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b",
            "username*": "UTF-8''J%C3%A4s%C3%B8n%20Doe",
        }[name]
    )


@pytest.mark.parametrize("field", ["nonce", "algorithm", "qop"])
def test_a_challenge_that_nobody_can_answer(field: str) -> None:
    fields = {**RFC_7616, "algorithm": "MD5"}
    fields[field] = "unknown"
    if field == "nonce":
        del fields["nonce"]
    assert challenge(**fields) is None


# --- OAuth 1: RFC 5849 and the example of Twitter's documentation -----------------------


def test_oauth1_of_the_standard(fix: Fix) -> None:
    """Section 1.2."""
    fix(137131202, "chapoH")
    signer = KINDS["oauth1"].Signer(
        method="HMAC-SHA1",
        key="kd94hf93k423kf44",
        token_secret="pfkkdhi9sl3r4s00",
        in_header=True,
        realm="Photos",
    )
    fixed = {
        "oauth_consumer_key": "dpf43f3p2l4k3l03",
        "oauth_token": "nnch734d00sl2jdk",
        "oauth_signature_method": "HMAC-SHA1",
    }
    sent = signer.sign(
        fixed, request("GET", "http://photos.example.net/photos?file=vacation.jpg&size=original")
    )
    assert parameters(sent.headers["Authorization"]) == {
        "": "OAuth",
        **fixed,
        "realm": "Photos",
        "oauth_timestamp": "137131202",
        "oauth_nonce": "chapoH",
        "oauth_signature": "MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D",
    }


def test_the_base_string_of_oauth1() -> None:
    """Section 3.4.1.1, which has the same name in the query, the form and twice."""
    pairs = [
        *(("b5", "=%3D"), ("a3", "a"), ("c@", ""), ("a2", "r b")),
        *(("oauth_consumer_key", "9djdj82h48djs9d2"), ("oauth_token", "kkk9d7dh3k39sjv7")),
        *(("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", "137131201")),
        *(("oauth_nonce", "7d8f3e4a"), ("c2", None), ("a3", "2 q")),
    ]
    assert KINDS["oauth1"].base_string(
        "POST", httpx2.URL("http://EXAMPLE.COM:80/request"), pairs
    ) == (
        "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q"
        "%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D%26oauth_consumer_"
        "key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_m"
        "ethod%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk"
        "9d7dh3k39sjv7"
    )


def test_oauth1_of_twitter(fix: Fix) -> None:
    """https://developer.x.com/en/docs/authentication/oauth-1-0a/creating-a-signature."""
    fix(1318622958, "kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg")
    signer = KINDS["oauth1"].Signer(
        method="HMAC-SHA1",
        key="kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw",
        token_secret="LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE",
        in_header=True,
    )
    fixed = {
        "oauth_consumer_key": "xvz1evFS4wEEPTGEFPHBog",
        "oauth_token": "370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb",
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_version": "1.0",
    }
    sent = signer.sign(
        fixed,
        request(
            "POST",
            "https://api.twitter.com/1.1/statuses/update.json?include_entities=true",
            b"status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21",
            Content_Type="application/x-www-form-urlencoded",
        ),
    )
    signature = parameters(sent.headers["Authorization"])["oauth_signature"]
    assert unquote(signature) == "hCtSmYh+iHYCEqBWrE7C7hYmtUk="


@pytest.mark.parametrize("algorithm", ["SHA1", "SHA256", "SHA512"])
def test_oauth1_with_a_key_pair(fix: Fix, algorithm: str) -> None:
    hashes = pytest.importorskip("cryptography.hazmat.primitives.hashes")
    serialization = import_module("cryptography.hazmat.primitives.serialization")
    padding = import_module("cryptography.hazmat.primitives.asymmetric.padding")
    rsa = import_module("cryptography.hazmat.primitives.asymmetric.rsa")
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    signer = KINDS["oauth1"].Signer(
        method=f"RSA-{algorithm}", key=pem.decode(), token_secret="", in_header=True
    )
    signature = import_module("base64").b64decode(signer.signature("GET&a&b"))
    key.public_key().verify(signature, b"GET&a&b", padding.PKCS1v15(), getattr(hashes, algorithm)())


# --- AWS: its test suite for signature version 4 ----------------------------------------


@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "signature"),
    [
        ("GET", "/", {}, b"", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        (
            *("GET", "/?Param2=value2&Param1=value1", {}, b""),
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
        ),
        (
            *("GET", "/?Param1=value2&Param1=Value1", {}, b""),
            "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1",
        ),
        ("POST", "/", {}, b"", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        (
            *("GET", "/example/..", {}, b""),
            "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
        ),
        (
            *("GET", "//example//", {}, b""),
            "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84",
        ),
    ],
)
def test_aws(
    fix: Fix, method: str, target: str, headers: dict[str, str], body: bytes, signature: str
) -> None:
    fix(datetime(2015, 8, 30, 12, 36, tzinfo=UTC).timestamp(), "")
    signer = KINDS["aws"].Signer(
        "AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "", "us-east-1", "service"
    )
    sent = signer.sign(request(method, f"https://example.amazonaws.com{target}", body, **headers))
    assert parameters(sent.headers["Authorization"])["Signature"] == signature


# --- Hawk: the examples of its documentation --------------------------------------------


@pytest.mark.parametrize(
    ("method", "body", "mac"),
    [
        ("GET", b"", "6R4rV5iE+NPoym+WwjeHzjAGXUtLNIxmo1vpMofpLAE="),
        ("POST", b"Thank you for flying Hawk", "aSe1DERmZuRl3pI36/9BdZmnErTw3sNzOOAUlfeKjVw="),
    ],
)
def test_hawk(fix: Fix, method: str, body: bytes, mac: str) -> None:
    fix(1353832234, "j4h3g2")
    signer = KINDS["hawk"].Signer(
        "dh37fgj492je",
        "werxhqb98rpaxn39848xrunpaw3489ruxnpa98w4rxn",
        ext="some-app-ext-data",
        has_payload_hash=bool(body),
    )
    url = "http://example.com:8000/resource/1?b=1&a=2"
    sent = signer.sign(request(method, url, body, Content_Type="text/plain"))
    assert parameters(sent.headers["Authorization"])["mac"] == mac


# --- EdgeGrid: the test data that Akamai's libraries share ------------------------------


@pytest.mark.parametrize(
    ("method", "target", "headers", "body", "signature"),
    [
        ("GET", "/", {}, b"", "tL+y4hxyHxgWVD30X3pWnGKHcPzmrIF+LThiAOhMxYU="),
        (
            *("GET", "/testapi/v1/t1?p1=1&p2=2", {}, b""),
            "hKDH1UlnQySSHjvIcZpDMbQHihTQ0XyVAKZaApabdeA=",
        ),
        ("POST", "/testapi/v1/t3", {}, b"data" * 8, "hXm4iCxtpN22m4cbZb4lVLW5rhX8Ca82vCFqXzSTPe4="),
        (
            *("POST", "/testapi/v1/t3", {}, b"d" * 2048),
            "6Q6PiTipLae6n4GsSIDTCJ54bEbHUBp+4MUXrbQCBoY=",
        ),
        (
            *("POST", "/testapi/v1/t3", {}, b"d" * 2049),
            "6Q6PiTipLae6n4GsSIDTCJ54bEbHUBp+4MUXrbQCBoY=",
        ),
        ("POST", "/testapi/v1/t6", {}, b"", "1gEDxeQGD5GovIkJJGcBaKnZ+VaPtrc4qBUHixjsPCQ="),
        ("PUT", "/testapi/v1/t6", {}, b"P" * 31, "GNBWEYSEWOLtu+7dD52da2C39aX/Jchpon3K/AmBqBU="),
        (
            *("GET", "/testapi/v1/t4", {"X_Test1": "     first-thing      second-thing"}, b""),
            "WtnneL539UadAAOJwnsXvPqT4Kt6z7HMgBEwAFpt3+c=",
        ),
        (
            *("GET", "/testapi/v1/t4", {"X_Test2": "t2", "X_Test1": "t1", "X_Test3": "t3"}, b""),
            "Wus73Nx8jOYM+kkBFF2q8D1EATRIMr0WLWwpLBgkBqY=",
        ),
    ],
)
def test_edgegrid(
    fix: Fix, method: str, target: str, headers: dict[str, str], body: bytes, signature: str
) -> None:
    fix(
        datetime(2014, 3, 21, 19, 34, 21, tzinfo=UTC).timestamp(),
        "nonce-xx-xxxx-xxxx-xxxx-xxxxxxxxxxxx",
    )
    signer = KINDS["edgegrid"].Signer(
        "akab-client-token-xxx-xxxxxxxxxxxxxxxx",
        "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx=",
        "akab-access-token-xxx-xxxxxxxxxxxxxxxx",
        ("X-Test1", "X-Test2", "X-Test3"),
        2048,
    )
    server = "https://akaa-baseurl-xxxxxxxxxxx-xxxxxxxxxxxxx.luna.akamaiapis.net"
    sent = signer.sign(request(method, server + target, body, **headers))
    assert sent.headers["Authorization"].partition("signature=")[2] == signature


# --- JSON Web Tokens --------------------------------------------------------------------


@pytest.mark.parametrize("algorithm", ["HS256", "RS256", "PS256", "ES256"])
def test_jwt(fix: Fix, algorithm: str) -> None:
    jwt = pytest.importorskip("jwt")
    fix(1700000000.5, "n")
    key, public = _keys(algorithm)
    settings = runtime.Settings(key=(key, "K"), user_id=('jan"e', "U"), level=("3", "L"))
    draft = base.Draft(settings, "GET /", httpx2.Headers(), [])
    KINDS["jwt"].JwtAuth(
        "key",
        algorithm=algorithm,
        claims='{"sub": "{{user_id}}", "level": {{level}}, "now": {{$timestamp}}}',
        header='{"kid": "1"}',
    ).apply(draft)
    token = draft.headers["Authorization"].removeprefix("Bearer ")
    assert jwt.decode(token, public, algorithms=[algorithm]) == {
        "sub": 'jan"e',
        "level": 3,
        "now": 1700000000,
    }
    assert jwt.get_unverified_header(token) == {"alg": algorithm, "kid": "1"}


def test_asap(fix: Fix) -> None:
    jwt = pytest.importorskip("jwt")
    now = datetime.now(UTC).timestamp()
    fix(now, "nonce")
    key, public = _keys("RS256")
    values = {"key": key, "kid": "k/1", "iss": "me", "aud": "you"}
    draft = base.Draft(
        runtime.Settings(**{name: (value, "X") for name, value in values.items()}),
        "GET /",
        httpx2.Headers(),
        [],
    )
    KINDS["jwt"].AsapAuth(
        "key", key_id="kid", issuer="iss", audience="aud", lifetime=60, claims='{"a": 1}'
    ).apply(draft)
    token = draft.headers["Authorization"].removeprefix("Bearer ")
    assert jwt.get_unverified_header(token)["kid"] == "k/1"
    claims = jwt.decode(token, public, algorithms=["RS256"], audience="you")
    assert claims == {
        "iss": "me",
        "sub": "me",
        "aud": "you",
        "iat": int(now),
        "exp": int(now) + 60,
        "jti": "nonce",
        "a": 1,
    }


def _keys(algorithm: str) -> tuple[str, str]:
    if algorithm.startswith("HS"):
        return "0123456789abcdef" * 4, "0123456789abcdef" * 4
    serialization = pytest.importorskip("cryptography.hazmat.primitives.serialization")
    if algorithm.startswith("ES"):
        ec = import_module("cryptography.hazmat.primitives.asymmetric.ec")
        key = ec.generate_private_key(ec.SECP256R1())
    else:
        rsa = import_module("cryptography.hazmat.primitives.asymmetric.rsa")
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private_pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public_pem = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private_pem.decode(), public_pem.decode()


# --- what newman sends ------------------------------------------------------------------


@pytest.mark.parametrize("case", NEWMAN["cases"], ids=lambda case: case["name"])
def test_as_newman(fix: Fix, case: dict[str, Any]) -> None:
    """From the block of a collection to the headers and the target that newman sent."""
    block = {entry["key"]: entry["value"] for entry in case["auth"][case["auth"]["type"]]}
    moment = str(block.get("timestamp", "20110830T123600+0000")).replace(":", "")
    is_date = "T" in moment
    now = datetime.strptime(moment, "%Y%m%dT%H%M%S%z").timestamp() if is_date else float(moment)
    fix(now, str(block.get("nonce" if "clientNonce" not in block else "clientNonce", "")))
    sent = _sent(case, block)
    sent.read()
    expected = case["sent"]
    assert sorted(parse_qsl(sent.url.query.decode(), keep_blank_values=True)) == sorted(
        parse_qsl(expected["target"].partition("?")[2].replace("+", "%2B"), keep_blank_values=True)
    )
    assert parse_qsl(sent.content.decode()) == parse_qsl(expected["body"])
    header = sent.headers.get("Authorization", "")
    if case["auth"]["type"] == "jwt":
        assert _token(header or sent.url.query) == _token(
            expected["headers"].get("authorization") or expected["target"]
        )
    else:
        assert parameters(header) == parameters(expected["headers"].get("authorization", ""))
    for name in ("X-Amz-Date", "X-Amz-Content-Sha256", "X-Amz-Security-Token"):
        assert sent.headers.get(name) == expected["headers"].get(name.lower())


def _sent(case: dict[str, Any], block: dict[str, Any]) -> httpx2.Request:
    """What the scheme of the case's block makes of its request."""
    item = {
        "name": "A",
        "request": {"method": case["method"], "url": case["url"], "auth": case["auth"]},
    }
    found = api(collection(item))
    ((_, source),) = auth_code(found.auth).schemes
    names = {name: value for kind in KINDS.values() for name, value in vars(kind).items()}
    auth = eval(source, names)  # noqa: S307  # ours
    settings = runtime.Settings(
        **{s.name: (NEWMAN["variables"].get(s.variable), "X", s.default) for s in found.settings}
    )
    form = case.get("form")
    body = urlencode([(e["key"], e["value"]) for e in form]) if form else case["body"] or ""
    headers = {name.lower(): value for name, value in case["headers"].items()}
    wanted = case["sent"]["headers"]
    # What newman adds after it has signed is not signed.
    if "SignedHeaders" not in wanted.get("authorization", "") or "content-type;" in str(wanted):
        headers |= {k: v for k, v in wanted.items() if k == "content-type"}
    draft = base.Draft(settings, "GET /a", httpx2.Headers(), [])
    flow = auth.apply(draft)
    url = httpx2.URL(case["url"])
    if draft.query:
        url = url.copy_with(
            query="&".join(
                f"{n}={v}"
                for n, v in [
                    *(pair.split("=") for pair in url.query.decode().split("&") if pair),
                    *draft.query,
                ]
            )
            .replace("+", "%2B")
            .encode()
        )
    sent = request(case["method"], str(url), body.encode(), **headers)
    sent.headers.update(draft.headers)
    sent.extensions[private.CREDENTIALS] = draft.credentials
    if flow is None:
        return sent
    steps = flow.sync_auth_flow(sent)
    made = next(steps)
    if case["auth"]["type"] == "digest":
        asked = {key: block[key] for key in ("realm", "nonce", "opaque", "algorithm")}
        asked |= {"qop": block["qop"]} if block["qop"] else {}
        text = ", ".join(f'{name}="{value}"' for name, value in asked.items())
        made = steps.send(
            httpx2.Response(401, headers={"WWW-Authenticate": f"Digest {text}"}, request=sent)
        )
    return made


def _token(text: str | bytes) -> tuple[str, Any, Any]:
    jwt = pytest.importorskip("jwt")
    plain = text.decode() if isinstance(text, bytes) else text
    before, token = re.split(r"(?=eyJ)", plain, maxsplit=1)
    secret = NEWMAN["variables"]["jwtSecret"]
    header = jwt.get_unverified_header(token)
    return before.rpartition("?")[2], header, jwt.decode(token, secret, algorithms=[header["alg"]])
