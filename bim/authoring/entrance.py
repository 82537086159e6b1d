"""A building's main entrance: curtain wall, canopy, platform, steps and ramp."""


from bim.authoring.draft import Entity
from bim.authoring.ground import Sheet
from bim.authoring.materials import material
from bim.authoring.place import Place, Put, copy, element, type_of
from bim.authoring.solids import box, circle, outline, painted, prism


def build_approach(sheet: Sheet, place: Place, *, x0: float, x1: float, face_y: float, drop_m: float) -> None:
    """Build platform, steps, ramp, canopy before a front to the south. ``drop_m``: floor above ground."""
    deep, task = 4.2, f"{place.key}approach"
    edge = face_y - deep
    body = box(sheet.draft, (x0, edge, -drop_m), (x1, face_y, -0.02))
    platform = element(
        sheet,
        place,
        "IfcSlab",
        Put(key="approach/platform", name="入口平台", task=task),
        [painted(sheet.draft, body, "plinth")],
        PredefinedType="BASESLAB",
    )
    area, thick = (x1 - x0) * deep, drop_m - 0.02
    sheet.facts.properties(platform, "Pset_SlabCommon", Reference="PT-1", IsExternal=True, LoadBearing=True)
    sheet.facts.plate(platform, thick, area)
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
    ring = [
        (0.0, 0.0),
        (2 * going, 0.0),
        (2 * going, rise),
        (going, rise),
        (going, 2 * rise),
        (0.0, 2 * rise),
    ]
    body = prism(
        sheet.draft,
        outline(sheet.draft, ring),
        x1 - x0,
        at=(x1, edge, -drop_m),
        x=(0.0, -1.0, 0.0),
        along=(-1.0, 0.0, 0.0),
    )
    made = element(
        sheet,
        place,
        "IfcStair",
        Put(key="approach/steps", name="入口台阶", task=f"{place.key}approach"),
        [painted(sheet.draft, body, "plinth")],
        PredefinedType="STRAIGHT_RUN_STAIR",
    )
    sheet.facts.properties(
        made,
        "Pset_StairCommon",
        Reference="TJ-1",
        IsExternal=True,
        NumberOfRiser=3,
        NumberOfTreads=2,
        RiserHeight=round(rise, 4),
        TreadLength=going,
    )
    _finish(sheet, place, made, 3 * going * rise * (x1 - x0))


def _ramp(sheet: Sheet, place: Place, x0: float, edge: float, drop_m: float) -> None:
    rise, wide = drop_m - 0.02, 1.5
    run = rise * 12
    profile = outline(sheet.draft, [(0.0, 0.0), (run, 0.0), (0.0, rise)])
    # Standing upright with its x to the west: it falls away from the platform.
    body = prism(
        sheet.draft, profile, wide, at=(x0, edge + 1.0, -drop_m), x=(-1.0, 0.0, 0.0), along=(0.0, 1.0, 0.0)
    )
    made = element(
        sheet,
        place,
        "IfcRamp",
        Put(key="approach/ramp", name="无障碍坡道", task=f"{place.key}approach"),
        [painted(sheet.draft, body, "concrete")],
        PredefinedType="STRAIGHT_RUN_RAMP",
    )
    sheet.facts.properties(
        made, "Pset_RampCommon", Reference="PD-1", IsExternal=True, HandicapAccessible=True
    )
    _finish(sheet, place, made, run * rise / 2 * wide)


def _canopy(sheet: Sheet, place: Place, x0: float, x1: float, face_y: float) -> None:
    deep, foot, thick = 4.4, 3.5, 0.28
    body = box(sheet.draft, (x0 - 0.4, face_y - deep, foot), (x1 + 0.4, face_y, foot + thick))
    made = element(
        sheet,
        place,
        "IfcSlab",
        Put(key="approach/canopy", name="入口雨篷", task=f"{place.key}approach"),
        [painted(sheet.draft, body, "shade")],
        PredefinedType="ROOF",
    )
    area = deep * (x1 - x0 + 0.8)
    sheet.facts.properties(made, "Pset_SlabCommon", Reference="YP-1", IsExternal=True, LoadBearing=False)
    sheet.facts.plate(made, thick, area)
    _finish(sheet, place, made, area * thick, "010505001")
    high = foot + 0.02
    post = painted(sheet.draft, prism(sheet.draft, circle(sheet.draft, 0.14), high), "rail")
    type_ = type_of(sheet, "IfcColumnType", "canopy-post", "雨篷钢柱 D280", [post], PredefinedType="COLUMN")
    for n in range(4):
        x = x0 + 0.6 + (x1 - x0 - 1.2) * n / 3
        put = Put(
            key=f"approach/post/{n + 1}",
            name=f"雨篷钢柱 {n + 1}",
            at=(x, face_y - deep + 0.7, -0.02),
            task=f"{place.key}approach",
        )
        column = copy(sheet, place, "IfcColumn", put, type_, PredefinedType="COLUMN")
        sheet.facts.within(column, place.entity)
        sheet.facts.made_of(column, material(sheet.draft, "steel"))
        sheet.facts.properties(
            column, "Pset_ColumnCommon", Reference="GZ-1", IsExternal=True, LoadBearing=True
        )
