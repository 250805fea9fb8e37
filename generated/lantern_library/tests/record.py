"""Keeps what a live run is answered, for `postgen learn`: POSTGEN_RECORD=FILE."""

from __future__ import annotations

import json
import os

import httpx2

_FILE = os.environ.get("POSTGEN_RECORD", "")


def keep(call: str, response: httpx2.Response) -> None:
    """Add the answer of a call to the file, where it is JSON; a line an answer."""
    if not _FILE or "json" not in response.headers.get("Content-Type", "").lower():
        return
    try:
        body = json.loads(response.content)
    except (ValueError, httpx2.StreamError):
        return
    line = json.dumps({"call": call, "status": response.status_code, "body": body})
    # What a real server says is for nobody else's eyes.
    descriptor = os.open(_FILE, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.write(line + "\n")
