"""Handouts: each one is read back with a PDF library that nobody here wrote, and prints the same bytes every time."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from typing import Any

import pytest
import zxingcpp
from mkdocs.exceptions import Abort
from pypdf import PdfReader

from selfcheck import exports
from selfcheck.course import PAPER_SIZES
from selfcheck.exports import docx
from selfcheck.handouts import papers
from selfcheck.handouts.paper import HERE, SIZES, words
from selfcheck.handouts.press import Press, Print
from selfcheck.links import check_course
from selfcheck.render import Renderer
from selfcheck.view import view_of
from tests.conftest import ROOT
from tests.test_kinds import examples

REAL, _ = check_course(ROOT)
SITE = "https://training.example.org/sbs"
PAPERS = {paper.name: paper for paper in papers(REAL, "")}
PRESS = {size: Press(size) for size in SIZES}
POINTS = {"letter": (612, 792), "a4": (595, 842)}


def read(made: Print) -> Any:  # pypdf types what it reads too narrowly for a tree of anything
    return PdfReader(io.BytesIO(made.pdf))


def text_of(made: Print) -> str:
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def tags(reader: Any) -> set[str]:
    """Every kind of structure element in the document."""
    found: set[str] = set()
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop().get_object()
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            found.add(str(node.get("/S", "")))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def plain(nodes) -> str:
    return "".join(node if isinstance(node, str) else plain(node["c"]) for node in nodes)


@pytest.mark.parametrize("name", PAPERS)
def test_every_handout_is_tagged_titled_and_has_a_language_and_bookmarks(name):
    made = PRESS["letter"].run(PAPERS[name])
    reader = read(made)
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 (an object of pypdf)
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 (the same)
    assert reader.metadata
    assert reader.metadata.title == PAPERS[name].title
    assert reader.metadata.author == "Side by Side"
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.outline
    assert {"/Document", "/H1", "/H2", "/P"} <= tags(reader)
    assert made.pages == len(reader.pages)


def test_every_size_of_paper_is_known_wherever_one_is_needed():
    assert set(PAPER_SIZES) == set(SIZES) == set(docx.SIZES) == set(words()["site"]["papers"])


@pytest.mark.parametrize("size", SIZES)
def test_the_paper_has_the_size_that_was_asked_for(size):
    pages = read(PRESS[size].run(PAPERS["forms/mi-self-check.pdf"])).pages
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in pages} == {POINTS[size]}


def test_every_checklist_quiz_and_conversation_is_printed():
    quizzes = {module.id for module in REAL.modules.values() if module.quiz_id in REAL.quizzes}
    assert {paper.of for paper in PAPERS.values() if paper.kind == "forms"} == set(REAL.checklists)
    for kind in ("worksheets", "answer-keys"):
        assert {paper.of for paper in PAPERS.values() if paper.kind == kind} == quizzes
    assert {paper.kind for paper in PAPERS.values()} == {
        "forms",
        "worksheets",
        "answer-keys",
        "role-plays",
        "facilitators",
    }


def test_two_prints_are_byte_identical_and_name_no_date():
    paper = PAPERS["forms/mi-self-check.pdf"]
    first, second = Press("a4").run(paper), Press("a4").run(paper)
    assert first.pdf == second.pdf
    assert b"/CreationDate" not in first.pdf
    assert b"/ModDate" not in first.pdf


def test_only_the_fonts_inside_typst_are_used():
    for name in ("forms/mi-observation.pdf", "facilitators/guide.pdf", "answer-keys/mi-spirit-skills.pdf"):
        reader = read(PRESS["letter"].run(PAPERS[name]))
        fonts = {font["/BaseFont"] for page in reader.pages for font in page["/Resources"]["/Font"].values()}
        assert all(re.search("LibertinusSerif|DejaVuSansMono", font) for font in fonts), fonts


def test_one_sheet_of_paper_holds_a_template():
    for size in SIZES:
        assert [PRESS[size].run(PAPERS[f"forms/{name}.pdf"]).pages for name in ("goal-sheet", "assignment-card")] == [1, 1]


@pytest.mark.parametrize("quiz", [one for one in REAL.quizzes.values() if REAL.module_of(one.id)], ids=lambda one: one.id)
def test_a_worksheet_gives_nothing_away_and_the_key_all(quiz):
    module = REAL.module_of(quiz.id)
    assert module
    sheet, key = (str(PAPERS[f"{kind}/{module.id}.pdf"].data["questions"]) for kind in ("worksheets", "answer-keys"))
    told = 0
    for item in quiz.interactions.values():
        for one in (*getattr(item, "alternatives", ()), *getattr(item, "rows", ())):
            told += 1
            assert repr(one.feedback)[1:-1] not in sheet
            if not re.search(r"[*_`\n]", one.feedback):
                assert repr(one.feedback)[1:-1] in key
    assert told
    assert "'right'" not in sheet


def test_a_match_has_one_letter_on_the_screen_the_worksheet_and_the_key(course):
    [question] = [param.values[1]["question"] for param in examples("edge") if "eight lines and four matches" in str(param.id)]
    course.replace("docs/modules/plan-together.md", "id: own", f"id: {question['objective']}")
    quiz = {"id": "plan-together", "title": "Numbers", "questions": [question]}
    course.write("quizzes/plan-together.yml", json.dumps(quiz))
    changed = check_course(course.root)[0]
    shelf = re.findall(r"<li><b>(\w)\.</b> <span>(\w+)</span>", Renderer(changed).quiz("plan-together"))
    lettered = {text: sign for sign, text in shelf}
    assert len(lettered) == 12
    made = {paper.kind: text_of(PRESS["letter"].run(paper)) for paper in papers(changed, "") if paper.of == "plan-together"}
    assert {text: found[1] for text in lettered if (found := re.search(rf"(\w)\. {text}", made["worksheets"]))} == lettered
    for pair in question["pairs"]:
        assert f"{lettered[pair['match']]}. {pair['match']} {pair['text']}" in made["answer-keys"]


def test_the_workers_sheet_of_a_role_play_comes_before_what_the_replies_do():
    reader = read(PRESS["letter"].run(next(paper for paper in PAPERS.values() if paper.kind == "role-plays")))
    pages = [" ".join(page.extract_text().split()) for page in reader.pages]
    partner = next(index for index, page in enumerate(pages) if "Partner’s sheet" in page)
    assert partner > 0
    assert not any("+1" in page for page in pages[:partner])
    assert "+1" in pages[partner]


NASTY = [
    '#panic("no")',
    "$x^2$ and @ref and <label>",
    r"back\slash \u{48} \#let",
    "“]} ) #] [ ```raw```",
    "// gone? /* gone? */",
    "= Heading",
    '#sys.inputs.data #read("/etc/passwd")',
]


@pytest.mark.parametrize("nasty", NASTY)
def test_what_an_author_writes_is_data_and_never_code(course, nasty):
    checklist = next(iter(check_course(course.root)[0].checklists.values()))
    group = checklist.groups[0]
    item = group.items[0].model_copy(update={"text": f"Before {nasty} after"})
    file = checklist.file.model_copy(update={"title": nasty, "when": nasty})
    changed = replace(checklist, file=file, groups=(group.model_copy(update={"title": nasty, "items": (item,)}),))
    own = replace(REAL, checklists={checklist.id: changed}, modules={})
    made = PRESS["letter"].run(next(papers(own, "")))
    shown = text_of(made).replace(" ", "")
    for text in (f"Before {plain(made.paper.data['groups'][0]['items'][0]['text'])[7:]}", nasty):
        assert text.replace(" ", "").replace("`", "") in shown.replace("`", "")
    assert read(made).metadata.title == nasty


def test_a_code_leads_back_to_the_page_where_the_site_has_an_address():
    forms = {paper.of: paper for paper in papers(REAL, SITE) if paper.kind == "forms"}
    assert forms["goal-sheet"].data["qr"]["url"] == "https://training.example.org/sbs/templates/goal-sheet/"
    assert "This page online" in text_of(PRESS["letter"].run(forms["goal-sheet"]))
    assert "/Figure" in tags(read(PRESS["letter"].run(forms["goal-sheet"])))
    assert PAPERS["forms/goal-sheet.pdf"].data["qr"] is None


def test_a_reader_nobody_here_wrote_finds_the_page_by_the_code():
    for paper in (one for one in papers(REAL, SITE) if one.data.get("qr")):
        svg, url = paper.data["qr"]["svg"], paper.data["qr"]["url"]
        size = int(re.findall(r'viewBox="0 0 (\d+)', svg)[0])
        dots = bytearray(b"\xff" * size * size)
        for x, y, run in (map(int, box) for box in re.findall(r"M(\d+) (\d+)h(\d+)", svg)):
            dots[y * size + x : y * size + x + run] = bytes(run)
        picture = memoryview(bytes(dots)).cast("B", (size, size))
        assert [one.text for one in zxingcpp.read_barcodes(picture)] == [url], paper.name


def test_a_sign_that_no_font_has_is_told_in_words(printed, caplog):
    printed.replace("checklists/after-talk.yml", "when: ", "when: 😀 ")
    with pytest.raises(Abort):
        printed.build()
    assert "(forms/after-talk.pdf) cannot be printed. The fonts of the handouts have no sign for “😀”." in caplog.text
    assert "Traceback" not in caplog.text


def test_what_was_printed_once_is_taken_from_the_cache(tmp_path):
    paper = PAPERS["forms/goal-sheet.pdf"]
    first = Press("letter", cache=tmp_path).run(paper)
    [kept] = tmp_path.iterdir()
    changed = first.pdf.replace(b"Typst", b"Cache")
    kept.write_bytes(changed)
    assert Press("letter", cache=tmp_path).run(paper).pdf == changed
    kept.write_bytes(first.pdf[:100])
    assert Press("letter", cache=tmp_path).run(paper).pdf == first.pdf
    Press("a4", cache=tmp_path).run(paper)
    assert len(list(tmp_path.iterdir())) == 2


def test_every_word_of_the_handouts_is_said():
    source = "\n".join(
        path.read_text("utf-8") for path in [*HERE.glob("*.typ"), *HERE.glob("*.py"), *(HERE.parent / "exports").glob("*.py")]
    )
    named = {match for pair in re.findall(r"\bw\.(\w+)|[\"'](\w+)[\"']", source) for match in pair if match}
    named |= {"worker", "supervisor"}  # what `for:` of a checklist says
    unsaid = [f"{group}.{key}" for group, own in words().items() for key in own if key not in named]
    assert unsaid == []


def test_the_export_writes_both_sizes_and_one_module_where_that_is_asked(tmp_path):
    one = exports.export("handout", REAL, tmp_path / "one", "mi-change-talk")
    kinds = {"worksheets/mi-change-talk", "answer-keys/mi-change-talk", "role-plays/mi-change-talk-resume-class"}
    expected = {f"handouts/{size}/{kind}.pdf" for size in SIZES for kind in kinds}
    assert {path.relative_to(tmp_path / "one").as_posix() for path in one} == expected
    again = exports.export("handout", REAL, tmp_path / "again", "mi-change-talk")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in again]


# In the site


@pytest.fixture
def printed(course):
    course.replace("mkdocs.yml", "handouts: false", "paper: a4")
    course.replace("mkdocs.yml", "  - About:", "  - facilitators.md\n  - About:")
    course.write("docs/facilitators.md", "---\ntitle: For facilitators\n---\n\n::: handouts\n")
    return course


def pdfs(site) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.glob("handouts/**/*.pdf")}


def links(site, page) -> dict[str, str]:
    """Every link to a PDF on a page, by what it says to a screen reader. No two say the same."""
    html = (site / page).read_text("utf-8")
    found = re.findall(r'<a href="([^"]+)" type="application/pdf">(.+?)</a>', html)
    named = {re.sub(r"<[^>]+>", "", text): href for href, text in found}
    assert len(named) == len(found)
    return named


def test_pages_link_what_there_is_to_print_with_type_and_size(printed):
    site = printed.build()
    module = links(site, "modules/listen-first/index.html")
    form = links(site, "checklists/after-talk/index.html")
    assert len(form) == 1
    for page, found in (("modules/listen-first", module), ("checklists/after-talk", form)):
        for text, href in found.items():
            file = (site / page / href).resolve()
            size = max(1, round(file.stat().st_size / 1000))
            pages = len(PdfReader(file).pages)
            assert text.endswith(f"(PDF, A4, {pages} page{'s' * (pages > 1)}, {size} KB)")
    assert any(text.startswith("Print worksheet") for text in module)


def test_answer_keys_are_linked_from_the_facilitators_page_alone(printed):
    site = printed.build()
    linking = {path.relative_to(site).as_posix() for path in site.rglob("*.html") if "answer-keys/" in path.read_text("utf-8")}
    assert linking == {"facilitators/index.html"}
    found = links(site, "facilitators/index.html")
    assert {href.removeprefix("../") for href in found.values()} == {
        path.relative_to(site).as_posix() for path in site.glob("handouts/**/*.pdf")
    }


def test_the_facilitators_page_is_a_table_with_a_row_for_each_module(printed):
    site = printed.build()
    html = (site / "facilitators/index.html").read_text("utf-8")
    table = html[html.index("<table") : html.index("</table>")]
    assert re.findall(r'<th scope="col">([^<]+)</th>', table) == ["Module", "Worksheet", "Answer key"]
    rows = [" ".join(re.sub(r"<[^>]+>", "", row).split()) for row in re.findall(r"(?s)<tr>\s*<th.*?</tr>", table)][1:]
    sizes = r"\(PDF, A4, \d+ pages?, \d+ KB\)"
    for row, module in zip(rows, check_course(printed.root)[0].modules.values(), strict=True):
        title = re.escape(module.front.title)
        of = f"for the module “{title}” {sizes}"
        wanted = f"{re.escape(module.front.number)} {title} Worksheet {of} Answer key {of}"
        assert re.fullmatch(wanted, row), row


def test_two_sites_have_the_same_handouts_and_the_second_comes_from_the_cache(printed):
    first = pdfs(printed.build())
    kept = {path: path.stat().st_mtime_ns for path in (printed.root / ".cache/handouts").iterdir()}
    assert len(kept) == len(first)
    assert pdfs(printed.build()) == first
    assert {path: path.stat().st_mtime_ns for path in (printed.root / ".cache/handouts").iterdir()} == kept


def test_a_watching_author_is_told_who_prints(printed):
    course = check_course(printed.root)[0]
    seen = view_of(course, ROOT / "hooks" / "theme", published=False)
    assert seen.shelf.files == {}
    assert "make build" in seen.shelf.note


def test_an_agency_can_do_without(course):
    site = course.build()
    assert not (site / "handouts").exists()
    assert "sbs-prints" not in (site / "modules/listen-first/index.html").read_text("utf-8")


def test_the_build_says_why_there_is_no_code(printed, caplog):
    with caplog.at_level("INFO"):
        printed.build()
    assert "no site_url" in caplog.text
