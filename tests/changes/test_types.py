"""Whether one annotation fits another's place: what mypy would say, without mypy."""

from __future__ import annotations

import pytest

from generator.changes.types import Classes, fits, parse

KEYS = frozenset({("name", "str"), ("rank", "int")})
CLASSES = Classes(
    frozenset({"Link", "Account"}),
    {
        "LinkInput": KEYS,
        "SameInput": KEYS,
        "LessInput": KEYS - {("rank", "int")},
        "NeedsInput": KEYS ^ {("rank", "int"), ("rank", "Required[int]")},
        "OuterInput": frozenset({("link", "Sequence[LinkInput | Model]")}),
        "SameOuterInput": frozenset({("link", "Sequence[SameInput | Model]")}),
        "LessOuterInput": frozenset({("link", "Sequence[LessInput | Model]")}),
        "WiderOuterInput": frozenset({("link", "Sequence[LinkInput | Model] | None")}),
    },
)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("bool", "int"),
        ("int", "float"),
        ("int", "int | None"),
        ("dt.datetime", "dt.date"),
        ("UUID | str", "Id"),
        ("Literal['a']", "Literal['a', 'b']"),
        ("Literal['a', 1]", "str | int"),
        ("list[int]", "Sequence[int | None]"),
        ("list[str]", "Sequence[str]"),
        ("dict[str, int]", "Mapping[str, float]"),
        ("Link", "Model"),
        ("LinkInput | Model", "JsonInput"),
        ("LinkInput", "Mapping[str, object]"),
        ("dict[str, JsonValue] | None", "JsonValue"),
        ("JsonValue", "JsonInput"),
        ("Link", "object"),
    ],
)
def test_narrower_fits_and_wider_does_not(source: str, target: str) -> None:
    assert fits(parse(source), parse(target), CLASSES)
    assert not fits(parse(target), parse(source), CLASSES)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("'list[Link]'", "list[Link]"),
        ("Link", "Any"),
        ("int | str", "str | int"),
        ("Id", "str | int | UUID"),
        ("list[int | str]", "list[str | int]"),
        ("Sequence[LinkInput | Model]", "Sequence[SameInput | Model]"),
        ("OuterInput | Model", "SameOuterInput | Model"),
    ],
)
def test_the_same_fits_either_way(source: str, target: str) -> None:
    assert fits(parse(source), parse(target), CLASSES)
    assert fits(parse(target), parse(source), CLASSES)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("list[int]", "list[int | None]"),
        ("dict[str, str]", "JsonValue"),
        ("Link", "Account"),
        ("Link", "LinkInput"),
        ("LinkInput", "LessInput"),
        ("LessInput", "LinkInput"),
        ("LinkInput", "NeedsInput"),
        ("NeedsInput", "LinkInput"),
        ("OuterInput", "LessOuterInput"),
        ("OuterInput", "WiderOuterInput"),
        ("JsonValue", "str"),
        ("str", "Literal['a']"),
        ("list[Link]", "Link"),
        ("Sequence[str]", "list[str]"),
    ],
)
def test_others_do_not_fit(source: str, target: str) -> None:
    assert not fits(parse(source), parse(target), CLASSES)
