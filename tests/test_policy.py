"""What a browser may do on the built site: one strict policy, no page that needs an exception, a real server that sends it."""

from __future__ import annotations

import contextlib
import http.client
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from selfcheck.offline import HERE, WORKER
from selfcheck.policy import NAMED_BY_CONTENT, policy, server_files
from tests.conftest import ROOT
from tests.nginx import nginx as nginx_of

LOADING = {
    "script": "src",
    "link": "href",
    "img": "src",
    "iframe": "src",
    "video": "src",
    "audio": "src",
    "source": "src",
    "track": "src",
}
READING = ("about/privacy", "assigned", "supervisors/assign", "supervisors/review", "supervisors/team")


class Scan(HTMLParser):
    """Finds what the policy would refuse: inline scripts, styles and handlers, and files from elsewhere."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.policies: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and given.get("http-equiv") == "Content-Security-Policy":
            self.policies.append(given["content"] or "")
        if tag == "style" or "style" in given or any(name.startswith("on") for name in given):
            self.wrong.append(self.get_starttag_text() or tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.wrong.append("a script within the page")
        address = given.get(LOADING.get(tag, ""))
        canonical = tag == "link" and given.get("rel") == "canonical"
        if address and urlsplit(address).netloc and not canonical:
            self.wrong.append(f"{tag} from {address}")


def test_no_page_holds_what_the_policy_would_refuse(real_folder):
    pages = sorted(real_folder.rglob("*.html"))
    found = {page.relative_to(real_folder).as_posix(): Scan(page.read_text("utf-8")).wrong for page in pages}
    assert len(pages) > 40
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_every_page_carries_the_policy_and_those_that_read_files_the_stricter_one(real_folder):
    for page in real_folder.rglob("*.html"):
        name = page.parent.relative_to(real_folder).as_posix()
        assert Scan(page.read_text("utf-8")).policies == [policy(reads=name in READING)], name


def test_the_policy_has_no_exception():
    for header in (False, True):
        assert "unsafe" not in policy(header=header)
        assert "http" not in policy(header=header)


def test_the_ready_files_are_what_the_command_writes(real_folder):
    for name, text in server_files().items():
        assert (ROOT / "deploy" / name).read_text("utf-8") == text, "run selfcheck export headers --out deploy"
    assert (real_folder / "_headers").read_text("utf-8") == server_files()["_headers"]


def test_servers_and_the_worker_take_the_same_files_for_named_by_their_content():
    worker = (HERE / "web" / WORKER).read_text("utf-8")
    assert f"const NAMED_BY_CONTENT = /{NAMED_BY_CONTENT}/;\n" in worker


@pytest.fixture(scope="module")
def nginx(real_folder: Path, tmp_path_factory) -> Iterator[str]:
    """The project's own course on a real server."""
    with nginx_of(real_folder, tmp_path_factory.mktemp("nginx")) as address:
        yield address


def ask(address: str, path: str) -> tuple[int, http.client.HTTPMessage]:
    with contextlib.closing(http.client.HTTPConnection(urlsplit(address).netloc)) as connection:
        connection.request("GET", f"/{path}")
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers


def test_a_real_server_sends_the_headers_with_every_sort_of_file(nginx, real_folder):
    script = next((real_folder / "assets").glob("learn.*.js")).name
    for path, status, kept in (("", 200, "no-cache"), (f"assets/{script}", 200, "max-age=315360000"), ("nowhere/", 404, None)):
        answered, headers = ask(nginx, path)
        assert answered == status
        assert headers["Content-Security-Policy"] == policy(header=True)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == kept


def test_the_training_works_on_a_real_server_with_its_policy(nginx, page: Page):
    """Console errors, which a violation is, fail the test by themselves."""
    page.goto(f"{nginx}modules/client-centered/")
    page.locator("selfcheck-quiz:is([data-ready]) input:visible").first.check()
    page.get_by_role("button", name="Check answer").first.click()
    page.locator("selfcheck-quiz [role=status]:not(:empty)").first.wait_for()
    page.get_by_role("button", name="Search").first.click()
    page.get_by_role("searchbox").fill("reflection")
    page.locator(".md-search-result__item a").first.wait_for()
    page.goto(f"{nginx}checklists/mi-self-check/")
    page.get_by_role("radio").first.check()
