"""The two sides, each a process: newman, and the live mode of the generated client."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

NEWMAN = "newman@6.2.2"
_SCRIPT = Path(__file__).with_name("parity_newman.js")
_SECONDS = 540

_PLAY = """
import importlib, json, sys, types
sys.path.insert(0, sys.argv[1])
live = importlib.import_module(sys.argv[2] + ".tests.live")
try:
    fresh = importlib.import_module(sys.argv[2] + "._runtime.auth.fresh")
except ImportError:
    fresh = types.SimpleNamespace()
credentials = json.loads(open(sys.argv[3]).read())
pinned = json.loads(open(sys.argv[4]).read())
dynamic = importlib.import_module(sys.argv[2] + "._runtime.dynamic")
dynamic.made_up = pinned.__getitem__
signed = json.loads(open(sys.argv[5]).read())
with live.Player() as player:
    player.variables.update(pinned)
    for position, item in enumerate(live.items()):
        number = error = None
        fresh.now = lambda: signed[position]["now"]
        fresh.nonce = lambda: signed[position]["nonce"]
        try:
            if credentials[position]:
                player.client.authenticate(**credentials[position])
            played = player.play(item)
            number = int(played.exchanges[-1].headers["X-Recorded"])
        except Exception as problem:
            error = type(problem).__name__ + ": " + str(problem)[:200]
            if player.exchanges:  # it was sent, and answered with an error
                number = int(player.exchanges[-1].headers["X-Recorded"])
        print(json.dumps({"item": position, "number": number, "error": error}), flush=True)
"""


@dataclass(frozen=True, slots=True)
class Side:
    """What one side did with an item: the number of its last request, or why there is none."""

    number: int | None = None
    error: str = ""


def install(folder: Path) -> None:
    """Put newman into a folder, unless it is there."""
    if not (folder / "node_modules" / "newman").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text("{}")
        command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", NEWMAN]
        subprocess.run(command, cwd=folder, check=True, capture_output=True)


def run_newman(modules: Path, folder: Path, items: int) -> list[Side]:
    """Run `collection.json` with `environment.json` of a folder; a Side for each item."""
    files = (folder / "collection.json", folder / "environment.json", folder / "files")
    command = ["node", "--no-deprecation", str(_SCRIPT), str(modules), *map(str, files)]
    return _sides(command, folder / "files", os.environ, items)


def run_client(
    folder: Path, package: str, environment: Mapping[str, str], items: int
) -> list[Side]:
    """Play the live mode of a package in a folder; a Side for each item."""
    command = [sys.executable, "-W", "ignore", "-c", _PLAY, str(folder), package]
    command += [str(folder / f"{name}.json") for name in ("credentials", "dynamic", "signed")]
    return _sides(command, folder / "files", {**os.environ, **environment}, items)


def _sides(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], items: int
) -> list[Side]:
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
        output, last = done.stdout, (done.stderr.strip().splitlines() or [""])[-1]
    except subprocess.TimeoutExpired as stopped:
        output = stopped.stdout.decode() if isinstance(stopped.stdout, bytes) else ""
        last = f"not done after {_SECONDS} seconds"
    sides = [Side(error=last[:200] or "sent nothing")] * items
    for line in output.splitlines():
        said = json.loads(line)
        if said["number"] is not None or said["error"]:
            sides[said["item"]] = Side(said["number"], said["error"] or "")
    return sides
