"""The training for an LMS (SCORM 1.2): one package with everything, and one for each module, each a single unit to assign.

What a package sends is in lms/scorm.js: that the training was begun or finished, and the ids of what is finished.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from selfcheck.course import Course, Module
from selfcheck.packing import built, for_anywhere, moment, pack, setting
from selfcheck.render import fill

HERE = Path(__file__).with_name("lms")
LIMIT = 4096  # characters of suspend_data that SCORM 1.2 promises
MANIFEST = """\
<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="{id}" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2" \
xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata>
    <schema>ADL SCORM</schema>
    <schemaversion>1.2</schemaversion>
  </metadata>
  <organizations default="{id}-organization">
    <organization identifier="{id}-organization">
      <title>{title}</title>
      <item identifier="{id}-item" identifierref="{id}-resource" isvisible="true">
        <title>{title}</title>
      </item>
    </organization>
  </organizations>
  <resources>
    <resource identifier="{id}-resource" type="webcontent" adlcp:scormtype="sco" href="scorm/launch.html">
{files}
    </resource>
  </resources>
</manifest>
"""


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `<site>-scorm12.zip` and `<site>-scorm12-<module>.zip` for each module; with `module`, that one alone."""
    everything = list(course.modules.values())
    packages: list[tuple[Module | None, list[Module]]] = [(one, [one]) for one in everything if module in (None, one.id)]
    if module is None:
        packages.insert(0, (None, everything))
    for _, modules in packages:
        _see_that_it_fits(course, modules)
    with built(course, site_url="", extra={"generator": False}) as site:
        files = for_anywhere(site, search=True)
        for name, path in files.items():
            if path.suffix == ".html":
                _add_script(path, "../" * (name.count("/") + 1))
        return [_package(course, out, files, one, modules) for one, modules in packages]


def everything_done(course: Course, modules: Sequence[Module]) -> str:
    """Give suspend_data as it is when all of these modules are finished: the longest it can be."""
    quizzes = [course.quizzes[one.quiz_id] for one in modules if one.quiz_id in course.quizzes and one.quiz_id]
    done = [f"{quiz.id}./{','.join(question.id for question in quiz.questions)}" for quiz in quizzes]
    return "|".join(("1", *done, *(f"-{one.id}" for one in modules if one.quiz_id not in course.quizzes)))


def _see_that_it_fits(course: Course, modules: Sequence[Module]) -> None:
    length = len(everything_done(course, modules))
    if length > LIMIT:
        raise ValueError(
            f"An LMS keeps {LIMIT} characters for each person, and the names of all questions take {length}. "
            "Export the modules one by one with --module, or shorten the ids of questions that nobody has answered yet."
        )


def _add_script(page: Path, up: str) -> None:
    text = page.read_text("utf-8")
    script = f'<script src="{up}scorm/page.js" defer></script>\n</head>'
    page.write_text(text.replace("</head>", script, 1), "utf-8", newline="\n")


def _package(course: Course, out: Path, site: Mapping[str, Path], module: Module | None, modules: Sequence[Module]) -> Path:
    name = f"{course.nav.site_id}-scorm12{'-' + module.id if module else ''}"
    title = module.front.title if module else setting(course, "site_name")
    words = course.registry.words["export"]["lms"]
    start = f"{module.address}index.html" if module else "index.html"
    launch = (HERE / "launch.html").read_text("utf-8")
    shown = {
        "title": title,
        "language": setting(course, "theme", "language") or "en",
        "start": start,
        "no_script": words["no_script"],
    }
    files: dict[str, Path | str] = {f"site/{path}": file for path, file in site.items()}
    files |= {f"scorm/{one}": HERE / one for one in ("scorm.js", "page.js", "launch.css")}
    files["scorm/launch.html"] = fill(launch, **{key: escape(text) for key, text in shown.items()})
    files["scorm/course.js"] = _course_script(course, modules, words)
    listed = "\n".join(f'      <file href="{quote(path)}"/>' for path in sorted(files))
    files["imsmanifest.xml"] = MANIFEST.format(id=name, title=escape(title), files=listed)
    return pack(files, out / f"{name}.zip", moment(course))


def _course_script(course: Course, modules: Sequence[Module], words: Mapping[str, Any]) -> str:
    """Write what scorm.js has to know: what has to be finished, by its ids now and before."""
    quizzes = {one.id: course.quizzes[one.quiz_id] for one in modules if one.quiz_id in course.quizzes and one.quiz_id}
    alone = [one.front for one in modules if one.id not in quizzes]
    known = {
        "site": course.nav.site_id,
        "quizzes": [{"ref": quiz.ref, "questions": quiz.question_refs} for quiz in quizzes.values()],
        "modules": [f"{one.id}={one.was}" if one.was else one.id for one in alone],
        "words": {name: words[name] for name in ("footer", "home", "home_text", "page")},
    }
    return f"window.sideBySideCourse = {json.dumps(known, ensure_ascii=False, indent=1)};\n"
