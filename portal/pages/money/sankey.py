"""The flow of a year's money as a drawing: five columns of boxes, ribbons as wide as their money.

A box carries its name and amount within its column, where no ribbon runs; every name keeps a line of its own.
"""

from collections import defaultdict
from decimal import Decimal
from html import escape
from unicodedata import east_asian_width

from django.utils.safestring import SafeString, mark_safe

from portal.moneymap.flows import LAYERS, Flow, Key, Knot, Link
from portal.pages.money.words import knot_name, layer_name, short_yuan

WIDTH, HEIGHT, TOP, GAP, BOX = 1240.0, 660.0, 28.0, 4.0, 12.0
LABEL_PX, LABEL_WIDE, LINE = 12.5, 172.0, 15.0
COLUMN = BOX + LABEL_WIDE
SLOT = 2 * LINE + 2
STEPS = 40
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
    body = "".join([*_ribbons(flow, places, scale), *_boxes(flow, places), *_heads()])
    label = escape(f"{short_yuan(flow.total_yuan)} → {short_yuan(flow.paid_yuan)}")
    drawn = (
        f'<svg class="sankey" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-label="{label}"'
        f' font-size="{LABEL_PX}" fill="{INK}">{body}</svg>'
    )
    return mark_safe(drawn)  # noqa: S308  all that was typed by somebody is escaped above


def _columns(flow: Flow) -> list[list[Knot]]:
    return [[one for one in flow.knots if one.layer == layer] for layer in LAYERS]


def _scale(flow: Flow) -> float:
    """Return how many units of height a yuan takes, so that the fullest column fits with its labels."""
    low, high = 0.0, HEIGHT / float(max(one.yuan for one in flow.knots) or 1)
    for _step in range(STEPS):
        middle = (low + high) / 2
        fits = all(_tall(some, middle) <= HEIGHT - TOP for some in _columns(flow))
        low, high = (middle, high) if fits else (low, middle)
    return low


def _tall(knots: list[Knot], scale: float) -> float:
    return sum(_slot(one, scale) + GAP for one in knots)


def _slot(one: Knot, scale: float) -> float:
    """Return the height a box takes with its label, which a small one is lower than."""
    return max(float(one.yuan) * scale, SLOT)


def _places(flow: Flow, scale: float) -> dict[Key, Place]:
    places: dict[Key, Place] = {}
    for column, knots in enumerate(_columns(flow)):
        top = TOP
        for one in knots:
            slot, height = _slot(one, scale), max(float(one.yuan) * scale, LEAST)
            places[one.layer, one.id] = (column * _step(), top + (slot - height) / 2, height)
            top += slot + GAP
    return places


def _step() -> float:
    return (WIDTH - COLUMN) / (len(LAYERS) - 1)


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
    left, right, middle = x0 + COLUMN, x1, (x0 + COLUMN + x1) / 2
    a, b = y0 + shifts[0] + width / 2, y1 + shifts[1] + width / 2
    colour = ENDS.get(link.end[1], RIBBON) if link.end[0] == "end" else RIBBON
    return (
        f'<path d="M{left:.1f} {a:.1f}C{middle:.1f} {a:.1f} {middle:.1f} {b:.1f} {right:.1f} {b:.1f}"'
        f' fill="none" stroke="{colour}" stroke-width="{width:.2f}" stroke-opacity="0.28">'
        f"<title>{escape(short_yuan(link.yuan))}</title></path>"
    )


def _boxes(flow: Flow, places: dict[Key, Place]) -> list[str]:
    """Draw the boxes; where two names of a column are cut to the same, they say their numbers instead."""
    drawn = []
    for knots in _columns(flow):
        told = {one.id: _cut(knot_name(one)) for one in knots}
        twice = [name for name in told.values() if list(told.values()).count(name) > 1]
        for one in knots:
            name = _cut(one.number) if told[one.id] in twice and one.number else told[one.id]
            drawn.append(_box(one, name, places[one.layer, one.id]))
    return drawn


def _box(one: Knot, told: str, place: Place) -> str:
    x, y, height = place
    colour = ENDS.get(one.id, BOXES["end"]) if one.layer == "end" else BOXES[one.layer]
    left, middle = x + BOX + 6, y + height / 2
    return (
        f'<g><title>{escape(f"{knot_name(one)} {short_yuan(one.yuan)}")}</title>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{COLUMN:.0f}" height="{height:.1f}" fill="{colour}"'
        f' fill-opacity="0.12"/>'
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{BOX:.0f}" height="{height:.1f}" fill="{colour}"/>'
        f'<text x="{left:.1f}" y="{middle - 3:.1f}">{escape(told)}</text>'
        f'<text x="{left:.1f}" y="{middle + LINE - 3:.1f}" fill-opacity="0.7">'
        f"{escape(short_yuan(one.yuan))}</text></g>"
    )


def _cut(name: str) -> str:
    """Return a name as far as its column takes it; what tells names apart stands often at their end."""
    room = LABEL_WIDE - 12
    if _wide(name) <= room:
        return name
    head, tail = len(name) // 2, len(name) - len(name) // 2
    while head + tail > 2 and _wide(name[:head]) + _wide(name[-tail:]) + LABEL_PX > room:
        head, tail = (head - 1, tail) if head >= tail else (head, tail - 1)
    return f"{name[:head].rstrip()}…{name[-tail:].lstrip()}"


def _wide(text: str) -> float:
    """Return about how wide a text is drawn: full-width signs take a square, others a good half of it."""
    return sum(LABEL_PX if east_asian_width(one) in "WF" else LABEL_PX * 0.52 for one in text)


def _heads() -> list[str]:
    return [
        f'<text x="{n * _step():.1f}" y="15" font-weight="600">{escape(layer_name(layer))}</text>'
        for n, layer in enumerate(LAYERS)
    ]


def part(yuan: Decimal, whole: Decimal) -> str:
    """Return a part of a whole in per cent, a dash of nothing."""
    return f"{yuan * 100 / whole:.1f} %" if whole else "–"
