"""How the checklist tests walk: one person in one tab, at one form, with an ear on what a screen reader would announce."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.quiz_walk import EAR, SILENCE

AFTER_TALK = "checklists/after-talk/"
COMPLETE = "All 5 answered. There is no total and no score."
# The words and dates that the tests write into it.
GIVEN = ("How was it?", "Her plan.", "Wait longer.", "December 3, 2026", "December 24, 2026")


class Form:
    """The sample's checklist, or another one, in a tab."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address
        self.element = page.locator("selfcheck-checklist")
        self.progress = self.element.locator(".sbs-progress")
        self.day = self.element.get_by_label("Date")
        self.keep = self.element.get_by_label("Keep the words I write on this computer")
        page.add_init_script(EAR)
        self.open()

    def open(self) -> None:
        self.page.goto(self.address)
        expect(self.element).to_have_attribute("data-ready", "")

    def again(self) -> Form:
        """The same form in another tab."""
        return Form(self.page.context.new_page(), self.address)

    # What is there

    def item(self, number: int) -> Locator:
        return self.element.locator("fieldset.sbs-item").nth(number - 1)

    def option(self, number: int, label: str) -> Locator:
        return self.item(number).get_by_label(label, exact=True)

    @property
    def words(self) -> Locator:
        """The one text field among the sample's items."""
        return self.element.get_by_label("What I said")

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name)

    def values(self) -> dict[str, str]:
        """What the form shows, field by field, without what is empty."""
        shown: dict[str, str] = self.page.evaluate(
            """() => Object.fromEntries([...document.querySelectorAll("selfcheck-checklist [data-field]")].map((box) => {
              const one = box.querySelector(":checked, textarea, input:not([type=radio], [type=checkbox])");
              return [box.dataset.field, one?.type === "checkbox" ? "yes" : one?.value ?? ""];
            }).filter(([, value]) => value))"""
        )
        return shown

    def heard(self) -> list[str]:
        """Wait until an announcement would have been made, give all since the last time, and forget them."""
        self.page.wait_for_timeout(SILENCE)
        heard: list[str] = self.page.evaluate("window.heard.splice(0)")
        return heard

    # What a person does

    def own(self) -> Form:
        self.button("Only I use it").click()
        return self

    def shared(self) -> Form:
        self.button("Others use it too").click()
        return self

    def choose(self, number: int, label: str) -> None:
        self.item(number).locator("label", has_text=label).click()

    def write(self, field: Locator, text: str) -> None:
        """Write, and leave the field."""
        field.fill(text)
        field.blur()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            assert self.page.evaluate("document.activeElement !== document.body"), f"focus fell to <body> after {key}"

    def tab_to(self, target: Locator, limit: int = 60) -> None:
        handle = target.element_handle()
        for _ in range(limit):
            self.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement === wanted", handle):
                return
        raise AssertionError(f"{target} cannot be reached by Tab")


def stored(page: Page, area: str = "localStorage") -> dict[str, str]:
    """What this site keeps in one of the browser's two stores."""
    rows: dict[str, str] = page.evaluate(
        "(area) => Object.fromEntries(Object.entries(window[area]).filter(([key]) => key.startsWith('sidebyside/')))", area
    )
    return rows


def events(page: Page) -> dict[str, Any]:
    """Every event in both stores, by its key."""
    rows = {**stored(page), **stored(page, "sessionStorage")}
    return {key: json.loads(text) for key, text in rows.items() if "/setting/" not in key}
