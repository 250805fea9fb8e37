"""What a generated package must pass, each check a subprocess with a time limit.

A check gives None, or the first line of what is wrong. The whole of what it printed goes
to a file beside the package. These lines hold names, not values: messages of failed
assertions are left out.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics import printable

PROJECT = Path(__file__).parents[2]
_TIMED_OUT = -1
_NO_TESTS = 5

_IMPORT_ALL = """
import importlib, pkgutil, sys
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
    importlib.import_module(module.name)
"""


@dataclass(frozen=True, slots=True)
class Output:
    """How a subprocess ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def last_line(self) -> str:
        """The last line that it printed."""
        lines = (self.stderr.strip() or self.stdout.strip()).splitlines()
        return printable(lines[-1]) if lines else f"nothing printed, exit code {self.code}"


def run(arguments: Sequence[str], folder: Path, log: Path, seconds: int) -> Output:
    """Run a module of this Python in a folder, and keep what it prints in a file."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("POSTGEN_", "PYTEST_"))}
    try:
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=folder,
            env=environment | {"COLUMNS": "200", "PYTHONUTF8": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )
        output = Output(done.returncode, done.stdout, done.stderr)
    except subprocess.TimeoutExpired:
        output = Output(_TIMED_OUT, "", f"not done after {seconds} seconds")
    log.write_text(output.stdout + output.stderr, encoding="utf-8")
    return output


def generate(collection: Path, folder: Path) -> Output:
    """Generate the client of a collection into a folder, through the command line."""
    arguments = ["-m", "generator", "generate", str(collection), "-o", str(folder)]
    return run(arguments, PROJECT, folder / "generate.txt", 180)


def is_refusal(output: Output) -> bool:
    """Whether the generator said in one clear line what is wrong with its input."""
    lines = output.stderr.strip().splitlines()
    return output.code == 2 and len(lines) == 1 and "internal error" not in lines[0]


def generation(output: Output) -> str | None:
    """What is wrong with how the generator ended."""
    if output.code == 0 and "Traceback" not in output.stderr:
        return None
    found = re.search(r"internal error.*", output.last_line)
    return _without_texts(found[0] if found else output.last_line)


def _without_texts(line: str) -> str:
    return re.sub(r"'[^']*'|\"[^\"]*\"", "'…'", line)


def black(package: Path) -> str | None:
    """Whether black, in the style that the project pins, would change nothing."""
    log = package.parent / "black.txt"
    output = run(["-m", "black", "--check", package.name], package.parent, log, 300)
    said = output.stderr.replace(f"{package.parent}/", "")
    return None if output.code == 0 else _first(said, "would reformat|error:")


def imports(package: Path) -> str | None:
    """Whether all modules can be imported, without a warning."""
    log = package.parent / "import.txt"
    arguments = ["-W", "error", "-c", _IMPORT_ALL, package.name]
    output = run(arguments, package.parent, log, 180)
    if output.code == 0:
        return None
    files = re.findall(rf'File "(?:[^"]*/)?({package.name}/[^"]*)", line (\d+)', output.stderr)
    at = "{}:{}: ".format(*files[-1]) if files else ""
    return at + output.last_line


def tests(package: Path) -> tuple[str | None, int, int]:
    """The first failure of the package's own tests; how many passed, how many did not."""
    log = package.parent / "tests.txt"
    arguments = ["-m", "pytest", "-q", "--tb=short", "-p", "no:cacheprovider", package.name]
    output = run(arguments, package.parent, log, 600)
    last = output.last_line
    count = {word: int(number) for number, word in re.findall(r"(\d+) (\w+)", last)}
    failed = count.get("failed", 0) + count.get("error", 0) + count.get("errors", 0)
    passed = count.get("passed", 0)
    if output.code == 0 or (output.code == _NO_TESTS and last.startswith("no tests ran")):
        return None, passed, failed
    test = re.search(r"^(?:FAILED|ERROR) ([^\s\[]+)", output.stdout, re.MULTILINE)
    error = re.search(r"^E +([\w.]+)", output.stdout, re.MULTILINE)
    if test is None:
        return last, passed, failed
    kind = error[1] if error else "no message"
    return f"{test[1]}: {'AssertionError' if kind == 'assert' else kind}", passed, failed


def mypy(packages: Sequence[Path], work: Path) -> Mapping[Path, str]:
    """The first error of `mypy --strict` for each of the packages that has any.

    All are checked in one run, which is much faster: as `folder.package`, since several
    may have the same name. An error that stops mypy stops it for all: then one by one.
    """
    names = {package.relative_to(work).as_posix(): package for package in packages}
    output = run(
        [
            *("-m", "mypy", "--strict", "--config-file=", "--no-error-summary"),
            *("--explicit-package-bases", "--cache-dir", str(work / "mypy-cache"), *names),
        ],
        work,
        (work if len(packages) > 1 else packages[0].parent) / "mypy.txt",
        900,
    )
    if output.code == 0:
        return {}
    if len(packages) > 1 and output.code != 1:
        alone = [mypy([package], work) for package in packages]
        return {package: line for found in alone for package, line in found.items()}
    found = {}
    for name, package in names.items():
        own = [line for line in output.stdout.splitlines() if line.startswith(f"{name}/")]
        if own:
            (package.parent / "mypy.txt").write_text("\n".join(own) + "\n", encoding="utf-8")
            found[package] = _first("\n".join(own), "error:").removeprefix(f"{name}/")
    if not found:
        return dict.fromkeys(packages, output.last_line)
    return found


def _first(text: str, pattern: str) -> str:
    """The first line that has the pattern, else the last one."""
    lines = [line for line in text.splitlines() if line.strip()]
    for line in lines:
        if re.search(pattern, line):
            return printable(line)
    return printable(lines[-1]) if lines else "nothing printed"
