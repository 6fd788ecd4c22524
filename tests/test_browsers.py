"""Which browsers the training works in, and what an older one gets: docs/about/for-it.md says it, these tests hold it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.accessibility import crawl, none, ready
from tests.conftest import ROOT

PAGE = ROOT / "docs" / "about" / "for-it.md"
ROW = re.compile(r"^\| `([^`]+)`[^|]*\| ([^|]+) \| ([\d.]+) \| ([\d.]+) \| ([\d.]+) \|$", re.MULTILINE)
SOURCES = [path for ending in ("js", "css") for path in (ROOT / "hooks").rglob(f"*.{ending}")]
DECIDES = "light-dark("  # the feature that our scripts and styles ask for
OLDER = """
const supports = CSS.supports;
CSS.supports = (...given) => !given.join().includes("light-dark") && supports.call(CSS, ...given);
"""


def version(text: str) -> tuple[int, ...]:
    return tuple(map(int, text.split(".")))


def test_every_feature_in_the_table_is_used_and_the_versions_above_it_are_the_highest_of_its_columns():
    page = PAGE.read_text("utf-8")
    rows = ROW.findall(page)
    assert len(rows) > 5
    code = "\n".join(path.read_text("utf-8") for path in SOURCES)
    assert [feature for feature, *_ in rows if feature.rstrip("()") not in code] == []
    needed = [max(column, key=version) for column in zip(*(row[2:] for row in rows), strict=True)]
    told = re.search(r"Chrome and Edge ([\d.]+), Firefox ([\d.]+), Safari (\d+(?:\.\d+)*)", page)
    assert told
    assert list(told.groups()) == needed


@pytest.fixture
def old(context: BrowserContext) -> Page:
    """A tab of a browser that does not know light-dark()."""

    def without(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(DECIDES, "no-such-function("))

    context.route("**/*.css", without)
    context.add_init_script(OLDER)
    page = context.new_page()
    ready(page)
    return page


@pytest.mark.parametrize(
    "path", ["", "modules/listen-first/", "checklists/after-talk/", "supervisors/assign/", "about/privacy/"]
)
def test_an_older_browser_gets_the_page_as_without_javascript_and_is_told(old, sample_site, path):
    old.goto(sample_site + path)
    expect(old.get_by_text("This browser is older than this training expects.")).to_be_visible()
    expect(old.locator("[data-ready], button:visible")).to_have_count(0)
    assert old.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    assert old.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    none(crawl(old))


def test_an_older_browser_can_read_every_answer_and_reason(old, sample_site):
    old.goto(sample_site + "modules/listen-first/")
    for summary in old.locator(".sbs-answer > summary").all():
        summary.click()
    reasons = re.findall(r"Zebra \w+", (ROOT / "tests" / "sample" / "quizzes" / "listen-first.yml").read_text("utf-8"))
    assert len(reasons) > 5
    for reason in reasons:
        expect(old.get_by_text(reason).first).to_be_visible()


def test_a_browser_of_today_is_told_nothing(page: Page, sample_site):
    page.goto(sample_site)
    expect(page.locator(".sbs-older")).to_be_hidden()
