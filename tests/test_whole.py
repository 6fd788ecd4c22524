"""The whole training on one page: nothing of it is in the search, no id is there twice, and every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urldefrag, urljoin

import pytest

from selfcheck.whole import part


@pytest.fixture
def whole(course):
    course.replace("mkdocs.yml", "  - About:", "  - print.md\n  - About:")
    text = "---\ntitle: All\nnoindex: true\nsearch:\n  exclude: true\n---\n\n::: whole-course\n"
    course.write("docs/print.md", text)
    return course.build()


def test_headings_go_one_level_down_and_ids_stay_apart():
    html = '<h2 id="a">A</h2><h3 id="b">B</h3><p aria-labelledby="a b">id="a"</p>'
    assert part(html, "m", "modules/m/", "../") == (
        '<h3 id="m.a">A</h3><h4 id="m.b">B</h4><p aria-labelledby="m.a m.b">id="a"</p>'
    )


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("../role/", "../modules/role/"),
        ("../../checklists/x/#y", "../checklists/x/#y"),
        ("#here", "../modules/m/#here"),
        ("https://example.org/", "https://example.org/"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("/top", "/top"),
    ],
)
def test_links_lead_where_they_led(href, expected):
    assert part(f'<a href="{href}">x</a>', "m", "modules/m/", "../") == f'<a href="{expected}">x</a>'


def test_a_page_is_one_landmark_and_what_is_within_it_none():
    html = '<aside class="a" aria-labelledby="x"><h2 id="x">X</h2></aside><section>Y</section>'
    assert part(html, "m", "", "") == '<div class="a"><h3 id="m.x">X</h3></div><div>Y</div>'


def test_a_quiz_is_left_out():
    assert part('<p>a</p><div data-selfcheck="quiz m"></div>', "m", "", "") == "<p>a</p>"


def test_the_page_holds_every_module_and_checklist_and_no_id_twice(whole):
    html = (whole / "print" / "index.html").read_text("utf-8")
    for title in ("whole-listen-first", "whole-plan-together", "whole-after-talk", "whole-watching"):
        assert f'<h2 id="{title}">' in html
    ids = Counter(re.findall(r'\sid="([^"]+)"', html))
    assert [one for one, count in ids.items() if count > 1] == []
    assert "selfcheck-quiz" not in html


def test_every_link_of_the_page_leads_somewhere(whole):
    html = (whole / "print" / "index.html").read_text("utf-8")
    main = html[html.index('class="sbs-whole"') :]
    for href in re.findall(r'href="([^":]+)"', main[: main.index("</main>")]):
        path = urldefrag(urljoin("/print/", href))[0]
        assert (whole / path.lstrip("/") / "index.html").is_file() or (whole / path.lstrip("/")).is_file(), href


def test_neither_the_search_nor_search_engines_see_it(whole):
    assert '<meta name="robots" content="noindex">' in (whole / "print" / "index.html").read_text("utf-8")
    assert '<meta name="robots"' not in (whole / "index.html").read_text("utf-8")
    assert "print/" not in re.findall(r'"location":"([^"]*)"', (whole / "search/search_index.json").read_text("utf-8"))


def test_where_a_quiz_was_left_out_stands_what_is_given_for_it():
    html = '<div data-selfcheck="quiz m"></div><p>a</p><div data-selfcheck="contact-log "></div>'
    assert part(html, "m", "", "", "<p>Q</p>") == "<p>Q</p><p>a</p>"


def test_a_list_at_its_top_leads_to_every_part(whole):
    html = (whole / "print" / "index.html").read_text("utf-8")
    contents = re.search(r'<div class="sbs-whole__contents">(.*?)</div>', html, re.DOTALL)
    assert contents
    assert '<h2 id="sbs-whole-contents">Contents</h2>' in contents[1]
    assert re.findall(r'href="#([^"]+)"', contents[1]) == re.findall(r'<section aria-labelledby="([^"]+)"', html)


def test_each_quiz_and_each_form_says_where_it_is_used_on_the_screen(whole):
    text = (whole / "print" / "index.html").read_text("utf-8")
    for address in ("listen-first", "plan-together"):
        assert (
            len(re.findall(rf'The quiz stands on the module’s own page: <a href="../modules/{address}/">[^<]+</a>\.', text))
            == 1
        )
    for address in ("after-talk", "watching"):
        assert len(re.findall(rf'<p class="sbs-screen">[^<]+ <a href="../checklists/{address}/">[^<]+</a>\.</p>', text)) == 1
    assert "worksheet" not in text, "a site without handouts has none"
