"""Where a model stands, and the head of every file: project, units, contexts, map grid, site."""

import math
from dataclasses import dataclass
from datetime import date

from bim.authoring.draft import Draft, Entity, Schema
from bim.authoring.facts import Facts

GRID = ("EPSG:4549", "CGCS2000 / 3-degree Gauss-Kruger CM 120E")
AUTHOR = "岚海省建筑设计研究院有限公司"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a model's own origin stands, and when the work is meant to go on.

    Metres in EPSG:4549; ``rotation_deg``: from the grid's east to the model's x, anticlockwise; ``lon``,
    ``lat`` in degrees; ``name``: the project's.
    """

    easting_m: float
    northing_m: float
    height_m: float
    rotation_deg: float
    lon: float
    lat: float
    name: str
    code: str
    begin: date
    end: date

    @property
    def x_axis(self) -> tuple[float, float]:
        """Return the model's x on the grid (east, north)."""
        turn = math.radians(self.rotation_deg)
        return round(math.cos(turn), 12), round(math.sin(turn), 12)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A drawing with its head done: what the makers of elements need."""

    draft: Draft
    facts: Facts
    body: Entity
    axis: Entity
    project: Entity
    site: Entity
    standing: Standing


def open_sheet(*, schema: Schema, seed: str, title: str, standing: Standing) -> Sheet:
    """Return a new drawing with project, units, contexts, map grid and site."""
    draft = Draft(schema=schema, seed=seed)
    facts = Facts(draft)
    model = draft.make("IfcGeometricRepresentationContext", None, "Model", 3, 1e-5, draft.axes(), None)
    body, axis = (
        draft.make(
            "IfcGeometricRepresentationSubContext",
            ContextIdentifier=name,
            ContextType="Model",
            ParentContext=model,
            TargetView=view,
        )
        for name, view in (("Body", "MODEL_VIEW"), ("Axis", "GRAPH_VIEW"))
    )
    units = _units(draft)
    project = draft.rooted(
        "IfcProject",
        "project",
        Name=standing.code,
        LongName=f"{standing.name} {title}",
        Phase="施工图",
        RepresentationContexts=[model],
        UnitsInContext=units,
    )
    _on_the_grid(draft, model, units.Units[0], standing)
    site = draft.rooted(
        "IfcSite",
        "site",
        Name=f"{standing.name} 用地",
        ObjectPlacement=draft.placed(None),
        CompositionType="ELEMENT",
        RefLatitude=_sexagesimal(standing.lat),
        RefLongitude=_sexagesimal(standing.lon),
        RefElevation=standing.height_m,
    )
    facts.part_of(site, project)
    return Sheet(draft, facts, body, axis, project, site, standing)


def _units(draft: Draft) -> Entity:
    kinds = (
        ("LENGTHUNIT", "METRE"),
        ("AREAUNIT", "SQUARE_METRE"),
        ("VOLUMEUNIT", "CUBIC_METRE"),
        ("PLANEANGLEUNIT", "RADIAN"),
        ("MASSUNIT", "GRAM"),
        ("TIMEUNIT", "SECOND"),
    )
    units = [
        draft.make("IfcSIUnit", UnitType=kind, Prefix="KILO" if name == "GRAM" else None, Name=name)
        for kind, name in kinds
    ]
    return draft.make("IfcUnitAssignment", [*units, draft.make("IfcMonetaryUnit", "CNY")])


def _on_the_grid(draft: Draft, model: Entity, metre: Entity, standing: Standing) -> None:
    name, title = GRID
    grid = draft.make(
        "IfcProjectedCRS",
        Name=name,
        Description=title,
        GeodeticDatum="CGCS2000",
        VerticalDatum="1985 国家高程基准",
        MapProjection="Gauss-Kruger",
        MapZone="CM 120E",
        MapUnit=metre,
    )
    draft.make(
        "IfcMapConversion",
        SourceCRS=model,
        TargetCRS=grid,
        Eastings=standing.easting_m,
        Northings=standing.northing_m,
        OrthogonalHeight=standing.height_m,
        XAxisAbscissa=standing.x_axis[0],
        XAxisOrdinate=standing.x_axis[1],
        Scale=1.0,
    )


def _sexagesimal(degrees: float) -> tuple[int, int, int, int]:
    millionths = round(degrees * 3_600_000_000)
    seconds, rest = divmod(millionths, 1_000_000)
    minutes, second = divmod(seconds, 60)
    degree, minute = divmod(minutes, 60)
    return degree, minute, second, rest
