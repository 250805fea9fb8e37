"""What changed as JSON for tools: stable keys, described in docs/reviewing.md."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from .model import Change, count, suggested_bump

FORMAT = 1
"""Rises when a key changes its meaning or goes; new keys may come at any time."""


def report_json(reports: Iterable[tuple[str, Sequence[Change]]]) -> str:
    """The document for reports, each the name of a client and its changes."""
    document = {
        "format": FORMAT,
        "reports": [
            {
                "client": name,
                "bump": suggested_bump(changes),
                "counts": {str(one): number for one, number in count(changes).items()},
                "changes": [_change(change) for change in changes],
            }
            for name, changes in reports
        ],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _change(change: Change) -> dict[str, object]:
    return {
        "severity": str(change.severity),
        "kind": change.kind,
        "where": change.where,
        "also": list(change.also),
        "effect": change.effect,
        "before": change.before,
        "after": change.after,
        "resource": change.resource,
        "operations": list(change.operations),
        "collection": {
            "places": list(change.places),
            "before": list(change.said_before),
            "after": list(change.said_after),
        },
    }
