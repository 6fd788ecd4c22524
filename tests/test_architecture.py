"""The shape of the house: imports run one way, each room holds what it says, and nothing unsafe is in the scripts."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from selfcheck.registry import FILES, KINDS
from tests.conftest import ROOT

PACKAGE = ROOT / "hooks" / "selfcheck"

# A room may import from the rooms above it, never from those below. `kinds` is every folder in kinds/.
ORDER = [
    "garbage",
    "problems",
    "yaml_words",
    "yaml_traps",
    "source",
    "shape",
    "interaction",
    "lint_words",
    "syllables",
    "question",
    "options",
    "dialogue",
    "rows",
    "kinds",
    "registry",
    "blocks",
    "checklist",
    "glossary",
    "collect",
    "data_files",
    "letter",
    "course",
    "quiz_files",
    "checklist_files",
    "content",
    "catalogue",
    "prose",
    "lint",
    "lock",
    "terms",
    "links",
    "changed",
    "qr",
    "whole",
    "render",
    "handouts",
    "tables",
    "term_links",
    "markdown_ext",
    "samples",
    "bundle",
    "policy",
    "offline",
    "view",
    "schema",
    "start",
    "reference",
    "portable",
    "packing",
    "qti",
    "exports",
    "cli",
]
KINDS_MAY_USE = {"problems", "shape", "interaction", "lint_words", "question", "options", "rows", "dialogue"}
UNSAFE = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|setTimeout\(\s*[\"'`]")


def imported(path: Path) -> Iterator[str]:
    """Yield the dotted names a Python file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_of(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imported(path) if name.startswith("selfcheck.")}
    return {name for name in names if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()}


FOLDERS = ("exports", "handouts")  # rooms of several files
MODULES = sorted(path for path in PACKAGE.glob("*.py") if path.name != "__init__.py")
MODULES += sorted(path for folder in FOLDERS for path in (PACKAGE / folder).glob("*.py"))
KIND_FILES = sorted(KINDS.glob("*/*.py"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).with_suffix("").as_posix())
def test_imports_run_one_way(path):
    room = path.relative_to(PACKAGE).with_suffix("").parts[0]
    assert room in ORDER, f"say in ORDER where {path.name} stands"
    above = set(ORDER[: ORDER.index(room)])
    assert rooms_of(path) - above <= ({room} if room in FOLDERS else set())
    assert "kinds" not in rooms_of(path)  # the registry finds them by their folders, and nobody else needs to


@pytest.mark.parametrize("path", KIND_FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_kind_knows_neither_other_kinds_nor_the_course(path):
    assert rooms_of(path) <= KINDS_MAY_USE


def test_only_the_two_hook_files_know_mkdocs():
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "hooks").glob("*.py")]
    knowing = {path.name for path in files if any(name.split(".")[0] in {"mkdocs", "material"} for name in imported(path))}
    assert knowing == {"mkdocs_hooks.py", "mkdocs_changed.py"}


@pytest.mark.parametrize(
    "folder", sorted(path for path in KINDS.iterdir() if (path / "model.py").is_file()), ids=lambda path: path.name
)
def test_a_kinds_folder_holds_exactly_the_files_written_down(folder):
    assert {path.name for path in folder.iterdir() if path.name != "__pycache__"} == set(FILES)


def own_files(*suffixes: str) -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.split() if name.endswith(suffixes) and (ROOT / name).is_file()]


def test_no_file_grows_past_what_one_can_read_at_once():
    lines = {path: path.read_text("utf-8").count("\n") for path in own_files(".py", ".js", ".css")}
    assert {path.name: count for path, count in lines.items() if count > (500 if "tests" in path.parts else 310)} == {}


def test_scripts_write_text_and_nodes_only():
    found = {
        path.name: UNSAFE.findall(path.read_text("utf-8")) for path in own_files(".js") if "node_modules" not in path.parts
    }
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_the_hook_files_stay_thin():
    trees = [ast.parse(path.read_text("utf-8")) for path in (ROOT / "hooks").glob("*.py")]
    nodes = [node for tree in trees for node in tree.body]
    events = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.name.startswith("on_")]
    assert len(trees) == 2
    assert events
    lengths = {event.name: (event.end_lineno or 0) - event.lineno for event in events}
    assert {name: length for name, length in lengths.items() if length > 15} == {}


def test_every_schema_line_leads_to_a_schema():
    for path in [
        *ROOT.glob("quizzes/*.yml"),
        *ROOT.glob("checklists/*.yml"),
        *ROOT.glob("letters/*.yml"),
        *ROOT.glob("docs/modules/*.md"),
    ]:
        lines = path.read_text("utf-8").splitlines()
        line = lines[1] if path.suffix == ".md" else lines[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", line)
        assert named, f"{path.name} does not name its schema"
        assert (path.parent / named[1]).resolve().is_file()
