"""The programs that are compared. Peers live in environments of their own under build/, never in the project's .venv."""

from __future__ import annotations

import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench.measure import Job
from tests.bench.sites import ROOT

PEERS = ROOT / "build" / "bench"
BIN = "Scripts" if sys.platform == "win32" else "bin"
OURS = Path(sys.executable).parent
QUIET = {"NO_MKDOCS_2_WARNING": "1"}
# What our Markdown extension needs, to run inside a host that is not MkDocs.
EXTENSION_NEEDS = (
    *("pydantic", "pyyaml", "markdown", "jinja2", "pyphen", "segno"),
    *("click", "rjsmin", "rcssmin", "pymdown-extensions"),
)


@dataclass(frozen=True)
class Host:
    """One program: the form of the course it gets, its command, and for a peer what is installed for it."""

    name: str
    form: str
    command: tuple[str, ...] = ("mkdocs", "build", "--quiet")
    packages: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def _folder(self) -> Path:
        return PEERS / self.form

    def missing(self) -> str:
        """Install what this host needs, once. Returns why that did not work, or nothing."""
        if not self.packages or (self._folder / "ready").exists():
            return ""
        venv.create(self._folder, with_pip=True, clear=True)
        pip = [str(self._folder / BIN / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command = [*pip, "-c", str(ROOT / "constraints.txt"), *self.packages]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return done.stderr.strip().rpartition("\n")[2]
        (self._folder / "ready").touch()
        return ""

    def job(self, course: Path) -> Job:
        """Say how this host builds a course."""
        program, *rest = self.command
        place = self._folder / BIN if self.packages else OURS
        return Job(self.name, [place / program, *rest], course, QUIET | self.environment)

    def version(self, package: str) -> str:
        """Give the version of a package that this host has."""
        python = self._folder / BIN / "python"
        code = f"from importlib.metadata import version; print(version({package!r}))"
        return subprocess.run([python, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


MATERIAL = ("mkdocs==1.6.1", "mkdocs-material==9.8.1")
HOSTS = (
    Host("plain Material", "plain"),
    Host("plain Material, navigation.prune", "pruned"),
    Host("ours without quizzes", "bare"),
    Host("ours", "ours"),
    Host("mkdocs-quiz", "mkdocs-quiz", packages=(*MATERIAL, "mkdocs-quiz==1.7.1")),
    Host(
        "Zensical with our extension",
        "zensical",
        command=("zensical", "build", "--clean"),
        packages=("zensical", *EXTENSION_NEEDS),
        environment={"PYTHONPATH": str(ROOT / "hooks")},
    ),
)
