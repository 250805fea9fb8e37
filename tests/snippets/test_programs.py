"""What the statements say: calls by kind of request, loops, names, text made safe."""

# ruff: noqa: E501  (lines of programs)

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.collections import Json, collection, folder, item, raw
from tests.snippets.books import LANGUAGES, book, show, snippet
from tests.snippets.kinds import KINDS, answered, kinds_collection
from tests.snippets.purebasic import problems

HOSTILE = "\"'$x [exit] {{ } \\ `id` </script> %n ${y} #{z} \x1b[31m \u202e \u2028 \r\n$(id) ; rm"


def tcl(method: str = "GET", *, answer: object = None, **said: object) -> list[str]:
    answers = answered(answer) if answer is not None else None
    made = item("A", method, "https://x.example/v1/things", answers=answers, **said)  # type: ignore[arg-type]
    return snippet(made, "chilkat-tcl").split("\n")


def names(answer: object, language: str = "chilkat-tcl") -> dict[str, str]:
    """The variables by the paths that they are read from."""
    made = snippet(item("A", answers=answered(answer)), language)
    found = {}
    for line in made.split("\n"):
        if "tringOf " in line and line.strip().startswith("set "):
            found[line.split('"')[1].replace("\\[", "[")] = line.split()[1]
        elif "ckStringOf(" in line:
            found[line.split('"')[1]] = line.split("=")[0].strip().partition(".")[0]
    return found


@pytest.mark.parametrize(
    ("method", "said", "call"),
    [
        ("GET", {}, 'set success [CkHttp_QuickGetSb $http "https://x.example/v1/things" $sbResponseBody]'),
        (
            "GET",
            {"query": [{"key": "a", "value": "1"}]},
            'set resp [CkHttp_QuickRequestParams $http "GET" "https://x.example/v1/things" $queryParams]',
        ),
        (
            "GET",
            {"query": [{"key": "a", "value": "1", "disabled": True}]},
            'set success [CkHttp_QuickGetSb $http "https://x.example/v1/things" $sbResponseBody]',
        ),
        ("DELETE", {}, 'set resp [CkHttp_QuickRequest $http "DELETE" "https://x.example/v1/things"]'),
        ("POST", {"body": {"a": 1}}, 'set resp [CkHttp_PostJson3 $http "https://x.example/v1/things" "application/json" $json]'),
        ("PUT", {"body": {"a": 1}}, 'set resp [CkHttp_PTextSb $http "PUT" "https://x.example/v1/things" $sbRequestBody "utf-8" "application/json" 0 0]'),
        ("POST", {"body": raw("<a>1</a>", "xml")}, 'set resp [CkHttp_PTextSb $http "POST" "https://x.example/v1/things" $sbRequestBody "utf-8" "application/xml" 0 0]'),
        (
            "POST",
            {"body": {"mode": "urlencoded", "urlencoded": [{"key": "a", "value": "b"}]}},
            'set resp [CkHttp_PostUrlEncoded $http "https://x.example/v1/things" $req]',
        ),
        (
            "POST",
            {"body": {"mode": "formdata", "formdata": [{"key": "a", "value": "b"}]}},
            'set resp [CkHttp_SynchronousRequest $http "x.example" 443 1 $req]',
        ),
    ],
)  # fmt: skip
def test_the_call_by_kind_of_request(method: str, said: Json, call: str) -> None:
    assert call in tcl(method, **said)


def test_a_leading_variable_is_its_address_or_an_example() -> None:
    made = item("A", path="{{url}}{{site}}/a/:id")
    assert "https://domain.com{{site}}/a/:id\n" in snippet(made, "curl")
    known = [{"key": "url", "value": "https://known.example"}]
    assert "https://known.example{{site}}/a/:id\n" in snippet(made, "curl", variable=known)
    unknown = [{"key": "url", "value": "no address"}]
    assert "https://domain.com{{site}}/a/:id\n" in snippet(made, "curl", variable=unknown)


def test_updates_one_by_one_in_the_order_of_the_document() -> None:
    body = '{"a": {"b": "x", "c": [1, {"d": null}, []]}, "e": {}, "f": 1.50, "g": 99999999999}'
    lines = tcl("PUT", body=raw(body, "json"))
    assert [line for line in lines if "_Update" in line] == [
        'CkJsonObject_UpdateString $json "a.b" "x"',
        'CkJsonObject_UpdateInt $json "a.c\\[0]" 1',
        'CkJsonObject_UpdateNull $json "a.c\\[1].d"',
        'CkJsonObject_UpdateNewArray $json "a.c\\[2]"',
        'CkJsonObject_UpdateNewObject $json "e"',
        'CkJsonObject_UpdateNumber $json "f" "1.50"',
        'CkJsonObject_UpdateNumber $json "g" "99999999999"',
    ]


def test_lists_are_read_after_the_plain_values_and_nested_loops_have_letters() -> None:
    answer = {"results": [{"taxes": [{"tax": "1"}], "at": "x"}], "count": 1}
    lines = tcl(answer=answer)
    start = lines.index("# What is in it, value by value:") + 2
    loops = [line for line in lines[start:] if line]
    assert loops[: loops.index("delete_CkHttp $http")] == [
        'set count [CkJsonObject_IntOf $jResp "count"]',
        "set i 0",
        'set count_i [CkJsonObject_SizeOfArray $jResp "results"]',
        "while {$i < $count_i} {",
        "    CkJsonObject_put_I $jResp $i",
        '    set at [CkJsonObject_stringOf $jResp "results\\[i].at"]',
        "    set j 0",
        '    set count_j [CkJsonObject_SizeOfArray $jResp "results\\[i].taxes"]',
        "    while {$j < $count_j} {",
        "        CkJsonObject_put_J $jResp $j",
        '        set tax [CkJsonObject_stringOf $jResp "results\\[i].taxes\\[j].tax"]',
        "        set j [expr $j + 1]",
        "    }",
        "    set i [expr $i + 1]",
        "}",
    ]


def test_more_loops_than_a_path_can_have_are_said() -> None:
    deep = {"a": [{"b": [{"c": [{"d": [{"e": "f"}]}]}]}]}
    text = "\n".join(tcl(answer=deep))
    assert "more lists in lists" in text
    assert "count_k" in text


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"id": "1", "account": {"id": "2"}}, {"id": "id", "account.id": "Id"}),
        (
            {"a": {"id": "1"}, "details": {"id": "2", "Created_By": {"id": "3"}}},
            {"a.id": "Id", "details.id": "detailsId", "details.Created_By.id": "Created_ById"},
        ),
        ({"owner": {"motif": {"color": "1"}, "x": "2"}, "b": {"color": "3"}},
         {"owner.motif.color": "Color", "owner.x": "X", "b.color": "bColor"}),
        (
            {"type": "1", "currency": "2", "key": {"type": "3", "url": "4"}, "url": "5"},
            {"type": "v_type", "currency": "v_currency", "key.type": "v_Type", "key.url": "v_Url",
             "url": "url"},
        ),
        ({"_postman_id": "1", "a-b": "2", "9": "3", "é": "4"},
         {"_postman_id": "v_postman_id", "a-b": "a_b", "9": "v_9", "é": "v_"}),
        ({"http": "1", "json": "2"}, {"http": "v_http", "json": "v_json"}),
        ({"a": [{"id": "1"}], "b": [{"id": "2"}]}, {"a[i].id": "id", "b[i].id": "id"}),
    ],
)  # fmt: skip
def test_names_of_variables(answer: object, expected: dict[str, str]) -> None:
    assert names(answer) == expected


def test_names_differ_by_more_than_case_where_a_language_has_none() -> None:
    answer = {"account": {"id": "1"}, "id": "2", "ID": "3"}
    assert names(answer, "chilkat-purebasic") == {
        "account.id": "accountId",
        "id": "id",
        "ID": "ID_",
    }


def test_types_differ_where_a_language_has_them() -> None:
    made = snippet(
        item("A", answers=answered({"a": [{"n": 1}], "b": [{"n": "x"}]})), "chilkat-purebasic"
    )
    assert "n.i" in made
    assert "bN.s" in made
    assert problems(made) == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_purebasic_is_well_formed(kind: object) -> None:
    entries = book(kinds_collection("https://x.example:8443/base"))
    (entry,) = [one for one in entries if one.located.item.name == kind.name]  # type: ignore[attr-defined]
    assert problems(show(entry, "chilkat-purebasic")) == []


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        ("http.i = CkHttp::ckCreate()\nProcedureReturn", "http is never disposed of"),
        ("CkHttp::ckDispose(http)\nProcedureReturn", "is no Http that is alive"),
        ('Debug "a\nProcedureReturn', "open quote"),
        ("If x = 1\nProcedureReturn", "EndIf is wanted"),
        ("x = 1\nProcedureReturn", "x is not declared"),
        ("x.i = 1\nX.i = 2\nProcedureReturn", "X is declared twice"),
        ("x.s = 1\nProcedureReturn", "x is .s and gets .i"),
        ("json.i = CkJsonObject::ckCreate()\nProcedureReturn", "is not included"),
    ],
)
def test_the_checker_of_purebasic_sees_what_is_broken(broken: str, problem: str) -> None:
    program = f'IncludeFile "CkHttp.pb"\nProcedure ChilkatExample()\n{broken}\nEndProcedure\n'
    assert any(problem in one for one in problems(program))


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "a.b", HOSTILE]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["id", "Id", "ID", "type", "a", "a-b", "a_b", "json", "i", "", "x.y", "9"]),
        inner,
    ),
    max_leaves=25,
)  # fmt: skip


@settings(max_examples=60)
@given(ANY_JSON, ANY_JSON, st.sampled_from(["GET", "POST", "PATCH"]))
def test_any_json_gives_programs_that_are_well_formed(
    sent: object, answer: object, method: str
) -> None:
    made = item("A", method, body=raw(json.dumps(sent), "json"), answers=answered(answer))
    (entry,) = book(collection(made))
    assert problems(show(entry, "chilkat-purebasic")) == []
    for language in ("python", "chilkat-python"):
        compile(show(entry, language), language, "exec")


def hostile() -> Json:
    answer = json.dumps({HOSTILE: HOSTILE, "list": [{HOSTILE: 1, "a": {HOSTILE: "x"}}]})
    request = item(
        HOSTILE,
        "PO'ST $(id)",
        "{{baseUrl}}/a/" + HOSTILE,
        body={HOSTILE: HOSTILE, "a": {"b": HOSTILE}},
        headers={HOSTILE: HOSTILE, "X-A": HOSTILE},
        answers=answered(answer),
        description=HOSTILE,
    )
    texts = [{"key": HOSTILE, "value": HOSTILE}]
    forms = [
        item("F", "POST", body={"mode": "urlencoded", "urlencoded": texts}),
        item("M", "POST", body={"mode": "formdata", "formdata": texts}),
        item("T", "POST", body=raw(HOSTILE, "text")),
        item("X", "POST", body=raw("<a b='{{x}}'>$x [y] {</a>", "xml")),
    ]
    auth = {"type": "basic", "basic": [{"key": "username", "value": HOSTILE}]}
    return collection(folder(HOSTILE, request, *forms), name=HOSTILE, auth=auth)


def test_hostile_text_stays_text(tmp_path: Path) -> None:
    programs: dict[str, list[Path]] = {}
    for number, entry in enumerate(book(hostile())):
        for name in LANGUAGES:
            text = show(entry, name)
            assert not set("\x1b\u202e\u2028\r") & set(text)
            file = tmp_path / f"{number}.{name}"
            file.write_text(text, encoding="utf-8")
            programs.setdefault(name, []).append(file)
            if name in {"chilkat-python", "python"}:
                compile(text, name, "exec")
    for file in programs["chilkat-purebasic"]:
        assert problems(file.read_text(encoding="utf-8")) == []
    if shutil.which("bash"):
        for file in programs["curl-sh"]:
            subprocess.run(["bash", "-n", str(file)], check=True)
            words = subprocess.run(
                ["bash", "-c", 'curl() { printf "%s\\0" "$@"; }; . "$1"', "bash", str(file)],
                capture_output=True,
                check=True,
            ).stdout.decode()
            assert words.count("\0") >= 4
            assert "uid=" not in words


@pytest.mark.skipif(shutil.which("tclsh") is None, reason="tclsh is not installed")
def test_hostile_tcl_runs_through(tmp_path: Path) -> None:
    files = []
    for number, entry in enumerate(book(hostile())):
        files.append(tmp_path / f"{number}.tcl")
        files[-1].write_text(show(entry, "chilkat-tcl"), encoding="utf-8")
    script = Path(__file__).parents[1] / "tools" / "snippets.tcl"
    done = subprocess.run(
        ["tclsh", str(script)],
        input="".join(f"{file}\n" for file in files),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == ""
