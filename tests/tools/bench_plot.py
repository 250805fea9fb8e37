"""A drawing of CPU seconds against requests, both on logarithmic scales, as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from pathlib import Path

WIDTH, HEIGHT, LEFT, BELOW, MARGIN = 560, 340, 60, 50, 20


def plot(target: Path, seconds: Mapping[int, float]) -> None:
    """Draw the points, a line through them, and a dashed one as steep as linear time is."""
    target.write_text("\n".join(_drawing(seconds)) + "\n")


def _drawing(seconds: Mapping[int, float]) -> Iterator[str]:
    first, last = (math.log10(size) for size in (min(seconds), max(seconds)))
    low = math.floor(math.log10(min(seconds.values())))
    high = math.ceil(math.log10(max(seconds.values())))

    def x(size: float) -> float:
        share = (math.log10(size) - first) / (last - first)
        return round(LEFT + share * (WIDTH - LEFT - MARGIN), 1)

    def y(time: float) -> float:
        share = (math.log10(time) - low) / (high - low)
        return round(HEIGHT - BELOW - share * (HEIGHT - BELOW - MARGIN), 1)

    yield f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
    yield '  font-family="sans-serif" font-size="13" fill="#333">'
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>'
    for power in range(low, high + 1):
        at = y(10**power)
        yield f'<path d="M{LEFT} {at}H{WIDTH - MARGIN}" stroke="#ddd"/>'
        yield f'<text x="{LEFT - 8}" y="{at + 4}" text-anchor="end">{10.0**power:g} s</text>'
    for size in seconds:
        at = x(size)
        yield f'<path d="M{at} {MARGIN}V{HEIGHT - BELOW}" stroke="#ddd"/>'
        yield f'<text x="{at}" y="{HEIGHT - BELOW + 18}" text-anchor="middle">{size:,}</text>'
    yield f'<text x="{(LEFT + WIDTH) / 2}" y="{HEIGHT - 10}" text-anchor="middle">requests</text>'
    largest = max(seconds)
    linear = {size: seconds[largest] * size / largest for size in (min(seconds), largest)}
    start = max(min(seconds), largest * 10**low / seconds[largest])
    yield (
        f'<path d="M{x(start)} {y(start * linear[largest] / largest)}'
        f'L{x(largest)} {y(linear[largest])}" stroke="#999" stroke-dasharray="5 4"/>'
    )
    points = " ".join(f"{x(size)},{y(time)}" for size, time in sorted(seconds.items()))
    yield f'<polyline points="{points}" fill="none" stroke="#06c" stroke-width="2"/>'
    for size, time in seconds.items():
        yield f'<circle cx="{x(size)}" cy="{y(time)}" r="4" fill="#06c"/>'
        yield f'<text x="{x(size) - 6}" y="{y(time) - 8}" text-anchor="end">{time:.2g} s</text>'
    yield "</svg>"
