"""Authors' light Markdown as a tree that a typesetter walks: what a person wrote is data there, and never code."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from selfcheck import render

Node = str | dict[str, Any]  # a text, or {"t": tag, "c": [nodes]} with the tags p, ul, ol, li, strong, em, code and br


class _Reader(HTMLParser):
    """Reads what our own Markdown writes: few tags, well nested, without attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[list[Node]] = [[]]

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 (the parser's signature)
        """Open a node; `br` holds nothing and is never closed."""
        children: list[Node] = []
        self.open[-1].append({"t": tag, "c": children})
        if tag != "br":
            self.open.append(children)

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002 (the same)
        """Close the node."""
        self.open.pop()

    def handle_data(self, data: str) -> None:
        """Take a text. The line breaks that Markdown puts between blocks are none of the author's."""
        if data.strip() or data == " ":
            self.open[-1].append(" ".join(data.splitlines()))


def _tree(html: str) -> list[Node]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.open[0]


def blocks(text: str | None) -> list[Node]:
    """Give paragraphs and lists."""
    return _tree(render.prose(text)) if text else []


def line(text: str | None) -> list[Node]:
    """Give one line without a paragraph around it."""
    return _tree(render.line(text)) if text else []
