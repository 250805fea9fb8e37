"""Formatting with black, whose version pyproject.toml pins to one calendar year.

black would be nearly all of the cost of a run. What clients mostly consist of is laid out by
`layout` as black does it, some thirty times faster; black itself gets the statements that
are left, and the modules of another kind. Where that is much, it is shared out to worker
processes. These are plain subprocesses that read texts as JSON and print them formatted:
unlike forked ones they are safe beside threads, unlike spawned ones they do not import the
caller's main module, and they end by themselves when this process is gone.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import signal
import subprocess
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..cycles import uncollected
from ..diagnostics import printable
from ..parallel import processors
from .holes import Chunk, Hole, answered, ask
from .layout import Known, layout

WORTH_A_WORKER = 60_000
"""Characters of source that take black about as long as a Python with black takes to start,
three times over."""
MOST_WORKERS = 8
HOLES_AT_ONCE = 20_000
"""Characters of statements that are put together into one source."""
COLLECT_AFTER = 200_000
"""Characters of source whose syntax trees take some 60 MB."""


class StyleError(Exception):
    """A Python source that cannot be formatted: a bug in a template, not in the input."""


def format_all(files: Mapping[str, str], *, workers: int | None = None) -> dict[str, str]:
    """The same files, in the same order, with the `.py` ones formatted.

    `workers` is how many processes work, this one included; by default as many as the
    machine has and the size of the whole is worth. The result does not depend on it.
    Raises StyleError, with the path, where one is no Python.
    """
    with uncollected():
        sources = {path: text for path, text in files.items() if path.endswith(".py")}
        for path, text in sources.items():
            _check(path, text)
        known = Known()
        chunks = {path: layout(text, known) for path, text in sources.items()}
    batches = _batches(known.holes)
    left = {path: sources[path] for path, found in chunks.items() if found is None}
    asked = {f"statements {number}": ask(holes) for number, holes in enumerate(batches)}
    formatted = _share_and_format({**left, **asked}, workers)
    fills: dict[Hole, str] = {}
    for name, holes in zip(asked, batches, strict=True):
        fills.update(answered(holes, formatted[name]))
    return {
        path: formatted.get(path, text) if found is None else _filled(found, fills)
        for path, text in files.items()
        for found in (chunks.get(path),)
    }


def _batches(holes: Iterable[Hole]) -> list[list[Hole]]:
    """The statements that black has to lay out, so many together as it formats best."""
    batches: list[list[Hole]] = []
    size = HOLES_AT_ONCE
    for hole in holes:
        if size >= HOLES_AT_ONCE:
            batches.append([])
            size = 0
        batches[-1].append(hole)
        size += len(hole.text)
    return batches


def _filled(chunks: Iterable[Chunk], fills: Mapping[Hole, str]) -> str:
    return "".join(chunk if isinstance(chunk, str) else fills[chunk] for chunk in chunks)


def _share_and_format(sources: Mapping[str, str], workers: int | None) -> dict[str, str]:
    """Named sources as black leaves them, from so many processes."""
    if workers is None:
        size = sum(map(len, sources.values()))
        workers = min(processors(), MOST_WORKERS, size // WORTH_A_WORKER)
    shares = _share_out({name: len(text) for name, text in sources.items()}, max(workers, 1))
    formatted: dict[str, str] = {}
    with contextlib.ExitStack() as running:
        started: list[tuple[subprocess.Popen[bytes] | None, list[str]]] = [(None, shares[0])]
        for share in shares[1:]:
            worker = running.enter_context(_worker())
            _send(worker, [sources[name] for name in share])
            started.append((worker, share))
        for worker, share in started:
            # What a worker failed at is done over here: that fails too, and says why.
            texts = _receive(worker) or _format([sources[name] for name in share], share)
            formatted.update(zip(share, texts, strict=True))
    return formatted


def _share_out(sizes: Mapping[str, int], shares: int) -> list[list[str]]:
    """The paths in so many groups of about the same size."""
    groups: list[list[str]] = [[] for _ in range(shares)]
    totals = [0] * shares
    for path in sorted(sizes, key=lambda path: (-sizes[path], path)):
        smallest = totals.index(min(totals))
        groups[smallest].append(path)
        totals[smallest] += sizes[path]
    return [group for group in groups if group] or [[]]


def _format(sources: Sequence[str], names: Sequence[str]) -> list[str]:
    if not sources:
        return []
    from black import format_str  # noqa: PLC0415  (a slow import)
    from black.mode import Mode, TargetVersion  # noqa: PLC0415

    mode = Mode(target_versions={TargetVersion.PY311}, line_length=88)
    texts: list[str] = []
    since = 0
    with uncollected():
        for name, source in zip(names, sources, strict=True):
            with _naming(name):
                texts.append(format_str(source, mode=mode))
            since += len(source)
            if since > COLLECT_AFTER:
                gc.collect(0)
                since = 0
    return texts


def _check(name: str, source: str) -> None:
    r"""Let Python read a source first, which takes a hundredth of the time.

    It refuses what black lets pass (`return` in a module, NUL) and what black would spend
    minutes on: brackets nested a thousand deep. Warnings, as of `"\d"`, are errors too.
    """
    with _naming(name), warnings.catch_warnings():
        warnings.simplefilter("error")
        compile(source, "source", "exec", dont_inherit=True)


@contextlib.contextmanager
def _naming(name: str) -> Iterator[None]:
    """Turn what Python and black raise into one kind of error, with the file's name."""
    try:
        yield
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = printable(str(error).partition("\n")[0] or type(error).__name__)
        raise StyleError(f"{name or 'source'} is not Python: {reason}") from error


@contextlib.contextmanager
def _worker() -> Iterator[subprocess.Popen[bytes] | None]:
    """A process that runs `_work`, and is gone afterwards; None where there can be none."""
    # -P: a module in the current folder must not come before the real one.
    command = [sys.executable, "-P", "-m", __name__]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    pipe, quiet = subprocess.PIPE, subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603  (ourselves)
            command, stdin=pipe, stdout=pipe, stderr=quiet, env=environment
        )
    except OSError:
        yield None
        return
    try:
        yield process
    finally:
        process.kill()
        for end in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                if end:
                    end.close()
        process.wait()


def _send(worker: subprocess.Popen[bytes] | None, sources: Sequence[str]) -> None:
    if worker and worker.stdin:
        with contextlib.suppress(OSError):  # it failed to start; `_receive` will see
            worker.stdin.write(json.dumps(sources).encode())
            worker.stdin.close()


def _receive(worker: subprocess.Popen[bytes] | None) -> list[str] | None:
    """What a worker printed, once it is done; None where it failed."""
    if not (worker and worker.stdout):
        return None
    printed = worker.stdout.read()
    if worker.wait() != 0:
        return None
    try:
        texts: list[str] = json.loads(printed)
    except ValueError:  # not ours alone: some hook of the site prints at the start
        return None
    return texts


def _work() -> None:
    """What a worker does: it reads all it gets, formats it, prints it and ends."""
    # Control-C goes to all processes of a terminal; the one who started us will report it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sources: list[str] = json.load(sys.stdin.buffer)
    sys.stdout.buffer.write(json.dumps(_format(sources, [""] * len(sources))).encode())


if __name__ == "__main__":
    _work()
