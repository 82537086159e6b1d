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
