"""How the tests of “Look at one talk together” walk: files as Python writes them, and one supervisor in one tab."""

from __future__ import annotations

import base64
import json
from functools import cache, partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from selfcheck.bundle import HERE
from selfcheck.links import check_course
from selfcheck.registry import find_kinds
from tests import team_files
from tests.quiz_walk import EAR, SILENCE
from tests.team_files import HOW_MUCH, HOW_OFTEN, HOW_WELL, assigned, assignments, noted, rating

SAMPLE = Path(__file__).with_name("sample")
REVIEW = "supervisors/review/"
ENTRY = "c-mabc123x"
ASSIGNMENTS = assignments(assigned("k3v9t2aa", "Ada", "after-talk"))
PARTS = ("core", "storage", "keeping", "response", "catalogue", "outside")
SCRIPTS = [HERE / "web" / f"{name}.js" for name in PARTS] + [
    HERE / "pages" / "compare" / f"{name}.js" for name in ("match", "both")
]
SOURCE = "\n".join(path.read_text("utf-8") for path in SCRIPTS)
Fields = dict[str, Any]
Response = dict[str, Any]


LABELS = HOW_MUCH | HOW_WELL | HOW_OFTEN
a_rating = partial(rating, LABELS)
OWN = {
    "talked-less": [a_rating("how-much", "mostly")],
    "asked-twice": [a_rating("how-much", "sometimes", "How much"), noted("And last year?", "What I said")],
    "questions": [{"name": "tally", "type": "tally", "label": "How many", "value": "7"}],
}
SEEN = {
    "talked-less": [a_rating("how-often", "not-seen", "How often"), noted("“And then?”", "Words I heard")],
    "asked-twice": [a_rating("how-often", "once", "How often")],
    "questions": [a_rating("how-often", "often", "How often")],
}


@cache
def fingerprints() -> dict[str, str]:
    """The hash of each of the sample's checklists."""
    return {name: one.fingerprint for name, one in check_course(SAMPLE)[0].checklists.items()}


def own(**changed: Any) -> Response:
    """A self-check's response. Named keys change it, None takes one out; `chosen` is what was filled in, by item."""
    return response("after-talk", changed.pop("chosen", OWN), **changed)


def seen(**changed: Any) -> Response:
    """The response of somebody who watched the same conversation, changed in the same way."""
    return response("watching", changed.pop("chosen", SEEN), **changed)


def run(page: Page, expression: str, given: object = None) -> Any:
    """Work something out with the page's own functions and catalogue."""
    shared = find_kinds().words
    words = json.dumps({name: group for part in ("script", "checklist", "compare") for name, group in shared[part].items()})
    return page.evaluate(f"(given) => {{ const WORDS = {words}; {SOURCE}; return {expression}; }}", given)


def response(name: str, chosen: dict[str, list[Fields]], /, **changed: Any) -> Response:
    """A response of the sample's self-check or of its observer's form, as the page that makes one writes it."""
    observed = name == "watching"
    texts = team_files.SEEN if observed else team_files.SELF
    made = {
        "format": "side-by-side/response",
        "version": 1,
        "site": "sample",
        "from": "R. B." if observed else "A. L.",
        "when": "2026-12-03",
        "entry": "c-observed1" if observed else ENTRY,
        **({"about": ENTRY} if observed else {}),
        "checklist": {
            "id": name,
            "title": "Watching a talk" if observed else "After the talk",
            "hash": fingerprints()[name],
        },
        "perspective": "observer" if observed else "self",
        "items": [{"id": item, "text": text, "fields": chosen.get(item, [])} for item, text in texts.items()],
    }
    return {key: value for key, value in (made | changed).items() if value is not None}


def text_of(data: Response) -> str:
    """What “Copy text” puts into an e-mail, as a mail program quotes it."""
    code = base64.b64encode(json.dumps(data).encode()).decode()
    lines = "\n".join(f"> {code[at : at + 64]}" for at in range(0, len(code), 64))
    return f"> {data['checklist']['title']}\n> -----BEGIN SIDE BY SIDE-----\n{lines}\n> -----END SIDE BY SIDE-----\n> Yours"


class Desk:
    """A supervisor at the page. `folder` is where their files lie."""

    def __init__(self, page: Page, site: str, folder: Path) -> None:
        self.page = page
        self.site = site
        self.folder = folder
        self.element = page.locator("selfcheck-compare")
        self.rows = self.element.locator(".sbs-shelf__list > li")
        self.heading = self.element.locator(".sbs-stage > h2")
        self.rating = self.element.locator("selfcheck-rating")
        self.both = self.element.locator(".sbs-both")
        page.add_init_script(EAR)
        self.go()

    def go(self) -> Desk:
        self.page.goto(self.site + REVIEW)
        expect(self.element).to_have_attribute("data-ready", "")
        return self

    def again(self) -> Desk:
        """The same page in another tab."""
        return Desk(self.page.context.new_page(), self.site, self.folder)

    # What a person does

    def file(self, data: Response | str | bytes, name: str = "side-by-side-response.json") -> Path:
        path = self.folder / name
        path.write_bytes(data if isinstance(data, bytes) else (data if isinstance(data, str) else json.dumps(data)).encode())
        return path

    def open(self, *files: Response | str | Path) -> Desk:
        """Choose files in the picker. What is no path yet is written to one first."""
        paths = [one if isinstance(one, Path) else self.file(one, f"side-by-side-{at}.json") for at, one in enumerate(files)]
        self.unfold()
        self.element.get_by_label("Choose files").set_input_files(paths)
        expect(self.element.locator(".sbs-shelf > .sbs-status")).not_to_be_empty()
        return self

    def unfold(self) -> None:
        """Open the list of files, if the page has folded it."""
        if not self.element.get_by_label("Choose files").is_visible():
            self.element.get_by_text("Open what was handed in").click()

    def button(self, name: str) -> Locator:
        return self.element.get_by_role("button", name=name)

    def choose(self, number: int = 1) -> Desk:
        """Go on with one of the responses in the list."""
        self.unfold()
        self.rows.nth(number - 1).get_by_role("button").click()
        expect(self.heading).to_be_focused()
        return self

    def rate(self, item: str, point: str, field: str = "how-often") -> Desk:
        self.rating.locator(f'[data-field="{item}.{field}"]').get_by_label(LABELS[point], exact=True).check()
        return self

    def turn(self) -> Desk:
        self.button("Lay both side by side").click()
        expect(self.heading).to_have_text("Side by side")
        return self

    def save(self) -> Response:
        with self.page.expect_download() as got:
            self.button("Save as a file").click()
        saved: Response = json.loads(got.value.path().read_text("utf-8"))
        assert got.value.suggested_filename == f"side-by-side-{saved['checklist']['id']}-{saved['when']}.json"
        return saved

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            assert self.page.evaluate("document.activeElement !== document.body"), f"focus fell to <body> after {key}"

    def tab_to(self, target: Locator, limit: int = 80) -> None:
        handle = target.element_handle()
        for _ in range(limit):
            self.press("Tab")
            if self.page.evaluate("(wanted) => document.activeElement === wanted", handle):
                return
        raise AssertionError(f"{target} cannot be reached by Tab")

    # What is there

    def item(self, number: int) -> Locator:
        """One item side by side."""
        return self.both.locator(".sbs-pair", has=self.page.locator(f"h4:text-matches('^{number}\\\\. ')"))

    def sides(self, number: int) -> dict[str, list[str]]:
        """What a screen reader hears of an item: under whose name what stands."""
        told: dict[str, list[str]] = self.item(number).evaluate(
            """(item) => Object.fromEntries([...item.querySelectorAll("dl > div")].map((side) =>
              [side.querySelector("dt").textContent, [...side.querySelectorAll("dd")].map((one) => one.textContent)]))"""
        )
        return told

    def heard(self) -> list[str]:
        self.page.wait_for_timeout(SILENCE)
        heard: list[str] = self.page.evaluate("window.heard.splice(0)")
        return heard
