"""The questions in QTI 2.1, read and answered by pyslet, an implementation that nobody here wrote.

No package of PyPI or npm brings the schema of QTI 2.1, so nothing here validates against it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from selfcheck.exports import export
from selfcheck.interaction import Choice, Matching, Sequencing
from tests.conftest import ROOT
from tests.packages import known, pypi_package, unpack

PYSLET = ("pyslet", "0.7.20170805", "d4cbb85e16d58a8f990e15e711266ec2fe30a4dc4626c4d839bb7b7824afdf6c")
REAL = known(ROOT)
QUESTIONS = {
    f"items/{quiz.id}/{question.id}.xml": item
    for quiz in REAL.quizzes.values()
    for question, item in zip(quiz.questions, quiz.interactions.values(), strict=True)
}
HELD = {path: item for path, item in QUESTIONS.items() if isinstance(item, Choice | Matching | Sequencing)}
KINDS = {Choice: "ChoiceInteraction", Matching: "MatchInteraction", Sequencing: "OrderInteraction"}


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    return export("qti21", REAL, tmp_path_factory.mktemp("qti"))[0]


@pytest.fixture(scope="module")
def folder(package, tmp_path_factory) -> Path:
    inside: Path = tmp_path_factory.mktemp("unpacked")
    unpack(package, inside)
    return inside


def read_back(folder: Path) -> dict[str, Any]:
    """Let pyslet read a package and answer it."""
    command: list[str | Path] = [
        sys.executable,
        "-W",
        "ignore",
        ROOT / "tests" / "qti_reader.py",
        pypi_package(*PYSLET),
        folder,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.fixture(scope="module")
def told(folder) -> dict[str, Any]:
    return read_back(folder)


def test_it_finds_every_question_that_can_be_held(told):
    assert set(told["items"]) == set(HELD)
    assert {path: one["kind"] for path, one in told["items"].items()} == {path: KINDS[type(one)] for path, one in HELD.items()}


def test_it_finds_every_option_with_feedback_of_its_own(told):
    for path, item in HELD.items():
        found = told["items"][path]
        if isinstance(item, Choice):
            options = [f"c-{one.id}" for one in item.alternatives]
            assert (found["offered"], found["feedback"]) == (options, options)
        else:
            assert {f"r-{row.id}" for row in item.rows} <= set(found["offered"])
            assert set(found["feedback"]) == {f"{word}-{row.id}" for word in ("right", "again") for row in item.rows}


def test_answering_gives_the_score_and_the_feedback_of_what_was_chosen(told):
    for path, item in HELD.items():
        wrong, right = told["items"][path]["tries"]
        assert (wrong["score"], right["score"]) == (0, 1), path
        if isinstance(item, Choice):
            assert right["feedback"] == sorted(f"c-{one.id}" for one in item.alternatives if one.correct)
            assert len(wrong["feedback"]) == 1
            assert wrong["feedback"][0] not in right["feedback"]
        else:
            assert right["feedback"] == sorted(f"right-{row.id}" for row in item.rows)
            assert len(wrong["feedback"]) == len(item.rows)
            assert any(one.startswith("again-") for one in wrong["feedback"])


def test_a_test_for_each_quiz_holds_its_items(told):
    for name, items in told["tests"].items():
        assert items == [f"q-{name}--{Path(path).stem}" for path in HELD if path.startswith(f"items/{name}/")]
    assert set(told["tests"]) == {module.quiz_id for module in REAL.modules.values() if module.quiz_id}


def test_a_key_that_was_spoiled_is_noticed(folder, tmp_path):
    path = next(path for path, item in HELD.items() if isinstance(item, Choice) and not item.multiple)
    text = (folder / path).read_text("utf-8")
    spoiled = re.sub(r"<correct identifier=\"RESPONSE\" ?/>", '<baseValue baseType="identifier">c-none</baseValue>', text)
    assert spoiled != text
    (tmp_path / path).parent.mkdir(parents=True)
    (tmp_path / path).write_text(spoiled, "utf-8")
    assert [one["score"] for one in read_back(tmp_path)["items"][path]["tries"]] == [0, 0]


def test_tries_are_without_limit_and_feedback_is_shown(folder):
    for path in folder.glob("tests/*.xml"):
        control = etree.parse(path).getroot().find(".//{*}itemSessionControl")
        assert control is not None
        assert control.attrib["maxAttempts"] == "0"
        assert control.attrib["showFeedback"] == "true"


def test_what_is_left_out_is_named_in_the_package_and_at_the_command_line(package, capsys, tmp_path):
    export("qti21", REAL, tmp_path)
    said = capsys.readouterr().err
    with zipfile.ZipFile(package) as opened:
        note = opened.read("READ ME FIRST.txt").decode()
    assert said.strip() == note.strip()
    left = {path.removeprefix("items/").removesuffix(".xml") for path in QUESTIONS if path not in HELD}
    assert left
    assert {line.split()[1] for line in note.splitlines() if line.endswith(("(conversation)", "(reflection)"))} == left


def test_the_manifest_lists_every_file_and_every_name_is_one_for_xml(package):
    with zipfile.ZipFile(package) as opened:
        root = etree.fromstring(opened.read("imsmanifest.xml"))
        names = set(opened.namelist())
    listed = [one.attrib["href"] for one in root.iter("{*}file")]
    assert {*listed, "imsmanifest.xml", "READ ME FIRST.txt"} == names
    named = [one.attrib["identifier"] for one in root.iter() if "identifier" in one.attrib]
    assert len(named) == len(set(named))
    assert [one for one in named if not re.fullmatch(r"[A-Za-z_][\w.-]*", one)] == []
    assert {one.attrib["identifierref"] for one in root.iter() if "identifierref" in one.attrib} <= set(named)


def test_one_module_alone_and_the_same_bytes_every_time(tmp_path):
    made = [export("qti21", REAL, tmp_path / name, "client-centered")[0] for name in ("one", "two")]
    assert made[0].name == "side-by-side-qti21-client-centered.zip"
    assert made[0].read_bytes() == made[1].read_bytes()
    with zipfile.ZipFile(made[0]) as opened:
        assert {Path(name).parent.name for name in opened.namelist() if name.startswith("items/")} == {"client-centered"}


def test_a_module_without_such_a_question_is_refused_in_words(course, tmp_path):
    course.replace("docs/modules/plan-together.md", "::: quiz plan-together", "")
    with pytest.raises(ValueError, match="no question here that QTI can hold"):
        export("qti21", known(course.root), tmp_path, "plan-together")
