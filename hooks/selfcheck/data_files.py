"""The files below quizzes/, checklists/ and letters/: which they are, and what holds for each, whatever it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from selfcheck.collect import Collector, validated
from selfcheck.problems import Finding, Place
from selfcheck.shape import ID_PATTERN
from selfcheck.source import Source, read_yaml

M = TypeVar("M", bound=BaseModel)


def is_there(root: Path, *files: str) -> bool:
    """Say whether there is one of these files, or one that was meant to be it: “listen.yml.txt”, “listen.yaml”."""
    return any(_is_there(root / file) for file in files)


def _is_there(path: Path) -> bool:
    if path.is_file() or re.fullmatch(ID_PATTERN, path.stem) is None:
        return path.is_file()
    return any(True for _ in path.parent.glob(f"{path.stem}.*"))


def data_files(folder: Path, root: Path, collect: Collector) -> Iterator[Path]:
    """Yield the .yml files of a folder in order; report files that would be passed over because of their ending."""
    for path in sorted(folder.glob("*")):
        if path.suffix == ".yml":
            yield path
        elif not path.is_dir() and not path.name.startswith(".") and path.stem.upper() != "README":
            name = path.name.split(".")[0] + ".yml"
            place = Place(path.relative_to(root).as_posix())
            collect(Finding("file-not-read", values={"ending": ".yml", "name": name}), place)
            collect.doubtful.add(place.file)


def read_data(path: Path, root: Path, model: type[M], start: str, collect: Collector) -> tuple[M | None, Source] | None:
    """Read one file. Gives its source with its record, or without one if its shape is not right or another file has its id.

    None if there is nothing in it; then the author is told to `start` it, in the words given.
    """
    source = read_yaml(path, root, collect)
    if source is None or source.is_empty:
        collect.doubtful.add(path.relative_to(root).as_posix())
    if source is None:
        return None
    if source.is_empty:
        collect(Finding("empty-file", values={"start": start}), Place(source.file), "")
        return None
    record = validated(model, source, collect)
    own = getattr(record, "id", path.stem)
    if own != path.stem:
        source.report(collect, Finding("id-is-file-name", ("id",), {"id": own, "name": path.name}))
        collect.doubtful.add(source.file)
        if path.with_name(f"{own}.yml").is_file():
            return None, source  # that file is the one with this id
    return record, source
