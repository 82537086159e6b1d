"""Find the place of a table's rows: a column of WKT, two columns of numbers, or one of pasted pairs."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import shapely

from spatial.coordinates.detect import detect_zone
from spatial.coordinates.pasted import parse_coordinate
from spatial.coordinates.zones import CGCS2000_SRID, LONLAT_SRID, in_china
from spatial.intake.curves import linearise
from spatial.intake.model import Column, Value
from spatial.intake.problems import Address, Problem, problem

WKT = re.compile(
    r"^\s*(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|CURVE|SURFACE|GEOMETRYCOLLECTION|CIRCULARSTRING|"
    r"COMPOUNDCURVE|CURVEPOLYGON)\s*(Z|M|ZM)?\s*(\(|EMPTY)", re.I,
)  # fmt: skip
CURVED = re.compile(r"CIRCULARSTRING|COMPOUNDCURVE|CURVEPOLYGON|MULTICURVE|MULTISURFACE", re.I)
HEX_WKB = re.compile(r"^0[01][0-9A-Fa-f]{40,}$")
NAMES = {
    "lon": re.compile(r"(^|.*_)(lon|long|longitude|lng|经度)$"),
    "lat": re.compile(r"(^|.*_)(lat|latitude|纬度)$"),
    "x": re.compile(r"^(x|x坐标|坐标x|纵坐标|纵坐标x|x纵坐标|northing|n坐标|北坐标|北坐标x|x北|x北坐标)$"),
    "y": re.compile(r"^(y|y坐标|坐标y|横坐标|横坐标y|y横坐标|easting|e坐标|东坐标|东坐标y|y东|y东坐标)$"),
    "pair": re.compile(r"^((项目|位置|中心|地理)?坐标(位置)?|经纬度|coordinates?|latlon|lonlat)$"),
}  # fmt: skip
UNIT = re.compile(
    r"[(\[【〔/]\s*(单位\s*:?\s*)?(m|米|metres?|meters?|°|度|度分秒|degrees?|dms)\s*[)\]】〕]?\s*$"
)
SAMPLE_ROWS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Which columns hold the place. ``how``: wkt, degrees, metres, pairs; ``columns`` count from 0."""

    how: str
    columns: tuple[int, ...]

    def declared_crs(self, sample: Sequence[Sequence[Value]]) -> str:
        """Return the system the column names state: degrees are CGCS2000 in China and WGS 84 elsewhere."""
        if self.how not in {"degrees", "pairs"}:
            return ""
        pairs = [[_number(row[i]) if i < len(row) else None for i in self.columns] for row in sample]
        abroad = [
            p for p in pairs if len(p) == 2 and None not in p and not in_china(p[0] or 0.0, p[1] or 0.0)
        ]
        return f"EPSG:{LONLAT_SRID if len(abroad) > len(pairs) / 2 else CGCS2000_SRID}"


def find_places(columns: Sequence[Column], sample: Sequence[Sequence[Value]]) -> Places | None:
    """Return the columns that hold the place, by their names and by what stands in them."""
    for i in range(len(columns)):
        if _mostly(sample, i, lambda text: WKT.match(text) or HEX_WKB.match(text)):
            return Places(how="wkt", columns=(i,))
    named = _named(columns)
    if {"lon", "lat"} <= named.keys():
        return Places(how="degrees", columns=(named["lon"], named["lat"]))
    if {"x", "y"} <= named.keys():
        return Places(how="metres", columns=(named["x"], named["y"]))
    if "pair" in named and _mostly(sample, named["pair"], lambda text: parse_coordinate(text).candidates):
        return Places(how="pairs", columns=(named["pair"],))
    return None


class PlaceReader:
    """Reads the place of one row after another."""

    def __init__(self, places: Places, work: Path) -> None:
        self._places = places
        self._work = work

    def read(self, values: Sequence[Value], address: Address) -> tuple[bytes | None, list[Problem]]:
        """Return the place as WKB and what is wrong with it."""
        cells = [values[i] if i < len(values) else None for i in self._places.columns]
        if all(value is None or str(value).strip() == "" for value in cells):
            return None, []
        where = address.at_column(self._places.columns[0] + 1)
        if self._places.how == "wkt":
            return self._from_wkt(str(cells[0]).strip(), where)
        if self._places.how == "pairs":
            return _from_pair(str(cells[0]), where)
        return _from_numbers(cells, self._places, address)

    def _from_wkt(self, text: str, where: Address) -> tuple[bytes | None, list[Problem]]:
        try:
            if HEX_WKB.match(text):
                return bytes(shapely.to_wkb(shapely.from_wkb(text), output_dimension=4)), []
            if CURVED.search(text):
                return linearise(text, self._work), [problem("curve_linearised", where)]
            made = shapely.from_wkt(re.sub(r"^SRID=\d+;", "", text, flags=re.I))
        except (shapely.errors.ShapelyError, NotImplementedError, ValueError) as error:
            return None, [problem("wkt_broken", where, detail=_short(error))]
        return (None if made.is_empty else bytes(shapely.to_wkb(made, output_dimension=4))), []


def point_wkb(x: float, y: float) -> bytes:
    """Return a point as WKB."""
    return bytes(shapely.to_wkb(shapely.Point(x, y)))


def _from_numbers(cells: list[Value], places: Places, address: Address) -> tuple[bytes | None, list[Problem]]:
    numbers = [_number(value) for value in cells]
    for at, (number, value) in enumerate(zip(numbers, cells, strict=True)):
        if number is None:
            where = address.at_column(places.columns[at] + 1)
            return _from_marked(cells, where) if places.how == "degrees" else _bad(value, where)
    first, second = (n for n in numbers if n is not None)
    if places.how == "degrees":
        return point_wkb(first, second), []
    readings = detect_zone(first, second).readings
    swapped = readings[0].swapped if readings else False
    return (point_wkb(first, second) if swapped or not readings else point_wkb(second, first)), []


def _from_marked(cells: list[Value], where: Address) -> tuple[bytes | None, list[Problem]]:
    """Read degrees, minutes and seconds that stand in two columns."""
    found = parse_coordinate(f"E {cells[0]} , N {cells[1]}") if all(cells) else None
    if found is None or found.certain is None:
        return _bad(cells[0] if _number(cells[0]) is None else cells[1], where)
    return point_wkb(found.certain.lon, found.certain.lat), []


def _from_pair(text: str, where: Address) -> tuple[bytes | None, list[Problem]]:
    found = parse_coordinate(text)
    inside = [c for c in found.candidates if in_china(c.lon, c.lat)]
    if found.certain is not None:
        return point_wkb(found.certain.lon, found.certain.lat), []
    if len(inside) == 1 and found.refusal is None:
        warning = problem("place_order_assumed", where, lon=inside[0].lon, lat=inside[0].lat)
        return point_wkb(inside[0].lon, inside[0].lat), [warning]
    code = "place_ambiguous" if found.candidates else "place_unreadable"
    return None, [problem(code, where, found=text[:60])]


def _bad(value: Value, where: Address) -> tuple[None, list[Problem]]:
    return None, [problem("place_unreadable", where, found="" if value is None else str(value)[:60])]


def _number(value: Value) -> float | None:
    if isinstance(value, bool) or value is None:
        return None
    try:
        return float(str(value).strip().rstrip("°"))
    except ValueError:
        return None


def _named(columns: Sequence[Column]) -> dict[str, int]:
    named: dict[str, int] = {}
    for i, column in enumerate(columns):
        tidy = plain_heading(column.name)
        for meaning, pattern in NAMES.items():
            if pattern.match(tidy):
                named.setdefault(meaning, i)
    return named


def plain_heading(name: str) -> str:
    """Return a heading in small plain letters, without unit and marks: ``X坐标（单位：米）``, ``x坐标``."""
    narrow = unicodedata.normalize("NFKC", name).lower()
    return re.sub(r"[\s()\[\]【】〔〕°/]|米", "", UNIT.sub("", narrow))


def _mostly(sample: Sequence[Sequence[Value]], i: int, holds: object) -> bool:
    texts = [str(row[i]) for row in sample if i < len(row) and row[i] is not None and str(row[i]).strip()]
    return bool(texts) and callable(holds) and sum(bool(holds(t)) for t in texts) >= len(texts) * 0.6


def _short(error: BaseException) -> str:
    return str(error).split("\n")[0][:120]
