"""A building's main entrance: curtain wall, canopy, platform, steps and ramp."""

from dataclasses import dataclass, replace

from bim.authoring.draft import Entity
from bim.authoring.fittings import Fitting, describe, fitting_type
from bim.authoring.ground import Sheet
from bim.authoring.materials import material
from bim.authoring.place import Place, Put, copy, element, type_of
from bim.authoring.solids import box, circle, outline, painted, prism

DOOR = Fitting(code="M1426", name="幕墙玻璃门", width_m=1.4, height_m=2.6, leaves=2, look="glass", bill="010802001",
               outside=True)  # fmt: skip
CELL_WIDE_M, CELL_HIGH_M, BAR_M = 1.4, 2.6, 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A front of glass along x: from, to, its outer face's y (looking south), foot, cells across and up, door cells."""

    x0: float
    y: float
    foot_m: float
    across: int
    up: int
    doors: tuple[int, ...]
    cell_m: float = CELL_WIDE_M

    @property
    def x1(self) -> float:
        """Return where it ends."""
        return self.x0 + self.across * self.cell_m

    @property
    def high_m(self) -> float:
        """Return how high it is."""
        return self.up * CELL_HIGH_M


class CurtainWall:
    """Builds a front of glass on one sheet."""

    def __init__(self, sheet: Sheet, place: Place, front: Front) -> None:
        self._sheet, self._place, self._front = sheet, place, front
        self._task = f"{place.key}fittings"

    def build(self) -> Entity:
        """Build the front: bars, panes and doors, all parts of one curtain wall."""
        sheet, front, place = self._sheet, self._front, self._place
        made = sheet.draft.rooted(
            "IfcCurtainWall", f"{place.key}curtain", Name="入口玻璃幕墙 MQ1", PredefinedType=None,
            ObjectPlacement=sheet.draft.placed(place.placement),
        )  # fmt: skip
        area = front.high_m * (front.x1 - front.x0)
        sheet.facts.within(made, place.entity)
        sheet.facts.properties(made, "Pset_CurtainWallCommon", Reference="MQ1", IsExternal=True, FireRating="1.00h",
                               ThermalTransmittance=2.2)  # fmt: skip
        sheet.facts.quantities(
            made, "Qto_CurtainWallQuantities", Length=("length", front.x1 - front.x0), Height=("length", front.high_m),
            Width=("length", 0.18), GrossSideArea=("area", area), NetSideArea=("area", area),
        )  # fmt: skip
        sheet.facts.billed_as(made, "011209001", area)
        for part in [*self._bars(), *self._panes(), *self._doors()]:
            sheet.facts.part_of(part, made)
        return made

    def _bars(self) -> list[Entity]:
        front, made, half = self._front, [], BAR_M / 2
        for n in range(front.across + 1):
            x = front.x0 + n * front.cell_m + (half if n == 0 else -half if n == front.across else 0.0)
            made.append(self._bar(f"post/{n + 1}", "立柱", (x - half, 0.0, 0.0), (x + half, 0.18, front.high_m), "MULLION"))
        for n in range(1, front.up + 1):
            z = n * CELL_HIGH_M - (half if n == front.up else 0.0)
            made.append(self._bar(f"rail/{n}", "横梁", (front.x0, 0.02, z - half), (front.x1, 0.14, z + half), "MEMBER"))
        return made

    def _bar(self, key: str, name: str, low: tuple[float, float, float], high: tuple[float, float, float],
             kind: str) -> Entity:  # fmt: skip
        sheet, front = self._sheet, self._front
        body = box(sheet.draft, low, high)
        made = element(
            sheet, self._place, "IfcMember",
            Put(key=f"curtain/{key}", name=f"幕墙{name}", at=(0.0, front.y, front.foot_m), task=self._task),
            [painted(sheet.draft, body, "frame")], PredefinedType=kind,
        )  # fmt: skip
        sides = sorted(b - a for a, b in zip(low, high, strict=True))
        sheet.facts.made_of(made, material(sheet.draft, "aluminium"))
        sheet.facts.properties(made, "Pset_MemberCommon", Reference="MQ1", LoadBearing=False, IsExternal=True)
        sheet.facts.quantities(
            made, "Qto_MemberBaseQuantities", Length=("length", sides[2]), CrossSectionArea=("area", sides[0] * sides[1]),
            GrossVolume=("volume", sides[0] * sides[1] * sides[2]), NetVolume=("volume", sides[0] * sides[1] * sides[2]),
        )  # fmt: skip
        return made

    def _panes(self) -> list[Entity]:
        sheet, front = self._sheet, self._front
        wide, high = front.cell_m - BAR_M, CELL_HIGH_M - BAR_M
        body = painted(sheet.draft, box(sheet.draft, (0.0, 0.0, 0.0), (wide, 0.03, high)), "glass")
        name = f"幕墙玻璃板块 {wide * 1000:.0f}x{high * 1000:.0f}"
        type_ = type_of(sheet, "IfcPlateType", "pane", name, [body], PredefinedType="CURTAIN_PANEL")
        sheet.facts.made_of(type_, material(sheet.draft, "glass"))
        made = []
        for row in range(front.up):
            for n in range(front.across):
                if row or n not in front.doors:
                    at = (front.x0 + n * front.cell_m + BAR_M / 2, front.y + 0.06, front.foot_m + row * CELL_HIGH_M + BAR_M / 2)
                    put = Put(key=f"curtain/pane/{row + 1}-{n + 1}", name=f"玻璃板块 {row + 1}-{n + 1}", at=at, task=self._task)
                    made.append(copy(sheet, self._place, "IfcPlate", put, type_, PredefinedType="CURTAIN_PANEL"))
        for pane in made:
            sheet.facts.properties(pane, "Pset_PlateCommon", Reference="MQ1", LoadBearing=False, IsExternal=True)
            sheet.facts.quantities(
                pane, "Qto_PlateBaseQuantities", Width=("length", 0.03), GrossArea=("area", wide * high),
                NetArea=("area", wide * high), GrossVolume=("volume", wide * high * 0.03),
                NetVolume=("volume", wide * high * 0.03),
            )  # fmt: skip
        return made

    def _doors(self) -> list[Entity]:
        sheet, front, made = self._sheet, self._front, []
        door_kind = replace(DOOR, code=f"M{front.cell_m * 10:.0f}26", width_m=front.cell_m)
        type_ = fitting_type(sheet, door_kind)
        for n in front.doors:
            put = Put(key=f"curtain/door/{n + 1}", name=f"{door_kind.name} {door_kind.code}",
                      at=(front.x0 + n * front.cell_m, front.y + 0.05, front.foot_m), task=self._task)  # fmt: skip
            door = copy(sheet, self._place, "IfcDoor", put, type_, OverallHeight=door_kind.height_m,
                        OverallWidth=door_kind.width_m, Tag=door_kind.code)  # fmt: skip
            describe(sheet, door, door_kind)
            made.append(door)
        return made


def build_approach(sheet: Sheet, place: Place, *, x0: float, x1: float, face_y: float, drop_m: float) -> None:
    """Build platform, steps, ramp and canopy before a front that looks south. ``drop_m``: floor above ground."""
    deep, task = 4.2, f"{place.key}approach"
    edge = face_y - deep
    body = box(sheet.draft, (x0, edge, -drop_m), (x1, face_y, -0.02))
    platform = element(sheet, place, "IfcSlab", Put(key="approach/platform", name="入口平台", task=task),
                       [painted(sheet.draft, body, "plinth")], PredefinedType="BASESLAB")  # fmt: skip
    area, thick = (x1 - x0) * deep, drop_m - 0.02
    sheet.facts.properties(platform, "Pset_SlabCommon", Reference="PT-1", IsExternal=True, LoadBearing=True)
    sheet.facts.quantities(
        platform, "Qto_SlabBaseQuantities", Width=("length", thick), GrossArea=("area", area), NetArea=("area", area),
        GrossVolume=("volume", area * thick), NetVolume=("volume", area * thick),
    )  # fmt: skip
    _finish(sheet, place, platform, area * thick)
    _steps(sheet, place, x0, x1, edge, drop_m)
    _ramp(sheet, place, x0, edge, drop_m)
    _canopy(sheet, place, x0, x1, face_y)


def _finish(sheet: Sheet, place: Place, made: Entity, volume: float, code: str = "010507004") -> None:
    sheet.facts.within(made, place.entity)
    sheet.facts.made_of(made, material(sheet.draft, "c30"))
    sheet.facts.billed_as(made, code, volume)


def _steps(sheet: Sheet, place: Place, x0: float, x1: float, edge: float, drop_m: float) -> None:
    rise, going = (drop_m - 0.02) / 3, 0.32
    ring = [(0.0, 0.0), (2 * going, 0.0), (2 * going, rise), (going, rise), (going, 2 * rise), (0.0, 2 * rise)]
    body = prism(sheet.draft, outline(sheet.draft, ring), x1 - x0, at=(x1, edge, -drop_m), x=(0.0, -1.0, 0.0),
                 along=(-1.0, 0.0, 0.0))  # fmt: skip
    made = element(sheet, place, "IfcStair", Put(key="approach/steps", name="入口台阶", task=f"{place.key}approach"),
                   [painted(sheet.draft, body, "plinth")], PredefinedType="STRAIGHT_RUN_STAIR")  # fmt: skip
    sheet.facts.properties(made, "Pset_StairCommon", Reference="TJ-1", IsExternal=True, NumberOfRiser=3,
                           NumberOfTreads=2, RiserHeight=round(rise, 4), TreadLength=going)  # fmt: skip
    _finish(sheet, place, made, 3 * going * rise * (x1 - x0))


def _ramp(sheet: Sheet, place: Place, x0: float, edge: float, drop_m: float) -> None:
    rise, wide = drop_m - 0.02, 1.5
    run = rise * 12
    profile = outline(sheet.draft, [(0.0, 0.0), (run, 0.0), (0.0, rise)])
    # Standing upright with its x to the west: it falls away from the platform.
    body = prism(sheet.draft, profile, wide, at=(x0, edge + 1.0, -drop_m), x=(-1.0, 0.0, 0.0), along=(0.0, 1.0, 0.0))
    made = element(sheet, place, "IfcRamp", Put(key="approach/ramp", name="无障碍坡道", task=f"{place.key}approach"),
                   [painted(sheet.draft, body, "concrete")], PredefinedType="STRAIGHT_RUN_RAMP")  # fmt: skip
    sheet.facts.properties(made, "Pset_RampCommon", Reference="PD-1", IsExternal=True, HandicapAccessible=True)
    _finish(sheet, place, made, run * rise / 2 * wide)


def _canopy(sheet: Sheet, place: Place, x0: float, x1: float, face_y: float) -> None:
    deep, foot, thick = 4.4, 3.5, 0.28
    body = box(sheet.draft, (x0 - 0.4, face_y - deep, foot), (x1 + 0.4, face_y, foot + thick))
    made = element(sheet, place, "IfcSlab", Put(key="approach/canopy", name="入口雨篷", task=f"{place.key}approach"),
                   [painted(sheet.draft, body, "shade")], PredefinedType="ROOF")  # fmt: skip
    area = deep * (x1 - x0 + 0.8)
    sheet.facts.properties(made, "Pset_SlabCommon", Reference="YP-1", IsExternal=True, LoadBearing=False)
    sheet.facts.quantities(
        made, "Qto_SlabBaseQuantities", Width=("length", thick), GrossArea=("area", area), NetArea=("area", area),
        GrossVolume=("volume", area * thick), NetVolume=("volume", area * thick),
    )  # fmt: skip
    _finish(sheet, place, made, area * thick, "010505001")
    high = foot + 0.02
    post = painted(sheet.draft, prism(sheet.draft, circle(sheet.draft, 0.14), high), "rail")
    type_ = type_of(sheet, "IfcColumnType", "canopy-post", "雨篷钢柱 D280", [post], PredefinedType="COLUMN")
    for n in range(4):
        x = x0 + 0.6 + (x1 - x0 - 1.2) * n / 3
        put = Put(key=f"approach/post/{n + 1}", name=f"雨篷钢柱 {n + 1}", at=(x, face_y - deep + 0.7, -0.02),
                  task=f"{place.key}approach")  # fmt: skip
        column = copy(sheet, place, "IfcColumn", put, type_, PredefinedType="COLUMN")
        sheet.facts.within(column, place.entity)
        sheet.facts.made_of(column, material(sheet.draft, "steel"))
        sheet.facts.properties(column, "Pset_ColumnCommon", Reference="GZ-1", IsExternal=True, LoadBearing=True)


