"""Which pages an edit touches: a course as it was, beside the same course as it is now.

A page shows its own text, what its blocks place, and what the theme puts around it. What is not worked out here in detail,
`touched` gives up on: then every page is built again.
"""

from __future__ import annotations

from collections.abc import Iterator

from selfcheck.content import GLOSSARY_PAGE, RESOURCES_PAGE, SOURCES_PAGE
from selfcheck.course import Course

SHOWN_EVERYWHERE = {SOURCES_PAGE, RESOURCES_PAGE, GLOSSARY_PAGE}
# Blocks that show nothing of the course but the thing they name. All others show something of every quiz or checklist.
NARROW = {"quiz", "checklist", "letter", "vignette", "resources", "my-answers", "contact-log"}
NARROW |= {"all-resources", "all-sources", "all-terms"}
WIDEST = "whole-course"  # shows the text of other pages
Thing = tuple[str, str]  # as a block names it: ("quiz", "client-centered")


def touched(before: Course, after: Course) -> set[str] | None:
    """Name the pages that may look different now, as paths below docs/; None where any page may.

    Records are told apart by identity, so `after` has to be read with the memory that `before` was read with.
    """
    if _frame(before) != _frame(after):
        return None
    edited = {path for path, page in after.pages.items() if page is not before.pages[path]}
    fronts = {path for path in edited if after.pages[path].front.text != before.pages[path].front.text}
    if fronts & SHOWN_EVERYWHERE or edited & set(_transcripts(after)):
        return None
    changed = set(_changed(before, after))
    if edited or changed:
        edited |= {path for path, blocks in after.blocks.items() if any(block.name == WIDEST for block in blocks)}
    lessons = {module.path for module in after.modules.values()}
    if fronts & lessons:
        return edited | lessons | {path for path in after.pages if after.blocks[path] or _has_template(after, path)}
    return edited | {path for path in after.pages if changed and _shows(after, path, changed)}


def _frame(course: Course) -> tuple[object, ...]:
    """Give what every page may depend on, and everything that leads from one page to another."""
    placed = {path: [(block.name, block.id) for block in blocks] for path, blocks in course.blocks.items()}
    return course.nav.source and course.nav.source.text, list(course.pages), list(course.modules), placed


def _transcripts(course: Course) -> Iterator[str]:
    """Name the pages that are shown inside of others as well."""
    for module in course.modules.values():
        yield from (one.transcript for one in module.front.vignettes if one.transcript)


def _changed(before: Course, after: Course) -> Iterator[Thing]:
    for name in before.quizzes.keys() | after.quizzes.keys():
        if before.quizzes.get(name) is not after.quizzes.get(name):
            yield "quiz", name
    for kind, was, now in (("checklist", before.checklists, after.checklists), ("letter", before.letters, after.letters)):
        for name in was.keys() | now.keys():
            if name not in was or name not in now or was[name].source is not now[name].source:
                yield kind, name
                yield from ((kind, one.id) for one in after.checklists.values() if one.file.mirrors == name)


def _shows(course: Course, path: str, changed: set[Thing]) -> bool:
    """Say whether a page shows one of these things, or something of all. A checklist's own page is called as it is."""
    placed = {(block.name, block.id) for block in course.blocks[path]}
    own = ("checklist", path.rpartition("/")[2].removesuffix(".md"))
    return bool({*placed, own} & changed) or bool({name for name, _ in placed} - NARROW) or _has_template(course, path)


def _has_template(course: Course, path: str) -> bool:
    front = course.pages[path].front.value
    return isinstance(front, dict) and "template" in front
