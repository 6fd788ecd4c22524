"""What page templates see of the course, whichever host renders them: `selfcheck.modules`, `selfcheck.here` and so on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from selfcheck.blocks import READING
from selfcheck.bundle import (
    FURTHER,
    NEEDS,
    SCRIPTS,
    Asset,
    further_scripts,
    learn_script,
    named,
    sheet,
    stylesheet,
    tool_stylesheet,
)
from selfcheck.checklist import Checklist
from selfcheck.course import CHECKLIST_FOLDERS, Course, Module, ModuleFront, Quiz, SourceEntry
from selfcheck.handouts.shelf import Link, Shelf, shelf_of
from selfcheck.policy import policy, server_files
from selfcheck.registry import load_words
from selfcheck.render import spoken

NOTHING_PRINTED = Shelf()
THEME_SHEETS = ("theme.css", "prose.css")


@dataclass(frozen=True)
class Entry:
    """A module as templates show it: its front matter, its address below the site's root, its quiz."""

    module: ModuleFront
    url: str
    quiz: Quiz | None


@dataclass(frozen=True)
class View:
    """The course, the words and the assets' addresses, seen from one page: a module is `here`, a checklist `checklist`."""

    course: Course
    words: Mapping[str, Any]
    assets: Mapping[str, Asset]
    modules: Sequence[Entry]  # in the order of the navigation
    places: Mapping[str, int]  # path below docs/ -> index in `modules`
    here: Entry | None = None
    previous: Entry | None = None
    next: Entry | None = None
    checklist: Checklist | None = None
    panel: str = ""
    published: bool = True  # not while an author sees it grow
    kept_offline: bool = False
    scripts: Sequence[str] = ()
    has_tool: bool = False  # more than a checklist: its styles are needed too
    reads: bool = False  # links or files that somebody else made
    shelf: Shelf = NOTHING_PRINTED  # what there is to print
    prints: Sequence[Link] = ()  # for this page

    @property
    def policy(self) -> str:
        """What a browser may do on this page. None while serving: MkDocs puts a script of its own into the page."""
        return policy(reads=self.reads) if self.published else ""

    @property
    def files(self) -> dict[str, str | bytes]:
        """What the host adds to the site, by its address below the root."""
        return {asset.name: asset.text for asset in self.assets.values()} | self.shelf.files

    @property
    def site_id(self) -> str:
        """What keeps this site's answers apart from those of other sites on the same host."""
        return self.course.nav.site_id

    @property
    def review(self) -> str | None:
        """The address of the spaced review, if the course has a page for it."""
        return self.course.address_of("review")

    @property
    def assigned(self) -> str | None:
        """The address of the page with a person's to-do lists, if the course has one."""
        return self.course.address_of("assigned")

    @property
    def checklist_refs(self) -> str:
        """The checklists for the browser, separated by spaces: `id`, or `id=was` when one was renamed."""
        files = (one.file for one in self.course.checklists.values())
        return " ".join(f"{file.id}={file.was}" if file.was else file.id for file in files)

    @property
    def record(self) -> str | None:
        """The address of the record of finished modules, if the course has a page for it."""
        return self.course.address_of("completion-record")

    @property
    def sources(self) -> list[SourceEntry]:
        """The sources of the page's module."""
        names = self.here.module.sources if self.here else ()
        known = self.course.sources or {}
        return [known[name] for name in names if name in known]

    def __getattr__(self, name: str) -> str:
        """Give the address of an asset: `css`, `theme_css`, `shell_js`, `learn_js`, `desk`."""
        assets: Mapping[str, Asset] = self.__dict__.get("assets", {})
        if name in assets:
            return assets[name].name
        raise AttributeError(name)

    def template(self, path: str) -> tuple[str, str] | None:
        """Name the template and the description of the page at `path`, where the course knows them."""
        seen = self.at(path)
        if seen.here:
            return "module.html", seen.here.module.lede
        return ("checklist.html", spoken(seen.checklist.file.lede)) if seen.checklist else None

    def at(self, path: str) -> View:
        """See the course from the page at `path` (below docs/)."""
        folder, _, name = path.rpartition("/")
        index = self.places.get(path)
        blocks = {block.name for block in self.course.blocks.get(path, ())}
        wanted = {SCRIPTS[block] for block in blocks if block in SCRIPTS}
        needed = wanted | {name for one in wanted for name in NEEDS[one]}
        return replace(
            self,
            here=self._module(index),
            previous=self._module(index, -1),
            next=self._module(index, 1),
            checklist=self.course.checklists.get(name.removesuffix(".md")) if folder in CHECKLIST_FOLDERS else None,
            scripts=[self.assets[name].name for name in FURTHER if name in needed],
            has_tool=bool(wanted - {"checklist"}),
            reads=bool(blocks & READING),
            prints=self.shelf.at(path),
        )

    def again(self, course: Course, panel: str) -> View:
        """See the same course after its content was read again. Scripts, styles and words are as they were."""
        entries = [_entry(course, module) for module in course.modules.values()]
        return replace(self, course=course, panel=panel, modules=entries)

    def _module(self, index: int | None, step: int = 0) -> Entry | None:
        place = -1 if index is None else index + step
        return self.modules[place] if 0 <= place < len(self.modules) else None


def view_of(course: Course, theme: Path, panel: str = "", *, published: bool = False, site_url: str = "") -> View:
    """Make the view for one build.

    `theme` is the folder with the theme's words, stylesheet and scheme switch; `panel` tells a watching author what is wrong.
    Only a site that is `published` has a policy, only of that one may browsers keep a copy, and only for that one the
    handouts are printed; their codes lead to `site_url`, if it is known.
    """
    return View(
        course=course,
        panel=panel,
        published=published,
        shelf=shelf_of(course, published=published, site_url=site_url),
        kept_offline=published and course.nav.offline,
        words=course.registry.words["page"] | load_words(theme / "words.yml"),
        modules=[_entry(course, module) for module in course.modules.values()],
        places={module.path: index for index, module in enumerate(course.modules.values())},
        assets={
            "css": stylesheet(course.registry),
            "tools_css": tool_stylesheet(),
            "learn_js": learn_script(course.registry),
            **further_scripts(course.registry),
            "theme_css": sheet("theme", *((theme / name).read_text("utf-8") for name in THEME_SHEETS)),
            "headers": Asset("_headers", server_files()["_headers"]),
            "shell_js": named("shell", "js", (theme / "shell.js").read_text("utf-8")),
        },
    )


def _entry(course: Course, module: Module) -> Entry:
    quiz = course.quizzes.get(module.quiz_id) if module.quiz_id else None
    return Entry(module.front, module.address, quiz)
