"""Read a boundary-point text line by line into a draft: header, parcels, and what was odd."""

from dataclasses import dataclass, field
from pathlib import Path

from spatial.intake.problems import Address, Fact, Refused, refuse
from spatial.survey.model import Attributes, Draft, HeaderField, RawParcel, Remark
from spatial.survey.rings import Points, split_rings
from spatial.survey.text.lines import ends_with_newline, find_encoding, is_attributes, text_lines, tidy
from spatial.survey.text.points import (
    Point,
    Unreadable,
    is_template,
    plain_point,
    read_attributes,
    read_point,
)
from spatial.survey.tolerances import Capacity

SPOILT = frozenset({"line_unreadable", "coordinate_not_finite"})
HEADER, BODY = "属性描述", "地块坐标"


@dataclass(slots=True)
class _Parcel:
    attributes: Attributes
    line: int
    points: Points = field(default_factory=Points)


class _Reader:
    """What is known so far. Feed it every line; ``finish`` gives the parcels."""

    def __init__(self, capacity: Capacity) -> None:
        self._capacity = capacity
        self._section = ""
        self._seen: list[str] = []
        self._parcel: _Parcel | None = None
        self._points = self._bad = self._width = 0
        self.header: list[HeaderField] = []
        self.parcels: list[RawParcel] = []
        self.remarks: list[Remark] = []
        self.last_bad = 0
        self.tail: tuple[str, str] = ("", "")

    def feed(self, number: int, raw: str) -> None:
        """Take one line."""
        point = plain_point(raw) if self._section == BODY else None
        if point is not None:
            self._put_point(number, raw, point)
            return
        line = tidy(raw)
        if not line or is_template(line):
            return
        if line.startswith("[") and line.endswith("]"):
            self._open_section(number, line[1:-1].strip())
        elif is_attributes(line):
            self._open_parcel(number, raw)
        elif self._section != BODY and ("=" in line or ":" in line):
            key, _mark, value = (
                line.replace(":", "=", 1).partition("=") if "=" not in line else line.partition("=")
            )
            self.header.append(HeaderField(key=key.strip(), value=value.strip(), line=number))
        elif self._section in (BODY, ""):
            self._take_point(number, raw)

    def finish(self) -> None:
        """End the last parcel."""
        self._close_parcel()

    def remark(self, code: str, line: int, **facts: Fact) -> None:
        """Note something about a line."""
        parcel = len(self.parcels) + 1 if self._parcel else 0
        self.remarks.append(
            Remark(code=code, parcel=parcel, address=Address(kind="line", row=line), facts=facts)
        )

    def _open_section(self, number: int, name: str) -> None:
        if name in self._seen and name in (HEADER, BODY):
            self.remark("header_again", number, name=name)
        self._seen.append(name)
        self._section = name

    def _open_parcel(self, number: int, raw: str) -> None:
        self._close_parcel()
        if self._section != BODY:
            self.remark("body_mark_missing", number)
            self._section = BODY
        if len(self.parcels) >= self._capacity.max_parcels:
            raise refuse("survey_too_many_parcels", _at(number), limit=self._capacity.max_parcels)
        self._parcel = _Parcel(read_attributes(raw), number)
        if self._parcel.attributes.count < 0:
            self.remark("count_missing", number)

    def _take_point(self, number: int, raw: str) -> None:
        try:
            point = read_point(raw)
        except Unreadable as fault:
            self._spoilt(number, raw, fault.code)
            return
        self._put_point(number, raw, point)

    def _put_point(self, number: int, raw: str, point: Point) -> None:
        if point.width < self._width:
            self._spoilt(number, raw, "line_unreadable")
            return
        self._width = self._width or point.width
        if self._parcel is None:
            self._parcel = _Parcel(Attributes(), number)
            self.remark("attributes_missing", number)
        if point.x == point.y and point.x_text == point.y_text:
            self.remark("x_twice", number, found=point.x_text[:40])
            return
        self.tail = (self.tail[1], point.y_text)
        self._keep(self._parcel.points, point, number)

    def _keep(self, points: Points, point: Point, number: int) -> None:
        self._points += 1
        if self._points > self._capacity.max_points:
            raise refuse("survey_too_many_points", _at(number), limit=self._capacity.max_points)
        points.numbers.append(point.ring)
        points.labels.append(point.label)
        points.xs.append(point.y)
        points.ys.append(point.x)
        points.x_texts.append(point.y_text)
        points.y_texts.append(point.x_text)
        points.lines.append(number)

    def _spoilt(self, number: int, raw: str, code: str) -> None:
        self._bad += 1
        self.last_bad = number
        if self._bad > self._capacity.max_bad_lines:
            raise refuse("survey_not_points", _at(number), limit=self._capacity.max_bad_lines)
        self.remark(code, number, found=raw.strip()[:60].replace("{", "(").replace("}", ")"))

    def _close_parcel(self) -> None:
        parcel = self._parcel
        if parcel is None:
            return
        number = len(self.parcels) + 1
        split = split_rings(parcel.points, parcel=number)
        if len(split.rings) > self._capacity.max_rings:
            raise refuse("survey_too_many_rings", _at(parcel.line), limit=self._capacity.max_rings)
        self.remarks += split.remarks
        self.parcels.append(RawParcel(
            number=number, attributes=parcel.attributes, rings=tuple(split.rings), points=len(parcel.points),
            address=_at(parcel.line),
        ))  # fmt: skip
        self._parcel = None


def read_text(path: Path, name: str, *, sha256: str, encoding: str, capacity: Capacity) -> Draft:
    """Return the draft of a boundary-point text; raise ``Refused`` when it holds no parcel."""
    finding, cut = find_encoding(path, chosen=encoding)
    reader = _Reader(capacity)
    number = 0
    for number, line in text_lines(path, finding.encoding, cut=cut, capacity=capacity):
        reader.feed(number, line)
    reader.finish()
    if not any(parcel.rings for parcel in reader.parcels):
        raise _why_none(reader, name)
    if cut or _is_cut(reader, path, number):
        reader.remark("file_cut", number)
    return Draft(
        kind="parcel_txt", name=name, size_bytes=path.stat().st_size, sha256=sha256,
        parcels=tuple(reader.parcels), surveyed=True, encoding=finding, header=tuple(reader.header),
        remarks=tuple(reader.remarks),
    )  # fmt: skip


def _why_none(reader: _Reader, name: str) -> Refused:
    """Return what to say of a text without any ring: what is wrong with its points, where it has some."""
    twice = [one for one in reader.remarks if one.code == "x_twice"]
    if twice:
        facts: dict[str, Fact] = {"count": len(twice), "found": twice[0].facts["found"]}
        return refuse("x_twice_everywhere", twice[0].address, **facts)
    bad = next((one for one in reader.remarks if one.code in SPOILT), None)
    if bad is not None and reader.parcels:
        return refuse(bad.code, bad.address, **bad.facts)
    return refuse("survey_without_parcels", name=name[-60:])


def _is_cut(reader: _Reader, path: Path, last_line: int) -> bool:
    """Tell whether the file ends in the middle: a parcel without points, or short of its count."""
    last = reader.parcels[-1]
    if not last.rings:
        return True
    if ends_with_newline(path):
        return False
    before, final = (text.partition(".")[2] for text in reader.tail)
    short = last.points < last.attributes.count - 1 or len(final) < len(before)
    closed = [ring.closed for parcel in reader.parcels for ring in parcel.rings]
    return reader.last_bad == last_line or short or (not closed[-1] and len(closed) > 1 and all(closed[:-1]))


def _at(number: int) -> Address:
    return Address(kind="line", row=number)
