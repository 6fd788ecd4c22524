"""What MkDocs calls: each event is a few lines, and hands the work to `selfcheck`.

MkDocs loads a hook file once per process, so nothing is kept between builds but `state`, which `on_config` sets afresh.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from selfcheck import view
from selfcheck.collect import Memory
from selfcheck.course import Course
from selfcheck.garbage import stays_to_the_end
from selfcheck.handouts.press import UnprintableError
from selfcheck.links import check_course
from selfcheck.markdown_ext import place
from selfcheck.offline import WORKER, worker
from selfcheck.problems import Problem, Severity, as_text, summary
from selfcheck.render import Renderer, line
from selfcheck.samples import for_narrow_screens

THEME_SOURCES = ("theme.css", "prose.css", "shell.js", "words.yml")  # published under other names, or not at all
STEMS = "assets/javascripts/lunr/"  # a megabyte of other people's code, for searches in other languages than English
PANEL = ("<!--problems-->", "<!--/problems-->")  # around the panel, also where there is none, while serving
log = logging.getLogger("mkdocs.hooks.selfcheck")


@dataclass
class State:
    """What one build knows. `serving` outlives builds; the rest is set by each `on_config`."""

    serving: bool = False
    memory: Memory = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    renderer: Renderer | None = None
    view: view.View | None = None


state = State()


def on_startup(command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: FBT001 (MkDocs's signature)
    """Remember whether a person is watching: then errors go onto the page instead of stopping the build."""
    state.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the whole course. A build with errors stops here, before the last good site is touched."""
    if state.serving and state.renderer is None:
        _see_that_it_is_free(config.dev_addr)
    state.memory = {}
    course, problems = check_course(_root(config), memory=state.memory if state.serving else None)
    if not state.serving:
        stays_to_the_end()
    state.problems = [problem for problem in problems if problem.severity is not Severity.NOTICE]
    state.renderer = Renderer(course, "" if state.serving else config.site_url or "")  # what is served here is here only
    _tell(config)
    if not config.site_url:
        _tell_of_codes(course)
    config.mdx_configs["selfcheck"] = {"renderer": state.renderer, "deferred": True}
    return config


def read_again(config: MkDocsConfig) -> None:
    """Read what was saved since the last build of a site that is served; mkdocs_changed.py builds what it touches."""
    assert state.renderer is not None and state.view is not None  # noqa: S101, PT018 (a build ran)
    known, registry = state.problems, state.renderer.course.registry
    course, problems = check_course(_root(config), registry, memory=state.memory)
    state.problems = [problem for problem in problems if problem.severity is not Severity.NOTICE]
    state.renderer = state.renderer.again(course)
    state.view = state.view.again(course, _panel(state.renderer))
    config.mdx_configs["selfcheck"]["renderer"] = state.renderer
    _tell(config, known)


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _see_that_it_is_free(address: tuple[str, int]) -> None:
    """Say in words what the server would say in a traceback, after the whole first build."""
    try:
        socket.create_server(tuple(address)).close()
    except OSError:
        host, port = address
        raise PluginError(
            f"Nothing can be shown at http://{host}:{port}/: that place is taken, or not allowed. Perhaps the training is "
            f"shown there already, from another window. Or take the next place: make serve ADDRESS={host}:{port + 1}"
        ) from None


def _tell(config: MkDocsConfig, known: Sequence[Problem] = ()) -> None:
    errors = [problem for problem in state.problems if problem.severity is Severity.ERROR]
    stops = state.problems if config.strict else errors
    if stops and not state.serving:
        raise PluginError(f"The content has problems.\n\n{as_text(stops)}\n\n{summary(stops)}. Nothing was built.")
    if known and not state.problems:
        log.info("Everything is mended.")
    told = set(known)
    for problem in (one for one in state.problems if one not in told):
        log.log(logging.ERROR if problem in errors else logging.WARNING, "%s", as_text([problem]))


def _tell_of_codes(course: Course) -> None:
    if course.path_of("assign"):
        log.info("mkdocs.yml has no site_url, so the cover of an assignment carries no QR code.")
    if course.nav.handouts and not state.serving:
        log.info("mkdocs.yml has no site_url, so the handouts carry no QR code that leads back to their pages.")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the scripts and stylesheets, named by their content, and the handouts."""
    assert state.renderer is not None  # noqa: S101 (on_config ran)
    state.view = _view(state.renderer, Path(config.theme.custom_dir or ""), _panel(state.renderer))
    for file in [file for file in files if _stays_behind(file.src_uri, config)]:
        files.remove(file)
    for name, content in state.view.files.items():
        files.append(File.generated(config, name, content=content))
    state.renderer.printed, state.renderer.not_printed = state.view.shelf.groups, state.view.shelf.note
    return files


def _stays_behind(path: str, config: MkDocsConfig) -> bool:
    search: Any = config.plugins.get("material/search")
    in_english = search is None or set(search.config.lang or ()) <= {"en"}
    return path in THEME_SOURCES or (in_english and path.startswith(STEMS))


def _panel(renderer: Renderer) -> str:
    """Give what tells a watching author of errors. A build has none: it would have stopped."""
    if not state.serving:
        return ""
    errors = any(problem.severity is Severity.ERROR for problem in state.problems)
    return PANEL[0] + (renderer.panel(state.problems) if errors else "") + PANEL[1]


def _view(renderer: Renderer, theme: Path, panel: str) -> view.View:
    try:
        return view.view_of(renderer.course, theme, panel, published=not state.serving, site_url=renderer.site_url)
    except UnprintableError as error:
        raise PluginError(f"{error} Nothing was built.") from None


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:  # noqa: ANN401 (MkDocs's signature)
    """Give modules and checklists their templates."""
    known = state.view.template(page.file.src_uri) if state.view else None
    if known:
        page.meta.setdefault("template", known[0])
        page.meta.setdefault("description", known[1])
    return markdown


def on_page_content(html: str, page: Page, **_: Any) -> str:  # noqa: ANN401 (MkDocs's signature)
    """Make samples of code fit for phones, and keep the text of each page for the one that holds them all."""
    assert state.renderer is not None  # noqa: S101 (on_config ran)
    html = for_narrow_screens(html)
    state.renderer.texts[page.file.src_uri] = page.url, html
    return html


def on_env(env: Environment, **_: Any) -> Environment:  # noqa: ANN401 (MkDocs's signature)
    """Let every template, the 404 page too, see the course, and show its texts as its own pages do."""
    env.globals["selfcheck"] = state.view
    env.filters["line"] = line
    return env


def on_page_context(context: dict[str, Any], page: Page, **_: Any) -> dict[str, Any]:  # noqa: ANN401 (MkDocs's signature)
    """Put the quizzes into the page now: search has read it already, so nothing of a quiz is in its index."""
    assert state.renderer is not None and state.view is not None  # noqa: S101, PT018 (on_files ran)
    page.content = place(page.content or "", state.renderer, page.url)
    context["selfcheck"] = state.view.at(page.file.src_uri)
    return context


def on_post_build(config: MkDocsConfig) -> None:
    """Write the worker that keeps the offline copy. Nobody wants one of a page they are just writing."""
    assert state.view is not None  # noqa: S101 (on_files ran)
    if not state.serving:
        site = Path(config.site_dir)
        text = worker(site, state.view.site_id, wanted=state.view.kept_offline)
        (site / WORKER).write_text(text, "utf-8", newline="\n")
