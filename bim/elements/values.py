"""Properties and quantities as plain values: what JSON can hold, lengths cut, units of quantities made SI."""

import re
from typing import Any

import ifcopenshell.util.unit as units

from bim.elements.kept import Definition, KeptSets

MOST_CHARS = 2_000
MOST_ITEMS = 200
QUANTITY_UNITS = {
    "IfcQuantityLength": "LENGTHUNIT", "IfcQuantityArea": "AREAUNIT", "IfcQuantityVolume": "VOLUMEUNIT",
    "IfcQuantityWeight": "MASSUNIT", "IfcQuantityTime": "TIMEUNIT",
}  # fmt: skip
SHOWN_UNITS = {
    "IfcQuantityLength": "m", "IfcQuantityArea": "m2", "IfcQuantityVolume": "m3", "IfcQuantityWeight": "kg",
    "IfcQuantityTime": "s",
}  # fmt: skip
MASS_TO_KG = 0.001
UNSTORABLE = re.compile("[\0\ud800-\udfff]")
Plain = str | int | float | bool | None | list[Any]


class Reader:
    """Reads the sets of one file. Each definition is read once, however many elements share it."""

    def __init__(self, file: Any, mend: Any, kept: KeptSets | None = None) -> None:
        self._file = file
        self._kept = kept
        self._mend = mend
        self._known: dict[int, Definition] = {}
        self._scales: dict[str, float] = {}

    def definition(self, one: Any) -> Definition:
        """Return a set's name, whether it holds quantities, its values, and units of quantities by name."""
        key = one.id()
        if key not in self._known:
            self._known[key] = self._found(one)
        return self._known[key]

    def _found(self, one: Any) -> Definition:
        """Return a set as it was read before where it says the same; else read it."""
        key = self._kept.key(one) if self._kept else None
        found = self._kept.find(key) if self._kept and key else None
        if found is None:
            found = self._read(one)
            if self._kept and key:
                self._kept.add(key, found)
        return found

    def _read(self, one: Any) -> Definition:
        name = self.text(getattr(one, "Name", None)) or one.is_a()
        if one.is_a("IfcElementQuantity"):
            measured = self._quantities(one.Quantities or ())
            told = {key: number for key, (number, _unit) in measured.items()}
            return name, True, told, {key: unit for key, (_number, unit) in measured.items()}
        if one.is_a("IfcPropertySet"):
            return name, False, self._properties(one.HasProperties or ()), {}
        return name, False, self._predefined(one), {}

    def _predefined(self, one: Any) -> dict[str, Plain]:
        """Doors and windows bring sets whose properties are attributes."""
        skipped = {"id", "type", "GlobalId", "OwnerHistory", "Name", "Description"}
        info = one.get_info(recursive=False)
        return {
            key: self.value(value) for key, value in info.items()
            if key not in skipped and value is not None and not hasattr(value, "is_a")
            and not (isinstance(value, tuple) and value and hasattr(value[0], "is_a"))
        }  # fmt: skip

    def _properties(self, properties: Any, depth: int = 0) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for one in properties:
            name = self.text(one.Name) or "?"
            if one.is_a("IfcComplexProperty"):
                inner = self._properties(one.HasProperties or (), depth + 1) if depth < MOST_DEPTH else {}
                found |= {f"{name}.{key}": value for key, value in inner.items()}
            else:
                found[name] = self._property(one)
        return found

    def _property(self, one: Any) -> Plain:
        if one.is_a("IfcPropertySingleValue"):
            return self.value(one.NominalValue)
        if one.is_a("IfcPropertyEnumeratedValue"):
            values = [self.value(value) for value in one.EnumerationValues or ()]
            return values[0] if len(values) == 1 else values[:MOST_ITEMS]
        if one.is_a("IfcPropertyListValue"):
            return [self.value(value) for value in one.ListValues or ()][:MOST_ITEMS]
        if one.is_a("IfcPropertyBoundedValue"):
            return [self.value(one.LowerBoundValue), self.value(one.UpperBoundValue)]
        return None

    def _quantities(self, quantities: Any, depth: int = 0) -> dict[str, tuple[Plain, str]]:
        """Return numbers and their units by name. The unit hangs on the entity's class, never on its name."""
        found: dict[str, tuple[Plain, str]] = {}
        for one in quantities:
            name = self.text(one.Name) or "?"
            if one.is_a("IfcPhysicalComplexQuantity"):
                inner = self._quantities(one.HasQuantities or (), depth + 1) if depth < MOST_DEPTH else {}
                found |= {f"{name}.{key}": value for key, value in inner.items()}
            elif (number := self.value(one[3])) is not None:
                found[name] = self._in_si(one, number)
        return found

    def _in_si(self, one: Any, number: Plain) -> tuple[Plain, str]:
        """Return a quantity in SI and its unit; as it stands, without one, where its own unit is unknown."""
        kind, shown = QUANTITY_UNITS.get(one.is_a()), SHOWN_UNITS.get(one.is_a(), "")
        if kind is None or not isinstance(number, (int, float)):
            return number, shown
        own = getattr(one, "Unit", None)
        scale = self._scale(kind) if own is None else scale_of(own)
        if scale is None:
            return _rounded(float(number)), ""
        return _rounded(float(number) * scale * (MASS_TO_KG if kind == "MASSUNIT" else 1.0)), shown

    def _scale(self, kind: str) -> float:
        if kind not in self._scales:
            fallback = 1000.0 if kind == "MASSUNIT" else 1.0
            given = units.get_project_unit(self._file, kind)
            known = scale_of(given) if given else None
            self._scales[kind] = fallback if known is None else known
        return self._scales[kind]

    def value(self, value: Any) -> Plain:
        """Return one value as JSON holds it."""
        value = getattr(value, "wrappedValue", value)
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float):
            return _rounded(value)
        if value is None or isinstance(value, (bool, int)):
            return value
        if isinstance(value, tuple):
            return [self.value(item) for item in value[:MOST_ITEMS]]
        return str(value)[:MOST_CHARS]

    def text(self, value: Any) -> str:
        """Return a text as its writer meant it, without what PostgreSQL cannot hold."""
        if not isinstance(value, str):
            return ""
        return UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", self._mend(value)[:MOST_CHARS])


MOST_DEPTH = 4
MOST_UNITS = 4
POWERS = {"AREAUNIT": 2, "VOLUMEUNIT": 3}


def scale_of(unit: Any, depth: int = 0) -> float | None:
    """Return what one of a unit is in m, m², m³, g or s: of SI by its prefix, of feet and pounds by their
    conversion; ``None`` for a unit of some context.
    """
    if unit.is_a("IfcSIUnit"):
        return float(units.get_prefix_multiplier(unit.Prefix)) ** POWERS.get(unit.UnitType, 1)
    if unit.is_a("IfcConversionBasedUnit") and depth < MOST_UNITS:
        factor = unit.ConversionFactor
        inner = scale_of(factor.UnitComponent, depth + 1)
        return None if inner is None else float(factor.ValueComponent.wrappedValue) * inner
    return None


def _rounded(value: float) -> float | None:
    if value != value or abs(value) == float("inf"):
        return None
    return float(f"{value:.12g}")
