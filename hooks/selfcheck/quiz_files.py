"""Reads quizzes/: each file's shape, then each question by its kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from selfcheck.collect import Collector, stamp, unless_allowed
from selfcheck.course import Quiz, QuizFile
from selfcheck.data_files import data_files, read_data
from selfcheck.problems import Finding, nearest
from selfcheck.question import Question
from selfcheck.registry import Registry
from selfcheck.shape import found, validate
from selfcheck.source import Source


def read_quizzes(root: Path, collect: Collector, registry: Registry) -> Iterator[Quiz]:
    """Yield every quiz whose shape is right, with those of its questions that are sound."""
    for path in data_files(root / "quizzes", root, collect):
        quiz = collect.once("quiz", path.name, stamp(path), partial(_read, path, root, registry))
        if quiz:
            yield quiz


def _read(path: Path, root: Path, registry: Registry, collect: Collector) -> Quiz | None:
    read = read_data(path, root, QuizFile, f"“selfcheck new quiz {path.stem}”", collect)
    if read is None:
        return None
    shape, source = read
    rows = tuple(_questions(source, registry, collect))
    return Quiz(shape, rows, source) if shape else None


def _questions(source: Source, registry: Registry, collect: Collector) -> Iterator[tuple[int, Question]]:
    """Check each question by its kind: its shape first, its rules only when the shape is right, so nothing cascades."""
    rows = source.value.get("questions") if isinstance(source.value, dict) else None
    first: dict[str, int] = {}
    for index, value in enumerate(rows if isinstance(rows, list) else []):
        report = _reporter(source, ("questions", index), collect)
        model = _model(value, registry, report)
        question, findings = validate(model, value) if model else (None, [])
        for finding in findings:
            report(finding)
        if question is None:
            collect.doubtful.add(source.file)
            continue
        if question.id in first:
            other = source.place(("questions", first[question.id], "id"))
            report(Finding("duplicate-id", ("id",), {"id": question.id, "other": f"line {other.line}"}))
            collect.doubtful.add(source.file)
        for finding in unless_allowed(question.findings(), question.allow, registry.catalogue):
            report(finding)
        if first.setdefault(question.id, index) == index:
            yield index, question


def _reporter(source: Source, base: tuple[str | int, ...], collect: Collector) -> Callable[[Finding], None]:
    def report(finding: Finding) -> None:
        source.report(collect, Finding(finding.code, (*base, *finding.loc), finding.values, finding.at_key))

    return report


def _model(value: object, registry: Registry, report: Callable[[Finding], None]) -> type[Question] | None:
    if not isinstance(value, dict):
        report(Finding("not-a-mapping", values={"found": found(value)}))
        return None
    name = value.get("kind")
    if name is None:
        report(Finding("missing-key", values={"key": "kind"}))
        return None
    if not isinstance(name, str) or name not in registry.kinds:
        values = {"kind": name, "nearest": nearest(str(name), registry.kinds), "known": ", ".join(registry.kinds)}
        report(Finding("unknown-kind", ("kind",), values))
        return None
    return registry.kinds[name].model
