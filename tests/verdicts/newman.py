"""What newman says of a collection's tests, item by item."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

VERSION = "6.2.2"


class NoReportError(Exception):
    """A run of newman that left no report."""


def install(folder: Path) -> Path:
    """Newman's command in a folder; installed there from npm where it is not yet."""
    command = folder / "node_modules" / ".bin" / "newman"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            ["npm", "install", "--no-audit", "--prefix", str(folder), f"newman@{VERSION}"],
            check=True,
            capture_output=True,
        )
    return command


def verdicts(command: Path, collection: Path, ways: int) -> list[list[Any]]:
    """By way and item: the tests as [name, outcome], and the errors of scripts."""
    data, report = collection.with_suffix(".data.json"), collection.with_suffix(".report.json")
    data.write_text(json.dumps([{"broken": str(way)} for way in range(ways)]))
    done = subprocess.run(
        [
            *(str(command), "run", str(collection), "-d", str(data), "-r", "json"),
            *("--reporter-json-export", str(report), "--timeout-script", "5000"),
            *("--timeout-request", "10000"),
        ],
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
        env={"PATH": os.environ["PATH"], "HOME": str(collection.parent)},
    )
    if not report.exists():
        raise NoReportError(done.stderr.strip()[-300:] or f"it ends with {done.returncode}")
    run = json.loads(report.read_text())["run"]
    items = len(json.loads(collection.read_text())["item"])
    rows: list[list[Any]] = [
        [{"results": [], "errors": []} for _ in range(items)] for _ in range(ways)
    ]
    for execution in run["executions"]:
        # Requests that scripts send are executions too, and tell the item's tests again.
        row = rows[execution["cursor"]["iteration"]][_number(execution["item"]["name"])]
        results = [[e["assertion"], _outcome(e)] for e in execution.get("assertions", [])]
        row["results"] = max(row["results"], results, key=len)
    for failure in run["failures"]:
        if failure["at"].startswith("test-script"):
            row = rows[failure["cursor"]["iteration"]][_number(failure["source"]["name"])]
            row["errors"].append(str(failure["error"].get("message")))
    return rows


def _number(name: str) -> int:
    return int(name.removeprefix("item "))


def _outcome(assertion: dict[str, Any]) -> str:
    if assertion.get("skipped"):
        return "skipped"
    return "failed" if assertion.get("error") else "passed"
