"""What the tests of the runtime share: the runtime itself, a small client, and a server."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent
PACK = HERE.parents[1] / "templates" / "client"
SAMPLE = HERE / "sample"


def _load_runtime() -> None:
    """Make the runtime importable as `client_runtime`: it does not know its package's name."""
    init = PACK / "_runtime" / "__init__.py"
    spec = importlib.util.spec_from_file_location(
        "client_runtime", init, submodule_search_locations=[str(init.parent)]
    )
    assert spec is not None
    assert spec.loader is not None
    sys.modules["client_runtime"] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)


_load_runtime()


@pytest.fixture(scope="session")
def shop_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small client, put together by hand: the runtime as it is, and the sample beside it.

    The modules of the sample end in `.txt`, so that no tool takes them for our own code.
    """
    folder = tmp_path_factory.mktemp("clients") / "shop"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PACK / "_runtime", folder / "_runtime", ignore=ignored)
    (folder / "tests").mkdir()
    for name in ("__init__.py", "conftest.py", "mismatches.py", "replay.py"):
        shutil.copy(PACK / "tests" / name, folder / "tests" / name)
    for path in SAMPLE.rglob("*"):
        if path.is_file():
            target = folder / path.relative_to(SAMPLE).with_name(path.name.removesuffix(".txt"))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return folder


@pytest.fixture(scope="session")
def shop(shop_path: Path) -> Iterator[ModuleType]:
    """The small client, imported."""
    sys.path.insert(0, str(shop_path.parent))
    yield importlib.import_module("shop")
    sys.path.remove(str(shop_path.parent))
    for name in [name for name in sys.modules if name.partition(".")[0] == "shop"]:
        del sys.modules[name]


@dataclass
class Api:
    """A real server on the loopback interface: gives prepared answers, keeps what came."""

    address: str
    answers: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    """Status, headers and body; the last one is given again and again."""
    requests: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    """Method, target, headers (names in lower case) and body."""

    def answer(self, status: int, body: str | bytes = b"", **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers.append((status, named, body.encode() if isinstance(body, str) else body))


@pytest.fixture
def api() -> Iterator[Api]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_one_request(self) -> None:
            self.raw_requestline = self.rfile.readline()
            if not self.raw_requestline or not self.parse_request():
                self.close_connection = True
                return
            content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            headers = {name.lower(): value for name, value in self.headers.items()}
            kept.requests.append((self.command, self.path, headers, content))
            status, headers, body = kept.answers.pop(0) if kept.answers[1:] else kept.answers[0]
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            if status != 204:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    kept = Api(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield kept
    server.shutdown()
    server.server_close()
    thread.join()
