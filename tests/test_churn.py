"""An update of a collection changes what it is about, and nothing else.

`make churn` does the same over a folder of collections.
"""

import copy
import json

import pytest

from generator.api.model_pins import keys_digest
from generator.api.remembered import Remembered
from tests.helpers.collections import answer, collection, folder, item, sample
from tests.helpers.packages import api, files, lock_of, run, unformatted
from tests.tools.churn import outputs, updates
from tests.tools.churn_belongs import Allowed, count
from tests.tools.churn_kinds import KINDS, Json
from tests.tools.churn_lines import Output, cut

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


def notes(*, first: Json, second: Json) -> Json:
    """Two operations that send and are answered with records."""
    return collection(
        item("Add a note", "POST", "/notes", body=first, answers=[answer(first)]),
        item("Add a memo", "POST", "/memos", body=second, answers=[answer(second)]),
    )


def test_what_another_record_taught_is_not_unlearned() -> None:
    """The memo's text may be null, since a note's was; its number is known from the note."""
    note = {"id": 1, "text": None, "size": 2, "when": "2031-01-01"}
    memo = {"id": 2, "text": "b", "size": None, "when": "soon"}
    before = notes(first=note, second=memo)
    after = notes(first={**note, "more": True}, second=memo)
    with unformatted():
        old = run(before)
        lock = lock_of(old)
        kept, anew = files(run(after, lock)), files(run(after))
    learned = {key: name for (kind, key), name in lock.names.items() if kind == "learned"}
    assert len(learned) == 5
    assert model(kept["models/root.py"], "Memo") == model(files(old)["models/root.py"], "Memo")
    assert model(anew["models/root.py"], "Memo") != model(files(old)["models/root.py"], "Memo")
    assert "size: int | None" in model(kept["models/root.py"], "Memo")
    signature = kept["client.py"].partition("def add_memo(")[2].partition("->")[0]
    assert signature == files(old)["client.py"].partition("def add_memo(")[2].partition("->")[0]
    assert "size: int | None | Omit" in signature
    with unformatted():
        alone = lock_of(run(notes(first={"x": 1}, second={"y": 1}), lock))
    assert not [kind for kind, _ in alone.names if kind == "learned"]


def model(text: str, name: str) -> str:
    return text.partition(f"class {name}(")[2].partition("class ")[0]


@pytest.mark.parametrize("code", ["null", "string_date_time", "integer_or_null"])
def test_what_is_learned_is_read_back(code: str) -> None:
    names = {("learned", '["0000000000","a"]'): code}
    remembered = Remembered(names)
    assert remembered.of(frozenset("abc"), None, "a") == frozenset()
    keys = keys_digest(["a", "b", "c"])
    remembered = Remembered({("learned", f'["{keys}",404,"a"]'): code})
    assert remembered.of(frozenset("abc"), None, "a") == frozenset()
    assert remembered.of(frozenset("abc"), 404, "a")
    assert [name for _, _, name in remembered.entries()] == [code]


@pytest.mark.parametrize("code", ["record", "string_", "string_made_up", "null_or_", "os.system"])
def test_nothing_else_is_learned_from_a_lock(code: str) -> None:
    keys = keys_digest(["a", "b", "c"])
    remembered = Remembered({("learned", f'["{keys}","a"]'): code})
    assert remembered.of(frozenset("abc"), None, "a") == frozenset()


# --- the tool itself ---------------------------------------------------------------------


def shop() -> Json:
    """Two servers, authentication, a script of an item and one of a folder."""
    script = 'pm.test("It is there", function () { pm.response.to.have.status(200); });'
    events = [{"listen": "test", "script": {"exec": [script]}}]
    made = collection(
        folder("Links", item("Get a link", "GET", "/links/:id", answers=[answer(LINK)])),
        folder("Owners", item("Get an owner", "GET", "/owner", answers=[answer({"name": "b"})])),
    )
    owners = made["item"][1]
    owners["event"] = owners["item"][0]["event"] = events
    request = owners["item"][0]["request"]
    request["url"] = "https://owners.example.org/owner"
    request["auth"] = {"type": "bearer", "bearer": [{"key": "token", "value": "{{t}}"}]}
    return made


FAULTS = {
    "a method": ("resources/owners.py", "def get(", "def get_owner("),
    "an argument": ("aio/owners.py", "self,\n        *,", "self,\n        id: Id,\n        *,"),
    "a constant": ("resources/owners.py", "_GET", "_GET_OWNER"),
    "a model": ("models/owners.py", "class Owner(", "class OwnersOwner("),
    "a field": ("models/links.py", "    token: str", "    token_: str"),
    "a module of models": ("resources/owners.py", "..models.owners", "..models.shared"),
    "a setting": ("client.py", "        t: str | None = None", "        token: str | None = None"),
    "a setting's use": ("client.py", "t=(t, ", "t=(token, "),
    "a scheme": ("client.py", "'bearer': ", "'t': "),
    "a server": ("client.py", "owners.example.org", "links.example.org"),
    "a script": ("tests/scripts/owners.py", "def get(", "def get_an_owner("),
    "a script of a folder": ("tests/scripts/_folders.py", "def owners(", "def owners_abcd("),
    "what is played": ("tests/scripts.json", '"_folders.owners"', '"_folders.owners_abcd"'),
    "an example": ("tests/examples/owners.get.json", '"name": "b"', '"name": "c"'),
    "an operation in the lock": ("postgen.lock", 'get ["GET","/owner', 'it ["GET","/owner'),
    "a setting in the lock": ("postgen.lock", "name setting t ", "name setting token "),
    "a scheme in the lock": ("postgen.lock", "name scheme bearer ", "name scheme t "),
    "a helper": ("tests/scripted.py", "class Scripted", "class Script"),
    "the runtime": ("_runtime/auth/bearer.py", "class BearerAuth", "class Bearer"),
    "a name in the list": ("API.md", "| `owners.get(", "| `owners.get_owner("),
}
"""What of the output is tampered with: names that move, and what else is the neighbour's."""


@pytest.fixture(scope="module")
def query_added() -> tuple[Output, Output, Allowed]:
    ((_, before, after, allowed),) = outputs(shop(), ["add_query"], "shop")
    assert allowed.after == {"links.get"}
    return before, after, allowed


def test_an_update_is_its_own(query_added: tuple[Output, Output, Allowed]) -> None:
    counted = count(*query_added)
    assert counted.own
    assert counted.places == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_name_that_moves_is_found(
    query_added: tuple[Output, Output, Allowed], fault: str
) -> None:
    before, after, allowed = query_added
    path, said, instead = FAULTS[fault]
    assert said in after.texts[path]
    texts = {**after.texts, path: after.texts[path].replace(said, instead)}
    assert count(before, cut(texts, after.named), allowed).foreign


def without(made: Json, *path: int) -> Json:
    """The collection without one of its items or folders."""
    made = copy.deepcopy(made)
    place = made["item"]
    for index in path[:-1]:
        place = place[index]["item"]
    del place[path[-1]]
    return made


def changed(before: Json, after: Json) -> dict[str, str]:
    """The files that are others after an update, as they are then."""
    with unformatted():
        old = run(before)
        new = files(run(after, lock_of(old)))
    return {path: text for path, text in new.items() if files(old).get(path) != text}


def test_the_main_server_stays_without_requests() -> None:
    before = shop()
    with unformatted():
        lock = lock_of(run(before))
    (main,) = (key for (kind, key), name in lock.names.items() if name == "base_url")
    assert main == "server https://owners.example.org"
    after = without(before, 1)
    assert "resources/links.py" not in changed(before, after)
    with unformatted():
        kept = files(run(after, lock))["client.py"]
        anew = files(run(after))["client.py"]
    assert "https://owners.example.org" in kept
    assert "https://owners.example.org" not in anew


def test_a_server_that_all_requests_leave_is_replaced() -> None:
    before = shop()
    text = json.dumps(before).replace("owners.example.org", "owners.example.net")
    after = changed(before, json.loads(text))
    assert "https://owners.example.net" in after["client.py"]
    assert "resources/owners.py" not in after


def test_a_folder_of_the_same_title_moves_no_script() -> None:
    before = shop()
    after = copy.deepcopy(before)
    after["item"].append(folder("More", copy.deepcopy(before["item"][1])))
    scripts = changed(before, after)["tests/scripts/_folders.py"]
    assert "def owners(" in scripts
    assert "def more_owners(" in scripts


def test_a_scheme_keeps_its_name_when_another_comes() -> None:
    before = shop()
    after = copy.deepcopy(before)
    other = copy.deepcopy(before["item"][1]["item"][0])
    other["name"] = "Get an admin"
    other["request"]["url"] = "https://owners.example.org/admin"
    other["request"]["auth"]["bearer"][0]["value"] = "{{adminToken}}"
    after["item"][0]["item"].append(other)
    assert "resources/owners.py" not in changed(before, after)
    assert "resources/owners.py" not in changed(after, before)
