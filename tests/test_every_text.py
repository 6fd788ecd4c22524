"""No text an author writes, in any key of any file, can carry HTML or a template tag into a page."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel

from selfcheck.checklist import ChecklistFile
from selfcheck.course import ModuleFront, QuizFile, ResourcesPage, SourcesPage
from selfcheck.glossary import GlossaryPage
from selfcheck.letter import LetterFile
from selfcheck.question import Question
from selfcheck.registry import find_kinds
from selfcheck.shape import known_keys, validate
from selfcheck.source import Loc, Source, parse
from tests.conftest import ROOT

# Every key there is, once. The test below says when a key is added to a model and missing here.
MODULE = """
id: a-module
number: "1.1"
title: A module
section: A section
tagline: A tagline
lede: A lede.
minutes: 10
audience: coordinators
objectives: [{id: an-objective, text: do a thing, checklist: a-checklist}]
vignettes:
  - {id: a-voice, title: A voice, speaker: Ada, video: a.mp4, captions: a.vtt, transcript: a.txt,
     language: en, note: A note.}
resources: [a-resource]
sources: [a-source]
covers: [S2]
last_reviewed: 2026-11-01
was: an-old-module
allow: {loaded-word: A reason.}
"""
QUIZ = """
id: a-quiz
title: A quiz
questions: [each has its own kind]
was: an-old-quiz
retired: [an-old-question]
allow: {key-position: A reason.}
"""
SOURCES = """
title: Sources
description: All of them.
covers: [S2]
sources:
  - {id: a-source, title: A source, publisher: An agency, year: "2026", url: "https://example.org", note: A note.}
"""
RESOURCES = """
title: Resources
description: All of them.
covers: [S2]
resources:
  - {id: a-resource, title: A resource, publisher: An agency, good_for: reading, group: A group, url: "https://example.org",
     status: ok, checked: 2026-11-01}
"""
GLOSSARY = """
title: Glossary
description: All words.
covers: [S2]
terms:
  - {id: a-term, term: a word, also: [another word], short: What it means., more: More., module: a-module, source: a-source}
"""
CHECKLIST = """
id: a-checklist
title: A checklist
kind: checklist
for: worker
lede: A lede.
when: Now
minutes: 5
scales: {a-scale: [{id: low, label: Low, not_applicable: false}]}
most_first: [a-scale]
fields: [{type: rating, scale: a-scale, label: A label, id: a-field}]
groups:
  - id: a-group
    title: A group
    intro: An intro.
    items:
      - {id: an-item, text: A text., hint: A hint., observer: Words., look_for: This, watch_for: That, module: a-module,
         was: an-older-item,
         fields: [{type: rating, scale: a-scale, label: A label, id: a-field}]}
reflection: [{id: a-prompt, text: A question?, was: an-old-prompt}]
plan: [{id: a-goal, label: A goal, type: text, was: an-old-goal}]
supervisor_use: Ask.
mirrors: another
compare: {scale: a-scale, observed: another-scale, pairs: {low: {high: agree}}}
was: an-old-checklist
retired: [an-old-item]
"""
COMMON = {"hints": ["A hint."], "source": "A page.", "was": "an-old-question", "allow": {"long-prompt": "A reason."}}
BAD = ["<script>alert(1)</script>", "{{ config.site_name }}", "{% raw %}", '<img src=x onerror="alert(1)">', "&lt;b&gt;"]

FILES: list[tuple[str, type[BaseModel], str]] = [
    ("module", ModuleFront, MODULE),
    ("quiz", QuizFile, QUIZ),
    ("sources", SourcesPage, SOURCES),
    ("resources", ResourcesPage, RESOURCES),
    ("glossary", GlossaryPage, GLOSSARY),
    ("checklist", ChecklistFile, CHECKLIST),
    ("letter", LetterFile, (ROOT / "letters/engagement-letter.yml").read_text("utf-8")),
]


def read(text: str) -> Source:
    source = parse(text, "test.yml", lambda *found: pytest.fail(str(found)))
    assert source is not None
    return source


def samples() -> Iterator[tuple[str, type[BaseModel], Any]]:
    """Yield (name, model, value) with every key of every file, and every example of every kind with the keys all share."""
    for name, model, text in FILES:
        yield name, model, read(text).value
    for kind in find_kinds().kinds.values():
        examples: Any = read(kind.read("examples.yml")).value
        for group in ("valid", "edge"):
            for number, example in enumerate(examples[group]):
                yield f"{kind.name} {group} {number}", kind.model, COMMON | example["question"]


def leaves(value: object, loc: Loc = ()) -> Iterator[Loc]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*loc, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*loc, index))
    elif value is not None:
        yield loc


def changed(value: Any, loc: Loc, text: str) -> Any:
    value = copy.deepcopy(value)
    holder = value
    for part in loc[:-1]:
        holder = holder[part]
    holder[loc[-1]] = text
    return value


SAMPLES = list(samples())
TEXTS = [
    pytest.param(model, value, loc, id=f"{name}: {'.'.join(map(str, loc))}")
    for name, model, value in SAMPLES
    for loc in leaves(value)
    if not (name == "quiz" and loc[0] == "questions")
]


@pytest.mark.parametrize(("model", "value", "loc"), TEXTS)
def test_markup_is_refused_in_every_text(model, value, loc):
    assert validate(model, value)[1] == []
    for bad in BAD:
        _, findings = validate(model, changed(value, loc, bad))
        assert [finding.loc for finding in findings] == [loc], f"{bad} passes"
        codes = {"markup-in-text", "bad-id", "bad-url", "bad-number", "bad-path", "bad-language", "wrong-type"}
        assert findings[0].code in codes


@pytest.mark.parametrize(("name", "model", "text"), FILES, ids=[name for name, _, _ in FILES])
def test_the_samples_above_have_every_key(name, model, text):
    shown = {tuple(part for part in loc if isinstance(part, str)) for loc in leaves(read(text).value)}
    for loc in keys_of(model):
        assert any(path[: len(loc)] == loc for path in shown), f"{'.'.join(loc)} of a {name} is not tried"


def keys_of(model: type[BaseModel], loc: Loc = ()) -> Iterator[tuple[str, ...]]:
    for key in known_keys(model, loc):
        yield tuple(part for part in (*loc, key) if isinstance(part, str))
        yield from keys_of(model, (*loc, key, 0)) if known_keys(model, (*loc, key, 0)) else ()


@pytest.mark.parametrize("key", list(Question.model_fields))
def test_the_keys_all_questions_share_are_tried(key):
    assert key in COMMON or all(key in value for name, _, value in SAMPLES if " " in name)
