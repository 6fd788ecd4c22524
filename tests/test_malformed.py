"""Every file in malformed/: told in full, at its true place, to the letter, and stopped with the last good site untouched."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from mkdocs.exceptions import Abort

from selfcheck.blocks import BLOCKS
from selfcheck.cli import main
from selfcheck.links import check_course
from selfcheck.problems import Severity
from selfcheck.registry import find_kinds
from tests.conftest import TODAY, Course, sample_course
from tests.test_kinds import examples

REGISTRY = find_kinds()
FOLDER = Path(__file__).parent / "malformed"
SECTION = re.compile(r"^===== (.+)\n", re.MULTILINE)
PROGRAM = Path(sys.executable).with_name("selfcheck")

MAKERS: dict[str, Callable[[bytes], bytes]] = {
    "five-megabytes": lambda _: b"id: big\ntitle: " + b"x" * (5 * 1024 * 1024) + b"\n",
    "byte-order-mark": lambda content: b"\xef\xbb\xbf" + content,
    "windows-line-ends": lambda content: content.replace(b"\n", b"\r\n"),
    "old-mac-line-ends": lambda content: content.replace(b"\n", b"\r"),
    "windows-1252": lambda content: content.decode().encode("cp1252"),
    "utf-16": lambda content: content.decode().encode("utf-16"),
    "utf-16-without-mark": lambda content: content.decode().encode("utf-16-le"),
    "alias-bomb": lambda _: _bomb().encode(),
    "hundred-thousand-brackets": lambda _: b"questions: " + b"[" * 100_000 + b"]" * 100_000 + b"\n",
    "hundred-thousand-dashes": lambda _: b"- " * 100_000 + b"end\n",
    "nothing": lambda _: b"",
    "no-last-line-end": lambda content: content.rstrip(b"\n"),
}


def _bomb() -> str:
    lines = ["a0: &a0 [lol, lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Fixture:
    """One file in malformed/. `told` is what the check prints, `reads` what an accepted text is read as."""

    name: str
    told: str
    reads: tuple[tuple[str, str], ...]
    steps: tuple[tuple[str, str], ...]

    @property
    def accepted(self) -> bool:
        return not self.told

    @property
    def stops(self) -> bool:
        return f": {Severity.ERROR} [" in self.told

    @property
    def warns(self) -> bool:
        return f": {Severity.WARNING} [" in self.told

    def edit(self, course: Course) -> None:
        """Do to a course what the fixture says."""
        path = old = ""
        for step, content in self.steps:
            verb, _, rest = step.partition(" ")
            if verb == "write":
                course.write(rest, content)
            elif verb == "remove":
                course.remove(rest)
            elif verb == "make":
                name, made = rest.split(" ")
                file = course.root / made
                course.write(made, MAKERS[name](file.read_bytes() if file.is_file() else b""))
            elif verb == "replace":
                path, old = rest, content
            else:
                course.replace(path, old.removesuffix("\n"), content.removesuffix("\n"))


def read_fixture(path: Path) -> Fixture:
    head, *parts = SECTION.split(path.read_text("utf-8"))
    title, _, told = head.partition("\n\n")
    assert title.strip()
    told = told.rstrip("\n").replace("{kinds}", ", ".join(REGISTRY.kinds)).replace("{blocks}", ", ".join(BLOCKS))
    reads: tuple[tuple[str, str], ...] = ()
    if told.startswith("Accepted."):
        pairs = (line.split(" = ", 1) for line in told.split("\n")[1:] if line)
        reads, told = tuple((where, text) for where, text in pairs), ""
    return Fixture(path.stem, told, reads, tuple(zip(parts[::2], parts[1::2], strict=True)))


FIXTURES = [read_fixture(path) for path in sorted(FOLDER.glob("*.txt"))]
ALL = pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
STOPPING = pytest.mark.parametrize(
    "fixture", [one for one in FIXTURES if one.stops or one.warns], ids=lambda fixture: fixture.name
)


@ALL
def test_the_command_says_it_exactly(course: Course, fixture: Fixture, monkeypatch):
    fixture.edit(course)
    monkeypatch.chdir(course.root)
    result = CliRunner().invoke(main, ["check", "--today", TODAY.isoformat()])
    told, _, counted = result.output.rstrip("\n").rpartition("\n\n")
    assert told == fixture.told
    assert counted.endswith((" error.", " errors.", " warning.", " warnings.", " notice.", " notices.", "No problems found."))
    assert result.exit_code == (1 if fixture.stops else 0)


@pytest.mark.parametrize("fixture", [one for one in FIXTURES if one.accepted], ids=lambda fixture: fixture.name)
def test_what_is_accepted_is_read_as_it_is_written(course: Course, fixture: Fixture):
    fixture.edit(course)
    read, _ = check_course(course.root, today=TODAY)
    for where, text in fixture.reads:
        assert str(_at(read, where)) == text


def _at(value: Any, where: str) -> Any:
    """Follow a path like `quizzes listen-first questions 0 prompt` through objects, mappings and lists."""
    for part in where.split():
        if isinstance(value, tuple | list):
            value = value[int(part)]
        else:
            value = value[part] if hasattr(value, "keys") else getattr(value, part)
    return value


@pytest.mark.parametrize("fixture", FIXTURES[::24], ids=lambda fixture: fixture.name)
def test_the_program_says_it_too(course: Course, fixture: Fixture):
    fixture.edit(course)
    done = subprocess.run(
        [PROGRAM, "check", "--strict", "--today", TODAY.isoformat()],
        cwd=course.root, capture_output=True, text=True, encoding="utf-8", env={"PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (1 if fixture.stops or fixture.warns else 0, "")
    assert fixture.told in done.stdout


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[Path]:
    """The site of the course as it was before; at the end every byte of it must be what it was."""
    folder = sample_course(tmp_path_factory.mktemp("before") / "course").build()
    before = {path: path.read_bytes() for path in files_in(folder)}
    yield folder
    assert {path: path.read_bytes() for path in files_in(folder)} == before


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def stamps(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What changes when somebody writes to a file, even the same bytes."""
    return {path: (stat.st_mtime_ns, stat.st_size, stat.st_ino) for path in files_in(folder) if (stat := path.stat())}


@STOPPING
def test_a_strict_build_is_stopped_and_leaves_the_last_good_site(course: Course, fixture: Fixture, site, caplog, monkeypatch):
    monkeypatch.chdir(course.root)
    course.site, before = site, stamps(site)
    course.replace("mkdocs.yml", "plugins: [search]", "plugins: []")  # it takes half of the time and is stopped all the same
    fixture.edit(course)
    with pytest.raises(Abort):
        course.build()
    assert all(told in "\n".join(caplog.messages) for told in _blocks(fixture.told))
    assert stamps(site) == before


def _blocks(told: str) -> Iterator[str]:
    """The printed problems one by one, less the notices, which a build does not tell."""
    yield from (block for block in told.split("\n\n") if f": {Severity.NOTICE} [" not in block)


def test_every_problem_there_is_has_a_fixture_or_is_among_the_examples_of_its_kind():
    shown = {one["code"] for param in examples("invalid") for one in param.values[1]["problems"]} | {
        code
        for fixture in FIXTURES
        for code in re.findall(r"^\S.*: (?:error|warning|notice) \[([a-z0-9-]+)\]$", fixture.told, re.MULTILINE)
    }
    assert set(REGISTRY.catalogue.rules) - shown == set()


def test_files_with_odd_bytes_that_are_accepted_build_strictly(course: Course):
    """With a byte-order mark, with the line ends of Windows and of old Macs: all at once."""
    for fixture in (one for one in FIXTURES if one.accepted and all(step.split(" ")[0] == "make" for step, _ in one.steps)):
        fixture.edit(course)
    course.build()
