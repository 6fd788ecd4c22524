"""What supervisors' pages know of the course: ids, titles and addresses, and on request what each checklist asks.

It goes into the page as JSON, and every id that a link or a file names is looked up in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from selfcheck.checklist import AnswerField, Checklist, Item, Point
from selfcheck.course import Course, Module


def catalogue(course: Course, up: str, *, in_full: bool = False) -> dict[str, Any]:
    """Give `{"site", "checklists", "modules"}`, made of JSON's types. `up` leads from the page to the site's root.

    With `in_full`, each checklist tells its scales, items, prompts, plan and rule of comparison. Worksheets are left out:
    nobody hands them in.
    """
    pages = ((one, course.page_of(one.id)) for one in course.checklists.values() if not one.is_worksheet)
    return {
        "site": course.nav.site_id,
        "checklists": [_checklist(one, f"{up}{page.removesuffix('.md')}/", in_full=in_full) for one, page in pages if page],
        "modules": [_module(one, course, up) for one in course.modules.values()],
    }


def _module(module: Module, course: Course, up: str) -> dict[str, Any]:
    front, quiz = module.front, course.quizzes.get(module.quiz_id or "")
    return _without_none(
        id=front.id,
        was=front.was,
        number=front.number,
        title=front.title,
        minutes=front.minutes,
        url=up + module.address,
        quiz=quiz and quiz.ref,
        questions=quiz and quiz.question_refs,
    )


def _checklist(checklist: Checklist, url: str, *, in_full: bool) -> dict[str, Any]:
    file = checklist.file
    brief = _without_none(
        id=file.id,
        was=file.was,
        title=file.title,
        **{"for": file.for_},
        when=file.when,
        minutes=file.minutes,
        url=url,
        mirrors=file.mirrors,
        hash=checklist.fingerprint,
    )
    return brief | (_contents(checklist) if in_full else {})


def _contents(checklist: Checklist) -> dict[str, Any]:
    file = checklist.file
    return _without_none(
        scales={name: [_point(one) for one in points] for name, points in file.scales.items()},
        most_first=file.most_first or None,
        items=list(_items(checklist)),
        reflection=[_without_none(id=one.id, was=one.was, text=one.text) for one in file.reflection],
        plan=[_without_none(id=one.id, was=one.was, text=one.label, type=one.type) for one in file.plan],
        compare=file.compare and file.compare.model_dump(mode="json"),
    )


def _point(point: Point) -> dict[str, Any]:
    return _without_none(id=point.id, label=point.label, away=point.not_applicable or None, strength=point.strength or None)


def _items(checklist: Checklist) -> Iterator[dict[str, Any]]:
    for group in checklist.groups:
        for item in group.items:
            fields = [_field(one) for one in checklist.fields_of(item)]
            yield _without_none(id=item.id, was=item.was, group=group.title, text=item.text, **_notes(item), fields=fields)


def _notes(item: Item) -> dict[str, str | None]:
    return {"look_for": item.look_for, "watch_for": item.watch_for}


def _field(field: AnswerField) -> dict[str, Any]:
    return _without_none(name=field.name, type=field.type, scale=field.scale, label=field.label)


def _without_none(**values: object) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
