"""How the tests of assignments walk: a supervisor at the tool, with the sample course."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.test_worksheets import heard

ASSIGN = "supervisors/assign/"
PURPOSE = "To find one thing, “yours”; to practice — ¿sí? ☺"


def tool_of(page: Page) -> Locator:
    """The tool on a page, once it is ready."""
    found = page.locator("selfcheck-assign")
    expect(found).to_have_attribute("data-ready", "")
    return found


def fill(tool: Locator, *, who: str = "A. L.", due: str = "2026-12-15", purpose: str = PURPOSE) -> None:
    tool.get_by_label("After the talk").check()
    tool.get_by_label("1.2 Plan together").check()
    tool.get_by_label("Initials").fill(who)
    tool.get_by_label("Please by").fill(due)
    tool.get_by_label("What it is for").fill(purpose)


def make(tool: Locator, **fields: str) -> str:
    """Make an assignment, and give its link."""
    fill(tool, **fields)
    tool.get_by_role("button", name="Make the assignment").click()
    return link(tool)


def link(tool: Locator) -> str:
    return tool.get_by_label("The link to this assignment").input_value()


def given(tool: Locator) -> Locator:
    return tool.locator(".sbs-given__list li")


def download(page: Page, button: str) -> tuple[str, bytes]:
    with page.expect_download() as got:
        page.get_by_role("button", name=button).click()
    return got.value.suggested_filename, got.value.path().read_bytes()


def upload(tool: Locator, *files: object) -> str:
    """Open files, and give what is said of them."""
    texts = [file if isinstance(file, str) else json.dumps(file) for file in files]
    payloads: list[Any] = [
        {"name": f"side-by-side-{number}.json", "mimeType": "", "buffer": text.encode()} for number, text in enumerate(texts)
    ]
    heard(tool.page)
    tool.get_by_label("Open saved lists").set_input_files(payloads)
    tool.page.wait_for_function("() => window.heard.length > 0", timeout=30_000)
    return " ".join(heard(tool.page))
