"""The accessibility gate: every page and every state, light and dark, wide and narrow, by axe, Nu and keyboard.

What no tool can see (does it make sense when read aloud?) stands in docs/about/accessibility.md. A page that is added to the
course is tested here without a line being added; so is every example of every kind of question.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.accessibility import ALLOWED, VIEWS, WINDOWS, Allowed, audit, audit_views, crawl, excused, none, nu, view
from tests.quiz_walk import LISTEN
from tests.team_walk import Team
from tests.test_kinds import example_site, examples  # noqa: F401 (a fixture, asked for by its name)
from tests.test_kinds import press as press_step
from tests.test_team_states import one_person

CHECK = "checklists/after-talk/"
ANSWERS = "about/privacy/"
CORNERS = (VIEWS[0], VIEWS[-1])  # light and wide, dark and narrow: each scheme and each width once
OTHERS = tuple(one for one in VIEWS if one not in CORNERS)
PARTS = 6  # the pages are dealt out, so that no worker has them all
DAILY = pytest.param(False, id="in turn")  # one view after the other, a page each; all of them in the matrix
WHOLE = pytest.param(True, id="in all views", marks=pytest.mark.matrix)


def addresses(folder: Path, part: int = 0, parts: int = 1) -> list[str]:
    """The address of every page that was built, 404.html too; or of every one in so many."""
    return [file.relative_to(folder).as_posix() for file in sorted(folder.rglob("*.html"))][part::parts]


def visit(page: Page, address: str) -> None:
    """Open a page as someone who has never been here."""
    page.goto(address)
    if page.evaluate("localStorage.length + sessionStorage.length"):
        page.evaluate("localStorage.clear(); sessionStorage.clear()")
        page.reload()


# Every page of the course


@pytest.mark.parametrize("whole", [DAILY, WHOLE])
@pytest.mark.parametrize("part", range(PARTS))
def test_axe_finds_nothing_on_any_page_and_nothing_comes_from_elsewhere(look, real_folder, real_site, subtests, part, whole):
    asked: list[str] = []
    look.on("request", lambda sent: asked.append(sent.url))
    for number, address in enumerate(addresses(real_folder, part, PARTS)):
        with subtests.test(address):
            visit(look, real_site + address)
            none(audit_views(look, views=VIEWS if whole else CORNERS[number % 2 :][:1]))
    none([url for url in asked if not url.startswith((real_site, "data:", "blob:"))])


@pytest.mark.parametrize("whole", [DAILY, WHOLE])
@pytest.mark.parametrize("part", range(PARTS))
def test_every_stop_of_the_tab_key_is_in_sight_and_every_control_is_one(look, real_folder, real_site, subtests, part, whole):
    for first, width in enumerate(WINDOWS):
        window(look, real_site, width)
        for address in addresses(real_folder, part, PARTS)[0 if whole else first :: 1 if whole else 2]:
            with subtests.test(f"{address} at {width}"):
                visit(look, real_site + address)
                none(crawl(look))
                summary = look.locator(".sbs-menu > summary")
                if summary.is_visible():
                    summary.click()
                    none(crawl(look))


def window(page: Page, address: str, width: int) -> None:
    page.goto(address)
    view(page, "light", width, WINDOWS[width])


def test_no_page_scrolls_sideways_or_cuts_text_off_at_320_pixels_and_with_the_readers_own_spacing(
    look, real_folder, real_site, subtests
):
    window(look, real_site, 320)
    for address in addresses(real_folder):
        with subtests.test(address):
            look.goto(real_site + address)
            for spread in (False, True):
                if spread:
                    look.evaluate("look.spread()")
                none(look.evaluate("[...look.wide(), ...look.cut()]"))


@pytest.mark.parametrize("width", [1280, 1024])
def test_the_menu_of_the_real_course_stands_in_one_line(look, real_site, width):
    look.goto(real_site)
    view(look, "light", width)
    tops = look.locator(".sbs-nav a").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert len(tops) > 5
    assert len(set(tops)) == 1


def test_the_nu_checker_finds_nothing_on_any_page_as_built_and_as_the_script_makes_it(look, real_folder, real_site, tmp_path):
    pages = addresses(real_folder)
    for address in pages:
        look.goto(real_site + address)
        made = tmp_path / f"with script {address.replace('/', ' ')}"
        made.write_text(look.evaluate("`<!doctype html>${document.documentElement.outerHTML}`"), "utf-8")
    none(nu([*(real_folder / address for address in pages), *sorted(tmp_path.iterdir())]))


# Every state

Act = Callable[[Page], None]


def answer(page: Page, *texts: str) -> None:
    question = page.locator(".sbs-q:visible").first
    for text in texts:
        question.locator("label", has_text=text).click()
    question.get_by_role("button", name="Check answer").click()


def wrong(page: Page) -> None:
    answer(page, "The coordinator")


def hinted(page: Page) -> None:
    wrong(page)
    answer(page, "The supervisor")
    expect(page.locator(".sbs-hint")).to_be_visible()


def right(page: Page) -> None:
    answer(page, "The participant")


def missing(page: Page) -> None:
    press(page, "Next question")
    answer(page, "A pause")


def done(page: Page) -> None:
    hinted(page)
    right(page)
    press(page, "Next question")
    answer(page, "A pause", "A question")
    press(page, "Next question")
    answer(page, "False")
    expect(page.locator(".sbs-end")).to_be_visible()


def all_done(page: Page) -> None:
    done(page)
    press(page, "Show all questions")


def press(page: Page | Locator, name: str) -> None:
    page.get_by_role("button", name=name).first.click()


def fill(page: Page) -> None:
    """Some of each type of field, on a computer of one's own."""
    press(page, "Only I use it")
    item(page, 1).get_by_label("Sometimes").check()
    item(page, 2).get_by_label("Rough").check()
    item(page, 2).get_by_label("What I said").fill("How was it?")
    press(item(page, 3), "One more")
    item(page, 1).locator("summary").click()
    expect(page.get_by_text("3 of 5 answered")).to_be_visible()


def item(page: Page, number: int) -> Locator:
    return page.locator("fieldset.sbs-item").nth(number - 1)


def twice(page: Page) -> None:
    fill(page)
    press(page, "Fill it in again")
    item(page, 1).get_by_label("Mostly").check()
    page.get_by_text("Earlier entries (1)").click()


def about_to_delete(page: Page) -> None:
    fill(page)
    press(page, "Delete this entry")


def menu(page: Page) -> None:
    view(page, "light", 320)
    page.locator(".sbs-menu > summary").click()


def searched(page: Page) -> None:
    press(page, "Search")
    page.get_by_role("searchbox").press_sequentially("talk")
    expect(page.get_by_role("status").filter(has_text="match")).to_be_visible()


def restored(page: Page, text: str) -> None:
    page.get_by_label("Restore from a file").set_input_files({"name": "x.json", "mimeType": "", "buffer": text.encode()})
    expect(page.locator(".sbs-answers [role=status]")).not_to_be_empty()


def elsewhere(page: Page, address: str, act: Act) -> None:
    """Do something on another page, and come back."""
    here = page.url
    page.goto(here + address)
    act(page)
    page.goto(here)


def still(page: Page) -> None:
    """As the page comes."""


STATES: dict[str, tuple[str, Act]] = {
    "quiz at the start": (LISTEN, still),
    "quiz, wrong": (LISTEN, wrong),
    "quiz, wrong twice, with a hint": (LISTEN, hinted),
    "quiz, right": (LISTEN, right),
    "quiz, something missing": (LISTEN, missing),
    "quiz, nothing chosen": (LISTEN, lambda page: press(page, "Check answer")),
    "quiz, finished": (LISTEN, done),
    "quiz, finished, all questions": (LISTEN, all_done),
    "home, started": ("", lambda page: elsewhere(page, LISTEN, right)),
    "checklist, empty": (CHECK, still),
    "checklist, part filled": (CHECK, fill),
    "checklist, asking whether to delete": (CHECK, about_to_delete),
    "checklist, with an earlier entry": (CHECK, twice),
    "checklist of an observer": ("checklists/watching/", still),
    "checklists, one filled in": ("checklists/", lambda page: elsewhere(page, "after-talk/", fill)),
    "answers, none": (ANSWERS, still),
    "answers, some": (ANSWERS, lambda page: elsewhere(page, f"../../{CHECK}", fill)),
    "answers, asking whether to delete": (ANSWERS, lambda page: press(page, "Delete my answers")),
    "answers, a file refused": (ANSWERS, lambda page: restored(page, "no")),
    "menu, open": ("", menu),
    "search, open": ("", lambda page: press(page, "Search")),
    "search, with matches": ("", searched),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_and_the_keyboard_find_nothing_in_any_state(look, sample_site, state):
    address, act = STATES[state]
    look.goto(sample_site + address)
    act(look)
    none(audit_views(look, views=CORNERS))
    for width, height in WINDOWS.items():
        view(look, "light", width, height)
        none(crawl(look))


# Every example of every kind

EVERY = [param.values for param in examples("valid", "edge")]
FIRST = {kind.name: example for kind, example in reversed(EVERY)}
EXAMPLES = [
    pytest.param(
        kind,
        example,
        id=f"{kind.name}: {example['name']}",
        marks=() if example is FIRST[kind.name] else pytest.mark.matrix,
    )
    for kind, example in EVERY
]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_axe_finds_nothing_in_an_example_at_the_start_wrong_and_right(look, request, kind, example):
    """One example of each kind from day to day, all of them in the matrix."""
    audit_example(look, request, f"{kind.name}: {example['name']}", example, CORNERS)


@pytest.mark.matrix  # the other two views: each scheme and each width was seen above
@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_axe_finds_nothing_in_an_example_in_the_other_views(look, request, kind, example):
    audit_example(look, request, f"{kind.name}: {example['name']}", example, OTHERS)


@pytest.mark.matrix
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_state_in_the_other_views(look, sample_site, state):
    address, act = STATES[state]
    look.goto(sample_site + address)
    act(look)
    none(audit_views(look, views=OTHERS))


def audit_example(
    page: Page, request: pytest.FixtureRequest, name: str, example: Any, views: Sequence[tuple[str, int]]
) -> None:
    url, pages = request.getfixturevalue("example_site")
    page.goto(url + pages[name])
    question = page.locator(".sbs-q")
    none(audit_views(page, ".sbs-quiz", views))
    question.locator("input, select, textarea, button").first.focus()
    for *steps, verdict in example["keyboard"]:
        for step in steps:
            press_step(page, question, step)
        expect(question).to_have_attribute("data-verdict", verdict)
        none(audit_views(page, ".sbs-quiz", views))


# The checkers themselves


@pytest.mark.matrix
def test_what_axe_is_excused_from_is_still_there(look, real_site, sample_site):
    """The list in `tests/accessibility.py` grows by a reason, and shrinks with what it was for."""
    look.goto(sample_site)
    searched(look)
    seen: set[Allowed] = set()
    for scheme, width in VIEWS:
        view(look, scheme, width)
        seen |= excused(look)
    look.goto(f"{real_site}about/for-it/")
    seen |= excused(look)
    one_person(Team(look, sample_site))
    seen |= excused(look)
    assert seen == set(ALLOWED)


FAULTS = """<!doctype html>
<html lang="en" data-scheme="light"><title>Faults</title>
<style>
  body { margin: 0; } a, button, input { font: 16px/1 sans-serif; } :focus-visible { outline: 3px solid red; }
  .over { position: relative; } .over::after { content: ""; position: absolute; inset: -9px; }
  .off { position: absolute; left: -500px; } .none { block-size: 0; overflow: hidden; display: block; }
  .pale { color: #bbb; background: #fff; } .bare:focus-visible { outline: 0; }
  .clip { overflow: hidden; block-size: 30px; inline-size: 90px; }
</style>
<main><h1>Faults</h1>
<a class="off" href="#1">Off</a> <p class="over"><a href="#2">Under</a></p> <a class="none" href="#3">None</a>
<button class="bare">Bare</button> <button style="font-size: 8px; padding: 0">Small</button> <p class="pale">Pale</p>
<div class="clip"><a href="#4" style="display: block; block-size: 30px">Clipped</a></div>
<div style="inline-size: 400px">Wide</div> <div class="clip">Text that is cut off, since it is higher than its box.</div>
<input aria-label="Trap" onkeydown="if (event.key === 'Tab') event.preventDefault()"> <a href="#5">After the trap</a>
<p><a href="#6">A link</a> among words is as high as its line.</p></main>
"""


def test_the_checkers_find_what_is_wrong(look, tmp_path):
    file = tmp_path / "faults.html"
    file.write_text(FAULTS, "utf-8")
    look.goto(file.as_uri())
    look.set_viewport_size({"width": 320, "height": 600})
    told = crawl(look)
    for fault in (
        "a “Off” is outside of the window",
        "a “Under” is covered by p “Under”",
        "a “None” has no size",
        "button “Bare” shows no focus",
        "a “Clipped” shows its focus cut off by div “Clipped”",
        "Tab has not come to the end after 400 stops",
        "Tab does not come to a “After the trap”",
    ):
        assert fault in told
    assert look.evaluate("look.wide()") == ["the page is 400 wide: div “Wide”"]
    assert look.evaluate("look.cut().at(-1)") == "div “Text that is cut off, since it is higher” is cut off"
    small = look.evaluate("look.small()")
    assert any(text.startswith("button “Small” is ") for text in small)
    assert not any("A link" in text for text in small)
    assert any(text.startswith("color-contrast: .pale ") for text in audit(look))
    file.write_text(
        '<!doctype html><html lang="en"><title>Old</title><center>Old</center><section>No heading</section>', "utf-8"
    )
    old, bare = nu([file])
    assert "element is obsolete" in old
    assert "Section lacks heading" in bare
