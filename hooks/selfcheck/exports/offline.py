"""A copy for a shared drive or a USB stick: a folder of files that opens without a network and without a server."""

from __future__ import annotations

from pathlib import Path

from selfcheck.course import Course
from selfcheck.packing import built, for_anywhere, moment, pack
from selfcheck.render import fill


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `<site>-offline.zip`. Search is left out of it: a browser lets no page on a drive read an index."""
    if module:
        message = "The offline copy is the whole training: leave --module out."
        raise ValueError(message)
    name = course.nav.site_id
    words = course.registry.words["export"]["offline"]
    with built(course, site_url="", extra={"offline_copy": True}) as site:
        files: dict[str, Path | str] = {f"{name}/{path}": file for path, file in for_anywhere(site, search=False).items()}
        files[f"{name}/{words['name']}"] = fill(words["read_me"], folder=name)
        return [pack(files, out / f"{name}-offline.zip", moment(course))]
