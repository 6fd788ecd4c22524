"""Joins the browser's files into seven classic scripts and two stylesheets, named by their content.

Classic because module scripts do not run from file://; joined because one cached file serves every page. `learn` goes onto
every page; `checklist`, `desk` (a learner's tools), `supervision` (what reads files and links), `assign`, `compare` and `team`
go onto the pages that hold one, and build on what the scripts before them hand out.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin

from selfcheck.registry import Registry

HERE = Path(__file__).parent
BEFORE_KINDS = (
    "web/core.js",
    "web/storage.js",
    "web/record.js",
    "web/keeping.js",
    "web/question.js",
    "web/choice.js",
    "web/rows.js",
    "web/drag.js",
    "web/answer-box.js",
)
AFTER_KINDS = (
    "web/quiz.js",
    "web/term.js",
    "pages/progress/learn.js",
    "web/offline.js",
)
HANDED_OUT = {  # by the script that has it; each script after it may use it
    "learn": "LANGUAGE, WORDS, word, make, write, say, plain, store, EVENT_KEY, computerPanel, wordsPanel, sureButton, "
    "saveFile, dayOf, spell, quizOf, quizRecord, AnswerBox",
    "checklist": "READER, spellDue, todoLists, inOrder, filledOn, finishedOn, CheckList, RESPONSE, RESPONSE_VERSION, BEGIN, "
    "END, tidy, hasYear, says, makeResponse, responseRows",
    "supervision": "ASSIGNMENTS, FILE_BYTES, CATALOGUE, CHECKLISTS, MODULES, byId, thingsOf, parsed, unless, anAssignment, "
    "linkOf, readLink, readText, readFile",
}
SCRIPTS = {  # block -> its script; a page loads that one and what it NEEDS
    **dict.fromkeys(("my-answers", "review", "contact-log", "letter", "completion-record"), "desk"),
    "checklist": "checklist",
    "assign": "assign",
    "assigned": "assign",
    "compare": "compare",
    "team": "team",
}
NEEDS = {  # script -> those it builds on
    "checklist": ("learn",),
    "desk": ("learn",),
    "supervision": ("learn", "checklist"),
    **dict.fromkeys(("assign", "compare", "team"), ("learn", "checklist", "supervision")),
}
FURTHER = {  # script -> its files; the scripts in the order in which they run
    "checklist": ("web/todo.js", "web/response.js", "web/checklist.js", "web/hand-in.js", "web/worksheet.js"),
    "desk": (
        "pages/progress/answers.js",
        "pages/review/schedule.js",
        "pages/review/due.js",
        "pages/review/review.js",
        "web/spreadsheet.js",
        "pages/log/log.js",
        "pages/letter/letter.js",
        "web/todo.js",
        "pages/assigned/home.js",
        "pages/record/record.js",
    ),
    "supervision": ("web/catalogue.js", "web/outside.js"),
    "assign": (
        "pages/assign/given.js",
        "pages/assign/message.js",
        "pages/assign/made.js",
        "pages/assign/list.js",
        "pages/assign/assign.js",
        "pages/assigned/assigned.js",
    ),
    "compare": (
        "pages/compare/match.js",
        "pages/compare/shelf.js",
        "web/opening.js",
        "pages/compare/rating.js",
        "pages/compare/talk.js",
        "pages/compare/both.js",
        "pages/compare/compare.js",
    ),
    "team": (
        "web/opening.js",
        "web/spreadsheet.js",
        "pages/team/kept.js",
        "pages/team/files.js",
        "pages/team/items.js",
        "pages/team/plot.js",
        "pages/team/view.js",
        "pages/team/trend.js",
        "pages/team/filter.js",
        "pages/team/showing.js",
        "pages/team/team.js",
    ),
}
OLDER = 'if (!CSS.supports("color", "light-dark(red, red)")) return;'  # without our colours a page is as without JavaScript
STYLES = (
    "web/tokens.css",
    "web/style.css",
    "web/rows.css",
    "web/checklist.css",
    "web/term.css",
)
TOOL_STYLES = (
    "web/opening.css",
    "pages/review/style.css",
    "pages/log/style.css",
    "pages/assign/style.css",
    "pages/assigned/style.css",
    "pages/compare/style.css",
    "pages/record/style.css",
    "pages/team/style.css",
)


@dataclass(frozen=True)
class Asset:
    """A file of the built site. `name` holds a hash of `text`, so that browsers may keep it forever."""

    name: str
    text: str


def learn_script(registry: Registry) -> Asset:
    """Make the script for every page where a self-check can be."""
    return _script(
        "learn",
        OLDER,
        f"const WORDS = {_words(registry, 'script')};",
        *map(_read, BEFORE_KINDS),
        *(kind.read("browser.js") for kind in registry.kinds.values()),
        *map(_read, AFTER_KINDS),
        f"window.sideBySide = {{ {HANDED_OUT['learn']} }};",
    )


def further_scripts(registry: Registry) -> dict[str, Asset]:
    """Make the scripts for the pages that hold a checklist or a tool, by name. They run after `learn`."""
    return {name: _further(name, registry) for name in FURTHER}


def _further(name: str, registry: Registry) -> Asset:
    shared = ", ".join(HANDED_OUT[needed] for needed in NEEDS[name])
    return _script(
        name,
        "if (!window.sideBySide) return;",
        f"const {{ {shared} }} = window.sideBySide;",
        f"Object.assign(WORDS, {_words(registry, name)});",
        *map(_read, FURTHER[name]),
        f"Object.assign(window.sideBySide, {{ {HANDED_OUT[name]} }});" if name in HANDED_OUT else "",
    )


def stylesheet(registry: Registry) -> Asset:
    """Make the stylesheet of the self-checks: the design's tokens, the shared parts, and what each kind adds."""
    return sheet("selfcheck", *map(_read, STYLES), *(kind.read("style.css") for kind in registry.kinds.values()))


def tool_stylesheet() -> Asset:
    """Make the stylesheet that pages with a tool load beside the other one."""
    return sheet("tools", *map(_read, TOOL_STYLES))


def sheet(name: str, *parts: str) -> Asset:
    """Make one stylesheet of several texts."""
    return named(name, "css", rcssmin.cssmin("\n".join(parts)) + "\n")


def named(name: str, suffix: str, text: str) -> Asset:
    """Name a text by its content."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:10]
    return Asset(f"assets/{name}.{digest}.{suffix}", text)


def _script(name: str, *parts: str) -> Asset:
    body = "\n".join(("(() => {", '"use strict";', *parts, "})();"))
    return named(name, "js", rjsmin.jsmin(body) + "\n")


def _words(registry: Registry, part: str) -> str:
    words: dict[str, Any] = registry.words[part]
    return json.dumps(words, ensure_ascii=False, separators=(",", ":"))


def _read(name: str) -> str:
    return (HERE / name).read_text("utf-8")
