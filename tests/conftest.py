"""What the tests stand on: small real courses in temporary folders, real builds of them, a real server, a real browser."""

from __future__ import annotations

import contextlib
import functools
import http.server
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from selfcheck.links import check_course
from selfcheck.lock import write_lock
from selfcheck.problems import Problem
from tests import engines
from tests.accessibility import ready
from tests.browser import find_browser
from tests.checklist_walk import AFTER_TALK, Form
from tests.compare_walk import Desk
from tests.engines import Engine
from tests.engines_walk import with_ear
from tests.hand_in_walk import Finish
from tests.quiz_walk import EAR, LISTEN, Walk
from tests.team_walk import Team

ROOT = Path(__file__).parents[1]
SAMPLE = Path(__file__).parent / "sample"
TODAY = date(2026, 11, 22)  # when the sample was written: its dates grow old on no other day
Publish = Callable[[], str]
PATIENCE = 20_000  # milliseconds in which a page answers: a busy computer is no failure


class Course:
    """A course in a folder of its own: `write` and `replace` edit it, `check` and `build` do what authors do."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.site = root / "site"

    def write(self, path: str, text: str | bytes) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    def replace(self, path: str, old: str, new: str) -> None:
        text = (self.root / path).read_text("utf-8")
        assert old in text, f"{old!r} does not stand in {path}"
        self.write(path, text.replace(old, new, 1))

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def check(self, **options) -> list[Problem]:
        return check_course(self.root, **{"today": TODAY, **options})[1]

    def codes(self, **options) -> list[str]:
        return [problem.code for problem in self.check(**options)]

    def build(self, *, strict: bool = True) -> Path:
        """Build with MkDocs itself. Raises what MkDocs raises."""
        config = load_config(str(self.root / "mkdocs.yml"), strict=strict, site_dir=str(self.site))
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        return self.site


def sample_course(folder: Path) -> Course:
    """Copy the sample course (two modules, two quizzes) and join it to the project's own theme and hook."""
    shutil.copytree(SAMPLE, folder, dirs_exist_ok=True)
    course = Course(folder)
    for name, file in {"THEME": "theme", "HOOK": "mkdocs_hooks.py", "CHANGED": "mkdocs_changed.py"}.items():
        course.replace("mkdocs.yml", name, (ROOT / "hooks" / file).as_posix())
    return course


def without_a_quiz(course: Course) -> None:
    """Make “plan-together” of the sample course a module that only has to be read."""
    course.replace("docs/modules/plan-together.md", "\n::: quiz plan-together\n", "")
    course.replace("docs/modules/plan-together.md", "with its owner}", "with its owner, checklist: after-talk}")
    course.remove("quizzes/plan-together.yml")
    course.remove("ids.lock")


def rename_module(course: Course) -> None:
    """Call “plan-together” of the sample course “plan-it” from now on."""
    text = (course.root / "docs/modules/plan-together.md").read_text("utf-8")
    course.remove("docs/modules/plan-together.md")
    course.write("docs/modules/plan-it.md", text.replace("id: plan-together", "id: plan-it\nwas: plan-together", 1))
    course.replace("mkdocs.yml", "modules/plan-together.md", "modules/plan-it.md")


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A fresh copy of the sample course."""
    return sample_course(tmp_path / "course")


class Handler(http.server.SimpleHTTPRequestHandler):
    """Gives out the files of a folder."""

    protocol_version = "HTTP/1.1"  # browsers keep their connections: a new one for every file is slow, and may be refused

    def log_message(self, *_: object) -> None:
        pass


class _Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128  # a page asks for many files at once while the machine is busy; the default is 5

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.open: set[socket.socket] = set()

    def get_request(self) -> tuple[socket.socket, Any]:
        """Remember the connections that browsers keep, to end them with the server."""
        connection, address = super().get_request()
        self.open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Pass over a browser that hangs up, as it does when a page is left."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class Server:
    """Serves a folder on this computer. `url` ends with a slash."""

    def __init__(self, folder: Path) -> None:
        handler = functools.partial(Handler, directory=str(folder))
        self._server = _Server(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        for connection in list(self._server.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def serve() -> Iterator[Callable[[Path], str]]:
    """Give a function that serves a folder while the test runs, and says where."""
    servers: list[Server] = []

    def start(folder: Path) -> str:
        servers.append(Server(folder))
        return servers[-1].url

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def publish(course: Course, serve: Callable[[Path], str]) -> Publish:
    """Publish a course as an author does: accept its ids, build it strictly, at an address that stays the same."""
    course.site.mkdir()
    url = serve(course.site)

    def publish() -> str:
        write_lock(check_course(course.root)[0])
        course.build()
        return url

    return publish


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory) -> Iterator[str]:
    """The sample course, built and served once."""
    server = Server(sample_course(tmp_path_factory.mktemp("sample") / "course").build())
    yield server.url
    server.close()


@pytest.fixture(scope="session")
def real_folder(tmp_path_factory) -> Path:
    """The project's own course, built once."""
    site: Path = tmp_path_factory.mktemp("real") / "site"
    config = load_config(str(ROOT / "mkdocs.yml"), strict=True, site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return site


@pytest.fixture(scope="session")
def real_site(real_folder: Path) -> Iterator[str]:
    """The project's own course, served once."""
    server = Server(real_folder)
    yield server.url
    server.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser())
        yield chromium
        chromium.close()


def pytest_report_header() -> str:
    """Say which browser engines the tests run in."""
    return f"browser engines: {', '.join(engines.find())}"


@contextlib.contextmanager
def profile(browser: Browser, **options: Any) -> Iterator[BrowserContext]:
    """Give a browser profile of its own. An error of a script or on the console, as of a breach of policy, fails the test."""
    wrong: list[str] = []
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    context.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    try:
        yield context
    finally:
        context.close()
    assert not wrong


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser profile for one test."""
    with profile(browser, viewport={"width": 1280, "height": 900}) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One tab."""
    return context.new_page()


@pytest.fixture
def watched(context: BrowserContext, sample_site: str) -> Iterator[Page]:
    """One tab in November 2026. Nothing in it may ask another host for anything."""
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(EAR)
    page.clock.set_fixed_time("2026-11-24T10:00:00")
    yield page
    assert [url for url in asked if not url.startswith((sample_site, "data:", "blob:"))] == []


@pytest.fixture
def look(page: Page) -> Page:
    """A tab that the helpers of accessibility.py can look at."""
    ready(page)
    return page


@pytest.fixture
def walk(page: Page, sample_site: str) -> Walk:
    """At the sample's first quiz."""
    return Walk(page).open(sample_site + LISTEN)


@pytest.fixture
def form(page: Page, sample_site: str) -> Form:
    """The sample's checklist, never filled in."""
    return Form(page, sample_site + AFTER_TALK)


@pytest.fixture
def finish(form: Form) -> Finish:
    """What stands below that checklist, to hand it in."""
    return Finish(form)


@pytest.fixture
def desk(page: Page, sample_site: str, tmp_path: Path) -> Desk:
    """The page that lays two ratings side by side, with nothing open."""
    folder = tmp_path / "files"
    folder.mkdir()
    return Desk(page, sample_site, folder)


@pytest.fixture
def team(page: Page, sample_site: str) -> Team:
    """The page over time, with nothing open."""
    return Team(page, sample_site)


@pytest.fixture(scope="module")
def heard_site(tmp_path_factory) -> Iterator[str]:
    """The sample course, with an ear on every page."""
    server = Server(with_ear(sample_course(tmp_path_factory.mktemp("engines") / "course").build()))
    yield server.url
    server.close()


@pytest.fixture(scope="module", params=engines.find())
def started(request, browser) -> Iterator[Engine]:
    """Start each engine once."""
    engine = engines.start(request.param, browser)
    yield engine
    engine.close()


@pytest.fixture
def engine(started: Engine, heard_site: str) -> Engine:
    """Give one that knows nothing of the site yet."""
    started.goto(f"{heard_site}about/privacy/")
    started.evaluate("(localStorage.clear(), sessionStorage.clear())")
    return started
