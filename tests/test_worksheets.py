"""Worksheets in a real browser: by keyboard and by pointer, kept only when ticked, on paper, and without a script."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.accessibility import audit_views, crawl, none, ready
from tests.checklist_walk import events, stored
from tests.quiz_walk import EAR, SILENCE

SHEET = "templates/goal-sheet/"
GOAL = "Start the course this spring, and still put the kids to bed."
TICK = "Keep this on this computer"


@pytest.fixture
def sheet(page: Page, real_site: str) -> Locator:
    """The goal sheet, never filled in."""
    page.add_init_script(EAR)
    page.goto(real_site + SHEET)
    found = page.locator("selfcheck-worksheet")
    expect(found).to_have_attribute("data-ready", "")
    return found


def heard(page: Page) -> list[str]:
    page.wait_for_timeout(SILENCE)
    told: list[str] = page.evaluate("window.heard.splice(0)")
    return told


def nothing_kept(page: Page) -> bool:
    return bool(page.evaluate("localStorage.length + sessionStorage.length") == 0)


def tab_to(page: Page, target: Locator) -> None:
    handle = target.element_handle()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(wanted) => document.activeElement === wanted", handle):
            return
    raise AssertionError(f"{target} cannot be reached by Tab")


def test_a_sheet_filled_in_by_pointer_keeps_nothing(page, sheet):
    sheet.get_by_label("What I want, in my own words").fill(GOAL)
    sheet.get_by_label("We talk about it on").fill("2026-12-03")
    sheet.get_by_label("I make it smaller.").check()
    page.wait_for_timeout(1500)
    assert nothing_kept(page)
    page.reload()
    expect(sheet.get_by_label("What I want, in my own words")).to_have_value("")
    expect(sheet.get_by_label("I make it smaller.")).not_to_be_checked()
    assert nothing_kept(page)


def test_a_sheet_filled_in_by_keyboard_is_kept_from_the_tick_on_and_gone_without_it(page, sheet):
    goal, step = sheet.get_by_label("What I want, in my own words"), sheet.get_by_label("One small step")
    tab_to(page, goal)
    page.keyboard.type(GOAL)
    tab_to(page, sheet.get_by_label("I keep the step."))
    page.keyboard.press("Space")
    tick = sheet.get_by_label(TICK)
    tab_to(page, tick)
    assert heard(page) == []
    page.keyboard.press("Space")
    assert heard(page) == ["This sheet is kept on this computer."]
    expect(tick).to_be_focused()
    assert {one["v"] for one in events(page).values() if one["t"] == "set"} == {GOAL, "yes"}
    assert stored(page, "sessionStorage") == {}

    step.fill("Call two schools")
    step.blur()
    page.reload()
    expect(goal).to_have_value(GOAL)
    expect(step).to_have_value("Call two schools")
    expect(sheet.get_by_label("I keep the step.")).to_be_checked()
    expect(tick).to_be_checked()

    tick.uncheck()
    assert heard(page) == ["This sheet is not kept any more. What you see ends when you close this page."]
    assert nothing_kept(page)
    expect(goal).to_have_value(GOAL)
    goal.fill("Something else")
    goal.blur()
    assert nothing_kept(page)


def test_a_second_sheet_is_kept_only_with_a_tick_of_its_own(page, sheet):
    goal = sheet.get_by_label("What I want, in my own words")
    goal.fill("One")
    sheet.get_by_label(TICK).check()
    kept = set(events(page))
    sheet.get_by_role("button", name="Start a new sheet").click()
    expect(sheet.get_by_label(TICK)).not_to_be_checked()
    goal.fill("Two")
    goal.blur()
    assert set(events(page)) == kept
    sheet.get_by_label(TICK).check()
    sheet.get_by_text("Other sheets kept here (1)").click()
    sheet.get_by_role("button", name="Delete this sheet").click()
    sheet.get_by_role("button", name="Yes, delete it").click()
    expect(goal).to_have_value("One")
    assert set(events(page)) == kept


def test_on_a_shared_computer_there_is_no_tick(page, sheet, real_site):
    page.goto(real_site + "checklists/coaching-session/")
    page.get_by_role("button", name="Others use it too").click()
    page.goto(real_site + SHEET)
    expect(sheet).to_have_attribute("data-ready", "")
    expect(sheet.get_by_label(TICK)).to_be_hidden()
    sheet.get_by_label("One small step").fill("Call two schools")
    sheet.get_by_label("One small step").blur()
    assert events(page) == {}


def test_a_sheet_has_no_progress_no_rating_and_asks_nothing_about_the_computer(page, sheet):
    expect(sheet.locator(".sbs-progress")).to_be_hidden()
    expect(sheet.get_by_role("radio")).to_have_count(0)
    expect(sheet.get_by_text("Who uses this computer?")).to_have_count(0)
    expect(sheet.get_by_label("One small step")).to_have_accessible_description("Small enough for a normal week.")


def test_the_sheet_prints_what_was_written_and_downloads_it(page, sheet):
    sheet.get_by_label("What I want, in my own words").fill(GOAL)
    sheet.get_by_label("I choose another step.").check()
    with page.expect_download() as download:
        sheet.get_by_role("button", name="Download as text").click()
    assert download.value.suggested_filename.startswith("goal-sheet-")
    text = download.value.path().read_text("utf-8")
    for wanted in (f"What I want, in my own words: {GOAL}", "I choose another step.: ✓", "Made with Side by Side"):
        assert wanted in text
    page.emulate_media(media="print")
    shown = page.locator("main").inner_text()
    assert GOAL in shown
    for unwanted in ("Turn the screen", TICK, "Download", "Nothing you write"):
        assert unwanted not in shown
    assert nothing_kept(page)


@pytest.mark.parametrize("path", ["templates/goal-sheet/", "templates/assignment-card/"])
def test_a_sheet_for_one_goal_or_one_person_prints_on_one_page(page, real_site, path):
    page.goto(real_site + path)
    page.locator("selfcheck-worksheet[data-ready]").wait_for()
    assert len(PdfReader(io.BytesIO(page.pdf(format="Letter"))).pages) == 1


def test_a_blocked_storage_is_told_only_when_something_was_to_be_kept(page, real_site):
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };")
    page.goto(real_site + SHEET)
    sheet = page.locator("selfcheck-worksheet")
    expect(sheet.locator(".sbs-trouble")).to_have_count(0)
    sheet.get_by_label(TICK).check()
    expect(sheet.locator(".sbs-trouble")).to_contain_text("no room left")


def test_worksheets_stand_among_the_templates_and_not_among_the_self_checks(page, real_site):
    page.goto(real_site + "checklists/")
    expect(page.locator(".sbs-cards")).not_to_contain_text("Goal sheet")
    page.goto(real_site + "templates/")
    page.locator("main").get_by_role("link", name="Goal sheet").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Goal sheet")


@pytest.mark.parametrize("name", ["goal-sheet", "assignment-card"])
def test_without_javascript_a_sheet_is_whole_and_has_no_dead_buttons(browser: Browser, real_site, name):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{real_site}templates/{name}/")
        form = page.locator("selfcheck-worksheet")
        assert form.locator("textarea:visible").count() > 3
        assert form.locator("button").count() == 0
        assert form.locator("noscript > .sbs-note").evaluate("(note) => note.checkVisibility()")


@pytest.mark.parametrize("path", ["", "goal-sheet/", "assignment-card/", "contact-log/"])
def test_every_template_is_accessible(page, real_site, path):
    ready(page)
    page.goto(f"{real_site}templates/{path}")
    none(audit_views(page))
    page.set_viewport_size({"width": 320, "height": 640})
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
    none(crawl(page))
