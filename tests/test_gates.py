"""The check where changes come in: as a hook of pre-commit, and as an action whose notes stand beside the right lines."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import ROOT, Course

BIN = Path(sys.executable).parent
QUIZ = "quizzes/listen-first.yml"
NOTE = re.compile(
    r"::(?P<severity>\w+) file=(?P<file>[^,]+),line=(?P<line>\d+),col=(?P<column>\d+),title=(?P<code>[\w-]+)::(.+)"
)


@pytest.fixture
def repository(course: Course, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Course:
    """The sample course in a repository of its own, with everything committed."""
    for name in ("author", "committer"):
        monkeypatch.setenv(f"GIT_{name.upper()}_NAME", "A person")
        monkeypatch.setenv(f"GIT_{name.upper()}_EMAIL", "person@example.org")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("PATH", os.pathsep.join([str(BIN), os.environ["PATH"]]))
    monkeypatch.delenv("GITHUB_WORKSPACE", raising=False)
    course.write(".gitignore", "site/\n")
    git(course, "init", "--quiet")
    git(course, "add", ".")
    git(course, "commit", "--quiet", "-m", "Begin")
    return course


def git(course: Course, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *words], cwd=course.root, capture_output=True, text=True, check=False, timeout=300)


def pre_commit(folder: Path, *words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([BIN / "pre-commit", *words], cwd=folder, capture_output=True, text=True, check=False, timeout=600)


def test_the_list_of_hooks_is_one_that_pre_commit_reads():
    done = pre_commit(ROOT, "validate-manifest", ".pre-commit-hooks.yaml")
    assert done.returncode == 0, done.stdout


def test_pre_commit_stops_a_commit_with_broken_content_and_lets_a_mended_one_through(repository):
    hook = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))[0]
    hook["language"] = "system"  # what is installed here; the matrix installs the hook from the repository
    repository.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": [hook]}]}))
    assert pre_commit(repository.root, "install").returncode == 0
    assert git(repository, "add", ".").returncode == 0
    assert "no files to check" in git(repository, "commit", "-m", "Check before each commit").stderr
    repository.replace(QUIZ, "answer: false", "answer: perhaps")
    refused = git(repository, "commit", "-a", "-m", "Break")
    assert refused.returncode == 1
    assert f"{QUIZ}:29:13: error" in refused.stdout + refused.stderr
    repository.replace(QUIZ, "answer: perhaps", "answer: false")
    repository.replace(QUIZ, "Zebra nine.", "Zebra ten.")
    assert "check quizzes, checklists and pages" in git(repository, "commit", "-a", "-m", "Mend").stderr
    assert git(repository, "status", "--porcelain").stdout == ""


@pytest.mark.matrix
def test_pre_commit_installs_the_hook_from_the_repository(repository):
    """As an agency does that has its content alone in a repository."""
    done = pre_commit(repository.root, "try-repo", ROOT, "selfcheck", "--all-files")
    assert done.returncode == 0, done.stdout + done.stderr
    repository.replace(QUIZ, "answer: false", "answer: perhaps")
    refused = pre_commit(repository.root, "try-repo", ROOT, "selfcheck", "--all-files")
    assert refused.returncode == 1
    assert f"{QUIZ}:29:13: error" in refused.stdout


def act(course: Course, workspace: Path) -> subprocess.CompletedProcess[str]:
    """Run the last step of the action as GitHub does; the one before has set up the program, as for these tests."""
    action = ROOT / ".github/actions/check/action.yml"
    step = yaml.safe_load(action.read_text("utf-8"))["runs"]["steps"][-1]
    assert step["working-directory"] == "${{ inputs.folder }}"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=course.root,
        env=os.environ | {"GITHUB_ACTION_PATH": str(action.parent), "GITHUB_WORKSPACE": str(workspace)},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("folder", ["", "course/"], ids=["at the top", "in a folder"])
def test_the_action_puts_each_problem_beside_its_line(course, tmp_path, folder):
    workspace = course.root.parent if folder else course.root
    clean = act(course, workspace)
    assert clean.returncode == 0, clean.stdout + clean.stderr
    course.replace(QUIZ, "answer: false", "answer: perhaps")
    course.replace("quizzes/plan-together.yml", "objective: own", "objective: owned")
    course.replace("docs/modules/listen-first.md", "Marisol sits down.", "Marisol sits down.\n\n::: quizz listen-first\n")
    done = act(course, workspace)
    assert done.returncode == 1
    notes = [match for match in map(NOTE.fullmatch, done.stdout.splitlines()) if match]
    assert len(notes) == len(done.stdout.splitlines()) == len(course.check(today=None)) > 2
    marked = {}
    for note in notes:
        line = (workspace / note["file"]).read_text("utf-8").split("\n")[int(note["line"]) - 1]
        marked[note["file"].removeprefix(folder), note["code"]] = line[int(note["column"]) - 1 :]
    assert marked[QUIZ, "wrong-type"].startswith("perhaps")
    assert marked["quizzes/plan-together.yml", "unknown-objective"].startswith("owned")
    assert marked["docs/modules/listen-first.md", "unknown-block"].startswith("::: quizz")


def test_the_workflow_uses_the_action():
    workflow = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    assert {"uses": "./.github/actions/check"} in workflow["jobs"]["content"]["steps"]
