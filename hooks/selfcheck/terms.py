"""Rules of the glossary: each word is explained once, what it points to is there, and somebody meets it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selfcheck.blocks import without_code
from selfcheck.collect import Collector
from selfcheck.content import GLOSSARY_PAGE, module_files
from selfcheck.course import Course
from selfcheck.data_files import is_there
from selfcheck.glossary import Term
from selfcheck.interaction import fold
from selfcheck.problems import Finding, nearest
from selfcheck.prose import NOT_FOR_LEARNERS
from selfcheck.source import Loc, Source

APART = re.compile(r"[*_|#]+|\n\s*\n")  # marks of Markdown and ends of paragraphs: a sentence may begin behind them


def check_terms(course: Course, collect: Collector) -> None:
    """Apply the rules to a glossary that is sound."""
    source = course.origins.get(GLOSSARY_PAGE)
    if source is None or not course.terms:
        return
    for finding in (*_twice(course.terms, source), *_pointing(course), *_unused(course, collect)):
        source.report(collect, finding)


def _twice(terms: tuple[Term, ...], source: Source) -> Iterator[Finding]:
    seen: dict[str, Loc] = {}
    for loc, spelling in _spellings(terms):
        other = seen.setdefault(fold(spelling), loc)
        if other is not loc:
            yield Finding("duplicate-term", loc, {"term": spelling, "line": source.place(other).line})


def _spellings(terms: tuple[Term, ...]) -> Iterator[tuple[Loc, str]]:
    for index, term in enumerate(terms):
        yield ("terms", index, "term"), term.term
        yield from ((("terms", index, "also", row), spelling) for row, spelling in enumerate(term.also))


def _pointing(course: Course) -> Iterator[Finding]:
    """Find modules and sources that are not there; a file that is there and not sound has been told already."""
    for index, term in enumerate(course.terms or ()):
        if term.module and term.module not in course.modules and not is_there(course.root, *module_files(term.module)):
            values = {"id": term.module, "nearest": nearest(term.module, course.modules)}
            yield Finding("unknown-module", ("terms", index, "module"), values)
        if term.source and course.sources is not None and term.source not in course.sources:
            values = {"id": term.source, "nearest": nearest(term.source, course.sources)}
            yield Finding("unknown-source", ("terms", index, "source"), values)


def _unused(course: Course, collect: Collector) -> Iterator[Finding]:
    """Find words that neither a page for learners nor a resource says. One with a source may be met there."""
    if any(page.file in collect.doubtful for page in course.pages.values()):
        return
    said: set[str] = set()
    for path, page in course.pages.items():
        if not path.startswith(NOT_FOR_LEARNERS):
            text = APART.sub(". ", without_code(page.body))
            said.update(term.id for _, _, term in course.spellings.find(text, said))
    for one in (course.resources or {}).values():
        said.update(term.id for _, _, term in course.spellings.find(f"{one.title}, {one.publisher}: {one.good_for}", said))
    for index, term in enumerate(course.terms or ()):
        if not (term.source or term.id in said):
            yield Finding("unused-term", ("terms", index, "term"), {"term": term.term})
