"""Long lines out of short ones: at every junction an arc goes on in the straightest other.

So roads and rivers have one name from end to end.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

import numpy as np
import shapely

from portal.demo.province import names
from portal.demo.province.arcs import Arc
from portal.demo.province.ground import build_ground
from portal.demo.province.hashing import Floats, Ints
from portal.demo.province.mesh import build_mesh
from portal.demo.province.outlines import build_outlines
from portal.demo.province.rivers import build_drainage
from portal.demo.province.roads import LOCAL, MOTORWAY, RAILWAY, TRUNK, build_roads

STRAIGHT_ENOUGH = -0.35
Partners = dict[tuple[int, bool], tuple[int, bool]]


@dataclass(frozen=True, slots=True)
class Stroke:
    """One named line in metres.

    ``arcs``: the arcs it is made of; ``kind``: as in the network it comes from.
    """

    line: Floats
    arcs: tuple[int, ...]
    kind: int
    name: str
    name_en: str

    @property
    def length_m(self) -> float:
        """Return the length in the plane, in metres."""
        step = np.diff(self.line, axis=0)
        return float(np.sqrt((step * step).sum(axis=1)).sum())


def _heading(line: Floats, at_start: bool) -> Floats:
    """Return the direction in which a line leaves one of its ends, over its first half kilometre or so."""
    path = line if at_start else line[::-1]
    step = path[min(len(path) - 1, 5)] - path[0]
    return step / max(float(np.sqrt((step * step).sum())), 1e-9)


def _main_stem(arcs: list[Arc], water: Floats) -> Partners:
    """Return which river arc goes on in which: the outflow of a confluence in its greatest inflow."""
    ends: dict[int, list[tuple[float, int, bool]]] = defaultdict(list)
    for i, arc in enumerate(arcs):
        ends[arc.nodes[0]].append((float(water[arc.nodes[1]]), i, True))
        ends[arc.nodes[-1]].append((float(water[arc.nodes[-2]]), i, False))
    partner: Partners = {}
    for meeting in ends.values():
        if len(meeting) > 1:
            (_, arc_a, end_a), (_, arc_b, end_b) = sorted(meeting, reverse=True)[:2]
            partner[arc_a, end_a] = (arc_b, end_b)
            partner[arc_b, end_b] = (arc_a, end_a)
    return partner


def _straightest(arcs: list[Arc], lines: list[Floats], kinds: Ints) -> Partners:
    """Return which arc end goes on in which, straightest pairs first."""
    ends: dict[tuple[int, int], list[tuple[int, bool]]] = defaultdict(list)
    for i, arc in enumerate(arcs):
        for at_start, node in ((True, arc.nodes[0]), (False, arc.nodes[-1])):
            ends[node, int(kinds[i])].append((i, at_start))
    partner: Partners = {}
    for meeting in ends.values():
        out = [_heading(lines[i], at_start) for i, at_start in meeting]
        pairs = [(float(out[a] @ out[b]), a, b) for a in range(len(out)) for b in range(a)]
        for turn, a, b in sorted(pairs):
            one, other = meeting[a], meeting[b]
            if turn < STRAIGHT_ENOUGH and one not in partner and other not in partner and one[0] != other[0]:
                partner[one], partner[other] = other, one
    return partner


def _chains(arcs: list[Arc], partner: Partners) -> list[list[tuple[int, bool]]]:
    """Return chains of (arc, forward?)."""
    used: set[int] = set()
    chains = []
    loose = [(i, True) for i in range(len(arcs)) if (i, True) not in partner]
    loose += [(i, False) for i in range(len(arcs)) if (i, False) not in partner]
    for first, at_start in loose + [(i, True) for i in range(len(arcs))]:
        chain, arc, forward = [], first, at_start
        while arc not in used:
            used.add(arc)
            chain.append((arc, forward))
            following = partner.get((arc, not forward))
            if following is None:
                break
            arc, forward = following
        if chain:
            chains.append(chain)
    return chains


def _joined(chain: list[tuple[int, bool]], lines: list[Floats]) -> Floats:
    parts = [lines[i] if forward else lines[i][::-1] for i, forward in chain]
    return np.vstack([parts[0], *(part[1:] for part in parts[1:])])


def _strokes(arcs: list[Arc], lines: list[Floats], partner: Partners) -> list[tuple[Floats, tuple[int, ...]]]:
    """Return joined lines and their arcs, longest first."""
    made = [(_joined(chain, lines), tuple(i for i, _ in chain)) for chain in _chains(arcs, partner)]
    return sorted(made, key=lambda stroke: -shapely.LineString(stroke[0]).length)


_ROAD_NAMES = {
    MOTORWAY: ("G97{:02d}高速", "G97{:02d} Motorway"),
    TRUNK: ("S{:d}省道", "Provincial Road {:d}"),
    LOCAL: ("X{:d}县道", "County Road {:d}"),
    RAILWAY: ("岚海{:d}线", "Lanhai Line {:d}"),
}
_FIRST_NUMBER = {MOTORWAY: 1, TRUNK: 201, LOCAL: 1001, RAILWAY: 1}


@cache
def road_strokes() -> tuple[Stroke, ...]:
    """Return roads and railways as numbered lines."""
    roads = build_roads()
    number = dict(_FIRST_NUMBER)
    made = []
    for line, arcs in _strokes(roads.arcs, roads.lines, _straightest(roads.arcs, roads.lines, roads.kinds)):
        kind = int(roads.kinds[arcs[0]])
        zh, en = (pattern.format(number[kind]) for pattern in _ROAD_NAMES[kind])
        number[kind] += 1
        made.append(Stroke(line, arcs, kind, zh, en))
    return tuple(made)


@cache
def river_strokes() -> tuple[Stroke, ...]:
    """Return the rivers that touch the province; ``kind``: rank at the lower end; brooks have no name."""
    outlines, mesh, home = build_outlines(), build_mesh(), build_ground().home
    own = [
        i for i in np.flatnonzero(outlines.river).tolist()
        if home[mesh.edge_cells[outlines.arcs[i].edges]].all(axis=1).mean() > 0.5
    ]  # fmt: skip
    arcs, lines = [outlines.arcs[i] for i in own], [outlines.lines[i] for i in own]
    made = []
    stems = _strokes(arcs, lines, _main_stem(arcs, build_drainage().catchment_sqkm))
    for n, (line, parts) in enumerate(stems):
        real = tuple(own[i] for i in parts)
        zh = river_name(n)
        en = f"{names.english(zh)} River" if zh else ""
        made.append(Stroke(line, real, int(outlines.river[list(real)].min()), zh, en))
    return tuple(made)


def river_name(order: int) -> str:
    """Return the name of the order-th longest river, empty for the brooks after the last named one."""
    if order < len(names.RIVERS):
        return names.RIVERS[order]
    if order < 420:
        return names.brook_name(order - len(names.RIVERS))
    return ""
