"""Draws the builds as a picture: CPU by pages, both axes in powers of ten, so that linear growth is a line at 45 degrees."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 230, 50, 60
LINE = 18  # from one label to the next, at least
DASHES = ("none", "7 4", "2 4", "12 4 2 4", "1 3", "16 6")
COLORS = ("#5b6470", "#0072b2", "#009e73", "#7a3e9d", "#c04f00", "#a8780a")  # told apart without seeing colors well, too

Data = Mapping[str, Mapping[str, Sequence[float]]]


def write(path: Path, data: Data) -> None:
    """Draw what was measured: size -> host -> (seconds of CPU, MB)."""
    path.write_text(_svg(data), "utf-8", newline="\n")


def _svg(data: Data) -> str:
    sizes = sorted(map(int, data))
    hosts = list(data[str(sizes[0])])
    seconds = [data[str(size)][host][0] for size in sizes for host in hosts]
    low, high = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))
    start, end = math.log10(sizes[0]), max(math.log10(sizes[-1]), math.log10(sizes[0]) + 0.1)

    def across(size: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (math.log10(size) - start) / (end - start)

    def up(value: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * (math.log10(value) - low) / (high - low)

    parts = [*_axes(sizes, low, high, across, up)]
    labels = _apart({host: up(data[str(sizes[-1])][host][0]) for host in hosts})
    for index, host in enumerate(hosts):
        color, dash = COLORS[index % len(COLORS)], DASHES[index % len(DASHES)]
        spots = [(across(size), up(data[str(size)][host][0])) for size in sizes]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{color}" stroke-width="2.5" stroke-dasharray="{dash}"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>' for x, y in spots]
        x, y = spots[-1]
        parts.append(f'<path d="M{x + 6:.1f} {y:.1f}L{x + 18:.1f} {labels[host]:.1f}" stroke="{color}" fill="none"/>')
        text = f"{host}, {data[str(sizes[-1])][host][0]:.1f} s"
        parts.append(f'<text x="{x + 22:.1f}" y="{labels[host] + 4:.1f}" fill="{color}">{escape(text)}</text>')
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-labelledby="t" '
        'font-family="system-ui, sans-serif" font-size="13">\n'
        '<title id="t">Seconds of CPU of a build by the number of pages</title>\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>\n'
        f'<text x="{LEFT}" y="26" font-size="16" fill="#222">CPU of a build, seconds, by the number of quiz pages</text>\n'
        f"{body}\n</svg>\n"
    )


def _axes(sizes, low, high, across, up):
    for power in range(low, high + 1):
        y = up(10**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#d8dce0"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end" fill="#444">{10**power:g} s</text>'
    for size in sizes:
        x = across(size)
        yield f'<path d="M{x:.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#d8dce0"/>'
        yield f'<text x="{x:.1f}" y="{HEIGHT - BOTTOM + 22}" text-anchor="middle" fill="#444">{size:,} pages</text>'


def _apart(places: Mapping[str, float]) -> dict[str, float]:
    """Move labels apart where they would stand on each other."""
    moved: dict[str, float] = {}
    last = 0.0
    for host, place in sorted(places.items(), key=lambda one: one[1]):
        last = max(place, last + LINE)
        moved[host] = last
    return moved
