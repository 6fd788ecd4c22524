"""The finished site as a zip: what `make build` makes, with a checksum other programs understand, and the same every time."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import expect

from selfcheck.exports import export
from tests.conftest import Course, sample_course
from tests.packages import known, unpack


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Course, list[list[Path]]]:
    """The sample course, exported twice at a time that is told."""
    folder: Path = tmp_path_factory.mktemp("release")
    course = sample_course(folder / "course")
    course.write("LICENSE", "Use it.\n")
    with pytest.MonkeyPatch.context() as told:
        told.setenv("SOURCE_DATE_EPOCH", "1763769600")
        return course, [export("release", known(course.root), folder / name) for name in ("one", "two")]


def test_two_exports_are_the_same_bytes(made):
    _, (one, two) = made
    assert [path.name for path in one] == ["sample-site.zip", "sample-site.zip.sha256"]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]
    with zipfile.ZipFile(one[0]) as package:
        entries = package.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(2025, 11, 22, 0, 0, 0)}


def test_the_checksum_is_right_and_other_programs_can_check_it(made):
    package, checksum = made[1][0]
    assert checksum.read_text("utf-8") == f"{hashlib.sha256(package.read_bytes()).hexdigest()}  sample-site.zip\n"
    if shutil.which("sha256sum"):
        subprocess.run(["sha256sum", "--check", "--quiet", checksum.name], cwd=checksum.parent, check=True)


def test_it_holds_exactly_what_a_build_writes(made, tmp_path, monkeypatch):
    course, (one, _) = made
    names = unpack(one[0], tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1763769600")
    site = course.build()
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert set(names) == {*built, "LICENSE.txt"}
    assert {name: (tmp_path / name).read_bytes() for name in built} == built


def test_unpacked_below_a_sub_path_it_is_a_working_site(made, tmp_path, serve, page):
    unpack(made[1][0][0], tmp_path / "training")
    page.goto(f"{serve(tmp_path)}training/")
    page.locator("[data-module] a").first.click()
    expect(page.locator("selfcheck-quiz[data-ready]")).to_be_attached()


def test_one_module_alone_is_refused_in_words(course, tmp_path):
    with pytest.raises(ValueError, match="leave --module out"):
        export("release", known(course.root), tmp_path, "listen-first")
