"""The author's reference, made from what the check itself uses: every problem, every kind of question, every key.

`selfcheck reference` writes it into docs/authors/; a test says when it is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from selfcheck.blocks import BLOCKS
from selfcheck.checklist import ChecklistFile
from selfcheck.course import ModuleFront, QuizFile, ResourcesPage, SourcesPage
from selfcheck.glossary import GlossaryPage
from selfcheck.letter import LetterFile
from selfcheck.problems import RULES_FILE, Rule, Severity
from selfcheck.registry import Registry, find_kinds

FOLDER = Path("docs") / "authors"
MADE = "This page is made by `selfcheck reference` from the files that the check uses."
CONTENTS = "The parts of this page:"
FIELD_ALONE = re.compile(r"\{\w+\}")  # a hint that is only known with the problem at hand
WEIGHT = {
    Severity.ERROR: "Stops the build.",
    Severity.WARNING: "A warning; stops a strict build.",
    Severity.NOTICE: "A notice; stops nothing.",
}
BLOCKS_HEADING = "Blocks in a page's text"
BLOCK_WORDS = {
    "quiz": "the quiz with this id, as the last thing in its module",
    "checklist": "the checklist with this id",
    "vignette": "a voice from the front matter; its text follows, up to a line with just `:::`",
    "resources": "the resource box of the module with this id",
    "all-checklists": "a card for each checklist",
    "all-resources": "every resource, in its groups",
    "all-sources": "every source",
    "all-terms": "every word of the glossary, under its letter",
    "review": "the questions that come back after some days",
    "contact-log": "a log of tries to reach somebody, to fill in, print and download",
    "completion-record": "a record of the finished modules with their dates, to print and sign",
    "assign": "the supervisors' tool that makes an assignment's link, calendar file and cover",
    "assigned": "the page that an assignment's link opens, with a person's to-do list",
    "compare": "the supervisors' tool that opens what was handed in and lays two ratings side by side",
    "team": "the supervisors' tool that follows what was handed in over months",
    "handouts": "the links to everything there is to print, answer keys included",
    "whole-course": "the text of every module and every checklist on one page, to print",
    "letter": "the letter builder with the pieces of this id",
    "my-answers": "the buttons that delete, back up and restore a person's answers",
}


def reference(registry: Registry | None = None) -> dict[str, str]:
    """Give each page of the reference by its file name, as Markdown."""
    registry = registry or find_kinds()
    return {
        "problems.md": "\n".join(_problems(registry)),
        "questions.md": "\n".join(_questions(registry)),
        "keys.md": "\n".join(_keys(registry)),
    }


def _head(title: str, description: str) -> Iterator[str]:
    yield from ("---", f"title: {title}", f"description: {description}", "---", "")


def _problems(registry: Registry) -> Iterator[str]:
    yield from _head("What the check can say", "Every problem the check can report, and how to mend it.")
    yield "The check prints the place, the code in brackets, a sentence, the line, and how to mend it. Look the code up here."
    yield f"What stands between {'{'}braces{'}'} is filled in with the words of your file. {MADE}"
    groups = list(_grouped(registry))
    yield from _contents((heading, _counted(len(rules), "problem")) for heading, rules in groups)
    for heading, rules in groups:
        yield from ("", f"## {heading}")
        for rule in rules:
            message = _plain(rule.message.replace("{nearest}", ""))  # a “Did you mean”, where a word is near
            yield from ("", f"### `{rule.code}`", "", f"{WEIGHT[rule.severity]} It says: {message}")
            if rule.hint and not FIELD_ALONE.fullmatch(rule.hint):
                yield from ("", f"To mend it: {_plain(rule.hint)}")
    yield ""


def _contents(headings: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Link to the headings below, whose ids are made by Markdown's table of contents, and say what is in each part."""
    from markdown.extensions.toc import slugify  # noqa: PLC0415 (a check needs no Markdown, and need not wait for it)

    yield from ("", CONTENTS, "")
    for heading, holds in headings:
        yield f"- [{heading}](#{slugify(heading, '-')}): {holds}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"


def _grouped(registry: Registry) -> Iterator[tuple[str, list[Rule]]]:
    """Follow the headings in problems.yml, then the kinds'."""
    rules = registry.catalogue.rules
    heading, group = "", list[Rule]()
    for line in RULES_FILE.read_text("utf-8").splitlines():
        if line.startswith("# ---- "):
            if group:
                yield heading, group
            heading, group = line.removeprefix("# ---- ").capitalize(), []
        elif code := re.fullmatch(r"([a-z0-9-]+):", line):
            group.append(rules[code[1]])
    yield heading, group
    for kind in registry.kinds.values():
        if own := [rules[code] for code in kind.words.get("problems", {})]:
            yield f"Questions of the kind {kind.name}", own


def _plain(text: str) -> str:
    """Keep Markdown, HTML and block marks in a sentence from being read as such. A backslash would not hide a “<”."""
    text = re.sub(r"([*_`\[\]\\#|])", r"\\\1", text).replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("{", "&#123;").replace("}", "&#125;")


def _questions(registry: Registry) -> Iterator[str]:
    yield from _head("Kinds of question", "Every kind of question, with a sample to copy.")
    yield f"Choose the kind that fits what a person should be able to do. Copy the sample into a quiz. {MADE}"
    guides = {name: kind.read("README.md").strip().removeprefix("# ").split("\n", 1) for name, kind in registry.kinds.items()}
    yield from _contents((title, f"`kind: {name}`") for name, (title, _) in guides.items())
    for title, text in guides.values():
        yield from ("", f"## {title}", text)
    yield ""


def _keys(registry: Registry) -> Iterator[str]:
    yield from _head("Every key", "Every key of modules, quizzes, checklists and blocks, and what it is for.")
    yield f"A key is the word before the colon. Keys in **bold** must be there. {MADE}"
    pages: dict[str, type[BaseModel]] = {
        "A module (front matter of docs/modules/)": ModuleFront,
        "A quiz (quizzes/)": QuizFile,
        **{f"A question of the kind {kind.name}": kind.model for kind in registry.kinds.values()},
        "A checklist (checklists/)": ChecklistFile,
        "A letter (letters/)": LetterFile,
        "Sources (front matter of docs/about/sources.md)": SourcesPage,
        "Resources (front matter of docs/resources.md)": ResourcesPage,
        "Glossary (front matter of docs/glossary.md)": GlossaryPage,
    }
    counts = {title: _counted(len(model.model_fields), "key") for title, model in pages.items()}
    yield from _contents([*counts.items(), (BLOCKS_HEADING, _counted(len(BLOCKS), "block"))])
    for title, model in pages.items():
        yield from ("", f"## {title}", "", *_table(model))
        for key, inner in _inner_models(model):
            yield from ("", f"### {title.partition(' (')[0]}: {key}", "", *_table(inner))
    yield from ("", f"## {BLOCKS_HEADING}", "", "| Block | What it places |", "|---|---|")
    for name, (takes_id, _) in BLOCKS.items():
        yield f"| `::: {name}{' ID' if takes_id else ''}` | {BLOCK_WORDS[name]} |"
    yield ""


def _table(model: type[BaseModel]) -> Iterator[str]:
    yield from ("| Key | What it is for |", "|---|---|")
    for name, key in _named(model).items():
        shown = f"**{name}**" if key.is_required() else name
        yield f"| {shown} | {_plain(key.description or '')} |"


def _named(model: type[BaseModel]) -> Mapping[str, FieldInfo]:
    return {key.alias or name: key for name, key in model.model_fields.items()}


def _inner_models(model: type[BaseModel], path: str = "") -> Iterator[tuple[str, type[BaseModel]]]:
    for name, key in _named(model).items():
        inner = _record_in(key.annotation)
        if inner:
            yield f"{path}{name}", inner
            yield from _inner_models(inner, f"{path}{name} › ")


def _record_in(annotation: object) -> type[BaseModel] | None:
    """Find the record that a key holds, alone or in a list, a group or an option."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((inner for inner in map(_record_in, get_args(annotation)) if inner), None)
