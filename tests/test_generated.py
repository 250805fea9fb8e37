"""The checked-in clients of the samples: what the generator gives, and what Belvo's promises."""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import httpx2
import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.output.lock import LOCK_NAME, parse
from generator.pipeline import Options
from tests.helpers.belvo import BALANCE, ERROR, MFA
from tests.helpers.collections import ROOT, sample_path
from tests.helpers.packages import imported, lock_of, run_bytes

CLIENTS = {"belvo": "belvo", "library": "lantern_library"}
GENERATED = ROOT / "generated"


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part == "__pycache__" or part.startswith(".") for part in path.parts)
    }


@pytest.mark.parametrize("sample", CLIENTS)
def test_the_tree_is_what_the_generator_gives(sample: str) -> None:
    name = CLIENTS[sample]
    on_disk = tree(GENERATED / name)
    data = sample_path(sample).read_bytes()
    options = Options(name=name)
    # With the names of its lock, since these are part of what decides the output.
    lock = parse(on_disk[LOCK_NAME])[0]
    result = run_bytes(data, lock, options)
    assert set(on_disk) == set(result.files)
    ours = {path: content for path, content in result.files.items() if path != LOCK_NAME}
    assert {path: on_disk[path] for path in ours} == ours
    assert lock_of(result).names == lock.names


def test_check_agrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 0
    said = [f"generated/{name}: up to date" for name in ("belvo", "lantern_library")]
    assert done.output.splitlines() == said


# --- Belvo ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def belvo() -> Iterator[ModuleType]:
    with imported(GENERATED / "belvo") as package:
        yield package


def client(belvo: ModuleType, status: int, body: object) -> tuple[Any, list[httpx2.Request]]:
    sent: list[httpx2.Request] = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        sent.append(request)
        return httpx2.Response(status, json=body)

    http_client = httpx2.Client(transport=httpx2.MockTransport(answer))
    secrets: dict[str, Any] = {"secret_id": "i", "secret_password": "p"}
    made = belvo.Client(**secrets, http_client=http_client, strict=True, max_retries=0)
    return made, sent


def test_the_two_operations(belvo: ModuleType) -> None:
    update = inspect.signature(client(belvo, 200, None)[0].links.update)
    assert next(iter(update.parameters)) == "id"
    resume = inspect.signature(client(belvo, 200, None)[0].balances.resume)
    assert list(resume.parameters) == ["session", "token", "link", "save_data", "options"]


def test_what_resume_answers(belvo: ModuleType) -> None:
    resources = importlib.import_module("belvo.resources.balances")
    returned = get_type_hints(resources.Balances.resume)["return"]
    assert get_origin(returned) is list
    (model,) = get_args(returned)
    hints = {name: field.annotation for name, field in model.model_fields.items()}
    assert hints["id"] is UUID
    assert hints["collected_at"] is dt.datetime
    assert hints["value_date"] is dt.date
    assert hints["balance"] is float
    account = {name: field.annotation for name, field in hints["account"].model_fields.items()}
    assert account == {"id": UUID, "name": str, "category": str, "currency": str}


def test_resume(belvo: ModuleType) -> None:
    made, sent = client(belvo, 200, [BALANCE])
    (balance,) = made.balances.resume(session=UUID(int=4), link="x", save_data=True)
    assert (sent[0].method, str(sent[0].url)) == (
        "PATCH",
        "https://sandbox.belvo.com/api/balances/",
    )
    assert sent[0].content == (
        b'{"session":"00000000-0000-0000-0000-000000000004","link":"x","save_data":true}'
    )
    assert sent[0].headers["Authorization"] == "Basic aTpw"
    assert balance.collected_at == dt.datetime(2024, 1, 31, 12, tzinfo=dt.UTC)
    assert (balance.value_date, balance.balance) == (dt.date(2024, 1, 31), 7)
    assert (balance.account.id, balance.account.currency) == (UUID(int=2), "EUR")


def test_update(belvo: ModuleType) -> None:
    made, sent = client(belvo, 404, [ERROR])
    with pytest.raises(belvo.errors.NotFoundError) as raised:
        made.links.update("a/b", username_type="001")
    assert sent[0].url.raw_path == b"/api/links/a%2Fb/"
    assert sent[0].content == b'{"username_type":"001"}'
    assert raised.value.body[0].request_id == "r"


@pytest.mark.parametrize("call", ["links.update", "balances.resume"])
def test_errors(belvo: ModuleType, call: str) -> None:
    resource, _, method = call.partition(".")
    arguments = [1] if call == "links.update" else []
    made, _ = client(belvo, 400, [ERROR])
    with pytest.raises(belvo.errors.BadRequestError) as bad:
        getattr(getattr(made, resource), method)(*arguments)
    assert (bad.value.status_code, bad.value.body[0].message) == (400, "m")
    made, _ = client(belvo, 428, MFA)
    with pytest.raises(belvo.errors.PreconditionRequiredError) as needed:
        getattr(getattr(made, resource), method)(*arguments)
    body = needed.value.body
    assert (body.session, body.expiry) == (UUID(int=4), 60)
    assert body.token_generation_data.type == "numeric"
    # Both resources have the same models for their errors.
    assert type(body).__module__ == type(bad.value.body[0]).__module__ == "belvo.models.shared"
    assert type(body) is not type(bad.value.body[0])
