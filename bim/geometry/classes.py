"""What a class tells: the colour of what the file leaves uncoloured, and whether it is built."""

BARE: dict[str, tuple[int, int, int, int]] = {
    "IfcWall": (222, 216, 204, 255),
    "IfcSlab": (190, 188, 184, 255),
    "IfcRoof": (150, 84, 70, 255),
    "IfcColumn": (176, 176, 180, 255),
    "IfcBeam": (168, 170, 176, 255),
    "IfcWindow": (150, 190, 214, 130),
    "IfcPlate": (160, 188, 206, 170),
    "IfcCurtainWall": (160, 188, 206, 170),
    "IfcDoor": (160, 118, 82, 255),
    "IfcStair": (180, 172, 160, 255),
    "IfcRailing": (120, 124, 130, 255),
    "IfcCovering": (226, 222, 214, 255),
    "IfcFooting": (156, 152, 146, 255),
    "IfcPile": (146, 142, 138, 255),
    "IfcMember": (140, 142, 148, 255),
    "IfcFurn": (188, 150, 108, 255),
    "IfcFlow": (126, 152, 170, 255),
    "IfcPipe": (104, 146, 130, 255),
    "IfcDuct": (150, 160, 176, 255),
    "IfcCable": (170, 130, 70, 255),
    "IfcReinforc": (150, 92, 72, 255),
    "IfcSpace": (170, 200, 230, 60),
    "IfcSpatialZone": (170, 200, 230, 60),
    "IfcSite": (156, 170, 130, 255),
    "IfcGeographic": (156, 170, 130, 255),
    "IfcPavement": (110, 110, 114, 255),
    "IfcCourse": (126, 120, 112, 255),
    "IfcEarthworks": (150, 132, 104, 255),
    "IfcRail": (110, 104, 100, 255),
    "IfcSign": (200, 60, 50, 255),
}
OTHER = (196, 196, 192, 255)
NOT_BUILT = (
    "IfcSpace",
    "IfcSpatialZone",
    "IfcExternalSpatialElement",
    "IfcSite",
    "IfcGeographicElement",
    "IfcFurn",
    "IfcSystemFurniture",
    "IfcFlow",
    "IfcDistribution",
    "IfcGrid",
    "IfcAnnotation",
    "IfcVirtualElement",
    "IfcSurfaceFeature",
    "IfcEarthworks",
    "IfcGeotechnical",
    "IfcBorehole",
    "IfcGeoslice",
    "IfcGeomodel",
    "IfcAlignment",
    "IfcReferent",
    "IfcSign",
    "IfcVehicle",
    "IfcSensor",
    "IfcAirTerminal",
    "IfcLamp",
    "IfcLight",
    "IfcSanitary",
    "IfcElectric",
    "IfcOutlet",
    "IfcReinforc",
    "IfcTendon",
    "IfcFastener",
    "IfcMechanicalFastener",
    "IfcDiscreteAccessory",
)
ROOM = "IfcSpace"


def bare_colour(ifc_class: str) -> tuple[int, int, int, int]:
    """Return red, green, blue and opacity for an element whose file gives no style."""
    longest = max((name for name in BARE if ifc_class.startswith(name)), key=len, default="")
    return BARE.get(longest, OTHER)


def covers_ground(ifc_class: str) -> bool:
    """Return whether outlines ask what an element of this class covers from above."""
    return ifc_class == ROOM or not ifc_class.startswith(NOT_BUILT)
