"""How two ratings compare: by the authors' table, else by the scale; and which difference is named first."""

from __future__ import annotations

import json
import random
from itertools import product

import yaml

from tests.compare_walk import REVIEW, own, run, seen
from tests.conftest import ROOT
from tests.test_outside import SEED, harm


def test_every_pair_of_the_authors_table_compares_as_written(page, real_site):
    form = yaml.safe_load((ROOT / "checklists" / "mi-observation.yml").read_text("utf-8"))
    scales = yaml.safe_load((ROOT / "checklists" / "mi-self-check.yml").read_text("utf-8"))["scales"] | form["scales"]
    compare = form["compare"]
    points = [[one["id"] for one in scales[compare[side]]] for side in ("scale", "observed")]
    pairs = list(product(*([*of, ""] for of in points)))
    page.goto(real_site + REVIEW)
    script = """(([own, seen]) => given.map(([mine, theirs]) => compared(own.scales["how-much"], seen.scales["how-often"],
      seen.compare.pairs, mine, theirs)))(["mi-self-check", "mi-observation"].map((id) => CHECKLISTS.get(id)))"""
    for (mine, theirs), told in zip(pairs, run(page, script, pairs), strict=True):
        if not mine or not theirs:
            assert told == {"is": "open", "of": "both" if mine == theirs else "theirs" if mine else "mine"}
        elif mine == "does-not-apply":
            assert told == {"is": "away", "of": "mine"}
        else:
            assert told["is"] == compare["pairs"][mine][theirs]
            assert told["strength"] == (mine == "mostly" and theirs in {"a-few", "often"})


def test_without_a_table_the_places_on_the_scale_decide(page, sample_site):
    page.goto(sample_site + REVIEW)
    script = """given.map(([mine, theirs]) => { const { "how-much": points } = CHECKLISTS.get("after-talk").scales;
      return compared(points, points, undefined, mine, theirs); })"""
    pairs = [
        ("mostly", "mostly"),
        ("mostly", "sometimes"),
        ("not-yet", "mostly"),
        ("not-yet", "does-not-apply"),
        ("__proto__", "mostly"),
        ("constructor", "toString"),
    ]
    assert run(page, script, pairs) == [
        {"is": "agree", "distance": 0, "strength": True},
        {"is": "near", "distance": 500, "strength": False},
        {"is": "apart", "distance": 1000, "strength": False},
        {"is": "away", "of": "theirs"},
        {"is": "unknown", "of": "mine"},
        {"is": "unknown", "of": "both"},
    ]


def test_the_biggest_gap_is_the_widest_and_the_first_of_equals(page, sample_site):
    page.goto(sample_site + REVIEW)
    script = """(({ gap, apart, near, strengths, agree, not }) => [gap?.row.number ?? null,
      ...[apart, near, strengths, agree, not].map((marks) => marks.map(({ row }) => row.number))])(
        forTheTalk(given.map((mark, index) => ({ number: index + 1, marks: [mark] }))))"""
    marks = [
        {"is": "apart", "distance": 500},
        {"is": "agree", "distance": 0, "strength": True},
        {"is": "apart", "distance": 1000},
        {"is": "near", "distance": 1000},
        {"is": "apart", "distance": 1000},
        {"is": "agree", "distance": 0, "strength": False},
        {"is": "open", "of": "mine"},
    ]
    assert run(page, script, marks) == [3, [1, 5], [4], [2], [6], [7]]
    assert run(page, script, [marks[1]]) == [None, [], [], [1], [], []]


def test_a_form_that_mirrors_goes_before_the_own_one_and_a_supervisors_form_has_none(page, real_site):
    page.goto(real_site + REVIEW)
    script = "given.map((id) => formsFor(CHECKLISTS.get(id)).map((form) => form.id))"
    asked = ["mi-self-check", "client-directed", "agency-readiness"]
    assert run(page, script, asked) == [["mi-observation"], ["client-directed"], []]


def test_whatever_two_files_hold_that_were_let_in_they_can_be_laid_side_by_side(page, sample_site):
    page.goto(sample_site + REVIEW)
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    harmed = [pair for _ in range(1500) for pair in ((harm(own(), chance), seen()), (own(), harm(seen(), chance)))]
    pairs = [[json.dumps(one) for one in pair] for pair in harmed]
    script = """(() => {
      const [list, form] = ["after-talk", "watching"].map((id) => CHECKLISTS.get(id));
      const names = { mine: "A", theirs: "B" };
      const tags = new Set();
      let laid = 0;
      for (const [mine, theirs] of given.map((texts) => texts.map((text) => readText(text).response))) {
        if (!mine || !theirs) continue;
        const both = new Both({ list, form, mine, theirs, names }, { mine: new Map(), theirs: new Map() });
        const made = make("div", {}, ...both.notes(), both.summary(), ...both.items(), ...both.rest(), ...both.words("plan"));
        for (const one of made.querySelectorAll("*")) tags.add(one.localName);
        if (CHECKLISTS.has(mine.checklist.id)) partnersOf(mine, [theirs]);
        laid += 1;
      }
      return { laid, tags: [...tags].sort(), clean: ({}).polluted === undefined };
    })()"""
    told = run(page, script, pairs)
    assert told["laid"] > 500
    assert told["clean"]
    assert set(told["tags"]) <= {"section", "div", "dl", "dt", "dd", "h3", "h4", "p", "span", "ul", "li", "bdi"}
