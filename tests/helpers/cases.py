"""The cases under tests/cases: small collections, each with the files it should give."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.pipeline import Options, Result

from .packages import run, write

FOLDER = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    folder: Path

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def package(self) -> str:
        """The name of its package; none is that of a module of Python or of another case."""
        return f"case_{self.name}"

    @property
    def expected(self) -> dict[str, Path]:
        folder = self.folder / "expected"
        return {
            path.relative_to(folder).as_posix(): path
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }

    def run(self, name: str = "acme") -> Result:
        options = self.folder / "options.json"
        said: dict[str, Any] = json.loads(options.read_bytes()) if options.exists() else {}
        collection = json.loads((self.folder / "input.json").read_bytes())
        return run(collection, options=Options(name=name, **said))

    def write(self, folder: Path) -> Path:
        """The package of the case, below a folder."""
        return write(self.run(self.package), folder / self.package)


CASES = [Case(path.parent) for path in sorted(FOLDER.glob("*/input.json"))]
