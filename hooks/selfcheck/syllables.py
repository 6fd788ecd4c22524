"""How many syllables an English word has, by Liang's patterns for hyphens (1983), which Pyphen brings along.

A pattern is letters with digits between them: “.a2f1t”. Where it fits into a word, an odd digit says that a syllable begins
there and an even one that none does, and the greatest digit at a place counts. A check meets a few hundred of the eleven
thousand patterns, so only the digits of those are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from string import digits

from pyphen import LANGUAGES

EDGE = 2  # letters that a hyphen leaves together at either end of a word


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """Count the syllables of a word."""
    patterns, longest, inner = _patterns()
    framed = f".{word.lower()}."
    length = len(framed)
    ranks = [0] * (length + 1)
    for start in range(length):
        for end in range(start + 1, min(start + (inner if start else longest), length) + 1):
            if framed[start:end] in patterns:
                for place, rank in _ranks(patterns[framed[start:end]]):
                    ranks[start + place] = max(ranks[start + place], rank)
    return 1 + sum(rank % 2 for rank in ranks[EDGE + 1 : length - EDGE])


@cache
def _patterns() -> tuple[Mapping[str, str], int, int]:
    """Give the patterns by their letters, and how long one can be: at the start of a word, and within it."""
    text = LANGUAGES["en_US"].read_text("utf-8")
    letters = text.translate(str.maketrans("", "", digits)).split("\n")
    inner = max(len(one) for one in letters if one[:1].islower())
    return dict(zip(letters, text.split("\n"), strict=True)), max(map(len, letters)), inner


@cache
def _ranks(pattern: str) -> list[tuple[int, int]]:
    """Give the digits of a pattern, each with the number of letters before it."""
    found = [index for index, sign in enumerate(pattern) if sign in digits]
    return [(index - before, int(pattern[index])) for before, index in enumerate(found)]
