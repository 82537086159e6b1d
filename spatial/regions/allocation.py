"""Which regions a shape lies in, and in what parts."""

from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from pathlib import Path

from django.contrib.gis.geos import GEOSGeometry

from portal.core.sql import fetch_as

SQL = Path(__file__).parent / "sql"
STEP = Decimal("0.00000001")
SLIVER = 0.001
"""A part below 0.1 % of the shape is a survey's fringe, not a crossing."""


@dataclass(frozen=True, slots=True)
class RegionAmount:
    """Square metres, metres or 1 (by the shape's dimension) of a shape in one region."""

    region_code: str
    amount: float


@dataclass(frozen=True, slots=True)
class RegionShare:
    """The part (0-1, eight decimals) of a shape that counts to one region."""

    region_code: str
    share: Decimal
    basis: str


def shares_of(shape: GEOSGeometry) -> list[RegionShare]:
    """Return the shares of the regions a shape (EPSG:4326) lies in, largest first, summing to exactly 1.

    By area for polygons, by length for lines; a point goes to one region. Empty where no region is known.
    """
    rows = fetch_as(RegionAmount, SQL / "amounts.sql", shape=bytes(shape.ewkb))
    total = sum(row.amount for row in rows)
    kept = [row for row in rows if row.amount > SLIVER * total] if shape.dims else rows[:1]
    return split(kept, basis="area" if shape.dims == 2 else "length")


def split(amounts: list[RegionAmount], *, basis: str) -> list[RegionShare]:
    """Return shares that sum to exactly 1: rounded down, the rest to the largest."""
    total = sum(Decimal(row.amount) for row in amounts)
    shares = [(Decimal(row.amount) / total).quantize(STEP, ROUND_DOWN) for row in amounts]
    if shares:
        shares[0] += 1 - sum(shares)
    return [RegionShare(row.region_code, share, basis) for row, share in zip(amounts, shares, strict=True)]
