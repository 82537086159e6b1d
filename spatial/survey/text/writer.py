"""Write parcels as a boundary-point text, as offices expect it: what the reader reads back to the
millimetre.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import shapely
from django.utils.translation import gettext_lazy as _

from portal.core.errors import Invalid
from spatial.coordinates.zones import Zone
from spatial.survey.model import HeaderField
from spatial.survey.outlines import Outline, in_system

DECIMALS = 3
GBK = "gb18030"
"""GB18030 holds GBK: the bytes are the same, and no rare character of a name is lost."""
HEADER = (
    "[属性描述]", "格式版本号=1.01版本", "数据产生单位={producer}", "数据产生日期={on}",
    "坐标系=2000国家大地坐标系", "几度分带={width}", "投影类型=高斯克吕格", "计量单位=米", "带号={zone}",
    "精度=0.001", "转换参数=,,,,,,", "[地块坐标]",
)  # fmt: skip


OURS = frozenset({
    "坐标系", "几度分带", "投影类型", "计量单位", "带号", "精度", "转换参数", "中央经线", "中央子午线"
})  # fmt: skip
"""What the writer itself decides: the numbers are written anew."""


class NoPolygon(Invalid):
    """A boundary-point text holds polygons only."""

    message = _("Parcel “{name}” is a {kind}; a boundary-point text holds polygons only.")


def write_text(
    outlines: Sequence[Outline], *, zone: Zone, encoding: str = GBK, producer: str = "", on: str = "",
    header: Sequence[HeaderField] = (),
) -> bytes:  # fmt: skip
    """Return the text of these parcels in a zone, with the number in front of eastings when the zone has
    it. ``header``: that of the file they come from; what it says of other things than the system is kept.
    """
    facts = {"producer": _plain(producer), "on": on, "width": zone.width_deg, "zone": zone.number}
    lines = _with_header([line.format(**facts) for line in HEADER], header)
    for outline, polygon in zip(outlines, in_system(outlines, zone.srid), strict=True):
        lines += _parcel(outline, polygon)
    return ("\r\n".join(lines) + "\r\n").encode(encoding)


def _with_header(lines: list[str], header: Sequence[HeaderField]) -> list[str]:
    """Return the lines of a header with those of another file: its values, then its further keys."""
    kept = {one.key: " ".join(one.value.split()) for one in header if one.key and one.key not in OURS}
    made = []
    for line in lines[:-1]:
        key, mark, value = line.partition("=")
        made.append(f"{key}{mark}{kept.pop(key, '') or value}")
    return [*made, *(f"{key}={value}" for key, value in kept.items()), lines[-1]]


def _parcel(outline: Outline, polygon: Any) -> list[str]:
    if polygon.geom_type not in {"Polygon", "MultiPolygon"}:
        raise NoPolygon(name=outline.name, kind=polygon.geom_type)
    points = list(_points(polygon))
    fields = (
        len(points), f"{polygon.area / 10_000:.4f}", outline.code, outline.name, "面", outline.sheet,
        outline.land_use, outline.land_code, "@",
    )  # fmt: skip
    return [",".join(_plain(str(field)) for field in fields), *points]


def _points(polygon: Any) -> Iterator[str]:
    """Yield the point lines: numbered through all rings, each ring closed by its first point."""
    label = 0
    for number, xy in _rings(polygon):
        first = label + 1
        for at, (x, y) in enumerate(xy):
            label += 1
            yield _point(first + at, number, x, y)
        yield _point(first, number, *xy[0])


def _rings(polygon: Any) -> Iterator[tuple[int, list[tuple[float, float]]]]:
    """Yield every ring with its number: 1 for outer rings, clockwise; 2, 3 ... for their holes, the other
    way.
    """
    for part in shapely.get_parts(polygon).tolist():
        yield 1, _ordered(part.exterior, clockwise=True)
        for number, hole in enumerate(part.interiors, start=2):
            yield number, _ordered(hole, clockwise=False)


def _ordered(ring: Any, *, clockwise: bool) -> list[tuple[float, float]]:
    """Return a ring's rounded points from its north-western one on."""
    points = [
        (round(x, DECIMALS), round(y, DECIMALS)) for x, y in shapely.get_coordinates(ring)[:-1].tolist()
    ]
    if ring.is_ccw == clockwise:
        points.reverse()
    start = max(range(len(points)), key=lambda at: points[at][1] - points[at][0])
    return points[start:] + points[:start]


def _point(label: int, number: int, x: float, y: float) -> str:
    return f"J{label},{number},{y:.{DECIMALS}f},{x:.{DECIMALS}f}"


def _plain(text: str) -> str:
    """Return a field without what would end it."""
    return " ".join(text.replace(",", "、").replace("，", "、").replace("\r", " ").split("\n"))
