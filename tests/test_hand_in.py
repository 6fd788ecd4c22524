"""Finishing a checklist: what is open, what goes along, and the four ways on. Each holds what the page says, no more."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.checklist_walk import GIVEN, Form, events
from tests.hand_in_walk import (
    BACK,
    DAY,
    LOOKED_BACK,
    NOTE,
    NOTES,
    PLAN,
    PLANNED,
    REPLIES,
    START,
    WRITTEN,
    Finish,
    ask,
    begin,
    decoded,
)
from tests.test_checklist import PRINT, fill
from tests.test_outside import FILES


@pytest.fixture
def form(page: Page, sample_site: str) -> Form:
    """The sample's checklist, never filled in, on a day that is known."""
    return begin(page, sample_site)


# What is open


def test_what_is_open_is_told_first_and_its_links_lead_there_by_keyboard_alone(page, form, finish):
    form.tab_to(form.option(1, "Not yet"))
    form.press("Space")
    form.tab_to(form.button(START))
    assert form.heard() == []
    form.press("Enter")
    expect(finish.open).to_be_focused()
    expect(finish.open).to_have_accessible_name("4 things are still open. You can leave them open.")
    assert form.heard() == []  # focus says it
    assert finish.open.get_by_role("link").all_inner_texts() == [
        "2. I asked how it is, and how it was.",
        "3. Open questions",
        "4. Thanks",
        "5. When we meet again",
    ]
    for steps, number, target in ((2, 3, "How many"), (2, 4, "I thanked them")):
        form.press(*["Tab"] * steps, "Enter")
        expect(form.item(number).get_by_label(target, exact=True)).to_be_focused()
        form.press(*["ArrowUp"] if number == 3 else ["Space"])
        form.tab_to(form.button(START))
        form.press("Enter")
        expect(finish.open).to_be_focused()
    expect(finish.open.get_by_role("link")).to_have_count(2)
    expect(finish.sentence).to_have_text("It holds: the date, your answers to 3 of 5 items.")

    form.tab_to(finish.part.get_by_label("Initials"))
    page.keyboard.type("A. L.")
    form.tab_to(finish.part.get_by_role("button", name="Save a file"))
    with page.expect_download() as download:
        form.press("Enter")
    assert download.value.suggested_filename == f"side-by-side-after-talk-{DAY}-A-L.json"
    assert form.heard() == [f"Saved as side-by-side-after-talk-{DAY}-A-L.json. Look among your downloads. Nothing was sent."]
    saved = json.loads(download.value.path().read_text("utf-8"))
    assert [[one["value"] for one in item["fields"]] for item in saved["items"]] == [["not-yet"], [], ["1"], ["yes"], []]
    assert saved["from"] == "A. L."
    form.tab_to(finish.part.get_by_role("button", name="Keep it to myself"))
    form.press("Enter")
    expect(form.button(START)).to_be_focused()
    expect(finish.part).to_be_hidden()
    assert form.heard() == ["Nothing was shared."]


def test_when_nothing_is_open_the_heading_takes_focus(form, finish):
    fill(form)
    finish.start()
    expect(finish.heading()).to_be_focused()
    expect(finish.open).to_be_hidden()


def test_what_is_answered_meanwhile_leaves_the_list_of_what_is_open_and_focus_stays(form, finish):
    fill(form)
    form.item(3).get_by_role("spinbutton").fill("")
    finish.start()
    other = form.again()
    other.item(3).get_by_role("button", name="One more").click()
    expect(finish.open).to_be_hidden()
    expect(finish.heading()).to_be_focused()
    other.item(4).get_by_label("I thanked them").uncheck()
    expect(finish.open.get_by_role("link")).to_have_text(["4. Thanks"])


def test_an_empty_form_can_be_handed_in_too_and_is_an_entry_from_then_on(page, form, finish):
    finish.start()
    expect(finish.sentence).to_have_text("It holds: the date.")
    expect(finish.part.get_by_role("group", name="What goes along")).to_be_hidden()
    expect(finish.part.get_by_label("It belongs to")).to_be_hidden()
    assert events(page) == {}
    name, saved = finish.save()
    assert name == f"side-by-side-after-talk-{DAY}.json"
    assert [key.split("/")[3] for key in events(page)] == [saved["entry"]]
    expect(form.button("Delete this entry")).to_be_visible()


# What goes along


def test_the_file_holds_what_the_sentence_says_and_nothing_else(page, form, finish):
    fill(form)
    finish.start()
    expect(finish.part.get_by_label(NOTES)).not_to_be_checked()
    expect(finish.part.get_by_label(BACK)).not_to_be_checked()
    expect(finish.part.get_by_label(PLAN)).to_be_checked()
    expect(finish.sentence).to_have_text(
        "It holds: the date, your answers to 5 of 5 items, your plan. "
        "Left out: notes on 1 item, what you wrote under “Looking back”."
    )
    form.heard()
    finish.tick(NOTES)
    told = (
        "It holds: the date, your answers to 5 of 5 items, notes on 1 item, your plan. "
        "Left out: what you wrote under “Looking back”."
    )
    expect(finish.sentence).to_have_text(told)
    assert form.heard() == [told]
    finish.tick(PLAN, on=False)
    _, saved = finish.save()
    hashed = form.element.get_attribute("data-hash")
    [entry] = {key.split("/")[3] for key in events(page)}
    assert saved == {
        "format": "side-by-side/response",
        "version": 1,
        "site": "sample",
        "when": DAY,
        "entry": entry,
        "checklist": {"id": "after-talk", "title": "After the talk", "hash": hashed},
        "perspective": "self",
        "items": [REPLIES[0], REPLIES[1] | {"fields": [*REPLIES[1]["fields"], NOTE]}, *REPLIES[2:]],
    }
    finish.tick(NOTES, on=False)
    finish.tick(BACK, PLAN)
    assert finish.save()[1] == {**saved, "items": REPLIES, "reflection": LOOKED_BACK, "plan": PLANNED}


def test_with_the_ticks_off_no_word_the_person_wrote_is_in_file_print_or_copy(form, finish):
    fill(form)
    finish.start()
    finish.tick(PLAN, on=False)
    finish.part.get_by_text("See exactly what it holds").click()
    shown = finish.part.locator(".sbs-response").inner_text()
    text = finish.copy()
    for made in (json.dumps(finish.save()[1], ensure_ascii=False), text, json.dumps(decoded(text)), finish.sheet(), shown):
        assert [word for word in WRITTEN if word in made] == []
        assert "Does not apply" in made


def test_file_copy_print_and_preview_hold_the_same_and_the_supervisors_pages_read_it_back(page, form, finish, sample_site):
    fill(form)
    finish.start()
    finish.tick(NOTES, BACK)
    finish.part.get_by_label("Initials").fill("A. L.")
    finish.part.get_by_text("See exactly what it holds").click()
    preview = finish.part.locator(".sbs-response").inner_text()
    _, saved = finish.save()
    text = finish.copy()
    assert decoded(text) == saved
    sheet = finish.sheet()
    assert sheet.split() == preview.split()
    for made in (text, sheet):
        for wanted in (
            *GIVEN,
            "Initials: A. L.",
            "Date: November 22, 2026",
            "1. I talked less than they did.",
            "Open questions",
        ):
            assert wanted in made
    assert "What surprised me? Her plan." in sheet
    assert "Supervisor, and date:" in sheet
    page.goto(f"{sample_site}supervisors/team/")
    read = page.evaluate(FILES, [json.dumps(saved), text])
    assert [one["response"] for one in read["told"]] == [saved, saved]


def test_the_preview_follows_every_letter(form, finish):
    fill(form)
    finish.start()
    finish.tick(NOTES)
    finish.part.get_by_text("See exactly what it holds").click()
    form.words.press_sequentially(" Fine.")
    expect(finish.part.locator(".sbs-response")).to_contain_text("What I said: How was it? Fine.")
    form.words.fill("")
    expect(finish.part.get_by_label(NOTES)).to_be_hidden()
    expect(finish.part.locator(".sbs-response")).not_to_contain_text("What I said")


@pytest.mark.parametrize(
    ("initials", "name"),
    [("", ""), ("Ñ. 李", "-Ñ-李"), ("../../x", "-x"), ("  ", ""), ("<b>", "-b"), ("A/B\\C", "-A-B-C"), ("…", "")],
)
def test_the_files_name_says_what_whose_and_of_when_and_cannot_lead_anywhere(form, finish, initials, name):
    finish.start()
    finish.part.get_by_label("Initials").fill(initials)
    got, saved = finish.save()
    assert got == f"side-by-side-after-talk-{DAY}{name}.json"
    assert saved.get("from", "") == initials.strip()


def test_an_item_with_words_alone_is_not_called_unanswered_when_they_are_left_out(page, real_site):
    form = Form(page, real_site + "checklists/mi-observation/")
    form.write(form.element.get_by_label("What I would ask"), "About the zebra")
    finish = Finish(form).start()
    expect(finish.open.get_by_role("link")).to_have_count(17)
    sheet = finish.sheet()
    assert "zebra" not in sheet
    assert "not answered" not in sheet
    assert finish.save()[1]["perspective"] == "observer"


def test_an_observer_hands_in_by_the_same_words(page, sample_site):
    page.clock.set_fixed_time(f"{DAY}T10:00:00")
    form = Form(page, sample_site + "checklists/watching/")
    form.choose(1, "Often")
    form.write(form.item(1).get_by_label("Words I heard"), "So you waited")
    finish = Finish(form).start()
    expect(finish.sentence).to_have_text("It holds: the date, your answer to 1 of 5 items. Left out: notes on 1 item.")
    name, saved = finish.save()
    assert name == f"side-by-side-watching-{DAY}.json"
    assert saved["perspective"] == "observer"
    assert "waited" not in json.dumps(saved)
    assert "Observation" in finish.sheet()


# Which list it belongs to


def test_the_newest_list_that_asks_for_it_is_preselected_and_another_or_none_can_be_chosen(page, form, finish):
    ask(page, "aaaa1111", 1000, due="2026-12-15")
    ask(page, "bbbb2222", 2000)
    ask(page, "cccc3333", 3000, checklists=["watching"], due="2026-12-20")
    finish.start()
    belongs = finish.part.get_by_label("It belongs to")
    assert belongs.locator("option").all_inner_texts() == [
        "The list you opened on November 20, 2026",
        "The list that is due on December 15, 2026",
        "None of these",
    ]
    assert finish.save()[1]["ref"] == "bbbb2222"
    expect(finish.sentence).to_have_text("It holds: the date, the code of the list it belongs to.")
    belongs.select_option("The list that is due on December 15, 2026")
    assert finish.save()[1]["ref"] == "aaaa1111"
    belongs.select_option("None of these")
    assert "ref" not in finish.save()[1]
    expect(finish.sentence).to_have_text("It holds: the date.")


def test_a_list_that_comes_or_goes_in_another_tab_is_followed_and_the_choice_stays(page, form, finish):
    ask(page, "aaaa1111", 1000, due="2026-12-15")
    finish.start()
    belongs = finish.part.get_by_label("It belongs to")
    other = form.again().page
    ask(other, "bbbb2222", 2000, due="2026-12-20")
    expect(belongs.locator("option")).to_have_count(3)
    expect(belongs).to_have_value("aaaa1111")
    other.evaluate("localStorage.removeItem(Object.keys(localStorage).find((key) => key.includes('aaaa1111')))")
    expect(belongs).to_have_value("")
    assert "ref" not in finish.save()[1]


@pytest.mark.parametrize(
    ("ref", "value"),
    [
        *(
            ("aaaa1111", value)
            for value in ("null", "[]", "{", "7", "{}", '{"checklists": "after-talk"}', '{"checklists": [null]}')
        ),
        ("short", '{"checklists": ["after-talk"], "modules": []}'),
    ],
)
def test_a_damaged_list_is_passed_over(page, form, finish, ref, value):
    page.evaluate(
        "([ref, v]) => localStorage.setItem(`sidebyside/1/sample/todo/${ref}/-/mwr00000-x`, JSON.stringify({ t: 'set', v }))",
        [ref, value],
    )
    finish.start()
    expect(finish.part.get_by_label("It belongs to")).to_be_hidden()
    assert "ref" not in finish.save()[1]


# Paper and clipboard


def test_the_print_is_the_sheet_alone_and_afterwards_the_page_is_as_before(page, form, finish):
    page.add_init_script(PRINT)
    form.open()
    fill(form)
    finish.start()
    page.evaluate("window.print = () => {}")
    finish.part.get_by_role("button", name="Print it").click()
    expect(page.locator("body > .sbs-response")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("body > .sbs-response")).to_be_visible()
    shown = [one for one in page.locator("body > *").all() if one.is_visible()]
    assert len(shown) == 1
    assert shown[0].locator("button, input, a").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("body > .sbs-response")).to_have_count(0)
    expect(form.item(1)).to_be_visible()
    expect(finish.part).to_be_hidden()


def test_a_print_that_never_ends_does_not_take_the_place_of_the_next_one(page, form, finish):
    fill(form)
    finish.start()
    page.evaluate("window.print = () => {}")
    finish.part.get_by_role("button", name="Print it").press("Enter")
    expect(page.locator("body > .sbs-response")).to_have_count(1)
    page.keyboard.press("Control+p")
    expect(page.locator("body > .sbs-response")).to_have_count(0)
    finish.part.get_by_role("button", name="Print it").click()
    form.button("Print with my answers").click()
    expect(page.locator("body > .sbs-response")).to_have_count(0)


def test_without_a_clipboard_the_text_is_marked_to_be_copied_and_stays_true(page, form, finish):
    fill(form)
    finish.start()
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    form.heard()
    finish.part.get_by_role("button", name="Copy as text").press("Enter")
    text = finish.part.get_by_label("The text to copy")
    expect(text).to_be_focused()
    assert form.heard() == ["The text is marked. Copy it with Ctrl and C, or Command and C."]
    marked = page.evaluate("getSelection().toString()")
    assert decoded(marked)["items"] == REPLIES
    finish.tick(PLAN, on=False)
    assert "plan" not in decoded(text.input_value())


def test_nothing_is_sent_by_any_way(page, form, finish):
    fill(form)
    finish.start()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if not request.url.startswith("blob:") else None)
    finish.save()
    finish.copy()
    finish.sheet()
    finish.part.get_by_role("button", name="Keep it to myself").click()
    page.wait_for_timeout(200)
    assert sent == []
