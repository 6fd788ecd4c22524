"""The schedule of the review on a thousand random histories, against a second telling of its rules in Python."""

from __future__ import annotations

import datetime as dt
import math
import random
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from selfcheck.bundle import HERE

CASES = 1000
DAYS = (2, 7, 21)
ZONES = ("America/New_York", "Asia/Tokyo", "Australia/Lord_Howe")  # clocks that change by an hour, never, by half an hour
SCHEDULE = (HERE / "pages/review/schedule.js").read_text("utf-8")
RUN = f"(cases) => {{ {SCHEDULE}; return cases.map((one) => schedule(one, one.tries, one.hash)); }}"

History = dict[str, Any]


def history(chance: random.Random) -> History:
    """A question got right at some moment of two years, and what was tried of it in the review, at odd and at even moments."""
    at = 1_780_000_000_000 + chance.randrange(60_000_000_000)
    first = {"at": at, "h": chance.choice("ab"), "ok": 1}
    tries = []
    for _ in range(chance.randrange(9)):
        at += chance.choice([1, 60_000, 86_400_000, 2 * 86_400_000, 7 * 86_400_000, 21 * 86_400_000]) * chance.randrange(1, 4)
        tries.append({"at": at, "h": chance.choice("aaab"), "ok": chance.choice([0, 1, 1])})
    return {"first": first, "took": chance.choice([1, 1, 2, 3]), "tries": tries, "hash": chance.choice("ab")}


def midnight(at: int, days: int, zone: ZoneInfo) -> float:
    day = dt.datetime.fromtimestamp(at / 1000, zone).date() + dt.timedelta(days=days)
    return dt.datetime(day.year, day.month, day.day, tzinfo=zone).timestamp() * 1000


def told_again(one: History, zone: ZoneInfo) -> tuple[int, float, int]:
    """Give (box, due, moment of the try that counts) by the rules as a person would say them."""
    box, last = (0 if one["took"] > 1 else 1), one["first"]

    def due(now: str) -> float:
        if box < len(DAYS):
            return midnight(last["at"], DAYS[box], zone)
        return math.inf if last["h"] == now else 0

    for event in one["tries"]:
        if event["at"] >= due(event["h"]):
            box, last = (box + 1 if event["ok"] else 0), event
    return box, due(one["hash"]), last["at"]


@pytest.mark.parametrize("zone", ZONES)
def test_the_schedule_is_as_told_and_a_try_too_early_or_twice_changes_nothing(browser: Browser, zone):
    chance = random.Random(7)  # noqa: S311 (no secret)
    cases = [history(chance) for _ in range(CASES)]
    doubled = [
        one | {"tries": [twin for event in one["tries"] for twin in (event, event | {"at": event["at"] + 1, "ok": 0})]}
        for one in cases
        if all(event["ok"] for event in one["tries"])
    ]
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    found = page.evaluate(RUN, cases)
    again = page.evaluate(RUN, doubled)
    context.close()
    for one, got in zip(cases, found, strict=True):
        box, due, last = told_again(one, ZoneInfo(zone))
        assert (got["box"], got["due"], got["last"]["at"]) == (box, due, last), one
        assert got["due"] > got["last"]["at"] or got["due"] == 0
    plain = [got for one, got in zip(cases, found, strict=True) if all(event["ok"] for event in one["tries"])]
    same = [one for one, got in zip(doubled, plain, strict=True) if got["box"] < len(DAYS)]
    assert len(same) > CASES / 10
    for one, before, after in zip(doubled, plain, again, strict=True):
        if one in same:
            assert (after["box"], after["due"]) == (before["box"], before["due"])
