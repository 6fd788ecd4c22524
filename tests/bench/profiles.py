"""Says what a check and a build spend their time on, function by function."""

from __future__ import annotations

import cProfile
import io
import pstats
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config

from selfcheck.links import check_course
from tests.bench.sites import write_site


def profile(folder: Path, pages: int) -> str:
    """Profile a check and a build of so many modules in this process."""
    course = write_site(folder / "profile", pages)
    config = load_config(str(course / "mkdocs.yml"), site_dir=str(folder / "site"))
    out = io.StringIO()
    for name, work in (("check", lambda: check_course(course)), ("build", lambda: build(config))):
        profiler = cProfile.Profile()
        profiler.runcall(work)
        out.write(f"{name} of {pages} modules with a quiz each\n")
        pstats.Stats(profiler, stream=out).sort_stats("tottime").print_stats(45)
    return out.getvalue()
