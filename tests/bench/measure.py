"""How a run is measured: CPU, wall clock and memory of a whole program, and how fast the machine was meanwhile."""

from __future__ import annotations

import json
import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

# A process starts with its parent's peak of memory on its account, so a small one stands between.
BETWEEN = """
import json, os, sys
pid = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, used = os.wait4(pid, 0)
with open(sys.argv[1], "w") as file:
    json.dump([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024], file)
sys.exit(os.waitstatus_to_exitcode(status))
"""
PACE = 300_000  # steps of the fixed sum that tells how fast the machine is


@dataclass(frozen=True)
class Run:
    """What one run of a program took: seconds of CPU (user and system, children too), seconds by the clock, peak MB."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Job:
    """A program to run: its name in the tables, the command, the folder it runs in and what it finds in its environment."""

    name: str
    command: Sequence[str | Path]
    folder: Path
    environment: Mapping[str, str]


def run(job: Job) -> Run:
    """Run a program to its end. It must succeed."""
    with TemporaryDirectory() as folder:
        used = Path(folder) / "used.json"
        command = [sys.executable, "-IS", "-c", BETWEEN, used, *job.command]
        start = time.perf_counter()
        environment = os.environ | job.environment
        done = subprocess.run(command, cwd=job.folder, env=environment, capture_output=True, text=True, check=False)
        wall = time.perf_counter() - start
        if done.returncode:
            sys.exit(f"{job.name}: {job.command} failed:\n{(done.stdout + done.stderr)[-3000:]}")
        cpu, memory = json.loads(used.read_text("utf-8"))
    return Run(cpu, wall, memory)


def interleaved(
    jobs: Sequence[Job], rounds: int, say: Callable[[str], None], minutes: float = math.inf
) -> tuple[dict[str, list[Run]], list[float]]:
    """Run each program so many times in turn, every second round backwards, so that a busy moment hits all of them alike.

    Begins no further round after so many minutes. Returns the runs by name, and what the fixed sum took before each of them.
    """
    end = time.monotonic() + 60 * minutes
    runs: dict[str, list[Run]] = {job.name: [] for job in jobs}
    paces = []
    for turn in range(rounds):
        if turn and time.monotonic() > end:
            break
        for job in jobs if turn % 2 == 0 else reversed(jobs):
            paces.append(pace())
            taken = run(job)
            runs[job.name].append(taken)
            say(f"  round {turn + 1} of {rounds}: {job.name}: {taken.cpu:.2f} s CPU, {taken.wall:.2f} s, {taken.memory:.0f} MB")
    return runs, paces


def pace() -> float:
    """Give the seconds of CPU that a fixed sum takes now: shared machines change their speed by half from minute to minute."""
    start = time.process_time()
    table: dict[int, list[str]] = {}
    for number in range(PACE):
        table[number % 1000] = str(number).split("1")
    return time.process_time() - start


def middle(runs: Sequence[Run], what: str) -> float:
    """Give the median of one of a run's figures."""
    return float(statistics.median(getattr(one, what) for one in runs))
