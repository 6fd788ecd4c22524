"""Pages as parts of one long page: headings one level down, ids that stay apart, links that lead where they led."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from selfcheck.blocks import LIFTED

TAG = re.compile(r"<(/?)([a-z][\w-]*)((?:\s[^<>]*)?)>")
ATTRIBUTE = re.compile(r'(\s)(id|for|name|href|src|aria-labelledby|aria-describedby|aria-controls)="([^"]*)"')
HEADING = re.compile(r"h[2-5]")
LANDMARKS = {"section", "aside"}  # of the same name on many pages: on the long page each page is one, and nothing within it
NAMED = re.compile(r'\saria-labelledby="[^"]*"')


def part(html: str, name: str, url: str, up: str, quiz: str = "") -> str:
    """Make the HTML of the page at `url` (below the site's root) a part called `name` of a page from which `up` leads there.

    Quizzes are left out, since on paper they have their worksheets; `quiz` stands where one was.
    """

    def tag(match: re.Match[str]) -> str:
        closing, kind, attributes = match.groups()
        if HEADING.fullmatch(kind):
            kind = f"h{int(kind[1]) + 1}"
        if kind in LANDMARKS:
            kind, attributes = "div", NAMED.sub("", attributes)
        return f"<{closing}{kind}{ATTRIBUTE.sub(attribute, attributes)}>"

    def attribute(match: re.Match[str]) -> str:
        before, key, value = match.groups()
        if key in ("href", "src"):
            value = value if re.match(r"[a-z]+:|/", value) else up + urljoin(url, value)
        else:
            value = " ".join(f"{name}.{one}" for one in value.split())
        return f'{before}{key}="{value}"'

    return LIFTED.sub(lambda match: quiz if match[1] == "quiz" else "", TAG.sub(tag, html))
