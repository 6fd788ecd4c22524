"""The neutral vocabulary of questions, in the terms of SCORM and xAPI, for everything that reads the course but is not a kind.

Exports, lint across quizzes and the learner's record look at these, so a new kind that speaks an existing interaction needs
nothing outside its own folder.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar


def fold(text: str) -> str:
    """Reduce a text to what a reader would call the same: case, white space and Unicode form apart."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def short_hash(*texts: str) -> str:
    """Give 8 hex digits that stand for the folded texts."""
    return hashlib.sha256("\x1f".join(map(fold, texts)).encode()).hexdigest()[:8]


@dataclass(frozen=True, kw_only=True)
class Interaction:
    """What a question asks: `id` is stable within its quiz, `prompt` is light Markdown.

    What is `judged` has answers that are right and others that are not. Only that can come back in the review.
    """

    judged: ClassVar[bool] = True
    id: str
    prompt: str

    def key(self) -> Iterator[str]:
        """Yield the texts and the key that make this the same question as before, in an order of their own."""
        raise NotImplementedError

    @cached_property
    def fingerprint(self) -> str:
        """Hash of prompt, texts and key. It differs exactly when a person should hear that the question has changed."""
        return short_hash(self.prompt, *self.key())


@dataclass(frozen=True, kw_only=True)
class Alternative:
    """One thing that can be chosen. `id` is the author's, or a hash of the text."""

    id: str
    text: str
    correct: bool
    feedback: str
    misconception: str | None = None


@dataclass(frozen=True, kw_only=True)
class Choice(Interaction):
    """Choose among alternatives (SCORM and xAPI “choice”, and “true-false” when `statement` is set)."""

    alternatives: tuple[Alternative, ...]
    multiple: bool = False
    statement: bool = False

    def key(self) -> Iterator[str]:
        """Yield each alternative with its side of the key, sorted: another order is not another question."""
        yield from sorted(f"{fold(one.text)}={one.correct}" for one in self.alternatives)


@dataclass(frozen=True, kw_only=True)
class Target:
    """What a line can be put to: the other half of a pair, or a bin."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line to find a place for: its target in a matching, none in a sequence. `again` is said while it is not right."""

    id: str
    text: str
    target: str | None = None
    feedback: str
    again: str
    misconception: str | None = None


@dataclass(frozen=True, kw_only=True)
class Matching(Interaction):
    """Give each row its target (SCORM and xAPI “matching”). A target may be nobody's; with `bins`, it can be many rows'.

    Both stand in the order they are shown in.
    """

    rows: tuple[Row, ...]
    targets: tuple[Target, ...]
    bins: bool = False

    def key(self) -> Iterator[str]:
        """Yield each row with its target and each target, sorted: another order is not another question."""
        texts = {target.id: target.text for target in self.targets}
        yield from sorted(f"{fold(row.text)}={fold(texts.get(row.target or '', ''))}" for row in self.rows)
        yield from sorted(texts.values())


@dataclass(frozen=True, kw_only=True)
class Sequencing(Interaction):
    """Put the rows in order (SCORM and xAPI “sequencing”). They stand here in the right one, in `start` as shown."""

    rows: tuple[Row, ...]

    @property
    def start(self) -> tuple[Row, ...]:
        """The rows in the order that a person meets them in, on screen and on paper."""
        rows = {row.id: row for row in self.rows}
        return tuple(rows[name] for name in scramble(rows))

    def key(self) -> Iterator[str]:
        """Yield the rows in their order, which is the key."""
        yield from (row.text for row in self.rows)


@dataclass(frozen=True, kw_only=True)
class FreeText(Interaction):
    """Write in own words (SCORM “long-fill-in”, xAPI too), never judged. `model` is an answer to compare with."""

    judged: ClassVar[bool] = False
    model: str

    def key(self) -> Iterator[str]:
        """Yield nothing: whatever is compared with, the question is its prompt."""
        yield from ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One thing to say. `effect` is grows, same or shrinks; `next` is a turn or an ending, None where the level decides."""

    id: str
    text: str
    effect: str
    feedback: str
    misconception: str | None = None
    next: str | None = None

    @property
    def step(self) -> int:
        """By how many levels this moves the meter."""
        return {"grows": 1, "same": 0, "shrinks": -1}[self.effect]


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the other person says, and the replies to choose from."""

    id: str
    says: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How a talk can end. `result` is good, mixed or poor; `level` is the lowest that leads here after the last turn."""

    id: str
    title: str
    text: str
    result: str
    level: int | None = None


@dataclass(frozen=True, kw_only=True)
class Meter:
    """What grows or shrinks in a talk: its levels in words from low to high, counted from 1."""

    label: str
    levels: tuple[str, ...]
    start: int


@dataclass(frozen=True, kw_only=True)
class Dialogue(Interaction):
    """Talk with a person, one reply a turn (SCORM and xAPI “other”). It begins at the first turn; any ending is an answer."""

    judged: ClassVar[bool] = False
    person: str
    you: str
    scene: str | None
    meter: Meter
    turns: tuple[Turn, ...]
    endings: tuple[Ending, ...]

    @property
    def by_level(self) -> list[Ending]:
        """The endings that the level leads to, the highest first: the first whose level is reached is the one."""
        ranked = [(ending.level, ending) for ending in self.endings if ending.level is not None]
        return [ending for _, ending in sorted(ranked, key=lambda pair: -pair[0])]

    def key(self) -> Iterator[str]:
        """Yield what is said, what each reply does and where it leads. Another order of replies is not another talk."""
        yield from (self.scene or "", self.meter.label, *self.meter.levels, str(self.meter.start))
        for turn in self.turns:
            yield from (turn.id, turn.says)
            yield from sorted(f"{fold(one.text)}={one.effect}={one.next or ''}" for one in turn.replies)
        for ending in self.endings:
            yield from (ending.id, ending.title, ending.text, ending.result, str(ending.level))


def scramble(names: Iterable[str]) -> list[str]:
    """Put ids into an order that is always the same for the same ids, and never the one given. Takes two or more."""
    given = list(names)
    mixed = sorted(given, key=short_hash)
    return mixed if mixed != given else [*mixed[1:], mixed[0]]
