"""What a course can be handed over as: one file for each, found by its name, with a function `export`.

An export reads `Course` and `interaction`, never a kind. `export(course, out, module)` writes into the folder `out`, for one
module only where `module` names one, and gives the paths it wrote. It raises `ValueError` with a sentence for the person at
the command line.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

from selfcheck.course import Course


def names() -> list[str]:
    """Give the name of every export."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__))


def export(name: str, course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Run one export."""
    out.mkdir(parents=True, exist_ok=True)
    written: list[Path] = importlib.import_module(f"{__name__}.{name}").export(course, out, module)
    return written
