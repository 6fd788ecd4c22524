"""Checklists and worksheets as forms to fill in by hand."""

from __future__ import annotations

from typing import Any

from selfcheck.checklist import AnswerField, Checklist, Item
from selfcheck.course import Course
from selfcheck.handouts.paper import Paper, counted, way_back, words
from selfcheck.handouts.text import blocks, line


def form(course: Course, checklist: Checklist, site_url: str) -> Paper:
    """Lay out one checklist: its items with what to look for, then looking back, the plan, and who signs."""
    file, said = checklist.file, words()["form"]
    data = {
        "w": words()["shell"] | said,
        "site": course.nav.site_name,
        "eyebrow": said["worksheet" if checklist.is_worksheet else file.for_].format(
            minutes=counted(said["minutes"], file.minutes)
        ),
        "lede": line(file.lede),
        "when": file.when,
        "promise": said["promise_worksheet" if checklist.is_worksheet else "promise"],
        "head": said["head_observer" if file.mirrors else "head"] if not checklist.is_worksheet else [],
        "numbered": not checklist.is_worksheet,
        "groups": _groups(checklist),
        "reflection": [line(prompt.text) for prompt in file.reflection],
        "plan": [{"label": one.label, "type": one.type} for one in file.plan],
        "signed": file.mirrors is not None,  # an agreement of two; what a person fills in alone is signed by nobody
        "supervisor_use": blocks(file.supervisor_use),
        "qr": way_back(site_url, course.address_of_checklist(checklist.id)),
    }
    return Paper("forms", checklist.id, "form", file.title, data)


def _groups(checklist: Checklist) -> list[dict[str, Any]]:
    number = 0
    groups = []
    for group in checklist.groups:
        items = []
        for item in group.items:
            number += 1
            items.append(_item(checklist, item, number))
        groups.append({"title": group.title, "intro": blocks(group.intro), "items": items})
    return groups


def _item(checklist: Checklist, item: Item, number: int) -> dict[str, Any]:
    return {
        "number": number,
        "text": line(item.text),
        "hint": line(item.hint),
        "look_for": line(item.look_for),
        "watch_for": line(item.watch_for),
        "fields": [_field(checklist, one) for one in checklist.fields_of(item)],
    }


def _field(checklist: Checklist, one: AnswerField) -> dict[str, Any]:
    points = [point.label for point in checklist.file.scales.get(one.scale or "", ())]
    return {"type": one.type, "label": one.label, "points": points}
