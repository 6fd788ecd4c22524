"""The whole course as one JSON file with its schema, for programs that want to read or convert it."""

from __future__ import annotations

import json
from pathlib import Path
from shutil import copyfile

from selfcheck.course import Course
from selfcheck.portable import portable
from selfcheck.schema import SCHEMAS


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `<site>-course.json`, or `<site>-<module>.json`, and `course.schema.json`, which both keep to."""
    path = out / f"{course.nav.site_id}-{module or 'course'}.json"
    path.write_text(json.dumps(portable(course, module), ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")
    copyfile(SCHEMAS / "course.json", out / "course.schema.json")
    return [path, out / "course.schema.json"]
