"""A problem is carried as data and printed three ways; each is tested to the letter."""

from __future__ import annotations

import json
import random

import pytest

from selfcheck.collect import Collector
from selfcheck.problems import (
    Catalogue,
    Finding,
    Place,
    Problem,
    Rule,
    Severity,
    as_github,
    as_json,
    as_text,
    nearest,
    parse_rules,
    summary,
)
from selfcheck.registry import find_kinds

HERE = Place("quizzes/a.yml", 3, 5)


def problem(
    place: Place = HERE,
    severity: Severity = Severity.ERROR,
    *,
    excerpt: str = "  - kind: single",
    message: str = "There is no kind “single”.",
    hint: str = "Choose one.",
    code: str = "unknown-kind",
) -> Problem:
    return Problem(place, code, severity, message, hint, excerpt)


def test_text_shows_place_sentence_line_caret_and_hint():
    assert as_text([problem()]) == (
        "quizzes/a.yml:3:5: error [unknown-kind]\n"
        "  There is no kind “single”.\n"
        "  3 |   - kind: single\n"
        "    |     ^\n"
        "  To mend it: Choose one."
    )


def test_text_without_a_line_or_a_hint():
    told = as_text([problem(excerpt="  ", hint="")])
    assert told == "quizzes/a.yml:3:5: error [unknown-kind]\n  There is no kind “single”."


def test_problems_stand_apart_by_an_empty_line():
    assert as_text([problem(), problem()]).count("\n\n") == 1
    assert as_text([]) == ""


def caret_line(one: Problem) -> tuple[str, str]:
    """Give the character above the caret, and the shown line without its number."""
    shown, caret = as_text([one]).split("\n")[2:4]
    return shown[caret.index("^")], shown.partition(" | ")[2]


@pytest.mark.parametrize("line", [3, 10, 1234])
@pytest.mark.parametrize("column", [1, 60, 109, 110, 111, 200, 399, 400])
def test_the_caret_stands_below_its_character_in_a_long_line(line, column):
    text = "".join(chr(0x4E00 + number) for number in range(400))
    sign, shown = caret_line(problem(Place("a", line, column), excerpt=text))
    assert sign == text[column - 1]
    assert len(shown) <= 112
    assert shown.startswith("…") is (not shown.startswith(text[0]))
    assert shown.endswith("…") is (not shown.endswith(text[-1]))


def test_the_caret_behind_the_last_character_of_a_line():
    told = as_text([problem(Place("a", 3, 5), excerpt="hint")])
    assert told.split("\n")[2:4] == ["  3 | hint", "    |     ^"]


def test_tabs_and_what_has_no_shape_take_one_column_each():
    sign, shown = caret_line(problem(Place("a", 3, 6), excerpt="\ta\x1b\u200b\u00a0b"))
    assert (sign, shown) == ("b", " a▯▯▯b")


def test_github_escapes_what_its_commands_would_read():
    one = problem(Place("quizzes/100%,a:b.yml", 3, 5), message="50 % of\r\nit: all, really", hint="", code="a-code")
    assert as_github([one]) == (
        "::error file=quizzes/100%25%2Ca%3Ab.yml,line=3,col=5,title=a-code::50 %25 of%0D%0Ait: all, really"
    )
    assert as_github([problem(severity=Severity.NOTICE)]).startswith("::notice file=quizzes/a.yml,line=3,col=5,")
    assert as_github([problem(), problem()]).count("\n") == 1


def test_json_has_the_seven_keys():
    assert json.loads(as_json([problem(severity=Severity.WARNING)])) == [
        {
            "code": "unknown-kind",
            "severity": "warning",
            "message": "There is no kind “single”.",
            "hint": "Choose one.",
            "file": "quizzes/a.yml",
            "line": 3,
            "column": 5,
        }
    ]
    assert json.loads(as_json([])) == []


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((0, 0, 0), "No problems found"),
        ((1, 0, 0), "1 error"),
        ((2, 1, 0), "2 errors, 1 warning"),
        ((0, 0, 3), "3 notices"),
        ((1, 2, 1), "1 error, 2 warnings, 1 notice"),
    ],
    ids=str,
)
def test_the_summary_counts_in_words(counts, words):
    problems = [problem(severity=severity) for severity, count in zip(Severity, counts, strict=True) for _ in range(count)]
    random.Random(1).shuffle(problems)  # noqa: S311 (no secret)
    assert summary(problems) == words


def test_problems_are_told_in_the_order_of_files_and_lines_and_each_once():
    collect = Collector(Catalogue({"x": Rule("x", Severity.ERROR, "A {word}.", "H.")}))
    places = [Place("b", 1, 1), Place("a", 10, 1), Place("a", 9, 2), Place("a", 9, 1), Place("a", 9, 1)]
    for place in places:
        collect(Finding("x", values={"word": "word"}), place, "line")
    assert [str(one.place) for one in collect.problems] == ["a:9:1", "a:9:2", "a:10:1", "b:1:1"]


def test_words_are_filled_in_once_and_a_missing_field_is_a_mistake():
    catalogue = Catalogue({"x": Rule("x", Severity.ERROR, "A {word} { } {{.", "{word}!")})
    told = catalogue.word("x", Place("a"), values={"word": "{other}"})
    assert (told.message, told.hint) == ("A {other} { } {{.", "{other}!")
    with pytest.raises(KeyError):
        catalogue.word("x", Place("a"))
    with pytest.raises(KeyError):
        catalogue.word("y", Place("a"))


def test_two_rules_cannot_share_a_code():
    rules = parse_rules({"x": {"severity": "error", "message": " A. ", "hint": "B."}})
    assert rules["x"] == Rule("x", Severity.ERROR, "A.", "B.")
    with pytest.raises(ValueError, match="two rules share the code x"):
        Catalogue(rules, rules)


@pytest.mark.parametrize(
    ("word", "known", "told"),
    [
        ("promt", ["prompt", "options"], " Did you mean “prompt”?"),
        ("Quiz", ["quiz"], " Did you mean “quiz”?"),
        ("zebra", ["prompt"], ""),
        ("x", [], ""),
    ],
)
def test_the_nearest_known_word(word, known, told):
    assert nearest(word, known) == told


@pytest.mark.parametrize("rule", find_kinds().catalogue.rules.values(), ids=lambda rule: rule.code)
def test_every_rule_says_a_whole_sentence_and_how_to_mend_it(rule):
    for text in (rule.message, rule.hint):
        assert text[0] in "“{" or text[0].isupper()
        assert text.endswith((".", "?", "}"))
        assert '"' not in text.replace('"…"', "").replace('"2.1"', "").replace('"*really*"', "").replace('\\"', "")
