"""Letters that the letter builder makes: the pieces of each language, a finished sample, and words to be careful with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from selfcheck.collect import Collector, stamp
from selfcheck.data_files import data_files, read_data
from selfcheck.problems import Finding, nearest
from selfcheck.shape import Id, Label, Language, Line, Prose, Strict, about
from selfcheck.source import Source

BLANK = re.compile(r"\{(\w+)\}")
BLANKS = {  # piece -> what it has to have a place for
    "greeting": ("name",),
    "sorry": ("when", "where"),
    "thanks": ("when", "where"),
    "when": ("date",),
    "where": ("place",),
    "why": ("why",),
    "change": ("change",),
    "hours": ("days", "hours"),
    "places": ("places",),
    "neutral": ("place",),
    "reply_both": ("number",),
    "reply_call": ("number",),
    "reply_text": ("number",),
}


class Careful(Strict):
    """Words that the builder warns of when a person types one."""

    words: tuple[Label, ...] = about("The words, each as it may be typed. Capitals make no difference.", min_length=1)
    say: Line = about("Why, and what to write instead.")


class Pieces(Strict):
    """The sentences of a letter. A word in {braces} is a place that the form fills."""

    greeting: Line = about("How it begins.")
    sorry: Line = about("The first sentence, to say sorry.")
    thanks: Line = about("The first sentence, to say thanks.")
    when: Line = about("The day in the first sentence.")
    where: Line = about("The place in the first sentence.")
    why: Line = about("What we understand about why.")
    change: Line = about("A change that was noticed.")
    effect: Line = about("The question about plans and goals, after a change.")
    effect_alone: Line = about("The same where no change was noticed.")
    ask: Line = about("What the letter asks for.")
    hours: Line = about("Days and hours of work.")
    places: Line = about("The ways to meet.")
    office: Line = about("One way to meet: the office.")
    home: Line = about("One way to meet: their home.")
    neutral: Line = about("One way to meet: another place.")
    phone: Line = about("One way to meet: by phone.")
    video: Line = about("One way to meet: by video.")
    other: Line = about("What is added when the form has fewer than two ways.")
    or_: Label = about("The word between the last two ways.", alias="or")
    reply_both: Line = about("How to answer: call or text.")
    reply_call: Line = about("How to answer: call.")
    reply_text: Line = about("How to answer: text.")
    interpreter: Line = about("The offer of an interpreter.")
    close: Line = about("The last sentence.")
    sign: Label = about("What stands above the name.")


class Version(Strict):
    """The letter in one language."""

    language: Language = about("As in en or es. The first language is the one of the site.")
    label: Label = about("What the form calls it.")
    note: Line | None = about("What a worker should know before sending it.", default=None)
    sample: Prose = about("A finished letter, shown as an example.")
    pieces: Pieces = about("The sentences.")
    careful: tuple[Careful, ...] = about("Words to be careful with.", default=())


class LetterFile(Strict):
    """A file in letters/."""

    id: Id = about("The file name without .yml.")
    title: Label = about("What the letter is for.")
    versions: tuple[Version, ...] = about("One for each language.", min_length=1, max_length=8)


@dataclass(frozen=True)
class Letter:
    """A sound letter."""

    file: LetterFile
    source: Source = field(repr=False)

    @property
    def id(self) -> str:
        """The letter's id."""
        return self.file.id


def texts(pieces: Pieces) -> dict[str, str]:
    """Give the sentences by their keys in the file, in order."""
    return pieces.model_dump(by_alias=True)


def findings(file: LetterFile) -> Iterator[Finding]:
    """Yield what is wrong within one letter whose shape is right."""
    languages = [version.language for version in file.versions]
    for row, version in enumerate(file.versions):
        if version.language in languages[:row]:
            values = {"id": version.language, "other": "an earlier version of this letter"}
            yield Finding("duplicate-id", ("versions", row, "language"), values)
        for name, text in texts(version.pieces).items():
            for finding in _of_piece(name, text, version):
                yield Finding(finding.code, ("versions", row, "pieces", name), finding.values)


def _of_piece(name: str, text: str, version: Version) -> Iterator[Finding]:
    wanted, given = BLANKS.get(name, ()), BLANK.findall(text)
    strays = [blank for blank in given if blank not in wanted]
    for blank in wanted:
        if blank not in given and not any(nearest(stray, [blank]) for stray in strays):
            yield Finding("letter-blank-missing", values={"blank": blank})
    for stray in strays:
        yield Finding("letter-blank-unknown", values={"blank": stray, "nearest": nearest(stray, wanted)})
    for word in (word for one in version.careful for word in one.words):
        if word.casefold() in text.casefold() and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE):
            yield Finding("letter-hard-word", values={"word": word})


def read_letters(root: Path, collect: Collector) -> Iterator[Letter]:
    """Yield every letter whose shape is right."""
    for path in data_files(root / "letters", root, collect):
        letter = collect.once("letter", path.name, stamp(path), partial(_read, path, root))
        if letter:
            yield letter


def _read(path: Path, root: Path, collect: Collector) -> Letter | None:
    read = read_data(path, root, LetterFile, "a copy of another letter", collect)
    file, source = read or (None, None)
    if file is None or source is None:
        return None
    for finding in findings(file):
        source.report(collect, finding)
    return Letter(file, source)
