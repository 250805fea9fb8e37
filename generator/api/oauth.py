"""OAuth 1 and 2: blocks that say how tokens are used, and how they are got."""

from __future__ import annotations

import json

from ..postman.secrets import is_stand_in
from .auth_block import Block, Scheme, flags_of

_SIGNATURE_METHODS = frozenset(
    {
        *("HMAC-SHA1", "HMAC-SHA256", "HMAC-SHA512"),
        *("RSA-SHA1", "RSA-SHA256", "RSA-SHA512"),
        "PLAINTEXT",
    }
)
_GRANTS = {
    "client_credentials": "client_credentials",
    "password_credentials": "password",
    "authorization_code": "authorization_code",
    "authorization_code_with_pkce": "authorization_code",
    "refresh_token": "refresh_token",
}


def read_oauth1(block: Block) -> Scheme | None:
    """The scheme of OAuth 1 (RFC 5849); None for a method that nobody knows."""
    method = block.text("signatureMethod", "HMAC-SHA1").upper() or "HMAC-SHA1"
    if method not in _SIGNATURE_METHODS:
        return None
    named = [
        ("token", block.secret("token", "token")),
        ("token_secret", block.secret("tokenSecret", "token_secret")),
    ]
    keys = [block.secret("consumerKey", "consumer_key")]
    if method.startswith("RSA"):
        named.append(("private_key", block.secret("privateKey", "private_key")))
    else:
        keys.append(block.secret("consumerSecret", "consumer_secret"))
    named += block.optional(("realm", "realm", "realm"), ("callback", "callback", "callback"))
    named += block.optional(("verifier", "verifier", "verifier"), is_secret=True)
    version = block.text("version")
    return Scheme(
        "oauth1",
        tuple(keys),
        named=tuple(named),
        flags=flags_of(
            method=(method, "HMAC-SHA1"),
            place=("header" if block.is_on("addParamsToHeader") else "request", "header"),
            has_body_hash=(block.is_on("includeBodyHash"), False),
            version=("" if "{{" in version else version, "1.0"),
            signs_empty=(block.is_on("addEmptyParamsToSign"), False),
            escapes_header=(not block.is_on("disableHeaderEncoding"), True),
        ),
    )


def read_oauth2(block: Block) -> Scheme:
    """The scheme of OAuth 2: a grant where the block can fetch tokens, else the token itself."""
    token = block.secret("accessToken", "access_token")
    in_query = block.text("addTokenTo") == "queryParams"
    prefix = block.text("headerPrefix", "Bearer")
    grant = _GRANTS.get(block.text("grant_type"))
    if grant is None or not block.has("accessTokenUrl"):
        if in_query:
            return Scheme("api_key", (token,), "access_token", "query")
        if prefix == "Bearer":
            return Scheme("bearer", (token,))
        return Scheme("api_key", (token,), "Authorization", prefix=f"{prefix} ".lstrip())
    for_token, lost = _own_parameters(block, "tokenRequestParams")
    for_user, more = _own_parameters(block, "authRequestParams")
    for_token = {n: block.text(n) for n in ("audience", "resource") if block.text(n)} | for_token
    pkce = None
    if block.text("grant_type").endswith("pkce"):
        pkce = "plain" if block.text("challengeAlgorithm") == "plain" else "S256"
    named = [
        ("access_token", token),
        ("token_url", block.plain("accessTokenUrl", "token_url")),
        ("client_id", block.secret("clientId", "client_id")),
        ("client_secret", block.secret("clientSecret", "client_secret")),
        ("scope", block.plain("scope", "scope")),
    ]
    if grant == "password":
        named.append(("username", block.secret("username", "username")))
        named.append(("password", block.secret("password", "password")))
    if grant in {"refresh_token", "authorization_code"}:
        named.append(("refresh_token", block.secret("refreshToken", "refresh_token")))
    if grant == "authorization_code":
        named.append(("authorization_url", block.plain("authUrl", "authorization_url")))
        named.append(("redirect_uri", block.plain("redirect_uri", "redirect_uri")))
    return Scheme(
        "oauth2",
        (),
        named=tuple(named),
        flags=(
            ("grant", grant),
            *flags_of(
                pkce=(pkce, None),
                client_place=(
                    "body" if block.text("client_authentication") == "body" else "header",
                    "header",
                ),
                place=("query" if in_query else "header", "header"),
                prefix=(prefix, "Bearer"),
                extra=(tuple(for_token.items()), ()),
                authorization_extra=(tuple(for_user.items()), ()),
            ),
        ),
        left_out=tuple(dict.fromkeys((*lost, *more))),
    )


def _own_parameters(block: Block, name: str) -> tuple[dict[str, str], list[str]]:
    """What is sent beside the standard, and what of it cannot be: secrets, and headers."""
    try:
        entries = json.loads(block.text(name) or "[]")
    except ValueError:
        entries = []
    sent, left_out = {}, []
    for entry in entries if isinstance(entries, list) else []:
        if isinstance(entry, dict) and entry.get("key") and entry.get("enabled", True):
            key, value = str(entry["key"]), str(entry.get("value") or "")
            is_known = "{{" not in value and not is_stand_in(value)
            if is_known and entry.get("send_as", "request_body") != "request_header":
                sent[key] = value
            else:
                left_out.append(key)
    return sent, left_out
