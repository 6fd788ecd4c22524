"""Reflection: a question to answer in one's own words, with a model answer to compare with. Never judged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selfcheck.interaction import FreeText
from selfcheck.lint_words import first_word_of
from selfcheck.problems import Finding
from selfcheck.question import Question
from selfcheck.shape import Label, Line, Prose, about


class Reflection(Question):
    """Write an answer, then see another one and what to compare."""

    kind: Literal["reflection"] = about("A question to answer in one's own words; nobody judges it.")
    starters: tuple[Label, ...] = about(
        "Ways to begin, for whoever looks at an empty box. Up to three.", default=(), max_length=3
    )
    model: Prose = about("An answer to compare with, in the words of a colleague.")
    compare: tuple[Line, ...] = about("What to look for when comparing. Up to four.", default=(), max_length=4)

    def interaction(self) -> FreeText:
        """Write in own words."""
        return FreeText(id=self.id, prompt=self.prompt, model=self.model)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: hints, which nothing would ever show, and words that blame."""
        yield from super().findings()
        if self.hints:
            yield Finding("hints-without-a-try", ("hints",), at_key=True)
        texts = [(self.model, ("model",)), *((text, ("compare", index)) for index, text in enumerate(self.compare))]
        for text, loc in texts:
            if word := first_word_of("shaming", text):
                yield Finding("shaming-word", loc, {"word": word})
