"""Assignments in a real browser: the form, the link, the e-mail, the calendar file, the cover, and the list of them all."""

from __future__ import annotations

import base64
import logging
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import icalendar
import pytest
import zxingcpp
from playwright.sync_api import Browser, Locator, Page, expect

from selfcheck.qr import qr_code
from tests.accessibility import audit_views, crawl, none, ready
from tests.assign_walk import ASSIGN, PURPOSE, download, given, link, make, tool_of
from tests.conftest import Course, profile, sample_course
from tests.test_assigned import LISTS, headings
from tests.test_worksheets import heard, tab_to

SITE_URL = "https://training.example.org/side-by-side/"
DAY = "Tuesday, December 15, 2026"
SHIFT = """
window.shift = 0;
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) window.shift += value; })
  .observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture
def page(watched: Page, sample_site: str) -> Page:
    """A supervisor's tab, at the tool."""
    watched.goto(sample_site + ASSIGN)
    return watched


@pytest.fixture
def tool(page: Page) -> Locator:
    """The tool, with nothing chosen."""
    return tool_of(page)


# The form


def test_an_assignment_is_made_by_keyboard_alone_and_its_link_opens_the_list(page, tool, sample_site):
    tab_to(page, tool.get_by_label("After the talk"))
    page.keyboard.press("Space")
    tab_to(page, tool.get_by_label("1.2 Plan together"))
    page.keyboard.press("Space")
    expect(tool.get_by_text("2 things chosen, about 18 minutes together.")).to_be_visible()
    tab_to(page, tool.get_by_label("Initials"))
    page.keyboard.type("A. L.")
    page.keyboard.press("Tab")
    page.keyboard.type("12152026")
    tab_to(page, tool.get_by_label("What it is for"))
    page.keyboard.type("One thing")
    tab_to(page, tool.get_by_role("button", name="Make the assignment"))
    assert heard(page) == []
    page.keyboard.press("Enter")
    expect(tool.get_by_role("heading", name="The assignment for A. L. is ready")).to_be_focused()
    found = re.fullmatch(
        re.escape(sample_site + LISTS) + r"#assign=1&c=after-talk&m=plan-together&due=2026-12-15&ref=[a-z0-9]{8}", link(tool)
    )
    assert found, link(tool)
    page.keyboard.press("Tab")
    expect(tool.get_by_label("The link to this assignment")).to_be_focused()
    page.goto(link(tool))
    assert headings(page) == [f"By {DAY}"]


def test_a_form_with_nothing_chosen_says_so_and_leads_to_the_place(page, tool):
    tool.get_by_label("Initials").press("Enter")
    problem = tool.locator(".sbs-problem")
    expect(problem).to_be_focused()
    assert heard(page) == ["There is a problemChoose at least one self-check or module."]
    first = tool.get_by_label("After the talk")
    expect(first).to_have_attribute("aria-invalid", "true")
    tab_to(page, problem.get_by_role("link"))
    page.keyboard.press("Enter")
    expect(first).to_be_focused()
    page.keyboard.press("Space")
    tool.get_by_role("button", name="Make the assignment").click()
    expect(problem).to_be_hidden()
    expect(first).not_to_have_attribute("aria-invalid", "true")
    expect(tool.locator(".sbs-wrong").first).to_be_empty()
    expect(tool.get_by_role("heading", name="The assignment is ready")).to_be_focused()
    assert "due=" not in link(tool)


def test_half_a_day_is_an_error_and_a_day_that_has_passed_is_only_asked_about(page, tool):
    tool.get_by_label("After the talk").check()
    tool.get_by_label("Please by").focus()
    page.keyboard.type("12")
    tool.get_by_role("button", name="Make the assignment").click()
    tool.locator(".sbs-problem").get_by_role("link", name="Write the whole day, or clear it.").click()
    expect(tool.get_by_label("Please by")).to_be_focused()
    tool.get_by_label("Please by").evaluate("(day) => { day.value = '20261-11-20'; }")
    tool.get_by_role("button", name="Make the assignment").click()
    expect(tool.locator(".sbs-problem")).to_be_visible()
    assert page.url.endswith(ASSIGN)
    tool.get_by_label("Please by").fill("2026-11-20")
    tool.get_by_label("Please by").blur()
    assert heard(page)[-1] == "This day has passed. Is it the one you mean? You can go on with it."
    tool.get_by_role("button", name="Make the assignment").click()
    expect(tool.locator(".sbs-assign__made .sbs-note")).to_be_visible()
    assert "due=2026-11-20" in link(tool)


def test_pressing_twice_makes_one_assignment_and_a_change_makes_another(tool):
    first = make(tool)
    tool.get_by_role("button", name="Make the assignment").click()
    assert link(tool) == first
    expect(given(tool)).to_have_count(1)
    assert make(tool, who="B. K.")[-8:] != first[-8:]
    expect(given(tool)).to_have_count(2)


# What goes out


def test_the_link_is_copied_or_marked_where_there_is_no_clipboard(page, tool, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    made = make(tool)
    tool.get_by_role("button", name="Copy the link").click()
    assert heard(page)[-1] == "Copied."
    assert page.evaluate("navigator.clipboard.readText()") == made
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    tool.get_by_role("button", name="Copy the link").click()
    assert heard(page) == ["The text is marked. Copy it with Ctrl and C, or Command and C."]
    field = tool.get_by_label("The link to this assignment")
    expect(field).to_be_focused()
    assert field.evaluate("(one) => one.value.slice(one.selectionStart, one.selectionEnd)") == made


def test_the_draft_holds_everything_and_goes_to_nobody(page, tool, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    made = make(tool)
    address = tool.get_by_role("link", name="Open a draft").get_attribute("href")
    parts = urlsplit(address)
    assert (parts.scheme, parts.path) == ("mailto", "")
    assert "+" not in parts.query
    assert "%0D%0A" in parts.query
    assert not re.search(r"%0A(?<!%0D%0A)", parts.query)
    fields = {name: unquote(text) for name, _, text in (pair.partition("=") for pair in parts.query.split("&"))}
    assert fields["subject"] == f"Training and self-checks, by {DAY}"
    body = fields["body"].split("\r\n")
    assert body[:11] == [
        "Hello A. L.,",
        "",
        "I would like to ask you to do this:",
        "- After the talk (self-check, about 3 minutes)",
        "- 1.2 Plan together (module, about 15 minutes)",
        "",
        f"What it is for: {PURPOSE}",
        "",
        f"Please by {DAY}",
        "",
        "This link opens your list:",
    ]
    assert body[11] == made
    assert [line.split(":")[0].split(".")[0] for line in body[13:]] == [
        "What is shared, and what stays with you",
        "- The link reports nothing back",
        "- Self-checks",
        "- Modules",
    ]
    tool.get_by_text("The text of the e-mail").click()
    tool.get_by_role("button", name="Copy the text").click()
    assert heard(page)[-1] == "Copied."
    assert page.evaluate("navigator.clipboard.readText()").replace("\r", "") == "\n".join(body)


def test_the_calendar_file_is_read_by_a_calendar(page, tool):
    purpose = "Ñandú, “é”; back\\slash 🧭 " * 8
    made = make(tool, purpose=purpose)
    name, data = download(page, "Save the calendar file")
    assert name == "side-by-side-2026-12-15.ics"
    lines = data.split(b"\r\n")
    assert lines[-1] == b""
    assert b"\n" not in b"".join(lines)
    assert max(map(len, lines)) <= 75
    assert all(line.decode("utf-8") for line in lines[:-1])  # no line breaks a character
    [event] = icalendar.Calendar.from_ical(data).events
    assert (event.DTSTART.isoformat(), event.DTEND.isoformat()) == ("2026-12-15", "2026-12-16")
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["UID"] == f"{made[-8:]}@sample"
    assert event["URL"] == made
    assert event["SUMMARY"] == "Due: After the talk and 1.2 Plan together"
    assert event["DESCRIPTION"] == f"For A. L.\n{purpose.strip()}\n- After the talk\n- 1.2 Plan together\n{made}"
    assert event.DTSTAMP.tzinfo is not None
    assert icalendar.Calendar.from_ical(data).errors == []


def test_a_day_at_the_end_of_a_month_ends_in_the_next_and_without_a_day_there_is_no_calendar(page, tool):
    make(tool, due="2027-02-28")
    _, data = download(page, "Save the calendar file")
    assert b"DTEND;VALUE=DATE:20270301" in data
    make(tool, due="")
    expect(tool.get_by_role("button", name="Save the calendar file")).to_be_hidden()
    expect(tool.get_by_text("Please by Sunday")).to_have_count(0)


def test_the_paper_has_the_cover_and_nothing_else(page, tool, sample_site):
    make(tool)
    page.emulate_media(media="print")
    shown = [line for line in page.locator("body").inner_text().split("\n") if line.strip()]
    assert shown[:9] == [
        "From your supervisor",
        "For A. L.",
        f"Please by {DAY}",
        "What it is for",
        PURPOSE,
        "What to do",
        "After the talk self-check, about 3 minutes",
        "1.2 Plan together module, about 15 minutes",
        "How to open it",
    ]
    assert shown[10] == f"No link at hand? Open from here what stands above: {sample_site.removeprefix('http://')}{LISTS}"
    assert shown[11] == "What is shared, and what stays with you"
    assert len(shown) == 15
    assert page.locator(".sbs-cover svg").count() == 0  # the sample has no site_url


def test_a_cover_speaks_only_of_what_is_asked_for(tool):
    tool.get_by_label("1.1 Listen first").check()
    tool.get_by_role("button", name="Make the assignment").click()
    cover = tool.locator(".sbs-cover")
    expect(cover.get_by_role("heading", name="For you")).to_be_visible()
    expect(cover.get_by_text("Modules: nothing is handed in")).to_be_visible()
    expect(cover.get_by_text("Self-checks:")).to_have_count(0)
    expect(cover.get_by_text("What it is for")).to_be_hidden()


# The QR code


def decoded(page: Page, code: Locator) -> list[str]:
    """Read what a picture of the code says; a blank page takes it apart into shades of grey."""
    width, shades = page.evaluate(
        """async (data) => {
          const image = await createImageBitmap(await (await fetch(data)).blob());
          const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
          pen.drawImage(image, 0, 0);
          const { data: dots } = pen.getImageData(0, 0, image.width, image.height);
          return [image.width, String.fromCharCode(...dots.filter((_, at) => at % 4 === 1))];
        }""",
        f"data:image/png;base64,{base64.b64encode(code.screenshot()).decode()}",
    )
    picture = memoryview(shades.encode("latin-1")).cast("B", (len(shades) // width, width))
    return [one.text for one in zxingcpp.read_barcodes(picture)]


def give_an_address(course: Course) -> None:
    course.replace("mkdocs.yml", "site_name: Sample", f"site_name: Sample\nsite_url: {SITE_URL}")


@pytest.fixture(scope="module")
def addressed(tmp_path_factory) -> Path:
    """The sample course, built once with the address it will have."""
    course = sample_course(tmp_path_factory.mktemp("addressed") / "course")
    give_an_address(course)
    return course.build()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_on_screen_and_paper_leads_to_the_page_of_the_lists(browser: Browser, addressed, serve, scheme):
    with profile(browser, color_scheme=scheme) as context:
        page, blank = context.new_page(), context.new_page()
        page.goto(serve(addressed) + ASSIGN)
        tool = page.locator("selfcheck-assign")
        make(tool)
        code = tool.get_by_role("img", name=f"QR code of {SITE_URL}assigned/")
        assert decoded(blank, code) == [f"{SITE_URL}assigned/"]
        expect(tool.get_by_text("This code opens the page “Your list”, not this assignment.")).to_be_visible()
        page.emulate_media(media="print")
        assert decoded(blank, code) == [f"{SITE_URL}assigned/"]


def test_without_an_address_there_is_no_code_and_the_build_says_so_once(course, caplog):
    caplog.set_level(logging.INFO)
    html = (course.build() / ASSIGN / "index.html").read_text("utf-8")
    assert "<svg viewBox" not in html.partition("data-piece")[2]
    said = "mkdocs.yml has no site_url, so the cover of an assignment carries no QR code."
    assert [text for text in caplog.messages if "QR" in text] == [said]
    caplog.clear()
    give_an_address(course)
    course.build()
    assert [text for text in caplog.messages if "QR" in text] == []


@pytest.mark.parametrize("length", [20, 80, 200])
def test_a_code_is_drawn_with_white_around_it(length):
    code = qr_code("https://example.org/".ljust(length, "a"))
    boxes = [tuple(map(int, box)) for box in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", code.path)]
    assert code.path == "".join(f"M{x} {y}h{run}v1h-{run}z" for x, y, run in boxes)
    assert min(x for x, _, _ in boxes) == min(y for _, y, _ in boxes) == 4
    assert max(x + run for x, _, run in boxes) == max(y for _, y, _ in boxes) + 1 == code.size - 4


def test_a_copy_opened_from_a_folder_links_to_the_real_site(browser: Browser, addressed):
    with profile(browser) as context:
        page = context.new_page()
        page.goto((addressed / ASSIGN / "index.html").as_uri())
        assert make(page.locator("selfcheck-assign")).startswith(f"{SITE_URL}assigned/#assign=1&")


# Without a script, and how it looks


def test_without_a_script_the_page_says_what_to_do(browser: Browser, sample_site):
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(sample_site + ASSIGN)
        note = page.locator("selfcheck-assign noscript > .sbs-note")
        assert note.evaluate("(note) => note.checkVisibility() && note.innerText").startswith(
            "JavaScript is off in this browser"
        )
        assert page.locator("selfcheck-assign").locator("button, input").count() == 0


def empty(tool: Locator) -> None:
    """As the page comes."""


def wrong(tool: Locator) -> None:
    tool.get_by_label("Please by").fill("2026-11-20")
    tool.get_by_role("button", name="Make the assignment").click()


def finished(tool: Locator) -> None:
    make(tool)
    tool.get_by_text("The text of the e-mail").click()
    given(tool).get_by_role("button", name="Remove").click()


@pytest.mark.parametrize("state", [empty, wrong, finished])
def test_it_is_accessible_in_every_state(browser: Browser, addressed, serve, state):
    with profile(browser) as context:
        page = context.new_page()
        ready(page)
        page.goto(serve(addressed) + ASSIGN)
        state(page.locator("selfcheck-assign"))
        none(audit_views(page))
        page.set_viewport_size({"width": 320, "height": 640})
        none(page.evaluate("[...look.wide(), ...look.cut()]"))
        none(crawl(page))


def test_the_text_below_stays_where_it_is_when_the_tool_comes(page, sample_site):
    """Layout shift is what a reader loses a place by: 0.1 is where it is felt."""
    page.add_init_script(SHIFT)
    for tool in (ASSIGN, "supervisors/review/", "supervisors/team/", "practice/review/"):
        page.goto(sample_site + tool)
        page.locator("[data-ready]").first.wait_for()
        assert page.evaluate("new Promise((done) => setTimeout(() => done(window.shift), 100))") < 0.05, tool
