"""The four curves of earned value as one drawing: plan, earned, certified cost, cash."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.earned.standing import CurvePoint

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 760, 300, 46, 12, 14, 26
HUNDRED = Decimal(100)
CURVES = ("planned", "earned", "certified", "cash")
Spot = tuple[float, float]


def scurve(points: Sequence[CurvePoint], *, budget: Decimal, as_of: date, money: bool) -> SafeString:
    """Return the drawing as SVG in per cent of the budget; without ``money`` only plan and earned."""
    if len(points) < 2 or budget <= 0:
        return SafeString("")
    first, last = points[0].on, points[-1].on
    top = max(HUNDRED, *(_share(point, name, budget) or HUNDRED for point in points for name in CURVES))
    lines = "".join(
        _line(name, [spot for point in points if (spot := _spot(point, name, budget, first, last, top))])
        for name in CURVES[: 4 if money else 2]
    )
    day = _x(min(max(as_of, first), last), first, last)
    today = f'<line class="s-day" x1="{day:.1f}" x2="{day:.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
    label = escape(_("Planned, earned, certified and paid value over time"))
    drawn = (
        f'<svg class="scurve" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{label}">'
        f"{_grid(top)}{_years(first, last)}{today}{lines}</svg>"
    )
    return mark_safe(drawn)  # noqa: S308  all that stands in it are numbers and an escaped label


def _share(point: CurvePoint, name: str, budget: Decimal) -> Decimal | None:
    value = getattr(point, name)
    return None if value is None else HUNDRED * value / budget


def _spot(
    point: CurvePoint, name: str, budget: Decimal, first: date, last: date, top: Decimal
) -> Spot | None:
    share = _share(point, name, budget)
    return None if share is None else (_x(point.on, first, last), _y(share, top))


def _x(day: date, first: date, last: date) -> float:
    return LEFT + (WIDTH - LEFT - RIGHT) * (day - first).days / max((last - first).days, 1)


def _y(share: Decimal, top: Decimal) -> float:
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * float(share / top)


def _line(name: str, spots: list[Spot]) -> str:
    if not spots:
        return ""
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in spots)
    x, y = spots[-1]
    end = f'<circle class="s-{name}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>'
    return f'<polyline class="s-{name}" points="{way}"/>{end}'


def _grid(top: Decimal) -> str:
    marks = [share for share in (0, 25, 50, 75, 100) if share <= top]
    return "".join(
        f'<line class="s-grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{_y(Decimal(share), top):.1f}" '
        f'y2="{_y(Decimal(share), top):.1f}"/><text x="{LEFT - 6}" y="{_y(Decimal(share), top) + 4:.1f}" '
        f'text-anchor="end">{share}%</text>'
        for share in marks
    )


def _years(first: date, last: date) -> str:
    months = (last - first).days // 30
    step = 1 if months <= 8 else 3 if months <= 30 else 6
    begins = [
        date(year, month, 1) for year in range(first.year, last.year + 1) for month in range(1, 13, step)
        if first <= date(year, month, 1) <= last
    ]  # fmt: skip
    return "".join(
        f'<text x="{_x(day, first, last):.1f}" y="{HEIGHT - 8}" text-anchor="middle">{day:%Y-%m}</text>'
        for day in begins if LEFT + 20 < _x(day, first, last) < WIDTH - RIGHT - 24
    )  # fmt: skip
