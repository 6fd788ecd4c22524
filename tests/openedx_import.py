"""Lets the SCORM XBlock of Open edX take a package in, and prints what it made of it as JSON.

It runs in an environment of its own (see test_export_scorm12_outside.py): Django and the XBlock are no business of ours.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import django
from django.conf import settings


def taken_in(package: Path, folder: Path) -> dict[str, object]:
    """Import a package as an author of a course does, then report what the package reports when all is done."""
    settings.configure(MEDIA_ROOT=str(folder), USE_TZ=True, TEMPLATES=[])
    django.setup()
    # Django has to be configured before these are read.
    from django.core.files.storage import FileSystemStorage  # noqa: PLC0415
    from openedxscorm.scormxblock import ScormXBlock  # noqa: PLC0415
    from xblock.field_data import DictFieldData  # noqa: PLC0415

    published: list[str] = []
    runtime = Mock()
    runtime.publish.side_effect = lambda _block, name, _data: published.append(name)
    runtime.service.side_effect = lambda _block, name: {} if name == "settings" else Mock()
    names = SimpleNamespace(usage_id=Mock(), def_id=Mock(), block_type="scorm", user_id=1)
    block = ScormXBlock(runtime, DictFieldData({"has_score": False}), names)
    block._storage = FileSystemStorage(location=str(folder))
    block.location = SimpleNamespace(org="agency", course="training", block_type="scorm", block_id="1")
    with package.open("rb") as file:
        block.update_package_meta(file)
        block.extract_package(file)
    block.update_package_fields()
    request = SimpleNamespace(range=None)
    pages = [
        block.assets_proxy(request, path).status_code for path in (block.index_page_path, "site/index.html", "scorm/scorm.js")
    ]
    block.track_set_value = Mock()  # its log is about a person, and there is none
    for name, value in (("cmi.suspend_data", "1"), ("cmi.core.lesson_status", "completed")):
        block.set_value({"name": name, "value": value})
    return {
        "version": block.scorm_version,
        "index": block.index_page_path,
        "warnings": block.package_warnings,
        "pages": pages,
        "status": block.lesson_status,
        "published": published,
    }


if __name__ == "__main__":
    print(json.dumps(taken_in(Path(sys.argv[1]), Path(sys.argv[2]))))  # noqa: T201 (the test reads it)
