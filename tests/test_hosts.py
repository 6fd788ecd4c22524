"""Three hosts, one content: MkDocs, ProperDocs and Zensical show the same self-checks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Page, expect

from selfcheck import markdown_ext
from tests.conftest import Course, sample_course

BIN = Path(sys.executable).parent
# Where a host has no hooks, it runs the Markdown extension alone and shows pages in its own theme.
WITHOUT_HOOKS = """\
site_name: Sample
theme: {name: material, font: false}
plugins: [search]
markdown_extensions: [tables, selfcheck]
extra_css: [assets/selfcheck.css, assets/tools.css]
extra_javascript: [assets/site.js, assets/learn.js, assets/checklist.js]
extra: {site_id: sample}
"""
HOSTS = ("mkdocs", "properdocs", "zensical")
COMMANDS = {
    "mkdocs": ("mkdocs", "build", "--strict", "--quiet"),
    "properdocs": ("properdocs", "build", "--strict", "--quiet", "-f", "mkdocs.yml"),
    "zensical": ("zensical", "build", "--clean"),
}
PAGES = {
    "modules/listen-first": ("selfcheck-quiz",),
    "modules/plan-together": ("selfcheck-quiz",),
    "checklists/after-talk": ("form",),
    "practice/review": ("selfcheck-review",),
    "practice/record": ("selfcheck-record",),
    "assigned": ("selfcheck-assigned",),
    "supervisors/assign": ("selfcheck-assign",),
    "supervisors/review": ("selfcheck-compare",),
    "supervisors/team": ("selfcheck-team",),
}
EMPTY = {"br", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Part(HTMLParser):
    """The elements of these names, with all they hold, as a browser would read them: no matter how a host writes its HTML."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__()
        self.names = names
        self.depth = 0
        self.seen: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.depth or (tag in self.names and dict(attrs).get("name") != "search"):
            self.depth += tag not in EMPTY
            told = [(name, value or "") for name, value in attrs if name != "data-search-exclude"]  # to the host alone
            self.seen.append((tag, sorted(told)))

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in EMPTY:
            self.depth -= 1
            self.seen.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.depth and data.strip():
            self.seen.append(re.sub(r"\s+", " ", data.strip()))


def run(host: str, course: Course) -> Path:
    if host == "zensical":
        site_files = course.root / "docs/assets"
        subprocess.run([BIN / "selfcheck", "export", "assets", "--out", site_files], cwd=course.root, check=True)
        course.write("mkdocs.yml", WITHOUT_HOOKS)
        course.replace("docs/index.md", "template: home.html\n", "")
    done = subprocess.run(
        [BIN / COMMANDS[host][0], *COMMANDS[host][1:]],
        cwd=course.root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return course.root / "site"


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return {host: run(host, sample_course(tmp_path_factory.mktemp(host) / "course")) for host in HOSTS}


@pytest.mark.parametrize("path", PAGES)
def test_each_host_shows_the_same_self_check(sites, path):
    shown = {}
    for host, site in sites.items():
        part = Part(PAGES[path])
        part.feed((site / path / "index.html").read_text("utf-8"))
        shown[host] = part.seen
    assert len(shown["mkdocs"]) > 10
    assert shown["properdocs"] == shown["mkdocs"]
    assert shown["zensical"] == shown["mkdocs"]


def test_properdocs_writes_the_same_site_as_mkdocs(sites):
    """But for what a host says of itself, and of the time."""
    names = {host: {path.relative_to(site) for path in site.rglob("*") if path.is_file()} for host, site in sites.items()}
    assert names["properdocs"] == names["mkdocs"]
    different = {
        path.as_posix()
        for path in names["mkdocs"]
        if (sites["mkdocs"] / path).read_bytes() != (sites["properdocs"] / path).read_bytes()
    }
    assert different <= {"sitemap.xml.gz"}


@pytest.mark.parametrize(("host", "index"), [("mkdocs", "search/search_index.json"), ("zensical", "search.json")])
def test_no_host_finds_the_answers_of_a_quiz(sites, host, index):
    text = (sites[host] / index).read_text("utf-8")
    assert "Waiting is work." in text
    assert "Zebra" not in text


@pytest.mark.parametrize("host", HOSTS)
def test_the_links_of_a_checklist_lead_to_its_modules(sites, host):
    html = (sites[host] / "checklists/after-talk/index.html").read_text("utf-8")
    links = re.findall(r'href="((?:\.\./)+modules/[^"]+)"', html)
    assert "../../modules/listen-first/" in links
    for link in links:
        assert (sites[host] / "checklists/after-talk" / link / "index.html").resolve().is_file()


def test_a_quiz_works_under_zensical_with_the_exported_scripts(sites, serve: Callable[[Path], str], page: Page):
    page.goto(serve(sites["zensical"]) + "modules/listen-first/")
    question = page.locator("selfcheck-single-choice").first
    question.get_by_label("The coordinator").check()
    question.get_by_role("button", name="Check answer").click()
    expect(question.get_by_role("status")).to_contain_text("Zebra one.")
    page.reload()
    expect(question.get_by_label("The coordinator")).to_be_checked()
    assert "sidebyside/1/sample/" in str(page.evaluate("Object.keys(localStorage)"))


def test_without_hooks_the_course_is_read_once_and_again_after_a_change(course: Course, monkeypatch):
    """Zensical makes the extension anew for each page; reading a thousand files for each took it minutes."""
    monkeypatch.chdir(course.root)
    text = (course.root / "docs/modules/listen-first.md").read_text("utf-8").partition("\n---\n")[2]

    def page() -> str:
        return markdown.markdown(text, extensions=["tables", "selfcheck"])

    def wait() -> None:
        time.sleep(markdown_ext.LOOK_EVERY + 0.1)

    wait()  # a file that was written just now may change again without its date showing it
    before = page()
    reader = markdown_ext._own_renderer()
    wait()
    assert markdown_ext._own_renderer() is reader, "nothing has changed"
    course.replace("quizzes/listen-first.yml", *(f"Who talks {how} in a good first meeting?" for how in ("most", "least")))
    wait()
    after = page()
    assert "Who talks most" in before
    assert "Who talks least" in after
    assert "Who talks most" not in after
    assert markdown_ext._own_renderer() is not reader
