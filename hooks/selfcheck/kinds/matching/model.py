"""Matching: two to eight lines, each with the one thing it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from selfcheck.interaction import Matching as Pairs
from selfcheck.interaction import Target, fold, scramble, short_hash
from selfcheck.problems import Finding
from selfcheck.question import doubles
from selfcheck.rows import Reasons, RowsQuestion, row_findings
from selfcheck.shape import Line, Strict, about


class Halves(Strict):
    """The two halves of a pair."""

    text: Line = about("The line a person reads.")
    match: Line = about("The other half, which a person chooses. Short is good; no two alike.")


class Pair(Reasons, Halves):
    """One line and its match, as the author writes them."""


class Matching(RowsQuestion):
    """Choose the match of each line; each belongs to exactly one."""

    kind: Literal["matching"] = about("Two to eight lines, each with the one thing it belongs to.")
    pairs: tuple[Pair, ...] = about("The lines in the order they are shown; the matches are mixed.", min_length=2, max_length=8)
    distractors: tuple[Line, ...] = about("Matches that belong to no line.", default=(), max_length=4)

    def interaction(self) -> Pairs:
        """Give each line its match; the matches stand in an order that is always the same, and mixed."""
        matches = {pair.id or short_hash(pair.match): pair.match for pair in self.pairs}
        rows = tuple(self.row(pair.text, pair, pair.id or short_hash(pair.match)) for pair in self.pairs)
        mixed = [Target(id=name, text=matches[name]) for name in scramble(matches)]
        for text in self.distractors:
            name = short_hash(text)
            mixed.insert(int(name, 16) % (len(mixed) + 1), Target(id=name, text=text))
        return Pairs(id=self.id, prompt=self.prompt, rows=rows, targets=tuple(mixed))

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: a match twice, and what holds for any lines."""
        yield from super().findings()
        matches = [pair.match for pair in self.pairs]
        for index, first in doubles(matches):
            yield Finding("matches-alike", ("pairs", index, "match"), {"match": matches[index], "number": first + 1})
        known = {fold(match): number for number, match in reversed(list(enumerate(matches, 1)))}
        for index, text in enumerate(self.distractors):
            if number := known.get(fold(text)):
                yield Finding("distractor-is-match", ("distractors", index), {"distractor": text, "number": number})
        for index, _ in doubles(self.distractors):
            yield Finding("distractors-alike", ("distractors", index), {"distractor": self.distractors[index]})
        yield from row_findings(self, "pairs", [(pair.text, pair) for pair in self.pairs], matches)
