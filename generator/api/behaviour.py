"""What `protocolProfileBehavior` says of how a request is sent, and what no client does."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from ..diagnostics import Diagnostic, Level
from ..postman.collection import Item, Located
from .model import Behaviour

_USUAL_REDIRECTS = 10
"""What Postman follows unless a request says otherwise (postman-request, lib/redirect.js)."""

# What Postman adds to a request by itself, and a client can leave out.
_ADDED_HEADERS = frozenset(
    {"accept", "accept-encoding", "cache-control", "connection", "content-type", "user-agent"}
)
# What no client of ours sends anyway.
_NEVER_SENT = frozenset({"postman-token"})

_HTTP_CLIENT = "an http_client of your own can"
# What is not done, by setting: the value that asks for it (None is any), and what to do.
_NOT_DONE: Mapping[str, tuple[object, str]] = {
    "disableUrlEncoding": (True, "arguments are percent-encoded all the same"),
    "followAuthorizationHeader": (True, "credentials follow no redirect to another server"),
    "insecureHTTPParser": (True, "answers that break the rules of HTTP are errors"),
    "protocolVersion": (None, f"the HTTP client chooses the version; {_HTTP_CLIENT}"),
    "strictSSL": (False, f"certificates are verified; {_HTTP_CLIENT} leave that out"),
    "tlsCipherSelection": (None, f"the client does not choose ciphers; {_HTTP_CLIENT}"),
    "tlsDisabledProtocols": (None, f"the client does not choose protocols; {_HTTP_CLIENT}"),
    "tlsPreferServerCiphers": (True, f"the client does not choose ciphers; {_HTTP_CLIENT}"),
}


def behaviour_of(item: Item) -> Behaviour:
    """How the requests of an item are sent, as far as that is not as usual."""
    said = _said(item)
    most = said.get("maxRedirects")
    redirects = most if type(most) is int and most >= 0 and most != _USUAL_REDIRECTS else None
    return Behaviour(
        redirects=0 if said.get("followRedirects") is False else redirects,
        keeps_method=said.get("followOriginalHttpMethod") is True,
        without_cookies=said.get("disableCookies") is True,
        without_headers=tuple(sorted(_disabled_headers(said) & _ADDED_HEADERS)),
    )


def not_done(items: Iterable[Located]) -> Iterable[Diagnostic]:
    """What requests ask for that no client does, each thing once."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in items:
        said = _said(one.item)
        for setting, (asked, why) in _NOT_DONE.items():
            value = said.get(setting)
            is_set = value not in (None, "", "auto", [])
            if is_set and (asked is None or value is asked):
                counted[setting, why] += 1
        for name in _disabled_headers(said) - _ADDED_HEADERS - _NEVER_SENT:
            why = f"the HTTP library always sends {name!r}"
            counted["disabledSystemHeaders", why] += 1
    for (setting, why), count in sorted(counted.items()):
        yield Diagnostic(
            Level.NOTICE,
            "not-done",
            "",
            f"protocolProfileBehavior {setting!r} of {count} request(s): {why}",
        )


def _said(item: Item) -> dict[str, object]:
    return {key: json.loads(value) for key, value in item.behaviour}


def _disabled_headers(said: Mapping[str, object]) -> frozenset[str]:
    headers = said.get("disabledSystemHeaders")
    if not isinstance(headers, dict):
        return frozenset()
    return frozenset(str(name).lower() for name, disabled in headers.items() if disabled is True)
