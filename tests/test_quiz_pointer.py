"""The quiz by pointer alone, and what a wrong try says, keeps and does not give away."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from tests.conftest import ROOT, SAMPLE, profile
from tests.quiz_walk import LISTEN, Walk, choice_of, plain, quiz_of, reason, sides

PHONE: ViewportSize = {"width": 360, "height": 640}


def test_a_whole_quiz_is_answered_by_pointer(walk):
    questions = quiz_of(SAMPLE, "listen-first").questions
    for number, question in enumerate(questions, 1):
        item = choice_of(question)
        right, wrong = sides(item)
        box = walk.question(question.id)
        tiles = box.locator(".sbs-opt")
        walk.click(tiles.nth(wrong[-1]).locator("label"))
        assert walk.heard() == []
        walk.check(question.id)
        assert walk.heard() == [f"Not quite. {reason(item.alternatives[wrong[-1]])}"]
        expect(tiles.nth(wrong[-1]).locator(".sbs-f")).to_contain_text("You tried this one.")
        if item.multiple:
            walk.click(tiles.nth(wrong[-1]).locator("label"))
        for index in right:
            walk.click(tiles.nth(index).locator("label"))
        walk.check(question.id)
        assert len(walk.heard()) == 1
        for index in right:
            expect(tiles.nth(index).locator(".sbs-f")).to_have_text(f"Right. {reason(item.alternatives[index])}")
        if number < len(questions):
            walk.click(walk.button("Next question"))
            assert walk.shown == [questions[number].id]
    expect(walk.end).to_contain_text("You have finished this quiz")
    expect(walk.end.get_by_role("listitem")).to_have_count(len(questions))


def test_the_first_hint_comes_after_two_wrong_tries_the_second_after_three_and_both_leave_when_it_is_right(walk):
    hints = walk.quiz.locator(".sbs-hint")
    walk.answer("who-talks", "The coordinator")
    expect(hints).to_have_count(0)
    walk.answer("who-talks", "The supervisor")
    expect(hints).to_have_text(["Hint: Zebra hint one. Whose life is it?"])
    walk.answer("who-talks", "The coordinator")
    expect(hints).to_have_text(
        ["Hint: Zebra hint one. Whose life is it?", "Hint: Zebra hint two. Look at the chair across from yours."]
    )
    walk.answer("who-talks", "The participant")
    expect(hints).to_have_count(0)
    feedback = walk.option("who-talks", "The participant").locator(".sbs-f")
    expect(feedback).to_have_text("Right. Zebra two. They know the story.")


def test_nothing_is_disabled_after_a_wrong_try(walk):
    walk.answer("who-talks", "The coordinator")
    for control in walk.question("who-talks").locator("input, button").all():
        expect(control).to_be_enabled()
        assert control.get_attribute("aria-disabled") is None
    walk.answer("who-talks", "The coordinator")
    assert len(walk.heard()) == 2


WATCH = """() => {
  window.seen = [];
  const watch = new MutationObserver((changes) => seen.push(...changes.map(({ target }) => target.className)));
  watch.observe(document.body, { childList: true, subtree: true });
}"""


def test_a_wrong_try_writes_only_what_is_new(walk):
    """The same words written again cost a layout of the whole page, which a person on a slow computer waits for."""
    walk.answer("who-talks", "The coordinator")
    walk.heard()
    walk.page.evaluate(WATCH)
    walk.answer("who-talks", "The supervisor")
    walk.heard()
    assert set(walk.page.evaluate("seen")) == {"sbs-opt not", "sbs-q__form", "sbs-status sbs-sr"}


@pytest.mark.parametrize(
    ("name", "wrong", "untried", "right", "secrets"),
    [
        ("who-talks", "The coordinator", "The supervisor", "The participant", ["Zebra two"]),
        ("two-things", "A form", "A lecture", "A pause", ["Zebra four", "Zebra six"]),
    ],
)
def test_a_wrong_try_does_not_give_the_right_answer_away(walk, name, wrong, untried, right, secrets):
    while walk.shown != [name]:
        walk.click(walk.button("Next question"))
    walk.answer(name, wrong)
    walk.heard()
    question = walk.question(name)
    for text in (walk.page.locator("main").inner_text(), walk.page.locator("main").aria_snapshot()):
        assert all(secret not in text for secret in [*secrets, "Zebra hint", "Answers and reasons"])
    one, other = walk.option(name, right), walk.option(name, untried)
    looks = "(tile) => { const { width, height, ...rest } = getComputedStyle(tile); return JSON.stringify(rest); }"
    skip = re.compile(r'"(?:\d+|[\w-]*(?:[Ss]ize|[Oo]rigin|width|height|Width|Height))":"[^"]*",?')
    assert skip.sub("", one.evaluate(looks)) == skip.sub("", other.evaluate(looks))
    roles = [re.sub(r'"[^"]*"|: .*', "", tile.aria_snapshot()) for tile in (one, other)]
    assert roles[0] == roles[1]
    assert one.get_attribute("class") == other.get_attribute("class")
    assert question.locator(".sbs-f").count() == 1


def test_multiple_response_explains_one_wrong_choice_and_counts_nothing(walk):
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A pause", "A form", "A lecture")
    assert walk.heard() == ["Not quite. Zebra five. Who does it serve?"]
    question = walk.question("two-things")
    expect(question.locator(".sbs-f")).to_have_text(["Not quite. Zebra five. Who does it serve? You tried this one."])
    assert re.findall(r"\d+", question.inner_text()) == ["2", "3"]  # Question 2 of 3


def test_multiple_response_says_that_something_is_missing_and_not_how_much(walk):
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A question")
    assert walk.heard() == ["Not quite. What you chose fits. Something is still missing."]
    question = walk.question("two-things")
    expect(question.locator(".sbs-f")).to_have_text(["Not quite. What you chose fits. Something is still missing."])
    expect(question.locator(".sbs-f")).to_be_in_viewport()
    assert re.findall(r"\d+", question.inner_text()) == ["2", "3"]
    walk.answer("two-things", "A pause")
    assert walk.heard() == ["Right. Zebra four. It leaves room. Zebra six. It invites."]
    expect(question.locator(".sbs-f")).to_have_count(2)


def test_tried_options_stay_marked_in_words(walk):
    walk.answer("who-talks", "The coordinator")
    walk.answer("who-talks", "The supervisor")
    walk.answer("who-talks", "The participant")
    marks = [walk.option("who-talks", text).locator("em") for text in ("The coordinator", "The supervisor")]
    for mark in marks:
        expect(mark).to_have_text("You tried this one.")
    expect(walk.option("who-talks", "The participant").locator("em")).to_have_count(0)
    radio = walk.option("who-talks", "The coordinator").get_by_role("radio")
    expect(radio).to_have_accessible_description("Not quite. Zebra one. Who knows the story? You tried this one.")
    expect(radio).to_have_accessible_name("A. The coordinator")


def test_what_was_said_is_silent_once_another_answer_is_chosen(walk):
    walk.answer("who-talks", "The coordinator")
    expect(walk.question("who-talks").get_by_role("status")).to_contain_text("Zebra one")
    walk.pick("who-talks", "The supervisor")
    expect(walk.question("who-talks").get_by_role("status")).to_have_text("")
    expect(walk.option("who-talks", "The coordinator").locator(".sbs-f")).to_be_visible()


def test_the_whole_tile_is_the_target(walk):
    tile = walk.option("who-talks", "The participant")
    box = tile.bounding_box()
    assert box is not None
    for x, y in ((3, 3), (box["width"] - 3, box["height"] - 3), (box["width"] / 2, 3)):
        walk.pick("who-talks", "The coordinator")
        tile.click(position={"x": x, "y": y})
        expect(tile.get_by_role("radio")).to_be_checked()


def test_next_previous_and_all_at_once(walk):
    assert walk.shown == ["who-talks"]
    expect(walk.quiz.get_by_role("heading", level=3)).to_have_text(["Question 1 of 3"])
    expect(walk.button("Previous question")).to_be_hidden()
    walk.click(walk.button("Next question"))
    expect(walk.quiz.get_by_role("heading", level=3)).to_have_text(["Question 2 of 3"])
    expect(walk.question("two-things").get_by_role("heading")).to_be_in_viewport()
    walk.click(walk.button("Previous question"))
    assert walk.shown == ["who-talks"]
    walk.click(walk.button("Show all questions"))
    numbers = ["Question 1 of 3", "Question 2 of 3", "Question 3 of 3"]
    expect(walk.quiz.get_by_role("heading", level=3)).to_have_text(numbers)
    walk.answer("silence", "False")
    walk.click(walk.button("Show one at a time"))
    assert walk.shown == ["silence"]
    expect(walk.question("silence").get_by_role("heading")).to_be_in_viewport()


def test_every_question_can_be_answered_while_all_are_shown(walk):
    walk.click(walk.button("Show all questions"))
    walk.answer("silence", "False")
    walk.answer("two-things", "A pause", "A question")
    walk.answer("who-talks", "The participant")
    assert walk.heard()[-1].endswith("You have finished this quiz.")
    expect(walk.end).to_contain_text("You had every one right at the first try.")
    expect(walk.end.get_by_role("listitem")).to_have_count(0)
    assert walk.shown == ["who-talks", "two-things", "silence"]


def test_the_gate_leads_back_to_the_quiz_or_on_to_the_next_module(walk, page):
    gate = page.locator("selfcheck-gate")
    walk.page.mouse.wheel(0, 10_000)
    gate.get_by_role("link", name="Finish the quiz first").click()
    expect(page).to_have_url(re.compile("/listen-first/#quiz-listen-first$"))
    expect(walk.quiz.get_by_role("heading", name="Check yourself")).to_be_in_viewport()
    gate.get_by_role("link", name="Plan together").click()
    expect(page).to_have_url(re.compile("/plan-together/$"))


def test_the_end_leads_on_and_back(walk, page):
    walk.answer("who-talks", "The supervisor")
    walk.answer("who-talks", "The participant")
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A pause", "A question")
    walk.click(walk.button("Next question"))
    walk.answer("silence", "False")
    expect(page.locator("[data-gate-note]")).to_be_hidden()
    walk.click(walk.end.get_by_role("link", name="Question 1 of 3"))
    assert walk.shown == ["who-talks"]
    walk.click(walk.button("Answer the questions again"))
    assert walk.shown == ["who-talks"]
    expect(walk.quiz.locator(":checked")).to_have_count(0)
    walk.end.get_by_role("link", name="Plan together").click()
    expect(page).to_have_url(re.compile("/plan-together/$"))


def test_a_link_to_a_question_leads_to_it(page, sample_site):
    walk = Walk(page).open(f"{sample_site}{LISTEN}#listen-first-silence")
    assert walk.shown == ["silence"]
    expect(walk.question("silence").get_by_role("heading")).to_be_in_viewport()
    page.evaluate("location.hash = 'listen-first-two-things'")
    expect(walk.question("two-things").get_by_role("heading")).to_be_focused()


def test_on_a_phone_the_reason_comes_into_view_when_the_button_is_a_screen_below(browser: Browser, real_site):
    with profile(browser, viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce") as context:
        walk = Walk(context.new_page(), quiz="client-centered").open(real_site + "modules/client-centered/")
        question = quiz_of(ROOT, "client-centered").questions[0]
        item = choice_of(question)
        _, wrong = sides(item)
        tile = walk.question(question.id).locator(".sbs-opt").nth(wrong[0])
        tile.locator("label").tap()
        walk.question(question.id).locator("[type=submit]").tap()
        expect(tile.locator(".sbs-f")).to_contain_text(plain(item.alternatives[wrong[0]].feedback))
        expect(tile.locator(".sbs-f strong")).to_be_in_viewport()


def test_on_a_phone_an_empty_check_shows_why(browser: Browser, real_site):
    with profile(browser, viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce") as context:
        walk = Walk(context.new_page(), quiz="client-centered").open(real_site + "modules/client-centered/")
        walk.quiz.locator("[type=submit]:visible").tap()
        expect(walk.quiz.locator(".sbs-ask")).to_be_in_viewport(ratio=1)
