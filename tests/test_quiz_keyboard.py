"""The quiz by keyboard alone, with an ear on what is announced: Tab, arrow keys, Space and Enter are all a person needs."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.conftest import SAMPLE
from tests.quiz_walk import Walk, choice_of, quiz_of, reason, sides


def test_a_whole_quiz_is_answered_by_keyboard_from_the_top_of_the_page(walk):
    questions = quiz_of(SAMPLE, "listen-first").questions
    for number, question in enumerate(questions, 1):
        item = choice_of(question)
        right, wrong = sides(item)
        box = walk.question(question.id)
        expect(box.get_by_role("heading")).to_have_text(f"Question {number} of {len(questions)}")
        walk.tab_to(box.locator("input").first)
        walk.choose_by_keys(box, item, wrong[:1])
        assert walk.heard() == []
        walk.press("Enter")
        assert walk.heard() == [f"Not quite. {reason(item.alternatives[wrong[0]])}"]
        assert walk.shown == [question.id]
        walk.choose_by_keys(box, item, right)
        assert walk.heard() == []
        walk.press("Enter")
        (said,) = walk.heard()
        assert said.startswith(f"Right. {reason(item.alternatives[right[0]])}")
        expect(box.get_by_role("heading")).to_have_text(f"Question {number} of {len(questions)} · right")
        if question is questions[-1]:
            assert said.endswith("That was the last one. You have finished this quiz.")
        else:
            walk.tab_to(walk.button("Next question"), 4 + len(item.alternatives))
            walk.press("Enter")
            assert walk.focus() == f"H3 listen-first-{questions[number].id}-h"
    expect(walk.end).to_contain_text("You have finished this quiz")
    walk.tab_to(walk.button("Answer the questions again"), 20)


def test_arrow_keys_choose_and_neither_judge_nor_announce(walk):
    walk.tab_to(walk.question("who-talks").locator("input").first)
    for key in ("ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Space"):
        walk.press(key)
        assert walk.question("who-talks").locator(":checked").count() == 1
        assert walk.heard() == []
    assert walk.question("who-talks").get_attribute("data-verdict") is None
    assert walk.quiz.locator(".sbs-f").count() == 0


def test_arrow_keys_announce_nothing_after_a_verdict_either(walk):
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space", "Enter")
    assert len(walk.heard()) == 1
    for key in ("ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp"):
        walk.press(key)
        assert walk.heard() == []


def test_each_check_is_announced_once_and_the_same_wrong_answer_is_announced_again(walk):
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space")
    for _ in range(3):
        walk.press("Enter")
        assert walk.heard() == ["Not quite. Zebra one. Who knows the story?"]
    walk.press("ArrowDown", "Enter")
    assert walk.heard() == ["Right. Zebra two. They know the story."]


def test_the_same_wrong_answer_checked_again_is_one_try_and_brings_no_hint(walk):
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space", "Enter", "Enter", "Enter")
    expect(walk.quiz.locator(".sbs-hint")).to_have_count(0)
    tries = walk.page.evaluate("Object.values(localStorage).filter((text) => JSON.parse(text).t === 'try')")
    assert len(tries) == 1


def test_a_hint_is_announced_with_the_verdict_that_brings_it(walk):
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space", "Enter", "ArrowUp", "Enter")
    assert walk.heard()[-1] == "Not quite. Zebra three. Are they in the room? Hint: Zebra hint one. Whose life is it?"
    walk.press("ArrowDown", "Enter")
    assert walk.heard()[-1] == (
        "Not quite. Zebra one. Who knows the story? Hint: Zebra hint two. Look at the chair across from yours."
    )


def test_focus_stays_on_the_option_or_the_button_that_was_used_to_check(walk):
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space", "Enter")
    option = walk.focus()
    assert option.startswith("INPUT listen-first-who-talks-")
    walk.press("ArrowUp", "Tab", "Enter")
    assert walk.focus() == "BUTTON Check answer"
    walk.press("Shift+Tab", "ArrowUp", "Tab", "Space")
    assert walk.focus() == "BUTTON Checked"
    assert walk.question("who-talks").get_attribute("data-verdict") == "right"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("who-talks", "Choose an answer first."),
        ("two-things", "Select at least one answer first."),
        ("silence", "Choose True or False first."),
    ],
)
def test_an_empty_check_says_so_and_goes_to_the_first_control(walk, name, says):
    question = walk.question(name)
    while walk.shown != [name]:
        walk.button("Next question").focus()
        walk.press("Enter")
    question.locator("[type=submit]").focus()
    for key in ("Enter", "Space"):
        walk.press(key)
        assert walk.heard() == [says]
        first = question.locator("input").first
        expect(first).to_be_focused()
        expect(question.locator(".sbs-ask")).to_have_text(says)
        expect(question.locator(".sbs-ask")).to_be_in_viewport()
        assert not first.is_checked()
        question.locator("[type=submit]").focus()
    walk.press("Shift+Tab", "Space")
    expect(question.locator(".sbs-ask")).to_have_count(0)
    assert question.get_attribute("data-verdict") is None
    assert walk.page.evaluate("Object.keys(localStorage).filter((key) => key.includes('/quiz/'))") == []


def test_a_checked_right_answer_says_so_on_the_button_and_can_be_left_and_checked_again(walk):
    question = walk.question("who-talks")
    walk.tab_to(question.locator("input").first)
    walk.press("Space", "ArrowDown", "Enter")
    button = question.locator("[type=submit]")
    expect(button).to_have_text("Checked")
    expect(button).to_have_attribute("aria-disabled", "true")
    walk.heard()
    walk.press("Enter")
    assert walk.heard() == []
    walk.press("ArrowDown")
    expect(button).to_have_text("Check answer")
    walk.press("Enter")
    assert walk.heard() == ["Not quite. Zebra three. Are they in the room?"]
    expect(walk.quiz.locator(".sbs-hint")).to_have_count(0)
    expect(question.get_by_role("heading")).to_have_text("Question 1 of 3 · right")


def test_next_and_previous_lead_to_the_heading_of_the_question(walk):
    walk.tab_to(walk.button("Next question"))
    walk.press("Enter")
    assert walk.shown == ["two-things"]
    assert walk.focus() == "H3 listen-first-two-things-h"
    walk.tab_to(walk.button("Next question"), 8)
    walk.press("Space")
    assert walk.shown == ["silence"]
    walk.tab_to(walk.button("Previous question"), 6)
    walk.press("Enter")
    assert walk.shown == ["two-things"]
    assert walk.focus() == "H3 listen-first-two-things-h"
    assert walk.heard() == []


def test_after_a_right_answer_the_next_question_is_one_tab_from_the_button(walk):
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space", "ArrowDown", "Tab", "Enter", "Tab")
    assert walk.focus() == "BUTTON Next question"


def test_next_on_the_last_question_leads_to_the_one_that_is_still_open(walk):
    walk.tab_to(walk.button("Next question"))
    walk.press("Enter")
    walk.tab_to(walk.button("Next question"), 8)
    walk.press("Enter")
    walk.tab_to(walk.question("silence").locator("input").first, 3)
    walk.press("Space", "ArrowDown", "Enter")
    walk.tab_to(walk.button("Next open question"), 5)
    walk.press("Enter")
    assert walk.shown == ["who-talks"]


def test_all_questions_and_one_at_a_time_keep_the_persons_place(walk):
    walk.tab_to(walk.button("Next question"))
    walk.press("Enter")
    walk.tab_to(walk.button("Show all questions"), 10)
    walk.press("Enter")
    assert walk.shown == ["who-talks", "two-things", "silence"]
    assert walk.focus() == "H3 listen-first-two-things-h"
    expect(walk.quiz.get_by_role("button", name="question")).to_have_count(0)
    walk.tab_to(walk.question("silence").locator("input").first, 15)
    walk.press("Space")
    walk.tab_to(walk.button("Show one at a time"), 5)
    walk.press("Enter")
    assert walk.shown == ["silence"]
    assert walk.focus() == "H3 listen-first-silence-h"
    expect(walk.question("silence").locator(":checked")).to_have_count(1)


def finish(walk: Walk) -> None:
    """Answer the sample quiz by keyboard: the first question at the second try, the rest at once."""
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space", "Enter", "ArrowDown", "Enter")
    walk.tab_to(walk.button("Next question"), 3)
    walk.press("Enter", "Tab", "Space", "Tab", "Tab", "Space", "Enter")
    walk.tab_to(walk.button("Next question"), 5)
    walk.press("Enter", "Tab", "Space", "ArrowDown", "Enter")


def test_the_end_says_it_is_finished_what_to_look_at_again_and_leads_to_the_next_module(walk):
    expect(walk.end).to_be_hidden()
    finish(walk)
    assert walk.heard()[-1] == ("Right. Zebra nine. People think in it. That was the last one. You have finished this quiz.")
    expect(walk.end.get_by_role("heading")).to_have_text("You have finished this quiz")
    expect(walk.end.get_by_role("listitem")).to_have_text(["Question 1 of 3 Who talks most in a good first meeting?"])
    walk.tab_to(walk.end.get_by_role("link", name="Question 1 of 3"), 6)
    walk.press("Enter")
    assert walk.shown == ["who-talks"]
    assert walk.focus() == "H3 listen-first-who-talks-h"
    walk.tab_to(walk.end.get_by_role("link", name="Next:"), 8)
    walk.page.keyboard.press("Enter")
    walk.page.wait_for_url("**/modules/plan-together/")


def test_the_questions_can_be_answered_again_and_what_was_finished_stays_finished(walk):
    finish(walk)
    walk.tab_to(walk.button("Answer the questions again"), 8)
    walk.press("Enter")
    assert walk.focus() == "H3 listen-first-who-talks-h"
    assert walk.shown == ["who-talks"]
    expect(walk.quiz.locator(":checked, .sbs-f, .sbs-hint")).to_have_count(0)
    expect(walk.question("who-talks").get_by_role("heading")).to_have_text("Question 1 of 3")
    expect(walk.end).to_contain_text("You have finished this quiz")
    walk.press("Tab", "Space", "ArrowDown", "Enter")
    assert walk.heard()[-1] == "Right. Zebra two. They know the story."
    expect(walk.end.get_by_role("listitem")).to_have_count(0)
    expect(walk.end).to_contain_text("You had every one right at the first try.")
    walk.page.reload()
    assert walk.shown == ["two-things"]


def test_the_gate_is_told_with_its_link_and_lets_a_person_go_on(walk, page):
    gate = page.locator("selfcheck-gate")
    link = gate.get_by_role("link", name="Plan together")
    says = "The quiz on this page has 3 questions left. Finish the quiz first. You can go on anyway; the quiz waits here."
    expect(link).to_have_accessible_description(says)
    back = gate.get_by_role("link", name="Finish the quiz first")
    walk.tab_to(back)
    walk.page.keyboard.press("Enter")
    expect(walk.quiz).to_be_in_viewport()
    walk.tab_to(walk.question("who-talks").locator("input").first, 3)
    walk.tab_to(link)
    walk.page.keyboard.press("Enter")
    page.wait_for_url("**/modules/plan-together/")
    expect(gate).to_contain_text("This is the last module.")
    expect(gate.get_by_role("link", name="Back to your path")).to_have_accessible_description(
        re.compile("The quiz on this page has")
    )


def test_the_gate_counts_down_and_opens_when_the_quiz_is_done(walk, page):
    gate = page.locator("selfcheck-gate")
    walk.tab_to(walk.question("who-talks").locator("input").first)
    walk.press("Space", "ArrowDown", "Enter")
    expect(gate).to_contain_text("The quiz on this page has 2 questions left.")
    page.reload()
    expect(gate).to_contain_text("The quiz on this page has 2 questions left.")
    page.evaluate("localStorage.clear()")
    page.reload()
    finish(walk)
    expect(gate.locator("[data-gate-note]")).to_be_hidden()
    expect(gate.get_by_role("link", name="Plan together")).to_have_accessible_description("")
