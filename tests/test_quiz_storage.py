"""What a person did is kept, survives edits of the course, is shared between tabs, and its loss is survived and told once."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.conftest import rename_module, without_a_quiz
from tests.failing_storage import BLOCK, CLEARED, FILL_UP, FULL, NOT_KEPT, REFUSE
from tests.quiz_walk import LISTEN, Walk, stored

QUIZ = "quizzes/listen-first.yml"
KEY = re.compile(r"sidebyside/1/sample/[a-z0-9-]+/[a-z0-9-]+/[a-z0-9-]+/[0-9a-z]+-[0-9a-z]+")
CHANGED = "This question has changed since you answered it."
ADDED = """\
  - id: new-one
    kind: single_choice
    objective: listen
    prompt: What comes after a silence?
    options:
      - {text: A word, correct: true, feedback: Zebra fifteen. It came.}
      - {text: A form, feedback: Zebra sixteen. Did it?, misconception: Papers first.}
"""


def finish(walk: Walk) -> None:
    walk.click(walk.button("Show all questions"))
    walk.answer("who-talks", "The participant")
    walk.answer("two-things", "A pause", "A question")
    walk.answer("silence", "False")


def again(walk: Walk, address: str) -> Walk:
    """Come back in a new tab."""
    return Walk(walk.page.context.new_page()).open(address)


def events(context: BrowserContext) -> dict[str, str]:
    return {key: value for key, value in stored(context).items() if "/quiz/" in key}


def pill(page: Page, module: str) -> str:
    return page.locator(f"[data-module={module}] [data-status]").inner_text()


# Coming back


def test_a_reload_shows_every_try_again_and_goes_on_where_the_person_left_off(walk, page):
    walk.answer("who-talks", "The coordinator")
    walk.answer("who-talks", "The participant")
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A pause", "A form")
    page.reload()
    assert walk.shown == ["two-things"]
    expect(walk.question("two-things").locator(":checked")).to_have_count(2)
    expect(walk.option("two-things", "A form").locator(".sbs-f")).to_contain_text("Zebra five")
    walk.click(walk.button("Previous question"))
    expect(walk.option("who-talks", "The coordinator").locator("em")).to_have_text("You tried this one.")
    expect(walk.option("who-talks", "The participant").locator(".sbs-f")).to_contain_text("Right. Zebra two.")
    expect(walk.question("who-talks").locator("[type=submit]")).to_have_text("Checked")
    assert walk.heard() == []


def test_a_question_left_after_a_right_answer_gives_way_to_the_next_open_one(walk, page):
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A pause", "A question")
    page.reload()
    assert walk.shown == ["silence"]
    walk.answer("silence", "False")
    page.reload()
    assert walk.shown == ["who-talks"]


def test_hints_go_on_counting_after_a_reload(walk, page):
    walk.answer("who-talks", "The coordinator")
    page.reload()
    walk.answer("who-talks", "The supervisor")
    expect(walk.quiz.locator(".sbs-hint")).to_have_count(1)
    page.reload()
    expect(walk.quiz.locator(".sbs-hint")).to_have_count(1)
    assert walk.heard() == []


def test_the_home_page_shows_what_is_answered_and_continues_at_the_quiz_the_next_day(walk, page, sample_site):
    page.goto(sample_site)
    assert [pill(page, name) for name in ("listen-first", "plan-together")] == ["Started", "Not started"]
    page.goto(sample_site + LISTEN)
    walk.answer("who-talks", "The participant")
    tomorrow = page.context.new_page()
    tomorrow.clock.install(time=page.evaluate("Date.now()") + 24 * 3600 * 1000)
    tomorrow.goto(sample_site)
    assert pill(tomorrow, "listen-first") == "1 of 3 answered"
    expect(tomorrow.locator("[data-module=listen-first]")).to_have_attribute("aria-current", "step")
    button = tomorrow.get_by_role("link", name="Continue: Listen first")
    button.click()
    expect(tomorrow).to_have_url(f"{sample_site}{LISTEN}#quiz-listen-first")
    expect(tomorrow.get_by_role("heading", name="Question 2 of 3")).to_be_in_viewport()


def test_the_home_page_says_done_and_leads_to_what_comes_next(walk, page, sample_site):
    finish(walk)
    page.goto(sample_site)
    assert pill(page, "listen-first") == "Done"
    expect(page.locator("[data-continue]")).to_have_text("Continue: Plan together")
    page.goto(sample_site + "modules/plan-together/")
    other = Walk(page, quiz="plan-together")
    other.answer("whose-words", "The owner")
    page.goto(sample_site)
    assert pill(page, "plan-together") == "Done"
    expect(page.locator("[data-continue]")).to_have_text("All done. Visit again: Listen first")


def test_a_page_taken_from_the_browsers_own_cache_shows_what_was_done_meanwhile(walk, page, sample_site):
    page.goto(sample_site)
    page.goto(sample_site + LISTEN)
    walk.answer("who-talks", "The participant")
    page.go_back()
    expect(page.locator("[data-module=listen-first] [data-status]")).to_have_text("1 of 3 answered")
    page.evaluate("localStorage.clear()")
    page.go_forward()
    expect(walk.quiz.locator(".sbs-f, :checked")).to_have_count(0)


# Edits of the course


def test_inserting_and_reordering_questions_keeps_each_answer_with_its_question(page, course, publish):
    url = publish()
    walk = Walk(page).open(url + LISTEN)
    walk.answer("who-talks", "The participant")
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A form")
    text = (course.root / QUIZ).read_text("utf-8")
    head, first, second, third = re.split(r"(?m)^(?=  - id: )", text)
    course.write(QUIZ, head + third + ADDED + second + first)
    back = again(walk, publish() + LISTEN)
    assert back.shown == ["two-things"]
    back.click(back.button("Show all questions"))
    assert back.shown == ["silence", "new-one", "two-things", "who-talks"]
    expect(back.option("who-talks", "The participant").locator(".sbs-f")).to_contain_text("Right.")
    expect(back.option("two-things", "A form").locator(".sbs-f")).to_contain_text("Not quite.")
    expect(back.quiz.locator(".sbs-f")).to_have_count(2)
    expect(back.quiz.get_by_text(CHANGED)).to_have_count(0)


def test_edits_that_leave_a_question_the_same_do_not_say_it_changed(page, course, publish):
    edits = {
        "Zebra one. Who knows the story?": "Whose story is it?",
        "Zebra hint one. Whose life is it?": "Think of the story.",
        "prompt: Who talks": "source: A handbook\n    prompt: Who talks",
        "misconception: The expert leads.": "misconception: Experts lead.",
        "Who talks most": "WHO   talks most",
    }
    walk = Walk(page).open(publish() + LISTEN)
    walk.answer("who-talks", "The coordinator")
    for old, new in edits.items():
        course.replace(QUIZ, old, new)
        publish()
        page.reload()
        expect(walk.option("who-talks", "The coordinator").locator(".sbs-f")).to_be_visible()
        expect(walk.quiz.get_by_text(CHANGED)).to_have_count(0)
    expect(walk.option("who-talks", "The coordinator").locator(".sbs-f")).to_contain_text("Whose story is it?")


def test_reordering_options_keeps_the_choice_and_does_not_say_it_changed(page, course, publish):
    walk = Walk(page).open(publish() + LISTEN)
    walk.answer("who-talks", "The coordinator")
    lines = (course.root / QUIZ).read_text("utf-8").split("\n")
    first = next(index for index, line in enumerate(lines) if "The coordinator" in line)
    lines[first], lines[first + 2] = lines[first + 2], lines[first]
    course.write(QUIZ, "\n".join(lines))
    back = again(walk, publish() + LISTEN)
    tile = back.option("who-talks", "The coordinator")
    expect(tile.get_by_role("radio", name="C. The coordinator")).to_be_checked()
    expect(tile.locator(".sbs-f")).to_contain_text("Zebra one")
    expect(back.quiz.get_by_text(CHANGED)).to_have_count(0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Who talks most in a good first meeting?", "Who talks most at first?", id="prompt"),
        pytest.param("text: The supervisor", "text: The boss", id="an option"),
    ],
)
def test_a_reworded_question_says_it_changed_until_it_is_answered_again(page, course, publish, old, new):
    walk = Walk(page).open(publish() + LISTEN)
    walk.answer("who-talks", "The participant")
    course.replace(QUIZ, old, new)
    back = again(walk, publish() + LISTEN)
    note = back.question("who-talks").get_by_text(CHANGED)
    back.click(back.button("Show all questions"))
    expect(note).to_be_visible()
    expect(back.quiz.get_by_text(CHANGED)).to_have_count(1)
    expect(back.option("who-talks", "The participant").locator(".sbs-f")).to_contain_text("Right.")
    back.answer("who-talks", "The coordinator")
    expect(note).to_have_count(0)
    back.page.reload()
    expect(note).to_have_count(0)


def test_a_reworded_choice_without_an_id_counts_as_new(page, course, publish):
    walk = Walk(page).open(publish() + LISTEN)
    walk.answer("who-talks", "The coordinator")
    course.replace(QUIZ, "text: The coordinator", "text: The person who asks")
    back = again(walk, publish() + LISTEN)
    expect(back.question("who-talks").locator(":checked, .sbs-f")).to_have_count(0)
    expect(back.question("who-talks").get_by_text(CHANGED)).to_be_visible()


def test_a_question_added_after_the_end_is_new_and_nothing_is_undone(page, course, publish):
    walk = Walk(page).open(publish() + LISTEN)
    finish(walk)
    course.write(QUIZ, (course.root / QUIZ).read_text("utf-8") + ADDED)
    url = publish()
    page.goto(url)
    assert pill(page, "listen-first") == "Done, 1 new question"
    back = again(walk, url + LISTEN)
    assert back.shown == ["new-one"]
    expect(back.question("new-one").get_by_role("heading")).to_have_text("Question 4 of 4 · not answered yet")
    expect(back.end).to_contain_text("You have finished this quiz")
    expect(back.end).to_contain_text("One question is new since you finished:")
    expect(back.end.get_by_role("listitem")).to_have_text(["Question 4 of 4 What comes after a silence?"])
    expect(back.page.locator("[data-gate-note]")).to_be_hidden()
    back.answer("new-one", "A word")
    expect(back.end).not_to_contain_text("new since")
    page.goto(url)
    assert pill(page, "listen-first") == "Done"


def test_a_renamed_question_and_a_renamed_quiz_keep_what_was_answered(page, course, publish):
    url = publish()
    walk = Walk(page).open(url + LISTEN)
    walk.answer("who-talks", "The participant")
    course.replace(QUIZ, "  - id: who-talks\n", "  - id: who-speaks\n    was: who-talks\n")
    publish()
    back = again(walk, url + LISTEN)
    assert back.shown == ["two-things"]
    text = (course.root / QUIZ).read_text("utf-8")
    course.remove(QUIZ)
    course.write("quizzes/open-ears.yml", text.replace("id: listen-first", "id: open-ears\nwas: listen-first", 1))
    course.replace("docs/modules/listen-first.md", "::: quiz listen-first", "::: quiz open-ears")
    publish()
    renamed = Walk(page, quiz="open-ears").open(url + LISTEN)
    assert renamed.shown == ["two-things"]
    renamed.click(renamed.button("Previous question"))
    expect(renamed.option("who-speaks", "The participant").locator(".sbs-f")).to_contain_text("Right.")
    expect(page.locator("selfcheck-gate")).to_contain_text("2 questions left")
    page.goto(url)
    assert pill(page, "listen-first") == "1 of 3 answered"


def test_a_renamed_module_without_a_quiz_stays_done(page, course, publish):
    without_a_quiz(course)
    url = publish()
    page.goto(f"{url}modules/plan-together/")
    rename_module(course)
    publish()
    page.goto(url)
    assert pill(page, "plan-it") == "Done"


# Two tabs


def test_two_tabs_lose_nothing_and_each_shows_what_was_done_in_the_other(walk, sample_site):
    other = again(walk, sample_site + LISTEN)
    other.click(other.button("Show all questions"))
    other.pick("two-things", "A lecture")
    walk.answer("who-talks", "The participant")
    expect(other.option("who-talks", "The participant").locator(".sbs-f")).to_contain_text("Right.")
    expect(other.option("two-things", "A lecture").get_by_role("checkbox")).to_be_checked()
    other.answer("silence", "False")
    walk.click(walk.button("Show all questions"))
    expect(walk.question("silence").get_by_role("heading")).to_have_text("Question 3 of 3 · right")
    expect(walk.option("silence", "False").locator(".sbs-f")).to_contain_text("Right.")
    walk.answer("two-things", "A pause", "A question")
    for tab in (walk, other):
        expect(tab.end).to_contain_text("You have finished this quiz")
        expect(tab.page.locator("[data-gate-note]")).to_be_hidden()
    expect(other.option("two-things", "A lecture").get_by_role("checkbox")).to_be_checked()
    assert [text.count('"t":"done"') for text in events(walk.page.context).values()].count(1) == 1


def test_what_another_tab_does_moves_no_focus_and_announces_nothing_here(walk, sample_site):
    other = again(walk, sample_site + LISTEN)
    other.click(other.button("Next question"))
    other.click(other.button("Next question"))
    next_open = other.button("Next open question")
    next_open.focus()
    walk.answer("who-talks", "The participant")
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A pause", "A question")
    expect(next_open).to_be_hidden()
    other.keeps_focus("another tab took the button away")
    assert other.focus() == "H3 listen-first-silence-h"
    assert other.heard() == []


def test_two_tabs_that_write_a_hundred_tries_each_at_once_leave_two_hundred(walk, sample_site):
    other = again(walk, sample_site + LISTEN)
    write = """(name) => {
      const question = document.querySelector(`.sbs-q[data-id=${name}]`);
      window.written = (async () => {
        for (let count = 0; count < 100; count += 1) {
          const event = { t: "try", c: ["none"], ok: 0, h: "" };
          question.dispatchEvent(new CustomEvent("selfcheck-did", { bubbles: true, detail: { event, note: [] } }));
          await new Promise((done) => setTimeout(done));
        }
      })();
    }"""
    walk.page.evaluate(write, "who-talks")
    other.page.evaluate(write, "two-things")
    for tab in (walk, other):
        tab.page.evaluate("() => window.written")
    assert len(events(walk.page.context)) == 200
    assert all(KEY.fullmatch(key) for key in events(walk.page.context))


# Storage that fails


@pytest.mark.parametrize(
    ("script", "told", "at_once"),
    [
        pytest.param(BLOCK, NOT_KEPT, True, id="the getter throws"),
        pytest.param(REFUSE % "SecurityError", NOT_KEPT, False, id="setItem throws SecurityError"),
        pytest.param(REFUSE % "QuotaExceededError", FULL, False, id="no room"),
    ],
)
def test_a_store_that_refuses_is_told_once_and_the_quiz_goes_on(context, page, sample_site, script, told, at_once):
    if at_once:
        context.add_init_script(script)
    walk = Walk(page).open(sample_site + LISTEN)
    notes = page.locator(".sbs-trouble")
    if at_once:
        expect(notes).to_contain_text(told)
    else:
        page.evaluate(script)
    walk.answer("who-talks", "The coordinator")
    (said,) = walk.heard()
    assert said.startswith("Not quite. Zebra one.")
    assert (told in said) is not at_once
    expect(notes).to_have_count(1)
    walk.answer("who-talks", "The participant")
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A pause", "A question")
    walk.click(walk.button("Next question"))
    walk.answer("silence", "False")
    assert not any(told in said for said in walk.heard())
    expect(notes).to_have_count(1)
    expect(walk.end).to_contain_text("You have finished this quiz")
    expect(page.locator("[data-gate-note]")).to_be_hidden()


def test_a_full_store_is_survived_by_a_real_quota(walk, page):
    page.evaluate(FILL_UP)
    walk.answer("who-talks", "The participant")
    assert FULL in walk.heard()[-1]
    expect(walk.quiz.locator(".sbs-trouble")).to_contain_text(FULL)
    expect(walk.quiz.locator(".sbs-trouble")).to_be_in_viewport()
    walk.click(walk.button("Next question"))
    walk.click(walk.button("Previous question"))
    expect(walk.question("who-talks").get_by_role("heading")).to_have_text("Question 1 of 3 · right")


def test_the_home_page_says_that_nothing_is_kept(context, page, sample_site):
    context.add_init_script(BLOCK)
    page.goto(sample_site)
    expect(page.locator(".sbs-trouble")).to_contain_text(NOT_KEPT)
    assert pill(page, "listen-first") == "Not started"
    expect(page.locator("[data-continue]")).to_have_text("Begin the training")


def test_answers_that_the_browser_clears_while_the_page_is_open_stay_on_the_page_and_it_is_told_once(walk, page):
    walk.answer("who-talks", "The participant")
    walk.click(walk.button("Next question"))
    page.reload()
    page.evaluate("localStorage.clear()")
    walk.answer("two-things", "A form")
    assert walk.heard() == [f"Not quite. Zebra five. Who does it serve? {walk.quiz.locator('.sbs-trouble').inner_text()}"]
    expect(walk.quiz.locator(".sbs-trouble")).to_contain_text(CLEARED)
    walk.answer("two-things", "A form", "A pause", "A question")
    expect(walk.quiz.locator(".sbs-trouble")).to_have_count(1)
    walk.click(walk.button("Next question"))
    walk.answer("silence", "False")
    expect(walk.end).to_contain_text("You have finished this quiz")
    assert len([key for key in events(page.context) if "/who-talks/" in key]) == 0


def test_answers_deleted_in_another_tab_are_gone_here_too_and_nothing_is_complained_of(walk, sample_site):
    walk.answer("who-talks", "The participant")
    other = again(walk, sample_site + LISTEN)
    expect(other.question("who-talks").locator("h3")).to_have_text("Question 1 of 3 · right")
    walk.page.evaluate("Object.keys(localStorage).forEach((key) => localStorage.removeItem(key))")
    expect(other.question("who-talks").locator(":checked, .sbs-f")).to_have_count(0)
    other.click(other.button("Show all questions"))
    other.answer("silence", "False")
    expect(other.quiz.locator(".sbs-trouble")).to_have_count(0)


def test_damaged_and_foreign_keys_are_passed_over_and_left_alone(context, page, sample_site):
    start = "sidebyside/1/sample/quiz/listen-first/"
    strange = {
        start + "who-talks/zzz-1": "{not json",
        start + "who-talks/zzz-2": "null",
        start + "who-talks/zzz-3": '"text"',
        start + "who-talks/zzz-4": "[1, 2]",
        start + "who-talks/zzz-5": '{"t": "try"}',
        start + "who-talks/zzz-6": '{"t": "try", "c": "text", "ok": 1}',
        start + "who-talks/zzz-7": '{"t": 7, "c": []}',
        start + "who-talks/zzz-8": '{"t": "try", "c": [null, {}, 3], "ok": 0}',
        start + "who-talks/": '{"t": "try", "c": ["x"], "ok": 1}',
        start + "who-talks": '{"t": "try", "c": ["x"], "ok": 1}',
        start + "who-talks/!!!-1": '{"t": "try", "c": ["x"], "ok": 1}',
        start: "{}",
        "sidebyside/1/sample/": "{}",
        "sidebyside/1/other-agency/quiz/listen-first/who-talks/zzz-1": '{"t": "try", "c": ["x"], "ok": 1}',
        "sidebyside/1/other-agency/quiz/listen-first/-/zzz-1": '{"t": "done"}',
        "sidebyside/2/sample/quiz/listen-first/-/zzz-1": '{"t": "done"}',
        "unrelated": "kept",
    }
    page.goto(sample_site + "404.html")
    page.evaluate("(rows) => Object.entries(rows).forEach(([key, text]) => localStorage.setItem(key, text))", strange)
    walk = Walk(page).open(sample_site + LISTEN)
    assert walk.shown == ["who-talks"]
    expect(walk.quiz.locator(":checked, .sbs-f, .sbs-trouble")).to_have_count(0)
    finish(walk)
    expect(walk.end).to_contain_text("You have finished this quiz")
    expect(walk.quiz.locator(".sbs-trouble")).to_have_count(0)
    kept = stored(context)
    assert {key: kept.get(key) for key in strange} == strange
    page.goto(sample_site)
    assert pill(page, "listen-first") == "Done"


def test_only_events_of_the_documented_form_are_written(walk, page, context, sample_site):
    finish(walk)
    walk.click(walk.button("Answer the questions again"))
    page.goto(sample_site)
    page.goto(sample_site + "modules/plan-together/")
    kept = stored(context)
    assert len(kept) == 3 + 1 + 1 + 2  # tries, done, again, modules opened
    assert [key for key in kept if not KEY.fullmatch(key)] == []
    times = [int(key.rpartition("/")[2].split("-")[0], 36) for key in kept]
    assert all(abs(time - page.evaluate("Date.now()")) < 120_000 for time in times)
    assert page.evaluate("[sessionStorage.length, document.cookie]") == [0, ""]
    assert page.evaluate("indexedDB.databases().then((all) => all.length)") == 0
    assert not any("Zebra" in text or "participant" in text for text in kept.values())
