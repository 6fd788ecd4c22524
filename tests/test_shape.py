"""What a text has to be, what a wrong one is called, and that one mistake is told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pytest

from selfcheck.checklist import ChecklistFile
from selfcheck.course import ModuleFront, QuizFile, ResourceEntry
from selfcheck.problems import Place
from selfcheck.registry import find_kinds
from selfcheck.shape import (
    Day,
    Flag,
    Id,
    Label,
    Line,
    MediaPath,
    Minutes,
    Number,
    Prose,
    Strict,
    Url,
    about,
    found,
    known_keys,
    validate,
)

CATALOGUE = find_kinds().catalogue
NO_CHARACTER = "Inside double quotes, a backslash starts a special character, and this one does not exist or cannot be shown."


class Inner(Strict):
    """An entry of a list."""

    name: Id = about("Its id.")


class Thing(Strict):
    """One key of each sort."""

    id: Id | None = None
    number: Number | None = None
    url: Url | None = None
    line: Line | None = None
    label: Label | None = None
    prose: Prose | None = None
    flag: Flag = False
    minutes: Minutes | None = None
    day: Day | None = None
    path: MediaPath | None = None
    entries: tuple[Inner, ...] = about("Some.", default=(), min_length=2, max_length=3)
    scales: Mapping[Id, tuple[Inner, ...]] = about("By id.", default={})
    needed: Line = "here"


def told(value: object, model: type[Strict] = Thing) -> list[tuple[str, str]]:
    """Give (where, sentence) for everything wrong."""
    _, findings = validate(model, value)
    return [(".".join(map(str, one.loc)), CATALOGUE.word(one.code, Place("x"), "", one.values).message) for one in findings]


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("id", "who-decides", "who-decides"),
        ("id", "a" * 64, "a" * 64),
        ("id", "2-of-3", "2-of-3"),
        ("number", "2.10", "2.10"),
        ("url", "https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("line", "  two \n words\u00a0here ", "two words here"),
        ("line", "3 < 5 & 5 > 3", "3 < 5 & 5 > 3"),
        ("line", "`<b>` and `{{ x }}`", "`<b>` and `{{ x }}`"),
        ("line", "R&D; AT&T", "R&D; AT&T"),
        ("label", "x" * 120, "x" * 120),
        ("prose", " One\n\n- two\n", "One\n\n- two"),
        ("flag", "True", True),
        ("flag", "FALSE", False),
        ("minutes", "007", 7),
        ("day", "2024-02-29", dt.date(2024, 2, 29)),
        ("path", "videos/a-b_c.mp4", "videos/a-b_c.mp4"),
    ],
)
def test_what_a_text_becomes(key, text, value):
    thing, findings = validate(Thing, {key: text})
    assert findings == []
    assert getattr(thing, key) == value


@pytest.mark.parametrize(
    ("key", "text", "sentence"),
    [
        ("id", "Who", "“Who” cannot be an id."),
        ("id", "a--b", "“a--b” cannot be an id."),
        ("id", "a\n", "“a\n” cannot be an id."),
        ("id", "é", "“é” cannot be an id."),
        ("number", "1.", "“1.” is not a module number."),
        ("number", "1.2.3.4.5", "“1.2.3.4.5” is not a module number."),
        ("url", "http://a.org", "“http://a.org” is not a web address this site may link to."),
        ("url", "https://a b", "“https://a b” is not a web address this site may link to."),
        ("line", "", "“line” has no text."),
        ("line", " \n ", "“line” has no text."),
        ("line", None, None),
        ("line", ["a"], "“line” needs text, and a list stands here."),
        ("line", {"a": "b"}, "“line” needs text, and a group of keys stands here."),
        ("line", "a <b>c</b>", "“<b>” looks like HTML or a template tag, and the page would show it as it stands."),
        ("line", "a &nbsp; b", "“&nbsp;” looks like HTML or a template tag, and the page would show it as it stands."),
        ("line", "<!-- a -->", "“<!-- a -->” looks like HTML or a template tag, and the page would show it as it stands."),
        ("line", "{# a #}", "“{#” looks like HTML or a template tag, and the page would show it as it stands."),
        ("line", "see www.a.org", "A link stands in a text that does not take links."),
        ("line", "[a]: b", "A link stands in a text that does not take links."),
        ("line", "![a](b.png)", "A link stands in a text that does not take links."),
        ("line", "a\tb\x07", NO_CHARACTER),
        ("label", "x" * 121, "“label” is 121 characters long; 120 is the most."),
        ("flag", "yes", "“flag” needs true or false, and “yes” stands here."),
        ("flag", None, "“flag” needs true or false, and nothing stands here."),
        ("flag", ["true"], "“flag” needs true or false, and a list stands here."),
        ("flag", {"true": None}, "“flag” needs true or false, and a group of keys stands here."),
        ("minutes", "10 minutes", "“minutes” needs a whole number, and “10 minutes” stands here."),
        ("minutes", "-5", "“minutes” needs a whole number, and “-5” stands here."),
        ("minutes", "٣", "“minutes” needs a whole number, and “٣” stands here."),
        ("minutes", "0", "“minutes” should be between 1 and 600."),
        ("day", "20261122", "“day” needs a date, and “20261122” stands here."),
        ("day", "2026-W01-1", "“day” needs a date, and “2026-W01-1” stands here."),
        ("day", "2026-02-29", "“day” needs a day that is in the calendar, and “2026-02-29” stands here."),
        ("day", ["2026-02-28"], "“day” needs a date, and a list stands here."),
        ("path", "../a.mp4", "“../a.mp4” cannot be the path of a file here."),
        ("path", "/etc/passwd", "“/etc/passwd” cannot be the path of a file here."),
        ("path", "a/../b", "“a/../b” cannot be the path of a file here."),
        ("path", "my film.mp4", "“my film.mp4” cannot be the path of a file here."),
        ("path", "C:\\film.mp4", "“C:\\film.mp4” cannot be the path of a file here."),
        ("entries", "a", "“entries” needs a list, and “a” stands here."),
        ("entries", {"name": "a"}, "“entries” needs a list, and a group of keys stands here."),
        ("entries", [], "“entries” has 0 of at least 2 entries."),
        ("entries", [{"name": "a"}] * 4, "“entries” has 4 entries; 3 is the most."),
        ("scales", ["a"], "“scales” needs a group of keys, and a list stands here."),
    ],
    ids=repr,
)  # fmt: skip
def test_what_a_wrong_text_is_called(key, text, sentence):
    assert told({key: text}) == ([(key, sentence)] if sentence else [])


def test_an_entry_of_a_list_is_called_one():
    assert told({"entries": ["a", {"name": "b"}]}) == [
        ("entries.0", "An entry of “entries” needs a group of keys, and “a” stands here.")
    ]


def test_a_misspelt_key_is_told_once_and_not_as_missing_too():
    class Needs(Strict):
        prompt: Line
        other: Line

    assert told({"promt": "a", "zebra": "b"}, Needs) == [
        ("", "“other” is missing here."),
        ("promt", "“promt” is not a key that belongs here. Did you mean “prompt”?"),
        ("zebra", "“zebra” is not a key that belongs here."),
    ]


def test_a_list_is_not_called_short_because_its_entries_are_not_sound():
    assert told({"entries": [{"nam": "a"}, {"name": "B"}]}) == [
        ("entries.0.nam", "“nam” is not a key that belongs here. Did you mean “name”?"),
        ("entries.1.name", "“B” cannot be an id."),
    ]


def test_what_is_wrong_inside_a_group_of_lists_is_placed_there():
    assert told({"scales": {"a": [{"lable": "b", "name": "c"}], "B": []}}) == [
        ("scales.a.0.lable", "“lable” is not a key that belongs here."),
        ("scales.B", "“B” cannot be an id."),
    ]


@pytest.mark.parametrize(
    ("value", "words"),
    [("a", "“a”"), ([], "a list"), (None, "nothing"), ("a" * 50, f"“{'a' * 40}…”")],
    ids=["text", "list", "nothing", "long text"],
)
def test_what_is_no_group_of_keys(value, words):
    assert told(value) == [("", f"Keys with their values belong here, and {words} stands here.")]
    assert found(value) == words


def test_words_to_choose_from_are_all_named():
    entry = {"id": "a", "title": "A", "publisher": "B", "good_for": "c", "group": "D", "status": "fine"}
    assert told(entry, ResourceEntry) == [("status", "“status” needs “unknown”, “ok” or “gone”, and “fine” stands here.")]


@pytest.mark.parametrize(
    ("model", "loc", "keys"),
    [
        (QuizFile, (), ["id", "title", "questions", "was", "retired", "allow"]),
        (ModuleFront, ("objectives", 0), ["id", "text", "checklist"]),
        (ChecklistFile, ("scales", "a-scale", 0), ["id", "label", "not_applicable", "strength"]),
        (ChecklistFile, ("groups", 1, "items", 2, "fields", 0), ["type", "scale", "label", "id"]),
        (ChecklistFile, ("compare",), ["scale", "observed", "pairs"]),
        (ModuleFront, ("title", "x"), []),
        (ModuleFront, ("nowhere", 0, "x"), []),
    ],
    ids=str,
)
def test_the_keys_that_belong_at_a_place(model, loc, keys):
    assert known_keys(model, loc) == keys
