"""Samples of code for narrow screens: each line knows how far in it begins, and an option is never broken at its hyphens.

What a style sheet makes of it stands there. The text stays what it was, so that it can be searched and copied.
"""

from __future__ import annotations

import re

CODE = re.compile(r"(<pre[^<>]*>)?(<code(?:\s[^<>]*)?>)([^<]*)(?=</code>)")  # with tags within, somebody else has styled it
LINE = re.compile(r"( *)[^\n]*\n|( *)[^\n]+")
OPTION = re.compile(r"(?<!\S)-{1,2}[A-Za-z][\w-]*")
DEEPEST = 12  # spaces: from here on, a narrow screen has no room for more


def for_narrow_screens(html: str) -> str:
    """Mark the lines of samples by their leading spaces, and the options in all code."""
    return CODE.sub(_code, html)


def _code(match: re.Match[str]) -> str:
    pre, code, text = match.groups()
    text = OPTION.sub(r'<span class="sbs-nobr">\g<0></span>', text)
    return f"{pre}{code}{LINE.sub(_line, text)}" if pre else f"{code}{text}"


def _line(match: re.Match[str]) -> str:
    """The line's end belongs to it: a block of its own then shows a blank line, and copies one end and not two."""
    depth = min(len(match[1] or match[2] or "") // 2 * 2, DEEPEST)
    deep = f" sbs-l--{depth}" if depth else ""
    return f'<span class="sbs-l{deep}">{match[0]}</span>'
