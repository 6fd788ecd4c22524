"""Ordering: three to eight steps to put in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selfcheck.interaction import Sequencing
from selfcheck.problems import Finding
from selfcheck.rows import Reasons, RowsQuestion, place_findings, row_findings
from selfcheck.shape import Line, Strict, about


class StepText(Strict):
    """What a step says."""

    text: Line = about("The step a person moves.")


class Step(Reasons, StepText):
    """One step, as the author writes it."""


class Ordering(RowsQuestion):
    """Put steps in order; exactly one order is right."""

    kind: Literal["ordering"] = about("Three to eight steps to put in order.")
    steps: tuple[Step, ...] = about("The steps in the right order. The page mixes them.", min_length=3, max_length=8)

    def interaction(self) -> Sequencing:
        """Put the steps in order."""
        return Sequencing(id=self.id, prompt=self.prompt, rows=tuple(self.row(step.text, step) for step in self.steps))

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: a place that is told, and what holds for any lines."""
        yield from super().findings()
        yield from place_findings("steps", self.steps)
        yield from row_findings(self, "steps", [(step.text, step) for step in self.steps], [None] * len(self.steps))
