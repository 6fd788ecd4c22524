"""Packages of the built site: the host's own build with settings of its own, links that lead to files, zips of the same bytes.

The host is a program that is run here, never a library: another one means another command in `build_site`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from selfcheck.course import Course

OLDEST = 315_532_800  # 1980, when the calendar of zip files begins
WHOLE = (
    "404.html",
    "sitemap.xml",
    "sitemap.xml.gz",
    "worker.js",
    "_headers",
)  # what only a website at an address of its own needs
ADDRESS = re.compile(r'(?P<name>\s(?:href|src|data-[a-z-]+)=")(?P<path>[^"#?:]*)(?=["#?])')
IN_JSON = re.compile(r'(?P<name>"url": ?")(?P<path>[^"#?:]*)(?=["#?])')
FOUND = re.compile(r'(?P<name>"location": ?")(?P<path>[^"#?:]*)(?=["#?])')
WORKER = re.compile(r' data-worker="[^"]*"')


@contextmanager
def built(course: Course, **settings: object) -> Iterator[Path]:
    """Build the course into a folder that is gone afterwards. `settings` stand in for those of mkdocs.yml."""
    with tempfile.TemporaryDirectory(prefix="side-by-side-") as folder:
        site = Path(folder, "site")
        build_site(course, site, settings)
        yield site


def build_site(course: Course, site: Path, settings: Mapping[str, object]) -> None:
    """Run the host. Raises ValueError with what it said, when it stops.

    The settings stand in a file beside mkdocs.yml while it runs: every path in them begins there.
    """
    config = course.root / f".export-{os.getpid()}.yml"
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(config), "--site-dir", str(site)]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(moment(course)), "NO_MKDOCS_2_WARNING": "1"}
    try:
        config.write_text(json.dumps({"INHERIT": "mkdocs.yml", **settings}), "utf-8")
        done = subprocess.run(  # noqa: S603 (the command stands above)
            command, cwd=course.root, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
    except OSError as error:
        raise ValueError(f"The site cannot be built here: {error}. The folder must be one you may write to.") from None
    finally:
        config.unlink(missing_ok=True)
    if done.returncode:
        said = [line for line in f"{done.stdout}\n{done.stderr}".splitlines() if line and not line.startswith("INFO")]
        raise ValueError("\n".join(("The site could not be built, so nothing was written.", "", *said)))


def setting(course: Course, *keys: str) -> str:
    """Give what mkdocs.yml says under these keys, one inside the other; nothing is an empty text."""
    value: Any = course.nav.source.value if course.nav.source else None
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value if isinstance(value, str) else ""


def moment(course: Course) -> int:
    """Give the time that files of a package carry, in seconds since 1970: the last commit's, so that it is always the same."""
    told = os.environ.get("SOURCE_DATE_EPOCH")
    if not told:
        command = ["git", "log", "-1", "--format=%ct"]
        try:
            told = subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False).stdout  # noqa: S603
        except OSError:
            told = ""  # no Git on this computer
    return int(told) if (told or "").strip() else int((course.root / "mkdocs.yml").stat().st_mtime)


def for_anywhere(site: Path, *, search: bool) -> dict[str, Path]:
    """Make the built site one that needs no web server's help, and give its files by name.

    Every link leads to a file, no page asks for a worker, and what only a website at an address of its own needs is left out.
    """
    names = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    left = () if search else ("assets/javascripts/", "search/")
    files = {
        name: path for name, path in names.items() if name not in WHOLE and not name.startswith(left) and path.suffix != ".map"
    }
    for name, path in files.items():
        if path.suffix == ".html":
            text = WORKER.sub("", path.read_text("utf-8"))
            path.write_text(IN_JSON.sub(_leads(path, site), ADDRESS.sub(_leads(path, site), text)), "utf-8", newline="\n")
        elif name == "search/search_index.json":
            path.write_text(FOUND.sub(_leads(site / "x", site), path.read_text("utf-8")), "utf-8", newline="\n")
    return files


def _leads(page: Path, site: Path) -> Any:  # noqa: ANN401 (a function for re.sub)
    """Give a function that writes `index.html` behind an address that leads to a folder with one."""

    def lead(match: re.Match[str]) -> str:
        name, path = match["name"], match["path"]
        folder = Path(os.path.normpath(page.parent / unquote(path)))
        is_folder = path.rpartition("/")[2] in {"", ".", ".."} and (path or "location" in name)  # else "" is the page itself
        if path.startswith("/") or not is_folder or not folder.is_relative_to(site) or not (folder / "index.html").is_file():
            return match[0]
        return f"{name}{path.rstrip('/')}{'/' if path else ''}index.html"

    return lead


def pack(files: Mapping[str, Path | str], target: Path, when: int) -> Path:
    """Write files, given as paths or texts, into a zip. The same files at the same time give the same bytes."""
    stamp = time.gmtime(max(when, OLDEST))[:6]
    with zipfile.ZipFile(target, "w") as package:
        for name in sorted(files):
            content = files[name]
            entry = zipfile.ZipInfo(name, stamp)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # or Windows would write another number here
            entry.external_attr = 0o644 << 16
            package.writestr(entry, content.encode() if isinstance(content, str) else content.read_bytes(), compresslevel=9)
    return target
