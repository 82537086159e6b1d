"""What is known of elements: properties, quantities, materials, types, classes; alike ones written once."""

from typing import Any

from bim.authoring.codes import CODES, table_of
from bim.authoring.draft import Draft, Entity

Value = bool | str | int | float
_QUANTITY = {
    "length": ("IfcQuantityLength", "LengthValue"),
    "area": ("IfcQuantityArea", "AreaValue"),
    "volume": ("IfcQuantityVolume", "VolumeValue"),
    "count": ("IfcQuantityCount", "CountValue"),
}
_MEASURES = {
    "ThermalTransmittance": "IfcThermalTransmittanceMeasure",
    "Reference": "IfcIdentifier",
    "GlazingAreaFraction": "IfcPositiveRatioMeasure",
    "PitchAngle": "IfcPlaneAngleMeasure",
    "Slope": "IfcPlaneAngleMeasure",
    "AboveGround": "IfcLogical",
    "IsLandmarked": "IfcLogical",
    "NumberOfRiser": "IfcCountMeasure",
    "NumberOfTreads": "IfcCountMeasure",
    "NumberOfStoreys": "IfcInteger",
    "NetPlannedArea": "IfcAreaMeasure",
    "GrossPlannedArea": "IfcAreaMeasure",
    "NominalHeight": "IfcPositiveLengthMeasure",
    "SiteID": "IfcIdentifier",
    "BuildingID": "IfcIdentifier",
}
_LENGTHS = (
    "Height",
    "Width",
    "RiserHeight",
    "TreadLength",
    "Span",
    "RoofThickness",
    "Diameter",
    "WaistThickness",
)


class Facts:
    """Facts gathered while drawing; ``write`` puts them into the file, alike ones once."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._sets: dict[tuple[str, str, tuple[tuple[str, Any], ...]], list[Entity]] = {}
        self._groups: dict[tuple[str, str, str, int], tuple[Entity, list[Entity]]] = {}
        self.billed: dict[str, tuple[float, list[Entity]]] = {}
        self.tasks: dict[str, list[Entity]] = {}

    def properties(self, element: Entity, name: str, **values: Value) -> None:
        """Say properties of an element in one of the standard's sets."""
        self._gather("p", name, values, element)

    def quantities(self, element: Entity, name: str, **values: tuple[str, float]) -> None:
        """Say quantities: each with its kind (length, area, volume, count) and its value in metres."""
        self._gather(
            "q", name, {key: (kind, round(value, 4)) for key, (kind, value) in values.items()}, element
        )

    def plate(self, element: Entity, thick: float, area: float) -> None:
        """Say the quantities of a slab without holes: metres, square metres."""
        self.quantities(
            element,
            "Qto_SlabBaseQuantities",
            Width=("length", thick),
            GrossArea=("area", area),
            NetArea=("area", area),
            GrossVolume=("volume", area * thick),
            NetVolume=("volume", area * thick),
        )

    def _gather(self, kind: str, name: str, values: dict[str, Any], element: Entity) -> None:
        self._sets.setdefault((kind, name, tuple(values.items())), []).append(element)

    def made_of(self, element: Entity, material: Entity) -> None:
        """Say what an element is made of: a material, a layer set or its use."""
        self._join("IfcRelAssociatesMaterial", "RelatedObjects", "RelatingMaterial", material, element)

    def of_type(self, element: Entity, type_: Entity) -> None:
        """Say which type an element is of. What kind it is, the type says alone if it does (OJT001)."""
        if getattr(type_, "PredefinedType", None) not in {None, "NOTDEFINED"}:
            element.PredefinedType = None
        self._join("IfcRelDefinesByType", "RelatedObjects", "RelatingType", type_, element)

    def within(self, element: Entity, place: Entity) -> None:
        """Say in which storey, space or part an element stands."""
        self._join(
            "IfcRelContainedInSpatialStructure", "RelatedElements", "RelatingStructure", place, element
        )

    def part_of(self, part: Entity, whole: Entity) -> None:
        """Say of what something is a part."""
        self._join("IfcRelAggregates", "RelatedObjects", "RelatingObject", whole, part)

    def billed_as(self, element: Entity, code: str, quantity: float) -> None:
        """Class an element by an item of the bill and add to that item. ``quantity``: in the item's unit."""
        self._join(
            "IfcRelAssociatesClassification",
            "RelatedObjects",
            "RelatingClassification",
            self._reference(code),
            element,
        )
        total, elements = self.billed.setdefault(code, (0.0, []))
        elements.append(element)
        self.billed[code] = (total + quantity, elements)

    def built_in(self, element: Entity, task: str) -> None:
        """Say which task of the programme makes an element."""
        self.tasks.setdefault(task, []).append(element)

    def _reference(self, code: str) -> Entity:
        number, title, since = table_of(code)
        source = self._draft.once(
            "IfcClassification", "中华人民共和国住房和城乡建设部", "2013", since, f"{number} {title}"
        )
        return self._draft.once("IfcClassificationReference", None, code, CODES[code].name, source)

    def _join(self, relation: str, many: str, one: str, relating: Entity, element: Entity) -> None:
        key = (relation, many, one, relating.id())
        self._groups.setdefault(key, (relating, []))[1].append(element)

    def write(self) -> None:
        """Put everything gathered into the file, in the order it was said."""
        for (relation, many, one, _id), (relating, elements) in self._groups.items():
            key = f"{relation}/{_key_of(relating)}"
            self._draft.rooted(relation, key, **{many: elements, one: relating})
        for (kind, name, values), elements in self._sets.items():
            made = self._property_set if kind == "p" else self._quantity_set
            key = f"{name}/{values!r}"
            self._draft.rooted(
                "IfcRelDefinesByProperties",
                f"rel/{key}",
                RelatedObjects=elements,
                RelatingPropertyDefinition=made(key, name, values),
            )

    def _property_set(self, key: str, name: str, values: tuple[tuple[str, Any], ...]) -> Entity:
        made = [
            self._draft.once("IfcPropertySingleValue", label, None, self._value(label, value), None)
            for label, value in values
        ]
        return self._draft.rooted("IfcPropertySet", key, Name=name, HasProperties=made)

    def _quantity_set(self, key: str, name: str, values: tuple[tuple[str, Any], ...]) -> Entity:
        made = [
            self._draft.once(_QUANTITY[kind][0], label, None, None, float(value), None)
            for label, (kind, value) in values
        ]
        return self._draft.rooted(
            "IfcElementQuantity", key, Name=name, MethodOfMeasurement="BaseQuantities", Quantities=made
        )

    def _value(self, label: str, value: Value) -> Entity:
        if label in _MEASURES:
            return self._draft.make(_MEASURES[label], value)
        if label in _LENGTHS:
            return self._draft.make("IfcPositiveLengthMeasure", float(value))
        if isinstance(value, bool):
            return self._draft.make("IfcBoolean", value)
        return self._draft.make("IfcLabel" if isinstance(value, str) else "IfcReal", value)


def _key_of(relating: Entity) -> str:
    """Return what tells one relating entity from another and does not change when others are added."""
    if hasattr(relating, "GlobalId"):
        return str(relating.GlobalId)
    names = [str(value) for value in relating.get_info(recursive=False).values() if isinstance(value, str)]
    if relating.is_a("IfcMaterialLayerSetUsage"):
        return "/".join(
            [*names, str(relating.ForLayerSet.LayerSetName), str(relating.OffsetFromReferenceLine)]
        )
    return "/".join(names)
