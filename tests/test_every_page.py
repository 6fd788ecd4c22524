"""What WCAG asks of a site as a whole, and no checker can see: the conformance report names these tests.

The pages are read as they are built; a page that is added is held to the same without a line being added here.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT

LOST = "404.html"
OWN_CODE = [path for ending in ("js", "css") for path in (ROOT / "hooks").rglob(f"*.{ending}")]
PICTURES = {"modules/media/coach-and-case-manager.svg"}  # a diagram; what else there is are screenshots, for authors


@dataclass
class Seen(HTMLParser):
    """What these tests want to know of a page."""

    address: str
    title: str = ""
    tags: set[str] = field(default_factory=set)
    parts: dict[str, list[str]] = field(default_factory=lambda: {"header": [], "main": [], "footer": []})
    pictures: set[str] = field(default_factory=set)
    spanish: bool = False
    inside: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def absolute(self, link: str) -> str:
        return urljoin(f"/{self.address}", link)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.tags.add("refresh" if given.get("http-equiv") == "refresh" else tag)
        self.tags |= {name for name in ("accesskey", "autofocus") if name in given}
        if tag in ("header", "main", "footer", "title"):
            self.inside.append(tag)
        self.spanish |= given.get("lang") == "es"
        if tag == "img":
            self.pictures.add(self.absolute(given["src"]).lstrip("/"))
        link = given.get("href")
        if tag == "a" and link and self.inside and link.partition(":")[0] not in ("http", "https", "mailto"):
            self.parts[self.inside[-1]].append(self.absolute(link))

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if self.inside and self.inside[-1] == "title":
            self.title += data.strip()


@pytest.fixture(scope="module")
def pages(real_folder: Path) -> dict[str, Seen]:
    found = {}
    for path in sorted(real_folder.rglob("*.html")):
        address = path.relative_to(real_folder).as_posix().removesuffix("index.html")
        found[address] = Seen(address)
        found[address].feed(path.read_text("utf-8"))
    return found


def test_every_page_has_a_title_of_its_own(pages):
    titles = [page.title for page in pages.values()]
    assert all(titles)
    assert [title for title in titles if titles.count(title) > 1] == []


def test_menu_and_footer_are_the_same_on_every_page(pages):
    """The footer leads to the help there is: what stays where, and accessibility with its contact."""
    for part in ("header", "footer"):
        kept = {address: [link for link in page.parts[part] if "#" not in link] for address, page in pages.items()}
        own = {address: links for address, links in kept.items() if address != LOST}  # its links are absolute on purpose
        assert len({tuple(links) for links in own.values()}) == 1, part
        assert len(own[""]) > 5
    assert "/about/accessibility/" in pages[""].parts["footer"]


def test_every_page_can_be_found_by_search_and_by_links(pages, real_folder):
    rows = json.loads((real_folder / "search" / "search_index.json").read_text("utf-8"))["docs"]
    searched = {row["location"].partition("#")[0] for row in rows}
    linked, ahead = set(), [""]
    while ahead:
        address = ahead.pop()
        if address in pages and address not in linked:
            linked.add(address)
            ahead += [urlsplit(link).path.lstrip("/") for part in pages[address].parts.values() for link in part]
    assert set(pages) - linked == {LOST}
    # The name of the site leads to the start page from everywhere; the long page holds what is found where it belongs.
    assert set(pages) - searched <= {"", LOST, "print/"}


def test_the_training_has_no_sound_video_or_frame_of_its_own(pages):
    assert {tag for page in pages.values() for tag in page.tags} & {"audio", "video", "iframe", "object", "embed"} == set()


def test_the_pictures_of_the_training_are_a_diagram_and_for_authors_screenshots(pages):
    assert {name for page in pages.values() for name in page.pictures if not name.startswith("authors/media/")} == PICTURES


def test_nothing_moves_turns_or_goes_on_by_itself(pages):
    tags = {tag for page in pages.values() for tag in page.tags}
    assert tags & {"refresh", "marquee", "blink", "autofocus", "accesskey"} == set()
    unwanted = re.compile(
        r"@keyframes|animation\s*:|devicemotion|deviceorientation|orientation\s*:|\.orientation\b|requestFullscreen"
    )
    assert {path.name: found for path in OWN_CODE if (found := unwanted.findall(path.read_text("utf-8")))} == {}


def test_words_in_spanish_say_so_to_a_screen_reader(pages):
    assert {address for address, page in pages.items() if page.spanish} == {
        "authors/your-agency/",
        "templates/engagement-letter/",
    }


def test_the_first_stop_of_the_tab_key_leads_past_the_menu(page: Page, real_site):
    page.goto(f"{real_site}modules/role/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_letters_on_the_keyboard_do_nothing_on_their_own(page: Page, real_site):
    """Material's search knows some (s, f, /, n, p): whoever speaks to their computer would set them off by talking."""
    page.goto(f"{real_site}modules/role/")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("dialog").get_by_text("Type to see")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Close").click()
    address = page.url
    for key in "sfnp/.,":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url == address


def test_boxes_for_ones_own_name_and_number_can_be_filled_in_by_the_browser(page: Page, real_site):
    page.goto(f"{real_site}templates/engagement-letter/")
    expect(page.get_by_label("My name")).to_have_attribute("autocomplete", "name")
    expect(page.get_by_label("Number to call or text")).to_have_attribute("autocomplete", "tel")
    page.goto(f"{real_site}practice/record/")
    expect(page.get_by_label("Name or initials, for the print")).to_have_attribute("autocomplete", "name")
