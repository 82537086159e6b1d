"""A drawing under work: an IFC file with fixed identifiers, and the small entities that everything shares."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import ifcopenshell
import ifcopenshell.guid

Entity = ifcopenshell.entity_instance
Point = tuple[float, float, float]
Flat = tuple[float, float]
Schema = Literal["IFC4", "IFC4X3"]

NAMESPACE = uuid.UUID("7b6f3f0e-7d0c-5f3e-9a0b-97b1a0de97aa")
_DECIMALS = 6


def global_id(*parts: object) -> str:
    """Return the one GlobalId these parts will always have."""
    return ifcopenshell.guid.compress(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))).hex)


class Draft:
    """An IFC file under work. ``seed`` goes into every GlobalId, so two models never share one."""

    def __init__(self, *, schema: Schema, seed: str) -> None:
        self.file = ifcopenshell.file(schema=schema)
        self.seed = seed
        self._shared: dict[tuple[object, ...], Entity] = {}
        self._keys: set[str] = set()
        self.types: dict[str, Entity] = {}

    def make(self, kind: str, *args: Any, **named: Any) -> Entity:
        """Create an entity."""
        return self.file.create_entity(kind, *args, **named)

    def once(self, kind: str, *args: Any) -> Entity:
        """Return the entity with these attributes, created the first time."""
        key = (kind, *(_comparable(arg) for arg in args))
        if key not in self._shared:
            self._shared[key] = self.make(kind, *args)
        return self._shared[key]

    def rooted(self, kind: str, key: str, **named: Any) -> Entity:
        """Create an entity with a GlobalId. ``key`` says for ever which one it is; it may be used once."""
        if key in self._keys:
            raise ValueError(f"{key} is drawn twice.")
        self._keys.add(key)
        return self.file.create_entity(kind, GlobalId=global_id(self.seed, key), **named)

    def point(self, *at: float) -> Entity:
        """Return a point, in metres."""
        return self.once("IfcCartesianPoint", tuple(_tidy(value) for value in at))

    def direction(self, *ratios: float) -> Entity:
        """Return a direction."""
        return self.once("IfcDirection", tuple(_tidy(value) for value in ratios))

    def axes(
        self, at: Point = (0.0, 0.0, 0.0), x: Point = (1.0, 0.0, 0.0), z: Point = (0.0, 0.0, 1.0)
    ) -> Entity:
        """Return axes at a point: the directions of their x and z."""
        if x == (1.0, 0.0, 0.0) and z == (0.0, 0.0, 1.0):
            return self.once("IfcAxis2Placement3D", self.point(*at), None, None)
        return self.once("IfcAxis2Placement3D", self.point(*at), self.direction(*z), self.direction(*x))

    def placed(self, under: Entity | None, at: Point = (0.0, 0.0, 0.0), x: Point = (1.0, 0.0, 0.0)) -> Entity:
        """Return a placement of its own below another one."""
        return self.make("IfcLocalPlacement", under, self.axes(at, x))

    def polyline(self, points: Iterable[Sequence[float]]) -> Entity:
        """Return a line through points, in metres."""
        return self.make("IfcPolyline", [self.point(*point) for point in points])


def _tidy(value: float) -> float:
    return round(float(value), _DECIMALS) + 0.0


def _comparable(arg: Any) -> object:
    if isinstance(arg, ifcopenshell.entity_instance):
        return ("#", arg.id()) if arg.id() else (arg.is_a(), arg[0])
    if isinstance(arg, list | tuple):
        return tuple(_comparable(item) for item in arg)
    return arg
