"""The bridge: three spans of precast girders over a river, with a ramp at either end."""

from bim.authoring import spans as s
from bim.authoring.bill import write_bill
from bim.authoring.bridge_tasks import SUPPORTS, tasks
from bim.authoring.ground import Sheet, Standing, open_sheet
from bim.authoring.place import Place
from bim.authoring.programme import write_programme
from bim.authoring.ramps import build_ramp
from bim.authoring.spanning import Kit
from bim.authoring.substructure import build_abutment, build_pier
from bim.authoring.superstructure import build_span
from bim.authoring.surface import build_surface


def bridge(standing: Standing) -> Sheet:
    """Return the bridge with its ramps."""
    sheet = open_sheet(schema="IFC4X3", seed="bridge", title="桥梁模型", standing=standing)
    kit = Kit(sheet)
    ground = Place(sheet.site, sheet.site.ObjectPlacement, "", sheet.site.Name, 0.0)
    whole = kit.part(ground, "IfcBridge", "bridge", "1号大桥", PredefinedType="GIRDER")
    for key, name, x in SUPPORTS:
        kind = "ABUTMENT" if key.startswith("A") else "PIER"
        place = kit.part(whole, "IfcBridgePart", key, name, PredefinedType=kind, UsageType="LONGITUDINAL")
        (build_abutment if kind == "ABUTMENT" else build_pier)(kit, place, x)
    above = kit.part(
        whole, "IfcBridgePart", "super", "上部结构", PredefinedType="SUPERSTRUCTURE", UsageType="VERTICAL"
    )
    for n, numeral in enumerate(s.NUMERALS):
        place = kit.part(
            above,
            "IfcBridgePart",
            f"S{n + 1}",
            f"第{numeral}孔",
            PredefinedType="DECK_SEGMENT",
            UsageType="LONGITUDINAL",
        )
        build_span(kit, place, n)
    top = kit.part(
        whole, "IfcBridgePart", "surface", "桥面系", PredefinedType="SURFACESTRUCTURE", UsageType="VERTICAL"
    )
    build_surface(kit, top)
    road = kit.part(ground, "IfcRoad", "road", "引道")
    for key, name, end in (("R0", "起点引道", s.ENDS_M[0]), ("R3", "终点引道", s.ENDS_M[-1])):
        place = kit.part(
            road, "IfcRoadPart", key, name, PredefinedType="ROADSEGMENT", UsageType="LONGITUDINAL"
        )
        build_ramp(kit, place, end)
    write_programme(sheet, tasks())
    write_bill(sheet)
    sheet.facts.write()
    return sheet


