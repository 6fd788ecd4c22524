"""The conformance report has a row for each criterion and names tests that exist; the screen reader script quotes the site."""

from __future__ import annotations

import ast
import html
import re
from collections import Counter
from functools import cache

import pytest

from tests.conftest import ROOT
from tests.test_house import PROJECT

ABOUT = ROOT / "docs" / "about"
REPORT = (ABOUT / "conformance.md").read_text("utf-8")
SCRIPT = (ABOUT / "screen-reader-script.md").read_text("utf-8")
LEVELS = {"Supports", "Partially Supports", "Does Not Support", "Not Applicable"}
BY_HAND = re.compile(r"Not shown by a test: looked at by hand on [A-Z][a-z]+ \d{1,2}, 20\d\d\.")
ROW = re.compile(r"^\| (\d\.\d\.\d+) (.+?) \(Level (A{1,2})\) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
TEST = re.compile(r"`(test_\w+\.py)::(test_\w+)`")

# WCAG 2.2 of October 5, 2023: https://www.w3.org/TR/WCAG22/. It has no 4.1.1 any more.
CRITERIA = {
    "A": {
        "1.1.1": "Non-text Content",
        "1.2.1": "Audio-only and Video-only (Prerecorded)",
        "1.2.2": "Captions (Prerecorded)",
        "1.2.3": "Audio Description or Media Alternative (Prerecorded)",
        "1.3.1": "Info and Relationships",
        "1.3.2": "Meaningful Sequence",
        "1.3.3": "Sensory Characteristics",
        "1.4.1": "Use of Color",
        "1.4.2": "Audio Control",
        "2.1.1": "Keyboard",
        "2.1.2": "No Keyboard Trap",
        "2.1.4": "Character Key Shortcuts",
        "2.2.1": "Timing Adjustable",
        "2.2.2": "Pause, Stop, Hide",
        "2.3.1": "Three Flashes or Below Threshold",
        "2.4.1": "Bypass Blocks",
        "2.4.2": "Page Titled",
        "2.4.3": "Focus Order",
        "2.4.4": "Link Purpose (In Context)",
        "2.5.1": "Pointer Gestures",
        "2.5.2": "Pointer Cancellation",
        "2.5.3": "Label in Name",
        "2.5.4": "Motion Actuation",
        "3.1.1": "Language of Page",
        "3.2.1": "On Focus",
        "3.2.2": "On Input",
        "3.2.6": "Consistent Help",
        "3.3.1": "Error Identification",
        "3.3.2": "Labels or Instructions",
        "3.3.7": "Redundant Entry",
        "4.1.2": "Name, Role, Value",
    },
    "AA": {
        "1.2.4": "Captions (Live)",
        "1.2.5": "Audio Description (Prerecorded)",
        "1.3.4": "Orientation",
        "1.3.5": "Identify Input Purpose",
        "1.4.3": "Contrast (Minimum)",
        "1.4.4": "Resize Text",
        "1.4.5": "Images of Text",
        "1.4.10": "Reflow",
        "1.4.11": "Non-text Contrast",
        "1.4.12": "Text Spacing",
        "1.4.13": "Content on Hover or Focus",
        "2.4.5": "Multiple Ways",
        "2.4.6": "Headings and Labels",
        "2.4.7": "Focus Visible",
        "2.4.11": "Focus Not Obscured (Minimum)",
        "2.5.7": "Dragging Movements",
        "2.5.8": "Target Size (Minimum)",
        "3.1.2": "Language of Parts",
        "3.2.3": "Consistent Navigation",
        "3.2.4": "Consistent Identification",
        "3.3.3": "Error Suggestion",
        "3.3.4": "Error Prevention (Legal, Financial, Data)",
        "3.3.8": "Accessible Authentication (Minimum)",
        "4.1.3": "Status Messages",
    },
}
SECTION_508 = (
    "Chapter 3: Functional Performance Criteria",
    "Chapter 4: Hardware",
    "Chapter 5: Software",
    "Chapter 6: Support Documentation and Services",
)


def test_every_criterion_has_one_row_in_the_order_of_the_standard():
    told = [(level, number, name) for number, name, level, *_ in ROW.findall(REPORT)]
    assert told == [(level, number, name) for level, names in CRITERIA.items() for number, name in names.items()]
    assert Counter(level for level, *_ in told) == {"A": 31, "AA": 24}


def test_every_row_shows_its_ground():
    for number, _, _, level, remarks in ROW.findall(REPORT):
        assert level in LEVELS, number
        assert len(remarks) > 20, number
        if level != "Not Applicable":
            assert bool(TEST.search(remarks)) or bool(BY_HAND.match(remarks)), number
        if level == "Partially Supports":
            assert re.search(r"\b(not|no|but)\b", remarks), f"{number} does not say what is missing"


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


def test_every_test_that_is_named_exists():
    named = set(TEST.findall(REPORT))
    assert len(named) > 40
    assert {(file, name) for file, name in named if name not in functions_of(file)} == set()
    assert REPORT.count("`test_") == len(TEST.findall(REPORT)), "a test is named in another way than file::function"


@pytest.mark.parametrize("page", ["SECURITY.md", "docs/about/for-it.md"])
def test_every_file_that_is_named_exists(page):
    text = (ROOT / page).read_text("utf-8")
    named = [name for name in re.findall(r"`([\w./-]+)`", text) if "/" in name or name.endswith((".md", ".txt", ".yml"))]
    made = ("site/", "sidebyside/1/")
    assert [name for name in named if not (ROOT / name).exists() and name not in made] == []


def test_the_report_has_the_chapters_of_section_508_and_the_version_of_the_training():
    assert tuple(re.findall(r"^### (Chapter .+)$", REPORT, re.MULTILINE)) == SECTION_508
    assert f"Side by Side {PROJECT['version']}" in REPORT


@pytest.fixture(scope="module")
def said(real_folder) -> str:
    """Everything that the site can say: the text of its pages, and the words of its scripts."""
    pages = [path.read_text("utf-8") for path in real_folder.rglob("*.html") if path.parent.name != "screen-reader-script"]
    texts = [html.unescape(re.sub(r"<[^>]*>", "", text)) for text in pages]
    texts += [name for text in pages for name in re.findall(r'aria-label="([^"]*)"', text)]
    scripts = [path.read_text("utf-8") for path in (real_folder / "assets").glob("*.js")]
    return re.sub(r"\s+", " ", " ".join([*texts, *scripts]))


def test_what_a_person_should_hear_is_what_the_site_says(said):
    steps = re.findall(r"^\d+\. .+$", SCRIPT, re.MULTILINE)
    assert len(steps) > 35
    quoted = [quote for step in steps for quote in re.findall(r"“([^”]+)”", step)]
    assert len(quoted) > 40
    assert [quote for quote in quoted if quote.rstrip(".") not in said] == []
