"""“Look at one talk together” in a real browser: real files, two views of one conversation, and nothing added up."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import expect

from tests.checklist_walk import events
from tests.compare_walk import ASSIGNMENTS, REVIEW, Desk, a_rating, own, response, seen, text_of

ODD_NAME = "<b>odd & \u05e9\u05dc\u05d5\u05dd.json"
PROMPT = "You chose “Mostly”, and I noted “Not seen”. What did you notice that I could not see?"


# Opening


def test_many_files_are_opened_at_once_and_listed_newest_first(desk):
    desk.open(own(when="2026-11-03", entry="c-early", **{"from": "M. O."}), own(), seen(), own())
    expect(desk.rows).to_have_count(3)
    expect(desk.rows.nth(0)).to_contain_text("A. L. · Self-check · December 3, 2026")
    expect(desk.rows.nth(1)).to_contain_text("R. B. · Observation · December 3, 2026")
    expect(desk.rows.nth(2)).to_contain_text("M. O. · Self-check · November 3, 2026")
    assert desk.heard() == ["3 responses are open. 1 file was open already."]
    assert events(desk.page) == {}
    expect(desk.rows.nth(0).get_by_role("button")).to_have_accessible_name("Choose A. L., December 3, 2026")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Dear all", "This is not a file of this training."),
        ('{"format": "side-by-side/backup", "version": 1}', "This is a private back-up"),
        ('{"format": "side-by-side/response", "version": 2}', "This file was made by a newer version of this training."),
        ('{"format": "side-by-side/response", "version": 1}', "This file is damaged"),
        ("x" * 1_100_000, "This file is larger than a response can be"),
    ],
    ids=["no file of ours", "back-up", "newer", "damaged", "too large"],
)
def test_a_file_that_cannot_be_opened_says_why_beside_its_name(desk, text, told):
    desk.open(desk.file(text, ODD_NAME))
    expect(desk.rows).to_have_count(1)
    expect(desk.rows).to_contain_text(told)
    expect(desk.rows.locator("bdi")).to_have_text(ODD_NAME)
    assert desk.heard() == ["1 file could not be opened. The list says why."]


def test_a_file_of_another_agency_is_sent_there(desk):
    desk.open(own(site="elsewhere"))
    expect(desk.rows).to_contain_text("This file belongs to another agency's training. Open it there.")


def test_a_list_of_assignments_adds_initials_and_says_where_it_belongs(desk):
    nameless = own(**{"from": None, "ref": "k3v9t2aa"})
    desk.open(nameless, own(ref="k3v9t2aa", entry="c-other", when="2026-12-02"))
    expect(desk.rows.nth(0)).to_contain_text("No initials")
    desk.open(desk.file(ASSIGNMENTS, "side-by-side-assignments.json"))
    expect(desk.rows.nth(0)).to_contain_text("Ada · Self-check")
    expect(desk.rows.nth(1)).to_contain_text("A. L. · Self-check")
    expect(desk.rows.nth(1)).to_contain_text("Assigned to Ada, as your list of assignments says.")
    expect(desk.rows.nth(2)).to_contain_text("A list of 1 assignment.")
    expect(desk.rows.nth(2).get_by_role("link")).to_have_attribute("href", "../../supervisors/assign/")


def test_a_list_that_was_made_in_this_browser_adds_initials_too(desk):
    desk.page.evaluate(
        """(made) => { for (const [at, v] of made.entries())
          sessionStorage.setItem(`sidebyside/1/sample/given/k3v9t2aa/-/${(Date.now() - 9 + at).toString(36)}-a`,
            JSON.stringify({ t: "set", v, p: 1 })); }""",
        ["{", json.dumps(ASSIGNMENTS["assignments"][0])],
    )
    desk.go().open(own(**{"from": None, "ref": "k3v9t2aa"}))
    expect(desk.rows).to_contain_text("Ada · Self-check")


def test_a_copied_text_is_pasted_by_keyboard(desk):
    desk.tab_to(desk.element.get_by_text("It came as a text? Paste it"))
    desk.press("Enter", "Tab")
    desk.page.keyboard.insert_text("Dear R., here it is.")
    desk.press("Tab", "Enter")
    expect(desk.rows).to_contain_text("No response was found in this text.")
    box = desk.element.get_by_label("The copied text")
    expect(box).to_have_value("Dear R., here it is.")
    box.fill(text_of(own()))
    desk.button("Open this text").press("Enter")
    expect(desk.rows.first).to_contain_text("A. L. · Self-check · December 3, 2026")
    expect(box).to_have_value("")
    box.fill(" ")
    desk.button("Open this text").press("Enter")
    expect(box).to_be_focused()


def test_files_can_be_dropped_anywhere_on_the_page(desk, page):
    page.evaluate(
        """(text) => {
          const brought = new DataTransfer();
          brought.items.add(new File([text], "side-by-side-dropped.json"));
          const event = (name) => new DragEvent(name, { dataTransfer: brought, bubbles: true, cancelable: true });
          document.querySelector("footer").dispatchEvent(event("dragover"));
          document.querySelector("footer").dispatchEvent(event("drop"));
        }""",
        json.dumps(own()),
    )
    expect(desk.rows).to_contain_text("side-by-side-dropped.json")
    assert page.url.endswith(REVIEW)


def test_closing_forgets_the_files_and_leads_back_to_the_start(desk):
    desk.open(own(), "nonsense").choose()
    desk.unfold()
    desk.button("Close all files").click()
    expect(desk.rows).to_have_count(0)
    expect(desk.heading).to_have_count(0)
    expect(desk.element.get_by_label("Choose files")).to_be_focused()
    assert desk.heard()[-1] == "All files are closed."


# Rating, and side by side


def test_the_answers_stay_face_down_until_the_supervisor_has_rated(desk):
    desk.open(own()).choose()
    expect(desk.heading).to_have_text("Rate the same conversation")
    expect(desk.element.locator(".sbs-stage")).not_to_contain_text("And last year?")
    expect(desk.rating.get_by_label("Date")).to_have_value("2026-12-03")
    expect(desk.rating.locator("fieldset.sbs-item").first).to_contain_text("The worker talked less than the person did.")
    desk.rate("talked-less", "not-seen").rate("asked-twice", "once")
    expect(desk.rating.locator(".sbs-progress")).to_have_text("2 of 5 answered")
    desk.turn()
    assert desk.sides(1) == {"A. L., self-check": ["Mostly"], "The observer, observation": ["How often: Not seen"]}
    assert desk.sides(2)["A. L., self-check"] == ["How much: Sometimes", "What I said: And last year?"]
    expect(desk.item(1).locator(".sbs-pair__is")).to_have_text("Apart")
    expect(desk.item(1).locator(".sbs-both__ask")).to_have_text(PROMPT)
    expect(desk.item(2).locator(".sbs-pair__is")).to_have_text("You agree")
    desk.button("Back to my rating").click()
    expect(desk.heading).to_be_focused()
    expect(desk.rating.get_by_label("Not seen").first).to_be_checked()


def test_the_summary_begins_with_agreement_then_one_gap_and_adds_nothing_up(desk):
    chosen = {"talked-less": [a_rating("how-much", "mostly")], "asked-twice": [a_rating("how-much", "mostly", "How much")]}
    found = {"talked-less": [a_rating("how-often", "often")], "asked-twice": [a_rating("how-often", "not-seen")]}
    desk.open(own(chosen=chosen), seen(chosen=found)).choose()
    card = desk.both.locator(".sbs-both__sum")
    assert card.inner_text().split("\n")[0] == "Where you agree"
    expect(card).to_contain_text("You both saw this go well:")
    expect(card.locator("li")).to_have_text(["I talked less than they did. (Mostly · Often)"])
    expect(card).to_contain_text("The biggest gap")
    expect(card).to_contain_text("I asked how it is, and how it was.")
    expect(card.locator(".sbs-both__ask")).to_have_text(PROMPT)
    for word in ("%", "score:", "total", "points", "/5", "of 5"):
        assert word not in desk.both.inner_text().lower()


def test_nothing_apart_nothing_alike_and_nothing_compared_are_said_kindly(desk):
    card = desk.both.locator(".sbs-both__sum")
    for ours, theirs, told in (
        ("mostly", "once", ["Nowhere did you choose alike this time.", "Nothing is far apart.", "Near each other: item 1."]),
        ("sometimes", "once", ["Here you chose alike:", "Nothing is far apart."]),
        ("does-not-apply", "once", ["Nothing could be compared yet."]),
    ):
        chosen = {"talked-less": [a_rating("how-much", ours)]}
        found = {"talked-less": [a_rating("how-often", theirs)]}
        desk.go().open(own(chosen=chosen), seen(chosen=found)).choose()
        for sentence in told:
            expect(card).to_contain_text(sentence)
    expect(desk.item(1)).to_contain_text("Not compared: A. L. chose that it does not apply.")
    expect(desk.item(2)).to_contain_text("Not compared: both left it open.")
    assert desk.sides(2)["R. B., observation"] == ["left open"]


def test_a_checklist_that_nobody_mirrors_is_rated_with_its_own_form(desk, page, real_site, tmp_path):
    made = response("after-talk", {}, site="side-by-side")
    made["checklist"] = {"id": "client-directed", "title": "Client-directed approach check", "hash": "old"}
    made["items"] = [{"id": "own-words", "text": "Old words", "fields": []}]
    there = Desk(page, real_site, tmp_path).open(made).choose()
    expect(there.element.locator(".sbs-stage")).to_contain_text("This self-check has no form for observers")
    expect(there.rating).to_have_attribute("data-id", "client-directed")


def test_an_observers_file_about_the_self_check_is_laid_beside_it_from_either_end(desk):
    desk.open(own(), seen())
    for number in (1, 2):
        desk.choose(number)
        expect(desk.heading).to_have_text("Side by side")
        expect(desk.both.locator(".sbs-stage__about")).to_contain_text("Self-check: A. L. · Observation: R. B.")
        assert desk.sides(1)["R. B., observation"] == ["How often: Not seen", "Words I heard: “And then?”"]
    desk.button("Rate it here instead").click()
    expect(desk.heading).to_have_text("Rate the same conversation")


def test_an_observation_of_the_same_day_is_offered_as_a_choice(desk):
    desk.open(own(), seen(about=None)).choose()
    expect(desk.heading).to_have_text("What do you want to lay beside it?")
    desk.button("The observation by R. B. of December 3, 2026, if it is about the same conversation").click()
    expect(desk.heading).to_have_text("Side by side")
    desk.choose()
    desk.button("Rate the conversation here").click()
    expect(desk.rating).to_be_visible()


def test_an_observers_file_that_comes_later_says_where_it_belongs(desk):
    desk.open(own()).choose()
    desk.open(seen())
    assert desk.heard()[-1].endswith("It is about the self-check that you chose. Choose that once more to see both.")
    expect(desk.rating).to_be_visible()
    desk.choose()
    expect(desk.heading).to_have_text("Side by side")


def test_a_rating_that_was_begun_here_is_not_passed_over_for_a_file(desk):
    desk.open(own()).choose().rate("thanked", "once").open(own(), seen()).choose()
    expect(desk.heading).to_have_text("What do you want to lay beside it?")
    expect(desk.button("which is about this self-check")).to_be_visible()


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"own": True, "entry": "c-second"}, "also a self-check. Beside a self-check belongs what somebody saw who was there."),
        ({"about": "c-another"}, "an observation that belongs to another self-check."),
        ({"about": None, "when": "2026-12-04"}, "an observation of another day."),
        ({"about": None, "ref": "aaaaaaaa"}, "an observation that belongs to another self-check."),
        ({"checklist": {"id": "gone", "title": "Gone", "hash": "x"}}, "an observation made with another checklist"),
    ],
    ids=["two self-checks", "about another", "another day", "another assignment", "another checklist"],
)
def test_what_does_not_belong_together_is_explained(desk, other, told):
    made = own(**other) if other.pop("own", False) else seen(**other)
    desk.open(own(ref="k3v9t2aa"), made)
    desk.choose(1 + ["A. L." in text for text in desk.rows.all_inner_texts()].index(True))
    expect(desk.heading).to_have_text("Rate the same conversation")
    expect(desk.element.locator(".sbs-stage details").first).to_contain_text(told)
    expect(desk.element.get_by_text(told)).to_be_visible()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"perspective": "observer"}, "An observation. To see both sides, open the self-check that it is about as well."),
        ({"checklist": {"id": "watching", "title": "T", "hash": "x"}}, "An observation."),
        ({"checklist": {"id": "long-gone", "title": "T", "hash": "x"}}, "This site does not have this checklist"),
    ],
)
def test_what_has_no_second_view_is_shown_alone(desk, change, told):
    plan = [{"id": "goal", "text": "One thing to try", "value": "Wait.", "type": "text"}]
    desk.open(own(**change, plan=plan)).choose()
    expect(desk.heading).to_have_text("One response")
    stage = desk.element.locator(".sbs-stage")
    expect(stage).to_contain_text(told)
    expect(stage).to_contain_text("And last year?")
    expect(stage).to_contain_text("One thing to try: Wait.")


def test_two_days_are_pointed_out(desk):
    desk.open(own(), seen(when="2026-12-04")).choose(2)
    expect(desk.both.locator(".sbs-note")).to_have_text(
        "One is about December 3, 2026, the other about December 4, 2026. Make sure that both mean the same conversation."
    )


# An older copy of the checklist


def test_what_changed_since_the_file_was_saved_is_said_and_nothing_is_lost(desk):
    old = own(checklist={"id": "after-talk", "title": "After the talk", "hash": "older"})
    old["items"] = [
        {"id": "talked-less", "text": "I spoke less.", "fields": [a_rating("how-much", "mostly")]},
        {
            "id": "questions",
            "text": "Open questions",
            "fields": [{"name": "x", "type": "rating", "value": "4", "says": "Four"}],
        },
        {"id": "smiled", "text": "I smiled.", "fields": [a_rating("how-much", "mostly")]},
        {"id": "talked-less", "text": "I spoke less, again.", "fields": []},
    ]
    other = seen()
    other["items"][0]["text"] = "They spoke less."
    desk.open(old, other).choose()
    expect(desk.both.locator(".sbs-note")).to_have_text(
        "The file of A. L. was saved with an older copy of the form. What has changed since is said at each item."
    )
    expect(desk.item(1).get_by_role("heading")).to_have_text("1. I spoke less.")
    expect(desk.item(1)).to_contain_text("It now reads: I talked less than they did.")
    expect(desk.item(1)).to_contain_text("R. B. read it in other words: They spoke less.")
    expect(desk.item(1).locator(".sbs-pair__is")).to_have_text("Apart")
    expect(desk.item(2)).to_contain_text("In what A. L. handed in, this item is missing. It is newer, or was left out.")
    assert desk.sides(2)["A. L., self-check"] == ["not in the file"]
    assert desk.sides(3)["A. L., self-check"] == ["Four"]
    gone = desk.both.locator("section", has=desk.page.get_by_role("heading", name="No longer in the form"))
    expect(gone).to_contain_text("I smiled.")
    expect(gone).to_contain_text("A. L., self-check")
    expect(gone).to_contain_text("I spoke less, again.")


def test_a_point_that_is_no_longer_on_the_scale_is_shown_and_not_compared(desk):
    chosen = {"talked-less": [{"name": "how-much", "type": "rating", "value": "always", "says": "Always"}]}
    desk.open(own(chosen=chosen), seen()).choose()
    assert desk.sides(1)["A. L., self-check"] == ["Always"]
    expect(desk.item(1)).to_contain_text("Not compared: what A. L. chose is not on the scale any more.")


# Hostile texts

MARKUP = "<img src=x onerror=\"document.title = 'owned'\"><script>document.title = 'owned'</script>{mine} {name}"
HEBREW = "\u05e9\u05dc\u05d5\u05dd \u202e\u2066(abc)"
LONG = "w" * 2000


@pytest.mark.parametrize(
    "text", [MARKUP, HEBREW, LONG, "", "\u0000\u0007line\nline"], ids=["markup", "RTL", "long", "empty", "odd"]
)
def test_texts_of_a_file_are_only_ever_texts(desk, page, text):
    short = text[:300]
    fields = [
        {"name": "how-much", "type": "rating", "label": short, "value": "mostly", "says": short},
        {"name": "text", "type": "text", "label": short, "value": text},
    ]
    nasty = own(
        reflection=[{"id": "r", "text": text, "value": text}], plan=[{"id": "p", "text": text, "value": text, "type": "text"}]
    )
    nasty |= {"from": text[:40], "checklist": nasty["checklist"] | {"title": short}}
    nasty["items"] = [{"id": "talked-less", "text": text, "fields": fields}, {"id": "x", "text": text, "fields": fields}]
    other = seen(talk={"strength": text, "goal": text, "next": ""}) | {"from": text[:40]}
    before = page.locator("img, script, iframe, a").count()
    desk.open(nasty, other).choose()
    expect(desk.heading).to_have_text("Side by side")
    assert page.locator("img, script, iframe, a").count() == before
    assert page.title().startswith("Look together")
    shown = desk.both.locator("bdi").all_text_contents()
    clean = text.replace("\u202e", "").replace("\u2066", "").replace("\u0000", "").replace("\u0007", "")
    assert clean in shown
    desk.page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
