"""The generated tests decide as newman did on the same answers, broken in twenty ways."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from generator import pipeline
from generator.output.lock import EMPTY
from tests.helpers.collections import ROOT
from tests.helpers.packages import imported, write

from .breaks import BREAKS
from .compare import Tally, compare
from .ours import told
from .record import RECORD, unpacked
from .rewrite import flat
from .server import replies

RECORDED = json.loads(RECORD.read_text())


@pytest.mark.parametrize("name", RECORDED)
def test_verdicts_are_those_of_newman(name: str, tmp_path: Path) -> None:
    found = flat(pipeline.read((ROOT / name).read_bytes()).collection, 40)
    assert found is not None
    source = pipeline.read(json.dumps(found).encode())
    options = pipeline.Options(name="judged", make_async=False)
    package = write(pipeline.run(source, EMPTY, options), tmp_path / "judged")
    with imported(package):
        ours = played(replies(source.collection, len(found["item"])))
    tally = Tally()
    compare(found, ours, unpacked(RECORDED[name]), tally)
    assert tally.differing == []
    assert tally.agreed["passed"] > 20
    assert tally.agreed["failed"] > 20


def played(answers: Any) -> list[list[Any]]:
    """The package's scripts on answers, by way and item."""
    scripted = import_module("judged.tests.scripted")
    script = import_module("judged.tests.postman.script")
    values = import_module("judged.tests.postman.values")
    variables = script.Variables(collection=script.Scope(scripted.collection()))
    found = []
    for way in range(len(BREAKS)):
        rows = []
        for item in scripted.scripted():
            reply = answers[way][len(rows)]
            answer = script.Answer(
                reply.status, values.wrap(reply.body), reply.headers, milliseconds=5
            )
            script.run(scripted.functions(item.before), answer, variables)
            report = script.run(scripted.functions(item.tests), answer, variables)
            rows.append(told(report))
        found.append(rows)
    return found
