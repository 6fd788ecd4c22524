"""The copy for a shared drive, opened from file:// in every engine that is here: quiz, retry, progress, self-check, print."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from selfcheck.exports import export
from selfcheck.packing import for_anywhere
from tests.conftest import sample_course
from tests.engines import Engine
from tests.engines_walk import EAR, nothing_wrong, open_page, wait
from tests.packages import known, links_astray, unpack

MODULE = "modules/listen-first/index.html"
CHECKLIST = "checklists/after-talk/index.html"
READY = "document.querySelector('selfcheck-quiz')?.hasAttribute('data-ready') ?? false"
FILLED = "document.querySelector('selfcheck-checklist')?.hasAttribute('data-ready') ?? false"
QUESTION = ".sbs-q[data-id=who-talks]"
ANSWERS = {"who-talks": [2], "two-things": [1, 3], "silence": [2]}  # the places of the right options


@pytest.fixture(scope="module")
def packages(tmp_path_factory) -> list[Path]:
    """The sample course, exported twice."""
    folder = tmp_path_factory.mktemp("offline")
    course = known(sample_course(folder / "course").root)
    return [export("offline", course, folder / name)[0] for name in ("one", "two")]


@pytest.fixture(scope="module")
def copy(packages, tmp_path_factory) -> Path:
    """One of them unpacked."""
    folder: Path = tmp_path_factory.mktemp("drive") / "A folder with spaces & more"
    unpack(packages[0], folder)
    return folder / "sample"


def test_two_exports_are_the_same_bytes(packages):
    assert packages[0].name == "sample-offline.zip"
    assert packages[0].read_bytes() == packages[1].read_bytes()


def test_every_link_leads_to_a_file(copy):
    assert links_astray(copy) == {}


def test_every_link_of_the_real_course_would(real_folder, tmp_path):
    folder = tmp_path / "site"
    shutil.copytree(real_folder, folder)
    kept = for_anywhere(folder, search=False)
    for path in folder.rglob("*"):
        if path.is_file() and path.relative_to(folder).as_posix() not in kept:
            path.unlink()
    assert len(list(folder.rglob("*.html"))) > 40
    assert links_astray(folder) == {}


def test_it_holds_no_search_and_no_worker_and_says_so(copy):
    names = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert not [name for name in names if name.startswith(("search/", "assets/javascripts/")) or name == "worker.js"]
    for page in copy.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "data-search-open" not in text
        assert "data-worker" not in text
        assert "It has no search; the menu leads to every page." in text
    assert "There is no search." in (copy / "READ ME FIRST.txt").read_text("utf-8")


def test_one_module_alone_is_refused_in_words(course, tmp_path):
    with pytest.raises(ValueError, match="leave --module out"):
        export("offline", known(course.root), tmp_path, "listen-first")


def test_a_host_that_stops_is_told_and_leaves_nothing_behind(course, tmp_path):
    course.write("docs/about/privacy.md", "# Privacy\n\n[nowhere](nowhere.md)\n")
    before = sorted(path.name for path in course.root.iterdir())
    with pytest.raises(ValueError, match=r"(?s)could not be built.*nowhere\.md"):
        export("offline", known(course.root), tmp_path / "out")
    assert sorted(path.name for path in course.root.iterdir()) == before
    assert list((tmp_path / "out").iterdir()) == []


@pytest.fixture(scope="module")
def heard(copy, tmp_path_factory) -> Path:
    """The copy with an ear on every page, for errors and violations of the policy."""
    folder: Path = tmp_path_factory.mktemp("heard") / "sample"
    shutil.copytree(copy, folder)
    (folder / "ear.js").write_text(EAR, "utf-8")
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        ear = f'<script src="{(folder / "ear.js").as_uri()}"></script>'
        page.write_text(text.replace('<link rel="icon"', f'{ear}<link rel="icon"'), "utf-8")
    return folder


@pytest.fixture
def engine(started: Engine) -> Engine:
    """Give one that is not on a server."""
    return started


def pick(engine: Engine, question: str, place: int) -> None:
    engine.click(f"{question} [data-option]:nth-of-type({place}) label")


def test_quiz_retry_and_progress(engine, heard):
    open_page(engine, (heard / "index.html").as_uri())
    engine.evaluate("(localStorage.clear(), sessionStorage.clear())")
    engine.click("[data-module] a")
    wait(engine, READY)
    assert engine.evaluate("location.pathname").endswith(MODULE)
    pick(engine, QUESTION, 1)
    engine.click(f"{QUESTION} [type=submit]")
    wait(engine, f"document.querySelector('{QUESTION}').dataset.verdict === 'wrong'")
    for name, places in ANSWERS.items():
        question = f".sbs-q[data-id={name}]"
        for place in places:
            pick(engine, question, place)
        engine.click(f"{question} [type=submit]")
        wait(engine, f"document.querySelector('{question}').dataset.verdict === 'right'")
        if name != list(ANSWERS)[-1]:
            engine.click(".sbs-bar button")
    wait(engine, "!document.querySelector('.sbs-end').hidden")
    nothing_wrong(engine)
    open_page(engine, (heard / MODULE).as_uri(), READY)
    assert "finished" in engine.evaluate("document.querySelector('.sbs-end').textContent")
    open_page(engine, (heard / "index.html").as_uri())
    wait(engine, "document.querySelector('[data-module] [data-status]').textContent === 'Done'")
    nothing_wrong(engine)


def test_a_self_check_is_kept_and_printed(engine, heard):
    open_page(engine, (heard / CHECKLIST).as_uri(), FILLED)
    engine.click(".sbs-scale label:nth-of-type(2)")
    engine.click("[data-type=text] textarea")
    for letter in "quiet":
        engine.press(letter)
    engine.press("Tab")
    wait(engine, "document.querySelector('.sbs-progress').textContent.startsWith('1 of 5')")
    open_page(engine, (heard / CHECKLIST).as_uri(), FILLED)
    assert engine.evaluate("document.querySelector('.sbs-scale input:checked').value") == "sometimes"
    engine.evaluate("(window.print = () => { window.asked = true; }, 1)")
    engine.click(".sbs-check__actions button:nth-of-type(2)")
    wait(engine, "window.asked === true")
    assert engine.evaluate("document.querySelector('[data-type=text] .sbs-printed').textContent") == "quiet"
    nothing_wrong(engine)


def test_the_printed_page_is_a_pdf_with_the_answers(copy, page):
    page.goto((copy / CHECKLIST).as_uri())
    page.locator("selfcheck-checklist[data-ready] textarea").first.fill("quiet")
    page.emulate_media(media="print")
    assert page.locator("[data-type=text] .sbs-printed").first.is_visible()
    assert page.locator("[data-type=text] .sbs-printed").first.text_content() == "quiet"
