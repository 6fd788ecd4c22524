"""Measures how smooth supervisors' page over time stays with a thousand responses, on a processor at a quarter of its speed."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, sync_playwright

from tests.browser import find_browser
from tests.conftest import Server, sample_course
from tests.team_files import many

RESPONSES = 1000
SLOWER = 4
PEOPLE = 7  # who are looked at, one after the other
PATIENCE = 300_000
CLOCK = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask" });
window.until = (isDone) => new Promise((done) => {
  const start = performance.now();
  const shown = () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  const look = () => (isDone() ? shown() : setTimeout(look, 5));
  look();
});
document.addEventListener("change", (event) => {
  if (event.target.type !== "file") return;
  window.longest = 0; // what the driver did to choose the files does not count
  window.opening = until(() => document.querySelector(".sbs-status").textContent.includes(" are open."));
}, true);
"""
CHOOSE = """([name, value]) => {
  const field = document.getElementById(`sbs-team-${name}`);
  field.value = value;
  return Promise.all([until(() => true), field.dispatchEvent(new Event("change", { bubbles: true }))]).then(([time]) => time);
}"""
Row = tuple[str, str, str]


def team_cost(say: Callable[[str], None]) -> list[Row]:
    """Measure opening, and choosing one person after the other."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(sample_course(Path(folder) / "course").build())
        browser = playwright.chromium.launch(executable_path=find_browser())
        try:
            return _measured(browser.new_page(), server.url, _files(Path(folder)), say)
        finally:
            browser.close()
            server.close()


def _files(folder: Path) -> list[Path]:
    files = [folder / f"side-by-side-{number}.json" for number in range(RESPONSES)]
    for file, data in zip(files, many(RESPONSES), strict=True):
        file.write_text(json.dumps(data), "utf-8")
    return files


def _measured(page: Page, url: str, files: list[Path], say: Callable[[str], None]) -> list[Row]:
    page.set_default_timeout(PATIENCE)
    page.add_init_script(CLOCK)
    page.goto(f"{url}supervisors/team/")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.get_by_label("Choose files").set_input_files(files)
    page.wait_for_function("window.opening")
    opening = page.evaluate("window.opening")
    say(f"  opened: {opening:.0f} ms")
    block = page.evaluate("window.longest")
    page.evaluate("window.longest = 0")
    page.evaluate(CHOOSE, ["family", "after-talk"])
    people = page.locator("#sbs-team-person option").evaluate_all("(all) => all.slice(1).map((one) => one.value)")
    choosing = [page.evaluate(CHOOSE, ["person", person]) for person in people[:PEOPLE]]
    say(f"  chosen: {', '.join(f'{one:.0f}' for one in choosing)} ms")
    nodes = page.evaluate("document.querySelectorAll('*').length")
    what = f"{RESPONSES:,} responses at 1/{SLOWER} of the speed"
    return [
        (f"supervisors' page, {what}: all open", f"{opening:.0f} ms", ""),
        ("the same, longest time without an answer to the keyboard", f"{block:.0f} ms", ""),
        ("the same, another person's pictures and tables", f"{median(choosing):.0f} ms", ""),
        ("nodes on the page with one person shown", f"{nodes:,}", ""),
    ]
