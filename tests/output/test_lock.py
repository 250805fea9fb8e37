"""postgen.lock: what is written can be read, and a merge conflict settles itself."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics import InputError, Level
from generator.output.lock import EMPTY, MERGED, Lock, digest, dump, parse, written_files
from generator.output.paths import path_problem

GET = '["GET","/links/{id}"]'
LIST = '["GET","/links"]'
DIGEST = "0123456789abcdef"
OTHER = "fedcba9876543210"

names = st.dictionaries(
    st.tuples(
        st.sampled_from(["model", "operation", "resource"]),
        st.lists(st.text(), min_size=1, max_size=3).map(json.dumps)
        # Not ASCII alone: U+2028 and U+0085 end lines elsewhere, but not here.
        | st.text(st.characters(exclude_characters="\r\n"), min_size=1),
    ),
    st.from_regex(r"[a-z_][a-z0-9_]*(\.[a-z_]+)?", fullmatch=True),
    max_size=5,
)
files = st.dictionaries(
    st.from_regex(r"[a-z_ü]{1,9}(/[a-z][a-z ]{0,5}[a-z])?\.py", fullmatch=True).filter(
        lambda path: path_problem(path) is None
    ),
    st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    max_size=5,
)
locks = st.builds(
    Lock, st.sampled_from(["", "0.1.0"]), st.sampled_from(["", "ab" * 32]), names, files
)


def conflict(ours: str, theirs: str, base: str | None = None) -> str:
    ancestor = f"||||||| 1234567\n{base}" if base is not None else ""
    return f"<<<<<<< HEAD\n{ours}{ancestor}=======\n{theirs}>>>>>>> feature / x\n"


@settings(deadline=None)
@given(locks)
def test_read_back(lock: Lock) -> None:
    assert parse(dump(lock)) == (lock, ())
    assert parse(dump(lock).replace("\n", "\r\n").encode("utf-8-sig", "surrogatepass"))[
        0
    ].files == (lock.files)


@settings(deadline=None)
@given(locks, locks, st.booleans())
def test_union_of_both_sides(ours: Lock, theirs: Lock, diff3: bool) -> None:
    lock, _ = parse(conflict(dump(ours), dump(theirs), "name x\n" if diff3 else None))
    assert lock.names.keys() == ours.names.keys() | theirs.names.keys()
    assert lock.files.keys() == ours.files.keys() | theirs.files.keys()
    for key, name in lock.names.items():
        assert name == min(side.names[key] for side in (ours, theirs) if key in side.names)
    for path, value in lock.files.items():
        sides = {side.files[path] for side in (ours, theirs) if path in side.files}
        assert value == (sides.pop() if len(sides) == 1 else MERGED)
    assert lock == parse(conflict(dump(theirs), dump(ours)))[0]
    assert parse(dump(lock)) == (lock, ())


def test_text() -> None:
    lock = Lock(
        "0.1.0",
        "ab" * 32,
        {("operation", LIST): "links.list", ("model", '["Link"]'): "Link"},
        {"client.py": DIGEST, "aio/client.py": OTHER},
    )
    head, entries = dump(lock)[:2], dump(lock).splitlines()[2:]
    assert head == "# "
    assert entries == [
        "format 2",
        "postgen 0.1.0",
        f"input {'ab' * 32}",
        'name model Link ["Link"]',
        f"name operation links.list {LIST}",
        f"file {OTHER} aio/client.py",
        f"file {DIGEST} client.py",
    ]


def test_a_new_name_changes_one_line() -> None:
    identities = [json.dumps(["GET", f"/{letter}"]) for letter in "abc"]
    lock = Lock("0.1.0", "x", {("operation", each): "zzz" for each in identities}, {})
    renamed = Lock("0.1.0", "x", {**lock.names, ("operation", identities[1]): "aaa"}, {})
    changed = [
        (old, new)
        for old, new in zip(dump(lock).splitlines(), dump(renamed).splitlines(), strict=True)
        if old != new
    ]
    assert changed == [('name operation zzz ["GET", "/b"]', 'name operation aaa ["GET", "/b"]')]


def test_two_names_for_one_identity() -> None:
    ours, theirs = f"name operation retrieve {GET}\n", f"name operation get {GET}\n"
    lock, [diagnostic] = parse(conflict(ours, theirs))
    assert lock.names == {("operation", GET): "get"}
    assert (diagnostic.level, diagnostic.code) == (Level.WARNING, "lock-two-names")
    assert "get, retrieve; get is kept" in diagnostic.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("", {}, id="empty"),
        pytest.param(f"file {DIGEST} a.py\nfile {OTHER} a.py\n", {"a.py": MERGED}, id="no markers"),
        pytest.param(
            conflict(f"file {DIGEST} a.py\n", f"file {DIGEST} b.py\n", f"file {OTHER} old.py\n"),
            {"a.py": DIGEST, "b.py": DIGEST},
            id="the common ancestor is left out",
        ),
        pytest.param(
            "<<<<<<< HEAD\n"
            "||||||| merged common ancestors\n"
            "<<<<<<<<< Temporary merge branch 1\n"
            f"file {DIGEST} old.py\n"
            "||||||||| 123\n"
            "=========\n"
            f"file {DIGEST} older.py\n"
            ">>>>>>>>> Temporary merge branch 2\n"
            "=======\n"
            f"file {DIGEST} a.py\n"
            ">>>>>>> x\n",
            {"a.py": DIGEST},
            id="conflict in the ancestor",
        ),
        pytest.param(
            f"<<<<<<< HEAD\r\nfile {DIGEST} a.py\r\n=======\r\n>>>>>>> x\r\nfile {OTHER} b.py\r\n",
            {"a.py": DIGEST, "b.py": OTHER},
            id="CRLF",
        ),
    ],
)
def test_conflicts(text: str, expected: dict[str, str]) -> None:
    lock, diagnostics = parse(text)
    assert lock.files == expected
    assert diagnostics == ()


def test_branches_that_disagree_on_the_input() -> None:
    text = conflict("postgen 0.1.0\ninput aa\n", "postgen 0.1.0\ninput bb\n")
    assert parse(text)[0] == Lock("0.1.0", "", {}, {})


@pytest.mark.parametrize(
    "line",
    [
        "hello",
        "name operation",
        "name operation get",
        "name operation get ",
        "name operation __import__('os') [1]",
        "name operation a;b [1]",
        "name operation a..b [1]",
        "file ABC client.py",
        f"file {DIGEST}",
        f"file {DIGEST} ../../etc/passwd",
        f"file {DIGEST} /etc/passwd",
        f"file {DIGEST} .git/config",
        "format one",
        "postgen",
        "\ufffd\ufffd",
    ],
)
def test_lines_that_make_no_sense(line: str) -> None:
    lock, [diagnostic] = parse(f"{line}\nfile {DIGEST} a.py\nx y z\n")
    assert lock == Lock("", "", {}, {"a.py": DIGEST})
    assert diagnostic.code == "lock-line"
    assert diagnostic.message == "line 1 and 1 more not understood; left out"


def test_nothing_makes_it_fail() -> None:
    assert parse(bytes(range(256)) * 50)[0] == EMPTY


def test_newer_format() -> None:
    with pytest.raises(InputError, match="newer postgen") as caught:
        parse("format 3\nnames are elsewhere now\n")
    assert caught.value.diagnostic.code == "newer-lock"


@pytest.mark.parametrize(
    "lock",
    [
        Lock("0.1 beta", "", {}, {}),
        Lock("", "a\nb", {}, {}),
        Lock("", "", {("operation", GET): "get links"}, {}),
        Lock("", "", {("Big kind", GET): "get"}, {}),
        Lock("", "", {}, {"../a.py": DIGEST}),
        Lock("", "", {}, {"a.py": "123"}),
    ],
)
def test_what_cannot_be_read_back_is_not_written(lock: Lock) -> None:
    with pytest.raises(ValueError, match="cannot stand in"):
        dump(lock)


@pytest.mark.parametrize("identity", ["server {{a\r\nb}}", '"quoted"', '"', "a\rb", "\n"])
def test_an_identity_stands_on_one_line(identity: str) -> None:
    lock = Lock("", "", {("setting", identity): "a"}, {})
    assert parse(dump(lock)) == (lock, ())


def test_digest() -> None:
    assert digest("a\nb\n") == digest(b"a\r\nb\r\n") == digest("a\r\nb\n")
    assert digest("a") != digest("b")
    assert digest("") == "e3b0c44298fc1c14"


@settings(deadline=None)
@given(locks)
def test_the_files_alone_are_read_the_same(lock: Lock) -> None:
    wanted = lock.input or "0" * 64
    # A strategy's text may hold half a character; what reading gives holds none.
    written = dump(lock).encode("utf-8", "surrogatepass")
    found = written_files(written, wanted)
    assert found == (lock.files if lock.input else None)
    assert written_files(written.replace(b"\n", b"\r\n"), wanted) == found
    assert written_files(written, "another") is None


def test_the_files_alone_are_not_read_in_a_conflict() -> None:
    lock = dump(Lock("0.1.0", "ab" * 32, {}, {"a.py": DIGEST}))
    assert written_files(lock.encode(), "ab" * 32) == {"a.py": DIGEST}
    merged = lock + conflict(f"file {DIGEST} b.py\n", f"file {OTHER} b.py\n")
    assert written_files(merged.encode(), "ab" * 32) is None
    assert written_files((lock + f"file {OTHER} a.py\n").encode(), "ab" * 32) is None
