"""The blocks a page's text can place: `::: quiz client-centered` and its like. The check and the page read them with this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from selfcheck.problems import Finding, nearest

FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
MARK = re.compile(r"^(?P<indent>\s*):::(?P<rest>.*)$")

# name -> (takes an id, holds text up to a closing :::)
BLOCKS = {
    "quiz": (True, False),
    "checklist": (True, False),
    "vignette": (True, True),
    "resources": (True, False),
    "all-checklists": (False, False),
    "all-resources": (False, False),
    "all-sources": (False, False),
    "my-answers": (False, False),
}


@dataclass(frozen=True)
class Block:
    """One block: where it opens and closes, in lines of the text counted from 0. `end` equals `start` without inner text."""

    name: str
    id: str
    start: int
    end: int


def scan(text: str) -> tuple[list[Block], list[tuple[Finding, int]]]:
    """Find the blocks of a page's text, and what is wrong with them as (finding, line from 0). Fenced code is passed over."""
    blocks: list[Block] = []
    wrong: list[tuple[Finding, int]] = []
    opened: tuple[str, str, int] | None = None
    for number, name, argument, finding in _marks(text):
        if finding:
            wrong.append((finding, number))
        elif not name:
            if opened is None:
                wrong.append((Finding("block-stray-close"), number))
            else:
                blocks.append(Block(*opened, number))
                opened = None
        else:
            if opened is not None:
                wrong.append((Finding("block-open", values={"name": opened[0]}), opened[2]))
            opened = (name, argument, number) if BLOCKS[name][1] else None
            if opened is None:
                blocks.append(Block(name, argument, number, number))
    if opened is not None:
        wrong.append((Finding("block-open", values={"name": opened[0]}), opened[2]))
    return sorted(blocks, key=lambda block: block.start), wrong


def _marks(text: str) -> Iterator[tuple[int, str, str, Finding | None]]:
    fence = ""
    for number, line in enumerate(text.split("\n")):
        opening = FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if opening:
            fence = opening[1]
            continue
        mark = MARK.match(line)
        if mark:
            name, _, argument = mark["rest"].strip().partition(" ")
            yield number, name, argument.strip(), _wrong(mark["indent"], name, argument.strip())


def _wrong(indent: str, name: str, argument: str) -> Finding | None:
    if indent:
        return Finding("block-indented")
    if not name:
        return None
    if name not in BLOCKS:
        values = {"name": name, "nearest": nearest(name, BLOCKS), "known": ", ".join(BLOCKS)}
        return Finding("unknown-block", values=values)
    if BLOCKS[name][0] and not argument:
        return Finding("block-needs-id", values={"name": name})
    if argument and not BLOCKS[name][0]:
        return Finding("block-takes-no-id", values={"name": name})
    return None
