"""An LMS for tests: it serves files by their exact names and nothing else, runs scorm-again, and keeps what is committed."""

from __future__ import annotations

import http.server
import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.conftest import ROOT

RUN_TIME = ROOT / "tests" / "node_modules" / "scorm-again" / "dist" / "scorm12.js"
CONTENT = "/pluginfile.php/55/mod_scorm/content/1/"
HOST = """<!doctype html><meta charset="utf-8"><title>LMS</title><link rel="icon" href="data:,">
<script type="application/json" id="kept">{kept}</script><body>
<script src="/scorm12.js"></script><script src="/host.js"></script>"""
TYPES = {".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


class Lms:
    """Serves one unpacked package. `commits` are those that reached the server; the next launch begins with the latest."""

    def __init__(self, package: Path) -> None:
        self.commits: list[dict[str, Any]] = []
        self.missing: list[str] = []
        lms = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                path = unquote(urlsplit(self.path).path)
                kept = lms.commits[-1]["cmi"] if lms.commits else {}
                own: dict[str, str | Path] = {
                    "/": HOST.format(kept=json.dumps(kept)),
                    "/scorm12.js": RUN_TIME,
                    "/host.js": ROOT / "tests" / "scorm_host.js",
                }
                found = own.get(path, package / path.removeprefix(CONTENT))
                if isinstance(found, Path) and not found.is_file():
                    lms.missing.append(path)
                    self.send_error(404)
                    return
                self.send_response(200)
                self.send_header("Content-Type", TYPES.get(Path(path).suffix or ".html", "application/octet-stream"))
                self.send_header("X-Frame-Options", "SAMEORIGIN")
                self.end_headers()
                self.wfile.write(found.encode() if isinstance(found, str) else found.read_bytes())

            def do_POST(self) -> None:
                lms.commits.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(b'{"result": true, "errorCode": 0}')

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    @property
    def launch(self) -> str:
        """The page that runs the package."""
        return f"{self.url}/?launch={CONTENT}scorm/launch.html"

    @property
    def core(self) -> dict[str, str]:
        """What the LMS keeps under cmi.core."""
        core: dict[str, str] = self.commits[-1]["cmi"]["core"] if self.commits else {}
        return core

    @property
    def suspended(self) -> str:
        """What the LMS keeps of suspend_data."""
        return self.commits[-1]["cmi"]["suspend_data"] if self.commits else ""

    def close(self) -> None:
        """End the server."""
        self._server.shutdown()
        self._server.server_close()
