#!/usr/bin/env python3
"""Makes .venv and installs the project into it; every `make` target runs this first.

    python3 set_up.py         what the training needs
    python3 set_up.py test    what the tests need as well, a browser included

When nothing has changed since the last time it does nothing. Only Python's own library is used here.
"""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
MADE_FOR = VENV / "side-by-side-made-for"  # which Python and which folder; a venv works for no other
INPUTS = ("pyproject.toml", "constraints.txt", "set_up.py", "tests/provide.py")
OLDEST = (3, 11)
CHECKERS = ROOT / "tests" / "node_modules"


def main(words: list[str]) -> None:
    """Do what the words ask for: none, or `test`."""
    if words not in ([], ["test"]):
        stop("Use set_up.py alone, or with the one word test.")
    if sys.version_info < OLDEST:
        version = ".".join(map(str, sys.version_info[:2]))
        stop(f"Side by Side needs Python 3.11 or newer, and this is Python {version} ({sys.executable}).")
    extra = "".join(words)
    if is_ready(extra):
        return
    if not is_made():
        make_venv()
    install(extra)
    if extra:
        provide()
    for done in {"", extra}:
        stamp(done).write_text(digest(done), "utf-8")
    say("Ready.")


# What is there already


def is_ready(extra: str) -> bool:
    """Say whether all of this was done before, with the same files."""
    return is_made() and read(stamp(extra)) == digest(extra) and (not extra or has_checkers())


def is_made() -> bool:
    """Say whether .venv is whole, and was made by this Python for this folder."""
    return PYTHON.exists() and read(MADE_FOR) == made_for()


def made_for() -> str:
    """Name what a venv is bound to."""
    return f"Python {sys.version_info[0]}.{sys.version_info[1]} in {ROOT}"


def stamp(extra: str) -> Path:
    """Name the file that remembers the last set-up of this sort."""
    return VENV / f"side-by-side-ready{extra and '-'}{extra}"


def digest(extra: str) -> str:
    """Fingerprint everything that decides what gets installed; for the tests also which browser was found."""
    parts = [(ROOT / name).read_bytes() for name in INPUTS]
    parts.append(f"{extra} {find_browser() if extra else ''}".encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def read(path: Path) -> str:
    """Read a small file; one that is not there reads as nothing."""
    return path.read_text("utf-8") if path.is_file() else ""


# Python


def make_venv() -> None:
    """Make .venv from nothing."""
    if Path(sys.prefix).resolve() == VENV:
        stop("This folder's .venv has to be made again: type deactivate, then run this once more.")
    if not has_ensurepip():
        add_venv_package()
    say("Making the folder .venv.")
    # A process of its own: this one may have started before ensurepip was there.
    run([sys.executable, "-m", "venv", "--clear", VENV], "Python could not make the folder .venv; see above.")
    MADE_FOR.write_text(made_for(), "utf-8")


def has_ensurepip() -> bool:
    """Say whether this Python can make a venv; Debian and Ubuntu keep that part in a package of its own."""
    return works([sys.executable, "-c", "import ensurepip"])


def add_venv_package() -> None:
    """Install Debian's missing part of Python where this account may, else say how."""
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    apt_install(package)
    if has_ensurepip():
        return
    stop(f"This Python ({sys.executable}) lacks its venv part: {by_hand(package)}")


def install(extra: str) -> None:
    """Install the project with the exact versions of constraints.txt.

    The build tool is installed first and used from here, so that building the project downloads nothing unpinned.
    """
    import tomllib  # noqa: PLC0415 (an older Python has none, and must get as far as the sentence about its version)

    say(f"Installing what the {'tests need' if extra else 'training needs'} (about a minute the first time).")
    options = "--disable-pip-version-check --progress-bar off -c constraints.txt"
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", *options.split()]
    failed = "The packages could not be installed; see above. The first time, this needs the network."
    build_tools = tomllib.loads(read(ROOT / "pyproject.toml"))["build-system"]["requires"]
    run([*pip, *build_tools], failed)
    run([*pip, "--no-build-isolation", "-e", f".[{extra}]" if extra else "."], failed)


# What the tests need


def find_browser() -> str | None:
    """Ask the tests which browser they would drive; None means Playwright's own."""
    # By path: `import tests` could find another project's folder of that name among this Python's packages.
    path: str | None = runpy.run_path(str(ROOT / "tests" / "browser.py"))["find_browser"]()
    return path


def provide() -> None:
    """Bring what is no Python package, with tests/provide.py. It tells what it does, and why it stopped."""
    if subprocess.run([PYTHON, "-m", "tests.provide"], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode:
        sys.exit(1)


def has_checkers() -> bool:
    """Say whether npm has installed what tests/package-lock.json says."""
    lock = read(CHECKERS.parent / "package-lock.json")
    return read(CHECKERS / "side-by-side-made-from.json") == lock


# Debian's packages


def apt_prefix() -> list[str] | None:
    """Give what must stand before apt-get for this account to install packages unasked; None where it may not."""
    if not shutil.which("apt-get"):
        return None
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") and works(["sudo", "-n", "true"]) else None


@lru_cache(maxsize=1)
def apt_update() -> None:
    """Read the lists of packages, once. A source that fails is no reason to stop: the install that follows tells."""
    prefix = apt_prefix()
    if prefix is not None:
        execute([*prefix, "apt-get", "update"])


def apt_install(package: str) -> None:
    """Install one of Debian's packages where this account may. Whoever calls this looks whether it helped."""
    prefix = apt_prefix()
    if prefix is None:
        return
    say(f"Installing {package} with apt-get.")
    apt_update()
    quiet = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]
    done = execute([*prefix, *quiet, "install", "--yes", "--no-install-recommends", package])
    if done.returncode:
        say(done.stdout)


def by_hand(package: str) -> str:
    """Tell a person what to do, best of all the command that this account may not run."""
    if not shutil.which("apt-get"):
        return "mend that, then run this again."
    if shutil.which("sudo"):
        return f'run "sudo apt-get install {package}", then this again.'
    return f'as root, run "apt-get install {package}", then this again.'


# Small parts


def execute(command: list[str | Path]) -> subprocess.CompletedProcess[str]:
    """Run a command from the project's folder, without input, and keep all it prints."""
    return subprocess.run(
        command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


def run(command: list[str | Path], failed: str) -> str:
    """Give what a command prints; when it fails, show that and stop with this sentence."""
    done = execute(command)
    if done.returncode:
        say(done.stdout)
        stop(failed)
    return done.stdout


def works(command: list[str | Path]) -> bool:
    """Say whether a command ends well; its words are not wanted."""
    return execute(command).returncode == 0


def say(line: str) -> None:
    """Tell the person what is being done."""
    print(line, flush=True)


def stop(sentence: str) -> NoReturn:
    """End with one sentence and exit code 1."""
    sys.exit(sentence)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        stop("Stopped. Run this again to finish.")
