"""The geometry jury: what is measured of each kernel's answer, and which answer stands with how much trust.

An answer that is closed (where a solid is described), has a volume, no more than its own box and not against
the declared one stands at once. Any other needs a second kernel that says the same. Where no two agree, the
soundest stands and says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from bim.geometry.kernels import WRITTEN
from bim.geometry.model import Doubt, Floats, Mesh, Shape

WELD_M = 1e-5
SAME_BOX_M = 0.005
SAME_PART = 0.01
DECLARED_PART = 0.02
BOX_PART = 1.001
LARGEST_M = 1e6
SURE, SOUND, AGREED, ALONE, DISPUTED = 1.0, 0.95, 0.85, 0.6, 0.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """What the file lets one expect: whether a solid is described, and the net volumes it declares.

    Where ``two_needed``, no kernel is believed alone. Some files declare several volumes for one element, in
    several units; an answer need only agree with one.
    """

    solid: bool = True
    two_needed: bool = False
    declared_m3: tuple[float, ...] = ()

    def is_against(self, volume_m3: float) -> bool:
        """Return whether a volume contradicts everything declared."""
        return bool(self.declared_m3) and not any(
            _near(volume_m3, declared, DECLARED_PART) for declared in self.declared_m3
        )

    def distance(self, volume_m3: float) -> float:
        """Return how far a volume is from the nearest declared one, in cubic metres."""
        return min((abs(volume_m3 - declared) for declared in self.declared_m3), default=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Testimony:
    """One kernel's answer, measured."""

    kernel: str
    mesh: Mesh
    closed: bool
    volume_m3: float
    area_m2: float
    box: Floats
    doubts: tuple[Doubt, ...]

    def agrees(self, other: "Testimony") -> bool:
        """Return whether two kernels made the same thing: box, surface and, if both are closed, volume."""
        size = max(float(np.ptp(self.box.reshape(2, 3), axis=0).max()), 1e-3)
        same_box = float(np.abs(self.box - other.box).max()) <= max(SAME_BOX_M, SAME_PART * size / 10)
        same_volume = not (self.closed and other.closed) or _near(self.volume_m3, other.volume_m3)
        return same_box and _near(self.area_m2, other.area_m2) and same_volume


def judged(answers: Iterable[tuple[str, Mesh]], charge: Charge, *, fixed: bool = False) -> Shape | None:
    """Hear kernels in turn until one answer stands; ``None`` if there was no answer at all."""
    heard: list[Testimony] = []
    for kernel, mesh in answers:
        new = testimony(kernel, mesh, charge)
        if new is None:
            continue
        if not new.doubts and not charge.two_needed:
            trust = SURE if charge.declared_m3 else SOUND
            return _shape(new, trust if not heard else min(trust, SOUND), fixed)
        witness = next((old for old in heard if old.agrees(new)), None)
        if witness is not None:
            return _shape(witness, AGREED if witness.doubts else SOUND, fixed)
        heard.append(new)
    return _soundest(heard, charge, fixed) if heard else None


def testimony(kernel: str, mesh: Mesh, charge: Charge) -> Testimony | None:
    """Measure an answer; ``None`` if it is none: not finite, flat as a point, larger than any site."""
    if not len(mesh.triangles) or not np.isfinite(mesh.points).all() or not np.isfinite(mesh.centre).all():
        return None
    corners = mesh.points[mesh.triangles].astype(np.float64)
    sides = np.ptp(mesh.points, axis=0).astype(np.float64)
    if not 0 < sides.max() <= LARGEST_M:
        return None
    normals = np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0])
    volume = abs(float(np.einsum("ij,ij->i", corners[:, 0], normals).sum())) / 6.0
    closed = is_closed(mesh)
    return Testimony(
        kernel=kernel,
        mesh=mesh,
        closed=closed,
        volume_m3=volume,
        box=_box(mesh),
        area_m2=float(np.linalg.norm(normals, axis=1).sum()) / 2.0,
        doubts=(*_doubts(closed, volume, float(sides.prod()), charge), *_unread(kernel)),
    )


def is_closed(mesh: Mesh) -> bool:
    """Return whether every edge is used as often in one direction as in the other."""
    _, welded = np.unique(np.round(mesh.points / WELD_M).astype(np.int64), axis=0, return_inverse=True)
    at = welded.reshape(-1)[mesh.triangles].astype(np.int64)
    at = at[(at[:, 0] != at[:, 1]) & (at[:, 1] != at[:, 2]) & (at[:, 0] != at[:, 2])]
    start, end = at.reshape(-1), np.roll(at, -1, axis=1).reshape(-1)
    count = len(mesh.points) + 1
    return bool(len(at)) and np.array_equal(np.sort(start * count + end), np.sort(end * count + start))


def _doubts(closed: bool, volume: float, box_m3: float, charge: Charge) -> tuple[Doubt, ...]:
    found = []
    if charge.solid and not closed:
        found.append(Doubt.OPEN)
    if closed and volume > box_m3 * BOX_PART + 1e-9:
        found.append(Doubt.OUTSIDE_BOX)
    if charge.solid and closed and volume <= 1e-12:
        found.append(Doubt.NO_VOLUME)
    if closed and charge.is_against(volume):
        found.append(Doubt.AGAINST_FILE)
    return tuple(found)


def _unread(kernel: str) -> tuple[Doubt, ...]:
    return (Doubt.AS_WRITTEN,) if kernel == WRITTEN else ()


def _soundest(heard: list[Testimony], charge: Charge, fixed: bool) -> Shape:
    """Choose where no two agree: fewest doubts, then nearest to the declared volume, then first asked."""

    def rank(at: int) -> tuple[int, float, int]:
        one = heard[at]
        return len(one.doubts), charge.distance(one.volume_m3), at

    best = heard[min(range(len(heard)), key=rank)]
    if len(heard) == 1:
        return _shape(best, ALONE, fixed)
    return _shape(best, DISPUTED, fixed, Doubt.KERNELS_DIFFER)


def _shape(one: Testimony, trust: float, fixed: bool, *more: Doubt) -> Shape:
    return Shape(
        mesh=one.mesh,
        kernel=one.kernel,
        confidence=trust,
        closed=one.closed,
        volume_m3=one.volume_m3 if one.closed else None,
        doubts=(*one.doubts, *more),
        fixed=fixed,
    )


def _box(mesh: Mesh) -> Floats:
    return np.concatenate([mesh.points.min(axis=0) + mesh.centre, mesh.points.max(axis=0) + mesh.centre])


def _near(one: float, other: float, part: float = SAME_PART) -> bool:
    return abs(one - other) <= part * max(abs(one), abs(other), 1e-9)
