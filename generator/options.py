"""What a run may be told, and the digest of all that decides what it gives.

Apart from the pipeline, so that `check` need not load that where nothing has changed.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .config import NO_CORRECTIONS, Corrections
from .output.render import Pack, load_pack

if TYPE_CHECKING:
    from .api.learned import Learned


@dataclass(frozen=True, slots=True)
class Options:
    """What a run may be told."""

    name: str | None = None
    """The name of the package; by default it comes from the collection's title."""
    make_async: bool = True
    make_tests: bool = True
    follow_titles: bool = False
    """Give what has a new title a new name, whatever the lock says."""
    templates: Path | None = None
    corrections: Corrections = NO_CORRECTIONS
    learned: tuple[Learned, ...] = ()
    """Examples beside the collection's own."""
    environments: tuple[bytes, ...] = ()
    """Files with values of variables; later ones win."""


def fingerprint(data: bytes, options: Options, pack: Pack | None = None) -> str:
    """A digest of all that decides the output: collection, options, templates, version.

    `pack` is what the options lead to, where it was loaded already.
    """
    # How names were chosen stands in the lock, that of the package is its folder's.
    said = replace(options, name=None, templates=None, follow_titles=False)
    hashed = hashlib.sha256(json.dumps([__version__, repr(said)]).encode())
    for path, content in sorted((pack or load_pack("client", options.templates)).files().items()):
        hashed.update(path.encode() + b"\0" + content + b"\0")
    hashed.update(data)
    return hashed.hexdigest()
