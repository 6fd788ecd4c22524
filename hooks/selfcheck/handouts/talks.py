"""A conversation to act out: a sheet for whoever is the worker, one for the partner, and a page to talk it over by."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selfcheck.course import Course, Module, Quiz
from selfcheck.handouts.paper import Paper, words
from selfcheck.handouts.text import blocks, line
from selfcheck.interaction import Dialogue, Reply
from selfcheck.options import letter


def talks(quiz: Quiz) -> Iterator[Dialogue]:
    """Yield the conversations of a quiz."""
    yield from (item for item in quiz.interactions.values() if isinstance(item, Dialogue))


def role_play(course: Course, module: Module, talk: Dialogue) -> Paper:
    """Lay out the three sheets. The worker's own says nothing of what a reply does: the partner's does."""
    said = words()["role_play"]
    data = {
        "w": words()["shell"] | said,
        "site": course.nav.site_name,
        "eyebrow": said["eyebrow"].format(number=module.front.number),
        "lede": line(talk.prompt),
        "scene": blocks(talk.scene),
        "person": talk.person,
        "you": talk.you,
        "meter": {"label": talk.meter.label, "levels": list(talk.meter.levels), "start": talk.meter.start},
        "turns": [
            {"number": number, "says": blocks(turn.says), "replies": list(_replies(talk, turn.replies))}
            for number, turn in enumerate(talk.turns, 1)
        ],
        "by_level": [{"level": ending.level, "title": ending.title} for ending in talk.by_level],
        "endings": [
            {"title": ending.title, "text": blocks(ending.text), "result": said["results"][ending.result]}
            for ending in [*talk.by_level, *(one for one in talk.endings if one.level is None)]
        ],
    }
    title = said["title"].format(person=talk.person)
    return Paper("role-plays", f"{module.id}-{talk.id}", "roleplay", title, data, module.id)


def _replies(talk: Dialogue, replies: tuple[Reply, ...]) -> Iterator[dict[str, Any]]:
    for index, reply in enumerate(replies):
        yield {
            "letter": letter(index),
            "text": line(reply.text),
            "effect": reply.effect,
            "goes_to": _goes_to(talk, reply),
            "feedback": line(reply.feedback),
            "idea": line(reply.misconception),
        }


def _goes_to(talk: Dialogue, reply: Reply) -> str:
    said = words()["role_play"]
    turns = [turn.id for turn in talk.turns]
    if reply.next is None:
        return str(said["run_out"])
    if reply.next in turns:
        return str(said["next_turn"].format(number=turns.index(reply.next) + 1))
    title = next(ending.title for ending in talk.endings if ending.id == reply.next)
    return str(said["next_ending"].format(title=title))
