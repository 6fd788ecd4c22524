"""A reflection is never judged, keeps words only as its person wants, and is whole on paper and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.conftest import Server, profile, sample_course
from tests.quiz_walk import Walk, stored

PLAN = "modules/plan-together/"
WORDS = "I wanted her to come to the workshop."
MODEL = "I wanted him to sign up that day."
SAID = f"Another coordinator wrote: {MODEL} Now look at yours: Did you name what you wanted?"
REFLECTION = f"""\
  - id: last-visit
    kind: reflection
    objective: own
    prompt: What did you want for the person?
    model: {MODEL}
    compare: [Did you name what you wanted?]
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    """The sample course with a reflection at the end of its second quiz."""
    course = sample_course(tmp_path_factory.mktemp("reflection") / "course")
    quiz = "quizzes/plan-together.yml"
    course.write(quiz, (course.root / quiz).read_text("utf-8") + REFLECTION)
    server = Server(course.build())
    yield server.url
    server.close()


@pytest.fixture
def walk(page: Page, site: str) -> Walk:
    """At the reflection."""
    walk = Walk(page, quiz="plan-together").open(site + PLAN)
    walk.click(walk.button("Next question"))
    return walk


def write(walk: Walk, text: str = WORDS) -> None:
    walk.quiz.get_by_label("Your words").fill(text)


def compare(walk: Walk) -> None:
    walk.click(walk.button("Compare with another answer"))


def test_comparing_says_the_other_answer_once_and_never_a_verdict(walk, page):
    write(walk)
    compare(walk)
    assert walk.heard() == [SAID]
    question = walk.question("last-visit")
    expect(question.get_by_role("heading")).to_have_text("Question 2 of 2 · done")
    expect(question.get_by_role("button")).to_have_text("The other answer is above")
    walk.press("Enter")
    assert walk.heard() == []
    expect(question).not_to_contain_text("Right.")
    tries = [text for key, text in stored(page.context).items() if "/last-visit/" in key]
    assert len(tries) == 1
    assert WORDS not in tries[0]


def test_an_empty_box_is_asked_about_once_and_locks_nothing(walk):
    compare(walk)
    assert walk.heard() == ["Write a line first. Or just think it, and press again."]
    assert walk.focus() == "TEXTAREA plan-together-last-visit-words"
    compare(walk)
    assert walk.heard() == [SAID]
    expect(walk.quiz.locator(".sbs-ask")).to_have_count(0)


def test_the_button_stays_under_the_finger_that_leaves_the_box_for_it(walk):
    compare(walk)
    write(walk)
    compare(walk)
    expect(walk.question("last-visit")).to_have_attribute("data-verdict", "done")


def test_words_last_as_long_as_the_tab_unless_they_are_to_be_kept(walk, page, site):
    write(walk)
    page.keyboard.press("Tab")
    page.reload()
    expect(walk.quiz.get_by_label("Your words")).to_have_value(WORDS)
    assert WORDS not in str(stored(page.context))
    walk.quiz.get_by_label("Keep the words I write on this computer").check()
    assert WORDS in str(stored(page.context))
    other = Walk(page.context.new_page(), quiz="plan-together").open(site + PLAN)
    expect(other.quiz.get_by_label("Your words")).to_have_value(WORDS)
    expect(other.quiz.get_by_label("Keep the words I write on this computer")).to_be_checked()


def test_words_are_kept_when_the_page_is_left_in_the_middle(walk, page, site):
    write(walk)
    page.goto(site)
    page.goto(site + PLAN)
    expect(walk.quiz.get_by_label("Your words")).to_have_value(WORDS)


def test_answering_again_keeps_the_words_and_hides_the_other_answer(walk):
    write(walk)
    compare(walk)
    walk.click(walk.button("Previous question"))
    walk.answer("whose-words", "The owner")
    walk.click(walk.button("Answer the questions again"))
    walk.click(walk.button("Next question"))
    expect(walk.quiz.get_by_label("Your words")).to_have_value(WORDS)
    expect(walk.quiz.locator(".sbs-own__model")).to_have_count(0)


def test_typing_in_one_tab_is_left_alone_when_another_compares(walk, page, site):
    other = Walk(page.context.new_page(), quiz="plan-together").open(site + PLAN)
    other.click(other.button("Show all questions"))
    write(other, "Not yet")
    write(walk)
    compare(walk)
    expect(other.question("last-visit")).to_have_attribute("data-verdict", "done")
    expect(other.quiz.get_by_label("Your words")).to_have_value("Not yet")


@pytest.mark.parametrize("script", [True, False], ids=["as it is", "without JavaScript"])
def test_paper_has_lines_to_write_on_and_the_model_in_the_key(browser: Browser, site, script):
    with profile(browser, java_script_enabled=script) as context:
        page = context.new_page()
        page.goto(site + PLAN)
        page.emulate_media(media="print")
        lines = page.locator(".sbs-own .sbs-printed" if script else ".sbs-own textarea")
        box = lines.bounding_box()
        assert box
        assert box["height"] > 80
        assert box["width"] > 500
        assert page.locator(".sbs-key blockquote").evaluate("(one) => one.checkVisibility({ contentVisibilityAuto: true })")
        expect(page.locator(".sbs-key [data-model]")).to_contain_text(MODEL)
