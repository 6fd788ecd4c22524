"""The contract of every kind, over every example in its folder. A new kind is tested here without a line being added."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Locator, Page, expect

from selfcheck.problems import Place
from selfcheck.registry import FILES, IncompleteKindError, find_kinds
from selfcheck.shape import known_keys, validate
from selfcheck.source import parse
from tests.conftest import Course, Server, sample_course

REGISTRY = find_kinds()
KINDS = [pytest.param(kind, id=kind.name) for kind in REGISTRY.kinds.values()]


def examples(*groups: str) -> list[Any]:
    return list(_examples(groups))


def _examples(groups: tuple[str, ...]) -> Iterator[Any]:
    for kind in REGISTRY.kinds.values():
        source = parse(kind.read("examples.yml"), "examples.yml", lambda *found: pytest.fail(str(found)))
        assert source is not None
        assert isinstance(source.value, dict)
        for group in groups:
            for example in source.value[group]:
                yield pytest.param(kind, example, id=f"{kind.name}: {example['name']}")


@pytest.mark.parametrize(("kind", "example"), examples("valid", "edge"))
def test_a_sound_example_has_no_findings(kind, example):
    question, findings = validate(kind.model, example["question"])
    assert findings == []
    assert question is not None
    assert list(question.findings()) == []


@pytest.mark.parametrize(("kind", "example"), examples("invalid"))
def test_an_invalid_example_is_told_exactly(kind, example):
    question, findings = validate(kind.model, example["question"])
    if question is not None:
        findings = list(question.findings())
    told = {(one.code, ".".join(map(str, one.loc)), word(one)) for one in findings}
    assert told == {(one["code"], one["at"], one["message"]) for one in example["problems"]}


def word(finding) -> str:
    return REGISTRY.catalogue.word(finding.code, Place("x"), "", finding.values).message


@pytest.mark.parametrize(("kind", "example"), examples("valid", "edge"))
def test_the_fingerprint_follows_what_is_asked_and_nothing_else(kind, example):
    question, _ = validate(kind.model, example["question"])
    assert question is not None
    item = question.interaction()
    assert item.fingerprint == question.interaction().fingerprint
    changed = question.model_copy(update={"prompt": question.prompt + " Really?"})
    assert changed.interaction().fingerprint != item.fingerprint
    hinted = question.model_copy(update={"hints": ("Another hint.",), "source": "Elsewhere"})
    assert hinted.interaction().fingerprint == item.fingerprint


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_of_a_kind_has_a_description(kind):
    properties = kind.model.model_json_schema()["properties"]
    assert list(properties) == known_keys(kind.model)
    assert all("description" in entry for entry in properties.values())


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_in_a_kinds_readme_is_sound(kind):
    sample = kind.read("README.md").split("```yaml\n")[1].split("```")[0]
    source = parse(sample, "README.md", lambda *found: pytest.fail(str(found)))
    assert source is not None
    assert isinstance(source.value, list)
    for value in source.value:
        question, findings = validate(kind.model, value)
        assert findings == []
        assert question is not None
        assert list(question.findings()) == []


@pytest.mark.parametrize("missing", list(FILES))
def test_a_folder_that_lacks_a_file_is_named(tmp_path, missing):
    for name in set(FILES) - {missing}:
        (tmp_path / "kinds" / "halfway").mkdir(parents=True, exist_ok=True)
        (tmp_path / "kinds" / "halfway" / name).write_text("", "utf-8")
    with pytest.raises(IncompleteKindError, match=rf"halfway/ lacks {missing} "):
        find_kinds(tmp_path / "kinds", "nowhere")


@pytest.fixture(scope="module")
def example_site(tmp_path_factory) -> Iterator[tuple[str, dict[str, str]]]:
    """Every sound example on a page of its own; gives the site's address and each example's page."""
    course, pages = example_course(tmp_path_factory.mktemp("examples") / "course")
    server = Server(course.build())
    yield server.url, pages
    server.close()


def example_course(folder: Path) -> tuple[Course, dict[str, str]]:
    """Write a course with a page for every sound example, and one after them all; gives it, and the page of each example."""
    course = sample_course(folder)
    front = (course.root / "docs/modules/plan-together.md").read_text("utf-8")
    course.replace("docs/modules/plan-together.md", '"1.2"', '"3.1"')
    pages = {}
    nav = []
    for number, param in enumerate(examples("valid", "edge"), 1):
        _, example = param.values
        name = f"example-{number}"
        question = example["question"] | {"objective": "listen"}
        course.write(f"quizzes/{name}.yml", _yaml({"id": name, "title": example["name"], "questions": [question]}))
        text = front.replace("plan-together", name).replace('"1.2"', f'"2.{number}"').replace("id: own", "id: listen")
        course.write(f"docs/modules/{name}.md", text)
        nav.append(f"      - modules/{name}.md\n")
        pages[str(param.id)] = f"modules/{name}/"
    course.replace("mkdocs.yml", "      - modules/plan-together.md\n", "".join(nav) + "      - modules/plan-together.md\n")
    return course, pages


def _yaml(value: object) -> str:
    quoted: str = yaml.dump(value, allow_unicode=True, sort_keys=False)
    return quoted.replace("'true'", "true").replace("'false'", "false")


WALKS = [
    pytest.param(param.values[1], str(param.id), way, id=f"{param.id}, {way}")
    for param in examples("valid", "edge")
    for way in ("keyboard", "pointer")
]


@pytest.mark.parametrize(("example", "name", "way"), WALKS)
def test_a_kind_is_answered_through_wrong_to_right(page: Page, example_site, example, name, way):
    url, pages = example_site
    page.goto(url + pages[name])
    question = page.locator(".sbs-q")
    if way == "keyboard":
        question.locator("input, select, textarea, button").first.focus()
    for *steps, verdict in example[way]:
        for step in steps:
            (press if way == "keyboard" else point)(page, question, step)
        expect(question).to_have_attribute("data-verdict", verdict)
        expect(question.get_by_role("status")).to_contain_text(SAID[verdict])
        assert page.evaluate("document.activeElement !== document.body")


SAID: Mapping[str, str | re.Pattern[str]] = {"right": "Right.", "wrong": "Not quite.", "done": re.compile(r"\w")}


def press(page: Page, question: Locator, step: str | dict[str, str]) -> None:
    """A step by keyboard: the name of a key, or {type: words}."""
    if isinstance(step, dict):
        page.keyboard.type(step["type"])
    else:
        page.keyboard.press(step)


def point(page: Page, question: Locator, step: str | dict[str, str]) -> None:
    """A step by pointer: what a button or a label says, or {label: what is chosen there or written}."""
    if isinstance(step, dict):
        for label, wanted in step.items():
            group = question.locator("fieldset fieldset").filter(has=page.locator("legend", has_text=label))
            if group.count():
                group.locator("label", has_text=wanted).click()
                continue
            control = question.get_by_label(label)
            if control.evaluate("(one) => one.localName") == "select":
                control.select_option(control.locator("option", has_text=wanted).get_attribute("value"))
            else:
                control.fill(wanted)
        return
    button = question.get_by_role("button", name=step)
    (button if button.count() else question.locator("label", has_text=step)).click()
