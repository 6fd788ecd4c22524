"""Measures speed and size, beside the peers; asserts nothing. `make bench` runs it and writes results/latest.md.

`make bench BENCH="--only check browser"` measures these parts again and keeps the figures of the others.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.bench import builds, checks, lighthouse, loop, results, sizes, verdicts
from tests.bench.profiles import profile
from tests.bench.sites import ROOT

PARTS = {
    "check": "selfcheck check of courses of several sizes, and of the real one",
    "build": "builds of the same course by every host",
    "loop": "what an author waits for after a save",
    "sizes": "what our scripts and styles weigh, by part",
    "browser": "what a person waits for, in a browser that is slowed down",
    "lighthouse": "what Lighthouse says of the pages that people meet first",
}


def say(text: str) -> None:
    """Show how far it is."""
    print(text, flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = "; ".join(f"{name}: {text}" for name, text in PARTS.items())
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS), help=f"parts to measure ({what})")
    parser.add_argument("--pages", nargs="+", type=int, default=[10, 100, 1000], help="sizes of the builds (10 100 1000)")
    parser.add_argument("--modules", nargs="+", type=int, default=[100, 1000, 5000], help="sizes of the checks (100 1000 5000)")
    parser.add_argument("--rounds", type=int, default=5, help="how often each is run (5)")
    parser.add_argument("--minutes", type=float, default=20, help="begin no further round of one size's builds after (20)")
    parser.add_argument("--profile", type=int, metavar="PAGES", help="say what check and build spend time on, measure nothing")
    return parser.parse_args()


def main() -> None:
    """Measure, print, write."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.profile:
            say(profile(folder, options.profile))
            return
        for index, part in enumerate(options.only, 1):
            say(f"{index} of {len(options.only)}: {PARTS[part]}")
            if part == "check":
                checks.measure(folder, options.modules, options.rounds, say)
            elif part == "build":
                builds.measure(folder, options.pages, options.rounds, options.minutes, say)
            elif part == "loop":
                loop.measure(folder, say)
            elif part == "sizes":
                sizes.measure(folder)
            elif part == "browser":
                verdicts.measure(folder, say)
            else:
                lighthouse.measure(folder, say)
    say(f"\n{results.write(list(PARTS))}\nWritten to {results.FOLDER.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
