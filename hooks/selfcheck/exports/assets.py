"""The scripts and styles of the self-checks as plain files, for a host that has no hooks to add them to its pages."""

from __future__ import annotations

import json
from pathlib import Path

from selfcheck.bundle import further_scripts, learn_script, stylesheet, tool_stylesheet
from selfcheck.course import Course

SITE = "document.documentElement.dataset.siteId = {};\n"


def export(course: Course, out: Path, module: str | None = None) -> list[Path]:
    """Write `selfcheck.css`, `tools.css`, `site.js`, which names the site, and the scripts, in the order a page loads them."""
    if module:
        message = "Scripts and styles are those of the whole site: leave --module out."
        raise ValueError(message)
    registry = course.registry
    scripts = [learn_script(registry), *further_scripts(registry).values()]
    files = {
        f"{asset.name.split('/')[-1].split('.')[0]}.css": asset.text for asset in (stylesheet(registry), tool_stylesheet())
    }
    files["site.js"] = SITE.format(json.dumps(course.nav.site_id))
    files |= {f"{asset.name.split('/')[-1].split('.')[0]}.js": asset.text for asset in scripts}
    for name, text in files.items():
        (out / name).write_text(text, "utf-8", newline="\n")
    return [out / name for name in files]
