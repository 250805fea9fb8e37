"""What writing would do: comparing the output, the disk and the lock."""

import os
from pathlib import Path

import pytest

from generator.diagnostics import InputError
from generator.output.files import Changes, Tree, compare, file_set, has_conflict, read_tree
from generator.output.lock import EMPTY, MERGED, Lock, digest

OLD, NEW, OTHER = b"old\n", b"new\n", b"somebody's\n"
CONFLICT = b"a\n<<<<<<< HEAD\nold\n=======\nnew\n>>>>>>> x\n"


def lock_of(**files: bytes) -> Lock:
    return Lock("", "", {}, {path: digest(content) for path, content in files.items()})


@pytest.mark.parametrize(
    ("given", "on_disk", "locked", "expected"),
    [
        pytest.param({"a": NEW}, {}, {}, Changes(create=("a",)), id="first run"),
        pytest.param({"a": NEW}, {}, {"a": OLD}, Changes(create=("a",)), id="deleted by hand"),
        pytest.param({"a": NEW}, {"a": NEW}, {"a": NEW}, Changes(unchanged=("a",)), id="same"),
        pytest.param({"a": NEW}, {"a": OLD}, {"a": OLD}, Changes(update=("a",)), id="update"),
        pytest.param({}, {"a": OLD}, {"a": OLD}, Changes(delete=("a",)), id="delete"),
        pytest.param({}, {}, {"a": OLD}, Changes(), id="deleted already"),
        pytest.param({}, {"a": OTHER}, {}, Changes(), id="not ours, not in the way"),
        pytest.param(
            {"a": NEW}, {"a": OTHER}, {"a": OLD}, Changes(update=("a",), edited=("a",)), id="edited"
        ),
        pytest.param(
            {"a": OLD},
            {"a": OTHER},
            {"a": OLD},
            Changes(update=("a",), edited=("a",)),
            id="edited, nothing new",
        ),
        pytest.param(
            {}, {"a": OTHER}, {"a": OLD}, Changes(delete=("a",), edited=("a",)), id="edited, gone"
        ),
        pytest.param(
            {"a": NEW},
            {"a": NEW},
            {"a": OLD},
            Changes(unchanged=("a",)),
            id="edited to the new one",
        ),
        pytest.param(
            {"a": NEW}, {"a": OTHER}, {}, Changes(update=("a",), foreign=("a",)), id="foreign"
        ),
        pytest.param(
            {"a": NEW}, {"a": NEW}, {}, Changes(unchanged=("a",)), id="foreign, same content"
        ),
        pytest.param(
            {"a": NEW}, {"a": CONFLICT}, {"a": OLD}, Changes(update=("a",)), id="conflict"
        ),
        pytest.param({}, {"a": CONFLICT}, {"a": OLD}, Changes(delete=("a",)), id="conflict, gone"),
        pytest.param(
            {"a": OLD}, {"a": b"old\r\n"}, {"a": OLD}, Changes(unchanged=("a",)), id="CRLF checkout"
        ),
        pytest.param(
            {"a": NEW}, {"a": b"old\r\n"}, {"a": OLD}, Changes(update=("a",)), id="CRLF, update"
        ),
        pytest.param(
            {"a": b"x\r\n"},
            {"a": b"x\n"},
            {"a": b"x\n"},
            Changes(update=("a",)),
            id="CR is content",
        ),
        pytest.param(
            {"postgen.lock": NEW},
            {"postgen.lock": OLD},
            {},
            Changes(update=("postgen.lock",)),
            id="lock",
        ),
        pytest.param(
            {"a/b": NEW},
            {"a": OTHER},
            {},
            Changes(create=("a/b",), delete=("a",), foreign=("a",)),
            id="a file where a folder is needed",
        ),
        pytest.param(
            {"a": NEW},
            {"a/b": OTHER},
            {},
            Changes(create=("a",), delete=("a/b",), foreign=("a/b",)),
            id="a folder where a file is needed",
        ),
        pytest.param(
            {"a/b": NEW},
            {"a": OLD},
            {"a": OLD},
            Changes(create=("a/b",), delete=("a",)),
            id="our file",
        ),
    ],
)
def test_compare(
    given: dict[str, bytes], on_disk: dict[str, bytes], locked: dict[str, bytes], expected: Changes
) -> None:
    assert compare(given, Tree(on_disk), lock_of(**locked)) == expected


def test_merged_by_git() -> None:
    changes = compare({"a": NEW}, Tree({"a": OTHER}), Lock("", "", {}, {"a": MERGED}))
    assert changes == Changes(update=("a",))


@pytest.mark.parametrize(("locked", "kind"), [({}, "foreign"), ({"a": OLD}, "edited")])
def test_link_in_the_place_of_a_file(locked: dict[str, bytes], kind: str) -> None:
    changes = compare({"a": NEW}, Tree({}, frozenset({"a"})), lock_of(**locked))
    assert changes.update == ("a",)
    assert getattr(changes, kind) == ("a",)


def test_link_that_is_not_in_the_way_stays() -> None:
    assert compare({}, Tree({}, frozenset({"a"})), lock_of(a=OLD)) == Changes()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (CONFLICT, True),
        (CONFLICT.replace(b"\n", b"\r\n"), True),
        (b"<<<<<<<\n=======\n>>>>>>>\n", True),
        (b"Title\n=======\n", False),
        (b"=======\n<<<<<<< a\n>>>>>>> b\n", False),
        (b"x <<<<<<< a\n=======\n>>>>>>> b\n", False),
        (b"<<<<<<<<<< a\n=======\n>>>>>>> b\n", False),
        (b"", False),
    ],
)
def test_has_conflict(content: bytes, expected: bool) -> None:
    assert has_conflict(content) is expected


def test_file_set() -> None:
    files = file_set({"b": "ü\n", "a": b"\xff"})
    assert list(files.items()) == [("a", b"\xff"), ("b", b"\xc3\xbc\n")]
    with pytest.raises(ValueError, match="not relative"):
        file_set({"/a": ""})


def test_compare_takes_no_bad_paths() -> None:
    with pytest.raises(ValueError, match="begins with a dot"):
        compare({"../a": NEW}, Tree(), EMPTY)


def test_read_tree(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret").write_bytes(b"x")
    folder = tmp_path / "belvo"
    for path in ("client.py", "models/links.py", "__pycache__/client.pyc", ".venv/x", ".keep"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(path.encode())
    (folder / "link").symlink_to(tmp_path / "outside")
    (folder / "dangling").symlink_to("nowhere")
    tree = read_tree(folder)
    assert dict(tree.files) == {
        ".keep": b".keep",
        "client.py": b"client.py",
        "models/links.py": b"models/links.py",
    }
    assert tree.others == {"link", "dangling"}
    assert "link/secret" not in tree.files
    assert len(tree.files) == 3
    with pytest.raises(KeyError):
        tree.files["link/secret"]


def test_contents_are_read_when_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(OLD)
    tree = read_tree(tmp_path)
    (tmp_path / "a").unlink()
    with pytest.raises(InputError, match="cannot read: No such file"):
        tree.files["a"]


def test_no_folder(tmp_path: Path) -> None:
    assert not read_tree(tmp_path / "belvo").files
    assert not read_tree(tmp_path / "a" / "b" / "belvo").files
    (tmp_path / "file").write_bytes(b"")
    assert not read_tree(tmp_path / "file" / "belvo").files


@pytest.mark.parametrize("kind", ["file", "link", "dangling", "pipe"])
def test_something_else_than_a_folder(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "belvo"
    match kind:
        case "file":
            place.write_bytes(b"")
        case "pipe":
            os.mkfifo(place)
        case _:
            place.symlink_to(tmp_path if kind == "link" else "nowhere")
    with pytest.raises(InputError, match=r"symbolic link|is a file"):
        read_tree(place)
