"""The promises for hostile input: text stays text, secrets stay out, the rest is generated."""

from __future__ import annotations

import ast
import json
import keyword
import warnings
from collections import Counter
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.diagnostics import InputError
from generator.pipeline import read
from tests.helpers.collections import Json, answer, collection, folder, item
from tests.helpers.packages import describe, files, run, run_bytes, unformatted


def hostile(text: str) -> Json:
    """A collection with a text in every place where one can stand."""
    url_text = "".join(sign for sign in text if sign not in "{}:/?#&=%\\")
    body = {text: {"inner": text, text: [{text: 1}]}}
    first = item(
        text,
        "POST",
        f"/a/{url_text}/:id",
        body=body,
        variables=[{"key": "id", "value": text, "description": text}],
        query=[{"key": text, "value": text, "description": text}],
        headers=[{"key": "X-Trace", "value": text, "description": text}],
        description=text,
        answers=[
            answer({text: {text: [{"inner": text}]}, "plain": text}, 200, text),
            answer([{text: text}], 400, text, status=text),
            answer(text=text, code=500),
        ],
    )
    form = {"mode": "formdata", "formdata": [{"key": text, "value": text, "description": text}]}
    graphql = {"query": text, "variables": json.dumps({text: text}), "operationName": text}
    return collection(
        folder(
            text,
            first,
            item("Send form", "POST", "/b", body=form),
            item("Send text", "POST", "/c", body={"mode": "raw", "raw": text}),
            item("Ask", "POST", "/d", body={"mode": "graphql", "graphql": graphql}),
            description=text,
        ),
        item("At the root", path="{{other}}/e", description=text),
        name=text,
        description=text,
        variable=[{"key": "other", "value": text, "description": text}],
        auth={
            "type": "apikey",
            # In the query, where any name is one; not every text is a header's name.
            "apikey": [
                {"key": "key", "value": text},
                {"key": "value", "value": "{{apiKey}}"},
                {"key": "in", "value": "query"},
            ],
        },
    )


def trees(made: Mapping[str, str]) -> dict[str, ast.Module]:
    """The syntax trees of all modules; what only compiles with a warning fails."""
    found = {}
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path, text in made.items():
            if path.endswith(".py"):
                found[path] = ast.parse(text, path)
            elif path.endswith(".json"):
                json.loads(text)
    return found


def names(tree: ast.AST) -> set[str]:
    """Every identifier of a module."""
    return {
        value
        for node in ast.walk(tree)
        for name, value in ast.iter_fields(node)
        if name in {"id", "attr", "name", "arg", "asname"} and isinstance(value, str)
    }


def shape(made: Mapping[str, str]) -> tuple[Counter[str], set[str]]:
    """The statements of the code, by kind; and what it imports from outside and calls.

    Expressions are left aside: a text that cannot be a header's value is no default.
    """
    statements: Counter[str] = Counter()
    used: set[str] = set()
    for tree in trees(made).values():
        for node in ast.walk(tree):
            match node:
                case ast.Import() | ast.ImportFrom(level=0):
                    used |= {f"import {alias.name}" for alias in node.names}
                case ast.ImportFrom():
                    pass
                case ast.stmt():
                    statements[type(node).__name__] += 1
                case ast.Call():
                    called = ast.unparse(node.func)
                    if called == "Operation" or not (
                        called[:1].isupper() or called.startswith("client.")
                    ):
                        used.add(called)
    return statements, used


def generated(text: str) -> dict[str, str]:
    with unformatted():
        return files(run(hostile(text)))


HARMLESS = "harmless zq-"
SHAPE = shape(generated(HARMLESS))
# A key that holds a variable is data: its object is a map, and no class.
VARIABLE_SHAPE = shape(generated(f"{{{{{HARMLESS}"))


def check(text: str) -> None:
    made = generated(text)
    statements, used = shape(made)
    expected = VARIABLE_SHAPE if "{{" in text else SHAPE
    assert statements == expected[0]
    assert used <= expected[1]
    for tree in trees(made).values():
        for name in names(tree):
            assert name.replace(".", "").isidentifier()
            assert name.isascii()
            assert not keyword.iskeyword(name)
    for path in made:
        assert not PurePosixPath(path).is_absolute()
        assert ".." not in PurePosixPath(path).parts


NASTY = (
    *('"', '"""', "'''", "\\", '\\"""', "\n", "\r\n", "\x00", "\x1b[31m", "\u2028", "\u202e"),
    *("{{", "}}", "{{x}}", "{% raw %}", "{# x #}", "{{ package.name }}", "%s", "{0}", "\\N{DASH}"),
    *("# type: ignore", "\\x", "\\u12", "\ud800", "🎉", "../../etc/passwd", "con", "\ufeff"),
    *('"""\nimport os\n"""', "'); os.system('x') #", "x=__import__('os'), y", "*/ //"),
)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_text_stays_text(text: str) -> None:
    # The rest keeps it from being a plain name, which would look another way.
    check(f"{text} zq-")
    check(f"zq -{text}")
    check(f"zq{text}-zq")


@settings(max_examples=25)
@given(st.text(max_size=20))
@example("\r")
def test_any_text_stays_text(text: str) -> None:
    check(f"zq {text}-")


@settings(max_examples=25)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    (
                        *("info", "item", "name", "request", "url", "raw", "query", "key", "value"),
                        *("header", "body", "mode", "response", "code", "auth", "type", "variable"),
                    )
                ),
                inner,
                max_size=5,
            )
        ),
        max_leaves=25,
    )
)
def test_any_json_is_read_or_refused(value: Any) -> None:
    """Whatever is in a collection: a client, or one InputError."""
    for root in (value, {"info": {"name": "x"}, "item": [value, item("Good")]}):
        try:
            with unformatted():
                made = run_bytes(json.dumps(root).encode())
        except InputError:
            continue
        trees(files(made))


def test_a_bad_item_is_left_out_and_reported() -> None:
    broken: list[Any] = [7, "x", None, {"name": "no request"}, {"name": "x", "request": 5}]
    found, diagnostics = describe(
        collection(item("Good"), folder("Bad", *broken), item("Fine", path="/fine"))
    )
    assert {operation.name for operation in found.operations()} >= {"good", "fine"}
    assert any(diagnostic.where.startswith("Bad") for diagnostic in diagnostics)


SECRET = "sk_live_4eC39HqLyjWDarjtT1zdp7dc"  # noqa: S105  (made up, in a well-known form)


def test_secrets_stay_out() -> None:
    bearer = {"Authorization": f"Bearer {SECRET}"}
    made = collection(
        item(
            "Log in",
            "POST",
            "/login",
            body={"password": SECRET},
            headers=bearer,
            query=[{"key": "api_key", "value": SECRET}],
            description=f"Use {SECRET}.",
            answers=[answer({"access_token": SECRET}, originalRequest=item("x")["request"])],
        ),
        variable=[{"key": "token", "value": SECRET, "type": "secret"}],
        auth={"type": "bearer", "bearer": [{"key": "token", "value": SECRET}]},
        event=[{"listen": "test", "script": {"exec": [f"pm.expect('{SECRET}')"]}}],
    )
    with unformatted():
        result = run(made)
    said = [str(diagnostic) for diagnostic in result.diagnostics]
    assert not [path for path, text in files(result).items() if SECRET in text]
    assert not [text for text in said if SECRET in text]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"item": ' * 50_000, id="deep items"),
        pytest.param(b"\xff\xfe\x00", id="no text"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_refused_in_one_line(data: bytes) -> None:
    with pytest.raises(InputError) as raised:
        read(data)
    said = str(raised.value)
    assert said.isprintable()
    assert len(said) < 500


def test_deep_folders_and_deep_answers() -> None:
    nested = '{"a": [' * 2000 + "1" + "]}" * 2000
    body = {"mode": "raw", "raw": nested}
    inner = item("Deep", "POST", "/deep", answers=[answer(text=nested)], body=body)
    for level in range(300):
        inner = folder(f"F{level}", inner)
    with unformatted():
        trees(files(run(collection(inner))))


def test_many_of_one_name() -> None:
    items = [item("Get", path=f"/things/{n}") for n in range(300)]
    found, _ = describe(collection(folder("Things", *items), *items))
    assert len({operation.id for operation in found.operations()}) == 600
