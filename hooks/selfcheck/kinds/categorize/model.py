"""Categorize: two to ten lines, each of which belongs to one of two to four bins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Literal

from selfcheck.interaction import Matching, Target, fold, short_hash
from selfcheck.problems import Finding, nearest
from selfcheck.question import doubles
from selfcheck.rows import Reasons, RowsQuestion, row_findings
from selfcheck.shape import Id, Line, Strict, about

BLOCKS_LEAST = 4  # lines; with fewer, one bin after the other can hardly be helped


class Bin(Strict):
    """Where lines can belong."""

    label: Line = about("What the bin is called. One to three words are good.")
    id: Id | None = about(
        "Stable id, which lines may name too. Without one, an edited label counts as a new bin.", default=None
    )

    @property
    def name(self) -> str:
        """The bin's identity: its id, or a hash of its label."""
        return self.id or short_hash(self.label)


class Placed(Strict):
    """A line's text and its bin."""

    text: Line = about("The line a person reads.")
    bin: Line = about("The bin it belongs to, by id or by label.")


class PlacedLine(Reasons, Placed):
    """One line and its bin, as the author writes them."""


class Categorize(RowsQuestion):
    """Choose the bin of each line; a bin may be many lines' or nobody's."""

    kind: Literal["categorize"] = about("Two to ten lines, each of which belongs to one of two to four bins.")
    bins: tuple[Bin, ...] = about("Where lines can belong, in the order they are shown.", min_length=2, max_length=4)
    lines: tuple[PlacedLine, ...] = about("The lines, in the order they are shown.", min_length=2, max_length=10)

    def _bins(self) -> Mapping[str, Bin]:
        """Each bin under everything a line may call it by; an id comes before another bin's label."""
        labels = {fold(one.label): one for one in self.bins}
        return labels | {one.id: one for one in self.bins if one.id}

    def interaction(self) -> Matching:
        """Give each line its bin."""
        known = self._bins()
        bins = [known.get(fold(line.bin)) for line in self.lines]
        rows = tuple(
            self.row(line.text, line, place.name if place else None) for line, place in zip(self.lines, bins, strict=True)
        )
        targets = tuple(Target(id=one.name, text=one.label) for one in self.bins)
        return Matching(id=self.id, prompt=self.prompt, rows=rows, targets=targets, bins=True)

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong: bins alike or unknown, nothing to tell apart, and what holds for any lines."""
        yield from super().findings()
        for key in ("label", "id"):
            for index, first in doubles(getattr(one, key) for one in self.bins):
                yield Finding("bins-alike", ("bins", index, key), {"key": key, "number": first + 1})
        known = self._bins()
        names = [one.id or one.label for one in self.bins]
        for index, line in enumerate(self.lines):
            if fold(line.bin) not in known:
                values = {"bin": line.bin, "nearest": nearest(line.bin, names), "known": ", ".join(names)}
                yield Finding("unknown-bin", ("lines", index, "bin"), values)
        places = [known.get(fold(line.bin)) for line in self.lines]
        if None not in places:
            yield from _spread(places)
        rows = [(line.text, line) for line in self.lines]
        yield from row_findings(self, "lines", rows, [place.label if place else None for place in places])


def _spread(places: list[Bin | None]) -> Iterator[Finding]:
    """Check that the lines cannot be placed without reading them."""
    used = {place.name for place in places if place}
    if len(used) == 1:
        yield Finding("one-bin", ("lines",), at_key=True)
    elif len(places) >= BLOCKS_LEAST and len(list(groupby(places))) == len(used):
        yield Finding("lines-in-blocks", ("lines",), at_key=True)
