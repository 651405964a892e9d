"""Charts as SVG files of their own, by pygal, which lives here alone; each stands beside a table that says the same."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from starlette.responses import Response

POLICY = "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"
_COLOURS = ("#1f3a5f", "#b5651d", "#4f7f6b", "#8a4f7d", "#6b7785", "#c2a23a", "#3b7ea1", "#9b1c1c")
_LONGEST = 34
_MOST_ROWS = 24

Series = tuple[str, Sequence[Decimal | None]]


def stacked(labels: Sequence[str], series: Sequence[Series]) -> Response:
    """A bar a label, its parts beside one another."""
    return _drawn("HorizontalStackedBar", labels, series)


def columns(labels: Sequence[str], series: Sequence[Series]) -> Response:
    """A column a label."""
    return _drawn("Bar" if len(series) == 1 else "StackedBar", labels, series)


def lying(labels: Sequence[str], series: Sequence[Series]) -> Response:
    """A lying bar a label, the first on top."""
    return _drawn("HorizontalBar", labels, series)


def _drawn(kind: str, labels: Sequence[str], series: Sequence[Series]) -> Response:
    import pygal  # type: ignore[import-untyped]

    lies = kind.startswith("Horizontal")
    order = slice(None, None, -1) if lies else slice(None)  # pygal begins at the bottom
    shown = [_cut(label) for label in labels[:_MOST_ROWS]][order]
    chart = getattr(pygal, kind)(_config(len(shown), lies, len(series) > 1))
    chart.add_xml_filter(_without_scripts)
    chart.x_labels = shown
    for name, values in series:
        chart.add(_cut(name), [None if value is None else float(value) for value in values[:_MOST_ROWS]][order])
    svg = chart.render(is_unicode=False)
    headers = {"content-security-policy": POLICY}
    return Response(svg, media_type="image/svg+xml", headers=headers)


def _without_scripts(svg: Any) -> Any:
    """What it draws for a page with its own script, which ours does not have."""
    for parent in list(svg.iter()):
        for child in [each for each in parent if str(each.tag).endswith("script")]:
            parent.remove(child)
    return svg


def _config(count: int, lies: bool, legend: bool) -> Any:
    import pygal

    style = pygal.style.Style(
        background="transparent", plot_background="transparent", foreground="#1b1f24", foreground_strong="#1b1f24",
        foreground_subtle="#6b7785", opacity="1", opacity_hover="1", colors=_COLOURS, transition="0s",
        font_family="Noto Sans, DejaVu Sans, Arial, sans-serif", label_font_size=15,
        major_label_font_size=15, legend_font_size=15, guide_stroke_color="#d6d9de", major_guide_stroke_color="#d6d9de",
        guide_stroke_dasharray="0", major_guide_stroke_dasharray="0",
    )  # fmt: skip
    height = (90 if legend else 50) + 46 * count if lies else 340
    return pygal.Config(
        style=style, js=(), width=860, height=height, explicit_size=True, show_legend=legend, legend_at_bottom=True,
        legend_box_size=14, value_formatter=_money, x_label_rotation=0 if lies or count < 12 else 45, margin=8,
        spacing=12, truncate_label=-1, truncate_legend=-1, no_data_text="–", max_scale=5, include_x_axis=True,
    )  # fmt: skip


def _money(value: float) -> str:
    """`1,2 milj. €`, `45 000 €`."""
    if abs(value) >= 1_000_000:
        return f"{value / 1_000_000:.1f}".rstrip("0").rstrip(".").replace(".", ",") + " milj. €"
    return f"{value:,.0f} €".replace(",", "\u00a0")


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1].rstrip() + "…"
