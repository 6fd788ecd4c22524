"""Where figures are kept: each part of the bench as JSON, so that one part can be measured again, and all as Markdown."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("results")
REMAINS = FOLDER / "remains.md"  # written by hand: which targets are missed, and why
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "jinja2", "pydantic", "pyyaml", "click")


@dataclass(frozen=True)
class Table:
    """Rows under a heading; the first column is text, the others are figures. `notes` say how to read them."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: str = ""

    def markdown(self) -> str:
        """Write the table."""
        lines = [self.head, ["---", *("---:" for _ in self.head[1:])], *self.rows]
        table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return f"## {self.title}\n\n{table}\n" + (f"\n{self.notes}\n" if self.notes else "")


def machine(paces: Sequence[float], more: Sequence[str] = ()) -> str:
    """Say where, when and with what a part was measured, and how even the machine's speed was meanwhile."""
    versions = ", ".join((*(f"{package} {version(package)}" for package in PACKAGES), *more))
    speed = ""
    if paces:
        low, middle, high = min(paces), statistics.median(paces), max(paces)
        speed = f" A fixed sum took {1000 * middle:.0f} ms of CPU meanwhile ({1000 * low:.0f} to {1000 * high:.0f})."
    return (
        f"Measured on {datetime.now(UTC):%Y-%m-%d}: Python {platform.python_version()}, {platform.system()} "
        f"{platform.machine()}, {os.cpu_count()} processors. {versions}.{speed}"
    )


def keep(part: str, tables: Sequence[Table], data: dict[str, Any] | None = None) -> None:
    """Keep one part's tables, and figures for the plot, in place of what was measured before."""
    FOLDER.mkdir(exist_ok=True)
    content = {"tables": [vars(table) for table in tables], "data": data or {}}
    (FOLDER / f"{part}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8", newline="\n")


def write(parts: Sequence[str]) -> str:
    """Write every part that has been measured into latest.md; returns it."""
    kept = [json.loads(path.read_text("utf-8")) for part in parts if (path := FOLDER / f"{part}.json").is_file()]
    tables = [Table(**table).markdown() for one in kept for table in one["tables"]]
    text = "\n".join(("# Measured by `make bench`\n", INTRODUCTION, *tables, REMAINS.read_text("utf-8")))
    (FOLDER / "latest.md").write_text(text, "utf-8", newline="\n")
    return text


INTRODUCTION = """\
CPU is user and system time of a whole program, start of Python included. Programs run in turn and every second round
backwards, and medians are told. On a shared machine compare figures of one table only: seconds differ from day to day.

![CPU of a build by the number of pages](build.svg)
"""
