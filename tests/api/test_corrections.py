"""What a user knows better, and what happens when there is nothing it is about."""

from __future__ import annotations

import dataclasses
import importlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

from generator.api.corrections import correct
from generator.api.model import Api, Operation
from generator.api.schema import api_schema
from generator.config import Corrections, OperationCorrection, ValueCorrection
from generator.inference.types import (
    INTEGER,
    NULL,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Map,
    Ref,
    String,
    Type,
    Union,
)
from generator.pipeline import Options, fingerprint
from tests.helpers.collections import Json, answer, collection, folder, item
from tests.helpers.packages import api, files, imported, run, run_tests, write

LINK = {
    "id": 1,
    "status": "valid",
    "tags": ["a"],
    "since": None,
    "labels": {"a": {"x": 1}, "b": {"x": 2, "y": 3}},
}


def links() -> Json:
    change = item(
        "Update a link",
        "PUT",
        "/links/:id?version=2&mode=full",
        body={"token": "x", "kind": "a"},
        answers=[answer(LINK)],
    )
    form = {"mode": "urlencoded", "urlencoded": [{"key": "text", "value": "1"}]}
    notify = item("Notify", "POST", "/links/:id/notify", body=form, answers=[answer({"ok": True})])
    return collection(folder("Links", change, notify, item("Get a link", path="/links/:id")))


def corrected(*corrections: ValueCorrection | OperationCorrection) -> tuple[Api, list[str]]:
    fields = [c for c in corrections if isinstance(c, ValueCorrection) and ":" not in c.place]
    parameters = [c for c in corrections if isinstance(c, ValueCorrection) and ":" in c.place]
    operations = [c for c in corrections if isinstance(c, OperationCorrection)]
    all_of_them = Corrections(tuple(operations), tuple(fields), tuple(parameters))
    made, diagnostics = correct(api(links()), all_of_them)
    return made, [f"{one.code}: {one}" for one in diagnostics]


def field(found: Api, model: str, key: str) -> Field:
    record = next(one.record for one in found.models if one.name == model)
    return next(one for one in record.fields if one.name == key)


def operation(found: Api, id_: str) -> Operation:
    return next(one for one in found.operations() if one.id == id_)


@pytest.mark.parametrize(
    ("correction", "type_", "required"),
    [
        (ValueCorrection("Link.status", type="uuid"), String("uuid"), True),
        (ValueCorrection("Link.status", required=False), STRING, False),
        (ValueCorrection("Link.status", nullable=True), Union((STRING, NULL)), True),
        (ValueCorrection("Link.since", type="date"), Union((String("date"), NULL)), True),
        (ValueCorrection("Link.since", type="date", nullable=False), String("date"), True),
        (ValueCorrection("Link.tags", type="integer[]"), Array(INTEGER), True),
        (ValueCorrection("Link.tags", type="any"), UNKNOWN, True),
        (ValueCorrection("Link.labels", map=True), Map(Ref("LinkLabel")), True),
    ],
)
def test_fields(correction: ValueCorrection, type_: Type, required: bool) -> None:
    made, warnings = corrected(correction)
    assert warnings == []
    key = correction.place.partition(".")[2]
    assert field(made, "Link", key) == Field(key, type_, required)


def test_a_map_takes_the_models_of_its_keys_with_it() -> None:
    names = [model.name for model in corrected(ValueCorrection("Link.labels", map=True))[0].models]
    assert "LinkLabel" in names
    assert "LinkLabels" not in names


def test_an_ignored_field_is_no_field() -> None:
    made, _ = corrected(ValueCorrection("Link.labels", ignore=True))
    assert "labels" not in next(m.record.order for m in made.models if m.name == "Link")


def test_choices_and_names() -> None:
    made, warnings = corrected(
        ValueCorrection("Link.status", name="state", enum=("valid", "gone")),
        ValueCorrection("Link.tags", enum=("a", "b")),
    )
    assert warnings == []
    schema = api_schema(made)["$defs"]
    assert isinstance(schema, dict)
    properties = schema["Link"]["properties"]
    assert properties["status"]["enum"] == ["valid", "gone"]
    assert properties["tags"]["items"]["enum"] == ["a", "b"]


def test_arguments() -> None:
    made, warnings = corrected(
        ValueCorrection("links.update:version", required=True, type="string"),
        ValueCorrection("links.update:mode", ignore=True),
        ValueCorrection("links.update:token", required=True),
        ValueCorrection("links.update:id", name="link"),
        ValueCorrection("links.notify:text", type="string", enum=("1", "2")),
    )
    assert warnings == []
    update = operation(made, "links.update")
    assert [(p.name, p.type, p.required, p.default) for p in update.query] == [
        ("version", STRING, True, None)
    ]
    assert update.ignored == {"mode"}
    assert update.path_parameters[0].called == "link"
    body = operation(made, "links.notify").body
    assert body is not None
    assert body.fields[0].choices == ("1", "2")


def test_operations() -> None:
    made, warnings = corrected(
        OperationCorrection("links.update", name="change", required=("token", "version")),
        OperationCorrection("links.notify", ignore=True),
    )
    assert warnings == []
    assert [one.id for one in made.operations()] == ["links.change", "links.get"]
    assert operation(made, "links.change").query[0].required
    assert "NotifyResult" not in {model.name for model in made.models}


@pytest.mark.parametrize(
    ("correction", "warning"),
    [
        (
            OperationCorrection("links.updat", ignore=True),
            "unknown-correction: operations.\"links.updat\": the collection has no 'links.updat'; "
            "did you mean 'links.update'?",
        ),
        (
            OperationCorrection("links.update", required=("tokn",)),
            "unknown-correction: operations.\"links.update\": the collection has no 'tokn'; "
            "did you mean 'token'?",
        ),
        (
            OperationCorrection("links.update", name="get"),
            "bad-correction: operations.\"links.update\": 'get' is the name of something else "
            "there",
        ),
        (
            ValueCorrection("Lnk.status", ignore=True),
            "unknown-correction: fields.\"Lnk.status\": the collection has no 'Lnk'; "
            "did you mean 'Link'?",
        ),
        (
            ValueCorrection("Link.state", ignore=True),
            "unknown-correction: fields.\"Link.state\": the collection has no 'state'; "
            "did you mean 'status'?",
        ),
        (
            ValueCorrection("links.update:versoin", ignore=True),
            'unknown-correction: parameters."links.update:versoin": the collection has no '
            "'versoin'; did you mean 'version'?",
        ),
        (
            ValueCorrection("links.update:id", ignore=True),
            'bad-correction: parameters."links.update:id": a part of the path cannot be left out',
        ),
        (
            ValueCorrection("Link.status", map=True),
            'bad-correction: fields."Link.status": is no object that could be a map',
        ),
        (
            ValueCorrection("Link.labels", enum=("a",)),
            'bad-correction: fields."Link.labels": is no text or number to choose from',
        ),
    ],
)
def test_what_does_not_apply_is_a_warning(
    correction: ValueCorrection | OperationCorrection, warning: str
) -> None:
    made, warnings = corrected(correction)
    assert warnings == [warning]
    assert {one.id for one in made.operations()} == {"links.get", "links.notify", "links.update"}


ALL = Corrections(
    operations=(OperationCorrection("links.update", name="change", required=("token",)),),
    fields=(
        ValueCorrection("Link.labels", map=True),
        ValueCorrection("Link.since", type="date"),
        ValueCorrection("Link.status", name="state", enum=("valid", "gone")),
    ),
    parameters=(
        ValueCorrection("links.notify:text", name="message"),
        ValueCorrection("links.update:kind", ignore=True),
        ValueCorrection("links.update:mode", ignore=True),
        ValueCorrection("links.update:token", enum=("x", "y")),
    ),
)


def test_the_client_is_as_corrected(tmp_path: Path) -> None:
    result = run(links(), options=Options(name="corrected_links", corrections=ALL))
    made = files(result)
    assert 'state: Literal["valid", "gone"] = Field(alias="status")' in made["models/links.py"]
    assert "since: dt.date | None" in made["models/links.py"]
    assert "labels: dict[str, LinkLabel]" in made["models/links.py"]
    assert 'token: Literal["x", "y"],' in made["resources/links.py"]
    assert '"text": message' in made["resources/links.py"]
    assert "kind" not in made["resources/links.py"]
    package = write(result, tmp_path / "corrected_links")
    with imported(package):
        importlib.import_module("corrected_links.models.links")
    for tool in (["pytest", "-q", "-p", "no:cacheprovider"], ["mypy", "--strict"]):
        done = subprocess.run(
            [sys.executable, "-m", *tool, "corrected_links"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


CONTRADICTING = Corrections(
    fields=(
        ValueCorrection("Link.id", type="string"),
        ValueCorrection("Link.since", type="date", nullable=False),
        ValueCorrection("Link.status", enum=("gone", "lost")),
        ValueCorrection("Link.tags", enum=("b",)),
        ValueCorrection("LinkLabelsB.y", type="date"),
        ValueCorrection("NoThing.code", type="integer"),
        ValueCorrection("Thing.part", required=True, nullable=False),
    ),
)


def contradicted() -> Json:
    """Samples of which the corrections say otherwise, and one that they allow."""
    bodies = {"whole": {"part": "a"}, "empty": {"part": None, "more": 1}, "other": {"more": 1}}
    answers = [{**answer(body), "name": name} for name, body in bodies.items()]
    problem = {**answer({"code": "E1", "at": None}, 404), "name": "no thing"}
    things = item("List things", path="/things", answers=[*answers, problem])
    return collection(*links()["item"], folder("Things", things))


def test_a_correction_holds_against_the_examples(tmp_path: Path) -> None:
    result = run(contradicted(), options=Options(name="held", corrections=CONTRADICTING))
    said = [str(one) for one in result.diagnostics if one.code == "contradicted-example"]
    held = "the corrections hold against this example:"
    assert said == [
        f"Links / Update a link / response answer 200: {held} $.id is an integer and not text; "
        "$.status is another text and not one of 'gone', 'lost'; $.tags[] is another text and "
        "not one of 'b'; and 2 more",
        f"Things / List things / response empty: {held} $.part is null and not text",
        f"Things / List things / response no thing: {held} $.code is another text and not an "
        "integer",
        f"Things / List things / response other: {held} $.part is missing and not text",
    ]
    write(result, tmp_path / "held")
    done = run_tests(tmp_path, "held")
    assert done.returncode == 0, done.stdout
    # A replay expects no more than that: the marks are what lets it pass.
    for path in (tmp_path / "held" / "tests" / "examples").iterdir():
        saved = json.loads(path.read_bytes())
        for example in saved["examples"]:
            example.get("contradicted", [""]).pop()
        path.write_text(json.dumps(saved))
    assert "4 failed" in run_tests(tmp_path, "held").stdout


def test_a_changed_correction_is_noticed() -> None:
    data = json.dumps(links()).encode()
    plain, corrected_ = (Options(corrections=each) for each in (Corrections(), ALL))
    other = Corrections(ALL.operations, ALL.fields[1:], ALL.parameters)
    changed = dataclasses.replace(corrected_, corrections=other)
    assert len({fingerprint(data, each) for each in (plain, corrected_, changed)}) == 3
