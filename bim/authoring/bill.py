"""The bill of quantities: one item per code, with its price, its quantity and the elements it pays for."""

from bim.authoring.codes import CODES, table_of
from bim.authoring.draft import Entity
from bim.authoring.ground import Sheet

_UNITS = {
    "m3": ("IfcQuantityVolume", "IfcVolumeMeasure", "CUBIC_METRE", "VOLUMEUNIT"),
    "m2": ("IfcQuantityArea", "IfcAreaMeasure", "SQUARE_METRE", "AREAUNIT"),
    "m": ("IfcQuantityLength", "IfcLengthMeasure", "METRE", "LENGTHUNIT"),
    "each": ("IfcQuantityCount", "IfcCountMeasure", "", ""),
}


def write_bill(sheet: Sheet) -> None:
    """Write the bill of everything that was drawn."""
    draft, items = sheet.draft, []
    made = draft.rooted(
        "IfcCostSchedule",
        "bill",
        Name="工程量清单",
        PredefinedType="PRICEDBILLOFQUANTITIES",
        Identification="BQ-1",
        Status="PLANNED",
    )
    for code, (total, elements) in sorted(sheet.facts.billed.items()):
        amount = round(total) if CODES[code].unit == "each" else round(total, 3)
        item = draft.rooted(
            "IfcCostItem",
            f"cost/{code}",
            Name=CODES[code].name,
            Identification=f"{code}001",
            Description=table_of(code)[0],
            CostValues=[_price(sheet, code)],
            CostQuantities=[
                draft.make(_UNITS[CODES[code].unit][0], CODES[code].name, None, None, amount, None)
            ],
        )
        draft.rooted(
            "IfcRelAssignsToControl", f"cost/{code}/pays", RelatedObjects=list(elements), RelatingControl=item
        )
        items.append(item)
    draft.rooted("IfcRelAssignsToControl", "bill/items", RelatedObjects=items, RelatingControl=made)
    draft.rooted("IfcRelDeclares", "bill/declares", RelatingContext=sheet.project, RelatedDefinitions=[made])


def _price(sheet: Sheet, code: str) -> Entity:
    draft, unit = sheet.draft, CODES[code].unit
    _, measure, name, kind = _UNITS[unit]
    basis = None
    if name:
        basis = draft.once("IfcMeasureWithUnit", draft.make(measure, 1.0), _si(sheet, kind, name))
    return draft.make(
        "IfcCostValue",
        AppliedValue=draft.make("IfcMonetaryMeasure", CODES[code].price),
        UnitBasis=basis,
        Category="综合单价",
    )


def _si(sheet: Sheet, kind: str, name: str) -> Entity:
    return next(
        unit
        for unit in sheet.project.UnitsInContext.Units
        if unit.is_a("IfcSIUnit") and (unit.UnitType, unit.Name) == (kind, name)
    )
