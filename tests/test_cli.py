"""The `selfcheck` command: what it prints, where it may stand, and the exit codes other programs rely on."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from selfcheck.cli import main
from selfcheck.problems import as_github, as_json, as_text
from selfcheck.start import START
from tests.conftest import TODAY, Course

QUIZ = "quizzes/plan-together.yml"
WARNING = ("prompt: Whose words stand in the plan?", "prompt: Whose words do not stand in the plan?")
ERROR = ("correct: true", "corect: true")

Run = Callable[..., Result]


@pytest.fixture
def run(course: Course, monkeypatch) -> Run:
    """Run the command inside the sample course: `run("check", "--strict")`."""
    monkeypatch.chdir(course.root)
    return lambda *arguments: CliRunner().invoke(main, arguments)


def test_a_clean_course(run):
    result = run("check", "--today", str(TODAY))
    assert (result.exit_code, result.output) == (0, "No problems found.\n")


@pytest.mark.parametrize("strict", [False, True], ids=["plain", "strict"])
@pytest.mark.parametrize(
    ("edit", "plain", "counted"),
    [(ERROR, True, "1 error."), (WARNING, False, "1 warning.")],
    ids=["error", "warning"],
)
def test_what_fails_and_when(course, run, edit, plain, counted, strict):
    course.replace(QUIZ, *edit)
    result = run("check", "--today", str(TODAY), *(["--strict"] if strict else []))
    assert result.exit_code == int(strict or plain)
    assert result.output.endswith(f"\n\n{counted}\n")


@pytest.mark.parametrize("strict", [False, True], ids=["plain", "strict"])
def test_notices_never_fail(run, strict):
    result = run("check", "--today", "2040-01-01", *(["--strict"] if strict else []))
    assert result.exit_code == 0
    assert result.output.endswith("\n\n3 notices.\n")


@pytest.mark.parametrize(("form", "words"), [("text", as_text), ("github", as_github), ("json", as_json)])
def test_the_three_ways_to_print(course, run, form, words):
    course.replace(QUIZ, *ERROR)
    course.replace("quizzes/listen-first.yml", "answer: false", "answer: no")
    expected = words(course.check())
    result = run("check", "--today", str(TODAY), "--format", form)
    assert result.exit_code == 1
    assert result.output == expected + ("\n\n2 errors.\n" if form == "text" else "\n")


def test_a_clean_course_for_programs(run):
    assert json.loads(run("check", "--today", str(TODAY), "--format", "json").output) == []
    assert run("check", "--today", str(TODAY), "--format", "github").output == ""


def test_accept_writes_the_new_ids_and_says_how_many(course, run):
    course.replace(QUIZ, "- id: whose-words", "- id: whose-pen\n    was: whose-words")
    assert "1 notice." in run("check", "--today", str(TODAY)).output
    result = run("check", "--today", str(TODAY), "--accept")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "No problems found.\n", "ids.lock is written; 1 new.\n")
    assert run("check", "--today", str(TODAY)).output == "No problems found.\n"


def test_accept_does_not_write_while_there_are_errors(course, run):
    before = (course.root / "ids.lock").read_bytes()
    course.replace(QUIZ, "- id: whose-words", "- id: whose-pen")
    result = run("check", "--accept", "--today", str(TODAY))
    assert result.exit_code == 1
    assert result.stderr == "ids.lock is not written, because there are errors. Mend them, then accept again.\n"
    assert (course.root / "ids.lock").read_bytes() == before


def test_accept_keeps_warnings_and_strictness(course, run):
    course.replace(QUIZ, *WARNING)
    result = run("check", "--accept", "--strict", "--today", str(TODAY))
    assert (result.exit_code, result.stdout.endswith("1 warning.\n")) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chek"], "No such command 'chek'"),
        (["check", "--strickt"], "No such option"),
        (["check", "--format", "xml"], "'xml' is not one of 'text', 'github', 'json'"),
        (["check", "--today", "tomorrow"], "'tomorrow' does not match the format"),
        (["check", "quizzes"], "Got unexpected extra argument"),
        (["new", "essay", "mine"], "'essay' is not one of"),
        (["new", "quiz"], "Missing argument 'NAME'"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_wrong_usage_is_exit_code_2(run, arguments, words):
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


@pytest.mark.parametrize("arguments", [["check"], ["new", "quiz", "mine"], ["reference", "--check"]], ids=" ".join)
def test_outside_of_a_course_it_says_where_to_go(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 2
    assert f"This is not inside a course: no mkdocs.yml in {tmp_path} or above it." in result.stderr
    assert "Go to the folder that holds mkdocs.yml and try again." in result.stderr


def test_it_works_from_a_folder_inside_the_course(course, monkeypatch):
    course.replace(QUIZ, *ERROR)
    monkeypatch.chdir(course.root / "docs" / "modules")
    result = CliRunner().invoke(main, ["check", "--today", str(TODAY)])
    assert result.output.startswith(f"{QUIZ}:9:")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_says_what_it_does(command):
    assert (main.commands[command].help or "").strip()
    result = CliRunner().invoke(main, [command, "-h"])
    assert (result.exit_code, result.output.startswith("Usage:")) == (0, True)


def put_in_nav(course: Course, after: str, *pages: str) -> None:
    lines = [f"      - {page}\n" for page in (after, *pages)]
    course.replace("mkdocs.yml", lines[0], "".join(lines))


def told(run: Run) -> list[str]:
    """Give the codes of a strict check that passes, less what the sample's own dates may bring: new pages bear the real day."""
    result = run("check", "--strict", "--format", "json")
    assert result.exit_code == 0
    return [one["code"] for one in json.loads(result.stdout) if one["code"] not in {"review-due", "link-unchecked"}]


def test_a_new_quiz_is_valid_as_written_once_a_module_places_it(course, run):
    result = run("new", "quiz", "first-meeting")
    assert (result.exit_code, result.output) == (
        0,
        "Wrote quizzes/first-meeting.yml\nNow place it: write “::: quiz first-meeting” on a line of its own in its module.\n",
    )
    assert {problem.code for problem in course.check()} == {"unused-quiz", "id-not-locked"}


def test_a_new_module_is_clean_under_strict_once_it_is_in_the_navigation(course, run):
    result = run("new", "module", "first-meeting")
    assert result.output == (
        "Wrote docs/modules/first-meeting.md\nWrote quizzes/first-meeting.yml\n"
        "Now add “- modules/first-meeting.md” under nav: in mkdocs.yml, where people should meet it.\n"
    )
    assert [problem.code for problem in course.check() if problem.severity != "notice"] == ["not-in-nav"]
    put_in_nav(course, "modules/plan-together.md", "modules/first-meeting.md")
    assert told(run) == ["id-not-locked", "id-not-locked"]
    assert run("check", "--strict", "--accept").stderr == "ids.lock is written; 3 new.\n"
    assert told(run) == []


@pytest.mark.parametrize("written", ['"1.10"', "'1.10'", "1.10", " 1.10  # the last"])
def test_a_new_module_comes_last(course, run, written):
    course.replace("docs/modules/plan-together.md", '"1.2"', written)
    run("new", "module", "first-meeting")
    assert 'number: "1.11"' in (course.root / "docs/modules/first-meeting.md").read_text("utf-8")


def test_a_new_module_does_not_stumble_over_a_page_that_is_not_utf8(course, run):
    course.write("docs/modules/old.md", "---\ntitle: Café\n---\n".encode("latin-1"))
    assert run("new", "module", "first-meeting").exit_code == 0
    assert 'number: "1.3"' in (course.root / "docs/modules/first-meeting.md").read_text("utf-8")


def test_a_new_module_names_a_source_also_where_its_id_is_in_quotes(course, run):
    course.replace("docs/about/sources.md", "id: handbook", 'id: "handbook"')
    run("new", "module", "first-meeting")
    assert "sources: [handbook]" in (course.root / "docs/modules/first-meeting.md").read_text("utf-8")


@pytest.mark.parametrize("name", ["911", "no"])
@pytest.mark.parametrize("kind", sorted(START))
def test_a_name_that_yaml_takes_for_a_number_or_for_false_is_a_title_all_the_same(course, run, kind, name):
    assert run("new", kind, name).exit_code == 0
    assert {problem.code for problem in course.check()} <= {"unused-quiz", "not-in-nav", "id-not-locked"}


def test_a_new_checklist_is_clean_under_strict(course, run):
    result = run("new", "checklist", "my-look-back")
    assert result.output == (
        "Wrote checklists/my-look-back.yml\nWrote docs/checklists/my-look-back.md\n"
        "Now add “- checklists/my-look-back.md” under nav: in mkdocs.yml, where people should meet it.\n"
    )
    assert [problem.code for problem in course.check() if problem.severity != "notice"] == ["not-in-nav"]
    put_in_nav(course, "checklists/watching.md", "checklists/my-look-back.md")
    assert told(run) == ["id-not-locked"]


def test_an_agencys_own_pages_are_started_where_updates_never_touch_them(course, run):
    for kind in ("module", "checklist"):
        run("new", kind, f"local-{kind}")
    put_in_nav(course, "modules/plan-together.md", "local/modules/local-module.md", "local/checklists/local-checklist.md")
    assert [problem.code for problem in course.check() if problem.severity != "notice"] == []
    module = (course.root / "docs/local/modules/local-module.md").read_text("utf-8")
    assert 'title: "Module"\n' in module
    assert "$schema=../../../hooks/selfcheck/schemas/module.json" in module


@pytest.mark.parametrize("kind", sorted(START))
def test_what_was_started_builds(course, run, kind):
    run("new", kind, "brand-new")
    if kind == "quiz":
        course.replace("docs/modules/plan-together.md", "::: quiz plan-together", "::: quiz brand-new")
        course.replace("docs/modules/plan-together.md", "{id: own,", "{id: first-objective,")
        course.remove(QUIZ)
        course.replace("mkdocs.yml", "site_id: sample", "site_id: sample\n  retired: [quiz/plan-together]")
    if kind == "module":
        put_in_nav(course, "modules/plan-together.md", "modules/brand-new.md")
    if kind == "checklist":
        put_in_nav(course, "checklists/watching.md", "checklists/brand-new.md")
    assert [problem.code for problem in course.check() if problem.severity != "notice"] == []
    assert (course.build() / "index.html").is_file()


@pytest.mark.parametrize(
    ("kind", "path"), [("quiz", QUIZ), ("module", "docs/modules/plan-together.md"), ("checklist", "checklists/watching.yml")]
)
def test_nothing_is_overwritten(course, run, kind, path):
    before = {file: file.read_bytes() for file in course.root.rglob("*") if file.is_file()}
    result = run("new", kind, Path(path).stem)
    assert result.exit_code == 2
    assert f"{path} exists already. Choose another name, or edit that file." in result.stderr
    assert {file: file.read_bytes() for file in course.root.rglob("*") if file.is_file()} == before


def test_a_module_whose_quiz_is_there_already_writes_neither(course, run):
    course.remove("docs/modules/plan-together.md")
    result = run("new", "module", "plan-together")
    assert result.exit_code == 2
    assert not (course.root / "docs/modules/plan-together.md").exists()


@pytest.mark.parametrize(
    "name", ["First", "first meeting", "../first", "first_meeting", "-first", "é", "", "a" * 65, "a--b", "a/b"]
)
def test_a_bad_name_is_refused(course, run, name):
    result = run("new", "quiz", "--", name)
    assert result.exit_code == 2
    assert f"“{name}” cannot be a name. Use small letters, digits and single hyphens, as in “first-meeting”." in result.stderr
    assert sorted(path.name for path in (course.root / "quizzes").iterdir()) == ["listen-first.yml", "plan-together.yml"]


@pytest.mark.parametrize("command", ["schema", "reference"])
def test_what_is_made_from_other_files_is_current(monkeypatch, command):
    monkeypatch.chdir(Path(__file__).parents[1])
    result = CliRunner().invoke(main, [command, "--check"])
    assert (result.exit_code, result.output) == (0, "Stale: none.\n"), f"run: selfcheck {command}"


def test_the_reference_is_written_where_the_course_is(course, run):
    assert run("reference", "--check").exit_code == 1
    assert not (course.root / "docs/authors").exists()
    assert run("reference").output == "Written: problems.md, questions.md, keys.md.\n"
    assert run("reference").output == "Written: none.\n"
    assert run("reference", "--check").exit_code == 0


def test_the_program_speaks_utf8_and_ends_with_its_code(course):
    course.replace(QUIZ, *ERROR)
    program = Path(sys.executable).with_name("selfcheck")
    done = subprocess.run([program, "check"], cwd=course.root, capture_output=True, check=False, env={"LC_ALL": "C"})
    assert (done.returncode, done.stderr) == (1, b"")
    assert "“corect” is not a key that belongs here. Did you mean “correct”?" in done.stdout.decode()
