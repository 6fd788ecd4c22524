"""Every page as people set it up for themselves: in their system's colors, with less motion, without JavaScript, and on paper.

Light and dark, wide and narrow, wider spacing and the keyboard are in `test_accessibility.py`. These here read every page of
the course once more, so they run in the matrix; the quiz and the forms have tests of their own for every change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.accessibility import HERE, VIEWS, WINDOWS, audit, crawl, none, view
from tests.test_accessibility import PARTS, addresses, visit

pytestmark = [pytest.mark.matrix, pytest.mark.parametrize("part", range(PARTS))]

LETTER = 672  # CSS pixels: Letter paper between margins of three quarters of an inch
BOXES = "button, select, textarea, input:not([type=hidden], [type=radio], [type=checkbox], [type=file])"
EDGELESS = f"""
[...document.querySelectorAll("{BOXES}")]
  .filter((one) => one.checkVisibility({{ visibilityProperty: true }}) && one.getBoundingClientRect().width > 1)
  .filter((one) => {{
    const {{ borderBottomStyle, borderBottomWidth, borderBottomColor, textDecorationLine }} = getComputedStyle(one);
    const line = borderBottomStyle !== "none" && parseFloat(borderBottomWidth) >= 1;
    return !(line && borderBottomColor !== "rgba(0, 0, 0, 0)") && textDecorationLine !== "underline";
  }})
  .map((one) => `shows no edge: ${{one.outerHTML.slice(0, 80)}}`)
"""
MOVING = """
[document.documentElement, ...document.body.querySelectorAll("*")].filter((one) => {
  const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
  return !/^(0s(, )?)+$/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
}).map((one) => `moves: ${one.outerHTML.slice(0, 80)}`)
"""
PLAIN = """
[...[...document.querySelectorAll("button, [role=button]")].filter((one) => one.checkVisibility())
  .map((one) => `is dead: ${one.outerHTML.slice(0, 80)}`), ...look.wide(), ...look.cut()]
"""
ON_PAPER = """
(() => {
  const drawn = (one) => one.getBoundingClientRect().height > 1
    && one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true });
  const within = (selector) => [...document.querySelectorAll(selector)].filter(drawn);
  const told = (what, found) => found.map((one) => `${what}: ${one.outerHTML.slice(0, 80)}`);
  return [
    ...told("is of no use on paper", within("button, nav, dialog, [role=search]")),
    ...told("is folded away", within("main details").filter((one) => ![...one.children].slice(1).some(drawn))),
    ...told("stays in place", within("*").filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position))),
    ...look.wide(), ...look.cut(),
  ];
})()
"""


@pytest.fixture
def each(look: Page, real_folder: Path, real_site: str, part: int, subtests) -> Callable[[Callable[[], list[str]]], None]:
    """Give a function that opens each page as somebody who has never been there, and has it looked at."""

    def visit_each(found: Callable[[], list[str]]) -> None:
        for address in addresses(real_folder, part, PARTS):
            with subtests.test(address):
                visit(look, real_site + address)
                none(found())

    return visit_each


@pytest.mark.parametrize(("scheme", "width"), [VIEWS[0], VIEWS[-1]])
def test_in_the_systems_own_colours_every_control_has_an_edge_and_focus_is_seen(look, each, real_site, scheme, width):
    look.goto(real_site)
    look.emulate_media(forced_colors="active")
    view(look, scheme, width, WINDOWS[width])
    each(lambda: [*look.evaluate(EDGELESS), *audit(look), *crawl(look)])


def test_with_less_motion_nothing_on_any_page_moves(look, each):
    each(lambda: look.evaluate(MOVING))


def test_on_paper_every_page_is_whole_and_without_buttons(look, each, real_site):
    look.goto(real_site)
    view(look, "dark", LETTER)
    look.emulate_media(media="print")
    each(lambda: look.evaluate(ON_PAPER))


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A tab in which no script of a page runs; ours do, when they are asked."""
    with browser.new_context(java_script_enabled=False) as context:
        context.set_default_timeout(5000)
        yield context.new_page()


@pytest.mark.parametrize("width", WINDOWS)
def test_without_javascript_every_page_can_be_read_and_has_no_dead_button(plain, real_folder, real_site, subtests, part, width):
    script = (HERE / "accessibility.js").read_text("utf-8")
    plain.set_viewport_size({"width": width, "height": WINDOWS[width]})
    for address in addresses(real_folder, part, PARTS):
        with subtests.test(address):
            plain.goto(real_site + address)
            plain.evaluate(script)
            assert len(plain.locator("main").inner_text()) > 100
            none(plain.evaluate(PLAIN))
            none(crawl(plain))
