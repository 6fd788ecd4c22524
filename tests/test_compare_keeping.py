"""What “Look at one talk together” keeps, hands on and prints; by keyboard, by ear, and behind a strict policy."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.accessibility import WINDOWS, audit_views, crawl, none, ready, view
from tests.checklist_walk import events, stored
from tests.compare_walk import ASSIGNMENTS, ENTRY, REVIEW, Desk, a_rating, fingerprints, own, run, seen
from tests.failing_storage import BLOCK, FULL, NOT_KEPT, REFUSE

# Keeping


def kept_names(page: Page) -> set[str]:
    return {key.split("/")[3] for key in events(page)}


def test_a_reload_in_the_middle_loses_nothing_once_the_file_is_open_again(desk, page):
    desk.open(own()).choose().rate("talked-less", "once")
    desk.rating.get_by_label("Words I heard").first.fill("“And then?”")
    desk.element.get_by_label("Your initials").fill("R. B.")
    desk.rating.get_by_label("Words I heard").first.focus()
    page.reload()
    expect(desk.element).to_contain_text("A rating that you began is kept in this browser.")
    [name] = kept_names(page)
    assert name.startswith("o-")
    assert stored(page) == {}
    assert "last year" not in json.dumps(stored(page, "sessionStorage"))
    desk.open(own()).choose()
    expect(desk.element).not_to_contain_text("A rating that you began is kept")
    expect(desk.rating.get_by_label("Once").first).to_be_checked()
    expect(desk.rating.get_by_label("Words I heard").first).to_have_value("“And then?”")
    desk.turn()
    expect(desk.both).to_contain_text("R. B., observation")
    desk.element.get_by_label("One goal").fill("Wait.")
    page.reload()
    desk.open(own()).choose().turn()
    expect(desk.element.get_by_label("One goal")).to_have_value("Wait.")


def test_ratings_of_two_conversations_are_kept_apart(desk):
    desk.open(own(), own(entry="c-second", when="2026-12-01"), own(when="2026-11-30", **{"from": "M. O."}))
    desk.choose(1).rate("talked-less", "once").element.get_by_label("Your initials").fill("R. B.")
    desk.choose(2).rate("talked-less", "often").choose(3)
    expect(desk.rating.get_by_role("radio", checked=True)).to_have_count(0)
    expect(desk.element.get_by_label("Your initials")).to_have_value("R. B.")
    desk.choose(1)
    expect(desk.rating.get_by_label("Once").first).to_be_checked()
    assert len(kept_names(desk.page)) == 2


def test_what_is_rated_stays_on_this_computer_only_when_ticked(desk, page):
    desk.open(own()).choose()
    desk.rating.get_by_role("button", name="Only I use it").click()
    desk.rate("talked-less", "once")
    assert [key for key in stored(page) if "/o-" in key] == []
    desk.element.get_by_label("Keep on this computer what I rate and write").check()
    assert len([key for key in stored(page) if "/o-" in key]) == 2
    other = desk.again().open(own()).choose()
    expect(other.rating.get_by_label("Once").first).to_be_checked()
    other.rate("asked-twice", "often")
    expect(desk.rating.locator('[data-field="asked-twice.how-often"]').get_by_label("Often")).to_be_checked()
    desk.turn()
    desk.element.get_by_label("One goal").fill("Wait.")
    desk.element.get_by_label("One strength, with the words I heard").focus()
    other.turn()
    expect(other.element.get_by_label("One goal")).to_have_value("Wait.")
    desk.button("Back to my rating").click()
    desk.rating.get_by_role("button", name="Change this").click()
    desk.rating.get_by_role("button", name="Others use it too").click()
    assert stored(page) == {}
    expect(desk.element.get_by_label("Keep on this computer what I rate and write")).to_be_hidden()


def test_rating_and_talk_are_deleted_from_either_place(desk, page):
    desk.open(own()).choose().rate("talked-less", "once").turn()
    desk.element.get_by_label("One goal").fill("Wait.")
    desk.button("Delete my rating and the talk").click()
    desk.button("Yes, delete both").click()
    assert events(page) == {}
    expect(desk.heading).to_have_text("Rate the same conversation")
    expect(desk.heading).to_be_focused()
    assert desk.heard()[-1] == "Your rating and the talk are deleted."
    expect(desk.rating.get_by_role("radio", checked=True)).to_have_count(0)
    desk.rate("thanked", "often")
    desk.button("Delete my rating and the talk").click()
    desk.button("Yes, delete both").click()
    assert events(page) == {}
    expect(desk.rating.get_by_label("Date")).to_be_focused()
    expect(desk.rating.get_by_label("Date")).to_have_value("2026-12-03")


@pytest.mark.parametrize(
    ("script", "told", "at_once"),
    [(BLOCK, NOT_KEPT, True), (REFUSE % "QuotaExceededError", FULL, False)],
    ids=["blocked", "full"],
)
def test_a_store_that_refuses_is_told_and_the_work_goes_on(context, page, sample_site, tmp_path, script, told, at_once):
    if at_once:
        context.add_init_script(script)
    desk = Desk(page, sample_site, tmp_path).open(own()).choose()
    if not at_once:
        page.evaluate(script)
    desk.rate("talked-less", "not-seen")
    expect(desk.rating.locator(".sbs-trouble")).to_contain_text(told)
    desk.turn()
    expect(desk.both.locator(".sbs-trouble")).to_contain_text(told)
    desk.element.get_by_label("One goal").fill("Wait.")
    saved = desk.save()
    assert saved["talk"]["goal"] == "Wait."
    assert saved["items"][0]["fields"] == [a_rating("how-often", "not-seen", "How often")]


def test_damaged_storage_is_survived(desk, page):
    desk.open(own()).choose().rate("talked-less", "once")
    page.evaluate(
        """(rows) => { const [key] = Object.keys(sessionStorage).filter((one) => one.includes("/o-"));
          const start = key.split("/").slice(0, 4).join("/");
          const at = (Date.now() + 9).toString(36);
          for (const [name, v] of rows) {
            sessionStorage.setItem(`${start}/${name}/${at}-a`, JSON.stringify({ t: "set", v, p: 1 }));
          } }""",
        [["-/next", "soon"], ["-/strength", 7], ["watching/talked-less.how-often", "never"], ["-/__proto__", "x"]],
    )
    desk.go().open(own()).choose().turn()
    expect(desk.element.get_by_label("We look at it again on")).to_have_value("")
    assert "talk" not in desk.save()


# Taking along

ON_PAPER = (
    "A. L., self-check",
    "R. B., observation",
    "Mostly",
    "Not seen",
    "Count to five.",
    "Wait.",
    "Notes for learning, not an appraisal.",
    "Worker, and date:",
    "Supervisor, and date:",
)
NOT_ON_PAPER = (
    "Look together",
    "Nothing is uploaded",
    "Open what was handed in",
    "The biggest gap",
    "Apart",
    "What did you notice",
    "They speak first",
    "Save as a file",
)


def test_a_saved_file_reads_back_without_loss_and_opens_beside_the_self_check(desk, page):
    mine = own(ref="k3v9t2aa")
    desk.open(mine).choose().rate("talked-less", "not-seen")
    desk.element.get_by_label("Your initials").fill("R. B.")
    desk.rating.get_by_label("Words I heard").first.fill("“And then?” <b>ñ</b>\nline two")
    desk.turn()
    desk.element.get_by_label("One strength, with the words I heard").fill("The long wait.")
    desk.element.get_by_label("One goal").fill("One open question.")
    desk.element.get_by_label("We look at it again on").fill("2027-01-15")
    saved = desk.save()
    assert desk.heard()[-1] == "Saved as side-by-side-watching-2026-12-03.json. Once it is sent, it may become a record."
    head = {name: saved[name] for name in ("perspective", "about", "ref", "from", "when", "site")}
    assert head == {
        "perspective": "observer",
        "about": ENTRY,
        "ref": "k3v9t2aa",
        "from": "R. B.",
        "when": "2026-12-03",
        "site": "sample",
    }
    assert saved["entry"].startswith("o-")
    assert saved["checklist"] == {"id": "watching", "title": "Watching a talk", "hash": fingerprints()["watching"]}
    assert saved["talk"] == {"strength": "The long wait.", "goal": "One open question.", "next": "2027-01-15"}
    assert saved["items"][0]["fields"][1]["value"] == "“And then?” <b>ñ</b>\nline two"
    assert "last year" not in json.dumps(saved)
    assert run(page, "readText(given)", json.dumps(saved)) == {"response": saved}

    elsewhere = desk.again()
    elsewhere.page.evaluate("sessionStorage.clear()")
    elsewhere.go().open(mine, saved).choose()
    expect(elsewhere.heading).to_have_text("Side by side")
    expect(elsewhere.element.get_by_label("One goal")).to_have_value("One open question.")
    assert elsewhere.save() == saved
    elsewhere.element.get_by_label("One goal").fill("Two of them.")
    assert elsewhere.save()["talk"]["goal"] == "Two of them."


DAY_LEFT_OUT = "The day on which you look at it again is not in the file. Write the whole day, and save it once more."


def test_a_day_that_is_none_is_left_out_of_the_file_and_the_rest_opens_again(desk, page):
    mine, long = own(), "\u0958" * 2000  # each becomes two when it is tidied
    desk.open(mine).choose().rate("talked-less", "not-seen").turn()
    desk.element.get_by_label("One strength, with the words I heard").fill(long)
    desk.element.get_by_label("One goal").fill("One open question.")
    day = desk.element.get_by_label("We look at it again on")
    day.fill("0026-05-01")  # the year typed as 26
    saved = desk.save()
    assert saved["talk"] == {"strength": "\u0915\u093c" * 2000, "goal": "One open question.", "next": ""}
    assert desk.heard()[-1].endswith(f"it may become a record. {DAY_LEFT_OUT}")
    expect(day).to_have_value("0026-05-01")
    day.fill("")
    day.press("5")  # a month, and no more
    assert desk.save()["talk"]["next"] == ""
    assert desk.heard()[-1].endswith(DAY_LEFT_OUT)
    day.fill("2027-01-15")
    assert desk.save()["talk"]["next"] == "2027-01-15"
    assert DAY_LEFT_OUT not in desk.heard()[-1]

    for number, typed in enumerate(["", "0026-05-01", "12026-05-01"], 1):
        elsewhere = desk.again()
        elsewhere.page.evaluate("sessionStorage.clear()")
        elsewhere.go().open(mine, saved | {"talk": saved["talk"] | {"next": typed}}).choose()
        expect(elsewhere.heading, f"file {number}").to_have_text("Side by side")
        expect(elsewhere.element.get_by_label("One goal")).to_have_value("One open question.")
        expect(elsewhere.element.get_by_label("We look at it again on")).to_have_value("")
    for wrong in ("soon", "2026-02-30"):
        told = run(page, "readText(given)", json.dumps(saved | {"talk": saved["talk"] | {"next": wrong}}))
        assert told == {"error": "damaged"}


def test_the_print_has_both_columns_the_talk_and_lines_to_sign_and_nothing_else(desk, page):
    plan = [{"id": "goal", "text": "One thing to try", "value": "Count to five.", "type": "text"}]
    desk.open(own(plan=plan), seen()).choose()
    desk.element.get_by_label("One goal").fill("Wait.")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert [text for text in ON_PAPER if text not in shown] == []
    assert [text for text in NOT_ON_PAPER if text in shown] == []


# By keyboard, by ear, and behind a strict policy


def test_the_whole_way_by_keyboard(desk, page):
    desk.open(own())
    desk.heard()
    desk.element.get_by_label("Choose files").focus()
    desk.tab_to(desk.rows.first.get_by_role("button"))
    desk.press("Enter")
    expect(desk.heading).to_be_focused()
    desk.tab_to(desk.element.get_by_label("Your initials"))
    page.keyboard.type("R. B.")
    first = desk.rating.locator('[data-field="talked-less.how-often"]')
    desk.tab_to(first.get_by_label("Not seen"))
    desk.press("ArrowDown", "ArrowDown", "ArrowUp")
    expect(first.get_by_label("Once")).to_be_checked()
    assert desk.heard() == []
    desk.tab_to(desk.button("Lay both side by side"))
    desk.press("Enter")
    expect(desk.heading).to_be_focused()
    expect(desk.heading).to_have_text("Side by side")
    desk.tab_to(desk.element.get_by_label("One goal"))
    page.keyboard.type("Wait.")
    desk.tab_to(desk.button("Save as a file"))
    with page.expect_download():
        desk.press("Enter")
    expect(desk.button("Save as a file")).to_be_focused()
    assert len(desk.heard()) == 1


def test_nothing_is_asked_of_anyone_else(desk, page, context):
    asked: list[str] = []
    context.on("request", lambda sent: asked.append(sent.url))
    desk.go().open(own(), seen(about=None), "nonsense", ASSIGNMENTS).choose()
    desk.button("Rate the conversation here").click()
    desk.rate("talked-less", "once").turn()
    desk.element.get_by_label("One goal").fill("Wait.")
    desk.save()
    desk.choose(2)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]")
    assert "trusted-types 'none'" in (policy.get_attribute("content") or "")
    none([url for url in asked if not url.startswith((desk.site, "data:", "blob:"))])


def states(desk: Desk) -> dict[str, Callable[[], Desk | None]]:
    """What the page can look like, and how a person gets there."""
    nasty = own(reflection=[{"id": "r", "text": "What surprised me?", "value": "The quiet."}])
    older = own(checklist={"id": "after-talk", "title": "After the talk", "hash": "older"})
    older["items"][0]["text"] = "I spoke less."
    return {
        "at the start": lambda: None,
        "files open, some refused": lambda: desk.open(own(), seen(), "nonsense", ASSIGNMENTS),
        "rating": lambda: desk.open(own(), own(entry="c-2", when="2026-12-01")).choose().rate("talked-less", "once"),
        "choosing": lambda: desk.open(own(), seen(about=None)).choose(),
        "both": lambda: desk.open(nasty, seen()).choose(),
        "both, an older copy": lambda: desk.open(older, seen()).choose(),
        "about to delete": lambda: desk.open(own()).choose().rate("thanked", "once").button("Delete my rating").click(),
        "alone": lambda: desk.open(seen()).choose(),
    }


STATES = [
    "at the start",
    "files open, some refused",
    "rating",
    "choosing",
    "both",
    "both, an older copy",
    "about to delete",
    "alone",
]


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible_at_every_width(desk, page, state):
    ready(page)
    desk.go()
    states(desk)[state]()
    none(audit_views(page))
    for width, height in WINDOWS.items():
        view(page, "light", width, height)
        none(crawl(page))
    none(page.evaluate("[...look.wide(), ...look.cut()]"))


def test_without_javascript_it_says_what_can_be_done_instead(browser: Browser, sample_site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sample_site + REVIEW)
        note = page.locator("selfcheck-compare noscript")
        assert "You can lay two printed forms side by side." in note.evaluate("(note) => note.innerText")
        assert page.locator("selfcheck-compare").locator("button, input").count() == 0
