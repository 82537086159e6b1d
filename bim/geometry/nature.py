"""What kind of body a representation describes: which kernel to ask first, whether it ought to be closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bim.files.attributes import attribute, is_any
from bim.files.bodies import leaves

SOLIDS = ("IfcSolidModel", "IfcBooleanResult", "IfcCsgPrimitive3D")
STRAIGHT = ("IfcRectangleProfileDef", "IfcArbitraryClosedProfileDef", "IfcArbitraryProfileDefWithVoids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """What a body is.

    ``plain``: only extrusions of straight outlines, which the fastest kernel cuts right. ``solid``: it has an
    inside, so a mesh of it ought to be closed.
    """

    plain: bool
    solid: bool


def nature(representations: Sequence[Any]) -> Nature:
    """Look at a product's body items; what is not surely plain is not plain."""
    items = [item for representation in representations for item in leaves(representation)]
    return Nature(plain=all(map(_is_plain, items)), solid=all(map(_is_solid, items)))


def _is_solid(item: Any) -> bool:
    return is_any(item, SOLIDS)


def _is_plain(item: Any) -> bool:
    if not item.is_a("IfcExtrudedAreaSolid") or item.is_a("IfcExtrudedAreaSolidTapered"):
        return False
    profile = item.SweptArea
    if profile.is_a() not in STRAIGHT:
        return False
    if profile.is_a("IfcRectangleProfileDef"):
        return True
    return all(map(_is_straight, (profile.OuterCurve, *(attribute(profile, "InnerCurves") or ()))))


def _is_straight(curve: Any) -> bool:
    if curve.is_a("IfcPolyline"):
        return True
    if not curve.is_a("IfcIndexedPolyCurve"):
        return False
    return all(segment.is_a("IfcLineIndex") for segment in curve.Segments or ())
