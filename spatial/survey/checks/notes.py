"""Where the checks write down what they find: every defect gets its name, place and picture."""

from collections import Counter
from collections.abc import Collection
from typing import Any

import numpy as np
import shapely

from spatial.coordinates.transform import transform_geometry
from spatial.intake.problems import NOWHERE, Address, Fact, Problem
from spatial.intake.sentences import SENTENCES
from spatial.survey.answer import Defect, Repair, Severity, Where
from spatial.survey.building import WHOLE_EARTH_DEG, Built

SEVERITIES = {"error": Severity.ERROR, "warn": Severity.WARN, "note": Severity.INFO}
ORDER = (Severity.ERROR, Severity.WARN, Severity.INFO)


class Notes:
    """Collects defects; of one kind only so many are kept, the rest is counted."""

    def __init__(self, most_of_a_code: int) -> None:
        self._most = most_of_a_code
        self._counts: Counter[str] = Counter()
        self._ids: Counter[str] = Counter()
        self._defects: list[Defect] = []

    def full(self, code: str) -> bool:
        """Tell whether no more of a kind are kept."""
        return self._counts[code] >= self._most

    def has_any(self, parcel: int, codes: Collection[str]) -> bool:
        """Tell whether something of these kinds was noted of a parcel."""
        return any(d.parcel == parcel and d.code in codes for d in self._defects)

    def has_vertex(self, code: str, parcel: int, ring: int, vertex: int) -> bool:
        """Tell whether something was noted of a point; ring and vertex counted from 0."""
        place = (code, parcel, ring + 1, vertex + 1)
        return any((d.code, d.parcel, d.where.ring, d.where.vertex) == place for d in self._defects)

    def has_pair(self, parcel: int, rings: tuple[int, int]) -> bool:
        """Tell whether two rings of a parcel were noted to cross."""
        return any(
            d.parcel == parcel and d.code == "rings_cross"
            and {d.facts["first"], d.facts["second"]} == set(rings)
            for d in self._defects
        )  # fmt: skip

    def file(
        self, code: str, address: Address = NOWHERE, *, repair: Repair | None = None, **facts: Fact
    ) -> None:
        """Note something about the whole file."""
        self._add(code, 0, "", Where(address=address), facts, repair)

    def ask(self, found: Problem, *, repair: Repair | None = None) -> None:
        """Note a question or a problem of the file reader's."""
        self.file(found.code, found.address, repair=repair, **found.facts)

    def parcel(self, code: str, built: Built, picture: Any = None, **facts: Fact) -> None:
        """Note something about a parcel; without a picture of its own it is drawn whole."""
        shown = _lonlat(built, picture) if picture is not None else built.parcel.lonlat
        where = Where(address=built.parcel.address, geometry=shown)
        self._add(code, built.parcel.number, built.parcel.title, where, facts, None)

    def ring(self, code: str, built: Built, at: int, *, repair: Repair | None = None, **facts: Fact) -> None:
        """Note something about a ring, counted from 0."""
        ring = built.parcel.rings[at]
        picture = shapely.LineString(_closed(built, at)) if len(ring) > 1 else _point(built, at, 0)
        where = Where(
            address=_address(built, at, 0),
            ring=at + 1,
            geometry=_lonlat(built, picture) if len(ring) else None,
        )
        self._add(code, built.parcel.number, built.parcel.title, where, facts, repair)

    def vertex(
        self, code: str, built: Built, ring: int, vertex: int, *, picture: Any = None,
        repair: Repair | None = None,
        **facts: Fact,
    ) -> None:  # fmt: skip
        """Note something about a point; ring and vertex counted from 0."""
        drawn = picture if picture is not None else _point(built, ring, vertex)
        where = Where(
            address=_address(built, ring, vertex), ring=ring + 1, vertex=vertex + 1,
            label=built.parcel.rings[ring].label(vertex), geometry=_lonlat(built, drawn),
        )  # fmt: skip
        self._add(code, built.parcel.number, built.parcel.title, where, facts, repair)

    def placed(self, code: str, parcel: int, name: str, where: Where, facts: dict[str, Fact]) -> None:
        """Note something whose place was known before."""
        repair = Repair(kind="leave_out") if code == "x_twice" else None
        self._add(code, parcel, name, where, facts, repair)

    def all(self) -> tuple[Defect, ...]:
        """Return everything, errors first, in the order found."""
        for code, count in self._counts.items():
            if count > self._most:
                severity = SEVERITIES[SENTENCES[code][0]]
                facts: dict[str, Fact] = {"code": code, "count": count - self._most}
                self._defects.append(Defect(
                    id=f"more_of_a_code:{code}", code="more_of_a_code", severity=severity, parcel=0,
                    parcel_name="",
                    where=Where(), facts=facts,
                ))  # fmt: skip
        return tuple(sorted(self._defects, key=lambda d: ORDER.index(d.severity)))

    def _add(
        self, code: str, parcel: int, name: str, where: Where, facts: dict[str, Fact], repair: Repair | None
    ) -> None:
        self._counts[code] += 1
        if self._counts[code] > self._most:
            return
        line = where.address.row if not where.ring else 0
        plain = ":".join(map(str, (code, parcel, where.ring, where.vertex, *([f"l{line}"] if line else []))))
        self._ids[plain] += 1
        again = self._ids[plain]
        self._defects.append(Defect(
            id=plain if again == 1 else f"{plain}#{again}", code=code,
            severity=SEVERITIES[SENTENCES[code][0]],
            parcel=parcel, parcel_name=name, where=where, facts=dict(facts), repair=repair,
        ))  # fmt: skip


def _closed(built: Built, at: int) -> Any:
    ring = built.parcel.rings[at]
    return np.column_stack([(*ring.xs, ring.xs[0]), (*ring.ys, ring.ys[0])])


def _point(built: Built, ring: int, vertex: int) -> Any:
    points = built.parcel.rings[ring]
    return shapely.Point(points.xs[vertex], points.ys[vertex]) if len(points) else shapely.Point()


def _address(built: Built, ring: int, vertex: int) -> Address:
    line = built.parcel.rings[ring].line(vertex)
    if not line:
        return built.parcel.address
    return Address(kind=built.parcel.address.kind or "line", row=line)


def _lonlat(built: Built, native: Any) -> Any:
    if not built.source or native is None or native.is_empty:
        return None
    moved = transform_geometry(native, source=built.source)
    return moved if (np.abs(shapely.get_coordinates(moved)) <= WHOLE_EARTH_DEG).all() else None
