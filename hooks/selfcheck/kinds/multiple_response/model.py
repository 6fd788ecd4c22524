"""Multiple response: every right answer among two to seven options."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selfcheck.interaction import Choice
from selfcheck.options import Option, option_findings
from selfcheck.problems import Finding
from selfcheck.question import Question
from selfcheck.shape import about


class MultipleResponse(Question):
    """Choose all that apply; at least one is right and at least one is not."""

    kind: Literal["multiple_response"] = about("All right answers among two to seven options.")
    options: tuple[Option, ...] = about("The options, in the order they are shown.", min_length=2, max_length=7)

    def interaction(self) -> Choice:
        """Choose any number among the options."""
        alternatives = tuple(one.alternative() for one in self.options)
        return Choice(id=self.id, prompt=self.prompt, alternatives=alternatives, multiple=True)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: nothing right or nothing wrong to choose, and what holds for any options."""
        yield from super().findings()
        if not any(option.correct for option in self.options):
            yield Finding("nothing-right", ("options",), at_key=True)
        if all(option.correct for option in self.options):
            yield Finding("everything-right", ("options",), at_key=True)
        yield from option_findings(self)
