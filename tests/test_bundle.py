"""What a browser loads is what was written: making a script smaller takes nothing out of a text, and each part is of use."""

from __future__ import annotations

import re

import pytest

from selfcheck import bundle
from selfcheck.blocks import BLOCKS
from selfcheck.registry import find_kinds

REGISTRY = find_kinds()
ROOM = bundle.HERE
SCRIPTS = dict.fromkeys(
    [  # some stand in two scripts
        *(ROOM / name for name in (*bundle.BEFORE_KINDS, *bundle.AFTER_KINDS)),
        *(ROOM / name for names in bundle.FURTHER.values() for name in names),
        *(kind.folder / "browser.js" for kind in REGISTRY.kinds.values()),
    ]
)
REMARK = re.compile(r"/\*.*?\*/|(?:^|\s)//[^\n]*$", re.DOTALL | re.MULTILINE)
TEXT = re.compile(r'`[^`]*`|"[^"\n]*"')
HOLE = re.compile(r"\$\{[^}]*\}")


def without_holes(text: str) -> str:
    """Leave out what stands in ${ }: it is code, and may lose its spaces."""
    return HOLE.sub("${}", text)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_text_of_a_script_is_whole_after_it_was_made_smaller(path):
    made = [bundle.learn_script(REGISTRY), *bundle.further_scripts(REGISTRY).values()]
    loaded = without_holes("".join(asset.text for asset in made))
    written = REMARK.sub("", path.read_text("utf-8"))
    assert [text for text in TEXT.findall(written) if without_holes(text) not in loaded] == []


def test_every_script_of_a_block_is_there_and_runs_after_those_it_builds_on():
    order = ["learn", *bundle.FURTHER]
    assert set(bundle.SCRIPTS) <= set(BLOCKS)
    assert set(bundle.SCRIPTS.values()) <= set(bundle.NEEDS)
    assert [*bundle.NEEDS] == [*bundle.FURTHER]
    for name, needed in bundle.NEEDS.items():
        assert [*needed, name] == sorted({*needed, name}, key=order.index)


@pytest.mark.parametrize("giver", bundle.HANDED_OUT)
def test_what_a_script_hands_out_is_used_by_one_after_it(giver):
    later = [path for name, needs in bundle.NEEDS.items() if giver in needs for path in bundle.FURTHER[name]]
    code = REMARK.sub("", "\n".join((ROOM / path).read_text("utf-8") for path in later))
    assert [name for name in bundle.HANDED_OUT[giver].split(", ") if not re.search(rf"\b{name}\b", code)] == []
