"""The author's loop: a saved file builds again only the pages that show it, and they are those of a whole build."""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from selfcheck.changed import touched
from selfcheck.links import check_course
from selfcheck.registry import find_kinds
from tests.conftest import TODAY, Course, sample_course
from tests.test_build import tree

URL = "http://127.0.0.1:8000/"
QUIZ = "quizzes/listen-first.yml"
MODULE = "docs/modules/listen-first.md"
WIDE = {"index.md", "assigned.md", "practice/review.md", "practice/record.md", "checklists/index.md"}
WIDE |= {f"supervisors/{name}.md" for name in ("assign", "review", "team")}


class Loop:
    """What `mkdocs serve` does, without its server: one whole build, then `save` after each change."""

    def __init__(self, course: Course) -> None:
        self.course = course
        config = self.whole(course.site)
        self.hook, self.changed = (_hook(config, name) for name in ("mkdocs_hooks.py", "mkdocs_changed.py"))

    def whole(self, site: Path) -> MkDocsConfig:
        config = load_config(str(self.course.root / "mkdocs.yml"), site_dir=str(site))
        config.site_url = URL
        config["dev_addr"] = ("127.0.0.1", 0)  # any free place: nothing is served here
        config.plugins.on_startup(command="serve", dirty=False)
        build(config, serve_url=URL)
        return config

    def save(self) -> set[str] | None:
        """Build what changed; the pages that were built, or None for all of them."""
        self.changed.build(lambda: self.whole(self.course.site))
        built: set[str] | None = self.changed.kept.built
        return built

    def clean(self) -> dict[str, str]:
        """Give the files of a whole build from nothing. What the loop remembers stays as it is."""
        kept = [(held, dict(vars(held))) for held in (self.hook.state, self.changed.kept)]
        with TemporaryDirectory() as folder:
            self.whole(Path(folder))
            files = tree(Path(folder))
        for held, values in kept:
            vars(held).update(values)
        return files

    def page(self, path: str) -> str:
        return (self.course.site / path / "index.html").read_text("utf-8")


def _hook(config: MkDocsConfig, name: str) -> ModuleType:
    hooks: dict[str, ModuleType] = config.hooks  # type: ignore[assignment]  # MkDocs gives a mapping
    return next(module for path, module in hooks.items() if Path(path).name == name)


@pytest.fixture
def loop(course: Course, monkeypatch: pytest.MonkeyPatch) -> Iterator[Loop]:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    made = Loop(course)
    yield made
    made.hook.state.serving = False


def test_a_saved_quiz_builds_its_module_and_the_pages_that_show_all_quizzes(loop, course):
    before = tree(course.site)
    course.replace(QUIZ, "Zebra one. Who knows the story?", "Giraffe. Whose story is it?")
    assert loop.save() == {"modules/listen-first.md", *WIDE}
    assert "Giraffe. Whose story is it?" in loop.page("modules/listen-first")
    after = tree(course.site)
    assert after == loop.clean()
    assert {path for path, digest in after.items() if digest != before[path]} == {
        "modules/listen-first/index.html",
        "practice/review/index.html",
    }


def test_a_saved_page_builds_itself_alone_and_its_part_of_the_search(loop, course):
    course.replace(MODULE, "Waiting is work.", "Okapis wait.\n\n### Longer\n\nAnd longer.")
    assert loop.save() == {"modules/listen-first.md"}
    assert "Okapis wait." in (course.site / "search/search_index.json").read_text("utf-8")
    assert tree(course.site) == loop.clean()


def test_a_saved_checklist_builds_its_page_and_that_of_the_form_that_mirrors_it(loop, course):
    course.replace("checklists/after-talk.yml", "The worker talked less", "The worker spoke less")
    assert loop.save() == {"checklists/after-talk.md", "checklists/watching.md", *WIDE}
    assert tree(course.site) == loop.clean()


def test_the_page_that_holds_all_texts_follows_each_of_them(course, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    course.replace("mkdocs.yml", "  - About:", "  - print.md\n  - About:")
    course.write("docs/print.md", "---\ntitle: All\nnoindex: true\nsearch: {exclude: true}\n---\n\n::: whole-course\n")
    loop = Loop(course)
    course.replace(MODULE, "Waiting is work.", "Waiting works.")
    assert loop.save() == {"modules/listen-first.md", "print.md"}
    assert "Waiting works." in loop.page("print")
    assert tree(course.site) == loop.clean()


def test_an_error_is_told_on_every_page_and_goes_away_without_a_whole_build(loop, course, caplog):
    before = tree(course.site)
    caplog.set_level(logging.INFO, "mkdocs.hooks")
    course.replace(QUIZ, "answer: false", "answer: perhaps")
    assert loop.save() is not None
    assert f"{QUIZ}:29:13: error" in caplog.text
    for path in ("", "modules/plan-together", "about/privacy"):
        assert "The training cannot be published yet" in loop.page(path)
    assert "The training cannot be published yet" in (course.site / "404.html").read_text("utf-8")
    assert tree(course.site) == loop.clean()
    caplog.clear()
    course.replace(QUIZ, "answer: perhaps", "answer: false")
    assert loop.save() is not None
    assert tree(course.site) == before
    assert "Everything is mended." in caplog.text
    course.replace(MODULE, "Waiting is work.", "Waiting works.")
    loop.save()
    assert "error" not in caplog.text


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        pytest.param(lambda one: one.replace("mkdocs.yml", "site_name: S", "site_name: T"), "not only content", id="name"),
        pytest.param(lambda one: one.write("docs/new.md", "# New\n"), "not only content", id="new page"),
        pytest.param(lambda one: one.remove("docs/about/privacy.md"), "not only content", id="page gone"),
        pytest.param(lambda one: one.replace(MODULE, "title: Listen first", "title: Hear first"), "a title", id="title"),
        pytest.param(
            lambda one: one.replace("docs/resources.md", "A guide", "The guide"),
            "this change can show on any page",
            id="resources",
        ),
        pytest.param(
            lambda one: one.replace(MODULE, "\n::: quiz listen-first\n", ""),
            "this change can show on any page",
            id="block gone",
        ),
    ],
)
def test_where_a_change_can_show_anywhere_everything_is_built(loop, course, caplog, change: Callable[[Course], None], reason):
    caplog.set_level(logging.INFO, "mkdocs.hooks")
    change(course)
    assert loop.save() is None
    assert f"Building all pages: {reason}" in caplog.text
    assert tree(course.site) == loop.clean()


def test_a_build_that_fails_is_not_built_upon(loop, course, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(loop.changed, "_build_page", lambda *_, **__: pytest.fail("on purpose"))
        broken.setattr(loop, "whole", lambda _: None)
        course.replace(MODULE, "Waiting is work.", "Waiting works.")
        with pytest.raises(pytest.fail.Exception):
            loop.save()
    assert loop.save() is None
    assert tree(course.site) == loop.clean()


def test_it_can_be_switched_off_and_stands_back_for_plugins_that_see_all_pages(course):
    class Server:
        builder = "MkDocs's own"

    config = Loop(course).whole(course.site)
    changed = _hook(config, "mkdocs_changed.py")
    server = Server()
    changed.on_serve(server, config=config, builder="MkDocs's own")
    assert server.builder != "MkDocs's own"
    for setting in ({"strict": True}, {"plugins": {**config.plugins, "tags": None}}):
        server = Server()
        other = load_config(str(course.root / "mkdocs.yml"))
        other.update(setting)
        changed.on_serve(server, config=other, builder="MkDocs's own")
        assert server.builder == "MkDocs's own"
    course.replace("mkdocs.yml", f", {Path(str(changed.__file__)).as_posix()}", "")
    assert list(map(os.path.basename, load_config(str(course.root / "mkdocs.yml")).hooks)) == ["mkdocs_hooks.py"]


# Random edits

FILES = sorted(
    path.relative_to(Path(__file__).parent / "sample").as_posix()
    for pattern in ("docs/**/*.md", "quizzes/*.yml", "checklists/*.yml", "mkdocs.yml")
    for path in (Path(__file__).parent / "sample").glob(pattern)
)
PLACES = st.tuples(st.sampled_from(FILES), st.floats(0, 1, exclude_max=True))
WORDS = st.sampled_from(["okapi", "*okapi*", "", "Okapi: yes", "\n\n## Okapi\n\n", "::: quiz plan-together", "12", "- a"])
EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), PLACES, WORDS),  # in place of a word
        st.tuples(st.just("line"), PLACES, WORDS),  # in place of a line
        st.tuples(st.just("back"), PLACES, st.just("")),  # the file as it was
    ),
    min_size=1,
    max_size=4,
)


def edit(course: Course, good: dict[str, str], what: str, file: str, where: float, word: str) -> None:
    text = (course.root / file).read_text("utf-8")
    if what == "back":
        text = good[file]
    elif what == "line":
        lines = text.split("\n")
        lines[int(where * len(lines))] = word
        text = "\n".join(lines)
    elif spans := [match.span() for match in re.finditer(r"\w+", text)]:
        start, end = spans[int(where * len(spans))]
        text = text[:start] + word + text[end:]
    course.write(file, text)


def follow(edits: list[tuple[str, tuple[str, float], str]]) -> None:
    """Make the edits in a fresh course, and build after each."""
    with TemporaryDirectory() as folder:
        course = sample_course(Path(folder) / "course")
        good = {file: (course.root / file).read_text("utf-8") for file in FILES}
        loop = Loop(course)
        try:
            for what, (file, where), word in edits:
                edit(course, good, what, file, where, word)
                _same_or_equally_refused(loop)
        finally:
            loop.hook.state.serving = False


def _same_or_equally_refused(loop: Loop) -> None:
    """Compare with a whole build. What MkDocs itself cannot build, as a configuration without a name, it refuses both times."""
    try:
        loop.save()
    except Exception as refused:  # noqa: BLE001 (MkDocs raises what it likes)
        with pytest.raises(type(refused)):
            loop.clean()
    else:
        assert tree(loop.course.site) == loop.clean()


@pytest.fixture
def same_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")


SETTINGS = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(SETTINGS, max_examples=4)
@given(EDITS)
def test_after_random_edits_the_site_is_that_of_a_clean_build_byte_for_byte(same_time, edits):
    follow(edits)


@pytest.mark.matrix
@settings(SETTINGS, max_examples=150)
@given(EDITS)
def test_after_many_random_edits_the_site_is_that_of_a_clean_build_byte_for_byte(same_time, edits):
    follow(edits)


# The check reads what changed


def test_with_a_memory_the_check_finds_what_it_finds_without(course):
    registry, memory = find_kinds(), {}  # type: ignore[var-annotated]  # a Memory
    first, problems = check_course(course.root, registry, TODAY, memory)
    assert problems == course.check()
    for old, new in (("false", "perhaps"), ("perhaps", "false"), ("false", "false\n    promt: S")):
        course.replace(QUIZ, f"answer: {old}", f"answer: {new}")
        read, problems = check_course(course.root, registry, TODAY, memory)
        assert problems == course.check()
        first = read
    assert first.quizzes["listen-first"].length == 3


def test_what_did_not_change_is_the_same_record(course):
    for file in course.root.rglob("*.*"):
        os.utime(file, (time.time() - 60,) * 2)
    registry, memory = find_kinds(), {}  # type: ignore[var-annotated]  # a Memory
    before, _ = check_course(course.root, registry, TODAY, memory)
    course.replace(QUIZ, "Zebra one.", "Giraffe.")
    after, _ = check_course(course.root, registry, TODAY, memory)
    same = {name for name in before.quizzes if before.quizzes[name] is after.quizzes[name]}
    assert same == {"plan-together"}
    assert all(before.pages[path] is after.pages[path] for path in before.pages)
    assert touched(before, before) == set()
    assert touched(before, replace(after, quizzes=before.quizzes)) == set()
