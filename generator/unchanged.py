"""Whether a client is as its last run left it: digests alone, and nothing loaded to tell."""

from __future__ import annotations

from pathlib import Path

from .options import Options, fingerprint
from .output.lock import LOCK_NAME, digest, written_files


def unchanged_client(data: bytes, output: Path, options: Options) -> Path | None:
    """The client in the output folder that was made from just this and stands as it was.

    Digests are all that is compared: nothing is parsed, rendered or formatted.
    """
    wanted = fingerprint(data, options)
    folders = [output / options.name] if options.name else sorted(output.glob("*/"))
    for folder in folders:
        try:
            files = written_files((folder / LOCK_NAME).read_bytes(), wanted)
        except OSError:
            continue
        if files is None:
            continue
        place = str(folder)
        try:
            is_same = all(_digest(f"{place}/{path}") == known for path, known in files.items())
        except OSError:
            return None
        return folder if is_same else None
    return None


def _digest(path: str) -> str:
    # Without pathlib, which takes longer than the rest for a thousand files.
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        return digest(file.read())
