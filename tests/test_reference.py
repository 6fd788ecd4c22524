"""What is made from other files is current, and everything an author can write or meet is documented."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from selfcheck import blocks, cli, reference
from selfcheck.registry import find_kinds
from tests.conftest import ROOT

AUTHORS = ROOT / "docs" / "authors"
PAGES = reference.reference()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_of_the_reference_is_current(name):
    assert (AUTHORS / name).read_text("utf-8") == PAGES[name], "run: selfcheck reference"


def test_every_code_kind_and_block_is_in_the_reference():
    registry = find_kinds()
    assert [code for code in registry.catalogue.rules if f"### `{code}`\n" not in PAGES["problems.md"]] == []
    assert [name for name in registry.kinds if f"kind: {name}" not in PAGES["questions.md"]] == []
    assert [name for name in blocks.BLOCKS if f"`::: {name}" not in PAGES["keys.md"]] == []


def test_every_command_is_in_the_guide():
    guide = "\n".join(path.read_text("utf-8") for path in [*AUTHORS.glob("*.md"), ROOT / "CONTRIBUTING.md"])
    assert [name for name in cli.main.commands if f"selfcheck {name}" not in guide] == []


def test_the_pages_that_are_built_show_every_sign_as_it_is_written(course):
    for name, text in PAGES.items():
        course.write(f"docs/authors/{name}", text)
    site = course.build()
    for name in PAGES:
        html = (site / "authors" / Path(name).stem / "index.html").read_text("utf-8")
        main = html[html.index("<article") : html.index("</article>")]
        assert [sign for sign in (r"\&lt;", r"\<", r"\&gt;", r"\*", r"\_", "{nearest}") if sign in main] == []
        sections = re.findall(r'<h2 id="([^"]+)"', main)
        links = re.findall(r'<li><a href="#([^"]+)"', main[: main.index("<h2")])
        assert links == sections, "the list at the top leads to every section, in order"
    assert "&lt;&lt;&lt;&lt;&lt;&lt;&lt;, =======" in (site / "authors/problems/index.html").read_text("utf-8")


def test_a_code_is_written_as_code_and_its_address_is_the_code(course):
    course.write("docs/authors/problems.md", PAGES["problems.md"])
    html = (course.build() / "authors" / "problems" / "index.html").read_text("utf-8")
    codes = find_kinds().catalogue.rules
    assert [code for code in codes if f'<h3 id="{code}"><code>{code}</code>' not in html] == []


def test_how_to_mend_is_left_out_where_only_the_problem_knows_it():
    after = PAGES["problems.md"].split("### `wrong-type`\n")[1].split("\n### ")[0]
    assert "It says:" in after
    assert "To mend it" not in after
