"""Reads checklists/: each file's shape and rules, then the forms that mirror another one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from selfcheck.checklist import Checklist, ChecklistFile, findings, mirror_findings, observed
from selfcheck.collect import Collector, stamp
from selfcheck.data_files import data_files, is_there, read_data
from selfcheck.problems import Finding, nearest
from selfcheck.source import Source


def read_checklists(root: Path, collect: Collector) -> Iterator[Checklist]:
    """Yield every checklist whose shape is right. A form that mirrors another needs that one to be sound."""
    files = dict(_files(root, collect))
    for file, source in files.values():
        mirrored = files.get(file.mirrors) if file.mirrors else None
        if file.mirrors and mirrored is None:
            if not is_there(root, f"checklists/{file.mirrors}.yml"):
                values = {"id": file.mirrors, "nearest": nearest(file.mirrors, files)}
                source.report(collect, Finding("missing-checklist", ("mirrors",), values))
            collect.doubtful.add(source.file)
            continue
        is_known = mirrored is not None and mirrored[1].file not in collect.doubtful
        for finding in mirror_findings(file, mirrored[0]) if mirrored and is_known else ():
            source.report(collect, finding)
        yield Checklist(file, observed(file, mirrored[0] if mirrored else None), source)


def _files(root: Path, collect: Collector) -> Iterator[tuple[str, tuple[ChecklistFile, Source]]]:
    for path in data_files(root / "checklists", root, collect):
        read = collect.once("checklist", path.name, stamp(path), partial(_read, path, root))
        if read:
            yield read[0].id, read


def _read(path: Path, root: Path, collect: Collector) -> tuple[ChecklistFile, Source] | None:
    read = read_data(path, root, ChecklistFile, f"“selfcheck new checklist {path.stem}”", collect)
    file, source = read or (None, None)
    if file is None or source is None:
        return None
    for finding in findings(file):
        source.report(collect, finding)
        if finding.code == "duplicate-id":
            collect.doubtful.add(source.file)
    return file, source
