"""Small IFC files in the making, written as text: what is wrong with them is in plain sight."""

from pathlib import Path

HEADER = (
    "ISO-10303-21;\nHEADER;\nFILE_DESCRIPTION((''),'2;1');\n"
    "FILE_NAME('{name}','2026-03-02T08:00:00',('A. Author'),('Unit'),'','a test','');\n"
    "FILE_SCHEMA(('{label}'));\nENDSEC;\nDATA;\n"
)
PROJECT = (
    "#1=IFCSIUNIT(*,.LENGTHUNIT.,$,.METRE.);\n#2=IFCUNITASSIGNMENT((#1));\n"
    "#3=IFCCARTESIANPOINT((0.,0.,0.));\n#4=IFCAXIS2PLACEMENT3D(#3,$,$);\n"
    "#5=IFCGEOMETRICREPRESENTATIONCONTEXT($,'Model',3,1.E-05,#4,$);\n"
    "#6=IFCPROJECT('0x$c1lpAD0aOVJTh1TAYfm',$,'{project}',$,$,$,$,(#5),#2);\n"
    "#7=IFCLOCALPLACEMENT($,#4);\n"
    "#8=IFCSITE('34KU2ViPP1tfFN7f9HiBe8',$,'Site',$,$,#7,$,$,.ELEMENT.,$,$,$,$,$);\n"
    "#9=IFCRELAGGREGATES('0JFjXvLTL5RBP$XlaRwUu9',$,$,$,#6,(#8));\n"
)
END = "ENDSEC;\nEND-ISO-10303-21;\n"


def model_bytes(
    *, label: str = "IFC4", project: str = "Project", more: str = "", name: str = "m.ifc"
) -> bytes:
    """A model of one site in metres; ``more``: further instances from #20 on."""
    return (HEADER.format(name=name, label=label) + PROJECT.format(project=project) + more + END).encode()


def write_model(folder: Path, name: str = "model.ifc", **words: str) -> Path:
    """The same as a file."""
    path = folder / name
    path.write_bytes(model_bytes(**words))
    return path


WALL = (
    "#{n}0=IFCCARTESIANPOINT(({x},{y},{z}));\n#{n}1=IFCAXIS2PLACEMENT3D(#{n}0,$,$);\n"
    "#{n}2=IFCLOCALPLACEMENT($,#{n}1);\n#{n}3=IFCRECTANGLEPROFILEDEF(.AREA.,$,#31,{length},{depth});\n"
    "#{n}4=IFCEXTRUDEDAREASOLID(#{n}3,#4,#33,{height});\n"
    "#{n}5=IFCSHAPEREPRESENTATION(#5,'Body','SweptSolid',(#{n}4));\n"
    "#{n}6=IFCPRODUCTDEFINITIONSHAPE($,$,(#{n}5));\n"
    "#{n}7=IFCWALL('{guid}',$,'{name}',$,$,#{n}2,#{n}6,'{tag}',.STANDARD.);\n"
    "#{n}8=IFCPROPERTYSET('{set}',$,'Pset_WallCommon',$,({properties}));\n"
    "#{n}9=IFCRELDEFINESBYPROPERTIES('{rel}',$,$,$,(#{n}7),#{n}8);\n"
)
SHARED = (
    "#30=IFCCARTESIANPOINT((0.,0.));\n#31=IFCAXIS2PLACEMENT2D(#30,$);\n#33=IFCDIRECTION((0.,0.,1.));\n"
    "#40=IFCPROPERTYSINGLEVALUE('LoadBearing',$,IFCBOOLEAN(.T.),$);\n"
    "#41=IFCPROPERTYSINGLEVALUE('LoadBearing',$,IFCBOOLEAN(.F.),$);\n"
    "#42=IFCPROPERTYSINGLEVALUE('FireRating',$,IFCLABEL('REI 60'),$);\n"
    "#43=IFCPROPERTYSINGLEVALUE('ThermalTransmittance',$,IFCREAL(0.24),$);\n"
)
LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_$"


def guid(number: int, kind: str = "W") -> str:
    """A GlobalId that stays the same from revision to revision."""
    return f"0{kind}aaaaaaaaaaaaaaaaaa{LETTERS[number // 64]}{LETTERS[number % 64]}"


def wall(
    number: int, *, x: float = 0.0, y: float | None = None, z: float = 0.0, length: float = 4.0,
    depth: float = 0.2, height: float = 3.0, name: str = "", bearing: bool = True, fire: bool = False,
) -> str:  # fmt: skip
    """One wall with its set, as instances from #1000 on."""
    y = 3.0 * number if y is None else y
    properties = ["#40" if bearing else "#41", "#43", *(["#42"] if fire else [])]
    return WALL.format(
        n=100 + number, x=x, y=y, z=z, length=length, depth=depth, height=height, guid=guid(number),
        set=guid(number, "S"), rel=guid(number, "R"), name=name or f"Wall {number}", tag=f"T{number}",
        properties=",".join(properties),
    )  # fmt: skip


def building(walls: dict[int, str], *, place: str = "", label: str = "IFC4", elevation: float = 0.0) -> bytes:
    """A building of one storey, its walls given by ``wall``; ``place``: further georeferencing."""
    listed = ",".join(f"#{100 + number}7" for number in walls)
    tree = (
        "#50=IFCBUILDING('0Baaaaaaaaaaaaaaaaaa00',$,'House',$,$,#7,$,$,.ELEMENT.,$,$,$);\n"
        f"#51=IFCBUILDINGSTOREY('0Laaaaaaaaaaaaaaaaaa00',$,'Level 3',$,$,#7,$,$,.ELEMENT.,{elevation});\n"
        "#52=IFCRELAGGREGATES('0Aaaaaaaaaaaaaaaaaaa00',$,$,$,#8,(#50));\n"
        "#53=IFCRELAGGREGATES('0Aaaaaaaaaaaaaaaaaaa01',$,$,$,#50,(#51));\n"
        f"#54=IFCRELCONTAINEDINSPATIALSTRUCTURE('0Caaaaaaaaaaaaaaaaaa00',$,$,$,({listed}),#51);\n"
    )
    return model_bytes(label=label, more=SHARED + "".join(walls.values()) + tree + place)


def standard(**changes: object) -> dict[int, str]:
    """Four walls: 0 bears and is rated, 1 bears and is not, 2 neither, 3 as 1 with a name in Chinese."""
    return {
        0: wall(0, fire=True), 1: wall(1), 2: wall(2, bearing=False),
        3: wall(3, name="\\X2\\5916\\X0\\"),
    }  # fmt: skip


PLACED = (
    "#24=IFCPROJECTEDCRS('EPSG:4549',$,$,$,$,$,#1);\n"
    "#25=IFCMAPCONVERSION(#5,#24,{east},{north},4.5,1.,0.,1.);\n"
)
