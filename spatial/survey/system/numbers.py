"""What the numbers look like, all at once: degrees, metres with or without a zone in front, reversed, other
units.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from spatial.coordinates.zones import (
    CHINA_LAT,
    CHINA_LON,
    EASTING_RANGE_M,
    FIRST_PREFIXED_M,
    NORTHING_RANGE_M,
    PREFIX_M,
)
from spatial.survey.model import RawParcel

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
MOST = 0.6
SCALES = {"mm": 0.001, "km": 1000.0}


@dataclass(frozen=True, slots=True)
class Numbers:
    """All points of a draft: ``xs`` meant as easting, ``ys`` as northing; ``parcels`` is each point's
    parcel.
    """

    xs: Array
    ys: Array
    parcels: NDArray[np.int64]

    @classmethod
    def of(cls, parcels: Sequence[RawParcel]) -> "Numbers":
        """Return the numbers of these parcels."""
        rings = [(parcel.number, ring) for parcel in parcels for ring in parcel.rings]
        if not rings:
            return cls(np.empty(0), np.empty(0), np.empty(0, dtype=np.int64))
        xs = np.concatenate([np.asarray(ring.xs, dtype=np.float64) for _number, ring in rings])
        ys = np.concatenate([np.asarray(ring.ys, dtype=np.float64) for _number, ring in rings])
        owners = np.repeat([number for number, _ring in rings], [len(ring) for _number, ring in rings])
        return cls(xs, ys, owners)

    def __len__(self) -> int:
        return len(self.xs)

    @property
    def middle(self) -> tuple[float, float]:
        """Return the median of both numbers."""
        return float(np.median(self.xs)), float(np.median(self.ys))

    def swapped(self) -> "Numbers":
        """Return the same with the two numbers exchanged."""
        return Numbers(self.ys, self.xs, self.parcels)

    def scaled(self, factor: float) -> "Numbers":
        """Return the same in another unit."""
        return Numbers(self.xs * factor, self.ys * factor, self.parcels)

    def only(self, mask: Mask) -> "Numbers":
        """Return some of them."""
        return Numbers(self.xs[mask], self.ys[mask], self.parcels[mask])


@dataclass(frozen=True, slots=True)
class Look:
    """What most of the numbers are. ``kind``: degrees, prefixed, bare or nothing; ``fits`` marks those that
    are.
    """

    kind: str
    fits: Mask


def look_at(numbers: Numbers) -> Look:
    """Return what most of the numbers are when read easting, northing."""
    east, north = numbers.xs, numbers.ys
    northing = (north >= NORTHING_RANGE_M[0]) & (north <= NORTHING_RANGE_M[1])
    masks = {
        "prefixed": northing & (east >= FIRST_PREFIXED_M) & (east < 100 * PREFIX_M),
        "bare": northing & (east >= EASTING_RANGE_M[0]) & (east <= EASTING_RANGE_M[1]),
        "degrees": _between(east, CHINA_LON) & _between(north, CHINA_LAT),
    }
    for kind, mask in masks.items():
        if len(mask) and mask.mean() >= MOST:
            return Look(kind, mask)
    return Look("", np.zeros(len(numbers), dtype=np.bool_))


def zones_in_front(numbers: Numbers) -> dict[int, int]:
    """Return each number in front of the eastings with how many points carry it, the commonest first."""
    fronts, counts = np.unique((numbers.xs // PREFIX_M).astype(np.int64), return_counts=True)
    pairs = sorted(zip(fronts.tolist(), counts.tolist(), strict=True), key=lambda pair: -pair[1])
    return dict(pairs)


def _between(values: Array, span: tuple[float, float]) -> Mask:
    return (values >= span[0]) & (values <= span[1])
