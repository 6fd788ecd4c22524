"""The words that texts are searched for: the lists of lint.yml, found as whole words, with capital letters or without."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

SIGNS = "’‘“”„«»–—¿¡•"  # between words, and not ASCII
BETWEEN = bytes(code if code > ord("~") or chr(code).isalnum() else ord(" ") for code in range(256))


@cache
def _lists() -> Mapping[str, Any]:
    lists: Mapping[str, Any] = yaml.load(Path(__file__).with_name("lint.yml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return lists


def lint_words(name: str) -> Iterable[str]:
    """Give one list of lint.yml; of “instead” what is not to be said. A star at the end of a word matches any ending."""
    words: Iterable[str] = _lists()[name]
    return words


@lru_cache(maxsize=64)  # a text is looked at for several reasons, one after the other
def spoken(text: str) -> str:
    """Give the words of a text in small letters, with a space around each; an apostrophe parts a word in two.

    Bytes are parted in a sixth of the time that a pattern for words takes.
    """
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    for sign in "" if folded.isascii() else SIGNS:
        folded = folded.replace(sign, " ")
    words = folded.encode("utf-8", "replace").translate(BETWEEN).split()
    return f" {b' '.join(words).decode()} "


@cache
def _entries() -> tuple[Mapping[str, list[tuple[str, str]]], list[tuple[str, str]]]:
    """Give each entry as it is `spoken`, with its list, by its first word; and the same for entries with a star."""
    whole: dict[str, list[tuple[str, str]]] = {}
    stems = []
    for name, words in _lists().items():
        for word in words:
            said = spoken(word.rstrip("*"))
            if word.endswith("*"):
                stems.append((said.rstrip(), name))
            else:
                whole.setdefault(said.split()[0], []).append((said, name))
    return whole, stems


@lru_cache(maxsize=64)
def _near(text: str) -> set[str]:
    """Name the lists that have an entry in a text: one quick look for all of them, which nearly always finds none."""
    whole, stems = _entries()
    said = spoken(text)
    near = {name for word in whole.keys() & said.split() for entry, name in whole[word] if entry in said}
    return near | {name for stem, name in stems if stem in said}


def _whole(word: str) -> str:
    ending = r"\w*" if word.endswith("*") else r"(?!\w)"
    return rf"(?<!\w){re.escape(word.rstrip('*'))}{ending}"


@cache
def _pattern(word: str) -> re.Pattern[str]:
    return re.compile(_whole(word), re.IGNORECASE)


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return re.compile("|".join(map(_whole, lint_words(name))), re.IGNORECASE)


def first_word_of(name: str, text: str) -> str | None:
    """Find the first entry of a list in a text, as it is written there."""
    if name not in _near(text):
        return None
    folded = text.casefold()
    found = (_pattern(word).search(text) for word in lint_words(name) if word.rstrip("*") in folded)
    return next((match[0] for match in found if match), None)


def word_at_start(name: str, text: str) -> str | None:
    """Find the first entry of a list that a text starts with, as it is written there."""
    match = _any_of(name).match(text) if name in _near(text) else None
    return match[0] if match else None


@cache
def _loaded() -> re.Pattern[str]:
    longest_first = sorted(lint_words("instead"), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])", re.IGNORECASE)


def loaded_word(text: str) -> tuple[str, str] | None:
    """Find a word that labels people, as it is written in a text, with what to say instead."""
    match = _loaded().search(text) if "instead" in _near(text) else None
    return (match[0], _lists()["instead"][match[0].lower()]) if match else None
