"""The ::: lines of a page: found where Markdown shows them, told where it would not."""

from __future__ import annotations

import markdown
import pytest

from selfcheck.blocks import Block, scan, without_code
from selfcheck.links import check_course
from selfcheck.markdown_ext import SelfCheckExtension, place
from selfcheck.problems import Place
from selfcheck.registry import find_kinds
from selfcheck.render import Renderer

CATALOGUE = find_kinds().catalogue
INSIDE = "This “:::” is not at the left edge of its line, so it would show as text."
HIDDEN = "This block stands inside <!-- and -->, so nobody would see it."


def found(text: str) -> list[tuple[str, str, int, int]]:
    return [(block.name, block.id, block.start, block.end) for block in scan(text)[0]]


def told(text: str) -> list[tuple[int, int, str, str]]:
    """Give (line, column, code, sentence), lines and columns from 0."""
    return [
        (line, column, one.code, CATALOGUE.word(one.code, Place("x"), "", one.values).message)
        for one, line, column in scan(text)[1]
    ]


def test_blocks_are_found_with_their_lines():
    text = "Text\n\n::: vignette a\nWords\n\nmore\n:::\n::: quiz b\n\n::: all-sources\n"
    assert found(text) == [("vignette", "a", 2, 6), ("quiz", "b", 7, 7), ("all-sources", "", 9, 9)]
    assert told(text) == []


@pytest.mark.parametrize("line", [":::quiz a", "::: quiz a", ":::  quiz \t a  ", ":::\u00a0quiz\u00a0a"])
def test_spaces_do_not_matter(line):
    assert scan(line) == ([Block("quiz", "a", 0, 0)], [])


FENCES = [
    "```\n::: quiz a\n```",
    "~~~\n::: quiz a\n~~~",
    "``` yaml\n::: quiz a\n```",
    "```{ .yaml }\n::: quiz a\n```",
    '```py hl_lines="1"\n::: quiz a\n```',
    "````\n```\n::: quiz a\n```\n````",
    "~~~\n```\n::: quiz a\n~~~",
    "```\n\n::: quiz a\n\n```   ",
]
NO_FENCES = [
    ("  ```\n::: quiz a\n  ```", "fence-indented"),
    ("1. one\n\n    ~~~\n    ::: quiz a\n    ~~~", "fence-indented"),
    ("```\n::: quiz a\n````", "fence-open"),
    ("```` \n::: quiz a\n```", "fence-open"),
    ("``` not a language\n::: quiz a\n```", "fence-open"),
    ("```\n::: quiz a\n", "fence-open"),
    ("text ```\n::: quiz a\n```", "fence-open"),
]


def shows_code(text: str) -> bool:
    """Say whether Python-Markdown itself makes a sample of the ::: line."""
    html = markdown.markdown(text, extensions=["fenced_code"])
    return "::: quiz a" in html.partition("<pre")[2].partition("</pre>")[0]


@pytest.mark.parametrize("text", FENCES)
def test_a_sample_is_passed_over_where_markdown_shows_one(text):
    assert shows_code(text)
    assert scan(text) == ([], [])
    assert scan(f"::: quiz a\n\n{text}\n\n::: all-sources")[0] == [
        Block("quiz", "a", 0, 0),
        Block("all-sources", "", text.count("\n") + 4, text.count("\n") + 4),
    ]


@pytest.mark.parametrize(("text", "code"), NO_FENCES)
def test_what_markdown_does_not_take_for_a_sample_is_told(text, code):
    assert not shows_code(text)
    assert [one for _, _, one, _ in told(text)] == [code]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("  ::: quiz a", (0, 2, "block-indented", INSIDE)),
        ("\t:::", (0, 1, "block-indented", INSIDE)),
        ("::: vignette a\nb\n  :::", (2, 2, "block-indented", INSIDE)),
        ("  ::: vignette a\nb\n:::", (0, 2, "block-indented", INSIDE)),
        ("- ::: quiz a", (0, 2, "block-indented", INSIDE)),
        ("> > ::: quiz a", (0, 4, "block-indented", INSIDE)),
        ("1. ::: quiz a", (0, 3, "block-indented", INSIDE)),
        (":: quiz a", (0, 0, "block-colons", "A block line starts with three colons, and this one has 2.")),
        ("::::", (0, 0, "block-colons", "A block line starts with three colons, and this one has 4.")),
        ("::: quiz", (0, 0, "block-needs-id", "“::: quiz” does not say which one.")),
        ("::: vignette ", (0, 0, "block-needs-id", "“::: vignette” does not say which one.")),
        ("::: all-sources x", (0, 0, "block-takes-no-id", "“::: all-sources” stands alone; it takes nothing behind it.")),
        ("::: quizz a", (0, 0, "unknown-block", "“::: quizz” is not a block there is. Did you mean “quiz”?")),
        ("::: zebra", (0, 0, "unknown-block", "“::: zebra” is not a block there is.")),
        ("a\n:::", (1, 0, "block-stray-close", "This closing ::: has no block to close.")),
        ("<!-- a\n::: quiz b\n-->", (1, 0, "block-in-comment", HIDDEN)),
        ("a\n::: vignette b\nc", (1, 0, "block-open", "“::: vignette” is opened here and not closed.")),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_block_is_told_at_its_place(text, wrong):
    assert told(text) == [wrong]


def test_one_block_left_open_is_told_once():
    text = "::: vignette a\nx\n::: quiz b\n:::\n::: vignette c\ny\n:::\n"
    assert [(line, code) for line, _, code, _ in told(text)] == [(0, "block-open")]
    assert found(text) == [("vignette", "a", 0, 0), ("quiz", "b", 2, 2), ("vignette", "c", 4, 6)]


@pytest.mark.parametrize(
    "text",
    [
        "Write “::: quiz a” on a line of its own.",
        "`::: quiz a`",
        "- `::: quiz a` places a quiz",
        "| `::: quiz ID` | the quiz |",
        "Time: 10::30 and C::D",
        ":: not a block",
        "std::string",
        "<!-- :: quiz a -->",
        "```` ``` ````",
    ],
)
def test_text_about_blocks_is_text(text):
    assert scan(text) == ([], [])


def test_code_is_blanked_where_it_stands():
    text = "a `b {{` c\n```\n<script>\n```\n~~~ d ~~~ \\`<b> ``x`y``"
    assert without_code(text) == "a        c\n   \n        \n   \n~~~ d ~~~ \\`<b>        "
    assert without_code("<div>\n`<script>`\n</div>") == "<div>\n`<script>`\n</div>"


def test_an_id_that_can_be_none_leaves_a_gap_where_the_block_would_stand(course):
    renderer = Renderer(check_course(course.root)[0])
    extension = SelfCheckExtension(renderer=renderer, deferred=True)
    html = markdown.markdown("::: quiz plan together", extensions=[extension])
    assert place(html, renderer, "") == renderer.gap()
