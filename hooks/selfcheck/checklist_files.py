"""Reads checklists/: each file's shape and rules, then the forms that mirror another one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from selfcheck.checklist import Checklist, ChecklistFile, findings, mirror_findings, observed
from selfcheck.collect import Collector, data_files, validated
from selfcheck.problems import Finding, Place, nearest
from selfcheck.source import Source, read_yaml


def read_checklists(root: Path, collect: Collector) -> Iterator[Checklist]:
    """Yield every checklist whose shape is right. A form that mirrors another needs that one to be sound."""
    files = dict(_read(root, collect))
    for file, source in files.values():
        mirrored = files.get(file.mirrors) if file.mirrors else None
        if file.mirrors and mirrored is None:
            if not (root / "checklists" / f"{file.mirrors}.yml").is_file():
                values = {"id": file.mirrors, "nearest": nearest(file.mirrors, files)}
                source.report(collect, Finding("missing-checklist", ("mirrors",), values))
            collect.doubtful.add(source.file)
            continue
        is_known = mirrored is not None and mirrored[1].file not in collect.doubtful
        for finding in mirror_findings(file, mirrored[0]) if mirrored and is_known else ():
            source.report(collect, finding)
        yield Checklist(file, observed(file, mirrored[0] if mirrored else None), source)


def _read(root: Path, collect: Collector) -> Iterator[tuple[str, tuple[ChecklistFile, Source]]]:
    for path in data_files(root / "checklists", root, collect):
        source = read_yaml(path, root, collect)
        if source is None or source.is_empty:
            collect.doubtful.add(path.relative_to(root).as_posix())
        if source is None:
            continue
        if source.is_empty:
            collect(Finding("empty-file", values={"kind": "checklist", "id": path.stem}), Place(source.file), "")
            continue
        file = validated(ChecklistFile, source, collect)
        if file is None:
            continue
        if file.id != path.stem:
            source.report(collect, Finding("id-is-file-name", ("id",), {"id": file.id, "name": path.name}))
            collect.doubtful.add(source.file)
            if (root / "checklists" / f"{file.id}.yml").is_file():
                continue  # that file is the one with this id
        for finding in findings(file):
            source.report(collect, finding)
            if finding.code == "duplicate-id":
                collect.doubtful.add(source.file)
        yield file.id, (file, source)
