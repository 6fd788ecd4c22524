"""What a person waits for in the browser, with a processor slowed down to a quarter.

One function a measure, each named in MEASURES. It gets a page of a browser that is slowed down and the folder of a built
site, and gives milliseconds, one for each time it was done.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.bench import opened, results
from tests.bench.results import Table
from tests.bench.sizes import built
from tests.bench.team import team_cost
from tests.browser import find_browser

SLOWER = 4  # times, as on a phone of some years ago
LEAST = 20
FRAME = 16

CHECK = """
async () => {
  const times = [];
  for (const question of document.querySelectorAll("selfcheck-single-choice, selfcheck-true-false")) {
    for (const box of question.querySelectorAll("form input[type=radio]")) {
      box.click();
      if (question.button.getAttribute("aria-disabled")) continue;
      const start = performance.now();
      question.form.requestSubmit();
      document.body.getBoundingClientRect();  // styles and layout belong to what a person waits for
      times.push(performance.now() - start);
      await new Promise(requestAnimationFrame);
    }
  }
  return times;
}
"""


def check_to_verdict(page: Page, site: Path) -> list[float]:
    """From Check to the verdict: script, styles and layout."""
    times: list[float] = []
    while len(times) < LEAST:
        page.goto((site / "modules/client-centered/index.html").as_uri())
        page.wait_for_selector("selfcheck-single-choice button:not([hidden])")
        times += page.evaluate(CHECK)
        page.evaluate("localStorage.clear()")
    return times


MEASURES: dict[str, tuple[Callable[[Page, Path], list[float]], str]] = {
    "from Check to the verdict": (check_to_verdict, f"{FRAME} ms"),
    "the review, with nothing kept": (opened.review_without, ""),
    f"the review, with {opened.RECORDS:,} tries kept": (opened.review_with, ""),
    "an assignment by a hostile link": (opened.hostile_link, ""),
    "hostile files, until they are refused": (opened.hostile_files, ""),
}


def measure(folder: Path, say: Callable[[str], None]) -> None:
    """Build the real course, do each measure in Chromium, and keep the figures."""
    site = built(folder)
    rows = []
    with _slow_page() as (page, browser):
        for name, (function, target) in MEASURES.items():
            times = function(page, site)
            say(f"  {name}: {statistics.median(times):.1f} ms")
            worst = max(times)
            rows.append([name, f"{statistics.median(times):.1f} ms", f"{worst:.1f} ms", str(len(times)), target])
    head = ("what", "median", "slowest", "times", "at most")
    title = f"In the browser, {SLOWER} times slower than this machine"
    team = Table("A thousand responses on the page over time", ("what", "measured", "at most"), team_cost(say))
    results.keep("browser", [Table(title, head, rows, results.machine((), [browser])), team])


@contextmanager
def _slow_page() -> Iterator[tuple[Page, str]]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser())
        page = browser.new_page()
        page.add_init_script(opened.WATCH)
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield page, f"Chromium {browser.version}"
        browser.close()
