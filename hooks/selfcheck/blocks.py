"""The blocks a page's text can place: `::: quiz client-centered` and its like. The check and the page read them with this."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selfcheck.problems import Finding, nearest

# As Python-Markdown reads it: at the left edge, and closed by a line that is exactly as long.
FENCED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*(?:\{[^\n]*\}|\.?[\w#.+-]*[ ]*(?:hl_lines=(?P<quote>[\"']).*?(?P=quote)[ ]*)?)\n"
    r"(?:.*?)(?<=\n)(?P=fence)[ ]*$",
    re.MULTILINE | re.DOTALL,
)
OPEN_FENCE = re.compile(r"(?:`{3,}[^`]*|~{3,}.*)$")
HTML_BLOCK = re.compile(r"^[ \t>]*</?[A-Za-z]", re.MULTILINE)
INDENTED_FENCE = re.compile(r"[ \t]+(?:`{3,}[^`]*|~{3,}.*)$")
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
INLINE_CODE = re.compile(r"(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)")
IN_LIST = re.compile(r"^[ \t]*(?:(?:[-*+>]|\d+[.)])[ \t]*)+:::")
MARK = re.compile(r"^(?P<indent>\s*)(?P<colons>:{2,})(?P<rest>.*)$")

# name -> (takes an id, holds text up to a closing :::)
BLOCKS = {
    "quiz": (True, False),
    "checklist": (True, False),
    "vignette": (True, True),
    "resources": (True, False),
    "all-checklists": (False, False),
    "all-resources": (False, False),
    "all-sources": (False, False),
    "all-terms": (False, False),
    "my-answers": (False, False),
    "review": (False, False),
    "contact-log": (False, False),
    "letter": (True, False),
    "completion-record": (False, False),
    "assign": (False, False),
    "assigned": (False, False),
    "compare": (False, False),
    "team": (False, False),
    "handouts": (False, False),
    "whole-course": (False, False),
}
LIFTED = re.compile(r'<div data-selfcheck="([\w-]+) ([^"]*)"></div>')  # what `lifted` writes
READING = {"my-answers", "assign", "assigned", "compare", "team"}  # what somebody else made: a link or a file


@dataclass(frozen=True)
class Block:
    """One block: where it opens and closes, in lines of the text counted from 0. `end` equals `start` without inner text."""

    name: str
    id: str
    start: int
    end: int


def lifted(block: Block) -> str:
    """Give the mark that stands for a block while the host's search reads the page."""
    return f'<div data-selfcheck="{block.name} {block.id}"></div>'


Wrong = tuple[Finding, int, int]


def scan(text: str) -> tuple[list[Block], list[Wrong]]:
    """Find the blocks of a page's text, and what is wrong with them as (finding, line, column from 0).

    Fenced code is passed over.
    """
    reading = _Reading()
    for number, column, name, argument, finding in _marks(text):
        if finding:
            reading.wrong.append((finding, number, column))
            if finding.code in {"fence-open", "fence-indented"}:
                break  # what follows may be meant as part of the sample
            reading.pass_over(name, number)
        elif name:
            reading.open(name, argument, number)
        else:
            reading.close(number, column)
    else:
        reading.leave_open()
    return sorted(reading.blocks, key=lambda block: block.start), reading.wrong


@dataclass
class _Reading:
    """What has been read so far: `opened` waits for its closing line; `unmatched` closing lines are explained already."""

    blocks: list[Block] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)
    opened: tuple[str, str, int] | None = None
    unmatched: int = 0

    def open(self, name: str, argument: str, number: int) -> None:
        """Take a line that places a block."""
        self.unmatched += self.leave_open()
        if BLOCKS[name][1]:
            self.opened = (name, argument, number)
        else:
            self.blocks.append(Block(name, argument, number, number))

    def close(self, number: int, column: int) -> None:
        """Take a closing line."""
        if self.opened is not None:
            self.blocks.append(Block(*self.opened, number))
            self.opened = None
        elif self.unmatched:
            self.unmatched -= 1
        else:
            self.wrong.append((Finding("block-stray-close"), number, column))

    def pass_over(self, name: str, number: int) -> None:
        """Take a line that is told to be wrong: it closes or opens what it would if it were right."""
        if not name and self.opened is not None:
            self.close(number, 0)
        else:
            self.unmatched += 1

    def leave_open(self) -> bool:
        """Tell that a block waits for its closing line, if one does."""
        if self.opened is None:
            return False
        self.wrong.append((Finding("block-open", values={"name": self.opened[0]}), self.opened[2], 0))
        self.blocks.append(Block(*self.opened, self.opened[2]))
        self.opened = None
        return True


def without_code(text: str) -> str:
    """Blank out fenced and inline code, so that what is left is what a page really says. Lines and columns stay.

    In a page with HTML of its own, backticks may stand where Markdown does not read them, so those stay.
    """
    if "`" not in text and "~~~" not in text:
        return text
    fenced = FENCED.sub(_blank, text) if "```" in text or "~~~" in text else text
    return fenced if HTML_BLOCK.search(fenced) else INLINE_CODE.sub(_blank, fenced)


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _marks(text: str) -> Iterator[tuple[int, int, str, str, Finding | None]]:
    """Yield each ::: line, and each fence that is never closed, as (line, column, name, argument, what is wrong with it)."""
    if "::" not in text and "```" not in text and "~~~" not in text:
        return
    spoken = without_code(text)
    hidden = {
        spoken.count("\n", 0, match.start()) + step
        for match in COMMENT.finditer(spoken)
        for step in range(match[0].count("\n") + 1)
    }
    for number, line in enumerate(spoken.split("\n")):
        mark = MARK.match(line)
        if mark and (len(mark["colons"]) > 2 or mark["rest"].split()[:1] in [[name] for name in BLOCKS]):  # noqa: PLR2004
            name, *rest = mark["rest"].split(None, 1) or [""]
            argument = rest[0].strip() if rest else ""
            finding = Finding("block-in-comment") if number in hidden else _wrong(mark, name, argument)
            yield number, len(mark["indent"]), name, argument, finding
        elif IN_LIST.match(line) and number not in hidden:
            yield number, line.index(":::"), "", "", Finding("block-indented")
        elif OPEN_FENCE.match(line):
            yield number, 0, "", "", Finding("fence-open", values={"fence": line[:3]})
        elif INDENTED_FENCE.match(line):
            column = len(line) - len(line.lstrip())
            yield number, column, "", "", Finding("fence-indented", values={"fence": line.lstrip()[:3]})


def _wrong(mark: re.Match[str], name: str, argument: str) -> Finding | None:
    if len(mark["colons"]) != len(":::"):
        return Finding("block-colons", values={"count": len(mark["colons"])})
    if mark["indent"]:
        return Finding("block-indented")
    if name and name not in BLOCKS:
        values = {"name": name, "nearest": nearest(name, BLOCKS), "known": ", ".join(BLOCKS)}
        return Finding("unknown-block", values=values)
    if name and BLOCKS[name][0] is not bool(argument):
        return Finding("block-takes-no-id" if argument else "block-needs-id", values={"name": name})
    return None
