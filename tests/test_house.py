"""What a new machine relies on: versions that Debian 12's Python admits, and pins for everything that is installed."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

from packaging.specifiers import SpecifierSet

from tests.conftest import ROOT

OLDEST = "3.11.2"  # Debian 12
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def test_every_installed_package_admits_the_oldest_python():
    wrong = {
        dist.name: dist.metadata["Requires-Python"]
        for dist in importlib.metadata.distributions()
        if not SpecifierSet(dist.metadata["Requires-Python"] or "").contains(OLDEST)
    }
    assert wrong == {}


def test_every_package_the_project_names_is_pinned_alike():
    named = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    pins = set((ROOT / "constraints.txt").read_text("utf-8").lower().split())
    assert [one for one in named if not re.fullmatch(r"[\w.-]+==[\w.]+", one) or one.lower() not in pins] == []
