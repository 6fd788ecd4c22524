"""Conversation: the walk through every way against one done by hand, and a talk in the browser from start to each ending."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from selfcheck.registry import find_kinds
from selfcheck.shape import validate
from selfcheck.source import parse
from tests.accessibility import VIEWS, audit_views, none, ready
from tests.conftest import Course, Server, sample_course
from tests.quiz_walk import Walk
from tests.test_quiz_plain import OVERFLOWING, SMALL, seen

KIND = find_kinds().kinds["conversation"]
MOVES = {"grows": 1, "same": 0, "shrinks": -1}

# The walk over (turn, level), against one that knows only the YAML


def data(levels: int, start: int, turns: list[Any], endings: list[Any]) -> dict[str, Any]:
    return {
        "id": "talk",
        "kind": "conversation",
        "objective": "listen",
        "prompt": "Talk with her.",
        "person": "Ada",
        "meter": {"label": "Trust", "levels": [f"Level {number + 1}" for number in range(levels)], "start": str(start)},
        "turns": turns,
        "endings": endings,
    }


@st.composite
def talks(draw: st.DrawFn) -> dict[str, Any]:
    levels = draw(st.integers(3, 5))
    turns = [f"turn-{number}" for number in range(draw(st.integers(2, 5)))]
    endings = [f"ending-{number}" for number in range(draw(st.integers(2, 4)))]
    goals = st.none() | st.sampled_from(turns + endings)
    made = []
    for turn in turns:
        replies = []
        for number in range(draw(st.integers(2, 3))):
            reply = {
                "text": f"Say {number}",
                "effect": draw(st.sampled_from(list(MOVES))),
                "feedback": "A reason.",
                "misconception": "M.",
            }
            goal = draw(goals)
            replies.append(reply | ({"next": goal} if goal else {}))
        made.append({"id": turn, "says": "Hm.", "replies": replies})
    ends = []
    for ending in endings:
        level = draw(st.none() | st.integers(1, levels))
        end = {"id": ending, "title": "The end", "text": "It ends.", "result": draw(st.sampled_from(["good", "mixed", "poor"]))}
        ends.append(end | ({"from": str(level)} if level else {}))
    return data(levels, draw(st.integers(1, levels)), made, ends)


def step(talk: dict[str, Any], turn: str, level: int, letter: str) -> tuple[str, int]:
    """Say one reply: what comes then (a turn, an ending or “nothing”) and the level."""
    names = [one["id"] for one in talk["turns"]]
    reply = talk["turns"][names.index(turn)]["replies"]["ABCD".index(letter)]
    level = min(len(talk["meter"]["levels"]), max(1, level + MOVES[reply["effect"]]))
    if "next" in reply:
        return reply["next"], level
    if turn != names[-1]:
        return names[names.index(turn) + 1], level
    fitting = [
        (int(one["from"]), -index, one["id"]) for index, one in enumerate(talk["endings"]) if int(one.get("from", 99)) <= level
    ]
    return max(fitting)[2] if fitting else "nothing", level


def places(talk: dict[str, Any], start: tuple[str, int]) -> set[tuple[str, int]]:
    """Everything that can come from here on, found by trying until nothing new comes."""
    replies = {one["id"]: len(one["replies"]) for one in talk["turns"]}
    found, count = {start}, 0
    while len(found) > count:
        count = len(found)
        found |= {
            step(talk, turn, level, letter) for turn, level in found if turn in replies for letter in "ABCD"[: replies[turn]]
        }
    return found


def by_hand(talk: dict[str, Any]) -> set[tuple[str, object]]:
    """What is wrong, each as (code, where)."""
    turns = [one["id"] for one in talk["turns"]]
    good = {one["id"] for one in talk["endings"] if one["result"] == "good"}
    here = places(talk, (turns[0], int(talk["meter"]["start"])))
    wrong: set[tuple[str, object]] = {("no-ending-for-level", level) for name, level in here if name == "nothing"}
    wrong |= {("ending-not-reached", one["id"]) for one in talk["endings"] if one["id"] not in {name for name, _ in here}}
    wrong |= {("no-good-ending", "")} if not good else set()
    some_good = any(name in good for name, _ in here)
    for turn in turns:
        ahead = [{name for name, _ in places(talk, state)} for state in here if state[0] == turn]
        if not ahead:
            wrong.add(("turn-not-reached", turn))
        elif any(names <= set(turns) for names in ahead):
            wrong.add(("talk-without-end", turn))
        elif some_good and not any(names & good for names in ahead):
            wrong.add(("no-way-to-good", turn))
    return wrong


@settings(max_examples=150, deadline=None, derandomize=True)
@given(talks())
def test_the_check_agrees_with_every_way_walked_by_hand_and_the_ways_it_names_lead_there(talk):
    question, findings = validate(KIND.model, talk)
    assert findings == []
    assert question is not None
    told = [one for one in question.findings() if one.code != "helps-at-one-letter"]
    assert {(one.code, one.values.get("id", one.values.get("level", ""))) for one in told} == by_hand(talk)
    for one in told:
        if "way" in one.values:
            turn, *way = str(one.values["way"]).split(" → ")
            level = int(talk["meter"]["start"])
            for letter, named in zip(way[::2], [*way[1::2], None], strict=False):
                turn, level = step(talk, turn, level, letter)
                assert named in {turn, None}
            assert (turn, level) == ("nothing", one.values["level"]) if "level" in one.values else turn == one.values["id"]


# In the browser


def showpiece() -> dict[str, Any]:
    source = parse(KIND.read("examples.yml"), "examples.yml", lambda *found: pytest.fail(str(found)))
    assert source is not None
    examples: Any = source.value
    return {**examples["valid"][1]["question"], "objective": "listen"}


TALK = showpiece()
LEVELS = TALK["meter"]["levels"]
VERBS = {"grows": "grows", "same": "stays as it is", "shrinks": "shrinks"}
WAYS = {"own-plan": "BACBAC", "think": "BBACBB", "leaves": "ACBACA"}
PAGE = "modules/listen-first/"


def talk_course(folder: Any) -> Course:
    course = sample_course(folder)
    course.remove("ids.lock")
    write(course, TALK)
    return course


def write(course: Course, question: dict[str, Any]) -> None:
    quiz = {"id": "listen-first", "title": "Listen first", "questions": [question]}
    course.write("quizzes/listen-first.yml", yaml.dump(quiz, allow_unicode=True, sort_keys=False))
    course.build(strict=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Iterator[str]:
    server = Server(talk_course(tmp_path_factory.mktemp("talk") / "course").site)
    yield server.url
    server.close()


@pytest.fixture
def walk(page: Page, site: str) -> Walk:
    return Walk(page).open(site + PAGE)


def say_reply(walk: Walk, letter: str, way: str = "pointer") -> None:
    """Say one reply; by keyboard, focus is where the page has put it."""
    if way == "keyboard":
        walk.press({"A": "Space", "B": "ArrowDown", "C": "ArrowUp"}[letter])
        walk.press("Enter")
    else:
        walk.click(walk.quiz.locator(".sbs-opt label").nth("ABC".index(letter)))
        walk.click(walk.button("Say this"))


def say_all(walk: Walk, letters: str) -> None:
    for letter in letters:
        say_reply(walk, letter)


def transcript(walk: Walk) -> list[str]:
    return [" ".join(text.split()) for text in walk.quiz.locator(".sbs-dialogue > ol > li").all_text_contents()]


def told(number: int, letter: str, level: int) -> tuple[str, int]:
    """What a reply brings about in words, and the level after it."""
    reply = TALK["turns"][number]["replies"]["ABC".index(letter)]
    level = min(max(level + MOVES[reply["effect"]], 1), len(LEVELS))
    return f"Dwayne’s talk about change {VERBS[reply['effect']]}: {LEVELS[level - 1]}. {reply['feedback']}", level


@pytest.mark.parametrize("way", ["keyboard", "pointer"])
@pytest.mark.parametrize("name", WAYS)
def test_each_ending_is_reached_and_each_reply_is_told_once(walk, name, way):
    level, lines = 2, []
    if way == "keyboard":
        walk.tab_to(walk.quiz.locator("input").first)
    for number, letter in enumerate(WAYS[name]):
        says = f"Dwayne {TALK['turns'][number]['says']}"
        meter = walk.quiz.locator(".sbs-dialogue > ol + p")
        expect(meter).to_contain_text(f"Dwayne’s talk about change: {LEVELS[level - 1]} ({level} of 7)")
        say_reply(walk, letter, way)
        box, level = told(number, letter, level)
        lines += [says, f"Ben {TALK['turns'][number]['replies']['ABC'.index(letter)]['text']}", box]
        last = number == len(WAYS[name]) - 1
        after = "That was the last one. You have finished this quiz." if last else f"Dwayne {TALK['turns'][number + 1]['says']}"
        assert walk.heard() == [f"{box} {after}"]
        assert transcript(walk) == lines + ([] if last else [after])
        assert walk.focus().startswith("H4 " if last else "INPUT")
    ending = next(one for one in TALK["endings"] if one["id"] == name)
    question = walk.question("resume-class")
    expect(question.locator("h4")).to_have_text(f"A {ending['result']} ending: {ending['title']}")
    expect(question.locator(".sbs-ending")).to_contain_text(ending["text"])
    expect(question).to_have_attribute("data-verdict", "done")
    expect(question.locator("h3")).to_have_text("Question 1 of 1 · done")
    expect(question.locator("[type=submit], .sbs-screen")).to_have_count(2)
    expect(question.locator("[type=submit]:visible, .sbs-how:visible")).to_have_count(0)
    assert "Right." not in walk.quiz.inner_text()


def test_the_ending_groups_the_replies_by_what_they_did_and_from_each_one_can_go_back(walk):
    say_all(walk, "BBBACC")
    groups = walk.quiz.locator(".sbs-ending p:has(+ ul)")
    expect(groups).to_have_text([f"Dwayne’s talk about change {verb}:" for verb in ("grows", "shrinks", "stays as it is")])
    for number in range(6):
        text = TALK["turns"][number]["replies"]["ABC".index("BBBACC"[number])]["text"]
        row = walk.quiz.locator(".sbs-ending li", has_text=text)
        before = transcript(walk)
        walk.heard()
        walk.click(row.get_by_role("button", name=f"Go back to this turn: {text}"))
        assert walk.focus() == "INPUT "
        expect(walk.quiz.locator("input").first).to_be_focused()
        assert transcript(walk) == before[: 3 * number + 1]
        assert len(walk.heard()) == 1
        say_all(walk, "BBBACC"[number:])
    walk.heard()
    walk.click(walk.button("Start over"))
    assert transcript(walk) == [f"Dwayne {TALK['turns'][0]['says']}"]
    assert walk.heard() == [f"Dwayne {TALK['turns'][0]['says']}"]
    expect(walk.question("resume-class").locator("h3")).to_have_text("Question 1 of 1 · done")


def test_saying_nothing_asks_once_beside_the_replies_and_goes_to_the_first(walk):
    say_reply(walk, "A")
    walk.heard()
    walk.click(walk.button("Say this"))
    assert walk.heard() == ["Choose what you say first."]
    expect(walk.quiz.locator(".sbs-how + .sbs-ask + .sbs-opt")).to_be_visible()
    expect(walk.quiz.locator("input").first).to_be_focused()
    say_reply(walk, "A")
    expect(walk.quiz.locator(".sbs-ask")).to_have_count(0)


def test_a_reload_comes_back_to_the_same_turn_and_to_the_same_ending(walk, page):
    say_all(walk, "BAC")
    there = transcript(walk)
    page.reload()
    assert transcript(walk) == there
    expect(walk.question("resume-class")).not_to_have_attribute("data-verdict", "done")
    say_all(walk, "BAC")
    page.reload()
    expect(walk.quiz.locator("h4")).to_have_text("A good ending: He makes a plan of his own")
    walk.click(walk.quiz.get_by_role("button", name="Go back to this turn").nth(1))
    page.reload()
    assert transcript(walk) == there[:4]
    expect(walk.question("resume-class").locator("h3")).to_have_text("Question 1 of 1 · done")
    walk.click(walk.button("Answer the questions again"))
    assert len(transcript(walk)) == 1


def test_an_edited_talk_goes_on_as_far_as_the_way_still_exists(page, tmp_path, serve):
    course = talk_course(tmp_path / "course")
    walk = Walk(page).open(serve(course.site) + PAGE)
    say_all(walk, "BACBAC")
    there = transcript(walk)
    reply = TALK["turns"][2]["replies"][2] | {"text": "“What is it like for him there?”"}
    turn = TALK["turns"][2] | {"replies": [*TALK["turns"][2]["replies"][:2], reply]}
    write(course, TALK | {"turns": [*TALK["turns"][:2], turn, *TALK["turns"][3:]]})
    page.reload()
    assert transcript(walk) == there[:7]
    expect(walk.quiz.locator(".sbs-changed")).to_be_visible()
    expect(walk.question("resume-class").locator("h3")).to_have_text("Question 1 of 1 · done")
    say_reply(walk, "C")
    write(course, TALK | {"turns": TALK["turns"][1:]})
    page.reload()
    assert transcript(walk) == [f"Dwayne {TALK['turns'][1]['says']}"]


def test_going_on_in_another_tab_moves_this_one_along_and_keeps_its_focus_in_the_question(walk, context, site):
    say_reply(walk, "B")
    other = Walk(context.new_page()).open(site + PAGE)
    say_reply(other, "A")
    expect(walk.quiz.locator(".they")).to_have_count(3)
    assert transcript(walk) == transcript(other)
    expect(walk.quiz.locator("input").first).to_be_focused()


def test_a_damaged_place_is_no_harm(walk, page):
    say_reply(walk, "B")
    for broken in ('{"t":"part"}', '{"t":"part","c":7}', '{"t":"part","c":[null,{},"own-plan","__proto__.x"]}'):
        page.evaluate(
            "(text) => { for (const key of Object.keys(localStorage)) if (key.includes('.part')) localStorage[key] = text; }",
            broken,
        )
        page.reload()
        assert transcript(walk) == [f"Dwayne {TALK['turns'][0]['says']}"]


def test_nothing_is_given_away_and_nothing_stands_twice(walk):
    replies = [reply for turn in TALK["turns"] for reply in turn["replies"]]
    shown = " ".join(walk.quiz.inner_text().split())
    assert not [reply for reply in replies if reply["feedback"] in shown]
    assert not [ending for ending in TALK["endings"] if ending["title"] in shown]
    say_all(walk, "BA")
    shown = " ".join(walk.quiz.locator(".sbs-dialogue").inner_text().split())
    texts = [turn["says"] for turn in TALK["turns"][:3]] + [reply["text"] for reply in TALK["turns"][2]["replies"]]
    assert [shown.count(text) for text in texts] == [1] * len(texts)
    assert TALK["turns"][3]["says"] not in shown


# Without JavaScript, on paper, small


def test_without_javascript_every_link_leads_on_from_the_first_line_to_an_ending(browser: Browser, site):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + PAGE)
    links = page.locator(".sbs-sheet a, .sbs-answer a").all()
    for link in links:
        assert page.locator(f"[id='{str(link.get_attribute('href'))[1:]}']").count() == 1
    assert len(links) == 18 + 18 + 3
    place = page.locator(".sbs-sheet [data-turn]").first
    for letter in "BACBAC":
        place.locator("a").nth("ABC".index(letter)).click()
        landing = page.locator(":target")
        expect(landing.locator("[data-feedback]")).to_be_visible()
        expect(landing).to_contain_text("grows: one level up.")
        landing.locator("a").click()
        place = page.locator(":target")
    expect(place).to_contain_text("6 or higher:")
    place.get_by_role("link", name="He makes a plan of his own").click()
    expect(page.locator(":target")).to_contain_text(TALK["endings"][0]["text"])
    context.close()


@pytest.mark.parametrize("talked", [False, True], ids=["untouched", "at an ending"])
def test_paper_is_a_sheet_for_two_with_effects_among_the_answers(walk, page, talked):
    if talked:
        say_all(walk, "BACBAC")
    page.emulate_media(media="print")
    assert seen(page, ".sbs-scene") == [TALK["scene"]]
    turns = [f"Turn {number} · Dwayne {turn['says']}" for number, turn in enumerate(TALK["turns"], 1)]
    assert seen(page, "[data-turn] > div") == turns
    assert seen(page, ".sbs-q .sbs-paper") == ["Begin with turn 1, and mark each reply that you choose."]
    assert seen(page, "[data-turn] > ol > li") == [reply["text"] for turn in TALK["turns"] for reply in turn["replies"]]
    assert seen(page, ".sbs-key [data-feedback]") == [reply["feedback"] for turn in TALK["turns"] for reply in turn["replies"]]
    assert seen(page, ".sbs-key dl:last-of-type dt") == [f"A {one['result']} ending: {one['title']}" for one in TALK["endings"]]
    assert seen(page, ".sbs-dialogue, .sbs-quiz button") == []


STATES = ("", "BCB", "ACC")  # the start, then on to the middle, then on to the end, with replies of every sort


def test_at_320_px_nothing_scrolls_sideways_and_every_control_is_44_px(walk, page):
    page.set_viewport_size({"width": 320, "height": 640})
    for letters in STATES:
        say_all(walk, letters)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        assert page.evaluate(OVERFLOWING) == []
        assert page.evaluate(SMALL) == []


def test_axe_finds_nothing_at_the_start_in_the_middle_and_at_the_end(page, site):
    ready(page)
    walk = Walk(page).open(site + PAGE)
    for letters in STATES:
        say_all(walk, letters)
        none(audit_views(page, ".sbs-quiz", (VIEWS[0], VIEWS[-1])))  # light and wide, dark and narrow


def test_forced_colours_keep_bubbles_and_meter_in_sight(walk, page):
    page.emulate_media(forced_colors="active")
    say_all(walk, "BB")
    widths = "(all) => all.map((one) => getComputedStyle(one).borderTopWidth)"
    bubbles = walk.quiz.locator(".they, .you").evaluate_all(widths)
    assert len(bubbles) == 5
    assert "0px" not in bubbles
    filled, empty = (walk.quiz.locator(f".sbs-dialogue i{which}").evaluate_all(widths) for which in (".on", ":not(.on)"))
    assert (len(filled), len(empty)) == (3, 4)
    assert not set(filled) & set(empty)
