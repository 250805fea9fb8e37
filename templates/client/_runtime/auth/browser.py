"""Consent in the browser of this machine: RFC 8252, section 7.3."""

from __future__ import annotations

import time
from urllib.parse import parse_qs, urlsplit

from ..errors import TokenError

_PATIENCE = 300.0
_HERE = frozenset({"127.0.0.1", "localhost"})
_DONE = b"<!doctype html><title>Done</title><p>Done. You can close this window."


def in_browser(address: str) -> str:
    """Open the address where to consent, and wait for the one that the browser ends at.

    To be given as `Client(authorize=in_browser)`; the redirect URI has to be an address of
    this machine with a port, such as http://127.0.0.1:8400/callback.
    """
    # Here and not above: most clients never need them.
    import webbrowser  # noqa: PLC0415
    from http.server import BaseHTTPRequestHandler, HTTPServer  # noqa: PLC0415

    redirect = urlsplit(parse_qs(urlsplit(address).query).get("redirect_uri", [""])[0])
    if redirect.hostname not in _HERE or not redirect.port:
        raise TokenError(
            "in_browser needs a redirect URI such as http://127.0.0.1:8400/callback"
        )
    landed: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # the name that http.server calls
            # A browser asks for its icon, too.
            is_it = urlsplit(self.path).path == (redirect.path or "/")
            if is_it:
                landed.append(f"{redirect.scheme}://{redirect.netloc}{self.path}")
            self.send_response(200 if is_it else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(_DONE if is_it else b"")

        def log_message(self, *_: object) -> None:
            """Say nothing: the address has the code in it."""

    until = time.monotonic() + _PATIENCE
    with HTTPServer((redirect.hostname, redirect.port), Handler) as server:
        webbrowser.open(address)
        while not landed and (left := until - time.monotonic()) > 0:
            server.timeout = left
            server.handle_request()
    if not landed:
        raise TokenError("nobody consented in time")
    return landed[0]
