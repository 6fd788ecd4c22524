"""The same walk in Chromium, Firefox and WebKit: read, answer by keyboard and by pointer, come back, fill in a self-check.

Every page is served with a few lines more at its top, which listen for script errors and for violations of the policy.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import engines
from tests.conftest import Server, sample_course
from tests.engines import Engine

EAR = """
window.wrong = [];
window.said = [];
addEventListener("error", (event) => window.wrong.push(String(event.message)));
addEventListener("unhandledrejection", (event) => window.wrong.push(String(event.reason)));
document.addEventListener("securitypolicyviolation", (event) => window.wrong.push(event.violatedDirective, event.blockedURI));
addEventListener("DOMContentLoaded", () => new MutationObserver((records) => {
  for (const { target } of records) {
    const region = (target.closest ? target : target.parentElement)?.closest("[role=status]");
    if (region?.textContent.trim()) window.said.push(region.textContent.trim());
  }
}).observe(document.body, { subtree: true, childList: true, characterData: true }));
"""
QUESTION = ".sbs-q[data-id=who-talks]"
ANSWERS = {"who-talks": [2], "two-things": [1, 3], "silence": [2]}  # the places of the right options
LAST = "silence"
READY = "document.querySelector('selfcheck-quiz')?.hasAttribute('data-ready') ?? false"


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    """The sample course, with an ear on every page."""
    folder: Path = sample_course(tmp_path_factory.mktemp("engines") / "course").build()
    (folder / "ear.js").write_text(EAR, "utf-8")
    for page in folder.rglob("*.html"):
        text = page.read_text("utf-8")
        assert text.count('<link rel="icon"') == 1
        page.write_text(text.replace('<link rel="icon"', '<script src="/ear.js"></script><link rel="icon"'), "utf-8")
    server = Server(folder)
    yield server.url
    server.close()


@pytest.fixture(scope="module", params=engines.find())
def started(request, browser) -> Iterator[Engine]:
    """Start each engine once."""
    engine = engines.start(request.param, browser)
    yield engine
    engine.close()


@pytest.fixture
def engine(started: Engine, site: str) -> Engine:
    """Give one that knows nothing of the site yet."""
    started.goto(f"{site}about/privacy/")
    started.evaluate("(localStorage.clear(), sessionStorage.clear())")
    return started


def wait(engine: Engine, condition: str) -> None:
    for _ in range(150):
        if engine.evaluate(condition):
            return
        time.sleep(0.1)
    pytest.fail(f"never came true: {condition}")


def open_page(engine: Engine, url: str, ready: str = "true") -> None:
    engine.goto(url)
    wait(engine, ready)


def nothing_wrong(engine: Engine) -> None:
    assert engine.evaluate("window.wrong") == []


def focus(engine: Engine, css: str) -> None:
    """Tab to an element, as many times as it takes."""
    for _ in range(80):
        if engine.evaluate(f"document.activeElement.matches('{css}')"):
            return
        engine.press("Tab")
    pytest.fail(f"Tab does not come to {css}")


def chosen(engine: Engine) -> list[int]:
    picked: list[int] = engine.evaluate(
        f"[...document.querySelectorAll('{QUESTION} input')].flatMap((one, n) => one.checked ? [n] : [])"
    )
    return picked


def test_a_question_is_answered_by_keyboard(engine, site):
    open_page(engine, f"{site}modules/listen-first/", READY)
    focus(engine, f"{QUESTION} input")
    engine.press("Space")
    engine.evaluate("window.said.splice(0)")
    engine.press("ArrowDown")
    engine.press("ArrowDown")
    assert chosen(engine) == [2]
    time.sleep(0.3)
    assert engine.evaluate("window.said") == []  # arrows choose, and say nothing of their own
    engine.press("Enter")
    wait(engine, "window.said.length > 0")
    assert "Zebra three" in engine.evaluate("window.said.at(-1)")
    assert engine.evaluate("window.said.length") == 1
    focus(engine, f"{QUESTION} input")
    engine.press("ArrowUp")
    engine.press("Enter")
    wait(engine, f"document.querySelector('{QUESTION}').dataset.verdict === 'right'")
    assert engine.evaluate("document.activeElement !== document.body")
    nothing_wrong(engine)


def test_a_quiz_is_finished_by_pointer_and_is_still_finished_when_one_comes_back(engine, site):
    open_page(engine, f"{site}modules/listen-first/", READY)
    for name, picks in ANSWERS.items():
        question = f".sbs-q[data-id={name}]"
        for pick in picks:
            engine.click(f"{question} [data-option]:nth-of-type({pick}) label")
        engine.click(f"{question} [type=submit]")
        wait(engine, f"document.querySelector('{question}').dataset.verdict === 'right'")
        if name != LAST:
            engine.click(".sbs-bar button")
    wait(engine, "!document.querySelector('.sbs-end').hidden")
    nothing_wrong(engine)
    open_page(engine, f"{site}modules/listen-first/", READY)
    assert "finished" in engine.evaluate("document.querySelector('.sbs-end').textContent")
    open_page(engine, site)
    wait(engine, "document.querySelector('[data-module] [data-status]').textContent === 'Done'")
    nothing_wrong(engine)


def test_a_self_check_keeps_what_was_filled_in(engine, site):
    ready = "document.querySelector('selfcheck-checklist')?.hasAttribute('data-ready') ?? false"
    open_page(engine, f"{site}checklists/after-talk/", ready)
    engine.click(".sbs-scale label:nth-of-type(2)")
    engine.click("[data-type=text] textarea")
    for letter in "quiet":
        engine.press(letter)
    engine.press("Tab")
    wait(engine, "document.querySelector('.sbs-progress').textContent.startsWith('1 of 5')")
    open_page(engine, f"{site}checklists/after-talk/", ready)
    assert engine.evaluate("document.querySelector('.sbs-scale input:checked').value") == "sometimes"
    assert engine.evaluate("document.querySelector('[data-type=text] textarea').value") == "quiet"
    nothing_wrong(engine)
