"""Ready configuration for the servers that agencies use: security policy, other headers, how long a browser may keep a file."""

from __future__ import annotations

from pathlib import Path

from selfcheck.course import Course
from selfcheck.policy import server_files


def export(_: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `_headers`, `apache.conf` and `nginx.conf`."""
    if module:
        message = "The headers are those of the whole site: leave --module out."
        raise ValueError(message)
    for name, text in server_files().items():
        (out / name).write_text(text, "utf-8", newline="\n")
    return [out / name for name in server_files()]
