"""Where a checklist's answers are kept: one's own computer or a shared one, two tabs, a back-up, storage that fails."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.checklist_walk import AFTER_TALK, COMPLETE, Form, events, stored
from tests.failing_storage import BLOCK, CLEARED, FILL_UP, FULL, NOT_KEPT, REFUSE
from tests.test_lock import rename_in_checklist

ANSWERS = "about/privacy/"
WORDS = "She laughed about the bus."


def fill(form: Form) -> None:
    """A choice, words and a count."""
    form.choose(1, "Mostly")
    form.write(form.words, WORDS)
    form.item(3).get_by_role("button", name="One more").click()


FILLED = {"talked-less.how-much": "mostly", "asked-twice.text": WORDS, "questions.tally": "1"}
CHOSEN = {name: value for name, value in FILLED.items() if value != WORDS}


def texts(page: Page, area: str) -> str:
    return "\n".join(stored(page, area).values())


def test_what_was_filled_in_stays_with_items_questions_and_plan_lines_that_are_renamed(page, course, serve):
    course.build()
    form = Form(page, serve(course.site) + AFTER_TALK)
    form.own()
    form.keep.check()
    fill(form)
    form.write(page.get_by_role("textbox", name="One thing to try"), "Wait longer.")
    rename_in_checklist(course)
    course.build()
    page.reload()
    named = {
        "spoke-less.how-much": "mostly",
        "asked-twice.text": WORDS,
        "questions.tally": "1",
        "plan.next-step": "Wait longer.",
    }
    assert form.values() == named
    form.choose(1, "Sometimes")
    page.reload()
    assert form.values() == named | {"spoke-less.how-much": "sometimes"}
    assert "talked-less" not in "".join(stored(page))


# One's own computer, and a shared one


def test_on_ones_own_computer_choices_outlive_the_tab_and_words_do_so_once_that_is_ticked(form):
    form.own()
    fill(form)
    assert WORDS not in texts(form.page, "localStorage")
    assert form.again().values() == CHOSEN

    form.keep.check()
    assert WORDS in texts(form.page, "localStorage")
    assert WORDS not in texts(form.page, "sessionStorage")
    other = form.again()
    assert other.values() == FILLED
    expect(other.keep).to_be_checked()

    form.keep.uncheck()
    assert WORDS not in texts(form.page, "localStorage")
    form.page.reload()
    assert form.values() == FILLED
    assert form.again().values() == CHOSEN


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "not kept"])
def test_words_that_are_cleared_are_gone_in_every_older_version(form, keep):
    form.own()
    form.keep.set_checked(keep)
    for text in ("Zebra one", "Zebra two", "Zebra three"):
        form.write(form.words, text)
    assert texts(form.page, "localStorage" if keep else "sessionStorage").count("Zebra") == 1
    form.write(form.words, "")
    assert "Zebra" not in texts(form.page, "localStorage") + texts(form.page, "sessionStorage")
    form.page.reload()
    expect(form.words).to_have_value("")


def test_on_a_shared_computer_everything_ends_with_the_tab(form):
    form.shared()
    fill(form)
    form.page.get_by_role("button", name="Dark colors").click()
    assert stored(form.page) == {}
    form.page.reload()
    assert form.values() == FILLED
    expect(form.page.locator("html")).to_have_attribute("data-scheme", "dark")
    expect(form.element).to_contain_text("Shared computer: everything you answer here ends when you close this tab.")
    expect(form.keep).to_be_hidden()
    other = form.again()
    form.page.close()
    other.open()
    assert other.values() == {}
    expect(other.button("Only I use it")).to_be_visible()
    assert stored(other.page) | stored(other.page, "sessionStorage") == {}


def test_a_computer_that_becomes_shared_takes_everything_along_and_back(form):
    form.own()
    fill(form)
    form.keep.check()
    before = events(form.page)
    form.button("Change this").click()
    expect(form.button("Only I use it")).to_be_focused()
    form.shared()
    expect(form.button("Change this")).to_be_focused()
    assert stored(form.page) == {}
    assert events(form.page) == before
    assert form.again().values() == {}
    form.page.reload()
    assert form.values() == FILLED
    form.button("Change this").click()
    form.own()
    assert stored(form.page, "sessionStorage") == {}
    assert events(form.page) == before
    other = form.again()
    assert other.values() == FILLED
    expect(other.keep).to_be_checked()


# Two tabs


def test_two_tabs_fill_in_one_entry_and_lose_nothing(form):
    other = form.again()
    form.choose(1, "Mostly")
    expect(other.option(1, "Mostly")).to_be_checked()
    other.words.press_sequentially("Wait")
    form.choose(2, "Sometimes")
    form.choose(2, "Smooth")
    for count, tab in enumerate((form, other, form, other)):
        expect(tab.item(3).get_by_role("spinbutton")).to_have_value(str(count or ""))
        tab.item(3).get_by_role("button", name="One more").click()
    other.choose(4, "I thanked them")
    form.write(form.item(5).get_by_label("The day"), "2026-12-03")
    shown = {
        "talked-less.how-much": "mostly",
        "asked-twice.how-much": "sometimes",
        "asked-twice.how-well": "smooth",
        "questions.tally": "4",
        "thanked.tick": "yes",
        "again-on.date": "2026-12-03",
    }
    expect(other.progress).to_have_text("5 of 5 answered")
    assert form.values() == shown
    assert other.values() == shown | {"asked-twice.text": "Wait"}
    assert len({key.split("/")[3] for key in events(form.page)}) == 1
    assert form.heard() == [COMPLETE]
    assert other.heard() == []
    expect(form.element.locator(".sbs-trouble")).to_have_count(0)


def test_what_another_tab_deletes_is_gone_here_too_and_focus_stays(form, sample_site):
    form.choose(1, "Mostly")
    form.button("Fill it in again").click()
    form.choose(1, "Not yet")
    other = form.again()
    other.element.get_by_text("Earlier entries (1)").click()
    other.element.locator("ul .sbs-link").focus()
    form.button("Delete this entry").click()
    form.button("Yes, delete it").click()
    expect(other.option(1, "Mostly")).to_be_checked()
    assert other.page.evaluate("document.activeElement !== document.body")
    answers = form.page
    answers.goto(sample_site + ANSWERS)
    answers.get_by_role("button", name="Delete my answers").click()
    answers.get_by_role("button", name="Yes, delete everything").click()
    expect(other.progress).to_have_text("0 of 5 answered")
    assert other.values() == {}


def test_what_was_deleted_meanwhile_does_not_come_back_with_the_back_button(form, sample_site):
    page = form.page
    form.own()
    fill(form)
    page.goto(sample_site + ANSWERS)
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    page.go_back()
    expect(form.progress).to_have_text("0 of 5 answered")
    assert form.values() == {}
    expect(form.button("Only I use it")).to_be_visible()


# Deleting, backing up, bringing back


def test_everything_can_be_deleted_after_a_question(form, sample_site):
    page = form.page
    form.own()
    fill(form)
    page.goto(sample_site + ANSWERS)
    expect(page.get_by_text("This browser keeps 4 notes of what you did here.")).to_be_visible()
    remove = page.get_by_role("button", name="Delete my answers on this computer")
    remove.click()
    expect(page.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Enter")
    expect(remove).to_be_focused()
    assert len(events(page)) == 4
    remove.click()
    page.get_by_role("button", name="Yes, delete everything").click()
    expect(remove).to_be_focused()
    expect(page.get_by_role("status")).to_have_text("Everything is deleted.")
    expect(page.get_by_text("This browser keeps no answers of yours.")).to_be_visible()
    expect(page.get_by_role("button", name="Only I use it")).to_be_visible()
    assert stored(page) | stored(page, "sessionStorage") == {}


def back_up(page: Page) -> str:
    with page.expect_download() as download:
        page.get_by_role("button", name="Back up to a file").click()
    assert download.value.suggested_filename.startswith("side-by-side-backup-2")
    return download.value.path().read_text("utf-8")


def restore(page: Page, text: str) -> None:
    file = page.get_by_label("Restore from a file")
    file.set_input_files({"name": "b.json", "mimeType": "application/json", "buffer": text.encode()})


@pytest.mark.parametrize("keep", [True, False], ids=["words kept", "words not kept"])
def test_a_back_up_brings_back_every_key_and_every_value(form, sample_site, keep):
    page = form.page
    form.own()
    form.keep.set_checked(keep)
    fill(form)
    page.goto(sample_site + "modules/listen-first/")
    for text in ("The coordinator", "The participant"):
        page.locator("label", has_text=text).first.click()
        page.get_by_role("button", name="Check answer").click()
    page.goto(sample_site + ANSWERS)
    before, in_session = events(page), stored(page, "sessionStorage").keys()
    assert len(before) > 6
    text = back_up(page)
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    assert events(page) == {}
    restore(page, text)
    expect(page.get_by_role("status")).to_have_text(f"{len(before)} notes were brought back.")
    assert events(page) == before
    assert stored(page, "sessionStorage").keys() == in_session
    form.open()
    assert form.values() == FILLED
    restore_twice(form, sample_site, text, before)


def restore_twice(form: Form, sample_site: str, text: str, before: dict[str, Any]) -> None:
    form.page.goto(sample_site + ANSWERS)
    restore(form.page, text)
    expect(form.page.get_by_role("status")).to_contain_text("brought back")
    assert events(form.page) == before


def test_what_is_brought_back_on_a_shared_computer_ends_with_the_tab(form, sample_site):
    page = form.page
    form.own()
    form.keep.check()
    fill(form)
    page.goto(sample_site + ANSWERS)
    text = back_up(page)
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    page.get_by_role("button", name="Others use it too").click()
    restore(page, text)
    expect(page.get_by_role("status")).to_contain_text("brought back")
    assert stored(page) == {}
    form.open()
    assert form.values() == FILLED


KEY = "c-1/after-talk/talked-less.how-much/mabc-x"
GOOD: dict[str, Any] = {
    "format": "side-by-side/backup",
    "version": 1,
    "site": "sample",
    "events": {KEY: {"t": "set", "v": "mostly"}},
}
NOT_OURS = (
    "This is not a back-up file of this training. Nothing was changed. "
    "Choose a file whose name starts with side-by-side-backup."
)


def changed(**parts: object) -> str:
    return json.dumps(GOOD | parts)


REFUSED = [
    pytest.param(b" " * (32 * 1024 * 1024 + 1), "This file is larger than a back-up of this site can be.", id="too large"),
    pytest.param("{", NOT_OURS, id="not JSON"),
    pytest.param(b"\x00\xff\xfe", NOT_OURS, id="not text"),
    pytest.param("null", NOT_OURS, id="null"),
    pytest.param("[]", NOT_OURS, id="a list"),
    pytest.param(changed(format="side-by-side/response"), NOT_OURS, id="another format"),
    pytest.param(changed(events=[]), NOT_OURS, id="a list of events"),
    pytest.param(changed(events={"x": {"t": "set"}}), NOT_OURS, id="a strange key"),
    pytest.param(changed(events={KEY: {"v": "mostly"}}), NOT_OURS, id="an event of no type"),
    pytest.param(changed(events={KEY: "mostly"}), NOT_OURS, id="a value that is no event"),
    pytest.param(changed(events={f"{'c' * 290}/after-talk/x/mabc-x": {"t": "set"}}), NOT_OURS, id="a key too long"),
    pytest.param(changed(site="elsewhere"), "This back-up belongs to another agency's training.", id="another site"),
    pytest.param(changed(version=2), "This back-up was made by a newer version of this training.", id="a newer version"),
    pytest.param(changed()[:-1] + ', "__proto__": {"polluted": 1}}', NOT_OURS, id="__proto__ beside the events"),
    pytest.param(changed(events={"__proto__": {"t": "set", "polluted": 1}}), NOT_OURS, id="__proto__ among the events"),
    pytest.param(changed(events={KEY: {"t": "set", "__proto__": {"polluted": 1}}}), NOT_OURS, id="__proto__ in an event"),
    pytest.param(changed(events={KEY: {"t": "set", "constructor": 1}}), NOT_OURS, id="constructor in an event"),
]


COUNT_READS = """() => {
  window.reads = 0;
  const read = Blob.prototype.text;
  Blob.prototype.text = function () { window.reads += 1; return read.call(this); };
}"""


@pytest.mark.parametrize(("data", "says"), REFUSED)
def test_a_file_that_is_no_back_up_is_refused_in_a_sentence_and_changes_nothing(form, sample_site, tmp_path, data, says):
    page = form.page
    file = tmp_path / "b.json"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    form.own()
    fill(form)
    page.goto(sample_site + ANSWERS)
    page.evaluate(COUNT_READS)
    before = stored(page), stored(page, "sessionStorage")
    page.get_by_label("Restore from a file").set_input_files(file)
    expect(page.get_by_role("status")).to_contain_text(says)
    expect(page.get_by_role("status")).to_contain_text("Nothing was changed.")
    assert (stored(page), stored(page, "sessionStorage")) == before
    assert page.evaluate("window.reads") == (0 if "larger" in says else 1)
    assert page.evaluate("({}).polluted === undefined")
    assert page.get_by_label("Restore from a file").input_value() == ""
    restore(page, json.dumps(GOOD))
    expect(page.get_by_role("status")).to_have_text("1 note was brought back.")


# Storage that fails


@pytest.mark.parametrize(
    ("script", "told", "at_once"),
    [
        pytest.param(BLOCK, NOT_KEPT, True, id="the getter throws"),
        pytest.param(REFUSE % "SecurityError", NOT_KEPT, False, id="setItem throws SecurityError"),
        pytest.param(REFUSE % "QuotaExceededError", FULL, False, id="no room"),
    ],
)
def test_a_store_that_refuses_is_told_once_and_the_form_goes_on(context, form, script, told, at_once):
    context.add_init_script(script)
    form.open()
    notes = form.element.locator(".sbs-trouble")
    expect(notes).to_have_count(int(at_once))
    form.choose(1, "Mostly")
    expect(notes).to_have_count(1)
    expect(notes).to_contain_text(told)
    said = form.heard()
    assert len(said) == int(not at_once)
    assert all(told in text for text in said)
    if not at_once:
        expect(notes).to_be_in_viewport()
    expect(form.element.locator(".sbs-keeping")).to_be_visible(visible=told != NOT_KEPT)
    fill(form)
    form.choose(2, "Smooth")
    form.choose(4, "I thanked them")
    form.write(form.item(5).get_by_label("The day"), "2026-12-03")
    expect(form.progress).to_have_text("5 of 5 answered")
    assert form.heard() == [COMPLETE]
    expect(notes).to_have_count(1)
    with form.page.expect_download() as download:
        form.button("Download as text").click()
    assert WORDS in download.value.path().read_text("utf-8")


def test_when_there_is_no_room_what_was_kept_before_stays_kept(form):
    form.own()
    form.keep.check()
    form.write(form.words, "Short.")
    form.page.evaluate(FILL_UP)
    form.write(form.words, "Long. " * 300)
    expect(form.element.locator(".sbs-trouble")).to_contain_text(FULL)
    assert form.values()["asked-twice.text"].startswith("Long. Long.")
    form.page.reload()
    assert form.values()["asked-twice.text"] == "Short."
    form.write(form.words, "")
    assert "Short." not in texts(form.page, "localStorage")


def test_storage_that_is_cleared_while_the_page_is_open_is_told_once_and_the_form_stays(form):
    form.own()
    fill(form)
    form.page.evaluate("localStorage.clear(); sessionStorage.clear()")
    form.choose(4, "I thanked them")
    notes = form.element.locator(".sbs-trouble")
    expect(notes).to_contain_text(CLEARED)
    (said,) = form.heard()
    assert CLEARED in said
    form.choose(2, "Smooth")
    assert form.heard() == []
    expect(notes).to_have_count(1)
    assert FILLED.items() < form.values().items()


CORRUPT = {
    "c-1/after-talk/-/m0000001-a": {"t": "date", "v": "yesterday"},
    "c-1/after-talk/talked-less.how-much/m0000002-a": {"t": "set", "v": "mostly"},
    "c-1/after-talk/asked-twice.how-much/m0000003-a": {"t": "set", "v": "no-such-point"},
    "c-1/after-talk/asked-twice.text/m0000004-a": {"t": "set", "v": 5},
    "c-1/after-talk/questions.tally/m0000005-a": {"t": "set", "v": "many"},
    "c-1/after-talk/again-on.date/m0000006-a": {"t": "set", "v": "2026-99-99"},
    "c-1/after-talk/no-such.field/m0000007-a": {"t": "set", "v": "x"},
    "c-1/after-talk/thanked.tick/m0000008-a": ["set"],
    "c-1/after-talk": {"t": "set", "v": "x"},
    "c-1/after-talk/plan.goal/": {"t": "set", "v": "x"},
    "": {"t": "set", "v": "x"},
    "c-2/after-talk/talked-less.how-much/m0000009-a": None,
    "c-2/after-talk/talked-less.how-much/m0000010-a": {"v": "x"},
    "setting/computer": "nobody",
    "setting/words": 7,
}


def test_damaged_values_are_passed_over_and_the_form_goes_on(form, sample_site):
    page = form.page
    rows = {f"sidebyside/1/sample/{key}": json.dumps(value) for key, value in CORRUPT.items()}
    rows["sidebyside/1/sample/c-1/after-talk/plan.goal/m0000011-a"] = '{"t": "set", "v"'
    page.evaluate("(rows) => { for (const [key, text] of Object.entries(rows)) localStorage.setItem(key, text); }", rows)
    form.open()
    assert form.values() == {"talked-less.how-much": "mostly"}
    fill(form)
    form.open()
    assert FILLED.items() <= form.values().items()
    for address in ("", "checklists/", ANSWERS):
        page.goto(sample_site + address)
    text = back_up(page)
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    assert stored(page) == {}
    restore(page, text)
    expect(page.get_by_role("status")).to_contain_text("brought back")
    form.open()
    assert FILLED.items() <= form.values().items()
