"""What the text of every page is read for: how hard it is, words that hurt, links and pictures that say nothing, headings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selfcheck.blocks import without_code
from selfcheck.lint_words import lint_words, loaded_word
from selfcheck.problems import Finding
from selfcheck.syllables import syllables

GRADE = 9.0
LEAST_WORDS = 100  # fewer say nothing about a page
NOT_FOR_LEARNERS = ("authors/", "about/sources.md", "glossary.md", "resources.md")  # reference, and people who know the words
HEADING = re.compile(r"^(#{1,6})[ \t]+(.+)$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[([^\]\n]*)\]\(")
PICTURE = re.compile(r"!\[\s*\]\(")
NOT_PROSE = ("#", "|", "<", "![")  # how lines begin that are no running text
ADDRESS = re.compile(r"\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
ENTRY = re.compile(r"(?:[-*+]|\d+[.)])[ \t]")
SENTENCE_END = re.compile(r"[.!?:][”’\"')*_]*\s+")
WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")

Read = tuple[Finding, int, int]


@dataclass(frozen=True)
class Sentence:
    """The words of one sentence, names apart, and the line it starts on, counted from 0."""

    words: tuple[str, ...]
    line: int


def page_findings(path: str, body: str, *, titled: bool) -> Iterator[Read]:
    """Read the text of the page at `path` (below docs/). Yields (finding, line, column), both counted from 0.

    A page that is not `titled` in its front matter may begin with its title as a heading.
    """
    spoken = without_code(body)
    yield from _headings(spoken, before=1 if titled else 0)
    yield from _links(spoken)
    if not path.startswith(NOT_FOR_LEARNERS):
        yield from _loaded(spoken)
        yield from _grade(spoken)


def _at(text: str, start: int) -> tuple[int, int]:
    return text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1


def _headings(text: str, before: int) -> Iterator[Read]:
    """The title is the page's first level, so its text begins with the second, and no level is left out on the way down."""
    for match in HEADING.finditer(text):
        level = len(match[1])
        if (level == 1 and before) or level > max(before, 1) + 1:
            values = {"found": match[1], "wanted": "#" * (before + 1 if level > 1 else 2)}
            yield Finding("heading-order", values=values), *_at(text, match.start())
        before = level


def _links(text: str) -> Iterator[Read]:
    vague = lint_words("vague_links")
    for match in LINK.finditer(text) if "](" in text else ():
        if match[1].strip(" .*_").casefold() in vague:
            yield Finding("vague-link", values={"text": match[1]}), *_at(text, match.start())
    for match in PICTURE.finditer(text) if "![" in text else ():
        yield Finding("no-alt-text"), *_at(text, match.start())


def _loaded(text: str) -> Iterator[Read]:
    folded = text.casefold()
    for number, line in enumerate(text.split("\n") if any(word in folded for word in lint_words("instead")) else ()):
        if found := loaded_word(line):
            word, instead = found
            yield Finding("loaded-word", values={"word": word, "instead": instead}), number, line.index(word)


def _grade(text: str) -> Iterator[Read]:
    """Tell a page above the grade at its hardest sentence. Names of people, laws and programs are left out."""
    found = list(sentences(text))
    words = [word for sentence in found for word in sentence.words]
    if len(words) < LEAST_WORDS:
        return
    reached = grade(words, len(found))
    if reached > GRADE:
        hardest = max(found, key=lambda one: grade(one.words, 1))
        values = {"grade": f"{reached:.1f}", "limit": f"{GRADE:g}"}
        yield Finding("hard-to-read", values=values), hardest.line, 0


def sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a page's running text."""
    for first, paragraph in _paragraphs(ADDRESS.sub("]", text)):
        start = 0
        for end in (*(match.end() for match in SENTENCE_END.finditer(paragraph)), len(paragraph)):
            if words := _words(paragraph[start:end]):
                yield Sentence(words, first + paragraph.count("\n", 0, start))
            start = end


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """Yield each paragraph of running text and each entry of a list with the line it starts on."""
    first, lines = 0, list[str]()
    for number, line in enumerate(text.split("\n")):
        bare = line.lstrip(" \t")
        is_prose = bare and not bare.startswith(NOT_PROSE) and not line.startswith(":::")
        if lines and (not is_prose or ENTRY.match(bare)):
            yield first, "\n".join(lines)
            lines.clear()
        if is_prose:
            first = first if lines else number
            lines.append(line)
    if lines:
        yield first, "\n".join(lines)


def _words(sentence: str) -> tuple[str, ...]:
    """Give a sentence's words; one with a capital letter behind the first is a name."""
    words = WORD.findall(sentence)
    return tuple([word for word in words if word is words[0] or word[0].islower()])


def grade(words: list[str] | tuple[str, ...], count: int) -> float:
    """Give the school grade of so many sentences by the formula of Flesch and Kincaid (1975)."""
    return 0.39 * len(words) / count + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
