"""The quiz without what most people have: no JavaScript, paper, 320 px, forced colours, no motion, the dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from selfcheck.registry import find_kinds
from tests.accessibility import ready
from tests.conftest import PATIENCE, SAMPLE, profile
from tests.quiz_walk import LISTEN, Walk, choice_of, plain, quiz_of


@pytest.fixture
def walk(page: Page, sample_site: str) -> Walk:
    """At the sample's first quiz."""
    ready(page)
    return Walk(page).open(sample_site + LISTEN)


def states(walk: Walk) -> Iterator[str]:
    """Lead through what the quiz can look like; the name of each state comes when it is on screen."""
    yield "start"
    walk.check("who-talks")
    yield "nothing chosen"
    walk.answer("who-talks", "The coordinator")
    walk.answer("who-talks", "The supervisor")
    yield "wrong twice, a hint"
    walk.answer("who-talks", "The participant")
    yield "right"
    walk.click(walk.button("Next question"))
    walk.answer("two-things", "A pause")
    yield "something is missing"
    walk.answer("two-things", "A question")
    walk.click(walk.button("Next question"))
    walk.answer("silence", "False")
    yield "finished"
    walk.click(walk.button("Show all questions"))
    yield "all questions"


# Without JavaScript


@pytest.fixture
def without(browser: Browser) -> Iterator[Page]:
    """A tab in which no script runs."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=False)
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_without_javascript_every_question_option_reason_and_hint_can_be_read(without, sample_site):
    without.goto(sample_site + LISTEN)
    quiz = without.locator("#quiz-listen-first")
    note = quiz.locator("noscript > .sbs-note")
    assert note.evaluate("(note) => note.innerText").startswith("JavaScript is off in this browser")
    assert note.evaluate("(note) => note.getBoundingClientRect().height") > 20
    for question in quiz_of(SAMPLE, "listen-first").questions:
        item = choice_of(question)
        box = quiz.locator(f".sbs-q[data-id={question.id}]")
        expect(box.get_by_role("group", name=item.prompt)).to_be_visible()
        for one in item.alternatives:
            expect(box.get_by_label(one.text)).to_be_enabled()
            expect(box.get_by_text(one.text, exact=True)).to_be_visible()
        key = quiz.locator(f"#listen-first-{question.id}-key")
        for text in (*(one.feedback for one in item.alternatives), *question.hints):
            expect(key.get_by_text(plain(text))).to_be_hidden()
        key.locator("summary").click()
        for text in (*(one.feedback for one in item.alternatives), *question.hints):
            expect(key.get_by_text(plain(text))).to_be_visible()
        right = [one.text for one in item.alternatives if one.correct]
        expect(key.locator("dl > div", has_text="Right.").locator("dt")).to_have_text(
            [re.compile(rf"^[A-G]\. {re.escape(text)}$") for text in right]
        )


def test_without_javascript_no_dead_control_is_shown_and_enter_does_nothing(without, sample_site):
    without.goto(sample_site + LISTEN)
    quiz = without.locator("#quiz-listen-first")
    expect(quiz.get_by_role("button")).to_have_count(0)
    asked: list[str] = []
    without.on("request", lambda request: asked.append(request.url))
    for box in quiz.locator("input").all():
        box.focus()
        without.keyboard.press("Space")
        without.keyboard.press("Enter")
        expect(box).to_be_focused()
    assert asked == []
    assert without.url == sample_site + LISTEN
    expect(without.locator("selfcheck-gate").get_by_role("link")).to_have_text(["1.2 Plan together"])
    expect(without.locator("[data-gate-note]")).to_be_hidden()


def test_without_javascript_the_path_on_the_home_page_leads_to_every_module(without, sample_site):
    without.goto(sample_site)
    modules = without.locator("selfcheck-path").get_by_role("link")
    expect(modules).to_have_text(["Listen first", "Plan together"])
    expect(without.locator("[data-status]:visible")).to_have_count(0)


# On paper


def on_paper(page: Page) -> None:
    page.emulate_media(media="print")


def seen(page: Page, selector: str) -> list[str]:
    """The texts that are really drawn, inside closed details too."""
    found: list[str] = page.locator(selector).evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true, visibilityProperty: true })"
        " && one.getBoundingClientRect().height > 1).map((one) => one.textContent.replace(/\\s+/g, ' ').trim())"
    )
    return found


@pytest.mark.parametrize(
    ("script", "theme"),
    [
        pytest.param(True, True, id="as it is"),
        pytest.param(False, True, id="without JavaScript"),
        pytest.param(True, False, id="in another host, without our theme"),
    ],
)
def test_paper_shows_every_question_and_the_key_apart_with_everything_in_it(browser, sample_site, script, theme):
    with profile(browser, java_script_enabled=script) as context:
        page = context.new_page()
        if not theme:
            for style in ("theme.*.css", "material.css"):
                page.route(f"**/assets/{style}", lambda route: route.fulfill(content_type="text/css", body=""))
        page.goto(sample_site + LISTEN)
        on_paper(page)
        questions = quiz_of(SAMPLE, "listen-first").questions
        items = [choice_of(question) for question in questions]
        assert seen(page, ".sbs-q legend") == [item.prompt for item in items]
        options = [one for item in items for one in item.alternatives]
        assert [text[3:] for text in seen(page, ".sbs-opt label")] == [one.text for one in options]
        assert seen(page, ".sbs-key [data-feedback]") == [plain(one.feedback) for one in options]
        assert seen(page, ".sbs-key [data-hints] li") == [plain(hint) for question in questions for hint in question.hints]
        assert seen(page, ".sbs-quiz button, .sbs-steps, .sbs-promise") == []
        assert seen(page, "selfcheck-quiz > .sbs-paper") == ["Name and date (if you hand this in)"]
        said = find_kinds().words["page"]
        assert seen(page, ".sbs-q .sbs-how") == [said[question.kind]["paper"] for question in questions]
        assert page.locator(".sbs-key").evaluate("(key) => getComputedStyle(key).breakBefore") == "page"


def test_paper_begins_the_key_on_a_page_of_its_own(walk):
    outline = pages_of_headings(walk.page.pdf(outline=True, tagged=True))
    last = max(page for title, page in outline if title.startswith("Question "))
    (key,) = (page for title, page in outline if title == "Answers and reasons")
    assert key > last


def pages_of_headings(pdf: bytes) -> list[tuple[str, int]]:
    """Read the outline that Chromium writes: each heading with the number of its page."""
    text = pdf.decode("latin-1")
    bodies = {int(number): body for number, body in re.findall(r"(?s)\n(\d+) 0 obj\n(.*?)\nendobj", text)}
    (tree,) = (body for body in bodies.values() if "/Type /Pages" in body and "/Parent" not in body)
    pages = list(leaves(bodies, tree))
    found = []
    for body in bodies.values():
        title = re.search(r"/Title \((.*?)\)", body)
        target = re.search(r"/Dest \[(\d+) 0 R", body) or re.search(r"/D \[(\d+) 0 R", body)
        if title and target:
            found.append((title[1], pages.index(int(target[1]))))
    return found


def leaves(bodies: dict[int, str], node: str) -> Iterator[int]:
    kids = re.search(r"/Kids \[(.*?)\]", node)
    for number in map(int, re.findall(r"(\d+) 0 R", kids[1] if kids else "")):
        if "/Kids" in bodies[number]:
            yield from leaves(bodies, bodies[number])
        else:
            yield number


def test_paper_shows_what_was_chosen_and_said_and_no_controls(walk, page):
    walk.answer("who-talks", "The coordinator")
    walk.answer("who-talks", "The participant")
    walk.click(walk.button("Next question"))
    walk.pick("two-things", "A pause", "A question")
    on_paper(page)
    chosen = page.locator(".sbs-opt:has(:checked)")
    expect(chosen).to_have_text([re.compile("The participant"), re.compile("A pause"), re.compile("A question")])
    assert all(box.is_visible() for box in chosen.locator("input").all())
    assert len(seen(page, ".sbs-q .sbs-f")) == 2
    assert seen(page, ".sbs-q legend") == [choice_of(one).prompt for one in quiz_of(SAMPLE, "listen-first").questions]
    assert seen(page, ".sbs-quiz button, .sbs-quiz .sbs-end, .sbs-quiz [role=status]") == []
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".sbs-opt").first).to_have_css("color", "rgb(28, 42, 45)")


# Small, spaced out, large


@pytest.mark.parametrize("spaced", [False, True], ids=["as it is", "with the reader's spacing"])
def test_at_320_px_nothing_scrolls_sideways_and_every_control_is_44_px(walk, page, spaced):
    page.set_viewport_size({"width": 320, "height": 640})
    if spaced:
        page.evaluate("look.spread()")
    for state in states(walk):
        assert page.evaluate("document.documentElement.scrollWidth") == 320, state
        assert page.evaluate(OVERFLOWING) == [], state
        assert page.evaluate(SMALL) == [], state


def test_at_320_px_the_real_quiz_with_its_long_texts_does_not_scroll_sideways(page, real_site):
    page.set_viewport_size({"width": 320, "height": 640})
    ready(page)
    walk = Walk(page, quiz="client-centered").open(real_site + "modules/client-centered/")
    page.evaluate("look.spread()")
    walk.click(walk.button("Show all questions"))
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.evaluate(OVERFLOWING) == []
    assert page.evaluate(SMALL) == []


OVERFLOWING = """
[...document.querySelectorAll(".sbs-quiz, .sbs-quiz *")]
  .filter((one) => one.checkVisibility() && !one.closest(".sbs-sr, .sbs-steps"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + .5 || one.scrollWidth > one.clientWidth + 1
    && getComputedStyle(one).display !== "inline" && !one.matches("input"))
  .map((one) => one.outerHTML.slice(0, 80))
"""
SMALL = """
[...document.querySelectorAll(".sbs-quiz :is(button, a[href], summary, label)")]
  .filter((one) => one.checkVisibility())
  .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])
  .filter(([, { width, height }]) => width < 44 || height < 44)
  .map(([text, { width, height }]) => `${text}: ${width} x ${height}`)
"""


def test_at_400_percent_focus_is_never_covered_and_a_verdict_comes_into_view(walk, page):
    page.set_viewport_size({"width": 320, "height": 256})
    walk.question("who-talks").locator("h3").focus()
    for key in ("Tab", "Space", "Tab"):
        walk.press(key)
        page.wait_for_function(UNCOVERED)  # scrolling may be smooth
    walk.press("Enter")
    expect(walk.option("who-talks", "The coordinator").locator(".sbs-f strong")).to_be_in_viewport()
    for key in ("Tab", "Tab", "Shift+Tab", "Enter", "Tab"):
        walk.press(key)
        page.wait_for_function(UNCOVERED)


UNCOVERED = """() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  const at = document.elementFromPoint(left + width / 2, top + Math.min(height, 20) / 2);
  return at && document.activeElement.contains(at);
}"""


# Colours and motion


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_keep_tiles_choice_feedback_and_focus_visible(walk, page, scheme):
    page.emulate_media(forced_colors="active", color_scheme=scheme)
    for state in states(walk):
        assert page.evaluate(BORDERLESS) == [], state
    chosen = walk.option("who-talks", "The participant")
    other = walk.option("who-talks", "The supervisor")
    assert border(chosen) != border(other)
    chosen.get_by_role("radio").focus()
    page.keyboard.press("ArrowDown")
    expect(other).to_have_css("outline-style", "solid")


def border(tile: Locator) -> str:
    return str(tile.evaluate("(one) => getComputedStyle(one).border"))


BORDERLESS = """
[...document.querySelectorAll(".sbs-quiz :is(.sbs-opt, .sbs-hint, .sbs-note, .sbs-ask, .sbs-f, .sbs-button)")]
  .filter((one) => one.checkVisibility() && !one.hasAttribute("aria-disabled"))
  .filter((one) => {
    const { borderLeftStyle, borderLeftWidth, borderLeftColor } = getComputedStyle(one);
    const ground = getComputedStyle(one.closest(".sbs-quiz")).backgroundColor;
    return borderLeftStyle === "none" || parseFloat(borderLeftWidth) < 1 || borderLeftColor === ground;
  })
  .map((one) => one.outerHTML.slice(0, 80))
"""


def test_reduced_motion_moves_nothing(walk, page):
    page.emulate_media(reduced_motion="reduce")
    moving = """
    [document.documentElement, ...document.querySelectorAll(".sbs-quiz *")].filter((one) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one);
      return !/^(0s(, )?)+$/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
    }).map((one) => one.outerHTML.slice(0, 80))
    """
    for state in states(walk):
        assert page.evaluate(moving) == [], state


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_of_the_quiz_has_a_contrast_of_4_5_and_every_control_of_3(walk, page, scheme):
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.reload()
    seen_states = 0
    for state in states(walk):
        low = [(text, round(ratio, 2)) for text, ratio, least in page.evaluate(CONTRAST) if ratio < least]
        assert low == [], state
        seen_states += 1
    assert seen_states == 7


CONTRAST = """
(() => {
  const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const paint = (...colors) => {
    brush.clearRect(0, 0, 1, 1);
    for (const color of colors) { brush.fillStyle = color; brush.fillRect(0, 0, 1, 1); }
    return [...brush.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (rgb) => rgb.map((part) => part / 255)
    .map((part) => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4)
    .reduce((sum, part, index) => sum + part * [.2126, .7152, .0722][index], 0);
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + .05) / (low + .05);
  };
  const grounds = (one) => one ? [...grounds(one.parentElement), getComputedStyle(one).backgroundColor] : ["white"];
  const rows = [];
  for (const one of document.querySelectorAll(".sbs-quiz, .sbs-quiz *")) {
    if (!one.checkVisibility() || one.closest(".sbs-sr")) continue;
    const text = [...one.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join(" ").trim();
    if (text) rows.push([text, ratio(paint(...grounds(one), getComputedStyle(one).color), paint(...grounds(one))), 4.5]);
    if (one.matches(".sbs-opt, .sbs-button--line")) {
      const around = paint(...grounds(one.parentElement));
      rows.push([`border of ${one.className}`, ratio(paint(...grounds(one), getComputedStyle(one).borderTopColor), around), 3]);
    }
  }
  return rows;
})()
"""
