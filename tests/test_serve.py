"""`mkdocs serve` and `mkdocs build` as an author meets them: a mistake is told on the page, and never costs the good site."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import Course
from tests.test_build import tree

MKDOCS = Path(sys.executable).with_name("mkdocs")
QUIZ = "quizzes/listen-first.yml"
LISTEN = "modules/listen-first/"
PATIENCE = 30.0  # seconds for a rebuild on a busy computer
ANSWER = 10.0  # seconds in which every single request is answered


class Serving:
    """A real `mkdocs serve` in a process of its own."""

    def __init__(self, course: Course) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{port}/"
        self.log = course.root / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [MKDOCS, "serve", "--dev-addr", f"127.0.0.1:{port}"],
                cwd=course.root,
                env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def get(self, path: str) -> str:
        with urlopen(self.url + path, timeout=ANSWER) as answer:  # noqa: S310 (an address of this computer)
            text: str = answer.read().decode()
        return text

    def until(self, path: str, holds: Callable[[str], bool]) -> str:
        """Ask again until the page is as wanted. Every answer must come in time; only the start may refuse."""
        end = time.monotonic() + PATIENCE
        text = ""
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text()
            try:
                text = self.get(path)
            except TimeoutError:
                pytest.fail("a request was left hanging")
            except (OSError, HTTPException):  # it has not started to listen
                pass
            else:
                if holds(text):
                    return text
            time.sleep(0.2)
        raise AssertionError(f"{path} did not become what it should\n{text[:2000]}\n{self.log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@pytest.fixture
def serving(course: Course) -> Iterator[Serving]:
    """The sample course, served and answering."""
    serving = Serving(course)
    try:
        serving.until(LISTEN, lambda text: "Zebra one." in text)
        yield serving
    finally:
        serving.stop()


def test_a_broken_quiz_shows_a_panel_on_the_open_page_until_it_is_mended(serving, course, page: Page):
    page.goto(serving.url + LISTEN)
    panel = page.get_by_role("alert")
    expect(panel).to_have_count(0)
    course.replace(QUIZ, "correct: true, feedback: Zebra two.", "corect: true, feedback: Zebra two.")
    panel.wait_for(timeout=PATIENCE * 1000)  # the page reloads by itself
    expect(panel).to_contain_text("The training cannot be published yet")
    expect(panel).to_contain_text(f"{QUIZ}:11:33")
    expect(panel).to_contain_text("“corect” is not a key that belongs here. Did you mean “correct”?")
    expect(panel).to_contain_text("To mend it:")
    expect(panel.locator("pre")).to_contain_text("11 |       - {text: The participant, corect: true")
    expect(panel.locator("pre")).to_contain_text("|                                 ^")
    for path in ("", "modules/plan-together/", "resources/"):
        assert "Did you mean “correct”?" in serving.get(path)
    course.replace(QUIZ, "corect: true", "correct: true")
    panel.wait_for(state="detached", timeout=PATIENCE * 1000)
    expect(page.get_by_role("heading", name="Question 1 of 3")).to_be_visible()
    assert "Traceback" not in serving.log.read_text()
    page.goto("about:blank")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param(QUIZ, "id: [", id="a quiz that is not YAML"),
        pytest.param(QUIZ, "", id="an empty quiz"),
        pytest.param("docs/modules/listen-first.md", "---\ntitle: [\n---\nText\n", id="broken front matter"),
    ],
)
def test_a_file_that_cannot_be_read_at_all_is_told_and_mended_without_a_restart(serving, course, path, text):
    good = (course.root / path).read_text("utf-8")
    course.write(path, text)
    told = serving.until("", lambda page: "The training cannot be published yet" in page)
    assert f"<code>{path}" in told
    if path == QUIZ:
        assert "This part is shown again when its file is mended." in serving.get(LISTEN)
    course.write(path, good)
    serving.until(LISTEN, lambda page: "The training cannot be published yet" not in page and "Zebra one." in page)
    assert "Traceback" not in serving.log.read_text()


def test_where_a_question_is_not_sound_a_gap_is_shown_and_the_panel_stays_in_sight(serving, course, page: Page):
    page.set_viewport_size({"width": 1280, "height": 500})
    page.goto(serving.url + LISTEN)
    page.mouse.wheel(0, 700)
    course.replace(QUIZ, "answer: false", "answer: perhaps")
    page.get_by_role("alert").wait_for(timeout=PATIENCE * 1000)
    page.mouse.wheel(0, 700)
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_text("This part is shown again when its file is mended.")).to_have_count(1)
    expect(page.get_by_role("heading", name="Question 1 of 3")).to_be_visible()
    page.goto("about:blank")


def test_a_place_that_is_taken_is_told_in_words(serving, course):
    address = serving.url.removeprefix("http://").rstrip("/")
    done = subprocess.run(
        [MKDOCS, "serve", "--dev-addr", address], cwd=course.root, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 1
    assert f"Nothing can be shown at http://{address}/: that place is taken" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_edited_feedback_shows_on_the_page(serving, course):
    course.replace(QUIZ, "Zebra one. Who knows the story?", "Giraffe. Whose story is it?")
    text = serving.until(LISTEN, lambda page: "Giraffe. Whose story is it?" in page)
    assert "Zebra one." not in text
    log = serving.log.read_text()
    assert "Built 9 pages again in " in log
    assert "Building all pages" not in log


def run_build(course: Course, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MKDOCS, "build", "--site-dir", course.site, *options],
        cwd=course.root,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_build_with_errors_tells_them_all_exits_with_1_and_leaves_the_last_good_site_as_it_was(course):
    assert run_build(course, "--strict").returncode == 0
    before = tree(course.site)
    course.replace(QUIZ, "answer: false", "answer: perhaps")
    course.replace("quizzes/plan-together.yml", "objective: own", "objective: owned")
    for options in ([], ["--strict"], ["--dirty"]):
        done = run_build(course, *options)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr + done.stdout
        assert "quizzes/listen-first.yml:29:13: error" in done.stderr
        assert "quizzes/plan-together.yml:6:16: error" in done.stderr
        assert "2 errors. Nothing was built." in done.stderr
        assert tree(course.site) == before


def test_a_warning_stops_a_strict_build_only(course):
    course.replace(QUIZ, "misconception: Rank leads.", "misconception: Rank leads., id: the-boss")
    course.replace(QUIZ, "prompt: Silence in a talk is lost time.", "prompt: Is silence in a talk lost time?")
    strict = run_build(course, "--strict")
    assert strict.returncode == 1
    assert "warning [statement-asks]" in strict.stderr
    assert not course.site.exists()
    assert run_build(course).returncode == 0
    assert (course.site / "index.html").is_file()
