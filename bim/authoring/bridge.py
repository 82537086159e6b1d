"""The bridge: three spans of precast girders over a river, with a ramp at either end."""

from bim.authoring import spans as s
from bim.authoring.bill import write_bill
from bim.authoring.ground import Sheet, Standing, open_sheet
from bim.authoring.place import Place
from bim.authoring.programme import Task, write_programme
from bim.authoring.ramps import build_ramp
from bim.authoring.spanning import Kit
from bim.authoring.substructure import build_abutment, build_pier
from bim.authoring.superstructure import build_span, build_surface

SUPPORTS = (("A0", "0号桥台", s.ENDS_M[0]), ("P1", "1号墩", s.ENDS_M[1]), ("P2", "2号墩", s.ENDS_M[2]),
            ("A3", "3号桥台", s.ENDS_M[3]))  # fmt: skip


def bridge(standing: Standing) -> Sheet:
    """Return the bridge with its ramps."""
    sheet = open_sheet(schema="IFC4X3_ADD2", seed="bridge", title="桥梁模型", standing=standing)
    kit = Kit(sheet)
    ground = Place(sheet.site, sheet.site.ObjectPlacement, "", sheet.site.Name, 0.0)
    whole = kit.part(ground, "IfcBridge", "bridge", "1号大桥", PredefinedType="GIRDER")
    for key, name, x in SUPPORTS:
        kind = "ABUTMENT" if key.startswith("A") else "PIER"
        place = kit.part(whole, "IfcBridgePart", key, name, PredefinedType=kind, UsageType="LONGITUDINAL")
        (build_abutment if kind == "ABUTMENT" else build_pier)(kit, place, x)
    above = kit.part(whole, "IfcBridgePart", "super", "上部结构", PredefinedType="SUPERSTRUCTURE", UsageType="VERTICAL")
    for n, numeral in enumerate(s.NUMERALS):
        place = kit.part(above, "IfcBridgePart", f"S{n + 1}", f"第{numeral}孔", PredefinedType="DECK_SEGMENT",
                         UsageType="LONGITUDINAL")  # fmt: skip
        build_span(kit, place, n)
    top = kit.part(whole, "IfcBridgePart", "surface", "桥面系", PredefinedType="SURFACESTRUCTURE", UsageType="VERTICAL")
    build_surface(kit, top)
    road = kit.part(ground, "IfcRoad", "road", "引道")
    for key, name, end in (("R0", "起点引道", s.ENDS_M[0]), ("R3", "终点引道", s.ENDS_M[-1])):
        place = kit.part(road, "IfcRoadPart", key, name, PredefinedType="ROADSEGMENT", UsageType="LONGITUDINAL")
        build_ramp(kit, place, end)
    write_programme(sheet, tasks())
    write_bill(sheet)
    sheet.facts.write()
    return sheet


def tasks() -> list[Task]:
    """Return the programme: from the ground up, the ramps meanwhile."""
    made = []
    for n, (key, name, _) in enumerate(SUPPORTS):
        at = 0.04 + 0.05 * n
        made += [
            Task(key=f"{key}/piles", name=f"{name}桩基与承台", group="下部结构", begin=at, end=at + 0.16, slip=0.02 * (n > 1)),
            Task(key=f"{key}/body", name=f"{name}{'台身' if key.startswith('A') else '墩身与盖梁'}", group="下部结构",
                 begin=at + 0.17, end=at + 0.28, slip=0.03 * (n > 1)),
        ]  # fmt: skip
    for n, numeral in enumerate(s.NUMERALS):
        at = 0.42 + 0.08 * n
        made += [
            Task(key=f"S{n + 1}/girders", name=f"第{numeral}孔架梁", group="上部结构", begin=at, end=at + 0.09, slip=0.03),
            Task(key=f"S{n + 1}/deck", name=f"第{numeral}孔桥面板", group="上部结构", begin=at + 0.08, end=at + 0.16, slip=0.03),
        ]  # fmt: skip
    rows = (("paving", "桥面铺装", 0.80, 0.88), ("edges", "护栏", 0.76, 0.86), ("fixtures", "伸缩缝、排水与照明", 0.86, 0.94))
    made += [Task(key=f"surface/{key}", name=name, group="桥面系", begin=a, end=b, slip=0.02) for key, name, a, b in rows]
    for key, name in (("R0", "起点引道"), ("R3", "终点引道")):
        rows = (("walls", "挡墙", 0.40, 0.56), ("fill", "填土与搭板", 0.50, 0.70), ("paving", "路面与护栏", 0.82, 0.92))
        made += [Task(key=f"{key}/{what}", name=f"{name}{title}", group="引道", begin=a, end=b) for what, title, a, b in rows]
    return made
