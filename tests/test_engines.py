"""The same walk in Chromium, Firefox and WebKit: read, answer by keyboard and by pointer, come back, fill in a self-check."""

from __future__ import annotations

import time

import pytest

from tests.engines import Engine
from tests.engines_walk import nothing_wrong, open_page, wait

QUESTION = ".sbs-q[data-id=who-talks]"
ANSWERS = {"who-talks": [2], "two-things": [1, 3], "silence": [2]}  # the places of the right options
LAST = "silence"
READY = "document.querySelector('selfcheck-quiz')?.hasAttribute('data-ready') ?? false"


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


def test_a_question_is_answered_by_keyboard(engine, heard_site):
    open_page(engine, f"{heard_site}modules/listen-first/", READY)
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


def test_a_quiz_is_finished_by_pointer_and_is_still_finished_when_one_comes_back(engine, heard_site):
    open_page(engine, f"{heard_site}modules/listen-first/", READY)
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
    open_page(engine, f"{heard_site}modules/listen-first/", READY)
    assert "finished" in engine.evaluate("document.querySelector('.sbs-end').textContent")
    open_page(engine, heard_site)
    wait(engine, "document.querySelector('[data-module] [data-status]').textContent === 'Done'")
    nothing_wrong(engine)


def test_a_self_check_keeps_what_was_filled_in(engine, heard_site):
    ready = "document.querySelector('selfcheck-checklist')?.hasAttribute('data-ready') ?? false"
    open_page(engine, f"{heard_site}checklists/after-talk/", ready)
    engine.click(".sbs-scale label:nth-of-type(2)")
    engine.click("[data-type=text] textarea")
    for letter in "quiet":
        engine.press(letter)
    engine.press("Tab")
    wait(engine, "document.querySelector('.sbs-progress').textContent.startsWith('1 of 5')")
    open_page(engine, f"{heard_site}checklists/after-talk/", ready)
    assert engine.evaluate("document.querySelector('.sbs-scale input:checked').value") == "sometimes"
    assert engine.evaluate("document.querySelector('[data-type=text] textarea').value") == "quiet"
    nothing_wrong(engine)
