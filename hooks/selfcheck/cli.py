"""The `selfcheck` command: check the course, start a file, hand the course over, write what is made from other files."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from selfcheck import exports, portable
from selfcheck.content import find_root
from selfcheck.garbage import stays_to_the_end
from selfcheck.links import check_course
from selfcheck.lock import write_lock
from selfcheck.problems import Problem, Severity, as_github, as_json, as_text, summary
from selfcheck.reference import FOLDER
from selfcheck.reference import reference as pages
from selfcheck.schema import SCHEMAS, schemas
from selfcheck.start import START, next_step, start

FORMATS: dict[str, Callable[[list[Problem]], str]] = {
    "text": as_text,
    "github": lambda problems: as_github(problems, _in_repository(_root())),
    "json": as_json,
}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Check and extend the course you are in (the nearest folder upwards with mkdocs.yml)."""


def _root() -> Path:
    try:
        return find_root(Path.cwd())
    except FileNotFoundError as error:
        message = f"This is not inside a course: {error}. Go to the folder that holds mkdocs.yml and try again."
        raise click.UsageError(message) from None


def _in_repository(root: Path) -> str:
    """Say where the course stands in the repository that GitHub checks, which need not be at its top: “training/”."""
    top = Path(os.environ.get("GITHUB_WORKSPACE") or root).resolve()
    inside = root.resolve().relative_to(top).as_posix() if root.resolve().is_relative_to(top) else "."
    return "" if inside == "." else f"{inside}/"


@main.command()
@click.option("--strict", is_flag=True, help="Let warnings fail the check too.")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="How to print what was found.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The date that review dates are compared with.")
@click.option("--accept", is_flag=True, help="Write the ids of a course without errors into ids.lock.")
def check(form: str, today: dt.datetime | None, *, strict: bool, accept: bool) -> None:
    """Check every content file. Exit code 0: clean, 1: problems, 2: wrong usage."""
    course, problems = check_course(_root(), today=today.date() if today else None)
    stays_to_the_end()
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    failed = any(problem.severity in failing for problem in problems)
    if accept and any(problem.severity is Severity.ERROR for problem in problems):
        click.echo("ids.lock is not written, because there are errors. Mend them, then accept again.", err=True)
    elif accept:
        new = write_lock(course)
        problems = [problem for problem in problems if problem.code != "id-not-locked"]
        click.echo(f"ids.lock is written; {len(new)} new.", err=True)
    text = FORMATS[form](problems)
    if text:
        click.echo(text)
    if form == "text":
        click.echo(("\n" if text else "") + summary(problems) + ".")
    sys.exit(1 if failed else 0)


@main.command()
@click.argument("kind", type=click.Choice(list(START)))
@click.argument("name")
def new(kind: str, name: str) -> None:
    """Write a valid, commented start of a quiz, module or checklist called NAME."""
    try:
        for path in start(kind, name, _root()):
            click.echo(f"Wrote {path}")
        click.echo(next_step(kind, name))
    except (FileExistsError, ValueError) as error:
        raise click.UsageError(str(error)) from None


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 1 when a schema is stale.")
def schema(*, only_check: bool) -> None:
    """Write the JSON Schemas: those that let editors complete and underline content files, and the course as JSON."""
    made = schemas() | {"course.json": portable.schema()}
    texts = {name: json.dumps(content, ensure_ascii=False, indent=1) + "\n" for name, content in made.items()}
    _write({SCHEMAS / name: text for name, text in texts.items()}, only_check=only_check)


@main.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; exit code 1 when a page is stale.")
def reference(*, only_check: bool) -> None:
    """Write the author's reference (problems, questions, keys) into docs/authors/."""
    folder = _root() / FOLDER
    _write({folder / name: text for name, text in pages().items()}, only_check=only_check)


@main.command("export")
@click.argument("name", type=click.Choice(exports.names()))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("build"), help="The folder for it (build)."
)
@click.option("--module", help="One module only, by its id.")
def export_(name: str, out: Path, module: str | None) -> None:
    """Hand the course over as NAME. Nothing is written while the content has errors."""
    course, problems = check_course(_root())
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        click.echo(f"{as_text(errors)}\n\n{summary(errors)}. Nothing was written.")
        sys.exit(1)
    if module and module not in course.modules:
        message = f"There is no module “{module}”. These are there: {', '.join(course.modules)}."
        raise click.UsageError(message)
    try:
        for path in exports.export(name, course, out, module):
            click.echo(f"Wrote {path}")
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _write(files: Mapping[Path, str], *, only_check: bool) -> None:
    """Write files that are made from others, or only say which are stale."""
    stale = [path for path, text in files.items() if not path.is_file() or path.read_text("utf-8") != text]
    for path in [] if only_check else stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], "utf-8", newline="\n")
    click.echo(f"{'Stale' if only_check else 'Written'}: {', '.join(path.name for path in stale) or 'none'}.")
    sys.exit(1 if only_check and stale else 0)
