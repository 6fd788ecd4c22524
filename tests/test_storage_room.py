"""Very much to keep, or too little room for it: nothing is lost, and nothing stays where it was not to stay."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.checklist_walk import events
from tests.failing_storage import FILL_UP, FULL
from tests.test_checklist_storage import ANSWERS, GOOD, back_up, restore, texts


def test_words_that_find_no_room_on_this_computer_stay_in_the_tab(form):
    long = "Long. " * 300
    form.own()
    form.write(form.words, long)
    form.page.evaluate("localStorage.setItem('room', 'x'.repeat(200))")
    form.page.evaluate(FILL_UP)
    form.page.evaluate("localStorage.removeItem('room')")
    form.keep.check()
    expect(form.element.locator(".sbs-trouble")).to_contain_text(FULL)
    assert "Long." not in texts(form.page, "localStorage")
    form.page.reload()
    assert form.values() == {"asked-twice.text": long.strip()}


@pytest.mark.parametrize("shared", [True, False], ids=["a shared computer", "words not kept any more"])
def test_words_that_are_to_leave_this_computer_leave_it_though_the_tab_has_no_room(form, shared):
    form.own()
    form.keep.check()
    form.write(form.words, "Long. " * 300)
    form.page.evaluate("sessionStorage.setItem('room', 'x'.repeat(200))")
    form.page.evaluate(FILL_UP.replace("localStorage", "sessionStorage"))
    form.page.evaluate("sessionStorage.removeItem('room')")
    if shared:
        form.button("Change this").click()
        form.shared()
    else:
        form.keep.uncheck()
    expect(form.element.locator(".sbs-trouble")).to_contain_text(FULL)
    assert "Long." not in texts(form.page, "localStorage")
    assert form.values()["asked-twice.text"].startswith("Long. Long.")


def test_the_longest_assignment_comes_back_from_a_back_up_whole(page, sample_site):
    key, long = "given/k3v9t2aa/list/m0001-a", json.dumps({"checklists": ["a-checklist-with-a-long-name"] * 400})
    page.goto(sample_site + ANSWERS)
    restore(page, json.dumps(GOOD | {"events": {key: {"t": "set", "v": long}}}))
    assert events(page) == {f"sidebyside/1/sample/{key}": {"t": "set", "v": long}}


def test_a_back_up_of_very_much_is_brought_back_too(form, sample_site):
    page = form.page
    form.own()
    form.keep.check()
    page.evaluate(
        """() => { for (let number = 1000; number < 1800; number += 1) localStorage.setItem(
          `sidebyside/1/sample/c-${number}/after-talk/asked-twice.text/m000${number}-a`,
          JSON.stringify({ t: "set", v: "Long. ".repeat(600), p: 1 })); }"""
    )
    before = events(page)
    page.goto(sample_site + ANSWERS)
    text = back_up(page)
    assert len(text) > 2.5 * 1024 * 1024
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    restore(page, text)
    expect(page.get_by_role("status")).to_have_text("800 notes were brought back.")
    assert events(page) == before
