"""Tables of three columns and more, which would cut words in two on a phone."""

from __future__ import annotations

import markdown
import pytest
from playwright.sync_api import Page

from selfcheck.tables import Tables

TABLE = """
| Role | Looks *at* | Who |
|---|---|---|
| **Coach** | what comes | |
| Mentor | a path |
"""
PAGE = "modules/coaching-stance/"
CUT = """
tables => tables.flatMap((table) => [...table.querySelectorAll("td")]).flatMap((cell) => {
  const walk = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT), cut = [];
  while (walk.nextNode()) {
    for (const { 0: word, index } of walk.currentNode.data.matchAll(/[\\p{L}’]+/gu)) {
      const range = document.createRange();
      range.setStart(walk.currentNode, index);
      range.setEnd(walk.currentNode, index + word.length);
      if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) cut.push(word);
    }
  }
  return cut;
})
"""


def marked(text: str) -> str:
    md = markdown.Markdown(extensions=["tables"])
    md.treeprocessors.register(Tables(md), "tables", 15)
    return md.convert(text)


def test_each_cell_behind_the_first_says_the_name_of_its_column():
    html = marked(TABLE)
    assert "<table data-stacks" in html
    assert html.count('data-column="Looks at"') == 2
    assert html.count('data-column="Who"') == 2
    assert "Role" not in html.replace("<th>Role</th>", "")


def test_a_table_of_two_columns_stays_as_it_is():
    assert "data-" not in marked("| A | B |\n|---|---|\n| 1 | 2 |\n")


@pytest.fixture
def tables(page: Page, real_site):
    page.set_viewport_size({"width": 320, "height": 600})
    page.goto(real_site + PAGE)
    return page.locator("[data-stacks]")


def test_no_word_is_cut_on_a_narrow_phone(tables):
    assert tables.evaluate_all(CUT) == []
    shown = tables.first.locator("tr").nth(1).evaluate("row => [...row.cells].map((cell) => cell.getBoundingClientRect().left)")
    assert len(set(shown)) == 1, "the cells of a row stand under one another"


def test_a_screen_reader_is_told_of_the_same_table_in_every_window(page, tables):
    narrow = tables.first.aria_snapshot()
    assert "columnheader" in narrow
    assert tables.first.get_attribute("role") == "table"
    page.set_viewport_size({"width": 1280, "height": 720})
    assert tables.first.aria_snapshot() == narrow
    assert tables.first.get_attribute("role") is None, "a table by itself needs no role"
