"""What a file says about its place, entity by entity, in plain numbers."""

import contextlib
from dataclasses import dataclass
from typing import Any

import ifcopenshell.util.element as element
import ifcopenshell.util.geolocation as geolocation
import ifcopenshell.util.placement as placement
import ifcopenshell.util.unit as units
import numpy as np

IDENTITY = tuple(float(value) for value in np.eye(4).ravel())


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversion:
    """A coordinate operation and its target. Lengths in units of the map, ``None`` where it is unstated."""

    method: str
    first: float
    second: float
    height: float
    axis: tuple[float, float]
    scale: float | None
    factors: tuple[float, float, float]
    name: str
    wkt: str
    vertical: str
    map_unit_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePosition:
    """What IfcSite says. ``zero``: the site's own origin in model metres."""

    lon: float
    lat: float
    height_m: float
    zero: tuple[float, float, float]


def unit_m(file: Any) -> float:
    """Return how many metres the project's length unit is."""
    return float(units.calculate_unit_scale(file)) or 1.0


def conversion_of(file: Any) -> Conversion | None:
    """Return the file's map conversion, if it has one with a target."""
    return _from_psets(file) if file.schema == "IFC2X3" else _from_entities(file)


def world_system_m(file: Any) -> tuple[float, ...] | None:
    """Return the world coordinate system of the model in metres, ``None`` where it is the plain one."""
    found = geolocation.get_wcs(file)
    if found is None:
        return None
    matrix = np.array(found, dtype=np.float64)
    matrix[:3, 3] *= unit_m(file)
    return None if np.allclose(matrix, np.eye(4)) else tuple(float(value) for value in matrix.ravel())


def true_north_deg(file: Any) -> float:
    """Return where true north lies, counter-clockwise from the model's y axis."""
    with contextlib.suppress(AttributeError, IndexError, TypeError, ValueError):
        return float(geolocation.get_true_north(file) or 0.0)
    return 0.0


def site_position(file: Any) -> SitePosition | None:
    """Return the latitude and longitude of the first site that has them."""
    for site in file.by_type("IfcSite"):
        if site.RefLatitude and site.RefLongitude:
            matrix = np.array(placement.get_local_placement(site.ObjectPlacement), dtype=np.float64)
            zero = matrix[:3, 3] * unit_m(file)
            return SitePosition(
                lon=_degrees(site.RefLongitude), lat=_degrees(site.RefLatitude),
                height_m=float(site.RefElevation or 0.0) * unit_m(file),
                zero=(float(zero[0]), float(zero[1]), float(zero[2])),
            )  # fmt: skip
    return None


def _degrees(parts: Any) -> float:
    """Return degrees of degrees, minutes, seconds and millionths; one minus sign counts for all."""
    total = sum(abs(part) / per for part, per in zip(parts, (1, 60, 3600, 3.6e9), strict=False))
    return -total if any(part < 0 for part in parts) else total


def has_address(file: Any) -> bool:
    """Tell whether a postal address is all there is."""
    return any(getattr(one, "BuildingAddress", None) for one in file.by_type("IfcBuilding")) or any(
        getattr(one, "SiteAddress", None) for one in file.by_type("IfcSite")
    )


def _from_entities(file: Any) -> Conversion | None:
    operations = [one for one in file.by_type("IfcCoordinateOperation") if one.TargetCRS is not None]
    if not operations:
        return None
    one = operations[0]
    target, info = one.TargetCRS, one.get_info(recursive=False)
    rigid = one.is_a("IfcRigidOperation")
    return Conversion(
        method="rigid_operation" if rigid else "map_conversion",
        first=_number(info["FirstCoordinate"] if rigid else info["Eastings"]),
        second=_number(info["SecondCoordinate"] if rigid else info["Northings"]),
        height=_number(info.get("Height") if rigid else info.get("OrthogonalHeight")),
        axis=_axis(info.get("XAxisAbscissa"), info.get("XAxisOrdinate")),
        scale=1.0 if rigid else _maybe(info.get("Scale")),
        factors=(_number(info.get("FactorX"), 1.0), _number(info.get("FactorY"), 1.0),
                 _number(info.get("FactorZ"), 1.0)),
        name=str(target.Name or ""), wkt=_well_known(file, target),
        vertical=str(getattr(target, "VerticalDatum", None) or ""), map_unit_m=_map_unit(target),
    )  # fmt: skip


def _from_psets(file: Any) -> Conversion | None:
    for holder in (*file.by_type("IfcSite"), *file.by_type("IfcProject")):
        sets = {name.lower(): values for name, values in element.get_psets(holder).items()}
        given, target = sets.get("epset_mapconversion"), sets.get("epset_projectedcrs")
        if given and target:
            return Conversion(
                method="epset_map_conversion", first=_number(given.get("Eastings")),
                second=_number(given.get("Northings")), height=_number(given.get("OrthogonalHeight")),
                axis=_axis(given.get("XAxisAbscissa"), given.get("XAxisOrdinate")),
                scale=_maybe(given.get("Scale")), factors=(1.0, 1.0, 1.0), name=str(target.get("Name") or ""),
                wkt="", vertical=str(target.get("VerticalDatum") or ""),
                map_unit_m=UNIT_NAMES.get(str(target.get("MapUnit") or "").strip().upper()),
            )  # fmt: skip
    return None


UNIT_NAMES = {
    "METRE": 1.0, "METER": 1.0, "M": 1.0, "MILLIMETRE": 0.001, "MILLIMETER": 0.001, "MM": 0.001,
    "CENTIMETRE": 0.01, "CM": 0.01, "FOOT": 0.3048, "FEET": 0.3048, "FT": 0.3048,
    "US SURVEY FOOT": 1200 / 3937,
}  # fmt: skip


def _map_unit(target: Any) -> float | None:
    unit = getattr(target, "MapUnit", None)
    return None if unit is None else length_unit_m(unit)


def length_unit_m(unit: Any) -> float | None:
    """Return how many metres a unit entity is, ``None`` where it does not say."""
    if unit.is_a("IfcSIUnit"):
        return float(units.get_prefix_multiplier(unit.Prefix)) if unit.Name == "METRE" else None
    if unit.is_a("IfcConversionBasedUnit"):
        factor, base = unit.ConversionFactor.ValueComponent, unit.ConversionFactor.UnitComponent
        inner = length_unit_m(base)
        return None if inner is None else _number(factor) * inner
    return None


def _well_known(file: Any, target: Any) -> str:
    if file.schema != "IFC4X3":
        return ""
    for text in file.by_type("IfcWellKnownText"):
        if text.CoordinateReferenceSystem == target:
            return str(text.WellKnownText or "")
    return ""


def _axis(abscissa: Any, ordinate: Any) -> tuple[float, float]:
    x, y = _number(abscissa), _number(ordinate)
    length = float(np.hypot(x, y))
    return (x / length, y / length) if length else (1.0, 0.0)


def _number(value: Any, absent: float = 0.0) -> float:
    found = _maybe(value)
    return absent if found is None else found


def _maybe(value: Any) -> float | None:
    value = getattr(value, "wrappedValue", value)
    with contextlib.suppress(TypeError, ValueError):
        number = float(value)
        return number if np.isfinite(number) else None
    return None
