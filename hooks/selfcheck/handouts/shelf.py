"""The handouts of a site: what each page links to, told with its type, paper, pages and size."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from selfcheck.course import Course
from selfcheck.handouts import papers
from selfcheck.handouts.paper import counted, words
from selfcheck.handouts.press import Press, Print

FOLDER = "handouts"
CACHE = ".cache/handouts"
FOR_LEARNERS = ("forms", "worksheets", "role-plays")  # the others are linked from the facilitators' page alone


@dataclass(frozen=True)
class Link:
    """A handout as a page links it: what it is, then type, paper, pages and size. `url` is below the site's root."""

    url: str
    text: str
    detail: str

    @property
    def label(self) -> str:
        """Both in one: “Print form (PDF, Letter, 2 pages, 48 KB)”."""
        return f"{self.text} ({self.detail})"


@dataclass(frozen=True)
class Shelf:
    """Every handout of a site. `note` says why there are none, where a person watches who expects them."""

    course: Course | None = None
    prints: tuple[Print, ...] = ()
    note: str = ""
    _said: Mapping[str, Any] = field(default_factory=lambda: words()["site"], repr=False)

    @property
    def files(self) -> dict[str, bytes]:
        """The PDFs by their addresses below the site's root."""
        return {f"{FOLDER}/{one.paper.name}": one.pdf for one in self.prints}

    def at(self, path: str) -> list[Link]:
        """Give the links for the page at `path` (below docs/): of a checklist or a module."""
        return self._by_page.get(path, [])

    def link(self, made: Print, text: str) -> Link:
        """Make a link that says what opens."""
        paper = self._said["papers"][self.course.nav.paper if self.course else "letter"]
        pages = counted(self._said["pages"], made.pages)
        detail = self._said["detail"].format(paper=paper, pages=pages, size=made.kilobytes)
        return Link(f"{FOLDER}/{made.paper.name}", text, detail)

    @cached_property
    def groups(self) -> list[dict[str, Any]]:
        """Everything, for the facilitators' page: the guide, then a table of what belongs to each module, then the forms."""
        kinds = [kind for kind in self._said["columns"] if any(one.paper.kind == kind for one in self.prints)]
        heads = [self._said["module"], *(self._said["columns"][kind] for kind in kinds)]
        groups: list[dict[str, Any]] = [
            {"title": self._said["guide"], "links": self._of("facilitators")},
            {"title": self._said["modules"], "heads": heads, "rows": list(self._rows(kinds))},
            {"title": self._said["forms"], "links": self._of("forms")},
        ]
        return [group for group in groups if group.get("links") or group.get("rows")]

    def _rows(self, kinds: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Yield each module that has something to print, with the links of each kind."""
        for module in self.course.modules.values() if self.course else ():
            cells = [self._of(kind, module.id) for kind in kinds]
            if any(cells):
                yield {"number": module.front.number, "title": module.front.title, "cells": cells}

    def _of(self, kind: str, module: str | None = None) -> list[Link]:
        chosen = [one for one in self.prints if one.paper.kind == kind and (module is None or one.paper.module == module)]
        return [self.link(one, self._text(one, "cells") if module else one.paper.title) for one in chosen]

    def _text(self, made: Print, place: str) -> str:
        return str(self._said[place][made.paper.kind].format(title=made.paper.title))

    @cached_property
    def _by_page(self) -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = {}
        for path, made in self._placed():
            found.setdefault(path, []).append(self.link(made, self._text(made, "texts")))
        return found

    def _placed(self) -> Iterator[tuple[str, Print]]:
        for made in self.prints if self.course else ():
            if self.course and made.paper.kind in FOR_LEARNERS:
                module = self.course.modules.get(made.paper.module or "")
                path = module.path if module else self.course.page_of(made.paper.of)
                if path:
                    yield path, made


def shelf_of(course: Course, *, published: bool, site_url: str = "") -> Shelf:
    """Print everything for a site that is `published` at `site_url`, as far as it is not in the cache.

    Raises UnprintableError.
    """
    if not course.nav.handouts:
        return Shelf()
    if not published:
        return Shelf(note=words()["site"]["later"])
    press = Press(course.nav.paper, cache=course.root / CACHE)
    return Shelf(course, tuple(press.run(paper) for paper in papers(course, site_url)))
