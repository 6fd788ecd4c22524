"""Firefox, driven over WebDriver BiDi: it needs no driver program beside it."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
import tempfile
import time
from typing import Any

from playwright.sync_api import Browser
from websocket import WebSocketException, create_connection

NAMES = ("firefox-esr", "firefox")
KEYS = {"Tab": "\ue004", "Enter": "\ue007", "Space": " ", "Escape": "\ue00c", "ArrowUp": "\ue013", "ArrowDown": "\ue015"}
SPOT = """(() => {
  const element = document.querySelector(%s);
  element.scrollIntoView({ block: "center" });
  const box = element.getBoundingClientRect();
  return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)];
})()"""


def _program() -> str | None:
    return next(filter(None, map(shutil.which, NAMES)), None)


def is_here() -> bool:
    """Say whether a Firefox is installed."""
    return _program() is not None


class Firefox:
    """One headless Firefox with one tab."""

    def __init__(self, _: Browser) -> None:
        self.profile = tempfile.TemporaryDirectory(prefix="firefox-")
        self.numbers = itertools.count(1)
        program = _program()
        if program is None:
            message = "There is no Firefox here: install firefox-esr."
            raise FileNotFoundError(message)
        command = [
            program,
            "--headless",
            "--no-remote",
            "--profile",
            self.profile.name,
            "--remote-debugging-port=0",
            "about:blank",
        ]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        self.socket = self._connect()
        self._ask("session.new", capabilities={})
        self.tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]
        self._ask("browsingContext.setViewport", context=self.tab, viewport={"width": 1280, "height": 900})

    def _connect(self) -> Any:
        assert self.process.stderr is not None
        said = next(line for line in self.process.stderr if "BiDi listening on" in line)
        address = said.rpartition(" ")[2].strip()
        for _ in range(40):
            try:
                return create_connection(f"{address}/session", timeout=60, suppress_origin=True)
            except (OSError, WebSocketException):
                time.sleep(0.25)
        message = "Firefox does not answer."
        raise TimeoutError(message)

    def _ask(self, method: str, **parameters: Any) -> Any:
        number = next(self.numbers)
        self.socket.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            reply = json.loads(self.socket.recv())
            if reply.get("id") == number:
                assert reply["type"] != "error", reply
                return reply["result"]

    def goto(self, url: str) -> None:
        """Open a page."""
        self._ask("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        """Evaluate an expression."""
        wrapped = f"(async () => JSON.stringify(await ({expression})))()"
        told = self._ask("script.evaluate", expression=wrapped, target={"context": self.tab}, awaitPromise=True)
        assert told["type"] == "success", told
        return json.loads(told["result"].get("value", "null"))

    def click(self, css: str) -> None:
        """Click an element."""
        x, y = self.evaluate(SPOT % json.dumps(css))
        steps = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._perform({"type": "pointer", "id": "mouse", "actions": steps})

    def press(self, key: str) -> None:
        """Press a key."""
        value = KEYS.get(key, key)
        self._perform({"type": "key", "id": "keys", "actions": [{"type": one, "value": value} for one in ("keyDown", "keyUp")]})

    def _perform(self, actions: dict[str, Any]) -> None:
        self._ask("input.performActions", context=self.tab, actions=[actions])

    def close(self) -> None:
        """End it."""
        self._ask("browser.close")
        self.socket.close()
        self.process.wait(20)
        if self.process.stderr:
            self.process.stderr.close()
        self.profile.cleanup()


start = Firefox
