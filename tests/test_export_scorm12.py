"""The package for an LMS, in a run-time nobody here wrote: what it sends, when, that one can go on, and nothing more."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from selfcheck.exports import export, scorm12
from selfcheck.lock import write_lock
from tests.conftest import ROOT, SAMPLE, Course, rename_module, sample_course, without_a_quiz
from tests.lms import Lms
from tests.packages import known, links_astray, unpack

AGREED = {"cmi.core.lesson_status", "cmi.suspend_data"}
ANSWERS = {
    "listen-first": {"who-talks": ["The participant"], "two-things": ["A pause", "A question"], "silence": ["False"]},
    "plan-together": {"whose-words": ["The owner's"]},
}
FOOTER = "Your learning system records when you opened this training"
CHECKLIST_TEXT = "Kim was late"
STORED = "() => Object.keys(localStorage).filter((key) => key.startsWith('sidebyside'))"

MakeLms = Callable[[Path], Lms]


@pytest.fixture(scope="module")
def packages(tmp_path_factory) -> list[list[Path]]:
    """The sample course, exported twice: everything, and one package for each module."""
    folder: Path = tmp_path_factory.mktemp("scorm")
    course = known(sample_course(folder / "course").root)
    return [export("scorm12", course, folder / name) for name in ("one", "two")]


@pytest.fixture(scope="module")
def whole(packages, tmp_path_factory) -> Path:
    """The package with everything, unpacked."""
    folder: Path = tmp_path_factory.mktemp("whole")
    unpack(packages[0][0], folder)
    return folder


@pytest.fixture
def lms() -> Iterator[MakeLms]:
    started: list[Lms] = []

    def start(folder: Path) -> Lms:
        started.append(Lms(folder))
        return started[-1]

    yield start
    for one in started:
        one.close()


def launch(context: BrowserContext, lms: Lms) -> tuple[Page, FrameLocator]:
    """Open the package in a tab of its own; gives the tab and the training in it."""
    page = context.new_page()
    page.goto(lms.launch)
    training = page.frame_locator("iframe").frame_locator("iframe")
    training.locator("h1").wait_for()
    return page, training


def open_module(training: FrameLocator, name: str) -> None:
    training.locator(f"[data-module={name}] a").click()
    training.locator("selfcheck-quiz[data-ready]").wait_for()


def answer(training: FrameLocator, question: str, *texts: str) -> None:
    form = training.locator(f".sbs-q[data-id={question}]")
    for text in texts:
        form.locator("[data-option], label").filter(has_text=text).locator("input").first.check()
    form.locator("[type=submit]").click()


def finish(training: FrameLocator, module: str) -> None:
    """Answer what is still open in the quiz."""
    for question, texts in ANSWERS[module].items():
        form = training.locator(f".sbs-q[data-id={question}]")
        if form.get_attribute("data-away") is not None:
            continue
        if "right" not in (form.locator(".sbs-q__mark").text_content() or ""):
            answer(training, question, *texts)
            expect(form.locator(".sbs-q__mark")).to_contain_text("right")
        following = training.locator(".sbs-bar button").first
        if following.is_visible():
            following.click()
    training.locator(".sbs-end:not([hidden])").wait_for()


def calls(page: Page) -> list[list[str]]:
    told: list[list[str]] = page.evaluate("window.calls")
    return told


def faults(context: BrowserContext, lms: Lms) -> list[str]:
    """Walk through everything, leave and come back, and say what an agency could not accept."""
    return first_sitting(context, lms) or second_sitting(context, lms)


def soon(page: Page, holds: Callable[[], bool]) -> bool:
    """Wait until something holds that the LMS is told in its own time; give up after five seconds."""
    for _ in range(50):
        if holds():
            return True
        page.wait_for_timeout(100)
    return False


def first_sitting(context: BrowserContext, lms: Lms) -> list[str]:
    """Try one question, wrong and right, fill in a self-check, and leave."""
    wrong = []
    page, training = launch(context, lms)
    open_module(training, "listen-first")
    before = len(lms.commits)
    answer(training, "who-talks", "The supervisor")
    expect(training.locator(".sbs-q[data-id=who-talks]")).to_have_attribute("data-verdict", "wrong")
    page.wait_for_timeout(300)
    if "who-talks" in lms.suspended:
        wrong.append("a wrong try is told as finished")
    answer(training, "who-talks", "The participant")
    expect(training.locator(".sbs-q[data-id=who-talks]")).to_have_attribute("data-verdict", "right")
    if not soon(page, lambda: len(lms.commits) > before and "listen-first/who-talks" in lms.suspended):
        wrong.append("a right answer does not reach the server before the person leaves")
    training.locator(".sbs-nav a", has_text="Self-checks").click()
    training.locator("a[href*=after-talk]").first.click()
    training.locator("selfcheck-checklist[data-ready] textarea").first.fill(CHECKLIST_TEXT)
    training.locator("selfcheck-checklist [type=radio]").first.check()
    page.wait_for_timeout(500)
    wrong += outside_the_agreement(page, lms)
    page.close()
    return wrong


def second_sitting(context: BrowserContext, lms: Lms) -> list[str]:
    """Come back and finish everything."""
    wrong = []
    page, training = launch(context, lms)
    open_module(training, "listen-first")
    if "right" not in (training.locator(".sbs-q[data-id=who-talks] .sbs-q__mark").text_content() or ""):
        wrong.append("what was finished is forgotten")
    finish(training, "listen-first")
    training.locator("selfcheck-gate a[data-next]").click()
    training.locator("selfcheck-quiz[data-ready]").wait_for()
    finish(training, "plan-together")
    if not soon(page, lambda: lms.core.get("lesson_status") == "completed"):
        wrong.append("the end does not reach the server")
    wrong += outside_the_agreement(page, lms)
    page.close()
    return wrong


def outside_the_agreement(page: Page, lms: Lms) -> list[str]:
    """Say what of all that was told so far nobody agreed to."""
    told = calls(page)
    found = {
        "it sends more than agreed": {call[1] for call in told if call[0] == "LMSSetValue"} != AGREED,
        "the LMS refuses something": any(call[-1] != "0" for call in told),
        "it sends what somebody wrote": any(CHECKLIST_TEXT in str(call) for call in told),
        "it sends more than an LMS keeps": len(lms.suspended) > scorm12.LIMIT,
        "something stays in the browser": bool(page.evaluate(STORED)),
    }
    return [fault for fault, is_so in found.items() if is_so]


def test_a_person_goes_all_the_way(whole, lms, context):
    system = lms(whole)
    assert faults(context, system) == []
    assert system.suspended == "1|listen-first./who-talks,two-things,silence|plan-together./whose-words"
    sample = known(SAMPLE)
    assert system.suspended == scorm12.everything_done(sample, list(sample.modules.values()))
    assert [path for path in system.missing if "favicon" not in path] == []


SET = 'set("cmi.suspend_data", sent = data)'
SPOILED = {
    "nothing is committed": ('api.LMSCommit("");', "", "does not reach the server"),
    "a status that is none": ("status = next)", 'status = "finished")', "refuses something"),
    "a score": (SET, f'{SET}, set("cmi.core.score.raw", "100")', "more than agreed"),
    "what was answered": (SET, f'{SET}, set("cmi.interactions.0.id", "who-talks")', "more than agreed"),
    "what was written": (
        SET,
        'set("cmi.suspend_data", sent = data + keys().map((key) => sessionStorage.getItem(key)).join())',
        "what somebody wrote",
    ),
}


@pytest.mark.parametrize("name", SPOILED, ids=lambda name: name.replace(" ", "-"))
def test_the_walk_notices_a_package_that_would_be_wrong(whole, lms, context, tmp_path, name):
    old, new, fault = SPOILED[name]
    folder = tmp_path / "spoiled"
    shutil.copytree(whole, folder)
    script = folder / "scorm" / "scorm.js"
    text = script.read_text("utf-8")
    assert old in text
    script.write_text(text.replace(old, new), "utf-8")
    assert any(fault in one for one in faults(context, lms(folder)))


def test_every_page_tells_what_the_lms_records(whole, lms, context):
    page, training = launch(context, lms(whole))
    expect(training.locator("[data-privacy=footer]")).to_contain_text(FOOTER)
    expect(training.locator("#kept")).to_have_text("What your learning system keeps")
    open_module(training, "listen-first")
    expect(training.locator("[data-privacy=footer]")).to_contain_text(FOOTER)
    answer(training, "who-talks", "The participant")
    expect(training.locator(".sbs-q[data-id=who-talks]")).to_have_attribute("data-verdict", "right")
    expect(training.locator(".sbs-keeping")).to_have_count(0)  # whose computer this is decides nothing here
    page.close()


def test_the_page_on_what_stays_where_and_the_record_of_days_tell_the_truth(whole, lms, context):
    system = lms(whole)
    system.commits.append({"cmi": {"core": {"lesson_status": "incomplete"}, "suspend_data": "1|plan-together./whose-words"}})
    _, training = launch(context, system)
    training.locator("html").evaluate("() => { location.href = 'about/privacy/index.html'; }")
    expect(training.locator("h1 + .sbs-note")).to_contain_text(
        "Here this counts, and not what stands below: It records which questions"
    )
    training.locator("html").evaluate("() => { location.href = '../../practice/record/index.html'; }")
    expect(training.locator("[data-finished]")).to_have_text(
        ["Not finished here", "Finished. Your learning system has the day."]
    )


def test_an_lms_that_opens_a_window_is_found_from_there(whole, lms, context):
    system = lms(whole)
    page = context.new_page()
    with page.expect_popup() as opened:
        page.goto(f"{system.launch}&window")
    opened.value.frame_locator("iframe").locator("h1").wait_for()
    assert system.core["lesson_status"] == "incomplete"


def test_the_next_person_at_the_same_tab_meets_nothing_of_the_one_before(whole, lms, context):
    first = lms(whole)
    page, training = launch(context, first)
    open_module(training, "listen-first")
    answer(training, "who-talks", "The participant")
    expect(training.locator(".sbs-q[data-id=who-talks]")).to_have_attribute("data-verdict", "right")
    first.commits.clear()  # as the LMS of somebody who has done nothing yet
    page.goto(first.launch)
    training.locator("h1").wait_for()
    assert soon(page, lambda: first.core.get("lesson_status") == "incomplete")
    assert first.suspended == "1"


def test_after_deleting_everything_nothing_goes_to_the_browsers_store(whole, lms, context):
    page, training = launch(context, lms(whole))
    training.locator(".sbs-footer a").filter(has_text=re.compile("stays|Privacy")).or_(
        training.locator("a[href*=privacy]")
    ).first.click()
    training.get_by_role("button", name="Delete my answers on this computer").click()
    training.get_by_role("button", name="Yes, delete everything").click()
    training.locator(".sbs-mark").click()
    open_module(training, "listen-first")
    answer(training, "who-talks", "The participant")
    expect(training.locator(".sbs-q[data-id=who-talks]")).to_have_attribute("data-verdict", "right")
    assert page.evaluate(STORED) == []


def test_a_question_renamed_since_is_still_finished(whole, lms, context, tmp_path):
    folder = tmp_path / "renamed"
    shutil.copytree(whole, folder)
    script = folder / "scorm" / "course.js"
    script.write_text(script.read_text("utf-8").replace("who-talks=", "who-talks=who-speaks"), "utf-8")
    system = lms(folder)
    system.commits.append({"cmi": {"core": {"lesson_status": "incomplete"}, "suspend_data": "1|listen-first/who-speaks,gone"}})
    _, training = launch(context, system)
    open_module(training, "listen-first")
    expect(training.locator(".sbs-q[data-id=who-talks] .sbs-q__mark")).to_contain_text("right")


def test_a_module_renamed_since_is_still_finished(course, lms, context, tmp_path):
    without_a_quiz(course)
    rename_module(course)
    write_lock(known(course.root))
    unpack(export("scorm12", known(course.root), tmp_path / "out")[0], tmp_path / "package")
    system = lms(tmp_path / "package")
    system.commits.append({"cmi": {"core": {"lesson_status": "incomplete"}, "suspend_data": "1|-plan-together"}})
    page, training = launch(context, system)
    expect(training.locator("[data-module=plan-it] [data-status]")).to_have_text("Done")
    open_module(training, "listen-first")
    finish(training, "listen-first")
    assert soon(page, lambda: system.core.get("lesson_status") == "completed")
    assert system.suspended == "1|listen-first./who-talks,two-things,silence|-plan-it"


def test_whoever_only_opened_the_modules_has_not_completed_the_training(whole, lms, context):
    system = lms(whole)
    page, training = launch(context, system)
    for module in ANSWERS:
        open_module(training, module)
        training.locator(".sbs-mark").click()
        expect(training.locator(f"[data-module={module}] [data-status]")).to_have_text("Started")
    page.wait_for_timeout(300)
    assert system.core["lesson_status"] == "incomplete"


def test_one_module_alone_starts_there_and_asks_for_no_more(packages, lms, context, tmp_path):
    package = next(path for path in packages[0] if path.name.endswith("-plan-together.zip"))
    unpack(package, tmp_path)
    system = lms(tmp_path)
    page, training = launch(context, system)
    training.locator("selfcheck-quiz[data-ready]").wait_for()
    finish(training, "plan-together")
    training.locator(".sbs-end:not([hidden])").wait_for()
    assert soon(page, lambda: system.core.get("lesson_status") == "completed")
    assert system.suspended == "1|plan-together./whose-words"


def test_the_search_leads_to_files(whole, lms, context):
    system = lms(whole)
    _, training = launch(context, system)
    training.get_by_role("button", name="Search").click()
    training.get_by_text("Type to see").wait_for()
    training.get_by_role("searchbox").press_sequentially("listen")
    found = training.locator(".md-search-result__item a").first
    found.wait_for()
    assert "/index.html" in (found.get_attribute("href") or "")
    found.click()
    expect(training.locator("h1")).to_have_text("Listen first")
    assert [path for path in system.missing if "favicon" not in path] == []


def test_without_an_lms_around_it_it_is_the_training_as_ever(whole, serve, page):
    page.goto(f"{serve(whole)}scorm/launch.html")
    training = page.frame_locator("iframe")
    expect(training.locator("[data-privacy=footer]")).to_contain_text("What you answer stays in this browser.")
    open_module(training, "listen-first")
    answer(training, "who-talks", "The participant")
    expect(training.locator(".sbs-q[data-id=who-talks]")).to_have_attribute("data-verdict", "right")
    assert page.evaluate(STORED) != []


def test_two_exports_are_the_same_bytes(packages):
    names = [path.name for path in packages[0]]
    assert names == ["sample-scorm12.zip", "sample-scorm12-listen-first.zip", "sample-scorm12-plan-together.zip"]
    assert [path.read_bytes() for path in packages[0]] == [path.read_bytes() for path in packages[1]]


def test_every_link_leads_to_a_file(whole):
    assert links_astray(whole / "site") == {}
    assert (whole / "site" / "search" / "search_index.json").read_text("utf-8").count("index.html#") > 0


def test_suspend_data_of_the_real_course_fits_with_everything_done():
    course = known(ROOT)
    assert len(scorm12.everything_done(course, list(course.modules.values()))) <= scorm12.LIMIT
    assert re.fullmatch(r"[A-Za-z0-9_.,|/-]+", scorm12.everything_done(course, list(course.modules.values())))


def test_a_course_that_would_not_fit_is_refused_in_words(course: Course, tmp_path, monkeypatch):
    monkeypatch.setattr(scorm12, "LIMIT", 60)
    with pytest.raises(ValueError, match="keeps 60 characters for each person, and the names of all questions take 7"):
        export("scorm12", known(course.root), tmp_path)
