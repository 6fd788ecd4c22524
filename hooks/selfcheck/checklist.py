"""Checklists: what a person looks at in their own work, or an observer in somebody's. No right answers, no total, no score.

A worksheet is a checklist file with boxes to fill in instead of ratings. Nothing in it is kept unless the person says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from pydantic import Field

from selfcheck.interaction import short_hash
from selfcheck.lint_words import first_word_of
from selfcheck.problems import Finding, nearest
from selfcheck.shape import Flag, Id, Label, Line, Minutes, Prose, RetiredId, Strict, about
from selfcheck.source import Loc, Source

FieldType = Literal["rating", "text", "tally", "tick", "date"]
Nearness = Literal["agree", "near", "apart"]
OF_CHECKLISTS = ("scales", "most_first", "reflection", "plan", "mirrors", "compare")  # what a worksheet cannot have
OF_THEIR_ITEMS = ("observer", "look_for", "watch_for", "module")
OF_THEIR_FIELDS = ("rating", "tally")


class Point(Strict):
    """One point of a scale."""

    id: Id = about("Stable forever; answers are kept under it.")
    label: Label = about("The words a person chooses.")
    not_applicable: Flag = about("true on the point that says the item does not apply.", default=False)
    strength: Flag = about("true on a point that shows a strength, once two people see it alike.", default=False)


class AnswerField(Strict):
    """One thing to fill in."""

    type: FieldType = about("rating, text, tally, tick or date.")
    scale: Id | None = about("For a rating: the id of one of the scales.", default=None)
    label: Label | None = about(
        "The words beside it. A rating, and what stands alone in a worksheet, may go without.", default=None
    )
    id: Id | None = about("Needed when an item has two fields of the same type. Stable forever.", default=None)

    @property
    def name(self) -> str:
        """What answers are kept under: the id, or the scale of a rating, or the type."""
        return self.id or self.scale or self.type


class Item(Strict):
    """One thing to look at."""

    id: Id = about("Stable forever; answers are kept under it.")
    text: Line = about("What is looked at, in the words of the person who fills it in.")
    observer: Line | None = about("The same for someone who watched, for a form that mirrors this one.", default=None)
    look_for: Line | None = about("What it sounds or looks like when it is there.", default=None)
    watch_for: Line | None = about("What easily takes its place.", default=None)
    hint: Line | None = about("For a worksheet: a few words under the label, such as an example.", default=None)
    module: Id | None = about("The module that explains it.", default=None)
    was: Id | None = about("The id this item had before, if it was renamed.", default=None)
    fields: tuple[AnswerField, ...] = about("What to fill in, if not what the whole checklist has.", default=(), max_length=8)


class Group(Strict):
    """Items that belong together."""

    id: Id = about("Unique in the checklist.")
    title: Label = about("The heading.")
    intro: Prose | None = about("A sentence or two under the heading.", default=None)
    items: tuple[Item, ...] = about("The items, in order.", min_length=1, max_length=30)


class Prompt(Strict):
    """A question to write about."""

    id: Id = about("Stable forever; answers are kept under it.")
    text: Line = about("The question.")
    was: Id | None = about("The id this question had before, if it was renamed.", default=None)


class PlanField(Strict):
    """One line of the plan."""

    id: Id = about("Stable forever; answers are kept under it.")
    label: Label = about("What to write.")
    type: Literal["text", "date"] = about("text or date.", default="text")
    was: Id | None = about("The id this line had before, if it was renamed.", default=None)


class Compare(Strict):
    """How two scales compare: for each pair of points agree, near or apart."""

    scale: Id = about("The scale of the checklist this one mirrors.")
    observed: Id = about("The scale of this form.")
    pairs: Mapping[Id, Mapping[Id, Nearness]] = about("For each point of the first scale, each point of the second.")


class ChecklistFile(Strict):
    """A file in checklists/."""

    id: Id = about("The file name without .yml. Stable forever.")
    kind: Literal["checklist", "worksheet"] = about("checklist, or worksheet, which has no ratings.", default="checklist")
    title: Label = about("The heading.")
    for_: Literal["worker", "supervisor"] = Field(alias="for", description="worker or supervisor: who fills it in.")
    lede: Line = about("What it is for, in one or two sentences, shown under the title.")
    when: Label = about("When to fill it in.")
    minutes: Minutes = about("How long it takes.")
    scales: Mapping[Id, tuple[Point, ...]] = about("Each scale by its id, with its points in order.", default={})
    most_first: tuple[Id, ...] = about("Scales whose first point is the most, as in “Yes, Partly, Not yet”.", default=())
    fields: tuple[AnswerField, ...] = about("What to fill in for items that do not say otherwise.", default=(), max_length=8)
    groups: tuple[Group, ...] = about("The items, in groups.", default=(), max_length=12)
    reflection: tuple[Prompt, ...] = about("Questions to write about, at the end.", default=(), max_length=8)
    plan: tuple[PlanField, ...] = about("The lines of a plan for one goal.", default=(), max_length=8)
    supervisor_use: Prose | None = about("How a supervisor uses it well.", default=None)
    mirrors: Id | None = about("The checklist whose items this form looks at from outside.", default=None)
    compare: Compare | None = about("For a form that mirrors another: how the two scales compare.", default=None)
    was: Id | None = about("The id this checklist had before, if it was renamed.", default=None)
    retired: tuple[RetiredId, ...] = about(
        "Ids of items, questions and lines that are gone for good; of a point of a scale, “scale/point”.", default=()
    )


@dataclass(frozen=True)
class Checklist:
    """A sound checklist. `groups` are complete: a form that mirrors another holds its items in the observer's words."""

    file: ChecklistFile
    groups: tuple[Group, ...]
    source: Source = field(repr=False)

    @property
    def id(self) -> str:
        """The checklist's id."""
        return self.file.id

    @property
    def fingerprint(self) -> str:
        """Hash of everything a person answers; it differs when the words or the choices have changed."""
        texts = [item.text for group in self.groups for item in group.items]
        labels = [point.label for points in self.file.scales.values() for point in points]
        return short_hash(*texts, *labels, *(one.text for one in self.file.reflection))

    def fields_of(self, item: Item) -> tuple[AnswerField, ...]:
        """What is filled in for an item: its own fields, or those of the whole file; in a worksheet else a box to write in."""
        return item.fields or self.file.fields or (AnswerField(type="text"),) * self.is_worksheet

    @property
    def is_worksheet(self) -> bool:
        """Say whether it is a worksheet."""
        return self.file.kind == "worksheet"


def observed(file: ChecklistFile, mirrored: ChecklistFile | None) -> tuple[Group, ...]:
    """Give a checklist's groups; a form that mirrors another begins with those items as an observer reads them."""
    if mirrored is None:
        return file.groups
    groups = (
        group.model_copy(update={"items": tuple(_from_outside(item) for item in group.items)}) for group in mirrored.groups
    )
    return (*groups, *file.groups)


def _from_outside(item: Item) -> Item:
    return item.model_copy(update={"text": item.observer or item.text, "observer": None, "fields": ()})


def findings(file: ChecklistFile) -> Iterator[Finding]:
    """Yield what is wrong within one checklist whose shape is right."""
    if not file.groups and file.mirrors is None:
        yield Finding("missing-key", (), {"key": "groups"})
    yield from _ids(file)
    yield from _out_of_place(file)
    for name, points in file.scales.items():
        yield from _scale(name, points)
    yield from _fields(file, file.fields, ("fields",))
    for index, name in enumerate(file.most_first):
        if name not in file.scales:
            yield _unknown_scale(file, name, ("most_first", index))
    for loc, item in _items(file):
        if not item.fields and not file.fields and file.kind == "checklist":
            yield Finding("nothing-to-fill-in", (*loc, "id"), {"id": item.id})
        yield from _fields(file, item.fields, (*loc, "fields"))
        for key in ("text", "hint", "look_for", "watch_for", "observer"):
            if word := first_word_of("shaming", getattr(item, key) or ""):
                yield Finding("shaming-word", (*loc, key), {"word": word})
    if (file.compare is None) is not (file.mirrors is None):
        missing, given = ("compare", "mirrors") if file.mirrors else ("mirrors", "compare")
        yield Finding("mirror-needs", (given,), {"given": given, "missing": missing}, at_key=True)


def _out_of_place(file: ChecklistFile) -> Iterator[Finding]:
    """Yield what a worksheet cannot have because it belongs to a checklist, and the other way about."""
    is_worksheet = file.kind == "worksheet"
    strays: list[tuple[Loc, str]] = [((key,), key) for key in OF_CHECKLISTS if is_worksheet and getattr(file, key)]
    places: list[tuple[Loc, tuple[AnswerField, ...]]] = [((), file.fields)]
    for loc, item in _items(file):
        keys = OF_THEIR_ITEMS if is_worksheet else ("hint",)
        strays += [((*loc, key), key) for key in keys if getattr(item, key)]
        places.append((loc, item.fields))
    yield from (Finding("not-in-kind", loc, {"what": key, "kind": file.kind}, at_key=True) for loc, key in strays)
    for loc, fields in places if is_worksheet else ():
        for index, one in enumerate(fields):
            if one.type in OF_THEIR_FIELDS:
                yield Finding("not-in-kind", (*loc, "fields", index, "type"), {"what": one.type, "kind": file.kind})


def _items(file: ChecklistFile) -> Iterator[tuple[Loc, Item]]:
    for row, group in enumerate(file.groups):
        for index, item in enumerate(group.items):
            yield ("groups", row, "items", index), item


def own_rows(file: ChecklistFile) -> Iterator[tuple[Loc, Item | Prompt | PlanField]]:
    """Yield everything that answers are kept under, each with its place in the file."""
    yield from _items(file)
    yield from ((("reflection", index), prompt) for index, prompt in enumerate(file.reflection))
    yield from ((("plan", index), line) for index, line in enumerate(file.plan))


def _ids(file: ChecklistFile) -> Iterator[Finding]:
    """Ids of items, prompts and lines of the plan share one space, since answers are kept side by side."""
    rows: list[tuple[Loc, str]] = [(loc, one.id) for loc, one in own_rows(file)]
    groups: list[tuple[Loc, str]] = [(("groups", index), group.id) for index, group in enumerate(file.groups)]
    for listed in (rows, groups):
        seen: set[str] = set()
        for loc, name in listed:
            if name in seen:
                yield Finding("duplicate-id", (*loc, "id"), {"id": name, "other": "an earlier line of this file"})
            seen.add(name)


def _scale(name: str, points: tuple[Point, ...]) -> Iterator[Finding]:
    if sum(not point.not_applicable for point in points) < 2:  # noqa: PLR2004 (one point is no scale)
        yield Finding("short-scale", ("scales", name), {"scale": name}, at_key=True)
    seen: set[str] = set()
    for index, point in enumerate(points):
        if point.id in seen:
            values = {"id": point.id, "other": "an earlier point of this scale"}
            yield Finding("duplicate-id", ("scales", name, index, "id"), values)
        seen.add(point.id)


def _unknown_scale(file: ChecklistFile, name: str, loc: Loc) -> Finding:
    return Finding("unknown-scale", loc, {"id": name, "nearest": nearest(name, file.scales), "known": ", ".join(file.scales)})


def _fields(file: ChecklistFile, fields: tuple[AnswerField, ...], loc: Loc) -> Iterator[Finding]:
    seen: set[str] = set()
    for index, one in enumerate(fields):
        at = (*loc, index)
        if file.kind == "worksheet" and one.type in OF_THEIR_FIELDS:
            continue  # told already
        if one.type == "rating" and one.scale is None:
            yield Finding("missing-key", at, {"key": "scale"})
        elif one.scale is not None and one.scale not in file.scales:
            yield _unknown_scale(file, one.scale, (*at, "scale"))
        alone = file.kind == "worksheet" and len(fields) == 1
        if one.type != "rating" and one.label is None and not alone:
            yield Finding("missing-key", at, {"key": "label"})
        if one.name in seen:
            yield Finding("fields-alike", at, {"name": one.name})
        seen.add(one.name)


def mirror_findings(file: ChecklistFile, mirrored: ChecklistFile) -> Iterator[Finding]:
    """Yield what is wrong between a form and the checklist it mirrors."""
    for group in mirrored.groups:
        for item in group.items:
            if item.observer is None:
                yield Finding("no-observer-words", ("mirrors",), {"item": item.id, "id": mirrored.id})
    if mirrored.mirrors is not None:
        yield Finding("mirror-of-mirror", ("mirrors",), {"id": mirrored.id})
    if not file.fields:
        yield Finding("missing-key", (), {"key": "fields"})
    own = {item.id for group in mirrored.groups for item in group.items}
    for loc, item in _items(file):
        if item.id in own:
            yield Finding("duplicate-id", (*loc, "id"), {"id": item.id, "other": f"the checklist “{mirrored.id}”"})
    if file.compare is not None:
        yield from _compare(file, mirrored, file.compare)


def _compare(file: ChecklistFile, mirrored: ChecklistFile, compare: Compare) -> Iterator[Finding]:
    rows = _points(mirrored, compare.scale)
    columns = _points(file, compare.observed)
    for key, name, owner, points in (
        ("scale", compare.scale, mirrored, rows),
        ("observed", compare.observed, file, columns),
    ):
        if not points:
            yield _unknown_scale(owner, name, ("compare", key))
    if not rows or not columns:
        return
    for row in rows:
        given = compare.pairs.get(row, {})
        for column in columns:
            if column not in given:
                yield Finding("pair-missing", ("compare", "pairs", row), {"own": row, "observed": column})
    for row, given in compare.pairs.items():
        strays = [row] if row not in rows else [column for column in given if column not in columns]
        for stray in strays:
            loc: Loc = ("compare", "pairs", row) if stray == row else ("compare", "pairs", row, stray)
            yield Finding("unknown-point", loc, {"id": stray, "nearest": nearest(stray, [*rows, *columns])}, at_key=True)


def _points(file: ChecklistFile, scale: str) -> list[str]:
    """The points of a scale that can be compared: all but “does not apply”."""
    return [point.id for point in file.scales.get(scale, ()) if not point.not_applicable]
