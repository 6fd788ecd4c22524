"""Every state of supervisors' page over time, light and dark, wide and narrow: by axe, by keyboard, and with wider spacing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.accessibility import WINDOWS, audit_views, crawl, none, ready, view
from tests.team_files import HOW_MUCH, changed, many, rating, self_check, story
from tests.team_walk import Team


def some_open(team: Team) -> None:
    team.open(*story())


def one_person(team: Team) -> None:
    some_open(team)
    team.look_at("A. L.")


def problems(team: Team) -> None:
    team.open(self_check("2026-12-03", "c-1", "mostly", who="A. L."), self_check("2026-12-03", "c-1", "not-yet", site="other"))
    team.open(self_check("2026-12-03", "c-1", "not-yet", who="A. L."))
    team.element.get_by_text("It came as a text? Paste it").click()


def same_initials(team: Team) -> None:
    one_person(team)
    team.element.get_by_text("Two people with the same initials?").click()


def asking(team: Team) -> None:
    some_open(team)
    team.button("Forget opened files").click()


def older(team: Team) -> None:
    old = changed(self_check("2026-10-01", "c-1", "sometimes", who="A. L."), "items", 0, "text", value="I let them talk. " * 9)
    old["items"][4] = {"id": "left-out", "text": "Left-out" * 20, "fields": [rating(HOW_MUCH, "how-much", "mostly")]}
    team.open(old, self_check("2026-12-01", "c-2", "does-not-apply", who="A. L."))


STATES: dict[str, Callable[[Team], None]] = {
    "nothing open": lambda team: expect(team.status).to_be_empty(),
    "everybody": some_open,
    "one person": one_person,
    "problems, and a text to paste": problems,
    "same initials": same_initials,
    "asking whether to forget": asking,
    "older copies": older,
    "very many": lambda team: team.open(*many(120)),
}


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_accessible(page, sample_site, state):
    ready(page)
    team = Team(page, sample_site)
    STATES[state](team)
    none(audit_views(page))
    for width, height in WINDOWS.items():
        view(page, "light", width, height)
        none(crawl(page))
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
    page.evaluate("look.spread()")
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
    assert page.evaluate("window.violations") == []
