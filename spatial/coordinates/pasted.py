"""Read a coordinate as people paste it: decimal degrees, degrees-minutes-seconds, or Gauss-Krüger metres."""

from dataclasses import dataclass

from spatial.coordinates.detect import Reading, detect_zone
from spatial.coordinates.numbers import Angle, Marks, NoPair, Pair, read_pair
from spatial.coordinates.sentences import say
from spatial.coordinates.zones import (
    CGCS2000_SRID,
    Zone,
    in_china,
    zone_of_longitude,
    zone_of_prefix,
)

LONGEST_TEXT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One place a pasted text may mean; ``reasons`` are keys of ``sentences.SENTENCES``."""

    lon: float
    lat: float
    srid: int
    zone: Zone | None
    reasons: tuple[str, ...]

    def note(self, language: str = "zh") -> str:
        """Say how the text was read."""
        where = f"EPSG:{self.srid}"
        if self.zone is not None:
            where = f"{self.zone.name if language.startswith('en') else self.zone.name_zh}, {where}"
        gap = " " if language.startswith("en") else ""
        return gap.join([*(say(reason, language) for reason in self.reasons), f"({where})"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pasted:
    """What a pasted text may mean. ``refusal``: what speaks against it, a key of ``sentences.SENTENCES``."""

    text: str
    candidates: tuple[Candidate, ...] = ()
    refusal: str | None = None

    @property
    def certain(self) -> Candidate | None:
        """Return the only candidate, if there is just one; otherwise a person chooses."""
        return self.candidates[0] if len(self.candidates) == 1 and self.refusal is None else None


def parse_coordinate(
    text: str, *, near: tuple[float, float] | None = None, zone: Zone | None = None
) -> Pasted:
    """Return every place the text may mean, likeliest first.

    ``near``: longitude and latitude of what the person looks at; ``zone``: the zone the person named. Degrees
    are read as CGCS2000, which equals WGS 84 to centimetres.
    """
    if len(text) > LONGEST_TEXT:
        return Pasted(text=text[:LONGEST_TEXT], refusal="not_two_numbers")
    try:
        pair = read_pair(text)
    except NoPair as reason:
        return Pasted(text=text, refusal=reason.key)
    if pair.marks.zone_number is not None and zone is None:
        zone = _named_zone(pair.marks)
        if zone is None:
            return Pasted(text=text, refusal="unknown_prefix")
    if _in_metres(pair):
        return _metres(text, pair, near=near, zone=zone)
    return _degrees(text, pair)


def _named_zone(marks: Marks) -> Zone | None:
    number = marks.zone_number
    if number is None:
        return None
    if not marks.zone_is_meridian:
        return zone_of_prefix(number)
    return zone_of_longitude(number) if number % 3 == 0 else None


def _in_metres(pair: Pair) -> bool:
    return not pair.sexagesimal and max(abs(pair.first.value), abs(pair.second.value)) > 1000


def _metres(text: str, pair: Pair, *, near: tuple[float, float] | None, zone: Zone | None) -> Pasted:
    found = detect_zone(pair.first.value, pair.second.value, declared=zone, near=near)
    return Pasted(text=text, candidates=tuple(_of_reading(r) for r in found.readings), refusal=found.refusal)


def _of_reading(reading: Reading) -> Candidate:
    reasons = (reading.reason, "swapped") if reading.swapped else (reading.reason,)
    return Candidate(lon=reading.lon, lat=reading.lat, srid=reading.srid, zone=reading.zone, reasons=reasons)


def _degrees(text: str, pair: Pair) -> Pasted:
    first, second = pair.first, pair.second
    if first.axis or second.axis:
        return _marked_degrees(text, first, second)
    orders = [(lon, lat) for lon, lat in ((first, second), (second, first)) if _possible(lon, lat)]
    if not orders:
        return Pasted(text=text, refusal="degrees_beyond_range")
    if len(orders) == 1:
        return Pasted(text=text, candidates=(_place(*orders[0], reason="over_90"),))
    inside = [in_china(lon.value, lat.value) for lon, lat in orders]
    if inside[0] == inside[1]:
        return Pasted(text=text, candidates=tuple(_place(*o, reason="either_order") for o in orders))
    orders.sort(key=lambda o: not in_china(o[0].value, o[1].value))
    likely, other = orders
    return Pasted(
        text=text,
        candidates=(_place(*likely, reason="in_china"), _place(*other, reason="outside_china")),
    )


def _marked_degrees(text: str, first: Angle, second: Angle) -> Pasted:
    lon, lat = (second, first) if first.axis == "lat" or second.axis == "lon" else (first, second)
    if {first.axis, second.axis} in ({"lon"}, {"lat"}):
        return Pasted(text=text, refusal="not_two_numbers")
    if not _possible(lon, lat):
        return Pasted(text=text, refusal="degrees_beyond_range")
    return Pasted(text=text, candidates=(_place(lon, lat, reason="marked"),))


def _possible(lon: Angle, lat: Angle) -> bool:
    return abs(lon.value) <= 180 and abs(lat.value) <= 90


def _place(lon: Angle, lat: Angle, *, reason: str) -> Candidate:
    return Candidate(lon=lon.value, lat=lat.value, srid=CGCS2000_SRID, zone=None, reasons=(reason,))


def looks_like_coordinate(text: str) -> bool:
    """Tell whether a text is two numbers dressed as a coordinate, be it one that lies nowhere.

    A code, a name with numbers in it or a telephone number is none.
    """
    if len(text) > LONGEST_TEXT:
        return False
    try:
        read_pair(text)
    except NoPair as reason:
        return reason.key != "not_two_numbers"
    return True
