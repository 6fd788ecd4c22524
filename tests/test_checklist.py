"""A checklist in a real browser: filled in by keyboard and by pointer, dated, printed, taken along, and without a script."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.accessibility import audit_views, none, ready
from tests.checklist_walk import AFTER_TALK, COMPLETE, GIVEN, Form, events, stored

WIDTHS = pytest.mark.parametrize("width", [1280, 320])
ALL = {
    "talked-less.how-much": "does-not-apply",
    "asked-twice.how-much": "sometimes",
    "asked-twice.how-well": "smooth",
    "asked-twice.text": "How was it?",
    "questions.tally": "2",
    "thanked.tick": "yes",
    "again-on.date": "2026-12-03",
    "reflection.surprise": "Her plan.",
    "plan.goal": "Wait longer.",
    "plan.look-again": "2026-12-24",
}


def fill(form: Form) -> None:
    """Fill in every field."""
    form.choose(1, "Does not apply")
    form.choose(2, "Sometimes")
    form.choose(2, "Smooth")
    form.words.fill(ALL["asked-twice.text"])
    for _ in range(3):
        form.item(3).get_by_role("button", name="One more").click()
    form.item(3).get_by_role("button", name="One less").click()
    form.choose(4, "I thanked them")
    form.item(5).get_by_label("The day").fill(ALL["again-on.date"])
    form.element.get_by_label("What surprised me?").fill(ALL["reflection.surprise"])
    form.element.get_by_role("textbox", name="One thing to try").fill(ALL["plan.goal"])
    form.write(form.element.get_by_label("When I look again"), ALL["plan.look-again"])


# Filling in


@WIDTHS
def test_the_whole_checklist_is_filled_in_by_keyboard_alone_and_announced_once(page, form, width):
    page.set_viewport_size({"width": width, "height": 640})
    form.tab_to(form.button("Only I use it"))
    form.press("Enter")
    expect(form.button("Change this")).to_be_focused()
    expect(form.progress).to_have_text("0 of 5 answered")

    form.tab_to(form.option(1, "Not yet"))
    form.press("Space", "ArrowDown", "ArrowRight", "ArrowDown")
    expect(form.option(1, "Does not apply")).to_be_checked()
    expect(form.progress).to_have_text("1 of 5 answered")

    form.tab_to(form.item(2).get_by_label("Not yet"))
    form.press("Space", "ArrowDown")
    form.tab_to(form.option(2, "Rough"))
    form.press("ArrowDown")
    form.tab_to(form.words)
    page.keyboard.type(ALL["asked-twice.text"])
    expect(form.progress).to_have_text("2 of 5 answered")

    form.tab_to(form.item(3).get_by_role("button", name="One more"))
    form.press("Enter", "Space", "Enter", "Shift+Tab", "Enter")
    expect(form.item(3).get_by_role("spinbutton", name="How many")).to_have_value("2")
    form.tab_to(form.option(4, "I thanked them"))
    form.press("Space")
    assert form.heard() == []

    form.tab_to(form.item(5).get_by_label("The day"))
    page.keyboard.type("12032026")
    expect(form.progress).to_have_text("5 of 5 answered")
    assert form.heard() == [COMPLETE]

    for label, field in (("What surprised me?", "reflection.surprise"), ("One thing to try", "plan.goal")):
        form.tab_to(form.element.get_by_role("textbox", name=label))
        page.keyboard.type(ALL[field])
    form.tab_to(form.element.get_by_label("When I look again"))
    page.keyboard.type("12242026")
    form.tab_to(form.button("Delete this entry"))
    assert form.heard() == []
    assert form.values() == ALL
    page.reload()
    assert form.values() == ALL


@WIDTHS
def test_the_whole_checklist_is_filled_in_by_pointer_alone_and_announced_once(page, form, width):
    page.set_viewport_size({"width": width, "height": 640})
    form.own()
    fill(form)
    assert form.heard() == [COMPLETE]
    assert form.values() == ALL
    expect(form.progress).to_have_text("5 of 5 answered")
    assert {one["v"] for one in events(page).values() if one["t"] == "set"} == set(ALL.values())


def test_arrow_keys_announce_nothing_before_and_after_everything_is_answered(form):
    fill(form)
    assert form.heard() == [COMPLETE]
    form.option(1, "Does not apply").focus()
    for key in ("ArrowUp", "ArrowUp", "ArrowDown", "ArrowLeft", "Space"):
        form.press(key)
        assert form.heard() == []


def test_an_answer_can_be_cleared_and_given_again(page, form):
    clear = form.button("Clear answer")
    expect(clear).to_have_count(0)
    form.choose(1, "Sometimes")
    expect(clear).to_have_accessible_name("Clear answer: 1. I talked less than they did.")
    clear.focus()
    form.press("Enter")
    expect(form.option(1, "Not yet")).to_be_focused()
    expect(form.item(1).locator(":checked")).to_have_count(0)
    expect(clear).to_have_count(0)
    expect(form.progress).to_have_text("0 of 5 answered")
    page.reload()
    assert form.values() == {}
    form.choose(2, "Smooth")
    expect(form.button("Clear answer")).to_have_accessible_name("Clear answer: How well")
    expect(form.progress).to_have_text("1 of 5 answered")


def test_a_count_goes_from_0_to_999(form):
    box = form.item(3).get_by_role("spinbutton", name="How many")
    more, less = (form.item(3).get_by_role("button", name=name) for name in ("One more", "One less"))
    expect(more).to_have_accessible_name("One more: How many")
    less.click()
    expect(box).to_have_value("0")
    expect(form.progress).to_have_text("1 of 5 answered")
    for typed, taken in (("1200", "999"), ("-3", "0"), ("2.9", "2"), ("", "")):
        form.write(box, typed)
        expect(box).to_have_value(taken)
    expect(form.progress).to_have_text("0 of 5 answered")
    form.write(box, "999")
    more.click()
    expect(box).to_have_value("999")


def test_words_are_kept_when_a_person_pauses_or_leaves_and_are_not_touched_while_they_write(page, form):
    form.words.press_sequentially("She said ")
    page.wait_for_timeout(1500)
    assert form.values()["asked-twice.text"] == "She said "
    form.words.press_sequentially("no")
    assert form.values()["asked-twice.text"] == "She said no"
    page.reload()
    assert form.values()["asked-twice.text"] == "She said no"


def test_the_observers_form_has_the_same_items_in_the_observers_words(page, sample_site):
    form = Form(page, sample_site + "checklists/watching/")
    expect(form.item(1)).to_contain_text("The worker talked less than the person did.")
    for number in range(1, 5):
        form.choose(number, "Often")
    form.write(form.item(5).get_by_label("Words I heard"), "See you Monday.")
    expect(form.progress).to_have_text("4 of 5 answered")
    form.choose(5, "Not seen")
    assert form.heard() == [COMPLETE]


def test_a_checklist_works_inside_a_module(page, course, serve):
    course.replace(
        "docs/modules/plan-together.md", "Dwayne brings a list.", "Dwayne brings a list.\n\n::: checklist after-talk"
    )
    ready(page)
    form = Form(page, serve(course.build()) + "modules/plan-together/")
    fill(form)
    assert form.values() == ALL
    none(audit_views(page))
    form.item(1).locator("summary").click()
    form.item(1).get_by_role("link", name="Listen first").click()
    expect(page).to_have_url(form.address.replace("plan-together", "listen-first"))


# Entries


def test_entries_of_two_days_stand_side_by_side_and_one_can_be_opened_and_deleted(page, form, sample_site):
    page.clock.set_fixed_time("2026-11-01T10:00:00")
    form.open()
    form.choose(1, "Not yet")
    first = set(events(page))
    page.clock.set_fixed_time("2026-11-20T10:00:00")
    form.open()
    expect(form.day).to_have_value("2026-11-01")
    form.button("Fill it in again").click()
    expect(form.day).to_be_focused()
    expect(form.day).to_have_value("2026-11-20")
    assert form.values() == {}
    assert form.heard() == ["A new entry is started. The earlier one is kept."]
    form.choose(1, "Mostly")

    page.goto(sample_site + "checklists/")
    expect(page.locator("[data-checklist=after-talk]")).to_contain_text("Last filled in on November 20, 2026 · 2 entries")
    form.open()
    assert form.values() == {"talked-less.how-much": "mostly"}
    form.element.get_by_text("Earlier entries (1)").click()
    form.button("Open the entry of November 1, 2026").click()
    expect(form.day).to_be_focused()
    expect(form.day).to_have_value("2026-11-01")
    assert form.values() == {"talked-less.how-much": "not-yet"}
    expect(form.button("Open the entry of November 20, 2026")).to_be_visible()

    remove = form.button("Delete this entry")
    remove.click()
    expect(form.element.get_by_text("Delete the entry of November 1, 2026 for good?")).to_be_visible()
    expect(form.button("Keep it")).to_be_focused()
    form.press("Enter")
    expect(remove).to_be_focused()
    assert first <= set(events(page))

    remove.click()
    form.heard()
    form.button("Yes, delete it").click()
    expect(form.day).to_be_focused()
    assert form.heard() == ["The entry is deleted."]
    assert form.values() == {"talked-less.how-much": "mostly"}
    assert not first & set(events(page))
    expect(form.element.get_by_text("Earlier entries")).to_be_hidden()


def test_there_is_nothing_to_delete_or_to_do_again_before_there_is_an_entry(form):
    expect(form.button("Delete this entry")).to_be_hidden()
    expect(form.button("Fill it in again")).to_be_hidden()
    form.choose(1, "Sometimes")
    form.button("Delete this entry").click()
    form.button("Yes, delete it").click()
    assert form.values() == {}
    assert events(form.page) == {}
    expect(form.button("Delete this entry")).to_be_hidden()


def test_the_date_of_an_entry_can_be_changed_and_decides_the_order(page, form):
    form.choose(1, "Not yet")
    form.write(form.day, "2026-02-01")
    form.button("Fill it in again").click()
    form.write(form.day, "2026-01-01")
    form.choose(1, "Mostly")
    form.open()
    expect(form.day).to_have_value("2026-02-01")
    form.element.get_by_text("Earlier entries (1)").click()
    expect(form.button("Open the entry of January 1, 2026")).to_be_visible()
    form.day.fill("")
    form.day.blur()
    expect(form.day).not_to_have_value("")


# Paper and file

PRINT = """
window.printed = [];
window.print = () => {
  dispatchEvent(new Event("beforeprint"));
  const shown = [...document.querySelectorAll("selfcheck-checklist [data-field] *")].filter((one) => one.checkVisibility());
  window.printed.push({
    text: document.querySelector("selfcheck-checklist").innerText,
    checked: shown.filter((one) => one.checked).length,
    controls: shown.filter((one) => one.matches("textarea, input:not([type=radio], [type=checkbox])")).length,
  });
  dispatchEvent(new Event("afterprint"));
};
"""


def test_the_print_has_every_answer_and_the_blank_print_has_none_and_they_are_there_again(page, form):
    page.add_init_script(PRINT)
    form.open()
    fill(form)
    kept = events(page)
    page.emulate_media(media="print")
    for name in ("Print with my answers", "Print blank"):
        form.element.locator("button", has_text=name).evaluate("(button) => button.click()")  # no longer to be seen
    filled, blank = page.evaluate("window.printed")
    assert [text for text in GIVEN if text not in filled["text"]] == []
    assert [text for text in GIVEN if text in blank["text"]] == []
    assert (filled["checked"], blank["checked"]) == (4, 0)
    assert (filled["controls"], blank["controls"]) == (0, 0)
    for text in ("I talked less than they did.", "What surprised me?", "When I look again", "Does not apply"):
        assert text in filled["text"]
        assert text in blank["text"]
    for text in ("Print", "Clear answer", "One more", "answered", "Keep the words", "Who uses this computer"):
        assert text not in filled["text"]
    assert form.values() == ALL
    assert events(page) == kept


def test_a_blank_print_that_begins_late_is_blank_and_one_that_never_begins_changes_nothing(page, form):
    page.add_init_script("window.print = () => {};")
    form.open()
    fill(form)
    form.button("Print blank").click()
    assert form.values() == ALL
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert form.values() == {}
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert form.values() == ALL
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert form.values() == ALL


def test_the_download_has_every_question_and_every_answer(page, form):
    fill(form)
    with page.expect_download() as download:
        form.button("Download as text").click()
    assert download.value.suggested_filename == f"after-talk-{form.day.input_value()}.txt"
    text = download.value.path().read_bytes().decode()
    legends = form.element.locator("form legend").all_inner_texts()
    labels = ("How much", "How well", "What surprised me?", "One thing to try", "When I look again", "I thanked them: ✓")
    points = ("Does not apply", "Sometimes", "Smooth", "How many: 2")
    for wanted in (*legends, *labels, *points, *GIVEN, "After the talk", "Date"):
        assert wanted in text
    assert "BEING THERE\r\n" in text


def test_the_download_of_an_empty_form_says_what_is_not_answered(page, form):
    with page.expect_download() as download:
        form.button("Download as text").click()
    text = download.value.path().read_text("utf-8")
    assert text.count("not answered") == 9
    assert stored(page) == {}


# No script


def test_without_javascript_the_form_is_whole_says_so_and_has_no_dead_buttons(browser: Browser, sample_site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sent: list[str] = []
        page.goto(sample_site + AFTER_TALK)
        page.on("request", lambda request: sent.append(request.url) if request.is_navigation_request() else None)
        form = page.locator(".sbs-check")
        note = form.locator("noscript > .sbs-note")
        assert note.evaluate("(note) => note.innerText").startswith("JavaScript is off in this browser")
        assert note.evaluate("(note) => note.checkVisibility()")
        assert form.locator("button, [type=submit], [type=button]").count() == 0
        assert form.locator("fieldset:visible").count() == 5
        for control in form.locator("input, textarea").all():
            expect(control).to_be_visible()
            expect(control).to_be_enabled()
        form.get_by_label("Mostly").first.check()
        form.get_by_label("How many").fill("3")
        for label in ("Mostly", "How many"):
            form.get_by_label(label).first.press("Enter")
        page.wait_for_timeout(200)
        assert sent == []
        expect(form.get_by_label("Mostly").first).to_be_checked()
        page.emulate_media(media="print")
        expect(form.get_by_text("Date: ____")).to_be_visible()
