"""How a person answers each kind of question, by keyboard or by pointer.

It is told by the interaction, so that a new kind that speaks one of these needs nothing here.
"""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator

from selfcheck.interaction import Choice, Dialogue, FreeText, Interaction, Matching, Row, Sequencing
from tests.quiz_walk import Walk

MOST_TURNS = 30


def answer(walk: Walk, box: Locator, item: Interaction, *, right: bool, keys: bool) -> None:
    """Choose a right answer in a question, or one that is not. Nothing is checked yet; a talk is led up to its last reply."""
    for kind, act in ACTS.items():
        if isinstance(item, kind):
            act(walk, box, item, right, keys)
            return
    raise AssertionError(f"say in ACTS how a person answers {type(item).__name__}")


def check(walk: Walk, box: Locator, *, keys: bool) -> None:
    button = box.locator("[type=submit]")
    if keys:
        walk.tab_to(button)
        walk.press("Enter")
    else:
        walk.click(button)


def _choice(walk: Walk, box: Locator, item: Choice, right: bool, keys: bool) -> None:
    fitting = [one.id for one in item.alternatives if one.correct]
    wanted = set(fitting) if right else {next(one.id for one in item.alternatives if not one.correct)}
    boxes = box.locator("input")
    if not item.multiple:
        _choose(walk, boxes, [one.id in wanted for one in item.alternatives].index(True), keys=keys)
        return
    for index, one in enumerate(item.alternatives):
        if boxes.nth(index).is_checked() is not (one.id in wanted):
            _press_at(walk, boxes.nth(index), keys=keys)


def _choose(walk: Walk, radios: Locator, index: int, *, keys: bool) -> None:
    """Choose one of a group of radios: by keyboard Tab leads to the chosen one or the first, and arrows go on from there."""
    if not keys:
        walk.click(radios.nth(index).locator("xpath=ancestor::label"))
        return
    now = [radios.nth(at).is_checked() for at in range(radios.count())]
    start = now.index(True) if True in now else 0
    walk.tab_to(radios.nth(start))
    walk.press(*["ArrowDown" if index > start else "ArrowUp"] * abs(index - start) or ["Space"])


def _press_at(walk: Walk, control: Locator, *, keys: bool) -> None:
    if keys:
        walk.tab_to(control)
        walk.press("Space")
    else:
        walk.click(control)


def _matching(walk: Walk, box: Locator, item: Matching, right: bool, keys: bool) -> None:
    """Every line gets its target, or, to be not right, the one after it."""
    names = [target.id for target in item.targets]
    for row in item.rows:
        index = (names.index(row.target or "") + (not right)) % len(names)
        line = box.locator(f"[data-row='{row.id}']")
        if item.bins:
            _choose(walk, line.locator("input"), index, keys=keys)
        elif keys:
            select = line.locator("select")
            walk.tab_to(select)
            now = int(select.evaluate("(one) => one.selectedIndex"))
            walk.press(*["ArrowDown" if index + 1 > now else "ArrowUp"] * abs(index + 1 - now))
        else:
            line.locator("select").select_option(index=index + 1)


def _sequence(walk: Walk, box: Locator, item: Sequencing, right: bool, keys: bool) -> None:
    """Move lines up until they stand in their order, or, to be not right, with the last one first."""
    rows: list[Row] = list(item.rows) if right else [item.rows[-1], *item.rows[:-1]]
    for place, row in enumerate(rows):
        while (now := _order(box).index(row.id)) > place:
            up = box.locator(f"[data-row='{row.id}'] [data-move='-1']")
            _press_at(walk, up, keys=keys)
            assert _order(box).index(row.id) == now - 1


def _order(box: Locator) -> list[str]:
    lines: list[str] = box.locator("[data-row]").evaluate_all("(lines) => lines.map((line) => line.dataset.row)")
    return lines


def _talk(walk: Walk, box: Locator, item: Dialogue, right: bool, keys: bool) -> None:
    """Say the reply that helps, turn after turn, up to the last one."""
    best = {reply.id for turn in item.turns for reply in turn.replies if reply.effect == "grows"}
    for _ in range(MOST_TURNS):
        radios = box.locator("input")
        values = [str(radios.nth(index).get_attribute("value")) for index in range(radios.count())]
        index = next((at for at, value in enumerate(values) if value.partition(".")[2] in best), 0)
        turn = next(turn for turn in item.turns if turn.id == values[index].partition(".")[0])
        _choose(walk, radios, index, keys=keys)
        reply = next(one for one in turn.replies if values[index].endswith(f".{one.id}"))
        if reply.next is None or reply.next in {ending.id for ending in item.endings}:
            return
        check(walk, box, keys=keys)
        walk.heard()
    raise AssertionError("the talk does not end")


def _words(walk: Walk, box: Locator, item: FreeText, right: bool, keys: bool) -> None:
    area = box.locator("textarea")
    if keys:
        walk.tab_to(area)
        walk.page.keyboard.type("I waited.")
    else:
        area.fill("I waited.")


ACTS: dict[type[Interaction], Callable[..., None]] = {
    Choice: _choice,
    Matching: _matching,
    Sequencing: _sequence,
    Dialogue: _talk,
    FreeText: _words,
}
