"""Scripts become data: what is understood, and what is kept as text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.scripts.facts import ELEMENT, Fact, facts_of
from generator.scripts.model import (
    Answer,
    Assertion,
    Call,
    Check,
    ForEach,
    Get,
    If,
    Let,
    Literal,
    Name,
    NamedTest,
    Operation,
    SetVariable,
    Statement,
    Untranslated,
    Variable,
    Verdict,
)
from generator.scripts.translate import translate
from tests.tools.scripts import statements


def only(source: str) -> Statement:
    (found,) = translate(source).statements
    return found


def checks(source: str) -> tuple[Check, ...]:
    found = only(source)
    assert isinstance(found, Assertion), found
    return found.checks


def test_a_test_holds_its_assertions() -> None:
    found = only('pm.test("is ok", function () { pm.response.to.have.status(200); });')
    check = Check("status", Answer("all"), (Literal(200),))
    assert found == NamedTest(Literal("is ok"), (Assertion((check,), (1, 32)),), (1, 1))


def test_the_old_form() -> None:
    found = only('tests["is ok"] = responseCode.code === 200;')
    value = Operation("===", (Answer("status"), Literal(200)))
    assert found == Verdict(Literal("is ok"), value, (1, 1))


def test_names_are_followed() -> None:
    program = translate("const j = pm.response.json();\npm.expect(j.items[0].id).to.eql(1);")
    subject = Get(Get(Get(Name("j"), Literal("items")), Literal(0)), Literal("id"))
    assert program.statements == (
        Let("j", Answer("json")),
        Assertion((Check("eql", subject, (Literal(1),)),), (2, 1)),
    )


def test_flags_hold_for_what_follows() -> None:
    (check,) = checks("pm.expect(pm.response.json()).to.not.deep.include({a: 1});")
    assert (check.kind, check.negated, check.flags) == ("include", True, frozenset({"deep"}))


def test_a_chain_goes_on_with_a_property() -> None:
    first, second = checks(
        "pm.expect(pm.response.json()).to.have.property('a').that.is.a('string')"
    )
    assert first.subject == Answer("json")
    assert second == Check("type", Get(Answer("json"), Literal("a")), (Literal("string"),))


def test_a_method_that_is_not_called_asserts_nothing() -> None:
    assert checks("pm.response.to.have.body;") == ()


def test_a_property_that_is_called_fails() -> None:
    assert [check.kind for check in checks("pm.expect(1).to.be.true();")] == ["true", "fail"]


def test_loops_guards_and_variables() -> None:
    program = translate(
        """
        const items = pm.response.json().items;
        if (items.length > 0) {
            pm.environment.set("first", items[0].id);
        }
        items.forEach((item) => { pm.expect(item.id).to.exist; });
        """
    )
    _, guard, loop = program.statements
    assert isinstance(guard, If)
    first = Get(Get(Name("items"), Literal(0)), Literal("id"))
    assert guard.then == (SetVariable("environment", Literal("first"), first),)
    assert isinstance(loop, ForEach)
    assert loop.name == "item"


def test_a_guard_that_returns_guards_what_follows() -> None:
    found = only('pm.test("t", () => { if (!responseTime) return; pm.expect(1).to.eql(1); });')
    assert isinstance(found, NamedTest)
    (guard,) = found.body
    assert isinstance(guard, If)
    assert guard.then == ()
    assert len(guard.otherwise) == 1


@pytest.mark.parametrize(
    ("source", "cause"),
    [
        (
            "pm.sendRequest('x').then(() => { pm.expect(1).to.eql(1); });",
            "`pm.sendRequest('x').then()`",
        ),
        ("pm.expect(eval('1')).to.eql(1);", "`eval()`"),
        ("pm.expect(1).to.be.soft;", "`.soft` in a chain"),
        ("pm.test('t', (done) => { pm.expect(1).to.eql(1); });", "a test that ends later (`done`)"),
        ("while (true) { pm.expect(1).to.eql(1); }", "a while statement"),
    ],
)
def test_what_is_not_understood_is_kept(source: str, cause: str) -> None:
    found = only(source)
    assert isinstance(found, Untranslated)
    assert (found.cause, found.assertions) == (cause, 1)
    assert source.startswith(found.source)


def test_what_may_have_changed_is_not_known_any_more() -> None:
    program = translate("let a = 1; while (a) { a = 2; } pm.expect(a).to.eql(2);")
    assert [type(statement) for statement in program.statements] == [
        Let,
        Untranslated,
        Untranslated,
    ]


def test_what_is_lost_late_in_a_loop_is_not_known_early_in_it() -> None:
    program = translate("let a = 1; [1, 2].forEach((x) => { pm.expect(a).to.eql(1); a = foo(); });")
    assert isinstance(program.statements[1], Untranslated)


def test_a_name_in_a_block_does_not_hide_the_one_outside() -> None:
    program = translate("let a = 1; if (a) { let a = 2; } pm.expect(a).to.eql(1);")
    _, guard, assertion = program.statements
    assert isinstance(guard, If)
    assert guard.then == (Let("a_2", Literal(2)),)
    assert isinstance(assertion, Assertion)
    assert assertion.checks[0].subject == Name("a")


def test_variables_of_every_scope() -> None:
    for written, scope in {
        "pm.environment": "environment",
        "pm.collectionVariables": "collection",
        "pm.globals": "globals",
        "pm.variables": "variables",
    }.items():
        (check,) = checks(f"pm.expect({written}.get('a')).to.eql(1);")
        assert check.subject == Variable(scope, Literal("a"))  # type: ignore[arg-type]


def test_what_follows_an_optional_step_is_optional_too() -> None:
    (check,) = checks("pm.expect(pm.response.json()?.a.b).to.be.undefined;")
    assert isinstance(check.subject, Call)
    assert check.subject.function == "given"


@pytest.mark.parametrize("source", ["pm.test('a'", "}", "let a = {{token}};"])
def test_what_is_no_javascript_is_kept_whole(source: str) -> None:
    found = only(source)
    assert isinstance(found, Untranslated)
    assert (found.source, found.cause) == (source, "not valid JavaScript")


@pytest.mark.parametrize(
    "source",
    ["[" * 5000 + "]" * 5000, "a" + ".b" * 5000, "(" * 5000 + ")" * 5000, "-" * 9000 + "1"],
)
def test_deep_scripts_are_kept_whole(source: str) -> None:
    assert isinstance(only(source), Untranslated)


def test_functions_that_call_each_other_end() -> None:
    lines = [f"function f{n}() {{ f{n + 1}(); f{n + 1}(); }}" for n in range(40)]
    program = translate("\n".join([*lines, "f0();"]))
    assert program.untranslated


_PIECES = st.sampled_from(
    [
        *("pm.test('a', () => {", "});", "pm.expect(", ")", ".to.eql(1);", "if (x) {", "}"),
        *("pm.response.to.be.ok;", "tests['a'] = true;", "let x = 1;", "for (const x of y) {"),
        *("// pm.expect(1)\n", "'pm.expect(1)'", "`${x}`", "function f() {", "f();", "\n", "é"),
    ]
)


@given(st.lists(_PIECES, max_size=30).map("".join))
def test_every_assertion_is_translated_or_kept(source: str) -> None:
    program = translate(source)
    kept = {statement.place: statement.assertions for statement in program.untranslated}
    translated = {assertion.place for assertion in program.assertions}
    found = list(statements(source))
    if not any(statement.cause == "not valid JavaScript" for statement in program.untranslated):
        assert len(translated) + sum(kept.values()) == len(found)


def test_a_schema_that_has_a_name_is_a_fact() -> None:
    schema = '{"type": "object", "properties": {"id": {"type": "integer"}}}'
    value = json.loads(schema)
    for asserting in (
        "pm.response.to.have.jsonSchema(schema)",
        "pm.expect(tv4.validate(pm.response.json(), schema)).to.be.true",
        'tests["valid"] = tv4.validate(JSON.parse(responseBody), schema)',
    ):
        found = facts_of(translate(f"const schema = {schema};\n{asserting};"))
        assert found.facts == (Fact((), "schema", value),)


def test_facts_of_an_answer() -> None:
    facts = facts_of(
        translate(
            """
            pm.test("ok", () => {
                pm.response.to.have.status(201);
                const { data } = pm.response.json();
                pm.expect(data.items).to.be.an("array");
                data.items.forEach((item) => pm.expect(item.name).to.be.a("string"));
                pm.expect(data).to.include.all.keys("total");
                pm.expect(data).to.not.have.property("error");
            });
            """
        )
    )
    assert facts.statuses == (201,)
    assert facts.facts == (
        Fact(("data", "items"), "type", "array"),
        Fact(("data", "items", ELEMENT, "name"), "type", "string"),
        Fact(("data", "total"), "present"),
    )
