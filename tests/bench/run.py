"""Measures what the self-checks cost; asserts nothing. `make bench` runs it and writes results/latest.md.

CPU is user and system time of a whole subprocess, start of Python included. Runs of the variants are interleaved, so
that a busy moment hits all of them, and the median of five is told. Targets: docs in CONTRIBUTING.md, "What good is".
"""

from __future__ import annotations

import argparse
import cProfile
import gzip
import io
import os
import platform
import pstats
import resource
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench.course import QUESTIONS, ROOT, write_course
from tests.bench.team import team_cost

RESULTS = Path(__file__).with_name("results") / "latest.md"
BIN = Path(sys.executable).parent
RUNS = 5
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pydantic", "pyyaml", "click")
VARIANTS = {
    "plain Material": {"quizzes": False, "ours": False},
    "our theme and hook, no quiz": {"quizzes": False, "ours": True},
    f"with a quiz of {QUESTIONS} questions a page": {"quizzes": True, "ours": True},
}
Row = tuple[str, str, str]


def cpu(*command: str | Path, cwd: Path) -> float:
    """Give the CPU seconds a command takes. It must succeed, or find nothing worse than warnings."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def build_cost(folder: Path, pages: int) -> list[Row]:
    """Measure the CPU of a build with quizzes over the same pages without."""
    courses = {name: write_course(folder / str(index), pages, **kind) for index, (name, kind) in enumerate(VARIANTS.items())}
    times: dict[str, list[float]] = {name: [] for name in courses}
    for run in range(RUNS + 1):
        for name, course in courses.items():
            taken = cpu(BIN / "mkdocs", "build", "--quiet", cwd=course)
            say(f"  {'warm-up' if not run else f'run {run} of {RUNS}'}: {name}: {taken:.2f} s")
            if run:
                times[name].append(taken)
    plain, bare, full = (median(times[name]) for name in courses)
    rows = [(f"build of {pages} pages, {name}", f"{median(times[name]):.2f} s", "") for name in courses]
    return [
        *rows,
        ("CPU a quiz page, over our theme and hook", f"{1000 * (full - bare) / pages:.2f} ms", ""),
        ("CPU a quiz page, over plain Material", f"{1000 * (full - plain) / pages:.2f} ms", "at most 1.5 ms"),
    ]


def check_cost(folder: Path, quizzes: int) -> list[Row]:
    """Measure the CPU of `selfcheck check` on as many modules with a quiz each."""
    course = write_course(folder, quizzes)
    times = []
    for run in range(1, RUNS + 1):
        times.append(cpu(BIN / "selfcheck", "check", cwd=course))
        say(f"  run {run} of {RUNS}: {times[-1]:.2f} s")
    target = f"at most {2 * quizzes / 1000:g} s"
    return [(f"selfcheck check, {quizzes:,} modules and quizzes x {QUESTIONS} questions", f"{median(times):.2f} s", target)]


def sizes(folder: Path) -> list[Row]:
    """Measure what the real course's assets weigh, packed as a server would."""
    cpu(BIN / "mkdocs", "build", "--quiet", "--site-dir", folder, cwd=ROOT)
    most = {"learn": 14, "desk": 20, "supervision": 20, "team": 20, "selfcheck": 6}
    targets = {name: f"at most {size} KB" for name, size in most.items()}
    rows = []
    for path in sorted((folder / "assets").iterdir()):
        if path.suffix in {".js", ".css"}:
            name = path.name.partition(".")[0]
            size = len(gzip.compress(path.read_bytes(), mtime=0)) / 1024
            rows.append((f"assets/{name}{path.suffix}, gzip", f"{size:.1f} KB", targets.get(name, "")))
    return rows


def profile(folder: Path, pages: int) -> str:
    """Say what a check and a build spend their time on, in this process."""
    from mkdocs.commands.build import build  # noqa: PLC0415 (only here)
    from mkdocs.config import load_config  # noqa: PLC0415

    from selfcheck.links import check_course  # noqa: PLC0415

    course = write_course(folder, pages)
    config = load_config(str(course / "mkdocs.yml"), site_dir=str(folder / "site"))
    out = io.StringIO()
    for name, work in (("check", lambda: check_course(course)), ("build", lambda: build(config))):
        profiler = cProfile.Profile()
        profiler.runcall(work)
        out.write(f"{name} of {pages} modules with a quiz each\n")
        pstats.Stats(profiler, stream=out).sort_stats("cumulative").print_stats("selfcheck|markdown|yaml|pydantic|jinja", 40)
    return out.getvalue()


def say(text: str) -> None:
    print(text, flush=True)


def table(rows: list[Row]) -> str:
    lines = ["| what | measured | target |", "|---|---:|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100, help="pages of the build (100)")
    parser.add_argument("--quizzes", type=int, default=1000, help="quizzes of the check (1000)")
    parser.add_argument("--profile", action="store_true", help="print what the time is spent on, and measure nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.profile:
            say(profile(folder / "profile", options.pages))
            return
        say(f"1 of 4: builds of {options.pages} pages")
        rows = build_cost(folder / "build", options.pages)
        say(f"2 of 4: selfcheck check of {options.quizzes} quizzes")
        rows += check_cost(folder / "check", options.quizzes)
        say("3 of 4: sizes")
        rows += sizes(folder / "site")
        say("4 of 4: supervisors' page over time")
        rows += team_cost(say)
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    machine = f"Python {platform.python_version()}, {platform.platform()}, {os.cpu_count()} processors"
    text = f"# Measured by `make bench`\n\n{table(rows)}\n\nMedian of {RUNS} interleaved runs. {machine}. {versions}.\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, "utf-8", newline="\n")
    say(f"\n{text}\nWritten to {RESULTS.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
