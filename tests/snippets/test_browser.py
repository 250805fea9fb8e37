"""The site in a real browser: search, tabs, copy, back, by mouse and by keyboard."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.collections import sample_path
from tests.snippets.books import book
from tests.snippets.test_site import site

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]

pytestmark = pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    for path, text in site(sample_path("library").read_bytes()).items():
        file = tmp_path / "site" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    shutil.copy(Path(__file__).with_name("browser.html"), tmp_path / "drive.html")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=tmp_path))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def browse(url: str, folder: Path, *flags: str) -> subprocess.CompletedProcess[str]:
    assert BROWSER is not None
    profile = f"--user-data-dir={folder / 'profile'}"
    return subprocess.run(
        [BROWSER, *FLAGS, profile, *flags, "--enable-logging=stderr", "--dump-dom", url],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )


def test_the_site_in_a_browser(address: str, tmp_path: Path) -> None:
    done = browse(f"{address}/drive.html", tmp_path, "--virtual-time-budget=20000")
    found = re.search(r'<pre id="result">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None
    saw: dict[str, Any] = json.loads(html.unescape(found[1]))
    assert "error" not in saw, saw
    assert saw.pop("items") == len(book(sample_path("library").read_bytes()))
    assert saw == {
        "slashFocuses": True,
        "none": 0,
        "nothing": 1,
        "found": ["Add a copy", "Check out a copy", "Return a copy", "Check out a copy"],
        "said": "4 items match",
        "arrowFocuses": True,
        "title": "Add a copy",
        "tabs": ["Python", "JavaScript", "Tcl", "PureBasic", "Python (Chilkat)"],
        "panels": 1,
        "second": ["JavaScript", "javascript"],
        "around": "Python",
        "third": "chilkat-tcl",
        "hash": "#code=chilkat-tcl",
        "copied": "Copied",
        "whole": True,
        "coloured": True,
        "theme": "dark",
        "wide": True,
        "remembered": "chilkat-tcl",
        "back": "Collection items",
        "narrow": True,
        "kept": 3,
    }
    assert "Content Security Policy" not in done.stderr


def test_the_site_from_the_disk(address: str, tmp_path: Path) -> None:
    pages = sorted((tmp_path / "site" / "items").rglob("*.html"))
    done = browse(pages[0].as_uri(), tmp_path)
    assert 'class="block code ready"' in done.stdout
    assert "Content Security Policy" not in done.stderr
