"""The whole course as one record for other programs: what `selfcheck export course_json` writes, and its published schema.

Questions stand in the neutral vocabulary, so whoever reads the file needs to know none of our kinds.
"""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import TypeAdapter

from selfcheck.checklist import ChecklistFile
from selfcheck.course import Course, Module, ModuleFront, Quiz, ResourceEntry, SourceEntry
from selfcheck.glossary import Term
from selfcheck.interaction import Choice, Dialogue, FreeText, Interaction, Matching, Sequencing
from selfcheck.letter import LetterFile
from selfcheck.question import Question
from selfcheck.schema import DIALECT
from selfcheck.shape import Strict

FORMAT: Final = "side-by-side/course"
VERSION: Final = 1

Type = Literal["choice", "true-false", "matching", "sequencing", "long-fill-in", "other"]
TYPES: Final[dict[type[Interaction], Type]] = {
    Choice: "choice",
    Matching: "matching",
    Sequencing: "sequencing",
    FreeText: "long-fill-in",
    Dialogue: "other",
}


class PortableQuestion(Strict):
    """A question. `type` is what SCORM and xAPI call it, `asks` what there is to answer, with the key and every feedback."""

    id: str
    kind: str
    type: Type
    objective: str
    judged: bool
    fingerprint: str
    asks: Choice | Matching | Sequencing | FreeText | Dialogue
    hints: tuple[str, ...] = ()
    source: str | None = None


class PortableQuiz(Strict):
    """A quiz with its questions in order."""

    id: str
    title: str
    questions: tuple[PortableQuestion, ...]


class PortableModule(ModuleFront):
    """A module: its front matter, where it stands, its quiz, and its text in Markdown."""

    path: str
    address: str
    text: str
    quiz: str | None = None


class PortableCourse(Strict):
    """Everything a course holds, or one module with what it names. Modules and questions stand in order."""

    format: Literal["side-by-side/course"]
    version: Literal[1]
    site: str
    modules: tuple[PortableModule, ...]
    quizzes: tuple[PortableQuiz, ...]
    checklists: tuple[ChecklistFile, ...]
    letters: tuple[LetterFile, ...]
    terms: tuple[Term, ...]
    resources: tuple[ResourceEntry, ...]
    sources: tuple[SourceEntry, ...]


def portable(course: Course, module: str | None = None) -> dict[str, Any]:
    """Give the course in JSON's own types; a key that has nothing to say is left out.

    With `module`, one module: its quiz, the checklists it names, its words, its resources and sources.
    """
    chosen = [one for one in course.modules.values() if module in (None, one.id)]
    quizzes = [course.quizzes[one.quiz_id] for one in chosen if one.quiz_id in course.quizzes and one.quiz_id]
    used = _used(chosen) if module else None
    whole = PortableCourse.model_construct(
        format=FORMAT,
        version=VERSION,
        site=course.nav.site_id,
        modules=tuple(map(_module, chosen)),
        quizzes=tuple(map(_quiz, quizzes)),
        checklists=tuple(
            one.file.model_copy(update={"groups": one.groups})
            for one in course.checklists.values()
            if used is None or one.id in used
        ),
        letters=tuple(one.file for one in course.letters.values()) if used is None else (),
        terms=tuple(one for one in course.terms or () if used is None or one.module == module),
        resources=tuple(one for one in (course.resources or {}).values() if used is None or one.id in used),
        sources=tuple(one for one in (course.sources or {}).values() if used is None or one.id in used),
    )
    plain: dict[str, Any] = TypeAdapter(PortableCourse).dump_python(whole, mode="json", by_alias=True, exclude_none=True)
    return plain


def schema() -> dict[str, Any]:
    """Make the JSON Schema of what `portable` gives."""
    return {"$schema": DIALECT, **TypeAdapter(PortableCourse).json_schema(by_alias=True, mode="validation")}


def type_of(item: Interaction) -> Type:
    """Say what SCORM and xAPI call what is asked."""
    if isinstance(item, Choice) and item.statement:
        return "true-false"
    return next(name for cls, name in TYPES.items() if isinstance(item, cls))


def _used(modules: list[Module]) -> set[str]:
    fronts = [module.front for module in modules]
    named = {name for front in fronts for name in (*front.resources, *front.sources)}
    return named | {one.checklist for front in fronts for one in front.objectives if one.checklist}


def _module(module: Module) -> PortableModule:
    own: dict[str, Any] = {
        "path": module.path,
        "address": module.address,
        "quiz": module.quiz_id,
        "text": module.page.body.strip(),
    }
    return PortableModule.model_construct(**dict(module.front), **own)


def _quiz(quiz: Quiz) -> PortableQuiz:
    items = quiz.interactions.values()
    questions = tuple(_question(one, item) for one, item in zip(quiz.questions, items, strict=True))
    return PortableQuiz.model_construct(id=quiz.id, title=quiz.file.title, questions=questions)


def _question(question: Question, item: Interaction) -> PortableQuestion:
    return PortableQuestion.model_construct(
        id=question.id,
        kind=question.kind,
        type=type_of(item),
        objective=question.objective,
        judged=item.judged,
        fingerprint=item.fingerprint,
        asks=item,
        hints=question.hints,
        source=question.source,
    )
