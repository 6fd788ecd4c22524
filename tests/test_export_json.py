"""The course as JSON: it keeps to its published schema, says everything there is, and is the same every time."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes without types

from selfcheck import portable
from selfcheck.exports import export
from selfcheck.links import check_course
from selfcheck.schema import SCHEMAS
from tests.conftest import ROOT

PUBLISHED = json.loads((SCHEMAS / "course.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(PUBLISHED)
REAL = check_course(ROOT)[0]
WHOLE = portable.portable(REAL)

Break = Callable[[dict[str, Any]], Any]


def asks(data: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one["asks"] for quiz in data["quizzes"] for one in quiz["questions"] if one["type"] == kind)
    return found


def test_the_published_schema_is_current_and_a_schema():
    assert portable.schema() == PUBLISHED, "run: selfcheck schema"
    Draft202012Validator.check_schema(PUBLISHED)


def test_the_real_course_keeps_to_it():
    assert [error.message for error in VALIDATOR.iter_errors(WHOLE)] == []


def test_everything_is_there_and_in_order():
    assert [one["id"] for one in WHOLE["modules"]] == list(REAL.modules)
    assert {one["id"] for one in WHOLE["checklists"]} == set(REAL.checklists)
    assert {one["id"] for one in WHOLE["terms"]} == {one.id for one in REAL.terms or ()}
    for quiz in WHOLE["quizzes"]:
        assert [one["id"] for one in quiz["questions"]] == [one.id for one in REAL.quizzes[quiz["id"]].questions]
    kinds = {one["type"] for quiz in WHOLE["quizzes"] for one in quiz["questions"]}
    assert kinds == {"choice", "true-false", "matching", "sequencing", "long-fill-in", "other"}


def test_a_question_brings_its_key_and_every_feedback():
    choice = asks(WHOLE, "choice")["alternatives"]
    assert any(one["correct"] for one in choice)
    assert all(one["feedback"] and one["id"] for one in choice)
    rows = asks(WHOLE, "matching")
    assert {row["target"] for row in rows["rows"]} <= {target["id"] for target in rows["targets"]}
    talk = asks(WHOLE, "other")
    assert all(reply["feedback"] for turn in talk["turns"] for reply in turn["replies"])


def test_a_form_that_mirrors_another_is_complete():
    observation = next(one for one in WHOLE["checklists"] if one.get("mirrors"))
    mirrored = next(one for one in WHOLE["checklists"] if one["id"] == observation["mirrors"])
    items = {item["id"] for group in observation["groups"] for item in group["items"]}
    assert {item["id"] for group in mirrored["groups"] for item in group["items"]} <= items


@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data.pop("site"),
        lambda data: data.update(version=2),
        lambda data: data.update(learners=[]),
        lambda data: data["modules"][0].pop("text"),
        lambda data: data["modules"][0].update(minutes="ten"),
        lambda data: data["quizzes"][0]["questions"][0].update(type="essay"),
        lambda data: asks(data, "choice")["alternatives"][0].pop("feedback"),
        lambda data: asks(data, "sequencing").update(rows="none"),
    ],
    ids=["no site", "version", "unknown key", "no text", "minutes", "type", "no feedback", "no rows"],
)
def test_what_is_spoiled_does_not(spoil: Break):
    data = copy.deepcopy(WHOLE)
    spoil(data)
    assert not VALIDATOR.is_valid(data)


def test_one_module_brings_what_it_names_and_no_more():
    data = portable.portable(REAL, "client-centered")
    assert VALIDATOR.is_valid(data)
    assert [one["id"] for one in data["modules"]] == ["client-centered"]
    assert [one["id"] for one in data["quizzes"]] == ["client-centered"]
    front = REAL.modules["client-centered"].front
    assert {one["id"] for one in data["sources"]} == set(front.sources)
    assert {one["id"] for one in data["resources"]} == set(front.resources)
    assert data["letters"] == []


def test_a_small_course_with_a_module_that_has_no_quiz(course):
    course.replace("docs/modules/plan-together.md", "::: quiz plan-together", "")
    data = portable.portable(check_course(course.root)[0])
    assert VALIDATOR.is_valid(data)
    assert "quiz" not in data["modules"][1]


def test_two_exports_are_the_same_bytes(tmp_path: Path):
    files = [[path.read_bytes() for path in export("course_json", REAL, tmp_path / name)] for name in ("one", "two")]
    assert files[0] == files[1]
    assert json.loads(files[0][0]) == WHOLE
    names = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert names == ["course.schema.json", "side-by-side-course.json"]
