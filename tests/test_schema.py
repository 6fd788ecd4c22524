"""The JSON Schemas that editors use: current, valid, and of one mind with the check about the shape of content."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # comes without types

from selfcheck.registry import find_kinds
from selfcheck.schema import SCHEMAS, schemas
from selfcheck.shape import validate
from selfcheck.source import parse, read_page, read_yaml
from selfcheck.start import start
from tests.conftest import ROOT, SAMPLE, sample_course

FRESH = schemas()
KINDS = find_kinds().kinds
SHAPE = {"missing-key", "unknown-key", "wrong-type", "too-few", "too-many", "bad-id"}


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(FRESH[name])


def counts(schema: object, name: str = "") -> Iterator[str]:
    """Yield the keys that hold a whole number."""
    if isinstance(schema, dict):
        if schema.get("type") == "integer":
            yield name
        for key, inner in schema.items():
            yield from counts(inner, name if key == "anyOf" else key)
    elif isinstance(schema, list):
        for inner in schema:
            yield from counts(inner, name)


COUNTS = set(counts(FRESH))


def as_editors_read(value: Any, key: str = "") -> Any:
    """Give plain data as YAML 1.2 has it; our reader leaves every word a text, and the models turn it into what it means."""
    if isinstance(value, dict):
        return {name: as_editors_read(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [as_editors_read(inner) for inner in value]
    if value in {"true", "false"}:
        return value == "true"
    return int(value) if key in COUNTS and value.isdigit() else value


@pytest.mark.parametrize("name", sorted(FRESH))
def test_a_schema_is_current_and_valid(name):
    assert json.loads((SCHEMAS / name).read_text("utf-8")) == FRESH[name], "run: selfcheck schema"
    Draft202012Validator.check_schema(FRESH[name])


def test_there_are_no_other_schemas():
    assert {path.name for path in SCHEMAS.iterdir()} == {*FRESH, "course.json"}  # test_export_json.py holds that one


def examples(*groups: str) -> Iterator[Any]:
    for kind in KINDS.values():
        source = parse(kind.read("examples.yml"), "examples.yml", lambda *found: pytest.fail(str(found)))
        assert source is not None
        content: Any = source.value
        for group in groups:
            for example in content[group]:
                yield pytest.param(kind, example["question"], id=f"{kind.name}: {example['name']}")


def errors(question: object) -> list[str]:
    quiz = {"id": "a-quiz", "title": "A quiz", "questions": [as_editors_read(question)]}
    return [error.message for error in validator("quiz.json").iter_errors(quiz)]


@pytest.mark.parametrize(("kind", "question"), list(examples("valid", "edge")))
def test_a_sound_example_has_no_red_line(kind, question):
    assert errors(question) == []


@pytest.mark.parametrize(("kind", "question"), list(examples("invalid")))
def test_an_example_of_another_shape_has_a_red_line(kind, question):
    _, findings = validate(kind.model, question)
    assert bool(errors(question)) is any(finding.code in SHAPE for finding in findings)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_a_key_of_no_kind_has_a_red_line(kind):
    question = next(param.values[1] for param in examples("valid") if param.values[0] is kind)
    assert errors(question | {"promt": "x"})
    assert errors({key: value for key, value in question.items() if key != "prompt"})
    assert errors(question | {"kind": "nothing"})


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every description of a mapping with known keys."""
    if isinstance(schema, dict):
        if "properties" in schema and "if" not in schema and "allOf" not in schema:
            yield schema
        for name, inner in schema.items():
            yield from objects(inner) if name != "if" else ()
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner)


@pytest.mark.parametrize("name", sorted(FRESH))
def test_an_editor_can_offer_every_key_with_what_it_is_for_and_underline_every_other(name):
    found = list(objects(FRESH[name]))
    assert found
    for schema in found:
        assert schema["additionalProperties"] is False, schema.get("title")
        assert {key for key, inner in schema["properties"].items() if not inner.get("description")} <= {"kind", "type"}


@pytest.mark.parametrize("kind", ["quiz", "module", "checklist"])
def test_what_selfcheck_new_writes_has_no_red_line(kind, tmp_path):
    course = sample_course(tmp_path)
    for path in map(course.root.joinpath, start(kind, "a-new-one", course.root)):
        name = {"quizzes": "quiz.json", "checklists": "checklist.json", "modules": "module.json"}.get(path.parent.name)
        if name == "checklist.json" and path.suffix == ".md":
            continue  # the checklist's page, which holds no data
        assert name is not None
        assert [error.message for error in validator(name).iter_errors(as_editors_read(read(path, course.root)))] == []


FOLDERS = [("quizzes/*.yml", "quiz.json"), ("checklists/*.yml", "checklist.json")]
COURSE_ALONE = [("letters/*.yml", "letter.json"), ("docs/glossary.md", "glossary.json")]
PAGES = [
    ("docs/modules/*.md", "module.json"),
    ("docs/resources.md", "resources.json"),
    ("docs/about/sources.md", "sources.json"),
]


@pytest.mark.parametrize("root", [ROOT, SAMPLE], ids=["course", "sample"])
def test_content_that_passes_the_check_has_no_red_line(root):
    seen = 0
    patterns = FOLDERS + PAGES + (COURSE_ALONE if root == ROOT else [])
    for pattern, name in patterns:
        for path in sorted(root.glob(pattern)):
            seen += 1
            wrong = [error.message for error in validator(name).iter_errors(as_editors_read(read(path, root)))]
            assert (path.name, wrong) == (path.name, [])
    assert seen >= len(patterns)


def read(path: Path, root: Path) -> object:
    if path.suffix == ".md":
        return read_page(path, root, lambda *found: pytest.fail(str(found))).front.value
    source = read_yaml(path, root, lambda *found: pytest.fail(str(found)))
    assert source is not None
    return source.value
