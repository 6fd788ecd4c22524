"""The facilitator's guide: how to run a session, and for each module a plan made of what the module holds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selfcheck.course import Course, Module, Quiz
from selfcheck.handouts.paper import Paper, counted, words
from selfcheck.handouts.talks import talks
from selfcheck.handouts.text import line
from selfcheck.interaction import Choice, FreeText, Interaction, Matching, Sequencing

Data = dict[str, Any]

# Minutes of a session with up to twelve people. They are a proposal; the guide says so.
OPENING, CLOSING, TALK, REFLECTION, CHECKLIST = 5, 5, 20, 5, 10
ALONE, TOGETHER = 1.5, 2.5  # for each question: answering it in pairs, and talking it over
IDEAS = 6  # more are not read before a session; the answer key has all of them


def guide(course: Course) -> Paper:
    """Lay out the guide for the whole course."""
    said = words()["guide"]
    modules = [_module(course, module) for module in course.modules.values()]
    data = {
        "w": words()["shell"] | said,
        "site": course.nav.site_name,
        "modules": modules,
        "reading": sum(module["minutes"] for module in modules),
        "sessions": sum(module["session"] for module in modules),
    }
    return Paper("facilitators", "guide", "guide", said["title"], data)


def _module(course: Course, module: Module) -> Data:
    front, quiz = module.front, course.quizzes.get(module.quiz_id or "")
    checklists = _checklists(course, module)
    plan = list(_plan(front.lede, quiz, checklists))
    return {
        "number": front.number,
        "title": front.title,
        "lede": line(front.lede),
        "audience": front.audience,
        "minutes": front.minutes,
        "session": sum(step["minutes"] for step in plan),
        "objectives": [objective.text for objective in front.objectives],
        "plan": plan,
        "bring": list(_bring(quiz, checklists)),
        "ideas": list(_ideas(quiz))[:IDEAS],
    }


def _plan(lede: str, quiz: Quiz | None, checklists: list[str]) -> Iterator[Data]:
    """Yield the steps of a session, each with its minutes in fives."""
    said = words()["guide"]["steps"]
    yield _step(OPENING, "opening", lede=lede)
    judged = [item for item in quiz.interactions.values() if item.judged] if quiz else []
    if judged:
        yield _step(ALONE * len(judged), "pairs", questions=counted(said["questions"], len(judged)))
        yield _step(TOGETHER * len(judged), "key")
    for talk in talks(quiz) if quiz else ():
        yield _step(TALK, "talk", person=talk.person)
    for item in quiz.interactions.values() if quiz else ():
        if isinstance(item, FreeText):
            yield _step(REFLECTION, "reflection", prompt=item.prompt)
    if checklists:
        yield _step(CHECKLIST, "checklist", title=checklists[0])
    yield _step(CLOSING, "closing")


def _step(minutes: float, name: str, **values: str) -> Data:
    title, text = words()["guide"]["steps"][name]
    return {"minutes": max(5, 5 * round(minutes / 5)), "title": title, "text": line(text.format(**values))}


def _checklists(course: Course, module: Module) -> list[str]:
    """Give the titles of the checklists that practice the module: those its objectives name, then the one most of it is in."""
    named = [one.checklist for one in module.front.objectives if one.checklist in course.checklists]
    share = {
        one.id: sum(item.module == module.id for group in one.groups for item in group.items)
        for one in course.checklists.values()
    }
    most = max(share, key=lambda name: share[name], default="")
    if share.get(most):
        named.append(most)
    return [course.checklists[name].file.title for name in dict.fromkeys(named) if name]


def _bring(quiz: Quiz | None, checklists: list[str]) -> Iterator[str]:
    said = words()["guide"]["to_bring"]
    if quiz:
        yield said["worksheet"]
        yield said["key"]
        yield from (said["talk"].format(person=talk.person) for talk in talks(quiz))
    yield from (said["form"].format(title=title) for title in checklists)


def _ideas(quiz: Quiz | None) -> Iterator[Data]:
    """Yield the ideas behind choices that are not right, one of each question first."""
    for index, item in quiz.interactions.items() if quiz else ():
        if first := next(_misconceptions(item), None):
            yield {"number": index + 1, "idea": line(first)}


def _misconceptions(item: Interaction) -> Iterator[str]:
    held: tuple[Any, ...] = ()
    if isinstance(item, Choice):
        held = item.alternatives
    elif isinstance(item, Matching | Sequencing):
        held = item.rows
    yield from (one.misconception for one in held if one.misconception)
