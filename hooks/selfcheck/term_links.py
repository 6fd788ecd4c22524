"""Where a word of the glossary first stands on a page for learners, it becomes a link to its entry there.

The link works by itself; the script shows the definition beside it (web/term.js). Links are made as an author would write
them, so that each host turns them into its own addresses.
"""

from __future__ import annotations

import posixpath
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from selfcheck.course import Course
from selfcheck.render import spoken

MOST = 12  # so that a page stays calm
AFTER_INLINE = 15
# What is no running text, or cannot hold a link.
PASSED_OVER = {"a", "button", "code", "dt", "kbd", "label", "pre", "script", "style", "summary", "th"}
PASSED_OVER |= {f"h{level}" for level in range(1, 7)}


class TermLinks(Treeprocessor):
    """Marks the words of one page. Whoever reads its text says which page it is by `page`."""

    def __init__(self, md: Markdown, course: Course) -> None:
        super().__init__(md)
        self.course = course
        self.page: str | None = None
        self._address = ""
        self._said: set[str] = set()

    def run(self, root: Element) -> None:
        """Link at most MOST terms, each where it stands first."""
        glossary = self.course.path_of("all-terms")
        if self.page is None or glossary is None:
            return
        self._said = set()
        self._address = posixpath.relpath(glossary, posixpath.dirname(self.page))
        for element in root:
            if len(self._said) < MOST:
                self._walk(element)

    def _walk(self, element: Element) -> None:
        if element.tag in PASSED_OVER:
            return
        children, index = list(element), 0
        if element.text and not element.text.isspace():
            element.text, index = self._link(element, index, element.text)
        for child in children:
            index += 1
            self._walk(child)
            if child.tail and not child.tail.isspace():
                child.tail, index = self._link(element, index, child.tail)

    def _link(self, parent: Element, index: int, text: str) -> tuple[str, int]:
        """Put links into the parent from the index on. Returns the text before the first one, and the index behind the last."""
        if isinstance(text, AtomicString) or len(self._said) == MOST:
            return text, index
        before, end, last = text, 0, None
        for start, stop, term in self.course.spellings.find(text, self._said):
            between, end = text[end:start], stop
            if last is None:
                before = between
            else:
                last.tail = between
            last = Element("a", {"class": "sbs-term", "href": f"{self._address}#{term.id}", "data-short": spoken(term.short)})
            last.text = text[start:stop]
            parent.insert(index, last)
            index += 1
            self._said.add(term.id)
            if len(self._said) == MOST:
                break
        if last is not None:
            last.tail = text[end:]
        return before, index
