"""What a document says of its area by land class: lines that add up to its total."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.approvals.models import LandDocument
from portal.core.errors import Invalid
from portal.core.rulebook import rule
from spatial.land.classes import class_name
from spatial.land.rules.ground import rounding_sqm

SQM_PER_HA = 10_000
HECTARE_DIGITS = Decimal("0.0001")
"""Papers give hectares to four decimals: one square metre."""
LONGEST_CODE, LONGEST_NAME, MOST_SQM = 16, 100, Decimal(10) ** 13


class AreaLineInvalid(Invalid):
    """A line without class, with an area that is none, or the second line of one class."""

    message = _("The area “{area}” of the land class “{code}” is not taken: each class once, above 0.")


class AreasDoNotSum(Invalid):
    """The classes are parts of the whole."""

    message = _(
        "The areas by land class add up to {sum_ha} ha, declared are {total_ha} ha; "
        "they may differ by {allowed_sqm} m² of rounding."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaLine:
    """One line. ``hectares``: to four decimals, as on paper; ``name``: as printed, else as listed."""

    code: str
    name: str
    hectares: Decimal


def lines_of(document: LandDocument) -> list[AreaLine]:
    """Return a document's lines by code."""
    return [
        AreaLine(code=code, name=document.area_names.get(code) or class_name(code), hectares=_hectares(sqm))
        for code, sqm in sorted(document.areas.items())
    ]


def as_kept(lines: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return lines as a document keeps them: areas in m² and the names that are not the listed ones."""
    areas: dict[str, float] = {}
    names: dict[str, str] = {}
    for line in lines:
        code, name = str(line["code"]).strip(), str(line.get("name") or "").strip()
        if code in areas:
            raise AreaLineInvalid(code=code[:LONGEST_CODE], area=str(line["hectares"])[:24])
        areas[code] = float(Decimal(str(line["hectares"])) * SQM_PER_HA)
        if name and name != class_name(code):
            names[code] = name[:LONGEST_NAME]
    return {"areas": areas, "area_names": names}


def check(document: LandDocument, *, on: date) -> None:
    """Raise ``AreaLineInvalid`` or ``AreasDoNotSum``; without a total there is nothing to add up to."""
    parts = {code: _plain(code, area) for code, area in document.areas.items()}
    if not parts or document.declared_sqm is None:
        return
    total, declared = sum(parts.values()), Decimal(str(document.declared_sqm))
    allowed = Decimal(str(rounding_sqm(len(parts), float(rule("land_area_tolerance_sqm", on=on)))))
    if abs(total - declared) > allowed:
        raise AreasDoNotSum(
            sum_ha=str(_hectares(total)), total_ha=str(_hectares(declared)), allowed_sqm=f"{allowed:g}"
        )


def _plain(code: str, area: Any) -> Decimal:
    try:
        number = Decimal(str(area))
    except InvalidOperation:
        number = Decimal(0)
    if not (0 < len(code) <= LONGEST_CODE and number.is_finite() and 0 < number < MOST_SQM):
        raise AreaLineInvalid(code=code[:LONGEST_CODE], area=str(area)[:24])
    return number


def _hectares(sqm: Any) -> Decimal:
    return (Decimal(str(sqm)) / SQM_PER_HA).quantize(HECTARE_DIGITS)
