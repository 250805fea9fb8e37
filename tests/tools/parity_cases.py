"""Small collections with what newman sent for them: `tests/parity/*.json`.

    {"collection": ..., "requests": [...], "differences": {"Folder / Item": ["cause"]}}

`requests` stand in the order of the items and are written by `parity --record`; null is an
item for which newman sends nothing. `differences` are those that the client has and that
docs/compatibility.md explains.
"""

from __future__ import annotations

import base64
import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .parity_compare import NOT_COMPARED
from .parity_network import Recorded, recording
from .parity_prepare import Prepared, prepare
from .parity_run import run_newman
from .parity_side import write

Json = dict[str, Any]

_BOUNDARY = "recorded-boundary"


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases of one file."""

    prepared: Prepared
    titles: tuple[str, ...]
    requests: tuple[Recorded | None, ...]
    differences: dict[str, list[str]]


def load(path: Path) -> Cases:
    """The cases of a file."""
    file = json.loads(path.read_bytes())
    prepared = prepare(json.dumps(file["collection"]).encode())
    titles = tuple(" / ".join((*one.folder_path, one.item.name)) for one in prepared.items)
    return Cases(
        prepared,
        titles,
        tuple(None if each is None else _read(each) for each in file["requests"]),
        file.get("differences", {}),
    )


def record(path: Path, modules: Path) -> int:
    """Have newman send the requests of a file, and keep them in it; how many there are."""
    file = json.loads(path.read_bytes())
    prepared = prepare(json.dumps(file["collection"]).encode())
    with tempfile.TemporaryDirectory(prefix="parity-") as temporary:
        folder = Path(temporary)
        write(prepared, folder)
        with recording(prepared.ports) as recorder:
            sides = run_newman(modules, folder, len(prepared.items))
            sent = [
                None if side.number is None else _written(recorder.requests[side.number])
                for side in sides
            ]
    file["requests"] = sent
    path.write_text(json.dumps(file, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return sum(each is not None for each in sent)


def _written(request: Recorded) -> Json:
    """A request without what is another each time."""
    headers = [pair for pair in request.headers if pair[0].lower() not in NOT_COMPARED]
    body = request.body
    for name, value in headers:
        if name.lower() == "content-type" and (found := re.search(r"boundary=(.*)", value)):
            body = body.replace(found[1].encode(), _BOUNDARY.encode())
            headers = [(n, v.replace(found[1], _BOUNDARY)) for n, v in headers]
    made: Json = {"method": request.method, "target": request.target, "headers": headers}
    try:
        return {**made, "text": body.decode()} if body else made
    except UnicodeDecodeError:
        return {**made, "base64": base64.b64encode(body).decode()}


def _read(saved: Json) -> Recorded:
    body = (
        base64.b64decode(saved["base64"]) if "base64" in saved else saved.get("text", "").encode()
    )
    headers = tuple((name, value) for name, value in saved["headers"])
    return Recorded(saved["method"], saved["target"], headers, body)
