"""The other tools that make code of a collection, and the large collection itself.

All of it is installed into a cache outside the project, from npm and PyPI, at bench time only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .bench_measure import Command, put_aside
from .roundtrip import convert, install

NPM = ("quicktype@26.0.0", "postman2openapi@1.2.1")
PYPI = (
    "openapi-python-client==0.29.1",
    "datamodel-code-generator[ruff]==0.89.0",
    "postman2pytest==1.3.0",
    # The Java program of that name, in a wheel; it needs a `java`.
    "openapi-generator-cli==7.26.0",
)
_TO_OPENAPI = """
const fs = require("fs");
const { transpile } = require("postman2openapi");
const [, , input, output] = process.argv;
const collection = JSON.parse(fs.readFileSync(input, "utf8"));
fs.writeFileSync(output, JSON.stringify(transpile(collection)));
"""


@dataclass(frozen=True, slots=True)
class Peer:
    """A tool, what it gives of a collection, and where."""

    name: str
    gives: str
    command: Command
    output: Path


def large_collection(cache: Path) -> Path:
    """GitHub's whole API as the converter turns it into a collection; made once."""
    target = cache / "github.json"
    if not target.is_file():
        folder = cache / "converter"
        install(folder)
        document = folder / "node_modules/@octokit/openapi/generated/api.github.com.json"
        if not convert(folder, document, target, "Example"):
            raise RuntimeError("the converter gives up")
    return target


def peers(cache: Path, collection: Path, work: Path) -> list[Peer]:
    """The tools that can be had here, each with a command that starts from the collection."""
    npm, tools = _install_npm(cache / "npm"), _install_pypi(cache / "pypi")
    to_openapi = ("node", npm / "to_openapi.js", collection, work / "openapi.json")
    quicktype = npm / "node_modules/.bin/quicktype"

    def peer(name: str, gives: str, output: str, *lines: tuple[str | Path, ...]) -> Peer:
        place = work / output
        script = " && ".join(" ".join(f"'{part}'" for part in line) for line in lines)
        command = Command(("sh", "-c", script), work, partial(put_aside, place))
        return Peer(name, gives, command, place)

    models, client = work / "models.py", work / "java"
    found = [
        peer(
            "quicktype",
            "models of answers only",
            "quicktype.py",
            (
                quicktype,
                "--src-lang",
                "postman",
                "--lang",
                "python",
                "-o",
                work / "quicktype.py",
                collection,
            ),
        ),
        peer(
            "openapi-python-client",
            "client, no tests",
            "opc",
            to_openapi,
            (
                tools / "openapi-python-client",
                "generate",
                "--path",
                work / "openapi.json",
                "--output-path",
                work / "opc",
                "--overwrite",
            ),
        ),
        peer(
            "datamodel-code-generator",
            "models only",
            models.name,
            to_openapi,
            (
                tools / "datamodel-codegen",
                "--input",
                work / "openapi.json",
                "--input-file-type",
                "openapi",
                "--output",
                models,
                "--openapi-scopes",
                "schemas",
                "paths",
            ),
        ),
        peer(
            "postman2pytest",
            "pasted calls",
            "pasted",
            (tools / "postman2pytest", "--collection", collection, "--out", work / "pasted"),
        ),
    ]
    if shutil.which("java"):
        found.append(
            peer(
                "OpenAPI Generator (Java)",
                "client, empty tests",
                client.name,
                to_openapi,
                (
                    tools / "openapi-generator-cli",
                    "generate",
                    "-g",
                    "python",
                    "-i",
                    work / "openapi.json",
                    "-o",
                    client,
                    "--skip-validate-spec",
                ),
            )
        )
    return found


def lines_of(output: Path) -> int:
    """How many lines of Python there are in a file or below a folder."""
    files = [output] if output.is_file() else output.rglob("*.py")
    return sum(path.read_bytes().count(b"\n") for path in files)


def _install_npm(folder: Path) -> Path:
    if not (folder / "node_modules").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        _run("npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", *NPM, cwd=folder)
    (folder / "to_openapi.js").write_text(_TO_OPENAPI)
    return folder


def _install_pypi(folder: Path) -> Path:
    """The folder with the tools' commands, in an environment of their own."""
    commands = folder / ("Scripts" if os.name == "nt" else "bin")
    if not (folder / "ready").is_file():
        _run(sys.executable, "-m", "venv", str(folder))
        _run(str(commands / "python"), "-m", "pip", "install", "-q", *PYPI)
        (folder / "ready").touch()
    return commands


def _run(*command: str, cwd: Path | None = None) -> None:
    subprocess.run(command, cwd=cwd, check=True, capture_output=True)
