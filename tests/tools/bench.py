"""Speed and size beside other tools, on GitHub's whole API: `make bench`.

    python -m tests.tools.bench [--cache DIR] [--rounds N] [--only PART] [--sizes N,N] [--plot FILE]

Everything is run in turns, and ratios are taken within a round, so that they mean something
on a machine that has other work too. Needs npm (the converter and two of the peers), and
downloads into the cache folder at the first run.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import truediv
from pathlib import Path

import platformdirs

from . import bench_input
from .bench_measure import Command, Cost, in_turns, measure, median, put_aside, ratio
from .bench_peers import Peer, large_collection, lines_of, peers
from .bench_plot import plot
from .bench_watch import watching

PYTHON = sys.executable
POSTGEN = (PYTHON, "-m", "generator")
ROOT = Path(__file__).parents[2]
FLOOR = "import click, jinja2, black"
CALL_IT = """
import json, httpx2, {package}
answer = json.loads({answer!r})
http = httpx2.Client(transport=httpx2.MockTransport(lambda _: httpx2.Response(200, json=answer)))
{package}.Client(http_client=http).{call}()
"""
WITH_PYDANTIC = """
import httpx2
from pydantic import BaseModel
class Base(BaseModel): ...
class One(Base):
    number: int
"""
SIZES = (10, 100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the closing table: what was promised, and what was found."""

    what: str
    found: float
    most: float

    def __str__(self) -> str:
        verdict = "holds" if self.found <= self.most else "MISSED"
        return f"{self.what:<66} {self.found:>10.2f} {self.most:>10g}  {verdict}"


@dataclass(frozen=True, slots=True)
class Bench:
    """Where things are, and how often each is measured."""

    cache: Path
    work: Path
    rounds: int
    sizes: Sequence[int]
    drawing: Path | None

    def generate(self, collection: Path, output: Path, *, cold: bool = True) -> Command:
        """A run of postgen; cold: into no folder, with no cache."""
        remembered = self.work / "cache"

        def prepare() -> None:
            for folder in (output, remembered) if cold else ():
                put_aside(folder)

        line = (*POSTGEN, "generate", collection, "--output", output, "--name", "github_client")
        return Command(line, ROOT, prepare, {"XDG_CACHE_HOME": str(remembered)})


def peers_part(bench: Bench) -> list[Line]:
    """A cold run beside the other tools, and how much each writes."""
    collection = large_collection(bench.cache)
    output = bench.work / "out"
    ours = Peer("postgen", "client, tests", bench.generate(collection, output), output)
    found = [ours, *peers(bench.cache, collection, bench.work)]
    rivals = {peer.name: peer.command for peer in found[:3]}
    measure(ours.command)  # what was read once is read faster
    costs = in_turns(rivals, bench.rounds)
    # Nothing is promised of the others, and one of them takes minutes.
    once = measure(ours.command)
    costs |= {peer.name: [measure(peer.command)] for peer in found[3:]}
    print(f"\n{'tool':<26} {'gives':<24} {'clock':>7} {'CPU':>7} {'MB':>6} {'lines':>9} ratio")
    for peer in found:
        cost, lines = median(costs[peer.name]), lines_of(peer.output)
        own = costs["postgen"] if len(costs[peer.name]) > 1 else [once]
        clock, cpu = ratio(own[: len(costs[peer.name])], costs[peer.name])
        print(
            f"{peer.name:<26} {peer.gives:<24} {cost.wall:6.2f}s {cost.cpu:6.2f}s "
            f"{cost.peak / 1e6:6.0f} {lines:>9,} {clock:.2f} ({cpu:.2f} of CPU)"
        )
    quick, _ = ratio(costs["postgen"], costs["quicktype"])
    chain, _ = ratio(costs["postgen"], costs["openapi-python-client"])
    return [
        Line("cold generate, of quicktype's time", quick, 1.0),
        Line("cold generate, of openapi-python-client's time", chain, 1 / 7),
        *_sizes(output / "github_client"),
    ]


def _sizes(package: Path) -> list[Line]:
    operations = len(re.findall(r"^\| `", (package / "API.md").read_text(), re.MULTILINE))
    folders = [package / "resources", package / "aio"]
    code = [path for folder in folders for path in folder.rglob("*.py")]
    code.append(package / "client.py")
    written = [_without_docstrings(path.read_text()) for path in code]
    total = sum(text.count("\n") for text in written)
    for folder in ("resources", "aio", "models", "tests", "_runtime"):
        print(f"  {folder:<10} {lines_of(package / folder):>8,} lines")
    return [
        Line("lines of Python", lines_of(package), 130_000),
        Line("lines an operation, sync and async, less docstrings", total / operations, 70),
    ]


def _without_docstrings(source: str) -> str:
    return re.sub(r'^ *"""(?:[^"\\]|\\.|"(?!""))*"""\n', "", source, flags=re.MULTILINE)


def again_part(bench: Bench) -> list[Line]:
    """An unchanged check, and a run after one item changed, beside Python's own start."""
    collection, output = large_collection(bench.cache), bench.work / "again"
    changed = bench.work / "changed.json"
    changed.write_bytes(bench_input.one_changed(collection.read_bytes()))
    plain = bench.work / "plain.json"
    plain.write_text(json.dumps(json.loads(collection.read_bytes())))
    measure(bench.generate(plain, output))
    check = (*POSTGEN, "check", plain, "--output", output, "--name", "github_client")
    measure(Command(check, ROOT))
    costs = in_turns(
        {
            "check": Command(check, ROOT),
            "floor": Command((PYTHON, "-c", FLOOR)),
            "there": bench.generate(changed, output, cold=False),
            "back": bench.generate(plain, output, cold=False),
        },
        max(bench.rounds, 5),
    )
    _print(costs)
    again, _ = ratio(costs["there"], costs["floor"])
    return [
        Line("unchanged check, of Python's start", ratio(costs["check"], costs["floor"])[0], 1.0),
        Line("one item changed and saved under watch, of the same", _saved(bench), 6.0),
        Line("one item changed and generate started, of the same", again, 6.0),
    ]


def _saved(bench: Bench) -> float:
    """The median time of a save under `watch`, in times that Python takes to start."""
    versions = [(bench.work / name).read_bytes() for name in ("changed.json", "plain.json")]
    folder = bench.work / "watched"
    folder.mkdir()
    collection = folder / "github.json"
    collection.write_bytes(versions[1])
    output = ("--output", folder, "--name", "github_client")
    saves, starts = [], []
    with watching((*POSTGEN, "watch", collection, *output), collection, ROOT) as watched:
        for number in range(2 * max(bench.rounds, 5)):
            saves.append(watched.save(versions[number % 2]))
            starts.append(measure(Command((PYTHON, "-c", FLOOR))).wall)
    print("  a save under watch:", *(f"{one:.2f}" for one in saves), "s")
    return statistics.median(map(truediv, saves, starts))


def import_part(bench: Bench) -> list[Line]:
    """The import of the large client, and the first call into a resource of it."""
    collection, output = large_collection(bench.cache), bench.work / "imported"
    measure(bench.generate(collection, output))
    call, answer = _first_call(output / "github_client")
    script = bench.work / "first_call.py"
    script.write_text(CALL_IT.format(package="github_client", answer=answer, call=call))
    path = {"PYTHONPATH": str(output)}
    commands = {
        "httpx2": "import httpx2",
        "client": "import github_client; github_client.Client",
        "httpx2 and pydantic": WITH_PYDANTIC,
        "first call": script.read_text(),
    }
    runs = {
        name: Command((PYTHON, "-c", text), environment=path) for name, text in commands.items()
    }
    for run in runs.values():
        measure(run)  # writes the bytecode, which an installed package has
    costs = in_turns(runs, max(bench.rounds, 15))
    _print(costs)
    # By CPU: all of it is work of one process, and the clock counts what others do.
    _, imported = ratio(costs["client"], costs["httpx2"])
    _, called = ratio(costs["first call"], costs["httpx2 and pydantic"])
    return [
        Line("import of the client, of httpx2's", imported, 1.25),
        Line("import and first call, of httpx2 and pydantic", called, 1.5),
    ]


def _first_call(package: Path) -> tuple[str, str]:
    """A call that needs no argument, and the body of its saved answer."""
    for row in (package / "API.md").read_text().splitlines():
        found = re.match(r"\| `([a-z_.]+)\((?:\*[^)]*)?\)` \| GET ", row)
        saved = package / "tests" / "examples" / f"{found[1]}.json" if found else package
        if found and saved.is_file():
            for example in json.loads(saved.read_text())["examples"]:
                answer = example["response"].get("json")
                if example["response"].get("status") == 200 and isinstance(answer, dict | list):
                    return found[1], json.dumps(answer)
    raise RuntimeError("API.md has no call that could be made")


def calls_part(bench: Bench) -> list[Line]:
    """Calls over loopback and decoding, beside httpx2 and json."""
    collection = bench.work / "calls.json"
    collection.write_bytes(bench_input.calls())
    measure(bench.generate(collection, bench.work / "calls"))
    files = {"thing": bench_input.thing(), "records": bench_input.records()}
    for name, value in files.items():
        (bench.work / f"{name}.answer").write_text(json.dumps(value))
    line = (PYTHON, Path(__file__).with_name("bench_calls.py"))
    places = (bench.work / "calls/github_client", *(bench.work / f"{n}.answer" for n in files))
    printed = bench.work / "calls.out"
    script = f"'{line[0]}' '{line[1]}' {' '.join(map(str, places))} > '{printed}'"
    measure(Command(("sh", "-c", script)))
    found = json.loads(printed.read_text())
    for name, ratios in found.items():
        print(f"{name:<10}", " ".join(f"{one:.2f}" for one in ratios))
    return [
        Line("a call over loopback, of httpx2 and json.loads", _middle(found["call"]), 1.10),
        Line("decoding 1 MB of records, of json.loads", _middle(found["decode"]), 2.0),
    ]


def _middle(ratios: Sequence[float]) -> float:
    return statistics.median(ratios)


def sizes_part(bench: Bench) -> list[Line]:
    """Time and memory against size."""
    costs: dict[int, Cost] = {}
    for size in bench.sizes:
        collection = bench.work / f"sized_{size}.json"
        collection.write_bytes(bench_input.sized(size))
        output = bench.work / "sized"
        rounds = bench.rounds if size <= 1_000 else 1
        run = {"run": bench.generate(collection, output)}
        costs[size] = median(in_turns(run, rounds)["run"])
        cost = costs[size]
        print(
            f"{size:>7,} requests {collection.stat().st_size / 1e6:8.1f} MB: {cost.wall:7.2f}s "
            f"({cost.cpu:.2f}s of CPU), {cost.peak / 2**20:6.0f} MiB, "
            f"{1000 * cost.cpu / size:.2f} ms of CPU a request"
        )
    if bench.drawing:
        plot(bench.drawing, {size: cost.cpu for size, cost in costs.items()})
    large = sorted(size for size in costs if size >= 1_000)
    lines = [Line("memory at the largest size, MiB", costs[max(costs)].peak / 2**20, 2048)]
    if len(large) > 1:
        each = [costs[size].cpu / size for size in (large[0], large[-1])]
        what = f"time a request at {large[-1]:,}, of that at {large[0]:,}"
        lines.append(Line(what, each[1] / each[0], 1.5))
    return lines


PARTS: dict[str, Callable[[Bench], list[Line]]] = {
    "peers": peers_part,
    "again": again_part,
    "import": import_part,
    "calls": calls_part,
    "sizes": sizes_part,
}


def _print(costs: dict[str, list[Cost]]) -> None:
    for name, measured in costs.items():
        cost = median(measured)
        print(f"{name:<22} {1000 * cost.wall:8.0f} ms {1000 * cost.cpu:8.0f} ms of CPU")


def main(arguments: Sequence[str]) -> int:
    """Print all figures and a closing table; 0 where all of it holds."""
    parser = argparse.ArgumentParser(description="Measure postgen beside other tools.")
    cache = Path(platformdirs.user_cache_dir("postgen-bench"))
    parser.add_argument("--cache", type=Path, default=cache, help="where downloads are kept")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", choices=PARTS, action="append", help="a part; may be repeated")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), metavar="N,N")
    parser.add_argument("--plot", type=Path, metavar="FILE", help="draw CPU seconds against size")
    given = parser.parse_args(arguments)
    given.cache.mkdir(parents=True, exist_ok=True)
    sizes = [int(size) for size in given.sizes.split(",")]
    lines: list[Line] = []
    with tempfile.TemporaryDirectory(prefix="bench-") as work:
        bench = Bench(given.cache.resolve(), Path(work), given.rounds, sizes, given.plot)
        for name in given.only or PARTS:
            print(f"\n--- {name}")
            lines += PARTS[name](bench)
    print(f"\n{'':<66} {'found':>10} {'at most':>10}")
    print(*lines, sep="\n")
    missed = sum(line.found > line.most for line in lines)
    print(f"bench: {len(lines) - missed} of {len(lines)} hold")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
