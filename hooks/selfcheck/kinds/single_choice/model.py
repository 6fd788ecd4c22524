"""Single choice: one right answer among two to six options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selfcheck.interaction import Choice
from selfcheck.options import Option, option_findings
from selfcheck.problems import Finding
from selfcheck.question import Question
from selfcheck.shape import about


class SingleChoice(Question):
    """Choose one option; exactly one is right."""

    kind: Literal["single_choice"] = about("One right answer among two to six options.")
    options: tuple[Option, ...] = about("The options, in the order they are shown.", min_length=2, max_length=6)

    def interaction(self) -> Choice:
        """Choose one among the options."""
        return Choice(id=self.id, prompt=self.prompt, alternatives=tuple(one.alternative() for one in self.options))

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: not exactly one right option, and what holds for any options."""
        yield from super().findings()
        right = [index for index, option in enumerate(self.options) if option.correct]
        if not right:
            yield Finding("no-right-option", ("options",), at_key=True)
        for index in right[1:]:
            yield Finding("second-right-option", ("options", index, "correct"), at_key=True)
        yield from option_findings(self)
