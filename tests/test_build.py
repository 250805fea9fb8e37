"""postgen in a build: several clients, another release, hooks, the action, merges, formatters."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from generator import project
from generator.cli import main
from generator.output.lock import LOCK_NAME
from tests.helpers.collections import ROOT, Json, answer, collection, folder, item

HERE = Path(sysconfig.get_path("scripts"))
"""Where `postgen` and `ruff` are installed."""
LINK = {"id": 1, "token": "a"}


def links(*more: Json, name: str = "Acme", **fields: object) -> Json:
    made = item("Get a link", "GET", "/links/:id", answers=[answer({**LINK, **fields})])
    return collection(folder("Links", made, *more), name=name)


def save(path: Path, made: Json) -> None:
    path.write_text(json.dumps(made, indent=2))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def sh(command: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command],
        cwd=cwd,
        env=os.environ | {"PATH": f"{HERE}:{os.environ['PATH']}"} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def git(cwd: Path, *arguments: str, fails: bool = False) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert (done.returncode != 0) == fails, done.stdout + done.stderr
    return done.stdout


# --- several clients --------------------------------------------------------------------

CONFIG = """
[clients.acme]
collection = "acme.json"
[clients.beta]
collection = "beta.json"
[clients.gamma]
collection = "gamma.json"
"""


@pytest.mark.parametrize("processors", [1, 2])
def test_one_bad_client_hides_no_other(
    home: Path, monkeypatch: pytest.MonkeyPatch, processors: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(processors)), raising=False)
    (home / "postgen.toml").write_text(CONFIG)
    save(home / "acme.json", links(name="Acme"))
    (home / "beta.json").write_text("{")
    save(home / "gamma.json", links(name="Gamma"))
    done = run("generate")
    assert done.exit_code == 2
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "generated/acme",
        "generated/gamma",
    ]
    assert re.fullmatch(r"postgen: \S*beta\.json: [^\n]*\n", done.stderr)

    save(home / "gamma.json", links(name="Gamma", more=1))
    (home / "generated/acme/API.md").write_text("mine\n")
    done = run("check")
    assert done.exit_code == 2
    assert "differs: generated/acme/API.md" in done.stdout
    assert "differs: generated/gamma/models/links.py" in done.stdout
    edited, bad, old = done.stderr.splitlines()
    assert edited.startswith("postgen: generated/acme: run postgen generate")
    assert "beta.json: no JSON" in bad
    assert old == "postgen: generated/gamma: run postgen generate"
    (home / "beta.json").unlink()
    assert "beta.json: cannot be read" in run("check").stderr


# --- another release --------------------------------------------------------------------


def other_release(folder: Path) -> None:
    """As if 0.0.9 had written the client."""
    lock = folder / LOCK_NAME
    text = re.sub(r"^postgen .*$", "postgen 0.0.9", lock.read_text(), flags=re.MULTILINE)
    lock.write_text(re.sub(r"^input .*$", f"input {'ab' * 32}", text, flags=re.MULTILINE))


def test_a_release_that_writes_the_same_fails_no_build(home: Path) -> None:
    save(home / "acme.json", links())
    run("generate", "acme.json")
    other_release(home / "generated/acme")
    done = run("check", "acme.json")
    assert (done.exit_code, done.stdout) == (0, "")
    assert re.fullmatch(
        r"postgen: generated/acme: was written by postgen 0\.0\.9, and \S+ writes the same; "
        r"the next generate notes that\n",
        done.stderr,
    )
    assert "1 file written" in run("generate", "acme.json").stdout
    assert run("check", "acme.json").output == "generated/acme: up to date\n"


def test_a_release_that_writes_something_else_says_so(home: Path) -> None:
    save(home / "acme.json", links())
    run("generate", "acme.json")
    other_release(home / "generated/acme")
    save(home / "acme.json", links(more=1))
    done = run("check", "acme.json")
    assert done.exit_code == 1
    first, *rest = done.stdout.splitlines()
    assert first.startswith("release: generated/acme was written by postgen 0.0.9, this is ")
    assert "differs: generated/acme/models/links.py" in rest


# --- hand edits -------------------------------------------------------------------------


def test_what_is_edited_is_kept_and_named(home: Path) -> None:
    save(home / "acme.json", links(item("Make a link", "POST", "/links")))
    run("generate", "acme.json")
    made = home / "generated/acme"
    (made / "own.py").write_text("x = 1\n")
    (made / "resources/extra.py").write_text("y = 2\n")
    (made / "tests/test_own.py").write_text("def test_own() -> None: ...\n")

    # A file whose operation vanished, and one that is written again: both were edited.
    stale = made / "tests/examples/links.make.json"
    stale.write_text(stale.read_text() + " ")
    edited = made / "resources/links.py"
    edited.write_text(edited.read_text() + "# mine\n")
    before = {path: path.read_bytes() for path in made.rglob("*") if path.is_file()}
    save(home / "acme.json", links())
    done = run("generate", "acme.json")
    assert done.exit_code == 2
    assert "resources/links.py" in done.stderr
    assert "tests/examples/links.make.json" in done.stderr
    assert "--force" in done.stderr
    assert {path: path.read_bytes() for path in made.rglob("*") if path.is_file()} == before

    assert run("generate", "acme.json", "--force").exit_code == 0
    assert not stale.exists()
    assert "# mine" not in edited.read_text()
    own = ("own.py", "resources/extra.py", "tests/test_own.py")
    assert all((made / path).read_bytes() == before[made / path] for path in own)
    assert run("check", "acme.json").exit_code == 0


# --- merges -----------------------------------------------------------------------------


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
def test_a_merge_conflict_is_settled_by_generate(home: Path, style: str) -> None:
    git(home, "init", "-q", "-b", "main")
    git(home, "config", "merge.conflictStyle", style)
    save(home / "acme.json", links())
    run("generate", "acme.json")
    git(home, "add", "-A")
    git(home, "commit", "-qm", "base")

    git(home, "checkout", "-qb", "other")
    other = item("Find link by token", "POST", "/links/find", answers=[answer({"found": LINK})])
    save(home / "acme.json", links(other, expires=3))
    assert run("generate", "acme.json").exit_code == 0
    git(home, "commit", "-qam", "other")
    git(home, "add", "-A")
    git(home, "commit", "-qm", "other files")

    git(home, "checkout", "-q", "main")
    mine = item("Freeze link", "POST", "/links/freeze", answers=[answer({"frozen": True})])
    save(home / "acme.json", links(mine, owner="b"))
    assert run("generate", "acme.json").exit_code == 0
    git(home, "add", "-A")
    git(home, "commit", "-qm", "mine")

    git(home, "merge", "other", fails=True)
    conflicts = git(home, "diff", "--name-only", "--diff-filter=U").split()
    assert "generated/acme/postgen.lock" in conflicts
    assert "generated/acme/resources/links.py" in conflicts

    both = links(mine, other, owner="b", expires=3)
    save(home / "acme.json", both)
    done = run("generate", "acme.json")
    assert done.exit_code == 0, done.stderr
    assert run("check", "acme.json").output == "generated/acme: up to date\n"
    texts = [path.read_text() for path in (home / "generated").rglob("*") if path.is_file()]
    assert not [text for text in texts if "<<<<<<<" in text]
    code = (home / "generated/acme/resources/links.py").read_text()
    assert "def freeze(" in code
    assert "def find_by_token(" in code
    fields = (home / "generated/acme/models/links.py").read_text()
    assert "owner: str" in fields
    assert "expires: int" in fields
    assert "0 files written" in run("generate", "acme.json").stdout


# --- line ends and formatters -----------------------------------------------------------


def test_a_checkout_with_crlf_is_no_edit(home: Path) -> None:
    git(home, "init", "-q", "-b", "main")
    save(home / "acme.json", links())
    run("generate", "acme.json")
    git(home, "add", "-A")
    git(home, "commit", "-qm", "base")
    shutil.rmtree(home / "generated")
    git(home, "config", "core.autocrlf", "true")
    git(home, "checkout", "-q", "--", "generated")
    assert b"\r\n" in (home / "generated/acme/client.py").read_bytes()
    assert run("check", "acme.json").output == "generated/acme: up to date\n"
    save(home / "acme.json", links(more=1))
    assert run("generate", "acme.json").exit_code == 0
    assert run("check", "acme.json").output == "generated/acme: up to date\n"


def test_formatters_change_nothing(home: Path) -> None:
    """Ruff in its default style, and what end-of-file-fixer and trailing-whitespace look at."""
    shutil.copytree(ROOT / "generated", home / "generated")
    done = sh("ruff format --isolated --check generated", home)
    assert done.returncode == 0, done.stdout + done.stderr
    for lock in (home / "generated").glob("*/postgen.lock"):
        for path in (LOCK_NAME, *project.read_lock(lock.parent)[0].files):
            content = (lock.parent / path).read_bytes()
            assert not content or (content.endswith(b"\n") and not content.endswith(b"\n\n")), path
            assert not re.search(rb"[ \t\r]+$", content, re.MULTILINE), path


# --- hooks and the action ---------------------------------------------------------------


def test_hooks(home: Path) -> None:
    hooks = {
        one["id"]: one for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    }
    assert set(hooks) == {"postgen-check", "postgen-generate"}
    (home / "postgen.toml").write_text('[clients.acme]\ncollection = "acme.json"\n')
    save(home / "acme.json", links())
    assert sh(hooks["postgen-check"]["entry"], home).returncode == 1
    assert sh(hooks["postgen-generate"]["entry"], home).returncode == 0
    assert sh(hooks["postgen-check"]["entry"], home).returncode == 0
    assert all(not one["pass_filenames"] and one["always_run"] for one in hooks.values())


ACTION = yaml.safe_load((ROOT / "action.yml").read_text())


def run_action(home: Path, *, install: bool = False, **given: str) -> tuple[int, str]:
    """Run the steps as a runner does, up to the first that fails; exit code and output.

    What was installed once stays.
    """
    inputs = {name: one["default"] for name, one in ACTION["inputs"].items()} | given
    runner = home.parent / "runner"
    runner.mkdir(exist_ok=True)
    summary, paths = runner / "summary.md", runner / "path"
    environment = {
        "GITHUB_ACTION_PATH": str(ROOT),
        "GITHUB_STEP_SUMMARY": str(summary),
        "GITHUB_PATH": str(paths),
        "RUNNER_TEMP": str(runner),
        # Without a network: what is installed here serves the build and the run.
        "PIP_NO_BUILD_ISOLATION": "0",
        "PIP_NO_DEPS": "1",
        "PIP_NO_INDEX": "1",
        "PYTHONPATH": sysconfig.get_path("purelib"),
    }

    def expand(text: str) -> str:
        return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: inputs[match[1]], text)

    def holds(condition: str) -> bool:
        parts = re.fullmatch(r"inputs\.[\w-]+ != ''( && inputs\.[\w-]+ != '')*", condition)
        assert parts, condition
        return all(inputs[name] for name in re.findall(r"inputs\.([\w-]+)", condition))

    said = ""
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        if not holds(step.get("if", "inputs.python != ''")):
            continue
        if step["name"].startswith("Install") and not install:
            continue
        added = paths.read_text().split() if paths.is_file() else []
        more = {name: expand(text) for name, text in step.get("env", {}).items()}
        path = ":".join([*reversed(added), os.environ["PATH"]])
        done = sh(
            step["run"],
            home / expand(step.get("working-directory", ".")),
            **(environment | more | {"PATH": path}),
        )
        said += done.stdout + done.stderr
        if done.returncode:
            return done.returncode, said
    return 0, said + (summary.read_text() if summary.is_file() else "")


def test_the_action(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "checkout"
    (home / "sub").mkdir(parents=True)
    monkeypatch.chdir(home / "sub")
    git(home, "init", "-q", "-b", "main")
    path = home / "sub/acme $(touch owned).json"
    save(path, links())
    assert run("generate", path.name).exit_code == 0
    git(home, "add", "-A")
    git(home, "commit", "-qm", "base")
    given = {"python": sys.executable, "directory": "sub", "collection": path.name}
    code, said = run_action(home, install=True, **given)
    assert code == 0, said

    changed = links(more=1)
    del changed["item"][0]["item"][0]["response"][0]
    save(path, changed)
    code, said = run_action(home, **given, against="main")
    assert code == 1
    assert "differs: generated/acme/API.md" in said
    assert run("generate", path.name).exit_code == 0
    code, said = run_action(home, **given, against="main")
    assert code == 0, said
    assert "breaking" in said
    code, said = run_action(home, **given, against="main", **{"fail-on": "breaking"})
    assert code == 1
    assert not (home / "sub/owned").exists()


def test_check_of_what_is_unchanged_reads_no_collection(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(home / "acme.json", links())
    run("generate", "acme.json")

    def never(*_: object) -> None:
        raise AssertionError("rendered")

    monkeypatch.setattr(project, "run", never)
    assert run("check", "acme.json").output == "generated/acme: up to date\n"
