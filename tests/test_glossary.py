"""The glossary: its page, its words where they first stand in a text, and what they mean beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from markdown import Markdown
from playwright.sync_api import Browser, Locator, Page, expect

from selfcheck.glossary import Spellings, Term
from selfcheck.links import check_course
from selfcheck.render import Renderer
from selfcheck.term_links import MOST
from tests.accessibility import audit_views, none, ready
from tests.conftest import ROOT, Course, Server, profile, sample_course

GLOSSARY = """---
title: Glossary
terms:
  - id: waiting
    term: waiting
    short: Saying *nothing* yet, "on purpose" & kindly.
    more: It is hard.
    module: listen-first
  - {id: open-question, term: open question, also: [door opener], short: “Yes” does not answer it., source: handbook}
  - {id: oars, term: OARS, short: Four skills., source: handbook}
---

::: all-terms
"""
TEXT = """Ada says nothing. Waiting is work, and waiting is an open
question of time. `waiting` OARS
"""
MODULE = "docs/modules/listen-first.md"
SHORT = 'Saying nothing yet, "on purpose" & kindly.'
MARKED = re.compile(r'<a class="sbs-term"[^>]*href="([^"]*)"[^>]*>([^<]*)</a>')


def with_glossary(course: Course, text: str = TEXT) -> Course:
    """Add a glossary and its page, and a text to the first module."""
    course.write("docs/glossary.md", GLOSSARY)
    course.replace("mkdocs.yml", "  - About:", "  - Glossary: glossary.md\n  - About:")
    course.replace(MODULE, "Waiting is work.", text)
    return course


def marked(site: Path, address: str) -> list[tuple[str, str]]:
    """Give each marked word of a page: (address, word)."""
    return MARKED.findall((site / address / "index.html").read_text("utf-8"))


# Words in a text


def spellings(*names: str) -> Spellings:
    return Spellings(Term(id=f"t{number}", term=name, short="It.") for number, name in enumerate(names))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("We do coaching.", ["coaching"]),
        ("Coaching works. Is it “Coaching”?", ["Coaching", "Coaching"]),
        ("Public Consulting Group consulting", ["consulting"]),
        ("a client-centered way, uncoaching, coaching-like", ["client-centered"]),
        ("MI, mi, MIX and (MI)", ["MI", "MI"]),
        ("sustain talk about talk", ["sustain talk"]),
        ("change\n talk", ["change\n talk"]),
        ("penalties, penalty, barriers", ["penalties", "penalty", "barriers"]),
        ("trauma and trauma-informed care", ["trauma", "trauma-informed"]),
        ("Goal4 It!™ and Goal4 It! too", ["Goal4 It!™", "Goal4 It!"]),
        ("Four Rs, the four Rs, the Four Rs", ["Four Rs", "four Rs"]),
        ("TANF’s rules/TANF", ["TANF", "TANF"]),
        ("", []),
    ],
)
def test_whole_words_are_found_the_longest_first(text, found):
    words = spellings(
        "coaching", "consulting", "client-centered", "MI", "sustain talk", "change talk", "penalty", "barrier", "trauma",
        "trauma-informed", "Goal4 It!", "Goal4 It!™", "four Rs", "TANF",
    )  # fmt: skip
    assert [text[start:stop] for start, stop, _ in words.find(text, ())] == found


def test_a_glossary_without_words_finds_nothing():
    assert list(spellings().find("coaching", ())) == []


# Pages as they are built


def test_the_first_of_each_word_leads_to_its_entry(course):
    site = with_glossary(course).build()
    assert marked(site, "modules/listen-first") == [
        ("../../glossary/#waiting", "Waiting"),
        ("../../glossary/#open-question", "open\nquestion"),
        ("../../glossary/#oars", "OARS"),
    ]
    page = (site / "glossary/index.html").read_text("utf-8")
    assert all(f'id="{name}"' in page for name in ("waiting", "open-question", "oars"))


def test_only_running_text_is_marked(course):
    text = """## Waiting

[waiting](../index.md) is a link. `waiting`

| Waiting |
|---|
| plain |

```
waiting
```
"""
    course.replace(MODULE, "title: A quiet start", "title: Waiting")
    course.replace(MODULE, "I counted to", "I was waiting and counted to")
    site = with_glossary(course, text).build()
    assert marked(site, "modules/listen-first") == [("../../glossary/#waiting", "waiting")]
    assert re.search(r"I was <a [^>]*>waiting</a> and counted", (site / "modules/listen-first/index.html").read_text("utf-8"))


def test_pages_of_checklists_are_marked_and_others_are_not(course):
    for path in ("docs/checklists/after-talk.md", "docs/about/privacy.md"):
        course.write(path, (course.root / path).read_text("utf-8") + "\nWaiting is work.\n")
    site = with_glossary(course).build()
    assert marked(site, "checklists/after-talk") == [("../../glossary/#waiting", "Waiting")]
    assert marked(site, "about/privacy") == marked(site, "glossary") == []


def test_a_page_stays_calm(course):
    names = [f"word{chr(97 + number)}" for number in range(20)]
    rows = "".join(f"  - {{id: {name}, term: {name}, short: A word., source: handbook}}\n" for name in names)
    with_glossary(course, ", ".join(names)).write(
        "docs/glossary.md", f"---\ntitle: Glossary\nterms:\n{rows}---\n\n::: all-terms\n"
    )
    assert [word for _, word in marked(course.build(), "modules/listen-first")] == names[:MOST]


def test_without_a_place_for_the_entries_nothing_is_marked(course):
    with_glossary(course).write("docs/glossary.md", GLOSSARY.replace("::: all-terms", "Soon."))
    assert marked(course.build(), "modules/listen-first") == []


def test_any_host_of_markdown_marks_the_words(course):
    read, _ = check_course(with_glossary(course).root)
    markdown = Markdown(extensions=["selfcheck"], extension_configs={"selfcheck": {"renderer": Renderer(read)}})
    html = markdown.convert(read.modules["listen-first"].page.body.replace("\n", "\r\n"))
    assert MARKED.findall(html)[0] == ("../glossary.md#waiting", "Waiting")
    assert MARKED.findall(markdown.reset().convert("Waiting.")) == []


def test_search_finds_the_same_in_the_text_as_without(course):
    def entries(site: Path) -> list[dict[str, str]]:
        return [
            one
            for one in json.loads((site / "search/search_index.json").read_text("utf-8"))["docs"]
            if "modules/" in one["location"]
        ]

    with_marks = entries(with_glossary(course).build())
    course.write("docs/glossary.md", GLOSSARY.replace("::: all-terms", "Soon."))
    assert with_marks == entries(course.build())
    assert "yet" not in str(with_marks)


def test_the_page_lists_every_word_under_its_letter(course, page: Page, serve):
    page.goto(f"{serve(with_glossary(course).build())}glossary/")
    expect(page.locator("main h2")).to_have_text(["O", "W"])
    expect(page.locator("dl dt")).to_have_text(["OARS", "open question also: door opener", "waiting"])
    expect(page.locator("#waiting dd p")).to_have_text([SHORT, "It is hard.", "Explained in 1.1 Listen first"])
    expect(page.locator("#waiting em")).to_have_text("nothing")
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="W").click()
    expect(page.locator("#letter-w")).to_be_in_viewport()
    page.locator("#open-question a").click()
    expect(page).to_have_url(re.compile("about/sources/#handbook$"))
    page.go_back()
    page.locator("#waiting a").click()
    expect(page).to_have_url(re.compile("modules/listen-first/$"))


def test_the_words_of_the_real_course_lead_somewhere(real_folder):
    ids = set(re.findall(r'id="([^"]+)"', (real_folder / "glossary/index.html").read_text("utf-8")))
    read, _ = check_course(ROOT)
    assert {term.id for term in read.terms or ()} <= ids
    for module in read.modules.values():
        found = marked(real_folder, module.address)
        assert len(found) == len(set(found)) <= MOST
        assert {address.removeprefix("../../glossary/#") for address, _ in found} <= ids


# In the browser


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    server = Server(with_glossary(sample_course(tmp_path_factory.mktemp("words") / "course")).build())
    yield f"{server.url}modules/listen-first/"
    server.close()


@pytest.fixture
def word(page: Page, address: str) -> Locator:
    page.goto(address)
    return page.get_by_role("link", name="Waiting", exact=True)


def tip_of(word: Locator) -> Locator:
    return word.page.locator(f"#{word.get_attribute('aria-describedby')}")


def test_its_name_is_the_word_and_its_description_the_meaning(word):
    expect(word).to_have_accessible_description(SHORT)
    expect(tip_of(word)).to_be_hidden()


def test_pointing_shows_the_meaning_and_the_pointer_can_go_onto_it(word):
    tip = tip_of(word)
    word.hover()
    expect(tip).to_be_visible()
    expect(tip).to_have_text(SHORT)
    tip.hover()
    word.page.wait_for_timeout(500)
    expect(tip).to_be_visible()
    word.page.mouse.move(0, 0)
    expect(tip).to_be_hidden()


def test_escape_takes_it_away_from_under_the_pointer(word):
    word.hover()
    expect(tip_of(word)).to_be_visible()
    word.page.keyboard.press("Escape")
    expect(tip_of(word)).to_be_hidden()
    word.page.wait_for_timeout(400)
    expect(tip_of(word)).to_be_hidden()


def test_the_tab_key_shows_it_and_focus_stays_where_it_is(word):
    page, tip = word.page, tip_of(word)
    word.focus()
    expect(tip).to_be_visible()
    page.wait_for_timeout(400)
    expect(tip).to_be_visible()
    page.keyboard.press("Escape")
    expect(tip).to_be_hidden()
    expect(word).to_be_focused()
    word.blur()
    word.focus()
    page.keyboard.press("Tab")
    expect(tip).to_be_hidden()
    second = page.get_by_role("link", name="open question")
    expect(second).to_be_focused()
    expect(tip_of(second)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("glossary/#open-question$"))


def test_one_meaning_at_a_time(word):
    other = word.page.get_by_role("link", name="OARS")
    word.focus()
    expect(tip_of(word)).to_be_visible()
    other.hover()
    expect(tip_of(other)).to_be_visible()
    expect(tip_of(word)).to_be_hidden()


def test_the_first_tap_shows_it_and_the_second_follows_the_link(browser: Browser, address: str):
    with profile(browser, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True) as context:
        page = context.new_page()
        page.goto(address)
        word = page.get_by_role("link", name="Waiting", exact=True)
        word.tap()
        expect(tip_of(word)).to_be_visible()
        expect(page).to_have_url(address)
        page.get_by_role("heading", level=1).tap()
        expect(tip_of(word)).to_be_hidden()
        word.tap()
        expect(tip_of(word)).to_be_visible()
        word.tap()
        expect(page).to_have_url(re.compile("glossary/#waiting$"))


def test_without_javascript_it_is_a_link(browser: Browser, address: str):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("link", name="Waiting", exact=True).click()
    expect(page).to_have_url(re.compile("glossary/#waiting$"))
    expect(page.locator("#waiting")).to_be_in_viewport()
    context.close()


def corners(one: Locator) -> list[float]:
    found: list[float] = one.evaluate(
        "(one) => { const { left, top, right, bottom } = one.getBoundingClientRect(); return [left, top, right, bottom]; }"
    )
    return found


@pytest.mark.parametrize(("width", "height"), [(320, 256), (320, 640), (1280, 720)])
def test_the_meaning_lies_in_the_window_beside_its_word(word, width, height):
    page = word.page
    page.set_viewport_size({"width": width, "height": height})
    for name in ("Waiting", "open question", "OARS"):
        link = page.get_by_role("link", name=name, exact=True)
        link.focus()
        expect(tip_of(link)).to_be_visible()
        left, top, right, bottom = corners(tip_of(link))
        assert 0 <= left < right <= width
        assert 0 <= top < bottom <= height
        assert top >= corners(link)[3] or bottom <= corners(link)[1]


def test_axe_finds_nothing_while_a_meaning_shows(word):
    ready(word.page)
    word.page.reload()
    word.focus()
    expect(tip_of(word)).to_be_visible()
    none(audit_views(word.page))


def test_on_paper_a_word_is_just_a_word(word):
    word.page.emulate_media(media="print")
    assert word.evaluate("(one) => getComputedStyle(one).textDecorationLine") == "none"
    word.focus()
    word.page.wait_for_timeout(400)
    expect(tip_of(word)).to_be_hidden()


def test_the_dots_stay_in_forced_colors(word):
    word.page.emulate_media(forced_colors="active")
    assert word.evaluate("(one) => getComputedStyle(one).textDecorationLine") == "underline"
