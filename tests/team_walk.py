"""How the tests of the page over time walk: one supervisor in one tab, with an ear on what a screen reader would announce."""

from __future__ import annotations

import csv
import io
import json
import re

from playwright.sync_api import Locator, Page, expect

from tests.quiz_walk import EAR, SILENCE
from tests.team_files import Data, as_file

TEAM = "supervisors/team/"
KEEP = "Keep these files on this computer"
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
"""


class Team:
    """The page over time in one tab."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.element = page.locator("selfcheck-team")
        self.status = self.element.locator(".sbs-status")
        self.fits = self.element.locator(".sbs-progress")
        self.cards = self.element.locator(".sbs-trend")
        page.add_init_script(EAR)
        page.add_init_script(WATCH)
        page.goto(address + TEAM)
        expect(self.element).to_have_attribute("data-ready", "")

    def open(self, *files: Data) -> None:
        self.status.evaluate("(status) => { status.textContent = ''; }")
        self.element.get_by_label("Choose files").set_input_files([as_file(one) for one in files])
        expect(self.status).to_contain_text(re.compile("(is|are) open[.]"), timeout=30_000)

    def choose(self, name: str, option: str) -> None:
        self.element.get_by_label(name, exact=True).select_option(option)

    def look_at(self, who: str, what: str = "After the talk") -> None:
        self.choose("Person", who)
        self.choose("Self-check", what)

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name)

    def card(self, text: str) -> Locator:
        return self.cards.filter(has=self.page.get_by_role("heading", name=text, exact=True))

    def heard(self) -> list[str]:
        self.page.wait_for_timeout(SILENCE)
        told: list[str] = self.page.evaluate("window.heard.splice(0)")
        return told

    def reload(self) -> None:
        self.page.reload()
        expect(self.element).to_have_attribute("data-ready", "")

    def databases(self) -> list[str]:
        names: list[str] = self.page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
        return names

    def sheet(self) -> tuple[str, list[list[str]]]:
        with self.page.expect_download() as got:
            self.button("Download for a spreadsheet").click()
        text = got.value.path().read_bytes().decode()
        assert text.startswith("\ufeff")
        return text, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    def saved(self) -> Data:
        with self.page.expect_download() as got:
            self.button("Save assignments").click()
        assert got.value.suggested_filename.startswith("side-by-side-assignments-")
        data: Data = json.loads(got.value.path().read_text("utf-8"))
        return data


def cells(table: Locator) -> list[list[str]]:
    """The table's body as texts."""
    rows: list[list[str]] = table.evaluate(
        """(table) => [...table.tBodies[0].rows].map((row) =>
          [...row.cells].map((cell) => cell.innerText.replace(/\\s+/g, " ").trim()))"""
    )
    return rows
