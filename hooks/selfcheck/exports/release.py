"""The finished site as a zip with its checksum: an agency unpacks it where its web server looks, and builds nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path

from selfcheck.course import Course
from selfcheck.packing import built, moment, pack


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `<site>-site.zip` and, for `sha256sum --check`, `<site>-site.zip.sha256`."""
    if module:
        message = "The release is the whole site: leave --module out."
        raise ValueError(message)
    with built(course) as site:
        files: dict[str, Path | str] = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file()}
        if (course.root / "LICENSE").is_file():
            files["LICENSE.txt"] = course.root / "LICENSE"
        target = pack(files, out / f"{course.nav.site_id}-site.zip", moment(course))
    checksum = target.with_name(f"{target.name}.sha256")
    checksum.write_text(f"{hashlib.sha256(target.read_bytes()).hexdigest()}  {target.name}\n", "utf-8", newline="\n")
    return [target, checksum]
