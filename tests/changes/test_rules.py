"""Kinds of change that no collection brings about today."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from generator.changes.compare import compare
from generator.changes.model import Change
from generator.changes.reading import read
from generator.output.lock import EMPTY
from generator.pipeline import Options, write_code
from generator.pipeline import read as read_collection
from generator.updates import between_collections
from tests.helpers.collections import ROOT, sample_path

CODE = write_code(
    read_collection(sample_path("library").read_bytes()), EMPTY, Options(name="acme")
).texts


def changed(path: str, old: str, new: str) -> tuple[Change, ...]:
    """What is told of a client in which a text stands otherwise."""
    assert old in CODE[path]
    after: Mapping[str, str] = {**CODE, path: CODE[path].replace(old, new)}
    return compare(read(CODE), read(after))


INPUT = "class OpeningHoursInput(TypedDict, total=False):\n    monday: "


@pytest.mark.parametrize(
    ("path", "old", "new", "kind", "effect"),
    [
        (
            "models/branches.py",
            f"{INPUT}MondayInput | Model",
            f"{INPUT}Required[MondayInput | Model]",
            "key-required",
            '`OpeningHoursInput["monday"]` must be given; sent by `branches.set_opening_hours`',
        ),
        (
            "models/branches.py",
            "BranchLocation",
            "BranchPlace",
            "model-renamed",
            "`BranchLocation` is `BranchPlace` now: imports of it fail",
        ),
        (
            "client.py",
            '"ACME_BASE_URL"',
            '"OTHER_BASE_URL"',
            "variable-changed",
            "`Client(base_url=...)` is read from `OTHER_BASE_URL`, was `ACME_BASE_URL`",
        ),
        (
            "client.py",
            "timeout: float | None = 60.0",
            "timeout: float | None = 30.0",
            "operation-changed",
            "`Client(timeout=...)` is `timeout: float | None = 30.0`, "
            "was `timeout: float | None = 60.0`",
        ),
        (
            "resources/branches.py",
            "'/branches',\n    returns",
            "'/branches',\n    cache='long',\n    returns",
            "operation-changed",
            "`branches.list` declares cache=`'long'`, was `the usual`",
        ),
        (
            "models/branches.py",
            "class BranchLocation(Model):",
            "class BranchNote(Model):\n    text: str\n\n\nclass BranchLocation(Model):",
            "model-added",
            "`BranchNote` is new",
        ),
        (
            "client.py",
            "errors=BY_STATUS,",
            "errors=dict(BY_STATUS),",
            "code-changed",
            "the code of `client.py` changed",
        ),
        (
            "errors.py",
            "class ConflictError(ClientError):",
            'class GoneError(ClientError):\n    """410 Gone"""\n\n\n'
            "class ConflictError(ClientError):",
            "error-added",
            "`errors.GoneError` can be caught",
        ),
    ],
)
def test_a_change_of_the_code(path: str, old: str, new: str, kind: str, effect: str) -> None:
    (found,) = changed(path, old, new)
    assert (found.kind, found.effect) == (kind, effect)


def test_a_key_may_be_left_out_again() -> None:
    needed = {
        **CODE,
        "models/branches.py": CODE["models/branches.py"].replace(
            f"{INPUT}MondayInput | Model", f"{INPUT}Required[MondayInput | Model]"
        ),
    }
    (found,) = compare(read(needed), read(CODE))
    assert found.kind == "key-optional"


def test_a_scheme_under_another_name() -> None:
    """Callers do not see it: it stands in the client and in what operations declare."""
    data = (ROOT / "tests/cases/auth_signing/input.json").read_bytes()
    sides = [read_collection(each) for each in (data, data.replace(b'"secret"', b'"scret"'))]
    options = Options(name="acme")
    (told,) = between_collections(*sides, EMPTY, EMPTY, options, options).changes
    assert told.kind == "spelling-changed"
    assert told.effect == "what authenticates is called `jwt` in the code, was `jwt_secret`"
