"""Writing a single file, whole or not at all."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from ..diagnostics import InputError


def write_file(path: Path, text: str) -> None:
    """Put a text into a file: written beside it, then renamed. Raises InputError."""
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(descriptor)
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
            Path(name).chmod(mode)
            Path(name).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
    except OSError as error:
        raise InputError(f"{path.name} cannot be written: {error.strerror}") from error


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask
