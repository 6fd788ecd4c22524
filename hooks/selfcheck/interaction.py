"""The neutral vocabulary of questions, in the terms of SCORM and xAPI, for everything that reads the course but is not a kind.

Exports, lint across quizzes and the learner's record look at these, so a new kind that speaks an existing interaction needs
nothing outside its own folder.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass


def fold(text: str) -> str:
    """Reduce a text to what a reader would call the same: case, white space and Unicode form apart."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def short_hash(*texts: str) -> str:
    """Give 8 hex digits that stand for the folded texts."""
    return hashlib.sha256("\x1f".join(map(fold, texts)).encode()).hexdigest()[:8]


@dataclass(frozen=True, kw_only=True)
class Interaction:
    """What a question asks: `id` is stable within its quiz, `prompt` is light Markdown."""

    id: str
    prompt: str

    def key(self) -> Iterator[str]:
        """Yield the texts and the key that make this the same question as before, in an order of their own."""
        raise NotImplementedError

    @property
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
