"""The bearing structure of a building on a grid: footings, columns, beams, slabs."""

from collections.abc import Sequence
from dataclasses import dataclass

from bim.authoring.draft import Entity
from bim.authoring.ground import Sheet
from bim.authoring.materials import material
from bim.authoring.place import Place, Put, copy, element, type_of
from bim.authoring.solids import box, painted

COLUMN_M, BEAM_WIDE_M, BEAM_DEEP_M, SLAB_M, FLOOR_M = 0.5, 0.3, 0.5, 0.12, 0.05
"""Section of columns and beams, thickness of slabs, and of the floor laid upon them."""
FOOTING_M, FOOTING_DEEP_M, FOOTING_TOP_M = 2.4, 0.6, -1.5
Node = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Axes in metres: numbered along x, lettered along y."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]

    def at(self, node: Node) -> tuple[float, float]:
        """Return where two axes cross."""
        return self.xs[node[0]], self.ys[node[1]]

    def mark(self, node: Node) -> str:
        """Return a crossing as it is marked on the drawing: 3-C."""
        return f"{node[0] + 1}-{'ABCDEFGHJKLMN'[node[1]]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bay:
    """A slab between axes, with its own edges in metres."""

    key: str
    x0: float
    y0: float
    x1: float
    y1: float


class Frame:
    """Builds a bearing structure on one sheet."""

    def __init__(self, sheet: Sheet, grid: Grid) -> None:
        self._sheet, self._grid = sheet, grid
        self._types: dict[str, Entity] = {}

    def columns(self, place: Place, nodes: Sequence[Node], foot_m: float, top_m: float) -> list[Entity]:
        """Build columns between two heights of a storey."""
        return [self._column(place, node, foot_m, top_m) for node in nodes]

    def _column(self, place: Place, node: Node, foot_m: float, top_m: float) -> Entity:
        sheet, high, half = self._sheet, round(top_m - foot_m, 6), COLUMN_M / 2
        type_ = self._type(
            f"KZ-{COLUMN_M * 1000:.0f}x{COLUMN_M * 1000:.0f}-{high * 1000:.0f}",
            "IfcColumnType",
            "COLUMN",
            (-half, -half, 0.0),
            (half, half, high),
        )
        x, y = self._grid.at(node)
        mark = self._grid.mark(node)
        made = copy(
            sheet,
            place,
            "IfcColumn",
            Put(
                key=f"column/{mark}", name=f"框架柱 KZ {mark}", at=(x, y, foot_m), task=f"{place.key}columns"
            ),
            type_,
            PredefinedType="COLUMN",
            Tag=mark,
        )
        area, volume = COLUMN_M**2, COLUMN_M**2 * high
        self._finish(made, place, "c40", "010502001", volume)
        sheet.facts.properties(
            made, "Pset_ColumnCommon", Reference="KZ1", LoadBearing=True, IsExternal=False, FireRating="2.50h"
        )
        sheet.facts.quantities(
            made,
            "Qto_ColumnBaseQuantities",
            Length=("length", high),
            CrossSectionArea=("area", area),
            OuterSurfaceArea=("area", 4 * COLUMN_M * high),
            GrossVolume=("volume", volume),
            NetVolume=("volume", volume),
        )
        return made

    def beams(
        self, place: Place, pairs: Sequence[tuple[Node, Node]], top_m: float, code: str = "010503002"
    ) -> list[Entity]:
        """Build beams between columns. ``top_m``: of the beam, in the storey."""
        return [self._beam(place, pair, top_m, code) for pair in pairs]

    def _beam(self, place: Place, pair: tuple[Node, Node], top_m: float, code: str) -> Entity:
        sheet, half = self._sheet, COLUMN_M / 2
        (x0, y0), (x1, y1) = self._grid.at(pair[0]), self._grid.at(pair[1])
        along = abs(x1 - x0) > abs(y1 - y0)
        length = round(abs(x1 - x0) + abs(y1 - y0) - COLUMN_M, 6)
        type_ = self._type(
            f"KL-{BEAM_WIDE_M * 1000:.0f}x{BEAM_DEEP_M * 1000:.0f}-{length * 1000:.0f}",
            "IfcBeamType",
            "BEAM",
            (0.0, -BEAM_WIDE_M / 2, -BEAM_DEEP_M),
            (length, BEAM_WIDE_M / 2, 0.0),
        )
        mark = f"{self._grid.mark(pair[0])}~{self._grid.mark(pair[1])}"
        at = (x0 + half, y0, top_m) if along else (x0, y0 + half, top_m)
        put = Put(
            key=f"beam/{mark}",
            name=f"{'基础梁 JL' if top_m < 0 else '框架梁 KL'} {mark}",
            at=at,
            x=(1.0, 0.0, 0.0) if along else (0.0, 1.0, 0.0),
            task=f"{place.key}beams",
        )
        made = copy(sheet, place, "IfcBeam", put, type_, PredefinedType="BEAM", Tag=mark)
        self._finish(made, place, "c30", code, BEAM_WIDE_M * BEAM_DEEP_M * length)
        self._describe_beam(made, length)
        return made

    def _describe_beam(self, made: Entity, length: float) -> None:
        facts, area = self._sheet.facts, BEAM_WIDE_M * BEAM_DEEP_M
        facts.properties(
            made,
            "Pset_BeamCommon",
            Reference="KL1",
            Span=length,
            LoadBearing=True,
            IsExternal=False,
            FireRating="2.00h",
        )
        facts.quantities(
            made,
            "Qto_BeamBaseQuantities",
            Length=("length", length),
            CrossSectionArea=("area", area),
            OuterSurfaceArea=("area", 2 * (BEAM_WIDE_M + BEAM_DEEP_M) * length),
            GrossVolume=("volume", area * length),
            NetVolume=("volume", area * length),
        )

    def slabs(self, place: Place, bays: Sequence[Bay], top_m: float, *, roof: bool = False) -> list[Entity]:
        """Build slabs between the beams' axes. ``top_m``: of the concrete, in the storey."""
        return [self._slab(place, bay, top_m, roof) for bay in bays]

    def _slab(self, place: Place, bay: Bay, top_m: float, roof: bool) -> Entity:
        sheet = self._sheet
        wide, deep = bay.x1 - bay.x0, bay.y1 - bay.y0
        body = box(sheet.draft, (0.0, 0.0, -SLAB_M), (wide, deep, 0.0))
        made = element(
            sheet,
            place,
            "IfcSlab",
            Put(
                key=f"slab/{bay.key}",
                name=f"现浇板 LB {bay.key}",
                at=(bay.x0, bay.y0, top_m),
                task=f"{place.key}slabs",
            ),
            [painted(sheet.draft, body, "concrete")],
            PredefinedType="ROOF" if roof else "FLOOR",
        )
        area = wide * deep
        self._finish(made, place, "c30", "010505001", area * SLAB_M)
        sheet.facts.properties(
            made, "Pset_SlabCommon", Reference="LB1", LoadBearing=True, IsExternal=roof, FireRating="1.50h"
        )
        sheet.facts.quantities(
            made,
            "Qto_SlabBaseQuantities",
            Width=("length", SLAB_M),
            Perimeter=("length", 2 * (wide + deep)),
            GrossArea=("area", area),
            NetArea=("area", area),
            GrossVolume=("volume", area * SLAB_M),
            NetVolume=("volume", area * SLAB_M),
        )
        return made

    def footings(self, place: Place, nodes: Sequence[Node], top_m: float) -> list[Entity]:
        """Build pad footings under columns. ``top_m``: in the storey."""
        return [self._footing(place, node, top_m) for node in nodes]

    def _footing(self, place: Place, node: Node, top_m: float) -> Entity:
        sheet, half = self._sheet, FOOTING_M / 2
        type_ = self._type(
            "DJ-2400x2400x600",
            "IfcFootingType",
            "PAD_FOOTING",
            (-half, -half, -FOOTING_DEEP_M),
            (half, half, 0.0),
        )
        x, y = self._grid.at(node)
        mark = self._grid.mark(node)
        put = Put(
            key=f"footing/{mark}", name=f"独立基础 DJ {mark}", at=(x, y, top_m), task=f"{place.key}footings"
        )
        made = copy(sheet, place, "IfcFooting", put, type_, PredefinedType="PAD_FOOTING", Tag=mark)
        volume = FOOTING_M**2 * FOOTING_DEEP_M
        self._finish(made, place, "c30", "010501003", volume)
        sheet.facts.properties(made, "Pset_FootingCommon", Reference="DJ1")
        sheet.facts.quantities(
            made,
            "Qto_FootingBaseQuantities",
            Length=("length", FOOTING_M),
            Width=("length", FOOTING_M),
            Height=("length", FOOTING_DEEP_M),
            GrossVolume=("volume", volume),
            NetVolume=("volume", volume),
        )
        return made

    def _type(
        self,
        key: str,
        kind: str,
        predefined: str,
        low: tuple[float, float, float],
        high: tuple[float, float, float],
    ) -> Entity:
        if key not in self._types:
            body = painted(self._sheet.draft, box(self._sheet.draft, low, high), "concrete")
            self._types[key] = type_of(
                self._sheet, kind, key, key, [body], PredefinedType=predefined, Tag=key
            )
        return self._types[key]

    def _finish(self, made: Entity, place: Place, made_of: str, code: str, volume: float) -> None:
        self._sheet.facts.within(made, place.entity)
        self._sheet.facts.made_of(made, material(self._sheet.draft, made_of))
        self._sheet.facts.billed_as(made, code, volume)
