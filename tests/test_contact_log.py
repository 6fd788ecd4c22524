"""The contact log in a real browser: rows, sums, a file for spreadsheets, paper, and nothing kept that was not asked for."""

from __future__ import annotations

import csv
import io

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from tests.accessibility import audit_views, none, ready
from tests.checklist_walk import events
from tests.quiz_walk import EAR
from tests.test_worksheets import TICK, heard, nothing_kept, tab_to

LOG = "templates/contact-log/"
FORMULAS = ("=HYPERLINK(1)", "+15550142", "-2+3", "@SUM(A1)")


@pytest.fixture
def log(page: Page, real_site: str) -> Locator:
    """The contact log, with nothing in it yet."""
    page.add_init_script(EAR)
    page.clock.set_fixed_time("2026-05-14T10:00:00")
    page.goto(real_site + LOG)
    found = page.locator("selfcheck-contacts")
    expect(found).to_have_attribute("data-ready", "")
    return found


def row(log: Locator, number: int) -> Locator:
    return log.get_by_role("group", name=f"Contact {number}", exact=True)


def fill(log: Locator, number: int, way: str, words: str = "", day: str = "") -> None:
    row(log, number).get_by_label("Way").select_option(way)
    if words:
        row(log, number).get_by_label("Their words").fill(words)
    if day:
        row(log, number).get_by_label("Date", exact=True).fill(day)
    row(log, number).get_by_label("Way").focus()


def download(page: Page, log: Locator) -> tuple[str, list[list[str]]]:
    with page.expect_download() as got:
        log.get_by_role("button", name="Download for a spreadsheet").click()
    assert got.value.suggested_filename == "contact-log-2026-05-14.csv"
    text = got.value.path().read_bytes().decode()
    assert text.startswith("\ufeff")
    return text, list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_rows_are_added_and_removed_by_keyboard_and_the_sums_follow(page, log):
    sums = log.locator(".sbs-progress")
    expect(sums).to_have_text("Nothing is filled in yet.")
    expect(row(log, 1).get_by_label("Date", exact=True)).to_have_value("2026-05-14")
    tab_to(page, row(log, 1).get_by_label("Way"))
    page.keyboard.type("Call")
    tab_to(page, row(log, 1).get_by_label("Who tried"))
    page.keyboard.type("Ben")
    tab_to(page, row(log, 1).get_by_label("Reached?"))
    page.keyboard.type("Yes")
    tab_to(page, log.get_by_role("button", name="Add another contact"))
    expect(sums).to_have_text("1 contact, 1 reached. Call 1.")
    page.keyboard.press("Enter")
    expect(row(log, 2).get_by_label("Date", exact=True)).to_be_focused()
    expect(row(log, 2).get_by_label("Who tried")).to_have_value("Ben")
    row(log, 2).get_by_label("Way").focus()
    page.keyboard.type("Letter")
    expect(sums).to_have_text("2 contacts, 1 reached. Call 1, Letter 1.")
    assert heard(page) == []

    remove = row(log, 1).get_by_role("button", name="Remove this contact")
    remove.focus()
    page.keyboard.press("Enter")
    expect(log.get_by_text("Remove contact 1 for good?")).to_be_visible()
    expect(log.get_by_role("button", name="Keep it")).to_be_focused()
    log.get_by_role("button", name="Yes, remove it").press("Enter")
    assert heard(page) == ["The contact is removed."]
    expect(row(log, 1).get_by_role("button", name="Remove this contact")).to_be_focused()
    expect(sums).to_have_text("1 contact, 0 reached. Letter 1.")
    expect(log.get_by_role("group")).to_have_count(1)
    assert nothing_kept(page)


def test_there_is_always_a_row_to_write_in_and_an_empty_one_needs_no_removing(page, log):
    remove = log.get_by_role("button", name="Remove this contact")
    expect(remove).to_be_hidden()
    fill(log, 1, "Call")
    remove.click()
    log.get_by_role("button", name="Yes, remove it").click()
    assert heard(page) == ["The contact is removed."]
    expect(log.get_by_role("group")).to_have_count(1)
    expect(row(log, 1).get_by_label("Date", exact=True)).to_be_focused()
    expect(row(log, 1).get_by_label("Date", exact=True)).to_have_value("2026-05-14")
    expect(remove).to_be_hidden()
    _, rows = download(page, log)
    assert len(rows) == 1
    log.get_by_role("button", name="Add another contact").click()
    expect(remove).to_have_count(2)
    expect(remove.first).to_be_visible()


def test_the_log_is_kept_row_by_row_from_the_tick_on_and_gone_without_it(page, log):
    fill(log, 1, "Call", "After three is better.")
    assert nothing_kept(page)
    log.get_by_label(TICK).check()
    assert heard(page) == ["This log is kept on this computer."]
    log.get_by_role("button", name="Add another contact").click()
    fill(log, 2, "Text")
    log.get_by_role("button", name="Print").focus()
    page.reload()
    expect(log.get_by_role("group")).to_have_count(2)
    expect(row(log, 1).get_by_label("Their words")).to_have_value("After three is better.")
    expect(row(log, 2).get_by_label("Way")).to_have_value("text")
    expect(log.get_by_label(TICK)).to_be_checked()

    row(log, 2).get_by_role("button", name="Remove this contact").click()
    log.get_by_role("button", name="Yes, remove it").click()
    assert len([one for one in events(page).values() if one["t"] == "set"]) == 1
    log.get_by_label(TICK).uncheck()
    assert nothing_kept(page)
    expect(row(log, 1).get_by_label("Their words")).to_have_value("After three is better.")
    page.reload()
    expect(row(log, 1).get_by_label("Their words")).to_have_value("")


def test_a_log_that_is_kept_once_more_is_still_there(page, log, context):
    log.get_by_label(TICK).check()
    fill(log, 1, "Call", "After three is better.")
    log.get_by_role("button", name="Add another contact").click()
    fill(log, 2, "Text", "Yes, Friday.")
    other = context.new_page()
    other.goto(page.url)
    second = other.locator("selfcheck-contacts")
    expect(row(second, 2).get_by_label("Way")).to_have_value("text")
    log.get_by_label(TICK).uncheck()
    assert nothing_kept(page)
    expect(second.get_by_label(TICK)).not_to_be_checked()
    log.get_by_label(TICK).check()
    for one in (log, second):
        expect(one.get_by_label(TICK)).to_be_checked()
        expect(one.get_by_role("group")).to_have_count(2)
        expect(row(one, 1).get_by_label("Their words")).to_have_value("After three is better.")
        expect(row(one, 2).get_by_label("Their words")).to_have_value("Yes, Friday.")
    page.reload()
    expect(log.get_by_role("group")).to_have_count(2)
    expect(row(log, 1).get_by_label("Their words")).to_have_value("After three is better.")


def test_two_tabs_add_to_one_log(page, log, context):
    log.get_by_label(TICK).check()
    fill(log, 1, "Call")
    other = context.new_page()
    other.goto(page.url)
    second = other.locator("selfcheck-contacts")
    second.get_by_role("button", name="Add another contact").click()
    fill(second, 2, "Visit")
    expect(row(log, 2).get_by_label("Way")).to_have_value("visit")
    row(second, 2).get_by_role("button", name="Remove this contact").click()
    second.get_by_role("button", name="Yes, remove it").click()
    expect(log.get_by_role("group")).to_have_count(1)


def test_damaged_storage_is_survived(page, log):
    log.get_by_label(TICK).check()
    page.evaluate(
        """() => { for (const v of ["null", "[]", "{", '{"way": 7, "date": "soon"}'])
          localStorage.setItem(`sidebyside/1/side-by-side/log/contact-log/r-${v.length}/${Date.now().toString(36)}-a`,
            JSON.stringify({ t: "set", v })); }"""
    )
    page.reload()
    expect(log).to_have_attribute("data-ready", "")
    expect(log.get_by_label(TICK)).to_be_checked()


def test_a_spreadsheet_takes_nobodys_words_for_a_formula(page, log):
    for number, text in enumerate(FORMULAS, 1):
        if number > 1:
            log.get_by_role("button", name="Add another contact").click()
        fill(log, number, "Other", text)
        row(log, number).get_by_label("Next step").fill(f'He said "{text}", twice\nand left')
    text, rows = download(page, log)
    heads = ["Date", "Time", "Way", "Who tried", "Place or time offered", "Reached?", "Their words", "Next step", "Next date"]
    assert rows[0] == heads
    assert [line[6] for line in rows[1:]] == [f"'{text}" for text in FORMULAS]
    assert [line[7] for line in rows[1:]] == [f'He said "{text}", twice\nand left' for text in FORMULAS]
    assert all(line[0] == "2026-05-14" and line[2] == "Other" for line in rows[1:])
    assert not any(cell[:1] in "=+-@\t\r" for line in rows for cell in line if cell)
    assert text.count("\r\n") == 5


def test_tabs_and_returns_at_the_start_of_a_cell_are_guarded_too(page, log):
    fill(log, 1, "Call", "\t=1+1")
    _, rows = download(page, log)
    assert rows[1][6] == "'=1+1"


def test_the_print_is_one_table_in_the_order_of_days_with_lines_to_go_on_by_hand(page, log):
    fill(log, 1, "Letter", "No reply by Monday", "2026-05-11")
    log.get_by_role("button", name="Add another contact").click()
    fill(log, 2, "Call", "Left a name", "2026-05-07")
    page.emulate_media(media="print")
    lines = log.locator("tbody tr")
    expect(lines).to_have_count(10)
    expect(lines.nth(0)).to_contain_text("May 7, 2026")
    expect(lines.nth(0)).to_contain_text("Left a name")
    expect(lines.nth(1)).to_contain_text("Letter")
    shown = page.locator("main").inner_text()
    for unwanted in ("Add another contact", TICK, "Write down a try", "Contact 1"):
        assert unwanted not in shown
    (sheet,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert sheet.mediabox.width > sheet.mediabox.height, "a row needs room to write"
    assert nothing_kept(page)


def test_without_javascript_there_is_a_table_to_print(browser: Browser, real_site):
    with browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(real_site + LOG)
        expect(page.get_by_text("No client names on shared computers.")).to_be_visible()
        expect(page.locator(".sbs-log__t")).to_be_visible()
        assert page.locator("selfcheck-contacts").locator("button, input, select").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_log_with_rows_is_accessible(page, log):
    ready(page)
    page.reload()
    log.get_by_role("button", name="Add another contact").click()
    fill(log, 2, "Visit", "Friday is fine.")
    row(log, 1).get_by_role("button", name="Remove this contact").click()
    none(audit_views(page))
    page.set_viewport_size({"width": 320, "height": 640})
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
