"""Reads the course from a folder: modules, quizzes, sources, resources and terms, with everything wrong reported at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from selfcheck.blocks import Block, scan, without_code
from selfcheck.checklist import Checklist
from selfcheck.checklist_files import read_checklists
from selfcheck.collect import Collector, stamp, validated
from selfcheck.course import CHECKLIST_FOLDERS, Course, Module, ModuleFront, Nav, ResourcesPage, SourcesPage
from selfcheck.garbage import all_stays
from selfcheck.glossary import GlossaryPage
from selfcheck.letter import read_letters
from selfcheck.problems import Finding, Place
from selfcheck.quiz_files import read_quizzes
from selfcheck.registry import Registry, find_kinds
from selfcheck.source import Page, parse, read_page, read_text

MODULE_FOLDERS = ("modules", "local/modules")
SOURCES_PAGE = "about/sources.md"
RESOURCES_PAGE = "resources.md"
GLOSSARY_PAGE = "glossary.md"
EMPTY: dict[str, Any] = {"title": "", "sources": (), "resources": (), "terms": ()}
TEMPLATE_TAG = re.compile(r"\{\{|\{%|\{#")
UNSAFE_URL = re.compile(r"(?:java|vb)script\s*:|data\s*:\s*text/html", re.IGNORECASE)
UNSAFE_HTML = re.compile(
    r"<(?:script|style|iframe|frame|object|embed|applet|form|base|meta|link)\b"
    r"|(?<=[\s\"'/])(?:on[a-z]+|style)\s*=(?=[^<>]*>)|" + UNSAFE_URL.pattern,
    re.IGNORECASE,
)
UNSAFE_SIGNS = ("<", ">", "script", "data")  # without one of them there is nothing to look for, which is quicker to see
PAGE_ENDINGS = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # what MkDocs takes for a page
M = TypeVar("M", bound=BaseModel)


def find_root(start: Path) -> Path:
    """Find the course a folder stands in: the nearest one upwards with mkdocs.yml. Raises FileNotFoundError."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    message = f"no mkdocs.yml in {start} or above it"
    raise FileNotFoundError(message)


def module_files(name: str) -> tuple[str, ...]:
    """Name every place below the root where the file of a module may stand."""
    return tuple(f"docs/{folder}/{name}.md" for folder in MODULE_FOLDERS)


def content_files(root: Path) -> list[Path]:
    """Name every file that `load_course` may read, in order."""
    folders = [root / name for name in ("quizzes", "checklists", "letters")]
    return [
        root / "mkdocs.yml",
        *sorted((root / "docs").rglob("*.md")),
        *(one for folder in folders for one in sorted(folder.glob("*"))),
    ]


@all_stays()
def load_course(root: Path, collect: Collector, registry: Registry | None = None) -> Course:
    """Read every content file below `root`. Whatever is not sound is left out and reported to `collect`."""
    registry = registry or find_kinds()
    nav = _read_nav(root, collect)
    pages = {page.file.removeprefix("docs/"): page for page in _read_pages(root, collect)}
    blocks = {path: collect.once("blocks", path, page, partial(_blocks, page)) for path, page in pages.items()}
    modules = {module.id: module for module in _in_order(list(_modules(pages, blocks, collect)), nav)}
    quizzes = {quiz.id: quiz for quiz in read_quizzes(root, collect, registry)}
    sources = _front(pages, SOURCES_PAGE, SourcesPage, collect)
    resources = _front(pages, RESOURCES_PAGE, ResourcesPage, collect)
    glossary = _front(pages, GLOSSARY_PAGE, GlossaryPage, collect)
    return Course(
        root=root,
        registry=registry,
        nav=nav,
        modules=modules,
        quizzes=quizzes,
        checklists={one.id: one for one in sorted(read_checklists(root, collect), key=lambda one: _place(one, nav))},
        letters={letter.id: letter for letter in read_letters(root, collect)},
        sources=None if sources is None else {entry.id: entry for entry in sources.sources},
        resources=None if resources is None else {entry.id: entry for entry in resources.resources},
        terms=None if glossary is None else tuple(glossary.terms),
        pages=pages,
        blocks=blocks,
        origins={path: pages[path].front for path in (SOURCES_PAGE, RESOURCES_PAGE, GLOSSARY_PAGE) if path in pages},
    )


def _read_nav(root: Path, collect: Collector) -> Nav:
    text = read_text(root / "mkdocs.yml", "mkdocs.yml", collect)
    source = parse(text, "mkdocs.yml", collect, role="configuration") if text is not None else None
    value: Any = source.value if source and isinstance(source.value, dict) else {}
    extra = value.get("extra") if isinstance(value.get("extra"), dict) else {}
    retired = extra.get("retired") or []
    return Nav(
        source=source,
        entries=tuple(_walk_nav(value.get("nav"), ("nav",))),
        site_id=str(extra.get("site_id") or ""),
        retired=tuple(map(str, retired)) if isinstance(retired, list) else (),
        offline=_is_wanted(extra, "offline"),
        site_name=str(value.get("site_name") or ""),
        site_url=str(value.get("site_url") or "") if "://" in str(value.get("site_url")) else "",
        paper=str(extra.get("paper") or "letter").lower(),
        handouts=_is_wanted(extra, "handouts"),
    )


def _is_wanted(extra: Mapping[str, Any], name: str) -> bool:
    return str(extra.get(name)).lower() != "false"


def _walk_nav(value: object, loc: tuple[str | int, ...]) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    if isinstance(value, str):
        yield value, loc
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _walk_nav(child, (*loc, index))
    elif isinstance(value, dict):
        for key, child in value.items():
            yield from _walk_nav(child, (*loc, key))


def _read_pages(root: Path, collect: Collector) -> Iterator[Page]:
    for path in sorted(path for path in (root / "docs").rglob("*") if path.suffix.lower() in PAGE_ENDINGS):
        if path.suffix == ".md":
            yield collect.once("page", str(path), stamp(path), partial(_read_page, path, root))
        else:
            place = Place(path.relative_to(root).as_posix())
            collect(Finding("file-not-read", values={"ending": ".md", "name": path.stem + ".md"}), place)


def _read_page(path: Path, root: Path, collect: Collector) -> Page:
    page = read_page(path, root, collect)
    if not page.front.sound:
        collect.doubtful.add(page.file)
    _tell(page, _body_findings(page.body), collect)
    return page


def _tell(page: Page, found: Iterable[tuple[Finding, int, int]], collect: Collector) -> None:
    lines = page.body.split("\n")
    for finding, line, column in found:
        collect(finding, Place(page.file, page.body_line + line, column + 1), lines[line])


def _body_findings(body: str) -> Iterator[tuple[Finding, int, int]]:
    """Check a page's text for what a page of this site never holds; code samples may show it. Gives (finding, line, column)."""
    spoken = without_code(body)
    folded = spoken.casefold()
    for code, pattern, signs in (("markup-in-text", TEMPLATE_TAG, ("{",)), ("unsafe-html", UNSAFE_HTML, UNSAFE_SIGNS)):
        for match in pattern.finditer(spoken) if any(sign in folded for sign in signs) else ():
            start = spoken.rfind("\n", 0, match.start()) + 1
            yield Finding(code, values={"found": match[0]}), spoken.count("\n", 0, match.start()), match.start() - start
    for number, line in enumerate(spoken.split("\n") if "&" in spoken else ()):
        hidden = UNSAFE_URL.search(unescape(line))  # letters can be written as numbers, which a browser reads back
        if hidden and not UNSAFE_URL.search(line):
            yield Finding("unsafe-html", values={"found": hidden[0]}), number, line.index("&")


def _blocks(page: Page, collect: Collector) -> tuple[Block, ...]:
    blocks, wrong = scan(page.body)
    _tell(page, wrong, collect)
    if wrong:
        collect.doubtful.add(page.file)
    return tuple(blocks)


def _modules(pages: Mapping[str, Page], blocks: Mapping[str, tuple[Block, ...]], collect: Collector) -> Iterator[Module]:
    for path, page in pages.items():
        folder, _, name = path.rpartition("/")
        if folder not in MODULE_FOLDERS:
            continue
        if page.front.value is None and not page.front.sound:
            continue
        if page.front.is_empty:
            collect(Finding("module-id-missing"), Place(page.file), "")
            collect.doubtful.add(page.file)
            continue
        front = collect.once("module", path, page, partial(validated, ModuleFront, page.front))
        if front is None:
            continue
        if front.id != name.removesuffix(".md"):
            page.front.report(collect, Finding("id-is-file-name", ("id",), {"id": front.id, "name": name}))
            collect.doubtful.add(page.file)
            if f"{folder}/{front.id}.md" in pages:
                continue  # that page is the one with this id
        yield Module(front, path, page, blocks[path])


def _in_order(modules: list[Module], nav: Nav) -> list[Module]:
    order = {path: index for index, (path, _) in enumerate(nav.entries)}
    return sorted(modules, key=lambda module: (order.get(module.path, len(order)), module.path))


def _place(checklist: Checklist, nav: Nav) -> tuple[int, str]:
    """Say where the navigation puts a checklist's page."""
    paths = [path for path, _ in nav.entries]
    own = [f"{folder}/{checklist.id}.md" for folder in CHECKLIST_FOLDERS]
    return next((paths.index(path) for path in own if path in paths), len(paths)), checklist.id


def _front(pages: Mapping[str, Page], path: str, model: type[M], collect: Collector) -> M | None:
    if path not in pages:
        return model.model_construct(**EMPTY)
    front = pages[path].front
    return validated(model, front, collect) if front.sound or front.value is not None else None
