"""Lets pyslet, an implementation of QTI 2.1 that nobody here wrote, read a package, and answers each item twice with it.

Prints JSON: for each item what pyslet found in it, and score and feedback of a wrong and a right response. It runs in a process
of its own, because pyslet is of 2017 and warns of itself.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, sys.argv[1])

from pyslet.qtiv2.variables import ItemSessionState
from pyslet.qtiv2.xml import QTIDocument
from pyslet.xml.structures import Element as XMLElement


def read(path: Path) -> Any:
    """Read one file."""
    document = QTIDocument(base_uri=path.resolve().as_uri())
    document.read()
    return document.root


def names(item: Any, *classes: str) -> list[str]:
    """Give the identifiers of an item's elements of some classes, in their order."""
    return [
        one.identifier for one in item.find_children_depth_first(XMLElement, sub_match=True) if type(one).__name__ in classes
    ]


def tried(item: Any, response: Any) -> dict[str, Any]:
    """Answer an item and let pyslet work out what follows."""
    session = ItemSessionState(item)
    session.begin_session()
    session["RESPONSE"].set_value(response)
    session.end_attempt()
    feedback = session["FEEDBACK"].value
    return {"score": session["SCORE"].value, "feedback": sorted(map(str, feedback or []))}


def plain(value: Any) -> Any:
    """Give a value as lists of texts."""
    if isinstance(value, dict):
        return sorted(plain(one) for one in value)
    return (
        " ".join(map(str, value))
        if isinstance(value, tuple)
        else [plain(one) for one in value]
        if isinstance(value, list)
        else str(value)
    )


def told(path: Path) -> dict[str, Any]:
    """Say what is in an item, and what it answers."""
    item = read(path)
    declared = item.ResponseDeclaration[0]
    right = plain(declared.get_correct_value().value)
    offered = names(item, "SimpleChoice", "SimpleAssociableChoice")
    kind = next(
        type(one).__name__
        for one in item.find_children_depth_first(XMLElement, sub_match=True)
        if type(one).__name__.endswith("Interaction")
    )
    if kind == "OrderInteraction":
        wrong: Any = [*right[1:], right[0]]
    elif kind == "MatchInteraction":
        rows, places = ([pair.split()[at] for pair in right] for at in (0, 1))
        turned = [*places[1:], places[0]]
        wrong = [f"{row} {place}" for row, place in zip(rows, turned, strict=True)]
    else:
        wrong = [one for one in offered if one not in right][:1]
        wrong = wrong if isinstance(right, list) else wrong[0]
    return {
        "kind": kind,
        "offered": offered,
        "right": right,
        "feedback": names(item, "QTIModalFeedback"),
        "tries": [tried(item, wrong), tried(item, right)],
    }


if __name__ == "__main__":
    folder = Path(sys.argv[2])
    items = {path.relative_to(folder).as_posix(): told(path) for path in sorted(folder.glob("items/*/*.xml"))}
    tests = {path.stem: names(read(path), "AssessmentItemRef") for path in sorted(folder.glob("tests/*.xml"))}
    print(json.dumps({"items": items, "tests": tests}))  # noqa: T201 (the test reads it)
