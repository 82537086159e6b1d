"""How a unit of a bill is measured at elements: by volume, area, length, mass, or by counting them. Pure."""

from dataclasses import dataclass
from decimal import Decimal

VOLUME, AREA, LENGTH, MASS, COUNT = "volume", "area", "length", "mass", "count"
_VOLUME = ("NetVolume", "GrossVolume", "Volume")
_AREA = ("NetSideArea", "NetArea", "Area", "GrossSideArea", "GrossArea", "NetSurfaceArea", "GrossSurfaceArea")
_LENGTH = ("Length", "NetLength", "SpanLength")
_MASS = ("NetWeight", "GrossWeight", "Weight", "Mass")
PLACES = Decimal("0.001")
PCT = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Measure:
    """What is added up. ``names``: of quantities a file declares, the best first, in m, m², m³ or kg.

    ``factor``: from those to the unit.
    """

    kind: str
    names: tuple[str, ...] = ()
    factor: Decimal = Decimal(1)


_UNITS: dict[tuple[str, ...], Measure] = {
    ("m3", "m³", "立方米", "㎥"): Measure(VOLUME, _VOLUME),
    ("m2", "m²", "平方米", "㎡"): Measure(AREA, _AREA),
    ("m", "米", "延米", "延长米"): Measure(LENGTH, _LENGTH),
    ("km", "千米", "公里"): Measure(LENGTH, _LENGTH, Decimal("0.001")),
    ("t", "吨"): Measure(MASS, _MASS, Decimal("0.001")),
    ("kg", "千克", "公斤"): Measure(MASS, _MASS),
    ("个", "根", "樘", "座", "台", "只", "件", "块", "片", "部", "棵", "株", "each", "nr"): Measure(COUNT),
}
"""A set (套), a lump sum (项) or a share (%) is nothing that elements could be measured by."""
MEASURES = {name: measure for names, measure in _UNITS.items() for name in names}


def measure_of(unit: str) -> Measure | None:
    """Return how a unit of a bill is measured; ``None`` where elements cannot tell it."""
    return MEASURES.get(unit.strip().lower())


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What an item's elements come to in the bill's own unit.

    ``computed``: so many have a number from their closed mesh, ``declared``: from the file, ``counted``: were
    counted; the rest has none. ``quantity``: of those that have one; ``None`` where none has.
    """

    elements: int = 0
    quantity: Decimal | None = None
    computed: int = 0
    declared: int = 0
    counted: int = 0

    @property
    def unknown(self) -> int:
        """Return how many elements have no number."""
        return self.elements - self.computed - self.declared - self.counted

    def off_by(self, billed: Decimal) -> Decimal | None:
        """Return by how many per cent of the bill the elements come to more; only where all have a number."""
        if self.quantity is None or self.unknown or billed <= 0:
            return None
        return ((self.quantity - billed) / billed * 100).quantize(PCT)
