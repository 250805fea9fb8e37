"""One object for each type: nothing else about a type changes."""

from __future__ import annotations

import copy

from hypothesis import example, given

from generator.inference.interning import Interner
from generator.inference.observe import Observer, observe
from generator.inference.types import INTEGER, STRING, Field, Type, record
from tests.helpers.strategies import json_values, types


@given(types, types)
def test_kept_types_are_the_same_and_one_object(first: Type, second: Type) -> None:
    interner = Interner()
    kept = [interner.intern(copy.deepcopy(type_)) for type_ in (first, second, first)]
    assert list(map(repr, kept)) == list(map(repr, (first, second, first)))
    assert kept[0] is kept[2]


def test_the_order_of_keys_tells_types_apart() -> None:
    interner = Interner()
    one, other = Field("a", INTEGER), Field("b", STRING)
    first, second = interner.intern(record([one, other])), interner.intern(record([other, one]))
    assert first == second
    assert first is not second


@given(json_values, json_values)
@example("<integer,null>", None)
def test_an_observer_sees_what_one_look_sees(first: object, second: object) -> None:
    observer = Observer()
    seen = [observer.observe(value) for value in (first, [second, first], first)]
    assert seen[0] is seen[2]
    assert repr(seen[0]) == repr(observe(first))
    assert repr(seen[1]) == repr(observe([second, first]))
