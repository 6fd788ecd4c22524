"""Chromium, or Chrome or Edge, driven by Playwright."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser


def is_here() -> bool:
    """Say that it is: no browser test runs without it."""
    return True


class Chromium:
    """One tab of Chromium."""

    def __init__(self, browser: Browser) -> None:
        self.page = browser.new_page(viewport={"width": 1280, "height": 900})

    def goto(self, url: str) -> None:
        """Open a page."""
        self.page.goto(url)

    def evaluate(self, expression: str) -> Any:
        """Evaluate an expression."""
        return self.page.evaluate(f"async () => await ({expression})")

    def click(self, css: str) -> None:
        """Click an element."""
        self.page.locator(css).first.click()

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)

    def close(self) -> None:
        """End it."""
        self.page.close()


start = Chromium
