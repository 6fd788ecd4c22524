"""What YAML reads without a complaint and an author did not mean: texts cut short, lines swallowed, spaces that are none.

Each trap is looked for only where a cheap look at the text finds its sign, so a clean file costs next to nothing. Lines and
columns count from 0.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Final

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from selfcheck.yaml_words import ENTRY, ODD_DASH, is_remark

Trap = tuple[str, int, int, Mapping[str, object]]

INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff]"
)
PLAIN: Final = bytes(range(0x20, 0x7F)) + b"\t\n"
LOST_LETTER: Final = re.compile(r"\ufffd|â€.?|Ã[©¨¡³±¼¶¤§º]|Â[ «»°·]")
JOINED_VERSIONS: Final = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
_ODD: Final = "[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
ODD_SPACE: Final = re.compile(
    rf"^[ \t]*(?:-[ \t]+)*(?:-|[a-z_]+:[ \t]*|[a-z_]+(?={_ODD}+:)|[a-z_]+:[ \t]+\S+?(?={_ODD}+[ \t]*$))?(?P<odd>{_ODD})",
    re.MULTILINE,
)
HASH: Final = re.compile(r"[^\s#][ \t]+#")
MARK: Final = re.compile(r"(?:^|[\s\[{,])[&!]", re.MULTILINE)
QUESTION_MARK: Final = re.compile(r"^\s*(?:-\s+)*\?\s", re.MULTILINE)
# Without one of these, neither ODD_DASH nor QUESTION_MARK is there. It begins with a sign, so it is ten times as quick.
ODD_START_OF_LINE: Final = re.compile(r"\n[ \t-]*(?:[–—•‣◦▪·?]|(?<=-)[A-Za-z\"'{\[])")
ODD_START: Final = {"&": "alias", "!": "tag"}
TIGHT_KEY: Final = re.compile(r"\s*[a-z_]+:(?!//)\S")
KEY_START: Final = re.compile(r"\s*(?:-\s+)?([\w-]+):(?:\s+(?:true|false)\s*$|\s|$)")
LONG_TEXT_SPACES: Final = 3
MAX_DEPTH: Final = 24
MANY_BRACKETS: Final = 2000
STUMBLES: Final = object()
SHOWN_BY_HOST: Final = {"title", "description", "headline", "eyebrow", "lede", "text"}
READ_BY_US: Final = {"last_reviewed", "checked"}
LONG_LINE: Final = 1000


def invisible(text: str) -> Iterator[Trap]:
    """Find characters nobody can see, letters that were lost, and marks left from joining two versions. Pages have them too."""
    odd = _not_on_every_keyboard(text)
    for row, match in _matches(INVISIBLE, text) if INVISIBLE.search(odd) else ():
        yield "control-character", row, match.start() - _start_of_line(text, match), {"character": f"U+{ord(match[0]):04X}"}
    for row, _ in _matches(JOINED_VERSIONS, text) if "<<<<<<<" in text or ">>>>>>>" in text or "|||||||" in text else ():
        yield "joined-versions", row, 0, {}
    for row, match in _matches(LOST_LETTER, text) if any(sign in odd for sign in "\ufffdâÃÂ") else ():
        yield "lost-letter", row, match.start() - _start_of_line(text, match), {"found": match[0]}


def odd_spaces(text: str) -> Iterator[Trap]:
    """Find spaces that YAML does not take for spaces, where it needs one."""
    for row, match in _matches(ODD_SPACE, text) if re.search(_ODD, _not_on_every_keyboard(text)) else ():
        yield "odd-space", row, match.start("odd") - _start_of_line(text, match), {}


def _not_on_every_keyboard(text: str) -> str:
    """Give the few characters of a text that are not plain, to look for one of them in a hundredth of the time."""
    return text.encode("utf-8", "surrogatepass").translate(None, PLAIN).decode("utf-8", "surrogatepass")


def could_be_deep(text: str) -> bool:
    """Say whether a text may nest so deep that composing it is not safe; then its tokens are counted first."""
    return text.count("[") + text.count("{") > MANY_BRACKETS or max(map(len, text.split("\n"))) > LONG_LINE


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the first match of each line with its line."""
    last = -1
    for match in pattern.finditer(text):
        row = text.count("\n", 0, match.start(match.lastgroup or 0))
        if row != last:
            yield row, match
        last = row


def _start_of_line(text: str, match: re.Match[str]) -> int:
    return text.rfind("\n", 0, match.start(match.lastgroup or 0)) + 1


class Nodes:
    """The values of a text by their sort, from the outside in; what is copied by aliases comes once."""

    def __init__(self, root: Node | None) -> None:
        self.scalars: list[ScalarNode] = []
        self.groups: list[MappingNode] = []
        self.rows: list[SequenceNode] = []
        self.too_deep: Node | None = None
        seen: set[int] = set()
        depth, level = 0, [] if root is None else [root]
        while level:
            if depth == MAX_DEPTH + 1:
                self.too_deep = level[0]
            inner: list[Node] = []
            for node in level:
                if isinstance(node, ScalarNode):
                    self.scalars.append(node)
                elif id(node) not in seen:
                    seen.add(id(node))
                    inner += self._children(node)
            depth, level = depth + 1, inner

    def _children(self, node: Node) -> list[Node]:
        if isinstance(node, MappingNode):
            self.groups.append(node)
            return [value for _, value in node.value]
        assert isinstance(node, SequenceNode)  # noqa: S101 (YAML has no fourth sort)
        self.rows.append(node)
        return list(node.value)


def too_deep(nodes: Nodes) -> Iterator[Trap]:
    """Find the first value that is nested too deep."""
    if nodes.too_deep:
        mark = nodes.too_deep.start_mark
        yield "too-deep", mark.line, mark.column, {"limit": MAX_DEPTH}


def odd_keys(nodes: Nodes, offset: int) -> Iterator[Trap]:
    """Find keys that are none, and keys that are given twice. `offset` is how many lines stand before the text in its file."""
    for node in nodes.groups:
        if len({str(key.value) for key, _ in node.value}) < len(node.value):
            in_list = any(child is node for row in nodes.rows for child in row.value)
            yield from _equal_keys(node, offset, in_list=in_list)
        for key, _ in node.value:
            if not isinstance(key, ScalarNode):
                yield "odd-key", key.start_mark.line, key.start_mark.column, {}


def _equal_keys(node: MappingNode, offset: int, *, in_list: bool) -> Iterator[Trap]:
    """Tell each key that is given twice; in an entry of a list, several of them mean that the next entry lacks its dash."""
    first: dict[str, int] = {}
    twice: list[Trap] = []
    for key, _ in node.value:
        line, column, name = key.start_mark.line, key.start_mark.column, str(key.value)
        if name in first:
            twice.append(("duplicate-key", line, column, {"key": name, "line": first[name] + 1 + offset}))
        first.setdefault(name, line)
    _, line, column, values = twice[0]
    if in_list and (len(twice) > 1 or values["key"] == next(iter(first))):
        yield "missing-dash", line, column, {"key": values["key"]}
    else:
        yield from twice


def traps(text: str, nodes: Nodes) -> Iterator[Trap]:
    """Find what stands in the text and is not in the nodes, or stands there in another place than it was meant for."""
    lines = text.split("\n")
    if (" #" in text or "\t#" in text) and HASH.search(text):
        yield from _cut(lines, nodes.scalars)
    if ("&" in text or "!" in text) and MARK.search(text):
        yield from _marks(lines, [*nodes.scalars, *nodes.groups, *nodes.rows])
    if ODD_START_OF_LINE.search(f"\n{text}"):
        yield from _odd_dashes(text, [*nodes.scalars, *(key for node in nodes.groups for key, _ in node.value)])
        if QUESTION_MARK.search(text):
            yield from (trap for node in nodes.groups for trap in _question_marks(lines, node))
    long = [node for node in nodes.scalars if node.end_mark.line > node.start_mark.line]
    keys = {key.value for node in nodes.groups for key, _ in node.value} if long else set()
    for scalar in long:
        yield from _swallowed(scalar, lines, keys)
    for group in nodes.groups:
        if group.flow_style:
            yield from _comma(group)
    for row in nodes.rows:
        if row.flow_style:
            yield from _bare(row)


def _odd_dashes(text: str, nodes: Iterable[Node]) -> Iterator[Trap]:
    """A long dash, a bullet or a dash without its space at the start of a line makes no entry; it becomes text."""
    starts = {(node.start_mark.line, node.start_mark.column) for node in nodes}
    for match in ODD_DASH.finditer(text):
        spot = (text.count("\n", 0, match.start("odd")), match.start("odd") - text.rfind("\n", 0, match.start("odd")) - 1)
        if spot in starts:
            yield "odd-dash", *spot, {}


def _marks(lines: list[str], nodes: Iterable[Node]) -> Iterator[Trap]:
    """A name behind & or ! at the start of a value is an instruction to YAML, and not in the text. Tells the first of each."""
    told: set[str] = set()
    for node in sorted(nodes, key=lambda node: int(node.start_mark.index)):
        row, column = node.start_mark.line, node.start_mark.column
        sign = lines[row][column : column + 1] if row < len(lines) else ""
        if sign in ODD_START and sign not in told:
            told.add(sign)
            yield ODD_START[sign], row, column, {"tag": lines[row][column:].partition(" ")[0]}


def _cut(lines: list[str], scalars: list[ScalarNode]) -> Iterator[Trap]:
    """A # behind a text starts a remark, and the rest of the line is gone."""
    spans = sorted(
        ((node.start_mark.line, node.start_mark.column), (node.end_mark.line, node.end_mark.column)) for node in scalars
    )
    for row, line in enumerate(lines):
        for match in re.finditer(r"(?<=[ \t])#", line) if "#" in line else ():
            at = (row, match.start())
            index = bisect_right(spans, (at, (len(lines), 0))) - 1
            if index >= 0 and at < spans[index][1]:
                continue
            if line[: match.start()].strip() and not is_remark(line, match.start()):
                yield "cut-at-hash", row, match.start(), {}
            break


def _swallowed(node: ScalarNode, lines: list[str], keys: set[str]) -> Iterator[Trap]:
    """A line meant as an entry or a key of its own can become part of the text above it."""
    for row in range(node.start_mark.line + 1, min(node.end_mark.line + 1, len(lines))):
        line = lines[row] if row < node.end_mark.line else lines[row][: node.end_mark.column]
        key = KEY_START.match(line)
        if (key and (key[1] in keys or key[0].endswith(("true", "false")))) or (
            not node.style and (ENTRY.match(line) or TIGHT_KEY.match(line))
        ):
            yield "swallowed-line", row, len(line) - len(line.lstrip()), {}
        elif not node.style and (dash := ODD_DASH.match(line)):
            yield "odd-dash", row, dash.start("odd"), {}


def _comma(node: MappingNode) -> Iterator[Trap]:
    """Inside { } a comma ends a text; what follows is left over as a key without a value, and so is “key:text”."""
    for key, value in node.value:
        if not value.value and isinstance(key, ScalarNode) and _is_bare(key, value):
            row, column = key.start_mark.line, key.start_mark.column
            tight = re.match(r"[\w-]+:(?=\S)", key.value)
            if tight:
                yield "tight-colon", row, column + tight.end() - 1, {}
            else:
                yield "comma-in-braces", row, column, {"found": key.value}


def _is_bare(key: Node, value: Node) -> bool:
    """Say whether a key stands in { } without so much as a colon behind it."""
    empty = isinstance(value, ScalarNode) and not value.style and not value.value
    return empty and bool(value.start_mark.index == key.end_mark.index)


def _question_marks(lines: list[str], node: MappingNode) -> Iterator[Trap]:
    """A question mark at the start of a line makes a key of what follows."""
    for key, _ in node.value:
        row, before = key.start_mark.line, lines[key.start_mark.line][: key.start_mark.column].rstrip()
        if before.endswith("?"):
            yield "special-start", row, len(before) - 1, {"character": "?"}


def _bare(node: SequenceNode) -> Iterator[Trap]:
    """Inside [ ] a comma ends an entry, so a text of several words may have been split. Short ones are meant as they stand."""
    plain = [one for one in node.value if isinstance(one, ScalarNode) and not one.style]
    long = (one for one in plain if one.value.count(" ") >= LONG_TEXT_SPACES)
    split = (one for one, other in pairwise(plain) if " " in one.value and " " in other.value and other.value[0].islower())
    first = next(long, None) or next(split, None)
    if first is not None and len(node.value) > 1:
        yield "bare-text-in-brackets", first.start_mark.line, first.start_mark.column, {}


def as_host_reads(root: Node | None) -> Iterator[Trap]:
    """Find words in front matter that the host, which guesses types, would not show as they stand, or would stumble over.

    One that it stumbles over (a day that is not in the calendar) makes it show the whole front matter as text.
    """
    todo: list[tuple[str, Node | None]] = [("", root)]
    while todo:
        key, node = todo.pop()
        if isinstance(node, MappingNode):
            todo += [(str(name.value), value) for name, value in node.value]
            todo += [("", name) for name, _ in node.value]
        elif isinstance(node, SequenceNode):
            todo += [(key, child) for child in node.value]
        elif isinstance(node, ScalarNode) and node.value and not node.style and key not in READ_BY_US:
            guess = _guess(node.value)
            if guess is STUMBLES or (key in SHOWN_BY_HOST and guess != node.value):
                yield "host-reads-otherwise", node.start_mark.line, node.start_mark.column, {"text": node.value}


@lru_cache(maxsize=1024)
def _guess(text: str) -> object:
    """Give what the host's YAML makes of a plain word."""
    if not any(pattern.match(text) for _, pattern in yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])):
        return text
    try:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError):
        return STUMBLES
