"""A new kind of question is one new folder: page, script, schema, words and guide pick it up, and nothing else is touched."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import ROOT, TODAY, Course, sample_course

QUIZ = "quizzes/plan-together.yml"
RENAMED = {
    "single_choice": "either_or",
    "single-choice": "either-or",
    "SingleChoice": "EitherOr",
    "Single choice": "Either or",
    "no-right-option": "either-or-nothing-right",
    "second-right-option": "either-or-both-right",
    "Choose one answer, then check it.": "Take one of them, then check.",
    "Choose an answer first.": "Take one of them first.",
}


class Project:
    """A copy of the program beside a copy of the sample course. `run` runs a module of that copy."""

    def __init__(self, folder: Path) -> None:
        self.hooks = folder / "hooks"
        shutil.copytree(ROOT / "hooks", self.hooks, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        self.course: Course = sample_course(folder / "course")
        config = (self.course.root / "mkdocs.yml").read_text("utf-8")
        self.course.write("mkdocs.yml", config.replace((ROOT / "hooks").as_posix(), self.hooks.as_posix()))

    def add_kind(self) -> None:
        """Write the folder of a kind that was not there."""
        kinds = self.hooks / "selfcheck" / "kinds"
        shutil.copytree(kinds / "single_choice", kinds / "either_or")
        for path in (kinds / "either_or").iterdir():
            text = path.read_text("utf-8")
            for old, new in RENAMED.items():
                text = text.replace(old, new)
            path.write_text(text, "utf-8")

    def run(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.course.root,
            env=os.environ | {"PYTHONPATH": str(self.hooks), "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def selfcheck(self, *arguments: str) -> str:
        return self.run("-c", "from selfcheck.cli import main; main()", *arguments)


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Project:
    project = Project(tmp_path_factory.mktemp("project"))
    project.add_kind()
    project.course.replace(QUIZ, "kind: single_choice", "kind: either_or")
    project.course.replace("ids.lock", "plan-together/whose-words single_choice", "plan-together/whose-words either_or")
    return project


def test_the_check_knows_it(project):
    assert project.selfcheck("check", "--strict", "--today", str(TODAY)) == "No problems found.\n"


def test_the_page_the_script_and_the_words_have_it(project, serve, page: Page):
    project.run("-m", "mkdocs", "build", "--quiet", "--strict", "--site-dir", str(project.course.site))
    page.goto(serve(project.course.site) + "modules/plan-together/")
    question = page.locator("selfcheck-either-or")
    expect(question).to_contain_text("Take one of them, then check.")
    question.get_by_role("button", name="Check answer").click()
    expect(question.get_by_role("status")).to_have_text("Take one of them first.")
    question.locator("label").first.click()
    question.get_by_role("button", name="Check answer").click()
    expect(question).to_have_attribute("data-verdict", "right")


def test_the_schema_and_the_guide_have_it(project):
    project.selfcheck("schema")
    schema = (project.hooks / "selfcheck/schemas/quiz.json").read_text("utf-8")
    assert '"either_or"' in schema
    project.selfcheck("reference")
    guide = project.course.root / "docs/authors"
    assert "## Either or\n" in (guide / "questions.md").read_text("utf-8")
    assert "### `either-or-both-right`\n" in (guide / "problems.md").read_text("utf-8")
