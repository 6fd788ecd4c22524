"""Prints handouts: typst makes tagged PDF/UA-1 of them. What was printed once is taken from a cache, by all that went into it.

Two prints are byte-identical: only the fonts inside typst are used, and no date is written. So a form whose words have not
changed stays the same file, whatever else was changed in the course.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import typst

from selfcheck.handouts.paper import HERE, SIZES, Paper, words

COUNT = re.compile(rb"/Type/Pages[^>]*?/Count (\d+)")
END = b"%%EOF"
STANDARD = "ua-1"
LANGUAGE = "en"
NO_GLYPH = re.compile(r'text `"(.+?)"` could not be displayed')


@dataclass(frozen=True)
class Print:
    """A printed handout."""

    paper: Paper
    pdf: bytes = field(repr=False)

    @property
    def pages(self) -> int:
        """How many pages it has. Raises ValueError where that is not a PDF of ours."""
        found = COUNT.search(self.pdf)
        if found is None:
            message = f"{self.paper.name} does not say how many pages it has"
            raise ValueError(message)
        return int(found[1])

    @property
    def kilobytes(self) -> int:
        """Its size, at least 1."""
        return max(1, round(len(self.pdf) / 1000))


class UnprintableError(ValueError):
    """Says in a sentence for people why a handout cannot be printed."""

    def __init__(self, paper: Paper, error: typst.TypstError) -> None:
        said, signs = words()["problem"], NO_GLYPH.search(str(error))
        why = said["no_glyph"].format(text=signs[1]) if signs else said["other"].format(error=error)
        super().__init__(said["unprintable"].format(title=paper.title, name=paper.name, why=why))


class Press:
    """Prints on one size of paper. Without a `cache` folder everything is printed afresh."""

    def __init__(self, size: str, cache: Path | None = None) -> None:
        self.size = size
        self.cache = cache
        self._compilers: dict[str, typst.Compiler] = {}

    def run(self, paper: Paper) -> Print:
        """Print one handout. Raises UnprintableError for what typst cannot set, a warning included."""
        given = self._inputs(paper)
        kept = self.cache / f"{self._key(paper, given)}.pdf" if self.cache else None
        if kept and kept.is_file():
            made = Print(paper, kept.read_bytes())
            if made.pdf.endswith(END):  # else the disk was full, or the computer went off
                return made
        try:
            pdf = self.compile(paper.template, given)
        except typst.TypstError as error:
            raise UnprintableError(paper, error) from None
        if kept:
            _keep(kept, pdf)
        return Print(paper, pdf)

    def compile(self, template: str, given: Mapping[str, str], **options: Any) -> bytes:  # noqa: ANN401 (typst's options)
        """Run typst. Texts go in as data and never become code. Raises typst.TypstError."""
        if template not in self._compilers:
            source = HERE / f"{template}.typ"
            self._compilers[template] = typst.Compiler(source, root=HERE, ignore_system_fonts=True)
        pdf, warnings = self._compilers[template].compile_with_warnings(
            sys_inputs=dict(given), **({"format": "pdf", "pdf_standards": STANDARD} | options)
        )
        if warnings:
            raise typst.TypstError(f"{template}: {warnings[0].message}", warnings[0].diagnostic)
        assert isinstance(pdf, bytes)  # noqa: S101 (nothing else, without an output file)
        return pdf

    def _inputs(self, paper: Paper) -> dict[str, str]:
        data = {**paper.data, "title": paper.title, "language": LANGUAGE, "size": SIZES[self.size]}
        return {"data": json.dumps(data, ensure_ascii=False, sort_keys=True)}

    def _key(self, paper: Paper, given: Mapping[str, str]) -> str:
        parts = (version("typst"), STANDARD, self._templates, paper.template, given["data"])
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]

    @cached_property
    def _templates(self) -> str:
        return "\0".join(path.read_text("utf-8") for path in sorted(HERE.glob("*.typ")))


def _keep(path: Path, pdf: bytes) -> None:
    """Put a print into the cache at once and whole: another build may read there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(f".{os.getpid()}")
    part.write_bytes(pdf)
    part.replace(path)
