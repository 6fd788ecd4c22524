"""The course written down for each host in its own form: the same pages, the same questions, the same navigation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from selfcheck.links import check_course
from selfcheck.lock import write_lock
from tests.bench.course import Module, Question, modules

ROOT = Path(__file__).parents[2]

FRONT = """\
---
id: {0.name}
number: "{0.number}"
title: "{0.title}"
section: {0.section}
tagline: {0.tagline}
lede: {0.lede}
minutes: 10
audience: coordinators
objectives:
  - {{id: first, text: {0.objective}}}
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
{nav}{more}extra:
  site_id: bench
  handouts: false  # no other host prints any
  scope: /
  generator: false
"""
OUR_THEME = f"  custom_dir: {(ROOT / 'hooks/theme').as_posix()}\n"
OUR_HOOKS = ", ".join((ROOT / "hooks" / name).as_posix() for name in ("mkdocs_hooks.py", "mkdocs_changed.py"))
OUR_HOOK = f"hooks: [{OUR_HOOKS}]\n"
OURS = f"plugins: [search]\nmarkdown_extensions: [tables, selfcheck]\n{OUR_HOOK}watch: [quizzes, checklists]\n"
PLAIN = "plugins: [search]\nmarkdown_extensions: [tables]\n"


@dataclass(frozen=True)
class Form:
    """How one host wants the course: the parts of its mkdocs.yml, and how the quiz stands in the page, if it does."""

    theme: str = ""
    more: str = PLAIN
    home: str = ""
    quiz: Callable[[Module], str] | None = None

    @property
    def is_ours(self) -> bool:
        """Whether quizzes stand in files of their own, as we have them."""
        return self.quiz is _placed


def _placed(module: Module) -> str:
    return f"\n::: quiz {module.name}\n"


def _tagged(module: Module) -> str:
    """Write the questions as mkdocs-quiz has them, without what it has no place for: hints, ids, misconceptions."""
    parts = ["\n<!-- mkdocs-quiz intro -->\n"]
    for question in module.questions:
        options = (f"- [{'x' if one.correct else ' '}] {one.text}\n  > {one.feedback}\n" for one in question.options)
        parts.append(f"\n<quiz>\n{question.prompt}\n{''.join(options)}</quiz>\n")
    return "".join((*parts, "\n<!-- mkdocs-quiz results -->\n"))


FORMS = {
    "plain": Form(),
    "pruned": Form(theme="  features: [navigation.prune]\n"),
    "bare": Form(OUR_THEME, OURS, home="template: home.html\nwide: true\n"),
    "ours": Form(OUR_THEME, OURS, home="template: home.html\nwide: true\n", quiz=_placed),
    "mkdocs-quiz": Form(more=PLAIN.replace("[search]", "[search, mkdocs_quiz]"), quiz=_tagged),
    "zensical": Form(more=PLAIN.replace("[tables]", "[tables, selfcheck.markdown_ext]"), quiz=_placed),
}


def write_site(folder: Path, count: int, form: str = "ours", *, texts: bool = True) -> Path:
    """Write a course of so many modules in one of FORMS. Ours is as a published course is: no problem, every id in ids.lock.

    Without `texts` the page of a module holds its quiz and nothing else.
    """
    form_of = FORMS[form]
    for name in ("docs/modules", "docs/about", "quizzes", "checklists"):
        (folder / name).mkdir(parents=True)
    (folder / "docs/index.md").write_text(f"---\ntitle: Training\n{form_of.home}---\n\nWelcome.\n", "utf-8")
    (folder / "docs/about/sources.md").write_text(SOURCES, "utf-8")
    nav, section = "", ""
    for module in modules(count):
        page = FRONT.format(module) + ("".join(_texts(module)) if texts else "")
        page += form_of.quiz(module) if form_of.quiz else ""
        (folder / f"docs/modules/{module.name}.md").write_text(page, "utf-8")
        if form_of.is_ours:
            (folder / f"quizzes/{module.name}.yml").write_text("".join(_quiz(module)), "utf-8")
        nav += "" if module.section == section else f"      - {module.section}:\n"
        nav += f"          - modules/{module.name}.md\n"
        section = module.section
    (folder / "mkdocs.yml").write_text(CONFIG.format(theme=form_of.theme, nav=nav, more=form_of.more), "utf-8")
    if form_of.is_ours:
        write_lock(check_course(folder)[0])
    return folder


def _texts(module: Module) -> Iterator[str]:
    yield from (f"\n## {heading}\n\n{text} *{module.tagline}.*\n" for heading, text in module.paragraphs)


def _quiz(module: Module) -> Iterator[str]:
    yield f"id: {module.name}\ntitle: {module.title}\nquestions:\n"
    for question in module.questions:
        yield f"  - id: {question.id}\n    kind: {question.kind}\n    objective: first\n    prompt: {question.prompt}\n"
        yield from _statement(question) if question.kind == "true_false" else _options(question)
        yield f"    hints:\n{''.join(f'      - {hint}{chr(10)}' for hint in question.hints)}"


def _options(question: Question) -> Iterator[str]:
    yield "    options:\n"
    for one in question.options:
        yield f"      - text: {one.text}\n        feedback: {one.feedback}\n"
        yield "        correct: true\n" if one.correct else f"        misconception: {one.misconception}\n"


def _statement(question: Question) -> Iterator[str]:
    yield f"    answer: {str(question.options[0].correct).lower()}\n"
    for side, one in zip(("when_true", "when_false"), question.options, strict=True):
        yield f"    {side}:\n      feedback: {one.feedback}\n"
        if not one.correct:
            yield f"      misconception: {one.misconception}\n"
