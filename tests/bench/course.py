"""A course of any size, made from a seed: the same numbers on every machine are about the same text."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
WORDS = [
    "person",
    "goal",
    "plan",
    "listen",
    "ask",
    "offer",
    "choose",
    "share",
    "week",
    "talk",
    "step",
    "home",
    "work",
    "child",
    "school",
    "bus",
    "rent",
    "course",
    "letter",
    "phone",
    "visit",
    "hope",
    "reason",
    "strength",
    "choice",
    "answer",
    "story",
    "morning",
    "office",
    "paper",
    "help",
    "time",
    "pace",
    "view",
    "road",
    "both",
    "open",
    "small",
    "clear",
]
QUESTIONS = 5
PARAGRAPHS = 12

FRONT = """\
---
id: {name}
number: "1.{number}"
title: "{title}"
section: Basics
tagline: {tagline}
lede: {lede}
minutes: 10
audience: coordinators
objectives:
  - {{id: first, text: {objective}}}
sources: [handbook]
last_reviewed: 2026-11-01
---
"""
SOURCES = """\
---
title: Sources
sources:
  - {id: handbook, title: A handbook, publisher: An agency, year: "2026"}
---
"""
CONFIG = """\
site_name: Bench
theme:
  name: material
  font: false
{theme}nav:
  - Training: index.md
  - Modules:
{nav}plugins: [search]
markdown_extensions: [tables{extension}]
extra:
  site_id: bench
  scope: /
  generator: false
"""
OURS = f"""\
  custom_dir: {(ROOT / "hooks/theme").as_posix()}
hooks: [{(ROOT / "hooks/mkdocs_hooks.py").as_posix()}]
"""


def write_course(folder: Path, modules: int, *, quizzes: bool = True, ours: bool = True, seed: int = 1) -> Path:
    """Write a course of so many modules.

    Without `quizzes` the pages are the same but for their quiz. Without `ours` it is plain Material: no hook, no theme
    of ours, no extension; the pages are the same again.
    """
    (folder / "docs/modules").mkdir(parents=True)
    (folder / "docs/about").mkdir()
    (folder / "quizzes").mkdir()
    (folder / "checklists").mkdir()
    home = "---\ntitle: Training\n" + ("template: home.html\nwide: true\n" if ours else "") + "---\n\nWelcome.\n"
    (folder / "docs/index.md").write_text(home, "utf-8")
    (folder / "docs/about/sources.md").write_text(SOURCES, "utf-8")
    nav = ""
    for number in range(1, modules + 1):
        words = random.Random(seed * 1_000_003 + number)  # noqa: S311 (text, not a secret)
        name = f"module-{number}"
        (folder / f"docs/modules/{name}.md").write_text(_module(name, number, words, quiz=quizzes), "utf-8")
        if quizzes:
            (folder / f"quizzes/{name}.yml").write_text("".join(_quiz(name, words)), "utf-8")
        nav += f"      - modules/{name}.md\n"
    config = CONFIG.format(theme=OURS if ours else "", nav=nav, extension=", selfcheck" if ours else "")
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    return folder


def _text(words: random.Random, least: int, most: int) -> str:
    chosen = " ".join(words.choices(WORDS, k=words.randint(least, most)))
    return chosen[0].upper() + chosen[1:]


def _module(name: str, number: int, words: random.Random, *, quiz: bool) -> str:
    head = FRONT.format(
        name=name,
        number=number,
        title=_text(words, 3, 5),
        tagline=_text(words, 3, 4),
        lede=_text(words, 10, 16) + ".",
        objective=_text(words, 5, 8).lower(),
    )
    parts = [f"## {_text(words, 3, 5)}\n\n{_text(words, 40, 70)}. *{_text(words, 4, 8)}.*\n" for _ in range(PARAGRAPHS)]
    return head + "\n" + "\n".join(parts) + (f"\n::: quiz {name}\n" if quiz else "")


def _quiz(name: str, words: random.Random) -> Iterator[str]:
    yield f"id: {name}\ntitle: {_text(words, 3, 5)}\nquestions:\n"
    for index in range(QUESTIONS):
        kind = ("single_choice", "multiple_response", "single_choice", "true_false", "single_choice")[index]
        yield f"  - id: question-{index + 1}\n    kind: {kind}\n    objective: first\n"
        yield f"    prompt: {_text(words, 12, 20)}{'.' if kind == 'true_false' else '?'}\n"
        if kind == "true_false":
            yield from _statement(words)
        else:
            yield from _options(words, 6 if kind == "multiple_response" else 4, 3 if kind == "multiple_response" else 1)
        yield f"    hints:\n      - {_text(words, 8, 14)}.\n      - {_text(words, 8, 14)}.\n"


def _options(words: random.Random, count: int, right: int) -> Iterator[str]:
    chosen = words.sample(range(count), right)
    yield "    options:\n"
    for index in range(count):
        yield f"      - text: {_text(words, 10, 12)} {'abcdef'[index]}\n"
        yield f"        feedback: {_text(words, 20, 35)}.\n"
        yield "        correct: true\n" if index in chosen else f"        misconception: {_text(words, 4, 6)}\n"


def _statement(words: random.Random) -> Iterator[str]:
    answer = words.random() < 0.5
    yield f"    answer: {str(answer).lower()}\n"
    for side, value in (("when_true", True), ("when_false", False)):
        yield f"    {side}:\n      feedback: {_text(words, 20, 35)}.\n"
        if value is not answer:
            yield f"      misconception: {_text(words, 4, 6)}\n"
