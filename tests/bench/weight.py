"""What one built page weighs and asks for, read from its HTML and styles as a browser would."""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')]+)")
LINKS = {"stylesheet", "icon", "preload", "shortcut"}


@dataclass(frozen=True)
class Page:
    """Bytes of the HTML, bytes of everything it loads as a server would pack it, requests to its own host and to others."""

    html: int
    packed: int
    requests: int
    third_party: int


class _Asked(HTMLParser):
    """Collects the addresses a page asks for when it is opened."""

    def __init__(self) -> None:
        super().__init__()
        self.urls: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what this tag asks for."""
        given = {name: value or "" for name, value in attrs}
        if tag in {"script", "img", "source", "video", "audio", "iframe"} and given.get("src"):
            self.urls.add(given["src"])
        if tag == "link" and LINKS & set(given.get("rel", "").split()):
            self.urls.add(given.get("href", ""))


def weigh(site: Path, name: str) -> Page:
    """Weigh one page of a built site. What its scripts fetch later (a search index, a worker) is not in it."""
    path = site / name
    asked = _Asked()
    asked.feed(path.read_text("utf-8"))
    own, third = {path}, set[str]()
    for url in asked.urls:
        if urlsplit(url).netloc:
            third.add(url)
        else:
            own |= _with_imports((path.parent / urlsplit(url).path).resolve(), third)
    packed = sum(len(gzip.compress(file.read_bytes(), mtime=0)) for file in own if file.is_file())
    return Page(path.stat().st_size, packed, len(own), len(third))


def _with_imports(file: Path, third: set[str]) -> set[Path]:
    found = {file}
    for url in IMPORT.findall(file.read_text("utf-8")) if file.suffix == ".css" and file.is_file() else ():
        if urlsplit(url).netloc:
            third.add(url)
        else:
            found |= _with_imports((file.parent / url).resolve(), third)
    return found
