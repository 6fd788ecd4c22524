"""The `::: name id` blocks as a Python-Markdown extension, so that any host that runs Markdown shows the course.

A host with hooks hands its `renderer` over and asks for `deferred` blocks: those print a mark that `place` replaces later,
after the host's search has read the page. Without them, the extension reads the course itself from the folder the host runs in.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from selfcheck.blocks import LIFTED, Block, lifted, scan
from selfcheck.collect import Collector, Memory, stamp
from selfcheck.content import content_files, find_root, load_course
from selfcheck.course import Module
from selfcheck.registry import find_kinds
from selfcheck.render import Renderer
from selfcheck.tables import Tables
from selfcheck.term_links import AFTER_INLINE, TermLinks

# Their links depend on the page.
LINKING = {"checklist", "all-checklists", "review", "assign", "assigned", "compare", "team", "handouts", "whole-course"}
DEFERRED = {"quiz", "contact-log", "letter", "completion-record"} | LINKING
LISTS = {"all-resources", "all-sources", "all-terms"}  # not stashed, for the host to see the ids that other pages link to
LINK_UP = re.compile(r"""(<a\b[^>]*?\shref=["'])\.\./""")
BEFORE_FENCED_CODE = 27
LOOK_EVERY = 0.25  # seconds between two looks for saved files: a look takes some milliseconds, and pages come by the thousand


def place(html: str, renderer: Renderer, url: str) -> str:
    """Put the deferred blocks into the HTML of the page at `url` (below the site's root)."""
    up = "../" * url.count("/")
    return LIFTED.sub(lambda match: _render(match[1], match[2], renderer, up), html)


def _render(name: str, argument: str, renderer: Renderer, up: str) -> str:
    render: Callable[..., str] = getattr(renderer, name.replace("-", "_"))
    try:
        return render(*filter(None, (argument,)), **({"up": up} if name in LINKING else {}))
    except KeyError:
        return renderer.gap()


class _Blocks(Preprocessor):
    def __init__(self, md: Markdown, renderer: Renderer, terms: TermLinks, *, deferred: bool) -> None:
        super().__init__(md)
        self.renderer = renderer
        self.terms = terms
        self.deferred = deferred

    def run(self, lines: list[str]) -> list[str]:
        """Replace each block by stashed HTML; a vignette's own text stays Markdown between its two halves."""
        text = "\n".join(lines)
        self.terms.page = self.renderer.lesson(text)
        blocks, _ = scan(text)
        for block in reversed(blocks):
            lines[block.start : block.end + 1] = self._replace(block, lines[block.start + 1 : block.end], text)
        return lines

    def _replace(self, block: Block, inner: list[str], text: str) -> list[str]:
        if block.name == "vignette":
            before, after = self._vignette(block.id)
            return ["", self._stash(before), "", *inner, "", self._stash(after), ""]
        if not self.deferred:
            html = self._as_in_source(block, self.renderer.page(text) or "index.md")
        elif block.name in DEFERRED:
            html = lifted(block)
        else:
            html = _render(block.name, block.id, self.renderer, "")
        if block.name in LISTS:
            return ["", *html.split("\n"), ""]
        return ["", self._stash(html), ""]

    def _as_in_source(self, block: Block, path: str) -> str:
        """Render a block for a host without hooks. That is Zensical, which takes every link for one that an author wrote.

        Where the page gets a folder of its own, links are moved along with it, also those in HTML, but no other address.
        """
        moved = not path.endswith("index.md")
        html = _render(block.name, block.id, self.renderer, "../" * (path.count("/") + moved))
        return LINK_UP.sub(r"\1", html) if moved else html

    def _stash(self, html: str) -> str:
        return self.md.htmlStash.store(html)

    def _vignette(self, vignette_id: str) -> tuple[str, str]:
        holder: Module | None = next(
            (
                module
                for module in self.renderer.course.modules.values()
                if any(one.id == vignette_id for one in module.front.vignettes)
            ),
            None,
        )
        return self.renderer.vignette(holder, vignette_id) if holder else (self.renderer.gap(), "")


class SelfCheckExtension(Extension):
    """Python-Markdown extension `selfcheck`. Options: `renderer` (made by a host with hooks), `deferred`."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 (Markdown's signature)
        self.config = {
            "renderer": ["", "A Renderer, or nothing to read the course from the folder the host runs in"],
            "deferred": [False, "Print marks that `place` replaces later"],
        }
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's name)
        """Read blocks before fenced code is stashed: the scanner knows fences itself, and the check sees the same text."""
        renderer = self.getConfig("renderer") or _own_renderer()
        terms = TermLinks(md, renderer.course)
        md.treeprocessors.register(terms, "selfcheck-terms", AFTER_INLINE)
        md.treeprocessors.register(Tables(md), "selfcheck-tables", AFTER_INLINE)
        blocks = _Blocks(md, renderer, terms, deferred=self.getConfig("deferred"))
        md.preprocessors.register(blocks, "selfcheck", BEFORE_FENCED_CODE)
        md.registerExtension(self)
        self.md = md

    def reset(self) -> None:
        """Ask for HTML and not XHTML, whose closing slashes mean nothing to a browser. Markdown sets its own before this."""
        self.md.set_output_format("html")


class _Reader:
    """The course of a folder, for a host that makes this extension anew for every page: read again only after a change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.memory: Memory = {}
        self.files: list[tuple[Path, object]] = []
        self.looked = -LOOK_EVERY
        self.registry = find_kinds()
        self.renderer: Renderer | None = None

    def read(self) -> Renderer:
        """Give a renderer of the course as it is now, or was a moment ago."""
        if time.monotonic() - self.looked < LOOK_EVERY and self.renderer:
            return self.renderer
        files: list[tuple[Path, object]] = [(path, stamp(path)) for path in content_files(self.root)]
        if self.renderer is None or files != self.files or any(seen is None for _, seen in files):
            course = load_course(self.root, Collector(self.registry.catalogue, self.memory), self.registry)
            self.renderer = self.renderer.again(course) if self.renderer else Renderer(course)
        self.files, self.looked = files, time.monotonic()
        return self.renderer


@lru_cache(maxsize=1)
def _reader(root: Path) -> _Reader:
    return _Reader(root)


def _own_renderer() -> Renderer:
    return _reader(find_root(Path.cwd())).read()


def makeExtension(**options: Any) -> SelfCheckExtension:  # noqa: N802, ANN401 (Markdown's name and signature)
    """Let a host name the extension by its module."""
    return SelfCheckExtension(**options)
