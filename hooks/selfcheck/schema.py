"""JSON Schemas for editors, made from the models that the check uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from selfcheck.checklist import ChecklistFile
from selfcheck.course import ModuleFront, QuizFile, ResourcesPage, SourcesPage
from selfcheck.glossary import GlossaryPage
from selfcheck.letter import LetterFile
from selfcheck.registry import Registry, find_kinds

SCHEMAS = Path(__file__).with_name("schemas")
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(registry: Registry | None = None) -> dict[str, dict[str, Any]]:
    """Make every schema by its file name."""
    registry = registry or find_kinds()
    models: dict[str, type[BaseModel]] = {
        "module.json": ModuleFront,
        "sources.json": SourcesPage,
        "resources.json": ResourcesPage,
        "glossary.json": GlossaryPage,
        "checklist.json": ChecklistFile,
        "letter.json": LetterFile,
    }
    made = {name: _of(model) for name, model in models.items()}
    made["quiz.json"] = _quiz(registry)
    return made


def _of(model: type[BaseModel]) -> dict[str, Any]:
    return {"$schema": DIALECT, **model.model_json_schema(mode="validation")}


def _quiz(registry: Registry) -> dict[str, Any]:
    """Let `kind` choose the question's schema, so that an editor offers the keys of that kind and no others."""
    quiz = _of(QuizFile)
    definitions: dict[str, Any] = quiz.setdefault("$defs", {})
    choices = []
    for kind in registry.kinds.values():
        question = kind.model.model_json_schema(mode="validation", ref_template="#/$defs/{model}")
        definitions |= question.pop("$defs", {})
        definitions[kind.model.__name__] = question
        choices.append(
            {
                "if": {"properties": {"kind": {"const": kind.name}}, "required": ["kind"]},
                "then": {"$ref": f"#/$defs/{kind.model.__name__}"},
            }
        )
    quiz["properties"]["questions"]["items"] = {
        "type": "object",
        "required": ["id", "kind"],
        "properties": {"kind": {"enum": list(registry.kinds), "description": "How the question is answered."}},
        "allOf": choices,
    }
    return quiz
