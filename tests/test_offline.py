"""After one visit the training goes on without a network: with a real worker, and a server that is really stopped."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from selfcheck.offline import WORKER, kept_files
from tests.conftest import Course, Handler, Server

MEGABYTES = 4  # what docs/about/privacy.md says
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  return (await caches.keys()).sort();
}"""
GONE = "async () => (await navigator.serviceWorker.getRegistrations()).length + (await caches.keys()).length"
CONTROLLED = "() => navigator.serviceWorker.controller !== null"


@pytest.fixture
def patient(context: BrowserContext) -> BrowserContext:
    """A worker fetches the whole site at once, which takes a while on a busy machine."""
    context.set_default_timeout(30_000)
    return context


@pytest.fixture
def visit(patient: BrowserContext) -> Callable[[str], Page]:
    def start(address: str) -> Page:
        page = patient.new_page()
        page.goto(address)
        page.wait_for_function(CONTROLLED)
        return page

    return start


def until(page: Page, script: str, given: object = None) -> None:
    """Ask again until a promise gives true; Playwright's own waiting takes the promise itself for an answer."""
    for _ in range(100):
        if page.evaluate(script, given):
            return
        page.wait_for_timeout(100)
    pytest.fail(f"never came true: {script}")


def test_after_one_visit_every_page_opens_without_a_network(course: Course, browser):
    server = Server(course.build())
    context = browser.new_context()  # its console tells of every request that fails, as it should
    page = context.new_page()
    page.goto(server.url)
    page.wait_for_function(CONTROLLED)
    server.close()
    for name in kept_files(course.site):
        if name.endswith("/"):
            page.goto(f"{server.url}{name}")
            expect(page.locator("h1")).to_be_visible()
    page.goto(f"{server.url}modules/listen-first/")
    quiz = page.locator("selfcheck-quiz[data-ready]")
    quiz.locator("input:visible").first.check()
    quiz.get_by_role("button", name="Check answer").first.click()
    expect(quiz.locator("[role=status]:not(:empty)").first).to_be_visible()
    page.get_by_role("button", name="Search").first.click()
    page.get_by_text("Type to see").wait_for()
    page.get_by_role("searchbox").press_sequentially("listen")
    expect(page.locator(".md-search-result__item a").first).to_be_visible(timeout=30_000)
    context.close()


@pytest.mark.parametrize(("step", "shown"), [("send_head", "Waiting is work."), ("copyfile", "Newer.")])
def test_the_copy_stands_in_for_an_answer_that_does_not_begin_and_not_for_a_slow_one(
    course: Course, serve, visit, monkeypatch, step, shown
):
    address, page_file = serve(course.build()), "site/modules/listen-first/index.html"
    course.replace(f"site/{WORKER}", "PATIENCE = 6000", "PATIENCE = 500")
    page = visit(address)
    course.replace(page_file, "Waiting is work.", "Newer.")
    at_once = getattr(Handler, step)

    def late(handler: Handler, *given: Any) -> Any:
        if handler.path.startswith("/modules/"):
            time.sleep(1.5)
        return at_once(handler, *given)

    monkeypatch.setattr(Handler, step, late)
    page.goto(f"{address}modules/listen-first/")
    expect(page.locator("article .md-typeset")).to_contain_text(shown)
    expect(page.locator("footer.sbs-footer")).to_be_visible()


def test_a_newer_version_is_offered_in_words_and_the_old_copy_dropped(course: Course, serve, visit):
    address = serve(course.build())
    page = visit(address)
    [before] = page.evaluate(KEPT)
    course.replace("docs/index.md", "For the tests.", "Quite new.")
    course.build()
    page.goto(address)
    page.get_by_text("A newer version of this training is here.").wait_for()
    with page.expect_navigation():
        page.get_by_role("button", name="Load it now").click()
    until(page, "async (before) => { const [one, other] = await caches.keys(); return !other && one !== before; }", before)


def test_the_same_version_is_not_offered_again(course: Course, serve, visit):
    address = serve(course.build())
    page = visit(address)
    page.reload()
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    expect(page.get_by_text("A newer version")).to_have_count(0)


def test_one_line_in_the_settings_ends_every_copy(course: Course, serve, visit):
    address = serve(course.build())
    page = visit(address)
    course.replace("mkdocs.yml", "  generator: false", "  generator: false\n  offline: false")
    course.build()
    page.goto(address)
    until(page, f"async () => await ({GONE})() === 0")
    page.reload()
    assert page.evaluate(GONE) == 0


def test_a_copy_of_another_site_on_the_same_host_is_left_alone(course: Course, serve, context):
    address = serve(course.build())
    page = context.new_page()
    page.goto(f"{address}about/privacy/")  # this page starts no worker
    page.evaluate(
        "async () => { await caches.open('side-by-side-other-0123456789ab'); await caches.open('side-by-side-sample-0'); }"
    )
    page.goto(address)
    page.wait_for_function(CONTROLLED)
    assert "side-by-side-other-0123456789ab" in page.evaluate(KEPT)
    assert "side-by-side-sample-0" not in page.evaluate(KEPT)


def test_pages_that_read_links_or_files_start_no_worker(real_folder):
    for page in real_folder.rglob("*.html"):
        head = page.read_text("utf-8").partition("</head>")[0]
        assert ("data-worker=" in head) is ("trusted-types" not in head)


def test_the_copy_holds_every_page_for_learners_and_is_as_small_as_the_privacy_page_says(real_folder):
    kept = kept_files(real_folder)
    assert f"const FILES = {json.dumps(list(kept))};" in (real_folder / WORKER).read_text("utf-8")
    assert {"./", "modules/start/", "checklists/mi-self-check/", "assigned/"} <= set(kept)
    assert not any(name.endswith((".pdf", ".mp4", ".zip")) for name in kept)
    assert sum(path.stat().st_size for path in kept.values()) < MEGABYTES * 1_000_000
    privacy = (real_folder / "about" / "privacy" / "index.html").read_text("utf-8")
    assert f"less than {MEGABYTES} megabytes" in re.sub(r"\s+", " ", privacy)
