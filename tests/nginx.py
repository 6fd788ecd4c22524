"""A real web server with the configuration that ships with the training."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.engines import VARIABLE


@contextmanager
def nginx(site: Path, folder: Path) -> Iterator[str]:
    """Serve `site` and give the address; of deploy/nginx.conf only place and port are changed.

    `folder` is for the server's own files. Skips the test where there is no nginx, unless it has to be there.
    """
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists() and "nginx" not in os.environ.get(VARIABLE, "").split():
        pytest.skip("nginx is not here")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
    for old, new in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /var/www/side-by-side;", f"root {site};")):
        assert old in config
        config = config.replace(old, new)
    (folder / "site.conf").write_text(config, "utf-8")
    paths = " ".join(f"{name}_temp_path {folder};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"user root; daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ include /etc/nginx/mime.types; access_log off; {paths} include {folder}/site.conf; }}\n",
        "utf-8",
    )
    server = subprocess.Popen([program, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            break
        except OSError:
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}/"
    server.terminate()
    server.wait()
