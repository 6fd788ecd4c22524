"""How the hand-in tests walk: one person at the part of a checklist that hands it in."""

from __future__ import annotations

import base64
import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.checklist_walk import AFTER_TALK, GIVEN, Form

DAY = "2026-11-22"
START = "Finish and hand in"
NOTES, BACK, PLAN = "My notes beside the items", "What I wrote under “Looking back”", "My plan, from “One thing to try”"
WRITTEN = [text for text in GIVEN if "2026" not in text]  # the date in the plan goes with the plan, the other one is an answer
REPLIES = [
    {"id": "talked-less", "text": "I talked less than they did.",
     "fields": [{"name": "how-much", "type": "rating", "value": "does-not-apply", "says": "Does not apply"}]},
    {"id": "asked-twice", "text": "I asked how it is, and how it was.",
     "fields": [{"name": "how-much", "type": "rating", "label": "How much", "value": "sometimes", "says": "Sometimes"},
                {"name": "how-well", "type": "rating", "label": "How well", "value": "smooth", "says": "Smooth"}]},
    {"id": "questions", "text": "Open questions",
     "fields": [{"name": "tally", "type": "tally", "label": "How many", "value": "2"}]},
    {"id": "thanked", "text": "Thanks",
     "fields": [{"name": "tick", "type": "tick", "label": "I thanked them", "value": "yes"}]},
    {"id": "again-on", "text": "When we meet again",
     "fields": [{"name": "date", "type": "date", "label": "The day", "value": "2026-12-03"}]},
]  # fmt: skip
NOTE = {"name": "text", "type": "text", "label": "What I said", "value": "How was it?"}
LOOKED_BACK = [{"id": "surprise", "text": "What surprised me?", "value": "Her plan."}]
PLANNED = [{"id": "goal", "text": "One thing to try", "value": "Wait longer.", "type": "text"},
           {"id": "look-again", "text": "When I look again", "value": "2026-12-24", "type": "date"}]  # fmt: skip


class Finish:
    """The part of a checklist that hands it in."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.page = form.page
        self.part = form.element.get_by_role("region", name=START)
        self.open = self.part.locator(".sbs-panel")
        self.sentence = self.part.locator(".sbs-keep > p")
        self.status = self.part.locator(".sbs-status")

    def start(self) -> Finish:
        self.form.button(START).click()
        return self

    def heading(self) -> Locator:
        return self.part.get_by_role("heading", name=START)

    def tick(self, *names: str, on: bool = True) -> None:
        for name in names:
            self.part.get_by_label(name).set_checked(on)

    def save(self) -> tuple[str, dict[str, Any]]:
        with self.page.expect_download() as download:
            self.part.get_by_role("button", name="Save a file").click()
        return download.value.suggested_filename, json.loads(download.value.path().read_text("utf-8"))

    def copy(self) -> str:
        self.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.part.get_by_role("button", name="Copy as text").click()
        expect(self.status).to_have_text("The text is copied. Nothing was sent.")
        text: str = self.page.evaluate("navigator.clipboard.readText()")
        return text

    def sheet(self) -> str:
        """What the print would show, and nothing of the page beside it."""
        self.page.evaluate("window.print = () => {}")
        self.part.get_by_role("button", name="Print it").click()
        self.page.emulate_media(media="print")
        shown = self.page.locator("body").inner_text()
        self.page.emulate_media(media="screen")
        self.page.evaluate("dispatchEvent(new Event('afterprint'))")
        return shown


def decoded(text: str) -> dict[str, Any]:
    """What stands in the block of a copied text."""
    block = text.partition("-----BEGIN SIDE BY SIDE-----")[2].partition("-----END SIDE BY SIDE-----")[0]
    response: dict[str, Any] = json.loads(base64.b64decode(block))
    return response


def ask(page: Page, ref: str, when: int = 0, **parts: Any) -> None:
    """Keep a to-do list, as the page of an assignment does; `when` says which came later."""
    value = json.dumps({"checklists": ["after-talk"], "modules": [], "due": "", "came": "2026-11-20", **parts})
    page.evaluate(
        """([ref, when, v]) => localStorage.setItem(`sidebyside/1/sample/todo/${ref}/-/${(Date.now() + when).toString(36)}-x`,
          JSON.stringify({ t: "set", v }))""",
        [ref, when, value],
    )


def begin(page: Page, site: str) -> Form:
    """The sample's checklist, never filled in, on a day that is known. Time goes on, as events of two tabs need it."""
    page.clock.install(time=f"{DAY}T10:00:00")
    return Form(page, site + AFTER_TALK)
