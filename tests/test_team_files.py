"""The files of supervisors' page over time: for spreadsheets, merged, kept, hostile, and very many."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Download, expect

from tests.assign_walk import ASSIGN, make, tool_of
from tests.checklist_walk import stored
from tests.team_files import Data, as_file, assigned, assignments, many, self_check, story
from tests.team_walk import KEEP, TEAM, Team, cells

HOSTILE = '<img src=x onerror="window.harmed = 1"><script>window.harmed = 1</script>{{ 7 * 7 }}'


# A file for spreadsheets


def test_the_spreadsheet_has_a_row_for_each_answer_that_is_shown(team):
    team.open(*story())
    team.choose("Person", "A. L.")
    team.choose("To", "December 2026")
    text, rows = team.sheet()
    assert rows[0] == ["person", "self-check", "date", "perspective", "item", "field", "value", "says", "code"]
    first = ["A. L.", "After the talk", "2026-12-03", "Self-check"]
    talked, asked = "I talked less than they did.", "I asked how it is, and how it was."
    assert rows[1:5] == [
        [*first, talked, "how-much", "not-yet", "Not yet", "k3v9t2aa"],
        [*first, asked, "How much", "sometimes", "Sometimes", "k3v9t2aa"],
        [*first, asked, "How well", "smooth", "Smooth", "k3v9t2aa"],
        [*first, asked, "What I said", "How was it for you?", "", "k3v9t2aa"],
    ]
    assert [*first, "What surprised me?", "Looking back", "How\nquiet it was.", "", "k3v9t2aa"] in rows
    assert [
        "A. L.",
        "Watching a talk",
        "2026-12-03",
        "Observation",
        "One goal",
        "From the talk",
        "One open question.",
        "",
        "k3v9t2aa",
    ] in rows
    assert {row[0] for row in rows[1:]} == {"A. L."}
    assert len(rows) == 1 + 6 + 3 + 2 + 3 + 1
    assert text.count("\r\n") == len(rows)


def test_a_spreadsheet_takes_nobodys_words_for_a_formula(team):
    formulas = ["=HYPERLINK(1)", "+1", "-2+3", "@SUM(A1)", "\t=1", "\n=1", "＝1+1"]
    field = {"name": "text", "type": "text", "label": "=label", "value": ""}
    items = [
        {"id": f"item-{number}", "text": f"+{number}", "fields": [field | {"value": text}]}
        for number, text in enumerate(formulas)
    ]
    team.open(self_check("2026-12-03", "c-1", items=items, who="=A. L."))
    _, rows = team.sheet()
    assert [row[6] for row in rows[1:]] == [f"'{text}" for text in formulas]
    assert not any(cell[:1] in "=+-@\t\r\n＝" for row in rows for cell in row if cell)


# Two supervisors


def test_two_lists_of_assignments_are_merged_by_code_and_saved(team):
    ours = assignments(assigned("aaaaaaaa", "A. L.", "after-talk"), assigned("bbbbbbbb", "B", "after-talk"), when="2026-11-22")
    theirs = assignments(
        assigned("bbbbbbbb", "B. K.", "after-talk"), assigned("cccccccc", "C. D.", "watching"), when="2026-11-29"
    )
    team.open(theirs, ours)
    expect(team.status).to_contain_text("Some of it was open already and differs.")
    expect(team.element.locator(".sbs-news")).to_contain_text("The assignment bbbbbbbb, given on November 22, 2026:")
    merged = team.saved()
    assert {one["ref"]: one["who"] for one in merged["assignments"]} == {
        "aaaaaaaa": "A. L.",
        "bbbbbbbb": "B. K.",
        "cccccccc": "C. D.",
    }
    team.reload()
    team.open(merged)
    assert team.saved()["assignments"] == merged["assignments"]


def test_the_newest_of_several_lists_counts_whatever_the_order(team):
    def listed(who: str, when: str) -> Data:
        return assignments(assigned("aaaaaaaa", who, "after-talk"), when=when)

    team.open(listed("A. L.", "2026-11-01"), listed("A. L.", "2026-12-31"), listed("Z. Z.", "2026-12-01"))
    assert [one["who"] for one in team.saved()["assignments"]] == ["A. L."]


def test_a_list_too_large_for_one_file_is_saved_as_several_that_can_be_opened(team):
    def listed(letter: str) -> Data:
        return assignments(*(assigned(f"{letter}{number:07}", f"{letter}{number}", "after-talk") for number in range(3000)))

    team.open(listed("a"), listed("b"))
    downloads: list[Download] = []
    team.page.on("download", lambda one: downloads.append(one))  # noqa: PLW0108 (Playwright asks for a function of Python)
    team.button("Save assignments").click()
    expect(team.status).to_have_text("All assignments that are open here are in the saved files.")
    saved = [json.loads(one.path().read_text("utf-8")) for one in downloads]
    assert len({one.suggested_filename for one in downloads}) == 2
    assert sum(len(one["assignments"]) for one in saved) == 6000
    team.reload()
    team.open(*saved)
    expect(team.element).to_contain_text("6000 assignments are open.")


def test_a_response_that_stands_in_two_files_is_shown_once_and_the_newer_one(team):
    old = self_check("2026-12-03", "c-1", "not-yet", who="A. L.")
    new = self_check("2026-12-04", "c-1", "mostly", who="A. L.")
    team.open(new, old, old)
    expect(team.fits).to_have_text("1 of 1 responses is shown.")
    assert cells(team.card("I talked less than they did.").locator("table")) == [["Dec 4, 2026", "Mostly"]]
    told = team.element.locator(".sbs-news li").first
    expect(told).to_contain_text("The response of December 3, 2026: A. L.")
    expect(told).to_contain_text("Shown is the newer one")
    others = [new | {"perspective": "observer"}, new | {"from": "B. K."}, new | {"entry": "c-2"}]
    team.open(*others)
    expect(team.fits).to_have_text("4 of 4 responses are shown.")


# Keeping


def test_nothing_is_kept_without_the_tick(team):
    team.open(*story())
    team.look_at("A. L.")
    assert team.databases() == []
    assert stored(team.page) == stored(team.page, "sessionStorage") == {}
    team.reload()
    expect(team.element).to_contain_text("Nothing is open yet.")


def test_files_are_kept_from_the_tick_on_and_gone_without_it(team):
    team.open(*story())
    team.heard()
    team.element.get_by_label(KEEP).check()
    assert team.heard() == ["These files are kept on this computer."]
    team.open(self_check("2027-03-02", "c-fifth", "mostly", who="A. L."))
    assert team.databases() == ["sidebyside/1/sample/team"]
    team.reload()
    expect(team.status).to_have_text("The files that you kept are open again.")
    expect(team.fits).to_have_text("8 of 8 responses are shown.")
    expect(team.element).to_contain_text("3 assignments are open.")
    expect(team.element.get_by_label(KEEP)).to_be_checked()
    team.element.get_by_label(KEEP).uncheck()
    expect(team.status).to_contain_text("The files are not kept any more.")
    assert team.databases() == []
    assert stored(team.page) == {}
    expect(team.fits).to_have_text("8 of 8 responses are shown.")
    team.reload()
    expect(team.element).to_contain_text("Nothing is open yet.")


def test_opened_files_can_be_forgotten_all_or_one_persons(team):
    team.open(*story())
    team.element.get_by_label(KEEP).check()
    team.look_at("B. K.")
    team.button("Forget this person’s files").click()
    team.button("Yes, forget").click()
    expect(team.status).to_have_text("This person’s files are forgotten.")
    expect(team.element.get_by_label("Choose files")).to_be_focused()
    team.reload()
    expect(team.fits).to_have_text("6 of 6 responses are shown.")
    assert team.element.get_by_label("Person").locator("option").all_inner_texts() == ["Everybody", "A. L."]
    assert {one["who"] for one in team.saved()["assignments"]} == {"A. L."}
    team.button("Forget opened files").click()
    expect(team.button("Leave it")).to_be_focused()
    team.button("Yes, forget").click()
    expect(team.element).to_contain_text("Nothing is open yet.")
    assert team.databases() == []
    team.reload()
    expect(team.element).to_contain_text("Nothing is open yet.")


def test_what_was_assigned_in_this_browser_is_forgotten_with_the_person_and_stays_without(team, sample_site):
    team.page.goto(sample_site + ASSIGN)
    for who in ("B. K.", "A. L."):
        make(tool_of(team.page), who=who)
    made_here = team.page.locator(".sbs-given__list li")
    expect(made_here).to_have_count(2)
    team.page.goto(sample_site + TEAM)
    team.open(*story())
    expect(team.element).to_contain_text("5 assignments are open.")
    team.choose("Person", "B. K.")
    team.button("Forget this person’s files").click()
    expect(team.element).to_contain_text("The assignments that you made under these initials in this browser are deleted too.")
    team.button("Yes, forget").click()
    expect(team.status).to_have_text("This person’s files are forgotten.")
    expect(team.element).to_contain_text("3 assignments are open.")
    assert team.element.get_by_label("Person").locator("option").all_inner_texts() == ["Everybody", "A. L."]
    team.reload()
    assert [one["who"] for one in team.saved()["assignments"]] == ["A. L."]

    team.button("Forget opened files").click()
    expect(team.element).to_contain_text("What you assigned in this browser stays in its list.")
    team.button("Yes, forget").click()
    expect(team.element).to_contain_text("1 assignment is open.")
    team.page.goto(sample_site + ASSIGN)
    expect(made_here).to_have_count(1)
    expect(made_here).to_contain_text("A. L.")


def test_delete_my_answers_deletes_the_kept_files_too(team, sample_site):
    team.open(*story())
    team.element.get_by_label(KEEP).check()
    expect(team.status).to_have_text("These files are kept on this computer.")
    other = team.page.context.new_page()
    other.goto(sample_site + "about/privacy/")
    other.get_by_role("button", name="Delete my answers").click()
    other.get_by_role("button", name="Yes, delete everything").click()
    expect(team.element.get_by_label(KEEP)).not_to_be_checked()
    assert team.databases() == []
    team.reload()
    expect(team.element).to_contain_text("Nothing is open yet.")


def test_a_shared_computer_keeps_no_files(team, sample_site):
    team.open(*story())
    team.element.get_by_label(KEEP).check()
    expect(team.status).to_have_text("These files are kept on this computer.")
    team.button("Others use it too").click()
    expect(team.element.get_by_label(KEEP)).to_be_hidden()
    assert team.databases() == []
    team.reload()
    expect(team.element).to_contain_text("Nothing is open yet.")
    team.open(*story())
    team.button("Change this").click()
    team.button("Only I use it").click()
    expect(team.element.get_by_label(KEEP)).to_be_visible()
    expect(team.element.get_by_label(KEEP)).not_to_be_checked()


def test_two_tabs_keep_into_one_room_and_what_is_damaged_there_is_passed_over(team, sample_site):
    first, second, *_ = [one for one in story() if one["format"].endswith("response")]
    team.open(first)
    team.element.get_by_label(KEEP).check()
    expect(team.status).to_have_text("These files are kept on this computer.")
    other = Team(team.page.context.new_page(), sample_site)
    expect(other.fits).to_have_text("1 of 1 responses is shown.")
    other.open(second)
    other.page.evaluate(
        """() => new Promise((done) => {
          const opening = indexedDB.open("sidebyside/1/sample/team");
          opening.onsuccess = () => {
          const change = opening.result.transaction("files", "readwrite");
          const shelf = change.objectStore("files");
          for (const text of ["{", null, 7, '{"format": "side-by-side/response"}']) shelf.put({ id: `x${text}`, text });
          change.oncomplete = () => { opening.result.close(); done(); };
        }; })"""
    )
    team.reload()
    expect(team.fits).to_have_text("2 of 2 responses are shown.")


@pytest.mark.parametrize(
    "blocked",
    [
        "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('', 'SecurityError'); } });",
        "IDBFactory.prototype.open = () => { throw new DOMException('', 'InvalidStateError'); };",
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('', 'QuotaExceededError'); };",
    ],
    ids=["no-databases", "private-window", "no-room-for-settings", "no-room"],
)
def test_a_browser_that_keeps_nothing_is_told_and_all_else_goes_on(page, sample_site, blocked):
    page.add_init_script(blocked)
    team = Team(page, sample_site)
    team.open(*story())
    team.element.get_by_label(KEEP).click()
    expect(team.status).to_contain_text("This browser does not let the page keep files")
    expect(team.element.get_by_label(KEEP)).not_to_be_checked()
    team.look_at("A. L.")
    expect(team.cards).to_have_count(5)
    team.button("Forget opened files").click()
    team.button("Yes, forget").click()
    expect(team.element).to_contain_text("Nothing is open yet.")


# What others wrote


HARMED = {"text", "label", "says", "strength", "goal", "purpose"}
WITHIN = {"items", "fields", "reflection", "plan", "talk", "assignments"}


def hostile(value: Any) -> Any:
    """The same with harm in every text that a person could have written."""
    if isinstance(value, list):
        return [hostile(one) for one in value]
    if not isinstance(value, dict):
        return value
    harmed = dict.fromkeys(HARMED & value.keys(), HOSTILE) | dict.fromkeys({"from", "who"} & value.keys(), HOSTILE[:40])
    return value | harmed | {key: hostile(value[key]) for key in WITHIN & value.keys()}


def test_hostile_texts_stay_texts_and_nothing_is_asked_of_anybody(team, sample_site):
    asked: list[str] = []
    team.page.on("request", lambda sent: asked.append(sent.url))
    files = [hostile(one) for one in story()]
    files.append(
        self_check("2027-01-01", "c-odd", checklist={"id": "odd-one", "title": HOSTILE, "hash": "x"}, who=HOSTILE[:40])
    )
    team.open(*files)
    before = team.page.evaluate("document.querySelectorAll('script, img, style, iframe, object').length")
    for option in team.element.get_by_label("Person").locator("option").all_inner_texts()[1:]:
        team.choose("Person", option)
        for family in team.element.get_by_label("Self-check").locator("option").all_inner_texts()[1:]:
            team.choose("Self-check", family)
            assert HOSTILE[:40] in team.element.inner_text()
    team.sheet()
    assert team.page.evaluate("document.querySelectorAll('script, img, style, iframe, object').length") == before
    assert team.page.evaluate("[window.harmed, window.violations]") == [None, []]
    assert [url for url in asked if not url.startswith(("blob:", sample_site))] == []
    assert [url for url in asked if url.startswith(sample_site)] == []  # everything was there already


def test_names_that_reach_for_a_prototype_are_names_like_others(team):
    odd = ["__proto__", "constructor", "toString", "*", "=", ""]
    files = [self_check("2026-12-03", f"c-{number}", "mostly", who=name) for number, name in enumerate(odd)]
    items: list[Data] = [{"id": name, "text": name, "fields": []} for name in ("constructor", "to-string")]
    team.open(
        *files,
        self_check("2026-12-04", "c-x", checklist={"id": "constructor", "title": "Odd", "hash": "x"}, items=items, who="*"),
    )
    assert len(team.element.get_by_label("Person").locator("option").all()) == 1 + len(odd)
    for name in [*odd[:-1], "No initials"]:
        team.choose("Person", name)
        team.choose("Self-check", "After the talk")
        expect(team.cards).to_have_count(5)
    assert team.page.evaluate("({}).polluted") is None


# Very many


def test_a_thousand_responses_open_without_error_and_only_what_is_chosen_is_drawn(team):
    team.page.set_default_timeout(60_000)
    team.element.get_by_label("Choose files").set_input_files(
        [as_file(one, f"{number}.json") for number, one in enumerate(many(1000))]
    )
    expect(team.status).to_have_text("1000 files are open.", timeout=60_000)
    expect(team.fits).to_have_text("1000 of 1000 responses are shown.")
    assert team.element.locator(".sbs-out tbody tr").count() == 50
    assert team.page.evaluate("document.querySelectorAll('selfcheck-team *').length") < 2000
    team.button("Show more").last.click()
    assert team.element.locator(".sbs-out tbody tr").count() == 100
    assert team.page.evaluate("document.activeElement.localName") == "tr"
    team.look_at(team.element.get_by_label("Person").locator("option").nth(1).inner_text())
    expect(team.cards).to_have_count(5)


def test_of_very_many_dates_the_latest_are_drawn_and_the_others_on_request(team):
    team.open(*many(100, people=1))
    expect(team.element).to_contain_text("The latest 40 of 100 responses are shown.")
    expect(team.cards.first.locator("tbody tr")).to_have_count(40)
    team.button("Show earlier ones too").click()
    assert team.cards.first.locator("circle").count() > 50
    assert team.page.evaluate("document.activeElement.id") == "sbs-trends"
    assert len(team.sheet()[1]) > 200
