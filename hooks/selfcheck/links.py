"""Rules across files: every reference exists, every quiz is used once, the navigation agrees."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

from selfcheck.blocks import Block
from selfcheck.checklist import Checklist
from selfcheck.collect import Collector, Memory, unless_allowed
from selfcheck.content import GLOSSARY_PAGE, MODULE_FOLDERS, RESOURCES_PAGE, SOURCES_PAGE, load_course, module_files
from selfcheck.course import PAPER_SIZES, Course, Module, Quiz, Vignette
from selfcheck.data_files import is_there
from selfcheck.garbage import all_stays
from selfcheck.lint import check_dates, check_keys
from selfcheck.lock import check_lock
from selfcheck.problems import Finding, Place, Problem, nearest
from selfcheck.prose import page_findings
from selfcheck.registry import Registry, find_kinds
from selfcheck.shape import ID_PATTERN, found
from selfcheck.source import Page, Source, read_text
from selfcheck.terms import check_terms

MEDIA_ENDINGS = {"video": (".mp4", ".webm"), "captions": (".vtt",), "transcript": (".txt", ".md")}


@all_stays()
def check_course(
    root: Path, registry: Registry | None = None, today: dt.date | None = None, memory: Memory | None = None
) -> tuple[Course, list[Problem]]:
    """Read the course below `root` and apply every rule. Returns what is sound, and every problem in order.

    With the `memory` and the `registry` of the last time, only files that changed since are read.
    """
    registry = registry or find_kinds()
    collect = Collector(registry.catalogue, memory)
    course = load_course(root, collect, registry)
    _check_site(course, collect)
    _check_nav(course, collect)
    _check_unique(course, collect)
    for module in course.modules.values():
        _check_module(module, course, collect)
    _check_blocks(course, collect)
    _check_checklists(course, collect)
    _check_texts(course, collect)
    check_terms(course, collect)
    check_keys(course, collect)
    check_dates(course, collect, today or dt.datetime.now(dt.UTC).date())
    check_lock(course, collect)
    return course, collect.problems


def _check_site(course: Course, collect: Collector) -> None:
    source = course.nav.source
    if source is not None and not re.fullmatch(ID_PATTERN, course.nav.site_id):
        source.report(collect, Finding("site-id", ("extra", "site_id")))
    if source is not None and course.nav.paper not in PAPER_SIZES:
        source.report(collect, Finding("paper-size", ("extra", "paper"), {"paper": course.nav.paper}))


def _check_texts(course: Course, collect: Collector) -> None:
    """Report what the text of each page is read for, less what its front matter allows with a reason."""
    for path, page in course.pages.items():
        collect.once("text", path, page, partial(_check_text, path, page))


def _check_text(path: str, page: Page, collect: Collector) -> None:
    front = page.front.value if isinstance(page.front.value, dict) else {}
    given = front.get("allow")
    allow = given if isinstance(given, dict) else {}
    read = list(page_findings(path, page.body, titled="title" in front))
    lines = page.body.split("\n") if read else []
    for finding, line, column in read:
        if finding.code not in allow:
            collect(finding, Place(page.file, page.body_line + line, column + 1), lines[line])
    for finding in unless_allowed((finding for finding, _, _ in read), allow, collect.catalogue):
        if finding.loc:
            page.front.report(collect, finding)


def _check_nav(course: Course, collect: Collector) -> None:
    source = course.nav.source
    if source is None:
        return
    by_path = {module.path: module for module in course.modules.values()}
    before: Module | None = None
    for path, loc in course.nav.entries:
        if path.rpartition("/")[0] in MODULE_FOLDERS and not (course.root / "docs" / path).is_file():
            source.report(collect, Finding("nav-missing-module", loc, {"path": path}))
        module = by_path.get(path)
        if module is None:
            continue
        if before is not None and _order(module) < _order(before):
            values = {"number": module.front.number, "before": before.front.number}
            source.report(collect, Finding("number-order", loc, values))
        before = module
    named = {path for path, _ in course.nav.entries}
    for module in course.modules.values():
        if module.path not in named:
            module.page.front.report(collect, Finding("not-in-nav", ("id",), {"what": "module", "path": module.path}))
    for checklist in course.checklists.values():
        page = course.page_of(checklist.id)
        if page is not None and page not in named:
            checklist.source.report(collect, Finding("not-in-nav", ("id",), {"what": "checklist", "path": page}))


def _order(module: Module) -> tuple[int, ...]:
    return tuple(int(part) for part in module.front.number.split("."))


def _check_unique(course: Course, collect: Collector) -> None:
    numbers: dict[str, Module] = {}
    vignettes: dict[str, Module] = {}
    for module in course.modules.values():
        front = module.page.front
        if other := numbers.get(module.front.number):
            values = {"number": module.front.number, "other": other.front.title}
            front.report(collect, Finding("duplicate-number", ("number",), values))
        numbers.setdefault(module.front.number, module)
        for index, vignette in enumerate(module.front.vignettes):
            if holder := vignettes.get(vignette.id):
                loc = ("vignettes", index, "id")
                front.report(collect, Finding("duplicate-id", loc, {"id": vignette.id, "other": holder.page.file}))
            vignettes.setdefault(vignette.id, module)
        _twice(front, "objectives", [one.id for one in module.front.objectives], collect)
    for path, key in ((SOURCES_PAGE, "sources"), (RESOURCES_PAGE, "resources"), (GLOSSARY_PAGE, "terms")):
        source = course.origins.get(path)
        if source and isinstance(source.value, dict):
            rows = source.value.get(key) or []
            _twice(source, key, [row.get("id") if isinstance(row, dict) else None for row in rows], collect)


def _twice(source: Source, key: str, ids: list[str | None], collect: Collector) -> None:
    for index, name in enumerate(ids):
        if name is not None and name in ids[:index]:
            other = source.place((key, ids.index(name), "id"))
            values = {"id": name, "other": f"line {other.line}"}
            source.report(collect, Finding("duplicate-id", (key, index, "id"), values))
            collect.doubtful.add(source.file)


def _check_module(module: Module, course: Course, collect: Collector) -> None:
    front = module.page.front
    for key, names, known in (
        ("sources", module.front.sources, course.sources),
        ("resources", module.front.resources, course.resources),
    ):
        for index, name in enumerate(names):
            if known is not None and name not in known:
                values = {"id": name, "nearest": nearest(name, known)}
                front.report(collect, Finding(f"unknown-{key[:-1]}", (key, index), values))
    placed = {block.id for block in module.blocks if block.name == "vignette"}
    own = {vignette.id for vignette in module.front.vignettes}
    for index, vignette in enumerate(module.front.vignettes):
        misspelt = any(nearest(name.partition(" ")[0], [vignette.id]) for name in placed - own)
        if vignette.id not in placed and not misspelt and module.page.file not in collect.doubtful:
            front.report(collect, Finding("unused-vignette", ("vignettes", index, "id"), {"id": vignette.id}))
        for finding in _media(vignette, course.root / "docs", collect):
            front.report(collect, Finding(finding.code, ("vignettes", index, *finding.loc), finding.values))


def _media(vignette: Vignette, docs: Path, collect: Collector) -> Iterator[Finding]:
    files = {"video": vignette.video, "captions": vignette.captions, "transcript": vignette.transcript}
    missing = [name for name, path in files.items() if path is None]
    if missing and len(missing) < len(files):
        yield Finding("video-incomplete", (), {"missing": " and ".join(missing)})
    for name, path in files.items():
        if path is not None and not path.lower().endswith(MEDIA_ENDINGS[name]):
            yield Finding("media-ending", (name,), {"path": path, "key": name, "endings": " or ".join(MEDIA_ENDINGS[name])})
        elif path is not None and not (docs / path).is_file():
            yield Finding("missing-file", (name,), {"path": path})
        elif path is not None and name != "video":
            text = read_text(docs / path, f"docs/{path}", collect)
            if name == "captions" and text is not None and not text.startswith("WEBVTT"):
                yield Finding("not-webvtt", (name,), {"path": path})


def _check_blocks(course: Course, collect: Collector) -> None:
    """Check each block of each page against what it names, and each quiz against where it stands."""
    modules = {module.path: module for module in course.modules.values()}
    used: dict[str, Place] = {}
    for path, blocks in course.blocks.items():
        page = course.pages[path]
        earlier: list[Block] = []
        for block in blocks:
            place = Place(page.file, page.body_line + block.start)
            finding = _wrong_on_page(block, earlier, page) or _wrong_block(block, path, modules.get(path), course, used)
            if finding:
                collect(finding, place, page.body.split("\n")[block.start])
            if block.name == "quiz":
                used.setdefault(block.id, place)
            earlier.append(block)
    in_doubt = any(page.file in collect.doubtful for page in course.pages.values())
    meant = [name for name in used if name not in course.quizzes]
    for quiz in course.quizzes.values():
        misspelt = any(nearest(name, [quiz.id]) for name in meant)
        if not (quiz.id in used or in_doubt or misspelt or quiz.source.file in collect.doubtful):
            quiz.source.report(collect, Finding("unused-quiz", ("id",), {"id": quiz.id}))
        owner = course.module_of(quiz.id)
        if owner and owner.page.file not in collect.doubtful:
            _check_objectives(quiz, owner, collect)
    for module in course.modules.values():
        _check_practiced(module, course, collect)


def _wrong_on_page(block: Block, earlier: list[Block], page: Page) -> Finding | None:
    """Say what is wrong with a block among the others of its page."""
    same = next((one for one in earlier if (one.name, one.id) == (block.name, block.id)), None)
    if same:
        values = {"block": f"{block.name} {block.id}".strip(), "line": page.body_line + same.start}
        return Finding("block-twice", values=values)
    if block.name == "quiz" and page.file.removeprefix("docs/").rpartition("/")[0] not in MODULE_FOLDERS:
        return Finding("quiz-outside-module")
    if block.name == "quiz" and any(one.name == "quiz" for one in earlier):
        return Finding("two-quizzes", values={"id": block.id})
    return None


def _wrong_block(block: Block, path: str, module: Module | None, course: Course, used: Mapping[str, Place]) -> Finding | None:
    if block.name == "resources" and block.id in course.modules and not course.modules[block.id].front.resources:
        return Finding("no-resources", values={"id": block.id})
    if block.name == "assign" and course.path_of("assigned") is None:
        return Finding("assign-without-assigned")
    if block.name == "quiz" and block.id in used:
        return Finding("quiz-used-twice", values={"id": block.id, "other": used[block.id]})
    if module is None and path.rpartition("/")[0] in MODULE_FOLDERS and block.name == "vignette":
        return None  # the module's front matter is not sound, so it is not known what it holds
    own = {vignette.id for vignette in module.front.vignettes} if module else set()
    known: dict[str, tuple[str, Collection[str], tuple[str, ...]]] = {
        "quiz": ("missing-quiz", course.quizzes, (f"quizzes/{block.id}.yml",)),
        "checklist": ("missing-checklist", course.checklists, (f"checklists/{block.id}.yml",)),
        "letter": ("missing-letter", course.letters, (f"letters/{block.id}.yml",)),
        "resources": ("unknown-module", course.modules, module_files(block.id)),
        "vignette": ("missing-vignette", own, ()),
    }
    code, names, files = known.get(block.name, ("", (), ()))
    if not code or block.id in names or is_there(course.root, *files):
        return None  # a file that is there and not sound has been told already
    return Finding(code, values={"id": block.id, "nearest": nearest(block.id.partition(" ")[0], names)})


def _check_checklists(course: Course, collect: Collector) -> None:
    for checklist in course.checklists.values():
        path = course.page_of(checklist.id)
        if path is None and checklist.source.file not in collect.doubtful:
            values = {"id": checklist.id, "folder": "templates" if checklist.is_worksheet else "checklists"}
            checklist.source.report(collect, Finding("checklist-without-page", ("id",), values))
        elif path is not None:
            _check_title(checklist, course.pages[path].front, collect)
        for row, group in enumerate(checklist.file.groups):
            for index, item in enumerate(group.items):
                if item.module and item.module not in course.modules and not is_there(course.root, *module_files(item.module)):
                    values = {"id": item.module, "nearest": nearest(item.module, course.modules)}
                    loc = ("groups", row, "items", index, "module")
                    checklist.source.report(collect, Finding("unknown-module", loc, values))


def _practiced(module: Module, course: Course) -> set[str] | None:
    """Name the objectives that a module's quiz practices. None where another problem leaves it open, and is told already."""
    if module.quiz_id is None:
        return set() if all(map(course.module_of, course.quizzes)) else None
    quiz = course.quizzes.get(module.quiz_id)
    practiced = {question.objective for question in quiz.questions} if quiz else set()
    known = {objective.id for objective in module.front.objectives}
    return practiced if quiz and course.module_of(quiz.id) is module and practiced <= known else None


def _check_practiced(module: Module, course: Course, collect: Collector) -> None:
    """Each objective is practiced by a question, or by the checklist that it names."""
    front = module.page.front
    practiced = _practiced(module, course)
    in_doubt = bool(collect.doubtful & {module.page.file, f"quizzes/{module.quiz_id}.yml"})
    for index, one in enumerate(module.front.objectives):
        loc = ("objectives", index)
        if one.checklist and one.checklist not in course.checklists:
            if not is_there(course.root, f"checklists/{one.checklist}.yml"):
                values = {"id": one.checklist, "nearest": nearest(one.checklist, course.checklists)}
                front.report(collect, Finding("missing-checklist", (*loc, "checklist"), values))
        elif practiced is not None and not (one.checklist or one.id in practiced or in_doubt):
            front.report(collect, Finding("unpracticed-objective", (*loc, "id"), {"id": one.id}))


def _check_title(checklist: Checklist, front: Source, collect: Collector) -> None:
    """The navigation shows the title of the page, and the page that of the checklist."""
    title = front.value.get("title") if isinstance(front.value, dict) else None
    if front.sound and title != checklist.file.title:
        values = {"title": checklist.file.title, "file": checklist.source.file, "found": found(title)}
        front.report(collect, Finding("title-differs", ("title",), values))


def _check_objectives(quiz: Quiz, module: Module, collect: Collector) -> None:
    known = [objective.id for objective in module.front.objectives]
    for index, question in quiz.rows:
        if question.objective not in known:
            values = {
                "id": question.objective,
                "module": module.id,
                "nearest": nearest(question.objective, known),
                "known": ", ".join(known),
            }
            quiz.source.report(collect, Finding("unknown-objective", ("questions", index, "objective"), values))
