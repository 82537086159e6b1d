"""Tables of points (点号, 圈号, X, Y) become parcels, as the lines of a boundary-point text do."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from spatial.intake.model import Layer, Row, Value
from spatial.intake.problems import Address, Fact, refuse
from spatial.survey.columns import Roles
from spatial.survey.model import Attributes, HeaderField, RawParcel, Remark
from spatial.survey.rings import Points, split_rings
from spatial.survey.system.stated import LOCAL, NATIONAL, OLD
from spatial.survey.text.lines import tidy
from spatial.survey.text.points import Unreadable, number
from spatial.survey.tolerances import Capacity

SAID = re.compile(r"([^\s,，;；:：=]{1,12})\s*[:：=]\s*([^\s,，;；]{1,60})")
MERIDIAN = re.compile(r"中央(?:经线|子午线)\D{0,4}(\d{2,3})")
SIXTY = 60.0
SEXAGESIMAL = re.compile(
    r"[NE]?\s*(\d{1,3})\s*[°度:d]\s*(\d{1,2})\s*['′’‘分:m]\s*(?:(\d{1,2}(?:\.\d+)?)\s*(?:[\"″”“秒s]|'')?)?"
    r"\s*[NE]?", re.I,
)  # fmt: skip
ZONE = re.compile(r"第?\s*(\d{2})\s*(?:号|度)?带")


def is_point_table(layer: Layer) -> bool:
    """Tell whether the rows of a table are boundary points rather than things with a place."""
    if layer.geometry != "Point" or _how(layer) not in {"metres", "degrees"}:
        return False
    roles = Roles(layer.columns)
    return roles.has("label") or roles.has("ring") or len(layer.columns) <= 3


@dataclass(slots=True)
class _Collected:
    attributes: Attributes
    address: Address
    points: Points = field(default_factory=Points)


@dataclass(slots=True)
class Table:
    """What a table gave: its parcels, what was odd, and what its preamble says like a header."""

    parcels: list[RawParcel] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    header: list[HeaderField] = field(default_factory=list)


def read_table(layer: Layer, rows: Iterable[Row], capacity: Capacity) -> Table:
    """Return the parcels of a table of points."""
    table = Table(header=list(_header(layer.preamble)))
    collected = _collect(layer, rows, table, capacity)
    for at, one in enumerate(collected, start=1):
        split = split_rings(one.points, parcel=at, kind=one.address.kind)
        table.remarks += split.remarks
        table.parcels.append(RawParcel(
            number=at, attributes=one.attributes, rings=tuple(split.rings), points=len(one.points),
            address=one.address
        ))  # fmt: skip
    return table


def _collect(layer: Layer, rows: Iterable[Row], table: Table, capacity: Capacity) -> list[_Collected]:
    """Put the points of each parcel together; a cell left empty repeats the one above."""
    roles = Roles(layer.columns)
    at = [next(c.number - 1 for c in layer.columns if c.name == name) for name in layer.places]
    collected: list[_Collected] = []
    key: tuple[str, str] = ("", "")
    count = 0
    for row in rows:
        texts = [_text(row.values[i]) for i in at]
        if not any(texts):
            continue
        said = roles.attributes(row.values, with_area=True)
        new = (said.name or key[0], said.code or key[1])
        if not collected or new != key:
            collected.append(_Collected(replace(said, name=new[0], code=new[1]), row.address))
            key = new
        count += 1
        if count > capacity.max_points:
            raise refuse("survey_too_many_points", row.address, limit=capacity.max_points)
        _take(
            collected[-1].points, row, texts, roles, len(collected), table, degrees=_how(layer) == "degrees"
        )
    return collected


def _take(
    points: Points, row: Row, texts: Sequence[str], roles: Roles, parcel: int, table: Table, *, degrees: bool
) -> None:
    """Add one point. Of degrees the longitude stands first, of metres X, the northing."""
    try:
        first, second = (_angle(text) if degrees else number(text) for text in texts)
    except Unreadable as fault:
        facts: dict[str, Fact] = {"found": ", ".join(texts)[:60].replace("{", "(").replace("}", ")")}
        table.remarks.append(Remark(code=fault.code, parcel=parcel, address=row.address, facts=facts))
        return
    if first == second:
        table.remarks.append(
            Remark(code="x_twice", parcel=parcel, address=row.address, facts={"found": texts[0]})
        )
        return
    ring = re.match(r"\d{1,6}", roles.text("ring", row.values))
    points.numbers.append(int(ring[0]) if ring else 0)
    points.labels.append(roles.text("label", row.values)[:40])
    points.lines.append(row.address.row)
    x, y = (0, 1) if degrees else (1, 0)
    values = (first, second)
    points.xs.append(values[x])
    points.ys.append(values[y])
    points.x_texts.append(texts[x])
    points.y_texts.append(texts[y])


def _angle(text: str) -> float:
    """Return degrees, decimal or with minutes and seconds; raise ``Unreadable``."""
    match = SEXAGESIMAL.fullmatch(tidy(text))
    if match is None:
        return number(text)
    whole, minutes, seconds = (float(part or 0) for part in match.groups())
    if minutes >= SIXTY or seconds >= SIXTY:
        raise Unreadable("angle_unreadable")
    return whole + minutes / SIXTY + seconds / SIXTY**2


def _header(preamble: Iterable[str]) -> Iterator[HeaderField]:
    """Return what the lines above a table say of its system."""
    for text in preamble:
        for key, value in SAID.findall(text):
            yield HeaderField(key=key, value=value, line=0)
        meridian, zone = MERIDIAN.search(text), ZONE.search(text)
        if meridian:
            yield HeaderField(key="中央经线", value=meridian[1], line=0)
        elif zone:
            yield HeaderField(key="带号", value=zone[1], line=0)
        if not SAID.search(text) and "坐标" in text and any(p.search(text) for p in (LOCAL, OLD, NATIONAL)):
            yield HeaderField(key="坐标系", value=text[:60], line=0)


def _how(layer: Layer) -> str:
    found = next((p for p in layer.problems if p.code == "places_found"), None)
    return str(found.facts["how"]) if found else ""


def _text(value: Value) -> str:
    return "" if value is None else str(value).strip()
