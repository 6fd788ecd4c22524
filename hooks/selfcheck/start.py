"""Starts of new content files: valid as written, with a comment where an author has something to decide."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from selfcheck.shape import ID_LENGTH, ID_PATTERN

# As authors may write them, with quotes or without.
NUMBER = re.compile(r"^number: *[\"']?(\d+(?:\.\d+)*)", re.MULTILINE)
SOURCE = re.compile(r"^ *-? *\{? *id: *[\"']?([\w-]+)", re.MULTILINE)

QUIZ = """\
# yaml-language-server: $schema=../hooks/selfcheck/schemas/quiz.json
id: {name}                       # the same as this file's name, forever
title: "{title}"
questions:
  - id: first-question           # stable forever: answers are kept under it, so reword the prompt as often as you like
    kind: single_choice          # or another kind: see “Kinds of question” in the guide for authors
    objective: first-objective   # an objective of the module that places this quiz
    prompt: Which of these does the module ask you to do first?
    options:
      - text: Tell the person what to do.
        feedback: That is quick, and the plan is then yours. Who will carry it out?
        misconception: The worker knows best.     # the idea behind a choice that is not right; learners never see it
      - text: Ask the person what matters.
        correct: true
        feedback: A plan holds when it starts from what the person wants.
      - text: Look up the nearest open place.
        feedback: A place may help later. What would you need to know before you offer it?
        misconception: Any service is better than none.
    hints:                       # optional; the first shows after the second try that was not right
      - Think of who has to live with the plan.
"""

MODULE = """\
---
# yaml-language-server: $schema={up}../../hooks/selfcheck/schemas/module.json
id: {name}                 # the same as this file's name, forever
number: "{number}"                # in quotes; the order of nav: in mkdocs.yml must agree
title: "{title}"
section: {section}
tagline: A few words for the path on the home page
lede: The main point of the module, in one or two sentences.
minutes: 20
audience: FSS, ROSS and TANF coordinators
objectives:                # each completes “After this module you can …”
  - id: first-objective
    text: say what comes first in a conversation
sources: [{source}]        # ids from docs/about/sources.md
last_reviewed: {today}
---

Start with a scene that a tired coordinator knows. Then the main point, in plain words.

## What to try tomorrow

One thing, with the words to say it.

::: quiz {name}
"""


CHECKLIST = """\
# yaml-language-server: $schema=../hooks/selfcheck/schemas/checklist.json
id: {name}                       # the same as this file's name, forever
title: "{title}"
for: worker                      # who fills it in: worker or supervisor
lede: What to look at after a conversation. There are no right answers and no total.
when: Right after a conversation
minutes: 5
scales:
  how-much:                      # as many scales as you need, each with its points in order
    - {{id: not-yet, label: Not yet}}
    - {{id: sometimes, label: Sometimes}}
    - {{id: mostly, label: Mostly}}
    - {{id: does-not-apply, label: Does not apply, not_applicable: true}}
fields:                          # what to fill in for every item that does not say otherwise
  - {{type: rating, scale: how-much}}
groups:
  - id: first-group
    title: Being with the person
    items:
      - id: first-item           # stable forever: answers are kept under it
        text: I asked what matters before I offered anything.
        look_for: a question, and time to answer it
        watch_for: a leaflet in the first minute
reflection:                      # optional: questions to write about
  - {{id: surprise, text: What surprised me?}}
plan:                            # optional: a plan for one goal
  - {{id: goal, label: One thing to try}}
  - {{id: look-again, label: When I look again, type: date}}
"""

CHECKLIST_PAGE = """\
---
title: "{title}"
---

::: checklist {name}
"""


def start(kind: str, name: str, root: Path) -> list[str]:
    """Write the start of a `quiz`, `module` or `checklist` and return the paths written. A module brings its quiz.

    Raises ValueError for a name that cannot be an id, FileExistsError rather than overwrite anything.
    """
    if not re.fullmatch(ID_PATTERN, name) or len(name) > ID_LENGTH:
        message = f"“{name}” cannot be a name. Use small letters, digits and single hyphens, as in “first-meeting”."
        raise ValueError(message)
    files = dict(START[kind](name, root))
    for path in files:
        if (root / path).exists():
            message = f"{path} exists already. Choose another name, or edit that file."
            raise FileExistsError(message)
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8", newline="\n")
    return list(files)


def next_step(kind: str, name: str) -> str:
    """Say what an author does after the files are written."""
    if kind == "quiz":
        return f"Now place it: write “::: quiz {name}” on a line of its own in its module."
    return f"Now add “- {_folder(name)}{kind}s/{name}.md” under nav: in mkdocs.yml, where people should meet it."


def _folder(name: str) -> str:
    """An agency's own pages stand apart, so that updates never touch them."""
    return "local/" if name.startswith("local-") else ""


def _title(name: str) -> str:
    return name.removeprefix("local-").replace("-", " ").capitalize()


def _quiz(name: str, _root: Path) -> Iterator[tuple[str, str]]:
    yield f"quizzes/{name}.yml", QUIZ.format(name=name, title=_title(name))


def _module(name: str, root: Path) -> Iterator[tuple[str, str]]:
    text = MODULE.format(
        name=name,
        up="../" if _folder(name) else "",
        title=_title(name),
        number=_next_number(root),
        section="Practice",
        source=_first_source(root),
        today=dt.datetime.now(dt.UTC).date().isoformat(),
    )
    yield f"docs/{_folder(name)}modules/{name}.md", text
    yield from _quiz(name, root)


def _checklist(name: str, _root: Path) -> Iterator[tuple[str, str]]:
    yield f"checklists/{name}.yml", CHECKLIST.format(name=name, title=_title(name))
    yield f"docs/{_folder(name)}checklists/{name}.md", CHECKLIST_PAGE.format(name=name, title=_title(name))


def _next_number(root: Path) -> str:
    """Take the number after the highest one, so that the new module stands last."""
    texts = (path.read_text("utf-8", errors="replace") for path in (root / "docs").glob("**/modules/*.md"))
    numbers = [tuple(map(int, found[1].split("."))) for text in texts if (found := NUMBER.search(text))]
    if not numbers:
        return "1.1"
    *first, last = max(numbers)
    return ".".join(map(str, (*first, last + 1)))


def _first_source(root: Path) -> str:
    path = root / "docs" / "about" / "sources.md"
    found = SOURCE.search(path.read_text("utf-8", errors="replace")) if path.is_file() else None
    return found[1] if found else "first-source"


START: dict[str, Callable[[str, Path], Iterator[tuple[str, str]]]] = {
    "quiz": _quiz,
    "module": _module,
    "checklist": _checklist,
}
