"""Finds the kinds of question: one folder each in kinds/, all with the same files. Says what a folder lacks."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import yaml

from selfcheck.problems import Catalogue, Rule, parse_rules, shared_rules
from selfcheck.question import Question

KINDS = Path(__file__).with_name("kinds")
WORDS = Path(__file__).with_name("web") / "words"
FILES = {
    "__init__.py": "marks the folder as a package",
    "model.py": "a frozen model of the question, its rules, and what it is in the neutral vocabulary",
    "view.html": "the HTML that works without JavaScript",
    "browser.js": "the custom element that judges a try",
    "style.css": "only what this kind adds",
    "words.yml": "what the page, the script and the problems say",
    "examples.yml": "valid, edge and invalid examples that drive tests and docs",
    "README.md": "how an author writes one",
}


class IncompleteKindError(Exception):
    """A folder in kinds/ is not a kind yet; the message says what it lacks."""


@dataclass(frozen=True)
class Kind:
    """One kind of question. `name` is what authors write as `kind:`; `folder` holds its files."""

    name: str
    folder: Path
    model: type[Question]
    words: Mapping[str, Any]

    @property
    def tag(self) -> str:
        """The custom element's name."""
        return f"selfcheck-{self.name.replace('_', '-')}"

    def read(self, file: str) -> str:
        """Read one of the kind's files; templates and scripts are read afresh at each build."""
        return (self.folder / file).read_text("utf-8")


@dataclass(frozen=True)
class Registry:
    """All kinds by name, and the words that they and the shared parts say."""

    kinds: Mapping[str, Kind]

    @cached_property
    def words(self) -> dict[str, Any]:
        """The interface's words in the parts that en.yml names; each kind's own are in `page` and `script`, under its name."""
        shared = load_words(WORDS / "en.yml")
        for part in ("page", "script"):
            shared[part] |= {name: kind.words.get(part, {}) for name, kind in self.kinds.items()}
        return shared

    @cached_property
    def catalogue(self) -> Catalogue:
        """The rules of all kinds and the shared ones."""
        return Catalogue(shared_rules(), *(_rules(kind) for kind in self.kinds.values()))


def _rules(kind: Kind) -> dict[str, Rule]:
    return parse_rules(kind.words.get("problems", {}))


def load_words(path: Path) -> dict[str, Any]:
    """Read one words file. Keys such as "true" stay text where they are quoted."""
    words: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return words


def find_kinds(folder: Path = KINDS, package: str = "selfcheck.kinds") -> Registry:
    """Load every kind. Raises IncompleteKindError for a folder that lacks a file or a model."""
    names = sorted(path.name for path in folder.iterdir() if path.is_dir() and not path.name.startswith("__"))
    return Registry({name: _load(folder / name, f"{package}.{name}") for name in names})


def _load(folder: Path, package: str) -> Kind:
    missing = [f"{name} ({why})" for name, why in FILES.items() if not (folder / name).is_file()]
    if missing:
        message = f"the kind in {folder.name}/ lacks {'; '.join(missing)}"
        raise IncompleteKindError(message)
    module = importlib.import_module(f"{package}.model")
    models = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, Question) and member is not Question and member.__module__ == module.__name__
    ]
    if len(models) != 1 or get_args(models[0].model_fields["kind"].annotation) != (folder.name,):
        message = f'{folder.name}/model.py must define one Question whose kind is Literal["{folder.name}"]'
        raise IncompleteKindError(message)
    return Kind(folder.name, folder, models[0], load_words(folder / "words.yml"))
