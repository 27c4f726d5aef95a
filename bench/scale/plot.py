"""Plots the rows of run.sh as SVG files.

    plot.py ROWS FOLDER
"""

import csv
import math
import sys
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560, 300, 70, 20, 40, 45

PLOTS = {
    "throughput": ("Links looked up, and new URLs taken, a second", ["links_per_s", "new_per_s"]),
    "memory": ("Resident memory, MB", ["resident_mb"]),
    "disk": ("Bytes on disk for each known URL", ["disk_bytes_per_url"]),
    "opening": ("Seconds to open", ["open_s"]),
}
COLORS = ["#0b6fa4", "#c2410c"]


def ticks(low, high):
    return [10.0 ** e for e in range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)]


def label(value):
    for limit, unit in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= limit:
            return f"{value / limit:g}{unit}"
    return f"{value:g}"


def plot(title, rows, names):
    xs = [float(row["known"]) for row in rows]
    ys = {name: [float(row[name]) for row in rows] for name in names}
    x_ticks = ticks(min(xs), max(xs))
    y_ticks = ticks(min(min(v) for v in ys.values()), max(max(v) for v in ys.values()))

    def x_of(value):
        return LEFT + (WIDTH - LEFT - RIGHT) * math.log(value / x_ticks[0]) / math.log(x_ticks[-1] / x_ticks[0])

    def y_of(value):
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * math.log(value / y_ticks[0]) / math.log(y_ticks[-1] / y_ticks[0])

    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="12">',
             f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
             f'<text x="{LEFT}" y="22" font-size="14">{title}</text>',
             f'<text x="{WIDTH - RIGHT}" y="{HEIGHT - 8}" text-anchor="end">known URLs</text>']
    for tick in x_ticks:
        parts.append(f'<line x1="{x_of(tick):.1f}" y1="{TOP}" x2="{x_of(tick):.1f}" y2="{HEIGHT - BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{x_of(tick):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{label(tick)}</text>')
    for tick in y_ticks:
        parts.append(f'<line x1="{LEFT}" y1="{y_of(tick):.1f}" x2="{WIDTH - RIGHT}" y2="{y_of(tick):.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{y_of(tick) + 4:.1f}" text-anchor="end">{label(tick)}</text>')
    for color, (name, values) in zip(COLORS, ys.items()):
        points = " ".join(f"{x_of(x):.1f},{y_of(y):.1f}" for x, y in zip(xs, values))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{color}" stroke-width="2"/>')
        parts.extend(f'<circle cx="{x_of(x):.1f}" cy="{y_of(y):.1f}" r="3" fill="{color}"/>' for x, y in zip(xs, values))
        if len(ys) > 1:
            parts.append(f'<text x="{x_of(xs[0]) + 6:.1f}" y="{y_of(values[0]) - 8:.1f}" fill="{color}">{name.split("_")[0]}</text>')
    return "\n".join([*parts, "</svg>", ""])


def main():
    rows_file, folder = Path(sys.argv[1]), Path(sys.argv[2])
    with open(rows_file, encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    folder.mkdir(parents=True, exist_ok=True)
    for name, (title, columns) in PLOTS.items():
        (folder / f"{name}.svg").write_text(plot(title, rows, columns), encoding="utf-8")


if __name__ == "__main__":
    main()
