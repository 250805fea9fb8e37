"""An update of a collection changes what it is about, and nothing else.

`make churn` does the same over a folder of collections.
"""

import pytest

from tests.helpers.collections import answer, collection, folder, item, sample
from tests.helpers.packages import api, files, lock_of, run, unformatted
from tests.tools.churn import updates
from tests.tools.churn_kinds import KINDS, Json

# The larger sample takes a second an update.
SOME = ("rename_folder", "add_item", "move_item", "remove_field", "remove_folder")


@pytest.mark.parametrize(("name", "kinds"), [("belvo", ()), ("library", SOME)])
def test_updates_of_the_samples(name: str, kinds: tuple[str, ...]) -> None:
    wanted = kinds or [kind.__name__ for kind in KINDS]
    done = dict(updates(sample(name), wanted, name))
    assert len(done) >= len(wanted) - 2
    assert all(tally.own for tally in done.values())
    assert [place for tally in done.values() for place in tally.places] == []


LINK = {"id": 1, "token": "a", "status": "valid"}


def links(*, first: Json = LINK, second: Json = LINK) -> Json:
    return collection(
        folder("Links", item("Get a link", "GET", "/links/:id", answers=[answer(first)])),
        folder("Owners", item("Get link of owner", "GET", "/owner", answers=[answer(second)])),
        folder("Tokens", item("Make a token", "POST", "/tokens", answers=[answer({"t": LINK})])),
    )


def models(collection: Json, before: Json) -> dict[str, str | None]:
    """The models and their homes, with the lock that another collection gave."""
    with unformatted():
        lock = lock_of(run(before))
    return {
        model.name: ".".join(model.home) if model.home is not None else None
        for model in api(collection, lock).models
    }


def test_the_others_keep_a_model_that_one_leaves() -> None:
    assert "Link" in models(links(), links())
    changed = links(first={**LINK, "expires": 3})
    found = models(changed, links())
    assert len(found) == len(models(links(), links())) + 1
    with unformatted():
        lock = lock_of(run(links()))
        before, after = files(run(links())), files(run(changed, lock))
    for path in ("resources/owners.py", "aio/owners.py", "resources/tokens.py"):
        assert before[path] == after[path]


def test_all_together_keep_the_name() -> None:
    more = {**LINK, "expires": 3}
    before = links()
    after = links(first=more, second=more)
    after["item"][2]["item"][0]["response"] = [answer({"t": more})]
    assert models(after, before) == models(before, before)


def test_a_model_stays_where_it_is() -> None:
    alone = collection(
        folder("Links", item("Get a link", "GET", "/links/:id", answers=[answer(LINK)])),
        folder("Owners", item("Get owner", "GET", "/owner", answers=[answer({"name": "b"})])),
    )
    assert models(alone, alone)["Link"] == "links"
    shared = collection(
        *alone["item"],
        folder("Tokens", item("Show link", "GET", "/tokens/:id", answers=[answer(LINK)])),
    )
    assert models(shared, alone)["Link"] == "links"
    assert models(shared, shared)["Link"] is None
    assert models(alone, shared)["Link"] is None


def test_modules_never_import_each_other() -> None:
    other = {"name": "b", "size": 2, "age": 4}
    before = collection(
        folder("A", item("Get x", "GET", "/x", answers=[answer({"own": LINK, "n": 1})])),
        folder("B", item("Get y", "GET", "/y", answers=[answer({"own": other, "m": 1})])),
    )
    after = collection(
        folder(
            "A", item("Get x", "GET", "/x", answers=[answer({"own": LINK, "n": 1, "z": other})])
        ),
        folder(
            "B", item("Get y", "GET", "/y", answers=[answer({"own": other, "m": 1, "z": LINK})])
        ),
    )
    assert set(models(before, before).values()) == {"a", "b"}
    found = models(after, before)
    needs = {name: home for name, home in found.items() if home is None}
    assert len(needs) == 2


def test_another_answer_changes_no_required_field() -> None:
    before = collection(
        item("Get a link", "GET", "/links/:id", answers=[answer(LINK)]),
        name="Acme",
    )
    after = collection(
        *before["item"],
        item("Find", "GET", "/find", answers=[answer({"id": 2, "status": "new"})]),
    )
    with unformatted():
        lock = lock_of(run(before))
        code = files(run(after, lock))["models/root.py"]
    assert "    token: str\n" in code
    with unformatted():
        anew = files(run(after))["models/root.py"]
    assert "    token: str | None = None\n" in anew


def test_an_own_sample_does() -> None:
    before = links()
    after = links()
    after["item"][0]["item"][0]["response"].append(
        answer({"id": 2, "status": "new"}, name="another")
    )
    assert models(after, before) == models(before, before)
    with unformatted():
        lock = lock_of(run(before))
        texts = files(run(after, lock))
    assert any("    token: str | None = None\n" in text for text in texts.values())
