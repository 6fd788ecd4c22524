"""Reads the course from a folder: modules, quizzes, sources and resources, with everything wrong reported at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from selfcheck.blocks import scan
from selfcheck.course import Course, Module, ModuleFront, Nav, Quiz, QuizFile, ResourcesPage, SourcesPage
from selfcheck.problems import Catalogue, Finding, Place, Problem, Severity, nearest
from selfcheck.question import Question
from selfcheck.registry import Registry, find_kinds
from selfcheck.shape import validate
from selfcheck.source import Page, Source, parse, read_page, read_text, read_yaml

MODULE_FOLDERS = ("modules", "local/modules")
SOURCES_PAGE = "about/sources.md"
RESOURCES_PAGE = "resources.md"
EMPTY: dict[str, Any] = {"title": "", "sources": (), "resources": ()}
TEMPLATE_TAG = re.compile(r"\{\{|\{%|\{#")
UNSAFE_HTML = re.compile(r"<(?:script|style|iframe|object|embed|form|base|meta|link)\b|\son[a-z]+\s*=|javascript:", re.I)
CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ \t]*$|`[^`\n]+`|^ {4}.*$", re.MULTILINE | re.DOTALL)
M = TypeVar("M", bound=BaseModel)


class Collector:
    """Gathers problems. Rules call it with a finding, a place and the source line; it words them from the catalogue."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._problems: set[Problem] = set()

    def __call__(self, finding: Finding, place: Place, excerpt: str = "") -> None:
        """Take one finding."""
        self._problems.add(self.catalogue.word(finding.code, place, excerpt, finding.values))

    @property
    def problems(self) -> list[Problem]:
        """Everything found so far, in the order of files and lines."""
        return sorted(self._problems, key=lambda problem: problem.sort_key)


def find_root(start: Path) -> Path:
    """Find the course a folder stands in: the nearest one upwards with mkdocs.yml. Raises FileNotFoundError."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file():
            return folder
    message = f"no mkdocs.yml in {start} or above it"
    raise FileNotFoundError(message)


def load_course(root: Path, collect: Collector, registry: Registry | None = None) -> Course:
    """Read every content file below `root`. Whatever is not sound is left out and reported to `collect`."""
    registry = registry or find_kinds()
    nav = _read_nav(root, collect)
    pages = {page.file.removeprefix("docs/"): page for page in _read_pages(root, collect)}
    modules = {module.id: module for module in _in_order(list(_modules(pages, collect)), nav)}
    quizzes = {quiz.id: quiz for quiz in _read_quizzes(root, collect, registry)}
    sources = _front(pages, SOURCES_PAGE, SourcesPage, collect)
    resources = _front(pages, RESOURCES_PAGE, ResourcesPage, collect)
    return Course(
        root=root,
        registry=registry,
        nav=nav,
        modules=modules,
        quizzes=quizzes,
        sources=None if sources is None else {entry.id: entry for entry in sources.sources},
        resources=None if resources is None else {entry.id: entry for entry in resources.resources},
        pages=pages,
        origins={path: pages[path].front for path in (SOURCES_PAGE, RESOURCES_PAGE) if path in pages},
    )


def _read_nav(root: Path, collect: Collector) -> Nav:
    text = read_text(root / "mkdocs.yml", "mkdocs.yml", collect)
    source = parse(text, "mkdocs.yml", collect, tags=True) if text is not None else None
    value: Any = source.value if source and isinstance(source.value, dict) else {}
    extra = value.get("extra") if isinstance(value.get("extra"), dict) else {}
    retired = extra.get("retired") or []
    return Nav(
        source=source,
        entries=tuple(_walk_nav(value.get("nav"), ("nav",))),
        site_id=str(extra.get("site_id") or ""),
        retired=tuple(map(str, retired)) if isinstance(retired, list) else (),
    )


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
    for path in sorted((root / "docs").rglob("*.md")):
        page = read_page(path, root, collect)
        if page is not None:
            for finding, line in _body_findings(page.body):
                collect(finding, Place(page.file, page.body_line + line), page.body.split("\n")[line])
            yield page


def _body_findings(body: str) -> Iterator[tuple[Finding, int]]:
    """Check a page's text for what a page of this site never holds; code samples may show it."""
    spoken = CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    for code, pattern in (("markup-in-text", TEMPLATE_TAG), ("unsafe-html", UNSAFE_HTML)):
        for match in pattern.finditer(spoken):
            yield Finding(code, values={"found": match[0].strip()}), spoken.count("\n", 0, match.start())


def _modules(pages: Mapping[str, Page], collect: Collector) -> Iterator[Module]:
    for path, page in pages.items():
        blocks, wrong = scan(page.body)
        for finding, line in wrong:
            collect(finding, Place(page.file, page.body_line + line), page.body.split("\n")[line])
        folder, _, name = path.rpartition("/")
        if folder not in MODULE_FOLDERS:
            continue
        if page.front.root is None:
            collect(Finding("module-id-missing"), Place(page.file), "")
            continue
        front = _validated(ModuleFront, page.front, collect)
        if front is None:
            continue
        if front.id != name.removesuffix(".md"):
            page.front.report(collect, Finding("id-is-file-name", ("id",), {"id": front.id, "name": name}))
        yield Module(front, path, page, tuple(blocks))


def _validated(model: type[M], source: Source, collect: Collector) -> M | None:
    record, findings = validate(model, source.value)
    for finding in findings:
        source.report(collect, finding)
    return record


def _in_order(modules: list[Module], nav: Nav) -> list[Module]:
    order = {path: index for index, (path, _) in enumerate(nav.entries)}
    return sorted(modules, key=lambda module: (order.get(module.path, len(order)), module.path))


def _front(pages: Mapping[str, Page], path: str, model: type[M], collect: Collector) -> M | None:
    return _validated(model, pages[path].front, collect) if path in pages else model.model_construct(**EMPTY)


def _read_quizzes(root: Path, collect: Collector, registry: Registry) -> Iterator[Quiz]:
    for path in sorted((root / "quizzes").glob("*.y*ml")):
        source = read_yaml(path, root, collect)
        if source is None:
            continue
        if source.root is None:
            collect(Finding("empty-file", values={"kind": "quiz", "id": path.stem}), Place(source.file), "")
            continue
        shape = _validated(QuizFile, source, collect)
        rows = tuple(_questions(source, registry, collect))
        if shape is None:
            continue
        if shape.id != path.stem:
            source.report(collect, Finding("id-is-file-name", ("id",), {"id": shape.id, "name": path.name}))
        yield Quiz(shape.id, shape.title, shape.was, shape.retired, rows, source)


def _questions(source: Source, registry: Registry, collect: Collector) -> Iterator[tuple[int, Question]]:
    """Check each question by its kind: its shape first, its rules only when the shape is right, so nothing cascades."""
    rows = source.value.get("questions") if isinstance(source.value, dict) else None
    first: dict[str, int] = {}
    for index, value in enumerate(rows if isinstance(rows, list) else []):
        report = _reporter(source, ("questions", index), collect)
        model = _model(value, registry, report)
        if model is None:
            continue
        question, findings = validate(model, value)
        for finding in findings:
            report(finding)
        if question is None:
            continue
        if question.id in first:
            other = source.place(("questions", first[question.id], "id"))
            report(Finding("duplicate-id", ("id",), {"id": question.id, "other": f"line {other.line}"}))
        first.setdefault(question.id, index)
        _judge(question, registry.catalogue, report)
        yield index, question


def _reporter(source: Source, base: tuple[str | int, ...], collect: Collector) -> Callable[[Finding], None]:
    def report(finding: Finding) -> None:
        source.report(collect, Finding(finding.code, (*base, *finding.loc), finding.values, finding.at_key))

    return report


def _model(value: object, registry: Registry, report: Callable[[Finding], None]) -> type[Question] | None:
    if not isinstance(value, dict):
        report(Finding("not-a-mapping", values={"found": "something else"}))
        return None
    name = value.get("kind")
    if name is None:
        report(Finding("missing-key", values={"key": "kind"}))
        return None
    if not isinstance(name, str) or name not in registry.kinds:
        values = {"kind": name, "nearest": nearest(str(name), registry.kinds), "known": ", ".join(registry.kinds)}
        report(Finding("unknown-kind", ("kind",), values))
        return None
    return registry.kinds[name].model


def _judge(question: Question, catalogue: Catalogue, report: Callable[[Finding], None]) -> None:
    """Report what the kind's rules find, less the warnings its author allows with a reason."""
    warnings = {code for code, rule in catalogue.rules.items() if rule.severity is Severity.WARNING}
    used: set[str] = set()
    for finding in question.findings():
        if finding.code in question.allow and finding.code in warnings:
            used.add(finding.code)
        else:
            report(finding)
    for code in question.allow:
        if code not in warnings:
            values = {"code": code, "nearest": nearest(code, warnings)}
            report(Finding("unknown-code", ("allow", code), values, at_key=True))
        elif code not in used:
            report(Finding("unused-allow", ("allow", code), {"code": code}, at_key=True))
