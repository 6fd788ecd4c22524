"""Rules across files. Each mistake by itself is in malformed/; here is what the rules do with edges, order and time."""

from __future__ import annotations

from datetime import date

import pytest

from selfcheck.content import find_root
from selfcheck.links import check_course
from tests.conftest import TODAY, Course

MODULE = "docs/modules/listen-first.md"
OTHER = "docs/modules/plan-together.md"


def told(course: Course, today: date = TODAY) -> list[tuple[str, str]]:
    return [(str(one.place), one.code) for one in course.check(today=today)]


def test_the_sample_has_nothing_to_tell(course):
    assert told(course) == []


def test_modules_stand_in_the_order_of_the_navigation(course):
    read, _ = check_course(course.root, today=TODAY)
    assert list(read.modules) == ["listen-first", "plan-together"]
    module = read.module_of("plan-together")
    assert module is not None
    assert (module.id, module.quiz_id, read.module_of("nowhere")) == ("plan-together", "plan-together", None)


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("1.9", "1.10", []),
        ("1.10", "1.9", ["number-order"]),
        ("2", "10", []),
        ("1", "1.1", []),
        ("1.1", "1.1", ["duplicate-number"]),
        ("1.1", "1.1.1", []),
    ],
)
def test_numbers_are_compared_as_numbers(course, first, second, codes):
    course.replace(MODULE, '"1.1"', f'"{first}"')
    course.replace(OTHER, '"1.2"', f'"{second}"')
    assert [code for _, code in told(course)] == codes


def test_a_page_without_a_place_in_the_navigation_is_no_module(course):
    course.write("docs/about/more.md", "# More\n\n::: all-sources\n")
    assert told(course) == []


def test_an_agencys_own_modules_count_too(course):
    text = (course.root / OTHER).read_text("utf-8")
    course.write("docs/local/modules/our-plan.md", text.replace("plan-together", "our-plan").replace('"1.2"', '"9.1"'))
    course.write(
        "quizzes/our-plan.yml", (course.root / "quizzes/plan-together.yml").read_text().replace("plan-together", "our-plan")
    )
    course.replace("mkdocs.yml", "  - About:", "  - Ours:\n      - local/modules/our-plan.md\n  - About:")
    assert [code for _, code in told(course)] == ["id-not-locked", "id-not-locked"]


def test_two_files_with_one_id_do_not_hide_each_other(course):
    course.write("quizzes/copy.yml", (course.root / "quizzes/plan-together.yml").read_bytes())
    assert told(course) == [("quizzes/copy.yml:1:5", "id-is-file-name")]


def test_a_retired_resource_and_a_source_without_address_need_no_check(course):
    course.replace("docs/resources.md", "status: ok, checked: 2026-11-01", "status: gone, checked: 2020-01-01")
    assert told(course) == []


@pytest.mark.parametrize(
    ("today", "codes"),
    [
        (date(2026, 11, 2), []),
        (date(2028, 5, 1), []),
        (date(2028, 5, 3), ["link-unchecked", "review-due", "review-due"]),
        (date(2040, 1, 1), ["link-unchecked", "review-due", "review-due"]),
    ],
    ids=str,
)
def test_time_passes_for_reviews_and_links(course, today, codes):
    assert sorted(code for _, code in told(course, today)) == codes


def test_a_review_in_the_future_is_noticed(course):
    course.replace(MODULE, "last_reviewed: 2026-11-01", "last_reviewed: 2062-11-01")
    assert told(course) == [(f"{MODULE}:17:16", "date-ahead")]
    course.replace("docs/resources.md", "checked: 2026-11-01", "checked: 2026-11-24")
    assert told(course) == [(f"{MODULE}:17:16", "date-ahead"), ("docs/resources.md:4:144", "date-ahead")]


def test_tomorrow_is_today_somewhere(course):
    course.replace(MODULE, "last_reviewed: 2026-11-01", "last_reviewed: 2026-11-23")
    assert told(course) == []


def statements(answers: str) -> str:
    return "id: plan-together\ntitle: Plan together\nretired: [whose-words]\nquestions:\n" + "".join(
        f"""\
  - id: number-{number}
    kind: true_false
    objective: own
    prompt: Apples come {number} times.
    answer: {"true" if answer == "t" else "false"}
    when_true: {{feedback: They do., misconception: A.}}
    when_false: {{feedback: Count again., misconception: Fruit is fruit.}}
"""
        for number, answer in enumerate(answers)
    )


@pytest.mark.parametrize(
    ("answers", "found"),
    [("ttt", False), ("tttf", True), ("tttff", False), ("ttttff", True), ("ttff", False), ("ffff", True)],
)
def test_more_than_six_in_ten_on_one_side_is_too_many(course, answers, found):
    course.write("quizzes/plan-together.yml", statements(answers))
    assert ("one-sided-statements" in [code for _, code in told(course)]) is found


def test_the_whole_course_is_counted_too(course):
    for name, answers in (("a", "ttf"), ("b", "ttf"), ("c", "ttt")):
        course.write(
            f"quizzes/{name}.yml", statements(answers).replace("plan-together", name).replace("retired: [whose-words]\n", "")
        )
    problems = [one for one in course.check(today=TODAY) if one.code == "one-sided-statements"]
    assert [(str(one.place), one.message) for one in problems] == [
        ("quizzes:1:1", "7 of 10 true/false statements in the course are true.")
    ]


def test_a_quiz_that_is_not_sound_is_not_counted(course):
    course.write("quizzes/plan-together.yml", statements("ttttt").replace("kind: true_false", "kind: tru_false", 1))
    assert [code for _, code in told(course) if code != "id-not-locked"] == ["unknown-kind"]


def test_broken_sources_make_no_source_unknown(course):
    course.replace("docs/about/sources.md", "publisher: An agency", "publisher: An agency: ours")
    assert told(course) == [("docs/about/sources.md:4:59", "colon-in-text")]


def test_no_sources_at_all_make_every_source_unknown(course):
    course.remove("docs/about/sources.md")
    assert [code for _, code in told(course)] == ["unknown-source", "unknown-source"]


def test_a_course_without_a_navigation(course):
    text = (course.root / "mkdocs.yml").read_text("utf-8")
    start, end = text.index("nav:"), text.index("plugins:")
    course.write("mkdocs.yml", text[:start] + text[end:])
    assert [code for _, code in told(course)] == ["not-in-nav"] * 4


def test_a_broken_configuration_is_told_once(course):
    course.replace("mkdocs.yml", "site_name: Sample", "site_name: Sample: ours")
    assert told(course) == [("mkdocs.yml:1:18", "colon-in-text")]


def test_an_empty_course_only_lacks_its_id(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    assert told(Course(tmp_path)) == [("mkdocs.yml:1:1", "site-id")]
    (tmp_path / "mkdocs.yml").write_text("", "utf-8")
    assert told(Course(tmp_path)) == [("mkdocs.yml:1:1", "site-id")]


def test_the_course_is_found_from_a_folder_inside_it(course):
    assert find_root(course.root / "docs" / "modules") == course.root
    with pytest.raises(FileNotFoundError, match=r"^no mkdocs\.yml in "):
        find_root(course.root.parent)
