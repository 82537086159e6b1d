"""The tree below each site: sections, structures and parcels of one batch, side by side."""

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import shapely

from portal.demo.province.hashing import Ints, fixed_id
from portal.demo.works import varieties as v
from portal.demo.works.parts import (
    Stands,
    buildings,
    crossings_and_works,
    cut_parcels,
    cut_sections,
    parcel_counts,
    section_counts,
)
from portal.demo.works.strips import ROWS, Pieces, Strips, whole_strips
from portal.demo.works.twins import ROOM_M, Stand, outline_m, single_parcel, stand_of, twins
from portal.demo.works.works import Batch

SITE, SECTION, STRUCTURE, PARCEL = "site", "section", "structure", "parcel"
ROADS = (v.MOTORWAY, v.TRUNK, v.LOCAL, v.RAILWAY, v.STREET)


@dataclass(frozen=True, slots=True)
class Members:
    """Places of one kind.

    ``at``: position of the work in the batch; ``turn``: number among its kind (from 0); ``under``: turn of
    the section a structure stands in; ``shapes_m``: metres.
    """

    kind: str
    at: Ints
    turn: Ints
    under: Ints
    shapes_m: np.ndarray


def member_id(kind: str, work: int, turn: int) -> UUID:
    """Return the identifier of one place."""
    return fixed_id(kind, work, turn)


def _turns(at: Ints) -> Ints:
    first = np.r_[True, at[1:] != at[:-1]] if len(at) else np.array([], bool)
    return (
        np.arange(len(at)) - np.maximum.accumulate(np.where(first, np.arange(len(at)), 0)) if len(at) else at
    )


def _pieces(kind: str, strips: Strips, cut: Pieces, position: Ints) -> Members:
    at = position[cut.strip]
    return Members(kind, at, _turns(cut.strip), np.zeros(len(at), np.int64), strips.pieces(cut))


def _structures(
    batch: Batch, position: Ints, sections: Pieces, line: np.ndarray, grounds: np.ndarray
) -> Members:
    strips, works = batch.laid.strips, batch.laid.work
    on_line = line[sections.strip]
    turn = _turns(sections.strip)
    found: list[tuple[Stands, Ints]] = []
    for chosen in (np.flatnonzero(~on_line), np.flatnonzero(on_line)):
        if len(chosen) == 0:
            continue
        part = Pieces(*(getattr(sections, name)[chosen] for name in Pieces.__slots__))
        roads = np.isin(grounds, ROADS)
        made = (
            crossings_and_works(strips, part, works, roads)
            if on_line[chosen[0]]
            else buildings(strips, part, works)
        )
        found.append((made, turn[chosen][made.section]))
    at = np.concatenate([position[made.strip] for made, _ in found])
    order = np.argsort(at, kind="stable")
    return Members(
        STRUCTURE, at[order], np.concatenate([made.turn for made, _ in found])[order],
        np.concatenate([under for _, under in found])[order],
        np.concatenate([made.shapes for made, _ in found])[order],
    )  # fmt: skip


def _basins(batch: Batch, kind: str) -> Members:
    at: list[int] = []
    turn: list[int] = []
    shapes: list[shapely.Geometry] = []
    for work, basin in batch.basins.items():
        here = int(np.searchsorted(batch.works, work))
        found = {
            SITE: [basin.site],
            SECTION: basin.sections,
            PARCEL: basin.parcels,
            STRUCTURE: basin.structures,
        }[kind]
        at += [here] * len(found)
        turn += range(len(found))
        shapes += found
    made = np.empty(len(shapes), dtype=object)
    made[:] = shapes
    return Members(kind, np.array(at, np.int64), np.array(turn, np.int64), np.zeros(len(at), np.int64), made)


def _with_basins(members: Members, batch: Batch) -> Members:
    extra = _basins(batch, members.kind)
    parts = [
        np.concatenate([getattr(members, n), getattr(extra, n)]) for n in ("at", "turn", "under", "shapes_m")
    ]
    order = np.lexsort((parts[1], parts[0]))
    return Members(members.kind, *(part[order] for part in parts))


def twins_in(batch: Batch, structures: Members) -> dict[int, Stand]:
    """Return where the models of this batch stand, by the position of their structure."""
    strips, found = batch.laid.strips, {}
    for work, twin in twins().items():
        for strip in np.flatnonzero(batch.laid.work == work).tolist():
            rows = strips.points[strips.start[strip] : strips.start[strip + 1]].reshape(-1, ROWS, 2)
            here = (batch.works[structures.at] == work) & ((structures.turn == twin.turn) | (twin.turn < 0))
            each = {n: stand_of(twin, rows, structures.shapes_m[n]) for n in np.flatnonzero(here).tolist()}
            n, stand = next((n, stand) for n, stand in each.items() if stand is not None)
            found[n] = stand
    return found


def _with_twins(batch: Batch, structures: Members) -> Members:
    """Return the structures, those with a model as it has them; others too near make room."""
    keep, shapes = np.ones(len(structures.at), bool), structures.shapes_m.copy()
    for n, stand in twins_in(batch, structures).items():
        shapes[n] = outline_m(twins()[int(batch.works[structures.at[n]])], stand)
        near = shapely.distance(shapes, shapes[n]) < ROOM_M
        keep &= ~(near & (structures.at == structures.at[n])) | (np.arange(len(keep)) == n)
    return Members(
        STRUCTURE, structures.at[keep], structures.turn[keep], structures.under[keep], shapes[keep]
    )


def build_members(batch: Batch) -> dict[str, Members]:
    """Return sites, sections, structures and parcels of a batch, each in the order of its works."""
    strips, works = batch.laid.strips, batch.laid.work
    position = np.searchsorted(batch.works, works)
    grounds = np.array([v.VARIETIES[n].ground for n in batch.variety])[position]
    line = np.isin(grounds, v.LINES)
    counts = section_counts(
        grounds, works, length_m=batch.length_m[position], area_sqm=batch.area_sqm[position]
    )
    sections = cut_sections(strips, counts)
    parcels = cut_parcels(strips, works, np.where(single_parcel(works), 1, parcel_counts(works)), line)
    structures = _structures(batch, position, sections, line, grounds)
    structures = _with_twins(batch, structures)
    found = (
        _pieces(SITE, strips, whole_strips(strips.stations), position),
        _pieces(SECTION, strips, sections, position),
        structures,
        _pieces(PARCEL, strips, parcels, position),
    )
    return {members.kind: _with_basins(members, batch) for members in found}
