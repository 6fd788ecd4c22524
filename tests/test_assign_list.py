"""The list of assignments made here: kept as asked, used again, moved, saved and opened, and put together with another's."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.assign_walk import ASSIGN, PURPOSE, download, given, link, make, tool_of, upload
from tests.checklist_walk import stored
from tests.conftest import profile
from tests.failing_storage import BLOCK, REFUSE
from tests.quiz_walk import EAR
from tests.test_outside import ASSIGNMENTS, RESPONSE
from tests.test_worksheets import heard

KEEP = "Keep the words I write on this computer"


@pytest.fixture
def page(watched: Page, sample_site: str) -> Page:
    """A supervisor's tab, at the tool."""
    watched.goto(sample_site + ASSIGN)
    return watched


@pytest.fixture
def tool(page: Page) -> Locator:
    """The tool, with nothing made yet."""
    return tool_of(page)


def test_the_list_is_kept_for_the_tab_until_the_person_ticks_it(page, tool, context, sample_site):
    make(tool)
    assert "A. L." not in "".join(stored(page).values())
    expect(tool.get_by_text("Without this tick, this list ends when you close this tab.")).to_be_visible()
    page.reload()
    expect(given(tool)).to_have_count(1)
    expect(given(tool)).to_contain_text("A. L. · by December 15, 2026")
    other = context.new_page()
    other.goto(sample_site + ASSIGN)
    expect(other.get_by_text("None yet.")).to_be_visible()
    tool.get_by_label(KEEP).check()
    expect(given(other.locator("selfcheck-assign"))).to_have_count(1)
    given(tool).get_by_role("button", name="Remove").click()
    tool.get_by_role("button", name="Yes, remove it").click()
    expect(tool.get_by_role("heading", name="Assignments made here")).to_be_focused()
    expect(given(other.locator("selfcheck-assign"))).to_have_count(0)
    assert stored(page).keys() == {"sidebyside/1/sample/setting/words"}


def test_an_assignment_is_shown_used_and_moved_to_another_day(page, tool):
    first = make(tool)
    page.reload()
    given(tool).get_by_role("button", name="Show again").click()
    assert link(tool) == first
    page.clock.set_fixed_time("2026-11-24T10:05:00")
    given(tool).get_by_role("button", name="Use again").click()
    expect(tool.get_by_label("Initials")).to_be_focused()
    expect(tool.get_by_label("After the talk")).to_be_checked()
    expect(tool.get_by_label("What it is for")).to_have_value(PURPOSE)
    expect(tool.get_by_label("Please by")).to_have_value("")
    second = make(tool)
    assert second[:-8] == first[:-8]
    assert second[-8:] != first[-8:]
    expect(given(tool)).to_have_count(2)
    given(tool).first.get_by_role("button", name="Change the day").click()
    expect(tool.get_by_label("Please by")).to_be_focused()
    tool.get_by_label("Please by").fill("2026-12-22")
    tool.get_by_role("button", name="Make the assignment").click()
    assert link(tool) == second.replace("2026-12-15", "2026-12-22")
    expect(given(tool)).to_have_count(2)
    expect(given(tool).first).to_contain_text("by December 22, 2026")
    given(tool).first.get_by_role("button", name="Change the day").click()
    assert make(tool, who="C. M.")[-8:] != second[-8:]  # for somebody else it is another one


def test_two_supervisors_lists_go_together_and_nothing_is_lost(page, tool, browser: Browser, sample_site):
    make(tool)
    make(tool, who="B. K.", due="", purpose="")
    name, data = download(page, "Save the list as a file")
    assert name == "side-by-side-assignments-2026-11-24.json"
    file = json.loads(data)
    assert {key: file[key] for key in ("format", "version", "site", "when")} == {
        "format": "side-by-side/assignments",
        "version": 1,
        "site": "sample",
        "when": "2026-11-24",
    }
    newest, oldest = file["assignments"]
    assert {key: value for key, value in newest.items() if key != "ref"} == {
        "who": "B. K.",
        "checklists": ["after-talk"],
        "modules": ["plan-together"],
        "made": "2026-11-24",
    }
    assert (oldest["who"], oldest["due"], oldest["purpose"]) == ("A. L.", "2026-12-15", PURPOSE)
    with profile(browser) as context:
        other = context.new_page()
        other.add_init_script(EAR)
        other.goto(sample_site + ASSIGN)
        there = other.locator("selfcheck-assign")
        make(there, who="D. N.")
        said = upload(there, file, ASSIGNMENTS, file)
        assert said.endswith(
            "side-by-side-0.json: 2 new, 0 here already. side-by-side-1.json: 2 new, 0 here already. "
            "side-by-side-2.json: 0 new, 2 here already."
        )
        expect(given(there)).to_have_count(5)
        moved = {**oldest, "due": "2026-12-30", "made": "2026-11-25"}
        assert upload(there, {**file, "assignments": [moved, newest]}).endswith("1 new, 1 here already.")
        saved = json.loads(download(other, "Save the list as a file")[1])["assignments"]
        assert sorted(one["ref"] for one in saved) == sorted(
            {oldest["ref"], newest["ref"], "k3v9t2aa", "00000000", *(one["ref"] for one in saved if one["who"] == "D. N.")}
        )
        assert [one for one in saved if one["ref"] in {oldest["ref"], newest["ref"]}] == [moved, newest]
        assert [one for one in saved if one["ref"] == "k3v9t2aa"] == [ASSIGNMENTS["assignments"][0]]


def test_a_file_that_is_something_else_is_refused_and_texts_stay_texts(tool):
    nasty = {**ASSIGNMENTS["assignments"][0], "who": "<img src=x onerror=alert(1)>", "checklists": ["gone"], "modules": []}
    said = upload(tool, "nonsense", RESPONSE, {"format": "side-by-side/backup"}, {**ASSIGNMENTS, "site": "elsewhere"})
    for part in (
        "0.json: This is not a file",
        "1.json: This is a handed-in",
        "2.json: This is a private back-up",
        "3.json: This file belongs",
    ):
        assert part in said
    expect(tool.get_by_text("None yet.")).to_be_visible()
    upload(tool, {**ASSIGNMENTS, "assignments": [nasty]})
    expect(given(tool)).to_contain_text("<img src=x onerror=alert(1)> · by December 15, 2026")
    expect(given(tool)).to_contain_text("This site no longer has what it asked for.")
    assert given(tool).locator("img").count() == 0
    expect(given(tool).get_by_role("button")).to_have_count(1)


def test_many_assignments_are_opened_and_the_older_ones_wait(tool):
    many = [
        {"ref": f"{number:08d}", "who": f"N {number}", "checklists": ["after-talk"], "modules": [], "made": "2026-11-22"}
        for number in range(300)
    ]
    assert upload(tool, {**ASSIGNMENTS, "assignments": many}) == "side-by-side-0.json: 300 new, 0 here already."
    tool.get_by_text("Earlier ones (290)").click()
    expect(given(tool)).to_have_count(300)


def test_an_assignment_of_what_is_partly_gone_is_used_for_the_rest(page, tool):
    one = {**ASSIGNMENTS["assignments"][0], "checklists": ["after-talk", "gone"], "modules": ["listen-first"]}
    upload(tool, {**ASSIGNMENTS, "assignments": [one]})
    tool.get_by_role("button", name="Use again").click()
    assert heard(page) == [
        "It stands in the form again, without 1 thing that this site no longer has. Choose a day, and make it anew."
    ]
    tool.get_by_role("button", name="Show again").click()
    assert link(tool).endswith("#assign=1&c=after-talk&m=listen-first&due=2026-12-15&ref=k3v9t2aa")


@pytest.mark.parametrize("script", [BLOCK, REFUSE % "QuotaExceededError"], ids=["blocked", "full"])
def test_a_browser_that_keeps_nothing_says_so_and_makes_assignments_all_the_same(page, tool, script):
    page.add_init_script(script)
    page.reload()
    assert make(tool).startswith("http")
    expect(tool.get_by_text("This browser does not keep this list")).to_be_visible()
    assert len(json.loads(download(page, "Save the list as a file")[1])["assignments"]) == 1


def test_on_a_shared_computer_the_page_says_that_the_list_ends_with_the_tab(page, tool):
    make(tool)
    tool.get_by_role("button", name="Others use it too").click()
    expect(tool.get_by_text("Shared computer: this list ends when you close this tab.")).to_be_visible()
    expect(tool.get_by_label(KEEP)).to_be_hidden()
    assert stored(page) == {}


def test_entries_that_are_damaged_in_the_browser_are_passed_over(page, tool):
    make(tool)
    page.evaluate(
        """(bad) => bad.forEach((v, index) => sessionStorage.setItem(
          `sidebyside/1/sample/given/bad0000${index}/-/abc-${index}`, JSON.stringify({ t: "set", v, p: 1 })))""",
        ["{", "null", '{"ref": "bad00002"}', json.dumps({**ASSIGNMENTS["assignments"][0]}), 7],
    )
    page.reload()
    expect(given(tool)).to_have_count(1)
