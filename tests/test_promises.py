"""The promises, one test for each, named after it.

They stand in SECURITY.md. Each is shown here on what comes out of whole runs; the tests that go
into every corner of it are named beside it.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from generator.cli import main
from generator.diagnostics import InputError
from generator.pipeline import read
from tests.helpers.collections import answer, collection, folder, item
from tests.helpers.judge import fast, judge, judge_client
from tests.helpers.mutate import NASTY, at, base, dump, paths, put
from tests.helpers.packages import describe, files, lock_of, run, unformatted
from tests.helpers.planted import Mint, by_place

ROOT = Path(__file__).parents[1]
ESCAPING = ("../../out", "..", "/etc/x", "C:\\x", "a/../../b", "\\\\host\\x", "con", "x\0y", ".git")


def postgen(place: Path, *arguments: str) -> Result:
    """A run in a folder, without black, which is most of its time and touches no disk."""
    with pytest.MonkeyPatch.context() as patch, unformatted():
        patch.chdir(place)
        return CliRunner().invoke(main, arguments)


COMMAND = """
import sys
from generator import pipeline
from generator.cli import main
pipeline.format_all = dict
main()
"""


def elsewhere(place: Path, seed: str) -> None:
    """A run in a process of its own, with a hash seed and a time zone of its own."""
    subprocess.run(
        [sys.executable, "-c", COMMAND, "generate", "acme.json"],
        cwd=place,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"},
        capture_output=True,
        check=True,
    )


def tree(place: Path) -> dict[str, bytes]:
    return {
        path.relative_to(place).as_posix(): path.read_bytes()
        for path in place.rglob("*")
        if path.is_file()
    }


def test_1_no_text_of_a_collection_becomes_code() -> None:
    """See also test_fuzz.py, test_robustness.py and `make fuzz`."""
    turns = 6
    with fast():
        for turn in range(turns):
            made = json.loads(dump(base()))
            texts = iter(NASTY[turn::turns] * 100)
            for place in paths(made):
                old = at(made, place)
                if place[-1:] in {("name",), ("description",), ("value",), ("key",)} and old:
                    put(made, place, f"{old}{next(texts)}")
            assert judge(dump(made), with_shown=turn == 0)


def test_2_nothing_is_written_outside_the_output_folder(tmp_path: Path) -> None:
    """See also test_writing.py, output/test_paths.py and output/test_write.py."""
    inside = tmp_path / "a" / "b"
    inside.mkdir(parents=True)
    hostile = [
        folder(text, folder(text, item(text, path=f"/{text}", answers=[answer({text: {text: 1}})])))
        for text in ESCAPING
    ]
    for number, text in enumerate(ESCAPING):
        made = collection(*(hostile if number == 0 else hostile[:1]), name=text)
        (inside / "acme.json").write_text(json.dumps(made))
        before = tree(tmp_path)
        done = postgen(inside, "generate", "acme.json", "-o", "out")
        assert done.exit_code == 0, done.stderr
        new = tree(tmp_path)
        assert all(path.startswith("a/b/out/") for path in new.keys() - before.keys())
        assert {path for path in before if new.get(path) != before[path]} == set()
        shutil.rmtree(inside / "out")


def test_2_a_failed_run_leaves_the_old_tree(tmp_path: Path) -> None:
    """See also test_writing.py and `make kills`."""
    (tmp_path / "acme.json").write_text(json.dumps(base()))
    assert postgen(tmp_path, "generate", "acme.json").exit_code == 0
    before = tree(tmp_path / "generated")
    for broken in (b"{", b"[" * 100_000, b'{"info": 1}', b""):
        (tmp_path / "acme.json").write_bytes(broken)
        done = postgen(tmp_path, "generate", "acme.json")
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert tree(tmp_path / "generated") == before


def test_2_what_is_not_ours_stays(tmp_path: Path) -> None:
    """See also output/test_files.py."""
    (tmp_path / "acme.json").write_text(json.dumps(base()))
    folder_ = tmp_path / "generated" / "acme_api"
    assert postgen(tmp_path, "generate", "acme.json", "--name", "acme_api").exit_code == 0
    (folder_ / "mine.py").write_text("MINE = 1\n")
    (folder_ / "client.py").write_text("edited\n")
    changed = base()
    changed["item"].pop()
    changed["item"].append(item("Another"))
    (tmp_path / "acme.json").write_text(json.dumps(changed))
    done = postgen(tmp_path, "generate", "acme.json", "--name", "acme_api")
    assert done.exit_code == 2
    assert "client.py" in done.stderr
    assert (folder_ / "client.py").read_text() == "edited\n"
    done = postgen(tmp_path, "generate", "acme.json", "--name", "acme_api", "--force")
    assert done.exit_code == 0
    assert (folder_ / "mine.py").read_text() == "MINE = 1\n"


def test_3_secrets_stay_out(tmp_path: Path) -> None:
    """See also test_secrets_stay_out.py and postman/test_secrets.py."""
    mint = Mint(3)
    with fast():
        made = files(run(by_place(mint)))
    assert {path: found for path, text in made.items() if (found := mint.found_in(text))} == {}
    # They become arguments, environment variables and stand-ins.
    assert "used: str | None = None" in made["client.py"]
    assert '"ACME_USED"' in made["client.py"]
    assert "redacted-access-token" in made["tests/examples/places.log_in.json"]


def _shuffled(value: Any, chance: random.Random) -> Any:
    """The same collection in another order, with other ids."""
    made = json.loads(json.dumps(value))
    stack = [made]
    while stack:
        node = stack.pop()
        node["_postman_id"] = str(chance.random())
        for key in ("item", "response"):
            if isinstance(node.get(key), list):
                chance.shuffle(node[key])
                stack.extend(child for child in node[key] if isinstance(child, dict))
    return made


def test_4_the_same_input_gives_the_same_bytes(tmp_path: Path) -> None:
    """See also api/test_order.py and test_generated.py."""
    trees = []
    for number, seed in enumerate(("0", "1", "random")):
        place = tmp_path / str(number)
        place.mkdir()
        value = _shuffled(base(), random.Random(number)) if number else base()  # noqa: S311
        (place / "acme.json").write_text(json.dumps(value))
        elsewhere(place, seed)
        made = tree(place / "generated")
        # What knows the collection's own order, and the digest of the input.
        trees.append(
            {
                path: content
                for path, content in made.items()
                if not path.endswith(("order.json", "scripts.json", "postgen.lock"))
            }
        )
    assert trees[0] == trees[1] == trees[2]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"[" * 1_000_000, "nested deeper"),
        (b'{"item":[' * 100_000, "nested deeper"),
        (b"\x00" * 1_000_000, "no text"),
        (b'{"info": {"name": "' + b"x" * 5_000_000, "no JSON"),
        (b"9" * 2_000_000, "not a Postman collection"),
        (b'"' + b"\\" * 2_000_001 + b'"', "no JSON"),
        (b" " * 5_000_000, "empty"),
        (b"{}" * 500_000, "no JSON"),
    ],
    ids=["lists", "folders", "NUL", "unfinished", "digits", "escapes", "blanks", "many"],
)
def test_5_hostile_input_ends_in_one_clear_line(data: bytes, said: str) -> None:
    """See also test_patterns.py, test_robustness.py and `make fuzz`."""
    with pytest.raises(InputError) as raised:
        read(data)
    assert said in str(raised.value)
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 300


def test_6_a_bad_item_is_left_out_and_the_rest_generated() -> None:
    broken: list[Any] = [7, "x", None, [], {"name": "no request"}, {"name": "y", "request": 5}]
    good = [item(f"Good {number}", path=f"/good{number}") for number in range(3)]
    with fast():
        result = run(collection(*broken, folder("Bad", *broken, good[0]), *good[1:]))
        judge_client(files(result))
    ids = {operation.id for operation in result.api.operations()}
    assert ids == {"bad.good_0", "good_1", "good_2"}
    named = [str(diagnostic) for diagnostic in result.diagnostics]
    assert sum("Bad" in one for one in named) >= 5
    assert lock_of(result).names
    assert describe(collection(*good))[1] == ()
