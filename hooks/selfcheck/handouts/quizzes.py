"""A module's quiz on paper: a worksheet that gives nothing away, and apart from it the facilitator's answer key.

What a question asks is read from its interaction, so a new kind that speaks one of them is on paper at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Any

from selfcheck.course import Course, Module, Quiz
from selfcheck.handouts.paper import Paper, counted, way_back, words
from selfcheck.handouts.text import blocks, line
from selfcheck.interaction import Alternative, Choice, Dialogue, FreeText, Interaction, Matching, Row, Sequencing, Target
from selfcheck.options import letter

Data = dict[str, Any]


@singledispatch
def asked(_: Interaction) -> Data:
    """Say what a worksheet shows below the prompt. What nobody here knows is answered in own words."""
    return {"form": "free"}


@asked.register
def _(item: Choice) -> Data:
    form = "statement" if item.statement else "many" if item.multiple else "one"
    return {"form": form, "options": _lettered(item.alternatives)}


@asked.register
def _(item: Matching) -> Data:
    rows = [line(row.text) for row in item.rows]
    return {"form": "bins" if item.bins else "match", "rows": rows, "targets": _lettered(item.targets)}


@asked.register
def _(item: Sequencing) -> Data:
    return {"form": "order", "rows": [line(row.text) for row in item.start]}


@asked.register
def _(item: Dialogue) -> Data:
    return {"form": "talk", "person": item.person}


def _lettered(things: Sequence[Alternative | Target]) -> list[Data]:
    """Give each the letter it has on screen and in the key, so that all three agree."""
    return [{"letter": letter(index), "text": line(one.text)} for index, one in enumerate(things)]


@singledispatch
def answered(_: Interaction) -> Data:
    """Say what the key shows: which answers are right, and what to say about each."""
    return {"form": "free", "model": []}


@answered.register
def _(item: Choice) -> Data:
    return {
        "form": "options",
        "options": [
            {
                "letter": "" if item.statement else letter(index),
                "text": line(one.text),
                "right": one.correct,
                "feedback": blocks(one.feedback),
                "idea": line(one.misconception),
            }
            for index, one in enumerate(item.alternatives)
        ],
    }


@answered.register
def _(item: Matching) -> Data:
    places = {target.id: (letter(index), target.text) for index, target in enumerate(item.targets)}
    rows = [_row(row, number) for number, row in enumerate(item.rows, 1)]
    for row, data in zip(item.rows, rows, strict=True):
        mark, text = places[row.target or ""]
        data |= {"mark": mark, "target": line(text)}
    return {"form": "rows", "rows": rows}


@answered.register
def _(item: Sequencing) -> Data:
    return {"form": "order", "rows": [_row(row, number) for number, row in enumerate(item.rows, 1)]}


@answered.register
def _(item: FreeText) -> Data:
    return {"form": "free", "model": blocks(item.model)}


@answered.register
def _(item: Dialogue) -> Data:
    return {"form": "talk", "person": item.person}


def _row(row: Row, number: int) -> Data:
    return {
        "number": number,
        "text": line(row.text),
        "feedback": blocks(row.feedback),
        "again": line(row.again),
        "idea": line(row.misconception),
    }


def worksheet(course: Course, module: Module, quiz: Quiz, site_url: str) -> Paper:
    """Lay out the questions to answer with a pen, the hints on a page of their own."""
    said = words()["worksheet"]
    questions = [
        {"number": index + 1, "prompt": line(item.prompt), "hints": [blocks(hint) for hint in question.hints], **asked(item)}
        for (index, question), item in zip(quiz.rows, quiz.interactions.values(), strict=True)
    ]
    data = {
        "w": words()["shell"] | said,
        "site": course.nav.site_name,
        "eyebrow": said["eyebrow"].format(number=module.front.number, questions=counted(said["count"], len(questions))),
        "qr": way_back(site_url, module.address),
        "questions": questions,
    }
    return Paper("worksheets", module.id, "worksheet", module.front.title, data, module.id)


def answer_key(course: Course, module: Module, quiz: Quiz) -> Paper:
    """Lay out the answers with what each choice is told, the idea behind it, and what the question practices."""
    said = words()["key"]
    objectives = {objective.id: objective.text for objective in module.front.objectives}
    questions = [
        {
            "number": index + 1,
            "prompt": line(item.prompt),
            "objective": objectives.get(question.objective),
            "source": line(question.source),
            **answered(item),
        }
        for (index, question), item in zip(quiz.rows, quiz.interactions.values(), strict=True)
    ]
    data = {
        "w": words()["shell"] | said,
        "site": course.nav.site_name,
        "eyebrow": said["eyebrow"].format(number=module.front.number),
        "lede": said["lede"],
        "questions": questions,
    }
    return Paper("answer-keys", module.id, "key", said["title"].format(title=module.front.title), data, module.id)
