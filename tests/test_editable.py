"""Copies to change: read back with the libraries that offices' programs are like, and the same bytes every time."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest
from docx import Document
from docx.shared import Mm

from selfcheck import exports
from selfcheck.bundle import HERE
from selfcheck.exports.csv import guarded, table
from selfcheck.links import check_course
from tests.conftest import ROOT

REAL, _ = check_course(ROOT)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    out = tmp_path_factory.mktemp("editable")
    exports.export("docx", REAL, out)
    exports.export("csv", REAL, out)
    return out


def test_every_checklist_and_letter_has_a_copy(made):
    assert {path.stem for path in made.glob("docx/*.docx")} == {*REAL.checklists, *REAL.letters}
    assert {path.stem for path in made.glob("csv/*.csv")} == set(REAL.checklists)


@pytest.mark.parametrize("checklist", REAL.checklists.values(), ids=lambda one: one.id)
def test_a_checklists_copy_holds_every_item_under_its_heading(made, checklist):
    document = Document(str(made / "docx" / f"{checklist.id}.docx"))
    headings = {
        level: [one.text for one in document.paragraphs if one.style and one.style.name == f"Heading {level}"]
        for level in (1, 2, 3)
    }
    assert headings[1] == [checklist.file.title] == [document.core_properties.title]
    assert headings[2][: len(checklist.groups)] == [group.title for group in checklist.groups]
    assert len(headings[3]) == sum(len(group.items) for group in checklist.groups)
    text = "\n".join(one.text for one in document.paragraphs)
    for points in checklist.file.scales.values():
        assert all(f"☐ {point.label}" in text for point in points)


def test_a_line_to_write_on_ends_at_the_margin(made):
    document = Document(str(made / "docx" / "goal-sheet.docx"))
    ends = {stop.position for one in document.paragraphs for stop in one.paragraph_format.tab_stops if one.text.endswith("\t")}
    assert max(ends) == pytest.approx(Mm(215.9 - 40), rel=1e-3)  # a file for Word counts in twentieths of a point
    assert "__" not in "".join(one.text for one in document.paragraphs)


def test_a_letters_copy_says_which_language_each_part_is_in(made):
    with zipfile.ZipFile(made / "docx" / "engagement-letter.docx") as package:
        text = package.read("word/document.xml").decode()
    assert 'w:lang w:val="en"' in text
    assert 'w:lang w:val="es"' in text
    assert "Buenos días, ________:" in text


def test_two_exports_are_byte_identical(made, tmp_path):
    for name in ("docx", "csv"):
        for path in exports.export(name, REAL, tmp_path):
            assert path.read_bytes() == (made / path.relative_to(tmp_path)).read_bytes(), path.name


def test_a_table_has_a_row_for_each_thing_to_fill_in(made):
    checklist = REAL.checklists["mi-observation"]
    text = (made / "csv" / "mi-observation.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    fields = sum(len(checklist.fields_of(item)) for group in checklist.groups for item in group.items)
    assert len(rows) == 1 + fields + len(checklist.file.reflection) + len(checklist.file.plan)
    assert {len(row) for row in rows} == {8}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_no_cell_is_a_formula(text):
    assert guarded(text) == f"'{text}"
    assert guarded(f"a {text}") == f"a {text}"


def test_the_browsers_tables_guard_the_same_signs(page):
    script = (HERE / "web" / "spreadsheet.js").read_text("utf-8")
    signs = "Array.from({ length: 65536 }, (_, code) => String.fromCharCode(code))"
    guards = page.evaluate(f"""() => {{
      {script}
      return {signs}.map((sign) => csvCell(sign).startsWith(`"'${{sign}}`));
    }}""")
    assert [code for code in range(65536) if guards[code]] == [code for code in range(65536) if guarded(chr(code)) != chr(code)]


def test_the_guard_is_on_every_cell(course):
    checklist = next(iter(check_course(course.root)[0].checklists.values()))
    file = checklist.file
    item = checklist.groups[0].items[0].model_copy(update={"text": '=HYPERLINK("https://example.org")'})
    group = checklist.groups[0].model_copy(update={"title": "@title", "items": (item,)})
    changed = type(checklist)(file, (group,), checklist.source)
    cells = [cell for row in csv.reader(io.StringIO(table(changed))) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("name", ["docx", "csv"])
def test_one_module_cannot_be_asked_for(name, tmp_path):
    with pytest.raises(ValueError, match="leave --module out"):
        exports.export(name, REAL, tmp_path, "role")
