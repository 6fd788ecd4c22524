"""The whole story of an assignment: two people whose browsers share nothing but a link and files, from December to March."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.assign_walk import ASSIGN, download, make, tool_of
from tests.checklist_walk import AFTER_TALK, Form
from tests.compare_walk import Desk
from tests.conftest import profile
from tests.hand_in_walk import PLAN, Finish
from tests.quiz_walk import Walk
from tests.team_walk import Team, cells


@pytest.fixture
def asked() -> list[str]:
    """Every address that any page of the story asked for."""
    return []


@pytest.fixture
def person(browser: Browser, asked: list[str]) -> Iterator[object]:
    """Give a function that makes a browser profile of its own, in New York."""
    with ExitStack() as profiles:

        def start() -> BrowserContext:
            options = {"viewport": {"width": 1280, "height": 900}, "locale": "en-US", "timezone_id": "America/New_York"}
            context = profiles.enter_context(profile(browser, **options))
            context.on("request", lambda sent: asked.append(sent.url))
            return context

        yield start


def filled_and_handed_in(context: BrowserContext, site: str, day: str, point: str, folder: Path) -> Path:
    """Fill the self-check in on a day, and save what is handed in."""
    page = context.new_page()
    page.clock.install(time=f"{day}T15:00:00")
    form = Form(page, site + AFTER_TALK)
    if form.button("Fill it in again").is_visible():
        form.button("Fill it in again").click()
    form.choose(1, point)
    form.item(2).get_by_label("Sometimes").check()
    form.words.fill("A private note.")
    form.element.get_by_role("textbox", name="One thing to try").fill("Wait longer.")
    finish = Finish(form).start()
    finish.tick(PLAN)
    finish.part.get_by_label("Initials").fill("A. L.")
    name, response = finish.save()
    assert "A private note." not in json.dumps(response)
    path = folder / name
    path.write_text(json.dumps(response), "utf-8")
    page.close()
    return path


def test_from_an_assignment_to_a_talk_to_months_without_a_server(sample_site, person, asked, tmp_path):
    supervisor, coordinator = person(), person()

    # December: the supervisor asks, with a link and a list for themselves.
    page = supervisor.new_page()
    page.clock.install(time="2026-12-01T09:00:00")
    page.goto(sample_site + ASSIGN)
    link = make(tool_of(page))
    _, assignments = download(page, "Save the list as a file")
    (tmp_path / "assignments.json").write_bytes(assignments)
    ref = json.loads(assignments)["assignments"][0]["ref"]
    page.close()

    # The coordinator opens the link, reads, and does what is asked; nothing of the link stays in the address.
    page = coordinator.new_page()
    page.clock.install(time="2026-12-03T10:00:00")
    page.goto(link)
    expect(page.locator("selfcheck-assigned")).to_contain_text("Tuesday, December 15, 2026")
    expect(page.locator("selfcheck-assigned")).to_contain_text("0 of 2 done")
    assert "#" not in page.url
    walk = Walk(page, quiz="plan-together").open(f"{sample_site}modules/plan-together/")
    expect(walk.quiz).to_be_visible()
    first = filled_and_handed_in(coordinator, sample_site, "2026-12-03", "Mostly", tmp_path)
    assert json.loads(first.read_text("utf-8"))["ref"] == ref
    page.goto(f"{sample_site}assigned/")
    expect(page.locator("selfcheck-assigned")).to_contain_text("1 of 2 done")

    # The supervisor rates the same talk, sees both side by side, and saves what they agree on.
    page = supervisor.new_page()
    page.clock.install(time="2026-12-04T09:00:00")
    desk = Desk(page, sample_site, tmp_path).open(first, tmp_path / "assignments.json").choose()
    desk.rate("talked-less", "not-seen").rate("asked-twice", "once").turn()
    expect(desk.item(1).locator(".sbs-pair__is")).to_have_text("Apart")
    expect(desk.item(2).locator(".sbs-pair__is")).to_have_text("You agree")
    desk.element.get_by_label("One goal").fill("One open question before advice.")
    observed = desk.save()
    assert observed["about"] == json.loads(first.read_text("utf-8"))["entry"]
    assert observed["talk"]["goal"] == "One open question before advice."
    page.close()

    # March: three months of files, and how one item has changed.
    later = [
        filled_and_handed_in(coordinator, sample_site, day, point, tmp_path / folder)
        for day, point, folder in (("2027-01-20", "Sometimes", "b"), ("2027-03-02", "Mostly", "c"))
        if (tmp_path / folder).mkdir() is None
    ]
    page = supervisor.new_page()
    page.clock.install(time="2027-03-05T09:00:00")
    team = Team(page, sample_site)
    files = [json.loads(path.read_text("utf-8")) for path in (first, *later)]
    team.open(*files, observed, json.loads(assignments))
    team.look_at("A. L.")
    table = cells(team.card("I talked less than they did.").locator("table"))
    assert [row[1] for row in table] == ["Mostly", "Sometimes", "Mostly"]
    _, rows = team.sheet()
    assert any("One open question before advice." in row for row in rows)
    team.reload()
    expect(team.element).to_contain_text("Nothing is open yet.")

    assert [url for url in asked if not url.startswith((sample_site, "blob:", "data:"))] == []
    assert not any("assign=" in url.partition("#")[0] or ref in url.partition("#")[0] for url in asked)
