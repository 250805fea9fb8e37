"""Is what the generated client sends what Postman sends: `make parity`.

    python -m tests.tools.parity DIR [--only SUBSTRING] [--show] [--newman DIR] [--record]

Each collection of a folder is run by newman, and its client is generated and played in live
mode, with the same variables, in a network that ends at a recording server. The requests
are compared one by one. An item for which newman sends nothing is counted apart. Names and
causes are printed; values, secrets replaced, only with --show. `--record` takes a folder of
recorded cases (`parity_cases`) and has newman record them anew.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.diagnostics import InputError, printable

from .parity_cases import record
from .parity_compare import UNSIGNED, Difference, challenge_of, compare, signed_with
from .parity_network import (
    NoNamespaceError,
    Recorder,
    answer_names,
    close_off,
    enter,
    is_inside,
    recording,
)
from .parity_prepare import Prepared, prepare
from .parity_run import Side, install, run_client, run_newman
from .parity_side import PACKAGE, write

NEEDED = 0.995
_FILES = Path(__file__).parents[2] / ".venv" / "newman"
_MOST_SHOWN = 3


@dataclass(slots=True)
class Row:
    """What came of one collection."""

    name: str
    items: int = 0
    sent: int = 0
    equal: int = 0
    unsent: Counter[str] = field(default_factory=Counter)
    """Why newman sent nothing."""
    differences: list[tuple[str, tuple[Difference, ...]]] = field(default_factory=list)
    """Items, each with what differs."""
    notes: Counter[str] = field(default_factory=Counter)


def main(arguments: Sequence[str]) -> int:
    """Compare a folder of collections; 0 where enough requests are equal."""
    parser = argparse.ArgumentParser(description="Compare what is sent with what newman sends.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--only", default="", metavar="SUBSTRING", help="of the file's name")
    parser.add_argument("--show", action="store_true", help="show values, secrets replaced")
    parser.add_argument("--record", action="store_true", help="record the cases of DIR anew")
    parser.add_argument("--newman", type=Path, default=_FILES, metavar="DIR")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"parity: skipped, there is no folder {options.folder}")
        return 0
    try:
        if not is_inside():
            install(options.newman)
            return enter(__spec__.name if __spec__ else "tests.tools.parity", arguments)
        close_off()
    except NoNamespaceError as problem:
        print(f"parity: not run, this system gives no network of its own: {problem}")
        return 2
    answer_names()
    if options.record:
        files = sorted(options.folder.glob("*.json"))
        count = sum(record(path, options.newman.resolve()) for path in files)
        print(f"parity: {count} requests recorded")
        return 0
    rows = []
    for path in sorted(options.folder.glob("*.json")):
        if options.only in path.name:
            _progress(path.stem)
            row = examine(path, options.newman.resolve())
            if row is not None:
                rows.append(row)
                show(row, values=options.show)
    return conclude(rows)


def examine(path: Path, modules: Path) -> Row | None:
    """Both sides of one collection; None where it is none."""
    try:
        prepared = prepare(path.read_bytes())
    except InputError:
        return None
    row = Row(printable(path.stem), items=len(prepared.items))
    with tempfile.TemporaryDirectory(prefix="parity-") as temporary:
        folder = Path(temporary)
        environment = write(prepared, folder)
        with recording(prepared.ports) as recorder:
            theirs = run_newman(modules, folder, row.items)
            signed = [
                signed_with(recorder.requests[side.number]) if side.number is not None else UNSIGNED
                for side in theirs
            ]
            (folder / "signed.json").write_text(json.dumps(signed))
            for side in theirs:
                if side.number is not None:
                    theirs_sent = recorder.requests[side.number]
                    if challenge := challenge_of(theirs_sent):
                        place = theirs_sent.method, theirs_sent.target
                        recorder.challenges[place] = challenge
            ours = run_client(folder, PACKAGE, environment, row.items)
            judge(row, prepared, recorder, theirs, ours)
    return row


def judge(
    row: Row,
    prepared: Prepared,
    recorder: Recorder,
    theirs: Sequence[Side],
    ours: Sequence[Side],
) -> None:
    """Compare item by item."""
    for item, their_side, our_side in zip(prepared.items, theirs, ours, strict=True):
        title = " / ".join((*item.folder_path, item.item.name))
        if their_side.number is None:
            row.unsent[their_side.error] += 1
            continue
        row.sent += 1
        if our_side.number is None:
            row.differences.append(
                (
                    title,
                    (Difference(f"not sent: {our_side.error.partition(':')[0]}", our_side.error),),
                )
            )
            continue
        found = compare(recorder.requests[their_side.number], recorder.requests[our_side.number])
        row.notes.update({each.cause for each in found if each.is_note})
        real = tuple(each for each in found if not each.is_note)
        if real:
            row.differences.append((title, real))
        else:
            row.equal += 1


# --- printing ---------------------------------------------------------------------------


def _progress(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{printable(text, 60)}", end="", file=sys.stderr, flush=True)


def show(row: Row, *, values: bool) -> None:
    """Print what differs in one collection: every cause, with the first items that have it."""
    _progress("")
    if not row.differences and not row.unsent:
        return
    unsent = f", newman sends nothing for {sum(row.unsent.values())}" if row.unsent else ""
    print(f"{row.name}: {row.equal}/{row.sent} equal{unsent}")
    for why, count in row.unsent.most_common():
        print(f"    newman: {printable(why, 100)} ({count})")
    by_cause: dict[str, list[tuple[str, Difference]]] = {}
    for title, differences in row.differences:
        for each in differences:
            by_cause.setdefault(each.cause, []).append((title, each))
    for cause, found in sorted(by_cause.items(), key=lambda pair: -len(pair[1])):
        titles = "; ".join(printable(title, 60) for title, _ in found[:_MOST_SHOWN])
        print(f"    {printable(cause, 160)} ({len(found)}): {titles}")
        for _, each in found[:_MOST_SHOWN] if values else ():
            print(f"        newman: {printable(str(each.theirs), 400)}")
            print(f"        client: {printable(str(each.ours), 400)}")


def conclude(rows: Sequence[Row]) -> int:
    """Print the causes of all, and the closing line."""
    causes: Counter[str] = Counter()
    for row in rows:
        for _, differences in row.differences:
            causes.update({each.cause.partition(": ")[0] for each in differences[:1]})
    for cause, count in causes.most_common():
        print(f"parity: {count} differ first in: {printable(cause)}")
    notes = sum((row.notes for row in rows), Counter[str]())
    for note, count in notes.most_common():
        print(f"parity: {count} equal but for {note}")
    unsent = sum((row.unsent for row in rows), Counter[str]())
    print(f"parity: {sum(unsent.values())} items for which newman sends nothing")
    equal, sent = sum(row.equal for row in rows), sum(row.sent for row in rows)
    print(f"parity: {equal}/{sent} requests equal")
    return 0 if not sent or equal / sent >= NEEDED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
