"""Takes the pictures of the README and of the authors' guide from the real site. `make pictures` runs it.

Look at each picture before you commit it: nothing here judges how it looks.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from playwright.sync_api import Browser, FloatRect, Locator, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.browser import find_browser
from tests.conftest import ROOT, Course, Server
from tests.test_serve import PATIENCE, Serving

HOME = ROOT / "docs" / "about" / "media"
GUIDE = ROOT / "docs" / "authors" / "media"
WIDE, PHONE = (1280, 800), (390, 844)
MOST = 150_000  # bytes; a picture in a page is waited for
MARGIN = 16  # pixels around the part of a page that a picture shows
MODULE = "modules/start/"
QUIZ, GOOD, BROKEN = "quizzes/start.yml", "        correct: true\n", "        corect: true\n"
CONTENT = ("docs", "quizzes", "checklists", "letters", "hooks", "mkdocs.yml", "ids.lock")


def main() -> None:
    """Build and serve a copy of the course, and take one picture after the other."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        course = copy_of_the_course(Path(folder) / "course")
        server = Server(course.build(strict=False))  # a picture may not be there yet
        chromium = playwright.chromium.launch(executable_path=find_browser())
        with tab(chromium, WIDE, scale=1) as page:
            page.goto(server.url)
            save(page, HOME / "home.png")
        with tab(chromium, WIDE) as page:
            take_quiz(page, server.url)
        with tab(chromium, PHONE, scale=1) as page:  # a page shows a picture as wide as it is
            take_checklist(page, server.url)
        with tab(chromium, WIDE) as page:
            take_panel(page, course)
        chromium.close()
        server.close()


def copy_of_the_course(folder: Path) -> Course:
    """Copy what a build reads, so that a file can be broken without harm."""
    for name in CONTENT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return Course(folder)


@contextmanager
def tab(chromium: Browser, size: tuple[int, int], scale: float = 1.5) -> Iterator[Page]:
    """Open a fresh profile with nothing moving and the same words and colours on every computer."""
    context = chromium.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        color_scheme="light",
        reduced_motion="reduce",
        locale="en-US",
        timezone_id="America/Chicago",
    )
    page = context.new_page()
    page.clock.set_fixed_time("2026-11-24T10:00:00")
    yield page
    context.close()


def take_quiz(page: Page, url: str) -> None:
    """The first question after a wrong try, then after the right one."""
    page.goto(url + MODULE)
    question = page.locator(".sbs-q").first
    for letter, name in ((0, "quiz-wrong"), (1, "quiz-right")):
        question.get_by_role("radio").nth(letter).check()
        question.get_by_role("button", name="Check answer").click()
        question.locator(".sbs-f").nth(letter).wait_for()
        page.mouse.move(0, 0)
        save(page, GUIDE / f"{name}.png", around=question)


def take_checklist(page: Page, url: str) -> None:
    """The first items of a checklist on a phone, with something filled in."""
    page.goto(url + "checklists/client-directed/")
    page.get_by_role("button", name="Only I use it").click()
    items = page.locator(".sbs-item")
    items.nth(0).get_by_role("radio", name="Partly").check()
    items.nth(0).get_by_role("textbox").fill("She wants evenings at home.")
    items.nth(0).get_by_text("What to look for").click()
    save(page, GUIDE / "checklist-phone.png", around=items.nth(0))


def take_panel(page: Page, course: Course) -> None:
    """What an author sees when a file that is being served gets broken."""
    serving = Serving(course)
    try:
        serving.until(MODULE, lambda text: "sbs-quiz" in text)
        page.goto(serving.url + MODULE)
        course.replace(QUIZ, GOOD, BROKEN)
        panel = page.get_by_role("alert")
        panel.wait_for(timeout=PATIENCE * 1000)
        save(page, GUIDE / "broken.png", around=panel)
        course.replace(QUIZ, BROKEN, GOOD)
        page.goto("about:blank")
    finally:
        serving.stop()


def save(page: Page, path: Path, around: Locator | None = None) -> None:
    """Write one picture, of the window or of one part of the page, and say how large it is."""
    page.evaluate("document.fonts.ready")
    clip: FloatRect | None = None
    if around:
        page.evaluate("scrollTo(0, 0)")  # the bar at the top stays there
        box = around.bounding_box()
        assert box
        clip = {
            "x": box["x"] - MARGIN,
            "y": box["y"] - MARGIN,
            "width": box["width"] + 2 * MARGIN,
            "height": box["height"] + 2 * MARGIN,
        }
    path.parent.mkdir(parents=True, exist_ok=True)
    size = len(page.screenshot(path=path, clip=clip, full_page=clip is not None, animations="disabled", caret="hide"))
    click.echo(f"{path.relative_to(ROOT)}  {size / 1000:,.0f} kB")
    if size > MOST:
        sys.exit(f"{path.name} is larger than {MOST / 1000:.0f} kB.")


if __name__ == "__main__":
    main()
