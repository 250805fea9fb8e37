"""What stands for a secret stays, whatever comes and goes beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest

from generator.postman.collection import Item
from generator.postman.secrets import Redaction, redaction, with_names
from generator.postman.shapes import Spot
from generator.postman.stand_ins import entries_of, pinned_stand_ins, renamed
from generator.postman.v2 import read_v2
from tests.helpers.collections import Json, collection, folder, item

# Made up, and put together here so that scanners of repositories do not take them for real.
FIRST = "Tr0ub4dor-" + "made-up-7731"
SECOND = "n0t-th3-same-" + "made-up-42"


def logs_in(title: str, password: object) -> Json:
    """A request that sends a password."""
    return item(title, "POST", f"/{title}", body={"password": password})


def of(*children: Json, **more: object) -> Redaction:
    return redaction(read_v2(collection(*children, **more), Spot()))


def lock_of(done: Redaction, pinned: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the lock has of the stand-ins of a run, read back."""
    entries = entries_of(done.stand_ins, pinned or {})
    return pinned_stand_ins({(kind, identity): name for kind, identity, name in entries})


def texts(done: Redaction) -> dict[str, str]:
    """What is sent for a password, by the title of the item."""
    return {
        child.name: str(json.loads(child.request.body.raw)["password"])
        for child in done.collection.children
        if isinstance(child, Item) and child.request.body
    }


def test_the_first_keeps_its_name_when_a_second_comes() -> None:
    before = of(logs_in("b", FIRST))
    assert texts(before) == {"b": "redacted-password"}
    after = of(logs_in("a", SECOND), logs_in("b", FIRST))
    assert texts(after) == {"a": "redacted-password-a", "b": "redacted-password-b"}
    kept = with_names(after, lock_of(before))
    assert texts(kept) == {"a": "redacted-password-a", "b": "redacted-password"}


def test_it_is_known_by_another_place_when_the_one_that_named_it_goes() -> None:
    both = (logs_in("a", SECOND), logs_in("b", FIRST), logs_in("c", FIRST))
    before = of(*both)
    assert texts(before)["c"] == "redacted-password-b"
    after = of(both[0], both[2])
    assert texts(after)["c"] == "redacted-password-c"
    assert texts(with_names(after, lock_of(before)))["c"] == "redacted-password-b"


def test_another_value_in_its_place_has_its_name() -> None:
    before = with_names(
        of(logs_in("a", SECOND), logs_in("b", FIRST)), lock_of(of(logs_in("b", FIRST)))
    )
    assert texts(before)["b"] == "redacted-password"
    after = of(logs_in("a", SECOND), logs_in("b", FIRST + "-anew"))
    assert texts(with_names(after, lock_of(before))) == texts(before)


def test_numbers_are_kept_too() -> None:
    before = of(logs_in("b", 48151623))
    assert texts(before) == {"b": "900000000"}
    after = of(logs_in("a", 42108108), logs_in("b", 48151623))
    assert texts(after) == {"a": "900000000", "b": "900000001"}
    assert texts(with_names(after, lock_of(before))) == {"a": "900000001", "b": "900000000"}


def test_what_was_a_secret_stays_one() -> None:
    """Only the authentication tells that the variable is secret; then it is gone."""
    variable = [{"key": "account", "value": FIRST}]
    auth = {"type": "basic", "basic": [{"key": "username", "value": "{{account}}"}]}
    shown = item("a", "GET", "/a")
    used = item("b", "GET", "/b")
    used["request"]["auth"] = auth
    before = of(shown, used, variable=variable)
    after = of(shown, variable=variable)
    assert before.collection.variables[0].value == "redacted-account"
    assert after.collection.variables[0].value == FIRST
    assert with_names(after, lock_of(before)).collection.variables[0].value == "redacted-account"


def test_the_order_is_nothing() -> None:
    children = [logs_in("a", FIRST), logs_in("b", SECOND), folder("F", logs_in("a", SECOND))]
    there, back = of(*children), of(*reversed(children))
    assert lock_of(there) == lock_of(back)
    pinned = lock_of(of(children[1]))
    assert lock_of(with_names(there, pinned)) == lock_of(with_names(back, pinned))


def test_the_lock_is_still() -> None:
    titles = "abcdef"
    before = of(*(logs_in(title, FIRST) for title in titles))
    pinned = lock_of(before)
    assert 1 < len(pinned) < len(titles)
    again = with_names(of(*(logs_in(title, FIRST) for title in "0" + titles)), pinned)
    assert lock_of(again, pinned) == pinned


@pytest.mark.parametrize(
    "name", ["x", "import_os", "redacted", "n900", "Redacted_x", "n9000000001"]
)
def test_no_other_name_comes_out_of_a_lock(name: str) -> None:
    assert pinned_stand_ins({("secret", '["a","password"]'): name}) == {}


@pytest.mark.parametrize("identity", ["", "[", "[]", "[1]", "{}", "null", '"a"', "[" * 9999])
def test_a_lock_may_hold_anything(identity: str) -> None:
    done = of(logs_in("a", FIRST))
    assert with_names(done, {identity: "redacted-x"}) == done


def test_what_follows_a_stand_in_stays() -> None:
    names = {"redacted-a": "redacted-z", "redacted-z": "redacted-a", "900000001": "900000002"}
    said = "redacted-a, redacted-z-1, redacted-b-a, unredacted-a, 900000001, 1.900000001"
    assert renamed(said, names) == (
        "redacted-z, redacted-a-1, redacted-b-a, unredacted-a, 900000002, 1.900000001"
    )
