"""How long `selfcheck check` takes: for courses of several sizes, and for the real one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tests.bench import results
from tests.bench.course import QUESTIONS
from tests.bench.hosts import OURS
from tests.bench.measure import Job, interleaved, middle
from tests.bench.results import Table
from tests.bench.sites import ROOT, write_site

NOTHING = ROOT / "tests" / "bench"
QUIZZES = 1000
TARGETS = {f"{QUIZZES:,} quizzes alone": "2 s", "the real course": "0.5 s"}


def measure(folder: Path, sizes: Sequence[int], rounds: int, say: Callable[[str], None]) -> None:
    """Check clean courses, as published ones are, and keep the figures."""
    command = (OURS / "selfcheck", "check")
    jobs = [Job(f"{size:,} modules", command, write_site(folder / f"check-{size}", size), {}) for size in sizes]
    alone = write_site(folder / "quizzes", QUIZZES, texts=False)
    jobs += [Job(f"{QUIZZES:,} quizzes alone", command, alone, {})]
    jobs += [Job("the real course", command, ROOT, {}), Job("the start alone", (*command, "--help"), NOTHING, {})]
    runs, paces = interleaved(jobs, rounds, say)
    rows = [
        [name, f"{middle(taken, 'cpu'):.2f} s", f"{middle(taken, 'memory'):.0f} MB", TARGETS.get(name, "")]
        for name, taken in runs.items()
    ]
    notes = (
        f"Each module has a page of about 660 words and a quiz of {QUESTIONS} questions; a quiz alone has a page with nothing "
        f"else on it. Median of {rounds} rounds."
    )
    table = Table(
        "`selfcheck check`", ("course", "CPU", "peak memory", "at most"), rows, f"{notes}\n\n{results.machine(paces)}"
    )
    results.keep("check", [table])
