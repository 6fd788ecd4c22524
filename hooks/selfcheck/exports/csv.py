"""Every checklist as a table for a spreadsheet, one row for each thing to fill in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from selfcheck.checklist import AnswerField, Checklist
from selfcheck.course import Course
from selfcheck.handouts.paper import words
from selfcheck.render import spoken

FORMULA = tuple("=+-@\t\r\n＝＋－＠")  # a spreadsheet would run what begins so; web/spreadsheet.js has the same


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `csv/<id>.csv` for every checklist, in UTF-8 with the mark that spreadsheets look for."""
    if module:
        message = "Checklists belong to no single module: leave --module out."
        raise ValueError(message)
    (out / "csv").mkdir(parents=True, exist_ok=True)
    for checklist in course.checklists.values():
        path = out / "csv" / f"{checklist.id}.csv"
        path.write_bytes(table(checklist).encode("utf-8-sig"))
    return [out / "csv" / f"{name}.csv" for name in course.checklists]


def table(checklist: Checklist) -> str:
    """Give the whole table as text."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(words()["csv"]["columns"])
    writer.writerows([guarded(cell) for cell in row] for row in _rows(checklist))
    return written.getvalue()


def guarded(text: str) -> str:
    """Put a mark before a text that a spreadsheet would take for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def _rows(checklist: Checklist) -> Iterator[list[str]]:
    said = words()["form"]
    for group in checklist.groups:
        for item in group.items:
            helps = [spoken(text or "") for text in (item.look_for or item.hint, item.watch_for)]
            for one in checklist.fields_of(item):
                yield [group.title, spoken(item.text), *helps, *_field(checklist, one), ""]
    for prompt in checklist.file.reflection:
        yield [said["reflection"], spoken(prompt.text), "", "", "", "text", "", ""]
    for line in checklist.file.plan:
        yield [said["plan"], line.label, "", "", "", line.type, "", ""]


def _field(checklist: Checklist, one: AnswerField) -> list[str]:
    points = checklist.file.scales.get(one.scale or "", ())
    return [one.label or "", one.type, " | ".join(point.label for point in points)]
