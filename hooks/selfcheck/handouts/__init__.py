"""Handouts to print: forms, worksheets, answer keys, sheets for role play and the facilitator's guide, as tagged PDF."""

from __future__ import annotations

from collections.abc import Iterator

from selfcheck.course import Course
from selfcheck.handouts.forms import form
from selfcheck.handouts.guide import guide
from selfcheck.handouts.paper import Paper
from selfcheck.handouts.quizzes import answer_key, worksheet
from selfcheck.handouts.talks import role_play, talks


def papers(course: Course, site_url: str) -> Iterator[Paper]:
    """Yield every handout of a course, not printed yet. `site_url` is where the site will stand, or empty."""
    yield from (form(course, checklist, site_url) for checklist in course.checklists.values())
    for module in course.modules.values():
        quiz = course.quizzes.get(module.quiz_id or "")
        if quiz and quiz.rows:
            yield worksheet(course, module, quiz, site_url)
            yield answer_key(course, module, quiz)
            yield from (role_play(course, module, talk) for talk in talks(quiz))
    if course.modules:
        yield guide(course)
