"""The command line: what each command prints, exits with and leaves on disk."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator import __version__
from generator.cli import main
from tests.helpers.collections import Json, answer, collection, folder, item
from tests.helpers.v3 import write_v3

LINKS = collection(
    folder("Links", item("Get a link", path="/links/:id", answers=[answer({"id": "<uuid>"})])),
    name="Acme API",
)
MORE = collection(
    folder(
        "Links",
        item("Get a link", path="/links/:id", answers=[answer({"id": "<uuid>", "n": 1})]),
    ),
    folder("Users", item("List users", path="/users")),
    name="Acme API",
)

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """A command in an empty folder with `acme.json`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()  # the search for a config ends here
    (tmp_path / "acme.json").write_text(json.dumps(LINKS))

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin)

    return invoke


def tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def save(path: Path, made: Json) -> None:
    path.write_text(json.dumps(made))


# --- generate ---------------------------------------------------------------------------


def test_generate(run: Run, tmp_path: Path) -> None:
    done = run("generate", "acme.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith("generated/acme_api: 1 operation, 1 model; ")
    first = tree(tmp_path / "generated")
    assert {"acme_api/client.py", "acme_api/postgen.lock"} <= set(first)
    again = run("generate", "acme.json")
    assert " 0 files written, 0 deleted, " in again.stdout
    assert tree(tmp_path / "generated") == first


@pytest.mark.parametrize(
    ("options", "folder", "absent"),
    [
        (["-o", "out"], "out/acme_api", None),
        (["--output", "a/b", "--name", "acme"], "a/b/acme", None),
        (["--no-async"], "generated/acme_api", "aio"),
        (["--no-tests"], "generated/acme_api", "tests"),
    ],
)
def test_options(
    run: Run, tmp_path: Path, options: list[str], folder: str, absent: str | None
) -> None:
    assert run("generate", "acme.json", *options).exit_code == 0
    assert (tmp_path / folder / "client.py").is_file()
    assert (tmp_path / folder / "aio").exists() == (absent != "aio")
    assert (tmp_path / folder / "tests").exists() == (absent != "tests")


def test_standard_input(run: Run, tmp_path: Path) -> None:
    done = run("generate", "-", "--name", "acme", stdin=json.dumps(LINKS))
    assert done.exit_code == 0
    assert (tmp_path / "generated/acme/client.py").is_file()
    assert run("check", "-", "--name", "acme", stdin=json.dumps(LINKS)).exit_code == 0
    broken = run("generate", "-", stdin="{")
    assert broken.exit_code == 2
    assert broken.stderr.startswith("postgen: -: ")


def test_a_changed_collection(run: Run, tmp_path: Path) -> None:
    run("generate", "acme.json")
    foreign = tmp_path / "generated/acme_api/notes.txt"
    foreign.write_text("mine")
    before = tree(tmp_path / "generated/acme_api")
    save(tmp_path / "acme.json", MORE)
    done = run("check", "acme.json")
    assert done.exit_code == 1
    assert "missing: generated/acme_api/resources/users.py" in done.stdout.splitlines()
    assert "differs: generated/acme_api/models/links.py" in done.stdout.splitlines()
    assert tree(tmp_path / "generated/acme_api") == before
    assert run("generate", "acme.json").exit_code == 0
    assert (tmp_path / "generated/acme_api/resources/users.py").is_file()
    save(tmp_path / "acme.json", LINKS)
    assert "stale: generated/acme_api/resources/users.py" in run("check", "acme.json").stdout
    assert run("generate", "acme.json").exit_code == 0
    # What was ours is gone, what was not stays; all else is as it was.
    assert tree(tmp_path / "generated/acme_api") == before


def test_edits_are_noticed(run: Run, tmp_path: Path) -> None:
    run("generate", "acme.json")
    edited = tmp_path / "generated/acme_api/models/links.py"
    edited.write_text(edited.read_text() + "# mine\n")
    before = tree(tmp_path)
    assert run("check", "acme.json").stdout == f"differs: {edited.relative_to(tmp_path)}\n"
    for made in (LINKS, MORE):
        save(tmp_path / "acme.json", made)
        done = run("generate", "acme.json")
        assert (done.exit_code, done.stdout) == (2, "")
        assert one_line(done)
        assert "models/links.py" in done.stderr
        assert "--force" in done.stderr
    save(tmp_path / "acme.json", LINKS)
    assert tree(tmp_path) == before
    assert run("generate", "acme.json", "--force").exit_code == 0
    assert "# mine" not in edited.read_text()
    assert run("check", "acme.json").exit_code == 0


def test_a_foreign_file_in_the_way(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "generated/acme_api/client.py"
    target.parent.mkdir(parents=True)
    target.write_text("mine")
    done = run("generate", "acme.json")
    assert done.exit_code == 2
    assert tree(tmp_path / "generated") == {"acme_api/client.py": b"mine"}
    assert run("check", "acme.json").stderr == (
        "postgen: generated/acme_api: run postgen generate, which says what is edited\n"
    )


def test_check_says_what_to_do(run: Run, tmp_path: Path) -> None:
    done = run("check", "acme.json")
    assert done.exit_code == 1
    assert done.stdout == "missing: generated/acme_api: there is no client here\n"
    assert done.stderr == "postgen: generated/acme_api: run postgen generate\n"
    run("generate", "acme.json")
    save(tmp_path / "acme.json", MORE)
    done = run("check", "acme.json")
    assert len(done.stdout.splitlines()) > 5
    assert done.stderr == "postgen: generated/acme_api: run postgen generate\n"


def test_a_lost_lock(run: Run, tmp_path: Path) -> None:
    """Names are in it that callers use: another run would give others."""
    run("generate", "acme.json")
    lock = tmp_path / "generated/acme_api/postgen.lock"
    lock.unlink()
    save(tmp_path / "acme.json", MORE)
    said = "generated/acme_api: postgen.lock is missing: restore it from git"
    assert run("check", "acme.json").stderr == f"postgen: {said}\n"
    assert run("diff", "acme.json").stderr == f"postgen: acme.json: {said}\n"
    assert run("generate", "acme.json").stderr == (
        f"postgen: acme.json: {said}; --force gives new names\n"
    )
    assert run("generate", "acme.json", "--force").exit_code == 0
    assert lock.is_file()


def test_a_collection_without_requests(run: Run, tmp_path: Path) -> None:
    save(tmp_path / "acme.json", collection(name="Acme API"))
    done = run("generate", "acme.json")
    assert done.exit_code == 0
    assert done.stderr == "postgen: acme.json: has no requests: its client has no operations\n"


@pytest.mark.parametrize("ran_before", [False, True])
def test_rename(run: Run, tmp_path: Path, ran_before: bool) -> None:
    run("generate", "acme.json")
    resource = tmp_path / "generated/acme_api/resources/links.py"
    renamed = json.loads(json.dumps(LINKS).replace("Get a link", "Fetch a link"))
    save(tmp_path / "acme.json", renamed)
    if ran_before:
        run("generate", "acme.json")
        assert "def get(" in resource.read_text()
    assert run("generate", "acme.json", "--rename").exit_code == 0
    assert "def fetch(" in resource.read_text()
    assert run("check", "acme.json").exit_code == 0


def test_warnings_do_not_stop(run: Run, tmp_path: Path) -> None:
    save(tmp_path / "acme.json", {**LINKS, "auth": {"type": "azure"}})
    done = run("generate", "acme.json")
    assert done.exit_code == 0
    assert done.stderr.startswith("postgen: acme.json: ")
    assert "azure" in done.stderr


def test_own_templates(run: Run, tmp_path: Path) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "NOTES.md.j2").write_text("# {{ package.title }}\n")
    assert run("generate", "acme.json", "--templates", "pack").exit_code == 0
    assert (tmp_path / "generated/acme_api/NOTES.md").read_text() == "# Acme API\n"
    assert run("check", "acme.json", "--templates", "pack").exit_code == 0
    assert run("check", "acme.json").exit_code == 1


BROKEN = {
    "{{ package.nothing }}": "NOTES.md.j2, line 1: cannot be rendered",
    "\n{% if %}": "NOTES.md.j2, line 2: cannot be rendered",
    "\n\n{{ 1 / 0 }}": "NOTES.md.j2, line 3: cannot be rendered: division by zero",
    # The way out of a template that is not in a sandbox.
    "{{ package.__class__.__init__.__globals__ }}": "unsafe",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": "unsafe",
    "{{ '{0.__class__}'.format(package) }}": "unsafe",
    "{{ package.resources.append(1) }}": "cannot be rendered",
    "{% for i in range(999999999) %}{% endfor %}": "cannot be rendered",
}


@pytest.mark.parametrize("broken", BROKEN)
def test_broken_templates(run: Run, tmp_path: Path, broken: str) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "NOTES.md.j2").write_text(broken)
    done = run("generate", "acme.json", "--templates", "pack")
    assert done.exit_code == 2
    assert one_line(done)
    assert BROKEN[broken] in done.stderr
    assert "internal error" not in done.stderr
    assert not (tmp_path / "generated").exists()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("NOTES.md.j2", b"\xff"),
        ("CLIENT.py.j2", b"x = 1"),
        (".hidden.j2", b"x"),
        ("con.j2", b"x"),
        ("[nothing].py.j2", b"x = 1"),
        ("more.py.j2", b"x = ="),
    ],
)
def test_templates_that_cannot_be(run: Run, tmp_path: Path, path: str, content: bytes) -> None:
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / path).write_bytes(content)
    done = run("generate", "acme.json", "--templates", "pack")
    assert done.exit_code == 2
    assert one_line(done)
    assert path.removesuffix(".j2") in done.stderr
    assert "internal error" not in done.stderr
    assert not (tmp_path / "generated").exists()


# --- several clients --------------------------------------------------------------------

CONFIG = """
[clients.acme]
collection = "acme.json"

[clients.beta]
collection = "beta.json"
output = "out"
tests = false
"""


def test_a_config_with_two_clients(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "postgen.toml").write_text(CONFIG)
    save(tmp_path / "beta.json", MORE)
    inner = tmp_path / "inner"
    inner.mkdir()
    monkeypatch.chdir(inner)
    done = run("generate")
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 2
    assert (tmp_path / "generated/acme/tests").is_dir()
    assert (tmp_path / "out/beta/client.py").is_file()
    assert not (tmp_path / "out/beta/tests").exists()
    assert run("check").exit_code == 0
    save(tmp_path / "beta.json", LINKS)
    done = run("check")
    assert done.exit_code == 1
    unchanged, *changed = done.stdout.splitlines()
    assert unchanged.endswith("generated/acme: up to date")
    assert all("beta" in line for line in changed)


def test_a_fault_with_one_client_hides_no_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is the config blamed for it."""
    monkeypatch.delenv("POSTGEN_TRACEBACK", raising=False)
    (tmp_path / "postgen.toml").write_text(CONFIG)
    save(tmp_path / "beta.json", MORE)
    run("generate")
    save(tmp_path / "acme.json", MORE)
    save(tmp_path / "beta.json", LINKS)

    def fail(*_: object, **__: object) -> None:
        raise IndexError(7)

    monkeypatch.setattr("generator.updates.rewritten", fail)
    done = run("generate")
    assert done.exit_code == 2
    assert [line.partition(";")[0] for line in done.stderr.splitlines()] == [
        f"postgen: {name}.json: internal error (IndexError: 7)" for name in ("acme", "beta")
    ]
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "generated/acme",
        "out/beta",
    ]
    assert run("check").exit_code == 0


def test_without_collection_or_config(run: Run) -> None:
    for command in ("generate", "check"):
        done = run(command)
        assert done.exit_code == 2
        assert "give a COLLECTION" in done.stderr


# --- one configured client, by its file or its name -------------------------------------

FLEET = """
[clients.fleet]
collection = "acme.json"
output = "src"

[clients.fleet.operations."links.get"]
name = "one"
"""
AGAIN = collection(
    folder(
        "Connections", item("Get a link", path="/links/:id", answers=[answer({"id": "<uuid>"})])
    ),
    name="Acme API v2",
)
RECORDING = json.dumps({"call": "links.one", "status": 200, "body": {"id": "a", "n": 1}})


@pytest.mark.parametrize("which", ["acme.json", "fleet"])
def test_every_command_knows_a_configured_client(run: Run, tmp_path: Path, which: str) -> None:
    """Its place, the names in its lock and its corrections, also under new titles."""
    (tmp_path / "postgen.toml").write_text(FLEET)
    (tmp_path / "fleet").mkdir()  # which is no file
    assert run("generate", which).stdout.startswith("src/fleet: ")
    save(tmp_path / "acme.json", AGAIN)
    assert run("generate", which).stdout.startswith("src/fleet: ")
    assert run("check", which).exit_code == 0
    assert run("diff", which).stdout == "fleet: nothing changed for callers\n"
    assert "links.one(id)" in (shown := run("inspect", which)).stdout
    assert "warning: " not in shown.stdout
    assert '"links.one"' in run("schema", which).stdout
    printed = run("snippets", which, "--language", "python").stdout
    assert "from fleet import Client" in printed
    assert "client.links.one(" in printed
    assert run("pages", which, "-o", "site").exit_code == 0
    page = next((tmp_path / "site").rglob("*link*.html")).read_text()
    assert "client.links.one(" in re.sub("<[^>]*>", "", page)
    (tmp_path / "run.jsonl").write_text(RECORDING)
    assert "1 answer learned" in run("learn", which, "run.jsonl").stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        *(".git", "acme.json", "acme.learned.json", "fleet", "postgen.toml", "run.jsonl"),
        *("site", "src"),
    ]


def test_flags_override_what_is_configured(run: Run, tmp_path: Path) -> None:
    (tmp_path / "postgen.toml").write_text(FLEET)
    done = run("generate", "fleet", "--name", "other", "-o", "out", "--no-async")
    assert done.stdout.startswith("out/other: ")
    assert not (tmp_path / "out/other/aio").exists()


def test_an_update_is_told_as_one_of_the_configured_client(run: Run, tmp_path: Path) -> None:
    """The newer version of its collection may be in any file."""
    (tmp_path / "postgen.toml").write_text(FLEET)
    run("generate")
    save(tmp_path / "newer.json", AGAIN)
    for before in ("acme.json", "fleet", "src/fleet"):
        assert run("diff", before, "newer.json").stdout.startswith("fleet: "), before


def test_a_collection_of_several_clients(run: Run, tmp_path: Path) -> None:
    """All of them, where a command can do several; else which is meant has to be said."""
    (tmp_path / "postgen.toml").write_text(CONFIG.replace("beta.json", "acme.json"))
    assert len(run("generate", "acme.json").stdout.splitlines()) == 2
    assert len(run("generate", "acme.json", "--name", "beta").stdout.splitlines()) == 1
    for command in (("inspect", "acme.json"), ("generate", "acme.json", "--name", "other")):
        assert run(*command).stderr == (
            "postgen: acme.json: is the collection of several clients, "
            "name one instead: acme, beta\n"
        )
    assert run("inspect", "beta").exit_code == 0
    assert "https://acme.example/a.json: is an address: download it" in (
        run("inspect", "https://acme.example/a.json").stderr
    )
    assert run("inspect", "gamma").stderr == (
        "postgen: gamma: is neither a file nor a configured client: acme, beta\n"
    )


# --- bad input --------------------------------------------------------------------------

BAD = {
    "nothing": "",
    "text": "hello",
    "truncated": '{"info": {',
    "a list": "[1, 2]",
    "a number": "7",
    "no collection": '{"a": 1}',
    "OpenAPI": '{"openapi": "3.0.0", "paths": {}}',
    "OpenAPI as YAML": "openapi: 3.0.0\n",
    "an environment": '{"name": "x", "values": [], "_postman_variable_scope": "environment"}',
    "hostile": '{"\x1b[31m": "\x1b]0;x\x07"}',
    "deep": "[" * 200_000,
}


def one_line(done: Result) -> bool:
    text = done.stderr
    return (
        text.startswith("postgen: ")
        and text.count("\n") == 1
        and text.endswith("\n")
        and text[:-1].isprintable()
        and len(text) < 1000
    )


@pytest.mark.parametrize("command", ["generate", "check", "schema", "inspect"])
@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_input(run: Run, tmp_path: Path, command: str, text: str) -> None:
    (tmp_path / "bad.json").write_text(text)
    before = tree(tmp_path)
    done = run(command, "bad.json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert one_line(done)
    assert done.stderr.startswith("postgen: bad.json: ")
    assert "internal error" not in done.stderr
    assert tree(tmp_path) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["missing.json"], "missing.json: cannot be read: No such file"),
        (["folder"], "folder: the folder 'folder' holds no file that ends in .request.yaml"),
        (["acme.json", "--templates", "missing"], "missing"),
        (["acme.json", "-o", "acme.json"], "acme.json"),
    ],
)
def test_bad_paths(run: Run, tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "folder").mkdir()
    before = tree(tmp_path)
    done = run("generate", *arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert one_line(done)
    assert said in done.stderr
    assert tree(tmp_path) == before


# --- a collection that is a folder --------------------------------------------------------


def test_every_command_takes_a_folder(run: Run, tmp_path: Path) -> None:
    write_v3(LINKS, tmp_path / "acme")
    assert run("generate", "acme.json").exit_code == 0
    first = tree(tmp_path / "generated")
    again = run("generate", "acme", "-o", "second")
    assert again.stdout.startswith("second/acme_api: 1 operation, 1 model; ")
    second = tree(tmp_path / "second")
    locks = [made.pop("acme_api/postgen.lock") for made in (first, second)]
    assert first == second
    assert locks[0] != locks[1]
    for command in ("inspect", "schema"):
        assert run(command, "acme").stdout == run(command, "acme.json").stdout
    shown = [run("snippets", each, "-l", "curl").stdout for each in ("acme", "acme.json")]
    assert shown[0] == shown[1]
    assert "GET" in shown[0]
    assert run("pages", "acme", "-o", "site").exit_code == 0


def test_check_notices_each_file_of_a_folder(run: Run, tmp_path: Path) -> None:
    write_v3(LINKS, tmp_path / "acme")
    run("generate", "acme")
    assert run("check", "acme").exit_code == 0
    (tmp_path / "acme" / "notes.md").write_text("nothing that a client is made of")
    assert run("check", "acme").exit_code == 0
    (example,) = (tmp_path / "acme").rglob("*.example.yaml")
    example.write_text(example.read_text().replace('"id"', '"key"'))
    done = run("check", "acme")
    assert done.exit_code == 1
    assert "differs: generated/acme_api/models/links.py" in done.stdout


def test_a_bad_file_in_a_folder_is_named(run: Run, tmp_path: Path) -> None:
    write_v3(LINKS, tmp_path / "acme")
    (tmp_path / "acme" / "Links" / "Broken.request.yaml").write_text("url: {{baseUrl}}/x\n")
    done = run("generate", "acme")
    assert done.exit_code == 0
    assert "Links / Broken.request.yaml: left out: no YAML that can be read: line 1" in done.stderr
    (tmp_path / "acme" / ".resources" / "definition.yaml").write_text("auth: [")
    done = run("generate", "acme")
    assert (done.exit_code, one_line(done)) == (2, True)
    assert done.stderr.startswith("postgen: acme: .resources/definition.yaml: no YAML ")


@pytest.mark.parametrize("name", ["", "a-b", "class", "../x", "é", "1a", "pytest"])
def test_bad_names(run: Run, tmp_path: Path, name: str) -> None:
    done = run("generate", "acme.json", "--name", name)
    assert done.exit_code == 2
    assert "--name" in done.stderr
    assert not (tmp_path / "generated").exists()


@pytest.mark.parametrize("arguments", [["nonsense"], ["generate", "--nonsense"], ["schema"]])
def test_usage(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")


# --- schema, inspect --------------------------------------------------------------------


def test_schema(run: Run) -> None:
    done = run("schema", "acme.json")
    assert (done.exit_code, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {
        "operations": [
            {
                "id": "links.get",
                "method": "GET",
                "path": "/links/{id}",
                "source": ["Links", "Get a link"],
                "parameters": [
                    {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
                ],
                "responses": {
                    "200": {
                        "content_type": "application/json",
                        "schema": {"$ref": "#/$defs/Link"},
                    }
                },
            }
        ],
        "$defs": {
            "Link": {
                "type": "object",
                "properties": {"id": {"type": "string", "format": "uuid"}},
                "required": ["id"],
            }
        },
    }
    assert run("schema", "-", stdin=json.dumps(LINKS)).stdout == done.stdout


def test_inspect(run: Run) -> None:
    done = run("inspect", "acme.json")
    assert (done.exit_code, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "GET /links/{id}  links.get(id) -> Link (200)"
    assert lines[-1] == "1 operation, 1 model, 1 saved example, 0 diagnostics"


# --- as a program -----------------------------------------------------------------------


def test_help_says_what_commands_do_in_whole_sentences(run: Run) -> None:
    said = run("--help").stdout
    commands = said.partition("Commands:\n")[2].splitlines()
    assert len(commands) == 10
    assert all(line.endswith(".") and not line.endswith("...") for line in commands)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--version"], __version__), (["--help"], "generate"), (["generate", "--help"], "--name")],
)
def test_help_is_instant(arguments: list[str], said: str) -> None:
    code = (
        "import sys; from generator.cli import main\n"
        f"try: main({arguments!r})\n"
        "except SystemExit as end: assert not end.code\n"
        "print(*{'jinja2', 'black', 'jsonschema', 'pydantic', 'httpx2'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said in done.stdout
    assert done.stdout.splitlines()[-1] == ""


def test_the_module_is_a_program(run: Run, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "generate", "missing.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "postgen: missing.json: cannot be read: No such file or directory\n"


def test_check_of_what_is_unchanged_renders_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("generate", "acme.json")
    monkeypatch.setattr("generator.pipeline.run", None)
    assert run("check", "acme.json").exit_code == 0


def test_check_of_what_is_unchanged_loads_no_stage(run: Run, tmp_path: Path) -> None:
    run("generate", "acme.json")
    code = (
        "import sys; from generator.cli import main\n"
        "try: main(['check', 'acme.json'])\n"
        "except SystemExit as end: assert not end.code\n"
        "stages = {'generator.pipeline', 'generator.api.build', 'generator.postman.read'}\n"
        "print(*(stages | {'jinja2', 'black', 'jsonschema'}) & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "generated/acme_api: up to date\n\n"


def test_what_a_collection_has_none_of_is_not_loaded(tmp_path: Path) -> None:
    item = {"name": "Ping", "request": {"method": "GET", "url": "https://api.example.com/ping"}}
    plain = {"info": {"name": "Plain"}, "item": [item]}
    (tmp_path / "plain.json").write_text(json.dumps(plain), encoding="utf-8")
    code = (
        "import sys; from generator.cli import main\n"
        "try: main(['generate', 'plain.json'])\n"
        "except SystemExit as end: assert not end.code\n"
        "others = {'anyascii', 'black', 'generator.scripts.model', 'tree_sitter', 'yaml'}\n"
        "print(*others & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == ""
