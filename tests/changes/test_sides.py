"""A client as it is on disk and one that was just compiled are read alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.changes.compare import compare
from generator.changes.reading import read
from generator.diagnostics import InputError
from generator.output.lock import EMPTY, LOCK_NAME
from generator.pipeline import Options, write_code
from generator.pipeline import read as read_collection
from generator.updates import between_client, read_client
from tests.helpers.cases import CASES, Case
from tests.helpers.collections import collection, folder, item
from tests.helpers.packages import lock_of, run, write


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_formatted_code_says_what_unformatted_code_says(case: Case) -> None:
    result = case.run()
    written = read({path: data.decode("utf-8", "replace") for path, data in result.files.items()})
    source = read_collection((case.folder / "input.json").read_bytes())
    options = Options(name="acme", make_async="aio/__init__.py" in result.files)
    made = read(write_code(source, EMPTY, options).texts)
    assert compare(written, made) == ()
    assert written == made
    assert written.calls
    assert all(call.method for call in written.calls.values())


def test_a_generated_client_knows_where_its_operations_came_from(tmp_path: Path) -> None:
    before = collection(folder("Links", item("Get a link", path="/links/:id"), item("Delete it")))
    result = run(before)
    side = read_client(write(result, tmp_path / "acme"))
    after = collection(folder("Links", item("Get a link", path="/links/:id")))
    source = read_collection(str(after).replace("'", '"').encode())
    update = between_client(side, source, lock_of(result), Options(name="acme"))
    (change,) = update.changes
    assert (change.kind, change.where, change.places) == (
        "operation-removed",
        "links.delete_it",
        ("Links / Delete it",),
    )


def test_what_is_no_client(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no client here"):
        read_client(tmp_path)
    (tmp_path / "client.py").write_text("<<<<<<< ours\n")
    (tmp_path / LOCK_NAME).write_text("")
    with pytest.raises(InputError, match=r"client.py: is not the Python that postgen wrote"):
        read_client(tmp_path)
