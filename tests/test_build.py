"""What a build leaves behind: no warning, no quiz in the search index, no other host, the same bytes twice, small files."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page

from selfcheck.bundle import FURTHER
from selfcheck.collect import Collector
from selfcheck.content import load_course
from selfcheck.course import Course as Content
from selfcheck.registry import find_kinds
from tests.conftest import ROOT, Course

KB = 1024
LEARN_KB, TOOL_KB, CSS_KB, FIRST_VIEW_KB = 14, 20, 6, 95
HASHED = re.compile(r"assets/[a-z]+\.([0-9a-f]{10})\.(?:js|css)")
ASSETS = ("learn", "selfcheck", "theme", "shell")
LOADS = {("script", "src"), ("img", "src"), ("source", "src"), ("video", "src"), ("audio", "src"), ("track", "src"),
         ("iframe", "src"), ("embed", "src"), ("object", "data"), ("form", "action"), ("button", "formaction"),
         ("video", "poster"), ("img", "srcset"), ("source", "srcset"), ("use", "href"), ("image", "href")}  # fmt: skip
REFERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")


def content_of(root: Path) -> Content:
    registry = find_kinds()
    return load_course(root, Collector(registry.catalogue), registry)


def test_the_real_course_builds_strictly_without_a_warning(tmp_path, caplog):
    caplog.set_level(logging.INFO)
    config = load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(tmp_path / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == []
    assert (tmp_path / "site/index.html").is_file()


# Search


def quiz_texts(content: Content) -> Iterator[str]:
    """Every text an author wrote into a quiz, long enough to mean that quiz and nothing else."""
    for quiz in content.quizzes.values():
        for question in quiz.questions:
            texts = [*question.hints, *every_text(asdict(question.interaction()))]
            yield from (text for text in texts if len(text.split()) > 3)


def every_text(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for child in value.values() for text in every_text(child))
    elif isinstance(value, (list, tuple)):
        yield from (text for child in value for text in every_text(child))


def flat(text: str) -> str:
    """Letters and digits alone, so that neither quotation marks nor markup hide a text."""
    return re.sub(r"[\W_]+", " ", re.sub(r"<[^>]+>|&\w+;", " ", text)).lower()


def test_nothing_of_a_quiz_is_in_the_search_index_of_the_real_course(real_folder):
    index = flat((real_folder / "search/search_index.json").read_text("utf-8"))
    course = content_of(ROOT)
    written = flat(" ".join(page.body for page in course.pages.values()))  # what a page says too may be found there
    texts = [text for text in (flat(text).strip() for text in quiz_texts(course)) if text not in written]
    assert len(texts) > 30
    assert [text for text in texts if text in index] == []
    assert "client centered" in index


def test_the_search_index_is_the_same_without_any_quiz(course):
    index = course.build() / "search/search_index.json"
    with_quizzes = json.loads(index.read_text("utf-8"))
    assert "Zebra" not in str(with_quizzes)
    for name in ("listen-first", "plan-together"):
        course.remove(f"quizzes/{name}.yml")
        course.replace(f"docs/modules/{name}.md", f"\n::: quiz {name}\n", "")
    course.remove("ids.lock")
    course.build(strict=False)
    assert json.loads(index.read_text("utf-8")) == with_quizzes


# Other hosts, inline code, ids


@dataclass
class Html(HTMLParser):
    """What one page holds that a policy or a screen reader minds."""

    path: str
    ids: Counter[str] = field(default_factory=Counter)
    refers: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids[given["id"]] += 1
        for name in REFERS:
            self.refers.update(given.get(name, "").split())
        if tag == "style" or (tag == "script" and "src" not in given and given.get("type") != "application/json"):
            self.inline.append(f"<{tag}>")
        for name, value in given.items():
            if name.startswith("on") or name == "style" or value.strip().lower().startswith(("javascript:", "vbscript:")):
                self.inline.append(f"<{tag} {name}={value!r}>")
            if (tag, name) in LOADS or (tag == "link" and name == "href" and given.get("rel") != "canonical"):
                self.loads.append(value)


def pages_of(folder: Path) -> list[Html]:
    pages = []
    for path in sorted(folder.rglob("*.html")):
        page = Html(path.relative_to(folder).as_posix())
        page.feed(path.read_text("utf-8"))
        pages.append(page)
    return pages


def test_no_page_holds_inline_code_or_loads_from_another_host(real_folder):
    pages = pages_of(real_folder)
    assert {"index.html", "404.html", "modules/client-centered/index.html"} <= {page.path for page in pages}
    for page in pages:
        assert page.inline == [], page.path
        foreign = [
            address for address in page.loads if urlsplit(address).scheme not in {"", "data"} or address.startswith("//")
        ]
        assert foreign == [], page.path
        assert len(page.loads) > 5, page.path


def test_no_file_of_the_site_names_a_script_or_style_of_another_host(real_folder):
    for path in real_folder.rglob("*.css"):
        assert re.findall(r"""(?:url\(|@import)\s*["']?(?:https?:)?//""", path.read_text("utf-8")) == [], path
    for path in (real_folder / "assets").glob("*.js"):
        assert re.findall(r"https?://(?!127\.0\.0\.1|www\.w3\.org/2000/svg)", path.read_text("utf-8")) == [], path


def test_every_id_is_unique_on_its_page_and_everything_referred_to_is_there(real_folder):
    for page in pages_of(real_folder):
        assert [name for name, count in page.ids.items() if count > 1] == [], page.path
        assert page.refers - set(page.ids) == set(), page.path


@pytest.mark.parametrize("path", ["", "modules/client-centered/", "resources/", "checklists/", "404.html"])
def test_no_page_asks_another_host_for_anything(page: Page, real_site, path):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(real_site + path, wait_until="networkidle")
    page.mouse.wheel(0, 100_000)
    page.wait_for_load_state("networkidle")
    assert len(asked) > 5
    assert [url for url in asked if not url.startswith((real_site, "data:"))] == []


# The same bytes


def tree(folder: Path) -> dict[str, str]:
    """Each file of a folder with a hash of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def run_build(course: Course, site: str, **environment: str) -> dict[str, str]:
    """Build in a process of its own, as the Makefile does."""
    subprocess.run(
        [Path(sys.executable).with_name("mkdocs"), "build", "--strict", "--quiet", "--site-dir", course.root / site],
        cwd=course.root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1790000000"} | environment,
        check=True,
        capture_output=True,
        timeout=60,
    )
    return tree(course.root / site)


def test_the_same_input_gives_the_same_bytes_twice(course):
    first = run_build(course, "one", PYTHONHASHSEED="1", TZ="UTC", LC_ALL="C.UTF-8")
    second = run_build(course, "two", PYTHONHASHSEED="2", TZ="Asia/Tokyo", LC_ALL="C")
    assert second == first
    assert {"index.html", "sitemap.xml.gz", "search/search_index.json"} <= set(first)


def test_our_assets_are_named_by_their_content_and_nothing_else_of_theirs_is_left(real_folder):
    found = {}
    for path in (real_folder / "assets").iterdir():
        name = f"assets/{path.name}"
        if match := HASHED.fullmatch(name):
            assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(match[1])
            found[path.name.partition(".")[0]] = name
    assert set(ASSETS) <= set(found)
    html = (real_folder / "modules/client-centered/index.html").read_text("utf-8")
    assert {kind for kind, name in found.items() if name not in html} == {*FURTHER, "tools"}  # only where they are needed
    raw = ["theme.css", "prose.css", "shell.js", "words.yml", "main.html", "base.html"]
    assert [name for name in raw if (real_folder / name).exists()] == []


def test_an_asset_keeps_its_name_while_its_content_stays(course):
    def names() -> dict[str, str]:
        course.build()
        return {name: next(course.site.glob(f"assets/{name}.*")).name for name in ASSETS}

    before = names()
    course.replace("quizzes/listen-first.yml", "Zebra one.", "Zebra changed.")
    assert names() == before


def test_light_markdown_around_a_page_is_rendered_and_its_description_has_no_marks(course):
    course.replace("checklists/after-talk.yml", "Five things to look at", "Five *small* things & `no more`")
    course.replace("docs/about/sources.md", 'year: "2026"}', 'year: "2026", note: "Read *all* & `more`."}')
    site = course.build()
    checklist = (site / "checklists/after-talk/index.html").read_text("utf-8")
    module = (site / "modules/listen-first/index.html").read_text("utf-8")
    assert '<p class="sbs-lede">Five <em>small</em> things &amp; <code>no more</code> after' in checklist
    assert '<meta name="description" content="Five small things &amp; no more after a conversation.">' in checklist
    assert "Read <em>all</em> &amp; <code>more</code>." in module


# Sizes


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))


def ours(folder: Path) -> Mapping[str, Path]:
    return {
        path.name.partition(".")[0]: path for path in (folder / "assets").iterdir() if HASHED.fullmatch(f"assets/{path.name}")
    }


def test_our_script_and_style_are_small(real_folder, record_property: Callable[[str, object], None]):
    sizes = {name: packed(path) for name, path in ours(real_folder).items()}
    for name, size in sizes.items():
        record_property(f"{name} gzip", size)
    assert sizes["learn"] <= LEARN_KB * KB
    assert max(sizes[name] for name in (*FURTHER, "tools")) <= TOOL_KB * KB
    assert sizes["selfcheck"] <= CSS_KB * KB
    assert sizes["theme"] <= CSS_KB * KB


def test_the_first_view_of_a_module_is_small_and_leaves_search_for_later(page: Page, real_folder, real_site):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(real_site + "modules/client-centered/", wait_until="networkidle")
    files = {real_folder / (path + "index.html" if path.endswith("/") else path) for path in asked}
    assert not any("search_index" in str(path) or "/workers/" in str(path) or "bundle" in str(path) for path in files)
    total = sum(packed(path) for path in files)
    assert total <= FIRST_VIEW_KB * KB, {path.name: packed(path) for path in files}
    assert any(path.name.startswith("learn.") for path in files)


def test_the_cards_of_all_checklists_lead_to_their_pages_wherever_they_stand(course, serve, page):
    course.write("docs/local/checklists/local-look.md", "---\ntitle: A look\n---\n\n::: checklist local-look\n")
    text = (course.root / "checklists/after-talk.yml").read_text("utf-8")
    course.write(
        "checklists/local-look.yml", text.replace("id: after-talk", "id: local-look").replace("After the talk", "A look")
    )
    nav = "      - checklists/watching.md\n"
    course.replace("mkdocs.yml", nav, nav + "      - local/checklists/local-look.md\n")
    course.replace("docs/modules/plan-together.md", "Dwayne brings a list.", "::: all-checklists")
    address = serve(course.build())
    for start in ("checklists/", "modules/plan-together/"):
        for title in ("After the talk", "A look", "Watching a talk"):
            page.goto(address + start)
            page.locator(".sbs-cards").get_by_role("link", name=title).click()
            page.get_by_role("heading", level=1, name=title).wait_for()
