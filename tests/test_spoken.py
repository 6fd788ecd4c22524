"""Every kind of question tells a screen reader what stands in `tests/spoken/`, in every state of each example."""

from __future__ import annotations

import re

import pytest

from tests.spoken import FOLDER, spoken
from tests.test_kinds import REGISTRY, example_site, examples  # noqa: F401 (a fixture, asked for by its name)

EXAMPLES = [
    pytest.param(*param.values, str(param.id), id=str(param.id), marks=marks)
    for group, marks in (("valid", ()), ("edge", pytest.mark.matrix))
    for param in examples(group)
]
NAMELESS = re.compile(r"^ *- (?:radio|checkbox|textbox|combobox|button|link|group|form|region)(?: \[.*\])*:?$", re.MULTILINE)
RENEW = "read what changed; if it is meant, run `make snapshots`"


@pytest.mark.parametrize(("kind", "example", "name"), EXAMPLES)
def test_an_example_tells_a_screen_reader_what_was_looked_at(page, request, kind, example, name):
    url, pages = request.getfixturevalue("example_site")
    kept = states(kind.name)
    found = {heading: text for state in spoken(page, url + pages[name], example) for heading, text in parts(state)}
    assert found == {heading: text for heading, text in kept.items() if heading.startswith(f"{example['name']}, ")}, RENEW


def test_there_is_a_file_for_every_kind_and_none_for_a_state_that_is_gone():
    assert {path.stem for path in FOLDER.iterdir()} == set(REGISTRY.kinds), RENEW
    wanted = [
        (kind.name, f"{one['name']}, {state}")
        for kind, one in (param.values for param in examples("valid", "edge"))
        for state in names(one)
    ]
    assert [(kind, heading) for kind in REGISTRY.kinds for heading in states(kind)] == wanted, RENEW


def names(example) -> list[str]:
    checks = enumerate(example["keyboard"], 1)
    return ["at the start", *(f"check {number}: {verdict}" for number, (*_, verdict) in checks)]


def states(kind: str) -> dict[str, str]:
    return dict(parts((FOLDER / f"{kind}.txt").read_text("utf-8")))


def parts(text: str) -> list[tuple[str, str]]:
    """Part a text at its headings: [(heading, what stands below it)]."""
    cut = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    return [(heading, below.strip()) for heading, below in zip(cut[1::2], cut[2::2], strict=True)]


@pytest.mark.parametrize("kind", REGISTRY.kinds)
def test_every_control_has_a_name_and_a_verdict_is_a_status(kind):
    """Of what is kept, whoever wrote it: no control without a name, and a verdict in the live region after each check."""
    for heading, text in states(kind).items():
        assert NAMELESS.findall(text) == [], heading
        if not heading.endswith("at the start"):
            assert re.search(r"^ *- status: \S", text, re.MULTILINE), heading
