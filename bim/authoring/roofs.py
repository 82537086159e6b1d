"""Flat roofs: the build-up over the concrete, as parts of one roof."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bim.authoring.draft import Entity, Flat
from bim.authoring.ground import Sheet
from bim.authoring.materials import Layers, layer_set, layers_upward
from bim.authoring.place import Place, Put, element, type_of
from bim.authoring.rooms import area_of
from bim.authoring.solids import outline, painted, prism

FLAT = Layers(
    "不上人平屋面 200",
    (
        ("screed", 0.060, "找坡"),
        ("xps", 0.080, "保温"),
        ("membrane", 0.010, "防水"),
        ("screed", 0.050, "保护层"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A part of a roof: its edge and what rises through it."""

    key: str
    name: str
    ring: tuple[Flat, ...]
    holes: tuple[tuple[Flat, ...], ...] = field(default=())

    @property
    def area_sqm(self) -> float:
        """Return the covered area."""
        return area_of(self.ring) - sum(area_of(hole) for hole in self.holes)


def build_roof(sheet: Sheet, place: Place, name: str, fields: Sequence[Field], foot_m: float) -> Entity:
    """Build a flat roof of several parts. ``foot_m``: its underside in the storey."""
    made = sheet.draft.rooted(
        "IfcRoof",
        f"{place.key}roof",
        Name=name,
        PredefinedType="FLAT_ROOF",
        ObjectPlacement=sheet.draft.placed(place.placement),
    )
    area = sum(part.area_sqm for part in fields)
    sheet.facts.within(made, place.entity)
    sheet.facts.properties(
        made,
        "Pset_RoofCommon",
        Reference="WM1",
        IsExternal=True,
        FireRating="1.50h",
        ThermalTransmittance=0.42,
    )
    sheet.facts.quantities(made, "Qto_RoofBaseQuantities", GrossArea=("area", area), NetArea=("area", area))
    type_ = sheet.draft.types.get("roof") or _type(sheet)
    for part in fields:
        slab = _slab(sheet, place, part, foot_m)
        sheet.facts.of_type(slab, type_)
        sheet.facts.part_of(slab, made)
    return made


def _type(sheet: Sheet) -> Entity:
    made = type_of(sheet, "IfcSlabType", "roof", FLAT.name, [], PredefinedType="ROOF")
    sheet.facts.made_of(made, layer_set(sheet.draft, FLAT))
    return made


def _slab(sheet: Sheet, place: Place, part: Field, foot_m: float) -> Entity:
    profile = outline(sheet.draft, part.ring, part.holes)
    body = prism(sheet.draft, profile, FLAT.thickness_m)
    put = Put(key=f"roof/{part.key}", name=part.name, at=(0.0, 0.0, foot_m), task=f"{place.key}roof")
    made = element(
        sheet, place, "IfcSlab", put, [painted(sheet.draft, body, "roofing")], PredefinedType="ROOF"
    )
    volume = part.area_sqm * FLAT.thickness_m
    sheet.facts.made_of(made, layers_upward(sheet.draft, FLAT))
    sheet.facts.properties(
        made,
        "Pset_SlabCommon",
        Reference="WM1",
        IsExternal=True,
        LoadBearing=False,
        FireRating="1.50h",
        ThermalTransmittance=0.42,
    )
    sheet.facts.quantities(
        made,
        "Qto_SlabBaseQuantities",
        Width=("length", FLAT.thickness_m),
        GrossArea=("area", area_of(part.ring)),
        NetArea=("area", part.area_sqm),
        GrossVolume=("volume", area_of(part.ring) * FLAT.thickness_m),
        NetVolume=("volume", volume),
    )
    sheet.facts.billed_as(made, "010902001", part.area_sqm)
    return made
