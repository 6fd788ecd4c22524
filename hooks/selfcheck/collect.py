"""Gathers what is wrong while files are read, and words it from the catalogue; remembers what has not changed since."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from selfcheck.problems import Catalogue, Finding, Place, Problem, nearest
from selfcheck.shape import validate
from selfcheck.source import Source

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")
YOUNG = 100_000_000  # nanoseconds: a file that is younger may change again without its date showing it
Memory = dict[tuple[str, str], tuple[object, Any, "Collector"]]  # (step, file) -> what it was done for, gave and told


def stamp(path: Path) -> tuple[int, int, int] | None:
    """Tell one state of a file from the next by its date, size and place. None where nothing can be told from them."""
    try:
        seen = path.stat()
    except OSError:
        return None
    return (seen.st_mtime_ns, seen.st_size, seen.st_ino) if time.time_ns() - seen.st_mtime_ns > YOUNG else None


class Collector:
    """Gathers problems. Rules call it with a finding, a place and the source line; it words them from the catalogue.

    With a `memory`, that whoever reads the course again and again hands in each time, steps are done `once` for a file.
    """

    def __init__(self, catalogue: Catalogue, memory: Memory | None = None) -> None:
        self.catalogue = catalogue
        self.memory = memory
        self.doubtful: set[str] = set()  # files of which something was left out, so that it is not known what they hold
        self._problems: set[Problem] = set()

    def __call__(self, finding: Finding, place: Place, excerpt: str = "") -> None:
        """Take one finding."""
        self._problems.add(self.catalogue.word(finding.code, place, excerpt, finding.values))

    def once(self, step: str, file: str, seen: object, read: Callable[[Collector], T]) -> T:
        """Give what `read` gives and tell what it tells; again without reading, as long as `seen` is what it was.

        `seen` is all that the step depends on: the `stamp` of a file, or a record that comes out of such a step.
        """
        if self.memory is None or seen is None:
            return read(self)
        known = self.memory.get((step, file))
        if known is None or (known[0] is not seen and known[0] != seen):
            told = Collector(self.catalogue)
            known = self.memory[step, file] = (seen, read(told), told)
        self._problems |= known[2]._problems  # noqa: SLF001 (its own class)
        self.doubtful |= known[2].doubtful
        value: T = known[1]
        return value

    @property
    def problems(self) -> list[Problem]:
        """Everything found so far, in the order of files and lines."""
        return sorted(self._problems, key=lambda problem: problem.sort_key)


def validated(model: type[M], source: Source, collect: Collector) -> M | None:
    """Make a record from a source, or None after reporting everything wrong with its shape."""
    record, findings = validate(model, source.value)
    for finding in findings:
        source.report(collect, finding)
    if record is None or not source.sound:
        collect.doubtful.add(source.file)
    return record


def unless_allowed(findings: Iterable[Finding], allow: Mapping[str, str], catalogue: Catalogue) -> Iterator[Finding]:
    """Yield the findings less the warnings that an author allows with a reason, and what is wrong with the list of those."""
    warnings = catalogue.warnings
    used: set[str] = set()
    for finding in findings:
        if finding.code in allow and finding.code in warnings:
            used.add(finding.code)
        else:
            yield finding
    for code in allow:
        if code not in warnings:
            yield Finding("unknown-code", ("allow", code), {"code": code, "nearest": nearest(code, warnings)}, at_key=True)
        elif code not in used:
            yield Finding("unused-allow", ("allow", code), {"code": code}, at_key=True)
