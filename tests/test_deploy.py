"""The ways of publishing that docs/authors/deploy.md describes, each gone through: below another site, an update, GitHub Pages.

The ready zip is tried in test_export_release.py, the headers of nginx in test_policy.py, the package for an LMS in
test_export_scorm12.py.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import expect

from selfcheck.exports import export
from selfcheck.policy import policy
from tests.conftest import ROOT, Course, sample_course
from tests.nginx import nginx
from tests.packages import known, links_of, unpack
from tests.test_policy import ask

OWN_PAGE = "---\ntitle: Our agency\ndescription: Who to ask.\n---\n\nAsk Kim first.\n"
OWN_ENTRY = "  - Our agency: local/index.md\n  - About:"
OWN = ("docs/local", "quizzes/local-*", "checklists/local-*", "letters/local-*")  # as docs/authors/your-agency.md says


def publish(course: Course, place: Path) -> None:
    """Do what the guide says: unpack the new site beside the old one, then let it take its place."""
    beside = place.with_name("new")
    unpack(export("release", known(course.root), course.root / "build")[0], beside)
    shutil.rmtree(place, ignore_errors=True)
    beside.rename(place)


def updated(old: Course, new: Course) -> Course:
    """Do what the guide says without Git: copy one's own files into the new version, and join mkdocs.yml."""
    for pattern in OWN:
        for path in old.root.glob(pattern):
            target = new.root / path.relative_to(old.root)
            shutil.copytree(path, target) if path.is_dir() else shutil.copyfile(path, target)
    new.replace("mkdocs.yml", "  - About:", OWN_ENTRY)
    return new


@pytest.fixture(scope="module")
def agency(tmp_path_factory) -> Course:
    """A course with a page of the agency's own."""
    course = sample_course(tmp_path_factory.mktemp("agency") / "course")
    course.write("docs/local/index.md", OWN_PAGE)
    course.replace("mkdocs.yml", "  - About:", OWN_ENTRY)
    return course


@pytest.fixture
def web(tmp_path) -> Iterator[tuple[Path, str]]:
    """A folder that nginx serves, and its address."""
    folder = tmp_path / "web"
    folder.mkdir()
    (tmp_path / "nginx").mkdir()
    with nginx(folder, tmp_path / "nginx") as address:
        yield folder, address


def test_below_another_site_an_update_loses_neither_progress_nor_the_agencys_own_pages(agency, web, page, tmp_path):
    folder, address = web
    publish(agency, folder / "training")
    answered, headers = ask(address, "training/modules/plan-together/")
    assert (answered, headers["Content-Security-Policy"]) == (200, policy(header=True))
    assert ask(address, "training")[0] == 301
    page.goto(f"{address}training/modules/plan-together/")
    question = page.locator(".sbs-q[data-id=whose-words]")
    question.locator("label", has_text="The owner's").click()
    question.get_by_role("button", name="Check answer").click()
    page.locator(".sbs-end:not([hidden])").wait_for()

    newer = sample_course(tmp_path / "newer")
    newer.replace("docs/modules/plan-together.md", "\n---\n", "\n---\n\nA sentence of the new version.\n")
    publish(updated(agency, newer), folder / "training")

    page.goto(f"{address}training/")
    expect(page.locator("[data-module=plan-together] [data-status]")).to_have_text("Done")
    page.goto(f"{address}training/modules/plan-together/")
    expect(page.get_by_text("A sentence of the new version.")).to_be_visible()
    expect(page.locator(".sbs-end")).to_be_visible()
    page.get_by_role("link", name="Our agency").first.click()
    expect(page.get_by_text("Ask Kim first.")).to_be_visible()


def test_the_workflow_for_github_pages_runs_what_the_makefile_has_and_only_when_asked():
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text("utf-8"))
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    commands = [step["run"] for step in build["steps"] if "run" in step]
    targets = (ROOT / "Makefile").read_text("utf-8")
    assert commands == ["make check", "make build"]
    assert all(f"\n{command.removeprefix('make ')}: " in targets for command in commands)
    assert build["steps"][-1]["with"] == {"path": "site"}
    assert build["if"] == "vars.PUBLISH_TO_PAGES == 'true'"
    assert workflow["permissions"] == {"contents": "read"}
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["needs"] == "build"


def test_with_its_address_told_the_page_for_what_is_not_there_finds_its_style_below_a_repositorys_name(course):
    """GitHub Pages sends 404.html from every depth, so nothing in it may be relative."""
    course.replace("mkdocs.yml", "site_description", "site_url: https://agency.github.io/training/\nsite_description")
    site = course.build()
    addresses = [one for one in links_of((site / "404.html").read_text("utf-8")) if not one.startswith(("#", "http"))]
    assert len(addresses) > 5
    assert [one for one in addresses if not one.startswith("/training/")] == []
    assert not list(site.rglob(".*"))  # the upload leaves hidden files out
