"""Newman's verdicts on our own collections, kept so that `make test` needs no npm."""

from __future__ import annotations

from pathlib import Path
from typing import Any

RECORD = Path(__file__).parent / "recorded.json"
_LETTERS = {"passed": "P", "failed": "F", "skipped": "S"}
_OUTCOMES = {letter: outcome for outcome, letter in _LETTERS.items()}


def packed(rows: list[list[Any]]) -> Any:
    """Verdicts in little space: each list of names once, outcomes as letters."""
    names: list[list[str]] = []
    ways = []
    for way in rows:
        items = []
        for row in way:
            own = [name for name, _ in row["results"]]
            if own not in names:
                names.append(own)
            letters = "".join(_LETTERS[outcome] for _, outcome in row["results"])
            items.append([names.index(own), letters, len(row["errors"])])
        ways.append(items)
    return {"names": names, "ways": ways}


def unpacked(record: Any) -> list[list[Any]]:
    """The verdicts as they were packed."""
    return [
        [
            {
                "results": [
                    [name, _OUTCOMES[letter]]
                    for name, letter in zip(record["names"][names], letters, strict=True)
                ],
                "errors": ["an error"] * errors,
            }
            for names, letters, errors in way
        ]
        for way in record["ways"]
    ]
