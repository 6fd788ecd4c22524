"""The record of finished modules in a real browser: days from the store, on the screen and on paper; whole without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.accessibility import audit_views, crawl, none, ready
from tests.failing_storage import BLOCK
from tests.quiz_walk import EAR
from tests.test_checklist_storage import ANSWERS
from tests.test_worksheets import heard, tab_to

RECORD = "practice/record/"
NOTHING = "This browser knows of no finished module. You can print the list and write the dates by hand."
REPORTED = "This list is self-reported."


@pytest.fixture
def record(page: Page, sample_site: str) -> Locator:
    """The record, with nothing finished yet."""
    page.add_init_script(EAR)
    page.clock.install(time="2026-11-22T10:00:00")
    return visit(page, sample_site)


def visit(page: Page, site: str) -> Locator:
    page.goto(site + RECORD)
    found = page.locator("selfcheck-record")
    expect(found).to_have_attribute("data-ready", "")
    return found


def finish(page: Page, quiz: str, when: str, event: str = "done", site: str = "sample") -> None:
    """Keep what finishing a quiz keeps."""
    page.evaluate(
        "([start, when, t]) => localStorage.setItem(`${start}${Date.parse(when).toString(36)}-x`, JSON.stringify({ t }))",
        [f"sidebyside/1/{site}/quiz/{quiz}/-/", when, event],
    )


def days(record: Locator) -> list[str]:
    return record.locator("[data-finished]").all_inner_texts()


def test_finishing_a_quiz_puts_its_day_into_the_record_and_the_others_say_that_they_are_open(page, record, sample_site):
    expect(record.locator(".sbs-progress")).to_have_text(NOTHING)
    assert days(record) == ["", ""]
    page.goto(sample_site + "modules/listen-first/")
    for texts in (("The participant",), ("A pause", "A question"), ("False",)):
        question = page.locator(".sbs-q:visible")
        for text in texts:
            question.locator("label", has_text=text).click()
        question.get_by_role("button", name="Check answer").click()
        page.get_by_role("button", name="Next question").click() if texts != ("False",) else None
    expect(page.locator(".sbs-end")).to_be_visible()
    visit(page, sample_site)
    assert days(record) == ["November 22, 2026", "Not finished here"]
    expect(record.locator(".sbs-progress")).to_have_text(
        "On November 22, 2026, this browser knows of 1 finished module out of 2. Write in by hand what you finished elsewhere."
    )
    row = record.get_by_role("row", name="1.1 Listen first 10 November 22, 2026")
    expect(row.get_by_role("rowheader")).to_have_text("Listen first")


def test_the_day_is_the_first_one_whatever_came_later(page, record, sample_site):
    finish(page, "listen-first", "2026-03-05T12:00")
    finish(page, "listen-first", "2026-06-01T12:00")
    finish(page, "plan-together", "2026-06-02T12:00", "again")
    visit(page, sample_site)
    assert days(record) == ["March 5, 2026", "Not finished here"]


def test_a_module_that_was_renamed_keeps_its_day_and_one_without_a_quiz_is_finished_when_it_was_read(page, course, serve):
    course.replace("docs/modules/plan-together.md", "\n::: quiz plan-together\n", "")
    course.remove("quizzes/plan-together.yml")
    course.remove("ids.lock")
    course.replace("quizzes/listen-first.yml", "id: listen-first\n", "id: listen-first\nwas: hear-them\n")
    site = serve(course.build(strict=False))
    page.clock.install(time="2026-11-22T10:00:00")
    page.goto(site + "modules/plan-together/")
    finish(page, "hear-them", "2026-11-20T12:00")
    record = visit(page, site)
    assert days(record) == ["November 20, 2026", "November 22, 2026"]


def test_the_name_is_for_the_print_alone(page, record):
    finish(page, "listen-first", "2026-03-05T12:00")
    page.reload()
    tab_to(page, record.get_by_label("Name or initials, for the print"))
    page.keyboard.type("A. L.")
    tab_to(page, record.get_by_role("button", name="Print"))
    assert heard(page) == []
    kept = page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }])")
    assert "A. L." not in kept
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    for wanted in (
        "Record",
        "Name or initials: A. L.",
        "Listen first",
        "March 5, 2026",
        "Not finished here",
        REPORTED,
        "Worker, and date:",
        "Supervisor, and date:",
    ):
        assert wanted in shown
    for unwanted in ("for the print", "It is not kept", "Search", "What stays where"):
        assert unwanted not in shown
    page.emulate_media(media="screen")
    page.reload()
    expect(record.get_by_label("Name or initials")).to_have_value("")


def test_the_button_prints(page, record):
    page.evaluate("window.print = () => { window.printed = true; }")
    record.get_by_role("button", name="Print").press("Enter")
    assert page.evaluate("window.printed")


def test_another_tab_that_finishes_or_deletes_is_followed(page, record, sample_site, context):
    other = context.new_page()
    other.goto(sample_site + ANSWERS)
    finish(other, "plan-together", "2026-11-20T12:00")
    expect(record.locator("[data-finished]").last).to_have_text("November 20, 2026")
    other.get_by_role("button", name="Delete my answers").click()
    other.get_by_role("button", name="Yes, delete everything").click()
    expect(record.locator(".sbs-progress")).to_have_text(NOTHING)
    assert days(record) == ["", ""]
    assert heard(page) == []


def test_where_storage_is_blocked_the_page_says_so_and_can_be_filled_in_by_hand(context, page, sample_site):
    context.add_init_script(BLOCK)
    record = visit(page, sample_site)
    expect(record.locator(".sbs-progress")).to_contain_text("This browser keeps nothing for this site")
    assert days(record) == ["", ""]


def test_damaged_events_are_passed_over(page, record, sample_site):
    page.evaluate(
        """() => { for (const text of ["", "{", "null", "[]", '{"t": 7}'])
          localStorage.setItem(`sidebyside/1/sample/quiz/listen-first/-/mwr0000${text.length}-x`, text); }"""
    )
    finish(page, "plan-together", "2026-11-20T12:00")
    visit(page, sample_site)
    assert days(record) == ["Not finished here", "November 20, 2026"]


def test_without_javascript_it_is_a_paper_form(browser: Browser, sample_site):
    with browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(sample_site + RECORD)
        record = page.locator("selfcheck-record")
        expect(record.get_by_role("row")).to_have_count(3)
        assert days(record) == ["", ""]
        for text in ("Name or initials:", REPORTED, "Worker, and date:"):
            expect(record.get_by_text(text)).to_be_visible()
        assert record.locator("button, input").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.emulate_media(media="print")
        expect(record.get_by_text("JavaScript is off")).to_be_hidden()


def test_every_module_is_in_the_real_record_and_the_home_page_leads_there(page, real_site):
    page.goto(real_site)
    modules = page.locator("selfcheck-path [data-module]").count()
    page.locator("main").get_by_role("link", name="What you finished, as a list to print").click()
    expect(page.locator("selfcheck-record tbody tr")).to_have_count(modules)


@pytest.mark.parametrize("state", ["nothing", "some", "blocked"])
def test_the_record_is_accessible_in_every_state(context, page, real_site, state):
    ready(page)
    if state == "blocked":
        context.add_init_script(BLOCK)
    visit(page, real_site)
    if state == "some":
        finish(page, "role", "2026-11-20T12:00", site="side-by-side")
        page.reload()
        expect(page.locator(".sbs-progress")).to_contain_text("1 finished module")
    none(audit_views(page))
    for width, height in ((1280, 720), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        none(crawl(page))
    page.evaluate("look.spread()")
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
