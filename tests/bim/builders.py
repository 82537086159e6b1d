"""Small models written for one test each: walls, openings, slabs, rooms on storeys."""

from typing import Any

import ifcopenshell
import ifcopenshell.guid

Point = tuple[float, ...]


class Drawn:
    """A model being written. Lengths in the unit of the file; ``scale`` is how many units a metre has."""

    def __init__(self, schema: str = "IFC4", millimetres: bool = False) -> None:
        self.file: Any = ifcopenshell.file(schema=schema)
        self.scale = 1000.0 if millimetres else 1.0
        make = self.file.create_entity
        prefix = "MILLI" if millimetres else None
        units = make("IfcUnitAssignment", (make("IfcSIUnit", None, "LENGTHUNIT", prefix, "METRE"),))
        origin = self.axes((0.0, 0.0, 0.0))
        self.context = make("IfcGeometricRepresentationContext", None, "Model", 3, 1e-5, origin)
        self.project = self._root("IfcProject", RepresentationContexts=(self.context,), UnitsInContext=units)
        self.owner_placement = self.placement((0.0, 0.0, 0.0))

    def _root(self, kind: str, **more: Any) -> Any:
        return self.file.create_entity(kind, GlobalId=ifcopenshell.guid.new(), **more)

    def point(self, at: Point) -> Any:
        return self.file.create_entity("IfcCartesianPoint", [x * self.scale for x in at])

    def axes(self, at: Point, x: Point | None = None) -> Any:
        towards = None if x is None else self.file.create_entity("IfcDirection", x)
        up = None if x is None else self.file.create_entity("IfcDirection", (0.0, 0.0, 1.0))
        return self.file.create_entity("IfcAxis2Placement3D", self.point(at), up, towards)

    def placement(self, at: Point, x: Point | None = None, within: Any = None) -> Any:
        return self.file.create_entity("IfcLocalPlacement", within, self.axes(at, x))

    def block(self, size: Point, outline: list[Point] | None = None) -> Any:
        """An extrusion upwards: a rectangle from the origin, or an outline."""
        make = self.file.create_entity
        corners = outline or [(0.0, 0.0), (size[0], 0.0), (size[0], size[1]), (0.0, size[1])]
        line = make("IfcPolyline", [self.point(corner) for corner in [*corners, corners[0]]])
        profile = make("IfcArbitraryClosedProfileDef", "AREA", None, line)
        up = make("IfcDirection", (0.0, 0.0, 1.0))
        return make("IfcExtrudedAreaSolid", profile, self.axes((0.0, 0.0, 0.0)), up, size[2] * self.scale)

    def shape(self, *items: Any, identifier: str = "Body", kind: str = "SweptSolid") -> Any:
        held = self.file.create_entity("IfcShapeRepresentation", self.context, identifier, kind, items)
        return self.file.create_entity("IfcProductDefinitionShape", None, None, (held,))

    def product(self, kind: str, at: Point, *items: Any, x: Point | None = None, **more: Any) -> Any:
        shape = self.shape(*items) if items else None
        return self._root(kind, ObjectPlacement=self.placement(at, x), Representation=shape, **more)

    def wall(self, at: Point, size: Point, x: Point | None = None, **more: Any) -> Any:
        return self.product("IfcWall", at, self.block(size), x=x, **more)

    def hole(self, wall: Any, at: Point, size: Point) -> Any:
        """Cut an opening whose corner is ``at`` in the wall's own axes."""
        opening = self._root(
            "IfcOpeningElement",
            ObjectPlacement=self.placement(at, within=wall.ObjectPlacement),
            Representation=self.shape(self.block(size)),
        )
        self._root("IfcRelVoidsElement", RelatingBuildingElement=wall, RelatedOpeningElement=opening)
        return opening

    def coloured(self, item: Any, shade: Point, transparency: float = 0.0) -> Any:
        make = self.file.create_entity
        colour = make("IfcColourRgb", None, *shade)
        shading = make("IfcSurfaceStyleRendering", colour, transparency, ReflectanceMethod="NOTDEFINED")
        return make("IfcStyledItem", item, (make("IfcSurfaceStyle", None, "BOTH", (shading,)),))

    def declared(self, product: Any, net_m3: float) -> Any:
        quantity = self.file.create_entity("IfcQuantityVolume", "NetVolume", None, None, net_m3)
        held = self._root("IfcElementQuantity", Name="Qto_WallBaseQuantities", Quantities=(quantity,))
        return self._root(
            "IfcRelDefinesByProperties", RelatedObjects=(product,), RelatingPropertyDefinition=held
        )

    def text(self) -> bytes:
        return self.file.to_string().encode()
