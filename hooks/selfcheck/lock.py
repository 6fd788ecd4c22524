"""ids.lock: every id that learners' answers may be kept under, so that none vanishes or changes its meaning unnoticed.

One line an id, as in `question client-centered/who-decides single_choice`; an id that was given up keeps its line, with
`retired` before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from selfcheck.checklist import Checklist
from selfcheck.collect import Collector
from selfcheck.course import Course
from selfcheck.problems import Finding, Place
from selfcheck.source import Loc, Source, read_text

FILE = "ids.lock"
HOLDERS = {"question": "quiz", "item": "checklist"}
HEADER = "# Every id that has been published. “selfcheck check --accept” writes this file; do not edit it by hand.\n"


@dataclass(frozen=True, order=True)
class Entry:
    """One published id. `what` is module, quiz or question; `kind` is set for questions."""

    what: str
    path: str
    kind: str = ""
    retired: bool = False

    @property
    def last(self) -> str:
        """The id itself, without the quiz it stands in."""
        return self.path.rpartition("/")[2]

    def __str__(self) -> str:
        return " ".join(filter(None, ("retired" if self.retired else "", self.what, self.path, self.kind)))


@dataclass(frozen=True)
class Held:
    """An id the course holds now, with where its file says so and the path it had before."""

    entry: Entry
    source: Source
    loc: Loc
    was: str | None


def check_lock(course: Course, collect: Collector) -> None:
    """Compare the course with ids.lock: report what vanished, changed its kind or came back, and notice what is new."""
    held = {(one.entry.what, one.entry.path): one for one in current(course)}
    locked = {(entry.what, entry.path): entry for entry in read_lock(course.root, collect)}
    for key, one in held.items():
        known = locked.get(key)
        if known is None:
            holder = (HOLDERS.get(one.entry.what, ""), one.entry.path.partition("/")[0])
            if holder not in held or holder in locked:  # else its quiz or checklist is new, which is told once
                _report(one, collect, "id-not-locked", what=one.entry.what, id=one.entry.path)
        elif known.retired:
            _report(one, collect, "id-came-back", id=one.entry.path)
        elif known.kind != one.entry.kind:
            _report(one, collect, "id-changed-kind", id=known.path, before=known.kind, now=one.entry.kind, last=known.last)
    for one in held.values():
        if one.was is not None and (one.entry.what, one.was) in held:
            _report(one, collect, "was-still-here", id=one.was.rpartition("/")[2])
    given_up = _given_up(course)
    for number, (key, entry) in enumerate(locked.items(), 2):
        if key not in held and not entry.retired and key not in given_up:
            where = "in its file" if entry.what in {"question", "item"} else "under extra: in mkdocs.yml, as " + "/".join(key)
            values = {"what": entry.what, "id": entry.path, "last": entry.last, "where": where}
            collect(Finding("id-vanished", values=values), Place(FILE, number), str(entry))


def current(course: Course) -> Iterator[Held]:
    """Yield every id of the course that answers or progress are kept under."""
    for module in course.modules.values():
        yield Held(Entry("module", module.id), module.page.front, ("id",), module.front.was)
    for quiz in course.quizzes.values():
        yield Held(Entry("quiz", quiz.id), quiz.source, ("id",), quiz.was)
        for index, question in quiz.rows:
            was = None
            if question.was or quiz.was:
                was = f"{quiz.was or quiz.id}/{question.was or question.id}"
            entry = Entry("question", f"{quiz.id}/{question.id}", question.kind)
            yield Held(entry, quiz.source, ("questions", index, "id"), was)
    for checklist in course.checklists.values():
        yield from _of_checklist(checklist)


def _of_checklist(checklist: Checklist) -> Iterator[Held]:
    """Yield a checklist and its own items; those that a form mirrors belong to the checklist they come from."""
    file = checklist.file
    yield Held(Entry("checklist", file.id), checklist.source, ("id",), file.was)
    for row, group in enumerate(file.groups):
        for index, item in enumerate(group.items):
            was = f"{file.was}/{item.id}" if file.was else None
            loc = ("groups", row, "items", index, "id")
            yield Held(Entry("item", f"{file.id}/{item.id}"), checklist.source, loc, was)


def _given_up(course: Course) -> set[tuple[str, str]]:
    """Collect what the files say is renamed or retired. A retired quiz takes its questions with it."""
    keys = {(one.entry.what, one.was) for one in current(course) if one.was is not None}
    keys |= {("question", f"{quiz.id}/{gone}") for quiz in course.quizzes.values() for gone in quiz.retired}
    keys |= {("question", f"{quiz.was}/{gone}") for quiz in course.quizzes.values() for gone in quiz.retired if quiz.was}
    keys |= {("item", f"{one.file.was or one.id}/{gone}") for one in course.checklists.values() for gone in one.file.retired}
    for name in course.nav.retired:
        what, _, path = name.partition("/")
        keys.add((what, path))
    retired_quizzes = {path for what, path in keys if what == "quiz"} - {quiz.was for quiz in course.quizzes.values()}
    return keys | {
        (entry.what, entry.path)
        for entry in read_lock(course.root)
        if entry.what == "question" and entry.path.partition("/")[0] in retired_quizzes
    }


def _report(one: Held, collect: Collector, code: str, **values: object) -> None:
    one.source.report(collect, Finding(code, one.loc, values))


def read_lock(root: Path, collect: Collector | None = None) -> list[Entry]:
    """Read ids.lock in its order. A missing file is an empty one; a line that cannot be read is reported."""
    path = root / FILE
    if not path.is_file():
        return []
    text = read_text(path, FILE, collect or (lambda *_: None)) or ""
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split()
        if not words or line.startswith("#"):
            continue
        retired = words[0] == "retired"
        what, *rest = words[1:] if retired else words
        if what in {"module", "quiz", "question", "checklist", "item"} and len(rest) == (2 if what == "question" else 1):
            entries.append(Entry(what, rest[0], rest[1] if what == "question" else "", retired))
        elif collect:
            collect(Finding("lock-unreadable"), Place(FILE, number), line)
    return entries


def write_lock(course: Course) -> list[Entry]:
    """Write ids.lock anew: what the course holds, and as retired whatever it held before. Returns the new ids."""
    before = {(entry.what, entry.path): entry for entry in read_lock(course.root)}
    now = {(one.entry.what, one.entry.path): one.entry for one in current(course)}
    gone = [Entry(entry.what, entry.path, entry.kind, retired=True) for key, entry in before.items() if key not in now]
    entries = sorted([*now.values(), *gone], key=lambda entry: (entry.what, entry.path))
    (course.root / FILE).write_text(HEADER + "".join(f"{entry}\n" for entry in entries), "utf-8", newline="\n")
    return [entry for key, entry in now.items() if key not in before]
