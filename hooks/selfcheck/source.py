"""Text to YAML nodes that know their place, for data files and for the front matter of Markdown pages.

Every scalar stays the text its author wrote: `No`, `12:30` and `3.10` are read as text, and the model that asks for a number
or for true/false says so. Anchors, tags and second documents are refused, and of two equal keys neither is dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.cyaml import CParser
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from selfcheck.problems import Finding, Place
from selfcheck.yaml_words import explain

MAX_BYTES = 512 * 1024
MAX_DEPTH = 24
FENCE = re.compile(r"---[ \t]*$")

Loc = tuple[str | int, ...]
Value = str | None | list[Any] | dict[str, Any]
Report = Callable[[Finding, Place, str], None]


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
    """

    file: str
    text: str
    root: Node | None
    value: Value
    offset: int = 0

    def place(self, loc: Loc = (), *, at_key: bool = False) -> Place:
        """Say where the value at `loc` starts, or its key; where a part of `loc` is missing, where its holder starts."""
        node, key = self.root, self.root
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


def read_text(path: Path, file: str, report: Report) -> str | None:
    """Read a UTF-8 file with any line ends and with or without a byte-order mark; None after reporting what is wrong."""
    size = path.stat().st_size
    if size > MAX_BYTES:
        values = {"size": f"{size / 1024:,.0f}", "limit": f"{MAX_BYTES // 1024}"}
        report(Finding("file-too-large", values=values), Place(file), "")
        return None
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        place = Place(file, before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        report(Finding("not-utf8"), place, "")
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def read_yaml(path: Path, root: Path, report: Report) -> Source | None:
    """Read one YAML data file. Returns None when it cannot be read at all; everything wrong goes to `report`."""
    file = path.relative_to(root).as_posix()
    text = read_text(path, file, report)
    return None if text is None else parse(text, file, report)


def read_page(path: Path, root: Path, report: Report) -> Page | None:
    """Read a Markdown page. A page without front matter gets an empty one; broken front matter is reported, and None."""
    file = path.relative_to(root).as_posix()
    text = read_text(path, file, report)
    if text is None:
        return None
    lines = text.split("\n")
    if not FENCE.match(lines[0]):
        return Page(file, Source(file, "", None, {}), text, 1)
    end = next((number for number, line in enumerate(lines[1:], 1) if FENCE.match(line)), None)
    if end is None:
        report(Finding("front-matter-open"), Place(file), lines[0])
        return None
    front = parse("\n".join(lines[1:end]), file, report, offset=1)
    return None if front is None else Page(file, front, "\n".join(lines[end + 1 :]), end + 2)


def parse(text: str, file: str, report: Report, *, offset: int = 0, tags: bool = False) -> Source | None:
    """Parse one YAML document. `tags` lets explicit tags pass (the host's own configuration file uses them)."""
    try:
        root = _compose(text)
    except yaml.YAMLError as error:
        finding, line, column = explain(error, text)
        report(finding, Place(file, line + offset, column), _nth(text, line))
        return None
    except RecursionError:
        report(Finding("too-deep", values={"limit": MAX_DEPTH}), Place(file, offset + 1), "")
        return None
    refused = list(_refused(root, tags=tags))
    readable = all(code == "duplicate-key" for code, _, _ in refused)
    source = Source(file, text, root, _value(root) if readable else None, offset)
    for code, node, values in refused:
        place = Place(file, node.start_mark.line + 1 + offset, node.start_mark.column + 1)
        report(Finding(code, values=values), place, source.line(place))
    return source if readable else None


def _compose(text: str) -> Node | None:
    parser = _Parser(text)
    try:
        return parser.get_single_node()
    finally:
        parser.dispose()


def _nth(text: str, line: int) -> str:
    lines = text.split("\n")
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _refused(root: Node | None, *, tags: bool) -> Iterator[tuple[str, Node, Mapping[str, object]]]:
    """Walk the nodes without recursion and yield what the content files do not use, each as (code, node, values)."""
    seen: set[int] = set()
    todo: list[tuple[Node, int]] = [(root, 0)] if root is not None else []
    while todo:
        node, depth = todo.pop()
        if id(node) in seen:
            yield "alias", node, {}
            continue
        seen.add(id(node))
        if not isinstance(node.tag, type) and not tags:
            yield "tag", node, {"tag": _shown(node.tag)}
        if depth > MAX_DEPTH:
            yield "too-deep", node, {"limit": MAX_DEPTH}
        elif isinstance(node, SequenceNode):
            todo += [(child, depth + 1) for child in node.value]
        elif isinstance(node, MappingNode):
            yield from _keys(node)
            todo += [(value, depth + 1) for _, value in node.value]


def _shown(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def _keys(node: MappingNode) -> Iterator[tuple[str, Node, Mapping[str, object]]]:
    first: dict[str, int] = {}
    for key, _ in node.value:
        if not isinstance(key, ScalarNode):
            yield "odd-key", key, {}
        elif key.value in first:
            yield "duplicate-key", key, {"key": key.value, "line": first[key.value]}
        else:
            first[key.value] = key.start_mark.line + 1


def _value(node: Node | None) -> Value:
    if isinstance(node, ScalarNode):
        nothing = not node.style and node.value in {"", "~"}
        return None if nothing else str(node.value)
    if isinstance(node, SequenceNode):
        return [_value(child) for child in node.value]
    if isinstance(node, MappingNode):
        pairs: dict[str, Any] = {}
        for key, value in node.value:
            pairs.setdefault(str(key.value), _value(value))
        return pairs
    return None
