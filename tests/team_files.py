"""Files as people hand them in and save them, for the page over time: a few that tell a story, or a thousand from a seed."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

HOW_MUCH = {"not-yet": "Not yet", "sometimes": "Sometimes", "mostly": "Mostly", "does-not-apply": "Does not apply"}
HOW_WELL = {"rough": "Rough", "smooth": "Smooth"}
HOW_OFTEN = {"not-seen": "Not seen", "once": "Once", "often": "Often"}
SELF = {
    "talked-less": "I talked less than they did.",
    "asked-twice": "I asked how it is, and how it was.",
    "questions": "Open questions",
    "thanked": "Thanks",
    "again-on": "When we meet again",
}
SEEN = {
    "talked-less": "The worker talked less than the person did.",
    "asked-twice": "The worker asked how it is, and how it was.",
    "questions": "Open questions",
    "thanked": "Thanks",
    "again-on": "When they meet again",
}
Data = dict[str, Any]


def rating(scale: Mapping[str, str], name: str, value: str, label: str | None = None) -> Data:
    """One rating as a response holds it."""
    return {"name": name, "type": "rating", **({"label": label} if label else {}), "value": value, "says": scale[value]}


def noted(text: str, label: str) -> Data:
    """A note beside an item."""
    return {"name": "text", "type": "text", "label": label, "value": text}


def self_check(when: str, entry: str, talked: str = "", *, who: str = "", twice: Sequence[Data] = (), **more: object) -> Data:
    """A response of the sample's “After the talk”. `more` adds keys, or replaces them."""
    answers: dict[str, list[Data]] = {name: [] for name in SELF}
    if talked:
        answers["talked-less"] = [rating(HOW_MUCH, "how-much", talked)]
    answers["asked-twice"] = list(twice)
    items = [{"id": item, "text": text, "fields": answers[item]} for item, text in SELF.items()]
    return _response("after-talk", "After the talk", "self", when, entry, who) | {"items": items} | more


def observation(when: str, entry: str, talked: str = "", words: str = "", *, who: str = "", **more: object) -> Data:
    """A response of the sample's “Watching a talk”."""
    answers: dict[str, list[Data]] = {name: [] for name in SEEN}
    if talked:
        answers["talked-less"] = [rating(HOW_OFTEN, "how-often", talked, "How often")]
    if words:
        answers["talked-less"].append(noted(words, "Words I heard"))
    items = [{"id": item, "text": text, "fields": answers[item]} for item, text in SEEN.items()]
    return _response("watching", "Watching a talk", "observer", when, entry, who) | {"items": items} | more


def _response(name: str, title: str, side: str, when: str, entry: str, who: str) -> Data:
    return {
        "format": "side-by-side/response",
        "version": 1,
        "site": "sample",
        **({"from": who} if who else {}),
        "when": when,
        "entry": entry,
        "checklist": {"id": name, "title": title, "hash": "a1b2c3d4"},
        "perspective": side,
    }


def assignments(*given: Data, when: str = "2026-11-22", **more: object) -> Data:
    """A supervisor's list of assignments."""
    return {
        "format": "side-by-side/assignments",
        "version": 1,
        "site": "sample",
        "when": when,
        "assignments": list(given),
    } | more


def assigned(ref: str, who: str, *checklists: str, made: str = "2026-11-22", **more: object) -> Data:
    """One assignment."""
    return {"ref": ref, "who": who, "checklists": list(checklists), "modules": [], "made": made} | more


def as_file(data: Data, name: str = "") -> Any:
    """Data as a file that a test can choose."""
    text = json.dumps(data, ensure_ascii=False)
    return {
        "name": name or f"side-by-side-{data['checklist']['id'] if 'checklist' in data else 'list'}.json",
        "mimeType": "",
        "buffer": text.encode(),
    }


def story() -> list[Data]:
    """Three months of A. L., seen twice by C. S., and one file of B. K.; who was asked for what."""
    both = [
        rating(HOW_MUCH, "how-much", "sometimes", "How much"),
        rating(HOW_WELL, "how-well", "smooth", "How well"),
        noted("How was it for you?", "What I said"),
    ]
    goal = [{"id": "goal", "text": "One thing to try", "value": "Wait for three breaths.", "type": "text"},
            {"id": "look-again", "text": "When I look again", "value": "2027-01-15", "type": "date"}]  # fmt: skip
    listed = assignments(
        assigned("k3v9t2aa", "A. L.", "after-talk", due="2026-12-15", modules=["listen-first"], purpose="After one real talk"),
        assigned("p8q8r8s8", "A. L.", "after-talk", made="2027-01-04", due="2027-01-29"),
        assigned("m1m2m3m4", "B. K.", "after-talk", made="2027-01-04"),
    )
    first = self_check("2026-12-03", "c-first", "not-yet", twice=both, ref="k3v9t2aa", who="A. L.")
    first["items"][2]["fields"] = [{"name": "tally", "type": "tally", "label": "How many", "value": "7"}]
    first["items"][3]["fields"] = [{"name": "tick", "type": "tick", "label": "I thanked them", "value": "yes"}]
    first["reflection"] = [{"id": "surprise", "text": "What surprised me?", "value": "How\nquiet it was."}]
    first["plan"] = goal
    seen = observation(
        "2026-12-03", "c-seen1", "once", "“So it is about the evenings.”", about="c-first", ref="k3v9t2aa", who="C. S."
    )
    seen["talk"] = {"strength": "The long wait.", "goal": "One open question.", "next": "2027-01-15"}
    return [
        listed,
        first,
        seen,
        self_check("2026-12-17", "c-second", "sometimes", who="A. L."),
        self_check("2027-01-12", "c-third", "does-not-apply", twice=both[:1], ref="p8q8r8s8", who="A. L."),
        self_check("2027-02-09", "c-fourth", "mostly", who="A. L."),
        observation("2027-02-09", "c-seen2", "often", about="c-fourth", who="C. S."),
        self_check("2027-01-20", "c-other", "mostly", who="B. K."),
    ]


def many(count: int, people: int = 25, seed: int = 20261122) -> Iterator[Data]:
    """As many responses from a seed, evenly of the people, self-checks and observations, over about two years."""
    chance = random.Random(seed)  # noqa: S311 (no secret)
    start = date(2026, 1, 5)
    for number in range(count):
        person, turn = number % people, number // people
        who = f"{chr(65 + person % 26)}. {chr(65 + person * 7 % 26)}."
        day = (start + timedelta(days=16 * turn + chance.randrange(9))).isoformat()
        ref = f"r{person:03}{turn // 2:04}"
        if turn % 3 == 2:
            yield observation(day, f"c-{number}", chance.choice(list(HOW_OFTEN)), "“And then?”", who=who, ref=ref)
        else:
            twice = [
                rating(HOW_MUCH, "how-much", chance.choice(list(HOW_MUCH)), "How much"),
                noted("What else?", "What I said"),
            ]
            yield self_check(day, f"c-{number}", chance.choice(list(HOW_MUCH)), twice=twice, who=who, ref=ref)


def changed(data: Data, *path: str | int, value: object) -> Data:
    """A copy with something in it changed."""
    copied = copy.deepcopy(data)
    place: Any = copied
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return copied
