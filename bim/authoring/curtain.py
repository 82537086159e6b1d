"""Fronts of glass: bars, panes and doors, all parts of one curtain wall."""

from dataclasses import dataclass, replace

from bim.authoring.draft import Entity
from bim.authoring.fittings import Fitting, describe, fitting_type
from bim.authoring.ground import Sheet
from bim.authoring.materials import material
from bim.authoring.place import Place, Put, copy, element, type_of
from bim.authoring.solids import box, painted

DOOR = Fitting(
    code="M1426",
    name="幕墙玻璃门",
    width_m=1.4,
    height_m=2.6,
    leaves=2,
    look="glass",
    bill="010802001",
    outside=True,
)
CELL_WIDE_M, CELL_HIGH_M, BAR_M = 1.4, 2.6, 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """A front of glass along x, looking south: its outer face's y, foot, cells across and up, doors."""

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
            "IfcCurtainWall",
            f"{place.key}curtain",
            Name="入口玻璃幕墙 MQ1",
            PredefinedType=None,
            ObjectPlacement=sheet.draft.placed(place.placement),
        )
        area = front.high_m * (front.x1 - front.x0)
        sheet.facts.within(made, place.entity)
        sheet.facts.properties(
            made,
            "Pset_CurtainWallCommon",
            Reference="MQ1",
            IsExternal=True,
            FireRating="1.00h",
            ThermalTransmittance=2.2,
        )
        sheet.facts.quantities(
            made,
            "Qto_CurtainWallQuantities",
            Length=("length", front.x1 - front.x0),
            Height=("length", front.high_m),
            Width=("length", 0.18),
            GrossSideArea=("area", area),
            NetSideArea=("area", area),
        )
        sheet.facts.billed_as(made, "011209001", area)
        for part in [*self._bars(), *self._panes(), *self._doors()]:
            sheet.facts.part_of(part, made)
        return made

    def _bars(self) -> list[Entity]:
        front, made, half = self._front, [], BAR_M / 2
        for n in range(front.across + 1):
            x = front.x0 + n * front.cell_m + (half if n == 0 else -half if n == front.across else 0.0)
            made.append(
                self._bar(
                    f"post/{n + 1}", "立柱", (x - half, 0.0, 0.0), (x + half, 0.18, front.high_m), "MULLION"
                )
            )
        for n in range(1, front.up + 1):
            z = n * CELL_HIGH_M - (half if n == front.up else 0.0)
            made.append(
                self._bar(
                    f"rail/{n}", "横梁", (front.x0, 0.02, z - half), (front.x1, 0.14, z + half), "MEMBER"
                )
            )
        return made

    def _bar(
        self,
        key: str,
        name: str,
        low: tuple[float, float, float],
        high: tuple[float, float, float],
        kind: str,
    ) -> Entity:
        sheet, front = self._sheet, self._front
        body = box(sheet.draft, low, high)
        made = element(
            sheet,
            self._place,
            "IfcMember",
            Put(key=f"curtain/{key}", name=f"幕墙{name}", at=(0.0, front.y, front.foot_m), task=self._task),
            [painted(sheet.draft, body, "frame")],
            PredefinedType=kind,
        )
        sides = sorted(b - a for a, b in zip(low, high, strict=True))
        sheet.facts.made_of(made, material(sheet.draft, "aluminium"))
        sheet.facts.properties(made, "Pset_MemberCommon", Reference="MQ1", LoadBearing=False, IsExternal=True)
        sheet.facts.quantities(
            made,
            "Qto_MemberBaseQuantities",
            Length=("length", sides[2]),
            CrossSectionArea=("area", sides[0] * sides[1]),
            GrossVolume=("volume", sides[0] * sides[1] * sides[2]),
            NetVolume=("volume", sides[0] * sides[1] * sides[2]),
        )
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
                    at = (
                        front.x0 + n * front.cell_m + BAR_M / 2,
                        front.y + 0.06,
                        front.foot_m + row * CELL_HIGH_M + BAR_M / 2,
                    )
                    put = Put(
                        key=f"curtain/pane/{row + 1}-{n + 1}",
                        name=f"玻璃板块 {row + 1}-{n + 1}",
                        at=at,
                        task=self._task,
                    )
                    made.append(
                        copy(sheet, self._place, "IfcPlate", put, type_, PredefinedType="CURTAIN_PANEL")
                    )
        for pane in made:
            sheet.facts.properties(
                pane, "Pset_PlateCommon", Reference="MQ1", LoadBearing=False, IsExternal=True
            )
            sheet.facts.quantities(
                pane,
                "Qto_PlateBaseQuantities",
                Width=("length", 0.03),
                GrossArea=("area", wide * high),
                NetArea=("area", wide * high),
                GrossVolume=("volume", wide * high * 0.03),
                NetVolume=("volume", wide * high * 0.03),
            )
        return made

    def _doors(self) -> list[Entity]:
        sheet, front, made = self._sheet, self._front, []
        door_kind = replace(DOOR, code=f"M{front.cell_m * 10:.0f}26", width_m=front.cell_m)
        type_ = fitting_type(sheet, door_kind)
        for n in front.doors:
            put = Put(
                key=f"curtain/door/{n + 1}",
                name=f"{door_kind.name} {door_kind.code}",
                at=(front.x0 + n * front.cell_m, front.y + 0.05, front.foot_m),
                task=self._task,
            )
            door = copy(
                sheet,
                self._place,
                "IfcDoor",
                put,
                type_,
                OverallHeight=door_kind.height_m,
                OverallWidth=door_kind.width_m,
                Tag=door_kind.code,
            )
            describe(sheet, door, door_kind)
            made.append(door)
        return made


