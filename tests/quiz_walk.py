"""How the quiz tests walk: a person at a keyboard or with a pointer, and an ear on what a screen reader would announce.

Every key and every click checks that focus has not fallen to <body>. The ear is a MutationObserver on all live regions.
"""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from selfcheck.collect import Collector
from selfcheck.content import load_course
from selfcheck.course import Quiz
from selfcheck.interaction import Alternative, Choice
from selfcheck.question import Question
from selfcheck.registry import find_kinds

LISTEN = "modules/listen-first/"
SETTLE = """
new Promise((done) => {
  requestAnimationFrame(() => setTimeout(done));
  setTimeout(done, 60);
})
"""  # a control that was hidden loses focus with the next frame; a tab in the background draws none
SILENCE = 150  # milliseconds in which a queued announcement would have come
EAR = """
window.heard = [];
const last = new Map(); // the same text once more is news only if the region was empty in between
const ear = new MutationObserver((records) => {
  const touched = new Set(records.map(({ target }) => (target.closest ? target : target.parentElement)
    ?.closest("[role=status], [role=alert], [role=log], [aria-live]")));
  for (const region of touched) {
    const text = region?.textContent.trim();
    if (text && text !== last.get(region)) window.heard.push(text);
    last.set(region, text);
  }
});
const parsed = () => ear.observe(document, { subtree: true, childList: true, characterData: true });
document.addEventListener("readystatechange", parsed, { once: true }); // before the page's own scripts
"""


def quiz_of(root: Path, quiz_id: str) -> Quiz:
    """Read one quiz of a course from its file."""
    registry = find_kinds()
    return load_course(root, Collector(registry.catalogue), registry).quizzes[quiz_id]


class Walk:
    """One person in one tab, at one quiz."""

    def __init__(self, page: Page, *, quiz: str = "listen-first") -> None:
        self.page = page
        self.quiz = page.locator(f"#quiz-{quiz}")
        self.end = self.quiz.locator(".sbs-end")
        page.add_init_script(EAR)

    def open(self, address: str) -> Walk:
        self.page.goto(address)
        expect(self.quiz.locator("selfcheck-quiz")).to_have_attribute("data-ready", "")
        return self

    # What is there

    def question(self, name: str) -> Locator:
        return self.quiz.locator(f".sbs-q[data-id={name}]")

    @property
    def shown(self) -> list[str]:
        """The ids of the questions on screen."""
        names = self.quiz.locator(".sbs-q:visible").all()
        return [str(one.get_attribute("data-id")) for one in names]

    def option(self, name: str, text: str) -> Locator:
        return self.question(name).locator(".sbs-opt", has_text=text)

    def button(self, name: str) -> Locator:
        return self.quiz.get_by_role("button", name=name, exact=True)

    def focus(self) -> str:
        """Where focus is: the tag, and the id or the text."""
        return str(
            self.page.evaluate(
                "(({ tagName, id, textContent }) => `${tagName} ${id || textContent.trim()}`)(document.activeElement)"
            )
        )

    def heard(self) -> list[str]:
        """Wait until an announcement would have been made, give all since the last time, and forget them."""
        self.page.wait_for_timeout(SILENCE)
        heard: list[str] = self.page.evaluate("window.heard.splice(0)")
        return heard

    # What a person does

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.keeps_focus(key)

    def click(self, target: Locator) -> None:
        target.click()
        self.keeps_focus(str(target))

    def keeps_focus(self, after: str) -> None:
        self.page.evaluate(SETTLE)
        assert self.page.evaluate("document.activeElement !== document.body"), f"focus fell to <body> after {after}"

    def tab_to(self, target: Locator, limit: int = 150) -> None:
        """Tab until focus is on the target: forward, or back to what stands before."""
        handle = target.element_handle()
        before = self.page.evaluate("(wanted) => document.activeElement.compareDocumentPosition(wanted) === 2", handle)
        for _ in range(limit):
            if self.page.evaluate("(wanted) => document.activeElement === wanted", handle):
                return
            self.press("Shift+Tab" if before else "Tab")
        raise AssertionError(f"{target} cannot be reached by Tab; focus is on {self.focus()}")

    def pick(self, name: str, *texts: str) -> None:
        """Click these options' tiles."""
        for text in texts:
            self.click(self.option(name, text).locator("label"))

    def check(self, name: str) -> None:
        self.click(self.question(name).locator("[type=submit]"))

    def answer(self, name: str, *texts: str) -> None:
        self.pick(name, *texts)
        self.check(name)

    def choose_by_keys(self, box: Locator, item: Choice, wanted: list[int]) -> None:
        """From focus inside the question: tick exactly these options, by arrows among radios and by Tab among checkboxes."""
        boxes = box.locator("input")
        now = [boxes.nth(index).is_checked() for index in range(boxes.count())]
        focus = boxes.evaluate_all("(all) => all.indexOf(document.activeElement)")
        if not item.multiple:
            steps = wanted[0] - focus
            self.press(*["ArrowDown" if steps > 0 else "ArrowUp"] * abs(steps) or ["Space"])
            return
        self.press(*["Shift+Tab"] * focus)
        for index, ticked in enumerate(now):
            self.press(*["Tab"] * (index > 0), *["Space"] * (ticked != (index in wanted)))


def choice_of(question: Question) -> Choice:
    item = question.interaction()
    assert isinstance(item, Choice), f"{question.id} is a {question.kind}; teach the walk how a person answers one"
    return item


def sides(item: Choice) -> tuple[list[int], list[int]]:
    """The places of the right options and of the others."""
    right = [index for index, one in enumerate(item.alternatives) if one.correct]
    return right, [index for index in range(len(item.alternatives)) if index not in right]


def plain(text: str) -> str:
    return " ".join(text.replace("*", "").split())


def reason(one: Alternative) -> str:
    return plain(one.feedback)


def stored(context: BrowserContext) -> dict[str, str]:
    """Everything in the first tab's localStorage."""
    rows: dict[str, str] = context.pages[0].evaluate("({ ...localStorage })")
    return rows
