"""Random slips in the sample's files: the check never breaks, never says nothing, and never points outside of a file."""

from __future__ import annotations

import re
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from selfcheck.links import check_course
from selfcheck.problems import Problem, Severity, as_github, as_json, as_text
from selfcheck.registry import find_kinds
from tests.conftest import TODAY, Course, sample_course

FILES = [
    "quizzes/listen-first.yml",
    "quizzes/plan-together.yml",
    "docs/modules/listen-first.md",
    "docs/modules/plan-together.md",
    "docs/about/sources.md",
    "docs/resources.md",
    "checklists/after-talk.yml",
    "checklists/watching.yml",
    "ids.lock",
    "mkdocs.yml",
]
NASTY = [
    *"\"'#:-?,[]{}&*!|>%@`~\\<=/\t\n\r\0\x0b\x1b",
    *"“”‘’–—…\u00a0\u00ad\u0085\u200b\u2028\u202e\ufeff\ufffd😀é",
    ": ", " #", "# ", "- ", "? ", "---", "...", "```", ":::", "::: quiz ", "<script>", "{{ x }}", "{% x %}", "&a ", "*a",
    "!!x ", "<<: ", "[[", "}}", "id: ", "text: ", "null", "true", "\\x", "''", '""', "|\n", ">-\n", "%YAML", "=", "2026-02-30",
    "12:30",
]  # fmt: skip

pieces = st.sampled_from(NASTY)
spots = st.integers(0, 10_000)


@st.composite
def slips(draw) -> tuple[str, str, int, int, str]:
    kind = draw(st.sampled_from(["insert", "replace", "delete", "double", "swap", "indent", "cut", "join", "retype"]))
    return draw(st.sampled_from(FILES)), kind, draw(spots), draw(spots), draw(pieces)


def slip(text: str, kind: str, first: int, second: int, piece: str) -> str:
    """Do to a text what a hurried hand does."""
    lines = text.split("\n")
    row, other, spot = first % len(lines), second % len(lines), first % (len(text) + 1)
    if kind == "insert":
        return text[:spot] + piece + text[spot:]
    if kind == "replace":
        return text[:spot] + piece + text[spot + 1 + second % 4 :]
    if kind == "cut":
        return text[:spot]
    if kind == "delete":
        del lines[row]
    elif kind == "double":
        lines.insert(row, lines[row])
    elif kind == "swap":
        lines[row], lines[other] = lines[other], lines[row]
    elif kind == "indent":
        lines[row] = " " * (second % 9) + lines[row].lstrip()
    elif kind == "join":
        lines[row : row + 2] = [" ".join(lines[row : row + 2])]
    else:
        lines[row] = re.sub(r":.*", lambda _: f": {piece}", lines[row], count=1)
    return "\n".join(lines)


@cache
def playground() -> tuple[Course, dict[str, bytes]]:
    course = sample_course(Path(tempfile.mkdtemp(prefix="fuzz-")) / "course")
    return course, {name: (course.root / name).read_bytes() for name in FILES}


def with_slips(edits: list[tuple[str, str, int, int, str]]) -> Course:
    course, clean = playground()
    for name, content in clean.items():
        course.write(name, content)
    for name, kind, first, second, piece in edits:
        text = (course.root / name).read_bytes().decode("utf-8", "replace")
        course.write(name, slip(text, kind, first, second, piece).encode("utf-8", "replace"))
    return course


def assert_told_well(course: Course, problems: list[Problem]) -> None:
    for problem in problems:
        assert problem.message.strip()
        assert problem.hint.strip()
        assert "{" not in re.sub(r"“[^”]*”?|\{ \}|\[\{]", "", problem.message), "a field is not filled in"
        path = course.root / problem.place.file
        lines = re.split(r"\r\n|\r|\n", path.read_bytes().decode("utf-8-sig", "replace")) if path.is_file() else [""]
        assert 1 <= problem.place.line <= len(lines), problem
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem
    assert "Traceback" not in as_text(problems) + as_json(problems) + as_github(problems)


SETTINGS = settings(
    max_examples=300,
    derandomize=True,
    deadline=None,
    database=None,
    phases=[Phase.explicit, Phase.generate, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@SETTINGS
@given(st.lists(slips(), min_size=1, max_size=3))
def test_random_slips_are_told_without_breaking(edits):
    course = with_slips(edits)
    registry = find_kinds()
    assert_told_well(course, check_course(course.root, registry, TODAY)[1])


def test_every_slip_of_one_line_of_a_quiz_is_told_or_changes_nothing_that_is_kept():
    """Each line said twice, moved in and out: what the check lets pass still has every question and option."""
    registry = find_kinds()
    quizzes = FILES[:2]
    for name in quizzes:
        lines = playground()[1][name].decode().split("\n")
        for row, line in enumerate(lines[:-1]):
            for kind, second in [("double", 0), *[("indent", depth) for depth in range(9)]]:
                if kind == "indent" and len(line) - len(line.lstrip()) == second:
                    continue
                course = with_slips([(name, kind, row, second, "")])
                read, problems = check_course(course.root, registry, TODAY)
                assert_told_well(course, problems)
                if not any(problem.severity is Severity.ERROR for problem in problems):
                    told = f"{name}: {kind} {second} of line {row + 1}"
                    assert not missing_from(read), f"{told} loses something in silence"


SAMPLE = {"listen-first": [5, 4, 2], "plan-together": [2]}


def missing_from(course) -> list[str]:
    """Name the quizzes of the sample that have fewer questions, options or hints now."""
    now = {
        quiz.id: [len(question.interaction().alternatives) + len(question.hints) for question in quiz.questions]
        for quiz in course.quizzes.values()
    }
    return [
        name
        for name, counts in SAMPLE.items()
        if len(now.get(name, [])) < len(counts) or any(a < b for a, b in zip(now[name], counts, strict=False))
    ]


@pytest.mark.parametrize("seed", range(6))
def test_what_the_check_lets_pass_builds_and_shows_no_source(course, seed):
    """Slips that only change words pass the check; then the course builds, and no page shows a key, a tag or a block mark."""
    words = [
        "No",
        "12:30",
        "=",
        "2026-11-22",
        "~ x",
        "0b1",
        "“quoted”",
        "a\u00a0b",
        "<3",
        "5 > 3 & 2 < 4",
        "\\d",
        "*bold* _x_",
        "1. one",
    ]
    quoted = {"<3", "5 > 3 & 2 < 4"}
    fields = [
        ("quizzes/plan-together.yml", "The owner's"),
        ("quizzes/plan-together.yml", "Zebra ten. They will live it."),
        ("quizzes/plan-together.yml", "title: Plan together"),
        ("docs/modules/plan-together.md", "title: Plan together"),
        ("docs/modules/plan-together.md", "tagline: Whose plan?"),
        ("docs/modules/plan-together.md", "section: Basics"),
        ("docs/modules/plan-together.md", "audience: coordinators"),
        ("docs/resources.md", "title: Resources"),
        ("docs/index.md", "headline: Two small modules"),
    ]
    for number, (name, old) in enumerate(fields):
        key, _, _ = old.rpartition(": ") if old.split(":")[0].isalpha() and ": " in old else ("", "", old)
        word = words[(seed * 5 + number * 3) % len(words)]
        new = f"'{word}'" if name.startswith("docs") or word in quoted or word[0] in "*=~" else word
        course.replace(name, old, f"{key}: {new}" if key else new)
    problems = course.check(today=TODAY)
    assert [problem for problem in problems if problem.severity is Severity.ERROR] == []
    site = course.build(strict=False)
    for page in site.rglob("*.html"):
        text = re.sub(r"<(script|style|code|pre)\b.*?</\1>", "", page.read_text("utf-8"), flags=re.DOTALL)
        assert not re.search(r"^\s*(?:id|number|title|objectives|last_reviewed|headline):", text, re.MULTILINE), page
        assert ":::" not in text, page
        assert "{%" not in text, page
        assert "{{" not in text, page
