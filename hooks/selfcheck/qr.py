"""The QR code of an address, drawn while the site is built: nothing is loaded or worked out when somebody prints it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

QUIET = 4  # modules of white around the code, as the standard asks for


@dataclass(frozen=True)
class QrCode:
    """A QR code as one path of an SVG. `size` is the length of a side in modules, the white around it included."""

    address: str
    size: int
    path: str


def qr_code(address: str) -> QrCode:
    """Draw the code of an address. It can be read with up to 15 % of it spoilt."""
    rows = list(segno.make(address, error="m", micro=False).matrix_iter(border=QUIET))
    return QrCode(address, len(rows), "".join(_line(list(row), y) for y, row in enumerate(rows)))


def _line(row: list[int], y: int) -> str:
    """Draw one row: a flat box for each run of dark modules."""
    path, x = "", 0
    for dark, run in groupby(row):
        length = len(list(run))
        path += f"M{x} {y}h{length}v1h-{length}z" if dark else ""
        x += length
    return path
