"""What is made from other files is current, and everything an author can write or meet is documented."""

from __future__ import annotations

import json

import pytest

from selfcheck import blocks, cli, reference, schema
from selfcheck.registry import find_kinds
from tests.conftest import ROOT

AUTHORS = ROOT / "docs" / "authors"
PAGES = reference.reference()
SCHEMAS = schema.schemas()


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_page_of_the_reference_is_current(name):
    assert (AUTHORS / name).read_text("utf-8") == PAGES[name], "run: selfcheck reference"


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_current(name):
    assert json.loads((schema.SCHEMAS / name).read_text("utf-8")) == SCHEMAS[name], "run: selfcheck schema"


def test_every_code_kind_and_block_is_in_the_reference():
    registry = find_kinds()
    assert [code for code in registry.catalogue.rules if f"### {code}\n" not in PAGES["problems.md"]] == []
    assert [name for name in registry.kinds if f"kind: {name}" not in PAGES["questions.md"]] == []
    assert [name for name in blocks.BLOCKS if f"`::: {name}" not in PAGES["keys.md"]] == []


def test_every_command_is_in_the_guide():
    guide = "\n".join(path.read_text("utf-8") for path in [*AUTHORS.glob("*.md"), ROOT / "CONTRIBUTING.md"])
    assert [name for name in cli.main.commands if f"selfcheck {name}" not in guide] == []
