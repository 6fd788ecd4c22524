"""The spaced review: what comes back and when, by the calendar; what survives edits, tabs, loss and silence."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.accessibility import VIEWS, audit_views, none, ready
from tests.conftest import sample_course
from tests.failing_storage import BLOCK, FULL, NOT_KEPT, REFUSE
from tests.quiz_walk import LISTEN, Walk, stored
from tests.review_walk import REVIEW, Review
from tests.test_reflection import REFLECTION

ANSWERS = "about/privacy/"
CORNERS = (VIEWS[0], VIEWS[-1])  # light and wide, dark and narrow
QUIZ = "quizzes/listen-first.yml"
NOTHING = "Nothing is due today"
END = "That was all for today"


@pytest.fixture
def review(page: Page, sample_site: str) -> Review:
    """At the review, on the first day, with nothing answered."""
    return Review(page, sample_site).day(0).go()


# By the calendar


def test_before_anything_was_answered_it_says_how_questions_get_here(review):
    expect(review.heading).to_have_text("Nothing to review yet")
    expect(review.quiz).to_contain_text("Answer a quiz in any module.")
    expect(review.quiz.locator(".sbs-q")).to_have_count(0)
    review.quiz.get_by_role("link", name="Back to the training").click()
    expect(review.page).to_have_url(review.site)
    expect(review.home).to_be_hidden()


def test_what_took_more_tries_comes_back_after_2_days_and_what_was_right_at_once_after_7(review, page):
    review.go(LISTEN)
    quiz = Walk(page)
    quiz.answer("who-talks", "The coordinator")
    quiz.answer("who-talks", "The participant")
    quiz.click(quiz.button("Show all questions"))
    quiz.answer("silence", "False")
    quiz.answer("two-things", "A form")
    for day in (0, 1):
        review.day(day, hour=23).go()
        expect(review.heading).to_have_text(NOTHING)
        expect(review.quiz).to_contain_text("Next: 1 question on Thursday, November 5. It waits if you come later.")
        review.go("")
        expect(review.home).to_be_hidden()
    review.day(2, hour=0).go("")
    expect(review.home.get_by_role("link")).to_have_text("1 question is due for review")
    review.home.get_by_role("link").click()
    expect(review.heading).to_have_text("1 question is due for review")
    expect(review.due).to_have_text([re.compile("Who talks most.*Listen first. It took you 2 tries on November 3.")])
    review.day(7).go()
    expect(review.due).to_have_text([re.compile("Who talks most"), re.compile("Silence .*right at once on November 3.")])


def test_each_time_it_is_known_the_pause_grows_until_it_rests(review):
    review.did(0, "who-talks", 0, 1)
    for day, told in (
        (2, "It comes back on Thursday, November 12."),
        (9, "It comes back on Thursday, December 3."),
        (30, "You know this one well. It rests now."),
    ):
        review.day(day - 1).go()
        expect(review.heading).to_have_text(NOTHING)
        review.day(day).go()
        review.begin()
        review.answer("who-talks", "The participant")
        assert review.heard() == [f"Right. Zebra two. They know the story. {told}"]
        expect(review.quiz.locator(".sbs-review__back")).to_have_text(told)
    review.click(review.button("Finish for today"))
    expect(review.quiz).to_contain_text("Nothing else is waiting. What you know well rests now.")
    review.day(400).go()
    expect(review.heading).to_have_text(NOTHING)


def test_what_does_not_come_at_the_first_try_is_back_after_2_days(review):
    review.did(0, "silence", 1).day(8).go()
    review.begin()
    review.answer("silence", "True")
    assert review.heard() == ["Not quite. Zebra eight. What might happen in it?"]
    review.answer("silence", "False")
    assert review.heard() == ["Right. Zebra nine. People think in it. It comes back on Friday, November 13."]
    review.day(10).go()
    expect(review.due).to_have_text([re.compile("It asked for another look on November 11.")])


def test_the_year_is_named_when_it_is_another(review):
    review.did(0, "silence", 1).day(70).go()
    expect(review.due).to_contain_text("on November 3, 2026.")


def test_the_review_and_the_quiz_leave_one_another_alone(review, page):
    review.did(0, "who-talks", 1).day(7).go()
    review.begin()
    review.answer("who-talks", "The supervisor")
    review.go(LISTEN)
    quiz = Walk(page)
    quiz.click(quiz.button("Show all questions"))
    expect(quiz.option("who-talks", "The supervisor").locator(".sbs-f")).to_have_count(0)
    expect(quiz.question("who-talks").get_by_role("heading")).to_have_text("Question 1 of 3 · right")
    quiz.answer("who-talks", "The coordinator")
    review.day(8).go()
    expect(review.quiz).to_contain_text("Next: 1 question on Thursday, November 12.")


# A sitting


def test_focus_goes_where_the_person_goes_and_each_check_is_told_once(review):
    review.did(0, "who-talks", 0, 1).did(0, "silence", 1).day(9).go()
    review.begin()
    assert review.focus() == "H3 listen-first_who-talks-h"
    expect(review.question("who-talks").get_by_role("heading")).to_have_text("Question 1 of 2")
    expect(review.question("who-talks")).to_contain_text("Listen first. It took you 2 tries on November 3.")
    review.check("who-talks")
    assert review.heard() == ["Choose an answer first."]
    review.press("Space", "ArrowDown")
    assert review.heard() == []
    review.press("Enter")
    assert len(review.heard()) == 1
    review.click(review.button("Next question"))
    assert review.focus() == "H3 listen-first_silence-h"
    review.click(review.button("Finish for today"))  # without an answer
    assert review.focus() == "H2 review_h"
    expect(review.heading).to_have_text(END)
    review.click(review.button("Look at the others too"))
    assert review.shown == ["silence"]
    review.answer("silence", "False")
    assert review.heard() == ["Right. Zebra nine. People think in it. It comes back on Thursday, December 3."]
    review.click(review.button("Finish for today"))
    expect(review.quiz).to_contain_text("Next: 1 question on Thursday, November 19.")


def test_a_sitting_has_ten_questions_at_most_hard_ones_first_and_the_modules_take_turns(page, course, serve):
    many = "".join(
        f"  - id: q{number}\n    kind: true_false\n    objective: own\n    prompt: Statement number {number}.\n"
        f"    answer: {'true' if number % 2 else 'false'}\n    when_true: {{feedback: A., misconception: An idea.}}\n"
        "    when_false: {feedback: B., misconception: An idea.}\n"
        for number in range(12)
    )
    course.write("quizzes/plan-together.yml", f"id: plan-together\ntitle: Plan together\nquestions:\n{many}")
    course.remove("ids.lock")
    review = Review(page, serve(course.build(strict=False))).day(0).go()
    for number in range(10):
        review.did(0, f"q{number}", 1, thing="plan-together")
    review.did(0, "q10", 0, 1, thing="plan-together").did(0, "q11", 0, 0, 1, thing="plan-together")
    review.did(1, "silence", 1).did(1, "two-things", 0, 1).day(30).go()
    expect(review.heading).to_have_text("14 questions are due for review")
    expect(review.quiz).to_contain_text("10 are enough for one day. The others wait.")
    asked = [text.split(".")[0] for text in review.due.locator(".sbs-review__ask").all_inner_texts()]
    assert asked[:3] == ["Statement number 10", "What keeps a talk open? Select all that apply", "Statement number 11"]
    assert len(asked) == 10
    review.begin()
    for _ in range(9):
        review.click(review.button("Next question"))
    review.click(review.button("Finish for today"))
    expect(review.button("Look at the others too")).to_be_visible()


# Edits of the course


def test_a_changed_question_says_so_until_it_is_answered(page, course, publish):
    review = Review(page, publish()).day(0).go().did(0, "who-talks", 1)
    course.replace(QUIZ, "Who talks most in a good first meeting?", "Who talks most at first?")
    publish()
    review.day(7).go()
    expect(review.due).to_contain_text("Who talks most at first?")
    review.begin()
    note = review.quiz.get_by_text("This question has changed since you last answered it.")
    expect(note).to_be_visible()
    review.answer("who-talks", "The participant")
    expect(note).to_have_count(0)


def test_a_question_that_rests_comes_back_when_it_has_changed(page, course, publish):
    review = Review(page, publish()).day(0).go().did(0, "who-talks", 1)
    for day in (7, 28):
        review.did(day, "who-talks", 1, entry="review")
    review.day(100).go()
    expect(review.heading).to_have_text(NOTHING)
    course.replace(QUIZ, "Who talks most in a good first meeting?", "Who talks most at first?")
    publish()
    review.go()
    expect(review.due).to_have_count(1)
    review.begin()
    review.answer("who-talks", "The participant")
    expect(review.quiz).to_contain_text("It rests now.")


def test_a_renamed_question_and_quiz_keep_their_days_and_a_retired_one_is_gone(page, course, publish):
    review = Review(page, publish()).day(0).go()
    review.did(0, "who-talks", 1).did(7, "who-talks", 1, entry="review").did(0, "silence", 1)
    text = (course.root / QUIZ).read_text("utf-8")
    text = text.replace("  - id: who-talks\n", "  - id: who-speaks\n    was: who-talks\n")
    text = text[: text.index("  - id: silence")].replace("id: listen-first", "id: open-ears\nwas: listen-first", 1)
    course.remove(QUIZ)
    course.write("quizzes/open-ears.yml", f"{text}retired: [silence]\n")
    course.replace("docs/modules/listen-first.md", "::: quiz listen-first", "::: quiz open-ears")
    publish()
    review.day(27).go()
    expect(review.quiz).to_contain_text("Next: 1 question on Tuesday, December 1.")
    review.day(28).go("")
    expect(review.home).to_have_text("1 question is due for review")
    review.go()
    expect(review.due).to_contain_text("You had it right again on November 10.")


def test_what_is_not_judged_does_not_come_back(page, course, serve):
    text = (course.root / "quizzes/plan-together.yml").read_text("utf-8")
    course.write("quizzes/plan-together.yml", text + REFLECTION)
    review = Review(page, serve(course.build(strict=False))).day(0).go()
    expect(page.locator("template")).to_have_count(4)
    page.goto(review.site + "modules/plan-together/")
    quiz = Walk(page, quiz="plan-together")
    quiz.click(quiz.button("Next question"))
    for _ in range(2):
        quiz.click(quiz.button("Compare with another answer"))
    review.day(30).go("")
    expect(review.home).to_be_hidden()
    review.go()
    expect(review.heading).to_have_text("Nothing to review yet")


# Switched off, deleted, taken along


def test_it_can_be_switched_off_and_on_and_the_line_on_the_start_page_goes_along(review):
    review.did(0, "silence", 1).day(8).go()
    review.click(review.button("Turn the review off"))
    assert review.focus() == "H2 review_h"
    expect(review.heading).to_have_text("The review is off")
    review.go("")
    expect(review.home).to_be_hidden()
    review.go()
    review.click(review.button("Turn the review on"))
    expect(review.due).to_have_count(1)
    review.go("")
    expect(review.home).to_be_visible()


def test_a_backup_holds_the_review_and_deleting_takes_it_away(review, page):
    review.did(0, "silence", 1).day(8).go()
    review.begin()
    review.answer("silence", "False")
    review.go(ANSWERS)
    with page.expect_download() as download:
        review.page.get_by_role("button", name="Back up to a file").click()
    file = download.value.path()
    page.get_by_role("button", name="Delete my answers").click()
    page.get_by_role("button", name="Yes, delete everything").click()
    assert stored(page.context) == {}
    review.go()
    expect(review.heading).to_have_text("Nothing to review yet")
    review.go(ANSWERS)
    page.get_by_label("Restore from a file").set_input_files(file)
    expect(page.get_by_text("2 notes were brought back.")).to_be_visible()
    review.go()
    expect(review.quiz).to_contain_text("Next: 1 question on Wednesday, December 2.")


def test_what_is_deleted_in_another_tab_ends_a_sitting(review, page, context):
    review.did(0, "silence", 1).day(8).go()
    review.begin()
    other = context.new_page()
    other.goto(review.site + ANSWERS)
    other.evaluate("localStorage.clear()")
    expect(review.heading).to_have_text("Nothing to review yet")
    review.keeps_focus("the question was taken away")


# Two tabs


def test_two_tabs_lose_nothing_and_the_first_try_counts(review, context):
    review.did(0, "silence", 1).did(0, "who-talks", 1).day(8).go()
    other = Review(context.new_page(), review.site).go()
    for tab in (review, other):
        tab.begin()
    review.answer("who-talks", "The participant")
    review.day(8, hour=11)
    other.answer("who-talks", "The supervisor")
    other.answer("who-talks", "The participant")
    assert len([key for key in stored(context) if "/review/" in key]) == 3
    review.click(review.button("Next question"))
    review.answer("silence", "False")
    other.click(other.button("Next question"))  # done in the first tab, so it is passed over
    for tab in (review, other):
        expect(tab.heading if tab is other else tab.quiz).to_contain_text(END if tab is other else "comes back")
    expect(other.quiz).to_contain_text("Next: 2 questions on Wednesday, December 2.")


# Storage that fails


def test_a_blocked_store_is_told_with_the_way_to_a_backup(context: BrowserContext, page, sample_site):
    context.add_init_script(BLOCK)
    review = Review(page, sample_site).day(0).go()
    expect(review.quiz.locator(".sbs-trouble")).to_contain_text(NOT_KEPT)
    review.quiz.get_by_role("link", name="Make a back-up file").click()
    expect(page).to_have_url(sample_site + ANSWERS)


def test_a_store_that_is_full_is_told_once_and_the_sitting_goes_on(review, page):
    review.did(0, "silence", 1).did(0, "who-talks", 1).day(8).go()
    review.begin()
    page.evaluate(REFUSE % "QuotaExceededError")
    review.answer("who-talks", "The participant")
    (said,) = review.heard()
    assert FULL in said
    expect(review.quiz.locator(".sbs-trouble")).to_contain_text("Make a back-up file")
    review.click(review.button("Next question"))
    expect(review.quiz.locator(".sbs-trouble")).to_have_count(1)
    review.answer("silence", "False")
    assert FULL not in review.heard()[-1]
    review.click(review.button("Finish for today"))
    expect(review.quiz).to_contain_text("Next: 2 questions")


# Looks, paper, no script


def test_axe_finds_nothing_at_the_start_wrong_right_and_at_the_end(review, page):
    ready(page)
    review.go()
    none(audit_views(page, ".sbs-review", CORNERS))
    review.did(0, "silence", 0, 1).day(8).go()
    none(audit_views(page, ".sbs-review", CORNERS))
    review.begin()
    for side in ("True", "False"):
        review.answer("silence", side)
        none(audit_views(page, ".sbs-review", CORNERS))
    review.click(review.button("Finish for today"))
    none(audit_views(page, ".sbs-review", CORNERS))


def test_at_320_px_nothing_scrolls_sideways_and_every_control_can_be_hit(review, page):
    page.set_viewport_size({"width": 320, "height": 640})
    review.did(0, "silence", 0, 1).day(8).go()
    for act in (None, review.begin, lambda: review.answer("silence", "False")):
        if act:
            act()
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        buttons = review.quiz.get_by_role("button").all()
        assert all((button.bounding_box() or {"height": 0})["height"] >= 44 for button in buttons)


def test_paper_shows_the_question_and_no_controls(review, page):
    review.did(0, "silence", 1).day(8).go()
    review.begin()
    page.emulate_media(media="print")
    expect(review.question("silence").get_by_role("group")).to_be_visible()
    expect(review.quiz.locator("button:visible, .sbs-key:visible, .sbs-steps:visible")).to_have_count(0)


def test_without_javascript_it_says_what_to_do_instead(browser: Browser, sample_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample_site + REVIEW)
    note = page.locator(".sbs-review noscript > .sbs-note")
    assert note.evaluate("(note) => note.innerText").startswith("JavaScript is off in this browser")
    expect(page.locator(".sbs-review").get_by_role("button")).to_have_count(0)
    page.goto(sample_site)
    expect(page.locator("selfcheck-due")).to_be_hidden()
    context.close()


def test_every_question_has_a_template_with_ids_of_its_own_and_the_page_grows_by_the_line(tmp_path):
    course = sample_course(tmp_path / "course")
    html = (course.build() / REVIEW / "index.html").read_text("utf-8")
    assert re.findall(r'<template data-id="([\w-]+)"', html) == ["who-talks", "two-things", "silence", "whose-words"]
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert len(html.split("<template")[1]) < 4000


def test_the_end_of_a_quiz_leads_to_the_review(review, page):
    review.go(LISTEN)
    quiz = Walk(page)
    quiz.click(quiz.button("Show all questions"))
    quiz.answer("who-talks", "The participant")
    quiz.answer("two-things", "A pause", "A question")
    quiz.answer("silence", "False")
    quiz.end.get_by_role("link", name="Practice again").click()
    expect(page).to_have_url(review.site + REVIEW)
