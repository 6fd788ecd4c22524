"""The part that hands a checklist in follows what happens to the entry, and stands wherever a checklist does."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from selfcheck.collect import Collector
from selfcheck.content import load_course
from selfcheck.registry import find_kinds
from tests.accessibility import audit_views, crawl, none, ready
from tests.checklist_walk import AFTER_TALK, Form, events, stored
from tests.conftest import ROOT
from tests.failing_storage import BLOCK
from tests.hand_in_walk import BACK, DAY, NOTES, PLAN, REPLIES, START, Finish, ask, begin
from tests.test_checklist import fill
from tests.test_checklist_storage import ANSWERS
from tests.test_outside import FILES


@pytest.fixture
def form(page: Page, sample_site: str) -> Form:
    """The sample's checklist, never filled in, on a day that is known."""
    return begin(page, sample_site)


# The section follows


def test_an_entry_deleted_in_another_tab_closes_the_part_and_focus_does_not_fall(form, finish):
    form.choose(1, "Mostly")
    finish.start()
    finish.part.get_by_label("Initials").focus()
    form.heard()
    other = form.again()
    other.button("Delete this entry").click()
    other.button("Yes, delete it").click()
    expect(finish.part).to_be_hidden()
    expect(form.button(START)).to_be_focused()
    assert form.heard() == ["This entry is no longer here, so there is nothing to hand in."]


def test_with_another_entry_shown_no_tick_of_the_one_before_holds_on(form, finish):
    fill(form)
    form.write(form.day, "2026-11-01")
    form.button("Fill it in again").click()
    fill(form)
    form.write(form.words, "Zebra")
    finish.start()
    finish.tick(NOTES, BACK)
    finish.tick(PLAN, on=False)
    form.element.get_by_text("Earlier entries (1)").click()
    form.button("Open the entry of November 1, 2026").click()
    expect(finish.part).to_be_visible()
    for name, on in ((NOTES, False), (BACK, False), (PLAN, True)):
        assert finish.part.get_by_label(name).is_checked() is on
    name, saved = finish.save()
    assert name == "side-by-side-after-talk-2026-11-01.json"
    assert saved["items"] == REPLIES


def test_an_entry_of_another_tabs_choosing_is_told_where_focus_is_in_the_part(form, finish, sample_site):
    form.choose(1, "Mostly")
    form.write(form.day, "2026-11-01")
    form.button("Fill it in again").click()
    form.choose(1, "Not yet")
    finish.start()
    other = form.again()
    form.heard()
    other.button("Delete this entry").click()
    other.button("Yes, delete it").click()
    expect(finish.status).to_have_text("This part now holds the entry of November 1, 2026.")
    assert finish.save()[1]["when"] == "2026-11-01"


def test_one_that_is_deleted_or_begun_anew_here_closes_the_part_and_says_so_once(form, finish):
    for name, sure in (("Fill it in again", ""), ("Delete this entry", "Yes, delete it")):
        form.choose(1, "Mostly")
        finish.start()
        form.heard()
        form.button(name).click()
        if sure:
            form.button(sure).click()
    expect(form.option(1, "Mostly")).to_be_checked()  # the entry before, and the part is about that one
    assert form.heard()[-1] == "The entry is deleted."
    expect(finish.part).to_be_visible()
    form.button("Delete this entry").click()
    form.button("Yes, delete it").click()
    assert form.heard()[-1] == "The entry is deleted."
    expect(finish.part).to_be_hidden()


def test_everything_deleted_on_another_page_leaves_nothing_to_hand_in(form, finish, sample_site):
    form.choose(1, "Mostly")
    finish.start()
    answers = form.again().page
    answers.goto(sample_site + ANSWERS)
    answers.get_by_role("button", name="Delete my answers").click()
    answers.get_by_role("button", name="Yes, delete everything").click()
    expect(finish.part).to_be_hidden()
    assert form.values() == {}


def test_where_nothing_is_kept_the_part_says_so_and_hands_in_all_the_same(context, form, finish):
    context.add_init_script(BLOCK)
    form.open()
    fill(form)
    finish.start()
    expect(finish.part.locator(".sbs-note")).to_have_text(
        ["This browser is not keeping your answers. Save, print or copy before you leave this page."]
    )
    assert finish.save()[1]["items"] == REPLIES


def test_on_a_shared_computer_the_part_says_what_stays_in_the_downloads(form, finish):
    form.shared()
    fill(form)
    finish.start()
    expect(finish.part.locator(".sbs-note")).to_contain_text("a saved file stays in the downloads when you leave")
    finish.save()
    assert stored(form.page) == {}


def test_a_form_that_has_changed_since_says_so_and_loses_nothing(page, course, serve):
    page.clock.set_fixed_time(f"{DAY}T10:00:00")
    course.build()
    form = Form(page, serve(course.site) + AFTER_TALK)
    form.own()
    fill(form)
    kept = events(page)
    finish = Finish(form).start()
    expect(finish.part.locator(".sbs-note")).to_have_count(0)
    name = "checklists/after-talk.yml"
    course.replace(name, "text: I talked less than they did.", "text: They had more of the time than I did.")
    course.replace(name, "      - id: thanked\n        text: Thanks\n        observer: Thanks\n", "")
    course.replace(name, "        fields: [{type: tick, label: I thanked them}]\n", "")
    course.replace(name, "- {id: smooth, label: Smooth, strength: true}", "- {id: fluent, label: Fluent, strength: true}")
    course.remove("ids.lock")
    course.build(strict=False)
    page.reload()
    finish.start()
    assert finish.part.locator(".sbs-note").all_inner_texts() == [
        "This form was changed after you began. Look it over once more: what you hand in has the words as they are now.",
        "2 answers belong to things this form no longer asks. They stay in this browser, and do not go along.",
    ]
    _, saved = finish.save()
    assert saved["items"][0]["text"] == "They had more of the time than I did."
    assert [item["id"] for item in saved["items"]] == ["talked-less", "asked-twice", "questions", "again-on"]
    assert saved["checklist"]["hash"] == form.element.get_attribute("data-hash")
    assert events(page) == kept
    form.write(form.day, "2026-11-20")
    page.reload()
    finish.start()
    expect(finish.part.locator(".sbs-note")).to_have_count(2)


def test_a_year_that_cannot_be_is_told_and_the_file_can_be_read_all_the_same(page, form, finish, sample_site):
    form.choose(1, "Mostly")
    form.write(form.day, "0026-11-22")
    finish.start()
    expect(finish.part.locator(".sbs-note")).to_contain_text("The date above cannot be right")
    _, saved = finish.save()
    assert saved["when"] == DAY
    page.goto(f"{sample_site}supervisors/team/")
    assert page.evaluate(FILES, [json.dumps(saved)])["told"] == [{"response": saved}]


# Where it stands


def checklists() -> list[str]:
    registry = find_kinds()
    known = load_course(ROOT, Collector(registry.catalogue), registry).checklists
    return sorted(one.id for one in known.values() if not one.is_worksheet)


@pytest.mark.parametrize("name", checklists())
def test_every_real_checklist_filled_to_the_brim_is_handed_in_and_read_back(page, real_site, name):
    form = Form(page, f"{real_site}checklists/{name}/")
    page.evaluate(
        """() => {
          for (const one of document.querySelectorAll("selfcheck-checklist form :is(input, textarea)")) {
            if (["radio", "checkbox"].includes(one.type)) one.checked = true;
            else one.value = { date: "2026-12-03", number: "999" }[one.type] ?? "ñ\\u202e😀“\\n".repeat(400);
            one.dispatchEvent(new Event("change", { bubbles: true }));
          }
        }"""
    )
    finish = Finish(form).start()
    expect(finish.open).to_be_hidden()
    for one in finish.part.get_by_role("checkbox").all():
        one.check()
    _, saved = finish.save()
    text = finish.copy()
    page.goto(f"{real_site}supervisors/team/")
    read = page.evaluate(FILES, [json.dumps(saved), text])
    assert [one.get("response") for one in read["told"]] == [saved, saved]
    assert all(item["fields"] for item in saved["items"])
    assert "\u202e" not in json.dumps(saved, ensure_ascii=False)


def test_a_box_filled_with_letters_that_are_written_in_two_parts_is_read_back(page, form, finish, sample_site):
    form.write(form.words, "\u0958" * 2000)
    finish.start()
    finish.tick(NOTES)
    _, saved = finish.save()
    assert saved["items"][1]["fields"][0]["value"] == "\u0915\u093c" * 2000
    page.goto(f"{sample_site}supervisors/team/")
    assert page.evaluate(FILES, [json.dumps(saved)])["told"] == [{"response": saved}]


def test_a_checklist_within_a_module_can_be_handed_in_and_prints_alone(page, course, serve):
    course.write("docs/modules/listen-first.md", (course.root / "docs/modules/listen-first.md").read_text("utf-8").replace(
        "::: quiz listen-first", "::: checklist after-talk\n\n::: quiz listen-first"))  # fmt: skip
    course.build()
    form = Form(page, serve(course.site) + "modules/listen-first/")
    form.choose(1, "Mostly")
    finish = Finish(form).start()
    sheet = finish.sheet()
    assert sheet.startswith("After the talk")
    assert "Marisol" not in sheet


def test_a_worksheet_is_not_handed_in(page, real_site):
    page.goto(real_site + "templates/goal-sheet/")
    expect(page.locator("selfcheck-worksheet")).to_have_attribute("data-ready", "")
    expect(page.get_by_role("button", name=START)).to_have_count(0)


def test_without_javascript_there_is_no_dead_button(browser: Browser, sample_site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sample_site + AFTER_TALK)
        assert page.locator(".sbs-check button").count() == 0


@pytest.mark.parametrize("state", ["open", "all answered", "empty", "fallback"])
def test_the_part_is_accessible_in_every_state(page, form, finish, state):
    ready(page)
    page.reload()
    form.shared()
    ask(page, "aaaa1111", 1000, due="2026-12-15")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    if state in {"all answered", "fallback"}:
        fill(form)
    elif state == "open":
        form.choose(1, "Mostly")
        form.write(form.words, "Fine.")
    finish.start()
    finish.part.get_by_text("See exactly what it holds").click()
    if state == "fallback":
        finish.part.get_by_role("button", name="Copy as text").click()
        expect(finish.status).not_to_be_empty()
    none(audit_views(page))
    for width, height in ((1280, 720), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        none(crawl(page))
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
    page.evaluate("look.spread()")
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
