"""The page of an update in a real browser: filters, search, both sides, on a phone too."""

from __future__ import annotations

import html
import json
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.library_update import FOLDER
from tests.snippets.test_browser import BROWSER, browse

pytestmark = pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Silence."""


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    shutil.copy(FOLDER / "report.html", tmp_path / "report.html")
    shutil.copy(Path(__file__).with_name("browser.html"), tmp_path / "drive.html")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=tmp_path))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_page_in_a_browser(address: str, tmp_path: Path) -> None:
    done = browse(f"{address}/drive.html", tmp_path, "--virtual-time-budget=20000")
    found = re.search(r'<pre id="result">(.*?)</pre>', done.stdout, re.DOTALL)
    assert found is not None
    saw: dict[str, Any] = json.loads(html.unescape(found[1]))
    assert "error" not in saw, saw
    assert saw == {
        "title": "lantern_library",
        "filters": ["4 breaking", "2 breaking in behaviour", "3 compatible", "1 cosmetic"],
        "all": 10,
        "sections": 8,
        "closed": 0,
        "others": 3,
        "fewerSections": 3,
        "said": "3 of 10 shown",
        "open": 3,
        "label": "Collapse all",
        "sides": 6,
        "lines": [
            "gone POST {{baseUrl}}/loans/:id/return",
            "came PUT {{baseUrl}}/loans/:id/return",
            "gone POST /loans/{id}/return",
            "came PUT /loans/{id}/return",
        ],
        "beside": True,
        "shut": 0,
        "none": 0,
        "nothing": 1,
        "again": 10,
        "slashFocuses": True,
        "searched": [
            "Hold.pickup_branch can be None now: code that uses it as str no longer type-checks; "
            "returned by circulation.holds.change_pick_up_branch and circulation.holds.place"
        ],
        "one": 1,
        "theme": "dark",
        "wide": True,
        "narrow": True,
        "stacked": True,
    }
    assert "Content Security Policy" not in done.stderr


def test_the_page_from_the_disk(address: str, tmp_path: Path) -> None:
    done = browse((tmp_path / "report.html").as_uri(), tmp_path)
    assert 'data-tools=""' in done.stdout
    assert "Content Security Policy" not in done.stderr
