"""How long an author waits by the clock: from saving a quiz to the new page, while `mkdocs serve` runs.

Then the same with an error: until the panel is on the page, and until it is gone again.
"""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.bench import results
from tests.bench.hosts import OURS, QUIET
from tests.bench.results import Table
from tests.bench.sites import ROOT, write_site

MODULES = 1000
COURSE = ("docs", "quizzes", "checklists", "letters", "hooks", "mkdocs.yml", "ids.lock")
SAVES = 7
STEP = 0.02  # seconds between two looks at the page
PATIENCE = 120
PROMPT = "    prompt: "
PANEL = 'id="sbs-panel-h"'
ERROR = ("    objective: ", "    objektive: ")


def measure(folder: Path, say: Callable[[str], None]) -> None:
    """Save a quiz again and again, and keep the figures."""
    real = folder / "real"
    real.mkdir()
    for name in COURSE:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copyfile)(ROOT / name, real / name)
    courses = [
        ("the real course", real, "client-centered", "0.5 s"),
        (f"{MODULES:,} modules", write_site(folder / "loop", MODULES), "module-7", "2 s"),
    ]
    rows = []
    for name, course, module, target in courses:
        with _served(course) as address:
            page = f"{address}modules/{module}/"
            _wait(page, "<h1")
            taken = [*_waits(course / f"quizzes/{module}.yml", page)]
        rows.append([name, *(f"{seconds:.2f} s" for seconds in taken), target])
        say(f"  {name}: {taken[0]:.2f} s")
    head = ("course", "from a save to the new page", "to the panel of an error", "until it is gone", "at most")
    notes = f"By the clock, the host's own look for saved files included. Median of {SAVES} saves."
    results.keep("loop", [Table("While an author writes", head, rows, f"{notes}\n\n{results.machine(())}")])


def _waits(quiz: Path, page: str) -> Iterator[float]:
    """Yield the median seconds until what was saved, an error, and its mend are on the page."""
    text = quiz.read_text("utf-8")
    times: list[list[float]] = [[], [], []]
    for number in range(SAVES):
        word = f"Save{number}"
        good = text.replace(PROMPT, f"{PROMPT}{word} ", 1)
        steps = [(good, word, True), (good.replace(*ERROR, 1), PANEL, True), (good, PANEL, False)]
        for (saved, sign, is_there), taken in zip(steps, times, strict=True):
            time.sleep(1)  # as nobody saves twice in a second
            start = time.monotonic()
            quiz.write_text(saved, "utf-8")
            _wait(page, sign, is_there=is_there)
            taken.append(time.monotonic() - start)
    yield from map(statistics.median, times)


def _wait(page: str, sign: str, *, is_there: bool = True) -> None:
    """Wait until a sign is on the page, or no longer."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(page, timeout=PATIENCE) as answer:  # noqa: S310 (our own server)
                if (sign in answer.read().decode()) is is_there:
                    return
        except URLError:
            pass
        time.sleep(STEP)
    message = f"{page} does not show what was saved"
    raise TimeoutError(message)


@contextmanager
def _served(course: Path) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = f"127.0.0.1:{free.getsockname()[1]}"
    command = [str(OURS / "mkdocs"), "serve", "--quiet", "--dev-addr", place]
    host = subprocess.Popen(command, cwd=course, env=os.environ | QUIET, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield f"http://{place}/"
    finally:
        host.terminate()
        host.wait()
