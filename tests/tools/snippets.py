"""Every item of every collection of a folder, in every language: `make snippets`.

    python tests/tools/snippets.py DIR [--only SUBSTRING] [--jobs 2]

Each snippet is checked as far as the language allows: `bash -n` for shells, tclsh runs the
Tcl through its happy path (with commands that do nothing), Python is compiled, PureBasic
passes the structural checker, Node.js parses the JavaScript, the item's JSON is JSON. Names
are printed, values are not. What is not installed is named and passed over.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from generator.api.model import Api  # noqa: E402
from generator.diagnostics import InputError, place, printable  # noqa: E402
from generator.output.lock import EMPTY  # noqa: E402
from generator.pipeline import Options, client_name, describe, read  # noqa: E402
from generator.postman.read import read_collection  # noqa: E402
from generator.snippets.book import Entry, entries  # noqa: E402
from generator.snippets.languages import languages  # noqa: E402
from generator.snippets.render import Renderer  # noqa: E402
from tests.snippets.purebasic import problems as purebasic_problems  # noqa: E402

_TCL = Path(__file__).with_suffix(".tcl")
_NODE = """
const {readFileSync} = require("node:fs"), {Script} = require("node:vm");
for (const path of readFileSync(0, "utf8").split("\\n").filter(Boolean)) {
  const code = readFileSync(path, "utf8").replace(/^import .*$/m, "");
  try { new Script(`(async () => {${code}\\n})`); }
  catch (error) { console.log(`${path}: ${error.message}`); }
}
"""
_BASH = """
while IFS= read -r path; do bash -n "$path" 2>/dev/null || printf '%s: bash -n\\n' "$path"; done
"""
_CHECKED_BY = {"bash": "curl-sh", "tclsh": "chilkat-tcl", "node": "javascript"}


@dataclass(slots=True)
class Row:
    """What is known of one collection."""

    name: str
    items: int = 0
    refused: bool = False
    checked: Counter[str] = field(default_factory=Counter)
    """Language -> snippets that a tool of the language took."""
    problems: list[str] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Check a folder; 0 where every item has every language and all checks pass."""
    parser = argparse.ArgumentParser(description="Show every item of a folder in every language.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the file's name")
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"snippets: skipped, there is no folder {options.folder}")
        return 0
    paths = sorted(p for p in options.folder.glob("*.json") if options.only in p.name)
    start = time.perf_counter()
    with ProcessPoolExecutor(options.jobs) as pool:
        rows = list(pool.map(examine, paths))
    failed = [problem for row in rows for problem in row.problems]
    for problem in failed[:50]:
        print(problem)
    missing = [tool for tool in _CHECKED_BY if shutil.which(tool) is None]
    checked = sum((row.checked for row in rows), Counter[str]())
    print(
        f"snippets: {sum(not row.refused for row in rows)} collections "
        f"({sum(row.refused for row in rows)} refused), {sum(row.items for row in rows)} items "
        f"in {len(languages())} languages; checked "
        + ", ".join(f"{name} {count}" for name, count in sorted(checked.items()))
        + (f"; not installed: {', '.join(missing)}" if missing else "")
        + f"; {len(failed)} problems; {time.perf_counter() - start:.0f} s"
    )
    return 1 if failed else 0


def examine(path: Path) -> Row:
    """All snippets of one collection."""
    row = Row(printable(path.stem))
    try:
        book = book_of(path.read_bytes())
    except InputError:
        row.refused = True
        return row
    row.items = len(book)
    with tempfile.TemporaryDirectory(prefix="snippets-") as folder:
        files: dict[str, list[Path]] = {tool: [] for tool in _CHECKED_BY}
        renderer = Renderer()
        for number, entry in enumerate(book):
            where = f"{row.name}: {place(*entry.titles)}"
            for language, text in _rendered(entry, renderer, row, where):
                check = _CHECKS.get(language)
                if check is not None:
                    row.problems.extend(f"{where}: {language}: {one}" for one in check(text)[:2])
                    row.checked[language] += 1
                for tool in (t for t, name in _CHECKED_BY.items() if name == language):
                    file = Path(folder) / f"{number}.{language}"
                    file.write_text(text, encoding="utf-8")
                    files[tool].append(file)
        for tool, some in files.items():
            if shutil.which(tool):
                row.checked[_CHECKED_BY[tool]] += len(some)
                for line in _run(tool, some):
                    number = int(Path(line.partition(": ")[0]).stem)
                    titles = place(*book[number].titles)
                    row.problems.append(f"{row.name}: {titles}: {tool}: {printable(line)}")
    return row


def _rendered(entry: Entry, renderer: Renderer, row: Row, where: str) -> Iterator[tuple[str, str]]:
    for language in languages():
        try:
            yield language.name, renderer.render(language, entry.subject)
        except Exception as error:  # whatever it is, it is a finding
            row.problems.append(f"{where}: {language.name}: {type(error).__name__}: {error}")


def book_of(data: bytes) -> tuple[Entry, ...]:
    """The items of a file."""
    source = read(data)
    original, _ = read_collection(data)

    def client() -> tuple[Api, str]:
        return describe(source, EMPTY, Options())[0], client_name(source, Options())

    return entries(data, source.collection, original, client)


def _run(tool: str, files: Sequence[Path]) -> list[str]:
    command = {"bash": ["bash", "-c", _BASH], "tclsh": ["tclsh", str(_TCL)]}.get(
        tool, ["node", "-e", _NODE]
    )
    given = "".join(f"{file}\n" for file in files)
    done = subprocess.run(command, input=given, capture_output=True, text=True, check=False)
    if done.returncode:
        return [f"0: {tool} ended with {done.returncode}: {done.stderr[:200]}"]
    return done.stdout.splitlines()


def _python(text: str) -> list[str]:
    try:
        compile(text, "snippet.py", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        return [str(error)]
    return []


def _json(text: str) -> list[str]:
    try:
        json.loads(text)
    except ValueError as error:
        return [str(error)]
    return []


_CHECKS: Mapping[str, Callable[[str], list[str]]] = {
    "python": _python,
    "chilkat-python": _python,
    "chilkat-purebasic": purebasic_problems,
    "item-json": _json,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
