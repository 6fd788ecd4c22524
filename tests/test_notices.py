"""THIRD-PARTY-NOTICES.md names what others made: what is installed, in its true version, and what a built site holds."""

from __future__ import annotations

import importlib.metadata
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from selfcheck.offline import kept_files
from selfcheck.packing import for_anywhere
from tests.conftest import ROOT
from tests.test_house import PROJECT

NOTICES = (ROOT / "THIRD-PARTY-NOTICES.md").read_text("utf-8")
LICENSES = (ROOT / "docs" / "about" / "third-party-licenses.txt").read_text("utf-8")
IN_BROWSER, BUILD, TESTS = (NOTICES.split("\n## ")[number] for number in (1, 2, 3))
ROW = re.compile(r"^\| ([\w.-]+) \| ([\w.]+) \| ([^|]+) \| <(https?://[^>|]+)> \|$", re.MULTILINE)
STEMS = "assets/javascripts/lunr"


def rows(part: str) -> dict[str, str]:
    return {canonicalize_name(name): version for name, version, *_ in ROW.findall(part)}


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines if "==" in line)}


def node() -> dict[str, str]:
    found: dict[str, str] = json.loads((ROOT / "tests" / "package.json").read_text("utf-8"))["dependencies"]
    return found


def needed(names: list[str], found: set[str]) -> set[str]:
    """Give packages with all that they bring along, as far as it is installed here."""
    for name in map(canonicalize_name, names):
        if name not in found and name in pins():
            found.add(name)
            needed(list(brought(name)), found)
    return found


def brought(name: str) -> Iterator[str]:
    for line in importlib.metadata.requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


def row_of(name: str) -> str:
    """Write the row that is missing; a person looks the license and the link over."""
    about = importlib.metadata.metadata(name)
    links = dict(line.split(", ", 1) for line in about.get_all("Project-URL") or ())
    said = about["License-Expression"] or about["License"] or "LICENSE?"
    link = links.get("Source") or links.get("Repository") or links.get("Homepage") or about["Home-page"] or "LINK?"
    return f"| {about['Name']} | {about['Version']} | {said} | <{link}> |"


def test_every_package_is_named_with_its_version():
    named = rows(BUILD) | rows(TESTS)
    assert [row_of(name) for name in sorted(set(pins()) - set(named))] == [], "add these rows to THIRD-PARTY-NOTICES.md"
    assert named == pins() | node()


def test_what_builds_the_site_and_what_only_tests_it_stand_apart():
    for_building = needed([Requirement(one).name for one in PROJECT["dependencies"]], set())
    for_testing = needed([Requirement(one).name for one in PROJECT["optional-dependencies"]["test"]], set())
    assert for_building <= set(rows(BUILD))
    assert for_testing - for_building <= set(rows(TESTS)) | {"setuptools"}


@pytest.mark.parametrize("part", [BUILD, TESTS], ids=["build", "tests"])
def test_the_license_is_what_the_package_says_where_it_says_so_plainly(part):
    for name, _, said, _ in ROW.findall(part):
        expression = importlib.metadata.metadata(name)["License-Expression"] if canonicalize_name(name) in pins() else None
        assert said == (expression or said), name


def others(folder: Path) -> set[str]:
    """Give the files of a built site that are not ours: below assets/, where neither we nor the content write folders."""
    return {path.relative_to(folder).as_posix() for path in (folder / "assets").rglob("*/*") if path.is_file()}


def test_a_built_site_holds_nothing_of_others_but_what_is_named(real_folder):
    named = [re.escape(name).replace("…", r"\w+") for name in re.findall(r"`(assets/[^`]+)`", IN_BROWSER)]
    unnamed = [name for name in others(real_folder) if not re.fullmatch(f"({'|'.join(named)})(\\.map)?", name)]
    assert unnamed == []
    for name in re.findall(r"^\| (?!Part|---)([^|:]+?)(?::[^|]*)? \|", IN_BROWSER, re.MULTILINE):
        assert f"\n{name}. " in LICENSES, name
    assert f"mkdocs-material {pins()['mkdocs-material']}" in IN_BROWSER
    assert f"mkdocs-material {pins()['mkdocs-material']}" in LICENSES
    assert (real_folder / "about" / "third-party-licenses.txt").read_text("utf-8") == LICENSES


def test_the_parts_within_the_search_are_those_that_its_source_map_names(real_folder):
    found = set()
    for path in (real_folder / "assets" / "javascripts").rglob("*.map"):
        sources = json.loads(path.read_text("utf-8"))["sources"]
        found |= {match[1] for match in (re.search(r"node_modules/((?:@[^/]+/)?[^/]+)", one) for one in sources) if match}
    assert found == {"clipboard", "escape-html", "focus-visible", "lunr", "rxjs", "tslib"}


def test_word_stems_of_other_languages_come_along_only_where_they_are_searched(course):
    assert not (course.build() / STEMS).exists()
    course.replace("mkdocs.yml", "plugins: [search]", "plugins:\n  - search:\n      lang: [en, es]")
    site, spanish = course.build(), f"{STEMS}/min/lunr.es.min.js"
    assert (site / spanish).exists()
    assert spanish in kept_files(site), "the copy for days without a network searches too"
    assert spanish in for_anywhere(site, search=True), "and so does a package"
    assert not [name for name in for_anywhere(site, search=False) if name.startswith(STEMS)]
