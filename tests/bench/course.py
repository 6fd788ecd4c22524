"""A course of any size, made from a seed: the same numbers on every machine are about the same text.

Here is what it says; `sites.py` writes it down for each host in that host's own form.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

SECTION = 20  # modules that stand together in the navigation
PARAGRAPHS = 12
KINDS = ("single_choice", "multiple_response", "single_choice", "true_false", "single_choice")
OPTIONS = {"single_choice": (4, 1), "multiple_response": (6, 3), "true_false": (2, 1)}  # how many, and how many are right
QUESTIONS = len(KINDS)
WORDS = [
    "person",
    "goal",
    "plan",
    "listen",
    "ask",
    "offer",
    "choose",
    "share",
    "week",
    "talk",
    "step",
    "home",
    "work",
    "child",
    "school",
    "bus",
    "rent",
    "course",
    "letter",
    "phone",
    "visit",
    "hope",
    "reason",
    "strength",
    "choice",
    "answer",
    "story",
    "morning",
    "office",
    "paper",
    "help",
    "time",
    "pace",
    "view",
    "road",
    "both",
    "open",
    "small",
    "clear",
    "it’s",
    "she’s",
]


@dataclass(frozen=True)
class Option:
    """One thing to choose, with what is said of it."""

    text: str
    correct: bool
    feedback: str
    misconception: str


@dataclass(frozen=True)
class Question:
    """One question. A statement has the two options True and False."""

    id: str
    kind: str
    prompt: str
    options: tuple[Option, ...]
    hints: tuple[str, ...]


@dataclass(frozen=True)
class Module:
    """A page of about 660 words and its quiz."""

    name: str
    number: str
    section: str
    title: str
    tagline: str
    lede: str
    objective: str
    paragraphs: tuple[tuple[str, str], ...]  # heading and text
    questions: tuple[Question, ...]


def modules(count: int, seed: int = 1) -> Iterator[Module]:
    """Make so many modules. Each depends on the seed and its own number alone."""
    for number in range(1, count + 1):
        yield _module(number, random.Random(seed * 1_000_003 + number))  # noqa: S311 (text, not a secret)


def _module(number: int, dice: random.Random) -> Module:
    part, place = divmod(number - 1, SECTION)
    return Module(
        name=f"module-{number}",
        number=f"{part + 1}.{place + 1}",
        section=f"Part {part + 1}",
        title=_phrase(dice, 3, 5),
        tagline=_phrase(dice, 3, 4),
        lede=_phrase(dice, 10, 16) + ".",
        objective=_phrase(dice, 5, 8).lower(),
        paragraphs=tuple((_phrase(dice, 3, 5), _text(dice, 40, 70)) for _ in range(PARAGRAPHS)),
        questions=tuple(_question(index, kind, dice) for index, kind in enumerate(KINDS, 1)),
    )


def _question(index: int, kind: str, dice: random.Random) -> Question:
    count, right = OPTIONS[kind]
    chosen = dice.sample(range(count), right)
    texts = ("True", "False") if kind == "true_false" else [f"{_phrase(dice, 10, 12)} {sign}" for sign in "abcdef"[:count]]
    return Question(
        id=f"question-{index}",
        kind=kind,
        prompt=_phrase(dice, 12, 20) + ("." if kind == "true_false" else "?"),
        options=tuple(
            Option(text, place in chosen, _text(dice, 20, 35), _phrase(dice, 4, 6)) for place, text in enumerate(texts)
        ),
        hints=(_text(dice, 8, 14), _text(dice, 8, 14)),
    )


def _phrase(dice: random.Random, least: int, most: int) -> str:
    chosen = " ".join(dice.choices(WORDS, k=dice.randint(least, most)))
    return chosen[0].upper() + chosen[1:]


def _text(dice: random.Random, least: int, most: int) -> str:
    """Make sentences of up to a dozen words, now and then with a comma or with direct speech, until there are so many words."""
    left, sentences = dice.randint(least, most), []
    while left > 0:
        sentence = _phrase(dice, min(left, 7), min(left, 12))
        left -= sentence.count(" ") + 1
        turn = dice.random()
        if turn < 0.2:
            sentence = sentence.replace(" ", ", ", 1)
        elif turn > 0.8:
            sentence = f"“{sentence}”"
        sentences.append(f"{sentence}.")
    return " ".join(sentences)
