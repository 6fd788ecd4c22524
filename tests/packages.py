"""What tests of packages share: links that have to lead to a file."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

import pytest

from selfcheck.course import Course
from selfcheck.links import check_course
from tests.conftest import ROOT
from tests.engines import VARIABLE

OUTSIDE = "outside"  # among the engines that SIDE_BY_SIDE_ENGINES names
LEADING = ("href", "src", "data-href", "data-home")


def known(root: Path) -> Course:
    """Read a course that is sound."""
    return check_course(root)[0]


def unpack(package: Path, folder: Path) -> list[str]:
    """Unpack a zip and give the names in it, in the order in which they stand."""
    with zipfile.ZipFile(package) as opened:
        opened.extractall(folder)  # noqa: S202 (our own zip)
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


def links_of(text: str) -> list[str]:
    """Give every address that a page leads to or loads."""
    return _Links(text).found


def links_astray(folder: Path) -> dict[str, list[str]]:
    """Give, for each page of a folder, the links that lead to no file in it."""
    astray = {}
    for page in sorted(folder.rglob("*.html")):
        parts = [urlsplit(link) for link in links_of(page.read_text("utf-8"))]
        paths = [one.path for one in parts if one.path and not one.scheme and not one.netloc]
        wrong = [path for path in paths if not Path(os.path.normpath(page.parent / unquote(path))).is_file()]
        if wrong:
            astray[page.relative_to(folder).as_posix()] = wrong
    return astray


def missing(why: str) -> NoReturn:
    """Skip a test for want of something that is fetched from outside; fail it where that has to be there."""
    if OUTSIDE in os.environ.get(VARIABLE, "").split():
        pytest.fail(why)
    pytest.skip(why)


def pypi_package(name: str, version: str, digest: str) -> Path:
    """Give the unpacked source of a Python package that is no part of the project; it is fetched once, and alone.

    Skips the test where it cannot be fetched, unless it has to be there.
    """
    folder = ROOT / ".cache" / "read" / f"{name}-{version}"
    packed = folder / f"{name}-{version}.tar.gz"
    if not packed.is_file():
        options = ["--no-deps", "--no-binary", name, "--no-build-isolation", "--quiet", "--disable-pip-version-check"]
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", str(folder), f"{name}=={version}"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            missing(f"{name} could not be fetched: {done.stderr[-300:]}")
    assert hashlib.sha256(packed.read_bytes()).hexdigest() == digest
    inside = folder / f"{name}-{version}"
    if not inside.is_dir():
        with tarfile.open(packed) as opened:
            opened.extractall(inside.parent, filter="data")
    return inside
