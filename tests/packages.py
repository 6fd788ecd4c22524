"""What tests of packages share: links that have to lead to a file, and zips that have to be alike."""

from __future__ import annotations

import json
import os
import re
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selfcheck.course import Course
from selfcheck.links import check_course

LEADING = ("href", "src", "data-href", "data-home")


def known(root: Path) -> Course:
    """Read a course that is sound."""
    return check_course(root)[0]


def unpack(package: Path, folder: Path) -> list[str]:
    """Unpack a zip and give the names in it, in the order in which they stand."""
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)
        return opened.namelist()


class _Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.in_json = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in LEADING and value]
        self.in_json = tag == "script" and ("type", "application/json") in attrs

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self.in_json = False

    def handle_data(self, data: str) -> None:
        if self.in_json:
            self.found += re.findall(r'"url": ?"([^"]+)"', json.dumps(json.loads(data)))  # as it was understood


def links_astray(folder: Path) -> dict[str, list[str]]:
    """Give, for each page of a folder, the links that lead to no file in it."""
    astray = {}
    for page in sorted(folder.rglob("*.html")):
        parts = [urlsplit(link) for link in _Links(page.read_text("utf-8")).found]
        paths = [one.path for one in parts if one.path and not one.scheme and not one.netloc]
        wrong = [path for path in paths if not Path(os.path.normpath(page.parent / unquote(path))).is_file()]
        if wrong:
            astray[page.relative_to(folder).as_posix()] = wrong
    return astray
