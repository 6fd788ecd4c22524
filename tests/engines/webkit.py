"""WebKitGTK, driven by Selenium on a screen that nobody sees. It is not Safari, but it is Safari's engine."""

from __future__ import annotations

import os
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

DRIVER = "WebKitWebDriver"
KEYS = {
    "Tab": Keys.TAB,
    "Enter": Keys.ENTER,
    "Space": Keys.SPACE,
    "Escape": Keys.ESCAPE,
    "ArrowUp": Keys.ARROW_UP,
    "ArrowDown": Keys.ARROW_DOWN,
}


def _browser() -> Path | None:
    return next(iter(sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))), None)


def is_here() -> bool:
    """Say whether WebKitGTK, its driver and a virtual screen are installed."""
    return bool(shutil.which(DRIVER) and shutil.which("Xvfb") and _browser())


class WebKit:
    """One WebKitGTK with one tab."""

    def __init__(self, _: Browser) -> None:
        if not is_here():
            message = "There is no WebKitGTK here: install webkit2gtk-driver and xvfb."
            raise FileNotFoundError(message)
        self.screen = subprocess.Popen(
            ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x1200x24", "-nolisten", "tcp"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        assert self.screen.stdout is not None
        options = Options()
        options.binary_location = str(_browser())
        options.add_argument("--automation")
        service = Service(shutil.which(DRIVER), env=os.environ | {"DISPLAY": f":{self.screen.stdout.readline().strip()}"})
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # Selenium's own: its WebKitGTK part calls its older one
            self.driver = webdriver.WebKitGTK(options=options, service=service)
        self.driver.set_script_timeout(30)
        self.driver.set_window_size(1280, 1000)

    def goto(self, url: str) -> None:
        """Open a page."""
        self.driver.get(url)

    def evaluate(self, expression: str) -> Any:
        """Evaluate an expression."""
        script = f"const done = arguments[0]; (async () => done(await ({expression})))().catch((error) => done(String(error)));"
        return self.driver.execute_async_script(script)

    def click(self, css: str) -> None:
        """Click an element."""
        element = self.driver.find_element(By.CSS_SELECTOR, css)
        self.driver.execute_script("arguments[0].scrollIntoView({ block: 'center' })", element)
        ActionChains(self.driver).move_to_element(element).click().perform()

    def press(self, key: str) -> None:
        """Press a key."""
        ActionChains(self.driver).send_keys(KEYS.get(key, key)).perform()

    def close(self) -> None:
        """End it."""
        self.driver.quit()
        self.screen.terminate()
        self.screen.wait()
        if self.screen.stdout:
            self.screen.stdout.close()


start = WebKit
