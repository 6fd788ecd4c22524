"""Text to nodes that know their place: what is read, as what, and where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from selfcheck.problems import Finding, Place
from selfcheck.source import MAX_BYTES, Source, parse, read_page, read_text, read_yaml

QUIZ = """\
# a remark
id: first
questions:
  - id: one
    options:
      - {text: "Ada’s “plan”", correct: true}
      - text: >-
          A long
          text
  - id: two
"""


class Told:
    """Takes reports and keeps them as (code, place, values)."""

    def __init__(self) -> None:
        self.all: list[tuple[str, str, dict[str, object]]] = []
        self.lines: list[str] = []

    def __call__(self, finding: Finding, place: Place, line: str) -> None:
        self.all.append((finding.code, str(place), dict(finding.values)))
        self.lines.append(line)


@pytest.fixture
def told() -> Told:
    return Told()


def read(text: str, *, offset: int = 0) -> Source:
    source = parse(text, "f.yml", lambda *found: pytest.fail(str(found)), offset=offset)
    assert source is not None
    return source


@pytest.mark.parametrize(
    ("loc", "at_key", "place"),
    [
        ((), False, "f.yml:2:1"),
        (("id",), False, "f.yml:2:5"),
        (("id",), True, "f.yml:2:1"),
        (("questions",), True, "f.yml:3:1"),
        (("questions", 0), False, "f.yml:4:5"),
        (("questions", 0, "options", 0, "correct"), False, "f.yml:6:41"),
        (("questions", 0, "options", 0, "correct"), True, "f.yml:6:32"),
        (("questions", 0, "options", 1, "text"), False, "f.yml:7:15"),
        (("questions", 1, "id"), False, "f.yml:10:9"),
    ],
    ids=str,
)
def test_every_value_and_key_knows_its_place(loc, at_key, place):
    assert str(read(QUIZ).place(loc, at_key=at_key)) == place


def test_what_is_not_there_is_placed_where_its_holder_starts():
    assert str(read(QUIZ).place(("questions", 1, "prompt"))) == "f.yml:10:5"
    assert str(read(QUIZ).place(("questions", 7, "id"))) == "f.yml:4:3"
    assert str(read("").place(("id",))) == "f.yml:1:1"


def test_lines_before_the_text_are_counted():
    source = read(QUIZ, offset=1)
    assert str(source.place(("id",))) == "f.yml:3:5"
    assert source.line(Place("f.yml", 3)) == "id: first"
    assert source.line(Place("f.yml", 1)) == ""


@pytest.mark.parametrize(
    "word",
    ["No", "yes", "off", "12:30", "3.10", "0o17", "0x1F", "1e3", "null", "2026-11-22", "1_000", ".5", "+1", "True", "<<", "="],
)
def test_a_plain_word_stays_the_text_it_is(word):
    assert read(f"a: {word}\n").value == {"a": word}


def test_only_nothing_and_the_tilde_are_nothing():
    assert read("a:\nb: ~\nc: ''\nd: \"~\"\n").value == {"a": None, "b": None, "c": "", "d": "~"}


def test_of_two_equal_keys_the_first_stays_and_both_are_told(told):
    source = parse("a: 1\nb: 2\na: 3\n", "f.yml", told, offset=4)
    assert source is not None
    assert source.value == {"a": "1", "b": "2"}
    assert not source.sound
    assert told.all == [("duplicate-key", "f.yml:7:1", {"key": "a", "line": 5})]
    assert told.lines == ["a: 3"]


def test_every_hash_that_cuts_a_text_is_told(told):
    assert parse("a: #1 reason\nb: goal #1\nc:\n  - d #e\n", "f.yml", told) is None
    assert [(code, place) for code, place, _ in told.all] == [
        ("cut-at-hash", "f.yml:1:4"),
        ("cut-at-hash", "f.yml:2:9"),
        ("cut-at-hash", "f.yml:4:7"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "a: b  # remark\n",
        "a:  # remark\n  - b\n",
        "a: # remark\n  b: c\n",
        "- # remark\n  b: c\n",
        "a: [b, c] # remark\n",
        "a: 'it # is'\n",
        'a: "#1"\n',
        "a: |\n  # a heading\n  text #1\n",
        "a: > # remark\n  text\n",
        "# remark\na: b\n# remark\n",
        "a: b#c\n",
        "a: https://example.org/#place\n",
    ],
)
def test_a_remark_that_takes_nothing_away_is_fine(text):
    read(text)


@pytest.mark.parametrize(
    "text",
    [
        "a:\n- b\n- c\n",
        "a: b\n   c - d\n",
        "a: |\n  - b\n  - c\nb: c\n",
        "a: >-\n  Who decides: she\n  or he?\n",
        "a:\n  - b\n  -\n    - c\n",
        "a : b\n",
        "'a': b\n",
        "a: see\n   https://example.org\n",
        "a:\tb\n",
        "a: two\u00a0words\n",
        "- two\u00a0words\n",
        "a: ‘yes’\n",
        "a: [short, two words]\n",
        "a: {b: c d, e: f}\n",
    ],
)
def test_what_only_looks_odd_is_fine(text):
    read(text)


def test_a_bomb_of_copies_is_refused_and_does_not_unfold(told):
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    assert parse("\n".join(lines), "f.yml", told) is None
    assert [code for code, _, _ in told.all] == ["alias"]


def test_the_hosts_configuration_may_use_copies_and_tags():
    text = "a: &x [b, c]\nd: *x\ne: !ENV [HOME, there]\nf: &y {g: *x}\n"
    source = parse(text, "mkdocs.yml", lambda *found: pytest.fail(str(found)), role="configuration")
    assert source is not None
    assert source.value == {"a": ["b", "c"], "d": ["b", "c"], "e": ["HOME", "there"], "f": {"g": ["b", "c"]}}


def test_a_copy_of_itself_does_not_run_for_ever():
    source = parse("a: &x [*x]\n", "mkdocs.yml", lambda *found: pytest.fail(str(found)), role="configuration")
    assert source is not None


@pytest.mark.parametrize("sign", ["[", "{a: ", "- ", "? "])
def test_no_depth_crashes_the_reader(told, sign):
    assert parse(sign * 60_000, "f.yml", told) is None
    assert [code for code, _, _ in told.all] == ["too-deep"]


def test_the_deepest_that_is_allowed(told):
    assert parse("[" * 24 + "a" + "]" * 24, "f.yml", told) is not None
    assert parse("[" * 25 + "a" + "]" * 25, "f.yml", told) is None


def write(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_is_read_with_any_line_ends_and_mark(tmp_path, told):
    for number, content in enumerate([b"a: 1\nb: 2\n", b"a: 1\r\nb: 2\r\n", b"a: 1\rb: 2\r", b"\xef\xbb\xbfa: 1\nb: 2\n"]):
        source = read_yaml(write(tmp_path, f"{number}.yml", content), tmp_path, told)
        assert source is not None
        assert source.value == {"a": "1", "b": "2"}
        assert str(source.place(("b",))) == f"{number}.yml:2:4"
    assert told.all == []


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"a: 1\r\nb: \x93x\n", "not-utf8", "f.yml:2:4"),
        (b"\xff\xfea\x00", "not-utf8", "f.yml:1:1"),
        (b"\xef\xbb\xbfa: \xe9\n", "not-utf8", "f.yml:1:4"),
        (b"a: x\x00y\n", "not-utf8", "f.yml:1:5"),
        (b"a: 1\nb: x\x1by\n", "control-character", "f.yml:2:5"),
        ("a: x\ufeffy\n".encode(), "control-character", "f.yml:1:5"),
        (b"x" * (MAX_BYTES + 1), "file-too-large", "f.yml:1:1"),
    ],
    ids=["windows", "utf-16", "behind a mark", "zero byte", "escape", "second mark", "too large"],
)
def test_what_cannot_be_read_is_told_at_its_place(tmp_path, told, content, code, place):
    assert read_text(write(tmp_path, "f.yml", content), "f.yml", told) is None
    assert [(found, at) for found, at, _ in told.all] == [(code, place)]


def test_a_file_may_be_as_large_as_the_limit(tmp_path, told):
    text = read_text(write(tmp_path, "f.yml", b"x" * MAX_BYTES), "f.yml", told)
    assert (len(text or ""), told.all) == (MAX_BYTES, [])


def test_a_page_is_cut_below_its_front_matter(tmp_path, told):
    page = read_page(write(tmp_path, "p.md", b"---\ntitle: A\n---\n\nText\n---\nmore\n"), tmp_path, told)
    assert page.front.value == {"title": "A"}
    assert str(page.front.place(("title",))) == "p.md:2:8"
    assert (page.body, page.body_line) == ("\nText\n---\nmore\n", 4)
    assert told.all == []


def test_a_page_without_front_matter_is_all_text(tmp_path, told):
    page = read_page(write(tmp_path, "p.md", b"# A\n\nNote: b\n"), tmp_path, told)
    assert (page.front.value, page.front.sound, page.body, page.body_line) == ({}, True, "# A\n\nNote: b\n", 1)
    assert told.all == []


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"---\ntitle: A\n\n# Text\n", "front-matter-open", "p.md:1:1"),
        (b"---\ntitle: A\n----\nText\n---\n", "front-matter-open", "p.md:1:1"),
        (b"---\ntitle: A\n## Text\n---\n\n", "front-matter-open", "p.md:1:1"),
        (b"\n\n---\ntitle: A\n---\n", "front-matter-start", "p.md:3:1"),
        ("———\ntitle: A\n---\n".encode(), "front-matter-start", "p.md:1:1"),
        (b"---\ntitle: A\n---", "front-matter-end", "p.md:3:1"),
        (b"Note: read this first\n\nText\n", "first-line-is-key", "p.md:1:1"),
    ],
    ids=["open", "closed too long", "open above a heading", "below blank lines", "long dash", "at the end", "a key"],
)
def test_a_broken_start_is_told_and_nothing_is_taken_for_text(tmp_path, told, content, code, place):
    page = read_page(write(tmp_path, "p.md", content), tmp_path, told)
    assert [(found, at) for found, at, _ in told.all] == [(code, place)]
    assert page.body == ""
    assert page.front.sound is (code == "front-matter-end")
