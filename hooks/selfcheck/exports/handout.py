"""Every handout as a PDF, on both sizes of paper: forms, worksheets, answer keys, sheets for role play, facilitator's guide."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selfcheck.course import Course
from selfcheck.handouts import papers
from selfcheck.handouts.paper import SIZES
from selfcheck.handouts.press import Press


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `handouts/letter/…` and `handouts/a4/…`; of one `module` only what belongs to it."""
    return list(_write(course, out, module))


def _write(course: Course, out: Path, module: str | None) -> Iterator[Path]:
    wanted = [paper for paper in papers(course, course.nav.site_url) if module in (None, paper.module)]
    for size in SIZES:
        press = Press(size)
        for paper in wanted:
            path = out / "handouts" / size / paper.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(press.run(paper).pdf)
            yield path
