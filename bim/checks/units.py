"""Units: there, of one system, and converted by the right factor."""

import contextlib
import math
from collections.abc import Iterator
from typing import Any

import ifcopenshell.util.unit as units

from bim.checks.finding import Finding, once

METRES = {"inch": 0.0254, "foot": 0.3048, "yard": 0.9144, "mile": 1609.344, "us survey foot": 1200 / 3937}
INCH, FOOT, YARD, MILE = (METRES[name] for name in ("inch", "foot", "yard", "mile"))
FACTORS: dict[str, tuple[float, ...]] = {
    **{name: (value,) for name, value in METRES.items()},
    "yard": (YARD, 0.914), "mile": (MILE, 1609.0), "acre": (4046.8564224, 4046.86, 4046.87261),
    "square inch": (INCH**2, 0.0006452), "square foot": (FOOT**2,), "square yard": (YARD**2,),
    "square mile": (MILE**2, 2588881.0), "cubic inch": (INCH**3, 0.00001639), "cubic foot": (FOOT**3,),
    "cubic yard": (YARD**3, 0.7636), "cubic mile": (MILE**3, 4165509529.0), "litre": (0.001,),
    "fluid ounce uk": (0.0000284130625,), "fluid ounce us": (0.0000295735295625, 0.00002957353),
    "pint uk": (0.00056826125, 0.000568), "pint us": (0.000473176473, 0.000473),
    "gallon uk": (0.00454609, 0.004546), "gallon us": (0.003785411784, 0.003785),
    "degree": (math.pi / 180,), "ounce": (0.028349523125, 0.02835), "pound": (0.45359237, 0.454),
    "ton uk": (1016.0469088,), "ton us": (907.18474,), "tonne": (1000.0,), "lbf": (4.4482216153,),
    "kip": (4448.2216153,), "psi": (6894.7572932,), "ksi": (6894757.2932,), "minute": (60.0,),
    "hour": (3600.0,), "day": (86400.0,), "btu": (1055.056,), "fahrenheit": (1.8, 5 / 9),
}  # fmt: skip
"""In SI units: the true factor, and where the standard's own table is rounded, that one as well."""
POWERS = {"LENGTHUNIT": 1, "AREAUNIT": 2, "VOLUMEUNIT": 3}
MEASURED = ("LENGTHUNIT", "AREAUNIT", "VOLUMEUNIT")
SI_NAMES = {"LENGTHUNIT": "METRE", "AREAUNIT": "SQUARE_METRE", "VOLUMEUNIT": "CUBIC_METRE",
            "PLANEANGLEUNIT": "RADIAN", "MASSUNIT": "GRAM", "TIMEUNIT": "SECOND"}  # fmt: skip
CLOSE = 1e-6


def check_units(file: Any) -> Iterator[Finding]:
    """Yield missing units, units of two systems side by side, and conversions by a wrong factor."""
    assigned = _assigned(file)
    kinds = {str(getattr(one, "UnitType", "")): one for one in assigned}
    if "LENGTHUNIT" not in kinds:
        yield once("unit_length_missing")
    missing = [name for name in MEASURED[1:] if name not in kinds]
    if missing and "LENGTHUNIT" in kinds:
        yield once("units_missing", kinds=", ".join(missing))
    yield from _mixed(kinds)
    for one in assigned:
        if one.is_a("IfcConversionBasedUnit"):
            yield from _converted(one)


def _assigned(file: Any) -> list[Any]:
    found = []
    for project in file.by_type("IfcProject"):
        if project.UnitsInContext:
            found += [one for one in project.UnitsInContext.Units or () if one is not None]
    return found


def _mixed(kinds: dict[str, Any]) -> Iterator[Finding]:
    """Areas and volumes may be in metres while lengths are in millimetres; feet beside metres are a slip."""
    systems = {name: one.is_a("IfcConversionBasedUnit") for name in MEASURED if (one := kinds.get(name))}
    if len(set(systems.values())) > 1:
        odd = [name for name, imperial in systems.items() if imperial]
        yield once("units_mixed", imperial=", ".join(odd), metric=", ".join(sorted({*systems} - {*odd})))


def _converted(unit: Any) -> Iterator[Finding]:
    name, kind = str(unit.Name or ""), str(unit.UnitType or "")
    known, factor = FACTORS.get(name.lower()), _factor(unit)
    if factor is None:
        yield once("unit_without_factor", name=name, kind=kind)
    elif known is None:
        if kind in POWERS:
            yield once("unit_unknown", name=name, kind=kind, factor=factor)
    elif not any(math.isclose(factor, one, rel_tol=CLOSE) for one in known):
        yield once("unit_factor_wrong", name=name, kind=kind, factor=factor, right=known[0])
    yield from _base_differs(unit, kind)


def _base_differs(unit: Any, kind: str) -> Iterator[Finding]:
    base = unit.ConversionFactor.UnitComponent if unit.ConversionFactor else None
    other = str(getattr(base, "UnitType", kind) or kind)
    if base is not None and base.is_a("IfcSIUnit") and base.Name != SI_NAMES.get(kind, base.Name):
        other = str(base.Name)
    if other != kind:
        yield once("unit_base_differs", name=str(unit.Name or ""), kind=kind, base=other)
    exponents, power = unit.Dimensions, POWERS.get(kind)
    if exponents is not None and power is not None and exponents.LengthExponent != power:
        yield once("unit_dimensions_wrong", name=str(unit.Name or ""), kind=kind)


def _factor(unit: Any) -> float | None:
    """Return how many SI units one of these is."""
    with contextlib.suppress(AttributeError, TypeError, ValueError, RecursionError):
        given = unit.ConversionFactor
        base = units.get_named_unit_scale(given.UnitComponent)
        factor = float(given.ValueComponent.wrappedValue) * base
        return factor if math.isfinite(factor) and factor > 0 else None
    return None
