"""Authentication blocks as schemes: how requests are signed, and with which settings.

What a parameter means is said by postman-runtime (lib/authorizer).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from ..postman.collection import Auth
from .auth_block import DYNAMIC_CLAIMS, VARIABLE, Block, Scheme, flags_of
from .model import HeaderOrQuery
from .oauth import read_oauth1, read_oauth2
from .requests import Scope, header_name

_SHARED_KEYS = frozenset({"HS256", "HS384", "HS512"})
_KEY_PAIRS = frozenset(f"{kind}{bits}" for kind in ("RS", "PS", "ES") for bits in (256, 384, 512))


def scheme_of(auth: Auth | None, scope: Scope) -> Scheme | None:
    """The scheme of an authentication block; None where there is nothing to send.

    What is not supported is a scheme of its own, so that a call can say so.
    """
    if auth is None or auth.type == "noauth":
        return None
    reader = _READERS.get(auth.type)
    found = reader(Block(auth, scope)) if reader is not None else None
    return found or Scheme("unsupported", (), auth.type)


def _basic(block: Block) -> Scheme:
    names = block.secret("username", "username"), block.secret("password", "password")
    return Scheme("basic", names)


def _bearer(block: Block) -> Scheme:
    return Scheme("bearer", (block.secret("token", "token"),))


def _api_key(block: Block) -> Scheme | None:
    key = block.text("key")
    place: HeaderOrQuery = "query" if block.text("in") == "query" else "header"
    if place == "header" and key and header_name(key, block.scope) is None:
        return None
    return Scheme("api_key", (block.secret("value", "api_key"),), key or "X-API-Key", place)


def _digest(block: Block) -> Scheme:
    names = block.secret("username", "username"), block.secret("password", "password")
    return Scheme("digest", names)


def _aws(block: Block) -> Scheme:
    return Scheme(
        "aws",
        (block.secret("accessKey", "access_key"), block.secret("secretKey", "secret_key")),
        named=(
            ("session_token", block.secret("sessionToken", "session_token")),
            ("region", block.plain("region", "region")),
            ("service", block.plain("service", "service")),
        ),
        flags=flags_of(
            place=("query" if block.is_on("addAuthDataToQuery") else "header", "header")
        ),
    )


def _hawk(block: Block) -> Scheme | None:
    algorithm = block.text("algorithm", "sha256").lower() or "sha256"
    if algorithm not in {"sha1", "sha256"}:
        return None
    return Scheme(
        "hawk",
        (block.secret("authId", "auth_id"), block.secret("authKey", "auth_key")),
        named=block.optional(
            ("ext", "extraData", "ext"),
            ("app", "app", "app"),
            ("delegation", "delegation", "delegation"),
        ),
        flags=flags_of(
            algorithm=(algorithm, "sha256"),
            has_payload_hash=(block.is_on("includePayloadHash"), False),
        ),
    )


def _ntlm(block: Block) -> Scheme:
    return Scheme(
        "ntlm",
        (block.secret("username", "username"), block.secret("password", "password")),
        named=(("domain", block.plain("domain", "domain")),),
        left_out=("workstation",) if block.has("workstation") else (),
    )


def _jwt(block: Block) -> Scheme | None:
    algorithm = block.text("algorithm", "HS256").upper() or "HS256"
    claims, header = _json_text(block.text("payload")), _json_text(block.text("header"))
    if algorithm not in _SHARED_KEYS | _KEY_PAIRS or claims is None or header is None:
        return None
    is_shared = algorithm in _SHARED_KEYS
    key = (
        block.secret("secret", "jwt_secret") if is_shared else block.secret("privateKey", "jwt_key")
    )
    in_query = block.text("addTokenTo") == "queryParam"
    prefix = block.text("headerPrefix", "Bearer")
    return Scheme(
        "jwt",
        (key,),
        templates=(
            ("claims", claims),
            *((("header", header),) if header != "{}" else ()),
        ),
        flags=flags_of(
            algorithm=(algorithm, "HS256"),
            is_base64=(is_shared and block.is_on("isSecretBase64Encoded"), False),
            name=(
                (block.text("queryParamKey") or "token") if in_query else "Authorization",
                "Authorization",
            ),
            place=("query" if in_query else "header", "header"),
            prefix=("" if in_query or not prefix else f"{prefix} ", "Bearer "),
        ),
    )


def _json_text(text: str) -> str | None:
    """An object in JSON, in which variables may stand; None for anything else."""
    if not text:
        return "{}"
    try:
        found = json.loads(VARIABLE.sub("0", text))
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    unknown = {name for name in VARIABLE.findall(text) if name.startswith("$")} - DYNAMIC_CLAIMS
    # As it is written, since a variable without quotes is no JSON; but on one line.
    return None if unknown else " ".join(text.split())


def _asap(block: Block) -> Scheme | None:
    algorithm = block.text("alg", "RS256").upper() or "RS256"
    claims = _json_text(block.text("claims"))
    if algorithm not in _KEY_PAIRS or claims is None:
        return None
    lifetime = block.text("exp")
    return Scheme(
        "asap",
        (block.secret("privateKey", "private_key"),),
        named=(
            ("key_id", block.plain("kid", "key_id")),
            ("issuer", block.plain("iss", "issuer")),
            ("audience", block.plain("aud", "audience")),
            *block.optional(("subject", "sub", "subject")),
        ),
        flags=flags_of(
            lifetime=(int(lifetime) if lifetime.isdecimal() else 3600, 3600),
            algorithm=(algorithm, "RS256"),
        ),
        templates=(("claims", claims),) if claims != "{}" else (),
    )


def _edgegrid(block: Block) -> Scheme:
    headers = [name.strip() for name in block.text("headersToSign").split(",")]
    most = block.text("maxBodySize")
    return Scheme(
        "edgegrid",
        (
            block.secret("clientToken", "client_token"),
            block.secret("clientSecret", "client_secret"),
            block.secret("accessToken", "access_token"),
        ),
        flags=flags_of(
            headers_to_sign=(tuple(name for name in headers if name), ()),
            max_body=(int(most) if most.isdecimal() else 131_072, 131_072),
        ),
        left_out=("baseURL",) if block.has("baseURL") else (),
    )


_READERS: Mapping[str, Callable[[Block], Scheme | None]] = {
    "apikey": _api_key,
    "asap": _asap,
    "awsv4": _aws,
    "basic": _basic,
    "bearer": _bearer,
    "digest": _digest,
    "edgegrid": _edgegrid,
    "hawk": _hawk,
    "jwt": _jwt,
    "ntlm": _ntlm,
    "oauth1": read_oauth1,
    "oauth2": read_oauth2,
}
