"""The path guard lets nothing out of the folder, and nothing that some system cannot write."""

import pytest

from generator.output.paths import check_paths, parents, path_problem


@pytest.mark.parametrize(
    "path",
    [
        "client.py",
        "_runtime/auth/basic.py",
        "models/größe.py",
        ".gitattributes",
        "a b.md",
        "v1.2/x",
    ],
)
def test_good(path: str) -> None:
    assert path_problem(path) is None


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("", "empty segment"),
        ("/etc/passwd", "not relative"),
        ("../other.py", "begins with a dot"),
        ("a/../../b", "begins with a dot"),
        ("a/./b", "begins with a dot"),
        (".git/hooks/pre-commit", "begins with a dot"),
        (".env", "begins with a dot"),
        ("a//b", "empty segment"),
        ("a/", "empty segment"),
        ("a\\b", "not every system"),
        ("C:x", "not every system"),
        ("what?", "not every system"),
        ("aux.py", "device"),
        ("models/NUL", "device"),
        ("com1.tar.gz", "device"),
        ("a\nb", "control character"),
        ("a\0b", "control character"),
        ("a\x1b[2Jb", "control character"),
        ("a\u202eb", "control character"),
        ("\ud800", "surrogate"),
        ("e\u0301.py", "NFC"),
        ("a./b", "space or a dot"),
        ("a /b", "space or a dot"),
        ("__pycache__/x.pyc", "cache"),
        ("a" * 201, "200 characters"),
        ("ü" * 130, "too long"),
    ],
)
def test_bad(path: str, problem: str) -> None:
    assert problem in (path_problem(path) or "")
    with pytest.raises(ValueError, match="the path"):
        check_paths([path])


@pytest.mark.parametrize(
    "paths",
    [
        ["Links.py", "links.py"],
        ["Models/a.py", "models/b.py"],
        ["straße.py", "STRASSE.py"],
        ["a", "a/b"],
        ["a/b/c", "a/b"],
    ],
)
def test_bad_together(paths: list[str]) -> None:
    with pytest.raises(ValueError, match=r"case|file and a folder"):
        check_paths(paths)


def test_good_together() -> None:
    check_paths(["a/b.py", "a/c.py", "ab.py", "a.py"])


def test_parents() -> None:
    assert list(parents("a/b/c.py")) == ["a", "a/b"]
    assert list(parents("c.py")) == []
