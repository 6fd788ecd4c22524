"""In Chromium, Firefox and WebKit: what goes from one person to another, stores that refuse, and harmed links and files."""

from __future__ import annotations

import json
import random

import pytest

from tests.engines_walk import nothing_wrong, open_page, wait
from tests.test_outside import CASES, FILES, LINKS, SEED, a_file, a_link

FORM = "document.querySelector('selfcheck-checklist')?.hasAttribute('data-ready') ?? false"
BATCH = 250  # harmed links or files, in one call
TAKE = """((text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], "response.json", { type: "application/json" }));
  const picker = document.querySelector("#sbs-open");
  picker.files = data.files;
  picker.dispatchEvent(new Event("change"));
  return true;
})(%s)"""


def write(engine, css, text):
    engine.click(css)
    for letter in text:
        engine.press(letter)


def test_an_assignment_is_made_done_handed_in_and_looked_at_together(engine, heard_site):
    open_page(
        engine, f"{heard_site}supervisors/assign/", "document.querySelector('selfcheck-assign').hasAttribute('data-ready')"
    )
    engine.click("[data-asked=checklist][value=after-talk]")
    write(engine, "[data-assign=who]", "AL")
    engine.click("selfcheck-assign [type=submit]")
    shown = "[...document.querySelectorAll('[readonly]')].map((one) => one.value).find((text) => text.includes('#assign='))"
    wait(engine, f"Boolean({shown})")
    link = engine.evaluate(shown)
    nothing_wrong(engine)

    engine.evaluate("(localStorage.clear(), sessionStorage.clear())")
    open_page(engine, link, "document.querySelector('.sbs-assigned__list') !== null")
    assert "0 of 1 done" in engine.evaluate("document.querySelector('selfcheck-assigned').textContent")
    assert engine.evaluate("location.hash") == ""
    nothing_wrong(engine)

    open_page(engine, f"{heard_site}checklists/after-talk/", FORM)
    engine.click(".sbs-scale label:nth-of-type(2)")
    engine.click(".sbs-check__actions button")
    wait(engine, "!document.querySelector('.sbs-hand').hidden")
    write(engine, ".sbs-hand input[type=text]", "AL")
    engine.click(".sbs-hand__way button")
    wait(engine, "window.files.length === 1")
    text = engine.evaluate("window.files[0].text()")
    response = json.loads(text)
    assert response["from"] == "AL"
    assert response["ref"] in link
    assert [field["value"] for item in response["items"] for field in item["fields"]] == ["sometimes"]
    nothing_wrong(engine)

    open_page(
        engine, f"{heard_site}supervisors/review/", "document.querySelector('selfcheck-compare').hasAttribute('data-ready')"
    )
    engine.evaluate(TAKE % json.dumps(text))
    wait(engine, "document.querySelector('.sbs-shelf > .sbs-status').textContent !== ''")  # it moves the list down
    engine.click(".sbs-shelf__list button")
    wait(engine, "document.querySelector('selfcheck-rating') !== null")
    engine.click("selfcheck-rating .sbs-scale label")
    engine.click("selfcheck-rating .sbs-check__actions button")
    wait(engine, "document.querySelectorAll('.sbs-both .sbs-pair').length > 0")
    nothing_wrong(engine)


@pytest.mark.parametrize("storage", ["full", "blocked"])
def test_a_store_that_refuses_is_told_and_the_form_goes_on(engine, heard_site, storage):
    open_page(engine, f"{heard_site}checklists/after-talk/?storage={storage}", FORM)
    engine.click(".sbs-scale label:nth-of-type(2)")
    wait(engine, "document.querySelectorAll('.sbs-trouble').length === 1")
    assert engine.evaluate("document.querySelector('.sbs-scale input:checked').value") == "sometimes"
    nothing_wrong(engine)


def test_what_is_kept_and_damaged_is_passed_over(engine, heard_site):
    open_page(engine, f"{heard_site}checklists/after-talk/", FORM)
    engine.click(".sbs-scale label:nth-of-type(2)")
    wait(engine, "localStorage.length > 0")
    engine.evaluate("Object.keys(localStorage).forEach((key) => { localStorage[key] = '{' + localStorage[key]; })")
    open_page(engine, f"{heard_site}checklists/after-talk/", FORM)
    engine.click(".sbs-scale label:nth-of-type(1)")
    assert engine.evaluate("document.querySelector('.sbs-scale input:checked') !== null")
    nothing_wrong(engine)


@pytest.mark.parametrize("batches", [1, pytest.param(CASES // BATCH, marks=pytest.mark.matrix)])
@pytest.mark.parametrize(("script", "make"), [(LINKS, a_link), (FILES, a_file)], ids=["links", "files"])
def test_harmed_links_and_files_are_read_or_refused_in_words(engine, heard_site, script, make, batches):
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    open_page(engine, f"{heard_site}supervisors/team/")
    for _ in range(batches):
        cases = [make(chance) for _ in range(BATCH)]
        found = engine.evaluate(f"({script})({json.dumps(cases)})")
        assert found["same"], "a prototype or the page was changed"
        assert [one for one in found["told"] if "threw" in one] == []
        assert all("error" in one or "link" in one or "response" in one or "assignments" in one for one in found["told"])
