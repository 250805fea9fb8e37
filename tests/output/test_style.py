"""Formatting: the same bytes however many processes do it, and no process left behind."""

import gc
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.output import style
from generator.output.style import StyleError, format_all

# The tabs make it black's: `layout` knows none.
UGLY = "def f( a,b ):\n\t# as given\n\treturn {'x':a ,'y':b}\n"
NEAT = 'def f(a, b):\n    # as given\n    return {"x": a, "y": b}\n'


def test_what_is_neat_stays() -> None:
    assert format_all({"a.py": UGLY}) == format_all({"a.py": NEAT}) == {"a.py": NEAT}


def test_the_collector_is_on_again() -> None:
    format_all({"a.py": UGLY})
    assert gc.isenabled()
    with pytest.raises(StyleError):
        format_all({"a.py": "def (:"})
    assert gc.isenabled()


@pytest.mark.parametrize("workers", [None, 1, 2, 3, 50])
def test_format_all(workers: int | None) -> None:
    files = {f"m{n}.py": UGLY.replace("f(", f"f{n}(") for n in range(7, 0, -1)}
    files = {"z.md": UGLY, **files, "empty.py": ""}
    formatted = format_all(files, workers=workers)
    assert list(formatted) == list(files)
    assert formatted["z.md"] == UGLY
    assert formatted["empty.py"] == ""
    assert formatted["m3.py"] == NEAT.replace("f(", "f3(")


def test_nothing_to_format() -> None:
    assert format_all({}) == {}
    assert format_all({"a.md": "x"}, workers=2) == {"a.md": "x"}


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    "bad",
    [
        "def (:",
        "x = '\0'",
        "x = '\ud800'",
        "print 'old'",
        "return 1",
        r"x = '\d'",
        f"x = {'[' * 5000}{']' * 5000}",
        f"x = {'-' * 100_000}1",
    ],
    ids=range(8),
)
def test_a_bug_in_a_template_names_the_file(workers: int, bad: str) -> None:
    files = {"a.py": UGLY * 3, "resources/bad.py": bad}
    with pytest.raises(StyleError, match=r"^resources/bad\.py is not Python: .*\Z"):
        format_all(files, workers=workers)


def test_workers_come_with_the_size(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    real = style._worker

    def worker() -> object:
        started.append(1)
        return real()

    monkeypatch.setattr(style, "_worker", worker)
    monkeypatch.setattr(style, "processors", lambda: 2)
    files = {"a.py": UGLY, "b.py": UGLY}
    assert format_all(files) == {"a.py": NEAT, "b.py": NEAT}
    assert not started
    monkeypatch.setattr(style, "WORTH_A_WORKER", len(UGLY))
    assert format_all(files) == {"a.py": NEAT, "b.py": NEAT}
    assert len(started) == 1


@pytest.mark.parametrize("python", ["/nonexistent/python", "/bin/false", "/bin/echo", ""])
def test_without_workers(monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    monkeypatch.setattr(sys, "executable", python)
    files = {"a.py": UGLY, "b.py": UGLY}
    assert format_all(files, workers=2) == {"a.py": NEAT, "b.py": NEAT}


@pytest.mark.parametrize("error", [KeyboardInterrupt, StyleError])
def test_no_process_is_left(monkeypatch: pytest.MonkeyPatch, error: type[BaseException]) -> None:
    processes = []
    real = subprocess.Popen

    def popen(*args: object, **kwargs: object) -> object:
        processes.append(real(*args, **kwargs))  # type: ignore[call-overload]
        return processes[-1]

    def interrupted(*_: object) -> None:
        raise error

    monkeypatch.setattr(subprocess, "Popen", popen)
    monkeypatch.setattr(style, "_format", interrupted)
    with pytest.raises(error):
        format_all({"a.py": UGLY, "b.py": UGLY, "c.py": UGLY}, workers=3)
    assert [process.returncode is not None for process in processes] == [True, True]


def test_modules_of_the_current_folder_are_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("black", "json", "generator"):
        (tmp_path / f"{name}.py").write_text("open('pwned', 'w'); raise SystemExit(1)")
    monkeypatch.chdir(tmp_path)
    assert format_all({"a.py": UGLY, "b.py": UGLY}, workers=2)["b.py"] == NEAT
    assert not (tmp_path / "pwned").exists()


def test_black_is_imported_late() -> None:
    code = "import sys, generator.output.style; print('black' in sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    assert run.stdout == "False\n"
