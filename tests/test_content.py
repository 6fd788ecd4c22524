"""What the training says: every item of the inventory, and in its own sentences.

Whoever has the five documents it grew out of puts their folder in the environment variable SEEDS; then a test looks for
sentences taken over from them.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from selfcheck.course import Course, ResourceEntry, SourceEntry
from selfcheck.links import check_course
from tests.conftest import ROOT

INVENTORY: dict[str, dict[str, str]] = yaml.safe_load((Path(__file__).parent / "inventory.yml").read_text("utf-8"))
KINDS = {"fact": 108, "artefact": 23, "resource": 19, "model": 19, "behaviour": 13}
RUN = 8  # so many words in a row that two authors write alike only by copying
SEEDS = os.environ.get("SEEDS")


@functools.cache
def the_course() -> Course:
    return check_course(ROOT)[0]


def covered() -> Iterator[tuple[str, str]]:
    """Yield (item, page) for each item that the front matter of a page names, whatever sort of page it is."""
    for path, page in the_course().pages.items():
        front: Any = page.front.value
        for item in (front or {}).get("covers", ()):
            yield item, path


def test_the_inventory_is_whole():
    kinds = [item["kind"] for item in INVENTORY.values()]
    assert {kind: kinds.count(kind) for kind in kinds} == KINDS
    assert all(item["fact"] for item in INVENTORY.values())


def test_every_item_has_a_page_that_says_it():
    said = {item for item, _ in covered()}
    missing = {name: item["fact"] for name, item in INVENTORY.items() if name not in said}
    assert missing == {}


def test_pages_name_only_items_of_the_inventory_and_each_once():
    named = list(covered())
    assert [one for one in named if one[0] not in INVENTORY] == []
    assert sorted(set(named)) == sorted(named)


def runs(text: str) -> set[str]:
    """Give every run of words, in small letters and without marks."""
    words = re.findall(r"[a-z0-9']+", text.casefold().replace("’", "'"))
    return {" ".join(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def names() -> set[str]:
    """Give the runs inside the names of sources and resources, which have to be the same."""
    sources, resources = the_course().sources or {}, the_course().resources or {}
    entries: list[SourceEntry | ResourceEntry] = [*sources.values(), *resources.values()]
    return set[str]().union(*(runs(text) for entry in entries for text in (entry.title, entry.publisher, entry.url or "")))


def borrowed(text: str, seeds: set[str], excused: set[str]) -> list[str]:
    return sorted((runs(text) & seeds) - excused)


def test_a_sentence_taken_over_is_found_and_a_name_is_not():
    theirs = "We asked nine people how they like to get to work. See A Long Study of Very Many Short Trips to Work."
    ours = "Someone ASKED nine people, how they *like to get* home, in “A Long Study of Very Many Short Trips to Work”."
    excused = runs("A Long Study of Very Many Short Trips to Work")
    assert borrowed(ours, runs(theirs), excused) == ["asked nine people how they like to get"]


@pytest.mark.skipif(SEEDS is None, reason="SEEDS names no folder with the documents that the training grew out of")
def test_no_sentence_is_taken_over_from_the_documents():
    files = sorted(Path(SEEDS or "").glob("*.txt"))
    assert files, "SEEDS names a folder without .txt files"
    seeds = set[str]().union(*(runs(file.read_text("utf-8", errors="replace")) for file in files))
    content = [*(ROOT / "docs").rglob("*.md")]
    content += [file for folder in ("quizzes", "checklists", "letters") for file in (ROOT / folder).glob("*.yml")]
    excused = names()
    found = {file.relative_to(ROOT).as_posix(): borrowed(file.read_text("utf-8"), seeds, excused) for file in content}
    assert {name: sentences for name, sentences in found.items() if sentences} == {}
