"""What a handout is before it is printed: its name, its template, its data. No I/O here beyond the words file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from selfcheck.qr import qr_code
from selfcheck.registry import load_words

HERE = Path(__file__).parent
SIZES = {"letter": "us-letter", "a4": "a4"}  # what mkdocs.yml says -> what typst calls it


@dataclass(frozen=True)
class Paper:
    """One document to print. `kind` is the folder it goes to, and `of` the id of the checklist, module or talk it is of."""

    kind: str
    of: str
    template: str
    title: str
    data: Mapping[str, Any]
    module: str | None = None  # the module it belongs to, where it belongs to one

    @property
    def name(self) -> str:
        """The file's place: `forms/mi-self-check.pdf`."""
        return f"{self.kind}/{self.of}.pdf"


@cache
def words() -> dict[str, Any]:
    """Everything the handouts say that is not the course's own."""
    return load_words(HERE / "words.yml")


def counted(forms: Mapping[str, str], count: int) -> str:
    """Choose between one and other, and put the count in."""
    return forms["one" if count == 1 else "other"].format(count=count)


def way_back(site_url: str, address: str | None) -> dict[str, str] | None:
    """Draw the code that leads to a page, with the address to read. None where nobody knows where the site will stand."""
    if not site_url or address is None:
        return None
    code = qr_code(urljoin(f"{site_url.rstrip('/')}/", address))
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.size} {code.size}"><path d="{code.path}"/></svg>'
    return {"svg": svg, "url": code.address}
