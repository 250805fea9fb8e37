"""Bodies: JSON, forms, multipart forms, files."""

import datetime as dt
import io
import json
from contextlib import ExitStack
from decimal import Decimal
from email import message_from_bytes
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

runtime = import_module("client_runtime")
body = import_module("client_runtime.body")
models = import_module("client_runtime.models")
File, OMIT = runtime.File, runtime.OMIT

Json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)  # fmt: skip


class Colour(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "null"),
        ("ü", '"ü"'),
        (
            {"a": OMIT, "b": {"c": OMIT}, "d": [{"e": OMIT}], "f": None},
            '{"b":{},"d":[{}],"f":null}',
        ),
        ((1, True, 1.5), "[1,true,1.5]"),
        ({1: "a"}, '{"1":"a"}'),
        (Colour.RED, '"red"'),
        (UUID(int=1), '"00000000-0000-0000-0000-000000000001"'),
        (dt.datetime(2022, 2, 9, tzinfo=dt.UTC), '"2022-02-09T00:00:00Z"'),
        (dt.date(2022, 2, 9), '"2022-02-09"'),
        (dt.time(8, 5), '"08:05:00"'),
        (Decimal("5.00"), "5"),
        (Decimal("0.1"), "0.1"),
    ],
)
def test_json(value: object, text: str) -> None:
    made = body.json_body(value)
    assert made.content.decode() == text
    assert made.content_type == "application/json"


@given(Json)
def test_json_is_sent_as_it_is(value: object) -> None:
    assert json.loads(body.json_body(value).content) == value


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        b"x",
        {1, 2},
        object(),
        OMIT,
        [OMIT],
        Decimal("0.1234567890123456789"),
    ],
)
def test_no_json(value: object) -> None:
    with pytest.raises((TypeError, ValueError)):
        body.json_body(value)


def test_a_model_is_sent_back_as_it_came(shop: ModuleType) -> None:
    link = import_module("shop.models.links").Link
    saved = {"id": str(UUID(int=1)), "createdAt": "2022-02-09T08:45:50Z", "account": None, "x": [1]}
    received = link.model_validate_json(json.dumps(saved))
    assert json.loads(body.json_body({"link": received}).content) == {"link": saved}


def test_a_form() -> None:
    made = body.form_body({"a": "x y", "b": ["ü", True], "c": None, "d": OMIT})
    assert made.content == b"a=x%20y&b=%C3%BC&b=true&c="
    assert made.content_type == "application/x-www-form-urlencoded"
    assert body.form_body({"a": "b"}, "text/plain").content_type == "text/plain"
    assert body.form_body({"d": OMIT}) == body.Body()


def _multipart(fields: dict[str, Any]) -> list[tuple[str, str]]:
    """The heads and texts of the parts that are sent."""
    with ExitStack() as opened:
        made = body.multipart_body(fields, None, opened)
        content = b"".join(made.content).decode()
        assert made.content.length == len(content.encode())
    boundary = made.content_type.removeprefix("multipart/form-data; boundary=")
    parts = [part.strip("\r\n").partition("\r\n\r\n") for part in content.split(f"--{boundary}")]
    return [(head.partition("form-data; ")[2], text) for head, _, text in parts[1:-1]]


def test_a_multipart_form_keeps_its_order(tmp_path: Path) -> None:
    path = tmp_path / "b.png"
    path.write_bytes(b"from a path")
    opened = io.BytesIO(b"opened")
    assert _multipart(
        {
            "file": path,
            "text": "x",
            "left out": OMIT,
            "number": 1.5,
            "empty": None,
            "several": ["a", b"bytes", opened],
            "named": File(b"n", name="n.csv", content_type="text/x"),
            "path": File(path, name="other.png"),
            "part": File("{}", content_type="application/json"),
            "not chosen": File(b"", name=""),
            'a "name"\r\n': "x",
        }
    ) == [
        ('name="file"; filename="b.png"\r\nContent-Type: image/png', "from a path"),
        ('name="text"', "x"),
        ('name="number"', "1.5"),
        ('name="empty"', ""),
        ('name="several"', "a"),
        ('name="several"; filename="upload"\r\nContent-Type: application/octet-stream', "bytes"),
        ('name="several"; filename="upload"\r\nContent-Type: application/octet-stream', "opened"),
        ('name="named"; filename="n.csv"\r\nContent-Type: text/x', "n"),
        ('name="path"; filename="other.png"\r\nContent-Type: image/png', "from a path"),
        ('name="part"\r\nContent-Type: application/json', "{}"),
        ('name="not chosen"; filename=""', ""),
        ('name="a %22name%22%0D%0A"', "x"),
    ]


def test_a_multipart_form_of_nothing_is_no_body() -> None:
    assert body.multipart_body({"a": OMIT}, None, ExitStack()) == body.Body()


@pytest.mark.parametrize(
    ("said", "is_kept"),
    [
        ('multipart/form-data; boundary="a b"', True),
        ("multipart/related; boundary=abc; x=1", True),
        ("multipart/form-data", False),
        (None, False),
    ],
)
def test_a_boundary_that_is_given_is_kept(said: str | None, is_kept: bool) -> None:
    made = body.multipart_body({"a": "1"}, said, ExitStack())
    assert (made.content_type == said) is is_kept
    head = f"Content-Type: {made.content_type}\r\n\r\n".encode()
    (part,) = message_from_bytes(head + b"".join(made.content)).get_payload()
    assert part.get_payload() == "1"


def test_a_content_type_of_a_part_ends_no_header() -> None:
    with pytest.raises(ValueError, match="control characters"):
        _multipart({"a": File(b"", content_type="text/x\r\nX: y")})


class Pipe(io.BytesIO):
    """A file that can be read once only."""

    def seekable(self) -> bool:
        return False


@pytest.mark.parametrize(
    ("file", "is_repeatable"), [(b"a", True), (io.BytesIO(b"a"), True), (Pipe(b"a"), False)]
)
def test_what_can_be_sent_twice(file: Any, is_repeatable: bool) -> None:
    with ExitStack() as opened:
        assert body.multipart_body({"file": file}, None, opened).is_repeatable is is_repeatable
        assert body.content_body(file, None, opened).is_repeatable is is_repeatable


def test_a_file_is_sent_from_where_it_stands_each_time() -> None:
    file = io.BytesIO(b"skipped sent")
    file.seek(8)
    stream = body.content_body(file, None, ExitStack()).content
    assert (stream.length, b"".join(stream), b"".join(stream)) == (4, b"sent", b"sent")


def test_a_pipe_is_not_sent_twice() -> None:
    stream = body.content_body(Pipe(b"abc"), None, ExitStack()).content
    assert (stream.length, b"".join(stream)) == (None, b"abc")
    with pytest.raises(httpx2.StreamConsumed):
        b"".join(stream)


def test_paths_are_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"abc")
    with ExitStack() as opened:
        stream = body.content_body(path, None, opened).content
        assert b"".join(stream) == b"abc"
    with pytest.raises(ValueError, match="closed"):
        b"".join(stream)


def test_dynamic_members() -> None:
    number = runtime.Dynamic("1{{$randomInt}}", is_json=True)
    made = json.loads(body.json_body({"a": [runtime.Dynamic("{{$guid}}")], "b": number}).content)
    assert UUID(made["a"][0]).version == 4
    assert isinstance(made["b"], int)


@pytest.mark.parametrize("value", [1, None, ["a"], io.StringIO("text")])
def test_no_content(value: object) -> None:
    with pytest.raises(TypeError):
        body.content_body(value, None, ExitStack())


def test_content_type_of_a_whole_body() -> None:
    typed = File(b"a", content_type="text/csv")
    assert body.content_body(typed, "text/plain", ExitStack()).content_type == "text/csv"
    assert body.content_body("a", "text/plain", ExitStack()).content_type == "text/plain"
    named = File(b"a", name="a.png")
    assert body.content_body(named, None, ExitStack()).content_type == "image/png"
    assert body.content_body(b"a", None, ExitStack()).content_type == "application/octet-stream"


def test_a_file_does_not_show_its_content() -> None:
    assert repr(File(b"secret", name="a")) == "File(name='a', content_type=None)"
