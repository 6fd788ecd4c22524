"""What somebody else made, by the thousand: nothing throws, nothing gets in, and what is sound comes back whole."""

from __future__ import annotations

import base64
import json
import random
from typing import Any

import pytest
from playwright.sync_api import Page
from pydantic import BaseModel

from selfcheck.bundle import HERE
from selfcheck.checklist import ChecklistFile, Group, Item
from selfcheck.shape import ID_LENGTH, Label, Line

CASES = 10_000
SEED = 20261122
BOX = 2000  # characters that a box to write in takes
LINK_THINGS = 100  # what a link may ask for
PARTS = ("web/core.js", "web/storage.js", "web/keeping.js", "web/response.js", "web/catalogue.js", "web/outside.js")
SOURCE = "\n".join((HERE / name).read_text("utf-8") for name in PARTS)
RUN = """(given) => {
  const WORDS = new Proxy({}, { get: (_, name) => (name === Symbol.toPrimitive ? () => "word" : "word") });
  %s
  const before = [Object.getOwnPropertyNames(Object.prototype).length, document.querySelectorAll("*").length];
  const told = given.map((text) => {
    try { return %s; } catch (error) { return { threw: String(error) }; }
  });
  const after = [Object.getOwnPropertyNames(Object.prototype).length, document.querySelectorAll("*").length];
  return { told, same: String(before) === String(after) && ({}).polluted === undefined };
}"""
LINKS = RUN % (SOURCE, "readLink(text)")
FILES = RUN % (SOURCE, "readText(text)")
LINK_ERRORS = {"too_long", "damaged", "newer", "stale"}
FILE_ERRORS = {"too_large", "not_ours", "damaged", "newer", "other_site", "is_backup"}
NASTY = [
    "__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "<img src=x onerror=alert(1)>", "</script><script>",
    "javascript:alert(1)", "//evil.example", "data:text/html,x", "\u202eevil", "\0", "\ud800", "=1+1", "null", "%00", "%", "%u",
    "&", "#", "?", "../..", "🧭" * 9, "a" * 300, "9" * 400, "1e999", "[]", "{}", '"', "\\", "\n", ",,,", "true", " ", "",
]  # fmt: skip
RESPONSE: dict[str, Any] = {
    "format": "side-by-side/response",
    "version": 1,
    "site": "sample",
    "ref": "k3v9t2aa",
    "from": "A. L.",
    "when": "2026-12-03",
    "entry": "c-mabc123x",
    "checklist": {"id": "after-talk", "title": "After the talk", "hash": "a1b2c3d4"},
    "perspective": "self",
    "items": [
        {"id": "talked-less", "text": "I talked less than they did.",
         "fields": [{"name": "how-much", "type": "rating", "value": "sometimes", "says": "Sometimes"}]},
        {"id": "questions", "text": "Open questions",
         "fields": [{"name": "tally", "type": "tally", "label": "How many", "value": "7"}]},
        {"id": "thanked", "text": "Thanks", "fields": []},
    ],
    "reflection": [{"id": "surprise", "text": "What surprised me?", "value": "“Ñandú” – how\nquiet it was ☺"}],
    "plan": [{"id": "goal", "text": "One thing to try", "value": "Wait.", "type": "text"},
             {"id": "look-again", "text": "When I look again", "value": "2027-01-15", "type": "date"}],
    "talk": {"strength": "The long wait.", "goal": "One open question.", "next": ""},
}  # fmt: skip
ASSIGNMENTS: dict[str, Any] = {
    "format": "side-by-side/assignments",
    "version": 1,
    "site": "sample",
    "when": "2026-11-22",
    "assignments": [
        {"ref": "k3v9t2aa", "who": "A. L.", "checklists": ["after-talk"], "modules": ["listen-first"], "due": "2026-12-15",
         "purpose": "After one real talk", "made": "2026-11-22"},
        {"ref": "00000000", "who": "", "checklists": [], "modules": [], "made": "2026-11-22"},
    ],
}  # fmt: skip


@pytest.fixture
def outside(page: Page, sample_site: str) -> Page:
    page.goto(f"{sample_site}supervisors/team/")
    return page


def harm(value: Any, chance: random.Random) -> Any:
    """Change one thing somewhere in a JSON value."""
    odd: list[Any] = [*NASTY, None, True, -1, 1e308, [], {}, [[]], {"__proto__": {"polluted": 1}}, ["x"] * 500, "x" * 4500]
    if isinstance(value, dict) and value and chance.random() < 0.9:
        changed = dict(value)
        name = chance.choice(list(changed))
        act = chance.randrange(4)
        if act == 0:
            del changed[name]
        elif act == 1:
            changed[chance.choice(NASTY)] = chance.choice(odd)
        else:
            changed[name] = harm(changed[name], chance)
        return changed
    if isinstance(value, list) and value and chance.random() < 0.8:
        index = chance.randrange(len(value))
        return [*value[:index], harm(value[index], chance), *value[index + 1 :]]
    return chance.choice(odd)


def a_file(chance: random.Random) -> str:
    data = chance.choice([RESPONSE, ASSIGNMENTS])
    for _ in range(chance.randrange(1, 4)):
        data = harm(data, chance)
    text = json.dumps(data, ensure_ascii=chance.random() < 0.5)
    act = chance.randrange(8)
    if act == 0:
        text = text[: chance.randrange(len(text) + 1)]
    elif act == 1:
        at = chance.randrange(len(text) + 1)
        text = text[:at] + chance.choice(NASTY) + text[at:]
    elif act == 2:
        code = base64.b64encode(text.encode("utf-8", "surrogatepass")).decode()
        text = f"> Hello,\n-----BEGIN SIDE BY SIDE-----\n{code[: chance.randrange(len(code) + 1)]}\n-----END SIDE BY SIDE-----"
    elif act == 3:
        text = "[" * chance.randrange(5000) + text
    return text.encode("utf-8", "replace").decode()


def a_link(chance: random.Random) -> str:
    parts = {"assign": "1", "c": "after-talk", "m": "listen-first,plan-together", "due": "2026-12-15", "ref": "k3v9t2aa"}
    pairs = list(parts.items())
    for _ in range(chance.randrange(1, 4)):
        at = chance.randrange(len(pairs)) if pairs else 0
        act = chance.randrange(5)
        if act == 0 and pairs:
            pairs.pop(at)
        elif act == 1:
            pairs.insert(at, (chance.choice([*NASTY, "c", "m", "assign"]), chance.choice(NASTY)))
        elif pairs:
            name, value = pairs[at]
            spot = chance.randrange(len(value) + 1)
            put = chance.choice(NASTY) * chance.choice([1, 1, 40])
            pairs[at] = (name, value[:spot] + put + value[spot + chance.randrange(3) :])
    text = "#" + "&".join(f"{name}={value}" for name, value in pairs)
    return text.encode("utf-8", "replace").decode()


def run(page: Page, script: str, cases: list[str]) -> list[dict[str, Any]]:
    found = page.evaluate(script, cases)
    assert found["same"], "a prototype or the page was changed"
    assert [one for one in found["told"] if "threw" in one] == []
    told: list[dict[str, Any]] = found["told"]
    return told


def test_ten_thousand_harmed_links_are_read_or_refused_in_words(outside):
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    told = run(outside, LINKS, [a_link(chance) for _ in range(CASES)])
    assert {None, "damaged", "stale"} <= {one.get("error") for one in told} <= {None, *LINK_ERRORS}
    for one in told:
        if "link" in one:
            assert set(one["link"]) <= {"ref", "checklists", "modules", "due"}
            assert set(one["link"]["checklists"]) <= {"after-talk", "watching"}
            assert set(one["link"]["modules"]) <= {"listen-first", "plan-together"}


def test_ten_thousand_harmed_files_are_read_or_refused_in_words(outside):
    chance = random.Random(SEED)  # noqa: S311 (no secret)
    told = [one for _ in range(10) for one in run(outside, FILES, [a_file(chance) for _ in range(CASES // 10)])]
    assert {one.get("error") for one in told} >= {None, "not_ours", "damaged", "newer", "other_site"}
    assert {one.get("error") for one in told} <= {None, *FILE_ERRORS}
    assert any("response" in one for one in told)
    assert any("assignments" in one for one in told)


@pytest.mark.parametrize("valid", [RESPONSE, ASSIGNMENTS], ids=["response", "assignments"])
def test_a_valid_file_comes_back_whole(outside, valid):
    text = json.dumps(valid, ensure_ascii=False)
    [told] = run(outside, FILES, [text])
    assert told[valid["format"].partition("/")[2]] == valid


def most(model: type[BaseModel], key: str) -> int:
    """Say how many entries an author may write under a key."""
    return next(int(one.max_length) for one in model.model_fields[key].metadata if hasattr(one, "max_length"))


def longest(kind: Any) -> str:
    """Give the longest text that a field of this kind takes."""
    text: str = "w" * kind.__metadata__[0].read.keywords["limit"]
    return text


def test_the_most_that_a_form_may_ask_comes_back_whole(outside):
    own = most(ChecklistFile, "groups") * most(Group, "items")
    asked = range(max(most(ChecklistFile, "fields"), most(Item, "fields")))
    fields = [{"name": f"t-{number}", "type": "tick", "value": "1"} for number in asked]
    rows = {
        key: [RESPONSE[key][0] | {"id": f"{key}-{number}"} for number in range(most(ChecklistFile, key))]
        for key in ("reflection", "plan")
    }
    items = [
        {"id": f"item-{number}", "text": "Thanks", "fields": fields} for number in range(2 * own)
    ]  # its own, and those it mirrors
    valid = RESPONSE | {"items": items} | rows
    assert run(outside, FILES, [json.dumps(valid)]) == [{"response": valid}]


def test_the_longest_texts_of_a_form_come_back_whole(outside):
    text, label = longest(Line), longest(Label)
    rating = {"name": "how-much", "type": "rating", "label": label, "value": "x" * ID_LENGTH, "says": label}
    note = {"name": "text", "type": "text", "label": label, "value": "ä" * BOX}
    valid = RESPONSE | {
        "checklist": RESPONSE["checklist"] | {"title": label},
        "items": [{"id": "talked-less", "text": text, "fields": [rating, note]}],
        "reflection": [{"id": "surprise", "text": text, "value": "ä" * BOX}],
        "plan": [{"id": "goal", "text": label, "value": "ä" * BOX, "type": "text"}],
    }
    assert run(outside, FILES, [json.dumps(valid)]) == [{"response": valid}]


def test_what_a_link_may_ask_for_may_stand_in_a_file_of_assignments(outside):
    """Else a supervisor hands out a link, and the list of what was handed out forgets it."""
    for number in (1, LINK_THINGS, LINK_THINGS + 1):
        ids = [f"m-{one}" for one in range(number)]
        known = f"(MODULES.clear(), {json.dumps(ids)}.forEach((id) => MODULES.set(id, {{ id }})), readLink(text))"
        [link] = run(outside, RUN % (SOURCE, known), [f"#assign=1&m={','.join(ids)}&ref=k3v9t2aa"])
        file = ASSIGNMENTS | {"assignments": [ASSIGNMENTS["assignments"][0] | {"modules": ids}]}
        [told] = run(outside, FILES, [json.dumps(file)])
        assert ("link" in link, "assignments" in told) == ((number <= LINK_THINGS,) * 2)


def test_a_copied_text_comes_back_whole_through_a_mail(outside):
    code = base64.b64encode(json.dumps(RESPONSE).encode()).decode()
    lines = "\r\n".join(f"> {code[at : at + 64]}" for at in range(0, len(code), 64))
    block = f"> -----BEGIN SIDE BY SIDE-----\r\n{lines}\r\n> -----END SIDE BY SIDE-----"
    mail = f"On Monday A. L. wrote:\r\n> After the talk\r\n{block}\r\n> Yours"
    [told] = run(outside, FILES, [mail])
    assert told["response"] == RESPONSE


def test_a_valid_link_is_read(outside):
    [told] = run(outside, LINKS, ["#assign=1&c=after-talk&m=plan-together,listen-first&due=2026-12-15&ref=k3v9t2aa"])
    assert told["link"] == {
        "ref": "k3v9t2aa",
        "checklists": ["after-talk"],
        "modules": ["plan-together", "listen-first"],
        "due": "2026-12-15",
    }


@pytest.mark.parametrize(
    ("link", "error"),
    [
        ("#assign=1&c=after-talk&ref=k3v9t2aa&x=" + "y" * 9000, "too_long"),
        ("#assign=2&c=after-talk&ref=k3v9t2aa", "newer"),
        ("#assign=1&c=gone-for-good&ref=k3v9t2aa", "stale"),
        ("#assign=1&c=after-talk&m=gone&ref=k3v9t2aa", "stale"),
        ("#assign=1&c=after-talk", "damaged"),
        ("#assign=1&c=after-talk&c=watching&ref=k3v9t2aa", "damaged"),
        ("#assign=1&c=after-talk&ref=k3v9t2aa&note=hello", "damaged"),
        ("#assign=1&c=after-talk&ref=k3v9t2aa&due=2026-02-30", "damaged"),
        ("#assign=1&c=__proto__&ref=k3v9t2aa", "damaged"),
        ("#assign=1&c=constructor&ref=k3v9t2aa", "stale"),
        ("#assign=1&c=&m=&ref=k3v9t2aa", "damaged"),
    ],
)
def test_a_link_that_is_wrong_says_why(outside, link, error):
    assert run(outside, LINKS, [link]) == [{"error": error}]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"version": 2}, "newer"),
        ({"version": "1"}, "damaged"),
        ({"site": "another-agency"}, "other_site"),
        ({"format": "side-by-side/backup"}, "is_backup"),
        ({"format": "side-by-side/unheard-of"}, "not_ours"),
        ({"format": "__proto__"}, "not_ours"),
        ({"when": "2026-02-30"}, "damaged"),
        ({"when": "1999-02-03"}, "damaged"),
        ({"items": [RESPONSE["items"][0]] * 721}, "damaged"),
        ({"x": "y" * 1_100_000}, "too_large"),
    ],
)
def test_a_file_that_is_wrong_says_why(outside, change, error):
    assert run(outside, FILES, [json.dumps(RESPONSE | change)]) == [{"error": error}]


def test_marks_that_turn_a_text_around_are_taken_out(outside):
    [told] = run(outside, FILES, [json.dumps(RESPONSE | {"from": "A\u202e\u0007B"})])
    assert told["response"]["from"] == "AB"


def test_keys_that_are_not_known_are_left_behind(outside):
    [told] = run(outside, FILES, [json.dumps(RESPONSE | {"html": "<b>x</b>"})])
    assert told["response"] == RESPONSE
