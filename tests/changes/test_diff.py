"""The command: which two sides it takes, what it ends with, and what it says where it can't."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.changes.model import KINDS
from generator.cli import main
from tests.helpers.collections import ROOT, Json, answer, collection, folder, item
from tests.helpers.v3 import write_v3

GET = item("Get a link", path="/links/:id", answers=[answer({"id": 1, "status": "valid"})])
LESS = item("Get a link", path="/links/:id", answers=[answer({"id": 1})])
BEFORE = collection(folder("Links", GET))
AFTER = collection(folder("Links", LESS))
GONE = "`Link.status` is gone: code that reads it no longer type-checks; returned by `links.get`"

Diff = Callable[..., Result]


@pytest.fixture
def diff(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Diff:
    """The command in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["diff", *map(str, arguments)])


def put(path: str, made: Json) -> str:
    Path(path).write_text(json.dumps(made))
    return path


def generate(*arguments: str) -> None:
    done = CliRunner().invoke(main, ["generate", *arguments])
    assert done.exit_code == 0, done.output


def git(*arguments: str) -> None:
    identity = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com"}
    identity |= {name.replace("AUTHOR", "COMMITTER"): text for name, text in identity.items()}
    command = ["git", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main", *arguments]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, **identity})


def commit() -> None:
    git("init")
    git("add", ".")
    git("commit", "-m", "all")


def test_two_files(diff: Diff) -> None:
    done = diff(put("old.json", BEFORE), put("new.json", AFTER))
    assert done.exit_code == 0
    assert done.output.splitlines() == [
        "acme: 1 breaking; suggested version: major",
        "",
        "breaking: a type checker or an import fails",
        f"  {GONE}",
    ]


def test_with_an_environment(diff: Diff) -> None:
    """As generate has it: else the address that it set would be told as gone."""
    values = {"values": [{"key": "baseUrl", "value": "https://api.example.org"}]}
    given = ("--environment", put("prod.json", values))
    generate(put("acme.json", BEFORE), *given)
    assert diff("acme.json", *given).output == "acme: nothing changed for callers\n"
    assert "base_url" in diff("acme.json").output
    assert diff("acme.json", put("new.json", BEFORE), *given).output.endswith("for callers\n")


def test_the_generated_client_is_the_default(diff: Diff) -> None:
    generate(put("acme.json", BEFORE))
    assert diff("acme.json").output == "acme: nothing changed for callers\n"
    put("acme.json", AFTER)
    assert GONE in diff("acme.json").output
    # The first side may be named, wherever it is.
    Path("generated").rename("elsewhere")
    assert GONE in diff("elsewhere/acme", "acme.json").output
    generate("acme.json")
    assert GONE in diff("elsewhere/acme", "generated/acme").output


def test_a_revision(diff: Diff) -> None:
    put("acme.json", BEFORE)
    commit()
    assert diff("acme.json", "--against", "HEAD").output == "acme: nothing changed for callers\n"
    put("acme.json", AFTER)
    assert GONE in diff("acme.json", "--against", "HEAD").output
    git("commit", "-am", "less")
    assert GONE in diff("acme.json", "--against", "HEAD~1").output


def test_the_names_of_a_revision_are_those_of_its_lock(diff: Diff) -> None:
    generate(put("acme.json", BEFORE))
    commit()
    renamed = collection(folder("Links", {**LESS, "name": "Fetch one"}))
    put("acme.json", renamed)
    since = diff("acme.json", "--against", "HEAD").output
    assert GONE in since
    assert "links.get" in since
    assert "links.fetch" not in since
    generate("acme.json", "--rename")
    since = diff("acme.json", "--against", "HEAD").output
    assert "`links.get` is `links.fetch_one` now" in since


def test_a_folder_of_files_in_a_revision(diff: Diff) -> None:
    write_v3(BEFORE, Path("acme"))
    commit()
    write_v3(AFTER, Path("acme"))
    assert GONE in diff("acme", "--against", "HEAD").output


def test_all_configured_clients(diff: Diff) -> None:
    put("one.json", BEFORE)
    put("two.json", BEFORE)
    clients = [f'[clients.{name}]\ncollection = "{name}.json"\n' for name in ("one", "two")]
    Path("postgen.toml").write_text("".join(clients))
    generate()
    put("two.json", AFTER)
    assert diff().output.splitlines()[:3] == [
        "one: nothing changed for callers",
        "",
        "two: 1 breaking; suggested version: major",
    ]
    reports = json.loads(diff("--format", "json").output)["reports"]
    assert [(one["client"], one["bump"]) for one in reports] == [("one", "none"), ("two", "major")]
    assert GONE in diff("two.json").output
    assert diff("--format", "html").exit_code == 2


@pytest.mark.parametrize(
    ("after", "fails_on_breaking", "fails_on_any"),
    [
        (BEFORE, 0, 0),
        (AFTER, 1, 1),
        (collection(folder("Links", GET, item("Delete a link", "DELETE", "/links/:id"))), 0, 1),
        (collection(folder("Links", GET), auth={"type": "basic", "basic": []}), 1, 1),
    ],
    ids=["nothing", "breaking", "compatible", "behaviour"],
)
def test_exit_codes(diff: Diff, after: Json, fails_on_breaking: int, fails_on_any: int) -> None:
    sides = put("old.json", BEFORE), put("new.json", after)
    assert diff(*sides).exit_code == 0
    assert diff(*sides, "--fail-on", "breaking").exit_code == fails_on_breaking
    assert diff(*sides, "--fail-on", "any").exit_code == fails_on_any


def test_what_cannot_be_compared_is_said_in_one_line(diff: Diff) -> None:
    put("acme.json", BEFORE)

    def said(*arguments: str) -> str:
        done = diff(*arguments)
        assert done.exit_code == 2
        assert done.stdout == ""
        return done.stderr

    assert said("acme.json") == (
        "postgen: acme.json: generated/acme: there is no client here: generate it, "
        "or name another side\n"
    )
    assert said("nothing.json", "acme.json") == (
        "postgen: nothing.json: cannot be read: No such file or directory\n"
    )
    assert said("acme.json", "--against", "HEAD") == (
        "postgen: acme.json: is in no git repository: there is nothing to compare with\n"
    )
    commit()
    assert said("acme.json", "--against", "--all") == (
        "postgen: acme.json: '--all' is no revision of its repository\n"
    )
    put("other.json", AFTER)
    assert said("other.json", "--against", "HEAD") == (
        "postgen: other.json: is not there in HEAD: give its older version as OLD instead\n"
    )
    generate("acme.json")
    assert "give the collection to compare it with too" in said("generated/acme")
    assert "name it first" in said("acme.json", "generated/acme")
    Path("generated/acme/resources/links.py").write_text("<<<<<<< ours\n")
    assert said("acme.json") == (
        "postgen: acme.json: resources/links.py: is not the Python that postgen wrote (line 1); "
        "generate writes it again\n"
    )
    assert "leave NEW out" in said("acme.json", "other.json", "--against", "HEAD")
    assert "what comes from stdin has no revisions" in said("-", "--against", "HEAD")
    assert said("acme.json", "other.json", "-o", "no/where") == (
        "postgen: no/where: cannot be written: No such file or directory\n"
    )


def test_another_title_is_another_package(diff: Diff) -> None:
    sides = put("old.json", BEFORE), put("new.json", {**BEFORE, "info": {"name": "Other"}})
    assert "  `import acme` is `import other` now" in diff(*sides).output.splitlines()[3]
    assert diff(*sides, "--name", "acme").output.startswith("acme: 1 cosmetic")


def test_a_client_without_its_asynchronous_twin(diff: Diff) -> None:
    generate(put("acme.json", BEFORE))
    generate("acme.json", "-o", "other", "--no-async")
    found = diff("generated/acme", "other/acme").output
    assert "`AsyncClient` is no longer there to import" in found
    assert "`AsyncClient` can be imported" in diff("other/acme", "generated/acme").output


def test_no_secret_of_either_side_is_shown(diff: Diff) -> None:
    def with_token(token: str) -> Json:
        return collection(
            folder(
                "Links",
                item("Get a link", headers={"Authorization": f"Bearer {token}"}),
                item("List links", path=f"/links?token={token}&page=1"),
                item("Log in", "POST", "/login", body={"user": "u", "password": token}),
                item("Find", answers=[answer({"access_token": token, token: 1})]),
            ),
            variable=[{"key": "apiKey", "value": token}],
        )

    old, new = "ghp_" + "a1B2" * 9, "ghp_" + "c3D4" * 9
    sides = put("old.json", with_token(old)), put("new.json", with_token(new))
    for form in ("text", "markdown", "json", "html"):
        found = diff(*sides, "--format", form).output
        assert old not in found
        assert new not in found


def test_text_of_a_collection_is_no_markup(diff: Diff) -> None:
    hostile = '<img src=x onerror=alert(1)> @all `x` [a](http://b) ``` "'
    described = {**GET, "name": hostile}
    after = collection(folder("Links", described, item(hostile, "POST", f"/{hostile}")))
    sides = put("old.json", BEFORE), put("new.json", after)
    page = diff(*sides, "--format", "html").output
    assert "<img" not in page
    for line in diff(*sides, "--format", "markdown").output.splitlines():
        if line.startswith("- "):
            assert "@all" not in "".join(line.split("`")[::2])
            assert "<img" not in "".join(line.split("`")[::2])
    assert diff(*sides).exit_code == 0


def test_generate_says_what_it_changed_for_callers(diff: Diff) -> None:
    def said() -> list[str]:
        done = CliRunner().invoke(main, ["generate", "acme.json"])
        assert done.exit_code == 0, done.output
        return done.stdout.splitlines()[1:]

    put("acme.json", BEFORE)
    assert said() == []
    assert said() == []
    put("acme.json", AFTER)
    assert said() == ["  for callers: 1 breaking; suggested version: major"]


@pytest.mark.parametrize("described", ["", "All about links."])
@pytest.mark.parametrize("more", [[], [folder("Users", item("List", path="/users"))]])
def test_a_folder_has_another_title(diff: Diff, described: str, more: list[Json]) -> None:
    """Its titles are told by themselves, whatever text there is, and whatever else changed."""
    old, new = ({**folder(title, GET), "description": described} for title in ("Links", "Ties"))
    put("old.json", collection(old))
    put("new.json", collection(new, *more))
    text = "the folder `Links` is called `Ties`; names stay"
    assert f"  {text}\n" in diff("old.json", "new.json").output
    put("acme.json", collection(old))
    generate("acme.json")
    put("acme.json", collection(new, *more))
    for form in ("text", "markdown", "json"):
        found = diff("acme.json", "--format", form).output
        assert text in found
        assert "the code of" not in found


def test_what_happens_to_several_models_is_told_of_the_one_most_used(diff: Diff) -> None:
    """With all that use any of them; the lines of the client are those of API.md."""

    def cars(*more: Json, **known: int) -> Json:
        car = {"id": 1, "plate": "a", **known}
        detail = {**car, "driver": {"email": "a"}}
        return collection(
            folder(
                "Cars",
                item("List cars", path="/cars", answers=[answer([car])]),
                item("Create car", "POST", "/cars", answers=[answer(car)]),
                item("Get car", path="/cars/:id", answers=[answer(detail)]),
                *more,
            )
        )

    put("old.json", cars(km=3))
    put("new.json", cars(item("Wash", "POST", "/wash", body={"name": "a", "n": 1})))
    found = diff("old.json", "new.json", "--format", "markdown").output
    assert (
        "- `Car.km` is gone: code that reads it no longer type-checks; "
        "likewise `GetCarResult.km`; returned by `cars.create`, `cars.get` and `cars.list`"
    ) in found
    assert "+ def wash(*, name, n)" in found


def test_colours_are_for_terminals(diff: Diff) -> None:
    sides = put("old.json", BEFORE), put("new.json", AFTER)
    assert "\x1b" not in diff(*sides).output
    program = (
        f"import sys; sys.argv[1:] = {['diff', *sides]}; from generator.cli import main; main()"
    )
    command = f"import pty; pty.spawn([{sys.executable!r}, '-c', {program!r}])"
    environment = {name: text for name, text in os.environ.items() if name != "NO_COLOR"}
    environment["PYTHONPATH"] = str(ROOT)

    def seen(**more: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", command],
            env={**environment, **more},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    assert "\x1b[1mLink.status\x1b[0m is gone" in seen()
    assert "\x1b" not in seen(NO_COLOR="1")


def test_every_kind_is_known() -> None:
    assert len(KINDS) == len(set(KINDS)) > 50
