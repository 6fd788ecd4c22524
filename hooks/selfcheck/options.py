"""Options to choose from: the model, identity, and the rules that hold wherever a person picks among them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from selfcheck.interaction import Alternative, short_hash
from selfcheck.lint_words import first_word_of
from selfcheck.problems import Finding
from selfcheck.question import doubles, feedback_findings, give_away_findings
from selfcheck.shape import Flag, Id, Line, Prose, Strict, about

STANDS_OUT = 1.4


class Option(Strict):
    """One option as its author writes it."""

    text: Line = about("What a person can choose.")
    correct: Flag = about("true on an option that is right.", default=False)
    feedback: Prose = about("The reason and, if it is not right, a hint. The page puts the verdict before it.")
    misconception: Line | None = about(
        "The idea behind a choice that is not right. For authors and facilitators.", default=None
    )
    id: Id | None = about("Stable id. Without one, an edited text counts as a new option.", default=None)

    def alternative(self) -> Alternative:
        """Say this option in the neutral vocabulary; without an id, its identity is a hash of its text."""
        return Alternative(
            id=self.id or short_hash(self.text),
            text=self.text,
            correct=self.correct,
            feedback=self.feedback,
            misconception=self.misconception,
        )


class HasOptions(Protocol):
    """A question with options and hints."""

    @property
    def options(self) -> Sequence[Option]:
        """The options as written."""

    @property
    def hints(self) -> Sequence[str]:
        """The hints as written."""


def option_findings(question: HasOptions) -> Iterator[Finding]:
    """Check a set of options: no two alike, none that stands out, feedback that explains without handing over the key."""
    yield from _alike(question.options)
    yield from _stands_out(question.options)
    keys = [option.text for option in question.options if option.correct]
    for index, option in enumerate(question.options):
        loc = ("options", index)
        yield from feedback_findings(option.feedback, (*loc, "feedback"))
        if word := first_word_of("catch_all", option.text):
            yield Finding("catch-all-option", (*loc, "text"), {"word": word})
        if not option.correct:
            yield from give_away_findings(option.feedback, (*loc, "feedback"), keys)
            if option.misconception is None:
                yield Finding("no-misconception", loc)
    for index, hint in enumerate(question.hints):
        yield from feedback_findings(hint, ("hints", index))
        yield from give_away_findings(hint, ("hints", index), keys)


def _alike(options: Sequence[Option]) -> Iterator[Finding]:
    for key in ("text", "id"):
        for index, first in doubles(getattr(option, key) for option in options):
            yield Finding("options-alike", ("options", index, key), {"letter": letter(first), "key": key})


def _stands_out(options: Sequence[Option]) -> Iterator[Finding]:
    right = [len(option.text) for option in options if option.correct]
    wrong = [len(option.text) for option in options if not option.correct]
    if right and wrong and min(right) > max(wrong) and _mean(right) > STANDS_OUT * _mean(wrong):
        index = next(index for index, option in enumerate(options) if option.correct)
        more = round(100 * (_mean(right) / _mean(wrong) - 1))
        yield Finding("key-stands-out", ("options", index, "text"), {"more": more})


def _mean(lengths: Sequence[int]) -> float:
    return sum(lengths) / len(lengths)  # the library's own takes a check's time to load


def letter(index: int) -> str:
    """Give the letter an option or a match has on screen, on paper and in exports."""
    return "ABCDEFGHIJKL"[index]
