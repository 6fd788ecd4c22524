"""The questions for other systems, as a QTI 2.1 package: an item for each question, a test for each quiz, and a note.

Each option keeps its own feedback, and a test allows any number of tries. Conversations and reflections are left out: a system
would grade what has no wrong answer. What the items look like is in `selfcheck.qti`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from selfcheck.course import Course, Quiz
from selfcheck.packing import moment, pack
from selfcheck.qti import Element, element, item_of, name_of, text_of, written
from selfcheck.question import Question
from selfcheck.render import fill

PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `<site>-qti21.zip`, or `<site>-qti21-<module>.zip`. What is left out is told in it and at the command line."""
    quizzes = [course.quizzes[one.quiz_id] for one in course.modules.values() if one.quiz_id and module in (None, one.id)]
    files: dict[str, Path | str] = {}
    left: list[str] = []
    resources: list[Element] = []
    for quiz in quizzes:
        items = {}
        for question, item in zip(quiz.questions, quiz.interactions.values(), strict=True):
            made = item_of(_name(quiz, question), f"{quiz.file.title}: {question.id}", item)
            if made is None:
                left.append(f"{quiz.id}/{question.id} ({question.kind})")
                continue
            items[_name(quiz, question)] = f"items/{quiz.id}/{question.id}.xml"
            files[items[_name(quiz, question)]] = written(made, QTI)
        if items:
            files[f"tests/{quiz.id}.xml"] = written(_test(quiz, items), QTI)
            resources += _resources(quiz, items)
    if not files:
        message = "There is no question here that QTI can hold: conversations and reflections are left out."
        raise ValueError(message)
    name = f"{course.nav.site_id}-qti21{'-' + module if module else ''}"
    files["imsmanifest.xml"] = written(_manifest(name, resources), PACKAGE)
    files["READ ME FIRST.txt"] = note = _note(course, left)
    click.echo(note, err=True)
    return [pack(files, out / f"{name}.zip", moment(course))]


def _name(quiz: Quiz, question: Question) -> str:
    return name_of(f"{quiz.id}--{question.id}")  # no id holds two hyphens, and a full stop means something else there


def _note(course: Course, left: list[str]) -> str:
    words = course.registry.words["export"]["qti"]
    return fill(words["read_me"], left="\n".join(f"- {one}" for one in left) or f"- {words['none']}")


def _test(quiz: Quiz, items: dict[str, str]) -> Element:
    """Make the test of one quiz: any order, any number of tries, feedback after each."""
    control = element("itemSessionControl", maxAttempts="0", showFeedback="true", allowReview="true", allowSkipping="true")
    references = [element("assessmentItemRef", identifier=name, href=f"../{path}") for name, path in items.items()]
    section = element("assessmentSection", *references, identifier="S1", title=quiz.file.title, visible="true")
    part = element("testPart", control, section, identifier="P1", navigationMode="nonlinear", submissionMode="individual")
    return element("assessmentTest", part, identifier=name_of(quiz.id), title=quiz.file.title)


def _resources(quiz: Quiz, items: dict[str, str]) -> Iterator[Element]:
    test = f"tests/{quiz.id}.xml"
    needs = [element("dependency", identifierref=f"item-{name}") for name in items]
    yield element(
        "resource",
        element("file", href=test),
        *needs,
        identifier=f"test-{name_of(quiz.id)}",
        type="imsqti_test_xmlv2p1",
        href=test,
    )
    for name, path in items.items():
        file = element("file", href=path)
        yield element("resource", file, identifier=f"item-{name}", type="imsqti_item_xmlv2p1", href=path)


def _manifest(name: str, resources: list[Element]) -> Element:
    metadata = element("metadata", text_of("schema", "IMS QTI Package"), text_of("schemaversion", "2.1"))
    return element("manifest", metadata, element("organizations"), element("resources", *resources), identifier=name)
