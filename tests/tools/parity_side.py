"""What both sides of a comparison read, in a folder: the collection, files, and the client."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from generator import pipeline
from generator.output.lock import EMPTY
from generator.pipeline import Options
from generator.postman.secret_patterns import is_stand_in
from tests.helpers.packages import unformatted

from .parity_prepare import Prepared, client_environment, literal_credentials

PACKAGE = "parity"


def write(prepared: Prepared, folder: Path) -> Mapping[str, str]:
    """All that both sides read, and the client; what its environment is to be."""
    (folder / "collection.json").write_bytes(prepared.data)
    values = [{"key": k, "value": v, "enabled": True} for k, v in prepared.values.items()]
    (folder / "environment.json").write_text(json.dumps({"name": "parity", "values": values}))
    (folder / "files").mkdir()
    for name in prepared.files:
        (folder / "files" / name).write_text(f"content of {name}")
    options = Options(name=PACKAGE, make_async=False)
    # What black does to the client makes no difference to what it sends.
    with unformatted():
        result = pipeline.run(prepared.source, EMPTY, options)
    for name, content in result.files.items():
        target = folder / PACKAGE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    credentials = literal_credentials(result.api, prepared)
    (folder / "credentials.json").write_text(json.dumps(credentials))
    dynamic = {name: value for name, value in prepared.values.items() if name.startswith("$")}
    (folder / "dynamic.json").write_text(json.dumps(dynamic))
    known = json.loads(result.files["tests/variables.json"])
    return {
        **{
            each["environment"]: prepared.scope.get(name) or _stand_in(name)
            for name, each in known.items()
            if name in prepared.scope or is_stand_in(name)
        },
        **client_environment(result.api, prepared, PACKAGE),
    }


def _stand_in(name: str) -> str:
    """What newman sends for a secret; one that is a number has no name."""
    number = name.removeprefix("redacted-")
    return number if number.isdecimal() else name
