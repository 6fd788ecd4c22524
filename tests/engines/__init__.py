"""Three browser engines behind one small way of driving them: Chromium, Firefox and WebKitGTK.

`find()` says which are here. What a computer lacks is left out, unless the environment variable SIDE_BY_SIDE_ENGINES names
it: then it has to be there. So do nginx, and what tests of packages fetch from `outside`, when it names them.
"""

from __future__ import annotations

import importlib
import os
from typing import Any, Protocol

from playwright.sync_api import Browser

VARIABLE = "SIDE_BY_SIDE_ENGINES"
ENGINES = ("chromium", "firefox", "webkit")


class Engine(Protocol):
    """One browser with one tab and a profile of its own."""

    def goto(self, url: str) -> None:
        """Open a page and wait until it has loaded."""

    def evaluate(self, expression: str) -> Any:
        """Give what an expression, or the promise it gives, comes to; as JSON."""

    def click(self, css: str) -> None:
        """Scroll to the first element that fits and click in its middle."""

    def press(self, key: str) -> None:
        """Press one key: a letter, or Tab, Enter, Space, ArrowDown, ArrowUp, Escape."""

    def close(self) -> None:
        """End the browser."""


def find() -> list[str]:
    """Name the engines that are here and those that have to be."""
    return [name for name in ENGINES if _module(name).is_here() or name in os.environ.get(VARIABLE, "").split()]


def start(name: str, browser: Browser) -> Engine:
    """Start an engine; for Chromium, a new profile in the browser that runs already. Raises FileNotFoundError."""
    engine: Engine = _module(name).start(browser)
    return engine


def _module(name: str) -> Any:
    return importlib.import_module(f"{__name__}.{name}")
