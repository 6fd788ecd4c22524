"""Lines to find a place for (matching, categorize, ordering): what the contract of every kind cannot see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from selfcheck.interaction import Matching, Row, Sequencing
from selfcheck.rows import RowsQuestion
from selfcheck.shape import validate
from tests.accessibility import VIEWS, audit_views, crawl, none, ready, view
from tests.conftest import Server, profile, sample_course
from tests.quiz_walk import Walk
from tests.test_kinds import REGISTRY, _yaml, examples

PLAN = "modules/plan-together/"
KINDS = ("matching", "categorize", "ordering")
VALID = {kind.name: example["question"] for kind, example in (one.values for one in examples("valid")) if kind.name in KINDS}
ID = {kind: str(question["id"]) for kind, question in VALID.items()}


@pytest.fixture(scope="module")
def rows_site(tmp_path_factory) -> Iterator[str]:
    """A module whose quiz is the first example of each kind."""
    course = sample_course(tmp_path_factory.mktemp("rows") / "course")
    questions = [VALID[kind] | {"objective": "own"} for kind in KINDS]
    course.write("quizzes/plan-together.yml", _yaml({"id": "plan-together", "title": "Lines", "questions": questions}))
    course.remove("ids.lock")
    server = Server(course.build(strict=False))
    yield server.url
    server.close()


@pytest.fixture
def walk(page: Page, rows_site: str) -> Walk:
    """At the quiz, with all three questions in sight."""
    ready(page)
    walk = Walk(page, quiz="plan-together").open(rows_site + PLAN)
    walk.click(walk.button("Show all questions"))
    walk.heard()
    return walk


def question(kind: str) -> RowsQuestion:
    made, _ = validate(REGISTRY.kinds[kind].model, VALID[kind])
    assert isinstance(made, RowsQuestion)
    return made


def rows_of(kind: str) -> tuple[Row, ...]:
    return steps().rows if kind == "ordering" else matching(kind).rows


def matching(kind: str) -> Matching:
    item = question(kind).interaction()
    assert isinstance(item, Matching)
    return item


def steps() -> Sequencing:
    item = question("ordering").interaction()
    assert isinstance(item, Sequencing)
    return item


def row(walk: Walk, kind: str, text: str) -> Locator:
    return walk.question(ID[kind]).locator("[data-row]", has_text=text)


def texts(walk: Walk) -> list[str]:
    return walk.question(ID["ordering"]).locator("li [data-text]").all_inner_texts()


def check(walk: Walk, kind: str) -> None:
    walk.check(ID[kind])


def choose(walk: Walk, kind: str, targets: Mapping[str, str]) -> None:
    """Put each line, by its id, to a target, by its id."""
    for line, target in targets.items():
        control = walk.question(ID[kind]).locator(f"[data-row='{line}']")
        if kind == "matching":
            control.locator("select").select_option(f"{line}={target}")
        else:
            control.locator(f"[value='{line}={target}']").locator("xpath=..").click()


def places(kind: str) -> tuple[dict[str, str], dict[str, str]]:
    """The right target of each line, and the same with the last two lines' targets exchanged or taken from the first line."""
    right = {one.id: one.target or "" for one in matching(kind).rows}
    *_, third, last = right
    return right, right | {third: right[last], last: right[third]}


def answer(walk: Walk, kind: str, *, right: bool) -> None:
    if kind == "ordering":
        wanted = [one.text for one in steps().rows]
        for index, text in enumerate(wanted if right else wanted[::-1]):
            while texts(walk).index(text) > index:
                row(walk, kind, text).get_by_role("button", name="Up").click()
    else:
        choose(walk, kind, places(kind)[0 if right else 1])
    check(walk, kind)
    expect(walk.question(ID[kind])).to_have_attribute("data-verdict", "right" if right else "wrong")


# What is announced, and where focus is


@pytest.mark.parametrize("kind", KINDS)
def test_a_check_is_announced_once_with_the_lines_to_look_at_and_choosing_is_silent(walk, kind):
    answer(walk, kind, right=False)
    told = walk.heard()
    lines = {"matching": "3 and 4", "categorize": "3 and 4", "ordering": "1, 2, 3, and 4"}[kind]
    assert told[-1].startswith(f"Not quite. Look again at lines {lines}. ")
    assert told[-1].count(question(kind).if_not) == 1
    assert len([one for one in told if "position" not in one]) == 1  # a move says where the line is now
    answer(walk, kind, right=True)
    assert walk.heard()[-1] == "Right. Every line is in its place."


def test_arrows_in_a_select_and_among_the_tiles_say_nothing(walk):
    for kind, keys in (("matching", ("a", "ArrowDown", "ArrowDown")), ("categorize", ("Space", "ArrowDown", "ArrowUp"))):
        walk.question(ID[kind]).locator("select, input").first.focus()
        walk.press(*keys)
        assert walk.heard() == []


def test_a_move_is_announced_once_and_focus_stays_on_its_button_to_the_end(walk):
    start = texts(walk)
    button = row(walk, "ordering", start[0]).get_by_role("button", name="Down")
    button.focus()
    for place in (2, 3, 4):
        walk.press("Enter")
        assert walk.heard() == [f"{start[0]}, position {place} of 4"]
        expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-disabled", "true")
    assert texts(walk) == [*start[1:], start[0]]
    walk.press("Space")
    assert walk.heard() == [f"{start[0]}, position 4 of 4"]
    assert texts(walk) == [*start[1:], start[0]]
    walk.press("Shift+Tab", "Space")
    expect(button).not_to_have_attribute("aria-disabled", "true")
    expect(row(walk, "ordering", start[0]).get_by_role("button", name="Up")).to_be_focused()


@pytest.mark.parametrize("kind", ["matching", "categorize"])
def test_an_open_line_is_named_and_its_control_has_focus(walk, kind):
    right = places(kind)[0]
    first, second, *_ = right
    choose(walk, kind, {first: right[first]})
    check(walk, kind)
    assert walk.heard() == ["Line 2 is still open. Choose for it too."]
    line = walk.question(ID[kind]).locator(f"[data-row='{second}']")
    expect(line.locator(".sbs-ask")).to_be_in_viewport()
    expect(line.locator("select, input").first).to_be_focused()
    choose(walk, kind, right)
    expect(line.locator(".sbs-ask")).to_have_count(0)


def test_an_order_nobody_touched_asks_for_a_move(walk):
    check(walk, "ordering")
    assert walk.heard() == ["Move at least one step first."]
    assert walk.focus() == "BUTTON Down"
    assert walk.question(ID["ordering"]).get_attribute("data-verdict") is None


# What is shown


@pytest.mark.parametrize("kind", ["matching", "categorize"])
def test_right_lines_say_why_and_the_others_a_question_and_never_their_place(walk, kind):
    answer(walk, kind, right=False)
    box = walk.question(ID[kind])
    for number, one in enumerate(matching(kind).rows):
        line = box.locator(f"[data-row='{one.id}']")
        expect(line.locator(".sbs-f")).to_have_text(
            f"Right. {one.feedback}" if number < 2 else f"Look at this line again. {one.again}"
        )
        expect(line.locator("select, fieldset") if kind == "matching" else line).to_have_accessible_description(
            line.locator(".sbs-f").inner_text()
        )
    assert box.locator(":disabled").count() == 0
    choose(walk, kind, dict(list(places(kind)[0].items())[2:]))
    expect(box.locator(".sbs-f", has_text="Look at this line again.")).to_have_count(0)
    expect(box.locator(".sbs-f", has_text="Right.")).to_have_count(2)


def test_lines_that_follow_each_other_as_they_should_are_left_alone(walk):
    listed = [one.text for one in steps().rows]
    assert texts(walk) == [listed[1], listed[0], listed[2], listed[3]]
    row(walk, "ordering", listed[2]).get_by_role("button", name="Down").click()
    check(walk, "ordering")
    again = walk.question(ID["ordering"]).locator("li.not [data-text]").all_inner_texts()
    assert len(again) == 2
    for text in [one for one in listed if one not in again]:
        expect(row(walk, "ordering", text).locator(".sbs-f strong")).to_have_text("Right.")


# Dragging


def drag(walk: Walk, line: Locator, to: Locator) -> None:
    grip = line.locator(".sbs-grip")
    grip.scroll_into_view_if_needed()
    grip.hover()
    walk.page.mouse.down()
    box = to.bounding_box()
    assert box
    walk.page.mouse.move(box["x"] + 60, box["y"] + box["height"] / 2, steps=8)


def test_a_step_can_be_dragged(walk):
    start = texts(walk)
    walk.question(ID["ordering"]).locator("li").last.scroll_into_view_if_needed()
    drag(walk, row(walk, "ordering", start[0]), row(walk, "ordering", start[2]))
    walk.page.mouse.up()
    assert texts(walk) == [start[1], start[2], start[0], start[3]]
    assert walk.heard()[-1] == f"{start[0]}, position 3 of 4"
    drag(walk, row(walk, "ordering", start[3]), row(walk, "ordering", start[1]))
    walk.page.mouse.up()
    assert texts(walk) == [start[3], start[1], start[2], start[0]]


def test_a_line_can_be_dragged_onto_a_bins_name_and_let_go_elsewhere(walk):
    box = walk.question(ID["categorize"])
    line = box.locator("[data-row]").first
    bin_ = box.locator("[data-bin]").last
    drag(walk, line, bin_)
    expect(bin_).to_have_class("over")
    walk.page.mouse.up()
    expect(line.get_by_role("radio").last).to_be_checked()
    expect(box.locator(".over, .held")).to_have_count(0)
    drag(walk, line, box.locator("legend").first)
    walk.page.mouse.up()
    expect(line.get_by_role("radio").last).to_be_checked()
    assert walk.heard() == []
    assert crawl(walk.page) == []  # neither grips nor bins are stops of the Tab key


def test_a_finger_can_drag_too(browser: Browser, rows_site):
    with profile(browser, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True) as context:
        walk = Walk(context.new_page(), quiz="plan-together").open(f"{rows_site}{PLAN}#plan-together-{ID['ordering']}")
        start = texts(walk)
        walk.question(ID["ordering"]).locator("li").last.scroll_into_view_if_needed()
        points = []
        for text in start[:2]:
            box = row(walk, "ordering", text).locator(".sbs-grip").bounding_box()
            assert box
            points.append({"x": box["x"] + 20, "y": box["y"] + 20})
        finger = context.new_cdp_session(walk.page)
        for kind, at in (("touchStart", [points[0]]), ("touchMove", [points[1]]), ("touchEnd", [])):
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})
        expect(walk.question(ID["ordering"]).locator("li [data-text]").first).to_have_text(start[1])


# Keeping


@pytest.mark.parametrize("kind", KINDS)
def test_the_last_try_is_shown_again_after_a_reload(walk, kind):
    answer(walk, kind, right=False)
    box = walk.question(ID[kind])
    said, chosen = box.locator(".sbs-f").all_text_contents(), state(box)
    assert len(said) == 5  # one for each line, and which lines to look at
    walk.page.reload()
    expect(box).to_have_attribute("data-verdict", "wrong")
    assert box.locator(".sbs-f").all_text_contents() == said
    assert state(box) == chosen
    assert walk.heard() == []


def state(box: Locator) -> list[str]:
    chosen: list[str] = box.locator(":checked, li[data-row]").evaluate_all(
        "(all) => all.map((one) => one.value || one.dataset.row)"
    )
    return chosen


EDIT = """([kind, edit]) => {
  for (const key of Object.keys(localStorage)) {
    if (!key.includes(`/${kind}/`)) continue;
    const event = JSON.parse(localStorage[key]);
    localStorage[key] = JSON.stringify({ ...event, ...edit });
  }
}"""


@pytest.mark.parametrize("kind", KINDS)
def test_a_line_that_is_gone_or_new_since_the_try_breaks_nothing(walk, kind):
    answer(walk, kind, right=True)
    if kind == "ordering":
        old, known = ["gone", steps().rows[0].id, steps().rows[2].id, "'] \"", ""], 2
    else:
        right = [f"{line}={target}" for line, target in places(kind)[0].items()]
        old, known = [f"gone={right[0].split('=')[1]}", right[1], right[2].split("=")[0] + "=gone", "'] \"", "="], 1
    walk.page.evaluate(EDIT, [ID[kind], {"c": old, "h": "another", "ok": 1}])
    walk.page.reload()
    walk.click(walk.button("Show all questions"))
    box = walk.question(ID[kind])
    expect(box.locator(".sbs-changed")).to_be_visible()
    expect(box.locator(".sbs-f")).to_have_count(known)
    expect(box.get_by_role("heading")).to_contain_text("right")
    answer(walk, kind, right=True)


def test_what_is_half_chosen_survives_a_try_in_another_tab(walk, context, rows_site):
    right = places("matching")[0]
    first, *_ = right
    choose(walk, "matching", {first: right[first]})
    other = Walk(context.new_page(), quiz="plan-together").open(rows_site + PLAN)
    other.click(other.button("Show all questions"))
    answer(other, "matching", right=False)
    box = walk.question(ID["matching"])
    expect(box).to_have_attribute("data-verdict", "wrong")
    assert [value for value in state(box) if value] == [f"{first}={right[first]}"]


# Without what most people have


def test_without_javascript_everything_can_be_read_and_chosen_and_nothing_is_dead(browser: Browser, rows_site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(rows_site + PLAN)
    quiz = page.locator("#quiz-plan-together")
    expect(quiz.get_by_role("button")).to_have_count(0)
    expect(quiz.get_by_role("combobox").first).to_have_accessible_name("1. " + matching("matching").rows[0].text)
    quiz.get_by_role("combobox").first.select_option(label="A. refer")
    quiz.get_by_role("group", name=matching("categorize").rows[0].text).get_by_label("Directs").check()
    assert quiz.locator(".sbs-order [data-text]").all_inner_texts() == [one.text for one in steps().start]
    for kind in KINDS:
        key = page.locator(f"#plan-together-{ID[kind]}-key")
        key.locator("summary").click()
        for one in rows_of(kind):
            expect(key.get_by_text(one.feedback)).to_be_visible()
        expect(key.locator("[data-again]:visible")).to_have_count(0)
    context.close()


def test_paper_has_blanks_to_fill_in_and_the_key(walk, page):
    page.emulate_media(media="print")
    quiz = walk.quiz
    expect(quiz.locator(".sbs-grip:visible, .sbs-quiz button:visible")).to_have_count(0)
    expect(quiz.locator(".sbs-shelf").first).to_be_visible()
    blank = quiz.get_by_role("combobox").first
    expect(blank).to_have_css("color", "rgba(0, 0, 0, 0)")
    expect(blank).to_have_css("border-bottom-style", "solid")
    assert "solid" in quiz.locator(".sbs-order li").first.evaluate("(one) => getComputedStyle(one, '::before').borderBottom")
    page.emulate_media(media="screen")
    answer(walk, "matching", right=False)
    answer(walk, "ordering", right=True)
    page.emulate_media(media="print")
    expect(blank).not_to_have_css("color", "rgba(0, 0, 0, 0)")
    assert "counter" in quiz.locator(".sbs-order li").first.evaluate("(one) => getComputedStyle(one, '::before').content")


def test_at_320_px_nothing_scrolls_sideways_and_controls_are_44_px_in_every_state(walk, page):
    view(page, "light", 320)
    for right in (None, False, True):
        for kind in KINDS:
            if right is not None:
                answer(walk, kind, right=right)
        none(page.evaluate("[...look.wide(), ...look.cut(), ...look.small()]"))
    none(crawl(page))


@pytest.mark.parametrize("right", [None, False, True], ids=["start", "wrong", "right"])
def test_axe_finds_nothing(walk, page, right):
    for kind in KINDS:
        if right is None:
            check(walk, kind)
        else:
            answer(walk, kind, right=right)
    none(audit_views(page, ".sbs-quiz", (VIEWS[0], VIEWS[-1])))  # light and wide, dark and narrow
    page.emulate_media(forced_colors="active")
    expect(walk.quiz.locator(".sbs-line").first).to_have_css("border-top-style", "solid")


def stored(page: Page) -> list[object]:
    return [json.loads(text) for text in page.evaluate("Object.values(localStorage)")]


def test_nothing_is_kept_before_a_check(walk, page):
    choose(walk, "matching", places("matching")[0])
    row(walk, "ordering", texts(walk)[0]).get_by_role("button", name="Down").click()
    assert not [one for one in stored(page) if isinstance(one, dict) and one.get("t") == "try"]
