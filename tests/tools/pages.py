"""The picture of the site in `docs/`, taken in a headless Chromium.

    python tests/tools/pages.py [--output docs/pages.png]

It shows the index, a page in dark and one on a phone.
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
SAMPLE = ROOT / "collections" / "library.postman_collection.json"
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--force-device-scale-factor=1"),
]
_SCENE = """<!doctype html><meta charset="utf-8"><style>
body { margin: 0; width: 1280px; height: 860px; overflow: hidden; position: relative;
  background: #d9e7e4; }
img { position: absolute; border-radius: 14px; box-shadow: 0 20px 50px -12px rgb(15 40 35 / 40%); }
</style>
<img src="index.png" style="left: 40px; top: 40px; width: 640px">
<img src="item.png" style="left: 500px; top: 130px; width: 740px">
<img src="phone.png" style="left: 60px; top: 420px; width: 246px">
"""


def main(arguments: Sequence[str]) -> int:
    """Take the picture; 0 also where there is no browser to take it with."""
    parser = argparse.ArgumentParser(description="Take the picture of the site.")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "pages.png")
    options = parser.parse_args(arguments)
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if browser is None:
        print("pages: skipped, chromium is not installed")
        return 0
    with tempfile.TemporaryDirectory(prefix="pages-") as temporary:
        folder = Path(temporary)
        site = folder / "site"
        command = [sys.executable, "-m", "generator", "pages", str(SAMPLE), "-o", str(site)]
        subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
        item = (site / "items" / "catalogue" / "copies" / "add-a-copy.html").as_uri()
        _shoot(browser, folder, "index.png", (site / "index.html").as_uri(), "1080,1180")
        _shoot(browser, folder, "item.png", f"{item}#code=python", "1080,1010", dark=True)
        _shoot(browser, folder, "phone.png", f"{item}#code=javascript", "500,860")
        (folder / "scene.html").write_text(_SCENE)
        _shoot(browser, folder, "scene.png", (folder / "scene.html").as_uri(), "1280,860")
        shutil.copy(folder / "scene.png", options.output)
    print(f"pages: {options.output.name}, {options.output.stat().st_size // 1024} KiB")
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
