"""“Look at one talk together” in a real browser: real files, two views of one conversation, and nothing added up."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from selfcheck.bundle import HERE
from selfcheck.links import check_course
from tests.accessibility import WINDOWS, audit_views, crawl, none, ready, view
from tests.checklist_walk import events, stored
from tests.compare_walk import ENTRY, REVIEW, Desk, Response, a_note, a_rating, response, text_of
from tests.conftest import ROOT, SAMPLE
from tests.test_quiz_storage import BLOCK, FULL, NOT_KEPT, REFUSE

Make = Callable[..., Response]
OWN = {
    "talked-less": [a_rating("how-much", "mostly")],
    "asked-twice": [a_rating("how-much", "sometimes", "How much"), a_note("And last year?", "What I said")],
    "questions": [{"name": "tally", "type": "tally", "label": "How many", "value": "7"}],
}
SEEN = {
    "talked-less": [a_rating("how-often", "not-seen", "How often"), a_note("“And then?”", "Words I heard")],
    "asked-twice": [a_rating("how-often", "once", "How often")],
    "questions": [a_rating("how-often", "often", "How often")],
}
ASSIGNMENTS = {
    "format": "side-by-side/assignments",
    "version": 1,
    "site": "sample",
    "when": "2026-11-22",
    "assignments": [{"ref": "k3v9t2aa", "who": "Ada", "checklists": ["after-talk"], "modules": [], "made": "2026-11-22"}],
}
ODD_NAME = "<b>odd & \u05e9\u05dc\u05d5\u05dd.json"
PROMPT = "You chose “Mostly”, and I noted “Not seen”. What did you notice that I could not see?"


@pytest.fixture(scope="session")
def hashes() -> dict[str, str]:
    return {name: one.fingerprint for name, one in check_course(SAMPLE)[0].checklists.items()}


@pytest.fixture
def own(hashes) -> Make:
    """Write a self-check's response; named keys change it, None takes one out."""
    return lambda **changed: response(hashes, "after-talk", changed.pop("chosen", OWN), **changed)


@pytest.fixture
def seen(hashes) -> Make:
    """Write an observer's response."""
    return lambda **changed: response(hashes, "watching", changed.pop("chosen", SEEN), **changed)


@pytest.fixture
def desk(page: Page, sample_site: str, tmp_path: Path) -> Desk:
    """At the page, with nothing open."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(page, sample_site, folder)


# Opening


def test_many_files_are_opened_at_once_and_listed_newest_first(desk, own, seen):
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


def test_a_file_of_another_agency_is_sent_there(desk, own):
    desk.open(own(site="elsewhere"))
    expect(desk.rows).to_contain_text("This file belongs to another agency's training. Open it there.")


def test_a_list_of_assignments_adds_initials_and_says_where_it_belongs(desk, own):
    nameless = own(**{"from": None, "ref": "k3v9t2aa"})
    desk.open(nameless, own(ref="k3v9t2aa", entry="c-other", when="2026-12-02"))
    expect(desk.rows.nth(0)).to_contain_text("No initials")
    desk.open(desk.file(ASSIGNMENTS, "side-by-side-assignments.json"))
    expect(desk.rows.nth(0)).to_contain_text("Ada · Self-check")
    expect(desk.rows.nth(1)).to_contain_text("A. L. · Self-check")
    expect(desk.rows.nth(1)).to_contain_text("Assigned to Ada, as your list of assignments says.")
    expect(desk.rows.nth(2)).to_contain_text("A list of 1 assignment.")
    expect(desk.rows.nth(2).get_by_role("link")).to_have_attribute("href", "../../supervisors/assign/")


def test_a_list_that_was_made_in_this_browser_adds_initials_too(desk, own):
    desk.page.evaluate(
        """() => sessionStorage.setItem(`sidebyside/1/sample/given/k3v9t2aa/-/${Date.now().toString(36)}-a`,
          JSON.stringify({ t: "set", v: JSON.stringify({ who: "Ada" }), p: 1 }))"""
    )
    desk.go().open(own(**{"from": None, "ref": "k3v9t2aa"}))
    expect(desk.rows).to_contain_text("Ada · Self-check")


def test_a_copied_text_is_pasted_by_keyboard(desk, own):
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


def test_files_can_be_dropped_anywhere_on_the_page(desk, own, page):
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


def test_closing_forgets_the_files_and_leads_back_to_the_start(desk, own):
    desk.open(own(), "nonsense").choose()
    desk.unfold()
    desk.button("Close all files").click()
    expect(desk.rows).to_have_count(0)
    expect(desk.heading).to_have_count(0)
    expect(desk.element.get_by_label("Response files")).to_be_focused()
    assert desk.heard()[-1] == "All files are closed."


# How points compare

PARTS = ("core", "storage", "keeping", "response", "catalogue", "outside")
SCRIPTS = [HERE / "web" / f"{name}.js" for name in PARTS] + [HERE / "pages" / "compare" / "match.js"]
SOURCE = "\n".join(path.read_text("utf-8") for path in SCRIPTS)


def run(page: Page, expression: str, given: object = None) -> Any:
    """Work something out with the page's own functions and catalogue."""
    return page.evaluate(f"(given) => {{ const WORDS = {{}}; {SOURCE}; return {expression}; }}", given)


def test_every_pair_of_the_authors_table_compares_as_written(page, real_site):
    form = yaml.safe_load((ROOT / "checklists" / "mi-observation.yml").read_text("utf-8"))
    scales = yaml.safe_load((ROOT / "checklists" / "mi-self-check.yml").read_text("utf-8"))["scales"] | form["scales"]
    compare = form["compare"]
    points = [[one["id"] for one in scales[compare[side]]] for side in ("scale", "observed")]
    pairs = list(product(*([*of, ""] for of in points)))
    page.goto(real_site + REVIEW)
    script = """(([own, seen]) => given.map(([mine, theirs]) => compared(own.scales["how-much"], seen.scales["how-often"],
      seen.compare.pairs, mine, theirs)))(["mi-self-check", "mi-observation"].map((id) => CHECKLISTS.get(id)))"""
    for (mine, theirs), told in zip(pairs, run(page, script, pairs), strict=True):
        if not mine or not theirs:
            assert told == {"is": "open", "of": "both" if mine == theirs else "theirs" if mine else "mine"}
        elif mine == "does-not-apply":
            assert told == {"is": "away", "of": "mine"}
        else:
            assert told["is"] == compare["pairs"][mine][theirs]
            assert told["strength"] == (mine == "mostly" and theirs in {"a-few", "often"})


def test_without_a_table_the_places_on_the_scale_decide(page, sample_site):
    page.goto(sample_site + REVIEW)
    script = """given.map(([mine, theirs]) => { const { "how-much": points } = CHECKLISTS.get("after-talk").scales;
      return compared(points, points, undefined, mine, theirs); })"""
    pairs = [
        ("mostly", "mostly"),
        ("mostly", "sometimes"),
        ("not-yet", "mostly"),
        ("not-yet", "does-not-apply"),
        ("__proto__", "mostly"),
        ("constructor", "toString"),
    ]
    assert run(page, script, pairs) == [
        {"is": "agree", "distance": 0, "strength": True},
        {"is": "near", "distance": 500, "strength": False},
        {"is": "apart", "distance": 1000, "strength": False},
        {"is": "away", "of": "theirs"},
        {"is": "unknown", "of": "mine"},
        {"is": "unknown", "of": "both"},
    ]


def test_the_biggest_gap_is_the_widest_and_the_first_of_equals(page, sample_site):
    page.goto(sample_site + REVIEW)
    script = """(({ gap, apart, near, strengths, agree, not }) => [gap?.row.number ?? null,
      ...[apart, near, strengths, agree, not].map((marks) => marks.map(({ row }) => row.number))])(
        forTheTalk(given.map((mark, index) => ({ number: index + 1, marks: [mark] }))))"""
    marks = [
        {"is": "apart", "distance": 500},
        {"is": "agree", "distance": 0, "strength": True},
        {"is": "apart", "distance": 1000},
        {"is": "near", "distance": 1000},
        {"is": "apart", "distance": 1000},
        {"is": "agree", "distance": 0, "strength": False},
        {"is": "open", "of": "mine"},
    ]
    assert run(page, script, marks) == [3, [1, 5], [4], [2], [6], [7]]
    assert run(page, script, [marks[1]]) == [None, [], [], [1], [], []]


def test_a_form_that_mirrors_goes_before_the_own_one_and_a_supervisors_form_has_none(page, real_site):
    page.goto(real_site + REVIEW)
    script = "given.map((id) => formsFor(CHECKLISTS.get(id)).map((form) => form.id))"
    asked = ["mi-self-check", "client-directed", "agency-readiness"]
    assert run(page, script, asked) == [["mi-observation"], ["client-directed"], []]


# Rating, and side by side


def test_the_answers_stay_face_down_until_the_supervisor_has_rated(desk, own):
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


def test_the_summary_begins_with_agreement_then_one_gap_and_adds_nothing_up(desk, own, seen):
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


def test_nothing_apart_nothing_alike_and_nothing_compared_are_said_kindly(desk, own, seen):
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


def test_a_checklist_that_nobody_mirrors_is_rated_with_its_own_form(desk, hashes, page, real_site, tmp_path):
    made = response({"after-talk": "0"}, "after-talk", {}, site="side-by-side")
    made["checklist"] = {"id": "client-directed", "title": "Client-directed approach check", "hash": "old"}
    made["items"] = [{"id": "own-words", "text": "Old words", "fields": []}]
    there = Desk(page, real_site, tmp_path).open(made).choose()
    expect(there.element.locator(".sbs-stage")).to_contain_text("This self-check has no form for observers")
    expect(there.rating).to_have_attribute("data-id", "client-directed")


def test_an_observers_file_about_the_self_check_is_laid_beside_it_from_either_end(desk, own, seen):
    desk.open(own(), seen())
    for number in (1, 2):
        desk.choose(number)
        expect(desk.heading).to_have_text("Side by side")
        expect(desk.both.locator(".sbs-stage__about")).to_contain_text("Self-check: A. L. · Observation: R. B.")
        assert desk.sides(1)["R. B., observation"] == ["How often: Not seen", "Words I heard: “And then?”"]
    desk.button("Rate it here instead").click()
    expect(desk.heading).to_have_text("Rate the same conversation")


def test_an_observation_of_the_same_day_is_offered_as_a_choice(desk, own, seen):
    desk.open(own(), seen(about=None)).choose()
    expect(desk.heading).to_have_text("What do you want to lay beside it?")
    desk.button("The observation by R. B. of December 3, 2026, if it is about the same conversation").click()
    expect(desk.heading).to_have_text("Side by side")
    desk.choose()
    desk.button("Rate the conversation here").click()
    expect(desk.rating).to_be_visible()


def test_a_rating_that_was_begun_here_is_not_passed_over_for_a_file(desk, own, seen):
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
def test_what_does_not_belong_together_is_explained(desk, own, seen, other, told):
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
def test_what_has_no_second_view_is_shown_alone(desk, own, change, told):
    plan = [{"id": "goal", "text": "One thing to try", "value": "Wait.", "type": "text"}]
    desk.open(own(**change, plan=plan)).choose()
    expect(desk.heading).to_have_text("One response")
    stage = desk.element.locator(".sbs-stage")
    expect(stage).to_contain_text(told)
    expect(stage).to_contain_text("And last year?")
    expect(stage).to_contain_text("One thing to try: Wait.")


def test_two_days_are_pointed_out(desk, own, seen):
    desk.open(own(), seen(when="2026-12-04")).choose(2)
    expect(desk.both.locator(".sbs-note")).to_have_text(
        "One is about December 3, 2026, the other about December 4, 2026. Make sure that both mean the same conversation."
    )


# An older copy of the checklist


def test_what_changed_since_the_file_was_saved_is_said_and_nothing_is_lost(desk, own, seen):
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


def test_a_point_that_is_no_longer_on_the_scale_is_shown_and_not_compared(desk, own, seen):
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
def test_texts_of_a_file_are_only_ever_texts(desk, own, seen, page, text):
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


# Keeping


def kept_names(page: Page) -> set[str]:
    return {key.split("/")[3] for key in events(page)}


def test_a_reload_in_the_middle_loses_nothing_once_the_file_is_open_again(desk, own, page):
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


def test_ratings_of_two_conversations_are_kept_apart(desk, own):
    desk.open(own(), own(entry="c-second", when="2026-12-01"), own(when="2026-11-30", **{"from": "M. O."}))
    desk.choose(1).rate("talked-less", "once").element.get_by_label("Your initials").fill("R. B.")
    desk.choose(2).rate("talked-less", "often").choose(3)
    expect(desk.rating.get_by_role("radio", checked=True)).to_have_count(0)
    expect(desk.element.get_by_label("Your initials")).to_have_value("R. B.")
    desk.choose(1)
    expect(desk.rating.get_by_label("Once").first).to_be_checked()
    assert len(kept_names(desk.page)) == 2


def test_what_is_rated_stays_on_this_computer_only_when_ticked(desk, own, page):
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


def test_rating_and_talk_are_deleted_from_either_place(desk, own, page):
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
def test_a_store_that_refuses_is_told_and_the_work_goes_on(context, page, sample_site, tmp_path, own, script, told, at_once):
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


def test_damaged_storage_is_survived(desk, own, page):
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


def test_a_saved_file_reads_back_without_loss_and_opens_beside_the_self_check(desk, own, page, hashes):
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
    assert saved["checklist"] == {"id": "watching", "title": "Watching a talk", "hash": hashes["watching"]}
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


def test_the_print_has_both_columns_the_talk_and_lines_to_sign_and_nothing_else(desk, own, seen, page):
    plan = [{"id": "goal", "text": "One thing to try", "value": "Count to five.", "type": "text"}]
    desk.open(own(plan=plan), seen()).choose()
    desk.element.get_by_label("One goal").fill("Wait.")
    page.emulate_media(media="print")
    shown = page.locator("body").inner_text()
    assert [text for text in ON_PAPER if text not in shown] == []
    assert [text for text in NOT_ON_PAPER if text in shown] == []
    for size in ("Letter", "A4"):
        assert page.pdf(format=size).startswith(b"%PDF")


# By keyboard, by ear, and behind a strict policy


def test_the_whole_way_by_keyboard(desk, own, page):
    desk.open(own())
    desk.heard()
    desk.element.get_by_label("Response files").focus()
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


def test_no_policy_is_broken_and_nothing_is_asked_of_anyone_else(desk, own, seen, page, context):
    asked: list[str] = []
    context.on("request", lambda sent: asked.append(sent.url))
    page.add_init_script(
        "window.broken = []; addEventListener('securitypolicyviolation', (event) => broken.push(event.violatedDirective))"
    )
    desk.go().open(own(), seen(about=None), "nonsense", ASSIGNMENTS).choose()
    desk.button("Rate the conversation here").click()
    desk.rate("talked-less", "once").turn()
    desk.element.get_by_label("One goal").fill("Wait.")
    desk.save()
    desk.choose(2)
    assert page.evaluate("window.broken") == []
    policy = page.locator("meta[http-equiv=Content-Security-Policy]")
    assert "trusted-types 'none'" in (policy.get_attribute("content") or "")
    none([url for url in asked if not url.startswith((desk.site, "data:", "blob:"))])


def states(desk: Desk, own: Make, seen: Make) -> dict[str, Callable[[], Desk | None]]:
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
def test_every_state_is_accessible_at_every_width(desk, own, seen, page, state):
    ready(page)
    desk.go()
    states(desk, own, seen)[state]()
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
