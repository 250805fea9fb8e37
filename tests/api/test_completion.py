"""Gaps in what is sent, filled from records with the same keys."""

from __future__ import annotations

from generator.api.model import Operation
from generator.inference.merge import merge
from generator.inference.types import (
    INTEGER,
    NULL,
    NUMBER,
    STRING,
    Array,
    Record,
    Ref,
    String,
    Type,
)
from tests.helpers.collections import Json, answer, collection, item
from tests.helpers.packages import api, operations

BOOK = {"title": "A", "pages": 10, "isbn": "B"}


def sent(*nodes: Json) -> dict[str, Type]:
    """The types of the fields of the body of `Create`."""
    found = {op.title: op for op in operations(collection(*nodes)).values()}
    return fields(found["Create"])


def fields(operation: Operation) -> dict[str, Type]:
    assert operation.body is not None
    type_ = operation.body.type
    assert isinstance(type_, Record)
    return {field.name: field.type for field in type_.fields}


def create(**other: object) -> Json:
    return item("Create", "POST", "/books", body={**BOOK, **other})


def replace(**other: object) -> Json:
    return item("Replace", "PUT", "/books/:id", body={**BOOK, **other})


def test_null_is_what_other_requests_send_there() -> None:
    assert sent(create(isbn=None), replace())["isbn"] == merge(STRING, NULL)


def test_null_in_another_request_may_be_sent_here() -> None:
    assert sent(create(), replace(isbn=None))["isbn"] == merge(STRING, NULL)


def test_what_is_answered_counts() -> None:
    answers = [answer(BOOK), answer({**BOOK, "isbn": None})]
    node = item("Get", path="/books/:id", answers=answers)
    assert sent(create(), node)["isbn"] == merge(STRING, NULL)
    node = item("Get", path="/books/:id", answers=[answer(BOOK)])
    assert sent(create(isbn=None), node)["isbn"] == merge(STRING, NULL)


def test_errors_do_not_count() -> None:
    answers = [answer(BOOK, 404), answer({**BOOK, "isbn": None}, 404)]
    node = item("Get", path="/books/:id", answers=answers)
    assert sent(create(), node)["isbn"] == STRING


def test_a_whole_number_widens() -> None:
    assert sent(create(), replace(pages=1.5))["pages"] == NUMBER


def test_a_format_stays() -> None:
    found = sent(create(isbn="2024-01-31"), replace(isbn=""))
    assert found["isbn"] == String("date")
    found = sent(create(isbn="2024-01-31"), replace(isbn=None))
    assert found["isbn"] == merge(String("date"), NULL)


def test_other_kinds_stay_what_they_are() -> None:
    assert sent(create(), replace(pages="ten"))["pages"] == INTEGER


def test_other_keys_are_another_thing() -> None:
    assert sent(create(isbn=None), replace(price=1))["isbn"] == NULL


def test_an_empty_list_has_the_records_of_others() -> None:
    shelf = {"name": "A", "place": "B", "books": [BOOK]}
    create = item("Create", "POST", "/rooms", body={"shelf": {**shelf, "books": []}})
    known = item("Get", path="/shelves/:id", answers=[answer({"shelf": shelf})])
    models = {model.name: model for model in api(collection(create, known)).models}
    inputs = [model for model in models.values() if model.role == "input"]
    (books,) = (f.type for model in inputs for f in model.record.fields if f.name == "books")
    assert isinstance(books, Array)
    assert isinstance(books.items, Ref)
    assert models[books.items.name].record.order == tuple(BOOK)


def things(key: str) -> Json:
    """Three records of the same keys; one has null where the others differ in their order."""
    one, other = ({f"{key}{sign}": 1 for sign in order} for order in ("xyz", "yzx"))
    return collection(
        item("Ask", path="/a", answers=[answer(wrapped(None))]),
        item("Buy", path="/b", answers=[answer(wrapped(one))]),
        item("Count", path="/c", answers=[answer(wrapped(other)), answer(wrapped(None), name="2")]),
    )


def wrapped(inner: object) -> Json:
    return {"data": {"id": 1, "name": "a", "size": 2, "inner": inner}}


def given(key: str) -> list[str]:
    """The order of the keys that fill the gap."""
    orders = [
        model.record.order for model in api(things(key)).models if len(model.record.order) == 3
    ]
    return ["".join(key[-1] for key in order) for order in orders]


def test_which_of_equal_records_fills_a_gap_is_no_matter_of_hashes() -> None:
    # In each process the hashes of texts are others: those of other texts do as well.
    found = {key: given(key) for key in ("", "a", "b", "c", "d", "e", "f", "g", "h", "i")}
    assert len(set(map(tuple, found.values()))) == 1, found
