"""What the real course's scripts and styles weigh, packed as a server would."""

from __future__ import annotations

import gzip
from pathlib import Path

from selfcheck.bundle import FURTHER
from tests.bench import results
from tests.bench.hosts import HOSTS
from tests.bench.measure import Job, run
from tests.bench.results import Table
from tests.bench.sites import ROOT
from tests.bench.weight import weigh

TARGETS = {"learn": "14 KB", "selfcheck": "6 KB", "theme": "6 KB", **dict.fromkeys((*FURTHER, "tools"), "20 KB")}
FIRST_VIEW = "modules/client-centered/index.html"


def measure(folder: Path) -> None:
    """Build the real course, weigh what every page loads and one page with all it loads, and keep the figures."""
    site = built(folder)
    rows = []
    for path in sorted((site / "assets").iterdir()):
        if path.suffix in {".js", ".css"}:
            name = path.name.partition(".")[0]
            size = len(gzip.compress(path.read_bytes(), mtime=0)) / 1024
            rows.append([f"assets/{name}{path.suffix}", f"{size:.1f} KB", TARGETS.get(name, "")])
    page = weigh(site, FIRST_VIEW)
    rows.append([f"first view of {FIRST_VIEW}, {page.requests} requests", f"{page.packed / 1024:.1f} KB", "95 KB"])
    notes = "The search index and its worker are loaded by the first search, and are not in the first view."
    results.keep("sizes", [Table("Sizes, packed", ("what", "size", "at most"), rows, f"{notes}\n\n{results.machine(())}")])


def built(folder: Path) -> Path:
    """Build the real course once; returns the site."""
    site = folder / "real-site"
    if not site.exists():
        job = next(host for host in HOSTS if host.form == "ours").job(ROOT)
        run(Job("the real course", [*job.command, "--site-dir", site], ROOT, job.environment))
    return site
