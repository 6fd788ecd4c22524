"""How long a person waits for a page that finds a lot kept in the browser, or is handed something hostile."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from playwright.sync_api import Page

TIMES = 5
RECORDS = 1000
PATIENCE = 3000  # looks
WATCH = """
window.readyAt = window.answeredAt = 0;
const pages = ["review", "assigned", "team"].map((name) => `selfcheck-${name}[data-ready]`).join();
const now = () => (document.body.getBoundingClientRect(), performance.now()); // with styles and layout
new MutationObserver(() => {
  if (!window.readyAt && document.querySelector(pages)) window.readyAt = now();
}).observe(document, { attributes: true, attributeFilter: ["data-ready"], childList: true, subtree: true });
document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  const start = performance.now();
  const status = document.querySelector(".sbs-status");
  new MutationObserver(() => {
    if (status.textContent.trim()) window.answeredAt = now() - start;
  }).observe(status, { characterData: true, childList: true, subtree: true });
}, true);
"""
# Tries of a hundred earlier days at every question that the review knows, until there are enough.
FILL = """
(count) => {
  const site = document.documentElement.dataset.siteId;
  const questions = [...document.querySelectorAll("selfcheck-review [data-quiz]")].flatMap((quiz) =>
    quiz.dataset.questions.split(" ").map((text) => [quiz.dataset.quiz.split("=")[0], ...text.split("=")]));
  for (let number = 0; number < count; number += 1) {
    const [quiz, question, ...rest] = questions[number % questions.length];
    const at = Date.now() - (1 + Math.floor(number / 10)) * 86400000 - number;
    localStorage.setItem(`sidebyside/1/${site}/quiz/${quiz}/${question}/${at.toString(36)}-bench${number}`,
      JSON.stringify({ t: "try", c: ["x"], ok: number % 3 ? 1 : 0, h: rest[rest.length - 1] }));
  }
}
"""
LINK = "#assign=1&c={0}&m={0}&due=2026-12-15&ref=k3v9t2aa"
HOSTILE_FILES = {
    "deep.json": "[" * 200_000,
    "long.json": json.dumps({"format": "side-by-side", "rows": ["<img src=x onerror=alert(1)>" * 100] * 500}),
    "keys.json": json.dumps({"__proto__": {str(number): {"constructor": number} for number in range(20_000)}}),
}


def review_without(page: Page, site: Path) -> list[float]:
    """The review, with nothing kept yet."""
    return [_ready(page, site, "practice/review/") for _ in range(TIMES)]


def review_with(page: Page, site: Path) -> list[float]:
    """The review, with a thousand tries kept."""
    _ready(page, site, "practice/review/")
    page.evaluate(FILL, RECORDS)
    times = review_without(page, site)
    page.evaluate("localStorage.clear()")
    return times


def hostile_link(page: Page, site: Path) -> list[float]:
    """An assignment whose link is as long as a link may be and names nothing that is there."""
    link = LINK.format(",".join(f"no-such-thing-{number}" for number in range(200)))
    times = [_ready(page, site, "assigned/", link) for _ in range(TIMES)]
    page.evaluate("localStorage.clear()")
    return times


def hostile_files(page: Page, site: Path) -> list[float]:
    """A file that was made to harm, up to the sentence that refuses it."""
    times = []
    with tempfile.TemporaryDirectory() as folder:
        for name, text in HOSTILE_FILES.items():
            path = Path(folder) / name
            path.write_text(text, "utf-8")
            _ready(page, site, "supervisors/team/")
            page.locator("input[type=file]").first.set_input_files(path)
            times.append(_when(page, "answeredAt"))
    return times


def _ready(page: Page, site: Path, address: str, end: str = "") -> float:
    """Open a page afresh, and give the milliseconds until it can be used."""
    page.goto("about:blank")
    page.goto((site / address / "index.html").as_uri() + end)
    return _when(page, "readyAt")


def _when(page: Page, name: str) -> float:
    """Wait for a time that the page's watcher writes down; asked from outside, as some pages forbid to wait inside them."""
    for _ in range(PATIENCE):
        if at := page.evaluate(f"window.{name}"):
            return float(at)
        page.wait_for_timeout(20)
    message = f"{page.url} was not {name.removesuffix('At')} in time"
    raise TimeoutError(message)
