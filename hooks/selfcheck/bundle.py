"""Joins the browser's files into one classic script and one stylesheet, named by their content.

Classic because module scripts do not run from file://; joined because one cached file serves every page. No build tools.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path

from selfcheck.registry import Registry

HERE = Path(__file__).parent
BEFORE_KINDS = (
    "web/core.js",
    "web/storage.js",
    "web/record.js",
    "web/keeping.js",
    "web/question.js",
    "web/choice.js",
)
AFTER_KINDS = (
    "web/quiz.js",
    "web/answer-box.js",
    "web/checklist.js",
    "pages/progress/learn.js",
    "pages/progress/answers.js",
)
STYLES = ("web/tokens.css", "web/style.css", "web/checklist.css")
COMMENT = re.compile(r"^\s*(?:/\*.*?\*/|//[^\n]*)\s*\n", re.MULTILINE | re.DOTALL)
REMARK = re.compile(r"[ \t]+//[^\n\"'`]*$", re.MULTILINE)
SPACE = re.compile(r"^[ \t]+|\n(?=\n)", re.MULTILINE)


@dataclass(frozen=True)
class Asset:
    """A file of the built site. `name` holds a hash of `text`, so that browsers may keep it for ever."""

    name: str
    text: str


def learn_script(registry: Registry) -> Asset:
    """Make the script for every page where a self-check can be."""
    words = json.dumps(registry.words["script"], ensure_ascii=False, separators=(",", ":"))
    parts = [
        *map(_read, BEFORE_KINDS),
        *(kind.read("browser.js") for kind in registry.kinds.values()),
        *map(_read, AFTER_KINDS),
    ]
    body = "\n".join(SPACE.sub("", REMARK.sub("", COMMENT.sub("", part))) for part in parts)
    return named("learn", "js", f'(() => {{\n"use strict";\nconst WORDS = {words};\n{body}}})();\n')


def stylesheet(registry: Registry) -> Asset:
    """Make the stylesheet of the self-checks: the design's tokens, the shared parts, and what each kind adds."""
    parts = [*map(_read, STYLES), *(kind.read("style.css") for kind in registry.kinds.values())]
    return named("selfcheck", "css", "\n".join(SPACE.sub("", COMMENT.sub("", part)).strip() for part in parts) + "\n")


def named(name: str, suffix: str, text: str) -> Asset:
    """Name a text by its content."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    return Asset(f"assets/{name}.{digest}.{suffix}", text)


def _read(name: str) -> str:
    return (HERE / name).read_text("utf-8")
