"""Plays a generated client's live tests on a server: run with the package and the address.

Prints JSON: for each way of breaking, for each item, the results of its tests and whether
a script ended early.
"""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from typing import Any


def told(report: Any) -> dict[str, Any]:
    """What is compared of a report; newman tells what fails before a request elsewhere."""
    return {
        "results": [(r.name, r.outcome, r.cause) for r in report.results],
        "errors": [each for each in report.errors if not each.startswith("before the request")],
        "open": report.open,
    }


def main(package: str, address: str, ways: int) -> None:
    os.environ[f"{package.upper()}_BASE_URL"] = address
    scripted = import_module(f"{package}.tests.scripted")
    live = import_module(f"{package}.tests.live")
    runtime = import_module(f"{package}._runtime")
    found: list[list[Any]] = []
    with scripted.Player() as player:
        for way in range(ways):
            player.scope.collection["broken"] = str(way)
            rows = []
            for item in live.items():
                player.before(item)
                try:
                    report = player.verify(item)
                except runtime.APIStatusError:
                    # Nothing is asserted of the answer, so that its status is what fails.
                    rows.append({"results": [], "errors": [], "open": []})
                    continue
                rows.append(told(report))
            found.append(rows)
    json.dump(found, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
