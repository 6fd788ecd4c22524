"""Every word the interface says stands in a words file; every word in a words file is said somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
import pytest
from jinja2 import nodes

from selfcheck.bundle import FURTHER
from selfcheck.registry import KINDS, WORDS, find_kinds, load_words
from tests.conftest import ROOT

PACKAGE = ROOT / "hooks" / "selfcheck"
THEME = ROOT / "hooks" / "theme"
SHARED = load_words(WORDS / "en.yml")
SPOKEN = {name: group for part in ("script", *FURTHER) for name, group in SHARED[part].items()}
OWN = {name: kind.words for name, kind in find_kinds().kinds.items()}
THEMES = load_words(THEME / "words.yml")
PLURAL = {"zero", "one", "two", "few", "many", "other"}

TEMPLATES = sorted([*PACKAGE.rglob("*.html"), *THEME.rglob("*.html")])
SCRIPTS = sorted([*PACKAGE.glob("web/*.js"), *PACKAGE.glob("pages/*/*.js"), *KINDS.glob("*/browser.js")])

Path_ = tuple[str, ...]


def leaves(words: object, path: Path_ = ()) -> Iterator[Path_]:
    """Yield the path of each word; the forms of a plural are one word."""
    if isinstance(words, Mapping) and not (set(words) <= PLURAL and "other" in words):
        for key, inner in words.items():
            yield from leaves(inner, (*path, key))
    else:
        yield path


def chains(node: nodes.Node, *, inside: bool = False) -> Iterator[Path_]:
    """Yield every a.b.c of a template as its parts, the longest only."""
    path = chain(node)
    if path and not inside:
        yield path
    for child in node.iter_child_nodes():
        yield from chains(child, inside=bool(path) and isinstance(child, nodes.Getattr | nodes.Getitem | nodes.Name))


def chain(node: nodes.Node) -> Path_ | None:
    if isinstance(node, nodes.Name):
        return (node.name,)
    if isinstance(node, nodes.Getattr):
        before = chain(node.node)
        return (*before, node.attr) if before else None
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        before = chain(node.node)
        return (*before, str(node.arg.value)) if before else None
    return None


def said_in(path: Path) -> Iterator[tuple[str, Path_]]:
    """Yield the words a template says, as (words file, path); aliases such as {% set said = words.quiz %} are followed."""
    tree = jinja2.Environment().parse(path.read_text("utf-8"))  # noqa: S701 (nothing is rendered)
    roots: dict[str, tuple[str, Path_]] = {
        "words": ("shared", ("page",)),
        "own": ("own", ("page",)),
        "w": ("theme", ("shell",)),
    }
    for assign in tree.find_all(nodes.Assign):
        target, source = chain(assign.target), chain(assign.node)
        if target and source and source[0] in roots and len(target) == 1:
            file, base = roots[source[0]]
            roots[target[0]] = (file, (*base, *source[1:]))
    for parts in chains(tree):
        if parts[0] in roots and len(parts) > 1:
            file, base = roots[parts[0]]
            yield file, (*base, *parts[1:])


def resolve(words: object, path: Path_) -> Path_ | None:
    """Follow a path to a word; what stands behind a word (.format) is Python's. None where there is no such word."""
    for index, part in enumerate(path):
        if isinstance(words, str | list):
            return path[:index]
        if not isinstance(words, Mapping) or part not in words:
            return None
        words = words[part]
    return path


SAID = [(path, file, parts) for path in TEMPLATES for file, parts in said_in(path)]
SAID_IDS = [f"{path.name}: {'.'.join(parts[1:])}" for path, _, parts in SAID]


@pytest.mark.parametrize(("path", "file", "parts"), SAID, ids=[f"{number} {name}" for number, name in enumerate(SAID_IDS)])
def test_every_word_a_template_says_is_there(path, file, parts):
    owners = [path.parent.name] if path.parent.name in OWN else list(OWN)  # a shared template is said by every kind
    holders: list[Any] = [OWN[name] for name in owners] if file == "own" else [SHARED if file == "shared" else THEMES]
    for words in holders:
        assert resolve(words, parts), f"{path.name} says {'.'.join(parts)}"


def used_in_templates(file: str, words: object) -> set[Path_]:
    found = {resolve(words, parts) for _, where, parts in SAID if where == file}
    return {path for path in found if path}


def is_said(path: Path_, said: set[Path_]) -> bool:
    """A word is said where it is named, or where the group it stands in is handed on whole."""
    return any(path[: len(one)] == one for one in said)


@pytest.mark.parametrize("path", list(leaves(SHARED["page"], ("page",))), ids=".".join)
def test_every_word_for_templates_is_said(path):
    assert is_said(path, used_in_templates("shared", SHARED))


@pytest.mark.parametrize("path", list(leaves(THEMES)), ids=".".join)
def test_every_word_of_the_theme_is_said(path):
    assert is_said(path, used_in_templates("theme", THEMES))


@pytest.mark.parametrize(
    ("kind", "path"),
    [(name, path) for name, words in OWN.items() for path in leaves(words.get("page", {}), ("page",))],
    ids=lambda value: value if isinstance(value, str) else ".".join(value),
)
def test_every_word_of_a_kind_for_templates_is_said(kind, path):
    own = {resolve(OWN[kind], parts) for where, file, parts in SAID if file == "own" and where.parent.name in {kind, "web"}}
    assert is_said(path, {one for one in own if one})


LITERAL = re.compile(r"[\"'`]([a-z_]+(?:\.[a-z_]+)*)[\"'`]")
CALL = re.compile(r"\b(?:word|told)\(((?:[^()]|\([^()]*\))*)\)?")
GROUP = re.compile(r"`([a-z_]+(?:\.[a-z_]+)*)\.\$\{")
OF_DATA = {"worker", "supervisor"}  # what `for:` of a checklist says


def group_of(words: object, name: str) -> Mapping[str, object] | None:
    """Give the group of words behind a dotted name, if there is one."""
    for part in name.split("."):
        words = words.get(part) if isinstance(words, Mapping) else None
    return words if isinstance(words, Mapping) else None


def literals(*files: Path) -> set[str]:
    return {match for path in files for match in LITERAL.findall(path.read_text("utf-8"))}


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_word_a_script_says_is_there(path):
    text = path.read_text("utf-8")
    script = SPOKEN
    for call in CALL.findall(text):
        first = call.split("{")[0] if "`" not in call else ""
        for name in LITERAL.findall(first):
            assert resolve(script, tuple(name.split("."))), f"{path.name} says {name}"
    for name in GROUP.findall(text):
        assert name == "this.kind" or group_of(script, name), f"{path.name} says something of {name}"


@pytest.mark.parametrize("path", list(leaves(SPOKEN)), ids=".".join)
def test_every_word_for_scripts_is_said(path):
    files = [one for one in SCRIPTS if one.parent.parent != KINDS]
    named = literals(*files)
    grouping = [text for one in files if ".".join(path[:-1]) in GROUP.findall(text := one.read_text("utf-8"))]
    behind = re.compile(rf"\.{path[-1]}\b")
    in_group = path[-1] in named | OF_DATA or any(behind.search(text) for text in grouping)
    assert ".".join(path) in named or (grouping and in_group)


@pytest.mark.parametrize(
    ("kind", "name"), [(name, word) for name, words in OWN.items() for word in words.get("script", {})], ids=str
)
def test_every_word_of_a_kind_for_scripts_is_said(kind, name):
    shared = [one for one in SCRIPTS if one.parent.name == "web"]
    assert name in literals(KINDS / kind / "browser.js", *shared)


@pytest.mark.parametrize("kind", sorted(OWN))
def test_every_word_a_kinds_script_says_is_there(kind):
    text = (KINDS / kind / "browser.js").read_text("utf-8")
    for name in re.findall(r"this\.words\(\"([a-z_.]+)\"", text):
        assert resolve(OWN[kind].get("script", {}), tuple(name.split("."))), f"{kind} says {name}"


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_no_script_says_a_sentence_of_its_own(path):
    """A string with two words and a capital letter or a full stop is one that a person would read."""
    text = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)
    strings = re.findall(r"\"((?:[^\"\\\n]|\\.)*)\"", text)
    spoken = [one for one in strings if re.search(r"[A-Z][a-z]+ [a-z]|[a-z] [a-z]+[.!?]$", one)]
    assert spoken == []
