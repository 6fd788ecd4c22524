"""How long a build takes, beside the peers: the same pages and questions through every host."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from tests.bench import plot, results
from tests.bench.course import QUESTIONS
from tests.bench.hosts import HOSTS, Host
from tests.bench.measure import Run, interleaved, middle
from tests.bench.results import Table
from tests.bench.sites import write_site
from tests.bench.weight import weigh

PAGE = "modules/module-3/index.html"
HEAD = ("host", "CPU", "by the clock", "peak memory", "CPU a page, over plain", "HTML a page", "requests", "page, packed")
Say = Callable[[str], None]


def measure(folder: Path, sizes: Sequence[int], rounds: int, minutes: float, say: Say) -> None:
    """Build courses of some sizes with every host that can be had here, and keep the figures.

    No further round is begun once a size has taken so many minutes. Each size is kept as soon as it is measured.
    """
    tables, data, paces, gone = [], {}, list[float](), {}
    for host in HOSTS:
        say(f"  {host.name}: {host.missing() or 'ready'}")
        gone[host.name] = host.missing()
    hosts = [host for host in HOSTS if not gone[host.name]]
    for size in sizes:
        courses = {host.name: write_site(folder / f"{host.form}-{size}", size, host.form) for host in hosts}
        runs, more = interleaved([host.job(courses[host.name]) for host in hosts], rounds, say, minutes)
        paces += more
        pages = {name: weigh(course / "site", PAGE) for name, course in courses.items()}
        tables.append(_table(size, runs, pages))
        data[str(size)] = {name: [middle(taken, "cpu"), middle(taken, "memory")] for name, taken in runs.items()}
        results.keep("build", [*tables, _growth(data, _notes(hosts, gone, paces))], data)
        plot.write(results.FOLDER / "build.svg", data)


def _notes(hosts: Sequence[Host], gone: Mapping[str, str], paces: Sequence[float]) -> str:
    versions = [f"{host.form} {host.version(host.form)}" for host in hosts if host.packages]
    left_out = [f"{name} could not be installed: {why}" for name, why in gone.items() if why]
    return results.machine(paces, versions) + "".join(f" {one}." for one in left_out)


def _table(size: int, runs: Mapping[str, Sequence[Run]], pages: Mapping[str, Any]) -> Table:
    plain = middle(runs["plain Material"], "cpu")
    rows = []
    for name, taken in runs.items():
        page = pages[name]
        over = 1000 * (middle(taken, "cpu") - plain) / size
        third = f" and {page.third_party} third-party" if page.third_party else ""
        rows.append([
            name, f"{middle(taken, 'cpu'):.2f} s", f"{middle(taken, 'wall'):.2f} s", f"{middle(taken, 'memory'):.0f} MB",
            "–" if name == "plain Material" else f"{over:+.2f} ms", f"{page.html / 1024:.1f} KB",
            f"{page.requests}{third}", f"{page.packed / 1024:.1f} KB",
        ])  # fmt: skip
    return Table(
        f"Build of {size:,} pages with {QUESTIONS} questions each",
        HEAD,
        rows,
        f"Median of {len(runs['plain Material'])} rounds.",
    )


def _growth(data: Mapping[str, Mapping[str, Sequence[float]]], notes: str) -> Table:
    """Say what one page more costs between the sizes: the same at every size is what linear means."""
    sizes = sorted(map(int, data))
    spans = list(pairwise(sizes))
    rows = []
    for name in data[str(sizes[0])]:
        row = [name]
        for small, large in spans:
            (cpu, memory), (cpu_before, memory_before) = data[str(large)][name], data[str(small)][name]
            count = large - small
            row += [f"{1000 * (cpu - cpu_before) / count:.2f} ms", f"{1024 * (memory - memory_before) / count:.0f} KB"]
        rows.append(row)
    head = ["host", *(f"{what}, {small:,} to {large:,}" for small, large in spans for what in ("CPU", "memory"))]
    even = "Even figures from left to right mean that cost grows in line with the pages."
    return Table("One page more", head, rows, f"{even}\n\n{notes}")
