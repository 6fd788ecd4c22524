"""What can be wrong with the content: carried as data, worded from a catalogue, printed three ways.

Three jobs in three places: rules *detect* and yield a `Finding`; a `Problem` *carries* it with its place; `problems.yml` and
each kind's `words.yml` hold the *words*.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import yaml

RULES_FILE = Path(__file__).with_name("problems.yml")
SHAPELESS = re.compile("[\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Severity(StrEnum):
    """How much a problem weighs: errors stop a build, warnings stop a strict one, notices stop nothing."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, order=True)
class Place:
    """Where something stands. `file` is relative to the course, with forward slashes; line and column count from 1."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Finding:
    """What a rule noticed, before it is worded: a code, where in the value (keys and indexes), and the words' values."""

    code: str
    loc: tuple[str | int, ...] = ()
    values: Mapping[str, object] = field(default_factory=dict)
    at_key: bool = False


@dataclass(frozen=True)
class Rule:
    """One entry of the catalogue. `message` and `hint` may hold `{name}` fields."""

    code: str
    severity: Severity
    message: str
    hint: str


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `excerpt` is the source line it stands on, or empty."""

    place: Place
    code: str
    severity: Severity
    message: str
    hint: str
    excerpt: str = ""

    @property
    def pointer(self) -> str:
        """The source line with its number, and below it a caret at the column; empty without an excerpt."""
        if not self.excerpt.strip():
            return ""
        number = str(self.place.line)
        shown, caret = _around(self.excerpt, self.place.column)
        return f"{number} | {shown}\n{' ' * len(number)} | {' ' * caret}^"

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Problems are told in the order of the files and lines a person walks through."""
        return self.place, self.code, self.message


class Catalogue:
    """Every rule by its code: the shared ones and those the kinds bring."""

    def __init__(self, *groups: Mapping[str, Rule]) -> None:
        self.rules: dict[str, Rule] = {}
        for group in groups:
            twice = self.rules.keys() & group.keys()
            if twice:
                message = f"two rules share the code {', '.join(sorted(twice))}"
                raise ValueError(message)
            self.rules.update(group)

    @cached_property
    def warnings(self) -> frozenset[str]:
        """The codes that an author may allow."""
        return frozenset(code for code, rule in self.rules.items() if rule.severity is Severity.WARNING)

    def word(self, code: str, place: Place, excerpt: str = "", values: Mapping[str, object] | None = None) -> Problem:
        """Put a finding into words. Raises KeyError for a code or a field that the catalogue does not have."""
        rule = self.rules[code]
        values = values or {}
        return Problem(place, code, rule.severity, _fill(rule.message, values), _fill(rule.hint, values), excerpt)


def _fill(words: str, values: Mapping[str, object]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: str(values[match[1]]), words)


def parse_rules(data: Mapping[str, Mapping[str, str]]) -> dict[str, Rule]:
    """Turn the `code: {severity, message, hint}` mapping of a words file into rules."""
    return {
        code: Rule(code, Severity(entry["severity"]), entry["message"].strip(), entry["hint"].strip())
        for code, entry in data.items()
    }


def shared_rules() -> dict[str, Rule]:
    """Read the rules that belong to no kind."""
    return parse_rules(yaml.load(RULES_FILE.read_text("utf-8"), Loader=yaml.CSafeLoader))


def nearest(word: str, known: Iterable[str]) -> str:
    """Say “ Did you mean “…”?” (with its leading space) when a known word is close, else nothing."""
    match = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f" Did you mean “{match[0]}”?" if match else ""


def as_text(problems: Iterable[Problem]) -> str:
    """Write problems for a person at a terminal: place, code, sentence, the line with a caret, and how to mend it."""
    return "\n\n".join(_block(problem) for problem in problems)


def _block(problem: Problem) -> str:
    lines = [f"{problem.place}: {problem.severity} [{problem.code}]", f"  {problem.message}"]
    lines += [f"  {line}" for line in problem.pointer.split("\n") if line]
    if problem.hint:
        lines.append(f"  To mend it: {problem.hint}")
    return "\n".join(lines)


def _around(text: str, column: int, width: int = 110) -> tuple[str, int]:
    """Cut a long line down to the part around a column; returns it with the caret's offset in it.

    What has no shape of its own is shown as a box, so that it can be seen and does nothing to a terminal.
    """
    text, offset = SHAPELESS.sub("▯", text.replace("\t", " ")), column - 1
    if len(text) <= width:
        return text, offset
    start = max(0, min(offset - width // 3, len(text) - width))
    shown = text[start : start + width]
    before, after = "…" if start else "", "…" if start + width < len(text) else ""
    return before + shown + after, offset - start + len(before)


def as_github(problems: Iterable[Problem], folder: str = "") -> str:
    """Write workflow commands, which a Git host shows as notes on the changed lines of a pull request.

    `folder` is where the course stands in its repository, with a slash at its end, or empty.
    """
    return "\n".join(
        f"::{problem.severity} file={_property(folder + problem.place.file)},line={problem.place.line},"
        f"col={problem.place.column},title={_property(problem.code)}::{_data(f'{problem.message} {problem.hint}'.strip())}"
        for problem in problems
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(problems: Iterable[Problem]) -> str:
    """Write a list of `{code, severity, message, hint, file, line, column}` for other programs."""
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity,
            "message": problem.message,
            "hint": problem.hint,
            "file": problem.place.file,
            "line": problem.place.line,
            "column": problem.place.column,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def summary(problems: Iterable[Problem]) -> str:
    """Say how many of each there are, in words: “2 errors, 1 warning”, or “No problems found”."""
    problems = list(problems)
    counts = [(severity, sum(problem.severity is severity for problem in problems)) for severity in Severity]
    parts = [f"{count} {severity}{'' if count == 1 else 's'}" for severity, count in counts if count]
    return ", ".join(parts) or "No problems found"
