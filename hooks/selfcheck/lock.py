"""ids.lock: every id that learners' answers may be kept under, so that none vanishes or changes its meaning unnoticed.

One line an id, as in `question client-centered/who-decides single_choice`; an id that was given up keeps its line, with
`retired` before it and, when it was renamed, its new name behind `now`. An `item` is anything in a checklist that answers are
kept under; a `point` is one of a scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from selfcheck.checklist import Checklist, own_rows
from selfcheck.collect import Collector
from selfcheck.content import module_files
from selfcheck.course import Course
from selfcheck.problems import Finding, Place
from selfcheck.source import Loc, Source, read_text

FILE = "ids.lock"
MAX_BYTES = 16 * 1024 * 1024  # nobody writes it by hand: it grows with the course
HOLDERS = {"question": "quiz", "item": "checklist", "point": "checklist"}
FOLDERS = {
    "module": module_files("{}"),
    "quiz": ("quizzes/{}.yml",),
    "checklist": ("checklists/{}.yml",),
}
LISTS = {"question": "questions", "item": "groups", "point": "scales"}
HEADER = "# Every id that has been published. “selfcheck check --accept” writes this file; do not edit it by hand.\n"

Key = tuple[str, str]


@dataclass(frozen=True, order=True)
class Entry:
    """One published id. `what` is module, quiz, question, checklist, item or point; `kind` is set for questions."""

    what: str
    path: str
    kind: str = ""
    retired: bool = False
    heir: str = ""  # the path of what it was renamed to
    line: int = field(default=0, compare=False)

    @property
    def last(self) -> str:
        """The id itself, without the quiz or checklist it stands in."""
        return self.path.rpartition("/")[2]

    @property
    def inside(self) -> str:
        """How its own file names it: a point of a scale with its scale."""
        return self.path.partition("/")[2]

    @property
    def key(self) -> Key:
        """What tells it from every other id."""
        return self.what, self.path

    @property
    def holder(self) -> Key:
        """The quiz or checklist it stands in; a module, quiz or checklist is its own."""
        return HOLDERS.get(self.what, self.what), self.path.partition("/")[0]

    def __str__(self) -> str:
        heir = f"now {self.heir}" if self.heir else ""
        return " ".join(filter(None, ("retired" if self.retired else "", self.what, self.path, self.kind, heir)))


@dataclass(frozen=True)
class Held:
    """An id the course holds now: where its file says so, the path it had before, and whether a “was” of its own says that."""

    entry: Entry
    source: Source
    loc: Loc
    was: str | None
    says_was: bool = False

    @property
    def was_loc(self) -> Loc:
        """Where its “was” stands."""
        return (*self.loc[:-1], "was") if self.says_was else self.loc


def check_lock(course: Course, collect: Collector) -> None:
    """Compare the course with ids.lock: report what vanished, changed its kind or came back, and notice what is new."""
    held = {one.entry.key: one for one in current(course)}
    locked = {entry.key: entry for entry in read_lock(course.root, collect)}
    for one in held.values():
        known = locked.get(one.entry.key)
        if known is None:
            is_told = one.entry.holder in held and one.entry.holder not in locked and one.entry.holder != one.entry.key
            if not is_told and not collect.doubtful & {FILE, one.source.file}:
                _report(one, one.loc, collect, "id-not-locked", what=one.entry.what, id=one.entry.path)
        elif known.retired:
            _report(one, one.loc, collect, "id-came-back", id=one.entry.path)
        elif known.kind != one.entry.kind:
            _kind_changed(one, one.loc, known, collect)
    _check_was(held, locked, collect)
    _check_heirs(held, locked, collect)
    _check_retired(course, held, collect)
    if FILE not in collect.doubtful:
        _check_vanished(course, held, locked, collect)


def _report(one: Held, loc: Loc, collect: Collector, code: str, **values: object) -> None:
    one.source.report(collect, Finding(code, loc, values))


def _kind_changed(one: Held, loc: Loc, known: Entry, collect: Collector) -> None:
    _report(one, loc, collect, "id-changed-kind", id=known.path, before=known.kind, now=one.entry.kind, last=known.last)


def _check_was(held: Mapping[Key, Held], locked: Mapping[Key, Entry], collect: Collector) -> None:
    heirs: dict[Key, Held] = {}
    for one in held.values():
        if one.was is None:
            continue
        key = (one.entry.what, one.was)
        name = one.was.rpartition("/")[2]
        if one.says_was and key in held:
            _report(one, one.was_loc, collect, "was-still-here", id=name)
        elif one.says_was and key in heirs:
            other = heirs[key].source.place(heirs[key].loc)
            _report(one, one.was_loc, collect, "was-twice", id=name, other=f"line {other.line} of {other.file}")
        elif key in locked and locked[key].kind != one.entry.kind:
            _kind_changed(one, one.was_loc, locked[key], collect)
        heirs.setdefault(key, one)


def _check_heirs(held: Mapping[Key, Held], locked: Mapping[Key, Entry], collect: Collector) -> None:
    """A “was” has to stay: what people did before the renaming is found by it."""
    heirs = {key: held[entry.what, entry.heir] for key, entry in locked.items() if (entry.what, entry.heir) in held}
    lost = {key: one for key, one in heirs.items() if one.was != key[1]}
    for key, one in lost.items():
        if locked[key].holder == key or locked[key].holder not in lost:
            _report(one, one.was_loc, collect, "was-removed", id=one.entry.path, was=locked[key].last)


def _check_retired(course: Course, held: Mapping[Key, Held], collect: Collector) -> None:
    """What is given up cannot be there still, and has to be named so that it can be found."""
    files = [("question", quiz.id, quiz.file.retired, quiz.source) for quiz in course.quizzes.values()]
    files += [("item", one.id, one.file.retired, one.source) for one in course.checklists.values()]
    for what, holder, retired, source in files:
        for index, name in enumerate(retired):
            if ("point" if "/" in name else what, f"{holder}/{name}") in held:
                source.report(collect, Finding("retired-still-here", ("retired", index), {"id": name}))
    for index, name in enumerate(course.nav.retired if course.nav.source else ()):
        what, _, path = name.partition("/")
        loc = ("extra", "retired", index)
        if what not in FOLDERS or not path:
            course.nav.source.report(collect, Finding("bad-retired", loc, {"value": name}))  # type: ignore[union-attr]
        elif (what, path) in held:
            course.nav.source.report(collect, Finding("retired-still-here", loc, {"id": path}))  # type: ignore[union-attr]


def _check_vanished(course: Course, held: Mapping[Key, Held], locked: Mapping[Key, Entry], collect: Collector) -> None:
    """Report what is locked and nowhere, each quiz or checklist once and not again for everything in it."""
    heirs = {(one.entry.what, one.was): one for one in held.values() if one.was is not None}
    retired = {(what, path) for what, _, path in (name.partition("/") for name in course.nav.retired)}
    given_up = held.keys() | heirs.keys() | retired | _retired_inside(course)
    gone = {
        key: entry
        for key, entry in locked.items()
        if not (entry.retired or key in given_up or entry.holder in retired or _in_doubt(entry, locked, collect))
    }
    for key, entry in gone.items():
        if entry.holder != key and entry.holder in gone:
            continue
        finding = Finding("id-vanished", values={"what": entry.what, "id": entry.path, **_ways_out(entry)})
        holder = held.get(entry.holder) or heirs.get(entry.holder)
        if holder and entry.what in LISTS:
            holder.source.report(collect, replace(finding, loc=(LISTS[entry.what],), at_key=True))
        else:
            collect(finding, Place(FILE, entry.line), str(entry))


def _ways_out(entry: Entry) -> dict[str, str]:
    """Say how an id that is gone can be renamed or retired. Points keep theirs: they have no “was”."""
    inside = entry.what in HOLDERS
    return {
        "renamed": "Give it its id back."
        if entry.what == "point"
        else f"If it has a new id, write “was: {entry.last}” beside it.",
        "listed": entry.inside if inside else "/".join(entry.key),
        "where": "in its file" if inside else "under extra: in mkdocs.yml",
    }


def _retired_inside(course: Course) -> set[Key]:
    """Collect the questions and items that their own files say are gone, also under the name the file had before."""
    keys = {
        ("question", f"{name}/{gone}")
        for quiz in course.quizzes.values()
        for name in (quiz.id, quiz.was)
        for gone in quiz.file.retired
    }
    return keys | {
        ("point" if "/" in gone else "item", f"{name}/{gone}")
        for one in course.checklists.values()
        for name in (one.id, one.file.was)
        for gone in one.file.retired
    }


def _in_doubt(entry: Entry, locked: Mapping[Key, Entry], collect: Collector) -> bool:
    """Say whether an id may stand in a file that could not be read whole, under its own name or a new one."""
    what, name = entry.holder
    for pattern in FOLDERS[what]:
        folder, ending = pattern.split("{}")
        if pattern.format(name) in collect.doubtful:
            return True
        strangers = (file.removeprefix(folder).removesuffix(ending) for file in collect.doubtful if file.startswith(folder))
        if any((what, stranger) not in locked for stranger in strangers):
            return True
    return False


def current(course: Course) -> Iterator[Held]:
    """Yield every id of the course that answers or progress are kept under."""
    for module in course.modules.values():
        was = module.front.was
        yield Held(Entry("module", module.id), module.page.front, ("id",), was, was is not None)
    for quiz in course.quizzes.values():
        yield Held(Entry("quiz", quiz.id), quiz.source, ("id",), quiz.was, quiz.was is not None)
        for index, question in quiz.rows:
            was = None
            if question.was or quiz.was:
                was = f"{quiz.was or quiz.id}/{question.was or question.id}"
            entry = Entry("question", f"{quiz.id}/{question.id}", question.kind)
            yield Held(entry, quiz.source, ("questions", index, "id"), was, question.was is not None)
    for checklist in course.checklists.values():
        yield from _of_checklist(checklist)


def _of_checklist(checklist: Checklist) -> Iterator[Held]:
    """Yield a checklist and what is its own; items that a form mirrors belong to the checklist they come from."""
    file = checklist.file
    yield Held(Entry("checklist", file.id), checklist.source, ("id",), file.was, file.was is not None)
    for loc, one in own_rows(file):
        was = f"{file.was or file.id}/{one.was or one.id}" if file.was or one.was else None
        yield Held(Entry("item", f"{file.id}/{one.id}"), checklist.source, (*loc, "id"), was, one.was is not None)
    for scale, points in file.scales.items():
        for index, point in enumerate(points):
            was = f"{file.was}/{scale}/{point.id}" if file.was else None
            entry = Entry("point", f"{file.id}/{scale}/{point.id}")
            yield Held(entry, checklist.source, ("scales", scale, index, "id"), was)


def read_lock(root: Path, collect: Collector | None = None) -> list[Entry]:
    """Read ids.lock in its order. A missing file is an empty one; a line that cannot be read is reported."""
    path = root / FILE
    if not path.exists():
        return []
    text = read_text(path, FILE, collect or (lambda *_: None), MAX_BYTES)
    if text is None and collect:
        collect.doubtful.add(FILE)
    entries = []
    for number, line in enumerate((text or "").split("\n"), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        retired = words[0] == "retired"
        heir = words.pop() if retired and words[-2:-1] == ["now"] else ""
        what, *rest = words[retired : -1 if heir else None] or [""]
        if what in {*FOLDERS, *HOLDERS} and len(rest) == (2 if what == "question" else 1):
            entries.append(Entry(what, rest[0], rest[1] if what == "question" else "", retired, heir, number))
        elif collect:
            collect(Finding("lock-unreadable"), Place(FILE, number), line)
            collect.doubtful.add(FILE)
    return entries


def write_lock(course: Course) -> list[Entry]:
    """Write ids.lock anew: what the course holds, and as retired whatever it held before. Returns the new ids."""
    before = {entry.key: entry for entry in read_lock(course.root)}
    held = list(current(course))
    now = {one.entry.key: one.entry for one in held}
    heirs = {(one.entry.what, one.was): one.entry.path for one in held}
    gone = [replace(entry, retired=True, heir=heirs.get(key, entry.heir)) for key, entry in before.items() if key not in now]
    entries = sorted([*now.values(), *gone], key=lambda entry: (entry.what, entry.path))
    (course.root / FILE).write_text(HEADER + "".join(f"{entry}\n" for entry in entries), "utf-8", newline="\n")
    return [entry for key, entry in now.items() if key not in before]
