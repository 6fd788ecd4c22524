"""The page that an assignment's link opens, in a real browser: what it shows, keeps and refuses, and what is done."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from selfcheck.registry import WORDS, load_words
from tests.accessibility import audit_views, crawl, none, ready
from tests.checklist_walk import AFTER_TALK, events, stored
from tests.conftest import profile
from tests.failing_storage import BLOCK, REFUSE
from tests.test_worksheets import heard, tab_to

LISTS = "assigned/"
LINK = "#assign=1&c=after-talk&m=plan-together&due=2026-12-15&ref=k3v9t2aa"
OTHER = "#assign=1&c=&m=listen-first&due=2026-11-30&ref=bbbbbbbb"
TODAY = "2026-11-24T10:00:00"  # as the fixture says
DAY = "Tuesday, December 15, 2026"
WORD = load_words(WORDS / "en.yml")["supervision"]
REFUSED = WORD["outside"]["link"]


@pytest.fixture
def page(watched: Page) -> Page:
    """A coordinator's tab."""
    return watched


def lists(page: Page) -> Locator:
    found = page.locator("selfcheck-assigned")
    expect(found).to_have_attribute("data-ready", "")
    return found


def open_link(page: Page, site: str, link: str = LINK) -> Locator:
    """Open a link as from an e-mail, in a page of its own."""
    page.goto("about:blank")
    page.goto(site + LISTS + link)
    return lists(page)


def headings(page: Page) -> list[str]:
    return page.locator(".sbs-assigned__list h2").all_inner_texts()


def states(page: Page) -> list[str]:
    return page.locator(".sbs-assigned__state").all_inner_texts()


def todo(page: Page) -> list[str]:
    return sorted(text for key, text in stored(page).items() if "/todo/" in key)


# What a link does


def test_a_link_shows_what_is_asked_and_by_when_and_leaves_the_address_bar(page, sample_site):
    found = open_link(page, sample_site)
    assert page.url == sample_site + LISTS
    assert heard(page) == [f"Your list is here, with 2 things to do by {DAY}."]
    assert headings(page) == [f"By {DAY}"]
    expect(found.get_by_text("That is in 21 days.")).to_be_visible()
    expect(found.get_by_text("0 of 2 done")).to_be_visible()
    things = found.get_by_role("list").first.get_by_role("listitem")
    assert [one.inner_text().split("\n") for one in things.all()] == [
        ["After the talk", "self-check, about 3 minutes", "Not done yet"],
        ["1.2 Plan together", "module, about 15 minutes", "Not done yet"],
    ]
    links = [one.get_attribute("href") for one in things.get_by_role("link").all()]
    assert links == ["../checklists/after-talk/", "../modules/plan-together/"]
    for part in ("reports nothing back", "you choose what to hand in", "nothing is handed in"):
        expect(found.get_by_text(part)).to_be_visible()
    expect(found.get_by_text("There is no list here yet")).to_be_hidden()
    assert json.loads(json.loads(todo(page)[0])["v"]) == {
        "checklists": ["after-talk"],
        "modules": ["plan-together"],
        "due": "2026-12-15",
        "came": "2026-11-24",
    }
    page.reload()
    assert headings(page) == [f"By {DAY}"]
    page.go_back()
    page.go_forward()
    assert "#" not in page.url


@pytest.mark.parametrize("mangled", [quote(LINK[1:], safe="&,-"), quote(LINK[1:], safe=""), quote(quote(LINK[1:], safe=""))])
def test_a_link_that_a_mail_program_has_written_otherwise_is_read(page, sample_site, mangled):
    open_link(page, sample_site, f"#{mangled}")
    assert headings(page) == [f"By {DAY}"]
    assert page.url == sample_site + LISTS


def test_the_list_is_walked_by_keyboard_alone(page, sample_site):
    found = open_link(page, sample_site, LINK.replace("&due=2026-12-15", ""))
    assert headings(page) == ["No fixed day"]
    tab_to(page, found.get_by_role("link", name="After the talk"))
    page.keyboard.press("Enter")
    page.wait_for_url(sample_site + AFTER_TALK)
    page.go_back()
    tab_to(page, lists(page).get_by_role("button", name="Remove this list"))
    page.keyboard.press("Enter")
    expect(found.get_by_role("button", name="Keep it")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(found.get_by_role("region", name="There is no list here yet")).to_be_focused()
    assert heard(page) == ["The list is removed. What you filled in and finished is still here."]
    assert todo(page) == []


def test_without_a_list_the_page_says_how_one_comes_and_leads_to_everything_a_cover_can_name(page, sample_site):
    page.goto(sample_site + LISTS)
    found = lists(page)
    expect(found.get_by_text("When your supervisor sends you a link")).to_be_visible()
    expect(found.get_by_text("What your supervisor gets")).to_be_hidden()
    found.get_by_text("Every self-check and module").click()
    names = found.locator(".sbs-assigned__all a").all_inner_texts()
    assert names == ["After the talk", "Watching a talk", "1.1 Listen first", "1.2 Plan together"]
    assert heard(page) == []


def test_the_same_link_again_changes_nothing_but_a_changed_day(page, sample_site):
    open_link(page, sample_site)
    before = stored(page)
    page.clock.set_fixed_time("2026-11-26T10:00:00")
    open_link(page, sample_site)
    assert heard(page) == ["This list was here already. Nothing has changed."]
    assert stored(page) == before
    open_link(page, sample_site, "#assign=1&c=watching&m=listen-first&due=2026-12-18&ref=k3v9t2aa")
    assert heard(page) == ["This list was here already. Its day is now Friday, December 18, 2026."]
    assert json.loads(json.loads(todo(page)[0])["v"]) == {
        "checklists": ["after-talk"],
        "modules": ["plan-together"],
        "due": "2026-12-18",
        "came": "2026-11-24",
    }
    open_link(page, sample_site, LINK.replace("&due=2026-12-15", ""))
    assert heard(page) == ["This list was here already. It has no fixed day any more."]
    assert len(todo(page)) == 1


def test_several_lists_stand_side_by_side_the_nearest_day_first_and_those_that_are_done_last(page, sample_site):
    open_link(page, sample_site, "#assign=1&m=plan-together&due=2026-11-25&ref=cccccccc")
    finish_plan_together(page, sample_site)
    for link in (LINK, OTHER, "#assign=1&c=watching&ref=dddddddd"):
        open_link(page, sample_site, link)
    assert headings(page) == ["By Monday, November 30, 2026", f"By {DAY}", "No fixed day", "By Wednesday, November 25, 2026"]
    page.get_by_role("button", name="Remove this list").nth(1).click()
    page.get_by_role("button", name="Yes, remove it").click()
    assert headings(page) == ["By Monday, November 30, 2026", "No fixed day", "By Wednesday, November 25, 2026"]
    expect(page.locator(".sbs-assigned__list h2").first).to_be_focused()


# What is done


def finish_plan_together(page: Page, site: str) -> None:
    page.goto(f"{site}modules/plan-together/")
    page.locator("label", has_text="The owner's").click()
    page.get_by_role("button", name="Check answer").click()
    expect(page.locator(".sbs-end")).to_be_visible()


def fill_after_talk(page: Page, site: str, choice: str = "Mostly") -> None:
    page.goto(site + AFTER_TALK)
    page.locator("fieldset.sbs-item").first.locator("label", has_text=choice).click()
    expect(page.get_by_text("1 of 5 answered")).to_be_visible()


def test_done_marks_come_from_what_was_done_and_no_answer_is_touched(page, sample_site):
    page.clock.set_fixed_time("2026-11-20T10:00:00")
    fill_after_talk(page, sample_site, "Not yet")
    page.clock.set_fixed_time(TODAY)
    open_link(page, sample_site)
    assert states(page) == ["Not done yet", "Not done yet"]  # it was filled in before the list came
    page.clock.set_fixed_time("2026-12-03T10:00:00")
    finish_plan_together(page, sample_site)
    answers = {key: text for key, text in events(page).items() if "/todo/" not in key}
    open_link(page, sample_site)
    assert states(page) == ["Not done yet", "Finished on December 3, 2026"]
    assert {key: text for key, text in events(page).items() if "/todo/" not in key} == answers
    page.goto(sample_site + AFTER_TALK)
    page.get_by_role("button", name="Fill it in again").click()
    page.locator("fieldset.sbs-item").first.locator("label", has_text="Mostly").click()
    page.goto(sample_site + LISTS)
    assert states(page) == ["Filled in on December 3, 2026", "Finished on December 3, 2026"]
    expect(page.get_by_text("All 2 done")).to_be_visible()
    expect(page.get_by_text("That is in")).to_have_count(0)


def test_an_entry_whose_day_is_moved_past_the_coming_of_the_list_counts(page, sample_site):
    page.clock.set_fixed_time("2026-11-20T10:00:00")
    fill_after_talk(page, sample_site)
    page.clock.set_fixed_time(TODAY)
    open_link(page, sample_site)
    page.goto(sample_site + AFTER_TALK)
    page.get_by_label("Date").fill("2026-11-25")
    page.get_by_label("Date").blur()
    page.goto(sample_site + LISTS)
    assert states(page)[0] == "Filled in on November 25, 2026"


def test_the_home_page_and_the_checklist_say_what_is_open(page, sample_site):
    line = page.locator("selfcheck-asked")
    page.goto(sample_site)
    expect(line).to_be_hidden()
    page.goto(sample_site + AFTER_TALK)
    expect(page.get_by_text("Your supervisor asked for this")).to_have_count(0)
    open_link(page, sample_site)
    open_link(page, sample_site, OTHER)
    page.goto(sample_site)
    expect(line).to_have_text("Your list: 0 of 1 done, by November 30, 2026, and 1 more list")
    line.get_by_role("link").click()
    page.wait_for_url(sample_site + LISTS)
    page.get_by_role("button", name="Remove this list").first.click()
    page.get_by_role("button", name="Yes, remove it").click()
    page.goto(sample_site + AFTER_TALK)
    expect(page.get_by_text("Your supervisor asked for this by December 15, 2026.")).to_be_visible()
    fill_after_talk(page, sample_site)
    page.reload()
    expect(page.get_by_text("Your supervisor asked for this")).to_have_count(0)
    page.goto(sample_site)
    expect(line).to_have_text("Your list: 1 of 2 done, by December 15, 2026")
    finish_plan_together(page, sample_site)
    page.goto(sample_site)
    expect(line).to_be_hidden()


# By when


@pytest.mark.parametrize(
    ("zone", "locale", "now", "day", "said"),
    [
        ("Pacific/Kiritimati", "en-US", "2026-12-14T12:00:00Z", DAY, "That is today."),
        ("America/Los_Angeles", "en-US", "2026-12-14T12:00:00Z", DAY, "That is tomorrow."),
        ("America/Chicago", "en-US", "2026-12-12T23:59:00-06:00", DAY, "That is in 3 days."),
        ("America/New_York", "en-US", "2026-03-07T12:00:00Z", DAY, "That is in 283 days."),  # over two changes of the clock
        (
            "Europe/London",
            "en-GB",
            "2026-12-16T12:00:00Z",
            "Tuesday 15 December 2026",
            "That was yesterday. Do it when you can",
        ),
        ("America/Chicago", "es-US", "2026-12-20T12:00:00Z", DAY, "That was 5 days ago. Do it when you can"),
    ],
)
def test_the_day_is_told_in_the_readers_own_time_and_way(browser: Browser, sample_site, zone, locale, now, day, said):
    with profile(browser, timezone_id=zone, locale=locale) as context:
        page = context.new_page()
        page.clock.set_fixed_time(now)
        found = open_link(page, sample_site)
        assert [text.replace(",", "") for text in headings(page)] == [f"By {day}".replace(",", "")]
        expect(found.get_by_text(said)).to_be_visible()


# What is not right


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("#assign=1&c=after-talk&m=&ref=k3v9", "damaged"),
        ("#assign=1&c=after-talk", "damaged"),
        ("#assign=1&c=after-talk&ref=k3v9t2aa&note=<img src=x onerror=alert(1)>", "damaged"),
        ("#assign=1&c=__proto__&ref=k3v9t2aa", "damaged"),
        ("#assign=1&c=javascript:alert(1)&ref=k3v9t2aa", "damaged"),
        ("#assign=1&c=//evil.example&ref=k3v9t2aa", "damaged"),
        ("#assign%3D%ZZ", "damaged"),
        ("#assign", "damaged"),
        ("#assign=1&c=constructor&ref=k3v9t2aa", "stale"),
        ("#assign=1&c=after-talk,gone&ref=k3v9t2aa", "stale"),
        ("#assign=1&m=another-agencys-own&ref=k3v9t2aa", "stale"),
        ("#assign=2&c=after-talk&ref=k3v9t2aa", "newer"),
        ("#assign=1&c=after-talk&ref=k3v9t2aa&m=" + "x," * 5000, "too_long"),
    ],
)
def test_a_link_that_is_not_right_gets_one_sentence_and_changes_nothing_else(page, sample_site, link, why):
    open_link(page, sample_site, OTHER)
    before, nodes = stored(page), page.evaluate("document.querySelectorAll('*').length")
    page.evaluate("(link) => { location.hash = link; }", link)
    expect(page.get_by_role("alert")).to_have_text(REFUSED[why])
    assert heard(page)[-1] == REFUSED[why]
    assert page.url == sample_site + LISTS
    assert stored(page) == before
    assert page.evaluate("document.querySelectorAll('*').length") == nodes
    assert headings(page) == ["By Monday, November 30, 2026"]
    open_link(page, sample_site, link)
    expect(page.get_by_role("alert")).to_have_text(REFUSED[why])
    assert stored(page) == before
    page.evaluate("(link) => { location.hash = link; }", LINK)
    expect(page.get_by_role("alert")).to_be_empty()
    assert len(headings(page)) == 2


@pytest.mark.parametrize(
    "script", [BLOCK, REFUSE % "QuotaExceededError", REFUSE % "SecurityError"], ids=["blocked", "full", "refused"]
)
def test_a_browser_that_keeps_nothing_says_so_and_shows_the_list(context, page, sample_site, script):
    context.add_init_script(script)
    found = open_link(page, sample_site)
    expect(found.get_by_text("This browser does not keep your list")).to_be_visible()
    assert headings(page) == [f"By {DAY}"]
    page.evaluate("(link) => { location.hash = link; }", OTHER)
    assert len(headings(page)) == 2
    page.reload()
    expect(found.get_by_text("There is no list here yet")).to_be_visible()


def test_lists_that_are_damaged_in_the_browser_are_passed_over(page, sample_site):
    open_link(page, sample_site)
    page.evaluate(
        """(bad) => bad.forEach((v, index) => localStorage.setItem(
          `sidebyside/1/sample/todo/bad${index}/-/abc-${index}`, JSON.stringify({ t: "set", v })))""",
        [
            "{",
            "null",
            '{"checklists": 3}',
            '{"checklists": [{}], "modules": ["<b>x</b>", 7], "due": ["2026-01-01"], "came": {}}',
        ],
    )
    page.reload()
    found = lists(page)
    assert headings(page) == [f"By {DAY}", "No fixed day"]
    expect(found.get_by_text("You were asked for 1 more thing that this site no longer has.")).to_be_visible()
    found.get_by_role("button", name="Remove this list").nth(1).click()
    found.get_by_role("button", name="Yes, remove it").click()
    assert headings(page) == [f"By {DAY}"]


def test_two_tabs_show_the_same_lists(page, context, sample_site):
    open_link(page, sample_site)
    page.get_by_role("link", name="After the talk").focus()
    other = context.new_page()
    open_link(other, sample_site, OTHER)
    expect(page.locator(".sbs-assigned__list")).to_have_count(2)
    expect(page.locator(".sbs-assigned__list h2").first).to_be_focused()
    other.get_by_role("button", name="Remove this list").first.click()
    other.get_by_role("button", name="Yes, remove it").click()
    expect(page.locator(".sbs-assigned__list")).to_have_count(1)
    fill_after_talk(other, sample_site)
    expect(page.get_by_text("1 of 2 done")).to_be_visible()


def test_on_a_shared_computer_the_list_ends_with_the_tab(page, context, sample_site):
    open_link(page, sample_site)
    page.get_by_role("button", name="Others use it too").click()
    assert stored(page) == {}
    page.reload()
    assert headings(page) == [f"By {DAY}"]
    other = context.new_page()
    other.goto(sample_site + LISTS)
    expect(other.get_by_text("There is no list here yet")).to_be_visible()


def test_without_a_script_the_page_says_what_to_do(browser: Browser, sample_site):
    with browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(sample_site + LISTS + LINK)
        note = page.locator("selfcheck-assigned noscript > .sbs-note")
        assert note.evaluate("(note) => note.checkVisibility() && note.innerText").startswith(
            "JavaScript is off in this browser"
        )


# How it looks


def refused(page: Page, site: str) -> None:
    open_link(page, site, "#assign=1&c=gone&ref=k3v9t2aa")
    expect(page.get_by_role("alert")).not_to_be_empty()


def some(page: Page, site: str) -> None:
    open_link(page, site, OTHER)
    finish_plan_together(page, site)
    open_link(page, site)
    page.get_by_role("button", name="Remove this list").first.click()


def nothing(page: Page, site: str) -> None:
    page.goto(site + LISTS)
    page.get_by_text("Every self-check and module").click()


@pytest.mark.parametrize("state", [nothing, refused, some])
def test_it_is_accessible_in_every_state(page, sample_site, state):
    ready(page)
    state(page, sample_site)
    page.wait_for_timeout(200)
    none(audit_views(page))
    page.set_viewport_size({"width": 320, "height": 640})
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
    none(crawl(page))


def test_the_paper_has_the_list_without_the_buttons(page, sample_site):
    open_link(page, sample_site)
    page.emulate_media(media="print")
    shown = page.locator("selfcheck-assigned").inner_text()
    assert f"By {DAY}" in shown
    assert "0 of 2 done" in shown
    assert not re.search(r"Remove|Only I use|Your list is here", shown)
