"""The course's own quizzes: every question, answered from wrong to right as a learner would. Most run in the matrix."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from selfcheck.collect import Collector
from selfcheck.content import load_course
from selfcheck.registry import find_kinds
from tests.answering import answer, check
from tests.conftest import ROOT
from tests.quiz_walk import Walk

REGISTRY = find_kinds()
COURSE = load_course(ROOT, Collector(REGISTRY.catalogue), REGISTRY)
EVERY_DAY = {("client-centered", "keyboard"), ("client-centered", "pointer")}  # it has nearly all kinds
WALKS = [
    pytest.param(quiz, way, id=f"{quiz} by {way}", marks=() if (quiz, way) in EVERY_DAY else pytest.mark.matrix)
    for quiz in COURSE.quizzes
    for way in ("keyboard", "pointer")
]


@pytest.mark.parametrize(("name", "way"), WALKS)
def test_every_question_of_a_quiz_is_answered_through_wrong_to_right(page, real_site, name, way):
    keys = way == "keyboard"
    quiz, module = COURSE.quizzes[name], COURSE.module_of(name)
    assert module is not None
    walk = Walk(page, quiz=name).open(f"{real_site}{module.address}")
    said = ""
    for number, question in enumerate(quiz.questions, 1):
        item, box = question.interaction(), walk.question(question.id)
        assert walk.shown == [question.id]
        expect(box.get_by_role("heading", level=3)).to_have_text(f"Question {number} of {quiz.length}")
        if item.judged:
            answer(walk, box, item, right=False, keys=keys)
            walk.heard()
            check(walk, box, keys=keys)
            (said,) = walk.heard()
            assert said.startswith("Not quite.")
            expect(box).to_have_attribute("data-verdict", "wrong")
        answer(walk, box, item, right=True, keys=keys)
        walk.heard()
        check(walk, box, keys=keys)
        (said,) = walk.heard()
        assert said.startswith("Right.") is item.judged
        expect(box).to_have_attribute("data-verdict", "right" if item.judged else "done")
        expect(box.get_by_role("heading", level=3)).to_have_text(re.compile(rf"^Question {number} of {quiz.length} · \w+"))
        if number < quiz.length:
            button = walk.button("Next question")
            if keys:
                walk.tab_to(button)
                walk.press("Enter")
            else:
                walk.click(button)
    assert "You have finished this quiz." in said
    expect(walk.end).to_contain_text("You have finished this quiz")
