"""What every kind of question builds on: the shared keys, and the lint that fits any question with a prompt and feedback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

import yaml

from selfcheck.interaction import Interaction, fold
from selfcheck.problems import Finding
from selfcheck.shape import Id, Line, Prose, Strict, about

PROMPT_WORDS = 30
RUN_WORDS = 5
BREAKS = str.maketrans("-–—/", "    ")
EDGES = '.,;:!?…"“”‘()[]{}*_`'

Loc = tuple[str | int, ...]


class Question(Strict):
    """The keys every question has. A kind adds its own and says what is wrong with them."""

    id: Id = about("Stable for ever, and unique in the quiz. What a person did is kept under it.")
    kind: str = about("How the question is answered.")
    objective: Id = about("The id of the module's objective that this question practises.")
    prompt: Line = about("What is asked. Under 30 words.")
    hints: tuple[Prose, ...] = about(
        "Help in steps, each more direct than the one before; the first shows after the second try that was not right.",
        default=(),
        max_length=4,
    )
    source: Line | None = about("Where the fact stands. For authors and the facilitator's guide.", default=None)
    was: Id | None = about("The id this question had before, if it was renamed.", default=None)
    allow: Mapping[Id, Line] = about("Warnings that are meant here, each with its reason: “code: reason”.", default={})

    def interaction(self) -> Interaction:
        """Say in the neutral vocabulary what this question asks."""
        raise NotImplementedError

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with a question whose shape is right. A kind extends this."""
        yield from prompt_findings(self.prompt)


def doubles(texts: Iterable[str | None]) -> Iterator[tuple[int, int]]:
    """Yield (index, index of the first one alike) for each text that is there already, after folding."""
    first: dict[str, int] = {}
    for index, text in enumerate(texts):
        if text is not None and first.setdefault(fold(text), index) != index:
            yield index, first[fold(text)]


@cache
def lint_words(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Give one list of lint.yml as (start of the word, pattern that matches whole words)."""
    text = Path(__file__).with_name("lint.yml").read_text("utf-8")
    words = yaml.load(text, Loader=yaml.CSafeLoader)[name]
    return tuple((word.rstrip("*"), _pattern(word)) for word in words)


def _pattern(word: str) -> re.Pattern[str]:
    ending = r"\w*" if word.endswith("*") else r"(?!\w)"
    return re.compile(rf"(?<!\w){re.escape(word.rstrip('*'))}{ending}", re.IGNORECASE)


def first_word_of(name: str, text: str, *, start: bool = False) -> str | None:
    """Find the first entry of a lint list in a text (or just at its start), as it is written there."""
    folded = text.casefold()
    for word, pattern in lint_words(name):
        if word not in folded:  # far quicker than a pattern, and nearly always so
            continue
        match = pattern.match(text) if start else pattern.search(text)
        if match:
            return match[0]
    return None


@cache
def _instead() -> tuple[re.Pattern[str], Mapping[str, str]]:
    words = yaml.load(Path(__file__).with_name("lint.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)["instead"]
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE), words


def loaded_word(text: str) -> tuple[str, str] | None:
    """Find a word that labels people, as it is written in a text, with what to say instead."""
    pattern, words = _instead()
    match = pattern.search(text)
    return (match[0], words[match[0].lower()]) if match else None


def prompt_findings(prompt: str) -> Iterator[Finding]:
    """Check a prompt's length and its negatives."""
    count = len(prompt.split())
    if count > PROMPT_WORDS:
        yield Finding("long-prompt", ("prompt",), {"count": count, "limit": PROMPT_WORDS})
    asked = re.sub(r"(\*+|_+).*?\1|“[^”]*”|\"[^\"]*\"", " ", prompt)
    word = first_word_of("negatives", asked)
    if word and word != word.upper():
        yield Finding("unmarked-negative", ("prompt",), {"word": word})


def feedback_findings(text: str, loc: Loc) -> Iterator[Finding]:
    """Check one feedback or hint for blame, and for a verdict the page says already."""
    if word := first_word_of("shaming", text):
        yield Finding("shaming-word", loc, {"word": word})
    if loaded := loaded_word(text):
        yield Finding("loaded-word", loc, {"word": loaded[0], "instead": loaded[1]})
    verdict = first_word_of("verdicts", text, start=True)
    if verdict and re.match(r"[.,!:;–—-]", text[len(verdict) :].lstrip() or "."):
        yield Finding("verdict-in-feedback", loc, {"word": verdict})


def give_away_findings(text: str, loc: Loc, keys: Iterable[str]) -> Iterator[Finding]:
    """Check that a hint, or feedback to a choice that is not right, does not hand over the key.

    It does when it says “the right answer is”, names a letter, or repeats a run of the right option's words.
    """
    named = re.search(r"\b(?:option|answer|choice|match|letter)s? [A-HJ-L]\b", text)
    found = (named[0] if named else None) or first_word_of("give_away", text) or _shared_run(text, keys)
    if found:
        yield Finding("gives-key-away", loc, {"found": found})


def _shared_run(text: str, keys: Iterable[str]) -> str | None:
    here = f" {' '.join(_words(text))} "
    return next((run for key in keys for run in _runs(key) if f" {run} " in here), None)


@lru_cache(maxsize=64)  # the keys of the questions at hand
def _runs(key: str) -> tuple[str, ...]:
    words = _words(key)
    size = min(RUN_WORDS, len(words))
    return tuple(" ".join(words[start : start + size]) for start in range(len(words) - size + 1) if size > 1)


def _words(text: str) -> list[str]:
    spoken = fold(text).translate(BREAKS)  # a pattern for words costs four times this
    return [word for word in (piece.strip(EDGES) for piece in spoken.split()) if word]
