"""While a person writes, build again only the pages that a saved file touches. It does nothing in `mkdocs build`.

To do without, take this file out of `hooks:` in mkdocs.yml: then every save builds everything. `selfcheck.changed` says which
pages a change of content touches; here MkDocs does for those pages what it does for all. Whatever else changed, or when in
doubt, everything is built: a template, the configuration, a file that came or went, a title in the navigation.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

from jinja2 import Environment
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from selfcheck.changed import touched

FIRST = 100  # before other plugins: what is saved while they work belongs to the next build
SEARCH = "material/search"
CONTENT = (("quizzes", ".yml"), ("checklists", ".yml"), ("letters", ".yml"))
HOOKS = {"mkdocs_hooks.py", "mkdocs_changed.py"}
Frame = dict[str, tuple[int, int] | None]
log = logging.getLogger("mkdocs.hooks.changed")


@dataclass
class Last:
    """The last whole build: what MkDocs made, and the files that are not content, with date and size."""

    config: MkDocsConfig
    frame: Frame
    files: Files | None = None
    nav: Navigation | None = None
    env: Environment | None = None
    is_whole: bool = False


@dataclass
class Kept:
    """What outlives builds, for MkDocs loads a hook file once. `built`: the pages built after the last change, None for all."""

    last: Last | None = None
    built: set[str] | None = None


kept = Kept()


class AnyPageError(Exception):
    """Says why every page has to be built."""


@event_priority(FIRST)
def on_config(config: MkDocsConfig) -> None:
    """Forget the last build, and look at the files before anybody reads them."""
    kept.last = Last(config, _frame(config))


def on_nav(nav: Navigation, files: Files, **_: Any) -> None:  # noqa: ANN401 (MkDocs's signature)
    """Remember what MkDocs made of files and navigation."""
    assert kept.last is not None  # noqa: S101 (on_config ran)
    kept.last.nav, kept.last.files = nav, files


def on_env(env: Environment, **_: Any) -> None:  # noqa: ANN401 (MkDocs's signature)
    """Remember the templates."""
    assert kept.last is not None  # noqa: S101 (on_config ran)
    kept.last.env = env


def on_post_build(**_: Any) -> None:  # noqa: ANN401 (MkDocs's signature)
    """Only a build that came to its end can be built upon."""
    assert kept.last is not None  # noqa: S101 (on_config ran)
    kept.last.is_whole = True


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]) -> None:
    """Stand between the server and MkDocs, unless somebody else's plugin wants to see every page at every build."""
    strangers = [name for name in config.plugins if name != SEARCH and Path(name).name not in HOOKS]
    if strangers or config.strict:
        log.info("Every change builds all pages%s.", f", for {', '.join(strangers)}" if strangers else "")
    else:
        server.builder = partial(build, builder)


def build(whole: Callable[[], None]) -> None:
    """Build what changed, or everything."""
    start, kept.built = time.monotonic(), None
    try:
        kept.built = _build_changed()
    except AnyPageError as reason:
        log.info("Building all pages: %s.", reason)
    except Exception as error:  # noqa: BLE001 (whatever it is, a whole build does or tells it right)
        log.info("Building all pages, after %s: %s", type(error).__name__, error)
    else:
        count = f"{len(kept.built)} page{'' if len(kept.built) == 1 else 's'}"
        log.info("Built %s again in %.2f seconds.", count, time.monotonic() - start)
        return
    whole()


def _build_changed() -> set[str]:
    last = kept.last
    if last is None or not last.is_whole or last.files is None or last.nav is None or last.env is None:
        raise AnyPageError("the last build did not come to its end")
    if _frame(last.config) != last.frame:
        raise AnyPageError("not only content has changed")
    hook = _course_hook(last.config)
    before, panel = hook.state.renderer.course, hook.state.view.panel
    last.is_whole = False  # until this is done
    hook.read_again(last.config)
    pages = touched(before, hook.state.renderer.course)
    if pages is None:
        raise AnyPageError("this change can show on any page")
    hook.on_env(last.env)
    files = list(last.files.documentation_pages(inclusion=InclusionLevel.is_in_serve))
    _build_pages([file for file in files if file.src_uri in pages], files, last, last.nav, last.env)
    if hook.state.view.panel != panel:
        _renew_panels({file.abs_dest_path for file in files if file.src_uri not in pages}, last.config, hook)
    for file in files:
        _page(file).validate_anchor_links(files=last.files, log_level=last.config.validation.links.anchors)
    last.is_whole = True
    return pages


def _build_pages(changed: list[File], files: list[File], last: Last, nav: Navigation, env: Environment) -> None:
    """Do for these pages what `mkdocs.commands.build.build` does for all."""
    assert last.files is not None  # noqa: S101 (asked by the caller)
    for file in changed:
        page = _page(file)
        title = page.title
        _populate_page(page, last.config, last.files)
        if page.title != title:
            raise AnyPageError("a title has changed")
    search = last.config.plugins.get(SEARCH)
    index: list[dict[str, Any]] = search.search_index.entries if search and search.config.enabled else []
    found_before = list(index)
    for file in changed:
        page, length = _page(file), len(index)
        _build_page(page, last.config, files, nav, env, excluded=file.inclusion.is_excluded())
        _put_in_place(index, length, page.url)
    if search and index != found_before:
        search.on_post_build(config=last.config)


def _put_in_place(index: list[dict[str, Any]], length: int, url: str) -> None:
    """Move what search has just added at the end to where it stood before, for the index to be that of a whole build."""
    new = index[length:]
    del index[length:]
    places = [place for place, entry in enumerate(index) if entry["location"].partition("#")[0] == url]
    if new and not places:
        raise AnyPageError("a page is new to the search")
    if places:
        index[places[0] : places[-1] + 1] = new


def _renew_panels(paths: set[str], config: MkDocsConfig, hook: ModuleType) -> None:
    """Put the panel that tells what is wrong into pages that stay as they are otherwise, or take it out."""
    start, end = (mark.encode() for mark in hook.PANEL)
    panel = hook.state.view.panel.encode()
    for path in map(Path, (*paths, os.path.join(config.site_dir, "404.html"))):  # noqa: PTH118 (MkDocs's are texts too)
        if path.is_file():
            before, _, rest = path.read_bytes().partition(start)
            path.write_bytes(before + panel + rest.partition(end)[2])


def _page(file: File) -> Page:
    assert file.page is not None  # noqa: S101 (every file of a documentation page got one in the whole build)
    return file.page


def _course_hook(config: MkDocsConfig) -> ModuleType:
    hooks: dict[str, ModuleType] = config.hooks  # type: ignore[assignment]  # MkDocs types the list, and gives a mapping
    return next(module for name, module in hooks.items() if Path(name).name == "mkdocs_hooks.py")


def _frame(config: MkDocsConfig) -> Frame:
    """Give every file that MkDocs watches: content by its name alone, the others with date and size."""
    root = Path(config.config_file_path).parent
    docs = Path(config.docs_dir)
    content = {str(docs): ".md"} | {str(root / folder): ending for folder, ending in CONTENT}
    frame: Frame = {}
    for watched in {str(docs), config.config_file_path, *config.watch}:
        for path in _files(watched):
            ending = next((ending for folder, ending in content.items() if path.startswith(folder + os.sep)), None)
            seen = None if ending and path.endswith(ending) else os.stat(path)  # noqa: PTH116 (one of thousands)
            frame[path] = seen and (seen.st_mtime_ns, seen.st_size)
    return frame


def _files(path: str) -> Iterator[str]:
    if os.path.isfile(path):  # noqa: PTH113 (as above)
        yield path
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name != "__pycache__" and not name.startswith(".")]
        # An editor may keep a hidden file beside the one that is open. MkDocs and the check pass those over too.
        yield from (os.path.join(folder, name) for name in names if not name.startswith("."))  # noqa: PTH118 (as above)
