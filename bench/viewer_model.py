"""A building of as many elements as wanted, as a designer's program would write it: rooms, storey on storey.

Each room has four walls, a column, a slab, a window, a door, a table and a duct. Rooms are of many sizes, so
that most walls and slabs are shapes of their own; windows, doors and tables repeat.
"""

import math
import uuid
from collections.abc import Iterator
from pathlib import Path

IN_ROOM = 10
STOREYS = 10
HEIGHT_M = 3.6
THICK_M = 0.2
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$"
SPACE = uuid.UUID("9e2cbb1c-5c1b-4f0a-8f43-3a8d1f0c2b7e")
HEAD = """ISO-10303-21;
HEADER;
FILE_DESCRIPTION(('ViewDefinition [ReferenceView_V1.2]'),'2;1');
FILE_NAME('rooms.ifc','2026-01-01T00:00:00',('bench'),('bench'),'bench','bench','');
FILE_SCHEMA(('IFC4'));
ENDSEC;
DATA;
"""
UNITS = (
    ("LENGTH", "METRE"), ("AREA", "SQUARE_METRE"), ("VOLUME", "CUBIC_METRE"), ("PLANEANGLE", "RADIAN"),
)  # fmt: skip
BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def write_rooms(path: Path, elements: int) -> Path:
    """Write a model of so many elements."""
    text = _Text()
    rooms = math.ceil(elements / IN_ROOM / STOREYS)
    across = math.ceil(math.sqrt(rooms))
    for level in range(STOREYS):
        storey, members = text.storey(level), []
        for number in range(rooms):
            at = (number % across * 9.0, number // across * 8.0, 0.0)
            members += _room(text, level, number, at, storey)
        text.contain(storey, members)
    path.write_text(HEAD + "\n".join(text.closed()) + "\nENDSEC;\nEND-ISO-10303-21;\n", encoding="utf-8")
    return path


def _room(
    text: "_Text", level: int, number: int, at: tuple[float, float, float], storey: int
) -> Iterator[int]:
    """Write what is in a room; yield its elements."""
    width = 4.0 + (number * 37 + level * 11) % 400 / 100
    depth = 4.0 + (number * 53 + level * 29) % 300 / 100
    along, across = (width, THICK_M, HEIGHT_M - 0.3), (THICK_M, depth - THICK_M, HEIGHT_M - 0.3)
    x, y, _z = at
    for dx, dy, sides in (
        (0, 0, along), (0, depth, along), (0, THICK_M, across), (width - THICK_M, THICK_M, across),
    ):  # fmt: skip
        yield text.element("WALL", storey, (x + dx, y + dy, 0.3), text.solid(sides, "wall"))
    corner = (x + width, y + depth, 0)
    yield text.element("COLUMN", storey, corner, text.solid((0.4, 0.4, HEIGHT_M), "column"))
    yield text.element("SLAB", storey, (x, y, 0), text.solid((width, depth, 0.3), "slab"))
    yield text.element("WINDOW", storey, (x + 1, y - 0.1, 1.2), text.repeated("window"))
    yield text.element("DOOR", storey, (x + 1, y + depth + 0.2, 0.3), text.repeated("door"))
    yield text.element("FURNITURE", storey, (x + 1.5, y + 1.5, 0.3), text.repeated("table"))
    yield text.element("DUCTSEGMENT", storey, (x + 0.5, y + 1, 3), text.pipe(depth - 1.5))


REPEATED = {
    "window": ((0, 0, 0, 1.5, 0.08, 0.1), (0, 0, 1.4, 1.5, 0.08, 0.1), (0, 0, 0.1, 0.1, 0.08, 1.3),
               (1.4, 0, 0.1, 0.1, 0.08, 1.3), (0.1, 0.03, 0.1, 1.3, 0.02, 1.3)),
    "door": ((0, 0, 0, 0.1, 0.1, 2.1), (0.9, 0, 0, 0.1, 0.1, 2.1), (0.1, 0.02, 0, 0.8, 0.05, 2.0)),
    "table": ((0, 0, 0.7, 1.6, 0.8, 0.04), (0, 0, 0, 0.06, 0.06, 0.7), (1.54, 0, 0, 0.06, 0.06, 0.7),
              (0, 0.74, 0, 0.06, 0.06, 0.7), (1.54, 0.74, 0, 0.06, 0.06, 0.7)),
}  # fmt: skip
COLOURS = {
    "wall": (0.85, 0.83, 0.78), "column": (0.6, 0.6, 0.62), "slab": (0.7, 0.7, 0.7), "duct": (0.5, 0.6, 0.75),
    "window": (0.55, 0.7, 0.85), "door": (0.55, 0.38, 0.22), "table": (0.75, 0.6, 0.4),
}  # fmt: skip


class _Text:
    """Lines of STEP as they are numbered."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._named = 0
        self._origin = self.line("IFCCARTESIANPOINT((0.,0.,0.))")
        self._axes = self.line(f"IFCAXIS2PLACEMENT3D(#{self._origin},$,$)")
        self._up = self.line("IFCDIRECTION((0.,0.,1.))")
        self._north = self.line("IFCDIRECTION((0.,1.,0.))")
        context = self.line(f"IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-5,#{self._axes},$)")
        self._body = self.line(
            f"IFCGEOMETRICREPRESENTATIONSUBCONTEXT('Body','Model',*,*,*,*,#{context},$,.MODEL_VIEW.,$)"
        )
        units = [self.line(f"IFCSIUNIT(*,.{kind}UNIT.,$,.{name}.)") for kind, name in UNITS]
        assigned = self.line(f"IFCUNITASSIGNMENT({_set(units)})")
        self._project = self.rooted("PROJECT", f"'rooms',$,$,$,$,(#{context}),#{assigned}")
        place = self._placed(None, (0, 0, 0))
        self._building = self.rooted("BUILDING", f"'rooms',$,$,#{place},$,$,.ELEMENT.,$,$,$")
        self.rooted("RELAGGREGATES", f"$,$,#{self._project},(#{self._building})")
        self._ground = place
        self._places: dict[int, int] = {}
        self._looks: dict[str, int] = {}
        self._maps: dict[str, int] = {}

    def line(self, text: str) -> int:
        """Add an entity; return its number."""
        self._lines.append(f"#{len(self._lines) + 1}={text};")
        return len(self._lines)

    def rooted(self, kind: str, rest: str) -> int:
        """Add an entity that has a GlobalId."""
        self._named += 1
        return self.line(f"IFC{kind}('{_global_id(self._named)}',$,{rest})")

    def storey(self, level: int) -> int:
        """Add a storey."""
        place = self._placed(self._ground, (0, 0, level * HEIGHT_M))
        made = self.rooted(
            "BUILDINGSTOREY", f"'F{level + 1}',$,$,#{place},$,$,.ELEMENT.,{level * HEIGHT_M:.3f}"
        )
        self._places[made] = place
        return made

    def contain(self, storey: int, members: list[int]) -> None:
        """Put elements into a storey."""
        self.rooted("RELCONTAINEDINSPATIALSTRUCTURE", f"$,$,{_set(members)},#{storey}")

    def element(self, kind: str, storey: int, at: tuple[float, float, float], shape: int) -> int:
        """Add an element with its properties."""
        place = self._placed(self._places[storey], at)
        more = {"WINDOW": ",$,$,$,$,$", "DOOR": ",$,$,$,$,$"}.get(kind, ",$")
        tag = self._named
        made = self.rooted(kind, f"'{kind.title()} {tag}',$,$,#{place},#{shape},'{tag}'{more}")
        said = {
            "Reference": f"IFCIDENTIFIER('T{tag % 40}')", "LoadBearing": f"IFCBOOLEAN(.{'TF'[tag % 2]}.)",
            "FireRating": f"IFCLABEL('{tag % 4 * 30}')",
        }  # fmt: skip
        values = [self.line(f"IFCPROPERTYSINGLEVALUE('{name}',$,{value},$)") for name, value in said.items()]
        props = self.rooted("PROPERTYSET", f"'Pset_{kind.title()}Common',$,{_set(values)}")
        self.rooted("RELDEFINESBYPROPERTIES", f"$,$,(#{made}),#{props}")
        return made

    def solid(self, sides: tuple[float, float, float], look: str) -> int:
        """Add a shape of one block."""
        return self._shape("SweptSolid", [self._block((0, 0, 0, *sides), look)])

    def pipe(self, length: float) -> int:
        """Add a round duct along y."""
        profile = self.line("IFCCIRCLEPROFILEDEF(.AREA.,$,$,0.15)")
        axes = self.line(f"IFCAXIS2PLACEMENT3D(#{self._origin},#{self._north},#{self._up})")
        item = self.line(f"IFCEXTRUDEDAREASOLID(#{profile},#{axes},#{self._up},{length:.3f})")
        self._coloured(item, "duct")
        return self._shape("SweptSolid", [item])

    def repeated(self, name: str) -> int:
        """Add one more place of a shape that is written once."""
        if name not in self._maps:
            blocks = [self._block(one, name) for one in REPEATED[name]]
            body = self.line(f"IFCSHAPEREPRESENTATION(#{self._body},'Body','SweptSolid',{_set(blocks)})")
            self._maps[name] = self.line(f"IFCREPRESENTATIONMAP(#{self._axes},#{body})")
            self._still = self.line(f"IFCCARTESIANTRANSFORMATIONOPERATOR3D($,$,#{self._origin},1.,$)")
        return self._shape(
            "MappedRepresentation", [self.line(f"IFCMAPPEDITEM(#{self._maps[name]},#{self._still})")]
        )

    def closed(self) -> list[str]:
        """Return all lines, the storeys hung into the building."""
        self.rooted("RELAGGREGATES", f"$,$,#{self._building},{_set(self._places)}")
        return self._lines

    def _shape(self, kind: str, items: list[int]) -> int:
        body = self.line(f"IFCSHAPEREPRESENTATION(#{self._body},'Body','{kind}',{_set(items)})")
        return self.line(f"IFCPRODUCTDEFINITIONSHAPE($,$,(#{body}))")

    def _block(self, block: tuple[float, ...], look: str) -> int:
        x, y, z, width, depth, height = block
        corners = [self.line(f"IFCCARTESIANPOINT(({a * width:.4f},{b * depth:.4f}))") for a, b in BOX]
        outline = self.line(f"IFCPOLYLINE({_set([*corners, corners[0]])})")
        profile = self.line(f"IFCARBITRARYCLOSEDPROFILEDEF(.AREA.,$,#{outline})")
        at = self.line(f"IFCCARTESIANPOINT(({x:.4f},{y:.4f},{z:.4f}))")
        axes = self.line(f"IFCAXIS2PLACEMENT3D(#{at},$,$)")
        item = self.line(f"IFCEXTRUDEDAREASOLID(#{profile},#{axes},#{self._up},{height:.4f})")
        self._coloured(item, look)
        return item

    def _coloured(self, item: int, look: str) -> None:
        if look not in self._looks:
            colour = self.line("IFCCOLOURRGB($,{:.3f},{:.3f},{:.3f})".format(*COLOURS[look]))
            shading = self.line(f"IFCSURFACESTYLESHADING(#{colour},0.)")
            self._looks[look] = self.line(f"IFCSURFACESTYLE($,.BOTH.,(#{shading}))")
        self.line(f"IFCSTYLEDITEM(#{item},(#{self._looks[look]}),$)")

    def _placed(self, within: int | None, at: tuple[float, float, float]) -> int:
        point = self.line("IFCCARTESIANPOINT(({:.4f},{:.4f},{:.4f}))".format(*at))
        axes = self.line(f"IFCAXIS2PLACEMENT3D(#{point},$,$)")
        return self.line(f"IFCLOCALPLACEMENT({f'#{within}' if within else '$'},#{axes})")


def _set(numbers: object) -> str:
    return "(" + ",".join(f"#{number}" for number in numbers) + ")"  # type: ignore[attr-defined]


def _global_id(number: int) -> str:
    """Return 128 bits, always the same for a number, in the 22 letters of IFC."""
    value = uuid.uuid5(SPACE, str(number)).int
    return "".join(LETTERS[value >> shift & 63] for shift in range(126, -1, -6))
