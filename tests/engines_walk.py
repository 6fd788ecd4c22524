"""How the tests walk in every engine: the sample course, with a few lines more at the top of every page.

They listen for script errors and violations of the policy, catch what the page would save as a file, and give a store that
refuses to a page whose address asks for one: ?storage=full or ?storage=blocked.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.engines import Engine

EAR = """
window.wrong = [];
window.said = [];
addEventListener("error", (event) => window.wrong.push(String(event.message)));
addEventListener("unhandledrejection", (event) => window.wrong.push(String(event.reason)));
document.addEventListener("securitypolicyviolation", (event) => window.wrong.push(event.violatedDirective, event.blockedURI));
addEventListener("DOMContentLoaded", () => new MutationObserver((records) => {
  for (const { target } of records) {
    const region = (target.closest ? target : target.parentElement)?.closest("[role=status]");
    if (region?.textContent.trim()) window.said.push(region.textContent.trim());
  }
}).observe(document.body, { subtree: true, childList: true, characterData: true }));
window.files = [];
{
  const address = URL.createObjectURL.bind(URL);
  URL.createObjectURL = (file) => { window.files.push(file); return address(file); };
  const follow = HTMLAnchorElement.prototype.click;
  HTMLAnchorElement.prototype.click = function () { if (!this.download) follow.call(this); };
  const storage = new URLSearchParams(location.search).get("storage");
  if (storage === "full") Storage.prototype.setItem = () => { throw new DOMException("No.", "QuotaExceededError"); };
  if (storage === "blocked") {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(window, name, { get() { throw new DOMException("Access is denied.", "SecurityError"); } });
    }
  }
}
"""


def wait(engine: Engine, condition: str) -> None:
    for _ in range(150):
        if engine.evaluate(condition):
            return
        time.sleep(0.1)
    pytest.fail(f"never came true: {condition}")


def open_page(engine: Engine, url: str, ready: str = "true") -> None:
    engine.goto(url)
    wait(engine, ready)


def nothing_wrong(engine: Engine) -> None:
    assert engine.evaluate("window.wrong") == []


def with_ear(folder: Path) -> Path:
    """Let every page of a built site listen."""
    (folder / "ear.js").write_text(EAR, "utf-8")
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        assert text.count('<link rel="icon"') == 1
        page.write_text(text.replace('<link rel="icon"', '<script src="/ear.js"></script><link rel="icon"'), "utf-8")
    return folder
