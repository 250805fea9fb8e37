"""Answers that no example shows, from what the scripts assert."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.api.asserted import type_of_schema
from generator.api.model import Operation, Outcome
from generator.inference.merge import merge
from generator.inference.types import (
    BOOLEAN,
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    UNKNOWN,
    Array,
    Field,
    Map,
    Record,
    String,
    Type,
)
from tests.helpers.collections import Json, answer, collection, item
from tests.helpers.packages import api, describe, files, operations, run, run_tests, write


def scripted(*lines: str, **more: object) -> Json:
    """An item with a test script."""
    script = {"type": "text/javascript", "exec": list(lines)}
    made = item("Get a thing", path="/things/:id", **more)  # type: ignore[arg-type]
    return {**made, "event": [{"listen": "test", "script": script}]}


def the_operation(*nodes: Json) -> Operation:
    (found,) = operations(collection(*nodes)).values()
    return found


def asserted(*lines: str) -> dict[int, tuple[Type, dict[str, Field]]]:
    """The outcomes of an operation by status; of a record its fields."""
    found = api(collection(scripted(*lines)))
    models = {model.name: model.record for model in found.models}
    made = {}
    for outcome in next(found.operations()).outcomes:
        shape = models.get(getattr(outcome.type, "name", ""), outcome.type)
        fields = shape.fields if isinstance(shape, Record) else ()
        made[outcome.status] = outcome.type, {one.name: one for one in fields}
    return made


def fields(*lines: str) -> dict[str, Field]:
    return asserted(*lines)[200][1]


JSON = "const json = pm.response.json();"


def test_types_and_keys_are_known() -> None:
    found = fields(
        JSON,
        "pm.test('a', () => {",
        "  pm.expect(json.id).to.be.a('string');",
        "  pm.expect(json).to.have.property('size');",
        "  pm.expect(json.count).to.eql(3);",
        "  pm.expect(json.tags).to.be.an('array');",
        "  pm.expect(json.open).to.be.true;",
        "});",
    )
    assert found == {
        "id": Field("id", STRING),
        "size": Field("size", UNKNOWN),
        "count": Field("count", INTEGER),
        "tags": Field("tags", Array(UNKNOWN)),
        "open": Field("open", BOOLEAN),
    }


def test_what_is_asserted_of_some_answers_only_is_optional() -> None:
    found = fields(
        JSON,
        "pm.expect(json.id).to.be.a('string');",
        "if (json.more) { pm.expect(json.name).to.be.a('string'); }",
        "try { pm.expect(json.size).to.be.a('number'); } catch (error) {}",
    )
    assert found == {
        "id": Field("id", STRING),
        "name": Field("name", STRING, required=False),
        "size": Field("size", NUMBER, required=False),
    }


def test_what_is_asserted_of_errors_is_not_taken() -> None:
    assert fields(
        JSON,
        "if (pm.response.code === 200) { pm.expect(json.id).to.be.a('string'); }",
        "else { pm.expect(json.error).to.be.a('string'); }",
        "if (pm.response.code === 404) { pm.expect(json.reason).to.be.a('string'); }",
    ) == {"id": Field("id", STRING)}
    assert (
        asserted("pm.response.to.have.status(404);", "pm.expect(pm.response.json().a).to.exist")
        == {}
    )


def test_the_status_is_the_one_that_is_asserted() -> None:
    assert set(
        asserted("pm.response.to.have.status(201);", JSON, "pm.expect(json.a).to.exist")
    ) == {201}
    both = "pm.expect(pm.response.code).to.be.oneOf([200, 201]);"
    assert set(asserted(both, JSON, "pm.expect(json.a).to.exist")) == {200}


def test_a_status_alone_says_nothing_of_a_body_but_that_there_is_none() -> None:
    assert asserted("pm.response.to.have.status(200);") == {}
    found = the_operation(scripted("pm.response.to.have.status(204);"))
    assert found.outcomes == (Outcome(204, "empty", is_asserted=True),)


def test_lists_and_what_is_in_them() -> None:
    (type_, _) = asserted(JSON, "pm.expect(json).to.be.an('array');")[200]
    assert type_ == Array(UNKNOWN)
    found = api(
        collection(scripted(JSON, "json.forEach((one) => pm.expect(one.id).to.be.a('number'));"))
    )
    (model,) = found.models
    assert model.record.fields == (Field("id", NUMBER),)
    assert isinstance(next(found.operations()).outcomes[0].type, Array)


@pytest.mark.parametrize(
    "lines",
    [
        ["pm.expect(json.a).to.be.a('string');", "pm.expect(json.a).to.be.an('object');"],
        ["pm.expect(json.a).to.eql(null);"],
        ["pm.expect(json.a).to.exist;"],
        ["pm.expect(json.a).to.eql(1);", "pm.expect(json.a.b).to.exist;"],
    ],
)
def test_what_contradicts_itself_or_says_no_type_is_unknown(lines: list[str]) -> None:
    assert fields(JSON, *lines)["a"].type == UNKNOWN


def test_one_expected_text_shows_no_format() -> None:
    assert fields(JSON, "pm.expect(json.a).to.eql('2024-01-31');")["a"].type == STRING


def test_an_example_is_better() -> None:
    found = the_operation(
        scripted(JSON, "pm.expect(json.id).to.be.a('string');", answers=[answer({"id": 1})])
    )
    assert [(one.status, one.is_asserted) for one in found.outcomes] == [(200, False)]
    error = answer({"message": "a"}, 404)
    found = the_operation(scripted(JSON, "pm.expect(json.id).to.be.a('string');", answers=[error]))
    assert [(one.status, one.is_asserted) for one in found.outcomes] == [(200, True), (404, False)]


def test_items_that_are_one_operation_say_it_together_in_any_order() -> None:
    one = scripted(JSON, "pm.expect(json.a).to.be.a('string');")
    two = scripted(JSON, "pm.expect(json.b).to.be.a('string');")
    first, second = (api(collection(*nodes)) for nodes in ((one, two), (two, one)))
    assert first == second
    assert first.models[0].record.order == ("a", "b")


@pytest.mark.parametrize(
    ("schema", "type_"),
    [
        ({"type": "string", "format": "uuid"}, String("uuid")),
        ({"type": "string", "format": "regex"}, STRING),
        ({"type": ["integer", "null"]}, merge(INTEGER, NULL)),
        ({"type": "array", "items": {"type": "number"}}, Array(NUMBER)),
        ({"items": {}}, Array(UNKNOWN)),
        ({"type": "object"}, Map(UNKNOWN)),
        ({"type": "nonsense"}, UNKNOWN),
        ({"type": {}}, UNKNOWN),
        (True, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_schemas(schema: object, type_: Type) -> None:
    assert type_of_schema(schema) == type_


def test_a_schema_is_a_model() -> None:
    schema = (
        '{"type": "object", "required": ["id"], "properties":'
        ' {"id": {"type": "integer"}, "at": {"type": "string", "format": "date"}}}'
    )
    assert fields(f"const schema = {schema};", "pm.response.to.have.jsonSchema(schema);") == {
        "id": Field("id", INTEGER),
        "at": Field("at", String("date"), required=False),
    }


def test_it_is_marked_as_a_guess(tmp_path: Path) -> None:
    nodes = scripted(JSON, "pm.expect(json.id).to.be.a('string');")
    _, diagnostics = describe(collection(nodes))
    said = [str(one) for one in diagnostics if one.code == "guessed-answer"]
    assert said == ["Get a thing: no example shows the answer: it is what the scripts assert"]
    result = run(collection(nodes))
    everything = "".join(files(result).values())
    assert "is_guess=True" in everything
    assert "No example shows the answer: it is what the collection's tests assert." in everything
    write(result, tmp_path / "acme")
    assert run_tests(tmp_path, "acme").returncode == 0
