"""True or false: one statement, two sides, feedback for each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selfcheck.interaction import Alternative, Choice
from selfcheck.problems import Finding
from selfcheck.question import Question, feedback_findings
from selfcheck.shape import Flag, Line, Prose, Strict, about


class Side(Strict):
    """What a person hears after choosing one side."""

    feedback: Prose = about("The reason and, on the side that is not right, a hint. The page puts the verdict before it.")
    misconception: Line | None = about("The idea behind choosing this side when it is not right.", default=None)


class TrueFalse(Question):
    """Say whether a statement is true."""

    kind: Literal["true_false"] = about("A statement that is true or false.")
    answer: Flag = about("true when the statement in prompt is true, else false.")
    when_true: Side = about("What a person hears who chooses True.")
    when_false: Side = about("What a person hears who chooses False.")

    def interaction(self) -> Choice:
        """Choose between True and False."""
        sides = (("true", "True", True, self.when_true), ("false", "False", False, self.when_false))
        return Choice(
            id=self.id,
            prompt=self.prompt,
            statement=True,
            alternatives=tuple(
                Alternative(
                    id=name,
                    text=text,
                    correct=self.answer is value,
                    feedback=side.feedback,
                    misconception=side.misconception,
                )
                for name, text, value, side in sides
            ),
        )

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: a question instead of a statement, blame or a verdict in feedback, an unnamed misconception."""
        yield from super().findings()
        if self.prompt.endswith("?"):
            yield Finding("statement-asks", ("prompt",))
        for key, value, side in (("when_true", True, self.when_true), ("when_false", False, self.when_false)):
            yield from feedback_findings(side.feedback, (key, "feedback"))
            if value is not self.answer and side.misconception is None:
                yield Finding("no-misconception", (key,), at_key=True)
        for index, hint in enumerate(self.hints):
            yield from feedback_findings(hint, ("hints", index))
