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
    """Give one list of lint.yml; of “instead” what is not to be said."""
    words: Iterable[str] = _lists()[name]
    return words


def spoken(text: str) -> bytes:
    """Give the words of a text in small letters, with a space around each; an apostrophe parts a word in two."""
    return b" %b " % b" ".join(_words(text))


@lru_cache(maxsize=64)  # a text is looked at for several reasons, one after the other
def _words(text: str) -> list[bytes]:
    """Part a text as bytes, in a sixth of the time that a pattern for words takes."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()
    for sign in "" if folded.isascii() else SIGNS:
        folded = folded.replace(sign, " ")
    return folded.encode("utf-8", "replace").translate(BETWEEN).split()


@cache
def _entries() -> Mapping[bytes, list[tuple[bytes, str]]]:
    """Give each entry as it is `spoken`, with its list, by its first word."""
    entries: dict[bytes, list[tuple[bytes, str]]] = {}
    for name, listed in _lists().items():
        for entry in listed:
            entries.setdefault(_words(entry)[0], []).append((spoken(entry), name))
    return entries


@lru_cache(maxsize=64)
def _near(text: str) -> set[str]:
    """Name the lists that have an entry in a text: one quick look for all of them, which nearly always finds none."""
    entries = _entries()
    begun = entries.keys() & _words(text)
    said = spoken(text) if begun else b""
    return {name for word in begun for entry, name in entries[word] if entry in said}


def _whole(word: str) -> str:
    return rf"(?<!\w){re.escape(word)}(?!\w)"


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
    found = (_pattern(word).search(text) for word in lint_words(name) if word in folded)
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
