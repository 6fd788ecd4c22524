"""Lines to find a place for: the model, identity, and the rules that hold for matching, categorizing and ordering alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from selfcheck.interaction import Row, fold, short_hash
from selfcheck.lint_words import first_word_of
from selfcheck.problems import Finding
from selfcheck.question import Loc, Question, doubles, feedback_findings, give_away_findings
from selfcheck.shape import Id, Line, Prose, Strict, about


class Reasons(Strict):
    """What is said of a line, and under which name its answers are kept."""

    feedback: Prose = about("Why it belongs there. Said with the line once it is right.")
    if_not: Prose | None = about(
        "Said with this line while it is to be looked at again. Without it, the question's own “if_not” is said.", default=None
    )
    misconception: Line | None = about("The idea behind a wrong place for it. For authors and facilitators.", default=None)
    id: Id | None = about("Stable id. Without one, an edited text counts as a new line.", default=None)


class RowsQuestion(Question):
    """The key that every question made of lines has."""

    if_not: Prose = about("A question to think about, said with every line to look at again that has no “if_not” of its own.")

    def row(self, text: str, why: Reasons, target: str | None = None) -> Row:
        """Say a line in the neutral vocabulary; without an id, its identity is a hash of its text."""
        return Row(
            id=why.id or short_hash(text),
            text=text,
            target=target,
            feedback=why.feedback,
            again=why.if_not or self.if_not,
            misconception=why.misconception,
        )


def row_findings(
    question: RowsQuestion, key: str, rows: Sequence[tuple[str, Reasons]], places: Sequence[str | None]
) -> Iterator[Finding]:
    """Check lines, which stand under `key`: no two alike, and nothing said that blames or names the right place.

    `rows` holds each line's text and reasons, `places` what each belongs to (None where a line has no such words).
    """
    for index, first in doubles(text for text, _ in rows):
        yield Finding("lines-alike", (key, index, "text"), {"key": "text", "number": first + 1})
    for index, first in doubles(why.id for _, why in rows):
        yield Finding("lines-alike", (key, index, "id"), {"key": "id", "number": first + 1})
    for index, ((_, why), place) in enumerate(zip(rows, places, strict=True)):
        yield from feedback_findings(why.feedback, (key, index, "feedback"))
        if why.if_not:
            others = [one for one in places if one and one != place]
            open_still = any(_names(why.if_not, one) for one in others)  # “Is it this or that?” tells nothing
            yield from _again_findings(why.if_not, (key, index, "if_not"), None if open_still else place)
    yield from _again_findings(question.if_not, ("if_not",))
    for index, hint in enumerate(question.hints):
        yield from _again_findings(hint, ("hints", index))


def _again_findings(text: str, loc: Loc, place: str | None = None) -> Iterator[Finding]:
    yield from feedback_findings(text, loc)
    told = list(give_away_findings(text, loc, [place] if place else []))
    if not told and place and _names(text, place):
        told = [Finding("gives-key-away", loc, {"found": place})]
    yield from told


def _names(text: str, place: str) -> bool:
    """Say whether a place stands in a text word by word; it may be one word only, which a run of words would pass over."""
    here, sought = fold(text), fold(place)
    return sought in here and re.search(rf"(?<!\w){re.escape(sought)}(?!\w)", here) is not None


def place_findings(key: str, rows: Iterable[Reasons]) -> Iterator[Finding]:
    """Check lines of an order: what is said while one is to be looked at again does not say where it goes."""
    for index, why in enumerate(rows):
        if why.if_not and (found := first_word_of("places", why.if_not)):
            yield Finding("gives-key-away", (key, index, "if_not"), {"found": found})
