"""The words of the trade: the glossary as an author writes it, and how its words are found in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator

from selfcheck.shape import Id, Label, Line, Plain, Prose, Strict, about

# What stands before a whole word and behind it: “trauma” is none in “trauma-informed”. A list is quicker than its opposite.
BEFORE = r" \n\t\xa0(\[“‘\"'/–—"
BEHIND = r"(?![\w-])"


class Term(Strict):
    """One word of the trade. It is found as it is written, and with a capital letter where a sentence begins with it."""

    id: Id = about("Its address on the glossary page, behind the #. Stable forever.")
    term: Label = about("The word as it stands inside a sentence. Its plural with s or ies is found too.")
    also: tuple[Label, ...] = about("Other spellings and names of the same thing.", default=())
    short: Line = about("What it means, in one sentence. It shows where the word first stands on a page.")
    more: Prose | None = about("What else a reader should know. It stands on the glossary page alone.", default=None)
    module: Id | None = about("The module that explains it. The page links to it.", default=None)
    source: Id | None = about(
        "Its source, by the id in docs/about/sources.md. The page shows it where there is no module.", default=None
    )

    @property
    def spellings(self) -> tuple[str, ...]:
        """Everything it is called."""
        return self.term, *self.also


class GlossaryPage(Strict):
    """The front matter of docs/glossary.md."""

    title: Label = about("The heading of the page.")
    description: Plain | None = about("One sentence for search engines.", default=None)
    covers: tuple[Label, ...] = about("Ids of the inventory that the page really says.", default=())
    terms: tuple[Term, ...] = about("Every word, in any order: the page sorts them.")


class Spellings:
    """Finds the terms of a glossary in a text, whole words only, the longest first. One pattern, made once a build."""

    def __init__(self, terms: Iterable[Term]) -> None:
        written = {form: term for term in terms for spelling in term.spellings for form in _numbers(spelling)}
        self._written = frozenset(written)
        self._terms = {form[0].upper() + form[1:]: term for form, term in written.items()} | written
        self._pattern = re.compile(rf"[{BEFORE}]({_tree(self._terms)}){BEHIND}" if self._terms else "(?!)")

    def find(self, text: str, known: Container[str]) -> Iterator[tuple[int, int, Term]]:
        """Yield where each term whose id is not `known` starts and ends. The caller may add to `known` on the way."""
        for match in self._pattern.finditer(" " + text):
            form = " ".join(match[1].split())
            term, start = self._terms[form], match.start()
            if term.id not in known and (form in self._written or _begins(text, start)):
                yield start, start + len(match[1]), term


def _numbers(spelling: str) -> tuple[str, str]:
    """Give a word as it is written and its plural, as far as that is regular."""
    if re.search(r"[^aeiou]y$", spelling):
        return spelling, f"{spelling[:-1]}ies"
    return spelling, f"{spelling}s" if re.search(r"[^\Ws]$", spelling) else spelling


def _begins(text: str, start: int) -> bool:
    """Say whether a sentence begins here: the capital letter of “Public Consulting Group” makes a name of the word."""
    return re.search(r"(?:^|[.!?:;(“‘\"])\s*$", text[max(0, start - 3) : start]) is not None


def _tree(endings: Collection[str]) -> str:
    """Write a pattern for any of some texts, letter by letter: a word of a page is mostly given up at its first or second."""
    groups: dict[str, list[str]] = {}
    for ending in endings:
        if ending:
            groups.setdefault(ending[0], []).append(ending[1:])
    ways = [(r"\s+" if letter == " " else re.escape(letter)) + _tree(rest) for letter, rest in groups.items()]
    if len(ways) == 1 and "" not in endings:
        return ways[0]
    return f"(?:{'|'.join(ways)}){'?' if '' in endings else ''}" if ways else ""
