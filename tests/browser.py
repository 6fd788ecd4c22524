"""Which browser the tests drive: the one place that knows, for `set_up.py` and for every browser test.

Stdlib only, and nothing of Playwright at the top: `set_up.py` runs this file before anything is installed.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

VARIABLE = "SIDE_BY_SIDE_BROWSER"
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MACOS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")


def find_browser() -> str | None:
    """Give the path of a Chromium, Chrome or Edge on this computer; None means Playwright's own download.

    Made for `playwright.chromium.launch(executable_path=find_browser())`. The environment variable SIDE_BY_SIDE_BROWSER
    overrides the search.
    """
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return chosen
    return next((path for path in _candidates() if Path(path).is_file() and not _is_snap(path)), None)


def _candidates() -> list[str]:
    found = [path for path in map(shutil.which, NAMES) if path]
    if sys.platform == "darwin":
        found += MACOS
    if sys.platform == "win32":
        folders = [os.environ[name] for name in WINDOWS_FOLDERS if os.environ.get(name)]
        found += [str(Path(folder, path)) for path in WINDOWS for folder in folders]
    return found


def _is_snap(path: str) -> bool:
    """Say whether this is a snap (it cannot read the profile Playwright makes for it), or a stub that asks for one."""
    real = Path(path).resolve()
    if "snap" in real.parts:
        return True
    with real.open("rb") as file:
        start = file.read(4096)
    return start.startswith(b"#!") and b"/snap/" in start
