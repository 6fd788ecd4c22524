"""Text to YAML nodes that know their place, for data files and for the front matter of Markdown pages.

Every scalar stays the text its author wrote: `No`, `12:30` and `3.10` are read as text, and the model that asks for a number
or for true/false says so. Anchors, tags and second documents are refused, and of two equal keys neither is dropped in silence.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8 as BYTE_ORDER_MARK
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stubs keep it to themselves
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from selfcheck.problems import Finding, Place
from selfcheck.yaml_traps import (
    MAX_DEPTH,
    Nodes,
    Trap,
    as_host_reads,
    could_be_deep,
    invisible,
    odd_keys,
    odd_spaces,
    too_deep,
    traps,
)
from selfcheck.yaml_words import explain

MAX_BYTES = 512 * 1024
NOTHING = {"", "~"}
FENCE = re.compile(r"---[ \t]*$")
UNREADABLE = {
    *("alias", "tag", "too-deep", "odd-key", "special-start", "missing-dash", "swallowed-line"),
    *("comma-in-braces", "tight-colon", "cut-at-hash", "odd-dash"),
}
ALMOST_FENCE = re.compile(r"[ \t]*(?:---|-*[–—][-–—]*|-{4,})[ \t]*$")
TEXT_OF_A_PAGE = re.compile(r"#{2,6} |:::")  # a single # starts a remark in front matter
HOST_READS_AS_KEY = re.compile(r" {0,3}[A-Za-z0-9_-]+:")

Loc = tuple[str | int, ...]
Value = str | None | list[Any] | dict[str, Any]
Report = Callable[[Finding, Place, str], None]
Role = Literal["data", "front matter", "configuration"]


class _Parser(CParser):
    """LibYAML's parser and composer alone: no type guessing, so each node keeps its text, style and marks."""

    def resolve(self, kind: type, value: object, implicit: object) -> type:  # noqa: ARG002 (the composer's signature)
        return kind

    def descend_resolver(self, *_: object) -> None: ...

    def ascend_resolver(self) -> None: ...


@dataclass(frozen=True)
class Source:
    """One YAML text, whole or the front matter of a page.

    `value` is plain data (text, None for nothing, lists, dicts); `offset` is how many lines stand before it in the file.
    `sound` is false where something was left out: a text that could not be read, or the second of two equal keys.
    `is_empty` where nothing stands at all, or nothing that could be read.
    """

    file: str
    text: str
    value: Value
    offset: int = 0
    sound: bool = True
    is_empty: bool = False

    @cached_property
    def _root(self) -> Node | None:
        """The nodes with their places. They weigh ten times the value, and only what is wrong is looked up in them."""
        return None if self.is_empty else _compose(self.text)

    def place(self, loc: Loc = (), *, at_key: bool = False) -> Place:
        """Say where the value at `loc` starts, or its key; where a part of `loc` is missing, where its holder starts."""
        node, key = self._root, self._root
        for part in loc:
            step = _step(node, part)
            if step is None:
                break
            key, node = step
        chosen = key if at_key else node
        if chosen is None:
            return Place(self.file, self.offset + 1, 1)
        mark = chosen.start_mark
        return Place(self.file, mark.line + 1 + self.offset, mark.column + 1)

    def line(self, place: Place) -> str:
        """Give the source line a place stands on, or nothing when it stands elsewhere."""
        lines = self.text.split("\n")
        index = place.line - 1 - self.offset
        return lines[index] if 0 <= index < len(lines) else ""

    def report(self, report: Report, finding: Finding) -> None:
        """Hand a finding on with its place and line."""
        place = self.place(finding.loc, at_key=finding.at_key)
        report(finding, place, self.line(place))


@dataclass(frozen=True)
class Page:
    """A Markdown file: its front matter and the text below it, which starts on line `body_line`."""

    file: str
    front: Source
    body: str
    body_line: int


def _step(node: Node | None, part: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, MappingNode):
        pairs: list[tuple[Node, Node]] = node.value
        return next(((key, value) for key, value in pairs if key.value == part), None)
    if isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
        return node.value[part], node.value[part]
    return None


def read_text(path: Path, file: str, report: Report, limit: int = MAX_BYTES) -> str | None:
    """Read a UTF-8 file with any line ends and with or without a byte-order mark; None after reporting what is wrong.

    `limit` is how many bytes it may hold.
    """
    try:
        size = path.stat().st_size
        raw = path.read_bytes() if size <= limit else b""
    except OSError as error:
        problem = "it is a folder" if path.is_dir() else error.strerror or "the computer does not say why"
        report(Finding("unreadable", values={"problem": problem}), Place(file), "")
        return None
    if size > limit:
        values = {"size": f"{size / 1024:,.0f}", "limit": f"{limit // 1024}"}
        report(Finding("file-too-large", values=values), Place(file), "")
        return None
    text, wrong = _decoded(raw)
    if wrong is not None:
        report(Finding("not-utf8"), Place(file, text.count("\n", 0, wrong) + 1, wrong - text.rfind("\n", 0, wrong)), "")
        return None
    return None if _tell(invisible(text), text, file, report) else text


def _decoded(raw: bytes) -> tuple[str, int | None]:
    """Give the text with plain line ends, and where it stops being UTF-8; a zero byte is half of a letter of UTF-16."""
    raw = raw.removeprefix(BYTE_ORDER_MARK)
    try:
        text, end = raw.decode(), None
    except UnicodeDecodeError as error:
        text, end = raw[: error.start].decode(), error.start
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    zero = text.find("\0")
    return text, zero if zero >= 0 else None if end is None else len(text)


def _tell(found: Iterable[Trap], text: str, file: str, report: Report, offset: int = 0) -> set[str]:
    """Report traps with their places and lines; returns their codes."""
    codes = set()
    for code, row, column, values in found:
        codes.add(code)
        report(Finding(code, values=values), Place(file, row + 1 + offset, column + 1), _nth(text, row + 1))
    return codes


def read_yaml(path: Path, root: Path, report: Report) -> Source | None:
    """Read one YAML data file. Returns None when it cannot be read at all; everything wrong goes to `report`."""
    file = path.relative_to(root).as_posix()
    text = read_text(path, file, report)
    return None if text is None else parse(text, file, report)


def read_page(path: Path, root: Path, report: Report) -> Page:
    """Read a Markdown page. Without front matter it gets an empty one; where that is broken, one that is not `sound`.

    Where it is not known where the front matter ends, the page has no text.
    """
    file = path.relative_to(root).as_posix()
    text = read_text(path, file, report)
    broken = Source(file, "", None, sound=False, is_empty=True)
    if text is None:
        return Page(file, broken, "", 1)
    lines = text.split("\n")
    if not FENCE.match(lines[0]):
        code, row = _false_start(lines)
        if code:
            report(Finding(code), Place(file, row + 1), lines[row])
        return Page(file, broken, "", 1) if code else Page(file, Source(file, "", {}, is_empty=True), text, 1)
    end = next((number for number, line in enumerate(lines[1:], 1) if FENCE.match(line)), None)
    inside = lines[1:end]
    if end is None or any(ALMOST_FENCE.match(line) or TEXT_OF_A_PAGE.match(line) for line in inside):
        report(Finding("front-matter-open"), Place(file), lines[0])
        return Page(file, broken, "", 1)
    if end == len(lines) - 1:
        report(Finding("front-matter-end"), Place(file, end + 1), lines[end])
    front = parse("\n".join(inside), file, report, offset=1, role="front matter")
    return Page(file, front or broken, "\n".join(lines[end + 1 :]), end + 2)


def _false_start(lines: list[str]) -> tuple[str, int]:
    """Say what is wrong with the start of a page without front matter: what was meant to be one, or would be taken for one."""
    row = next((number for number, line in enumerate(lines) if line.strip()), 0)
    if ALMOST_FENCE.match(lines[row]):
        return "front-matter-start", row
    return ("first-line-is-key", row) if row == 0 and HOST_READS_AS_KEY.match(lines[0]) else ("", 0)


def parse(text: str, file: str, report: Report, *, offset: int = 0, role: Role = "data") -> Source | None:
    """Parse one YAML document. What the host reads too is read with its eyes; its own configuration may use all of YAML."""
    if role != "configuration" and _tell(odd_spaces(text), text, file, report, offset):
        return None
    try:
        root = _compose(text)
    except yaml.YAMLError as error:
        finding, line, column = explain(error, text)
        report(finding, Place(file, line + offset, column), _nth(text, line))
        return None
    except _TooDeepError as error:
        report(Finding("too-deep", values={"limit": MAX_DEPTH}), Place(file, error.line + 1 + offset, error.column + 1), "")
        return None
    nodes = Nodes(root)
    told = [] if role == "configuration" else [*too_deep(nodes), *traps(text, nodes)]
    told += odd_keys(nodes, offset)
    codes = _tell(told, text, file, report, offset)
    if codes & UNREADABLE:
        return None
    _tell(as_host_reads(root if role == "front matter" else None), text, file, report, offset)
    return Source(file, text, _value(root, {}), offset, sound=not codes, is_empty=root is None)


class _TooDeepError(Exception):
    """A text that nests too deep to be composed safely: LibYAML's composer calls itself once a level."""

    def __init__(self, mark: Any) -> None:  # noqa: ANN401 (a mark of either parser)
        super().__init__()
        self.line, self.column = mark.line, mark.column


def _compose(text: str) -> Node | None:
    if could_be_deep(text):
        _count_depth(text)
    parser = _Parser(text)
    try:
        return parser.get_single_node()
    finally:
        parser.dispose()


def _count_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH + 1:
            raise _TooDeepError(event.start_mark)


def _nth(text: str, line: int) -> str:
    lines = text.split("\n")
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _value(node: Node | None, made: dict[int, Value]) -> Value:
    """Make plain data. `made` keeps each group's and list's data, so that copies cost nothing."""
    if node is None or isinstance(node, ScalarNode):
        return None if node is None or (not node.style and node.value in NOTHING) else str(node.value)
    if id(node) in made:
        return made[id(node)]
    if isinstance(node, SequenceNode):
        rows: list[Any] = []
        made[id(node)] = rows
        rows += [_value(child, made) for child in node.value]
        return rows
    pairs: dict[str, Any] = {}
    made[id(node)] = pairs
    for key, value in node.value:
        if pairs.get(str(key.value)) is None:  # of two equal keys the first that holds anything
            pairs[str(key.value)] = _value(value, made)
    return pairs
