"""What holds over the whole course and breaks nothing: keys that could be guessed, dates that have grown old."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator

from selfcheck.collect import Collector, unless_allowed
from selfcheck.content import RESOURCES_PAGE
from selfcheck.course import Course
from selfcheck.interaction import Choice
from selfcheck.options import letter
from selfcheck.problems import Finding, Place
from selfcheck.source import Loc, Source

REVIEW_MONTHS = 18
SHARE = 0.6
QUIZ_LEAST, COURSE_LEAST = 4, 8


def check_keys(course: Course, collect: Collector) -> None:
    """See to it that guessing one letter, or one side of true/false, does not pay in a quiz or over the course."""
    all_letters: list[str] = []
    all_sides: list[str] = []
    for quiz in course.quizzes.values():
        if quiz.source.file in collect.doubtful:
            continue  # some of its questions are not known
        choices = [item for item in quiz.interactions.values() if isinstance(item, Choice)]
        letters, sides = list(_letters(choices)), list(_sides(choices))
        all_letters += letters
        all_sides += sides
        found = _lopsided(letters, sides, "this quiz", QUIZ_LEAST)
        for finding in unless_allowed(found, quiz.file.allow, collect.catalogue):
            quiz.source.report(collect, finding)
    for finding in _lopsided(all_letters, all_sides, "the course", COURSE_LEAST):
        collect(finding, Place("quizzes"))


def _letters(choices: Iterable[Choice]) -> Iterator[str]:
    for choice in choices:
        if not choice.multiple and not choice.statement:
            yield from (letter(index) for index, one in enumerate(choice.alternatives) if one.correct)


def _sides(choices: Iterable[Choice]) -> Iterator[str]:
    for choice in choices:
        if choice.statement:
            yield from (one.text.lower() for one in choice.alternatives if one.correct)


def _lopsided(letters: list[str], sides: list[str], where: str, least: int) -> Iterator[Finding]:
    for found, code, name in ((letters, "key-position", "letter"), (sides, "one-sided-statements", "answer")):
        if len(found) < least:
            continue
        value, count = Counter(found).most_common(1)[0]
        if count > SHARE * len(found):
            values = {"count": count, "total": len(found), "where": where, name: value}
            yield Finding(code, ("questions",), values, at_key=True)


def check_dates(course: Course, collect: Collector, today: dt.date) -> None:
    """See which pages nobody has read against their sources, and which links nobody has opened, for long."""
    oldest = today - dt.timedelta(days=round(REVIEW_MONTHS * 30.44))
    for module in course.modules.values():
        date, front = module.front.last_reviewed, module.page.front
        if date < oldest:
            values = {"date": date.isoformat(), "months": REVIEW_MONTHS}
            front.report(collect, Finding("review-due", ("last_reviewed",), values))
        _check_ahead(front, ("last_reviewed",), date, today, collect)
    source = course.origins.get(RESOURCES_PAGE)
    for index, entry in enumerate((course.resources or {}).values()):
        if source and entry.url and entry.status != "gone" and (entry.checked is None or entry.checked < oldest):
            values = {"id": entry.id, "months": REVIEW_MONTHS, "today": today.isoformat()}
            source.report(collect, Finding("link-unchecked", ("resources", index, "url"), values))
        if source and entry.checked:
            _check_ahead(source, ("resources", index, "checked"), entry.checked, today, collect)


def _check_ahead(source: Source, loc: Loc, date: dt.date, today: dt.date, collect: Collector) -> None:
    """A date in the future would keep the check quiet for years. Tomorrow is today already in some places."""
    if date > today + dt.timedelta(days=1):
        source.report(collect, Finding("date-ahead", loc, {"date": date.isoformat()}))
