"""The flow of a year's money as a drawing: five columns of boxes, ribbons as wide as their money."""

from collections import defaultdict
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe

from portal.moneymap.flows import LAYERS, Flow, Key, Knot, Link
from portal.pages.money.words import knot_name, layer_name, short_yuan

WIDTH, HEIGHT, TOP, GAP, BOX = 1160.0, 620.0, 28.0, 9.0, 14.0
LABEL_PX = 12.5
LEAST = 1.5
INK, RIBBON = "#17222c", "#1f5a78"
BOXES = {
    "source": "#1f5a78", "unit": "#44809a", "project": "#0f5ea8", "contract": "#7a4b9a", "end": "#00846b",
}  # fmt: skip
ENDS = {"paid": "#00846b", "under_way": "#e0a100", "left": "#9aa5ad"}
Place = tuple[float, float, float]
"""Left, top and height of a box."""


def sankey(flow: Flow) -> SafeString:
    """Return the drawing as SVG; every name in it is escaped. The table beside it says the same."""
    if not flow.knots:
        return SafeString("")
    scale = _scale(flow)
    places = _places(flow, scale)
    body = "".join([*_ribbons(flow, places, scale), *(_box(one, places) for one in flow.knots), *_heads()])
    label = escape(f"{short_yuan(flow.total_yuan)} → {short_yuan(flow.paid_yuan)}")
    drawn = (
        f'<svg class="sankey" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{label}"'
        f' font-size="{LABEL_PX}" fill="{INK}">{body}</svg>'
    )
    return mark_safe(drawn)  # noqa: S308  all that was typed by somebody is escaped above


def _scale(flow: Flow) -> float:
    """Return how many units of height a yuan takes, so that the fullest column fits."""
    columns = [[one for one in flow.knots if one.layer == layer] for layer in LAYERS]
    fits = [
        (HEIGHT - TOP - 20 - GAP * 2.2 * (len(some) - 1)) / float(sum(one.yuan for one in some))
        for some in columns if some and sum(one.yuan for one in some)
    ]  # fmt: skip
    return max(min(fits), 0.0)


def _places(flow: Flow, scale: float) -> dict[Key, Place]:
    places: dict[Key, Place] = {}
    step = (WIDTH - 190 - BOX) / (len(LAYERS) - 1)
    for column, layer in enumerate(LAYERS):
        top = TOP
        for one in (knot for knot in flow.knots if knot.layer == layer):
            height = max(float(one.yuan) * scale, LEAST)
            places[one.layer, one.id] = (column * step, top, height)
            top += height + GAP * 2.2
    return places


def _ribbons(flow: Flow, places: dict[Key, Place], scale: float) -> list[str]:
    """Draw the links: at each box they stand in the order of the boxes they go to or come from."""
    starts: dict[Link, float] = {}
    ends: dict[Link, float] = {}
    used: dict[tuple[str, Key], float] = defaultdict(float)
    for link in sorted(flow.links, key=lambda one: (places[one.start][1], places[one.end][1])):
        starts[link] = used["out", link.start]
        used["out", link.start] += float(link.yuan) * scale
    for link in sorted(flow.links, key=lambda one: (places[one.end][1], places[one.start][1])):
        ends[link] = used["in", link.end]
        used["in", link.end] += float(link.yuan) * scale
    return [_ribbon(link, places, (starts[link], ends[link]), scale) for link in flow.links]


def _ribbon(link: Link, places: dict[Key, Place], shifts: tuple[float, float], scale: float) -> str:
    width = max(float(link.yuan) * scale, 0.6)
    (x0, y0, _h0), (x1, y1, _h1) = places[link.start], places[link.end]
    left, right, middle = x0 + BOX, x1, (x0 + BOX + x1) / 2
    a, b = y0 + shifts[0] + width / 2, y1 + shifts[1] + width / 2
    colour = ENDS.get(link.end[1], RIBBON) if link.end[0] == "end" else RIBBON
    return (
        f'<path d="M{left:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {right:.1f} {b:.1f}"'
        f' fill="none" stroke="{colour}" stroke-width="{width:.2f}" stroke-opacity="0.28">'
        f"<title>{escape(short_yuan(link.yuan))}</title></path>"
    )


def _box(one: Knot, places: dict[Key, Place]) -> str:
    x, y, height = places[one.layer, one.id]
    colour = ENDS.get(one.id, BOXES["end"]) if one.layer == "end" else BOXES[one.layer]
    name = knot_name(one)
    told = name if len(name) <= 15 else f"{name[:14]}…"
    return (
        f'<g><title>{escape(f"{name} {short_yuan(one.yuan)}")}</title>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{BOX:.0f}" height="{height:.1f}" rx="2" fill="{colour}"/>'
        f'<text x="{x + BOX + 5:.1f}" y="{y + height / 2 + 4:.1f}">{escape(told)} '
        f'<tspan fill-opacity="0.65">{escape(short_yuan(one.yuan))}</tspan></text></g>'
    )


def _heads() -> list[str]:
    step = (WIDTH - 190 - BOX) / (len(LAYERS) - 1)
    return [
        f'<text x="{n * step:.1f}" y="15" font-weight="600">{escape(layer_name(layer))}</text>'
        for n, layer in enumerate(LAYERS)
    ]


def part(yuan: Decimal, whole: Decimal) -> str:
    """Return a part of a whole in per cent, a dash of nothing."""
    return f"{yuan * 100 / whole:.1f} %" if whole else "–"
