"""The picture of the report of an update in `docs/`, taken in a headless Chromium.

    python tests/tools/diff_page.py [--output docs/diff.png]

It shows the page of the library's next export, one change open, and one on a phone in dark.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "tests" / "changes" / "library_update" / "report.html"
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-device-scale-factor=1"),
]
_CLOSED = '<details class="change'
_OPEN = ("Branch.closures", "api_version")
"""Changes that are shown open, by a word in them."""
_SCENE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; width: 1280px; height: 900px; overflow: hidden; position: relative;
  background: #d9e7e4; }
img { position: absolute; border-radius: 14px; box-shadow: 0 20px 50px -12px rgb(15 40 35 / 40%); }
</style>
<img src="wide.png" style="left: 40px; top: 40px; width: 900px">
<img src="phone.png" style="left: 900px; top: 150px; width: 330px">
"""


def main(arguments: Sequence[str]) -> int:
    """Take the picture; 0 also where there is no browser to take it with."""
    parser = argparse.ArgumentParser(description="Take the picture of the report.")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "diff.png")
    options = parser.parse_args(arguments)
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("diff page: skipped, chromium is not installed")
        return 0
    with tempfile.TemporaryDirectory(prefix="diff-") as temporary:
        folder = Path(temporary)
        first, *changes = PAGE.read_text(encoding="utf-8").split(_CLOSED)
        opened = [
            _CLOSED.replace(" ", " open ") + change
            if any(word in change for word in _OPEN)
            else _CLOSED + change
            for change in changes
        ]
        (folder / "report.html").write_text(first + "".join(opened), encoding="utf-8")
        page = (folder / "report.html").as_uri()
        _shoot(browser, folder, "wide.png", page, "1180,1120")
        _shoot(browser, folder, "phone.png", page, "500,1080", dark=True)
        (folder / "scene.html").write_text(_SCENE)
        _shoot(browser, folder, "scene.png", (folder / "scene.html").as_uri(), "1280,900")
        shutil.copy(folder / "scene.png", options.output)
    print(f"diff page: {options.output.name}, {options.output.stat().st_size // 1024} KiB")
    return 0


def _shoot(
    browser: str, folder: Path, name: str, url: str, size: str, *, dark: bool = False
) -> None:
    flags = [
        *FLAGS,
        f"--user-data-dir={folder / 'profile'}",
        f"--window-size={size}",
        f"--screenshot={folder / name}",
        f"--blink-settings=preferredColorScheme={0 if dark else 1}",
    ]
    subprocess.run([browser, *flags, url], check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
