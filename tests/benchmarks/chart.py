"""A bar chart as SVG: one bar a contestant, with the rounds' spread and the figure beside it."""

from collections.abc import Sequence
from html import escape
from statistics import median

import msgspec

_WIDTH = 760
_BAR, _GAP = 30, 16
_LEFT, _RIGHT, _TOP, _BOTTOM = 250, 84, 66, 40
_INK, _QUIET = "#1f2328", "#656d76"


class Bar(msgspec.Struct, frozen=True):
    """One bar: its label, its value in every round, and whether it is the one the chart is about."""

    label: str
    values: list[float]
    ours: bool = False


def chart(title: str, below: str, bars: Sequence[Bar]) -> str:
    """Return the chart; it brings its own background, so it reads on a dark page too."""
    height = _TOP + len(bars) * (_BAR + _GAP) + _BOTTOM
    scale = (_WIDTH - _LEFT - _RIGHT) / max(max(bar.values) for bar in bars)
    drawn = "\n".join(_drawn(bar, _TOP + number * (_BAR + _GAP), scale) for number, bar in enumerate(bars))
    said = "; ".join(f"{bar.label} {_figure(median(bar.values))}" for bar in bars)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" \
viewBox="0 0 {_WIDTH} {height}" role="img" aria-label="{escape(f"{title}: {said}")}" \
font-family="system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif">
<rect width="{_WIDTH}" height="{height}" rx="8" fill="#ffffff"/>
<text x="24" y="36" font-size="18" font-weight="600" fill="{_INK}">{escape(title)}</text>
{drawn}
<text x="24" y="{height - 16}" font-size="12" fill="{_QUIET}">{escape(below)}</text>
</svg>
"""


def _drawn(bar: Bar, top: int, scale: float) -> str:
    middle = median(bar.values)
    wide, least, most = (value * scale for value in (middle, min(bar.values), max(bar.values)))
    center = top + _BAR / 2
    weight = 600 if bar.ours else 400
    return f"""<text x="{_LEFT - 12}" y="{center + 5}" font-size="14" font-weight="{weight}" text-anchor="end" \
fill="{_INK}">{escape(bar.label)}</text>
<rect x="{_LEFT}" y="{top}" width="{max(wide, 1):.1f}" height="{_BAR}" rx="3" fill="{_colour(bar)}"/>
<path d="M{_LEFT + least:.1f} {center}H{_LEFT + most:.1f}M{_LEFT + least:.1f} {center - 5}v10\
M{_LEFT + most:.1f} {center - 5}v10" stroke="{_INK}" stroke-opacity="0.55" fill="none"/>
<text x="{_LEFT + max(wide, most) + 10:.1f}" y="{center + 5}" font-size="14" font-weight="{weight}" \
fill="{_INK}">{_figure(middle)}</text>"""


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 10 else f"{value:.1f}"


def _colour(bar: Bar) -> str:
    return "#1a7f37" if bar.ours else "#afb8c1"
