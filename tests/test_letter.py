"""The letter builder in a real browser: what it writes, what it warns of, copying, paper, and nothing kept or sent."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from pypdf import PdfReader

from selfcheck.collect import Collector
from selfcheck.letter import read_letters
from selfcheck.registry import find_kinds
from tests.accessibility import audit_views, crawl, none, ready
from tests.conftest import ROOT
from tests.quiz_walk import EAR
from tests.test_worksheets import heard, nothing_kept, tab_to

LETTER = "templates/engagement-letter/"
VERSIONS = {
    one.language: one for letter in read_letters(ROOT, Collector(find_kinds().catalogue)) for one in letter.file.versions
}
TEXTS = {
    "en": {
        "The place": "our office",
        "What we understand about why": "the car was borrowed and had to go back.",
        "Days I work": "Monday to Friday",
        "Hours": "8:00 to 4:30",
        "The other place": "the library near you",
    },
    "es": {
        "The place": "nuestra oficina",
        "What we understand about why": "el carro era prestado y tenía que devolverlo",
        "Days I work": "de lunes a viernes",
        "Hours": "de 8:00 a 4:30",
        "The other place": "la biblioteca cerca de usted",
    },
}
SHARED = {"Their first name": "Tanya", "The day we missed each other": "2026-05-05", "Number to call or text": "555-0142"}


@pytest.fixture
def builder(page: Page, real_site: str) -> Locator:
    """The letter builder, with nothing filled in."""
    page.add_init_script(EAR)
    page.goto(real_site + LETTER)
    found = page.locator("selfcheck-letter")
    expect(found).to_have_attribute("data-ready", "")
    return found


def letter(builder: Locator) -> str:
    return "\n\n".join(builder.locator(".sbs-post__letter p").all_inner_texts())


def fill(builder: Locator, language: str = "en") -> None:
    builder.get_by_label("Language").select_option(language)
    for way in ("Their home", "Another place"):
        builder.get_by_label(way, exact=True).check()
    for label, text in {**SHARED, **TEXTS[language], "My name": "Ben"}.items():
        builder.get_by_label(label, exact=True).fill(text)


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_finished_letter_is_the_sample_and_nothing_is_kept_or_sent(page, builder, language):
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    fill(builder, language)
    assert letter(builder) == VERSIONS[language].sample
    expect(builder.locator(".sbs-post__letter")).to_have_attribute("lang", language)
    assert nothing_kept(page)
    assert sent == []
    page.reload()
    assert "Tanya" not in letter(builder)


def test_an_empty_form_makes_a_letter_with_gaps_for_a_pen(builder):
    text = letter(builder)
    assert text.startswith("Dear ________,\n\nI’m sorry that we missed each other.\n\n")
    assert "please call or text me at ________." in text
    assert text.endswith("Thank you,\n\n________")
    assert not re.search(r"[{}]|  | [.,]", text)


def test_the_letter_is_made_by_keyboard_alone(page, builder):
    tab_to(page, builder.get_by_label("Their first name"))
    page.keyboard.type("Linh")
    tab_to(page, builder.get_by_label("Begin with"))
    page.keyboard.type("Thanks")
    tab_to(page, builder.get_by_label("A change we noticed"))
    page.keyboard.type("you start a new job.")
    tab_to(page, builder.get_by_label("Video call"))
    page.keyboard.press("Space")
    tab_to(page, builder.get_by_label("Offer an interpreter"))
    page.keyboard.press("Space")
    assert heard(page) == []
    text = letter(builder)
    assert "Dear Linh," in text
    assert "Thank you for trying to meet me." in text
    assert "something has changed: you start a new job. How is that going? Does it change your plans or your goals?" in text
    assert "at our office, by phone or by video call. You choose." in text
    assert "interpreter" not in text


def test_a_letter_always_offers_two_ways_and_says_when_the_form_has_fewer(page, builder):
    builder.get_by_label("Our office").uncheck()
    assert heard(page) == ["Offer two ways to meet, or more, so that there is a choice."]
    assert "We can talk by phone or in another way that suits you better." in letter(builder)
    builder.get_by_label("Their home").check()
    assert heard(page) == []
    expect(builder.locator(".sbs-status")).to_be_empty()


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        (
            "en",
            [
                "We can talk ________ or in another way that suits you better. You choose.",
                "We can talk by phone or in another way that suits you better. You choose.",
                "We can talk at our office or by phone. You choose.",
            ],
        ),
        (
            "es",
            [
                "Podemos hablar ________ o de otra manera que le convenga más. Usted elige.",
                "Podemos hablar por teléfono o de otra manera que le convenga más. Usted elige.",
                "Podemos hablar en nuestra oficina o por teléfono. Usted elige.",
            ],
        ),
    ],
    ids=["en", "es"],
)
def test_the_choice_reads_well_with_no_way_to_meet_with_one_and_with_two(builder, language, sentences):
    builder.get_by_label("Language").select_option(language)
    for way in ("Our office", "Phone"):
        builder.get_by_label(way, exact=True).uncheck()
    for sentence, way in zip(sentences, ("Phone", "Our office", "Phone"), strict=True):
        assert f" {sentence}\n" in letter(builder)
        builder.get_by_label(way, exact=True).check()


@pytest.mark.parametrize(
    ("typed", "word", "advice"),
    [
        ("you must come in", "must", "It can sound like an order."),
        ("there is a PENALTY", "PENALTY", "It can sound like a threat."),
        ("you failed to appear", "failed", "It can sound like blame."),
        ("you were in the hospital", "hospital", "Details of health or violence never go into mail."),
    ],
)
def test_hard_words_and_private_ones_are_met_with_gentle_advice_told_once(page, builder, typed, word, advice):
    why = builder.get_by_label("What we understand about why")
    why.press_sequentially(typed)
    assert heard(page) == []
    why.blur()
    assert [told.startswith(f"“{word}”: {advice}") for told in heard(page)] == [True]
    why.fill("the mustard truck came")
    why.blur()
    expect(builder.locator(".sbs-status")).to_be_empty()


def test_careful_words_of_an_agency_may_hold_any_signs(page, course, serve):
    file = "letters/engagement-letter.yml"
    course.write(file, (ROOT / file).read_bytes())
    course.replace(file, "words: [penalty,", 'words: ["crisis (mental)", "how?!?(", a.m.,')
    course.write("docs/practice/letter.md", "---\ntitle: A letter\n---\n\n::: letter engagement-letter\n")
    course.replace("mkdocs.yml", "      - practice/review.md", "      - practice/review.md\n      - practice/letter.md")
    course.build()
    page.goto(serve(course.site) + "practice/letter/")
    why, status = page.get_by_label("What we understand about why"), page.locator("selfcheck-letter .sbs-status")
    for typed in ("a crisis (mental) came", "how?!?(", "it was 8 A.M. there"):
        why.fill(typed)
        why.blur()
        expect(status).to_contain_text(re.compile(r"“(crisis \(mental\)|how\?!\?\(|A\.M\.)”: It can sound like a threat\."))
        why.fill("the baby slept in your arms")
        why.blur()
        expect(status).to_be_empty()


def test_spanish_asks_for_a_translator_and_knows_its_own_hard_words(page, builder):
    builder.get_by_label("Language").select_option("es")
    assert heard(page) == [VERSIONS["es"].note]
    expect(builder.locator(".sbs-progress")).to_be_hidden()
    builder.get_by_label("A change we noticed").fill("usted está embarazada")
    builder.get_by_label("A change we noticed").blur()
    assert "“embarazada”: Details of health" in heard(page)[0]


def test_the_pieces_of_each_language_are_kind(builder):
    for version in VERSIONS.values():
        assert not re.search(r"\b(must|penalty|failed|debe|sanción)\b", version.sample)
        assert version.sample.count("?") >= 1


def test_the_school_grade_is_told_and_rises_with_long_words(builder):
    grade = builder.locator(".sbs-progress")
    fill(builder)
    before = int(re.search(r"\d+", grade.inner_text())[0])  # type: ignore[index]
    assert before <= 6
    builder.get_by_label("What we understand about why").fill(
        "administrative responsibilities and transportation difficulties unexpectedly necessitated an alternative"
    )
    assert int(re.search(r"\d+", grade.inner_text())[0]) > before  # type: ignore[index]


def test_the_school_grade_waits_until_something_is_written(builder):
    grade = builder.locator(".sbs-progress")
    expect(grade).to_be_hidden()
    builder.get_by_label("Their first name").fill("Linh")
    expect(grade).to_be_visible()
    builder.get_by_label("Their first name").fill("")
    expect(grade).to_be_hidden()


def test_the_other_place_is_asked_for_only_where_it_is_chosen(page, builder):
    place, choice = builder.get_by_label("The other place"), builder.get_by_label("Another place")
    expect(place).to_be_hidden()
    choice.check()
    place.fill("the office, or a penalty")
    place.blur()
    assert heard(page)[-1].startswith("“penalty”")
    choice.uncheck()
    expect(place).to_be_hidden()
    expect(builder.locator(".sbs-status")).to_be_empty()
    assert "penalty" not in letter(builder)


def test_the_letter_is_copied_marked_where_there_is_no_clipboard_and_downloaded(page, builder, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    fill(builder)
    builder.get_by_role("button", name="Copy the letter").click()
    assert heard(page) == ["The letter is copied."]
    assert page.evaluate("navigator.clipboard.readText()").replace("\r", "") == VERSIONS["en"].sample + "\n"
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    builder.get_by_role("button", name="Copy the letter").click()
    assert heard(page)[0].startswith("The letter is marked.")
    assert page.evaluate("getSelection().toString()").strip().startswith("Dear Tanya,")
    with page.expect_download() as download:
        builder.get_by_role("button", name="Download as text").click()
    text = download.value.path().read_bytes().decode()
    assert text == VERSIONS["en"].sample.replace("\n", "\r\n") + "\r\n"


def test_the_paper_has_the_letter_and_nothing_else(page, builder):
    fill(builder)
    page.emulate_media(media="print")
    shown = re.sub(r"\s+", " ", page.locator("main").inner_text()).strip()
    assert shown == re.sub(r"\s+", " ", VERSIONS["en"].sample)
    (sheet,) = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
    assert sheet.mediabox.width < sheet.mediabox.height, "a letter stands upright"


def test_without_javascript_there_is_the_sample_and_every_piece(browser: Browser, real_site):
    with browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 640}) as context:
        page = context.new_page()
        page.goto(real_site + LETTER)
        for text in ("Dear Tanya,", "Buenos días, Tanya:", "Dear ________,", "Have a qualified translator review this"):
            expect(page.get_by_text(text).first).to_be_visible()
        assert page.locator("selfcheck-letter").locator("button, input, select, form").count() == 0
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_builder_is_accessible(page, builder, language):
    ready(page)
    page.reload()
    fill(builder, language)
    builder.get_by_label("What we understand about why").fill("you must come")
    for one in builder.locator("details").all():
        one.locator("summary").click()
    none(audit_views(page))
    page.set_viewport_size({"width": 320, "height": 640})
    builder.get_by_label("The other place").fill("")  # a box of one line may hold more than it shows
    none(page.evaluate("[...look.wide(), ...look.cut()]"))
    none(crawl(page))
