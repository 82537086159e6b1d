"""Find two numbers and their marks in a pasted text, whatever punctuation stands round them."""

import re
from dataclasses import dataclass
from typing import Literal

Axis = Literal["lon", "lat", ""]

_WIDE = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x3001: 0x2C, 0x2212: 0x2D, 0x2013: 0x2D}
_MARKS = (
    {ord(c): "'" for c in "′’‘´ʹ＇分"} | {ord(c): '"' for c in "″”“〃＂秒"} | {ord(c): "°" for c in "º˚度"}
)
_WORDS = (
    (re.compile(r"北纬|纬度|latitude|lat\b", re.I), " N "),
    (re.compile(r"南纬", re.I), " S "),
    (re.compile(r"东经|经度|longitude|long?\b|lng\b", re.I), " E "),
    (re.compile(r"西经", re.I), " W "),
)
_ZONE = re.compile(r"(?:带号|zone|第)\s*[:=]?\s*(\d{1,2})\s*(?:带|号带)?", re.I)
_MERIDIAN = re.compile(r"(?:中央(?:经线|子午线)|central meridian|CM)\s*[:=]?\s*(\d{2,3})\s*°?\s*E?", re.I)
_BELT = re.compile(r"[36]\s*°\s*带|[36]\s*-?\s*deg(?:ree)?s?\s*(?:zone)?", re.I)
_NUMBER = r"\d+(?:\.\d+)?"
_FRONT = r"(?:(?P<front>[NSEWXY])\s*[:=]?\s*)?(?P<sign>(?<!\d)[-+])?"
_BACK = r"(?(front)|(?:\s*(?P<back>[NSEW])(?![A-Za-z]))?)"
_DMS = re.compile(
    rf"{_FRONT}(?P<d>{_NUMBER})\s*°\s*(?:(?P<m>{_NUMBER})\s*')?\s*(?:(?P<s>{_NUMBER})\s*\")?{_BACK}", re.I
)
_PLAIN = re.compile(rf"{_FRONT}(?P<d>{_NUMBER})(?:\s*(?:m\b|米))?{_BACK}", re.I)
_FILLING = re.compile(r"[\s,;:/|()\[\]°'\"]|point|坐标|位置|[纵横]|cgcs2000|wgs-?84", re.I)
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])")
_AXES: dict[str, Axis] = {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}


class NoPair(Exception):
    """The text holds no pair; ``key`` is a key of ``sentences.SENTENCES``."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """One number, degrees or metres; ``axis`` when the text names it."""

    value: float
    axis: Axis


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What the text says of the zone: its number, or (``zone_is_meridian``) its middle in degrees."""

    zone_number: int | None = None
    zone_is_meridian: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two numbers in the order written."""

    first: Angle
    second: Angle
    sexagesimal: bool
    marks: Marks


def read_pair(text: str) -> Pair:
    """Return the two numbers of the text; raise ``NoPair`` unless there are exactly two."""
    tidy, marks = _take_zone(_tidy(text))
    found = _two(_DMS, tidy)
    sexagesimal = bool(found)
    found = found or _two(_PLAIN, tidy) or _two(_PLAIN, _THOUSANDS.sub(_without_commas, tidy))
    if not found:
        raise NoPair("not_two_numbers")
    return Pair(first=_angle(found[0]), second=_angle(found[1]), sexagesimal=sexagesimal, marks=marks)


def _tidy(text: str) -> str:
    tidy = text.translate(_WIDE)
    for pattern, letter in _WORDS:
        tidy = pattern.sub(letter, tidy)
    return tidy.translate(_MARKS).replace("''", '"')


def _take_zone(text: str) -> tuple[str, Marks]:
    """Take the words about the zone out, so that their digits are not read as coordinates."""
    text = _BELT.sub(" ", text)
    for pattern, is_meridian in ((_MERIDIAN, True), (_ZONE, False)):
        match = pattern.search(text)
        if match:
            rest = text[: match.start()] + " " + text[match.end() :]
            return rest, Marks(zone_number=int(match[1]), zone_is_meridian=is_meridian)
    return text, Marks()


def _two(pattern: re.Pattern[str], text: str) -> list[re.Match[str]]:
    """Return the two matches, or nothing when there are not two or when other words stand beside them."""
    found = list(pattern.finditer(text))
    beside = _FILLING.sub("", pattern.sub(" ", text))
    return found if len(found) == 2 and not beside else []


def _without_commas(match: re.Match[str]) -> str:
    return match[0].replace(",", "")


def _angle(match: re.Match[str]) -> Angle:
    parts = match.groupdict()
    minutes, seconds = float(parts.get("m") or 0), float(parts.get("s") or 0)
    if minutes >= 60 or seconds >= 60:
        raise NoPair("minutes_beyond_60")
    letter = (parts["front"] or parts["back"] or "").upper()
    value = float(parts["d"]) + minutes / 60 + seconds / 3600
    negative = (parts["sign"] == "-") != (letter in {"S", "W"})
    return Angle(value=-value if negative else value, axis=_AXES.get(letter, ""))
