"""Supervisors' page over time, in a real browser: opening, one person's pictures and tables, older copies, choosing, paper."""

from __future__ import annotations

import json

from playwright.sync_api import Browser, Locator, expect

from tests.team_files import HOW_MUCH, as_file, assigned, assignments, changed, observation, rating, self_check, story
from tests.team_walk import KEEP, TEAM, Team, cells

# Opening


def test_a_page_with_nothing_open_says_what_it_is_for(team):
    expect(team.element.locator(".sbs-view")).to_contain_text("Nothing is open yet.")
    expect(team.element.get_by_text("There are no totals, no averages and no ranking here.")).to_be_visible()
    for name in ("Person", KEEP):
        expect(team.element.get_by_label(name)).to_be_hidden()
    expect(team.button("Forget opened files")).to_be_hidden()
    assert team.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert team.databases() == []


def test_who_has_which_self_check_and_what_came_back(team):
    team.open(*story())
    assert sorted(team.heard()) == ["7 of 7 responses are shown.", "8 files are open."]
    tables = team.element.locator(".sbs-out table")
    assert cells(tables.nth(0)) == [
        ["A. L. Code p8q8r8s8", "After the talk Given on January 4, 2027.", "January 29, 2027",
         "Handed in, of January 12, 2027"],
        ["B. K. Code m1m2m3m4", "After the talk Given on January 4, 2027.", "No date", "Not yet"],
        ["A. L. Code k3v9t2aa", "After the talk Given on November 22, 2026. After one real talk", "December 15, 2026",
         "Handed in, of December 3, 2026 Observed, of December 3, 2026"],
        ["A. L. Code k3v9t2aa", "Modules: Listen first Given on November 22, 2026. After one real talk", "December 15, 2026",
         "Modules send nothing back."],
    ]  # fmt: skip
    assert cells(tables.nth(1)) == [
        ["A. L. No code", "After the talk", "Handed in, of February 9, 2027"],
        ["B. K. No code", "After the talk", "Handed in, of January 20, 2027"],
        ["A. L. No code", "After the talk", "Handed in, of December 17, 2026"],
    ]
    shown = team.element.inner_text()
    assert not any(word in shown.lower() for word in ("average of", "rank:", "score", "%"))


def test_problem_files_are_listed_with_what_to_do_and_change_nothing(team):
    first = self_check("2026-12-03", "c-1", "mostly", who="A. L.")
    files = [
        as_file(first),
        as_file(first | {"site": "another"}, "lakeview.json"),
        as_file({"format": "side-by-side/backup"}, "private.json"),
        as_file(first | {"version": 2}, "later.json"),
        {"name": "<b>cat</b>.txt", "mimeType": "", "buffer": b"meow"},
        {"name": "dog.txt", "mimeType": "", "buffer": b"woof"},
        {"name": "big.json", "mimeType": "", "buffer": b"x" * 1_100_000},
    ]
    team.element.get_by_label("Choose files").set_input_files(files)
    expect(team.status).to_have_text("1 file is open. 6 could not be opened. The list says why.")
    told = team.element.locator(".sbs-news li")
    private = (
        "private.json This is a private back-up, and it may hold everything its owner wrote. It was not opened. Delete your "
        "copy, and ask for the file that “Hand in” saves under the self-check."
    )
    assert [one.replace("\n", " ") for one in told.all_inner_texts()] == [
        "lakeview.json This file belongs to another agency's training. Open it there.",
        private,
        "later.json This file was made by a newer version of this training. Reload the page, and open it again.",
        "<b>cat</b>.txt, dog.txt This is not a file of this training. Choose one whose name starts with side-by-side.",
        "big.json This file is larger than a response can be, so it was not opened.",
    ]
    assert len(team.sheet()[1]) == 2
    team.open(first)
    expect(team.status).to_have_text("1 file is open. All of it was open already, so nothing has changed.")
    expect(told).to_have_count(0)


def test_files_can_be_dropped_anywhere_and_a_text_pasted(team):
    first = self_check("2026-12-03", "c-1", "mostly", who="A. L.")
    drop = """(text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], "dropped.json"));
      for (const name of ["dragover", "drop"]) {
        const event = new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer: data });
        document.querySelector("h1").dispatchEvent(event);
        if (!event.defaultPrevented) throw new Error("the browser would leave the page");
      }
    }"""
    team.page.evaluate(drop, json.dumps(first))
    expect(team.status).to_have_text("1 file is open.")
    team.element.get_by_text("It came as a text? Paste it").click()
    box = team.element.get_by_label("The copied text")
    box.fill(json.dumps(self_check("2026-12-09", "c-2", "mostly", who="A. L.")))
    team.button("Open this text").click()
    expect(team.fits).to_have_text("2 of 2 responses are shown.")
    expect(box).to_have_value("")
    box.fill("Dear all")
    team.button("Open this text").click()
    expect(team.element.locator(".sbs-news")).to_contain_text("No response was found in this text.")
    expect(box).to_have_value("Dear all")


def test_assignments_made_in_this_browser_are_there_without_a_file(team):
    one = assigned("k3v9t2aa", "A. L.", "after-talk")
    for value in (json.dumps(one), "{", "null", json.dumps({"ref": "k3v9t2aa"})):
        team.page.evaluate(
            """(value) => {
              const time = (Date.now() - value.length).toString(36);
              const event = JSON.stringify({ t: "set", v: value, p: 1 });
              sessionStorage.setItem(`sidebyside/1/sample/given/k3v9t2aa/-/${time}-a`, event);
            }""",
            value,
        )
    team.reload()
    assert cells(team.element.locator(".sbs-out table")) == [
        ["A. L. Code k3v9t2aa", "After the talk Given on November 22, 2026.", "No date", "Not yet"]
    ]


# One person over time


def test_a_person_is_looked_at_by_keyboard_alone(team):
    team.open(*story())
    page = team.page

    def tab_to(target: Locator) -> None:
        handle = target.element_handle()
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(wanted) => document.activeElement === wanted", handle):
                return
        raise AssertionError(f"{target} cannot be reached by Tab")

    tab_to(team.element.get_by_label("Person"))
    page.keyboard.type("B. K.")
    expect(team.fits).to_have_text("1 of 7 responses is shown.")
    page.keyboard.press("Home")
    expect(team.fits).to_have_text("7 of 7 responses are shown.")
    tab_to(team.button("After the talk, A. L."))
    page.keyboard.press("Enter")
    heading = team.element.get_by_role("heading", name="A. L.: After the talk")
    expect(heading).to_be_focused()
    expect(team.fits).to_have_text("6 of 7 responses are shown.")
    tab_to(team.button("Download for a spreadsheet"))
    tab_to(team.button("Forget this person’s files"))
    page.keyboard.press("Enter")
    expect(team.button("Leave it")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement !== document.body")


def test_the_picture_of_an_item_has_a_title_and_a_text_and_the_table_says_the_same(team):
    team.open(*story())
    team.look_at("A. L.")
    card = team.card("I talked less than they did.")
    plot = card.get_by_role("img", name="Over time: I talked less than they did.", exact=True)
    expect(plot).to_have_accessible_description(
        "Self-check. December 3, 2026: Not yet; December 17, 2026: Sometimes; January 12, 2027: Does not apply; "
        "February 9, 2027: Mostly. "
        "Observation: How often. December 3, 2026: Once; February 9, 2027: Often."
    )
    assert cells(card.locator("table")) == [
        ["Dec 3, 2026", "Not yet", "How often: Once Words I heard: “So it is about the evenings.”"],
        ["Dec 17, 2026", "Sometimes", ""],
        ["Jan 12, 2027", "Does not apply", ""],
        ["Feb 9, 2027", "Mostly", "How often: Often"],
    ]
    assert plot.locator(".label").all_text_contents() == [
        "Mostly",
        "Sometimes",
        "Not yet",
        "Does not apply",
        "Often",
        "Once",
        "Not seen",
    ]
    assert plot.locator(".caption").all_text_contents() == ["Self-check", "Observation: How often"]
    places = plot.locator("circle").evaluate_all("(all) => all.map((one) => one.getAttribute('cx'))")
    assert places == ["0%", "20.59%", "58.82%", "100%"]
    assert plot.locator("svg.observer").evaluate_all("(all) => all.map((one) => one.getAttribute('x'))") == ["0%", "100%"]
    down = plot.locator("circle").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().y)")
    assert down[2] > down[0] > down[1] > down[3]
    assert plot.locator("line.self").count() == 1  # what does not apply breaks the line
    assert plot.locator("line.observer").count() == 1
    dashes = "(line) => getComputedStyle(line).strokeDasharray"
    assert plot.locator("line.self").evaluate(dashes) != plot.locator("line.observer").evaluate(dashes)


def test_counts_ticks_and_notes_are_texts_and_what_was_written_stands_by_date(team):
    team.open(*story())
    team.look_at("A. L.")
    assert cells(team.card("Open questions").locator("table")) == [["Dec 3, 2026", "How many: 7", "no answer here"]]
    assert cells(team.card("Thanks").locator("table")) == [["Dec 3, 2026", "I thanked them: Yes", "no answer here"]]
    expect(team.card("When we meet again")).to_contain_text("Nothing was filled in here.")
    for name in ("Open questions", "Thanks", "When we meet again"):
        assert team.card(name).locator("svg").count() == 0
    first = cells(team.card("I asked how it is, and how it was.").locator("table"))[0]
    assert first[1] == "How much: Sometimes How well: Smooth What I said: How was it for you?"
    written = team.element.locator(".sbs-written li").all_inner_texts()
    assert [[line for line in one.split("\n") if line] for one in written] == [
        ["Self-check of December 3, 2026", "Looking back", "What surprised me? How", "quiet it was.", "The plan",
         "One thing to try: Wait for three breaths.", "When I look again: January 15, 2027"],
        ["Observation of December 3, 2026", "From the talk", "A strength: The long wait.", "One goal: One open question.",
         "We look at it again on: January 15, 2027"],
    ]  # fmt: skip
    expect(team.element.locator(".sbs-trends__key")).to_contain_text("Observed by C. S.")


def test_an_observer_who_rates_with_the_workers_own_form_shares_its_picture(team):
    own = self_check("2026-12-03", "c-1", "sometimes", who="A. L.")
    seen = self_check("2026-12-03", "c-2", "sometimes", perspective="observer", about="c-1", who="C. S.")
    team.open(own, seen)
    card = team.card("I talked less than they did.")
    assert card.locator(".caption").all_text_contents() == ["Self-check, Observation"]
    assert card.locator("circle").count() == card.locator("svg.observer").count() == 1
    assert cells(card.locator("table")) == [["Dec 3, 2026", "Sometimes", "Sometimes"]]


def test_a_scale_whose_first_point_is_the_most_has_it_at_the_top(page, real_site):
    team = Team(page, real_site)
    item = {
        "id": "own-goals",
        "text": "x",
        "fields": [{"name": "how-far", "type": "rating", "value": "partly", "says": "Partly"}],
    }
    catalogue = json.loads(page.locator("[data-catalogue]").text_content() or "")
    known = next(one for one in catalogue["checklists"] if one["id"] == "client-directed")
    item |= {"id": known["items"][0]["id"], "text": known["items"][0]["text"]}
    one = self_check("2026-12-03", "c-1", site="side-by-side", items=[item], who="A. L.")
    team.open(one | {"checklist": {"id": "client-directed", "title": known["title"], "hash": "x"}})
    assert team.cards.first.locator(".label").all_text_contents() == ["Yes", "Partly", "Not yet"]


# Older and newer copies


def test_items_that_were_reworded_removed_or_added_say_so(team):
    old = self_check("2026-10-01", "c-1", "sometimes", who="A. L.")
    old = changed(old, "items", 0, "text", value="I let them talk.")
    old = changed(
        old, "items", 4, value={"id": "left-out", "text": "I sat down.", "fields": [rating(HOW_MUCH, "how-much", "mostly")]}
    )
    new = self_check("2026-12-01", "c-2", "mostly", who="A. L.")
    new["items"][4]["fields"] = [{"name": "date", "type": "date", "label": "The day", "value": "2026-12-09"}]
    team.open(new, old)
    reworded = team.card("I talked less than they did.")
    expect(reworded).to_contain_text("Worded differently then (October 1, 2026): “I let them talk.”")
    assert [row[:2] for row in cells(reworded.locator("table"))] == [["Oct 1, 2026", "Sometimes"], ["Dec 1, 2026", "Mostly"]]
    added = team.card("When we meet again")
    expect(added).to_contain_text("Not on the form that was filled in: October 1, 2026.")
    assert cells(added.locator("table")) == [["Dec 1, 2026", "The day: December 9, 2026"]]
    gone = team.card("I sat down.")
    expect(gone).to_contain_text("This item is no longer on the form. You see what the files say.")
    assert cells(gone.locator("table")) == [["Oct 1, 2026", "Mostly"]]
    assert gone.locator("svg").count() == 0
    assert team.element.locator(".sbs-trends h3").all_inner_texts() == ["Being there", "Counting", "No longer on the form"]


def test_a_renamed_item_goes_on(page, course, serve):
    course.replace("checklists/after-talk.yml", "id: talked-less", "id: spoke-less\n        was: talked-less")
    team = Team(page, serve(course.build(strict=False)))
    old = self_check("2026-10-01", "c-1", "sometimes", who="A. L.")
    new = self_check("2026-12-01", "c-2", "mostly", who="A. L.")
    team.open(old, changed(new, "items", 0, "id", value="spoke-less"))
    card = team.card("I talked less than they did.")
    assert [row[1] for row in cells(card.locator("table"))] == ["Sometimes", "Mostly"]
    assert card.locator("circle").count() == 2
    assert team.card("I talked less than they did.").count() == 1


def test_a_choice_that_is_no_longer_on_the_scale_lies_below_it(team):
    field = {"name": "how-much", "type": "rating", "value": "always", "says": "Always"}
    old = changed(self_check("2026-10-01", "c-1", who="A. L."), "items", 0, "fields", value=[field])
    team.open(old, self_check("2026-12-01", "c-2", "mostly", who="A. L."))
    card = team.card("I talked less than they did.")
    assert card.locator(".label").all_text_contents() == ["Mostly", "Sometimes", "Not yet", "Always"]
    assert card.locator("line.self").count() == 0
    assert [row[1] for row in cells(card.locator("table"))] == ["Always", "Mostly"]


def test_a_self_check_that_this_site_has_no_longer_is_shown_from_the_files(team):
    gone = {"id": "long-gone", "title": "A form of old", "hash": "x"}
    one = self_check("2026-10-01", "c-1", "sometimes", checklist=gone, who="A. L.")
    team.open(one, observation("2026-10-01", "c-2", "often", about="c-1", checklist=gone | {"id": "gone-too"}, who="C. S."))
    expect(team.element.get_by_role("heading", name="A. L.: A form of old")).to_be_visible()
    expect(team.element).to_contain_text("This site no longer has this self-check.")
    assert cells(team.card("I talked less than they did.").locator("table")) == [
        ["Oct 1, 2026", "Sometimes", "How often: Often"]
    ]
    assert team.cards.locator("svg").count() == 0
    assert [row[1] for row in team.sheet()[1][1:]] == ["A form of old", "A form of old"]


# Choosing


def test_months_and_sides_are_filtered_and_the_number_is_said(team):
    team.open(*story())
    team.look_at("A. L.")
    team.heard()
    team.choose("From", "January 2027")
    assert team.heard() == ["3 of 7 responses are shown."]
    team.choose("Seen by", "Observation")
    expect(team.fits).to_have_text("1 of 7 responses is shown.")
    expect(team.cards.first.get_by_role("columnheader")).to_have_text(["Date", "Observation"])
    team.choose("To", "December 2026")  # before the other: that one gives way
    expect(team.element.get_by_label("From", exact=True)).to_have_value("2026-12")
    expect(team.fits).to_have_text("1 of 7 responses is shown.")
    assert [row[5] for row in team.sheet()[1][1:]] == [
        "How often",
        "Words I heard",
        "From the talk",
        "From the talk",
        "From the talk",
    ]
    team.choose("Person", "B. K.")
    expect(team.fits).to_have_text("None of the opened responses fits. Choose other months, or another side.")
    expect(team.element.locator(".sbs-out")).to_contain_text("No assignment fits what you chose.")


def test_everybody_stands_in_one_list_and_nobody_beside_anybody(team):
    team.open(*story())
    assert team.element.locator(".sbs-whom li").all_inner_texts() == ["A. L.\nAfter the talk", "B. K.\nAfter the talk"]
    assert team.cards.count() == 0
    assert team.element.locator("svg").count() == 0


def test_two_people_with_the_same_initials_can_be_told_apart(team):
    listed = assignments(assigned("aaaaaaaa", "A. L.", "after-talk"), assigned("bbbbbbbb", "A. L.", "after-talk"))
    team.open(
        listed,
        self_check("2026-12-03", "c-1", "mostly", ref="aaaaaaaa", who="A.L."),
        self_check("2026-12-04", "c-2", "not-yet", ref="bbbbbbbb", who="Al"),
        self_check("2026-12-05", "c-3", "sometimes", who="a. l."),
    )
    assert team.element.get_by_label("Person").locator("option").all_inner_texts() == ["Everybody", "A. L."]
    assert cells(team.element.locator(".sbs-out table").first)[0][0] == "A. L. Code aaaaaaaa"
    team.element.get_by_text("Two people with the same initials?").click()
    team.element.get_by_label("Code bbbbbbbb. In the file: Al").uncheck()
    expect(team.fits).to_have_text("2 of 3 responses are shown.")
    card = team.card("I talked less than they did.")
    assert [row[1] for row in cells(card.locator("table"))] == ["Mostly", "Sometimes"]
    assert {row[8] for row in team.sheet()[1][1:]} == {"aaaaaaaa", ""}


def test_the_observers_own_initials_do_not_make_a_person(team):
    seen = observation("2026-12-03", "c-seen", "often", about="c-1", who="C. S.")
    team.open(seen)
    assert team.element.get_by_label("Person").locator("option").all_inner_texts() == ["Everybody", "No initials"]
    expect(team.element).to_contain_text("Whose talks these observations are about is not known here.")
    expect(team.element.locator(".sbs-trends__key")).to_contain_text("Observed by C. S.")
    team.open(self_check("2026-12-03", "c-1", "mostly", who="A. L."))
    assert team.element.get_by_label("Person").locator("option").all_inner_texts() == ["Everybody", "A. L."]
    expect(team.element.get_by_role("heading", name="A. L.: After the talk")).to_be_visible()
    other = observation("2026-12-09", "c-more", "once", about="c-1", who="D. T.")
    team.open(other)
    assert cells(team.cards.first.locator("table"))[1] == ["Dec 9, 2026", "", "How often: Once Observed by D. T."]


# On paper, and without a script


def test_the_print_is_one_persons_pictures_and_tables_and_says_what_it_is_not(team):
    team.open(*story())
    team.look_at("A. L.")
    team.page.emulate_media(media="print")
    shown = team.page.locator("main").inner_text()
    for wanted in ("A. L.: After the talk", "no totals, no averages", "Dec 17, 2026", "Wait for three breaths."):
        assert wanted in shown
    for unwanted in ("Choose files", "What do you want to see?", KEEP, "Forget", "Download", "B. K."):
        assert unwanted not in shown
    expect(team.cards.first.locator(".sbs-plot")).to_be_visible()


def test_without_javascript_the_page_says_what_to_do_instead(browser: Browser, sample_site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sample_site + TEAM)
        expect(page.locator("selfcheck-team noscript .sbs-note")).to_be_visible()
        assert page.locator("selfcheck-team").locator("button, input, select").count() == 0
