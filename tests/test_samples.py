"""Samples of code: their lines are marked for narrow screens, and copying one gives its text and nothing else."""

from __future__ import annotations

import json
import re

import pytest
from markdown import markdown

from selfcheck.samples import for_narrow_screens
from tests.conftest import Server, sample_course
from tests.engines_walk import open_page

SAMPLE = """\
id: first
rows:
  - text: "A line that is a good deal longer than any phone is wide, and so goes on below"

    deep:
                very: deep
"""
FENCED = f"```yaml\n{SAMPLE}```\n"
COPIED = "getSelection().selectAllChildren(document.querySelector('.md-typeset pre > code')), getSelection().toString()"


def shown(html: str) -> str:
    return re.sub(r"</?span[^>]*>", "", for_narrow_screens(html))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a: 1", '<span class="sbs-l">a: 1</span>'),
        (" a", '<span class="sbs-l"> a</span>'),
        ("     a", '<span class="sbs-l sbs-l--4">     a</span>'),
        (" " * 30 + "a", f'<span class="sbs-l sbs-l--12">{" " * 30}a</span>'),
        ("a\n\n  b\n", '<span class="sbs-l">a\n</span><span class="sbs-l">\n</span><span class="sbs-l sbs-l--2">  b\n</span>'),
        ("", ""),
    ],
)
def test_each_line_of_a_sample_says_how_far_in_it_begins(line, expected):
    before, after = '<pre><code class="language-yaml">', "</code></pre>"
    assert for_narrow_screens(before + line + after) == before + expected + after


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("selfcheck check --accept", 'selfcheck check <span class="sbs-nobr">--accept</span>'),
        ("-f --site-dir x", '<span class="sbs-nobr">-f</span> <span class="sbs-nobr">--site-dir</span> x'),
        ("single-choice - x -- 1 -1", "single-choice - x -- 1 -1"),
        ("&lt;--comment--&gt;", "&lt;--comment--&gt;"),
    ],
)
def test_an_option_stays_in_one_piece(code, expected):
    assert for_narrow_screens(f"<p><code>{code}</code></p>") == f"<p><code>{expected}</code></p>"
    in_sample = for_narrow_screens(f"<pre><code>{code}</code></pre>")
    assert in_sample == f'<pre><code><span class="sbs-l">{expected}</span></code></pre>'


@pytest.mark.parametrize(
    "html",
    [
        "<p>--accept stands in a sentence</p>",
        "<pre>no code</pre>",
        '<code>a <b class="x">--b</b></code>',
        '<pre><code><span class="k">a:</span> --b\n</code></pre>',
    ],
)
def test_nothing_else_is_touched(html):
    assert for_narrow_screens(html) == html


def test_the_text_stays_as_it_was():
    html = markdown(f"A `--word` and\n\n```yaml\n{SAMPLE}```\n\n    indented --code\n", extensions=["fenced_code"])
    assert shown(html) == html


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The sample course with a sample on a page and in a module, built and served."""
    course = sample_course(tmp_path_factory.mktemp("samples") / "course")
    course.replace("docs/modules/listen-first.md", "\n::: quiz listen-first", f"\n{FENCED}\n::: quiz listen-first")
    course.write("docs/about/privacy.md", f"---\ntitle: Privacy\n---\n\nRun `selfcheck check --accept`.\n\n{FENCED}")
    course.replace("mkdocs.yml", "  - About:", "  - print.md\n  - About:")
    course.write("docs/print.md", "---\ntitle: All\nsearch:\n  exclude: true\n---\n\n::: whole-course\n")
    server = Server(course.build())
    yield course.site, server.url
    server.close()


def test_a_copied_sample_is_its_text_with_each_line_once(started, site):
    """In every browser that is here."""
    open_page(started, f"{site[1]}about/privacy/", "true")
    assert started.evaluate(f"({COPIED})").rstrip("\n") == SAMPLE.rstrip("\n")


def test_the_search_finds_the_words(site):
    index = json.loads((site[0] / "search" / "search_index.json").read_text("utf-8"))
    found = " ".join(entry["text"] for entry in index["docs"] if entry["location"].startswith("about/privacy"))
    assert "selfcheck check --accept" in found
    assert "sbs-" not in found
    assert "id: first\nrows:\n  - text" in found


def test_the_page_that_holds_all_others_has_them_too(site):
    html = (site[0] / "print" / "index.html").read_text("utf-8")
    assert '<span class="sbs-l sbs-l--4">    deep:\n</span>' in html
