"""Writing a tree: all of it or nothing, and only what is ours."""

import errno
import os
import stat
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import InputError
from generator.output import write
from generator.output.files import Changes, compare, read_tree
from generator.output.lock import EMPTY, LOCK_NAME, Lock, digest, dump, parse
from generator.output.write import recover, write_tree

OLD = {"client.py": b"1", "models/links.py": b"1", "models/gone/old.py": b"1", "same.py": b"0"}
NEW = {"client.py": b"2", "models/links.py": b"2", "resources/new.py": b"2", "same.py": b"0"}
FOREIGN = {"notes.txt": b"mine", "models/mine.py": b"mine", ".venv/bin/x": b"mine", "own/a": b""}


def with_lock(files: Mapping[str, bytes]) -> dict[str, bytes]:
    lock = Lock("0.1.0", "x", {}, {path: digest(content) for path, content in files.items()})
    return {**files, LOCK_NAME: dump(lock).encode()}


def find_changes(folder: Path, files: Mapping[str, bytes]) -> Changes:
    tree = read_tree(folder)
    lock = parse(tree.files[LOCK_NAME])[0] if LOCK_NAME in tree.files else EMPTY
    return compare(files, tree, lock)


def run(folder: Path, files: Mapping[str, bytes], *, force: bool = False) -> Changes:
    """What a run of postgen does at its end."""
    recover(folder)
    files = with_lock(files)
    changes = find_changes(folder, files)
    write_tree(folder, files, changes, force=force)
    return changes


def put(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


@pytest.fixture
def belvo(tmp_path: Path) -> Path:
    """An output folder with an older output and somebody's files."""
    folder = tmp_path / "generated" / "belvo"
    run(folder, OLD)
    put(folder, FOREIGN)
    return folder


@pytest.fixture(params=["exchange", "two renames"])
def swap(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "two renames":
        monkeypatch.setattr(write, "exchange", lambda *_: False)


def _not_renamed(*_: object) -> bool:
    raise OSError(errno.EXDEV, "Invalid cross-device link")


@pytest.fixture
def no_swap(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a container, with a folder that comes from its image."""
    monkeypatch.setattr(write, "exchange", _not_renamed)


def test_first_run_makes_the_parents(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b" / "belvo"
    assert run(folder, NEW).create == tuple(sorted(with_lock(NEW)))
    assert contents(tmp_path / "a") == {f"b/belvo/{k}": v for k, v in with_lock(NEW).items()}


def test_another_run_makes_the_parents_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def make_late(place: Path, *arguments: int, **options: bool) -> None:
        if place.name in {"a", "b"}:
            make(place)
        make(place, *arguments, **options)

    monkeypatch.setattr(Path, "mkdir", make_late)
    run(tmp_path / "a" / "b" / "belvo", NEW)
    assert contents(tmp_path / "a") == {f"b/belvo/{k}": v for k, v in with_lock(NEW).items()}


@pytest.mark.usefixtures("swap")
def test_update(belvo: Path) -> None:
    assert run(belvo, NEW) == Changes(
        create=("resources/new.py",),
        update=("client.py", "models/links.py", LOCK_NAME),
        delete=("models/gone/old.py",),
        unchanged=("same.py",),
    )
    assert contents(belvo) == with_lock(NEW) | FOREIGN
    assert folders(belvo) == {"models", "resources", ".venv", ".venv/bin", "own"}
    assert names(belvo.parent) == {"belvo"}
    assert not find_changes(belvo, with_lock(NEW)).any


@pytest.mark.usefixtures("no_swap")
def test_update_where_folders_cannot_be_renamed(belvo: Path) -> None:
    put(belvo, {"models/gone/__pycache__/old.pyc": b""})
    (belvo / "own" / "empty").mkdir()
    run(belvo, NEW)
    assert contents(belvo) == with_lock(NEW) | FOREIGN
    assert folders(belvo) == {"models", "resources", ".venv", ".venv/bin", "own", "own/empty"}
    assert names(belvo.parent) == {"belvo"}


def test_nothing_to_do_touches_nothing(belvo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("mkdir", "rename", "link", "chmod", "unlink", "open"):
        monkeypatch.setattr(os, name, None)
    before = {path: path.lstat() for path in (belvo, *belvo.rglob("*"))}
    assert not run(belvo, OLD).any
    assert before == {path: path.lstat() for path in (belvo, *belvo.rglob("*"))}


@pytest.mark.parametrize("links", [True, False])
def test_what_stays_keeps_its_time(
    belvo: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", _refuse)
    os.utime(belvo / "same.py", (1, 1))
    os.utime(belvo / "notes.txt", (2, 2))
    (belvo / "notes.txt").chmod(0o600)
    run(belvo, NEW)
    assert contents(belvo) == with_lock(NEW) | FOREIGN
    assert (belvo / "same.py").stat().st_mtime == 1
    assert (belvo / "notes.txt").stat().st_mtime == 2
    assert stat.S_IMODE((belvo / "notes.txt").stat().st_mode) == 0o600
    assert (belvo / "same.py").stat().st_nlink == 1


def test_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        run(tmp_path / "belvo", OLD)
        assert stat.S_IMODE((tmp_path / "belvo" / "client.py").stat().st_mode) == 0o640
        assert stat.S_IMODE((tmp_path / "belvo" / "models").stat().st_mode) == 0o750
        (tmp_path / "belvo" / "models").chmod(0o700)
        (tmp_path / "belvo").chmod(0o2775)
        run(tmp_path / "belvo", NEW)
        assert stat.S_IMODE((tmp_path / "belvo" / "models").stat().st_mode) == 0o700
        assert stat.S_IMODE((tmp_path / "belvo").stat().st_mode) == 0o2775
    finally:
        os.umask(before)


def test_empty_folders(belvo: Path) -> None:
    (belvo / "empty" / "inner").mkdir(parents=True)
    put(belvo, {"models/gone/__pycache__/old.pyc": b""})
    run(belvo, NEW)
    assert (belvo / "empty" / "inner").is_dir()
    assert not (belvo / "models" / "gone").exists()


@pytest.mark.parametrize("content", [b"edited", b""])
@pytest.mark.parametrize("path", ["client.py", "models/gone/old.py"])
def test_edited_files_are_refused(belvo: Path, path: str, content: bytes) -> None:
    (belvo / path).write_bytes(content)
    before = contents(belvo)
    with pytest.raises(InputError, match=rf"edited .*: {path} \(--force overwrites\)") as caught:
        run(belvo, NEW)
    assert caught.value.diagnostic.code == "edited-file"
    assert contents(belvo) == before
    run(belvo, NEW, force=True)
    assert contents(belvo) == with_lock(NEW) | FOREIGN


def test_foreign_files_are_refused(belvo: Path) -> None:
    put(belvo, {"resources/new.py": b"mine", "same.py": b"edited"})
    with pytest.raises(InputError, match=r"edited .*: same\.py; not written .*: resources/new\.py"):
        run(belvo, NEW)
    (belvo / "same.py").write_bytes(b"0")
    with pytest.raises(InputError, match="not written by postgen") as caught:
        run(belvo, NEW)
    assert caught.value.diagnostic.code == "foreign-file"
    run(belvo, NEW, force=True)
    assert contents(belvo) == with_lock(NEW) | FOREIGN


def test_a_message_names_a_few(belvo: Path) -> None:
    put(belvo, {f"new{n}.py": b"mine" for n in range(9)})
    with pytest.raises(InputError, match=r"new3\.py, new4\.py and 4 more"):
        run(belvo, {f"new{n}.py": b"x" for n in range(9)})


@pytest.mark.parametrize(
    ("mine", "given"),
    [
        ({"resources": b"mine"}, {"resources/new.py": b"2"}),
        ({"api/a/b": b"mine", "api/c": b"mine"}, {"api": b"2"}),
    ],
)
def test_a_foreign_file_in_the_way(
    tmp_path: Path, mine: dict[str, bytes], given: dict[str, bytes]
) -> None:
    put(tmp_path / "belvo", mine)
    with pytest.raises(InputError, match="not written by postgen"):
        run(tmp_path / "belvo", given)
    assert contents(tmp_path / "belvo") == mine
    run(tmp_path / "belvo", given, force=True)
    assert contents(tmp_path / "belvo") == with_lock(given)


@pytest.mark.parametrize("renames", [True, False])
def test_our_file_becomes_a_folder_and_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renames: bool
) -> None:
    if not renames:
        monkeypatch.setattr(write, "exchange", _not_renamed)
    for files in ({"a": b"1"}, {"a/b": b"1"}, {"a": b"1"}):
        run(tmp_path / "belvo", files)
        assert contents(tmp_path / "belvo") == with_lock(files)


def test_links_are_kept_and_not_followed(belvo: Path, tmp_path: Path) -> None:
    put(tmp_path, {"outside/models/links.py": b"outside", "outside/file": b"outside"})
    (belvo / "to_folder").symlink_to(tmp_path / "outside")
    (belvo / "to_file").symlink_to("../../outside/file")
    (belvo / "dangling").symlink_to("nowhere")
    run(belvo, NEW)
    assert (belvo / "to_folder").readlink() == tmp_path / "outside"
    assert (belvo / "to_file").read_bytes() == b"outside"
    assert (belvo / "dangling").is_symlink()


@pytest.mark.parametrize("path", ["models", "client.py"])
def test_nothing_is_written_through_a_link(belvo: Path, tmp_path: Path, path: str) -> None:
    outside = {"outside/links.py": b"outside", "outside/client.py": b"outside"}
    put(tmp_path, outside)
    (belvo / path).rename(tmp_path / "away")
    (belvo / path).symlink_to(tmp_path / "outside" / ("" if path == "models" else path))
    with pytest.raises(InputError, match=r"edited|not written by postgen"):
        run(belvo, NEW)
    run(belvo, NEW, force=True)
    assert {path: (tmp_path / path).read_bytes() for path in outside} == outside
    assert not (belvo / path).is_symlink()


def test_the_folder_is_a_link(belvo: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(belvo)
    with pytest.raises(InputError, match="symbolic link"):
        run(tmp_path / "link", NEW)
    changes = find_changes(belvo, with_lock(NEW))
    with pytest.raises(InputError, match="symbolic link"):
        write_tree(tmp_path / "link", with_lock(NEW), changes, force=True)
    assert contents(belvo) == with_lock(OLD) | FOREIGN
    run(tmp_path / "link" / ".." / "belvo", NEW)
    assert contents(belvo) == with_lock(NEW) | FOREIGN


def test_a_bad_path_is_a_bug(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="begins with a dot"):
        write_tree(tmp_path / "belvo", {"../x": b""}, Changes(create=("../x",)), force=True)
    assert not list(tmp_path.iterdir())


def test_a_file_as_parent(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "file" / "belvo", tmp_path / "file" / "a" / "belvo"):
        with pytest.raises(InputError, match=r"file.*: cannot write: Not a directory\Z"):
            run(folder, NEW)
    with pytest.raises(InputError, match="is a file where a folder is wanted"):
        run(tmp_path / "file", NEW)
    assert contents(tmp_path) == {"file": b""}


def _refuse(*_: object, **__: object) -> None:
    raise PermissionError(1, "Operation not permitted")


@pytest.mark.parametrize("name", ["rename", "open", "mkdir"])
def test_a_failure_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    changes = find_changes(tmp_path / "a" / "b" / "belvo", NEW)
    with monkeypatch.context() as patch:
        patch.setattr(os, name, _refuse)
        with pytest.raises(
            InputError, match=r"belvo: cannot write: Operation not permitted\Z|a: c"
        ):
            write_tree(tmp_path / "a" / "b" / "belvo", NEW, changes, force=False)
    assert not list(tmp_path.iterdir())


def test_root_cannot_be_replaced() -> None:
    with pytest.raises(InputError, match="no folder that can be replaced"):
        write_tree(Path("/"), NEW, Changes(create=tuple(NEW)), force=False)


def test_the_current_folder(belvo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(belvo / "own")
    run(Path("../../belvo"), NEW)
    assert Path.cwd() == belvo / "own"
    assert Path("a").exists()
    monkeypatch.chdir(belvo)
    run(Path(), OLD)
    assert contents(Path.cwd()) == contents(belvo) == with_lock(OLD) | FOREIGN


def test_read_only_folders_of_somebody(belvo: Path) -> None:
    (belvo / "own").chmod(0o555)
    run(belvo, NEW)
    assert contents(belvo) == with_lock(NEW) | FOREIGN
    assert stat.S_IMODE((belvo / "own").stat().st_mode) == 0o555
    assert names(belvo.parent) == {"belvo"}
    (belvo / "own").chmod(0o755)


@pytest.mark.parametrize("when", ["before staging", "while staging"])
def test_a_file_that_appears_meanwhile(
    belvo: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    changes = find_changes(belvo, with_lock(NEW))
    if when == "before staging":
        put(belvo, {"resources/new.py": b"mine"})
    else:
        real = write._add_files

        def add_files(staging: Path, files: Mapping[str, bytes]) -> None:
            put(belvo, {"models/late.py": b"mine"})
            real(staging, files)

        monkeypatch.setattr(write, "_add_files", add_files)
    with pytest.raises(InputError, match="meanwhile; run again"):
        write_tree(belvo, with_lock(NEW), changes, force=False)
    assert contents(belvo).items() >= (with_lock(OLD) | FOREIGN).items()
    assert names(belvo.parent) == {"belvo"}


def test_runs_wait_for_each_other(belvo: Path) -> None:
    order: list[str] = []

    def other() -> None:
        changes = find_changes(belvo, with_lock(NEW))
        write_tree(belvo, with_lock(NEW), changes, force=False)
        order.append("written")

    with write._locked(belvo.parent):
        thread = threading.Thread(target=other)
        thread.start()
        thread.join(0.05)
        order.append("released")
    thread.join()
    assert order == ["released", "written"]


# --- killed and failing runs ---------------------------------------------------------------

_CALLS = (
    "mkdir",
    "rename",
    "link",
    "symlink",
    "chmod",
    "open",
    "write",
    "unlink",
    "rmdir",
    "scandir",
    "replace",
)


class Killed(BaseException):
    """The process is gone: nothing that comes after has an effect."""


def _break_at(patch: pytest.MonkeyPatch, number: int, fail: Callable[[int], None]) -> list[str]:
    """Let the system calls that write count, and `fail` at the one with this number."""
    made: list[str] = []

    def wrap(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **kwargs: object) -> object:
            made.append(name)
            if len(made) >= number:
                fail(len(made) - number)
            return real(*args, **kwargs)

        return call

    for name in _CALLS:
        patch.setattr(os, name, wrap(name, getattr(os, name)))
    patch.setattr(write, "exchange", wrap("exchange", write.exchange))
    return made


def _kill(_: int) -> None:
    raise Killed


def _fail_once(later: int) -> None:
    if later == 0:
        raise OSError(28, "No space left on device")


def _interrupt_once(later: int) -> None:
    if later == 0:
        raise KeyboardInterrupt


def _breaking_points(
    tmp_path: Path, start: Mapping[str, bytes], fail: Callable[[int], None]
) -> Iterator[tuple[Path, BaseException | None]]:
    """The state after a run that broke, for each call at which it can break."""
    for number in range(1, 1000):
        folder = tmp_path / str(number) / "a" / "belvo"
        folder.parent.parent.mkdir()
        if start:
            run(folder, start)
            put(folder, FOREIGN)
        changes = find_changes(folder, with_lock(NEW))
        raised: BaseException | None = None
        with pytest.MonkeyPatch.context() as patch:
            made = _break_at(patch, number, fail)
            try:
                write_tree(folder, with_lock(NEW), changes, force=False)
            except (InputError, KeyboardInterrupt, Killed) as error:
                raised = error
        if len(made) < number:
            assert number > 15
            return
        yield folder, raised
    pytest.fail("no end")


@pytest.mark.usefixtures("swap")
@pytest.mark.parametrize("start", [{}, OLD], ids=["first run", "update"])
def test_killed(tmp_path: Path, start: dict[str, bytes]) -> None:
    old = with_lock(OLD) | FOREIGN if start else {}
    new = with_lock(NEW) | FOREIGN if start else with_lock(NEW)
    found = set()
    for folder, _ in _breaking_points(tmp_path, start, _kill):
        complete = contents(folder) if folder.exists() else None
        recover(folder)
        left = contents(folder) if folder.exists() else {}
        assert left in (old, new)
        assert complete in (left, None)
        run(folder, NEW)
        assert contents(folder) == new
        assert names(folder.parent) == {"belvo"}
        found.add(left == new)
    assert found == ({True, False} if start else {False})


@pytest.mark.parametrize("start", [{}, OLD], ids=["first run", "update"])
def test_killed_with_an_exchange_there_is_always_a_tree(
    tmp_path: Path, start: dict[str, bytes]
) -> None:
    for folder, _ in _breaking_points(tmp_path, start, _kill):
        assert folder.exists() == bool(start)


@pytest.mark.usefixtures("no_swap")
def test_killed_where_folders_cannot_be_renamed(tmp_path: Path) -> None:
    for folder, _ in _breaking_points(tmp_path, OLD, _kill):
        assert contents(folder).items() >= FOREIGN.items()
        run(folder, NEW)
        assert contents(folder) == with_lock(NEW) | FOREIGN
        assert names(folder.parent) == {"belvo"}


@pytest.mark.usefixtures("swap")
@pytest.mark.parametrize("start", [{}, OLD], ids=["first run", "update"])
@pytest.mark.parametrize("fail", [_fail_once, _interrupt_once])
def test_failed(tmp_path: Path, start: dict[str, bytes], fail: Callable[[int], None]) -> None:
    old = with_lock(OLD) | FOREIGN if start else {}
    new = with_lock(NEW) | FOREIGN if start else with_lock(NEW)
    for folder, raised in _breaking_points(tmp_path, start, fail):
        left = contents(folder) if folder.exists() else {}
        if isinstance(raised, InputError):
            assert left == old
            assert "\n" not in str(raised)
            assert ".postgen-" not in str(raised)
        else:
            assert left == new or (raised and left == old)
        if not start and left == old:
            assert not list(folder.parent.parent.iterdir())
        run(folder, NEW)
        assert contents(folder) == new
        assert names(folder.parent) == {"belvo"}


@pytest.mark.parametrize("kind", ["file", "link", "folder"])
def test_leftovers_of_any_kind(belvo: Path, tmp_path: Path, kind: str) -> None:
    put(tmp_path, {"outside/x": b"x"})
    for name in (".belvo.postgen-new", ".belvo.postgen-old"):
        match kind:
            case "file":
                (belvo.parent / name).write_bytes(b"")
            case "link":
                (belvo.parent / name).symlink_to(tmp_path / "outside")
            case _:
                put(belvo.parent, {f"{name}/a/b": b""})
                (belvo.parent / name / "a").chmod(0o500)
    recover(belvo)
    assert names(belvo.parent) == {"belvo"}
    assert contents(belvo) == with_lock(OLD) | FOREIGN
    assert contents(tmp_path / "outside") == {"x": b"x"}


# --- laws -----------------------------------------------------------------------------------

trees = st.dictionaries(
    st.sampled_from(["a", "b", "c/d", "c/e", "c/f/g", "h/i"]), st.binary(max_size=2), max_size=6
)


@settings(max_examples=60, deadline=None)
@given(trees, trees, trees, trees)
def test_laws(
    first: dict[str, bytes],
    edits: dict[str, bytes],
    mine: dict[str, bytes],
    second: dict[str, bytes],
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "belvo"
        run(folder, first)
        put(folder, edits)
        mine = {f"{path}.mine": content for path, content in mine.items()}
        put(folder, mine)
        before = contents(folder) if folder.exists() else {}
        changes = find_changes(folder, with_lock(second))
        if changes.edited or changes.foreign:
            with pytest.raises(InputError):
                run(folder, second)
            assert contents(folder) == before
        run(folder, second, force=True)
        after = contents(folder)
        kept = {path: before[path] for path in before if path not in with_lock(first) | second}
        assert after == with_lock(second) | kept
        assert after.items() >= mine.items()
        assert not find_changes(folder, with_lock(second)).any
