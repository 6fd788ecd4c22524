"""Copies to change: every checklist and letter as a file for Word or LibreOffice, with real headings and lists.

Two exports are byte-identical: the packages hold no time but a fixed one.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

from docx import Document
from docx.document import Document as Docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from selfcheck.checklist import AnswerField, Checklist, Item
from selfcheck.course import Course
from selfcheck.handouts.paper import words
from selfcheck.handouts.text import Node, blocks, line
from selfcheck.letter import BLANK, Letter, Version, texts

SIZES = {"letter": (215.9, 279.4), "a4": (210.0, 297.0)}  # millimetres
PINE, SOFT = RGBColor(0x0F, 0x5C, 0x5A), RGBColor(0x43, 0x52, 0x4F)
TICK = "☐ "
SHORT, MARGIN = Mm(80), 20  # where a short line to write on ends; the margins in millimetres
NO_TIME = dt.datetime(1980, 1, 1)  # noqa: DTZ001 (a package knows no time zones; this is the earliest it can say)


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `docx/<id>.docx` for every checklist and letter."""
    if module:
        message = "Checklists and letters belong to no single module: leave --module out."
        raise ValueError(message)
    made = {one.id: _checklist(course, one) for one in course.checklists.values()}
    made |= {one.id: _letter(course, one) for one in course.letters.values()}
    (out / "docx").mkdir(parents=True, exist_ok=True)
    for name, document in made.items():
        (out / "docx" / f"{name}.docx").write_bytes(_package(document))
    return [out / "docx" / f"{name}.docx" for name in made]


def _new(course: Course, title: str, language: str = "en") -> Docx:
    document = Document()
    section = document.sections[0]
    width, height = SIZES[course.nav.paper]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(width), Mm(height)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(MARGIN)
    about = document.core_properties
    about.title, about.author, about.language = title, course.nav.site_name, language
    about.created = about.modified = NO_TIME
    about.comments, about.last_modified_by, about.revision = "", "", 1
    for name, size in (("Normal", 11), ("Heading 1", 20), ("Heading 2", 14), ("Heading 3", 12)):
        font = document.styles[name].font
        font.name, font.size = "Calibri", Pt(size)
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)  # else the theme's font wins over the one that is named
        if name != "Normal":
            font.color.rgb = PINE
    _language(document.styles["Normal"].element.get_or_add_rPr(), language)
    document.add_heading(title, 1)
    return document


def _language(properties: object, language: str) -> None:
    tag = OxmlElement("w:lang")
    tag.set(qn("w:val"), language)
    properties.append(tag)  # type: ignore[attr-defined]  # an element of python-docx, whose class is private


def _run(paragraph: Paragraph, nodes: Iterable[Node], *, bold: bool = False, italic: bool = False) -> Paragraph:
    """Add authors' Markdown to a paragraph."""
    for node in nodes:
        if isinstance(node, str):
            run = paragraph.add_run(node)
            run.bold, run.italic = bold or None, italic or None
        else:
            _run(paragraph, node["c"], bold=bold or node["t"] == "strong", italic=italic or node["t"] == "em")
    return paragraph


def _blocks(document: Docx, nodes: Iterable[Node]) -> None:
    for node in nodes:
        if isinstance(node, str) or node["t"] == "p":
            _run(document.add_paragraph(), [node])
        else:
            style = "List Bullet" if node["t"] == "ul" else "List Number"
            for item in node["c"]:
                _run(document.add_paragraph(style=style), [item])


def _small(document: Docx, label: str, nodes: list[Node]) -> None:
    if nodes:
        paragraph = document.add_paragraph()
        if label:
            paragraph.add_run(f"{label} ").bold = True
        _run(paragraph, nodes)
        for run in paragraph.runs:
            run.font.size, run.font.color.rgb = Pt(9.5), SOFT


def _checklist(course: Course, checklist: Checklist) -> Docx:
    file, said = checklist.file, words()["form"]
    document = _new(course, file.title)
    _run(document.add_paragraph(), line(file.lede))
    _small(document, said["when"], [f"{file.when}. {said['promise_worksheet' if checklist.is_worksheet else 'promise']}"])
    for label in [] if checklist.is_worksheet else said["head_observer" if file.mirrors else "head"]:
        _to_write(document, label, short=True)
    number = 0
    for group in checklist.groups:
        document.add_heading(group.title, 2)
        _blocks(document, blocks(group.intro))
        for item in group.items:
            number += 1
            _item(document, checklist, item, "" if checklist.is_worksheet else f"{number}. ")
    if file.reflection:
        document.add_heading(said["reflection"], 2)
    for prompt in file.reflection:
        _written(document, line(prompt.text))
    if file.plan:
        document.add_heading(said["plan"], 2)
    for one in file.plan:
        _written(document, [one.label], short=one.type == "date")
    if file.supervisor_use:
        document.add_heading(said["supervisor_use"], 2)
        _blocks(document, blocks(file.supervisor_use))
    return document


def _item(document: Docx, checklist: Checklist, item: Item, number: str) -> None:
    said = words()["form"]
    paragraph = document.add_heading(number, 3)
    _run(paragraph, line(item.text))
    for label, text in (("", item.hint), (said["look_for"], item.look_for), (said["watch_for"], item.watch_for)):
        _small(document, label, line(text))
    for one in checklist.fields_of(item):
        _field(document, checklist, one)


def _field(document: Docx, checklist: Checklist, one: AnswerField) -> None:
    label = f"{one.label}: " if one.label else ""
    if one.type == "rating":
        document.add_paragraph(label + "   ".join(TICK + point.label for point in checklist.file.scales[one.scale or ""]))
    elif one.type == "tick":
        document.add_paragraph(TICK + (one.label or ""))
    else:
        _to_write(document, one.label or "", short=one.type != "text")


def _to_write(document: Docx, label: str, *, short: bool = False) -> None:
    """Add a line to write on. It is a tab, so it ends at the margin whatever is changed before it."""
    paragraph = document.add_paragraph(f"{label}: \t" if label else "\t")
    section = document.sections[0]
    end = SHORT if short else section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]  # set above
    paragraph.paragraph_format.tab_stops.add_tab_stop(end, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.LINES)


def _written(document: Docx, label: list[Node], *, short: bool = False) -> None:
    _run(document.add_paragraph(), label, bold=True).paragraph_format.keep_with_next = True
    for _ in range(1 if short else 2):
        _to_write(document, "", short=short)


def _letter(course: Course, letter: Letter) -> Docx:
    document = _new(course, letter.file.title, letter.file.versions[0].language)
    for version in letter.file.versions:
        _version(document, version)
    return document


def _version(document: Docx, version: Version) -> None:
    """Add one language: the finished letter, then its pieces with blanks, then words to be careful with."""
    start = len(document.paragraphs)
    said = words()["docx"]
    document.add_heading(version.label, 2)
    if version.note:
        _run(document.add_paragraph(), line(version.note), italic=True)
    document.add_heading(said["sample"], 3)
    _blocks(document, blocks(version.sample))
    document.add_heading(said["pieces"], 3)
    for text in texts(version.pieces).values():
        document.add_paragraph(BLANK.sub("________", text), style="List Bullet")
    if version.careful:
        document.add_heading(said["careful"], 3)
    for one in version.careful:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(", ".join(one.words)).bold = True
        paragraph.add_run(f": {one.say}")
    for paragraph in document.paragraphs[start:]:
        for run in paragraph.runs:
            _language(run._r.get_or_add_rPr(), version.language)  # noqa: SLF001 (python-docx has no word for languages)


def _package(document: Docx) -> bytes:
    """Pack the file again with one fixed time, so that the same words give the same bytes."""
    written, packed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            member = zipfile.ZipInfo(name, NO_TIME.timetuple()[:6])
            member.compress_type, member.create_system = zipfile.ZIP_DEFLATED, 3
            new.writestr(member, old.read(name))
    return packed.getvalue()
