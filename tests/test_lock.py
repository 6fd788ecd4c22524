"""ids.lock: what learners' answers are kept under does not vanish, change its meaning or come back unnoticed."""

from __future__ import annotations

import pytest

from selfcheck.links import check_course
from selfcheck.lock import HEADER, read_lock, write_lock
from selfcheck.source import MAX_BYTES
from tests.conftest import Course

QUIZ = "quizzes/plan-together.yml"
LOCKED = """\
module m
quiz plan-together
question plan-together/whose-words single_choice
"""


def told(course: Course) -> list[tuple[str, str, str]]:
    return [(str(one.place), one.code, one.message) for one in course.check()]


def accept(course: Course) -> list[str]:
    """Write ids.lock as `selfcheck check --accept` does; gives the new ids."""
    return [str(entry) for entry in write_lock(check_course(course.root)[0])]


def locked(course: Course) -> str:
    return (course.root / "ids.lock").read_text("utf-8")


def test_accepting_what_is_accepted_changes_nothing(course):
    before = (course.root / "ids.lock").read_bytes()
    assert accept(course) == []
    assert (course.root / "ids.lock").read_bytes() == before


def test_the_ids_of_thousands_of_modules_are_read(course):
    """Nobody writes this file by hand, so the limit for content files is not its own: 5,000 modules came to 1.3 MB."""
    gone = "".join(f"retired question an-old-quiz-{number:05}/what-was-asked-there single_choice\n" for number in range(9_000))
    course.write("ids.lock", locked(course) + gone)
    assert len(gone) > MAX_BYTES
    assert told(course) == []


def test_without_a_lock_everything_is_new_and_a_quiz_is_told_once(course):
    course.remove("ids.lock")
    news = {message for _, code, message in told(course) if code == "id-not-locked"}
    assert "The quiz “listen-first” is new and not in ids.lock yet." in news
    assert not any("question" in message or "item" in message for message in news)
    assert "question plan-together/whose-words single_choice" in accept(course)
    assert told(course) == []
    assert locked(course).startswith(HEADER)


def test_a_new_question_is_noticed_and_accepted(course):
    course.replace(QUIZ, "- id: whose-words", "- id: whose-pen\n    was: whose-words")
    assert told(course) == [
        (f"{QUIZ}:4:9", "id-not-locked", "The question “plan-together/whose-pen” is new and not in ids.lock yet.")
    ]
    assert accept(course) == ["question plan-together/whose-pen single_choice"]
    assert told(course) == []
    assert "retired question plan-together/whose-words single_choice now plan-together/whose-pen\n" in locked(course)
    assert "\nquestion plan-together/whose-words" not in locked(course)
    assert accept(course) == []
    assert " now plan-together/whose-pen\n" in locked(course)


@pytest.mark.parametrize(("now", "place"), [("", f"{QUIZ}:4:9"), ("\n    was: whose-ink", f"{QUIZ}:5:10")])
def test_a_was_that_is_taken_out_or_changed_later_is_told(course, now, place):
    course.replace(QUIZ, "- id: whose-words", "- id: whose-pen\n    was: whose-words")
    accept(course)
    course.replace(QUIZ, "\n    was: whose-words", now)
    message = "“plan-together/whose-pen” was called “whose-words” before, and its file no longer says so."
    assert told(course) == [(place, "was-removed", message)]


def test_a_was_of_a_quiz_that_is_taken_out_is_told_once(course):
    rename_quiz(course, was=True)
    accept(course)
    course.replace("quizzes/plan-it.yml", "\nwas: plan-together", "")
    assert [code for _, code, _ in told(course)] == ["was-removed"]


def test_a_second_renaming_says_the_name_before(course):
    course.replace(QUIZ, "- id: whose-words", "- id: whose-pen\n    was: whose-words")
    accept(course)
    course.replace(QUIZ, "- id: whose-pen\n    was: whose-words", "- id: whose-ink\n    was: whose-pen")
    assert [code for _, code, _ in told(course)] == ["id-not-locked"]
    accept(course)
    assert told(course) == []


LOOK = "checklists/after-talk.yml"


@pytest.mark.parametrize(
    ("old", "line", "vanished"),
    [
        pytest.param("- id: talked-less", "18:1", "item “after-talk/talked-less”", id="an item"),
        pytest.param("- {id: surprise", "18:1", "item “after-talk/surprise”", id="a question"),
        pytest.param("- {id: goal", "18:1", "item “after-talk/goal”", id="a line of the plan"),
        pytest.param("- {id: rough", "7:1", "point “after-talk/how-well/rough”", id="a point of a scale"),
    ],
)
def test_everything_a_checklist_keeps_answers_under_is_held(course, old, line, vanished):
    course.replace(LOOK, old, old.partition(" id: ")[0] + " id: another" if " id: " in old else "- {id: another")
    assert (f"{LOOK}:{line}", "id-vanished", f"The {vanished} has been published and is gone.") in told(course)
    name = vanished.partition("/")[2].removesuffix("”")
    course.replace(LOOK, "for: worker", f"for: worker\nretired: [{name}]")
    assert [code for _, code, _ in told(course)] == ["id-not-locked"]
    accept(course)
    assert told(course) == []


def test_a_point_that_is_retired_and_still_there_is_told(course):
    course.replace(LOOK, "for: worker", "for: worker\nretired: [how-well/rough, surprise]")
    assert [(code, message) for _, code, message in told(course)] == [
        ("retired-still-here", "“how-well/rough” is listed as retired, and it is still there."),
        ("retired-still-here", "“surprise” is listed as retired, and it is still there."),
    ]


def test_an_item_a_question_and_a_line_of_the_plan_can_be_renamed(course):
    rename_in_checklist(course)
    assert [code for _, code, _ in told(course)] == ["id-not-locked"] * 3
    accept(course)
    assert told(course) == []
    course.replace(LOOK, ", was: goal", "")
    assert [code for _, code, _ in told(course)] == ["was-removed"]


def rename_in_checklist(course: Course) -> None:
    course.replace(LOOK, "- id: talked-less", "- id: spoke-less\n        was: talked-less")
    course.replace(LOOK, "{id: surprise,", "{id: wonder, was: surprise,")
    course.replace(LOOK, "{id: goal,", "{id: next-step, was: goal,")


def test_a_renamed_question_is_known_by_its_was_for_ever(course):
    course.replace(QUIZ, "- id: whose-words", "- id: whose-pen\n    was: whose-words")
    accept(course)
    course.replace(QUIZ, "- id: whose-pen\n    was: whose-words", "- id: whose-words")
    assert [code for _, code, _ in told(course)] == ["id-vanished", "id-came-back"]


def rename_quiz(course: Course, *, was: bool) -> None:
    text = (course.root / QUIZ).read_text("utf-8")
    course.remove(QUIZ)
    text = text.replace("id: plan-together", "id: plan-it" + ("\nwas: plan-together" if was else ""))
    course.write("quizzes/plan-it.yml", text)
    course.replace("docs/modules/plan-together.md", "::: quiz plan-together", "::: quiz plan-it")


def test_a_renamed_quiz_takes_its_questions_along(course):
    rename_quiz(course, was=True)
    assert [code for _, code, _ in told(course)] == ["id-not-locked"]
    assert accept(course) == ["quiz plan-it", "question plan-it/whose-words single_choice"]
    assert told(course) == []


def test_a_renamed_quiz_without_was_is_told_once(course):
    rename_quiz(course, was=False)
    assert [(code, message) for _, code, message in told(course) if code == "id-vanished"] == [
        ("id-vanished", "The quiz “plan-together” has been published and is gone.")
    ]


def test_a_question_that_does_not_come_along_is_told_in_the_renamed_quiz(course):
    rename_quiz(course, was=True)
    course.replace("quizzes/plan-it.yml", "- id: whose-words", "- id: whose-pen")
    assert (
        "quizzes/plan-it.yml:4:1",
        "id-vanished",
        "The question “plan-together/whose-words” has been published and is gone.",
    ) in told(course)
    course.replace("quizzes/plan-it.yml", "title:", "retired: [whose-words]\ntitle:")
    assert [code for _, code, _ in told(course)] == ["id-not-locked"]


def test_a_renamed_quiz_whose_old_name_is_still_there_is_told_once(course):
    course.replace(QUIZ, "id: plan-together", "id: plan-together\nwas: listen-first")
    assert [(place, code) for place, code, _ in told(course)] == [(f"{QUIZ}:2:6", "was-still-here")]


def test_a_retired_question_is_kept_as_retired(course):
    course.replace("quizzes/listen-first.yml", "title: Listen first", "title: Listen first\nretired: [silence]")
    text = (course.root / "quizzes/listen-first.yml").read_text("utf-8")
    course.write("quizzes/listen-first.yml", text[: text.index("  - id: silence")])
    assert told(course) == []
    assert accept(course) == []
    assert "retired question listen-first/silence true_false\n" in locked(course)
    course.write("quizzes/listen-first.yml", text.replace("retired: [silence]\n", ""))
    assert told(course) == [
        ("quizzes/listen-first.yml:25:9", "id-came-back", "The id “listen-first/silence” was given up and is used again.")
    ]


@pytest.mark.parametrize("what", ["quiz", "module"])
def test_what_is_retired_in_the_configuration_is_gone_for_good(course, what):
    course.remove(QUIZ)
    course.replace("docs/modules/plan-together.md", "::: quiz plan-together", "The end.")
    course.replace("docs/modules/plan-together.md", "with its owner}", "with its owner, checklist: after-talk}")
    retired = "quiz/plan-together"
    if what == "module":
        course.remove("docs/modules/plan-together.md")
        course.replace("mkdocs.yml", "      - modules/plan-together.md\n", "")
        retired += ", module/plan-together"
    course.replace("mkdocs.yml", "  site_id: sample", f"  site_id: sample\n  retired: [{retired}]")
    assert told(course) == []
    accept(course)
    assert f"retired {what} plan-together\n" in locked(course)
    assert told(course) == []


def test_items_of_a_retired_checklist_are_retired_with_it(course):
    for name in ("watching", "after-talk"):
        course.remove(f"checklists/{name}.yml")
        course.remove(f"docs/checklists/{name}.md")
        course.replace("mkdocs.yml", f"      - checklists/{name}.md\n", "")
    course.replace("mkdocs.yml", "site_id: sample", "site_id: sample\n  retired: [checklist/watching, checklist/after-talk]")
    assert told(course) == []


def test_the_place_of_what_vanished_is_its_true_line_in_the_lock(course):
    course.remove("docs/modules/plan-together.md")
    course.remove(QUIZ)
    course.replace("mkdocs.yml", "      - modules/plan-together.md\n", "")
    course.write("ids.lock", HEADER + "# another remark\n\nmodule listen-first\n\nmodule plan-together\n")
    vanished = [(place, code) for place, code, _ in told(course) if code == "id-vanished"]
    assert vanished == [("ids.lock:6:1", "id-vanished")]


@pytest.mark.parametrize(
    "line",
    ["whose-words", "question plan-together/whose-words", "page a", "retired", "module", "module a b", "retired quiz a b c"],
)
def test_a_damaged_line_is_told_and_nothing_else(course, line):
    course.write("ids.lock", locked(course).replace("quiz plan-together\n", line + "\n"))
    number = locked(course).split("\n").index(line) + 1
    assert told(course) == [(f"ids.lock:{number}:1", "lock-unreadable", "This line of ids.lock cannot be read.")]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (QUIZ, "title: Plan", "title: Plan: "),
        (QUIZ, "kind: single_choice", "kind: none"),
        (QUIZ, "prompt: ", "promt: "),
        (QUIZ, "    objective: own\n", ""),
        (QUIZ, "id: whose-words", "id: Whose words"),
        (QUIZ, "title: Plan together", "title: Plan together\ntitle: Again"),
        ("docs/modules/plan-together.md", "minutes: 15", "minutes: soon"),
        ("checklists/after-talk.yml", "minutes: 3", "minutes: soon"),
        ("checklists/after-talk.yml", "minutes: 3", "minutes: 3:"),
    ],
)
def test_nothing_is_called_gone_while_its_file_is_not_sound(course, path, old, new):
    course.replace(path, old, new)
    problems = told(course)
    assert len(problems) == 1
    assert problems[0][0].startswith(path)


def test_a_broken_file_under_a_new_name_may_be_the_old_one(course):
    rename_quiz(course, was=True)
    course.replace("quizzes/plan-it.yml", "title: Plan together", "titel: Plan together")
    assert [code for _, code, _ in told(course)] == ["unknown-key"]


def test_a_lock_is_read_line_by_line(course):
    course.write("ids.lock", "# x\r\n" + LOCKED.replace("\n", "\r\n") + "retired item a/b\r\n")
    assert [(entry.line, str(entry)) for entry in read_lock(course.root)] == [
        (2, "module m"),
        (3, "quiz plan-together"),
        (4, "question plan-together/whose-words single_choice"),
        (5, "retired item a/b"),
    ]


def test_a_second_was_for_the_same_question_is_told_where_it_stands(course):
    course.replace(QUIZ, "- id: whose-words", "- id: whose-pen\n    was: whose-words")
    text = (course.root / QUIZ).read_text("utf-8")
    second = text[text.index("  - id: whose-pen") :].replace("id: whose-pen", "id: whose-hand")
    course.write(QUIZ, text + second)
    assert [code for _, code, _ in told(course)] == ["id-not-locked", "id-not-locked", "was-twice"]
