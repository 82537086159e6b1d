"""Windows, doors and furniture: drawn once as types, copied where they stand.

A fitting's axes: x along the wall from its left edge, y through it from the outside in, z up from its sill.
"""

from dataclasses import dataclass

from bim.authoring.draft import Draft, Entity
from bim.authoring.ground import Sheet
from bim.authoring.materials import material
from bim.authoring.place import type_of
from bim.authoring.solids import box, outline, painted, upright

FRAME_M, DEPTH_M = 0.06, 0.08


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """A window or door as it is ordered. Metres; ``leaves``: how many, side by side; ``fire``: its rating.

    ``sill``: whether a windowsill stands out of the wall.
    """

    code: str
    name: str
    width_m: float
    height_m: float
    leaves: int = 1
    look: str = "frame"
    bill: str = "010807001"
    fire: str = ""
    outside: bool = False
    sill: bool = True

    @property
    def is_door(self) -> bool:
        """Tell doors from windows."""
        return self.bill.startswith(("010801", "010802"))


def _frame(draft: Draft, fitting: Fitting, look: str) -> Entity:
    wide, high, frame = fitting.width_m, fitting.height_m, FRAME_M
    # Drawn on the wall with x to the left: from the fitting's right edge.
    ring = [(0.0, 0.0), (wide, 0.0), (wide, high), (0.0, high)]
    low = 0.0 if fitting.is_door else frame
    hole = [(frame, low), (frame, high - frame), (wide - frame, high - frame), (wide - frame, low)]
    if fitting.is_door:
        ring = [(0.0, 0.0), *hole, (wide, 0.0), (wide, high), (0.0, high)]
        profile = outline(draft, ring)
    else:
        profile = outline(draft, ring, [hole])
    return painted(draft, upright(draft, profile, DEPTH_M, at=(wide, 0.0, 0.0)), look)


def _bars(draft: Draft, fitting: Fitting) -> list[Entity]:
    """Return the posts between the leaves and the rail under the top light of tall windows."""
    wide, high, half = fitting.width_m, fitting.height_m, FRAME_M / 2
    bars = [
        box(
            draft,
            (wide * n / fitting.leaves - half, 0.005, FRAME_M),
            (wide * n / fitting.leaves + half, DEPTH_M - 0.005, high - FRAME_M),
        )
        for n in range(1, fitting.leaves)
    ]
    if high > 1.7:
        at = high - 0.6
        bars.append(box(draft, (FRAME_M, 0.01, at - half), (wide - FRAME_M, DEPTH_M - 0.01, at + half)))
    return [painted(draft, bar, "frame") for bar in bars]


def _window_bodies(draft: Draft, fitting: Fitting) -> list[Entity]:
    pane = box(draft, (FRAME_M, 0.03, FRAME_M), (fitting.width_m - FRAME_M, 0.05, fitting.height_m - FRAME_M))
    parts = [_frame(draft, fitting, "frame"), painted(draft, pane, "glass"), *_bars(draft, fitting)]
    if not (fitting.outside and fitting.sill):
        return parts
    sill = box(draft, (-0.05, -0.12, -0.05), (fitting.width_m + 0.05, 0.0, 0.0))
    return [*parts, painted(draft, sill, "plinth")]


def _door_bodies(draft: Draft, fitting: Fitting) -> list[Entity]:
    wide, high = fitting.width_m - 2 * FRAME_M, fitting.height_m - FRAME_M
    step, parts = wide / fitting.leaves, [_frame(draft, fitting, "frame")]
    for n in range(fitting.leaves):
        left = FRAME_M + step * n
        low, top = (left + 0.004, 0.02, 0.01), (left + step - 0.004, 0.06, high - 0.005)
        parts.append(painted(draft, box(draft, low, top), fitting.look))
        grip = left + (step - 0.12 if n % 2 == 0 else 0.09)
        parts.append(painted(draft, box(draft, (grip, -0.03, 0.95), (grip + 0.03, 0.11, 1.1)), "rail"))
    return parts


def fitting_type(sheet: Sheet, fitting: Fitting) -> Entity:
    """Return the type of a window or door."""
    draft = sheet.draft
    if fitting.is_door:
        swing = "DOUBLE_DOOR_SINGLE_SWING" if fitting.leaves == 2 else "SINGLE_SWING_LEFT"
        made = type_of(
            sheet,
            "IfcDoorType",
            fitting.code,
            fitting.name,
            _door_bodies(draft, fitting),
            PredefinedType="DOOR",
            OperationType=swing,
            Tag=fitting.code,
        )
    else:
        panels = {1: "SINGLE_PANEL", 2: "DOUBLE_PANEL_VERTICAL", 3: "TRIPLE_PANEL_VERTICAL"}
        made = type_of(
            sheet,
            "IfcWindowType",
            fitting.code,
            fitting.name,
            _window_bodies(draft, fitting),
            PredefinedType="WINDOW",
            PartitioningType=panels.get(fitting.leaves, "NOTDEFINED"),
            Tag=fitting.code,
        )
    made_of = {"timber": "wood", "steel": "steel"}.get(fitting.look, "aluminium")
    sheet.facts.made_of(made, material(draft, made_of))
    return made


def describe(sheet: Sheet, made: Entity, fitting: Fitting) -> None:
    """Say what is known of one window or door."""
    facts, area = sheet.facts, fitting.width_m * fitting.height_m
    size = {
        "Width": ("length", fitting.width_m),
        "Height": ("length", fitting.height_m),
        "Perimeter": ("length", 2 * (fitting.width_m + fitting.height_m)),
        "Area": ("area", area),
    }
    common: dict[str, bool | str | float] = {"Reference": fitting.code, "IsExternal": fitting.outside}
    if fitting.fire:
        common["FireRating"] = fitting.fire
    if fitting.outside:
        common["ThermalTransmittance"] = 2.4
    if fitting.is_door:
        common |= {
            "SelfClosing": bool(fitting.fire),
            "FireExit": bool(fitting.fire),
            "HandicapAccessible": True,
        }
    elif fitting.outside:
        common["GlazingAreaFraction"] = 0.82
    facts.properties(made, "Pset_DoorCommon" if fitting.is_door else "Pset_WindowCommon", **common)
    facts.quantities(made, f"Qto_{'Door' if fitting.is_door else 'Window'}BaseQuantities", **size)
    facts.billed_as(made, fitting.bill, area)
