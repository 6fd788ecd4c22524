"""What every kind of question builds on: the shared keys, and the lint that fits any question with a prompt and feedback."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from selfcheck.interaction import Interaction, fold
from selfcheck.lint_words import first_word_of, loaded_word, spoken, word_at_start
from selfcheck.problems import Finding
from selfcheck.shape import Id, Line, Prose, Strict, about

PROMPT_WORDS = 30
RUN_WORDS = 5
LETTER = re.compile(r" [A-HJ-L]\b")  # without one there is no NAMED, and it is quicker to see
NAMED = re.compile(r"\b(?:option|answer|choice|match|letter)s? [A-HJ-L]\b")
MARKED = re.compile(r"(\*+|_+).*?\1|“[^”]*”|\"[^\"]*\"")
APOSTROPHE = re.compile("[’']")  # where `spoken` parts a word
SPOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
SPEAKS_ON = re.compile(r"[.,!:;–—-]")

Loc = tuple[str | int, ...]


class Question(Strict):
    """The keys every question has. A kind adds its own and says what is wrong with them."""

    id: Id = about("Stable forever, and unique in the quiz. What a person did is kept under it.")
    kind: str = about("How the question is answered.")
    objective: Id = about("The id of the module's objective that this question practices.")
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


def prompt_findings(prompt: str) -> Iterator[Finding]:
    """Check a prompt's length and its negatives."""
    count = len(prompt.split())
    if count > PROMPT_WORDS:
        yield Finding("long-prompt", ("prompt",), {"count": count, "limit": PROMPT_WORDS})
    asked = MARKED.sub(" ", prompt)
    word = first_word_of("negatives", asked)
    if word and word != word.upper():
        yield Finding("unmarked-negative", ("prompt",), {"word": word})


def feedback_findings(text: str, loc: Loc) -> Iterator[Finding]:
    """Check one feedback or hint for blame, and for a verdict the page says already."""
    if word := first_word_of("shaming", text):
        yield Finding("shaming-word", loc, {"word": word})
    if loaded := loaded_word(text):
        yield Finding("loaded-word", loc, {"word": loaded[0], "instead": loaded[1]})
    verdict = word_at_start("verdicts", text)
    if verdict and SPEAKS_ON.match(text[len(verdict) :].lstrip() or "."):
        yield Finding("verdict-in-feedback", loc, {"word": verdict})


def give_away_findings(text: str, loc: Loc, keys: Iterable[str]) -> Iterator[Finding]:
    """Check that a hint, or feedback to a choice that is not right, does not hand over the key.

    It does when it says “the right answer is”, names a letter, or repeats a run of the right option's words.
    """
    named = LETTER.search(text) and NAMED.search(text)
    found = (named[0] if named else None) or first_word_of("give_away", text) or _shared_run(text, keys)
    if found:
        yield Finding("gives-key-away", loc, {"found": found})


def _shared_run(text: str, keys: Iterable[str]) -> str | None:
    here = spoken(text)
    return next((_as_written(key, at) for key in keys for at, run in enumerate(_runs(key)) if run in here), None)


@lru_cache(maxsize=64)  # the keys of the questions at hand
def _runs(key: str) -> list[bytes]:
    """Give each run of a text's words, as it is looked for in what is `spoken`."""
    words = [APOSTROPHE.sub(" ", word) for word in SPOKEN.findall(fold(key))]
    size = min(RUN_WORDS, len(words))
    starts = range(len(words) - size + 1 if size > 1 else 0)
    return [f" {' '.join(words[at : at + size])} ".encode() for at in starts]


def _as_written(key: str, at: int) -> str:
    text = fold(key)
    run = list(SPOKEN.finditer(text))[at : at + RUN_WORDS]
    return text[run[0].start() : run[-1].end()]
