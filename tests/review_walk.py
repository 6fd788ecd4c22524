"""How the review's tests walk: one person, a calendar that can be turned, and tries of earlier days put where they are kept."""

from __future__ import annotations

import datetime as dt

from playwright.sync_api import Page, expect

from tests.quiz_walk import Walk

DAY_0 = dt.datetime.fromisoformat("2026-11-03T10:00")  # a Tuesday, wherever the browser is
REVIEW = "practice/review/"
PUT = """
([entry, thing, question, tries]) => {
  for (const [at, ok, hash] of tries) {
    const key = `sidebyside/1/sample/${entry}/${thing}/${question}/${at.toString(36)}-test`;
    localStorage.setItem(key, JSON.stringify({ t: "try", c: ["x"], ok, h: hash }));
  }
}
"""


class Review(Walk):
    """One person in one tab, at the review."""

    def __init__(self, page: Page, site: str) -> None:
        super().__init__(page)
        self.site = site
        self.quiz = page.locator(".sbs-review")
        self.heading = self.quiz.get_by_role("heading", level=2)
        self.due = self.quiz.locator(".sbs-review__list li")
        self.home = page.locator("selfcheck-due")

    def day(self, number: int, hour: int = 10) -> Review:
        """Turn the calendar to some days after the first."""
        self.page.clock.set_fixed_time(DAY_0 + dt.timedelta(days=number, hours=hour - 10))
        return self

    def go(self, address: str = REVIEW) -> Review:
        self.page.goto(self.site + address)
        if address == REVIEW:
            expect(self.quiz.locator("selfcheck-review")).to_have_attribute("data-ready", "")
        return self

    def hash_of(self, question: str) -> str:
        """What a question asks today, as the page knows it."""
        refs = str(self.page.locator(f"[data-questions*={question}]").first.get_attribute("data-questions"))
        return next(ref.split("=")[2] for ref in refs.split() if ref.split("=")[0] == question)

    def did(self, day: int, question: str, *oks: int, entry: str = "quiz", thing: str = "listen-first") -> Review:
        """Put tries of a day where the browser keeps them: 1 for right, 0 for not. From a page that knows the question."""
        start = self.page.evaluate("(text) => new Date(text).getTime()", (DAY_0 + dt.timedelta(days=day)).isoformat())
        tries = [[start + minute * 60_000, ok, self.hash_of(question)] for minute, ok in enumerate(oks)]
        self.page.evaluate(PUT, [entry, thing, question, tries])
        return self

    def begin(self) -> None:
        self.click(self.button("Begin"))
