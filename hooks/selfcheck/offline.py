"""The worker that keeps a copy of the built site in the browser, so that the training goes on without a network."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

WORKER = "worker.js"
HERE = Path(__file__).parent
KEPT = {".html", ".css", ".js", ".json", ".svg", ".png", ".jpg", ".webp", ".vtt"}
LEFT = (WORKER, "404.html", "authors/")


def kept_files(site: Path) -> dict[str, Path]:
    """Give what the copy holds, by address below the site's root: pages, scripts, styles, pictures, the search index.

    Videos, PDFs and packages are left out, and so is what only authors read.
    """
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.suffix in KEPT}
    return {name.removesuffix("index.html") or "./": path for name, path in files.items() if not name.startswith(LEFT)}


def worker(site: Path, site_id: str, *, wanted: bool = True) -> str:
    """Write the worker's text. Its cache is named by what all files hold; one that is not `wanted` ends an earlier one."""
    files = kept_files(site) if wanted else {}
    digest = hashlib.sha256()
    for name, path in files.items():
        digest.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    cache = f"side-by-side-{site_id}-{digest.hexdigest()[:12]}"
    head = f"const CACHE = {json.dumps(cache)};\nconst FILES = {json.dumps(list(files), ensure_ascii=False)};\n"
    return head + (HERE / "web" / WORKER).read_text("utf-8")
