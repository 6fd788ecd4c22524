"""Gathers what is wrong while files are read, and words it from the catalogue."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from selfcheck.problems import Catalogue, Finding, Place, Problem
from selfcheck.shape import validate
from selfcheck.source import Source

M = TypeVar("M", bound=BaseModel)


class Collector:
    """Gathers problems. Rules call it with a finding, a place and the source line; it words them from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._problems: set[Problem] = set()

    def __call__(self, finding: Finding, place: Place, excerpt: str = "") -> None:
        """Take one finding."""
        self._problems.add(self.catalogue.word(finding.code, place, excerpt, finding.values))

    @property
    def problems(self) -> list[Problem]:
        """Everything found so far, in the order of files and lines."""
        return sorted(self._problems, key=lambda problem: problem.sort_key)


def validated(model: type[M], source: Source, collect: Collector) -> M | None:
    """Make a record from a source, or None after reporting everything wrong with its shape."""
    record, findings = validate(model, source.value)
    for finding in findings:
        source.report(collect, finding)
    return record
