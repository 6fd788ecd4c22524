"""What a screen reader is given of every kind of question: the browser's accessibility tree, as text in `tests/spoken/`.

There is one file for each kind, with every sound example at its start and after each check. `make snapshots` writes them again;
`test_spoken.py` compares. Read what changed before you commit it: a name that is gone is a control that nobody can find.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import find_browser
from tests.conftest import Server
from tests.test_kinds import SAID, example_course, examples, press

FOLDER = Path(__file__).parent / "spoken"
HEAD = """\
# What a screen reader is given of {name} questions, in every state of each example. `make snapshots` writes this file.
"""
STATE = "## {example}, {state}"
ADDRESS = re.compile(r"\n *- /url: .*")
WIDE = ViewportSize(width=1280, height=900)


def spoken(page: Page, address: str, example: dict[str, Any]) -> Iterator[str]:
    """Answer one example by keyboard; give its tree at the start and after each check, each under a heading."""
    page.goto(address)
    quiz, question = page.locator(".sbs-quiz"), page.locator(".sbs-q")
    expect(quiz.locator("selfcheck-quiz")).to_have_attribute("data-ready", "")
    yield told("at the start", example, quiz.aria_snapshot())
    question.locator("input, select, textarea, button").first.focus()
    for number, (*steps, verdict) in enumerate(example["keyboard"], 1):
        for step in steps:
            press(page, question, step)
        expect(question).to_have_attribute("data-verdict", verdict)
        expect(question.get_by_role("status")).to_contain_text(SAID[verdict])
        yield told(f"check {number}: {verdict}", example, quiz.aria_snapshot())


def told(state: str, example: dict[str, Any], tree: str) -> str:
    tree = ADDRESS.sub("", tree)  # they count the examples, and nobody hears them
    return "\n".join([STATE.format(example=example["name"], state=state), tree.strip(), ""])


def main() -> None:
    """Write one file for each kind."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        course, pages = example_course(Path(folder) / "course")
        server = Server(course.build())
        chromium = playwright.chromium.launch(executable_path=find_browser())
        found: dict[str, list[str]] = {}
        for param in examples("valid", "edge"):
            kind, example = param.values
            with chromium.new_context(viewport=WIDE) as context:
                states = spoken(context.new_page(), server.url + pages[str(param.id)], example)
                found.setdefault(kind.name, [HEAD.format(name=kind.name)]).extend(states)
        chromium.close()
        server.close()
    FOLDER.mkdir(exist_ok=True)
    for name, parts in found.items():
        (FOLDER / f"{name}.txt").write_text("\n".join(parts), "utf-8")
    for path in FOLDER.iterdir():
        if path.stem not in found:
            path.unlink()


if __name__ == "__main__":
    main()
