"""What a header says of its system: datum, zone, unit, parameters."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from spatial.coordinates.zones import Zone, zone_of_prefix
from spatial.intake.problems import Address, Problem, problem
from spatial.survey.model import HeaderField, Registered

LOCAL = re.compile(r"独立|地方|城建|城市|任意|假定|施工|local|北京.*2000|2000.*北京", re.I)
OLD = re.compile(r"54|80|北京|西安|beijing|xi'?an", re.I)
NATIONAL = re.compile(r"2000|cgcs|wgs-?_? ?84", re.I)
KEYS = {
    "datum": re.compile(r"坐标系统?|大地基准|坐标基准"),
    "width": re.compile(r"几?度?分带|带宽"),
    "zone": re.compile(r"带号|投影带"),
    "meridian": re.compile(r"中央(经线|子午线)"),
    "unit": re.compile(r"计量单位|坐标单位|单位"),
    "parameters": re.compile(r"转换参数"),
}
NOT_A_UNIT = re.compile(r"产生|生产|测绘|制作|编制|报送|申请")
ABOUT = {"datum": "坐标系", "zone": "带号"}
UNITS = {"": "", "米": "m", "m": "m", "meter": "m", "metre": "m", "毫米": "mm", "mm": "mm", "公里": "km",
"千米": "km",
         "km": "km", "度": "degree", "°": "degree", "degree": "degree", "十进制度": "degree"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """What the headers say. ``datum``: national, refused, unknown, registered or empty. ``unit`` as in
    ``Declared``.
    """

    datum: str = ""
    datum_text: str = ""
    definition: str = ""
    zone: Zone | None = None
    zone_field: HeaderField | None = None
    unit: str = ""
    unit_text: str = ""
    problems: tuple[Problem, ...] = ()


def read_header(header: Iterable[HeaderField], registered: Iterable[Registered]) -> Stated:
    """Return what the fields say; several headers are held against each other."""
    found = _by_meaning(header)
    datum = _first(found.get("datum", []))
    kind, definition = _datum(datum, registered)
    zone, zone_field, problems = _zone(found)
    unit_text = _first(found.get("unit", []))
    parameters = _first(found.get("parameters", []))
    if parameters.strip(", 0.;；"):
        problems.append(problem("parameters_not_applied", value=_safe(parameters)))
    problems += _disagreements(found)
    return Stated(
        datum=kind, datum_text=_safe(datum), definition=definition, zone=zone, zone_field=zone_field,
        unit=UNITS.get(unit_text.lower(), "other"), unit_text=_safe(unit_text), problems=tuple(problems),
    )  # fmt: skip


def _by_meaning(header: Iterable[HeaderField]) -> dict[str, list[HeaderField]]:
    found: dict[str, list[HeaderField]] = {}
    for field in header:
        meaning = next((name for name, pattern in KEYS.items() if pattern.fullmatch(field.key)), "")
        if not meaning:
            meaning = next((name for name, pattern in KEYS.items() if pattern.search(field.key)), "")
        if meaning and not (meaning == "unit" and NOT_A_UNIT.search(field.key)):
            found.setdefault(meaning, []).append(field)
    return found


def _first(fields: list[HeaderField]) -> str:
    return next((field.value for field in fields if field.value), "")


def _datum(text: str, registered: Iterable[Registered]) -> tuple[str, str]:
    for system in registered:
        if any(word.lower() in text.lower() for word in system.words):
            return "registered", system.definition
    if not text:
        return "", ""
    if LOCAL.search(text):
        return "unknown", ""
    if NATIONAL.search(text):
        return "national", ""
    return ("refused" if OLD.search(text) else "unknown"), ""


def _zone(found: dict[str, list[HeaderField]]) -> tuple[Zone | None, HeaderField | None, list[Problem]]:
    width = next((int(m[0]) for f in found.get("width", []) if (m := re.search(r"[36]", f.value))), 0)
    for field in [*found.get("zone", []), *found.get("meridian", [])]:
        digits = re.search(r"\d{2,3}", field.value)
        if digits is None:
            continue
        zone = _zone_of(int(digits[0]), width)
        if zone is None:
            return None, None, [problem("zone_unreadable", _at(field), value=_safe(field.value))]
        said = []
        if width and width != zone.width_deg:
            said.append(problem(
                "zone_width_contradicts", _at(field), width=width, zone=zone.number, real=zone.width_deg
            ))  # fmt: skip
        return zone.without_prefix(), field, said
    return None, None, []


def _zone_of(number: int, width: int) -> Zone | None:
    if number < 60:
        return zone_of_prefix(number)
    if width == 6 and number % 6 == 3:
        return zone_of_prefix((number + 3) // 6)
    return zone_of_prefix(number // 3) if number % 3 == 0 else None


def _disagreements(found: dict[str, list[HeaderField]]) -> list[Problem]:
    said = []
    for meaning, key in ABOUT.items():
        values = dict.fromkeys(field.value for field in found.get(meaning, []) if field.value)
        if len(values) > 1:
            last = found[meaning][-1]
            said.append(problem("headers_disagree", _at(last), key=key, values=_safe(" / ".join(values))))
    return said


def _at(field: HeaderField) -> Address:
    return Address(kind="line", row=field.line) if field.line else Address()


def _safe(text: str) -> str:
    return text[:60].replace("{", "(").replace("}", ")")
