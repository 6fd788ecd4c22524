"""What a YAML parser's complaint means to the person who wrote the text: a code of ours, and the place it really stands.

The parser notices a slip only where the text stops making sense, often lines below it. So each reader here looks at the
complaint, the lines around it and the pieces (tokens) that could be read before it; the first reader that knows the slip wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml
from yaml.reader import ReaderError
from yaml.tokens import (
    FlowMappingEndToken,
    FlowMappingStartToken,
    FlowSequenceEndToken,
    FlowSequenceStartToken,
    ScalarToken,
    Token,
)

from selfcheck.problems import Finding

KEY = re.compile(r"""^\s*(?:-\s+)*(?:[^\s"'#:\[{&*!|>%@`-][^"'#:\[{]*?|"[^"]*"|'[^']*')\s*:(?:[ \t]+|$)""")
TIGHT_KEY = re.compile(r"^\s*(?:-\s+)*[\w-]+:(?=[^\s:/])")
ODD_DASH = re.compile(r"^[ \t]*(?:-[ \t]+)*(?P<odd>[–—•‣◦▪·](?=\s)|-(?=[A-Za-z\"'{\[]))", re.MULTILINE)
ENTRY = re.compile(r"^\s*-(?:\s|$)")
REMARK = re.compile(r"[ \t]+#")
MAY_PRECEDE_REMARK = re.compile(r"(?:[:,\-\[\]{}]|[ \t][|>][-+]?\d?)$")
OPENERS, CLOSERS = (FlowSequenceStartToken, FlowMappingStartToken), (FlowSequenceEndToken, FlowMappingEndToken)

Spot = tuple[int, int]
Explained = tuple[Finding, int, int]


@dataclass(frozen=True)
class Complaint:
    """What the parser said, with lines and columns from 0. `start` is where the part it was reading begins."""

    lines: list[str]
    problem: str
    context: str
    at: Spot
    start: Spot | None
    tokens: list[Token]

    @property
    def shown(self) -> str:
        """The line it stopped on."""
        return self.lines[self.at[0]] if self.at[0] < len(self.lines) else ""

    @property
    def sign(self) -> str:
        """The character it stopped at."""
        return self.shown[self.at[1] : self.at[1] + 1]

    @property
    def before(self) -> Token | None:
        """The last text or closing bracket that was read before the place it stopped."""
        kinds = (ScalarToken, *CLOSERS)
        return next((one for one in reversed(self.tokens) if isinstance(one, kinds) and _spot(one.end_mark) <= self.at), None)

    @property
    def above(self) -> int | None:
        """The nearest line above that holds anything."""
        return next((row for row in range(min(self.at[0], len(self.lines)) - 1, -1, -1) if self.lines[row].strip()), None)


def explain(error: yaml.YAMLError, text: str) -> Explained:
    """Turn a parser error into (finding, line, column), counted from 1 within `text`."""
    if isinstance(error, ReaderError):
        before = text[: error.position]
        values = {"character": f"U+{ord(text[error.position]):04X}"} if error.position < len(text) else {"character": "?"}
        return Finding("control-character", values=values), before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return Finding("yaml", values={"problem": str(error)}), 1, 1
    complaint = Complaint(
        lines=text.split("\n"),
        problem=error.problem or "it cannot be read",
        context=error.context or "",
        at=_spot(error.problem_mark),
        start=_spot(error.context_mark) if error.context_mark is not None else None,
        tokens=list(_tokens(text)),
    )
    finding, line, column = next(found for reader in READERS if (found := reader(complaint)))
    last = len(complaint.lines)
    return (finding, line, column) if line <= last else (finding, last, len(complaint.lines[-1]) + 1)


def _spot(mark: yaml.Mark) -> Spot:
    return mark.line, mark.column


def _tokens(text: str) -> Iterator[Token]:
    try:
        yield from yaml.scan(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return


def _found(code: str, spot: Spot, **values: object) -> Explained:
    return Finding(code, values=values), spot[0] + 1, spot[1] + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _document(told: Complaint) -> Explained | None:
    if "another document" in told.problem:
        return _found("two-documents", told.at, mark="---")
    above = told.above
    if "<document start>" in told.problem and above is not None and told.lines[above].startswith("..."):
        return _found("two-documents", (above, 0), mark="...")
    return None


def _tab(told: Complaint) -> Explained | None:
    margin = told.shown[: _indent(told.shown)]
    if "\t" in margin:
        return _found("tab", (told.at[0], margin.index("\t")))
    return _found("tab", told.at) if told.sign == "\t" and "cannot start any token" in told.problem else None


def _dash(told: Complaint) -> Explained | None:
    """An entry that starts with a long dash, a bullet, or a dash without its space."""
    rows = [row for row in (told.above, told.at[0]) if row is not None and row < len(told.lines)]
    found = [(row, match) for row in rows if (match := ODD_DASH.match(told.lines[row]))]
    return _found("odd-dash", (found[0][0], found[0][1].start("odd"))) if found else None


def _escape(told: Complaint) -> Explained | None:
    if "escape" not in told.problem and "hexdecimal" not in told.problem:
        return None
    column = told.shown.rfind("\\", 0, told.at[1] + 1)
    return _found("escape", (told.at[0], max(column, 0)))


def _special_start(told: Complaint) -> Explained | None:
    """Characters that mean something to YAML where a text begins."""
    start = told.start or told.at
    if told.context in {"while scanning an alias", "while scanning an anchor", "while scanning a block scalar"}:
        return _found("special-start", start, character=told.lines[start[0]][start[1] : start[1] + 1])
    if "undefined alias" in told.problem:
        return _found("alias", told.at)
    if "tag" in told.context or "tag" in told.problem:
        return _found("tag", start, tag=told.lines[start[0]][start[1] :].partition(" ")[0])
    if told.context == "while scanning a directive":
        return _found("special-start", start, character="%")
    if "cannot start any token" in told.problem or "mapping keys are not allowed" in told.problem:
        return _found("special-start", told.at, character=told.sign)
    return None


def _quote(told: Complaint) -> Explained | None:
    """A quote that was never closed is closed, for the parser, by the next one that opens."""
    if told.context == "while scanning a quoted scalar":
        return _found("unclosed-quote", told.start or told.at)
    before = told.before
    if not isinstance(before, ScalarToken) or before.style not in {'"', "'"}:
        return None
    start, end = _spot(before.start_mark), _spot(before.end_mark)
    inside = [told.lines[row] for row in range(start[0] + 1, end[0] + 1)]
    if any(KEY.match(line) or ENTRY.match(line) for line in inside):
        return _found("unclosed-quote", start)
    same = end[0] == told.at[0] and not told.shown[end[1] : told.at[1]].strip()
    return _found("text-after-quote", told.at) if same else None


def _remark(told: Complaint) -> Explained | None:
    """A text that goes on after a # has been cut there."""
    before = told.before
    if not isinstance(before, ScalarToken) or before.style or told.at[0] == before.end_mark.line:
        return None
    line, column = _spot(before.end_mark)
    cut = REMARK.match(told.lines[line], column)
    if cut and not is_remark(told.lines[line], cut.end() - 1):
        return _found("cut-at-hash", (line, cut.end() - 1))
    goes_on = _indent(told.shown) > _indent(told.lines[line]) and not KEY.match(told.shown) and not ENTRY.match(told.shown)
    row = told.above
    if goes_on and row is not None and row > line and told.lines[row].lstrip().startswith("#"):
        return _found("cut-at-hash", (row, _indent(told.lines[row])))
    return None


def is_remark(line: str, column: int) -> bool:
    """Say whether the # at a column is set off like a remark: a space after it, and two before it where a text stands there."""
    before, after = line[:column], line[column + 1 : column + 2]
    if after.strip() and after != "#":
        return False
    return before.endswith(("  ", "\t")) or MAY_PRECEDE_REMARK.search(before.rstrip()) is not None


def _bracket(told: Complaint) -> Explained | None:
    """Brackets make a list or a group, also where they were meant as part of a text."""
    opened: list[Token] = []
    closed = None
    for token in told.tokens:
        if _spot(token.end_mark) > told.at:
            break
        if isinstance(token, OPENERS):
            opened.append(token)
        elif isinstance(token, CLOSERS) and opened:
            closed = opened.pop()
    before = told.before
    here = before is not None and before.start_mark.line == told.at[0]
    if "node content" in told.problem and told.sign:
        return _found("stray-comma", told.at) if told.sign == "," else _found("special-start", told.at, character=told.sign)
    if opened and here and told.sign in {"[", "{"}:
        return _found("bracket-in-text", told.at)
    if here and closed is not None and isinstance(before, CLOSERS) and told.sign not in {":", ""}:
        return _found("bracket-in-text", told.at if told.sign in {"]", "}"} else _spot(closed.start_mark))
    if opened and here and told.sign == ":":
        return _colon_at(told, told.at[1])
    return _found("open-bracket", _spot(opened[-1].start_mark)) if opened else None


def _colon_at(told: Complaint, column: int) -> Explained:
    """A second colon in a line: say so, and say that curly quotes do not help, where the text stands in them."""
    key, before = KEY.match(told.shown), told.before
    start = key.end() if key and key.end() <= column else before.start_mark.column if before else column
    if told.shown[start : start + 1] in {"“", "”", "„", "‘", "’", "«"}:
        return _found("curly-quote", (told.at[0], start))
    return _found("colon-in-text", (told.at[0], column))


def _colon(told: Complaint) -> Explained | None:
    """A colon where no key can stand: it belongs to the text, or the line above is not what it should be."""
    if told.problem == "found unexpected ':'":
        return _found("colon-in-text", told.at)
    if not told.problem.startswith("mapping values"):
        return None
    line, column = told.at
    key = KEY.match(told.shown)
    if key and key.end() <= column:
        is_first = not told.shown[key.end() : column].strip()
        return _found("special-start", told.at, character=":") if is_first else _colon_at(told, column)
    above = told.above
    if above is not None:
        tight = TIGHT_KEY.match(told.lines[above])
        if tight:
            return _found("tight-colon", (above, tight.end() - 1))
        if ":" not in told.lines[above] and not told.lines[above].lstrip().startswith(("#", "-")):
            return _found("no-colon", (above, _indent(told.lines[above])))
    own = told.shown[:column].strip()
    goes_on = " " in own and not own.startswith("-")
    return _found("colon-in-text", told.at) if goes_on else _found("indentation", (line, _indent(told.shown)))


def _no_colon(told: Complaint) -> Explained | None:
    if "could not find expected ':'" not in told.problem or told.start is None:
        return None
    line, column = told.start
    tight = TIGHT_KEY.match(told.lines[line])
    return _found("tight-colon", (line, tight.end() - 1)) if tight else _found("no-colon", (line, column))


def _indentation(told: Complaint) -> Explained | None:
    line, column = told.at
    if "sequence entries are not allowed" in told.problem and KEY.match(told.shown[:column]):
        return _found("dash-after-key", told.at)
    if "did not find expected" not in told.problem and "not allowed in this context" not in told.problem:
        return None
    if told.sign == ":" and not told.shown[:column].strip():
        return _found("special-start", told.at, character=":")
    return _found("indentation", (line, _indent(told.shown) if told.shown.strip() else column))


def _anything(told: Complaint) -> Explained:
    return _found("yaml", told.at, problem=told.problem)


READERS: tuple[Callable[[Complaint], Explained | None], ...] = (
    _document, _tab, _escape, _special_start, _quote, _remark, _bracket, _dash, _colon, _no_colon, _indentation, _anything,
)  # fmt: skip
