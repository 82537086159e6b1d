"""A model sent once more with every id issued anew, and some of its elements not quite where they were."""

import random
import uuid
from pathlib import Path

import ifcopenshell
import ifcopenshell.guid

from bim.authoring.models import MODELS, write
from tests.bim.test_authoring import STANDING


def drawn(key: str, folder: Path) -> Path:
    """One of the models we draw, as a file."""
    return write(next(one for one in MODELS if one.key == key), STANDING, folder / f"{key}.ifc")


def reissued(path: Path, target: Path, *, part: float, most_m: float, seed: int = 7) -> dict[str, str]:
    """Write the model with new ids, ``part`` of its placed elements nudged; return old id → new id."""
    file, dice = ifcopenshell.open(path), random.Random(seed)
    ids = {}
    for row in file.by_type("IfcRoot"):
        new = ifcopenshell.guid.compress(uuid.UUID(int=dice.getrandbits(128), version=4).hex)
        ids[row.GlobalId], row.GlobalId = new, new
    placed = [one for one in file.by_type("IfcElement") if one.Representation and one.ObjectPlacement]
    for one in dice.sample(placed, round(len(placed) * part)):
        _nudge(file, one.ObjectPlacement, dice, most_m)
    file.write(str(target))
    return ids


def _nudge(file, placement, dice, most_m: float) -> None:
    axes = placement.RelativePlacement
    x, y, z = axes.Location.Coordinates
    at = file.create_entity(
        "IfcCartesianPoint",
        (x + dice.uniform(-most_m, most_m), y + dice.uniform(-most_m, most_m), z),
    )
    placement.RelativePlacement = file.create_entity(
        "IfcAxis2Placement3D", Location=at, Axis=axes.Axis, RefDirection=axes.RefDirection
    )
